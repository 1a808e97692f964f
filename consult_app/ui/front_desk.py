"""Who comes, what was left open, and how a consultation is begun: the controller's part before the room."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from consult_app.domain.consultation import ConsultationLine, Stage
from consult_app.errors import ConsultError
from consult_app.workflow.course import Carried, next_session
from consult_app.workflow.rights import Right, may
from consult_app.workflow.screens.administration import read_administration
from consult_app.workflow.screens.changes import ChangesScreen, changes_screen
from consult_app.workflow.screens.course import read_course
from consult_app.workflow.screens.patient import read_new_patient
from consult_app.workflow.screens.start import Missing, read_found, read_missing, read_start

if TYPE_CHECKING:
    from consult_app.domain.treatment import Treatment
    from consult_app.workflow.ports import PackSummary, Services, Vault
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


Aside = Callable[[Callable[[], object], Callable[..., None], Callable[[ConsultError], None]], None]
"""Does work that nobody waits for, then tells."""


class FrontDesk(QObject):
    """Lists, judges what is listed, and prepares the next consultation; all in the worker."""

    listed = Signal(object)  # StartScreen
    listed_again = Signal(object)  # StartScreen, which nobody asked for
    administered = Signal(object)  # AdministrationScreen, in place of the list
    found = Signal(object)  # FoundPatients
    judged = Signal(str, object)  # consultation id, Missing or None where it cannot be judged
    course_read = Signal(object)  # CourseScreen
    finding_patient = Signal(object)  # PatientScreen
    followed = Signal(object)  # Carried: the next session, begun
    compared = Signal(object)  # ChangesScreen, to be read before the session that was begun
    failed = Signal(object)  # ConsultError

    def __init__(
        self, services: Services, run: Run, aside: Aside, open_vault: Callable[[], Vault], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._run, self._aside = run, aside
        self._open_vault = open_vault
        self._packs: tuple[PackSummary, ...] = ()

    def list_consultations(self) -> None:
        """List what there is, also where a pack is wrong: what was recorded can always be read.

        An administrator is shown the practice instead.
        """
        vault, services = self._open_vault(), self._services
        if may(vault.staff.me, Right.READ):
            self._run(lambda: read_start(services, vault), self._tell_list)
        else:
            self._run(lambda: read_administration(services, vault), self.administered.emit)

    def list_again(self) -> None:
        """List anew while somebody looks at the list; nothing shows that, and nothing is said if it fails."""
        vault, services = self._open_vault(), self._services
        if may(vault.staff.me, Right.READ):
            self._aside(lambda: read_start(services, vault), self._tell_again, lambda _: None)

    def search(self, typed: str) -> None:
        """Find the patients who are meant by what was typed."""
        vault, packs, now = self._open_vault(), self._packs, self._services.now
        self._run(lambda: read_found(vault, packs, typed, now()), self.found.emit)

    def read_course(self, patient_id: str) -> None:
        """Read everything about a patient."""
        vault, services = self._open_vault(), self._services
        self._run(lambda: read_course(services, vault, patient_id), self.course_read.emit)

    def find_patient(self, patient_id: str = "") -> None:
        """Ask who the patient of a new consultation is, or what a known one comes for."""
        vault, services = self._open_vault(), self._services
        self._run(lambda: read_new_patient(services, vault, patient_id), self.finding_patient.emit)

    def follow(self, consultation: str) -> None:
        """Begin the session after a sealed consultation."""
        vault, services = self._open_vault(), self._services

        def work() -> tuple[Carried, ChangesScreen]:
            carried = next_session(services, vault, consultation)
            return carried, changes_screen(services, vault, carried)

        self._run(work, self._tell_followed)

    def _tell_followed(self, both: tuple[Carried, ChangesScreen]) -> None:
        """Where something is different it is read first; not in place of what was ended today."""
        carried, screen = both
        if screen.anything and not carried.again:
            self.compared.emit(screen)
        else:
            self.followed.emit(carried)

    def _tell_list(self, both: tuple[StartScreen, ConsultError | None]) -> None:
        screen, wrong = both
        # To read all of them anew takes longer than to find somebody.
        self._packs = screen.every_pack
        self.listed.emit(screen)
        if wrong is not None:
            self.failed.emit(wrong)
        lines = [row.line for row in (*screen.today, *screen.left_open)]
        self._judge([each for each in lines if each.stage is Stage.DRAFT], self._restorer())

    def _tell_again(self, both: tuple[StartScreen, ConsultError | None]) -> None:
        self._packs = both[0].every_pack
        self.listed_again.emit(both[0])

    def _restorer(self) -> Callable[[str], Treatment]:
        """Restore each pack once, however many drafts were begun with it."""
        vault, library = self._open_vault(), self._services.library
        return cache(lambda digest: library.restore(vault.bundle(digest)))

    def _judge(self, drafts: list[ConsultationLine], restored: Callable[[str], Treatment]) -> None:
        """Say of one draft after the other what it lacks; what is asked meanwhile comes between."""
        if not drafts:
            return
        vault, line, rest = self._open_vault(), drafts[0], drafts[1:]

        def tell(missing: Missing | None) -> None:
            self.judged.emit(line.id, missing)
            self._judge(rest, restored)

        # Why a draft cannot be read is said when it is opened; the list must not fail for it.
        self._run(lambda: read_missing(vault, line.id, restored), tell, lambda _: tell(None))
