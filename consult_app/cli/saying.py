"""What every command needs: reading and writing files, finding packs, and saying things in a line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from consult_app.errors import ConsultError
from consult_app.outside_files import read_outside
from consult_app.private_memory import keep_memory_private

if TYPE_CHECKING:
    from consult_app.content.library import Library
    from consult_app.domain.treatment import Treatment

FINE, FOUND, UNUSABLE, STOPPED = 0, 1, 2, 130
"""Exit codes: fine; altered, changed or problems found; unusable input; stopped by Ctrl+C."""


def complain(what: str) -> None:
    """Say in one line on standard error what is wrong."""
    print(f"consult-app: {one_line(what)}", file=sys.stderr)


def drop_output() -> None:
    """Let nothing be written any more; leaving the program would try once again, and fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Tell an error of writing to a place as one that a person can act on."""
    try:
        yield
    except OSError as error:
        raise ConsultError(
            "not-writable", f"{place} cannot be written: {error.strerror}.", "Choose another folder."
        ) from None


def read_bytes(file: Path, *, piped: bool = True) -> bytes:
    """Give the content of a file; ConsultError where it cannot be read."""
    try:
        return read_outside(file, piped=piped)
    except ConsultError as error:
        raise ConsultError(error.code, f"{file} cannot be read. {error.what}", "Check the name.") from None


def read_text(file: Path) -> str:
    """Give the text of a file; ConsultError where it cannot be read or is not UTF-8."""
    try:
        return read_bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConsultError("unreadable", f"{file} is not UTF-8 text.", "Save it as UTF-8.") from None


def secret_of(prompt: str) -> str:
    """Ask for a secret without showing it; from another program it is the next line of the input."""
    keep_memory_private()
    if sys.stdin.isatty():
        return getpass(prompt)
    return sys.stdin.readline().rstrip("\r\n")


@contextmanager
def telling(*counted_things: str) -> Iterator[tuple[Callable[[int], None], ...]]:
    """Say on a terminal how far something is that takes a while, in one line that is gone at the end.

    Each thing that is counted is named in the singular, with what is done to it: "page looked at".
    """
    shows = sys.stderr.isatty()

    def teller(things: str) -> Callable[[int], None]:
        name, _, done = things.partition(" ")

        def tell(number: int) -> None:
            if shows:
                print(f"\r\033[K{counted(number, name)} {done}", end="", file=sys.stderr, flush=True)

        return tell

    try:
        yield tuple(map(teller, counted_things))
    finally:
        if shows:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def print_json(value: object) -> None:
    """Print for a machine."""
    from consult_app.services import as_json

    print(as_json(value))


def counted(number: int, name: str) -> str:
    """Write a number with its noun."""
    several = f"{name[:-1]}ies" if name.endswith("ry") else f"{name}s"
    return f"{number} {name if number == 1 else several}"


def one_line(text: str) -> str:
    """Put text on one line, with a mark for what cannot be printed."""
    return "".join(each if each.isprintable() else "\ufffd" for each in " ".join(text.split()))


def day_of(text: str) -> date:
    """Give the day that an argument names; argparse tells what is wrong."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day such as 2026-11-22") from None


def today() -> date:
    """Give the day on this machine."""
    return datetime.now().astimezone().date()


def packs_here() -> Path:
    """Where packs are written: in the folder `forms` of the current folder, or else in the current folder."""
    forms = Path("forms")
    return forms if forms.is_dir() else Path()


def treatment_of(pack: str) -> Treatment:
    """Read a pack by its id, from its folder while it is being written, or an approved version of it."""
    from consult_app.content.library import Library

    pack, at, version = pack.partition("@")
    home, pack_id = place_of(pack)
    library = Library(home)
    return library.version(pack_id, version) if at else library.treatment(pack_id)


def library_of(pack: str) -> tuple[Library, str, str]:
    """Find a pack as `treatment_of` does; gives what reads it, its id, and its version where one is named."""
    from consult_app.content.library import Library

    pack, _, version = pack.partition("@")
    home, pack_id = place_of(pack)
    return Library(home), pack_id, version


def place_of(pack: str) -> tuple[Path, str]:
    """Give the folder of forms and the id of a pack that is named by its id or its folder.

    A variant is named like its pack: `mesotherapy.uk`, or `forms/mesotherapy.uk`.
    """
    from consult_app.services import practice_forms

    folder = Path(pack)
    name, dot, variants = folder.name.partition(".")
    for named, tags in ((folder, ""), (folder.with_name(name) if name else folder, f"{dot}{variants}")):
        if (named / "pack.yaml").is_file():
            return named.resolve().parent, f"{named.resolve().name}{tags}"
    return practice_forms(), pack
