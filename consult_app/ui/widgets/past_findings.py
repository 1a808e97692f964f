"""Findings of a consultation that is over: to be read, not to be settled."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.treatment import Severity
from consult_app.ui.tokens import Space, tone_of
from consult_app.ui.widgets.badge import Badge
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.workflow.screens.findings import FindingCard


class PastFindings(QWidget):
    """Each with its title, how grave it is, and what was said to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.APART)
        self._lines: list[QWidget] = []

    def display(self, cards: tuple[FindingCard, ...]) -> None:
        """Show other findings."""
        for gone in self._lines:
            gone.hide()
            gone.deleteLater()
        self._lines = [self._line(each) for each in cards]
        for line in self._lines:
            self._column.addWidget(line)

    def _line(self, card: FindingCard) -> QWidget:
        made, words = QWidget(self), QVBoxLayout()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.APART)
        words.setSpacing(2)
        words.addWidget(PlainLabel(card.title, "strong"))
        words.addWidget(PlainLabel(self._said(card), "quiet"))
        row.addLayout(words, 1)
        row.addWidget(Badge(self._gravity(card.severity), tone_of(card.severity)))
        return made

    def _gravity(self, severity: Severity) -> str:
        return {
            Severity.STOP: self.tr("Reason not to treat"),
            Severity.CAUTION: self.tr("Take care"),
            Severity.ASK_MORE: self.tr("Ask more"),
        }[severity]

    def _said(self, card: FindingCard) -> str:
        if not card.settled:
            return self.tr("Was not settled.")
        if card.reason:
            return self.tr("Went on: {0} ({1})").format(card.reason, card.clinician)
        return self.tr("Discussed by {0}").format(card.clinician)
