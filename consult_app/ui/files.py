"""Files that a person asks to read or write; the program itself writes nothing in the open."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QMimeData, QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

from consult_app.errors import ConsultError
from consult_app.outside_files import read_outside
from consult_app.private_file import write_private

_OF_ONE_FILE = {"unreadable", "scan-unusable", "picture-unusable"}
"""What is wrong with one file, and says nothing of the next."""

F = TypeVar("F")
T = TypeVar("T")

Choose = Callable[[QWidget, str], str]
"""Let a person name a file; gives its path, or no text where they changed their mind."""


def keep_no_history() -> None:
    """Have Qt's dialogs keep nowhere which folders were looked into: their names can be those of patients."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def ask_where_to_save(parent: QWidget, name: str) -> str:
    """Ask where to save a PDF; `name` is offered and holds no patient data."""
    title = QCoreApplication.translate("files", "Save a copy")
    return QFileDialog.getSaveFileName(parent, title, name, "PDF (*.pdf)")[0]


def ask_where_to_save_record(parent: QWidget, name: str) -> str:
    """Ask where to save a signed document, as a PDF or for other programs, which its ending tells."""
    title = QCoreApplication.translate("files", "Save a copy")
    others = QCoreApplication.translate("files", "For other programs: FHIR ({0})").format("*.json")
    path, kind = QFileDialog.getSaveFileName(parent, title, name, f"PDF (*.pdf);;{others}")
    if kind != others or is_for_programs(path):
        return path
    # What was offered is called a PDF.
    return f"{path.removesuffix('.pdf')}.json" if path else ""


def is_for_programs(path: str) -> bool:
    """Whether a file is to be one for other programs."""
    return path.lower().endswith(".json")


def ask_where_to_save_table(parent: QWidget, name: str) -> str:
    """Ask where to save a table; `name` is offered and holds no patient data."""
    title = QCoreApplication.translate("files", "Save the list")
    return QFileDialog.getSaveFileName(parent, title, name, "CSV (*.csv)")[0]


def ask_where_to_save_archive(parent: QWidget, name: str) -> str:
    """Ask where to save an archive; `name` is offered and holds no patient data."""
    title = QCoreApplication.translate("files", "Save everything about this patient")
    return QFileDialog.getSaveFileName(parent, title, name, "ZIP (*.zip)")[0]


def ask_which_to_open(parent: QWidget, name: str) -> str:
    """Ask for a PDF to look at."""
    title = QCoreApplication.translate("files", "Is this file genuine?")
    return QFileDialog.getOpenFileName(parent, title, name, "PDF (*.pdf)")[0]


def ask_which_picture(parent: QWidget, name: str) -> str:
    """Ask for a picture to be the logo."""
    title = QCoreApplication.translate("files", "Choose a logo")
    return QFileDialog.getOpenFileName(parent, title, name, "PNG, JPEG (*.png *.jpg *.jpeg)")[0]


def ask_which_table(parent: QWidget, name: str) -> str:
    """Ask for a file in which another program saved patients."""
    title = QCoreApplication.translate("files", "Choose a file of patients")
    known = "*.csv *.txt *.tsv *.gdt *.json *.ndjson *.hl7"
    kinds = QCoreApplication.translate("files", "CSV, GDT, FHIR, HL7 ({0});;All files (*)").format(known)
    return QFileDialog.getOpenFileName(parent, title, name, kinds)[0]


def ask_which_certificate(parent: QWidget, name: str) -> str:
    """Ask for a certificate that something is encrypted to."""
    title = QCoreApplication.translate("files", "Choose a certificate")
    return QFileDialog.getOpenFileName(parent, title, name, "X.509 (*.pem *.crt *.cer *.der)")[0]


def ask_which_key(parent: QWidget, name: str) -> str:
    """Ask for a key file that was handed out with a certificate."""
    title = QCoreApplication.translate("files", "Choose the file with your certificate")
    return QFileDialog.getOpenFileName(parent, title, name, "PKCS#12 (*.p12 *.pfx)")[0]


def ask_which_module(parent: QWidget, name: str) -> str:
    """Ask for the program by which a card is reached."""
    title = QCoreApplication.translate("files", "Choose the program of the card’s maker")
    return QFileDialog.getOpenFileName(parent, title, name, "PKCS#11 (*.so *.so.* *.dll *.dylib)")[0]


def ask_which_folder(parent: QWidget, path: str) -> str:
    """Ask for a folder; `path` is where the search begins."""
    title = QCoreApplication.translate("files", "Choose a folder")
    return QFileDialog.getExistingDirectory(parent, title, path)


def ask_which_photos(parent: QWidget) -> list[str]:
    """Ask for photographs; until the next lock the dialog opens where the last ones were."""
    title = QCoreApplication.translate("files", "Choose photographs")
    return QFileDialog.getOpenFileNames(parent, title, "", "JPEG, PNG (*.jpg *.jpeg *.png)")[0]


def ask_which_scans(parent: QWidget) -> list[str]:
    """Ask for scans or photographs of signed paper."""
    title = QCoreApplication.translate("files", "Choose the scanned pages")
    kinds = "PDF, JPEG, PNG, TIFF (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)"
    return QFileDialog.getOpenFileNames(parent, title, "", kinds)[0]


def each_of(files: Iterable[F], take: Callable[[F], T]) -> tuple[tuple[T, ...], ConsultError | None]:
    """Take files one by one; gives what came of those that could be, and the error about the others.

    Its code is that of the first one, with `-some` behind it where others could be taken.
    """
    taken: list[T] = []
    failures: list[ConsultError] = []
    for each in files:
        try:
            taken.append(take(each))
        except ConsultError as error:
            if not concerns_one_file(error):
                raise
            failures.append(error)
    return tuple(taken), left_out(failures, len(taken) + len(failures))


def concerns_one_file(error: ConsultError) -> bool:
    """Whether something is wrong with one file only."""
    return error.code in _OF_ONE_FILE


def left_out(failures: Sequence[ConsultError], count: int) -> ConsultError | None:
    """Say how many of so many files could not be taken, and why the first one; nothing where all were."""
    if len(failures) in (0, count):
        return failures[0] if failures else None
    first = failures[0]
    what = f"{len(failures)} of {count} files were left out. {first.what}"
    return ConsultError(f"{first.code}-some", what)


def save_copy(pdf: bytes, name: str, parent: QWidget, choose: Choose = ask_where_to_save) -> bool:
    """Save a copy where the person says; False where they changed their mind. ConsultError where it fails."""
    path = choose(parent, name)
    if path:
        write_copy(path, pdf)
    return bool(path)


def write_copy(path: str, content: bytes) -> None:
    """Write a file that a person named. ConsultError where it fails."""
    try:
        write_private(Path(path), content)
    except OSError as error:
        raise ConsultError("not-writable", f"The copy was not saved: {error.strerror}.") from None


def dragged_files(dragged: QMimeData) -> list[str]:
    """Give the paths of what is dragged in, where all of it lies on this machine; none otherwise.

    What a file is called says nothing of what it is.
    """
    files = [each.toLocalFile() for each in dragged.urls()]
    return files if all(files) else []


def read_copy(parent: QWidget, choose: Choose = ask_which_to_open) -> bytes | None:
    """Read a file that the person names, if they do. ConsultError where it fails."""
    path = choose(parent, "")
    return read_outside(Path(path)) if path else None
