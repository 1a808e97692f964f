"""The locked door: passphrase, or the recovery key when it is forgotten."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.users import UserName
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.choice_flow import ChoiceFlow
from consult_app.ui.widgets.door import Door
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.new_passphrase import NewPassphrase, Strength
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.secret_field import SecretField

_USUAL, _WITH_KEY = 440, 540
"""The widths of the card; a whole recovery key is seen at once, to be compared with the sheet."""


class UnlockPage(Door):
    """Asks for the passphrase. The program shows nothing else before it is right."""

    unlock_requested = Signal(str, str)
    """The passphrase, and whose it is; empty where there is one user."""
    recover_requested = Signal(str, str, str)
    """Recovery key as typed, the new passphrase, and for whom."""
    replace_page_requested = Signal()
    """To put a backup in the place of a vault that nothing opens."""

    def __init__(self, strength: Strength, parent: QWidget | None = None) -> None:
        super().__init__("", _USUAL, parent)
        self.setAccessibleName(self.tr("Unlock"))
        self._notice = Notice()
        self._who = ChoiceFlow(self.tr("Who are you?"))
        self._asked = PlainLabel(self.tr("Who are you?"), "strong")
        self._passphrase = SecretField(self.tr("Passphrase"))
        self._unlock = Button(self.tr("Unlock"), "primary", "unlock")
        self._forgotten = Button(self.tr("Use the recovery key"), "quiet")
        self._key = LineField(self.tr("Recovery key"))
        self._key.edit.setPlaceholderText(self.tr("As printed; blanks and dashes do not matter"))
        self._new = NewPassphrase(strength, self.tr("New passphrase"))
        self._recover = Button(self.tr("Open with recovery key"), "primary", "key-round")
        self._back = Button(self.tr("Back"), "quiet")
        self._restore = Button(self.tr("Restore from a backup"), "secondary", "history")
        self._restore.setVisible(False)
        self._front, self._aside = self._passphrase_form(), self._recovery_form()
        self._title, self._lead = PlainLabel("", "title"), PlainLabel("", "quiet")
        shown: tuple[QWidget, ...] = (
            self._title, self._lead, self._notice, self._restore, self._asked, self._who,
        )  # fmt: skip
        for each in (*shown, self._front, self._aside):
            self.card.body.addWidget(each)
        self.card.body.setAlignment(self._restore, Qt.AlignmentFlag.AlignLeft)
        self._listed = False
        """Whether it is known who may come in."""
        self._put_off: Callable[[], None] | None = None
        """What was asked for before that."""
        self._offer((), "")
        self._connect()
        self._turn(recovering=False)

    def show_users(self, users: tuple[UserName, ...], last: str) -> None:
        """Ask who it is where there are several, and propose whoever it was last.

        A passphrase that was typed already goes off as the only one there is; among several nobody guesses.
        """
        self._offer(users, last)
        self._listed = True
        put_off, self._put_off = self._put_off, None
        if put_off is not None and len(users) > 1:
            self.refuse(
                self.tr("Who are you?"),
                self.tr("Several people open these records. See that your name is chosen, then unlock."),
            )
        elif put_off is not None:
            put_off()

    def _offer(self, users: tuple[UserName, ...], last: str) -> None:
        ids = [each.id for each in users]
        self._who.set_choices([(each.id, each.name) for each in users])
        if len(users) > 1:
            self._who.set_current(last if last in ids else ids[0])
        for each in (self._asked, self._who):
            each.setVisible(len(users) > 1)

    def say_restored(self) -> None:
        """Say that a backup was put back, and how it is opened."""
        self._lead.setText(
            self.tr(
                "The backup is put back. Open it with your passphrase of that time, or with the recovery key."
            )
        )

    @property
    def may_leave(self) -> bool:
        """Whether the recovery key is asked for; the door itself is not left."""
        return self._aside.isVisible() and self._aside.isEnabled()

    def leave(self) -> None:
        """Go back from the recovery key to the passphrase."""
        if self.may_leave:
            self._turn(recovering=False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave nothing secret on a page that nobody sees any more."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.forget()

    def refuse(self, title: str, text: str) -> None:
        """Say why the door stays shut, ready for another try."""
        # A list that cannot be read is waited for by nobody.
        self._listed, self._put_off = True, None
        self.set_busy(busy=False)
        self._notice.say(title, text)
        field = self._passphrase.edit if self._front.isVisible() else self._key.edit
        field.selectAll()
        field.setFocus()

    def offer_restore(self) -> None:
        """Offer to put a backup back, where no secret opens the vault as it is."""
        self._restore.setVisible(True)

    def set_busy(self, *, busy: bool) -> None:
        """Show that the vault is being opened; nothing can be asked twice."""
        for each in (self._who, self._restore, self._front, self._aside):
            each.setEnabled(not busy)
        self._unlock.setText(self.tr("Opening …") if busy else self.tr("Unlock"))
        self._recover.setText(self.tr("Opening …") if busy else self.tr("Open with recovery key"))

    def forget(self) -> None:
        """Empty every field and turn back to the passphrase; nothing secret stays on a page."""
        self._put_off = None
        self._passphrase.hide_text()
        self._key.edit.clear()
        self._new.forget()
        self._notice.say("", "")
        self._restore.setVisible(False)
        self.set_busy(busy=False)
        self._turn(recovering=False)

    def _passphrase_form(self) -> QWidget:
        form, column = _form()
        column.addWidget(self._passphrase)
        column.addLayout(_row(self._forgotten, self._unlock))
        return form

    def _recovery_form(self) -> QWidget:
        form, column = _form()
        column.addWidget(self._key)
        column.addWidget(self._new)
        column.addLayout(_row(self._back, self._recover))
        return form

    def _connect(self) -> None:
        self._passphrase.submitted.connect(self._ask_to_unlock)
        self._unlock.clicked.connect(self._ask_to_unlock)
        self._restore.clicked.connect(self.replace_page_requested)
        self._forgotten.clicked.connect(lambda: self._turn(recovering=True))
        self._back.clicked.connect(self.leave)
        self._recover.clicked.connect(self._ask_to_recover)
        self._new.submitted.connect(self._ask_to_recover)

    def _turn(self, *, recovering: bool) -> None:
        self._notice.say("", "")
        self._title.setText(self.tr("Recovery key") if recovering else self.tr("Unlock"))
        self._lead.setText(
            self.tr("The key was shown once, when it was made, and printed or written down.")
            if recovering
            else self.tr("Patients’ details on this device are encrypted.")
        )
        self.widen(_WITH_KEY if recovering else _USUAL)
        self._front.setVisible(not recovering)
        self._aside.setVisible(recovering)
        field = self._key if recovering else self._passphrase
        self.setFocusProxy(field)
        field.setFocus()

    def _ask_to_unlock(self) -> None:
        passphrase = self._passphrase.text()
        self._passphrase.refuse("" if passphrase else self.tr("Type your passphrase."))
        if passphrase:
            self._go(lambda: self.unlock_requested.emit(passphrase, self._who.current or ""))

    def _ask_to_recover(self) -> None:
        key = self._key.text().strip()
        self._key.refuse("" if key else self.tr("Type the recovery key."))
        if key and (passphrase := self._new.check()):
            self._go(lambda: self.recover_requested.emit(key, passphrase, self._who.current or ""))

    def _go(self, ask: Callable[[], None]) -> None:
        """Ask for it once it is known who can be meant."""
        self._restore.setVisible(False)
        self.set_busy(busy=True)
        if self._listed:
            ask()
        else:
            self._put_off = ask


def _form() -> tuple[QWidget, QVBoxLayout]:
    form = QWidget()
    column = QVBoxLayout(form)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    return form, column


def _row(left: Button, right: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 8, 0, 0)
    row.addWidget(left)
    row.addStretch(1)
    row.addWidget(right)
    return row
