"""A document that is signed on paper: printed, back as pictures, taken as signed, and then sealed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

from consult_app.domain.consultation import Consented, OnPaper, Reviewed, Signature, Way
from consult_app.domain.document import PaperSize, Role
from consult_app.domain.on_paper import (
    Filed,
    Picture,
    Scan,
    Sorted,
    in_place,
    ordered,
    pages_in_words,
    sort_scans,
)
from consult_app.domain.treatment import Treatment
from consult_app.domain.users import User
from consult_app.errors import NotReadyError
from consult_app.workflow.ports import Services
from consult_app.workflow.rights import Right, demand, demand_signer
from consult_app.workflow.sealing import declared_by

SHEETS_MM: Mapping[PaperSize, tuple[float, float]] = {
    PaperSize.A4: (210, 297),
    PaperSize.LETTER: (215.9, 279.4),
}
"""How wide and high a sheet is."""


def to_paper(services: Services, treatment: Treatment, reviewed: Reviewed, by: User) -> OnPaper:
    """Have a frozen document signed on paper; RightError for an assistant, NotReadyError once signed here."""
    demand(by, Right.SIGN)
    _, pages = services.to_sign(reviewed.document, treatment.labels)
    return reviewed.on_paper(pages, services.now())


def print_to_sign(services: Services, treatment: Treatment, state: OnPaper) -> bytes:
    """Lay out the pages to be signed: each names itself in its square code."""
    pdf, _ = services.to_sign(state.document, treatment.labels)
    return pdf


def read_paper(services: Services, state: OnPaper, pictures: Iterable[Picture]) -> tuple[Scan, ...]:
    """Put what came back upright, and read what it says; takes a moment a page."""
    size = SHEETS_MM[state.document.sheet.paper]
    return tuple(services.read_scan(each, *size) for each in pictures)


def file(state: OnPaper, scans: Iterable[Scan]) -> tuple[OnPaper, Sorted]:
    """Put pages, in any order, where they belong; gives what is kept, and what has no place by itself."""
    found = sort_scans(state.scans, scans, state.codes)
    return state.filing(found.filed), found


def put(state: OnPaper, scan: Scan, page: int) -> OnPaper:
    """Take a scan for a page, in place of one that was there; NotReadyError for one of another document.

    It says that it was put there by hand, unless its own code names this page.
    """
    if not 1 <= page <= state.pages:
        raise NotReadyError(("page",))
    if scan.said and scan.said not in state.codes:
        raise NotReadyError(("other-document",))
    filed = in_place(scan, page, by_hand=scan.said != state.codes[page - 1])
    return state.filing(ordered((*_without(state, page), filed)))


def take_out(state: OnPaper, page: int) -> OnPaper:
    """Let a page be missing again."""
    return state.filing(_without(state, page))


def _without(state: OnPaper, page: int) -> tuple[Filed, ...]:
    return tuple(each for each in state.scans if each.page != page)


def complete(services: Services, state: OnPaper, days: Mapping[Role, date], by: User) -> Consented:
    """Take the paper as signed: each signer on the day that the clinician read there.

    RightError for anybody but the clinician who is named in the document. NotReadyError without each page and
    each signer, and for a day before the print was made or after today.
    """
    demand_signer(by, state.draft)
    now = services.now()
    # One scan for each page, right behind the document.
    note = pages_in_words(state.pages + 1, 2 * state.pages)
    signatures = tuple(
        _signature(state, role, days[role], now, note) for role in state.document.signers if role in days
    )
    return state.completing(signatures)


def _signature(state: OnPaper, role: Role, day: date, now: datetime, note: str) -> Signature:
    if not state.at.date() <= day <= now.date():
        raise NotReadyError(("day",))
    block = declared_by(state.document, role)
    at = datetime.combine(day, time(), now.tzinfo)
    return Signature(role, block.name, block.declaration, at, Way.PAPER, note=note)
