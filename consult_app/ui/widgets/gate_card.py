"""The gate before signing: what is missing, by name, or the way through."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.questionnaire import Step
from consult_app.domain.readiness import Lack
from consult_app.ui.growing import Growing
from consult_app.ui.signer_words import detail_words
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.gap_group import GapGroup
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.workflow.screens.review import GapLine


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
        self._missing: dict[Step, list[GapLine]] = {}
        self._growing = Growing(self._grow, self)
        self._column = QVBoxLayout()
        self._column.setSpacing(16)
        self.body.addWidget(self._lead)
        self.body.addLayout(self._column)
        self.body.addWidget(self._freeze, 0, Qt.AlignmentFlag.AlignLeft)
        self._freeze.clicked.connect(self.review_requested)

    def display(self, lines: tuple[GapLine, ...], *, refusal: bool, not_today: bool) -> None:
        """Show what is missing; `refusal` and `not_today` say that the patient does not go ahead."""
        self._missing = {}
        for line in lines:
            self._missing.setdefault(line.gap.step, []).append(line)
        for step in self._groups:
            self._show(step)
        if self._missing.keys() - self._groups.keys():
            self._growing.start()
        self._freeze.setVisible(not lines)
        self.set_badge(str(len(lines)) if lines else "", Tone.CAUTION)
        if lines:
            self.set_title(self.tr("Still missing before anyone signs"))
            self._lead.setText(self.tr("Each line leads to what it names. The pages show how it stands now."))
        elif not_today:
            self.set_title(self.tr("That the patient takes more time can be written down"))
            self._lead.setText(
                self.tr("The document records what was said and that there is no treatment today.")
            )
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

    def _grow(self) -> bool:
        """Add the next step with what it lacks; False after the last one."""
        waiting = [step for step in self._missing if step not in self._groups]
        if waiting:
            self._add_group(waiting[0])
            self._show(waiting[0])
        return len(waiting) > 1

    def _show(self, step: Step) -> None:
        self._groups[step].display([(each, self._words(each)) for each in self._missing.get(step, ())])

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
            Lack.SEQUEL: self.tr("Something is not written yet"),
            Lack.ASKED: self.tr("A question that the patient asked has no answer yet"),
            Lack.SIGNER: self.tr("Not said yet: {0}"),
        }[line.gap.lack]
        signer = line.gap.lack is Lack.SIGNER
        return words.format(detail_words(line.gap.subject) if signer else line.name)
