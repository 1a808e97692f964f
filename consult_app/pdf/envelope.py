"""An encrypted PDF around a sealed one: encrypting the file itself would break its seal."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from pikepdf import AttachedFileSpec, Encryption, Name, PasswordError, Pdf, PdfError
from reportlab.pdfgen.canvas import Canvas

from consult_app.domain.paper import spelt
from consult_app.errors import FILE_LOCKED, ConsultError
from consult_app.pdf import theme
from consult_app.pdf.faces import characters
from consult_app.pdf.text import lines, printable

if TYPE_CHECKING:
    from pathlib import Path

    from pikepdf import Object

NAME = "consent.pdf"
"""What the attachment is called; nothing about the patient."""

_AES_256: Literal[6] = 6
_APART = 10
_ENCRYPTED = b"/Encrypt"
_MOST_BYTES = 256_000_000
"""No more is unpacked: a few bytes can be packed so that they fill any memory."""


def enclose(pdf: bytes, words: tuple[str, ...], passphrase: str, *, fonts: Path) -> bytes:
    """Put a file, byte for byte, into a PDF that only the passphrase opens.

    `words` are a title and the paragraphs that say how to get at the file.
    """
    characters(fonts)
    said = tuple(printable(each) for each in words)
    with Pdf.open(BytesIO(_page(said))) as envelope:
        envelope.attachments[NAME] = AttachedFileSpec(
            envelope, pdf, filename=NAME, mime_type="application/pdf", description=said[0]
        )  # type: ignore[call-arg]  # the stubs ask for dates, which would say when
        envelope.Root.PageMode = Name.UseAttachments
        output = BytesIO()
        # Programs that spell nothing anew take what was typed, by the other of the two doors.
        both = Encryption(user=spelt(passphrase), owner=passphrase, R=_AES_256)
        envelope.save(output, encryption=both)
        return output.getvalue()


def disclose(pdf: bytes, passphrase: str) -> bytes:
    """Take the file out of an envelope; gives whatever is none as it is.

    ConsultError FILE_LOCKED where the passphrase opens it not.
    """
    if _ENCRYPTED not in pdf:
        return pdf
    try:
        with Pdf.open(BytesIO(pdf), password=spelt(passphrase)) as envelope:
            held = envelope.attachments.get(NAME)
            return pdf if held is None else _unpacked(held.get_file().obj)
    except PasswordError:
        raise ConsultError(FILE_LOCKED, "The file is locked, and this passphrase does not open it.") from None
    except (PdfError, ValueError, LookupError, TypeError, AttributeError, RuntimeError, zlib.error):
        # Damaged, or nothing of ours: what it is is said of the file itself.
        return pdf


def _unpacked(held: Object) -> bytes:
    packed = held.read_raw_bytes()
    return zlib.decompressobj().decompress(packed, _MOST_BYTES) if "/Filter" in held else packed


def _page(said: tuple[str, ...]) -> bytes:
    """Lay the one page out."""
    buffer, paper = BytesIO(), theme.A4
    body = theme.SMALL.body.sized(12)
    canvas = Canvas(
        buffer,
        (paper.width, paper.height),
        invariant=1,
        initialFontName=body.face.name,  # type: ignore[arg-type]  # the stubs take it for a size
    )
    canvas.setTitle(said[0])
    low = paper.height - paper.top
    for style, paragraph in zip((theme.SMALL.title, *(body for _ in said[1:])), said, strict=True):
        canvas.setFont(style.face.name, style.size)
        canvas.setFillColor(style.colour)
        for line in lines(paragraph, style, theme.MEASURE):
            low -= style.leading
            canvas.drawString(theme.MARGIN, low, line)
        low -= _APART
    canvas.save()
    return buffer.getvalue()
