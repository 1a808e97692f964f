"""From a document and its signatures to the bytes that are shown, printed and sealed."""

from __future__ import annotations

from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from consult_app.domain.consultation import Way
from consult_app.domain.document import Document, texts
from consult_app.domain.wording import Words
from consult_app.errors import RenderError
from consult_app.pdf import archive, layout, pages, theme
from consult_app.pdf.blocks import Setting
from consult_app.pdf.filling import paginate
from consult_app.pdf.running_text import Column
from consult_app.pdf.scans import Appendix
from consult_app.pdf.strips import Pen
from consult_app.pdf.tags import Element, Marker
from consult_app.pdf.text import missing
from consult_app.pdf.theme import PAPERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from consult_app.domain.consultation import Signature
    from consult_app.domain.on_paper import Filed

one_at_a_time = Lock()
"""Faces are shared by whatever is laid out, and reportlab is not made for two threads."""


def render(  # noqa: PLR0913 - what is laid out, and what it is for
    document: Document,
    labels: Mapping[str, str],
    signatures: tuple[Signature, ...] = (),
    scans: tuple[Filed, ...] = (),
    *,
    fonts: Path,
    to_sign: bool = False,
) -> bytes:
    """Render a document as PDF/A-3a and PDF/UA-1 with an empty field for the seal; equal input, equal bytes.

    `fonts` is the folder with the faces. RenderError for characters that they lack, and for a note beside a
    signature that does not fit. Signatures move nothing: without them every line stands at the same place.
    `scans` are what was signed on paper, on pages behind the document's own. `to_sign` is for a print that
    is to be signed: the code on each page names that page.
    """
    with one_at_a_time:
        return _render(document, Words(labels), signatures, scans, fonts, to_sign=to_sign)


def _render(  # noqa: PLR0913 - as `render` has it
    document: Document,
    words: Words,
    signatures: tuple[Signature, ...],
    scans: tuple[Filed, ...],
    fonts: Path,
    *,
    to_sign: bool,
) -> bytes:
    _refuse_missing(missing((*_said(document), *_signed(signatures, words)), fonts))
    paper = PAPERS[document.sheet.paper]
    root = Element("Document", language=document.language)
    look = theme.look_of(document.kind, large=document.sheet.large)
    column = Column(theme.MARGIN, paper.width - 2 * theme.MARGIN, root, look.longest)
    setting = Setting(column, look, words, {each.role: each for each in signatures}, document.beside)
    flow = layout.laid_out(document.blocks, setting)
    buffer = BytesIO()
    # The archive pass compresses. Without a first font of ours, a foreign one gets in, and not embedded.
    canvas = Canvas(
        buffer,
        (paper.width, paper.height),
        pageCompression=0,
        invariant=1,
        initialFontName=look.body.face.name,  # type: ignore[arg-type]  # the stubs take it for a size
    )
    pen = Pen(canvas, Marker(canvas))
    filled = paginate(flow, paper.room)
    pages.draw(filled, document, pen, paper, to_sign=to_sign)
    if scans:
        Appendix(words, pen, paper, root, look).draw(scans, signatures[-1].name)
    canvas.save()
    return archive.finish(buffer.getvalue(), document, root, pen)


_ON_PAPER = ("signature.paper", "signature.day", "scan.title", "scan.text", "scan.page", "scan.by_hand")


def lay_out_to_sign(document: Document, labels: Mapping[str, str], *, fonts: Path) -> tuple[bytes, int]:
    """Lay a document out to be signed on paper: the code on each page names it. Gives how many there are."""
    pdf = render(document, labels, fonts=fonts, to_sign=True)
    return pdf, archive.page_count(pdf)


def missing_characters(document: Document, fonts: Path) -> tuple[str, ...]:
    """List the characters of a document that cannot be printed, to be mended before anyone signs."""
    return missing(_said(document), fonts)


def _said(document: Document) -> Iterator[str]:
    running = document.running
    yield from (
        document.title,
        document.id,
        running.patient,
        running.treatment,
        running.version,
        running.mark,
    )
    yield running.page
    for block in document.blocks:
        yield from texts(block)


def _signed(signatures: tuple[Signature, ...], words: Words) -> Iterator[str]:
    yield words("signature.empty")
    for each in signatures:
        yield from (each.name, each.note, words("signature.time", time=words.time(each.at)))
        yield from (words("signature.typed"), words("signature.unable", note=""))
    if any(each.way is Way.PAPER for each in signatures):
        yield from (words(label) for label in _ON_PAPER)


def _refuse_missing(characters: tuple[str, ...]) -> None:
    if characters:
        points = ", ".join(f"U+{ord(each):04X}" for each in characters)
        raise RenderError(
            "glyph-missing",
            f"These characters cannot be printed: {points}.",
            "Write the text without them.",
        )
