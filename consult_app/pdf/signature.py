"""The place where somebody signs: laid out alike before and after the signature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult_app.domain.compose.signing import signed_when
from consult_app.domain.consultation import Signature, Way
from consult_app.errors import RenderError
from consult_app.pdf import theme
from consult_app.pdf.bidi import runs_right
from consult_app.pdf.strips import Bar, Handwriting, Mark, Strip, Words, hairline
from consult_app.pdf.text import lines, printable, width
from consult_app.pdf.theme import MM, Look, Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consult_app.domain.document import SignatureBlock
    from consult_app.domain.wording import Words as Wording
    from consult_app.pdf.tags import Element

BOX_WIDTH = 92 * MM
ABOVE = 11 * MM
INSET = 3 * MM
GAP = 6 * MM
LEAST_BESIDE = 40 * MM
BELOW = 6 * MM
"""With less room beside the box, the name stands below. So much is free above the line, and below it."""

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
    look: Look

    @property
    def inner(self) -> float:
        """The left edge of what is written into the box."""
        return self.left + INSET

    @property
    def box(self) -> float:
        """The width of the box."""
        return min(BOX_WIDTH, self.width)

    @property
    def writable(self) -> float:
        """The width for what is written into the box."""
        return self.box - 2 * INSET

    @property
    def narrow(self) -> bool:
        """Whether the printed name and the time stand below the box."""
        return self.width - BOX_WIDTH - GAP < LEAST_BESIDE

    @property
    def beside(self) -> float:
        """The left edge of the printed name and the time."""
        return self.left if self.narrow else self.left + BOX_WIDTH + GAP

    @property
    def room(self) -> float:
        """The width for the printed name and the time."""
        return self.width if self.narrow else self.width - BOX_WIDTH - GAP

    @property
    def below(self) -> float:
        """The room below the line, for small words in any size of print."""
        return max(BELOW, self.look.quiet.leading + 4)

    @property
    def height(self) -> float:
        """The height of the box."""
        return ABOVE + self.below

    @property
    def time_height(self) -> float:
        """The room for the time: a line where it has the whole width, else two."""
        return (1 if self.narrow else 2) * self.look.quiet.leading

    @property
    def top(self) -> float:
        """How far below the box's top the printed name stands."""
        return self.height + 2 if self.narrow else 0


def box(block: SignatureBlock, signature: Signature | None, words: Wording, place: Place) -> Strip:
    """Lay out the box to sign in, the printed name beside it, and what a signature adds."""
    style = theme.strong(place.look.body)
    name = lines(printable(block.name), style, place.room)
    below = place.top + len(name) * style.leading
    standing = lines(printable(block.standing), place.look.quiet, place.room) if block.standing else ()
    height = max(place.height, below + len(standing) * place.look.quiet.leading + place.time_height)
    across = (place.beside, place.room)
    marks: list[Mark] = list(_stacked(name, style, across, place.top, place.parent.add("P")))
    if standing:
        marks += _stacked(standing, place.look.quiet, across, below, place.parent.add("P"))
    if signature:
        marks += _signed(signature, words, place)
        marks += _time(signature, words, place, height)
    else:
        hint = printable(words("signature.empty"))
        marks.append(Words(hint, place.look.quiet, place.inner, ABOVE + 2, None))
    ground = (
        Bar(place.left, 0, place.box, place.height, theme.PALE),
        hairline(place.inner, ABOVE, place.writable, theme.GREY),
    )
    return Strip(height, tuple(marks), ground, before=4)


def _signed(signature: Signature, words: Wording, place: Place) -> Iterator[Mark]:
    if signature.ink:
        figure = place.parent.add("Figure", alternative=printable(signature.name))
        yield Handwriting(signature.ink, place.inner, 1 * MM, place.writable, ABOVE + 2 * MM, figure)
    elif signature.way is Way.TYPED:
        yield from _typed(signature, words, place)
    else:
        label = "paper" if signature.way is Way.PAPER else "unable"
        said = printable(words(f"signature.{label}", note=signature.note))
        style, broken = fitted(said, place.look.field_value, place.writable, ABOVE - 2 * MM)
        yield from _stacked(broken, style, (place.inner, place.writable), 2 * MM, place.parent.add("P"))


def _typed(signature: Signature, words: Wording, place: Place) -> Iterator[Mark]:
    above = ABOVE - 2
    style, broken = fitted(printable(signature.name), place.look.signed_name, place.writable, above)
    top = above - len(broken) * style.leading
    yield from _stacked(broken, style, (place.inner, place.writable), top, place.parent.add("P"))
    way = fitted(printable(words("signature.typed")), place.look.quiet, place.writable, place.below - 2)
    yield from _stacked(way[1], way[0], (place.inner, place.writable), ABOVE + 2, place.parent.add("P"))


def _time(signature: Signature, words: Wording, place: Place, height: float) -> Iterator[Mark]:
    quiet = place.look.quiet
    said = printable(signed_when(signature, words))
    style, broken = fitted(said, quiet, place.room, place.time_height)
    top = height - len(broken) * style.leading
    yield from _stacked(broken, style, (place.beside, place.room), top, place.parent.add("P"))


def _stacked(
    broken: tuple[str, ...], style: Style, between: tuple[float, float], down: float, element: Element
) -> Iterator[Mark]:
    """Set lines from an edge on, or up to the other one, so many points away, if they run so."""
    x, room = between
    right = runs_right("".join(broken)) != element.backwards
    for index, line in enumerate(broken):
        across = room - width(line, style) if right else 0
        yield Words(line, style, x + across, down + index * style.leading, element)
