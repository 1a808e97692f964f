"""The words of a PDF, read back by programs that are not ours, beside those that were composed."""

from __future__ import annotations

import re
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2

from consult_app.domain.document import Block, Document, Parallel, SignatureBlock, texts
from consult_app.pdf.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

_RIGHT = (
    "\u0590-\u05bd\u05c1\u05c2\u05c7-\u05f2\u0620-\u065f\u066e-\u06ef\u06fa-\u07bf"
    "\u08a0-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
)
_BACKWARDS = re.compile(f"[{_RIGHT}][{_RIGHT}\u200c\u200d\u0300-\u036f]*")
"""A word of a script that runs from right to left."""

_BOTH, _FIRST, _SECOND = range(3)
"""Which language a block is in, of two; a block that both say alike stands there once."""

_MAY_BE_CUT = 1500
"""A cell or a column of so many characters can go on beside another on the next page."""

BODY_TOP, BODY_BOTTOM = 52, 55
"""How much of a page's top and bottom is left to what runs along its edges, in points."""


def composed(document: Document) -> tuple[str, ...]:
    """The words of a document in the order in which they must be found, one entry a text."""
    return tuple(words for _, each, _ in _printed(document) for words in each)


def in_each_language(document: Document) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a document as somebody reads them who knows one of its two languages."""
    first, second = (
        tuple(words for part, each, _ in _printed(document) if part != other for words in each)
        for other in (_SECOND, _FIRST)
    )
    return first, second


def of_each_language(document: Document) -> dict[str, tuple[str, ...]]:
    """The words of a document that are in each of its languages; what both say alike is in the second."""
    found: dict[str, tuple[str, ...]] = {}
    for part, words, own in _printed(document):
        tag = own or (document.language if part == _FIRST else document.beside or document.language)
        found[tag] = (*found.get(tag, ()), *words)
    return found


def _printed(document: Document) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """Give the words of each block with the part that it is of, and the language if it is one of their own.

    Whoever signs is named once.
    """
    for block in document.blocks:
        if isinstance(block, Parallel):
            for each in block.first:
                declared = replace(each, name="", standing="") if isinstance(each, SignatureBlock) else each
                yield _FIRST, _words(declared), getattr(each, "language", "")
            for each in block.second:
                yield _SECOND, _words(each), getattr(each, "language", "")
        else:
            yield _BOTH, _words(block), getattr(block, "language", "")


def _words(block: Block) -> tuple[str, ...]:
    return tuple(printable(text) for text in texts(block) if text)


def folded(text: str) -> str:
    """A text without white space, because a line may end anywhere in it.

    Also without the marks that poppler puts around what runs from right to left.
    """
    return re.sub("[\\s\u200e\u200f\u202a-\u202e]+", "", text)


def assert_printed(document: Document, pdf: bytes) -> None:
    """Fail unless three readers find the composed words, all and in order: structure, poppler, pdfium."""
    assert_in_order(composed(document), structure_text(pdf))
    assert_on_pages(document, pdf)


def assert_on_pages(document: Document, pdf: bytes) -> None:
    """Fail unless poppler and pdfium find the composed words on the pages, all and in order."""
    wanted = composed(document)
    assert_in_order(wanted, poppler_text(pdf))
    assert_in_order(wanted, pdfium_text(pdf))


def assert_each_language_on_pages(document: Document, pdf: bytes) -> None:
    """Fail unless poppler and pdfium find the words of each language on the pages, all and in order.

    Where a page ends beside words that go on, it holds both languages up to there; what is so long that a
    page may end within it is left to the structure.
    """
    for read in (poppler_text, pdfium_text):
        text = read(pdf)
        for wanted in in_each_language(document):
            assert_in_order(tuple(each for each in wanted if len(each) < _MAY_BE_CUT), text)


def assert_in_order(wanted: tuple[str, ...], text: str) -> None:
    """Fail unless each of the wanted texts stands in the text, one after the other."""
    found = folded(text)
    reached = 0
    for each in map(folded, wanted):
        start = found.find(each, reached)
        assert start >= 0, f"{each!r} does not follow {found[max(reached - 40, 0) : reached]!r}"
        reached = start + len(each)


def poppler_text(pdf: bytes) -> str:
    """The text of the pages' bodies in the order of their content, as poppler reads it."""
    with _file(pdf) as path:
        width, height = pypdfium2.PdfDocument(pdf)[0].get_size()
        box = [
            "-x",
            "0",
            "-y",
            str(BODY_TOP),
            "-W",
            str(int(width)),
            "-H",
            str(int(height - BODY_TOP - BODY_BOTTOM)),
        ]
        return _run("pdftotext", "-raw", "-nopgbrk", *box, str(path), "-")


def pdfium_text(pdf: bytes) -> str:
    """The text of the pages' bodies in the order of their content, as the previewer reads it."""
    document = pypdfium2.PdfDocument(pdf)
    # A hyphen at the end of a line comes as a character of pdfium's own.
    return "\n".join(_bounded(page) for page in document).replace("\ufffe", "-").replace("\x02", "-")


def _bounded(page: pypdfium2.PdfPage) -> str:
    _, height = page.get_size()
    text: str = page.get_textpage().get_text_bounded(bottom=BODY_BOTTOM, top=height - BODY_TOP)
    return text


def structure_text(pdf: bytes) -> str:
    """The words in the order of the structure tree, which leaves out what runs along the edges.

    Poppler gives a word's letters as they stand there, and not the text that the tree has for them.
    """
    with _file(pdf) as path:
        tree = _run("pdfinfo", "-struct-text", str(path))
    text = "\n".join(match for match in re.findall(r'^\s*"(.*)"$', tree, re.MULTILINE))
    return _BACKWARDS.sub(lambda word: word[0][::-1], text)


def tool(*command: str, pdf: bytes, output: bool = False) -> str:
    """Run a program on the PDF and give what it says; `output` asks for that with a dash."""
    with _file(pdf) as path:
        return _run(*command, str(path), *(("-",) if output else ()))


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode()


@contextmanager
def _file(pdf: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "document.pdf")
        path.write_bytes(pdf)
        yield path
