"""The risks about which the patient still has questions, each a way to it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.gap_button import GapButton
from consult_app.ui.widgets.passage import Passage
from consult_app.workflow.screens.review import GapLine


class OpenRisks(Card):
    """A card with a line for each open risk; hidden where there is none."""

    jump_requested = Signal(object)
    """Gap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Questions about risks are still open"))
        self._lines: tuple[GapLine, ...] = ()
        self._rows: list[GapButton] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        lead = Passage("quiet")
        lead.show_words(self.tr("Answer them first. Each line leads to the risk."))
        self.body.addWidget(lead)
        self.body.addLayout(self._column)
        self.setVisible(False)

    def display(self, lines: Sequence[GapLine]) -> bool:
        """Show these risks and no others; True where lines were made that Tab does not know yet."""
        self._lines = tuple(lines)
        made = len(self._rows) < len(lines)
        while len(self._rows) < len(lines):
            self._add_row(len(self._rows))
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(lines))
        for row, line in zip(self._rows, lines, strict=False):
            row.display(line, line.name)
        self.set_badge(str(len(lines)), Tone.CAUTION)
        self.setVisible(bool(lines))
        return made

    def _add_row(self, place: int) -> None:
        row = GapButton()
        row.clicked.connect(lambda: self.jump_requested.emit(self._lines[place].gap))
        self._rows.append(row)
        self._column.addWidget(row)
