"""Who is here, and for what."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.consultation import Patient, Sex
from consult_app.domain.questionnaire import Step
from consult_app.domain.treatment import TOGETHER
from consult_app.domain.unfinished import NewPatient
from consult_app.ui import theme
from consult_app.ui.days import day_words
from consult_app.ui.painting import focus_by_keyboard
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.goal_list import Choice, GoalList
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.page import Page
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.segments import Segments
from consult_app.ui.widgets.tick_box import TickBox
from consult_app.workflow.screens.patient import Offer, PatientScreen

_OLDEST_YEARS = 120
_MOST_KNOWN = 5
_LONGEST_NAME = 80
_WIDEST = 1240
_TWO_COLUMNS_FROM = 1000


class PatientPage(Page):
    """Finds a known patient or takes a new one in; corrects the details of an open consultation."""

    begun = Signal(object, str, str)
    """Patient (id empty for a new one), pack id and goal id; those of several treatments joined."""
    corrected = Signal(object)
    search_requested = Signal(str)
    """What was typed of a name or record number."""
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Step.PATIENT, widest=_WIDEST, parent=parent)
        self._patient = _NOBODY
        self._untouched = NewPatient()
        self._known: tuple[Patient, ...] = ()
        self._choices: tuple[tuple[Choice, str], ...] = ()
        self._several = PlainLabel(
            self.tr("Tick more than one treatment to talk them through together."), "quiet"
        )
        self._given = LineField(self.tr("Given name"))
        self._family = LineField(self.tr("Family name"))
        self._one_name = TickBox(self.tr("This patient has only one name"))
        self._born = DateField(name=self.tr("Date of birth"), example=self.tr("12 Mar 1984"))
        self._asked = False
        self._record = LineField(self.tr("Record number (if any)"))
        self._sex = Segments(self.tr("Sex as recorded"))
        self._no_sex = PlainLabel("", "quiet")
        self._goals = GoalList()
        self._about = PlainLabel()
        self._drafts = Notice(Tone.CAUTION)
        self._missing = Notice(Tone.STOP)
        self._found = Card(self.tr("Already known here"), Tone.PRIMARY)
        self._rows = [Button("", "secondary", "user-check") for _ in range(_MOST_KNOWN)]
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._leave = Button(self.tr("Back to the list"), "secondary", "arrow-left")
        self._begin = Button(self.tr("Begin consultation"), "primary", "arrow-right", trailing=True)
        for name in (self._given, self._family):
            name.edit.setMaxLength(_LONGEST_NAME)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self._given)

    def display(self, screen: PatientScreen) -> None:
        """Show the patient of a consultation, or an empty page for a new one."""
        new = screen.begins
        self._asked = False
        if new or (screen.patient and screen.patient.id != self._patient.id):
            self.display_known(())
        self._show(screen.patient or _NOBODY)
        self._born.earliest = screen.today.replace(year=screen.today.year - _OLDEST_YEARS, day=1)
        self._born.latest = screen.today
        self._offer(screen.offers)
        if screen.chosen:
            self._goals.suggest(screen.chosen)
        if new and screen.approved_only and not screen.offers:
            self._say_that_nothing_is_approved()
        self._about.setText(self.tr("{0}: {1}").format(screen.treatment, screen.goal))
        self._about.setVisible(not new)
        self._goals.setVisible(new)
        self._several.setVisible(len({each.pack for each in screen.offers}) > 1)
        self._begin.setVisible(new)
        self._begin.setEnabled(True)
        self._leave.setVisible(new)
        self._missing.say("", "")
        if new and self.isVisible():
            self._go_where_typing_begins()
        for each in (self._given, self._family, self._one_name, self._born, self._record, self._sex):
            each.setEnabled(not screen.locked)
        self._untouched = self._typed()

    def display_known(self, patients: Iterable[Patient]) -> None:
        """Show patients whose name or record number begins as typed."""
        self._known = tuple(patients)[:_MOST_KNOWN]
        for row, patient in zip(self._rows, self._known, strict=False):
            words = self.tr("{0}, born {1}").format(patient.name, day_words(patient.birth_date))
            if patient.record_number:
                words = self.tr("{0}, record {1}").format(words, patient.record_number)
            row.setText(words)
            row.setAccessibleName(words)
            row.updateGeometry()
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(self._known))
        self._found.setVisible(bool(self._known))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two halves beside each other where there is room."""
        beside = event.size().width() >= theme.scaled(_TWO_COLUMNS_FROM)
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where something is to be done, unless there is a consultation already."""
        super().showEvent(event)
        if not self._begin.isHidden():
            self._go_where_typing_begins()

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for each in (self._given, self._family, self._born, self._record):
            each.flush()

    def unfinished(self) -> NewPatient | None:
        """Give what was typed for a consultation that is not begun; nothing from an empty page."""
        waits = not self._begin.isHidden() and self._begin.isEnabled()
        typed = self._typed()
        return typed if waits and typed != self._untouched else None

    def go_on_with(self, typed: NewPatient) -> None:
        """Show what was typed before; what is offered no more stays out."""
        self._patient = replace(_NOBODY, id=typed.known)
        for field, text in (
            (self._given, typed.given_name),
            (self._family, typed.family_name),
            (self._record, typed.record_number),
        ):
            field.set_text(text)
        self._born.set_text(typed.born)
        self._sex.set_current(typed.sex or None)
        self._goals.choose(typed.goals)
        self._search()

    def leave(self) -> None:
        """Go back to the list; what was typed is there again when a new consultation is asked for next."""
        self.flush()
        self.leave_requested.emit()

    def refuse(self, title: str, text: str) -> None:
        """Say why the consultation could not be begun or the details not be kept."""
        self._begin.setEnabled(True)
        self._missing.say(title, text)
        self.ensureWidgetVisible(self._missing, 0, 80)

    def _go_where_typing_begins(self) -> None:
        """A known patient needs no typing: what is left is to begin."""
        (self._begin if self._patient.id else self._given).setFocus()

    def _lay_out(self) -> None:
        self._sex.set_choices(self._sexes())
        self._sex.set_letters(self._letters())
        self._no_sex.hide()
        self._one_name.hide()
        card = Card(self.tr("Patient"))
        card.body.setSpacing(16)
        card.body.addLayout(_beside(self._given, self._family))
        card.body.addWidget(self._one_name)
        card.body.addLayout(_beside(_labelled(self.tr("Date of birth"), self._born), self._record))
        sex = _labelled(self.tr("Sex as recorded"), self._sex, self._no_sex)
        card.body.addWidget(sex)
        column = QVBoxLayout()
        column.setSpacing(8)
        for row in self._rows:
            column.addWidget(row, 0, Qt.AlignmentFlag.AlignLeft)
        self._found.body.addLayout(column)
        about = Card(self.tr("What is the consultation about?"))
        for widget in (self._about, self._several, self._goals, self._drafts):
            about.body.addWidget(widget)
        ends = QHBoxLayout()
        ends.addWidget(self._leave)
        ends.addStretch(1)
        ends.addWidget(self._begin)
        self._columns.setSpacing(20)
        for part in ((card, self._found, self._missing), (about,)):
            side = QVBoxLayout()
            side.setSpacing(20)
            for each in part:
                side.addWidget(each)
            side.addStretch(1)
            self._columns.addLayout(side, 1)
        self.body.addLayout(self._columns)
        self.body.addLayout(ends)

    def _connect(self) -> None:
        for field in (self._given, self._family, self._record):
            field.edited.connect(self._changed)
        for name in (self._given, self._family, self._record):
            name.edited.connect(self._search)
        self._one_name.clicked.connect(self._changed)
        self._born.changed.connect(self._changed)
        self._sex.chosen.connect(self._changed)
        self._sex.cleared.connect(self._changed)
        for place, row in enumerate(self._rows):
            row.clicked.connect(lambda _=False, place=place: self._fill(place))
        self._leave.clicked.connect(self.leave)
        self._begin.clicked.connect(self._ask)

    def _sexes(self) -> list[tuple[str, str]]:
        return [
            (Sex.FEMALE.value, self.tr("Female")),
            (Sex.MALE.value, self.tr("Male")),
            (Sex.OTHER.value, self.tr("Other")),
            (Sex.NOT_RECORDED.value, self.tr("Not recorded")),
        ]

    def _letters(self) -> dict[str, str]:
        """The first letters of the choices, so that a new patient needs no mouse."""
        return {words[0].lower(): id_ for id_, words in self._sexes()}

    def _offer(self, offers: tuple[Offer, ...]) -> None:
        choices = tuple(
            ((each.pack, goal.id), self.tr("{0}: {1}").format(self._offer_name(each), goal.name))
            for each in offers
            for goal in each.goals
        )
        if choices != self._choices:
            self._choices = choices
            self._goals.set_choices(choices)
        if offers:
            self._goals.clear()
        self._drafts.say(*self._draft_words(offers))

    def _offer_name(self, offer: Offer) -> str:
        if not offer.law:
            return offer.name
        return self.tr("{0} (written for the law of: {1})").format(offer.name, offer.law)

    def _draft_words(self, offers: tuple[Offer, ...]) -> tuple[str, str]:
        drafts = ", ".join(each.name for each in offers if each.unapproved)
        if drafts:
            words = self.tr("{0}: the content is a draft. It shows on every page and document.")
            return self.tr("Not clinically approved"), words.format(drafts)
        return "", ""

    def _say_that_nothing_is_approved(self) -> None:
        self._drafts.say(
            self.tr("No approved content"),
            self.tr(
                "This practice works with approved content only, and no treatment is approved yet. "
                "Have one approved, or allow drafts under “Practice and clinician”."
            ),
        )

    def _show(self, patient: Patient) -> None:
        self._patient = patient
        self._given.set_text(patient.given_name)
        self._family.set_text(patient.family_name)
        self._record.set_text(patient.record_number)
        self._born.set_day(patient.birth_date if patient is not _NOBODY else None)
        for name in (self._given, self._family):
            name.refuse("")
        self._one_name.setChecked(bool(patient.name) and bool(self._unnamed))
        self._one_name.setVisible(self._one_name.isChecked())
        self._refuse_sex("")
        # Of somebody new it is asked and never guessed: whole groups of questions hang on it.
        self._sex.set_current(patient.sex.value if patient is not _NOBODY else None)

    def _fill(self, place: int) -> None:
        patient = self._known[place]
        self._show(patient)
        self.display_known(())
        self._changed()

    def _search(self) -> None:
        """Look for known patients, but only while a new consultation is begun."""
        if self._begin.isHidden():
            return
        typed = f"{self._given.text()} {self._family.text()}".strip() or self._record.text().strip()
        if typed:
            self.search_requested.emit(typed)
        else:
            self.display_known(())

    def _read(self) -> Patient | None:
        """Give the patient as typed; `None` while something that is needed is missing."""
        born = self._born.day()
        given, family = self._given.text().strip(), self._family.text().strip()
        if born is None or self._lacking_names or self._lacks_sex:
            return None
        sex = Sex(self._sex.current or Sex.NOT_RECORDED.value)
        record = self._record.text().strip()
        return replace(
            self._patient,
            given_name=given,
            family_name=family,
            birth_date=born,
            sex=sex,
            record_number=record,
        )

    def _point_out(self) -> QWidget | None:
        """Say at each field that must not be empty that it is; give the first that is wrong."""
        # Whoever forgot a name is asked; whoever has but one can say so.
        self._one_name.setVisible(len(self._unnamed) == 1)
        lacking = self._lacking_names
        for name in (self._given, self._family):
            name.refuse(self.tr("The name is needed.") if name in lacking else "")
        self._born.ask_for(self.tr("The date of birth is needed."))
        asked = self.tr("Choose one. “Not recorded” is an answer too.")
        self._refuse_sex(asked if self._lacks_sex else "")
        wrong: list[QWidget] = [*lacking]
        wrong += [self._born] if self._born.day() is None else []
        wrong += [self._sex] if self._lacks_sex else []
        return wrong[0] if wrong else None

    @property
    def _unnamed(self) -> tuple[LineField, ...]:
        """The names that are empty."""
        return tuple(name for name in (self._given, self._family) if not name.text().strip())

    @property
    def _lacking_names(self) -> tuple[LineField, ...]:
        """The names that are still to be typed: none where somebody said that there is only one."""
        unnamed = self._unnamed
        return () if len(unnamed) == 1 and self._one_name.isChecked() else unnamed

    @property
    def _lacks_sex(self) -> bool:
        """Whether nobody has said yet what is recorded of somebody new."""
        return not self._begin.isHidden() and self._sex.current is None

    def _refuse_sex(self, words: str) -> None:
        self._no_sex.setText(words)
        self._no_sex.set_colour(theme.tokens().shade(Tone.STOP).ink)
        self._no_sex.setVisible(bool(words))
        self._sex.setAccessibleDescription(words)

    def _go_to(self, field: QWidget) -> None:
        """Bring eyes and keyboard to what has to be filled in."""
        focus_by_keyboard(field)
        self.ensureWidgetVisible(field, 0, 80)

    def _changed(self) -> None:
        if self._asked or self._begin.isHidden():
            wrong = self._point_out()
            if self._asked and wrong is None:
                self._missing.say("", "")
        patient = self._read()
        if self._begin.isHidden() and patient is not None and patient != self._patient:
            self._patient = patient
            self.corrected.emit(patient)

    def _typed(self) -> NewPatient:
        return NewPatient(
            self._patient.id,
            self._given.text(),
            self._family.text(),
            self._born.edit.text(),
            self._record.text(),
            self._sex.current or "",
            self._goals.chosen,
        )

    def _ask(self) -> None:
        self.flush()
        patient, chosen = self._read(), self._goals.chosen
        self._asked = True
        wrong = self._point_out()
        if patient is None or wrong is not None:
            self.refuse(
                self.tr("Something about the patient is still missing"),
                self.tr("The names, the date of birth and the sex as recorded are needed."),
            )
            self._go_to(wrong or self._given)
        elif not chosen:
            self.refuse(self.tr("Choose what the consultation is about"), "")
            self._go_to(self._goals)
        else:
            # A second click must not begin a second consultation.
            self._begin.setEnabled(False)
            packs, goals = (TOGETHER.join(each) for each in zip(*chosen, strict=True))
            self.begun.emit(patient, packs, goals)


_NOBODY = Patient("", "", "", date.min)


def _beside(left: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(14)
    row.addWidget(left, 1, Qt.AlignmentFlag.AlignTop)
    row.addWidget(right, 1, Qt.AlignmentFlag.AlignTop)
    return row


def _labelled(label: str, field: QWidget, *below: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(PlainLabel(label, "strong", wrap=False))
    column.addWidget(field, 0, Qt.AlignmentFlag.AlignLeft)
    for each in below:
        column.addWidget(each)
    return whole
