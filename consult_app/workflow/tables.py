"""Tables for other programs, as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable


def csv_table(rows: Iterable[Iterable[str]]) -> bytes:
    """Write rows, the head first; a spreadsheet reads names right and takes no cell for a formula."""
    out = io.StringIO()
    csv.writer(out).writerows([_harmless(each) for each in row] for row in rows)
    # Without the mark at its beginning a spreadsheet reads names in the machine's old character set.
    return out.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    """Keep a spreadsheet from taking what somebody typed for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
