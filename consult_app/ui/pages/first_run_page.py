"""The first run: the practice, its first clinician, and the passphrase that locks everything."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consult_app.domain.consultation import Clinician, Practice
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.door import Door
from consult_app.ui.widgets.line_field import LineField
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
        self._practice = LineField(self.tr("Name of the practice"))
        self._address = LineField(self.tr("Address"))
        self._phone = LineField(self.tr("Phone number for emergencies"))
        self._name = LineField(self.tr("Your name, as it is printed"))
        self._role = LineField(self.tr("Your profession"))
        self._registration = LineField(self.tr("Registration (if any)"))
        self._passphrase = NewPassphrase(strength, self.tr("Passphrase"), beside=True)
        self._notice = Notice()
        self._begin = Button(self.tr("Set up"), "primary", "arrow-right", trailing=True)
        self._lay_out()
        self._begin.clicked.connect(self._ask)
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
        lead = self.tr("Once, in two minutes. All of it stays on this device, encrypted.")
        body.addWidget(PlainLabel(self.tr("Set up Consult"), "title"))
        body.addWidget(PlainLabel(lead, "quiet"))
        body.addWidget(_part(self.tr("Your practice")))
        body.addLayout(_beside(self._practice, self._phone))
        body.addWidget(self._address)
        body.addWidget(_part(self.tr("You")))
        body.addLayout(_beside(self._name, self._role, self._registration))
        body.addWidget(_part(self.tr("Your passphrase")))
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
        needed = (
            (self._practice, self.tr("Documents carry the practice's name.")),
            (self._phone, self.tr("Patients are told to ring this number.")),
            (self._name, self.tr("Documents carry your name.")),
            (self._role, self.tr("Documents carry your profession.")),
        )
        lacking = [field for field, words in needed if not _given(field, words)]
        if lacking:
            lacking[0].setFocus()
            self.ensureWidgetVisible(lacking[0])
        elif passphrase:
            self._notice.say("", "")
            self.set_busy(busy=True)
            self.found_requested.emit(self._practice_given(), self._clinician_given(), passphrase)

    def _practice_given(self) -> Practice:
        return Practice(_text(self._practice), _text(self._address), _text(self._phone))

    def _clinician_given(self) -> Clinician:
        return Clinician("", _text(self._name), _text(self._role), _text(self._registration))


def _text(field: LineField) -> str:
    return field.text().strip()


def _given(field: LineField, words: str) -> bool:
    given = bool(_text(field))
    field.refuse("" if given else words)
    return given


def _part(title: str) -> PlainLabel:
    label = PlainLabel(title, "heading", wrap=False)
    label.setContentsMargins(0, 12, 0, 0)
    return label


def _beside(*fields: LineField) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(14)
    for field in fields:
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return row
