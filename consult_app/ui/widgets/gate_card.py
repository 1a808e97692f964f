"""The gate before signing: what is missing, by name, or the way through."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.questionnaire import Step
from consult_app.domain.readiness import Lack
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.gap_group import GapGroup
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.workflow.screens.review import GapLine

_A_TURN = 12
"""So many rows are built between two turns of the event loop."""


class GateCard(Card):
    """Lists every gap as a way to it; without gaps, offers to freeze the document."""

    jump_requested = Signal(object)
    review_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._lead = PlainLabel("", "quiet")
        self._freeze = Button(self.tr("Freeze for signing"), "primary", "file-lock")
        self._freeze.setAccessibleDescription(
            self.tr("Puts what was said into the document that is read and signed. Nobody has signed yet.")
        )
        self._groups: dict[Step, GapGroup] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(16)
        self.body.addWidget(self._lead)
        self.body.addLayout(self._column)
        self.body.addWidget(self._freeze, 0, Qt.AlignmentFlag.AlignLeft)
        self._freeze.clicked.connect(self.review_requested)

    def display(self, lines: tuple[GapLine, ...], *, refusal: bool) -> None:
        """Show what is missing; `refusal` says that the patient decided not to go ahead."""
        of_step = {
            line.gap.step: [each for each in lines if each.gap.step is line.gap.step] for line in lines
        }
        for step in of_step:
            if step not in self._groups:
                self._add_group(step)
        for step, group in self._groups.items():
            group.display([(each, self._words(each)) for each in of_step.get(step, ())])
        self._freeze.setVisible(not lines)
        self.set_badge(str(len(lines)) if lines else "", Tone.CAUTION)
        if lines:
            self.set_title(self.tr("Still missing before anyone signs"))
            self._lead.setText(self.tr("Each line leads to what it names. The pages show how it stands now."))
        elif refusal:
            self.set_title(self.tr("The refusal can be written down"))
            self._lead.setText(self.tr("The document records what was said and that there is no treatment."))
        else:
            self.set_title(self.tr("Nothing is missing"))
            self._lead.setText(
                self.tr("Freeze what was said into the document. It can be unfrozen until someone signs.")
            )

    def set_busy(self, *, busy: bool) -> None:
        """Show that the document is being laid out."""
        self._freeze.setEnabled(not busy)
        self._freeze.setText(self.tr("Laying out …") if busy else self.tr("Freeze for signing"))

    def _add_group(self, step: Step) -> None:
        group = GapGroup(step)
        group.jump_requested.connect(self.jump_requested)
        self._groups[step] = group
        path = list(Step)
        before = sum(path.index(each) < path.index(step) for each in self._groups)
        self._column.insertWidget(before, group)

    def _words(self, line: GapLine) -> str:
        words = {
            Lack.AREAS: self.tr("Choose the areas to be treated"),
            Lack.ANSWER: self.tr("No answer yet: {0}"),
            Lack.CONFIRM: self.tr("Not asked again since last time: {0}"),
            Lack.FINDING: self.tr("Not settled: {0}"),
            Lack.SEEN: self.tr("Expectations were not gone through"),
            Lack.OPTION: self.tr("Not talked through: {0}"),
            Lack.CHOICE: self.tr("No option is chosen"),
            Lack.CHOICE_DIFFERS: self.tr("Treatment was agreed to, but another option is chosen: {0}"),
            Lack.MIXTURE: self.tr("The mixture is not recorded"),
            Lack.AMOUNT: self.tr("No amount of {0}"),
            Lack.RISK: self.tr("Not talked through: {0}"),
            Lack.ASKED: self.tr("A question that the patient asked has no answer yet"),
        }[line.gap.lack]
        return words.format(line.name)
