"""What CUPS says of printers and jobs.

Its library is asked: `lpstat` does not tell printed from taken away, and while Qt waits for a scheduler that
hangs, nothing else in the program goes on.
"""

from __future__ import annotations

import ctypes
from ctypes.util import find_library
from enum import Enum
from functools import cache

from consult_app.ui.print_choice import Printer


class JobState(Enum):
    """How far a job is."""

    WAITING = "waiting"
    PRINTING = "printing"
    PRINTED = "printed"
    GIVEN_UP = "given_up"


class _Job(ctypes.Structure):
    """`cups_job_t`, as `cups.h` has it since 1999."""

    _fields_ = (
        ("id", ctypes.c_int),
        ("dest", ctypes.c_char_p),
        ("title", ctypes.c_char_p),
        ("user", ctypes.c_char_p),
        ("format", ctypes.c_char_p),
        ("state", ctypes.c_int),
        ("size", ctypes.c_int),
        ("priority", ctypes.c_int),
        ("completed_time", ctypes.c_long),
        ("creation_time", ctypes.c_long),
        ("processing_time", ctypes.c_long),
    )


class _Destination(ctypes.Structure):
    """`cups_dest_t`, as `cups.h` has it since 1999."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("instance", ctypes.c_char_p),
        ("is_default", ctypes.c_int),
        ("num_options", ctypes.c_int),
        ("options", ctypes.c_void_p),
    )


_PROCESSING, _FIRST_ENDED, _COMPLETED = 5, 7, 9
"""Numbers of RFC 8011, 5.3.7."""

_MINE, _ALL = 1, -1
_NOT_FOUND, _GONE = 0x406, 0x407
"""What a scheduler says of a printer that it does not have (any more): RFC 8011, appendix B."""


def job_state(printer: str, number: int) -> JobState:
    """Ask for the state of one of my jobs, which can take a while; one not known any more was given up.

    A scheduler that does not answer may be starting anew: what it has it goes on with then, so a job waits.
    """
    jobs = ctypes.POINTER(_Job)()
    library = _library()
    count = library.cupsGetJobs(ctypes.byref(jobs), printer.encode(), _MINE, _ALL)
    if count < 0:
        lost = library.cupsLastError() in (_NOT_FOUND, _GONE)
        return JobState.GIVEN_UP if lost else JobState.WAITING
    state = next((jobs[at].state for at in range(count) if jobs[at].id == number), _FIRST_ENDED)
    library.cupsFreeJobs(count, jobs)
    if state == _COMPLETED:
        return JobState.PRINTED
    if state >= _FIRST_ENDED:
        return JobState.GIVEN_UP
    return JobState.PRINTING if state == _PROCESSING else JobState.WAITING


def printers() -> tuple[str, ...]:
    """Name the printers that the scheduler knows, the usual one first."""
    library = _library()
    known = ctypes.POINTER(_Destination)()
    count = library.cupsGetDests(ctypes.byref(known))
    ordered = sorted((known[at] for at in range(count)), key=lambda each: not each.is_default)
    names = tuple(
        b"/".join(filter(None, (each.name, each.instance))).decode(errors="replace") for each in ordered
    )
    library.cupsFreeDests(count, known)
    return names


def printer(name: str) -> Printer:
    """Ask what a printer can do beside printing; of one that is not there any more nothing is known."""
    library = _library()
    place, _, instance = name.encode().partition(b"/")
    found = library.cupsGetNamedDest(None, place, instance or None)
    if not found:
        return Printer(name)
    told = library.cupsCopyDestInfo(None, found)
    sides, trays = (_offered(found, told, what) for what in (b"sides", b"media-source"))
    library.cupsFreeDestInfo(told)
    library.cupsFreeDests(1, found)
    return Printer(name, len(sides) > 1, trays if len(trays) > 1 else ())


def _offered(found: int, told: int, what: bytes) -> tuple[str, ...]:
    """List the values of an attribute that a printer takes, by their names in IPP."""
    library = _library()
    values = library.cupsFindDestSupported(None, found, told, what) if told else None
    count = library.ippGetCount(values) if values else 0
    names = (library.ippGetString(values, at, None) for at in range(count))
    return tuple(each.decode(errors="replace") for each in names if each)


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(find_library("cups") or "libcups.so.2")
    handle, text = ctypes.c_void_p, ctypes.c_char_p
    library.cupsGetNamedDest.restype = handle
    library.cupsGetNamedDest.argtypes = (handle, text, text)
    library.cupsCopyDestInfo.restype = handle
    library.cupsCopyDestInfo.argtypes = (handle, handle)
    library.cupsFindDestSupported.restype = handle
    library.cupsFindDestSupported.argtypes = (handle, handle, handle, text)
    library.ippGetCount.argtypes = (handle,)
    library.ippGetString.restype = text
    library.ippGetString.argtypes = (handle, ctypes.c_int, handle)
    library.cupsFreeDestInfo.argtypes = (handle,)
    library.cupsFreeDests.argtypes = (ctypes.c_int, handle)
    return library
