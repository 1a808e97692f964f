"""One ingredient of the mixture as it is given."""

import re
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.consultation import Portion
from consult_app.domain.days import parse_expiry
from consult_app.domain.questionnaire import Choice
from consult_app.domain.treatment import Severity, Status
from consult_app.ui import theme
from consult_app.ui.days import month_words
from consult_app.ui.painting import focus_by_keyboard
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.chips import Chips
from consult_app.ui.widgets.fact_strip import FactStrip
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.passage import Passage
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.source_line import SourceLine
from consult_app.workflow.screens.ingredients import Clash, PortionRow

_BETWEEN = "; "
_BARE = re.compile(r"[\d.,]+")
"""An amount without its unit."""
_BESIDE_FROM = 400
_PARTS = (3, 5, 4)
"""How a line is shared by amount, lot and expiry: what is usually written there is so long."""
STATUS_TONES = {
    Status.APPROVED: Tone.GOOD,
    Status.OFF_LABEL: Tone.CAUTION,
    Status.COMPOUNDED: Tone.CAUTION,
    Status.NOT_APPROVED: Tone.CAUTION,
    Status.NOT_KNOWN: Tone.NEUTRAL,
}


class MixtureRow(Card):
    """A card with plain words, approval, clashes, and fields for amount, lot, expiry and site.

    Enter goes on from field to field; `finished` says that it did so behind the last one.
    """

    edited = Signal()
    removed = Signal(str)
    finished = Signal()

    def __init__(self, row: PortionRow, areas: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(row.card.name, parent=parent)
        self._id = row.card.id
        name = row.card.name
        self._words = Passage("body", "quiet", "quiet")
        self._clashes = Passage("alarm", "warning", "question")
        self._facts = FactStrip()
        self._amount = self._field(self.tr("Amount"), self.tr("{0}: amount").format(name), "2 mL")
        self._lot = self._field(self.tr("Lot"), self.tr("{0}: lot number").format(name), "")
        self._expiry = self._field(self.tr("Use by"), self.tr("{0}: use by").format(name), "2027-03")
        self._noted = Passage("alarm", "question", "question")
        self._where = PlainLabel(self.tr("Where"), "strong")
        self._site = Chips(self.tr("{0}: where").format(name))
        places = [Choice(each, each) for each in areas]
        self._site.set_choices(places, own_words=True, add=self.tr("Other place"))
        self._site.changed.connect(lambda _: self.edited.emit())
        self._remove = Button("", "quiet", "trash-2", name=self.tr("Remove {0}").format(name))
        self._remove.clicked.connect(self._leave)
        self._source = SourceLine()
        self._ways = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()

    def display(self, row: PortionRow, day: date) -> None:
        """Show the ingredient as it stands in the mixture, on the day of the consultation."""
        card, portion = row.card, row.portion
        self.set_badge(card.status_words, STATUS_TONES[card.status])
        self._words.show_words(card.plain, card.drug_class, card.status_text)
        self._clashes.show_words(*(self._clash_words(row.clashes, each) for each in Severity))
        self._clashes.setVisible(bool(row.clashes))
        facts = ((self.tr("Allergens"), card.allergens), (self.tr("Not for people with"), card.avoid))
        self._facts.show_facts(facts)
        self._source.show_behind(card.behind)
        for field, text in zip(self._fields, (portion.amount, portion.lot, portion.expiry), strict=True):
            field.set_text(text)
        self._site.set_value(tuple(each for each in portion.site.split(_BETWEEN) if each))
        self._note(portion, day)

    def portion(self) -> Portion:
        """Give the ingredient with what stands in the fields."""
        amount, lot, expiry = (field.text().strip() for field in self._fields)
        return Portion(self._id, amount, lot, expiry, _BETWEEN.join(self._site.value()))

    def focus(self) -> QWidget:
        """Give the control that takes the keyboard."""
        return self._amount

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for field in self._fields:
            field.flush()
        self._site.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put lot and expiry below the amount where they would be cut beside it."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        beside = event.size().width() >= theme.scaled(_BESIDE_FROM)
        self._ways.setDirection(way.LeftToRight if beside else way.TopToBottom)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the next field by Enter."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        stops: list[QWidget | None] = [*(each.edit for each in self._fields), self._site.first()]
        at = self.focusWidget()
        if at in stops[:-1]:
            focus_by_keyboard(stops[stops.index(at) + 1] or self._amount)
        else:
            self.finished.emit()

    def _lay_out(self) -> None:
        batch = QHBoxLayout()
        for row, field, part in (
            (self._ways, self._amount, _PARTS[0]),
            (batch, self._lot, _PARTS[1]),
            (batch, self._expiry, _PARTS[2]),
        ):
            row.setSpacing(10)
            row.addWidget(field, part)
        self._ways.addLayout(batch, sum(_PARTS[1:]))
        fields = QHBoxLayout()
        fields.setSpacing(10)
        fields.addLayout(self._ways, 1)
        fields.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignBottom)
        site = QVBoxLayout()
        site.setSpacing(6)
        site.addWidget(self._where)
        site.addWidget(self._site)
        self.body.addWidget(self._words)
        self.body.addWidget(self._clashes)
        self.body.addLayout(fields)
        self.body.addWidget(self._noted)
        self.body.addLayout(site)
        self.body.addWidget(self._facts)
        self.body.addWidget(self._source)

    def _note(self, portion: Portion, day: date) -> None:
        """Say at once what is wrong with a field; it is kept all the same."""
        unit = self.tr("Say the unit too: mL, mg, units …") if _BARE.fullmatch(portion.amount) else ""
        expired, unread = self._expiry_words(portion.expiry, day)
        self._noted.show_words(expired, unread, unit)
        self._noted.setVisible(bool(expired or unread or unit))

    def _expiry_words(self, expiry: str, day: date) -> tuple[str, str]:
        if not expiry:
            return "", ""
        try:
            last = parse_expiry(expiry)
        except ValueError:
            return "", self.tr("Write a month or a day to use it by: 2027-03 or 31 Mar 2027.")
        return (self.tr("Expired in {0}").format(month_words(last)) if last < day else ""), ""

    def _clash_words(self, clashes: tuple[Clash, ...], severity: Severity) -> str:
        """Give the clashes of one gravity in one sentence; empty where there are none."""
        titles = "; ".join(each.title for each in clashes if each.severity is severity)
        return self.tr("Check with the answers: {0}").format(titles) if titles else ""

    @property
    def _fields(self) -> tuple[LineField, LineField, LineField]:
        return (self._amount, self._lot, self._expiry)

    def _field(self, label: str, name: str, example: str) -> LineField:
        field = LineField(label, name=name)
        field.edit.setPlaceholderText(example)
        field.edited.connect(lambda _: self.edited.emit())
        return field

    def _leave(self) -> None:
        self.flush()
        self.removed.emit(self._id)
