"""Paper: the very bytes of a PDF go to the printing system where it takes them, and pictures elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from shutil import which
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from consult_app.domain.document import PaperSize
from consult_app.errors import PrintError
from consult_app.ui import cups
from consult_app.ui.lp_job import LpJob
from consult_app.ui.print_choice import PrintChoice, Printer, Sides
from consult_app.ui.raster_job import RasterJob

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from consult_app.ui.print_job import PrintJob


PATIENCE_S = 3.0
"""How long a printing system may say nothing: the window stands still meanwhile."""

T = TypeVar("T")


def printers() -> tuple[str, ...]:
    """Name the printers that the system knows. PrintError where the printing system does not answer."""
    if _has_cups():
        return _answered(cups.printers)
    return tuple(QPrinterInfo.availablePrinterNames())


def offered_printers() -> tuple[str, ...]:
    """Name the printers that the system tells of; none where it says nothing."""
    with suppress(PrintError):
        return printers()
    return ()


def usual_printer(wanted: str, known: tuple[str, ...]) -> str:
    """Give the printer of that name where it is there, otherwise the system's, otherwise the first."""
    # CUPS tells the usual one first; Qt is not asked beside it, for it waits for minutes.
    usual = "" if _has_cups() else QPrinterInfo.defaultPrinterName()
    return next((each for each in (wanted, usual) if each in known), known[0])


def printer(name: str) -> Printer:
    """Tell what a printer can do; nothing beyond printing where that is not known."""
    if _has_cups():
        with suppress(PrintError):
            return _answered(partial(cups.printer, name))
        return Printer(name)
    return Printer(name, len(QPrinterInfo.printerInfo(name).supportedDuplexModes()) > 1)


def _has_cups() -> bool:
    return which("lp") is not None


def _answered(ask: Callable[[], T]) -> T:
    told: SimpleQueue[T] = SimpleQueue()
    Thread(target=lambda: told.put(ask()), daemon=True).start()
    try:
        return told.get(timeout=PATIENCE_S)
    except Empty:
        raise PrintError("printing-silent", "The printing system does not answer.") from None


def paper_of(width_pt: float) -> PaperSize:
    """Give the paper that pages of that width were laid out on."""
    letter = QPageSize(QPageSize.PageSizeId.Letter).size(QPageSize.Unit.Point).width()
    return PaperSize.LETTER if abs(width_pt - letter) < 1 else PaperSize.A4


def print_job(pdf: bytes, choice: PrintChoice, parent: QObject | None = None) -> PrintJob:
    """Make the job that will bring a PDF to paper; it begins when it is started."""
    if _has_cups():
        return LpJob(pdf, choice, parent)
    return RasterJob(pdf, printer_for(choice), choice.copies, parent)


def followed_job(printer: str, number: str, parent: QObject | None = None) -> PrintJob:
    """Take up the job again that another process handed over."""
    job = LpJob(b"", PrintChoice(printer), parent)
    job.follow(number)
    return job


def printer_for(choice: PrintChoice) -> QPrinter:
    """Set Qt's printer up as was chosen."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(choice.printer)
    # A document's title would be a job name that everybody on the network can read.
    printer.setDocName(QCoreApplication.applicationName())
    printer.setPageRanges(QPageRanges.fromString(choice.pages))
    printer.setDuplex(_DUPLEX[choice.sides])
    printer.setPageSize(QPageSize(_PAGES[choice.paper]))
    if choice.grey:
        printer.setColorMode(QPrinter.ColorMode.GrayScale)
    return printer


_DUPLEX = {
    Sides.ONE: QPrinter.DuplexMode.DuplexNone,
    Sides.LONG: QPrinter.DuplexMode.DuplexLongSide,
    Sides.SHORT: QPrinter.DuplexMode.DuplexShortSide,
}
_PAGES = {PaperSize.A4: QPageSize.PageSizeId.A4, PaperSize.LETTER: QPageSize.PageSizeId.Letter}
