"""The gate before signing: what is missing, by name, or the way through."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.readiness import Lack
from consult_app.ui.growing import Growing
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.gap_button import GapButton
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
        self._lines: tuple[GapLine, ...] = ()
        self._lead = PlainLabel("", "quiet")
        self._freeze = Button(self.tr("Freeze for signing"), "primary", "file-lock")
        self._rows: list[GapButton] = []
        self._growing = Growing(self._grow, self)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.body.addWidget(self._lead)
        self.body.addLayout(self._column)
        self.body.addWidget(self._freeze, 0, Qt.AlignmentFlag.AlignLeft)
        self._freeze.clicked.connect(self.review_requested)

    def display(self, lines: tuple[GapLine, ...], *, refusal: bool) -> None:
        """Show what is missing; `refusal` says that the patient decided not to go ahead."""
        self._lines = lines
        self._growing.start()
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(lines))
        for row, line in zip(self._rows, lines, strict=False):
            row.display(line, self._words(line))
        self._freeze.setVisible(not lines)
        self.set_badge(str(len(lines)) if lines else "", Tone.CAUTION)
        if lines:
            self.set_title(self.tr("Still missing before anyone signs"))
            self._lead.setText(self.tr("Each line leads to what it names."))
        elif refusal:
            self.set_title(self.tr("The refusal can be written down"))
            self._lead.setText(self.tr("The document records what was said and that there is no treatment."))
        else:
            self.set_title(self.tr("Nothing is missing"))
            self._lead.setText(
                self.tr("Freeze what was said into the document. It can be unfrozen until someone signs.")
            )

    def _grow(self) -> bool:
        """Add the next rows: early on, whole packs are missing."""
        for place in range(len(self._rows), min(len(self._rows) + _A_TURN, len(self._lines))):
            self._add_row(place)
            line = self._lines[place]
            self._rows[place].display(line, self._words(line))
        return len(self._rows) < len(self._lines)

    def set_busy(self, *, busy: bool) -> None:
        """Show that the document is being laid out."""
        self._freeze.setEnabled(not busy)
        self._freeze.setText(self.tr("Laying out …") if busy else self.tr("Freeze for signing"))

    def _add_row(self, place: int) -> None:
        row = GapButton()
        row.clicked.connect(lambda: self.jump_requested.emit(self._lines[place].gap))
        self._rows.append(row)
        self._column.addWidget(row)

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
        }[line.gap.lack]
        return words.format(line.name)
