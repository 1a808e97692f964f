"""The composition root: builds controller, window and pages, and connects every signal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from consult_app.assets import resource
from consult_app.errors import KEY_UNUSABLE, ConsultError
from consult_app.services import data_folder, look_file, preload, services, vault_lies_in
from consult_app.ui.appearance import wear
from consult_app.ui.first_paint import FirstPaint
from consult_app.ui.idle import IdleWatch
from consult_app.ui.main_window import MainWindow
from consult_app.ui.placing import remember_place, show_where_it_was
from consult_app.ui.remembered import Memory
from consult_app.ui.settings_desk import SettingsDesk
from consult_app.ui.tokens import Tone

if TYPE_CHECKING:
    from consult_app.domain.proof import Proof
    from consult_app.ui.controller import Controller
    from consult_app.ui.handing_over import HandingOver
    from consult_app.ui.idle_notice import IdleNotice
    from consult_app.ui.jobs import Jobs
    from consult_app.ui.room import Room
    from consult_app.workflow.course import Carried
    from consult_app.workflow.ports import Services
    from consult_app.workflow.screens.page import Screen

# What the first page does not show is imported where it is first needed: the window stands a third sooner.


def run_window() -> int:
    """Open the window; gives the exit code when it is closed."""
    app = open_app()
    show_where_it_was(app.window, app.memory.kept)
    # What a person does reaches the window first; watching the whole application would cost every event.
    app.window.windowHandle().installEventFilter(app.idle_watch)
    app.idle_watch.watch()
    app.start()
    # What unlocking, laying out and sealing need takes two seconds to load: done while somebody types.
    app.furnished.connect(Thread(target=_preload).start)
    code = QApplication.exec()
    app.close()
    app.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return code


def open_app() -> App:
    """Make the program ready to be shown."""
    os.umask(0o077)
    if sys.platform == "linux":
        # Only our own fonts are looked at: forty milliseconds, and the same picture on every machine.
        os.environ.setdefault("FONTCONFIG_FILE", str(resource("fonts/fonts.conf")))
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Consult")
    memory = Memory(look_file())
    wear(memory.kept.look, memory.kept.text)
    folder = data_folder()
    app = App(lambda: services(folder), vault_lies_in(folder), memory)
    sys.excepthook = app.report_bug
    return app


def _preload() -> None:
    from consult_app.ui.room_pages import preload_pages

    preload()
    preload_pages()


class App(QObject):
    """Everything that is on screen, with all its connections.

    The first page is shown before anything behind it exists; `bind` is called once it is painted.
    """

    furnished = Signal()

    def __init__(
        self,
        bind: Callable[[], Services],
        founded: bool,  # noqa: FBT001 - a fact, not a mode
        memory: Memory | None = None,
    ) -> None:
        super().__init__()
        self.memory = memory or Memory()
        self._bind = bind
        self._founded = founded
        self._controller: Controller | None = None
        self.handing: HandingOver | None = None
        self._jobs: Jobs | None = None
        self.window = MainWindow()
        self.idle_watch = IdleWatch(parent=self)
        self.settings = SettingsDesk(self.window, self.memory, self.idle_watch, self)
        self.window.look_changed.connect(lambda look, text: self.memory.change(look=look, text=text))
        self.window.closing.connect(lambda: remember_place(self.window, self.memory))
        self._full: dict[str, QWidget] = {}
        self._shown: QWidget | None = None
        self._notice: IdleNotice | None = None

    def start(self) -> None:
        """Show the first page: set up, or unlock."""
        page = self._show_full("unlock" if self._founded else "first_run")
        ground = page.widget() if isinstance(page, QScrollArea) else None
        FirstPaint(ground or page).painted.connect(lambda: self.controller)

    @property
    def controller(self) -> Controller:
        """The controller, made when it is first needed."""
        if self._controller is None:
            self._furnish()
        assert self._controller is not None  # noqa: S101 - made in the line above
        return self._controller

    def _furnish(self) -> None:
        from consult_app.ui.controller import Controller
        from consult_app.ui.describing import Describing
        from consult_app.ui.handing_over import HandingOver
        from consult_app.ui.jobs import Jobs

        self._jobs = Jobs(self)
        self._controller = Controller(self._bind(), self._jobs, self)
        self.handing = HandingOver(self.window, self._controller, self.idle_watch, self)
        self._connect_controller(self._controller, self._jobs)
        self._connect_window(self._controller, self.handing)
        self._connect_keys(self._controller)
        describing = Describing(self)
        self._controller.changed.connect(describing.hear)
        self.handing.turned.connect(describing.hear)
        describing.hear()
        for page in self._full.values():
            self._connect_page(page)
        self.furnished.emit()

    def close(self) -> None:
        """Have what was typed last kept and the vault closed, even where the page on screen failed."""
        self.idle_watch.stop()
        try:
            self._flush()
        finally:
            if self._controller is not None and self._jobs is not None:
                if self.handing is not None:
                    self.handing.leave()
                self._controller.close()
                self._jobs.close()

    def report_bug(
        self, kind: type[BaseException], bug: BaseException, _trace: TracebackType | None = None
    ) -> None:
        """Log a bug without any value, and say it; the draft is kept."""
        import logging

        from consult_app.ui.jobs import place

        logging.getLogger(__name__).error("%s at %s", kind.__name__, place(bug))
        self._tell_crash(kind.__name__)

    def _connect_controller(self, controller: Controller, jobs: Jobs) -> None:
        self.settings.serve(controller.house)
        controller.locked.connect(self.settings.close)
        controller.locked.connect(self._lock)
        controller.founded.connect(self._show_recovery_key)
        controller.listed.connect(self._list)
        controller.desk.judged.connect(self._show_missing)
        controller.desk.course_read.connect(lambda screen: self._display_full("course", screen))
        controller.followed.connect(self._tell_followed)
        controller.finding_patient.connect(lambda screen: self._display_full("patient", screen))
        controller.known_found.connect(self._show_known)
        controller.entered.connect(self._enter)
        controller.changed.connect(self._show)
        controller.revealed.connect(self._reveal)
        controller.kept.connect(self.window.show_saved)
        controller.pages_laid.connect(self._show_pages)
        controller.draft_laid.connect(self._show_draft)
        controller.sealed.connect(self._show_sealed)
        controller.document_read.connect(self._use_document)
        controller.checked.connect(self._show_proof)
        controller.failed.connect(self._fail)
        controller.busy.connect(lambda busy: self._set_busy(busy=busy))
        controller.progress.told.connect(self.window.show_progress)
        self.window.cancel_requested.connect(controller.cancel)
        jobs.crashed.connect(self._tell_crash)
        self.idle_watch.idle.connect(self._lock_idle)
        self.idle_watch.nearing.connect(self._warn_idle)
        self.idle_watch.used.connect(self._calm_idle)

    def _connect_window(self, controller: Controller, handing: HandingOver) -> None:
        window = self.window
        window.step_requested.connect(lambda step: self._leave_page(lambda: controller.go_to(step)))
        window.back_requested.connect(lambda: self._leave_page(controller.go_back))
        window.continue_requested.connect(lambda: self._leave_page(controller.go_on))
        window.next_gap_requested.connect(lambda: self._leave_page(controller.go_to_gap))
        window.leave_requested.connect(lambda: self._leave_page(controller.list_consultations))
        window.lock_requested.connect(lambda: self._leave_page(controller.lock))
        window.patient_requested.connect(lambda step: self._leave_page(lambda: handing.offer(step)))
        window.override_requested.connect(controller.override)
        window.override_withdrawn.connect(controller.withdraw_override)
        window.reason_written.connect(controller.write_reason)
        window.jump_requested.connect(
            lambda subject, step: self._leave_page(lambda: controller.reveal(subject, step))
        )
        window.closing.connect(self._flush)

    def _connect_keys(self, controller: Controller) -> None:
        from consult_app.ui.commands import Commands
        from consult_app.ui.taking_back import TakingBack

        Commands(self.window, controller, self._at_door)
        self.window.undo_requested.connect(lambda: self._leave_page(controller.undo))
        self.window.redo_requested.connect(lambda: self._leave_page(controller.redo))
        controller.changed.connect(self.window.unnote)
        controller.turned.connect(TakingBack(self.window).tell)

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
            page = self._full[name] = self._build_full(name)
            if self._controller is not None:
                self._connect_page(page)
        return self._full[name]

    def _connect_page(self, page: QWidget) -> None:
        """Connect whichever signals of the table a page has."""
        for signal, slot in self._slots().items():
            if hasattr(page, signal):
                getattr(page, signal).connect(slot)

    def _slots(self) -> dict[str, Callable[..., object]]:
        """What each signal of a page means; the same name means the same on every page."""
        controller = self.controller
        return {
            "found_requested": controller.found,
            "unlock_requested": controller.unlock,
            "recover_requested": controller.recover,
            "continue_requested": self._leave_recovery_key,
            "new_requested": controller.find_patient,
            "new_for_requested": controller.desk.find_patient,
            "patient_requested": controller.desk.read_course,
            "next_requested": controller.desk.follow,
            "open_requested": controller.open,
            "check_requested": self._check_file,
            "lock_requested": controller.lock,
            "details_requested": controller.house.read,
            "sample_requested": controller.house.try_sample,
            "leave_requested": controller.list_consultations,
            "begun": controller.begin,
            "corrected": controller.correct,
            "search_requested": controller.search,
            "answered": controller.answer,
            "cleared": controller.clear,
            "confirmed": controller.confirm,
            "override_requested": controller.override,
            "override_withdrawn": controller.withdraw_override,
            "reason_written": controller.write_reason,
            "jump_requested": self._jump,
            "decided": controller.decide,
            "undecided": controller.undecide,
            "mixed": controller.mix,
            "weighed": controller.weigh,
            "own_risks_changed": controller.add_risks,
            "exchanged": controller.exchange,
            "review_requested": controller.review,
            "reopen_requested": controller.reopen,
            "signed": controller.sign,
            "seal_requested": controller.seal,
            "new_key_requested": controller.house.renew_key,
            "print_requested": self._print,
            "print_key_requested": self._print_recovery_key,
            "save_key_requested": self._save_recovery_key,
            "save_requested": self._save,
        }

    def _build_full(self, name: str) -> QWidget:

        def strength(passphrase: str) -> tuple[int, str]:
            return self.controller.strength(passphrase)

        build: dict[str, Callable[[], QWidget]] = {
            "unlock": lambda: _made("unlock_page", "UnlockPage", strength),
            "first_run": lambda: _made("first_run_page", "FirstRunPage", strength),
            "recovery": lambda: _made("recovery_page", "RecoveryPage"),
            "ready": lambda: _made("ready_page", "ReadyPage"),
            "start": lambda: _made("start_page", "StartPage"),
            "patient": lambda: _made("patient_page", "PatientPage"),
            "course": lambda: _made("course_page", "CoursePage"),
        }
        return build[name]()

    def _lock(self) -> None:
        """Show the door, and nothing of anybody behind it, nor before it."""
        for dialog in self.window.findChildren(QDialog):
            dialog.reject()
        self._calm_idle()
        self.window.clear_room()
        for page in self._full.values():
            page.deleteLater()
        self._full.clear()
        self._show_full("unlock")
        if self.handing is not None:
            self.handing.end()

    def _at_door(self) -> bool:
        return self._shown in [self._full.get(each) for each in ("unlock", "first_run", "recovery")]

    def _lock_idle(self) -> None:
        if not self._at_door():
            self._leave_page(self.controller.lock)

    def _warn_idle(self, seconds: int) -> None:
        from consult_app.ui.idle_notice import IdleNotice

        if not self._at_door():
            self._notice = self._notice or IdleNotice(self.window)
            self._notice.warn(seconds)

    def _calm_idle(self) -> None:
        if self._notice is not None:
            self._notice.calm()

    def _show_recovery_key(self, key: str) -> None:
        from consult_app.ui.pages.recovery_page import RecoveryPage
        from consult_app.ui.printing import printers

        page = self._show_full("recovery")
        assert isinstance(page, RecoveryPage)  # noqa: S101 - that is its name
        page.show_key(key, printer=bool(printers()))

    def _leave_recovery_key(self) -> None:
        _call(self._full_page("recovery"), "forget")
        self._show_full("ready")

    def _list(self, screen: object) -> None:
        self.window.clear_room()
        # Shown once it is filled: the keyboard goes where there is something to search.
        _call(self._full_page("start"), "display", screen)
        self._show_full("start")

    def _show_missing(self, consultation: str, missing: object) -> None:
        _call(self._full_page("start"), "show_missing", consultation, missing)

    def _tell_followed(self, carried: Carried) -> None:
        from consult_app.ui.carried_words import carried_words

        self.window.tell(*carried_words(carried))

    def _show_known(self, patients: object) -> None:
        if self._shown is not None and hasattr(self._shown, "display_known"):
            _call(self._shown, "display_known", patients)

    # The room

    def _enter(self) -> None:
        self.window.hush()
        self.window.clear_room()

    def _show(self, room: Room, screen: Screen) -> None:
        from consult_app.domain.questionnaire import Step
        from consult_app.ui.room_pages import make_page

        page = self.window.page(room.step)
        if page is None:
            page = make_page(room.step)
            self._connect_page(page)
            self.window.add_page(room.step, page)
        self._shown = page
        if room.step is Step.SCREENING:
            _call(page, "display", screen, room.findings, room.clinician_name)
        elif room.step is not Step.DONE:  # which shows the stored file, as soon as it was read back
            _call(page, "display", screen)
        if self.handing is None or not self.handing.beside:
            self.window.show_room(room)

    def _reveal(self, subject: str) -> None:
        if self._shown is not None and hasattr(self._shown, "reveal"):
            _call(self._shown, "reveal", subject)

    def _jump(self, *where: Any) -> None:  # noqa: ANN401 - one page gives a gap, another fact and step
        """Go where something can be settled: to a gap, or to a fact at its step."""
        jump = self.controller.jump if len(where) == 1 else self.controller.reveal
        self._leave_page(lambda: jump(*where))

    def _leave_page(self, then: Callable[[], None]) -> None:
        """Have what was typed last kept before the page changes."""
        self._flush()
        then()

    def _flush(self) -> None:
        if self.handing is not None:
            self.handing.flush()
        if self._shown is not None and hasattr(self._shown, "flush"):
            _call(self._shown, "flush")
        self.window.flush()

    # Documents

    def _show_pages(self, pdf: bytes) -> None:
        if self._shown is not None and hasattr(self._shown, "show_pages"):
            _call(self._shown, "show_pages", pdf)

    def _show_draft(self, pdf: bytes) -> None:
        if self._shown is not None and hasattr(self._shown, "show_draft"):
            _call(self._shown, "show_draft", pdf)

    def _show_sealed(self, record: object, pdf: bytes, proof: object) -> None:
        if self._shown is not None:
            _call(self._shown, "display", record, pdf, proof)

    def _print(self, kind: str) -> None:
        self.controller.read_document("print", kind)

    def _save(self, kind: str) -> None:
        self.controller.read_document("save", kind)

    def _use_document(self, use: str, kind: str, pdf: bytes) -> None:
        from consult_app.ui.files import save_copy
        from consult_app.ui.printing import on, print_pdf

        if use == "print":
            kept = self.memory.kept
            self._attempt(lambda: print_pdf(pdf, self.window, on(kept.printer, kept.copies)))
        else:
            # The name that is offered says nothing about the patient.
            self._attempt(lambda: save_copy(pdf, f"{kind}.pdf", self.window))

    def _print_recovery_key(self, key: str) -> None:
        from consult_app.ui.printing import print_key

        self._attempt(lambda: print_key(key, self.window))

    def _save_recovery_key(self, key: str) -> None:
        from consult_app.ui.files import save_copy
        from consult_app.ui.key_sheet import key_sheet

        self._attempt(lambda: save_copy(key_sheet(key), "recovery-key.pdf", self.window))

    def _check_file(self) -> None:
        from consult_app.ui.files import read_copy

        def check() -> None:
            pdf = read_copy(self.window)
            if pdf is not None:
                self.controller.check(pdf)

        self._attempt(check)

    def _show_proof(self, proof: Proof) -> None:
        from consult_app.ui.dialogs.verify_dialog import VerifyDialog

        VerifyDialog(proof, self.window).open()

    # What goes wrong

    def _attempt(self, act: Callable[[], object]) -> None:
        try:
            act()
        except ConsultError as error:
            self._fail(error)

    def _fail(self, error: ConsultError) -> None:
        """Say a failure where the person looks: on the page that can say it, otherwise above it."""
        from consult_app.ui.messages import message

        if self.handing is not None and self.handing.puts_off(lambda: self._fail(error)):
            return
        said = message(error)
        if self._shown is not None and hasattr(self._shown, "refuse"):
            _call(self._shown, "refuse", said.title, said.text)
            if error.code in KEY_UNUSABLE and hasattr(self._shown, "offer_new_key"):
                _call(self._shown, "offer_new_key")
        else:
            self.window.tell(said.title, said.text, Tone.STOP)

    def _set_busy(self, *, busy: bool) -> None:
        if self._shown is not None and hasattr(self._shown, "set_busy"):
            self._shown.set_busy(busy=busy)

    def _tell_crash(self, kind: str) -> None:
        from consult_app.ui.dialogs.crash_dialog import CrashDialog

        if self.handing is not None and self.handing.puts_off(lambda: self._tell_crash(kind)):
            return
        self._set_busy(busy=False)
        dialog = CrashDialog(kind, self.window)
        dialog.quit_requested.connect(self.window.close)
        dialog.open()


def _made(module: str, name: str, *given: object) -> QWidget:
    """Import a page's module and build the page."""
    page = getattr(import_module(f"consult_app.ui.pages.{module}"), name)(*given)
    assert isinstance(page, QWidget)  # noqa: S101 - App names nothing else
    return page


def _call(page: QWidget, method: str, *given: object) -> None:
    getattr(page, method)(*given)
