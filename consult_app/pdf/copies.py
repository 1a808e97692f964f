"""A print that says it is a copy, made for paper only: the sealed file itself is never touched."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Name, Pdf
from reportlab.pdfgen.canvas import Canvas

from consult_app.pdf import theme
from consult_app.pdf.faces import characters
from consult_app.pdf.text import printable, width

if TYPE_CHECKING:
    from pathlib import Path

_LEFT, _THICK, _PAD = 8 * theme.MM, 16, 8
"""Where the mark stands: in the white left of everything, and far enough from the edge for any printer."""

_NOT_FOR_PAPER = (Name.AcroForm, Name.StructTreeRoot, Name.Names, Name.AF, Name.Perms, Name.Metadata)
"""What a printer has no use for; without its seal nobody can take the copy for the sealed file."""


def mark_copy(pdf: bytes, words: str, *, fonts: Path) -> bytes:
    """Give the same pages with `words` along the left edge of each."""
    characters(fonts)
    with Pdf.open(BytesIO(pdf)) as copy:
        # A withdrawal is shown by its field only: it has to stay where the field does not.
        copy.flatten_annotations("print")
        for key in _NOT_FOR_PAPER:
            if key in copy.Root:
                del copy.Root[key]
        # Every page of a document is of one size.
        _, _, across, up = (float(each) for each in copy.pages[0].mediabox)
        with Pdf.open(BytesIO(_mark(printable(words), across, up))) as mark:
            for page in copy.pages:
                if Name.Annots in page:
                    del page[Name.Annots]
                page.add_overlay(mark.pages[0], None)
        output = BytesIO()
        copy.save(output, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return output.getvalue()


def _mark(words: str, across: float, up: float) -> bytes:
    """Draw the mark on a page of its own."""
    buffer = BytesIO()
    canvas = Canvas(
        buffer,
        (across, up),
        invariant=1,
        initialFontName=theme.DRAFT.face.name,  # type: ignore[arg-type]  # the stubs take it for a size
    )
    long = width(words, theme.DRAFT) + 2 * _PAD
    canvas.translate(_LEFT + _THICK, (up - long) / 2)
    canvas.rotate(90)
    canvas.setFillColor(theme.AMBER_TINT)
    canvas.setStrokeColor(theme.AMBER)
    canvas.rect(0, 0, long, _THICK, fill=1)
    canvas.setFillColor(theme.AMBER_INK)
    canvas.setFont(theme.DRAFT.face.name, theme.DRAFT.size)
    canvas.drawString(_PAD, 5, words)
    canvas.save()
    return buffer.getvalue()
