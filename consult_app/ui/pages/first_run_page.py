"""The first run: the practice, its first clinician, and the passphrase that locks everything."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consult_app.domain.consultation import Clinician, Practice
from consult_app.ui.setting import Kind, Setting, complaint
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.door import Door
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.new_passphrase import NewPassphrase, Strength
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel


class FirstRunPage(Door):
    """Asks for two names and a passphrase; everything else can follow in the settings."""

    found_requested = Signal(object, object, str)
    """Practice, clinician (without id) and passphrase."""
    restore_page_requested = Signal()

    def __init__(self, strength: Strength, parent: QWidget | None = None) -> None:
        super().__init__("", 860, parent)
        self.setAccessibleName(self.tr("Set up Consult"))
        self._practice = LineField(self.tr("Name of the practice"))
        self._phone = LineField(self.tr("Phone number for emergencies"))
        self._name = LineField(self.tr("Your name, as it is printed"))
        self._role = LineField(self.tr("Your profession"))
        self._passphrase = NewPassphrase(strength, self.tr("Passphrase"), beside=True)
        self._notice = Notice()
        self._begin = Button(self.tr("Set up"), "primary", "arrow-right", trailing=True)
        self._restore = Button(self.tr("Restore from a backup"), "quiet", "history")
        self._lay_out()
        self._begin.clicked.connect(self._ask)
        self._restore.clicked.connect(self.restore_page_requested)
        self._passphrase.submitted.connect(self._ask)
        self.setFocusProxy(self._practice)

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
        lead = self.tr(
            "Once, in two minutes. All of it stays on this device, encrypted. Address, logo and all the rest "
            "can follow in the settings."
        )
        later = self.tr("Can follow later")
        self._phone.edit.setPlaceholderText(later)
        self._role.edit.setPlaceholderText(later)
        body.addWidget(PlainLabel(self.tr("Set up Consult"), "title"))
        body.addWidget(PlainLabel(lead, "quiet"))
        body.addLayout(_beside(self._practice, self._phone))
        body.addLayout(_beside(self._name, self._role))
        part = PlainLabel(self.tr("Your passphrase"), "heading", wrap=False)
        part.setContentsMargins(0, 12, 0, 0)
        body.addWidget(part)
        words = self.tr("Nobody can open the vault without it, and nobody can reset it for you.")
        body.addWidget(PlainLabel(words, "quiet"))
        body.addWidget(self._passphrase)
        body.addWidget(self._notice)
        row = QHBoxLayout()
        row.addWidget(self._restore)
        row.addStretch(1)
        row.addWidget(self._begin)
        body.addLayout(row)

    def _ask(self) -> None:
        passphrase = self._passphrase.check()
        wrong = [field for field in (self._practice, self._phone, self._name) if not self._fits(field)]
        if wrong:
            wrong[0].setFocus()
            self.ensureWidgetVisible(wrong[0])
        elif passphrase:
            self._notice.say("", "")
            self.set_busy(busy=True)
            self.found_requested.emit(*self._given(), passphrase)

    def _fits(self, field: LineField) -> bool:
        """Say at a field what is wrong with it; whether nothing is."""
        needed = {
            self._practice: self.tr("Documents carry the practice’s name."),
            self._name: self.tr("Documents carry your name."),
        }
        kind = Kind.PHONE if field is self._phone else Kind.TEXT
        words = complaint(Setting("", "", kind, needed=needed.get(field, "")), field.text().strip())
        field.refuse(words)
        return not words

    def _given(self) -> tuple[Practice, Clinician]:
        practice, phone, name, role = (
            each.text().strip() for each in (self._practice, self._phone, self._name, self._role)
        )
        return Practice(practice, emergency_phone=phone), Clinician("", name, role)


def _beside(*fields: LineField) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(14)
    for field in fields:
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return row
