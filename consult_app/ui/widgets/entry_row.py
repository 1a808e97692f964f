"""One thing of a list: its name, what is asked about it, and what the name was understood as."""

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy, QWidget

from consult_app.domain.entry import Entry, Part
from consult_app.domain.names import Names
from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.name_field import NameField

_GAP, _ONE_LINE = 8, 450
_SHARES = {Part.DOSE: 4, Part.SINCE: 4, Part.REACTION: 6}
_NAME_SHARE = 5


class EntryRow(QWidget):
    """Fields beside each other, or the name above the others where that is too narrow.

    Its name is completed from `names`. What stands at the head has headings above its fields; on two lines
    every row has.
    """

    edited = Signal()
    submitted = Signal()
    removed = Signal()

    def __init__(self, list_name: str, parts: tuple[Part, ...], names: Names, parent: QWidget) -> None:
        super().__init__(parent)
        self._list_name, self._names = list_name, names
        self._headed = False
        self._name = NameField(self._names, parent=self)
        self._parts = {part: LineField(parent=self) for part in parts}
        self.remove = Button("", "quiet", "x", name=" ", parent=self)
        self._headings: dict[QWidget, str] = {self._name: self.tr("Name")}
        said = {
            Part.DOSE: (self.tr("Dose"), self.tr("such as 5 mg")),
            Part.REACTION: (self.tr("What it did"), self.tr("such as a rash")),
            Part.SINCE: (self.tr("Since when"), self.tr("2020")),
        }
        for part, field in self._parts.items():
            self._headings[field], hint = said[part]
            field.edit.setPlaceholderText(hint)
        self._note, self._wrong = PaintedText("", 13), False
        self._heads_at: dict[str, QRect] = {}
        self._note_at = QRect()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for each in self._fields:
            each.edited.connect(self._tell)
            each.submitted.connect(self.submitted)
            each.edit.installEventFilter(self)
            # Tab stops at a field that stands for another one, wherever in the order it was made.
            each.setFocusProxy(None)  # type: ignore[arg-type]  # the stub knows no way back
        self.remove.clicked.connect(self.removed)

    @property
    def _fields(self) -> tuple[LineField, ...]:
        return (self._name, *self._parts.values())

    @property
    def name_edit(self) -> QLineEdit:
        """The field for the name."""
        return self._name.edit

    @property
    def blank(self) -> bool:
        """Whether nothing was written."""
        return not any(each.text().strip() for each in self._fields)

    @property
    def pending(self) -> bool:
        """Whether something was typed that has not been told."""
        return any(each.pending for each in self._fields)

    def value(self) -> Entry:
        """Give what is written; the name may be empty."""
        parts = {part.value: field.text().strip() for part, field in self._parts.items()}
        return Entry(self._name.text().strip(), **parts)

    def set_value(self, entry: Entry) -> None:
        """Show a thing; tells nobody."""
        self._name.set_text(entry.name)
        for part, field in self._parts.items():
            field.set_text(entry.said(part))
        self._judge()

    def call(self, line: int, *, headed: bool) -> None:
        """Say which line of the list it is, and whether it stands at its head."""
        place = self.tr("{0}: line {1}").format(self._list_name, line)
        self._name.edit.setAccessibleName(place)
        for field in self._parts.values():
            field.edit.setAccessibleName(f"{place}, {self._headings[field]}")
        name = self._name.text().strip()
        words = self.tr("Remove: {0}").format(name) if name else self.tr("Remove line {0}").format(line)
        self.remove.setAccessibleName(words)
        self.remove.setToolTip(words)
        if headed is not self._headed:
            self._headed = headed
            self._settle()

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for each in self._fields:
            each.flush()

    def heightForWidth(self, width: int) -> int:
        """Measure at a width."""
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        """Ask for the height at the present width."""
        width = max(self.width(), 320)
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place anew at another width."""
        super().resizeEvent(event)
        self._arrange(self.width(), move=True)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            for each in self._fields:
                each.edit.setMinimumHeight(self._line_height)
            self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Judge what was written once it is left: half a name is no mistake yet."""
        if event.type() == QEvent.Type.FocusOut:
            self._judge()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the headings, and what is to be said of the name."""
        look = theme.tokens()
        painter = painter_on(self)
        painter.setFont(theme.font(13, theme.MEDIUM))
        painter.setPen(QColor(look.quiet))
        for words, at in self._heads_at.items():
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, words)
        ink = look.shade(Tone.STOP).ink if self._wrong else look.quiet
        self._note.draw(painter, self._note_at.x(), self._note_at.y(), self._note_at.width(), ink)
        painter.end()

    @property
    def _line_height(self) -> int:
        return max(42, theme.scaled(42))

    def _tell(self) -> None:
        self._judge()
        self.edited.emit()

    def _judge(self) -> None:
        """Say what the name was understood as, or what is wrong with it."""
        words = self._mistake()
        self._wrong = bool(words)
        words = words or self._understood()
        if words != self._note.text:
            self._note.text = words
            self._name.edit.setAccessibleDescription(words)
            self._settle()

    def _mistake(self) -> str:
        nameless = not self._name.text().strip() and not self.blank
        at = QApplication.focusWidget()
        if nameless and not (at is not None and self.isAncestorOf(at)):
            return self.tr("Please write the name as well. Without it, this line does not count.")
        return ""

    def _understood(self) -> str:
        name = self._name.text().strip()
        if not name:
            return ""
        if known := self._names.known(name):
            return "; ".join(each.meaning for each in known)
        if self._names.asks and not self._name.edit.hasFocus():
            return self.tr("Not in our list \u2013 it will be asked about")
        return ""

    def _settle(self) -> None:
        self._arrange(self.width(), move=True)
        self.updateGeometry()
        self.update()

    def _arrange(self, width: int, *, move: bool) -> int:
        """Place fields, headings and note at a width; give the height."""
        heads: dict[str, QRect] = {}
        head = theme.scaled(20)
        lines = self._lines(width)
        note = QRect()
        y = 0
        for fields, right in lines:
            if self._headed or len(lines) > 1:
                for field, x, taken in _shared(fields, right):
                    heads[self._headings[field]] = QRect(x, y, taken, head)
                y += head
            for field, x, taken in _shared(fields, right) if move else ():
                field.setGeometry(x, y, taken, self._line_height)
            if move and right < width:
                self.remove.setGeometry(right + _GAP, y, width - right - _GAP, self._line_height)
            y += self._line_height
            if self._note.text and note.isEmpty():
                note = QRect(2, y + 4, width - 4, self._note.height(width - 4))
                y = note.bottom() + 1
            y += _GAP
        if move:
            self._heads_at, self._note_at = heads, note
        return y - _GAP if len(lines) == 1 else y

    def _lines(self, width: int) -> list[tuple[list[tuple[QWidget, int]], int]]:
        """Give the fields of each line with their shares, and where the line ends."""
        right = width - self.remove.sizeHint().width() - _GAP
        name: list[tuple[QWidget, int]] = [(self._name, _NAME_SHARE)]
        parts: list[tuple[QWidget, int]] = [(field, _SHARES[part]) for part, field in self._parts.items()]
        if not parts or right >= theme.scaled(_ONE_LINE):
            return [(name + parts, right)]
        return [(name, right), (parts, width)]


def _shared(fields: list[tuple[QWidget, int]], right: int) -> list[tuple[QWidget, int, int]]:
    """Give each field with its left end and its width, by their shares."""
    room = right - _GAP * (len(fields) - 1)
    whole = sum(share for _, share in fields)
    found: list[tuple[QWidget, int, int]] = []
    x = 0
    for field, share in fields:
        found.append((field, x, room * share // whole))
        x += room * share // whole + _GAP
    return found
