"""What a person sees before the first consultation."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.flow_row import FlowRow
from consult_app.ui.widgets.narrowing import Narrowing, margin
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.three_parts import ThreeParts

_WIDTH = 680


class Welcome(Narrowing, QWidget):
    """What the program does, in three lines; `begin` is the way in, `sample` a way to look around first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.begin = Button(self.tr("New consultation"), "primary", "plus")
        self.sample = Button(self.tr("Try it with a sample patient"), "secondary", "play")
        self.sample.setAccessibleDescription(
            self.tr("A made-up patient, marked as a sample. It can be removed in the settings.")
        )
        self.bring = Button(self.tr("Bring patients in from a file"), "secondary", "user-plus")
        card = Card()
        card.body.setSpacing(20)
        card.body.setContentsMargins(12, 10, 12, 10)
        card.body.addWidget(PlainLabel(self.tr("No consultations yet"), "title"))
        card.body.addWidget(ThreeParts(20))
        card.body.addWidget(FlowRow((self.begin, self.sample, self.bring)))
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        self._column.addWidget(card)
        self._column.addStretch(1)
        self.narrow()

    def narrow(self) -> None:
        """Set the margins."""
        side = margin(self.width(), _WIDTH, 0)
        self._column.setContentsMargins(side, 0, side, 0)
