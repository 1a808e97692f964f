"""Everybody has signed: the clinician types their passphrase once more, and the record is sealed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.secret_field import SecretField


class SealCard(Card):
    """Says in whose name and what for it is sealed. What was typed is forgotten as soon as it is told.

    The button `act` is placed by the page.
    """

    seal_requested = Signal(str)
    """The passphrase."""
    new_key_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Everybody has signed"), Tone.GOOD, parent)
        self._meaning = PlainLabel()
        self._passphrase = SecretField(self.tr("Your passphrase"))
        self.act = Button(self.tr("Seal and store"), "primary", "shield-check")
        self.act.setAccessibleDescription(
            self.tr("Makes the file final; it is checked and stored. It cannot be undone.")
        )
        self._new_key = Button(self.tr("Make a new signing key"), "secondary", "key-round")
        self._new_key.setAccessibleDescription(
            self.tr("Puts a new signing key in place of the one that cannot be used.")
        )
        self._new_key.setVisible(False)
        words = self.tr(
            "The seal makes every later change visible. The file is checked before it counts as signed, "
            "and stored encrypted on this device."
        )
        for each in (PlainLabel(words), self._meaning, self._passphrase):
            self.body.addWidget(each)
        self.body.addWidget(self._new_key, 0, Qt.AlignmentFlag.AlignLeft)
        self._passphrase.submitted.connect(self._ask)
        self.act.clicked.connect(self._ask)
        self._new_key.clicked.connect(self.new_key_requested)

    def display(self, clinician: str) -> None:
        """Show in whose name it is sealed."""
        self._meaning.setText(
            self.tr(
                "It is sealed in the name of {0}, who explained the treatment, with date, time and zone. "
                "Only {0}’s passphrase leads to the key."
            ).format(clinician)
        )

    def offer_new_key(self) -> None:
        """Offer the way out where the signing key was refused."""
        self._new_key.setVisible(True)

    def forget(self) -> None:
        """Forget what was typed."""
        self._passphrase.hide_text()
        self._passphrase.refuse("")

    def set_busy(self, *, busy: bool) -> None:
        """Show that it is being sealed; nothing can be asked twice."""
        self.act.setEnabled(not busy)
        self.act.setText(self.tr("Sealing and checking …") if busy else self.tr("Seal and store"))
        if busy:
            self._new_key.setVisible(False)

    def _ask(self) -> None:
        if not self.act.isEnabled():
            return
        passphrase = self._passphrase.text()
        self.forget()
        if passphrase:
            self.seal_requested.emit(passphrase)
        else:
            self._passphrase.refuse(self.tr("Type your passphrase: it stands for your signature."))
            self._passphrase.edit.setFocus()
