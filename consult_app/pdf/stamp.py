"""What is put into the place for a withdrawal: a page as large as that place, in the document's faces."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Name, Pdf
from reportlab.pdfgen.canvas import Canvas

from consult_app.domain.proof import WITHDRAWAL_FIELD
from consult_app.errors import RenderError
from consult_app.pdf import archive, theme, withdrawing
from consult_app.pdf.faces import characters
from consult_app.pdf.render import one_at_a_time
from consult_app.pdf.signature import fitted
from consult_app.pdf.strips import Bar, Handwriting, Pen, Words
from consult_app.pdf.tags import Marker
from consult_app.pdf.text import missing, printable
from consult_app.pdf.theme import MM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from consult_app.domain.ink import Ink
    from consult_app.pdf.strips import Mark

_INSET = 3 * MM
_PAD = 1 * MM
_EDGE = 2.4
_SHARES = (0.22, 0.46, 0.32)
"""How the place is divided: the title, the lines, and the signature at the right."""


def stamp(pdf: bytes, title: str, said: Sequence[str], ink: Ink | None = None, *, fonts: Path) -> bytes:
    """Draw `title` in large letters with lines below it, and ink at their right, for the place in a document.

    RenderError where the document has no such place, for characters that the faces lack, and for words that
    would be too small to read.
    """
    with one_at_a_time:
        return _stamp(pdf, title, said, ink, fonts)


def _stamp(pdf: bytes, title: str, said: Sequence[str], ink: Ink | None, fonts: Path) -> bytes:
    characters(fonts)
    lacking = missing((title, *said), fonts)
    if lacking:
        points = ", ".join(f"U+{ord(each):04X}" for each in lacking)
        raise RenderError("glyph-missing", f"These characters cannot be printed: {points}.")
    width, height = _size(pdf)
    buffer = BytesIO()
    canvas = Canvas(
        buffer,
        (width, height),
        pageCompression=0,
        invariant=1,
        initialFontName=theme.DRAFT.face.name,  # type: ignore[arg-type]  # the stubs take it for a size
    )
    pen = Pen(canvas, Marker(canvas))
    for mark in _marks(title, said, ink, width, height):
        mark.draw(pen, height)
    pen.marker.end_page()
    canvas.save()
    with Pdf.open(BytesIO(buffer.getvalue())) as drawn:
        archive.mend_fonts(drawn)
        pen.glyphs.embed(drawn)
        return archive.saved(drawn)


def _size(pdf: bytes) -> tuple[float, float]:
    try:
        with Pdf.open(BytesIO(pdf)) as opened:
            for field in opened.Root.AcroForm.get(Name.Fields, Array()):
                if str(field.T) == WITHDRAWAL_FIELD:
                    left, bottom, right, top = (float(each) for each in field.Rect)
                    return right - left, top - bottom
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError):
        raise RenderError("no-place", "This file cannot be read as a document of Consult.") from None
    raise RenderError("no-place", "This document has no place for a withdrawal.")


def _marks(title: str, said: Sequence[str], ink: Ink | None, width: float, height: float) -> Iterator[Mark]:
    """Set everything as decoration: what a field shows is told by the field's own name."""
    yield Bar(0, 0, width, height, theme.RED_TINT)
    yield Bar(0, 0, _EDGE, height, theme.RED)
    look = theme.SMALL if height < withdrawing.LARGE_HEIGHT else theme.LARGE
    across, room = _EDGE + _INSET, width - _EDGE - 4 * _INSET
    shares = [share * room for share in _SHARES]
    inner = height - 2 * _PAD
    head = theme.coloured(look.part, theme.RED_INK)
    style, broken = fitted(printable(title), head, shares[0], inner)
    yield from _centred(broken, style, across, height)
    across += shares[0] + _INSET
    rest = shares[1] if ink else shares[1] + shares[2] + _INSET
    style, broken = fitted(printable("\n".join(said)), look.cell, rest, inner)
    yield from _centred(broken, style, across, height)
    if ink:
        yield Handwriting(ink, across + shares[1] + _INSET, _PAD, shares[2], inner, None)


def _centred(broken: tuple[str, ...], style: theme.Style, x: float, height: float) -> Iterator[Words]:
    down = (height - len(broken) * style.leading) / 2
    for index, line in enumerate(broken):
        yield Words(line, style, x, down + index * style.leading, None)
