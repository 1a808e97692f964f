"""What CUPS says about a job: its library is asked, for `lpstat` does not tell printed from taken away."""

from __future__ import annotations

import ctypes
from ctypes.util import find_library
from enum import Enum
from functools import cache


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


_PROCESSING, _FIRST_ENDED, _COMPLETED = 5, 7, 9
"""Numbers of RFC 8011, 5.3.7."""

_MINE, _ALL = 1, -1


def job_state(printer: str, number: int) -> JobState:
    """Ask for the state of one of my jobs, which can take a while; one not known any more was given up."""
    jobs = ctypes.POINTER(_Job)()
    library = _library()
    count = library.cupsGetJobs(ctypes.byref(jobs), printer.encode(), _MINE, _ALL)
    state = next((jobs[at].state for at in range(count) if jobs[at].id == number), _FIRST_ENDED)
    library.cupsFreeJobs(max(count, 0), jobs)
    if state == _COMPLETED:
        return JobState.PRINTED
    if state >= _FIRST_ENDED:
        return JobState.GIVEN_UP
    return JobState.PRINTING if state == _PROCESSING else JobState.WAITING


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(find_library("cups") or "libcups.so.2")
