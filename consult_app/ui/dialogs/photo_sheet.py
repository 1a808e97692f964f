"""A photograph that is taken out of the record: why, and confirmed by passphrase."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult_app.domain.photo import Removal
from consult_app.domain.unfinished import Place
from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.photo_words import removal_words
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.confirm_button import ConfirmButton
from consult_app.ui.widgets.holding import Holding
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.radio_list import RadioList
from consult_app.ui.widgets.secret_field import SecretField

_LONGEST = 200


class PhotoSheet(Sheet):
    """Asks why; it stays open until the photograph was taken out, or says why it was not."""

    removal_requested = Signal(object, str, str)
    """The reason, more words if there are any, and the passphrase."""

    def __init__(self, which: str, *, unwanted: bool, about: str = "", parent: QWidget | None = None) -> None:
        super().__init__(560, parent)
        title = self.tr("Remove a photograph")
        self.setWindowTitle(title)
        self._notice = Notice()
        self._why = RadioList(self.tr("Why it is removed"))
        reasons = [each for each in Removal if unwanted or each is not Removal.TAKEN_BACK]
        self._why.set_choices([(each.value, removal_words(each)) for each in reasons])
        self._why.set_current(reasons[0].value)
        self._words = LineField(self.tr("In a few words"))
        self._words.edit.setMaxLength(_LONGEST)
        self.holding = Holding(Place.REMOVAL, about, why=self._why, words=self._words)
        self._passphrase = SecretField(self.tr("Your passphrase"))
        self._act = ConfirmButton(self.tr("Remove"), self.tr("Yes, remove it for good"), "trash-2")
        self._cancel = Button(self.tr("Cancel"), "secondary")
        words = self.tr(
            "The picture is deleted from the vault, and nothing but a backup brings it back. That it was "
            "there, and why it went, stays in the record and in the log."
        )
        for each in (
            PlainLabel(title, "heading"),
            PlainLabel(which, "quiet"),
            PlainLabel(words),
            self._notice,
        ):
            self.body.addWidget(each)
        self.body.addWidget(PlainLabel(self.tr("Why it is removed"), "strong"))
        for part in (self._why, self._words, self._passphrase):
            self.body.addWidget(part)
        self.foot.addWidget(self._cancel)
        self.foot.addWidget(self._act)
        self._act.confirmed.connect(self._tell)
        self._cancel.clicked.connect(self.reject)

    def refuse(self, title: str, text: str) -> None:
        """Say why it was not removed, ready for another try."""
        self._act.setEnabled(True)
        self._notice.say(title, text)

    def _tell(self) -> None:
        chosen = str(self._why.current or "")
        words, passphrase = self._words.text().strip(), self._passphrase.text()
        self._passphrase.hide_text()
        missing = chosen == Removal.OTHER.value and not words
        self._words.refuse(self.tr("Say which: it is kept with the record.") if missing else "")
        self._passphrase.refuse("" if passphrase else self.tr("Type it: it stands for your signature."))
        if not chosen:
            self._notice.say(self.tr("Choose a reason"), self.tr("It is kept with the record."))
        elif passphrase and not missing:
            self._act.setEnabled(False)
            self.removal_requested.emit(Removal(chosen), words, passphrase)
