"""Findings below each other; a card stays the same card while its finding stays."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.widgets.finding_box import FindingBox
from consult_app.workflow.screens.findings import FindingCard


class FindingList(QWidget):
    """All findings in order; what a clinician is writing in one survives changes of the others."""

    jump_requested = Signal(str, object)
    override_requested = Signal(str, str)
    override_withdrawn = Signal(str)
    reason_written = Signal(str, str)

    def __init__(self, *, full: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full = full
        self._boxes: dict[str, FindingBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)

    def display(self, cards: tuple[FindingCard, ...], clinician: str) -> None:
        """Show the findings; emits nothing."""
        order = tuple(card.rule for card in cards)
        if order != tuple(self._boxes):
            self._change(cards, clinician)
        for card in cards:
            self._boxes[card.rule].display(card)

    def first(self) -> FindingBox | None:
        """Give the gravest finding, if there is any."""
        return next(iter(self._boxes.values()), None)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for box in self._boxes.values():
            box.flush()

    def _change(self, cards: tuple[FindingCard, ...], clinician: str) -> None:
        """Take away boxes that are gone, make new ones, and move only those that are out of order."""
        wanted = {card.rule for card in cards}
        for rule in [each for each in self._boxes if each not in wanted]:
            gone = self._boxes.pop(rule)
            self._column.removeWidget(gone)
            gone.blockSignals(True)
            gone.hide()
            gone.deleteLater()
        boxes = {card.rule: self._boxes.get(card.rule) or self._make(card, clinician) for card in cards}
        for i, box in enumerate(boxes.values()):
            if self._column.indexOf(box) != i:
                self._column.removeWidget(box)
                self._column.insertWidget(i, box)
        self._boxes = boxes

    def _make(self, card: FindingCard, clinician: str) -> FindingBox:
        box = FindingBox(card, clinician, full=self._full, parent=self)
        box.jump_requested.connect(self.jump_requested)
        box.override_requested.connect(self.override_requested)
        box.override_withdrawn.connect(self.override_withdrawn)
        box.reason_written.connect(self.reason_written)
        box.show()
        return box
