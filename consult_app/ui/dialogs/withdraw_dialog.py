"""Which signing key does not count any more, and the recovery key to say so."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from consult_app.domain.proof import IssuedKey
from consult_app.ui.days import day_words
from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.radio_list import RadioList

_GROUP = 8


class WithdrawDialog(Sheet):
    """Lists the keys that still count; it stays open until one of them was withdrawn."""

    saved = Signal(str, str)
    """The fingerprint of a key, and the recovery key."""

    def __init__(self, keys: tuple[IssuedKey, ...], parent: QWidget | None = None) -> None:
        super().__init__(560, parent)
        title = self.tr("Withdraw a signing key")
        self.setWindowTitle(title)
        self._chosen = ""
        self._notice = Notice()
        self._keys = RadioList(self.tr("Signing key"))
        self._keys.set_choices([(each.fingerprint, self._words(each)) for each in keys])
        self._recovery = LineField(self.tr("Recovery key of the practice"))
        self._save = Button(self.tr("Withdraw it for good"), "primary", "check")
        self._cancel = Button(self.tr("Cancel"), "secondary")
        why = self.tr(
            "For a key that may be in other hands. What it sealed stays as it is; a look at a file then says "
            "that its key was withdrawn, and when. Whoever used it goes on with a new key."
        )
        shown = (PlainLabel(title, "heading"), PlainLabel(why, "quiet"), self._notice, self._keys)
        for each in (*shown, self._recovery):
            self.body.addWidget(each)
        self.foot.addWidget(self._cancel)
        self.foot.addWidget(self._save)
        self._keys.chosen.connect(self._choose)
        self._keys.cleared.connect(lambda: self._choose(""))
        self._save.clicked.connect(self._tell)
        self._recovery.submitted.connect(self._tell)
        self._cancel.clicked.connect(self.reject)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit once more when the names are broken into lines."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def refuse(self, title: str, text: str) -> None:
        """Say why it was not done, ready for another try."""
        self._save.setEnabled(True)
        self._notice.say(title, text)
        self._fit()

    def _words(self, key: IssuedKey) -> str:
        since = day_words(key.since.astimezone().date())
        return self.tr("{0}, in use since {1} ({2})").format(key.name, since, key.fingerprint[:_GROUP])

    def _choose(self, fingerprint: str) -> None:
        self._chosen = fingerprint

    def _tell(self) -> None:
        if not self._chosen:
            self.refuse(self.tr("Which key?"), self.tr("Choose the one that does not count any more."))
            return
        recovery_key = self._recovery.text().strip()
        self._recovery.refuse("" if recovery_key else self.tr("Type the recovery key from its sheet."))
        if recovery_key:
            self._save.setEnabled(False)
            self.saved.emit(self._chosen, recovery_key)
