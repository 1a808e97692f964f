"""Paper: the very bytes of a PDF go to the printing system where it takes them, and pictures elsewhere."""

from __future__ import annotations

from shutil import which
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from consult_app.domain.document import PaperSize
from consult_app.ui.lp_job import LpJob
from consult_app.ui.print_choice import PrintChoice, Sides
from consult_app.ui.raster_job import RasterJob

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from consult_app.ui.print_job import PrintJob


def printers() -> tuple[str, ...]:
    """Name the printers that the system knows."""
    return tuple(QPrinterInfo.availablePrinterNames())


def usual_printer(wanted: str) -> str:
    """Give the printer of that name where it is there, otherwise the system's, otherwise the first."""
    known = printers()
    usual = QPrinterInfo.defaultPrinterName()
    return next((each for each in (wanted, usual) if each in known), known[0])


def paper_of(width_pt: float) -> PaperSize:
    """Give the paper that pages of that width were laid out on."""
    letter = QPageSize(QPageSize.PageSizeId.Letter).size(QPageSize.Unit.Point).width()
    return PaperSize.LETTER if abs(width_pt - letter) < 1 else PaperSize.A4


def print_job(pdf: bytes, choice: PrintChoice, parent: QObject | None = None) -> PrintJob:
    """Make the job that will bring a PDF to paper; it begins when it is started."""
    if which("lp"):
        return LpJob(pdf, choice, parent)
    return RasterJob(pdf, printer_for(choice), choice.copies, parent)


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
