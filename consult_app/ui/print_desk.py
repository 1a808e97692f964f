"""Where something is sent to a printer, whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from consult_app.errors import PrintError
from consult_app.ui import printing
from consult_app.ui.pdf_pages import PdfPages
from consult_app.ui.print_choice import PrintChoice, PrintOffer
from consult_app.ui.print_job import PrintJob
from consult_app.ui.progress import Progress, Work

if TYPE_CHECKING:
    from consult_app.domain.paper import Reason
    from consult_app.ui.main_window import MainWindow
    from consult_app.ui.prints_left import Print
    from consult_app.ui.remembered import Memory

Begin = Callable[[PrintChoice, "Reason | None"], object]
Refused = Callable[[PrintError], object]


@dataclass(frozen=True, slots=True)
class Errand:
    """What somebody wants on paper: `refused` where there is no printer; no `later` where it cannot wait.

    `about` says which paper of which consultation it is, where how it is printed outlasts a lock.
    """

    title: str
    pdf: bytes
    begin: Begin
    refused: Refused
    later: Callable[[], object] | None = None
    again: bool = False
    about: str = ""


class PrintDesk(QObject):
    """Asks how, sends, and says what is under way until it is on paper."""

    opened = Signal(object)  # PrintSheet

    def __init__(
        self, window: MainWindow, progress: Progress, memory: Memory, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window, self._progress, self._memory = window, progress, memory
        self._jobs: dict[PrintJob, str] = {}
        """What is on its way to a printer, and which paper of which consultation it is."""
        self._printers: dict[PrintJob, str] = {}
        window.cancel_requested.connect(self.cancel)

    def offer(self, errand: Errand) -> None:
        """Ask how to print, unless this machine always prints in one way."""
        try:
            known, kept = printing.printers(), self._memory.kept
        except PrintError as silent:
            errand.refused(silent)
            return
        if not known:
            errand.refused(PrintError("no-printer"))
            return
        pages = PdfPages(errand.pdf)
        count, paper = len(pages), printing.paper_of(pages.size_pt(0).width())
        pages.close()
        printer = printing.usual_printer(kept.printer, known)
        usual = PrintChoice(printer, kept.copies, paper=paper, tray=kept.trays.get(printer, ""))
        if kept.printer in known and not errand.again:
            errand.begin(usual, None)
        else:
            may_wait = errand.later is not None
            offer = PrintOffer(errand.title, count, known, usual, errand.again, may_wait, errand.about)
            self._ask(offer, errand)

    def prints(self, about: str) -> bool:
        """Whether this paper is on its way."""
        return about in self._jobs.values()

    def send(
        self,
        pdf: bytes,
        choice: PrintChoice,
        printed: Callable[[], object],
        refused: Refused,
        about: str = "",
    ) -> None:
        """Send to the printer; `printed` is called once it is on paper."""
        job = printing.print_job(pdf, choice, self)
        self._watch(job, printed, refused, about)
        self._printers[job] = choice.printer
        job.start()

    def follow(self, left: Print, printed: Callable[[], object], refused: Refused) -> None:
        """Take up again what was on its way to a printer when the process was replaced."""
        job = printing.followed_job(left.printer, left.job, self)
        self._watch(job, printed, refused, left.about)
        self._printers[job] = left.printer

    def _watch(self, job: PrintJob, printed: Callable[[], object], refused: Refused, about: str) -> None:
        ticket = self._progress.begin(Work.PRINTING)

        def end(then: Callable[[], object]) -> None:
            self._jobs.pop(job, None)
            self._printers.pop(job, None)
            self._progress.end(ticket)
            then()

        job.printed.connect(lambda: end(printed))
        job.failed.connect(lambda error: end(partial(refused, error)))
        job.reached.connect(
            lambda page, of: self._window.show_part(self.tr("Page {0} of {1}").format(page, of))
        )
        self._jobs[job] = about

    def cancel(self) -> None:
        """Take back what is on its way, where that is what is told as being done."""
        if self._progress.shown is not Work.PRINTING:
            return
        for job in self._jobs:
            job.cancel()
        self._jobs.clear()

    def close(self) -> dict[str, tuple[str, str]]:
        """Let go at the end of the program; gives where each paper is that a printing system goes on with."""
        under_way, self._jobs = self._jobs, {}
        numbers = {job: job.leave() for job in self.findChildren(PrintJob)}
        return {
            about: (self._printers[job], numbers[job]) for job, about in under_way.items() if numbers[job]
        }

    def _ask(self, offer: PrintOffer, errand: Errand) -> None:
        from consult_app.ui.dialogs.print_sheet import PrintSheet

        sheet = PrintSheet(offer, self._window, self._memory.kept.trays)
        sheet.chosen.connect(self._keep_tray)
        sheet.chosen.connect(errand.begin)
        if errand.later is not None:
            sheet.later_requested.connect(errand.later)
        sheet.open()
        self.opened.emit(sheet)

    def _keep_tray(self, choice: PrintChoice, _reason: Reason | None) -> None:
        """Remember where this printer took its paper from, for its next print."""
        others = {name: tray for name, tray in self._memory.kept.trays.items() if name != choice.printer}
        self._memory.change(trays=others | ({choice.printer: choice.tray} if choice.tray else {}))
