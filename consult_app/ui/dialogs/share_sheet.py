"""Before a signed document leaves locked: the passphrase that will open it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult_app.domain.paper import fits_envelope
from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.new_passphrase import NewPassphrase, Strength
from consult_app.ui.widgets.plain_label import PlainLabel


class ShareSheet(Sheet):
    """Asks for a passphrase that is hard to guess; it is kept nowhere."""

    chosen = Signal(str)

    def __init__(self, strength: Strength, parent: QWidget | None = None) -> None:
        super().__init__(560, parent)
        self.setWindowTitle(self.tr("Share locked"))
        self._passphrase = NewPassphrase(strength, self.tr("Passphrase for this file"), fits=fits_envelope)
        save = Button(self.tr("Save the locked file"), "primary", "lock")
        cancel = Button(self.tr("Cancel"), "secondary")
        for each in (
            PlainLabel(self.tr("Share locked"), "heading"),
            PlainLabel(
                self.tr(
                    "The signed document goes, unchanged, into a PDF that only a passphrase opens. "
                    "It can be sent by e-mail then."
                )
            ),
            self._passphrase,
            PlainLabel(
                self.tr(
                    "Tell the passphrase by phone or in person, never in the same message. It is kept "
                    "nowhere: without it nobody can open the file."
                ),
                "quiet",
            ),
        ):
            self.body.addWidget(each)
        self.foot.addWidget(cancel)
        self.foot.addWidget(save)
        save.clicked.connect(self._save)
        self._passphrase.submitted.connect(self._save)
        cancel.clicked.connect(self.reject)
        self.finished.connect(self._passphrase.forget)
        self._passphrase.setFocus()

    def _save(self) -> None:
        passphrase = self._passphrase.check()
        if passphrase:
            self.chosen.emit(passphrase)
            self.accept()
