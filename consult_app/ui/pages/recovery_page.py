"""The recovery key, shown once."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.tokens import Space
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.door import Door
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.tick_box import TickBox

_IN_A_ROW = 3


class RecoveryPage(Door):
    """Shows the key until the person says that it is on paper."""

    print_key_requested = Signal(str)
    """The key as shown."""
    save_key_requested = Signal(str)
    continue_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", 620, parent)
        self.setAccessibleName(self.tr("Recovery key"))
        self._key = _Key()
        self._notice = Notice()
        self._print = Button(self.tr("Print"), "secondary", "printer")
        self._save = Button(self.tr("Save as PDF"), "secondary", "download")
        self._no_printer = PlainLabel("", "quiet")
        self._anew = PlainLabel(
            self.tr(
                "The program was closed before anybody said that the last key is on paper. "
                "This is a new one; a sheet with the last one opens nothing any more."
            ),
            "strong",
        )
        self._kept = TickBox(self.tr("I have printed it or written it down."))
        self._go_on = Button(self.tr("Continue"), "primary", "arrow-right", trailing=True)
        self._go_on.setEnabled(False)
        self._lay_out()
        self._print.clicked.connect(lambda: self.print_key_requested.emit(self._key.text()))
        self._save.clicked.connect(lambda: self.save_key_requested.emit(self._key.text()))
        self._kept.toggled.connect(self._go_on.setEnabled)
        self._go_on.clicked.connect(self.continue_requested)
        self.setFocusProxy(self._print)
        self.show_key("")

    def show_key(self, key: str, *, printer: bool = True, anew: bool = False) -> None:
        """Show a key; groups are separated by dashes or blanks. Without a printer it can be saved.

        `anew` where it takes the place of one of which nobody said that it is on paper.
        """
        self._key.setText(key)
        self._key.setAccessibleName(self.tr("Recovery key: {0}").format(key))
        self._kept.setChecked(False)
        self._save.setVisible(not printer)
        self._no_printer.setVisible(not printer)
        self._notice.say("", "")
        self._anew.setVisible(anew)

    def refuse(self, title: str, text: str) -> None:
        """Say why it was not printed."""
        self._notice.say(title, text)

    def forget(self) -> None:
        """Take the key off the page."""
        self.show_key("")

    def _lay_out(self) -> None:
        body = self.card.body
        words = self.tr(
            "If the passphrase is ever forgotten, only this key opens the vault. It is shown this once. "
            "Keep it on paper, away from this device."
        )
        body.addWidget(PlainLabel(self.tr("Your recovery key"), "title"))
        body.addWidget(PlainLabel(words, "quiet"))
        body.addWidget(self._anew)
        body.addWidget(self._key)
        self._no_printer.setText(
            self.tr(
                "No printer is set up here. Write the key down, or save it, print it elsewhere and delete it."
            )
        )
        body.addWidget(self._no_printer)
        body.addWidget(self._notice)
        body.addWidget(self._kept)
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 0)
        row.addWidget(self._print)
        row.addWidget(self._save)
        row.addStretch(1)
        row.addWidget(self._go_on)
        body.addLayout(row)


class _Key(QLabel):
    """A key in groups, large and evenly spaced; still a label for those who hear it or copy it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(300, self._line() * self._rows() + 2 * Space.APART)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = painter_on(self)
        fill_round(painter, self.rect(), 10, look.sunken, look.border)
        painter.setFont(_spaced())
        painter.setPen(QColor(look.ink))
        across = (self.width() - 24) // _IN_A_ROW
        for index, group in enumerate(self._groups()):
            row, column = divmod(index, _IN_A_ROW)
            cell = self.rect().adjusted(12 + column * across, 16 + row * self._line(), 0, 0)
            cell.setSize(QSize(across, self._line()))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, group)
        painter.end()

    def _groups(self) -> list[str]:
        return self.text().replace("-", " ").split()

    def _rows(self) -> int:
        return max(1, -(-len(self._groups()) // _IN_A_ROW))

    def _line(self) -> int:
        return QFontMetrics(_spaced()).height() + 10


def _spaced() -> QFont:
    font = QFont(theme.font(22, theme.SEMIBOLD))
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 2)
    # Zero and O, one and l must not be taken for each other on paper.
    font.setFeature(QFont.Tag("zero"), 1)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
