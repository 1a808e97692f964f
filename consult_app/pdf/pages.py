"""Strips put on pages, and pages drawn with what runs along their edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult_app.pdf import theme
from consult_app.pdf.strips import Bar, Mark, Pen, Picture, Strip, Tie, Words
from consult_app.pdf.text import printable, width
from consult_app.pdf.theme import MM, Paper, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from consult_app.domain.document import Document

SHORT_ID = 8
"""How many characters of a document's id are printed."""

BAND = 9 * MM
HEAD = 16 * MM
FOOT = 17 * MM
"""How tall the band of the mark is; where the lines along the edges stand, from the edge."""

Page = list[tuple[float, Strip]]
"""Strips, each with its distance from the top of the page's text, in points."""


def paginate(flow: Iterable[Strip], height: float) -> list[Page]:
    """Fill pages of the given height from top to bottom; what is tied stays together if a page holds it."""
    pages: list[Page] = [[]]
    reached = 0.0
    for run in _runs(flow, height):
        if pages[-1] and reached + _height(run) > height >= _height(run):
            pages.append([])
            reached = 0.0
        for strip in run:
            if pages[-1] and reached + strip.before + strip.height > height:
                pages.append([])
                reached = 0.0
            if not pages[-1] and len(pages) > 1 and strip.repeat:
                pages[-1].append((0.0, strip.repeat))
                reached = strip.repeat.height
            reached += strip.before if pages[-1] else 0
            pages[-1].append((reached, strip))
            reached += strip.height
    return pages


def _runs(flow: Iterable[Strip], height: float) -> Iterator[list[Strip]]:
    """Give what stays together: all that is tied where a page can hold it, otherwise what is tied tightly."""
    for run in _tied(flow, Tie.LOOSE):
        if _height(run) <= height:
            yield run
        else:
            yield from _tied(run, Tie.TIGHT)


def _tied(flow: Iterable[Strip], least: Tie) -> Iterator[list[Strip]]:
    run: list[Strip] = []
    for strip in flow:
        run.append(strip)
        if strip.tie < least:
            yield run
            run = []
    if run:
        yield run


def _height(run: list[Strip]) -> float:
    return sum(strip.before + strip.height for strip in run)


def draw(pages: list[Page], document: Document, pen: Pen, paper: Paper) -> None:
    """Draw every page: its edges, then all grounds, then all words in reading order."""
    for number, page in enumerate(pages, 1):
        for mark in _edges(document, number, len(pages), paper):
            mark.draw(pen, paper.height)
        for layer in ("ground", "marks"):
            for down, strip in page:
                for mark in getattr(strip, layer):
                    mark.draw(pen, paper.height - theme.TOP - down)
        pen.marker.end_page()


def _edges(document: Document, number: int, count: int, paper: Paper) -> Iterator[Mark]:
    running = document.running
    if running.mark:
        yield Bar(0, 0, paper.width, BAND, theme.AMBER_TINT, "Header")
        yield Bar(0, BAND - 1.2, paper.width, 1.2, theme.AMBER, "Header")
        mark = _clipped(running.mark, theme.MARK, _room(paper))
        middle = (paper.width - width(mark, theme.MARK)) / 2
        yield Words(mark, theme.MARK, middle, (BAND - theme.MARK.leading) / 2 - 0.6, None, "Header")
    yield from _ends(running.patient, running.treatment, HEAD, paper, "Header")
    yield Bar(theme.MARGIN, HEAD + 14, _room(paper), 0.6, theme.HAIR, "Header")
    if number == 1 and document.sheet.logo:
        right = paper.width - theme.MARGIN
        yield Picture(document.sheet.logo, right, theme.LOGO_TOP, theme.LOGO_WIDTH, theme.LOGO_HEIGHT)
    foot = paper.height - FOOT
    yield Bar(theme.MARGIN, foot - 5, _room(paper), 0.6, theme.HAIR, "Footer")
    version = f"{running.version} · {document.id[:SHORT_ID]}"
    yield from _ends(running.page.format(page=number, pages=count), version, foot, paper, "Footer")


def _room(paper: Paper) -> float:
    return paper.width - 2 * theme.MARGIN


def _ends(strong: str, plain: str, down: float, paper: Paper, artifact: str) -> Iterator[Mark]:
    """Set one text at the left edge, the more important one, and another at the right."""
    room = _room(paper)
    first = _clipped(strong, theme.RUNNING_STRONG, 0.58 * room)
    yield Words(first, theme.RUNNING_STRONG, theme.MARGIN, down, None, artifact)
    second = _clipped(plain, theme.RUNNING, 0.4 * room)
    x = theme.MARGIN + room - width(second, theme.RUNNING)
    yield Words(second, theme.RUNNING, x, down, None, artifact)


def _clipped(text: str, style: Style, room: float) -> str:
    """Shorten a text that repeats what the document says in full."""
    text = printable(text).replace("\n", " ")
    if width(text, style) <= room:
        return text
    while text and width(text + "…", style) > room:
        text = text[:-1]
    return text + "…"
