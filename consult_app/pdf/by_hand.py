"""What is filled in by hand: boxes to tick, lines to write on, also behind the words of a question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from consult_app.domain.document import Lines, Paragraph, SignatureBlock, Tick, Ticks
from consult_app.pdf import theme
from consult_app.pdf.running_text import NARROW, flowing, kept, whole
from consult_app.pdf.signature import BOX_WIDTH
from consult_app.pdf.signature import GAP as BESIDE_BOX
from consult_app.pdf.strips import (
    BASELINE,
    COUNTER,
    Drawing,
    Figures,
    Mark,
    Strip,
    Tie,
    Words,
    hairline,
    lowered,
)
from consult_app.pdf.symbols import TICK, TICK_BOX
from consult_app.pdf.text import lines, printable, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from consult_app.domain.document import Text
    from consult_app.pdf.running_text import Column
    from consult_app.pdf.tags import Element
    from consult_app.pdf.theme import Look, Style

    Strokes = tuple[tuple[tuple[float, float], ...], ...]

WRITTEN = 19
"""How far one line to write on lies below the one before, in points; more where words are large."""

_BOX = 10
"""The side of a box to tick; more where words are large."""

UNDER = 1.5
"""White between a question and what answers it on lines of its own."""

_MIDDLE = 0.36
"""How far above its base line the middle of a capital lies, in sizes."""

_INSET = 5
"""White between a box and its sentence."""

_BEHIND_BOX = 3.5
"""White between a box and its word, behind a question."""

_LEAST_TO_WRITE = 0.36
"""The least share of a column that a line behind words takes."""

_ABREAST, _FIGURE, _FEW = 50, 3.4, 100
"""How many figures stand in a row, and how large one is: half as large where there are more than a few."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what answers it."""

    question: Paragraph
    answer: Ticks | Lines


@dataclass(frozen=True, slots=True)
class Signing:
    """A place to sign with what is written down about who signs."""

    signature: SignatureBlock
    written: tuple[Lines, ...]


def _written(style: Style) -> float:
    return max(WRITTEN, 1.3 * style.leading)


def _side(style: Style) -> float:
    return max(_BOX, 0.85 * style.size)


def _box(x: float, down: float, style: Style, element: Element, strokes: Strokes = TICK_BOX) -> Drawing:
    """Draw a box as large as goes with a style."""
    scale = _side(style) / _BOX
    larger = tuple(tuple((x * scale, y * scale) for x, y in stroke) for stroke in strokes)
    return Drawing(larger, x, down, 1, theme.TEAL, element=element)


def tick(block: Tick, column: Column, look: Look) -> list[Strip]:
    """Set a box with its sentence, small in a column; figures that it has stand below."""
    style = look.cell if column.width < NARROW and not look.large else look.body
    element = column.root.add("P")
    figure = element.add("Figure", alternative="☒" if block.ticked else "☐")
    strokes = (*TICK_BOX, *TICK) if block.ticked else TICK_BOX
    inset = _side(style) + _INSET
    said = flowing(block.text, style, column.left + inset, column.measure - inset, element.add("Span"))
    box = _box(column.left, _beside(style), style, figure, strokes)
    first, *rest = said or [Strip(style.leading)]
    return whole([replace(first, marks=(box, *first.marks)), *rest, *counted(block.text, column, inset)])


def counted(text: Text, column: Column, inset: float) -> list[Strip]:
    """Set the figures that show how many people something happens to."""
    if isinstance(text, str) or not text.total:
        return []
    most = _FIGURE if text.total <= _FEW else _FIGURE / 2
    cell = min(most, (column.width - inset) / _ABREAST)
    array = Figures(COUNTER, text.filled, text.total, _ABREAST, column.left + inset, 1, cell)
    return [Strip(array.height + 2, (array,))]


def _beside(style: Style) -> float:
    """Give how far below the top of a line a box begins whose middle is that of its capitals."""
    return BASELINE * style.leading - _MIDDLE * style.size - _side(style) / 2


def ticks(items: Sequence[str], column: Column, style: Style) -> list[Strip]:
    """Set boxes with their words one behind the other; a short run stays together."""
    return kept(list(_ticks(items, column, style)))


def _ticks(items: Sequence[str], column: Column, style: Style) -> Iterator[Strip]:
    """Set what is longer than a line alone."""
    side = _side(style)
    inset, height = side + 4, max(style.leading, side + 2) + 2
    down = (height - style.leading) / 2
    row: list[Mark] = []
    reached = 0.0
    for item in items:
        said = lines(printable(item), style, column.width - inset)
        needed = inset + max(width(each, style) for each in said)
        if row and (len(said) > 1 or reached + needed > column.width):
            yield Strip(height, tuple(row))
            row, reached = [], 0.0
        x, element = column.left + reached, column.root.add("P")
        figure, span = element.add("Figure", alternative="☐"), element.add("Span")
        row.append(_box(x, (height - side) / 2, style, figure))
        for index, each in enumerate(said):
            if index:
                yield Strip(height if index == 1 else style.leading, tuple(row), tie=Tie.TIGHT)
                row = []
            row.append(Words(each, style, x + inset, 0 if index else down, span))
        reached += needed + style.size
        if len(said) > 1:
            yield Strip(style.leading, tuple(row))
            row, reached = [], 0.0
    if row:
        yield Strip(height, tuple(row))


