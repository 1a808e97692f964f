"""What is new among the findings, in words for those who hear the screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from consult_app.domain.treatment import Severity
from consult_app.workflow.screens.findings import FindingCard


class FindingNews(QObject):
    """Tells a stop at once, and anything else when nothing else is being said."""

    def __init__(self, say: Callable[[str, bool], None], parent: QObject) -> None:
        super().__init__(parent)
        self._say = say
        self._known: set[tuple[str, bool]] | None = None

    def hear(self, cards: tuple[FindingCard, ...], *, in_view: bool) -> None:
        """Compare with the findings before; the first ones are on the page and no news.

        While the room is out of view, somebody else may hear it: what is new then is told afterwards.
        """
        before = self._known
        if before is not None and not in_view:
            return
        self._known = {(card.rule, card.certain) for card in cards}
        if before is None:
            return
        new = [card for card in cards if (card.rule, card.certain) not in before and not card.settled]
        stops = [card for card in new if card.severity is Severity.STOP]
        for some, urgent in ((stops, True), ([card for card in new if card not in stops], False)):
            if some:
                self._say(" ".join(map(self._words, some)), urgent)

    def _words(self, card: FindingCard) -> str:
        certain, unsure = {
            Severity.STOP: (self.tr("Reason not to treat"), self.tr("Possible reason not to treat")),
            Severity.CAUTION: (self.tr("Take care"), self.tr("Possible need for care")),
            Severity.ASK_MORE: (self.tr("Ask more"), self.tr("Still open")),
        }[card.severity]
        return f"{certain if card.certain else unsure}: {card.title}. {card.advice}"
