"""The clinician's way out of what the patient sees: the passphrase, with a longer wait after each failure."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.users import wait_after
from consult_app.ui import theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.secret_field import SecretField

_SECOND_MS = 1000


class UnlockSheet(QWidget):
    """Covers the whole window, so that nothing can be read beside it."""

    unlock_requested = Signal(str)
    back_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._failures = self._left_s = 0
        self._passphrase = SecretField(self.tr("Passphrase"))
        self._unlock = Button(self.tr("Unlock"), "primary", "unlock")
        self._back = Button(self.tr("Back to the patient"), "secondary")
        self._wait = QTimer(self, interval=_SECOND_MS)
        self._wait.timeout.connect(self._count_down)
        self._lay_out()
        self._passphrase.submitted.connect(self._ask)
        self._unlock.clicked.connect(self._ask)
        self._back.clicked.connect(self._leave)
        self.setAccessibleName(self.tr("For the clinician"))
        self.hide()

    def ask(self) -> None:
        """Show it, ready to type; a wait that began before goes on."""
        self._say_wait()
        self.show()
        self.raise_()
        self._passphrase.edit.setFocus()

    def refuse(self) -> None:
        """Say that it was the wrong one, and when to try again."""
        self._failures += 1
        self._left_s = wait_after(self._failures)
        if self._left_s:
            self._wait.start()
        self._passphrase.edit.selectAll()
        self._say_wait()
        self._passphrase.edit.setFocus()

    def put_off(self, words: str) -> None:
        """Say why nothing was tried: the vault counts what was typed elsewhere too."""
        self._say_wait()
        self._passphrase.refuse(words)
        self._passphrase.edit.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground over all that lies below."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(theme.tokens().page))
        painter.end()

    def _lay_out(self) -> None:
        card = Card(self.tr("For the clinician"))
        card.setMaximumWidth(theme.scaled(480))
        words = self.tr("Type your passphrase to take the screen back. What the patient answered is kept.")
        card.body.addWidget(PlainLabel(words, "quiet"))
        card.body.addWidget(self._passphrase)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._unlock)
        card.body.addLayout(row)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card, 100)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addLayout(middle)
        column.addStretch(3)

    def _ask(self) -> None:
        passphrase = self._passphrase.text()
        if not self._unlock.isEnabled():
            return
        if not passphrase:
            self._passphrase.refuse(self.tr("Type your passphrase."))
            return
        self._passphrase.refuse("")
        self._unlock.setEnabled(False)
        self._unlock.setText(self.tr("Checking …"))
        self.unlock_requested.emit(passphrase)

    def _leave(self) -> None:
        self._passphrase.hide_text()
        self.hide()
        self.back_requested.emit()

    def _count_down(self) -> None:
        self._left_s -= 1
        if self._left_s <= 0:
            self._wait.stop()
        self._say_wait()

    def _say_wait(self) -> None:
        self._unlock.setText(self.tr("Unlock"))
        self._unlock.setEnabled(self._left_s <= 0)
        wrong = self.tr("The passphrase is not right.") if self._failures else ""
        wait = self.tr("Try again in {0} seconds.").format(self._left_s) if self._left_s > 0 else ""
        self._passphrase.refuse(" ".join(part for part in (wrong, wait) if part))
