"""The place where somebody signs: laid out alike before and after the signature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult_app.domain.consultation import Signature, Way
from consult_app.errors import RenderError
from consult_app.pdf import theme
from consult_app.pdf.strips import Bar, Handwriting, Mark, Strip, Words, hairline
from consult_app.pdf.text import lines, printable
from consult_app.pdf.theme import MM, Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consult_app.domain.document import SignatureBlock
    from consult_app.domain.wording import Words as Wording
    from consult_app.pdf.tags import Element

BOX_WIDTH = 92 * MM
BOX_HEIGHT = 24 * MM
INSET = 3 * MM
GAP = 6 * MM
WRITABLE = BOX_WIDTH - 2 * INSET
LINE = 6 * MM
"""How far the line to sign on lies above the box's bottom."""

TIME_ROOM = 3 * theme.QUIET.leading
SMALLEST = 5.0


def fitted(text: str, style: Style, room: float, height: float) -> tuple[Style, tuple[str, ...]]:
    """Break text into lines, in a smaller size where they would not fit; RenderError below 5 pt."""
    while True:
        broken = lines(text, style, room)
        if len(broken) * style.leading <= height:
            return style, broken
        if style.size <= SMALLEST:
            raise RenderError(
                "signature-too-long",
                "The words of a signature do not fit into its box.",
                "Shorten the note beside the signature.",
            )
        style = style.sized(style.size - 0.5)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box stands, in points from the sheet's left edge, and the element that its words hang in."""

    left: float
    width: float
    parent: Element

    @property
    def inner(self) -> float:
        """The left edge of what is written into the box."""
        return self.left + INSET

    @property
    def beside(self) -> float:
        """The left edge of the printed name and the time."""
        return self.left + BOX_WIDTH + GAP

    @property
    def room(self) -> float:
        """The width for the printed name and the time."""
        return self.width - BOX_WIDTH - GAP


def box(block: SignatureBlock, signature: Signature | None, words: Wording, place: Place) -> Strip:
    """Lay out the box to sign in, the printed name beside it, and what a signature adds."""
    name = lines(printable(block.name), theme.STRONG, place.room)
    height = max(BOX_HEIGHT, len(name) * theme.STRONG.leading + TIME_ROOM)
    marks: list[Mark] = list(_stacked(name, theme.STRONG, place.beside, 0, place.parent.add("P")))
    if signature:
        marks += _signed(signature, words, place)
        marks += _time(signature, words, place, height)
    else:
        hint = printable(words("signature.empty"))
        marks.append(Words(hint, theme.QUIET, place.inner, BOX_HEIGHT - LINE + 2, None))
    ground = (
        Bar(place.left, 0, BOX_WIDTH, BOX_HEIGHT, theme.PALE),
        hairline(place.inner, BOX_HEIGHT - LINE, WRITABLE, theme.GREY),
    )
    return Strip(height, tuple(marks), ground, before=10)


def _signed(signature: Signature, words: Wording, place: Place) -> Iterator[Mark]:
    if signature.ink:
        figure = place.parent.add("Figure", alternative=printable(signature.name))
        yield Handwriting(signature.ink, place.inner, 1 * MM, WRITABLE, BOX_HEIGHT - LINE + 2 * MM, figure)
    elif signature.way is Way.TYPED:
        yield from _typed(signature, words, place)
    else:
        said = printable(words("signature.unable", note=signature.note))
        style, broken = fitted(said, theme.FIELD_VALUE, WRITABLE, BOX_HEIGHT - LINE - 2 * MM)
        yield from _stacked(broken, style, place.inner, 2 * MM, place.parent.add("P"))


def _typed(signature: Signature, words: Wording, place: Place) -> Iterator[Mark]:
    above = BOX_HEIGHT - LINE - 2
    style, broken = fitted(printable(signature.name), theme.SIGNED_NAME, WRITABLE, above)
    top = above - len(broken) * style.leading
    yield from _stacked(broken, style, place.inner, top, place.parent.add("P"))
    way = fitted(printable(words("signature.typed")), theme.QUIET, WRITABLE, LINE - 2)
    yield from _stacked(way[1], way[0], place.inner, BOX_HEIGHT - LINE + 2, place.parent.add("P"))


def _time(signature: Signature, words: Wording, place: Place, height: float) -> Iterator[Mark]:
    said = printable(words("signature.time", time=words.time(signature.at)))
    style, broken = fitted(said, theme.QUIET, place.room, TIME_ROOM)
    top = height - len(broken) * style.leading
    yield from _stacked(broken, style, place.beside, top, place.parent.add("P"))


def _stacked(
    broken: tuple[str, ...], style: Style, x: float, down: float, element: Element
) -> Iterator[Mark]:
    for index, line in enumerate(broken):
        yield Words(line, style, x, down + index * style.leading, element)
