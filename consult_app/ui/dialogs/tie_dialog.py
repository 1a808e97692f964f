"""One's own passphrase, to tie it to this device or untie it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.secret_field import SecretField


class TieDialog(Sheet):
    """Says what it means and asks for the passphrase; it stays open until it was done."""

    saved = Signal(str)
    """The passphrase."""

    def __init__(self, parent: QWidget | None = None, *, tied: bool) -> None:
        super().__init__(520, parent)
        title = self.tr("Tie your passphrase to this device") if tied else self.tr("Untie your passphrase")
        self.setWindowTitle(title)
        words = (
            self.tr(
                "From then on the key store of this system has to be open too, as it is while you are "
                "logged in. If it is lost, or the device is, only the recovery key opens the vault and its "
                "backups for you: check that its sheet is at hand. Others tie their own passphrases."
            )
            if tied
            else self.tr("From then on your passphrase alone opens the vault, wherever its files are.")
        )
        self._notice = Notice()
        self._passphrase = SecretField(self.tr("Your passphrase"))
        self._save = Button(self.tr("Tie it") if tied else self.tr("Untie it"), "primary", "check")
        self._cancel = Button(self.tr("Cancel"), "secondary")
        for each in (
            PlainLabel(title, "heading"),
            PlainLabel(words, "quiet"),
            self._notice,
            self._passphrase,
        ):
            self.body.addWidget(each)
        self.foot.addWidget(self._cancel)
        self.foot.addWidget(self._save)
        self._save.clicked.connect(self._tell)
        self._passphrase.submitted.connect(self._tell)
        self._cancel.clicked.connect(self.reject)
        self._passphrase.setFocus()

    def refuse(self, title: str, text: str) -> None:
        """Say why it was not done, ready for another try."""
        self._save.setEnabled(True)
        self._notice.say(title, text)

    def _tell(self) -> None:
        passphrase = self._passphrase.text()
        self._passphrase.refuse("" if passphrase else self.tr("Type your passphrase."))
        if passphrase:
            self._save.setEnabled(False)
            self.saved.emit(passphrase)
