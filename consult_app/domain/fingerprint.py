"""What tells a document from every other before it is laid out: a digest of its very words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from consult_app.domain.document import Document, texts

SHORT = 16
"""How many characters of a digest are printed."""


def content_digest(document: Document) -> str:
    """Give the SHA-256, in hexadecimal, of what a document says.

    It is taken of UTF-8 lines, each ended by a newline: id, kind, language, time of composing in ISO 8601,
    the running lines, then for each block its kind and its words, with U+001F between them. How it is laid
    out, and who signed it, is no part of it.
    """
    content = hashlib.sha256()
    for line in _lines(document):
        content.update(f"{line}\n".encode())
    return content.hexdigest()


def code(document: Document) -> str:
    """Give what the square code on every page says: `CONSULT:<document's id>:<start of the digest>`.

    Where the vault has a log, its last entry follows: `:<number>:<start of its hash>`.
    """
    said = f"CONSULT:{document.id}:{content_digest(document)[:SHORT]}"
    return (f"{said}:{document.anchor}" if document.anchor else said).upper()


def page_code(document: Document, page: int) -> str:
    """Give what the square code says on a page that is printed to be signed: which document, which page.

    The log's last entry is left out, so that the squares are larger and a photograph of the page is enough.
    """
    return f"CONSULT:{document.id}:{content_digest(document)[:SHORT]}:P{page}".upper()


def _lines(document: Document) -> Iterator[str]:
    yield from (document.id, document.kind.value, document.language, document.composed_at.isoformat())
    running = document.running
    yield from (running.patient, running.treatment, running.version, running.mark)
    for block in document.blocks:
        yield "\x1f".join((type(block).__name__, *texts(block)))
