"""The recovery key, so that the practice certifies what somebody signs with."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel


class CertifyDialog(Sheet):
    """Says whose keys it is about, and asks for the recovery key; it stays open until it was done."""

    saved = Signal(str)
    """The recovery key."""

    def __init__(self, names: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(520, parent)
        title = self.tr("Certify signing keys")
        self.setWindowTitle(title)
        self._notice = Notice()
        self._recovery = LineField(self.tr("Recovery key of the practice"))
        self._save = Button(self.tr("Certify"), "primary", "badge-check")
        self._cancel = Button(self.tr("Cancel"), "secondary")
        whose = self.tr("It is about: {0}.").format(", ".join(names))
        why = self.tr(
            "The practice’s key for certifying is locked with the recovery key, which exists on paper only. "
            "So nobody can make a key in another’s name without that sheet."
        )
        for each in (
            PlainLabel(title, "heading"),
            PlainLabel(whose, "body"),
            PlainLabel(why, "quiet"),
            self._notice,
            self._recovery,
        ):
            self.body.addWidget(each)
        self.foot.addWidget(self._cancel)
        self.foot.addWidget(self._save)
        self._save.clicked.connect(self._tell)
        self._recovery.submitted.connect(self._tell)
        self._cancel.clicked.connect(self.reject)
        self._recovery.setFocus()

    def refuse(self, title: str, text: str) -> None:
        """Say why it was not done, ready for another try."""
        self._save.setEnabled(True)
        self._notice.say(title, text)

    def _tell(self) -> None:
        key = self._recovery.text().strip()
        self._recovery.refuse("" if key else self.tr("Type the recovery key from its sheet."))
        if key:
            self._save.setEnabled(False)
            self.saved.emit(key)
