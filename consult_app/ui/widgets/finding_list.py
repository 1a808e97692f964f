"""Findings below each other; a card stays the same card while its finding stays."""

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consult_app.ui.arranging import lay_out
from consult_app.ui.widgets.finding_box import FindingBox
from consult_app.ui.widgets.heights import Heights
from consult_app.workflow.screens.findings import FindingCard

_GAP = 10


class FindingList(QWidget):
    """All findings in order; what a clinician is writing in one survives changes of the others.

    Cards are placed by hand: a layout sets each one twice over when one comes between, and all are painted.
    """

    jump_requested = Signal(str, object)
    override_requested = Signal(str, str)
    override_withdrawn = Signal(str)
    reason_written = Signal(str, str)

    def __init__(self, *, full: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full = full
        self._boxes: dict[str, FindingBox] = {}
        self._heights = Heights(self._measure)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

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

    def heightForWidth(self, width: int) -> int:
        """Measure all cards at a width."""
        return self._heights.at(width)

    def sizeHint(self) -> QSize:
        """Ask for the height at the present width."""
        return QSize(self.width(), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cards at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place()

    def event(self, event: QEvent) -> bool:
        """Follow a card that has grown or shrunk."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._settle()
        return super().event(event)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for box in self._boxes.values():
            box.flush()

    def _change(self, cards: tuple[FindingCard, ...], clinician: str) -> None:
        """Take away boxes that are gone, and make new ones."""
        wanted = {card.rule for card in cards}
        for rule in [each for each in self._boxes if each not in wanted]:
            gone = self._boxes.pop(rule)
            gone.blockSignals(True)
            gone.hide()
            gone.deleteLater()
        self._boxes = {card.rule: self._boxes.get(card.rule) or self._make(card, clinician) for card in cards}
        self._settle()

    def _make(self, card: FindingCard, clinician: str) -> FindingBox:
        box = FindingBox(card, clinician, full=self._full, parent=self)
        box.jump_requested.connect(self.jump_requested)
        box.override_requested.connect(self.override_requested)
        box.override_withdrawn.connect(self.override_withdrawn)
        box.reason_written.connect(self.reason_written)
        box.show()
        return box

    def _settle(self) -> None:
        if self._heights.forget(self.width()):
            self.updateGeometry()
            lay_out(self.parentWidget())
        self._place()

    def _place(self) -> None:
        y, width = 0, self.width()
        for box in self._boxes.values():
            height = box.heightForWidth(width)
            box.setGeometry(0, y, width, height)
            y += height + _GAP

    def _measure(self, width: int) -> int:
        heights = [box.heightForWidth(width) for box in self._boxes.values()]
        return sum(heights) + _GAP * max(len(heights) - 1, 0)
