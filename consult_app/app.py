"""The composition root: builds controller, window and pages, and connects every signal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache, partial
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from consult_app.assets import resource
from consult_app.private_memory import keep_memory_private
from consult_app.services import data_folder, look_file, preload, preload_papers, services, vault_lies_in
from consult_app.ui.appearance import wear
from consult_app.ui.files import keep_no_history
from consult_app.ui.first_paint import FirstPaint
from consult_app.ui.idle import IdleWatch
from consult_app.ui.main_window import MainWindow
from consult_app.ui.placing import remember_place, show_where_it_was
from consult_app.ui.remembered import Memory
from consult_app.ui.renewal import CAN_RENEW, left_before, prints_before, renew
from consult_app.ui.settings_desk import SettingsDesk
from consult_app.ui.stage import Stage, call, nobody
from consult_app.ui.telling import Telling
from consult_app.ui.tidying import settle, tidy
from consult_app.ui.tokens import Tone

if TYPE_CHECKING:
    from consult_app.domain.consultation import Patient
    from consult_app.domain.rooms import Version
    from consult_app.errors import ConsultError
    from consult_app.ui.account_desk import AccountDesk
    from consult_app.ui.backup_desk import BackupDesk
    from consult_app.ui.controller import Controller
    from consult_app.ui.describing import Describing
    from consult_app.ui.desks import Desks
    from consult_app.ui.document_desk import DocumentDesk
    from consult_app.ui.emergency_desk import EmergencyDesk
    from consult_app.ui.handing_over import HandingOver
    from consult_app.ui.idle_notice import IdleNotice
    from consult_app.ui.incoming_desk import IncomingDesk
    from consult_app.ui.jobs import Jobs
    from consult_app.ui.left import Left
    from consult_app.ui.log_desk import LogDesk
    from consult_app.ui.merge_desk import MergeDesk
    from consult_app.ui.paper_desk import PaperDesk
    from consult_app.ui.paper_round import PaperRound
    from consult_app.ui.photo_desk import PhotoDesk
    from consult_app.ui.prints_left import Print
    from consult_app.ui.retention_desk import RetentionDesk
    from consult_app.ui.room import Room
    from consult_app.ui.room_desk import RoomDesk
    from consult_app.ui.time_desk import TimeDesk
    from consult_app.ui.unfinished_desk import UnfinishedDesk
    from consult_app.ui.words_desk import WordsDesk
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
    # What unlocking and talking need takes a second to load: done while somebody types.
    app.furnished.connect(Thread(target=_preload).start)
    app.idle_watch.resting.connect(partial(_rest, app))
    if CAN_RENEW:
        app.shut.connect(lambda: _renew(app))
    code = QApplication.exec()
    app.close()
    app.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return code


def _renew(app: App) -> None:
    """Let a new process stand at the door, where this one stood."""
    remember_place(app.window, app.memory)
    left = app.controller.left
    app.close()
    renew(left, app.prints)
    # All is closed: what cannot begin anew does not stay.
    QApplication.exit(1)


def open_app() -> App:
    """Make the program ready to be shown."""
    os.umask(0o077)
    keep_memory_private()
    keep_no_history()
    if sys.platform == "linux":
        # Only our own fonts are looked at: forty milliseconds, and the same picture on every machine.
        os.environ.setdefault("FONTCONFIG_FILE", str(resource("fonts/fonts.conf")))
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Consult")
    memory = Memory(look_file())
    wear(memory.kept.look, memory.kept.text)
    folder = data_folder()
    app = App(lambda: services(folder), vault_lies_in(folder), memory)
    app.left, app.prints = left_before(), prints_before()
    sys.excepthook = app.report_bug
    return app


def _preload() -> None:
    from consult_app.ui.room_pages import preload_pages

    preload()
    preload_pages()
    settle()


def _rest(app: App) -> None:
    """Do what can wait, and load what laying out and sealing need when the way there is half gone."""
    tidy()
    if app.window.room is not None and app.window.room.is_near_the_end:
        _load_papers()


@cache
def _load_papers() -> None:
    Thread(target=preload_papers).start()


class App(QObject):
    """Everything that is on screen, with all its connections.

    The first page is shown before anything behind it exists; `bind` is called once it is painted.
    """

    furnished = Signal()
    shut = Signal()
    """The vault was locked and closed, and nobody is being told of something that went wrong."""

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
        self._desks: Desks | None = None
        self._describing: Describing | None = None
        self._unfinished: UnfinishedDesk | None = None
        self._jobs: Jobs | None = None
        self.window = MainWindow()
        self.idle_watch = IdleWatch(parent=self)
        self.settings = SettingsDesk(self.window, self.memory, self.idle_watch, self)
        self.window.look_changed.connect(lambda look, text: self.memory.change(look=look, text=text))
        self.window.closing.connect(lambda: remember_place(self.window, self.memory))
        self.stage = Stage(self.window, self._strength, self._connect_new)
        self.telling = Telling(self.window, self.stage)
        self._notice: IdleNotice | None = None
        self._after_key: Callable[[], object] = nobody
        self.left: Left | None = None
        self.prints: tuple[Print, ...] = ()
        """What goes on at a printer beyond a process: at first of the one before, in the end of this one."""

    def start(self) -> None:
        """Show the first page: set up, or unlock."""
        ground = self.stage.first_ground("unlock" if self._founded else "first_run")
        FirstPaint(ground).painted.connect(lambda: self.controller)

    @property
    def controller(self) -> Controller:
        """The controller, made when it is first needed."""
        if self._controller is None:
            self._furnish()
        assert self._controller is not None  # noqa: S101 - made in the line above
        return self._controller

    @property
    def handing(self) -> HandingOver | None:
        """What hands the screen to the patient, as soon as there is a controller."""
        return self._desks.handing if self._desks else None

    @property
    def desks(self) -> Desks:
        """What serves the pages, made with the controller."""
        assert self._desks is not None  # noqa: S101 - nothing is asked for before
        return self._desks

    def _furnish(self) -> None:
        from consult_app.ui.controller import Controller
        from consult_app.ui.describing import Describing
        from consult_app.ui.desks import make_desks
        from consult_app.ui.jobs import Jobs
        from consult_app.ui.unfinished_desk import UnfinishedDesk

        self._jobs = jobs = Jobs(self)
        self._controller = controller = Controller(self._bind(), jobs, self)
        controller.left = self.left
        self._desks = desks = make_desks(
            self.window, self.telling, self.memory, self.idle_watch, controller, jobs, self
        )
        self.telling.put_off = desks.handing.puts_off
        self._connect_controller(controller, jobs)
        self._connect_consultation(controller, desks.documents)
        self._connect_papers(controller, desks.papers)
        desks.papers.follow(self.prints)
        self._connect_backups(controller, desks.backups)
        self._connect_times(controller, desks.times)
        self._connect_rooms(controller, desks.rooms)
        self._connect_wet_ink(controller, desks.paper_round)
        self._connect_accounts(desks.accounts)
        self._connect_photos(desks.photos)
        self._connect_log(controller, desks.log)
        self._connect_emergencies(desks.emergencies)
        self._connect_retention(controller, desks.retention)
        self._connect_merges(controller, desks.merges)
        self._connect_incoming(controller, desks.incoming)
        self._connect_window(controller, desks.handing)
        self._connect_keys(controller)
        # After the pages: it goes on with them once they are shown.
        self._unfinished = UnfinishedDesk(
            self.window, self.settings, controller, desks.accounts, self._words_desk(controller, desks)
        )
        self._describing = Describing(self)
        controller.consultation.changed.connect(self._describing.hear)
        desks.handing.turned.connect(self._describing.hear)
        # A page may come while the window has no keyboard, so that no change of focus is told.
        self.stage.turned = self._describing.hear
        self._describing.hear()
        for page in self.stage.built():
            self._connect_page(page)
        controller.door.list_users()
        self.furnished.emit()

    def _words_desk(self, controller: Controller, desks: Desks) -> WordsDesk:
        """Bring dialogs, and parts of pages, together with what was left in them at a lock."""
        from consult_app.domain.unfinished import Place
        from consult_app.ui.words_desk import WordsDesk

        photos, retention, merges = desks.photos, desks.retention, desks.merges
        papers, log = desks.papers, desks.log

        def begin_emergency(_: str) -> None:
            self._begin_emergency()
            words.fill_page(Place.EMERGENCY)

        openers: dict[Place, Callable[[str], object]] = {
            Place.RETENTION: retention.open_again,
            Place.REMOVAL: lambda about: photos.open_again(
                about, lambda id_: self.stage.ask("ask_removal", id_)
            ),
            Place.PHOTOS: photos.open,
            Place.MERGE: merges.compare_again,
            Place.PARTING: merges.part_again,
            Place.USER: self.settings.open_user_again,
            Place.EMERGENCY: begin_emergency,
            Place.LOG: lambda _: log.open(),
            Place.PALETTE: lambda _: words.fill_sheet(self._commands.show_palette()),
            Place.PRINT: papers.print_again,
        }
        words = WordsDesk(self.window, self.stage, controller.consultation, openers)
        photos.read.connect(lambda screen: words.fill_page(Place.PHOTOS, screen.consultation))
        log.read.connect(lambda _: words.fill_page(Place.LOG))
        controller.desk.listed.connect(lambda _: words.fill_page(Place.SEARCH))
        for desk in (retention, photos, merges, papers):
            desk.opened.connect(words.fill_sheet)
        self.settings.sheet_opened.connect(words.fill_sheet)
        return words

    def close(self) -> None:
        """Have what was typed last kept and the vault closed, even where the page on screen failed."""
        self.idle_watch.stop()
        if self._describing is not None:
            self.stage.turned = nobody
            self._describing.end()
            self._describing = None
        try:
            self._flush()
        finally:
            if self._controller is not None and self._jobs is not None:
                self.prints = self.desks.close()
                self._controller.close()
                self._jobs.close()

    def report_bug(
        self, kind: type[BaseException], bug: BaseException, _trace: TracebackType | None = None
    ) -> None:
        """Log a bug without any value, and say it; the draft is kept."""
        import logging

        from consult_app.ui.jobs import place

        logging.getLogger(__name__).error("%s at %s", kind.__name__, place(bug))
        self.telling.tell_crash(kind.__name__)

    # Connections

    def _connect_controller(self, controller: Controller, jobs: Jobs) -> None:
        self.settings.serve(controller.house)
        self.settings.recovery_key_made.connect(
            lambda key: self._show_recovery_key(key, then=controller.list_consultations)
        )
        controller.locked.connect(self.settings.close)
        controller.locked.connect(self._lock)
        controller.door.closed.connect(self._tell_shut)
        controller.failed.connect(self.telling.fail)
        controller.consultation.caught_up.connect(self.telling.take_back)
        controller.followed.connect(self._tell_followed)
        controller.known_found.connect(lambda patients: self.stage.ask("display_known", patients))
        controller.door.founded.connect(lambda key: self._show_recovery_key(key, then=self._show_ready))
        controller.door.key_awaited.connect(
            lambda key: self._show_recovery_key(key, then=controller.door.enter, anew=True)
        )
        controller.door.users_listed.connect(
            lambda users: self.stage.ask("show_users", users, self.memory.kept.user)
        )
        controller.door.opened.connect(lambda: self.memory.change(user=controller.door.vault.staff.me.id))
        controller.desk.listed.connect(self._list)
        controller.desk.administered.connect(lambda screen: self.stage.display("administration", screen))
        controller.desk.found.connect(lambda found: call(self.stage.page("start"), "display_found", found))
        controller.desk.judged.connect(self._show_missing)
        controller.desk.compared.connect(lambda screen: self.stage.display("changes", screen))
        controller.desk.course_read.connect(lambda screen: self.stage.display("course", screen))
        controller.desk.finding_patient.connect(lambda screen: self.stage.display("patient", screen))
        controller.background.busy.connect(lambda busy: self.stage.ask("set_busy", busy=busy))
        controller.background.progress.told.connect(self.window.show_progress)
        self.window.cancel_requested.connect(controller.background.cancel)
        jobs.crashed.connect(self.telling.tell_crash)
        jobs.crashed.connect(self.desks.photos.forget)
        self.idle_watch.idle.connect(self._lock_idle)
        self.idle_watch.nearing.connect(self._warn_idle)
        self.idle_watch.used.connect(self._calm_idle)

    def _connect_backups(self, controller: Controller, backups: BackupDesk) -> None:
        controller.door.backups_found.connect(lambda found: self.stage.ask("show_backups", found))
        controller.door.restored.connect(self._show_restored)
        controller.house.preferred.connect(lambda _: backups.look())
        controller.house.backup_requested.connect(backups.make)
        controller.locked.connect(backups.stop)
        backups.made.connect(self.settings.show_backup)
        backups.made.connect(lambda backup: self.stage.ask("show_backup", backup))
        backups.failed.connect(self._fail_backup)

    def _connect_times(self, controller: Controller, times: TimeDesk) -> None:
        controller.house.preferred.connect(times.follow)
        controller.house.time_requested.connect(times.ask)
        controller.house.settings_read.connect(lambda _: times.tell())
        controller.signing.sealed.connect(lambda *_: times.look())
        controller.locked.connect(times.stop)
        times.changed.connect(self.settings.show_times)
        times.added.connect(controller.signing.show_again)
        times.crashed.connect(self.telling.tell_crash)

    def _connect_emergencies(self, desk: EmergencyDesk) -> None:
        desk.found.connect(lambda screen: self.stage.ask("show_found", screen))
        desk.laid.connect(lambda pdf: self.stage.ask("show_pages", pdf))
        desk.failed.connect(self.telling.fail)

    def _connect_rooms(self, controller: Controller, rooms: RoomDesk) -> None:
        controller.desk.listed.connect(lambda _: rooms.look())
        controller.locked.connect(rooms.stop)
        controller.desk.listed_again.connect(self._list_again)
        controller.locked.connect(self.window.forget_rooms)
        rooms.told.connect(self.window.show_rooms)
        rooms.told.connect(lambda told: self.stage.ask("show_rooms", told))
        rooms.changed.connect(self._look_again)
        rooms.failed.connect(self.telling.fail)

    def _replace_vault(self) -> None:
        self.stage.show("restore")
        self.stage.ask("take_the_place")

    def _show_restored(self) -> None:
        self.stage.show("unlock")
        self.stage.ask("say_restored")
        self.controller.door.list_users()

    def _fail_backup(self, error: ConsultError) -> None:
        if not self.settings.refuse_backup(error):
            self.telling.fail(error)

    def _connect_consultation(self, controller: Controller, documents: DocumentDesk) -> None:
        controller.consultation.entered.connect(self._enter)
        controller.consultation.changed.connect(self._show)
        controller.consultation.revealed.connect(lambda subject: self.stage.ask("reveal", subject))
        controller.consultation.kept.connect(self.window.show_saved)
        controller.consultation.previewing.laid.connect(lambda pdf: self.stage.ask("show_draft", pdf))
        controller.consultation.previewing.spoken.connect(
            lambda tags: self.stage.ask("offer_languages", tags)
        )
        controller.consultation.previewing.unspoken.connect(
            lambda error: self.stage.ask("say_unspoken", error)
        )
        controller.signing.pages_laid.connect(lambda pdf: self.stage.ask("show_pages", pdf))
        controller.signing.sealed.connect(lambda *record: self.stage.ask("display", *record))
        controller.signing.pin_wanted.connect(self.desks.pins.ask)
        controller.checked.connect(documents.show_proof)
        self.window.files_dropped.connect(self._take_dropped)
        self.desks.incoming.pdf_met.connect(documents.check_dropped)

    def _take_dropped(self, paths: list[str]) -> None:
        """Bring files to the page that waits for some, patients to their list; check any other."""
        if self.stage.asked("takes_files"):
            self.stage.ask("bring_files", paths)
        elif len(paths) == 1 and self.stage.can("takes_patients"):
            self.desks.incoming.take(paths[0])
        else:
            self.desks.documents.check_dropped(paths)

    def _connect_papers(self, controller: Controller, papers: PaperDesk) -> None:
        from consult_app.ui.blank_desk import BlankDesk

        controller.signing.sealed.connect(papers.read)
        controller.signing.sealed.connect(controller.sequels.read)
        controller.sequels.after_read.connect(lambda screen: self.stage.ask("show_after", screen))
        papers.handed.connect(lambda handed: self.stage.ask("show_handed", handed))
        papers.failed.connect(self.telling.fail)
        blank = BlankDesk(self.window, controller, papers.print_blank, self)
        blank.failed.connect(self.telling.fail)
        self.window.blank_requested.connect(blank.offer)

    def _connect_wet_ink(self, controller: Controller, paper: PaperRound) -> None:
        controller.wet_ink.set_aside.connect(lambda aside: self.stage.ask("show_aside", aside))
        controller.consultation.changed.connect(lambda *_: controller.wet_ink.show_again())
        paper.watched.connect(lambda folder: self.stage.ask("show_watched", folder))
        paper.failed.connect(self.telling.fail)

    def _connect_accounts(self, accounts: AccountDesk) -> None:
        accounts.given_read.connect(lambda screen: self.stage.display("given", screen))
        accounts.complication_read.connect(lambda screen: self.stage.display("complication", screen))
        accounts.lots_read.connect(lambda screen: self.stage.display("lots", screen))
        accounts.told.connect(lambda screen: self.stage.display("course", screen))
        accounts.failed.connect(self.telling.fail)
        self.window.lots_requested.connect(lambda: self._put_aside(accounts.look_up))

    def _connect_log(self, controller: Controller, log: LogDesk) -> None:
        log.read.connect(lambda screen: self.stage.display("log", screen))
        log.found.connect(lambda part: self.stage.ask("show_log", part))
        log.more_found.connect(lambda part: self.stage.ask("show_more_log", part))
        log.failed.connect(self.telling.fail)
        controller.house.log_requested.connect(log.open)
        controller.house.log_checked.connect(lambda checked: self.stage.ask("show_checked", checked))
        controller.house.log_check_moved.connect(
            lambda pages, entries: self.stage.ask("show_check_moved", pages, entries)
        )
        controller.locking.connect(controller.house.stop_check)
        self.window.log_requested.connect(log.open)

    def _connect_photos(self, photos: PhotoDesk) -> None:
        photos.read.connect(lambda screen: self.stage.display("photos", screen))
        photos.fetched.connect(lambda *photo: self.stage.ask("show_photo", *photo))
        photos.failed.connect(self.telling.fail)
        photos.watched.connect(lambda folder: self.stage.ask("show_watched", folder))
        photos.moved.connect(lambda done, count: self.stage.ask("show_moved", done, count))

    def _connect_retention(self, controller: Controller, retention: RetentionDesk) -> None:
        retention.read.connect(lambda screen: self.stage.display("retention", screen))
        retention.failed.connect(self.telling.fail)
        retention.destroyed.connect(self._tell_destroyed)
        self.window.records_requested.connect(retention.open)
        controller.house.records_requested.connect(retention.open)

    def _connect_incoming(self, controller: Controller, incoming: IncomingDesk) -> None:
        incoming.opened.connect(lambda: self.stage.display("incoming", None))
        incoming.read.connect(lambda screen: self.stage.display("incoming", screen))
        incoming.brought.connect(lambda brought: self.stage.ask("display_brought", brought))
        incoming.offered.connect(lambda came: self.stage.ask("offer_out", came))
        incoming.taken_out.connect(lambda number: self.stage.ask("display_out", number))
        incoming.failed.connect(self.telling.fail)
        controller.locked.connect(incoming.forget)
        controller.house.incoming_requested.connect(incoming.open)
        self.window.incoming_requested.connect(incoming.open)

    def _connect_merges(self, controller: Controller, merges: MergeDesk) -> None:
        merges.read.connect(lambda screen: self.stage.display("course", screen))
        merges.failed.connect(self.telling.fail)
        controller.called_otherwise.connect(self._tell_called)
        controller.kept_twice.connect(self._tell_version)
        controller.signed_otherwise.connect(self._tell_signed_otherwise)

    def _connect_window(self, controller: Controller, handing: HandingOver) -> None:
        window, consultation = self.window, controller.consultation
        window.step_requested.connect(lambda step: self._leave_page(lambda: consultation.go_to(step)))
        window.out_requested.connect(lambda: self.stage.ask("leave"))
        window.back_requested.connect(lambda: self._leave_page(consultation.go_back))
        window.continue_requested.connect(lambda: self._leave_page(consultation.go_on))
        window.next_gap_requested.connect(lambda: self._leave_page(consultation.go_to_gap))
        window.leave_requested.connect(lambda: self._leave_page(controller.list_consultations))
        window.lock_requested.connect(self._lock_door)
        window.patient_requested.connect(lambda step: self._leave_page(lambda: handing.offer(step)))
        window.override_requested.connect(controller.said.override)
        window.override_withdrawn.connect(controller.said.withdraw_override)
        window.reason_written.connect(controller.said.write_reason)
        window.jump_requested.connect(
            lambda subject, step: self._leave_page(lambda: consultation.reveal(subject, step))
        )
        window.closing.connect(self._flush)

    def _connect_keys(self, controller: Controller) -> None:
        from consult_app.ui.commands import Commands
        from consult_app.ui.taking_back import TakingBack

        self._commands = Commands(self.window, controller, lambda: self.stage.at_door)
        self.window.undo_requested.connect(lambda: self._leave_page(controller.consultation.undo))
        self.window.redo_requested.connect(lambda: self._leave_page(controller.consultation.redo))
        controller.consultation.changed.connect(self.window.unnote)
        controller.consultation.turned.connect(TakingBack(self.window).tell)

    def _connect_new(self, page: QWidget) -> None:
        """Connect a page at once, or with everything else where there is no controller yet."""
        if self._controller is not None:
            self._connect_page(page)

    def _connect_page(self, page: QWidget) -> None:
        """Connect whichever signals of the table a page has."""
        for signal, slot in self._slots().items():
            if hasattr(page, signal):
                getattr(page, signal).connect(slot)

    def _slots(self) -> dict[str, Callable[..., object]]:
        """What each signal of a page means; the same name means the same on every page."""
        return {
            **self._slots_of_the_door(),
            **self._slots_of_what_is_said(),
            **self._slots_of_signing(),
            **self._slots_of_papers(),
            **self._slots_of_records(),
        }

    def _slots_of_the_door(self) -> dict[str, Callable[..., object]]:
        controller, emergencies = self.controller, self.desks.emergencies
        return {
            "found_requested": controller.door.found,
            "restore_page_requested": lambda: self.stage.show("restore"),
            "replace_page_requested": self._replace_vault,
            "door_requested": lambda: self.stage.show("unlock" if self._founded else "first_run"),
            "backups_requested": controller.door.find_backups,
            "restore_requested": controller.door.restore,
            "unlock_requested": controller.door.unlock,
            "recover_requested": controller.door.recover,
            "continue_requested": self._leave_recovery_key,
            "lock_requested": self._lock_door,
            "find_requested": controller.desk.search,
            "new_requested": controller.desk.find_patient,
            "new_for_requested": controller.desk.find_patient,
            "patient_requested": lambda id_: self._put_aside(lambda: controller.desk.read_course(id_)),
            "next_requested": controller.desk.follow,
            "open_requested": controller.open,
            "check_requested": self.desks.documents.check_file,
            "details_requested": controller.house.read,
            "sample_requested": controller.house.try_sample,
            "leave_requested": lambda: self._put_aside(controller.list_consultations),
            "begun": controller.begin,
            "search_requested": controller.search,
            "emergency_requested": self._begin_emergency,
            "emergency_sought": emergencies.find,
            "emergency_read": emergencies.read,
            "acknowledged": emergencies.acknowledge,
        }

    def _slots_of_what_is_said(self) -> dict[str, Callable[..., object]]:
        said = self.controller.said
        return {
            "corrected": said.correct,
            "answered": said.answer,
            "cleared": said.clear,
            "confirmed": said.confirm,
            "override_requested": said.override,
            "override_withdrawn": said.withdraw_override,
            "reason_written": said.write_reason,
            "jump_requested": self._jump,
            "decided": said.decide,
            "undecided": said.undecide,
            "mixed": said.mix,
            "weighed": said.weigh,
            "own_risks_changed": said.add_risks,
            "exchanged": said.exchange,
            "large_print_chosen": said.print_large,
            "language_chosen": said.speak,
            "sequel_written": said.add,
            "signers_chosen": said.name_signers,
        }

    def _slots_of_signing(self) -> dict[str, Callable[..., object]]:
        controller, signing = self.controller, self.controller.signing
        return {
            "review_requested": signing.review,
            "reopen_requested": signing.reopen,
            "signed": signing.sign,
            "ink_drawn": signing.draw,
            "patient_read_back": signing.read_back,
            "end_requested": signing.end,
            "again_requested": controller.begin_again,
            "seal_requested": signing.seal,
            "sequel_requested": controller.sequels.begin,
            "new_key_requested": controller.house.renew_key,
        }

    def _slots_of_papers(self) -> dict[str, Callable[..., object]]:
        papers, paper, wet = self.desks.papers, self.desks.paper_round, self.controller.wet_ink
        return {
            "print_requested": papers.print,
            "print_key_requested": papers.print_key,
            "save_key_requested": self.desks.documents.save_recovery_key,
            "save_requested": papers.save,
            "share_requested": papers.share,
            "drop_requested": papers.drop,
            "give_requested": papers.give,
            "paper_wanted": wet.begin,
            "paper_print_requested": paper.print,
            "paper_save_requested": paper.save,
            "paper_files_requested": paper.add_files,
            "paper_files_brought": paper.bring,
            "paper_folder_requested": paper.turn_folder,
            "paper_out_requested": wet.take_out,
            "paper_put_requested": wet.put,
            "paper_turn_requested": wet.turn,
            "paper_leave_requested": wet.leave_out,
            "paper_noted": wet.note,
            "paper_confirmed": wet.complete,
        }

    def _slots_of_records(self) -> dict[str, Callable[..., object]]:
        accounts, photos = self.desks.accounts, self.desks.photos
        log, retention, merges = self.desks.log, self.desks.retention, self.desks.merges
        incoming = self.desks.incoming
        return {
            "given_requested": accounts.open_given,
            "given": accounts.give,
            "complication_requested": accounts.open_complication,
            "complicated": accounts.note_complication,
            "copy_requested": accounts.copy_patient,
            "lots_requested": accounts.look_up,
            "photos_requested": photos.open,
            "photo_requested": photos.fetch,
            "photos_wanted": photos.choose,
            "folder_wanted": photos.watch,
            "photos_brought": photos.bring,
            "folder_left": photos.stop,
            "photos_left": photos.leave,
            "removal_requested": photos.remove,
            "lot_requested": accounts.look_up,
            "lot_save_requested": accounts.save,
            "log_requested": log.open,
            "log_wanted": log.look,
            "log_part_wanted": log.look,
            "log_save_requested": log.save,
            "log_check_requested": self.controller.house.check_log,
            "log_check_stop_requested": self.controller.house.stop_check,
            "compare_requested": merges.compare,
            "part_requested": merges.part,
            "due_requested": retention.open,
            "more_due_requested": retention.open_more,
            "records_requested": retention.open,
            "decision_requested": retention.decide,
            "certificate_requested": retention.save,
            "incoming_requested": incoming.open,
            "file_wanted": incoming.choose,
            "file_told": incoming.tell,
            "bring_requested": incoming.bring,
            "correct_requested": incoming.correct,
            "out_requested": incoming.take_out,
            "stayed_requested": incoming.save_stayed,
        }

    # The door and the list

    def _strength(self, passphrase: str) -> tuple[int, str]:
        return self.controller.door.strength(passphrase)

    def _lock(self) -> None:
        """Show the door, and nothing of anybody behind it, nor before it."""
        for dialog in self.window.findChildren(QDialog):
            dialog.reject()
        self._calm_idle()
        self.window.clear_room()
        self.stage.forget()
        self.stage.show("unlock")
        self.controller.door.list_users()
        if self.handing is not None:
            self.handing.end()

    def _lock_door(self) -> None:
        subject = self.stage.asked("at") or ""
        self._leave_page(lambda: self.controller.lock(subject))

    def _lock_idle(self) -> None:
        if not self.stage.at_door:
            self._lock_door()

    def _tell_shut(self) -> None:
        if self.stage.at_door and not any(each.isVisible() for each in self.window.findChildren(QDialog)):
            self.shut.emit()

    def _warn_idle(self, seconds: int) -> None:
        from consult_app.ui.idle_notice import IdleNotice

        if not self.stage.at_door:
            self._notice = self._notice or IdleNotice(self.window)
            self._notice.warn(seconds)

    def _calm_idle(self) -> None:
        if self._notice is not None:
            self._notice.calm()

    def _show_recovery_key(self, key: str, then: Callable[[], object], *, anew: bool = False) -> None:
        from consult_app.ui.printing import offered_printers

        self._after_key = then
        call(self.stage.show("recovery"), "show_key", key, printer=bool(offered_printers()), anew=anew)

    def _begin_emergency(self) -> None:
        call(self.stage.show("emergency"), "begin")

    def _leave_recovery_key(self) -> None:
        call(self.stage.page("recovery"), "forget")
        self.controller.door.note_key_kept()
        self._after_key()

    def _show_ready(self) -> None:
        self.stage.show("ready")

    def _list(self, screen: object) -> None:
        self.window.clear_room()
        # Shown once it is filled: the keyboard goes where there is something to search.
        call(self.stage.page("start"), "display", screen)
        self.stage.show("start")

    def _look_again(self) -> None:
        """Have the list made anew for whoever looks at it."""
        if self.stage.can("show_rooms"):
            self.controller.desk.list_again()

    def _list_again(self, screen: object) -> None:
        """Show it to whoever still looks at the list."""
        self.stage.ask("display_again", screen)

    def _put_aside(self, then: Callable[[], None]) -> None:
        """Leave a page; what was being written down on it is there again when it is shown again."""
        if self._unfinished is not None:
            self._unfinished.put_aside()
        then()

    def _show_missing(self, consultation: str, missing: object) -> None:
        call(self.stage.page("start"), "show_missing", consultation, missing)

    def _tell_version(self, version: Version) -> None:
        """Say which of two consultations this is that two rooms said otherwise at once."""
        from consult_app.ui.list_words import version_words

        title = self.tr("This consultation was kept twice")
        words = self.tr(
            "Another room had changed it at the same time, so both are in the list. {0}."
            " Compare them, and end the one that does not hold."
        )
        self.window.tell(title, words.format(version_words(version)), Tone.CAUTION)

    def _tell_called(self, before: Patient, now: Patient) -> None:
        """Say that a consultation goes on by other details than it was begun with."""
        from consult_app.ui.merge_words import whole_words

        title = self.tr("The patient is called otherwise now")
        words = self.tr(
            "Details were corrected elsewhere, or entries joined or parted, since this consultation was"
            " begun. It goes on with {0}; until now it said {1}."
        )
        self.window.tell(title, words.format(whole_words(now), whole_words(before)), Tone.CAUTION)

    def _tell_signed_otherwise(self, before: Patient, now: Patient) -> None:
        """Say that pages which are being signed name the patient as they were called."""
        from consult_app.ui.merge_words import whole_words

        title = self.tr("The patient is called otherwise now")
        words = self.tr(
            "These pages say {1} and do not change any more; since then it was corrected to {0}. If what they"
            " say is wrong, end this under “Cannot be completed” and begin again."
        )
        self.window.tell(title, words.format(whole_words(now), whole_words(before)), Tone.CAUTION)

    def _tell_followed(self, carried: Carried) -> None:
        from consult_app.ui.carried_words import carried_words

        self.window.tell(*carried_words(carried))

    def _tell_destroyed(self) -> None:
        self.window.tell(
            self.tr("Everything about this patient was destroyed"),
            self.tr("The certificate is in the list. It says which backups still hold the records."),
            Tone.GOOD,
        )

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
        self.stage.shown = page
        if room.step is Step.SCREENING:
            call(page, "display", screen, room.findings, room.clinician_name)
        elif room.step is not Step.DONE:  # which shows the stored file, as soon as it was read back
            call(page, "display", screen)
        if self.handing is None or not self.handing.beside:
            self.window.show_room(room)

    def _jump(self, *where: Any) -> None:  # noqa: ANN401 - one page gives a gap, another fact and step
        """Go where something can be settled: to a gap, or to a fact at its step."""
        subject, step = where if len(where) > 1 else (where[0].subject, where[0].step)
        self._leave_page(lambda: self.controller.consultation.reveal(subject, step))

    def _leave_page(self, then: Callable[[], None]) -> None:
        """Have what was typed last kept before the page changes."""
        self._flush()
        then()

    def _flush(self) -> None:
        if self.handing is not None:
            self.handing.flush()
        self.stage.ask("flush")
        self.window.flush()
