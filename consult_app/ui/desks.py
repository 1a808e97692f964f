"""All that serves the pages, beside the controller: made together, as soon as the first page is painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult_app.ui.account_desk import AccountDesk
from consult_app.ui.backup_desk import BackupDesk
from consult_app.ui.document_desk import DocumentDesk
from consult_app.ui.emergency_desk import EmergencyDesk
from consult_app.ui.handing_over import HandingOver
from consult_app.ui.incoming_desk import IncomingDesk
from consult_app.ui.log_desk import LogDesk
from consult_app.ui.merge_desk import MergeDesk
from consult_app.ui.paper_desk import PaperDesk
from consult_app.ui.paper_round import PaperRound
from consult_app.ui.photo_desk import PhotoDesk
from consult_app.ui.pin_desk import PinDesk
from consult_app.ui.retention_desk import RetentionDesk
from consult_app.ui.room_desk import RoomDesk
from consult_app.ui.time_desk import TimeDesk

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from consult_app.ui.controller import Controller
    from consult_app.ui.idle import IdleWatch
    from consult_app.ui.jobs import Jobs
    from consult_app.ui.main_window import MainWindow
    from consult_app.ui.prints_left import Print
    from consult_app.ui.remembered import Memory
    from consult_app.ui.telling import Telling


@dataclass(frozen=True, slots=True, eq=False)
class Desks:
    """One for each kind of thing that is asked for on a page and done behind it."""

    handing: HandingOver
    documents: DocumentDesk
    papers: PaperDesk
    paper_round: PaperRound
    pins: PinDesk
    accounts: AccountDesk
    photos: PhotoDesk
    log: LogDesk
    emergencies: EmergencyDesk
    retention: RetentionDesk
    merges: MergeDesk
    incoming: IncomingDesk
    backups: BackupDesk
    times: TimeDesk
    rooms: RoomDesk

    def close(self) -> tuple[Print, ...]:
        """End what goes on by itself, and let go of what a patient sees; gives the prints that go on."""
        self.handing.leave()
        self.photos.close()
        prints = self.papers.close()
        self.backups.close()
        self.times.close()
        self.rooms.stop()
        return prints


def make_desks(  # noqa: PLR0913, PLR0917 - the parts of one window
    window: MainWindow,
    telling: Telling,
    memory: Memory,
    idle_watch: IdleWatch,
    controller: Controller,
    jobs: Jobs,
    parent: QObject,
) -> Desks:
    """Set them up; nothing is connected to the pages yet."""
    papers = PaperDesk(window, controller, memory, parent)
    return Desks(
        handing=HandingOver(window, controller, idle_watch, parent),
        documents=DocumentDesk(window, telling, controller),
        papers=papers,
        paper_round=PaperRound(window, controller, papers.print_to_sign, parent),
        pins=PinDesk(window, parent),
        accounts=AccountDesk(window, controller, parent),
        photos=PhotoDesk(window, controller, parent),
        log=LogDesk(window, controller, parent),
        emergencies=EmergencyDesk(controller, parent),
        retention=RetentionDesk(window, controller, parent),
        merges=MergeDesk(window, controller, parent),
        incoming=IncomingDesk(window, controller, parent),
        backups=BackupDesk(controller, jobs, parent),
        times=TimeDesk(controller, parent),
        rooms=RoomDesk(controller, parent),
    )
