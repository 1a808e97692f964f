"""Pages drawn: what runs along their edges, then all grounds, then all words in reading order."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from consult_app.pdf.edges import Edges

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consult_app.domain.document import Document
    from consult_app.pdf.filling import Page, Placed
    from consult_app.pdf.strips import Pen
    from consult_app.pdf.theme import Paper


def draw(pages: list[Page], document: Document, pen: Pen, paper: Paper, *, to_sign: bool = False) -> None:
    """Draw every page; `to_sign` so that each can be told from the others once it is on paper."""
    edges = Edges(document, paper, to_sign=to_sign)
    edges.keep(pen, len(pages))
    for number, page in enumerate(pages, 1):
        for mark in edges.marks(number, len(pages)):
            mark.draw(pen, paper.height)
        for across, column in groupby(page, lambda placed: placed.across):
            _draw_column(list(column), across, pen, paper.height - paper.top)
        pen.marker.end_page()


def _draw_column(column: Iterable[Placed], across: float, pen: Pen, top: float) -> None:
    """Draw what stands equally far from the left: the grounds first, so that they cover no words."""
    if across:
        _move(pen, across)
    for layer in ("ground", "marks"):
        for placed in column:
            for mark in getattr(placed.strip, layer):
                mark.draw(pen, top - placed.down)
    if across:
        _move(pen, -across)


def _move(pen: Pen, across: float) -> None:
    pen.canvas.translate(across, 0)
    pen.reached.x -= across
