"""Who comes, what was left open, and how a consultation is begun: the controller's part before the room."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from consult_app.domain.consultation import ConsultationLine, Draft, Patient, Stage
from consult_app.errors import ConsultError, ContentError
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.course import next_session
from consult_app.workflow.screens.course import read_course
from consult_app.workflow.screens.patient import new_patient_screen
from consult_app.workflow.screens.start import Missing, chosen_of, missing_of, start_screen

if TYPE_CHECKING:
    from consult_app.domain.treatment import Treatment
    from consult_app.workflow.ports import Services, Vault
    from consult_app.workflow.screens.patient import PatientScreen
    from consult_app.workflow.screens.start import StartScreen


class Run(Protocol):
    """Work in the background; what comes after the person has gone on is not told any more."""

    def __call__(
        self,
        work: Callable[[], object],
        done: Callable[..., None],
        failed: Callable[[ConsultError], None] | None = None,
    ) -> None:
        """Do the work, then tell."""


class FrontDesk(QObject):
    """Lists, judges what is listed, and prepares the next consultation; all in the worker."""

    listed = Signal(object)  # StartScreen
    judged = Signal(str, object)  # consultation id, Missing or None where it cannot be judged
    course_read = Signal(object)  # CourseScreen
    finding_patient = Signal(object)  # PatientScreen
    followed = Signal(object)  # Carried: the next session, begun
    failed = Signal(object)  # ConsultError

    def __init__(
        self, services: Services, run: Run, open_vault: Callable[[], Vault], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._run = run
        self._open_vault = open_vault

    def list_consultations(self) -> None:
        """List what there is, also where a pack is wrong: what was recorded can always be read."""
        vault, library, now = self._open_vault(), self._services.library, self._services.now

        def read() -> tuple[StartScreen, ConsultError | None]:
            try:
                return start_screen(vault, library.packs(), now()), None
            except ContentError as error:
                return start_screen(vault, (), now()), error

        self._run(read, self._tell_list)

    def read_course(self, patient_id: str) -> None:
        """Read everything about a patient."""
        vault, services = self._open_vault(), self._services
        self._run(lambda: read_course(services, vault, patient_id), self.course_read.emit)

    def find_patient(self, patient_id: str = "") -> None:
        """Ask who the patient of a new consultation is, or what a known one comes for.

        What the consultation was about that was touched last (the patient's, or anybody's) is chosen already.
        """
        vault, services = self._open_vault(), self._services
        self._run(lambda: _begin_screen(services, vault, patient_id), self.finding_patient.emit)

    def follow(self, consultation: str) -> None:
        """Begin the session after a sealed consultation."""
        vault, services = self._open_vault(), self._services
        self._run(lambda: next_session(services, vault, consultation), self.followed.emit)

    def _tell_list(self, both: tuple[StartScreen, ConsultError | None]) -> None:
        screen, wrong = both
        self.listed.emit(screen)
        if wrong is not None:
            self.failed.emit(wrong)
        lines = [row.line for row in (*screen.today, *screen.left_open)]
        self._judge([each for each in lines if each.stage is Stage.DRAFT], self._restorer())

    def _restorer(self) -> Callable[[str], Treatment]:
        """Restore each pack once, however many drafts were begun with it."""
        vault, library = self._open_vault(), self._services.library
        return cache(lambda digest: library.restore(vault.bundle(digest)))

    def _judge(self, drafts: list[ConsultationLine], restored: Callable[[str], Treatment]) -> None:
        """Say of one draft after the other what it lacks; what is asked meanwhile comes between."""
        if not drafts:
            return
        vault, line, rest = self._open_vault(), drafts[0], drafts[1:]

        def judge() -> Missing | None:
            state = vault.open(line.id)
            if not isinstance(state, Draft):
                return None
            return missing_of(Conversation.about(restored(line.pack), state))

        def tell(missing: Missing | None) -> None:
            self.judged.emit(line.id, missing)
            self._judge(rest, restored)

        # Why a draft cannot be read is said when it is opened; the list must not fail for it.
        self._run(judge, tell, lambda _: tell(None))


def _begin_screen(services: Services, vault: Vault, patient_id: str) -> PatientScreen:
    patient: Patient | None = {each.id: each for each in vault.patients()}.get(patient_id)
    practice, library = vault.practice(), services.library
    lines = vault.consultations()
    theirs = [each for each in lines if not patient_id or each.patient_id == patient_id]
    chosen: tuple[tuple[str, str], ...] = ()
    if theirs:
        state = vault.open(theirs[0].id)
        draft = state if isinstance(state, Draft) else state.draft
        chosen = chosen_of(draft, library.packs(), practice.jurisdiction)
    return new_patient_screen(library, practice, services.now().date(), patient, chosen)
