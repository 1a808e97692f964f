"""Who may be the same person as a patient, and who was joined with them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.consultation import Patient
from consult_app.domain.merging import Merge
from consult_app.ui.arranging import drop
from consult_app.ui.merge_words import joined_words
from consult_app.ui.patient_list import born_words
from consult_app.ui.tokens import Space
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.plain_label import PlainLabel


class PersonCard(Card):
    """A line for each of them, with what can be done about it; hidden while there is nobody."""

    compare_requested = Signal(str)
    """The id of the other one."""
    part_requested = Signal(object)
    """The `Merge`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("One person, two entries?"), parent=parent)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.NEAR)
        self._parts: list[QWidget] = []
        self.body.addLayout(self._lines)
        self.setVisible(False)

    def display(self, alike: tuple[Patient, ...], merges: tuple[Merge, ...], *, may_merge: bool) -> None:
        """Show who may be the same, and who is."""
        while self._parts:
            drop(self._lines, self._parts.pop())
        for each in alike:
            self._add(each, self.tr("May be the same person."), self._compare(each))
        for merge in merges:
            self._add(merge.absorbed, joined_words(merge), self._part(merge) if may_merge else None)
        self.set_title(self.tr("One person, two entries?") if alike else self.tr("Joined with this patient"))
        self.setVisible(bool(alike or merges))

    def _compare(self, patient: Patient) -> Button:
        button = Button(self.tr("Compare …"), "secondary", "users")
        button.setAccessibleName(self.tr("Compare with {0} …").format(patient.name))
        button.clicked.connect(lambda: self.compare_requested.emit(patient.id))
        return button

    def _part(self, merge: Merge) -> Button:
        button = Button(self.tr("Part again …"), "secondary", "undo-2")
        button.setAccessibleName(self.tr("Part again from {0} …").format(merge.absorbed.name))
        button.clicked.connect(lambda: self.part_requested.emit(merge))
        return button

    def _add(self, patient: Patient, words: str, button: Button | None) -> None:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SNUG // 2)
        column.addWidget(PlainLabel(patient.name, "strong"))
        column.addWidget(PlainLabel(born_words(patient), "quiet"))
        column.addWidget(PlainLabel(words))
        if button is not None:
            column.addSpacing(Space.TIGHT)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._lines.addWidget(line)
        self._parts.append(line)
