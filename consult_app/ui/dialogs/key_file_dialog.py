"""The passphrase of a file with a key."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.secret_field import SecretField


class KeyFileDialog(Sheet):
    """Asks for what opens the file; it is used once and not kept."""

    confirmed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(520, parent)
        title = self.tr("Use your certificate")
        self.setWindowTitle(title)
        self._notice = Notice()
        self._secret = SecretField(self.tr("Passphrase of the file"))
        self._use = Button(self.tr("Use it"), "primary", "check")
        self._cancel = Button(self.tr("Cancel"), "secondary")
        words = self.tr(
            "It opens the file once and is not kept. From then on you seal with your own passphrase."
        )
        for each in (PlainLabel(title, "heading"), PlainLabel(words, "quiet"), self._notice, self._secret):
            self.body.addWidget(each)
        self.foot.addWidget(self._cancel)
        self.foot.addWidget(self._use)
        self._use.clicked.connect(self._tell)
        self._secret.submitted.connect(self._tell)
        self._cancel.clicked.connect(self.reject)
        self._secret.setFocus()

    def refuse(self, title: str, text: str) -> None:
        """Say why it is not used, ready for another try."""
        self._use.setEnabled(True)
        self._notice.say(title, text)
        self._fit()

    def _tell(self) -> None:
        self._use.setEnabled(False)
        self.confirmed.emit(self._secret.text())
