"""One ingredient of the mixture as it is given."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from consult_app.domain.consultation import Portion
from consult_app.domain.treatment import Severity, Status
from consult_app.ui import theme
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.fact_strip import FactStrip
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.passage import Passage
from consult_app.ui.widgets.source_line import SourceLine
from consult_app.workflow.screens.ingredients import Clash, PortionRow

STATUS_TONES = {
    Status.APPROVED: Tone.GOOD,
    Status.OFF_LABEL: Tone.CAUTION,
    Status.COMPOUNDED: Tone.CAUTION,
    Status.NOT_APPROVED: Tone.CAUTION,
    Status.NOT_KNOWN: Tone.NEUTRAL,
}
_GAP, _ONE_LINE_FROM = 10, 680


class MixtureRow(Card):
    """A card with plain words, approval, clashes, and fields for amount, lot, expiry and site."""

    edited = Signal()
    removed = Signal(str)

    def __init__(self, row: PortionRow, parent: QWidget | None = None) -> None:
        super().__init__(row.card.name, parent=parent)
        self._id = row.card.id
        name = row.card.name
        self._words = Passage("quiet", "body", "quiet")
        self._clashes = Passage("alarm", "warning", "question")
        self._facts = FactStrip()
        self._amount = self._field(self.tr("Amount"), self.tr("{0}: amount").format(name), "2 ml")
        self._lot = self._field(self.tr("Lot"), self.tr("{0}: lot number").format(name), "")
        self._expiry = self._field(self.tr("Use by"), self.tr("{0}: use by").format(name), "2027-03")
        self._site = self._field(self.tr("Where"), self.tr("{0}: where").format(name), "")
        self._remove = Button("", "quiet", "trash-2", name=self.tr("Remove {0}").format(name))
        self._source = SourceLine()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.addLayout(_row((self._amount, 1), (self._lot, 2)), 3)
        self._halves.addLayout(_row((self._expiry, 5), (self._site, 6)), 4)
        fields = QHBoxLayout()
        for layout in (self._halves, fields):
            layout.setSpacing(_GAP)
        fields.addLayout(self._halves, 1)
        fields.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignBottom)
        for each in (self._words, self._clashes, self._facts):
            self.body.addWidget(each)
        self.body.addLayout(fields)
        self.body.addWidget(self._source)
        self._remove.clicked.connect(self._leave)
        self.display(row)

    def display(self, row: PortionRow) -> None:
        """Show the ingredient as it stands in the mixture."""
        card, portion = row.card, row.portion
        self.set_badge(card.status_words, STATUS_TONES[card.status])
        self._words.show_words(card.drug_class, card.plain, card.status_text)
        self._clashes.show_words(*(self._clash_words(row.clashes, each) for each in Severity))
        self._clashes.setVisible(bool(row.clashes))
        facts = ((self.tr("Allergens"), card.allergens), (self.tr("Not for people with"), card.avoid))
        self._facts.show_facts(facts)
        self._source.show_behind(card.behind)
        for field, text in zip(
            self._fields, (portion.amount, portion.lot, portion.expiry, portion.site), strict=True
        ):
            field.set_text(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the fields in two lines where a lot number would be cut in one."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        beside = self.width() >= theme.scaled(_ONE_LINE_FROM)
        self._halves.setDirection(way.LeftToRight if beside else way.TopToBottom)

    def portion(self) -> Portion:
        """Give the ingredient with what stands in the fields."""
        amount, lot, expiry, site = (field.text().strip() for field in self._fields)
        return Portion(self._id, amount, lot, expiry, site)

    def focus(self) -> QWidget:
        """Give the control that takes the keyboard."""
        return self._amount

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for field in self._fields:
            field.flush()

    def _clash_words(self, clashes: tuple[Clash, ...], severity: Severity) -> str:
        """Give the clashes of one gravity in one sentence; empty where there are none."""
        titles = "; ".join(each.title for each in clashes if each.severity is severity)
        return self.tr("Check with the answers: {0}").format(titles) if titles else ""

    @property
    def _fields(self) -> tuple[LineField, LineField, LineField, LineField]:
        return (self._amount, self._lot, self._expiry, self._site)

    def _field(self, label: str, name: str, example: str) -> LineField:
        field = LineField(label, name=name)
        field.edit.setPlaceholderText(example)
        field.edited.connect(lambda _: self.edited.emit())
        return field

    def _leave(self) -> None:
        self.flush()
        self.removed.emit(self._id)


def _row(*fields: tuple[LineField, int]) -> QHBoxLayout:
    """Put fields beside each other; each gets its share of the width."""
    row = QHBoxLayout()
    row.setSpacing(_GAP)
    for field, share in fields:
        row.addWidget(field, share)
    return row
