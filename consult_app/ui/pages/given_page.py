"""What was really given in a session: the plan of its consent, to be put right and kept for ever."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from consult_app.domain.given import (
    Agreed,
    Dose,
    Doubt,
    Given,
    Hole,
    Missing,
    doubts,
    doubts_of_session,
    holes,
)
from consult_app.domain.unfinished import AccountBegun
from consult_app.ui.arranging import drop
from consult_app.ui.days import day_words, moment_words
from consult_app.ui.tokens import Space
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.chips import Chips
from consult_app.ui.widgets.choice_flow import ChoiceFlow
from consult_app.ui.widgets.dose_row import DoseRow
from consult_app.ui.widgets.ingredient_search import IngredientSearch
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.moment_field import MomentField
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.page_head import PageHead
from consult_app.ui.widgets.passage import Passage
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.scrolled_column import ScrolledColumn
from consult_app.ui.widgets.text_box import TextBox
from consult_app.workflow.screens.given import GivenScreen

_WIDEST = 1080


class GivenPage(QScrollArea):
    """Draws a `GivenScreen`; nothing is kept before all is there and the button is pressed."""

    given = Signal(str, object, str)
    """The consultation's id, `Given`, and why it is corrected."""
    patient_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What was given"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._screen: GivenScreen | None = None
        self._names: dict[str, str] = {}
        self._rows: list[DoseRow] = []
        self._title = PlainLabel(self.tr("What was given"), "title")
        self._about = PlainLabel("", "quiet")
        self._leave = Button(self.tr("Back to the patient"), "secondary", "arrow-left")
        self._notice = Notice()
        self._session = Card(self.tr("The session"))
        self._when = MomentField(self.tr("Day"), self.tr("Time"))
        self._by = ChoiceFlow(self.tr("Given by"))
        self._areas: Chips | None = None
        self._areas_column = QVBoxLayout()
        self._said = Passage("alarm", "alarm", "alarm", "alarm", "alarm")
        self._reason = LineField(self.tr("Why it was done all the same"))
        self._products = QVBoxLayout()
        self._none = Card(self.tr("Nothing was given"))
        self._search = IngredientSearch()
        self._other = Button(self.tr("Another product"), "soft", "plus")
        self._notes = TextBox(self.tr("How it went, technique, what was noticed"), name=self.tr("Notes"))
        self._why_card = Card(self.tr("This corrects what is kept already"))
        self._why = LineField(self.tr("Why it is corrected"))
        self._keep = Button(self.tr("Keep for ever"), "primary", "check")
        self._lay_out()
        self._connect()

    def display(self, screen: GivenScreen) -> None:
        """Show a session as it was planned, or as it is kept."""
        self._screen = screen
        self._names = {each.id: each.name for each in screen.ingredients}
        given, draft = screen.given, screen.agreed.draft
        self._notice.say(
            "", "" if screen.may_treat else self.tr("What was given is written down by a clinician.")
        )
        self._about.setText(
            self.tr("{0} · {1} · consent of {2}").format(
                draft.patient.name, screen.treatment, day_words(draft.day)
            )
        )
        self._when.set_range(None, screen.now.date())
        self._when.show_moment(given.at.date(), given.at.strftime("%H:%M"))
        self._by.set_choices([(each, each) for each in screen.people])
        self._by.set_current(given.by)
        self._offer_areas(screen)
        self._reason.set_text(given.reason)
        self._notes.set_text(given.notes)
        self._why.set_text("")
        self._why_card.setVisible(screen.before is not None)
        self._show_doses(given.doses)
        self._keep.setEnabled(screen.may_treat)
        self._judge()

    def leave(self) -> None:
        """Go back to the patient."""
        if self._screen is not None:
            self.patient_requested.emit(self._screen.agreed.draft.patient.id)

    def refuse(self, title: str, text: str) -> None:
        """Say why it was not kept."""
        self._keep.setEnabled(True)
        self._notice.say(title, text)
        self.ensureWidgetVisible(self._notice, 0, 80)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for row in self._rows:
            row.flush()
        for each in (self._when, self._reason, self._notes, self._why):
            each.flush()

    def unfinished(self) -> AccountBegun | None:
        """Give what was typed and is not kept yet, if anything was."""
        self.flush()
        screen, given, why = self._screen, self._read(), self._why.text().strip()
        if screen is None or given is None or (given == _plainly(screen.given) and not why):
            return None
        before = screen.before.id if screen.before else ""
        return AccountBegun(screen.agreed.draft.id, given=given, replaces=before, why=why)

    def go_on_with(self, begun: AccountBegun) -> None:
        """Show what was typed before."""
        if self._screen is not None and begun.given is not None:
            kept = self._screen
            self.display(
                replace(kept, given=replace(begun.given, at=begun.given.at.astimezone(kept.now.tzinfo)))
            )
            self._screen = kept
            self._why.set_text(begun.why)

    def begin_search(self) -> None:
        """Bring the keyboard to the search for products."""
        self._search.field.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on the first product."""
        super().showEvent(event)
        (self._rows[0].first() if self._rows else self._search.field).setFocus()

    # What stands on the page

    def _read(self) -> Given | None:
        """Give what stands there; `None` while the time cannot be read."""
        screen, areas = self._screen, self._areas
        at = self._when.moment(screen.now.tzinfo) if screen else None
        if at is None or areas is None:
            return None
        return Given(
            tuple(each.dose() for each in self._rows),
            areas.value(),
            self._by.current or "",
            at,
            self._notes.text().strip(),
            self._reason.text().strip() if not self._reason.isHidden() else "",
        )

    def _judge(self) -> None:
        """Say at once what stands against it."""
        screen, given = self._screen, self._read()
        if screen is None:
            return
        day = given.at.date() if given else screen.now.date()
        unread = {each.place for each in self._holes(given) if each.hole is Hole.EXPIRY_UNREAD}
        for place, row in enumerate(self._rows):
            row.show_doubts(doubts(row.dose(), screen.agreed.draft, day), unread=place in unread)
        against = doubts_of_session(given, screen.agreed) if given else ()
        sealed = moment_words(screen.agreed.sealed_at.astimezone(screen.now.tzinfo))
        self._said.show_words(
            self.tr("The consent does not cover every area.") if Doubt.AREA_NOT_CONSENTED in against else "",
            self.tr("This is before the consent was sealed: {0}.").format(sealed)
            if Doubt.BEFORE_CONSENT in against
            else "",
            self.tr("The patient had taken the consent back by then.") if Doubt.WITHDRAWN in against else "",
            self.tr("The consent was old by then, as this practice counts.")
            if Doubt.TOO_OLD in against
            else "",
            self._early_words(screen.agreed) if Doubt.TOO_EARLY in against else "",
        )
        self._said.setVisible(bool(against))
        self._reason.setVisible(bool(against))
        self._none.setVisible(not self._rows)

    def _early_words(self, agreed: Agreed) -> str:
        day = day_words(agreed.from_day) if agreed.from_day else ""
        return self.tr(
            "This practice waits until {0}, and nobody confirmed the consent by then. “Confirm on the day”, "
            "beside the consent, asks the patient too."
        ).format(day)

    def _holes(self, given: Given | None) -> tuple[Missing, ...]:
        screen = self._screen
        if screen is None or given is None:
            return ()
        return holes(given, screen.agreed, screen.now)

    def _ask(self) -> None:
        self.flush()
        screen, given = self._screen, self._read()
        if screen is None:
            return
        if given is None:
            self.refuse(self.tr("The day or the time cannot be read"), self.tr("Write the time as 14:30."))
            self._when.setFocus()
            return
        missing = self._holes(given)
        unsaid = screen.before is not None and not self._why.text().strip()
        if missing or unsaid:
            self._say_missing(missing, unsaid=unsaid)
            return
        # A second click must not keep it twice.
        self._keep.setEnabled(False)
        self.given.emit(screen.agreed.draft.id, given, self._why.text().strip())

    def _say_missing(self, missing: tuple[Missing, ...], *, unsaid: bool) -> None:
        words = [self._hole_words(each) for each in missing]
        if unsaid:
            words.append(self.tr("Say why it is corrected."))
        self.refuse(self.tr("Not kept yet"), " ".join(words))

    def _hole_words(self, missing: Missing) -> str:
        name = ""
        if missing.place >= 0:
            dose = self._rows[missing.place].dose()
            name = self._names.get(dose.ingredient, dose.product) or self.tr("Another product")
        words = {
            Hole.NOTHING: self.tr("Nothing was given: say why in the notes."),
            Hole.NAME: self.tr("Say which product it is."),
            Hole.AMOUNT: self.tr("{0}: say how much."),
            Hole.UNIT: self.tr("{0}: say of what the amount is a number, such as mL or units."),
            Hole.EXPIRY_UNREAD: self.tr("{0}: write a month or a day to use it by, as 2027-03."),
            Hole.REASON: self.tr("{0}: say why it was given all the same.")
            if name
            else self.tr("The session: say why it was done all the same."),
            Hole.BY: self.tr("Say who gave it."),
            Hole.LATER: self.tr("The time is still to come."),
        }
        return words[missing.hole].format(name)

    # Products

    def _show_doses(self, doses: tuple[Dose, ...]) -> None:
        while self._rows:
            drop(self._products, self._rows.pop())
        for each in doses:
            self._add_row(each)
        self._offer_ingredients()

    def _add_row(self, dose: Dose) -> DoseRow:
        screen = self._screen
        plan = {each.ingredient: each for each in screen.agreed.draft.mixture} if screen else {}
        areas = {each.id: each.label for each in screen.areas} if screen else {}
        places = tuple(areas[each] for each in screen.agreed.draft.areas if each in areas) if screen else ()
        name = self._names.get(dose.ingredient, dose.ingredient)
        row = DoseRow(name, dose, places, plan.get(dose.ingredient) if dose.ingredient else None)
        row.edited.connect(self._judge)
        row.removed.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._products.addWidget(row)
        return row

    def _remove(self, row: DoseRow) -> None:
        at = self._rows.index(row)
        self._rows.remove(row)
        drop(self._products, row)
        self._offer_ingredients()
        self._judge()
        left = self._rows[min(at, len(self._rows) - 1)].first() if self._rows else self._search.field
        left.setFocus()

    def _add(self, ingredient: str) -> None:
        screen = self._screen
        plan = {each.ingredient: each for each in screen.agreed.draft.mixture} if screen else {}
        was = plan.get(ingredient)
        dose = Dose(ingredient, "", was.amount, was.lot, was.expiry, was.site) if was else Dose(ingredient)
        row = self._add_row(dose)
        self._offer_ingredients()
        self._judge()
        # Once the new card has its place.
        QTimer.singleShot(0, row, row.first().setFocus)

    def _offer_ingredients(self) -> None:
        used = {each.ingredient for each in self._rows}
        screen = self._screen
        self._search.display([each for each in screen.ingredients if each.id not in used] if screen else [])

    def _offer_areas(self, screen: GivenScreen) -> None:
        if self._areas is not None:
            drop(self._areas_column, self._areas)
        self._areas = Chips(self.tr("Areas that were treated"))
        self._areas.set_choices(screen.areas)
        self._areas.set_value(screen.given.areas)
        self._areas.changed.connect(lambda _: self._judge())
        self._areas_column.addWidget(self._areas)

    # Laying out

    def _connect(self) -> None:
        self._leave.clicked.connect(self.leave)
        self._when.edited.connect(self._judge)
        self._search.added.connect(self._add)
        self._other.clicked.connect(lambda: self._add(""))
        self._keep.clicked.connect(self._ask)

    def _lay_out(self) -> None:
        self._none.body.addWidget(
            PlainLabel(self.tr("Add what was given below, or say in the notes why nothing was."), "quiet")
        )
        for part in (
            self._when,
            PlainLabel(self.tr("Given by"), "strong"),
            self._by,
            PlainLabel(self.tr("Areas that were treated"), "strong"),
        ):
            self._session.body.addWidget(part)
        self._session.body.addLayout(self._areas_column)
        self._session.body.addWidget(self._said)
        self._session.body.addWidget(self._reason)
        self._search.body.addWidget(
            PlainLabel(self.tr("Something that is not in the list, such as a local anaesthetic:"), "quiet")
        )
        self._search.body.addWidget(self._other, 0, Qt.AlignmentFlag.AlignLeft)
        notes = Card(self.tr("Notes"))
        notes.body.addWidget(self._notes)
        self._why_card.body.addWidget(
            PlainLabel(self.tr("What was kept before stays readable beside it."), "quiet")
        )
        self._why_card.body.addWidget(self._why)
        self._products.setSpacing(Space.CARD)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.CARD)
        column.addWidget(PageHead((self._title, self._about), (self._leave,)))
        column.addWidget(self._session)
        column.addLayout(self._products)
        for widget in (self._none, self._search, notes, self._why_card, self._notice):
            column.addWidget(widget)
        column.addWidget(self._keep, 0, Qt.AlignmentFlag.AlignRight)
        column.addStretch(1)
        self.setWidget(ScrolledColumn(column, _WIDEST))


def _plainly(given: Given) -> Given:
    """Give it as the page reads it back: to the minute."""
    return replace(given, at=given.at.replace(second=0, microsecond=0))
