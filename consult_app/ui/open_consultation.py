"""The consultation that is open: what was said, where in it the room is, and that all of it is kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from consult_app.domain.consultation import (
    Consented,
    Draft,
    OnPaper,
    Reviewed,
    Sealed,
    State,
    Unsealed,
    Voided,
)
from consult_app.domain.questionnaire import Step
from consult_app.domain.treatment import Treatment
from consult_app.errors import VaultError
from consult_app.ui.door import Door
from consult_app.ui.jobs import Jobs
from consult_app.ui.keeping import Keeping
from consult_app.ui.previewing import Previewing
from consult_app.ui.room import Room
from consult_app.ui.sequel_words import sequel_name
from consult_app.workflow.consequences import logged
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.ports import Services
from consult_app.workflow.practice import sheet
from consult_app.workflow.screens.findings import FindingsScreen, findings_screen
from consult_app.workflow.screens.page import Screen, page_screen
from consult_app.workflow.screens.rail import PATH, rail_screen
from consult_app.workflow.screens.story import Earlier
from consult_app.workflow.subjects import Place, open_places, subject_words
from consult_app.workflow.undoing import Act, Acts, Turn


class OpenConsultation(QObject):
    """Goes on with a consultation: has each state kept, judges it, announces what is to be shown."""

    left = Signal()  # nothing is open any more
    entered = Signal()  # another consultation: nothing of the last one may be seen
    changed = Signal(object, object)  # Room, Screen
    revealed = Signal(str)  # question id
    turned = Signal(str, str, bool)  # subject, its words or none, whether it was taken back (else done again)
    kept = Signal(str)  # time of day, empty where it could not be kept
    failed = Signal(object)  # ConsultError
    caught_up = Signal(object)  # ConsultError that was told of and is so no more

    def __init__(self, services: Services, jobs: Jobs, door: Door, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._door = door
        self._conversation: Conversation | None = None
        self._acts = Acts()
        self._findings: FindingsScreen | None = None
        self._pages: dict[Step, Screen] = {}
        self._kept_at = ""
        self._earlier: tuple[Earlier, ...] = ()
        self._keeping = Keeping(jobs, self)
        self._keeping.kept.connect(self._kept)
        self._keeping.failed.connect(self.failed)
        self._keeping.caught_up.connect(self.caught_up)
        self._keeping.fell_behind.connect(lambda: self.kept.emit(""))
        self.state: State | None = None
        self.step = Step.PATIENT
        self.previewing = Previewing(services, jobs, self)

    @property
    def conversation(self) -> Conversation | None:
        """What is talked about, if anything is."""
        return self._conversation

    @property
    def talk(self) -> Conversation:
        """What is talked about; VaultError "consultation-missing" where nothing is."""
        if self._conversation is None:
            raise VaultError("consultation-missing", "No consultation is open.", "Open one from the list.")
        return self._conversation

    @property
    def draft(self) -> Draft:
        """What was said until now."""
        return self.talk.draft

    # In and out

    def enter(self, treatment: Treatment, state: State, step: Step) -> None:
        """Open a consultation at a step."""
        draft = state if isinstance(state, Draft) else state.draft
        self.previewing.forget()
        self._keeping.begin()
        self._conversation = Conversation.about(treatment, draft)
        self.state, self.step = state, step
        self._kept_at = ""
        self._earlier = ()
        self._acts = Acts()
        self._forget_screens()
        self.entered.emit()
        self.announce()

    def leave(self) -> None:
        """Leave the consultation; what the disk did not take gets one more try."""
        if self._keeping.behind:
            self.catch_up(lambda: None)
        self.previewing.forget()
        self._conversation = self.state = None
        self._forget_screens()
        self._acts = Acts()
        self.left.emit()

    def know(self, earlier: tuple[Earlier, ...]) -> None:
        """Keep complications of earlier sessions in sight."""
        if earlier and earlier != self._earlier:
            self._earlier = earlier
            self.announce()

    # The path through the room

    def go_to(self, step: Step) -> None:
        """Show a step; leaving one counts as having seen it."""
        if self._conversation is None or step is self.step:
            return
        if isinstance(self.state, Draft) and self.step not in (Step.SIGN, Step.DONE):
            self.say(self.state.seeing(self.step.value), "seen", announce=False)
        self.show(self._reachable(step))

    def go_on(self) -> None:
        """Show the next step."""
        self.go_to(PATH[min(PATH.index(self.step) + 1, len(PATH) - 1)])

    def go_back(self) -> None:
        """Show the step before."""
        self.go_to(PATH[max(PATH.index(self.step) - 1, 0)])

    def go_to_gap(self) -> None:
        """Show the first thing that is missing."""
        gaps = self.talk.gaps
        if gaps:
            self.reveal(gaps[0].subject, gaps[0].step)
        else:
            self.go_to(Step.SIGN)

    def reveal(self, subject: str, step: Step | None) -> None:
        """Show the place of a question, rule, option or ingredient."""
        self.go_to(step or Step.PATIENT)
        self.revealed.emit(subject)

    def show(self, step: Step) -> None:
        """Show a step that is known to be reachable."""
        self.step = step
        self.announce()

    def announce(self) -> None:
        """Tell what is to be shown, if anything is."""
        talk, state = self._conversation, self.state
        if talk is None or state is None:
            return
        draft = talk.draft
        # Until the document is frozen, whoever unlocked is at work; then whoever is named in it.
        at_work = self._door.vault.clinician() if isinstance(state, Draft) else draft.clinician
        # What stands as before comes as the same object again, so that widgets can pass over it.
        self._findings = findings_screen(talk, self._findings)
        page = self._pages[self.step] = page_screen(talk, state, self.step, self._pages.get(self.step))
        sequel = draft.sequel
        name = f"{sequel_name(sequel.kind)}: {talk.treatment.name}" if sequel else talk.treatment.name
        room = Room(
            patient=draft.patient,
            treatment_name=name,
            clinician_name=at_work.name,
            unapproved=talk.treatment.unapproved(draft.day),
            sample=draft.sample,
            step=self.step,
            rail=rail_screen(talk, state),
            findings=self._findings,
            saved=self._kept_at,
            earlier=self._earlier,
        )
        self.changed.emit(room, page)
        if self.step is Step.SIGN and isinstance(state, Draft):
            self.previewing.want(talk, sheet(self._door.vault, draft), self._door.vault)
        else:
            self.previewing.leave()

    def open_places(self) -> tuple[Place, ...]:
        """List what is still open and where; nothing once signing began."""
        return open_places(self.talk) if isinstance(self.state, Draft) else ()

    # What is said is kept

    def say(self, draft: Draft, action: str, *, announce: bool = True) -> None:
        """Go on with a new draft: keep it, judge it, show it. Nothing is said once signing began."""
        if not isinstance(self.state, Draft) or draft == self.draft:
            return
        self._acts = self._acts.doing(Act(action, self.step, self.draft, draft))
        self.keep(draft, action)
        if announce:
            self.announce()

    def keep(self, state: Unsealed, action: str) -> None:
        """Go on with a state and have it kept."""
        self.state = state
        if isinstance(state, Draft):
            before, self._conversation = self.talk.assessment, self.talk.going_on(state)
            action = logged(action, before, self.talk.assessment)
        self._keeping.keep(self._door.vault, state, action)

    @property
    def behind(self) -> bool:
        """Whether something that was said is not on disk."""
        return self._keeping.behind

    def catch_up(self, then: Callable[[], None]) -> None:
        """Try once more to keep what was missed, then go on."""
        self._keeping.catch_up(self._door.vault, then)

    # Taking back

    @property
    def may_undo(self) -> bool:
        """Whether there is an act to take back."""
        return isinstance(self.state, Draft) and bool(self._acts.done)

    @property
    def may_redo(self) -> bool:
        """Whether something taken back can be done again."""
        return isinstance(self.state, Draft) and bool(self._acts.undone)

    @property
    def acts(self) -> tuple[Act, ...]:
        """What can be taken back, the last act last."""
        return self._acts.done if isinstance(self.state, Draft) else ()

    def undo(self) -> None:
        """Take the last act back, until the document is under review."""
        if isinstance(self.state, Draft):
            self._turn(self._acts.back(self.state), back=True)

    def redo(self) -> None:
        """Do again what was taken back last."""
        if isinstance(self.state, Draft):
            self._turn(self._acts.again(self.state), back=False)

    def _turn(self, turn: Turn | None, *, back: bool) -> None:
        """Keep a step back, or on again, as a new revision, and show where it happened."""
        if turn is None:
            return
        self._acts, subject = turn.acts, turn.act.subject
        self.keep(turn.draft, turn.action)
        if turn.act.step is self.step:
            self.announce()
        self.go_to(turn.act.step)
        self.revealed.emit(subject)
        self.turned.emit(subject, subject_words(self.talk.treatment, subject), back)

    def _reachable(self, step: Step) -> Step:
        """After signing began, only the document is left; before, "done" is not reached yet."""
        if isinstance(self.state, Sealed):
            return Step.DONE
        if isinstance(self.state, Reviewed | OnPaper | Consented | Voided):
            return Step.SIGN
        # What follows a sealed record is written where it is signed.
        return Step.SIGN if step is Step.DONE or self.draft.sequel is not None else step

    def _forget_screens(self) -> None:
        """Nothing of one consultation is left for the next."""
        self._findings = None
        self._pages = {}

    def _kept(self) -> None:
        self._kept_at = self._services.now().strftime("%H:%M")
        self.kept.emit(self._kept_at)
