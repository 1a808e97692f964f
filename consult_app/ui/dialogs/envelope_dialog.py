"""The passphrase of a file that was shared locked, to look at the document in it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.secret_field import SecretField


class EnvelopeDialog(Sheet):
    """Asks until one opens the file or the person gives up; it is kept nowhere."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(520, parent)
        title = self.tr("This file is locked")
        self.setWindowTitle(title)
        self._passphrase = SecretField(self.tr("Passphrase of the file"))
        self._open = Button(self.tr("Open and check"), "primary", "shield-check")
        cancel = Button(self.tr("Cancel"), "secondary")
        words = self.tr(
            "Somebody shared it so that only a passphrase opens it. Type the one that you were told: the "
            "document in it is checked, and nothing is saved."
        )
        for each in (PlainLabel(title, "heading"), PlainLabel(words), self._passphrase):
            self.body.addWidget(each)
        self.foot.addWidget(cancel)
        self.foot.addWidget(self._open)
        self._open.clicked.connect(self._tell)
        self._passphrase.submitted.connect(self._tell)
        cancel.clicked.connect(self.reject)
        self._passphrase.setFocus()

    def refuse(self) -> None:
        """Say that it did not open, ready for another try."""
        self._open.setEnabled(True)
        self._passphrase.refuse(self.tr("The file does not open with this passphrase. Nothing was changed."))
        self._passphrase.setFocus()
        # Once its words are broken into lines.
        QTimer.singleShot(0, self, self._fit)

    def _tell(self) -> None:
        passphrase = self._passphrase.text()
        self._passphrase.refuse("" if passphrase else self.tr("Type the passphrase of the file."))
        QTimer.singleShot(0, self, self._fit)
        if passphrase and self._open.isEnabled():
            self._open.setEnabled(False)
            self.typed.emit(passphrase)
