"""A password of the practice's server: the owner's, to change something there, or the rooms' new one."""

from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.secret_field import SecretField


class ServerAct(Enum):
    """What is done with the server."""

    CHANGE = "change"
    TYPE = "type"
    EMPTY = "empty"


class ServerDialog(Sheet):
    """Says what it means and asks for a password; it stays open until it was done."""

    saved = Signal(str)
    """The password."""

    def __init__(self, act: ServerAct, parent: QWidget | None = None) -> None:
        super().__init__(560, parent)
        title, words, label, do = self._words(act)
        self.setWindowTitle(title)
        self._notice, self._made = Notice(), PlainLabel("", "heading")
        self._made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lead = PlainLabel(words, "quiet")
        self._password = SecretField(label)
        self._save = Button(do, "primary", "check")
        self._cancel = Button(self.tr("Cancel"), "secondary")
        for each in (PlainLabel(title, "heading"), self._lead, self._notice, self._password, self._made):
            self.body.addWidget(each)
        self._made.hide()
        self.foot.addWidget(self._cancel)
        self.foot.addWidget(self._save)
        self._save.clicked.connect(self._tell)
        self._password.submitted.connect(self._tell)
        self._cancel.clicked.connect(self.reject)
        self._password.setFocus()

    def refuse(self, title: str, text: str) -> None:
        """Say why it was not done, ready for another try."""
        self._save.setEnabled(True)
        self._notice.say(title, text)

    def show_made(self, password: str) -> None:
        """Show the password that was made, once."""
        self._notice.say("", "")
        self._lead.setText(
            self.tr(
                "Write it down, and type it in each other room: Settings, Several rooms. It is not shown "
                "again. What is said there until then is kept there. This room has it already."
            )
        )
        self._made.setText(password)
        self._made.setAccessibleName(self.tr("New password of the rooms: {0}").format(password))
        self._made.show()
        self._password.hide()
        self._save.hide()
        self._cancel.setText(self.tr("Close"))
        self._cancel.setFocus()

    def _tell(self) -> None:
        password = self._password.text()
        self._password.refuse("" if password else self.tr("Type the password."))
        if password:
            self._save.setEnabled(False)
            self.saved.emit(password)

    def _words(self, act: ServerAct) -> tuple[str, str, str, str]:
        owner = self.tr("Password of the owner of the server’s database")
        if act is ServerAct.TYPE:
            return (
                self.tr("Type the rooms’ new password"),
                self.tr(
                    "It was shown in the room in which it was made. Large or small letters do not matter."
                ),
                self.tr("New password of the rooms"),
                self.tr("Use it"),
            )
        if act is ServerAct.CHANGE:
            return (
                self.tr("Change the rooms’ password"),
                self.tr(
                    "The one before lets nobody in any more, at once. Each other room goes on with the "
                    "consultation that is open there, and asks for the new one."
                ),
                owner,
                self.tr("Change it"),
            )
        return (
            self.tr("Empty the server of what was before"),
            self.tr(
                "What is kept now stays, for all rooms; what brought it there goes, with all that was "
                "destroyed since. The log is checked first. It can take some minutes. The other rooms then "
                "ask for a passphrase, and get everything anew; what is said there meanwhile is kept."
            ),
            owner,
            self.tr("Empty it"),
        )
