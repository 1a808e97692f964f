"""A file of separated values, read as a table: by which character set, and by which sign between cells."""

from __future__ import annotations

import csv
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from consult_app.domain.table import DELIMITERS, Row, Table
from consult_app.errors import TableError

if TYPE_CHECKING:
    from _csv import Reader

MOST_ROWS = 200_000
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_OTHER_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")
"""How spreadsheets, PDFs and letters begin."""
_LOOKED_AT = 200


def read_table(content: bytes, encoding: str = "", delimiter: str = "") -> Table:
    """Read a table; what is not said is found. TableError, which names a line where there is one."""
    if content.startswith(_OTHER_FILES):
        raise TableError("table-other-file")
    encoding = encoding or _encoding(content)
    said, text = _told(_decoded(content, encoding))
    if not text.strip():
        raise TableError("table-empty")
    delimiter = delimiter or said or _delimiter(text)
    rows = _rows(text, delimiter, 1 + bool(said))
    if max(len(each.cells) for each in rows) == 1:
        raise TableError("table-one-column")
    return Table(encoding, delimiter, rows)


def _encoding(content: bytes) -> str:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    for name in ("utf-8", "cp1252"):
        with suppress(UnicodeDecodeError):
            content.decode(name)
            return name
    # Some letters of DOS are none of Windows, and DOS has a letter for whatever there is.
    return "cp850"


def _decoded(content: bytes, encoding: str) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    usual = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
    name = {"utf-8": "utf-8-sig", "utf-16": "utf-16" if marked else usual}.get(encoding, encoding)
    try:
        text = content.decode(name)
    except UnicodeDecodeError:
        raise TableError("table-encoding") from None
    if "\0" in text:
        raise TableError("table-encoding")
    return text


def _told(text: str) -> tuple[str, str]:
    """Give the sign between cells that a first line of its own names, as spreadsheets do, and the rest."""
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"').lower()
    if said.startswith("sep=") and len(said) == len("sep=") + 1:
        return said[-1], rest
    return ("\t", rest) if first.strip("\r").lower() == "sep=\t" else ("", text)


def _delimiter(text: str) -> str:
    """Give the sign by which most rows have the same number of cells, and the most of them."""

    def even(delimiter: str) -> tuple[float, int]:
        widths = Counter[int]()
        try:
            for row, _ in zip(_reader(text, delimiter), range(_LOOKED_AT), strict=False):
                widths[len(row)] += 1
        except csv.Error:
            return 0.0, 0
        [(width, count)] = widths.most_common(1)
        return (count / widths.total(), width) if width > 1 else (0.0, 0)

    return max(DELIMITERS, key=even)


def _reader(text: str, delimiter: str) -> Reader:
    """Read rows, strictly: a quotation mark that nobody closed would swallow the lines that follow."""
    # Parted at the ends of lines that files have, and at no other sign that Python takes for one.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    return csv.reader((f"{each}\n" for each in lines), delimiter=delimiter, strict=True)


def _rows(text: str, delimiter: str, first: int) -> tuple[Row, ...]:
    rows: list[Row] = []
    reader = _reader(text, delimiter)
    line = first
    try:
        for cells in reader:
            if cells:
                rows.append(Row(line, tuple(cells)))
            if len(rows) > MOST_ROWS:
                raise TableError("table-too-large")
            line = first + reader.line_num
    except csv.Error:
        raise TableError("table-quotes", line) from None
    return tuple(rows)
