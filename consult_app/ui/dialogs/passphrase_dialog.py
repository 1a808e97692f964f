"""Another passphrase: one's own, or that of somebody who forgot it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.role_words import certifying_words
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.new_passphrase import NewPassphrase, Strength
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.secret_field import SecretField


class PassphraseDialog(Sheet):
    """Asks for the old and the new one; for somebody else, named `whose`, for the new one only."""

    saved = Signal(str, str, str)
    """The old passphrase, empty for somebody else, the new one, and for somebody else the recovery key."""

    def __init__(self, whose: str, strength: Strength, parent: QWidget | None = None) -> None:
        super().__init__(520, parent)
        title = self.tr("New passphrase for {0}") if whose else self.tr("Change your passphrase")
        title = title.format(whose)
        self.setWindowTitle(title)
        self._notice = Notice()
        self._old = None if whose else SecretField(self.tr("Passphrase until now"))
        self._new = NewPassphrase(strength, self.tr("New passphrase"))
        self._recovery = LineField(self.tr("Recovery key of the practice (if at hand)"))
        self._save = Button(self.tr("Change"), "primary", "check")
        self._cancel = Button(self.tr("Cancel"), "secondary")
        words = (
            self.tr("Let {0} type it. {0} gets a new signing key; what the old one sealed stays valid.")
            if whose
            else self.tr("It opens the vault and stands for your signature. Your signing key stays the same.")
        )
        for each in (PlainLabel(title, "heading"), PlainLabel(words.format(whose), "quiet"), self._notice):
            self.body.addWidget(each)
        if self._old is not None:
            self.body.addWidget(self._old)
        self.body.addWidget(self._new)
        if whose:
            self.body.addWidget(PlainLabel(certifying_words(whose), "quiet"))
            self.body.addWidget(self._recovery)
        self.foot.addWidget(self._cancel)
        self.foot.addWidget(self._save)
        self._save.clicked.connect(self._tell)
        self._new.submitted.connect(self._tell)
        self._cancel.clicked.connect(self.reject)
        (self._old or self._new).setFocus()

    def refuse(self, title: str, text: str) -> None:
        """Say why it was not changed, ready for another try."""
        self._save.setEnabled(True)
        self._notice.say(title, text)

    def _tell(self) -> None:
        old = self._old.text() if self._old is not None else ""
        missing = self._old is not None and not old
        if self._old is not None:
            self._old.refuse(self.tr("Type your passphrase.") if missing else "")
        new = self._new.check()
        if new and not missing:
            self._save.setEnabled(False)
            self.saved.emit(old, new, self._recovery.text().strip())
