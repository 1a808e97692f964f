"""Who the practice and the clinician are, as every document says it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.consultation import Clinician, Practice
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.plain_label import PlainLabel


class IdentityFields(QWidget):
    """Six fields, four of which must be filled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clinician = ""
        self.practice = LineField(self.tr("Name of the practice"))
        self.address = LineField(self.tr("Address"))
        self.phone = LineField(self.tr("Phone number for emergencies"))
        self.name = LineField(self.tr("Your name, as it is printed"))
        self.role = LineField(self.tr("Your profession"))
        self.registration = LineField(self.tr("Registration (if any)"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(_part(self.tr("Your practice")))
        column.addLayout(_beside(self.practice, self.phone))
        column.addWidget(self.address)
        column.addWidget(_part(self.tr("You")))
        column.addLayout(_beside(self.name, self.role, self.registration))
        self.setFocusProxy(self.practice)

    def display(self, practice: Practice, clinician: Clinician) -> None:
        """Show what is kept."""
        self._clinician = clinician.id
        for field, text in (
            (self.practice, practice.name),
            (self.address, practice.address),
            (self.phone, practice.phone),
            (self.name, clinician.name),
            (self.role, clinician.role),
            (self.registration, clinician.registration),
        ):
            field.set_text(text)

    def first_lacking(self) -> LineField | None:
        """Say at each field what it lacks; gives the first that lacks something."""
        needed = (
            (self.practice, self.tr("Documents carry the practice's name.")),
            (self.phone, self.tr("Patients are told to ring this number.")),
            (self.name, self.tr("Documents carry your name.")),
            (self.role, self.tr("Documents carry your profession.")),
        )
        return next(iter([field for field, words in needed if not _given(field, words)]), None)

    def given(self) -> tuple[Practice, Clinician]:
        """Give what was typed."""
        return (
            Practice(_text(self.practice), _text(self.address), _text(self.phone)),
            Clinician(self._clinician, _text(self.name), _text(self.role), _text(self.registration)),
        )


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
