"""What runs along the edges of every page: whose it is, what it is, which version, which page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from consult_app.domain.fingerprint import SHORT, code, content_digest, page_code
from consult_app.pdf import theme
from consult_app.pdf.bidi import written_from_right
from consult_app.pdf.code import NAME, Code
from consult_app.pdf.strips import Bar, Mark, Picture, Words
from consult_app.pdf.text import printable, width
from consult_app.pdf.theme import MM, Paper, Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consult_app.domain.document import Document
    from consult_app.pdf.strips import Pen

BETWEEN = " · "
"""What stands between the parts of a mark."""
SHORT_ID = 8
"""How many characters of a document's id are printed."""

BAND = 7 * MM
HEAD = 11.5 * MM
FOOT = 17 * MM
CODE = 12 * MM
"""How tall the band of the mark is, where the lines along the edges stand, and how large the code is."""


class Edges:
    """Lays out the head and foot of a document's pages; `to_sign` has each page's code name that page."""

    def __init__(self, document: Document, paper: Paper, *, to_sign: bool = False) -> None:
        self._document = document
        self._paper = paper
        self._room = paper.width - 2 * theme.MARGIN
        self._digest = content_digest(document)[:SHORT]
        self._to_sign = to_sign
        self._code = Code(code(document), paper.width - theme.MARGIN - CODE, paper.height - FOOT, CODE)

    def keep(self, pen: Pen, count: int) -> None:
        """Write the codes of so many pages into the file, to be drawn on each; mostly one serves them all."""
        for each in dict.fromkeys(self._code_of(number) for number in range(1, count + 1)):
            each.keep(pen)

    def marks(self, number: int, count: int) -> Iterator[Mark]:
        """Lay out those of one page, at the other sides for a language that is written from right to left."""
        turned = written_from_right(self._document.beside or self._document.language)
        for mark in self._marks(number, count):
            yield mark.turned(self._paper.width) if turned else mark

    def _marks(self, number: int, count: int) -> Iterator[Mark]:
        document, paper = self._document, self._paper
        running = document.running
        if running.mark:
            yield Bar(0, 0, paper.width, BAND, theme.AMBER_TINT, "Header")
            yield Bar(0, BAND - 1, paper.width, 1, theme.AMBER, "Header")
            yield from self._band(running.mark)
        yield from self._ends(running.patient, running.treatment, HEAD, self._room, "Header")
        yield Bar(theme.MARGIN, HEAD + 13, self._room, 0.6, theme.HAIR, "Header")
        if number == 1 and document.sheet.logo:
            x = paper.width - theme.MARGIN - theme.LOGO_WIDTH
            yield Picture(document.sheet.logo, x, theme.LOGO_TOP, theme.LOGO_WIDTH, theme.LOGO_HEIGHT)
        yield from self._foot(running.page.format(page=number, pages=count))
        yield self._code_of(number)

    def _band(self, mark: str) -> Iterator[Mark]:
        """Set what no page may hide: in a line, and what needs more room small in two."""
        style, lines = theme.DRAFT, [mark]
        if width(printable(mark), style) > self._room:
            style, lines = theme.DRAFT_SMALL, _in_two(mark, self._room)
        down = (BAND - len(lines) * style.leading) / 2 - 0.6
        for row, line in enumerate(lines):
            said = _clipped(line, style, self._room)
            middle = (self._paper.width - width(said, style)) / 2
            yield Words(said, style, middle, down + row * style.leading, None, "Header")

    def _code_of(self, number: int) -> Code:
        if not self._to_sign:
            return self._code
        return replace(self._code, text=page_code(self._document, number), name=f"{NAME}-{number}")

    def _foot(self, page: str) -> Iterator[Mark]:
        document, foot = self._document, self._paper.height - FOOT
        room = self._room - CODE - 4 * MM
        yield Bar(theme.MARGIN, foot, room, 0.6, theme.HAIR, "Footer")
        below = foot + 5
        yield from self._ends(page, document.running.version, below, room, "Footer")
        parts = (document.id[:SHORT_ID], self._digest, document.anchor)
        which = " · ".join(part for part in parts if part)
        yield from self._ends("", which, below + theme.RUNNING.leading, room, "Footer")

    def _ends(self, strong: str, plain: str, down: float, room: float, artifact: str) -> Iterator[Mark]:
        """Set one text at the left edge, the more important one, and another at the right."""
        if strong:
            first = _clipped(strong, theme.RUNNING_STRONG, 0.58 * room)
            yield Words(first, theme.RUNNING_STRONG, theme.MARGIN, down, None, artifact)
        second = _clipped(plain, theme.RUNNING, 0.4 * room if strong else room)
        x = theme.MARGIN + room - width(second, theme.RUNNING)
        yield Words(second, theme.RUNNING, x, down, None, artifact)


def _in_two(mark: str, room: float) -> list[str]:
    """Put as many of its parts in the first line as fit there, the others in the second."""
    parts = mark.split(BETWEEN)
    fits = [at for at in range(1, len(parts)) if width(BETWEEN.join(parts[:at]), theme.DRAFT_SMALL) <= room]
    first = fits[-1] if fits else len(parts)
    return [line for line in (BETWEEN.join(parts[:first]), BETWEEN.join(parts[first:])) if line]


def _clipped(text: str, style: Style, room: float) -> str:
    """Shorten a text that repeats what the document says in full."""
    text = printable(text).replace("\n", " ")
    if width(text, style) <= room:
        return text
    while text and width(text + "…", style) > room:
        text = text[:-1]
    return text + "…"
