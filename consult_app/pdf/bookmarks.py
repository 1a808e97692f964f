"""The headings of a document as its bookmarks: where a reader jumps to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import OutlineItem, Pdf

from consult_app.pdf.tags import Element

if TYPE_CHECKING:
    from collections.abc import Iterator


def bookmark(pdf: Pdf, root: Element) -> None:
    """Give every heading with words a bookmark, below that of the heading that it belongs to."""
    with pdf.open_outline() as outline:
        above: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for level, page, element in _headings(root):
            item = OutlineItem(element.title.replace("\n", " "), page, "XYZ", top=round(element.top, 1))
            while above[-1][0] >= level:
                above.pop()
            above[-1][1].append(item)
            above.append((level, item.children))


def _headings(root: Element) -> Iterator[tuple[int, int, Element]]:
    """List the headings that have words, with their level and the page where they begin."""
    for each in root.content:
        if isinstance(each, Element):
            page = next(_pages(each), None)
            if each.title and page is not None:
                yield int(each.role[1:]), page, each
            yield from _headings(each)


def _pages(element: Element) -> Iterator[int]:
    for each in element.content:
        if isinstance(each, tuple):
            yield each[0]
        elif isinstance(each, Element):
            yield from _pages(each)
