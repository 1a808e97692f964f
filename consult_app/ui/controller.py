"""The one mutable object.

Holds vault and consultation, applies what the user did, has it kept, announces it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial, reduce
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from consult_app.domain.condition import Value, chosen
from consult_app.domain.consultation import (
    Clinician,
    Consented,
    Draft,
    Exchange,
    OptionTalk,
    Origin,
    Patient,
    Portion,
    Practice,
    Reviewed,
    RiskTalk,
    Sealed,
    State,
    Way,
)
from consult_app.domain.ink import Ink
from consult_app.domain.proof import Proof
from consult_app.domain.questionnaire import Step
from consult_app.domain.readiness import Gap, own_options
from consult_app.domain.screening import AREAS
from consult_app.domain.treatment import Treatment
from consult_app.errors import ConsultError, NotReadyError, VaultError
from consult_app.ui.front_desk import FrontDesk
from consult_app.ui.housekeeping import Housekeeping
from consult_app.ui.jobs import Jobs
from consult_app.ui.keeping import Keeping
from consult_app.ui.previewing import Previewing
from consult_app.ui.progress import Progress, Work
from consult_app.ui.room import Room
from consult_app.workflow.consequences import logged
from consult_app.workflow.consulting import Conversation, begin, keep_patient, override, resume
from consult_app.workflow.course import Carried
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.practice import found, sheet
from consult_app.workflow.screens.findings import FindingsScreen, findings_screen
from consult_app.workflow.screens.page import Screen, page_screen
from consult_app.workflow.screens.rail import PATH, rail_screen
from consult_app.workflow.sealing import preview, review, seal, sign
from consult_app.workflow.subjects import Place, open_places, subject_words
from consult_app.workflow.undoing import Act, Acts, Turn

T = TypeVar("T")


class Controller(QObject):
    """Applies what the user did.

    Everything slow, and everything that touches the vault, runs in the worker.
    """

    locked = Signal()
    founded = Signal(str)  # the recovery key
    listed = Signal(object)  # StartScreen
    known_found = Signal(object)  # tuple[Patient, ...]
    finding_patient = Signal(object)  # PatientScreen
    followed = Signal(object)  # Carried
    entered = Signal()  # another consultation: nothing of the last one may be seen
    changed = Signal(object, object)  # Room, Screen
    revealed = Signal(str)  # question id
    turned = Signal(str, str, bool)  # subject, its words or none, whether it was taken back (else done again)
    pages_laid = Signal(object)  # bytes of the PDF under review
    draft_laid = Signal(object)  # bytes of a PDF that nobody can sign
    sealed = Signal(object, object, object)  # Sealed, bytes of the PDF, Proof
    document_read = Signal(str, str, object)  # use, kind, bytes
    checked = Signal(object)  # Proof
    kept = Signal(str)  # time of day, empty where it could not be kept
    failed = Signal(object)  # ConsultError
    busy = Signal(bool)

    def __init__(self, services: Services, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._vault: Vault | None = None
        self._conversation: Conversation | None = None
        self._state: State | None = None
        self._step = Step.PATIENT
        self._kept_at = ""
        self._acts = Acts()
        self._shown: tuple[FindingsScreen, Screen] | None = None
        self.progress = Progress(self)
        jobs.crashed.connect(self.progress.forget)
        self._keeping = Keeping(jobs, self)
        self._keeping.kept.connect(self._kept)
        self._keeping.failed.connect(self.failed)
        self._keeping.fell_behind.connect(lambda: self.kept.emit(""))
        self._visit = object()
        self.house = Housekeeping(services, self._run, lambda: self._open_vault, self)
        self.house.settings_kept.connect(self.list_consultations)
        self.house.sample_begun.connect(self._resumed)
        self.house.samples_cleared.connect(self.list_consultations)
        self._previewing = Previewing(services, jobs, self)
        self._previewing.laid.connect(self.draft_laid)
        self.desk = FrontDesk(services, self._run, lambda: self._open_vault, self)
        self.desk.listed.connect(self.listed)
        self.desk.finding_patient.connect(self.finding_patient)
        self.desk.followed.connect(self._followed)
        self.desk.failed.connect(self.failed)

    # Ways in and out

    def strength(self, passphrase: str) -> tuple[int, str]:
        """Score a passphrase from 0 to 4, with advice."""
        return self._services.strength(passphrase)

    def found(self, practice: Practice, clinician: Clinician, passphrase: str) -> None:
        """Set up the vault and its first user."""
        self._run(
            lambda: found(self._services, practice, clinician, passphrase),
            self._founded,
            name=Work.SETTING_UP,
        )

    def unlock(self, passphrase: str) -> None:
        """Open the vault."""
        self._run(lambda: self._services.vaults.unlock(passphrase), self._unlocked, name=Work.UNLOCKING)

    def recover(self, recovery_key: str, passphrase: str) -> None:
        """Open the vault with the recovery key and set a new passphrase."""
        services = self._services
        self._run(
            lambda: services.vaults.recover(recovery_key, passphrase), self._unlocked, name=Work.UNLOCKING
        )

    def lock(self) -> None:
        """Close the vault; what was said is kept already."""
        self.close()
        self.locked.emit()

    def close(self) -> None:
        """Close the vault, after all that is still to be kept."""
        self._leave()
        if self._vault is not None:
            self._jobs.run(self._vault.close, lambda _: None, self.failed.emit)
        self._vault = None

    def list_consultations(self) -> None:
        """Show the list of consultations."""
        self._leave()
        self.desk.list_consultations()
        self.house.announce()

    def find_patient(self) -> None:
        """Ask who the patient of a new consultation is."""
        self.desk.find_patient()

    def search(self, text: str) -> None:
        """Look for known patients."""
        vault = self._open_vault
        self._run(lambda: vault.patients(text), self.known_found.emit)

    def begin(self, patient: Patient, pack: str, goal: str) -> None:
        """Begin a consultation."""
        vault = self._open_vault
        known = patient if patient.id else replace(patient, id=self._services.new_id())
        self._run(lambda: begin(self._services, vault, pack, goal, known), self._begun)

    def open(self, consultation: str) -> None:
        """Open a consultation where it was left."""
        vault = self._open_vault
        self._run(lambda: resume(self._services, vault, consultation), self._resumed)

    def check(self, pdf: bytes) -> None:
        """Check whether a file is genuine."""
        services = self._services
        known = services.vaults.known_signers
        self._run(lambda: services.verify(pdf, known()), self.checked.emit, name=Work.CHECKING)

    def cancel(self) -> None:
        """Let go of what is under way, where nothing is lost by it."""
        if self.progress.shown is not None and self.progress.shown.may_be_left:
            self._visit = object()
            self.progress.forget()
            self.busy.emit(False)

    # The path through the room

    def go_to(self, step: Step) -> None:
        """Show a step; leaving one counts as having seen it."""
        if self._conversation is None or step is self._step:
            return
        if isinstance(self._state, Draft) and self._step not in (Step.SIGN, Step.DONE):
            self._say(self._state.seeing(self._step.value), "seen", announce=False)
        self._step = self._reachable(step)
        self._announce()

    def go_on(self) -> None:
        """Show the next step."""
        self.go_to(PATH[min(PATH.index(self._step) + 1, len(PATH) - 1)])

    def go_back(self) -> None:
        """Show the step before."""
        self.go_to(PATH[max(PATH.index(self._step) - 1, 0)])

    def go_to_gap(self) -> None:
        """Show the first thing that is missing."""
        gaps = self._talk.gaps
        if gaps:
            self.jump(gaps[0])
        else:
            self.go_to(Step.SIGN)

    def jump(self, gap: Gap) -> None:
        """Show where something is missing."""
        self.reveal(gap.subject, gap.step)

    def reveal(self, subject: str, step: Step | None) -> None:
        """Show the place of a question, rule, option or ingredient."""
        self.go_to(step or Step.PATIENT)
        self.revealed.emit(subject)

    @property
    def conversation(self) -> Conversation | None:
        """The consultation that is open, as far as it is."""
        return self._conversation

    def show_again(self) -> None:
        """Announce the step once more, after something else was on screen."""
        if self._conversation is not None:
            self._announce()

    def ask(
        self,
        work: Callable[[Services, Vault], T],
        done: Callable[[T], None],
        failed: Callable[[ConsultError], None] | None = None,
    ) -> None:
        """Have something found out in the worker for the consultation that is open."""
        services, vault = self._services, self._open_vault
        self._run(lambda: work(services, vault), done, failed)

    # What is said

    def answer(self, question: str, value: Value, origin: Origin | None = None) -> None:
        """Record an answer; `origin` where the clinician in this room did not give it."""
        if question == AREAS:
            self._say(self._draft.treating(chosen(value)), "areas")
        else:
            self._say(self._draft.answering(question, value, origin), f"answered {question}")

    def confirm(self, questions: tuple[str, ...]) -> None:
        """Let answers of last time stand, having asked again."""
        draft = reduce(Draft.confirming, questions, self._draft)
        self._say(draft, f"confirmed {' '.join(questions)}")

    def clear(self, question: str) -> None:
        """Take an answer back."""
        if question == AREAS:
            self._say(self._draft.treating(()), "areas")
        else:
            self._say(self._draft.clearing(question), f"cleared {question}")

    def override(self, rule: str, reason: str) -> None:
        """Answer a finding."""
        try:
            answered = override(self._services, self._talk, rule, reason)
        except NotReadyError as error:
            self.failed.emit(error)
            return
        self._say(answered, f"override {rule}")

    def withdraw_override(self, rule: str) -> None:
        """Take the answer to a finding back."""
        self._say(self._draft.withdrawing_override(rule), f"override withdrawn {rule}")

    def decide(self, option: str, talk: OptionTalk) -> None:
        """Record what was decided about an option."""
        along = own_options(self._talk.treatment, self._draft)
        self._say(self._draft.deciding(option, talk, along), f"option {option}")

    def undecide(self, option: str) -> None:
        """Take the decision about an option back."""
        self._say(self._draft.undeciding(option), f"option {option} open again")

    def mix(self, mixture: tuple[Portion, ...]) -> None:
        """Record the mixture."""
        self._say(self._draft.mixing(mixture), "mixture")

    def weigh(self, risk: str, talk: RiskTalk) -> None:
        """Record how a risk was talked through."""
        self._say(self._draft.weighing(risk, talk), f"risk {risk}")

    def add_risks(self, own_risks: tuple[str, ...]) -> None:
        """Record the risks added by hand."""
        self._say(self._draft.adding_risks(own_risks), "own risks")

    def exchange(self, exchanges: tuple[Exchange, ...]) -> None:
        """Record what the patient asked."""
        self._say(self._draft.exchanging(exchanges), "exchanges")

    def correct(self, patient: Patient) -> None:
        """Correct the patient's details."""
        vault, kept = self._open_vault, replace(patient, id=self._draft.patient.id)
        self._run(
            lambda: keep_patient(self._services, vault, kept),
            lambda _: self._say(self._draft.correcting(kept), "corrected patient"),
        )

    @property
    def may_undo(self) -> bool:
        """Whether there is an act to take back."""
        return isinstance(self._state, Draft) and bool(self._acts.done)

    @property
    def may_redo(self) -> bool:
        """Whether something taken back can be done again."""
        return isinstance(self._state, Draft) and bool(self._acts.undone)

    def open_places(self) -> tuple[Place, ...]:
        """List what is still open and where; nothing once signing began."""
        return open_places(self._talk) if isinstance(self._state, Draft) else ()

    def undo(self) -> None:
        """Take the last act back, until the document is under review."""
        if isinstance(self._state, Draft):
            self._turn(self._acts.back(self._state), back=True)

    def redo(self) -> None:
        """Do again what was taken back last."""
        if isinstance(self._state, Draft):
            self._turn(self._acts.again(self._state), back=False)

    # Review and signing

    def review(self) -> None:
        """Freeze what was said in the document to be signed."""
        talk, vault = self._talk, self._open_vault
        self._run(lambda: review(self._services, talk, sheet(vault)), self._reviewed, name=Work.LAYING_OUT)

    def reopen(self) -> None:
        """Go back to the conversation; possible until the first signature."""
        if isinstance(self._state, Reviewed):
            self._keep(self._state.reopening(), "reopened")
            self._announce()

    def sign(self, way: Way, ink: Ink | None, note: str) -> None:
        """Add the next signature."""
        if not isinstance(self._state, Reviewed):
            return
        try:
            signed = sign(self._services, self._state, way, ink, note)
        except NotReadyError as error:
            self.failed.emit(error)
            return
        self._keep(signed, "signed")
        self._announce()
        self._lay_pages()

    def seal(self) -> None:
        """Seal, verify and store the record."""
        state, vault, treatment = self._state, self._open_vault, self._talk.treatment
        if self._keeping.behind:
            self._keeping.catch_up(vault, self.seal)
        elif isinstance(state, Consented):
            services = self._services
            self._run(lambda: seal(services, vault, treatment, state), self._sealed, name=Work.SEALING)

    def read_document(self, use: str, kind: str) -> None:
        """Read a stored document ("consent" or "aftercare") for printing or saving (`use`)."""
        vault, consultation = self._open_vault, self._draft.id
        read = vault.pdf if kind == "consent" else vault.aftercare
        self._run(lambda: read(consultation), lambda pdf: self.document_read.emit(use, kind, pdf))

    # What follows

    @property
    def _open_vault(self) -> Vault:
        if self._vault is None:
            raise VaultError("locked", "The vault is locked.", "Unlock it first.")
        return self._vault

    @property
    def _talk(self) -> Conversation:
        if self._conversation is None:
            raise VaultError("consultation-missing", "No consultation is open.", "Open one from the list.")
        return self._conversation

    @property
    def _draft(self) -> Draft:
        return self._talk.draft

    def _founded(self, both: tuple[Vault, str]) -> None:
        self._vault, recovery_key = both
        self.founded.emit(recovery_key)

    def _unlocked(self, vault: Vault) -> None:
        self._vault = vault
        self.list_consultations()

    def _begun(self, conversation: Conversation) -> None:
        self._enter(conversation.treatment, conversation.draft, Step.MATTERS)

    def _followed(self, carried: Carried) -> None:
        self._begun(carried.conversation)
        self.followed.emit(carried)

    def _resumed(self, both: tuple[Treatment, State]) -> None:
        treatment, state = both
        if isinstance(state, Draft):
            left = [Step(each) for each in state.seen]
            self._enter(treatment, state, PATH[max((PATH.index(each) for each in left), default=0) + 1])
        else:
            self._enter(treatment, state, Step.DONE if isinstance(state, Sealed) else Step.SIGN)

    def _enter(self, treatment: Treatment, state: State, step: Step) -> None:
        draft = state if isinstance(state, Draft) else state.draft
        self._visit = object()
        self._previewing.forget()
        self._keeping.begin()
        self._conversation = Conversation.about(treatment, draft)
        self._state = state
        self._step = step
        self._kept_at = ""
        self._acts = Acts()
        self._shown = None
        self.entered.emit()
        self._announce()
        if isinstance(state, Reviewed | Consented):
            self._lay_pages()
        if isinstance(state, Sealed):
            self._show_sealed(state)

    def _leave(self) -> None:
        """Leave the consultation; what the disk did not take gets one more try."""
        if self._keeping.behind:
            self._keeping.catch_up(self._open_vault, lambda: None)
        self._visit = object()
        self._previewing.forget()
        self._conversation = self._state = self._shown = None
        self._acts = Acts()

    def _reachable(self, step: Step) -> Step:
        """After signing began, only the document is left; before, "done" is not reached yet."""
        if isinstance(self._state, Sealed):
            return Step.DONE
        if isinstance(self._state, Reviewed | Consented):
            return Step.SIGN
        return Step.SIGN if step is Step.DONE else step

    def _say(self, draft: Draft, action: str, *, announce: bool = True) -> None:
        """Go on with a new draft: keep it, judge it, show it. Nothing is said once signing began."""
        if not isinstance(self._state, Draft) or draft == self._draft:
            return
        self._acts = self._acts.doing(Act(action, self._step, self._draft, draft))
        self._keep(draft, action)
        if announce:
            self._announce()

    def _turn(self, turn: Turn | None, *, back: bool) -> None:
        """Keep a step back, or on again, as a new revision, and show where it happened."""
        if turn is None:
            return
        self._acts, subject = turn.acts, turn.act.subject
        self._keep(turn.draft, turn.action)
        if turn.act.step is self._step:
            self._announce()
        self.go_to(turn.act.step)
        self.revealed.emit(subject)
        self.turned.emit(subject, subject_words(self._talk.treatment, subject), back)

    def _keep(self, state: Draft | Reviewed | Consented, action: str) -> None:
        self._state = state
        if isinstance(state, Draft):
            before, self._conversation = self._talk.assessment, self._talk.going_on(state)
            action = logged(action, before, self._talk.assessment)
        self._keeping.keep(self._open_vault, state, action)

    def _kept(self) -> None:
        self._kept_at = self._services.now().strftime("%H:%M")
        self.kept.emit(self._kept_at)

    def _announce(self) -> None:
        talk, state = self._talk, self._state
        if state is None:
            return
        draft = talk.draft
        findings, page = self._shown or (None, None)
        self._shown = findings_screen(talk, findings), page_screen(talk, state, self._step, page)
        room = Room(
            patient=draft.patient,
            treatment_name=talk.treatment.name,
            clinician_name=draft.clinician.name,
            unapproved=talk.treatment.unapproved(draft.day),
            sample=draft.sample,
            step=self._step,
            rail=rail_screen(talk, state),
            findings=self._shown[0],
            saved=self._kept_at,
        )
        self.changed.emit(room, self._shown[1])
        if self._step is Step.SIGN and isinstance(state, Draft):
            self._previewing.want(talk)
        else:
            self._previewing.leave()

    def _reviewed(self, both: tuple[Reviewed, bytes]) -> None:
        reviewed, pdf = both
        if reviewed.draft != self._state:
            # Something was said while the pages were laid out: what is shown must be what is signed.
            self.review()
            return
        self._keep(reviewed, "reviewed")
        self._step = Step.SIGN
        self._announce()
        self.pages_laid.emit(pdf)

    def _lay_pages(self) -> None:
        state, treatment = self._state, self._talk.treatment
        if isinstance(state, Reviewed | Consented):
            services, again = self._services, Work.LAYING_OUT_AGAIN
            self._run(lambda: preview(services, treatment, state), self.pages_laid.emit, name=again)

    def _sealed(self, record: Sealed) -> None:
        self._state = record
        self._step = Step.DONE
        self._announce()
        self._show_sealed(record)

    def _show_sealed(self, record: Sealed) -> None:
        vault, services = self._open_vault, self._services

        def read() -> tuple[bytes, Proof]:
            pdf = vault.pdf(record.draft.id)
            return pdf, services.verify(pdf, services.vaults.known_signers())

        self._run(read, lambda both: self.sealed.emit(record, *both), name=Work.CHECKING_RECORD)

    def _run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[ConsultError], None] | None = None,
        name: Work = Work.READING,
    ) -> None:
        """Work in the background; what comes after the person has left or locked is not shown any more."""
        visit, ticket = self._visit, self.progress.begin(name)
        self.busy.emit(True)
        self._jobs.run(
            work,
            partial(self._deliver, visit, ticket, done),
            partial(self._deliver, visit, ticket, failed or self.failed.emit),
        )

    def _deliver(self, visit: object, ticket: object, told: Callable[[T], None], result: T) -> None:
        self.progress.end(ticket)
        if visit is self._visit:
            self.busy.emit(False)
            told(result)
