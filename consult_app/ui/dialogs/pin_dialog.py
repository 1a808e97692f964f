"""The PIN of a card, for one seal."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.secret_field import SecretField


class PinDialog(Sheet):
    """Asks for it once and forgets it; `card` is what the card is called."""

    confirmed = Signal(str)

    def __init__(self, card: str, parent: QWidget | None = None) -> None:
        super().__init__(520, parent)
        title = self.tr("PIN of your card")
        self.setWindowTitle(title)
        self._notice = Notice()
        self._pin = SecretField(self.tr("PIN"))
        self._seal = Button(self.tr("Seal"), "primary", "shield-check")
        self._cancel = Button(self.tr("Cancel"), "secondary")
        words = self.tr(
            "Your signing key lies on “{0}”. Put it in, and type its PIN; it is kept nowhere. If you cancel, "
            "nothing is sealed, and all that was signed stays."
        )
        for each in (PlainLabel(title, "heading"), PlainLabel(words.format(card)), self._notice, self._pin):
            self.body.addWidget(each)
        self.foot.addWidget(self._cancel)
        self.foot.addWidget(self._seal)
        self._seal.clicked.connect(self._tell)
        self._pin.submitted.connect(self._tell)
        self._cancel.clicked.connect(self.reject)
        self._pin.setFocus()

    def say(self, title: str, text: str) -> None:
        """Say why it is asked for again."""
        self._notice.say(title, text)
        # Once its words are broken into lines.
        QTimer.singleShot(0, self, self._fit)

    def _tell(self) -> None:
        pin = self._pin.text()
        self._pin.hide_text()
        self._pin.refuse("" if pin else self.tr("Type the PIN of the card."))
        if pin:
            self.accept()
            self.confirmed.emit(pin)
