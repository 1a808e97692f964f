"""What can be done: the door, the desks, the open consultation, and what leads from one to the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from consult_app.domain.consultation import Consented, Draft, OnPaper, Patient, Reviewed, Sealed, State
from consult_app.domain.questionnaire import Step
from consult_app.domain.rooms import Version
from consult_app.domain.treatment import Treatment
from consult_app.domain.unfinished import Unfinished
from consult_app.errors import ConsultError
from consult_app.ui.background import Background
from consult_app.ui.door import Door
from consult_app.ui.front_desk import FrontDesk
from consult_app.ui.housekeeping import Housekeeping
from consult_app.ui.jobs import Jobs
from consult_app.ui.left import Left
from consult_app.ui.open_consultation import OpenConsultation
from consult_app.ui.progress import Work
from consult_app.ui.said import Said
from consult_app.ui.sequel_desk import SequelDesk
from consult_app.ui.signing_desk import SigningDesk
from consult_app.ui.wet_ink_desk import WetInkDesk
from consult_app.workflow.checking import check
from consult_app.workflow.consulting import Conversation, begin, find_patients
from consult_app.workflow.course import Carried
from consult_app.workflow.merging import called_now
from consult_app.workflow.overtaken import end_asked_again, reopen
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, may
from consult_app.workflow.screens.rail import PATH
from consult_app.workflow.screens.story import Earlier, earlier_complications
from consult_app.workflow.versions import version_of

T = TypeVar("T")


class Controller(QObject):
    """Goes from the door to the list, into a consultation and out of it.

    Everything slow, and everything that touches the vault, runs in the worker.
    """

    locking = Signal()  # while the vault is still open
    locked = Signal()
    came_back = Signal(object)  # Unfinished: what whoever unlocked left behind
    known_found = Signal(object)  # tuple[Patient, ...]
    followed = Signal(object)  # Carried
    kept_twice = Signal(object)  # Version that is open, where another one of it was kept too
    called_otherwise = Signal(object, object)  # Patient as they were called, and as they are now
    signed_otherwise = Signal(object, object)  # the same of pages that are being signed, and stay as they are
    checked = Signal(object)  # Proof
    failed = Signal(object)  # ConsultError

    def __init__(self, services: Services, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._jobs = services, jobs
        self.left: Left | None = None
        self.background = Background(jobs, self)
        self.door = Door(services, self.background, jobs, self)
        self.consultation = OpenConsultation(services, jobs, self.door, self)
        work = (services, self.background, self.door, self.consultation, self)
        self.said = Said(*work)
        self.signing = SigningDesk(*work)
        self.wet_ink = WetInkDesk(*work)
        self.sequels = SequelDesk(*work)
        self.desk = FrontDesk(services, self.background.run, jobs.run, lambda: self.door.vault, self)
        self.house = Housekeeping(services, self.background.run, lambda: self.door.vault, self)
        self._connect()

    def _connect(self) -> None:
        rooms = (self.said, self.signing, self.wet_ink, self.sequels)
        for part in (self.background, self.consultation, *rooms, self.desk):
            part.failed.connect(self.failed)
        self.consultation.entered.connect(self.wet_ink.enter)
        self.wet_ink.changed.connect(self.signing.show)
        self.door.opened.connect(self._look_back)
        self.desk.followed.connect(self._followed)
        self.sequels.begun.connect(self._resumed)
        self.house.settings_kept.connect(self.list_consultations)
        self.house.samples_cleared.connect(self.list_consultations)
        self.house.sample_begun.connect(self._resumed)

    # In and out

    def lock(self, subject: str = "") -> None:
        """Close the vault; what was said is kept already, and whoever unlocks next comes back to it.

        `subject` is the question that somebody was at.
        """
        self.locking.emit()
        talk = self.consultation.conversation
        self.left = Left(talk.draft.id, self.consultation.step, subject) if talk is not None else None
        self.close()
        self.locked.emit()

    def close(self) -> None:
        """Close the vault, after all that is still to be kept."""
        self._leave()
        self.door.close()

    def list_consultations(self) -> None:
        """Show the list of consultations."""
        self._leave()
        self.desk.list_consultations()
        self.house.announce()

    def may(self, right: Right) -> bool:
        """Whether whoever unlocked may do something; where nobody did, nothing."""
        vault = self.door.vault_if_open
        return vault is not None and may(vault.staff.me, right)

    def search(self, text: str) -> None:
        """Look for known patients."""
        # It is asked for a moment after it was typed: the vault may be locked by then.
        if self.door.vault_if_open is not None:
            self.ask(lambda _, vault: find_patients(vault, text), self.known_found.emit)

    def begin(self, patient: Patient, pack: str, goal: str) -> None:
        """Begin a consultation."""
        known = patient if patient.id else replace(patient, id=self._services.new_id())
        self.ask(lambda services, vault: begin(services, vault, pack, goal, known), self._begun)

    def begin_again(self) -> None:
        """Begin another consultation: for the one on screen, or the consent that does not hold any more."""
        draft = self.consultation.draft
        if draft.sequel is None:
            self.desk.follow(draft.id)
        else:
            self.ask(lambda services, vault: end_asked_again(services, vault, draft.id), self.desk.follow)

    def open(self, consultation: str) -> None:
        """Open a consultation where it was left."""
        self.ask(lambda services, vault: reopen(services, vault, consultation), self._resumed)

    def check(
        self,
        read: Callable[[], bytes],
        passphrase: str = "",
        failed: Callable[[ConsultError], None] | None = None,
    ) -> None:
        """Check whether a file is genuine; for that the vault need not be open, but is asked where it is."""
        services, vault = self._services, self.door.vault_if_open
        self.background.run(
            lambda: check(services, read(), vault, passphrase),
            self.checked.emit,
            failed,
            name=Work.CHECKING,
        )

    def ask(
        self,
        work: Callable[[Services, Vault], T],
        done: Callable[[T], None],
        failed: Callable[[ConsultError], None] | None = None,
        once: str = "",
    ) -> None:
        """Have something found out from the open vault, in the worker."""
        services, vault = self._services, self.door.vault
        self.background.run(lambda: work(services, vault), done, failed, once=once)

    def ask_aside(
        self,
        work: Callable[[Services, Vault], T],
        done: Callable[[T], None],
        failed: Callable[[ConsultError], None],
    ) -> None:
        """Have something done in the open vault that nobody waits for, so that nothing shows it."""
        services, vault = self._services, self.door.vault
        self._jobs.run(lambda: work(services, vault), done, failed)

    def _look_back(self) -> None:
        """Find out what whoever unlocked had not finished; where that cannot be read, it is said and over."""

        def failed(error: ConsultError) -> None:
            self._come_back(Unfinished())
            self.failed.emit(error)

        self.ask(lambda _, vault: vault.take_unfinished(), self._come_back, failed)

    def _come_back(self, unfinished: Unfinished) -> None:
        """Go on where it was locked, maybe by somebody else."""
        left, self.left = self.left, None
        if left is None and unfinished.signature is not None:
            left = Left(unfinished.signature.consultation, Step.SIGN)
        self.came_back.emit(unfinished)
        if not self.may(Right.READ):
            # Whatever of a patient was begun: in another room they were given another role meanwhile.
            self.list_consultations()
        elif unfinished.patient is not None:
            self.house.announce()
            self.desk.find_patient()
        elif left is None:
            self.list_consultations()
        else:
            self._go_on_at(left)

    def _go_on_at(self, left: Left) -> None:
        self.house.announce()

        def resumed(both: tuple[Treatment, State]) -> None:
            self._resumed(both)
            if left.subject:
                self.consultation.reveal(left.subject, left.step)
            else:
                self.consultation.go_to(left.step)

        def failed(error: ConsultError) -> None:
            self.list_consultations()
            self.failed.emit(error)

        self.ask(lambda services, vault: reopen(services, vault, left.consultation), resumed, failed)

    def _begun(self, conversation: Conversation) -> None:
        self._enter(conversation.treatment, conversation.draft, Step.MATTERS)

    def _followed(self, carried: Carried) -> None:
        self._begun(carried.conversation)
        self.followed.emit(carried)

    def _resumed(self, both: tuple[Treatment, State]) -> None:
        treatment, state = both
        if isinstance(state, Draft) and state.sequel is not None:
            self._enter(treatment, state, Step.SIGN)
        elif isinstance(state, Draft):
            left = [Step(each) for each in state.seen]
            self._enter(treatment, state, PATH[max((PATH.index(each) for each in left), default=0) + 1])
        else:
            self._enter(treatment, state, Step.DONE if isinstance(state, Sealed) else Step.SIGN)

    def _enter(self, treatment: Treatment, state: State, step: Step) -> None:
        self._turn_away()
        self.consultation.enter(treatment, state, step)
        self.signing.show()
        if not isinstance(state, Sealed):
            draft = state if isinstance(state, Draft) else state.draft
            self.ask(lambda _, vault: version_of(vault, draft), self._tell_version)
        if isinstance(state, Draft):
            patient = state.patient

            def work(services: Services, vault: Vault) -> tuple[tuple[Earlier, ...], Patient | None]:
                return earlier_complications(services, vault, patient.id), called_now(vault, patient)

            self.ask(work, self._know)
        elif isinstance(state, Reviewed | OnPaper | Consented):
            named = state.draft.patient

            def warn(now: Patient | None) -> None:
                if now is not None:
                    self.signed_otherwise.emit(named, now)

            self.ask(lambda _, vault: called_now(vault, named), warn)

    def _tell_version(self, version: Version | None) -> None:
        if version is not None:
            self.kept_twice.emit(version)

    def _know(self, both: tuple[tuple[Earlier, ...], Patient | None]) -> None:
        """Go on by what was told before, and by the details of who was joined or parted since."""
        earlier, now = both
        self.consultation.know(earlier)
        draft = self.consultation.state
        if now is not None and isinstance(draft, Draft):
            self.consultation.say(draft.correcting(now), "corrected patient")
            self.called_otherwise.emit(draft.patient, now)

    def _leave(self) -> None:
        self._turn_away()
        self.consultation.leave()

    def _turn_away(self) -> None:
        self.said.settle()
        self.background.turn_away()
