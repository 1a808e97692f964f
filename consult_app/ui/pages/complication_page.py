"""Something unwanted that happened after a session: what, since when, how grave, what was done."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from consult_app.domain.complication import Complication, Ending, Grade, Lacking, lacking
from consult_app.domain.reporting import reporting_hint
from consult_app.domain.unfinished import AccountBegun
from consult_app.ui.days import day_words
from consult_app.ui.story_words import ending_word, grade_word, hint_words
from consult_app.ui.tokens import Space
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.choice_flow import ChoiceFlow
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.moment_field import MomentField
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.page_head import PageHead
from consult_app.ui.widgets.passage import Passage
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.scrolled_column import ScrolledColumn
from consult_app.ui.widgets.text_box import TextBox
from consult_app.workflow.screens.complication import ComplicationScreen

_WIDEST = 1080
_OTHER = ""


class ComplicationPage(QScrollArea):
    """Draws a `ComplicationScreen`; nothing is kept before all is there and the button is pressed."""

    complicated = Signal(str, object, str, str)
    """The consultation's id, `Complication`, the account that it replaces, and why."""
    patient_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Complication"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._screen: ComplicationScreen | None = None
        self._title = PlainLabel(self.tr("Complication"), "title")
        self._about = PlainLabel("", "quiet")
        self._leave = Button(self.tr("Back to the patient"), "secondary", "arrow-left")
        self._risk = ChoiceFlow(self.tr("What happened"))
        self._what = LineField(self.tr("In words"))
        self._do = Passage("quiet")
        self._began = MomentField(self.tr("Began on"), self.tr("Time, if known"))
        self._grade = ChoiceFlow(self.tr("How severe"))
        self._hint = Passage("warning")
        self._only = PlainLabel(self.tr("A clinician says how severe it is."), "quiet")
        self._action = TextBox(self.tr("What was done about it"), name=self.tr("What was done about it"))
        self._ending = ChoiceFlow(self.tr("What came of it"))
        self._follow_up = LineField(self.tr("Follow-up: when and how (if any)"))
        self._reported = LineField(self.tr("Reported to, and under which number (if it was)"))
        self._why = LineField(self.tr("What is new, or why it is corrected"))
        self._why_card = Card(self.tr("This replaces what is kept already"))
        self._notice = Notice()
        self._keep = Button(self.tr("Keep for ever"), "primary", "check")
        self._lay_out()
        self._connect()

    def display(self, screen: ComplicationScreen) -> None:
        """Show a new complication, or one that is to be corrected."""
        self._screen = screen
        it = screen.complication
        self._notice.say("", "")
        # A consent alone says nothing of a treatment.
        about = self.tr("{0} · {1} · treated {2}") if screen.given else self.tr("{0} · {1} · consent of {2}")
        self._about.setText(
            about.format(screen.draft.patient.name, screen.treatment, day_words(screen.treated))
        )
        others = [(_OTHER, self.tr("Something else"))]
        self._risk.set_choices([*((each.id, each.label) for each in screen.choices), *others])
        self._risk.set_current(it.risk if it.what or it.risk else None)
        self._what.set_text(it.what)
        self._began.set_range(screen.treated, screen.now.date())
        self._began.show_moment(it.began, it.time)
        self._grade.set_choices([(each.value, grade_word(each)[0]) for each in Grade])
        self._grade.set_current(it.grade.value)
        self._grade.setEnabled(screen.may_grade)
        self._only.setVisible(not screen.may_grade)
        self._action.set_text(it.action)
        self._ending.set_choices([(each.value, ending_word(each)) for each in Ending])
        self._ending.set_current(it.ending.value)
        self._follow_up.set_text(it.follow_up)
        self._reported.set_text(it.reported)
        self._why.set_text("")
        self._why_card.setVisible(screen.before is not None)
        self._keep.setEnabled(True)
        self._advise()

    def leave(self) -> None:
        """Go back to the patient."""
        if self._screen is not None:
            self.patient_requested.emit(self._screen.draft.patient.id)

    def refuse(self, title: str, text: str) -> None:
        """Say why it was not kept."""
        self._keep.setEnabled(True)
        self._notice.say(title, text)
        self.ensureWidgetVisible(self._notice, 0, 80)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for each in self._typed:
            each.flush()

    def unfinished(self) -> AccountBegun | None:
        """Give what was typed and is not kept yet, if anything was."""
        self.flush()
        screen, it, why = self._screen, self._read(), self._why.text().strip()
        if screen is None or it is None or (it == screen.complication and not why):
            return None
        before = screen.before.id if screen.before else ""
        return AccountBegun(screen.draft.id, complication=it, replaces=before, why=why)

    def go_on_with(self, begun: AccountBegun) -> None:
        """Show what was typed before."""
        if self._screen is not None and begun.complication is not None:
            kept = self._screen
            self.display(replace(kept, complication=begun.complication))
            self._screen = kept
            self._why.set_text(begun.why)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on what happened."""
        super().showEvent(event)
        self._risk.setFocus()

    @property
    def _typed(self) -> tuple[LineField | MomentField | TextBox, ...]:
        return (self._what, self._began, self._action, self._follow_up, self._reported, self._why)

    def _read(self) -> Complication | None:
        """Give what stands there; `None` while the day cannot be read."""
        day = self._began.day()
        if day is None:
            return None
        return Complication(
            self._what.text().strip(),
            day,
            self._began.time(),
            self._risk.current or "",
            Grade(self._grade.current),
            self._action.text().strip(),
            Ending(self._ending.current),
            self._follow_up.text().strip(),
            self._reported.text().strip(),
        )

    def _choose(self, risk: str) -> None:
        """Put the words of the pack's risk in; they can be gone on with."""
        names = {each.id: each.name for each in self._screen.risks} if self._screen else {}
        typed = self._what.text().strip()
        if not typed or typed in names.values():
            self._what.drop()
            self._what.set_text(names.get(risk, ""))
        self._advise()
        if risk == _OTHER:
            self._what.setFocus()

    def _advise(self) -> None:
        """Say what the pack says to do, and where a grave one is reported."""
        screen = self._screen
        advice = {each.id: each.what_to_do for each in screen.risks} if screen else {}
        said = advice.get(self._risk.current or "", "")
        self._do.show_words(self.tr("The form says: {0}").format(said) if said else "")
        self._do.setVisible(bool(said))
        grade = Grade(self._grade.current) if self._grade.current else Grade.NOT_GRADED
        hint = reporting_hint(grade, screen.jurisdiction) if screen else None
        self._hint.show_words(hint_words(hint) if hint else "")
        self._hint.setVisible(hint is not None)

    def _ask(self) -> None:
        self.flush()
        screen, it = self._screen, self._read()
        if screen is None:
            return
        missing = lacking(it, screen.treated, screen.now) if it else (Lacking.BEGAN,)
        unsaid = screen.before is not None and not self._why.text().strip()
        if it is None or missing or unsaid:
            words = [self._lacking_words(each) for each in missing]
            if unsaid:
                words.append(self.tr("Say what is new, or why it is corrected."))
            self.refuse(self.tr("Not kept yet"), " ".join(words))
            return
        # A second click must not keep it twice.
        self._keep.setEnabled(False)
        before = screen.before.id if screen.before else ""
        self.complicated.emit(screen.draft.id, it, before, self._why.text().strip())

    def _lacking_words(self, missing: Lacking) -> str:
        treated = day_words(self._screen.treated) if self._screen else ""
        return {
            Lacking.WHAT: self.tr("Say what happened."),
            Lacking.BEGAN: self.tr("Say on which day it began: from {0} to today.").format(treated),
            Lacking.TIME: self.tr("Write the time as 14:30, or leave it out."),
            Lacking.ACTION: self.tr("Say what was done about it, even if it was only to watch."),
        }[missing]

    def _connect(self) -> None:
        self._leave.clicked.connect(self.leave)
        self._risk.chosen.connect(self._choose)
        self._grade.chosen.connect(lambda _: self._advise())
        self._keep.clicked.connect(self._ask)

    def _lay_out(self) -> None:
        what = Card(self.tr("What happened"))
        for part in (self._risk, self._what, self._do, self._began):
            what.body.addWidget(part)
        grave = Card(self.tr("How severe"))
        scale = self.tr("Everyday clinical words (recalled): no source defines these grades here.")
        grave.body.addWidget(self._grade)
        for words_of_it in (self._only, PlainLabel(scale, "quiet"), self._hint):
            grave.body.addWidget(words_of_it)
        done = Card(self.tr("What was done"))
        done.body.addWidget(self._action)
        done.body.addWidget(PlainLabel(self.tr("What came of it"), "strong"))
        done.body.addWidget(self._ending)
        done.body.addWidget(self._follow_up)
        done.body.addWidget(self._reported)
        self._why_card.body.addWidget(
            PlainLabel(self.tr("What was kept before stays readable beside it."), "quiet")
        )
        self._why_card.body.addWidget(self._why)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.CARD)
        column.addWidget(PageHead((self._title, self._about), (self._leave,)))
        for card in (what, grave, done, self._why_card, self._notice):
            column.addWidget(card)
        column.addWidget(self._keep, 0, Qt.AlignmentFlag.AlignRight)
        column.addStretch(1)
        self.setWidget(ScrolledColumn(column, _WIDEST))
