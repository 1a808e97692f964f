"""What the worker is doing, in words, once it takes long enough to wonder."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

PATIENCE_MS = 300


class Work(Enum):
    """The kinds of work that can take a while."""

    SETTING_UP = "setting_up"
    UNLOCKING = "unlocking"
    READING = "reading"
    KEEPING = "keeping"
    LAYING_OUT = "laying_out"
    LAYING_OUT_AGAIN = "laying_out_again"
    SEALING = "sealing"
    CHECKING = "checking"
    CHECKING_RECORD = "checking_record"
    PRINTING = "printing"
    BACKING_UP = "backing_up"
    RESTORING = "restoring"
    READING_PAPER = "reading_paper"

    @property
    def may_be_left(self) -> bool:
        """Whether nothing is lost when its result is ignored; a seal is made or it is not."""
        return self in (Work.LAYING_OUT, Work.CHECKING, Work.PRINTING)


def work_words(work: Work) -> str:
    """Say what is being done."""
    tr = QCoreApplication.translate
    return {
        Work.SETTING_UP: tr("Progress", "Setting up the vault"),
        Work.UNLOCKING: tr("Progress", "Opening the vault"),
        Work.READING: tr("Progress", "Reading what is stored"),
        Work.KEEPING: tr("Progress", "Storing"),
        Work.LAYING_OUT: tr("Progress", "Laying out the pages"),
        Work.LAYING_OUT_AGAIN: tr("Progress", "Laying out the pages"),
        Work.SEALING: tr("Progress", "Sealing and checking"),
        Work.CHECKING: tr("Progress", "Checking the file"),
        Work.CHECKING_RECORD: tr("Progress", "Checking the file"),
        Work.PRINTING: tr("Progress", "Printing"),
        Work.READING_PAPER: tr("Progress", "Reading the pages that came back"),
        Work.RESTORING: tr("Progress", "Putting the backup back"),
        Work.BACKING_UP: tr("Progress", "Making and checking a backup"),
    }[work]


class Progress(QObject):
    """Keeps what is under way; tells it after a while, and `None` when all is done."""

    told = Signal(object)  # Work | None

    def __init__(self, parent: QObject | None = None, patience_ms: int = PATIENCE_MS) -> None:
        super().__init__(parent)
        self._running: dict[object, Work] = {}
        self._shown: Work | None = None
        self._timer = QTimer(self, singleShot=True, interval=patience_ms)
        self._timer.timeout.connect(self._tell)

    @property
    def shown(self) -> Work | None:
        """What is told as being done now."""
        return self._shown

    def begin(self, work: Work) -> object:
        """Note that work was asked for; gives what `end` needs."""
        ticket = object()
        self._running[ticket] = work
        if self._shown is None and not self._timer.isActive():
            self._timer.start()
        return ticket

    def end(self, ticket: object) -> None:
        """Note that it is done; what else is under way is told next."""
        self._running.pop(ticket, None)
        if not self._running:
            self._timer.stop()
        if self._shown is not None:
            self._tell()

    def forget(self) -> None:
        """Wait for nothing any more."""
        self._running.clear()
        self.end(None)

    def _tell(self) -> None:
        work = next(iter(self._running.values()), None)
        if work is not self._shown:
            self._shown = work
            self.told.emit(work)
