"""The structure that screen readers follow: elements, and the marked content that belongs to each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from consult_app.pdf.bidi import written_from_right

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


Box = tuple[float, float, float, float]
"""Left, bottom, right, top on a page, in points."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where on a page (the first is 0) an empty field stands that belongs to an element."""

    page: int
    box: Box


@dataclass(eq=False, slots=True)
class Element:
    """A node of the structure tree: further elements and marks (page index, number) in reading order.

    `actual` is what its glyphs say, where they do not stand in that order. `language` is that of its
    words, as a tag; what is added speaks the same unless another is named. One of the role Form holds
    nothing but the place of its field. A `title` makes it a bookmark, `top` points from the bottom of
    the page where its words begin; `heads` are the cells that say what a cell of a table is about.
    """

    role: str
    alternative: str = ""
    scope: str = ""
    actual: str = ""
    language: str = ""
    title: str = ""
    top: float = 0
    heads: tuple[Element, ...] = ()
    content: list[Element | tuple[int, int] | Place] = field(default_factory=list)

    @property
    def backwards(self) -> bool:
        """Whether its words are laid out from right to left."""
        return written_from_right(self.language)

    def add(
        self, role: str, *, alternative: str = "", scope: str = "", actual: str = "", language: str = ""
    ) -> Element:
        """Append a child and return it."""
        child = Element(role, alternative, scope, actual, language or self.language)
        self.content.append(child)
        return child

    def speak(self, language: str) -> None:
        """Say that all of its words are in a language; they stay laid out as what is around them."""
        self.language = language
        for each in self.content:
            if isinstance(each, Element):
                each.speak(language)


class Marker:
    """Writes the limits of marked content into a canvas; one open at a time, across which drawing goes on."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._open: Element | str = ""
        self.pages: list[list[Element]] = [[]]

    def content(self, element: Element) -> None:
        """What follows belongs to this element."""
        if self._open is element:
            return
        self._close()
        owners = self.pages[-1]
        self._canvas.addLiteral(f"/{element.role} <</MCID {len(owners)}>> BDC")
        element.content.append((len(self.pages) - 1, len(owners)))
        owners.append(element)
        self._open = element

    def place(self, element: Element, box: Box) -> None:
        """Note where on this page an element's field stands."""
        element.content.append(Place(len(self.pages) - 1, box))

    def artifact(self, kind: str) -> None:
        """What follows is decoration: `Layout`, or `Header` or `Footer` of the page."""
        if self._open == kind:
            return
        self._close()
        layout = kind == "Layout"
        detail = "/Type /Layout" if layout else f"/Type /Pagination /Subtype /{kind}"
        self._canvas.addLiteral(f"/Artifact <<{detail}>> BDC")
        self._open = kind

    def end_page(self) -> None:
        """Close what is open and go on to the next page."""
        self._close()
        self._canvas.showPage()
        self.pages.append([])

    def _close(self) -> None:
        if self._open:
            self._canvas.addLiteral("EMC")
        self._open = ""
