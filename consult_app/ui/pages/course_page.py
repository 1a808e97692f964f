"""A patient: details, all consultations in order, and the next session."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from consult_app.ui.arranging import drop
from consult_app.ui.patient_list import born_words
from consult_app.ui.session_list import SessionPainter, SessionRows
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.page_head import PageHead
from consult_app.ui.widgets.past_findings import PastFindings
from consult_app.ui.widgets.person_card import PersonCard
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.row_list import RowList
from consult_app.ui.widgets.scrolled_column import ScrolledColumn
from consult_app.ui.widgets.story_card import StoryCard
from consult_app.workflow.screens.course import CourseScreen, NextSession

_WIDEST = 1080


class CoursePage(QScrollArea):
    """Shows a `CourseScreen`; opens a consultation, goes on with a course, or begins something new."""

    leave_requested = Signal()
    open_requested = Signal(str)
    """The id of a consultation."""
    next_requested = Signal(str)
    """The id of the sealed consultation that the next session follows."""
    given_requested = Signal(str)
    """The id of a sealed consultation."""
    complication_requested = Signal(str, str)
    """The id of a sealed consultation, and the account that is to be gone on with, if any."""
    photos_requested = Signal(str)
    new_for_requested = Signal(str)
    copy_requested = Signal(str)
    """The id of the patient."""
    compare_requested = Signal(str, str)
    """The ids of the patient and of who may be the same person."""
    part_requested = Signal(object)
    """The `Merge` that is to be undone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Patient"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._patient = ""
        self._leave = Button(self.tr("Back to the list"), "secondary", "arrow-left")
        self._new = Button(self.tr("New consultation"), "secondary", "plus")
        self._name = PlainLabel("", "title")
        self._born = PlainLabel("", "quiet")
        self._notice = Notice()
        self._person = PersonCard()
        self._nexts = Card(self.tr("What comes next"))
        self._next_buttons: list[Button] = []
        self._rows = SessionRows()
        self._list = RowList(self.tr("Sessions"), self._rows, SessionPainter, fits=True)
        self._course = Card(self.tr("Course"))
        self._stories = QVBoxLayout()
        self._story_cards: list[StoryCard] = []
        self._findings = PastFindings()
        self._stood_out = Card(self.tr("What stood out last"))
        self._nothing = PlainLabel(self.tr("No consultation yet."), "quiet")
        self._new.setAccessibleDescription(self.tr("Begins anew; no answer of before comes along."))
        self._copy = Button(self.tr("Save everything …"), "secondary", "download")
        self._whole = Card(self.tr("All that is kept about this patient"))
        self._lay_out()
        self._person.compare_requested.connect(
            lambda other: self.compare_requested.emit(self._patient, other)
        )
        self._person.part_requested.connect(self.part_requested)
        self._copy.clicked.connect(lambda: self.copy_requested.emit(self._patient))
        self._leave.clicked.connect(self.leave)
        self._new.clicked.connect(lambda: self.new_for_requested.emit(self._patient))
        self._list.chosen.connect(lambda at: self.open_requested.emit(self._rows.row(at).line.id))

    def display(self, screen: CourseScreen) -> None:
        """Show a patient."""
        patient = screen.patient
        self._patient = patient.id
        self._name.setText(patient.name)
        age = self.tr("{0} · {1} years").format(born_words(patient), patient.age_on(screen.today))
        self._born.setText(age)
        self._notice.say("", "")
        self._person.display(screen.alike, screen.merges, may_merge=screen.may_merge)
        self._rows.show_rows(screen.sessions)
        self._list.setVisible(bool(screen.sessions))
        self._nothing.setVisible(not screen.sessions)
        self._course.set_badge(str(sum(not each.line.sequel for each in screen.sessions)))
        self._stood_out.setVisible(bool(screen.findings))
        self._stood_out.set_badge(str(len(screen.findings)))
        self._findings.display(screen.findings)
        self._whole.setVisible(screen.may_copy)
        self._offer(screen.nexts)
        self._tell(screen)

    def leave(self) -> None:
        """Go back to the list."""
        self.leave_requested.emit()

    def refuse(self, title: str, text: str) -> None:
        """Say why a consultation could not be opened or begun."""
        for each in self._next_buttons:
            each.setEnabled(True)
        self._notice.say(title, text)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on what is likely wanted."""
        super().showEvent(event)
        (self._next_buttons or [self._new])[0].setFocus()

    def _tell(self, screen: CourseScreen) -> None:
        """Say of each consent what came of it."""
        while self._story_cards:
            drop(self._stories, self._story_cards.pop())
        for each in screen.stories:
            card = StoryCard(each, may_treat=screen.may_treat)
            card.given_requested.connect(self.given_requested)
            card.complication_requested.connect(self.complication_requested)
            card.photos_requested.connect(self.photos_requested)
            self._stories.addWidget(card)
            self._story_cards.append(card)

    def _offer(self, nexts: tuple[NextSession, ...]) -> None:
        for gone in self._next_buttons:
            gone.hide()
            gone.deleteLater()
        self._next_buttons = [self._next_button(each, first=not place) for place, each in enumerate(nexts)]
        for button in self._next_buttons:
            self._nexts.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._nexts.setVisible(bool(nexts))

    def _next_button(self, following: NextSession, *, first: bool) -> Button:
        words = self.tr("Next session: {0}, session {1}")
        if following.open:
            words = self.tr("Go on with: {0}, session {1}")
        elif following.declined:
            words = self.tr("Talk about it again: {0}")
        text = words.format(following.treatment, following.number)
        button = Button(text, "primary" if first else "secondary", "arrow-right", trailing=True)
        signal = self.open_requested if following.open else self.next_requested

        def ask() -> None:
            # A second click must not begin a second session.
            button.setEnabled(False)
            signal.emit(following.consultation)

        button.clicked.connect(ask)
        return button

    def _lay_out(self) -> None:
        self._nexts.body.addWidget(
            PlainLabel(
                self.tr(
                    "The answers of last time come along, and each is asked again. Amounts, risks, decisions "
                    "and signatures are new."
                ),
                "quiet",
            )
        )
        self._stood_out.body.addWidget(self._findings)
        self._course.body.addWidget(self._nothing)
        self._course.body.addWidget(self._list)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(18)
        column.addWidget(PageHead((self._name, self._born), (self._leave, self._new)))
        for widget in (self._notice, self._person, self._nexts, self._course):
            column.addWidget(widget)
        self._stories.setSpacing(18)
        column.addLayout(self._stories)
        self._whole.body.addWidget(
            PlainLabel(
                self.tr(
                    "Patients may ask for it. It becomes one ZIP file: each signed document, and the rest "
                    "as JSON. Whoever has that file can read it."
                ),
                "quiet",
            )
        )
        self._whole.body.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self._stood_out, self._whole):
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(ScrolledColumn(column, _WIDEST))
