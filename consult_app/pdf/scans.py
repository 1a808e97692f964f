"""Pages that were signed on paper, behind the document that they show: each a figure that says what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult_app.pdf import theme
from consult_app.pdf.bidi import runs_right
from consult_app.pdf.strips import Words
from consult_app.pdf.text import lines, printable, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult_app.domain.on_paper import Filed
    from consult_app.domain.wording import Words as Wording
    from consult_app.pdf.strips import Pen
    from consult_app.pdf.tags import Element
    from consult_app.pdf.theme import Look, Paper, Style

_EDGE = 12 * theme.MM
_BELOW = 4
"""White above and below all, and below words."""


@dataclass(frozen=True, slots=True)
class Appendix:
    """Draws scans behind a document, below words that say which page each is and who put it there."""

    words: Wording
    pen: Pen
    paper: Paper
    root: Element
    look: Look

    def draw(self, scans: Sequence[Filed], clinician: str) -> None:
        """Give each scan a page of its own."""
        down = self._begin(clinician)
        for scan in scans:
            told = self.words("scan.page", page=scan.page, pages=len(scans))
            said = f"{told}. {self.words('scan.by_hand')}" if scan.by_hand else f"{told}."
            down = self._say(said, self.look.quiet, down, self.root.add("P"))
            self._picture(scan, told, down)
            self.pen.marker.end_page()
            down = _EDGE

    def _begin(self, clinician: str) -> float:
        head = self.root.add("H2")
        head.title = printable(self.words("scan.title"))
        down = self._say(head.title, self.look.part, _EDGE, head)
        said = self.words("scan.text", clinician=clinician)
        return self._say(said, self.look.quiet, down, self.root.add("P"))

    def _say(self, text: str, style: Style, down: float, element: Element) -> float:
        """Set words below a height; gives how far down they go, with the white below them."""
        room = self.paper.width - 2 * theme.MARGIN
        for line in lines(printable(text), style, room):
            across = room - width(line, style) if runs_right(line) else 0
            Words(line, style, theme.MARGIN + across, down, element).draw(self.pen, self.paper.height)
            down += style.leading
        return down + _BELOW

    def _picture(self, scan: Filed, told: str, down: float) -> None:
        """Draw a scan as large as there is room."""
        across, high = self.paper.width - 2 * theme.MARGIN, self.paper.height - down - _EDGE
        scale = min(across / scan.width, high / scan.height)
        wide, tall = scan.width * scale, scan.height * scale
        left, bottom = (self.paper.width - wide) / 2, self.paper.height - down - tall
        marker = self.pen.marker
        marker.content(self.root.add("Figure", alternative=printable(told)))
        shown = self.pen.pictures.show(len(marker.pages) - 1, scan)
        self.pen.canvas.addLiteral(f"q {wide:.3f} 0 0 {tall:.3f} {left:.3f} {bottom:.3f} cm {shown} Q")
