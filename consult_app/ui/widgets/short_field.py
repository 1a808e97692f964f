"""A short text with a meaning, typed in a line between buttons."""

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QStyle, QWidget

from consult_app.ui import theme
from consult_app.ui.enough import keep_short
from consult_app.ui.unheard import leave_out_signals
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.refusal import show_refusal
from consult_app.ui.widgets.settling import Settling

_GAP, _BELOW = 8, 4


class ShortField(QWidget):
    """Parts beside each other, `edit` among them, and what is wrong with the text below. Placed by hand."""

    def __init__(self, name: str, side: Qt.AlignmentFlag, parent: QWidget | None) -> None:
        super().__init__(parent)
        leave_out_signals(self)
        self.edit = QLineEdit(self)
        leave_out_signals(self.edit)
        keep_short(self.edit)
        self.edit.setAccessibleName(name)
        self._parts: tuple[QWidget, ...] = (self.edit,)
        self._side = side
        self._error: PlainLabel | None = None
        self._text_scale = theme.text_scale()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.edit)
        self._settling = Settling(self, self._tell)
        self.edit.textEdited.connect(self._settling.poke)
        self.edit.installEventFilter(self)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._settling.flush()

    def sizeHint(self) -> QSize:
        """Fit all parts, and what is wrong."""
        row = self._row()
        if not self._refused or self._error is None:
            return row
        below = self._error.sizeHint()
        return QSize(max(row.width(), below.width()), row.height() + _BELOW + below.height())

    def minimumSizeHint(self) -> QSize:
        """Never cut anything."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._text_scale != theme.text_scale():
            self._text_scale = theme.text_scale()
            self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Flush when the field is left or hidden."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._left()
        return super().eventFilter(watched, event)

    @property
    def _refused(self) -> bool:
        return self._error is not None and bool(self._error.text())

    def _tell(self) -> None:
        """Tell what the text means."""
        raise NotImplementedError

    def _edit_size(self) -> QSize:
        """Give the size of the line itself."""
        raise NotImplementedError

    def _left(self) -> None:
        self.flush()

    def _refuse(self, words: str) -> None:
        if words == (self._error.text() if self._error is not None else ""):
            return
        if self._error is None:
            self._error = PlainLabel("", "quiet", wrap=False, parent=self)
        show_refusal(self.edit, self._error, words)
        self._settle()

    def _settle(self) -> None:
        self._place()
        self.updateGeometry()

    def _sizes(self) -> list[QSize]:
        return [self._edit_size() if each is self.edit else each.sizeHint() for each in self._parts]

    def _row(self) -> QSize:
        sizes = self._sizes()
        width = sum(each.width() for each in sizes) + _GAP * (len(sizes) - 1)
        return QSize(width, max(each.height() for each in sizes))

    def _place(self) -> None:
        row = self._row()
        at_end = self._side is Qt.AlignmentFlag.AlignRight
        x = self.width() - row.width() if at_end else 0
        for part, size in zip(self._parts, self._sizes(), strict=True):
            self._put(part, QRect(x, (row.height() - size.height()) // 2, size.width(), size.height()))
            x += size.width() + _GAP
        if self._error is not None:
            below = self._error.sizeHint()
            x = self.width() - below.width() if at_end else 0
            self._put(self._error, QRect(x, row.height() + _BELOW, below.width(), below.height()))

    def _put(self, part: QWidget, place: QRect) -> None:
        part.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))
