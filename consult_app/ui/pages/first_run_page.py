"""The first run: the practice, its first clinician, and the passphrase that locks everything."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.door import Door
from consult_app.ui.widgets.identity_fields import IdentityFields
from consult_app.ui.widgets.new_passphrase import NewPassphrase, Strength
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel


class FirstRunPage(Door):
    """Asks for what is printed on every document, and for a passphrase."""

    found_requested = Signal(object, object, str)
    """Practice, clinician (without id) and passphrase."""

    def __init__(self, strength: Strength, parent: QWidget | None = None) -> None:
        super().__init__("", 860, parent)
        self.setAccessibleName(self.tr("Set up Consult"))
        self._who = IdentityFields()
        self._passphrase = NewPassphrase(strength, self.tr("Passphrase"), beside=True)
        self._notice = Notice()
        self._begin = Button(self.tr("Set up"), "primary", "arrow-right", trailing=True)
        self._lay_out()
        self._begin.clicked.connect(self._ask)
        self._passphrase.submitted.connect(self._ask)
        self.setFocusProxy(self._who)

    def refuse(self, title: str, text: str) -> None:
        """Say why the vault could not be set up, ready for another try."""
        self.set_busy(busy=False)
        self._notice.say(title, text)

    def set_busy(self, *, busy: bool) -> None:
        """Show that the vault is being made; nothing can be asked twice."""
        self.card.setEnabled(not busy)
        self._begin.setText(self.tr("Setting up …") if busy else self.tr("Set up"))

    def forget(self) -> None:
        """Empty the passphrase; nothing secret stays on a page."""
        self._passphrase.forget()

    def _lay_out(self) -> None:
        body = self.card.body
        lead = self.tr("Once, in two minutes. All of it stays on this device, encrypted.")
        body.addWidget(PlainLabel(self.tr("Set up Consult"), "title"))
        body.addWidget(PlainLabel(lead, "quiet"))
        body.addWidget(self._who)
        part = PlainLabel(self.tr("Your passphrase"), "heading", wrap=False)
        part.setContentsMargins(0, 12, 0, 0)
        body.addWidget(part)
        words = self.tr("Nobody can open the vault without it, and nobody can reset it for you.")
        body.addWidget(PlainLabel(words, "quiet"))
        body.addWidget(self._passphrase)
        body.addWidget(self._notice)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._begin)
        body.addLayout(row)

    def _ask(self) -> None:
        passphrase = self._passphrase.check()
        lacking = self._who.first_lacking()
        if lacking is not None:
            lacking.setFocus()
            self.ensureWidgetVisible(lacking)
        elif passphrase:
            self._notice.say("", "")
            self.set_busy(busy=True)
            self.found_requested.emit(*self._who.given(), passphrase)
