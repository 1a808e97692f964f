"""The place where somebody signs: laid out alike before and after the signature."""

from __future__ import annotations

from collections.abc import Iterator

from consult_app.domain.consultation import Signature, Way
from consult_app.domain.document import SignatureBlock
from consult_app.domain.wording import Words as Wording
from consult_app.errors import RenderError
from consult_app.pdf import theme
from consult_app.pdf.strips import Bar, Handwriting, Mark, Strip, Words, hairline
from consult_app.pdf.tags import Element
from consult_app.pdf.text import lines, printable
from consult_app.pdf.theme import MM, Style

BOX_WIDTH = 92 * MM
BOX_HEIGHT = 24 * MM
INSET = 3 * MM
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


def box(
    block: SignatureBlock, signature: Signature | None, words: Wording, left: float, width: float, parent: Element
) -> Strip:
    """Lay out the box to sign in, the printed name beside it, and what a signature adds."""
    right = left + BOX_WIDTH + 6 * MM
    room = left + width - right
    name_lines = lines(printable(block.name), theme.STRONG, room)
    height = max(BOX_HEIGHT, len(name_lines) * theme.STRONG.leading + TIME_ROOM)
    element = parent.add("P")
    marks: list[Mark] = [
        Words(line, theme.STRONG, right, index * theme.STRONG.leading, element)
        for index, line in enumerate(name_lines)
    ]
    if signature:
        marks.extend(_signed(signature, words, left, parent))
        marks.extend(_time(signature, words, right, room, height, parent))
    else:
        hint = printable(words("signature.empty"))
        down = BOX_HEIGHT - LINE + 2
        marks.append(Words(hint, theme.QUIET, left + INSET, down, None))
    ground = (
        Bar(left, 0, BOX_WIDTH, BOX_HEIGHT, theme.PALE),
        hairline(left + INSET, BOX_HEIGHT - LINE, BOX_WIDTH - 2 * INSET, theme.GREY),
    )
    return Strip(height, tuple(marks), ground, before=10)


def _signed(signature: Signature, words: Wording, left: float, parent: Element) -> Iterator[Mark]:
    x, room = left + INSET, BOX_WIDTH - 2 * INSET
    if signature.way is Way.DRAWN and signature.ink:
        figure = parent.add("Figure", alternative=printable(signature.name))
        yield Handwriting(signature.ink, x, 1 * MM, room, BOX_HEIGHT - LINE + 2 * MM, figure)
    elif signature.way is Way.TYPED:
        above = BOX_HEIGHT - LINE - 2
        style, broken = fitted(printable(signature.name), theme.SIGNED_NAME, room, above)
        element = parent.add("P")
        top = above - len(broken) * style.leading
        yield from _stacked(broken, style, x, top, element)
        said = printable(words("signature.typed"))
        yield from _stacked((said,), theme.QUIET, x, BOX_HEIGHT - LINE + 2, parent.add("P"))
    else:
        said = printable(words("signature.unable", note=signature.note))
        style, broken = fitted(said, theme.FIELD_VALUE, room, BOX_HEIGHT - LINE - 2 * MM)
        yield from _stacked(broken, style, x, 2 * MM, parent.add("P"))


def _time(
    signature: Signature, words: Wording, x: float, room: float, height: float, parent: Element
) -> Iterator[Mark]:
    said = printable(words("signature.time", time=words.time(signature.at)))
    style, broken = fitted(said, theme.QUIET, room, TIME_ROOM)
    yield from _stacked(broken, style, x, height - len(broken) * style.leading, parent.add("P"))


def _stacked(
    broken: tuple[str, ...], style: Style, x: float, down: float, element: Element
) -> Iterator[Mark]:
    for index, line in enumerate(broken):
        yield Words(line, style, x, down + index * style.leading, element)
