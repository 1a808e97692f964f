"""How a practice has the program work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from consult_app.domain.document import PaperSize, Sheet
from consult_app.domain.time_server import TimeServer

LEAST_MINUTES, MOST_MINUTES = 1, 60
"""How soon and how late the program may lock itself."""

MOST_DAYS_BETWEEN = 60
MOST_DAYS_VALID = 730

_ON_LETTER = {"US"}


@dataclass(frozen=True, slots=True)
class Preferences:
    """Paper (`None`: what is usual where the practice is), logo as PNG, and minutes unused until the lock.

    `days_between` are those from signing to treatment; 0 where the practice does not wait. `waits` are other
    numbers of days, for treatments of which the practice decided so. `language` is the
    one that patients are spoken to in where a pack has it, as a tag; without one it is the pack's own.
    `days_valid` are those after which a consent counts as old; 0 where none ever does.
    `large_print` is how documents are set unless a consultation decides otherwise. `second_place` is the
    folder in which the end of the log is noted, `backup_folder` the one of backups; both may be empty.
    `ink_certificate` is the one, as PEM, to which how somebody signed is encrypted in the sealed file; where
    it is empty nothing of that goes in. `time_address` is that of a timestamp server, with a user and a
    password if it wants them, and the certificates (PEM) that it is trusted by; without them nobody is asked.
    """

    paper: PaperSize | None = None
    logo: bytes = b""
    lock_minutes: int = 10
    days_between: int = 0
    language: str = ""
    large_print: bool = False
    waits: Mapping[str, int] = field(default_factory=dict)
    days_valid: int = 0
    second_place: str = ""
    backup_folder: str = ""
    ink_certificate: str = ""
    time_address: str = ""
    time_user: str = ""
    time_password: str = field(default="", repr=False)
    time_certificate: str = ""

    @property
    def time_server(self) -> TimeServer | None:
        """Give the timestamp server, where all that is needed of it was chosen."""
        if not (self.time_address and self.time_certificate):
            return None
        return TimeServer(self.time_address, self.time_certificate, self.time_user, self.time_password)

    def sheet(self, jurisdiction: str, *, large: bool) -> Sheet:
        """Give what the documents of a practice under this law are laid out on."""
        return Sheet(self.paper or usual_paper(jurisdiction), self.logo, large)


def usual_paper(jurisdiction: str) -> PaperSize:
    """Give the paper that printers hold where a law is in force."""
    return PaperSize.LETTER if jurisdiction in _ON_LETTER else PaperSize.A4
