"""Paper: the very bytes of a PDF go to the system's own printing, never through a temporary file."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import which

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from consult_app.errors import PrintError
from consult_app.ui.key_sheet import key_sheet
from consult_app.ui.pdf_pages import PdfPages

DPI = 300
_PT_PER_INCH = 72
_PATIENCE_S = 30

_SIDES = {
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
    QPrinter.DuplexMode.DuplexNone: "one-sided",
}

Choose = Callable[[QPrinter, QWidget | None], bool]
"""Let a person set the printer up; whether they went on."""


def printers() -> tuple[str, ...]:
    """Name the printers that the system knows."""
    return tuple(QPrinterInfo.availablePrinterNames())


def ask(printer: QPrinter, parent: QWidget | None) -> bool:
    """Show the system's print dialog; PrintError where there is no printer to choose."""
    if not printers():
        raise PrintError("no-printer")
    return QPrintDialog(printer, parent).exec() == QPrintDialog.DialogCode.Accepted


def on(name: str, copies: int) -> Choose:
    """Print on the printer of that name without asking; ask where there is no name or no such printer."""

    def choose(printer: QPrinter, parent: QWidget | None) -> bool:
        printer.setCopyCount(copies)
        if name not in printers():
            return ask(printer, parent)
        printer.setPrinterName(name)
        return True

    return choose


def print_pdf(pdf: bytes, parent: QWidget | None = None, choose: Choose = ask) -> bool:
    """Print a PDF as the person chooses; False where they changed their mind. Raises PrintError."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    # A document's title would be a job name that everybody on the network can read.
    printer.setDocName(QCoreApplication.applicationName())
    if not choose(printer, parent):
        return False
    if printer.outputFormat() is QPrinter.OutputFormat.PdfFormat and printer.outputFileName():
        _write(pdf, Path(printer.outputFileName()))
    elif which("lp"):
        _hand_to_lp(pdf, printer)
    else:
        _paint(pdf, printer)
    return True


def _write(pdf: bytes, path: Path) -> None:
    """Print to a file: the sealed bytes themselves, because a print of them would lose the seal."""
    try:
        path.write_bytes(pdf)
    except OSError as error:
        raise PrintError("print-failed", error.strerror or "The file could not be written.") from error


def _hand_to_lp(pdf: bytes, printer: QPrinter) -> None:
    """Hand the vectors over as they are, on standard input so that no copy lies on the disk."""
    try:
        subprocess.run(_command(printer), input=pdf, capture_output=True, check=True, timeout=_PATIENCE_S)  # noqa: S603 - no shell
    except (OSError, subprocess.SubprocessError) as error:
        # What `lp` says may quote its arguments; it tells the person nothing that the dialog did not.
        raise PrintError("print-failed", "The printing system refused the document.") from error


def _command(printer: QPrinter) -> list[str]:
    command = ["lp", "-s", "-t", printer.docName(), "-n", str(printer.copyCount())]
    if printer.printerName():
        command += ["-d", printer.printerName()]
    if pages := printer.pageRanges().toString():
        command += ["-P", pages]
    if sides := _SIDES.get(printer.duplex()):
        command += ["-o", f"sides={sides}"]
    return command


def _paint(pdf: bytes, printer: QPrinter) -> None:
    """Paint pages as pictures where the system takes no PDF."""
    printer.setResolution(DPI)
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintError("print-failed", "The printer could not be opened.")
    pages = PdfPages(pdf)
    chosen = [each for each in range(len(pages)) if _wanted(printer, each + 1)]
    for place, page in enumerate(chosen):
        if place:
            printer.newPage()
        size = pages.size_pt(page)
        scale = printer.resolution() / _PT_PER_INCH
        picture = pages.picture(page, scale)
        painter.drawImage(QRectF(0, 0, size.width() * scale, size.height() * scale), picture)
    painter.end()
    pages.close()


def _wanted(printer: QPrinter, page: int) -> bool:
    ranges = printer.pageRanges()
    return ranges.isEmpty() or ranges.contains(page)


def print_key(key: str, parent: QWidget | None = None, choose: Choose = ask) -> bool:
    """Print the sheet with the recovery key; False where the person changed their mind. Raises PrintError."""
    try:
        return print_pdf(key_sheet(key), parent, choose)
    except PrintError as error:
        # Unlike a document, the key is kept nowhere: whoever reads on must not believe that it is.
        raise PrintError("key-not-printed") from error
