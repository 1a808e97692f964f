"""How a practice has the program work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from consult_app.domain.document import PaperSize, Sheet
from consult_app.domain.retention import RetentionRule
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
    `keep_years`, `minors_until` and `minors_years` say by law for how
    many years records are kept; without years for a law there is no rule, and nothing is ever due.
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
    keep_years: Mapping[str, int] = field(default_factory=dict)
    minors_until: Mapping[str, int] = field(default_factory=dict)
    minors_years: Mapping[str, int] = field(default_factory=dict)

    @property
    def time_server(self) -> TimeServer | None:
        """Give the timestamp server, where all that is needed of it was chosen."""
        if not (self.time_address and self.time_certificate):
            return None
        return TimeServer(self.time_address, self.time_certificate, self.time_user, self.time_password)

    def retention(self, jurisdiction: str) -> RetentionRule | None:
        """Give the practice's rule for keeping records under a law; none where it set no years."""
        years = self.keep_years.get(jurisdiction)
        if not years:
            return None
        until = self.minors_until.get(jurisdiction, 0)
        return RetentionRule(years, until, self.minors_years.get(jurisdiction, 0))

    def sheet(self, jurisdiction: str, *, large: bool) -> Sheet:
        """Give what the documents of a practice under this law are laid out on."""
        return Sheet(self.paper or usual_paper(jurisdiction), self.logo, large)


def usual_paper(jurisdiction: str) -> PaperSize:
    """Give the paper that printers hold where a law is in force."""
    return PaperSize.LETTER if jurisdiction in _ON_LETTER else PaperSize.A4
