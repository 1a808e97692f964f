"""The composition root: builds controller, window and pages, and connects every signal."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from consult_app.assets import resource
from consult_app.domain.questionnaire import Step
from consult_app.errors import ConsultError
from consult_app.services import data_folder, services
from consult_app.ui import theme
from consult_app.ui.controller import Controller
from consult_app.ui.idle import IdleWatch
from consult_app.ui.jobs import Jobs, place
from consult_app.ui.main_window import MainWindow
from consult_app.ui.messages import message
from consult_app.ui.room import Room
from consult_app.ui.tokens import Tone
from consult_app.workflow.ports import Services
from consult_app.workflow.screens.page import Screen

_log = logging.getLogger(__name__)


def run_window() -> int:
    """Open the window; gives the exit code when it is closed."""
    os.umask(0o077)
    if sys.platform == "linux":
        # Only our own fonts are looked at: forty milliseconds, and the same picture on every machine.
        os.environ.setdefault("FONTCONFIG_FILE", str(resource("fonts/fonts.conf")))
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Consult")
    theme.apply(application)
    app = App(services(data_folder()))
    sys.excepthook = app.report_bug
    application.installEventFilter(app.idle_watch)
    app.window.showMaximized()
    app.start()
    code = application.exec()
    app.close()
    return code


class App(QObject):
    """Everything that is on screen, with all its connections."""

    def __init__(self, bound: Services) -> None:
        super().__init__()
        self._services = bound
        self._jobs = Jobs(self)
        self.controller = Controller(bound, self._jobs, self)
        self.window = MainWindow()
        self.idle_watch = IdleWatch(parent=self)
        self._full: dict[str, QWidget] = {}
        self._shown: QWidget | None = None
        self._room: Room | None = None
        self._connect_controller()
        self._connect_window()

    def start(self) -> None:
        """Show the first page."""
        self.controller.start()

    def close(self) -> None:
        """Have what was typed last kept, and wait until it is."""
        self._flush()
        self._jobs.close()

    def report_bug(
        self, kind: type[BaseException], bug: BaseException, _trace: TracebackType | None = None
    ) -> None:
        """Log a bug without any value, and say it; the draft is kept."""
        _log.error("%s at %s", kind.__name__, place(bug))
        self._tell_crash(kind.__name__)

    def _connect_controller(self) -> None:
        controller = self.controller
        controller.first_run.connect(lambda: self._show_full("first_run"))
        controller.locked.connect(self._lock)
        controller.founded.connect(self._show_recovery_key)
        controller.belongs.connect(self._name_practice)
        controller.listed.connect(self._list)
        controller.finding_patient.connect(lambda screen: self._display_full("patient", screen))
        controller.known_found.connect(self._show_known)
        controller.entered.connect(self._enter)
        controller.changed.connect(self._show)
        controller.revealed.connect(self._reveal)
        controller.kept.connect(self.window.show_saved)
        controller.pages_laid.connect(self._show_pages)
        controller.sealed.connect(self._show_sealed)
        controller.document_read.connect(self._use_document)
        controller.checked.connect(self._show_proof)
        controller.failed.connect(self._fail)
        controller.busy.connect(self._set_busy)
        self._jobs.crashed.connect(self._tell_crash)
        self.idle_watch.idle.connect(self._lock_idle)

    def _connect_window(self) -> None:
        window, controller = self.window, self.controller
        window.step_requested.connect(lambda step: self._leave_page(lambda: controller.go_to(step)))
        window.back_requested.connect(lambda: self._leave_page(controller.go_back))
        window.continue_requested.connect(lambda: self._leave_page(controller.go_on))
        window.next_gap_requested.connect(lambda: self._leave_page(controller.go_to_gap))
        window.leave_requested.connect(lambda: self._leave_page(controller.list_consultations))
        window.lock_requested.connect(lambda: self._leave_page(controller.lock))
        window.override_requested.connect(controller.override)
        window.override_withdrawn.connect(controller.withdraw_override)
        window.jump_requested.connect(
            lambda subject, step: self._leave_page(lambda: controller.reveal(subject, step))
        )
        window.closing.connect(self._flush)

    # Pages that take the whole window

    def _show_full(self, name: str) -> QWidget:
        page = self._full_page(name)
        self.window.hush()
        self.window.show_full(page)
        self._shown = page
        return page

    def _display_full(self, name: str, screen: object) -> None:
        page = self._show_full(name)
        page.display(screen)  # type: ignore[attr-defined]

    def _full_page(self, name: str) -> QWidget:
        """Build a page when it is first shown: what is not seen costs nothing at the start."""
        if name not in self._full:
            build: dict[str, Callable[[], QWidget]] = {
                "unlock": self._unlock_page,
                "first_run": self._first_run_page,
                "recovery": self._recovery_page,
                "start": self._start_page,
                "patient": self._new_patient_page,
            }
            self._full[name] = build[name]()
        return self._full[name]

    def _unlock_page(self) -> QWidget:
        from consult_app.ui.pages.unlock_page import UnlockPage

        page = UnlockPage(self._services.strength)
        page.unlock_requested.connect(self.controller.unlock)
        page.recover_requested.connect(self.controller.recover)
        return page

    def _first_run_page(self) -> QWidget:
        from consult_app.ui.pages.first_run_page import FirstRunPage

        page = FirstRunPage(self._services.strength)
        page.found_requested.connect(self.controller.found)
        return page

    def _recovery_page(self) -> QWidget:
        from consult_app.ui.pages.recovery_page import RecoveryPage

        page = RecoveryPage()
        page.print_requested.connect(self._print_recovery_key)
        page.continue_requested.connect(self._leave_recovery_key)
        return page

    def _start_page(self) -> QWidget:
        from consult_app.ui.pages.start_page import StartPage

        page = StartPage()
        page.new_requested.connect(self.controller.find_patient)
        page.open_requested.connect(self.controller.open)
        page.check_requested.connect(self._check_file)
        page.lock_requested.connect(self.controller.lock)
        return page

    def _new_patient_page(self) -> QWidget:
        from consult_app.ui.pages.patient_page import PatientPage

        page = PatientPage()
        page.begun.connect(self.controller.begin)
        page.search_requested.connect(self.controller.search)
        page.leave_requested.connect(self.controller.list_consultations)
        return page