def ruled(block: Lines, column: Column, style: Style) -> list[Strip]:
    """Rule lines to write on; a single one goes on behind its words where they leave room."""
    said = (
        flowing(block.label, style, column.left, column.measure, column.root.add("P")) if block.label else []
    )
    if block.count == 1 and len(said) == 1 and width(printable(block.label), style) + 4 < column.width / 2:
        return [_ruled_behind(said[0], style, column)]
    more = _rules(block.count, column, style)
    return [*(each.tied() for each in said), *more] if more else said


def _rules(count: int, column: Column, style: Style) -> list[Strip]:
    height = _written(style)
    rule = hairline(column.left, height - 2, column.width, theme.OUTLINE)
    return whole([Strip(height, (), (rule,))] * count)


def _ruled_behind(strip: Strip, style: Style, column: Column) -> Strip:
    """Rule a line from behind the words of a strip to the column's end."""
    end = _end(strip) + 4
    height = _written(style)
    rule = hairline(end, height - 2, column.left + column.width - end, theme.OUTLINE)
    down = height - 1 - style.leading
    return Strip(height, tuple(lowered(each, down) for each in strip.marks), (rule,))


def _end(strip: Strip) -> float:
    """Give where the words of a strip end."""
    return max(
        (each.x + width(each.text, each.style) for each in strip.marks if isinstance(each, Words)), default=0
    )


def asked(block: Asked, column: Column, look: Look) -> list[Strip]:
    """Set a question, and what answers it behind its last words where there is room."""
    said = flowing(block.question.text, look.body, column.left, column.width, column.root.add("P"))
    if not said:
        said = [Strip(0)]
    match block.answer:
        case Ticks(items):
            return _boxes_behind(said, items, column, look) or _below(said, ticks(items, column, look.cell))
        case Lines() as answer:  # pragma: no branch - no other kind exists
            behind = _lines_behind(said, answer, column, look)
            return behind or _below(said, ruled(answer, column, look.field_name))


def _below(said: list[Strip], answered: list[Strip]) -> list[Strip]:
    first, *rest = answered
    return [*(each.tied(Tie.LOOSE) for each in said), replace(first, before=UNDER), *rest]


def _boxes_behind(said: list[Strip], items: Sequence[str], column: Column, look: Look) -> list[Strip]:
    """Set boxes at a column's right edge, below those of other questions; none where they are too wide."""
    style = look.cell
    words = [printable(each) for each in items]
    wide = [_BOX + _BEHIND_BOX + width(each, style) for each in words]
    room = sum(wide) + style.size * (len(wide) - 1)
    *above, last = said
    wide_page = column.width > NARROW
    right = column.left + column.width - room
    x = _end(last) + style.size if wide_page else right
    if room > column.width or (wide_page and x > right):
        return []
    if x < _end(last) + style.size:
        above, last = said, Strip(look.body.leading)
    marks = list(last.marks)
    top = _beside(look.body)
    for each, taken in zip(words, wide, strict=True):
        element = column.root.add("P")
        figure, span = element.add("Figure", alternative="☐"), element.add("Span")
        marks.append(_box(x, top, style, figure))
        down = BASELINE * (look.body.leading - style.leading)
        marks.append(Words(each, style, x + _BOX + _BEHIND_BOX, down, span))
        x += taken + style.size
    height = max(last.height, top + _BOX) + 2
    rule = () if wide_page else (hairline(column.left, height, column.width),)
    return [*(each.tied() for each in above), Strip(height, tuple(marks), rule)]


def _lines_behind(said: list[Strip], answer: Lines, column: Column, look: Look) -> list[Strip]:
    """Rule the first line from behind the last words to the column's end; none where little is left of it."""
    style, label = look.field_name, printable(answer.label)
    *above, last = said
    x = _end(last) + style.size / 2
    taken = width(label, style) + style.size / 2 if label else 0
    if column.left + column.width - x - taken < _LEAST_TO_WRITE * column.width:
        return []
    if label:
        down = BASELINE * (look.body.leading - style.leading)
        named = Words(label, style, x, down, column.root.add("P"))
        last = replace(last, marks=(*last.marks, named))
    first = _ruled_behind(last, look.body, column)
    more = _rules(answer.count - 1, column, look.body)
    return [*(each.tied() for each in above), first.tied(Tie.LOOSE) if more else first, *more]


def written_beside(box: Strip, written: Sequence[Lines], column: Column, look: Look) -> Strip:
    """Put lines to write on at the right of a box to sign in."""
    across = BOX_WIDTH + BESIDE_BOX
    beside = replace(column, left=column.left + across, width=column.width - across)
    marks, ground = list(box.marks), list(box.ground)
    down = 0.0
    for line in written:
        for each in ruled(line, beside, look.field_name):
            marks += [lowered(mark, down) for mark in each.marks]
            ground += [lowered(mark, down) for mark in each.ground]
            down += each.height
    return replace(box, height=max(box.height, down), marks=tuple(marks), ground=tuple(ground))
