"""Prints that outlast the process that sent them: a lock replaces it, and a printer knows of no lock."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from consult_app.domain.paper import Paper, Reason


@dataclass(frozen=True, slots=True)
class Print:
    """A print that the log does not have yet, by ids alone; without a `paper` pages that are to be signed.

    As long as a printing system has it, `printer` and `job` say where.
    """

    consultation: str
    paper: Paper | None
    copies: int = 1
    reason: Reason | None = None
    printer: str = ""
    job: str = ""

    @property
    def about(self) -> str:
        """Say which paper of which consultation it is."""
        return f"{self.consultation} {self.paper.value if self.paper else 'to sign'}"


def tell_prints(prints: Iterable[Print]) -> str:
    """Say them in one line."""
    return json.dumps(
        [
            (
                each.consultation,
                each.paper.value if each.paper else "",
                each.copies,
                each.reason.value if each.reason else "",
                each.printer,
                each.job,
            )
            for each in prints
        ]
    )


def read_prints(told: str) -> tuple[Print, ...]:
    """Read them back; none where it is no such line."""
    try:
        return tuple(
            Print(record, Paper(paper) if paper else None, copies, Reason(why) if why else None, printer, job)
            for record, paper, copies, why, printer, job in json.loads(told)
        )
    except (ValueError, TypeError):
        return ()
