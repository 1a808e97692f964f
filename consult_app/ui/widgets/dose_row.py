"""One product as it was given, beside what was planned."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.consultation import Portion
from consult_app.domain.given import Dose, Doubt
from consult_app.domain.questionnaire import Choice
from consult_app.ui.days import expiry_words
from consult_app.ui.tokens import Space
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.chips import Chips
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.passage import Passage
from consult_app.ui.widgets.plain_label import PlainLabel

_BETWEEN = "; "
_PARTS = (3, 5, 4)
"""How a line is shared by amount, lot and expiry: what is usually written there is so long."""


class DoseRow(Card):
    """A card with fields for product, amount, lot, expiry and place; a reason where one is needed."""

    edited = Signal()
    removed = Signal()

    def __init__(
        self,
        name: str,
        dose: Dose,
        places: tuple[str, ...],
        portion: Portion | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name or self.tr("Another product"), parent=parent)
        self.ingredient, self._portion = dose.ingredient, portion
        called = name or self.tr("Another product")
        self._product = self._field(self.tr("Product name"), called, dose.product)
        self._amount = self._field(self.tr("Amount"), called, dose.amount)
        self._lot = self._field(self.tr("Lot"), called, dose.lot)
        self._expiry = self._field(self.tr("Use by"), called, dose.expiry)
        self._site = Chips(self.tr("{0}: where").format(called))
        self._site.set_choices(
            [Choice(each, each) for each in places], own_words=True, add=self.tr("Other place")
        )
        self._site.set_value(tuple(each for each in dose.site.split(_BETWEEN) if each))
        self._site.changed.connect(lambda _: self.edited.emit())
        self._plan = Passage("quiet")
        self._said = Passage("alarm", "alarm", "question", "question")
        self._reason = LineField(
            self.tr("Why it was given all the same"),
            name=self.tr("{0}: why it was given all the same").format(called),
        )
        self._reason.set_text(dose.reason)
        self._reason.edited.connect(lambda _: self.edited.emit())
        self._remove = Button("", "quiet", "trash-2", name=self.tr("Was not given: {0}").format(called))
        self._remove.clicked.connect(self.removed)
        self._lay_out()

    def dose(self) -> Dose:
        """Give the product with what stands in the fields; a reason only where one is asked for."""
        product, amount, lot, expiry = (each.text().strip() for each in self._fields)
        reason = self._reason.text().strip() if not self._reason.isHidden() else ""
        return Dose(self.ingredient, product, amount, lot, expiry, _BETWEEN.join(self._site.value()), reason)

    def show_doubts(self, doubts: tuple[Doubt, ...], *, unread: bool) -> None:
        """Say what stands against it, and what differs from the plan."""
        dose = self.dose()
        self._said.show_words(
            self.tr("Its use-by date had passed on that day.") if Doubt.EXPIRED in doubts else "",
            self.tr("The patient did not consent to this product.") if Doubt.NOT_CONSENTED in doubts else "",
            self.tr("Write a month or a day to use it by: 2027-03 or 31 Mar 2027.") if unread else "",
            self.tr("Without a lot it cannot be found in a recall.") if not dose.lot else "",
        )
        self._said.setVisible(bool(doubts) or unread or not dose.lot)
        self._reason.setVisible(bool(doubts))
        planned = self._planned_words(dose)
        self._plan.show_words(planned)
        self._plan.setVisible(bool(planned))

    def first(self) -> QWidget:
        """Give what takes the keyboard first."""
        return self._product.edit

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for each in (*self._fields, self._reason):
            each.flush()
        self._site.flush()

    def _planned_words(self, dose: Dose) -> str:
        """Say what the consent planned, as far as it is something else."""
        plan = self._portion
        if plan is None:
            return ""
        differs = (
            (self.tr("amount {0}"), plan.amount, dose.amount),
            (self.tr("lot {0}"), plan.lot, dose.lot),
            (self.tr("use by {0}"), expiry_words(plan.expiry), expiry_words(dose.expiry)),
            (self.tr("where: {0}"), plan.site, dose.site),
        )
        said = [words.format(was) for words, was, now in differs if was and was != now]
        return self.tr("Planned in the consent: {0}").format(", ".join(said)) if said else ""

    @property
    def _fields(self) -> tuple[LineField, LineField, LineField, LineField]:
        return (self._product, self._amount, self._lot, self._expiry)

    def _field(self, label: str, called: str, text: str) -> LineField:
        field = LineField(label, name=self.tr("{0}: {1}").format(called, label))
        field.set_text(text)
        field.edited.connect(lambda _: self.edited.emit())
        return field

    def _lay_out(self) -> None:
        product, fields = QHBoxLayout(), QHBoxLayout()
        product.setSpacing(Space.NEAR)
        product.addWidget(self._product, 1)
        product.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignBottom)
        fields.setSpacing(Space.NEAR)
        for field, part in zip(self._fields[1:], _PARTS, strict=True):
            fields.addWidget(field, part)
        site = QVBoxLayout()
        site.setSpacing(6)
        site.addWidget(PlainLabel(self.tr("Where"), "strong"))
        site.addWidget(self._site)
        self.body.addLayout(product)
        self.body.addLayout(fields)
        self.body.addWidget(self._plan)
        self.body.addWidget(self._said)
        self.body.addWidget(self._reason)
        self.body.addLayout(site)
