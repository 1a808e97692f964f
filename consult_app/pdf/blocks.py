"""How each kind of block is set in strips, and how it is tagged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from consult_app.domain.document import (
    Block,
    Bullets,
    Fields,
    Heading,
    Icons,
    Notice,
    Paragraph,
    Quote,
    Role,
    SignatureBlock,
    Table,
    Tick,
    Tone,
)
from consult_app.pdf import signature, theme
from consult_app.pdf.strips import COUNTER, PERSON, Bar, Dot, Drawing, Figures, Mark, Strip, Tie, Words
from consult_app.pdf.symbols import SYMBOLS, TICK, TICK_BOX
from consult_app.pdf.tables import PAD, Cell, Grid, columns
from consult_app.pdf.text import lines, printable, width
from consult_app.pdf.theme import MM, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from consult_app.domain.consultation import Signature
    from consult_app.domain.wording import Words as Wording
    from consult_app.pdf.tags import Element

GAP = 6 * MM
"""White between two things side by side."""

SHORT_TABLE = 80 * MM
"""A table no taller is broken only where it must be: what stands side by side is compared."""

SHORT_NOTICE = 14
"""A notice of no more lines is never broken."""

FEW = 100
"""An icon array of no more figures shows people, in rows of twenty."""

WIDE_NAME, NARROW_NAME = 0.56, 0.34
"""Shares of the line for the names of fields: questions, and words such as "Born on"."""

LAST_WORDS = 4
"""So many lines at least stand above the signatures on their page."""

Item = Block | tuple[Icons, ...]
"""What is set as one: a block, or icon arrays side by side."""

HEADINGS = {1: theme.TITLE, 2: theme.PART, 3: theme.POINT}


@dataclass(frozen=True, slots=True)
class Column:
    """The page's column of text: its left edge and width in points, and the tree that its words hang in."""

    left: float
    width: float
    root: Element

    @property
    def measure(self) -> float:
        """The width of running text."""
        return min(self.width, theme.MEASURE)


def flowing(text: str, style: Style, x: float, room: float, element: Element) -> list[Strip]:
    """Break text into strips of one line; neither its first nor its last line stands alone on a page."""
    broken = lines(printable(text), style, room)
    count = len(broken)
    return [
        Strip(
            style.leading,
            (Words(line, style, x, 0, element),) if line else (),
            tie=Tie.TIGHT if index < count - 1 and index in {0, count - 2} else Tie.FREE,
        )
        for index, line in enumerate(broken)
    ]


def _balanced(text: str, style: Style, room: float) -> float:
    """Narrow the room for a heading of several lines, so that no single word stands on its last line."""
    count = len(lines(printable(text), style, room))
    narrower = (room * share for share in (0.6, 0.7, 0.8, 0.9))
    return next((each for each in narrower if len(lines(printable(text), style, each)) <= count), room)


def _rows_tied(rows: list[Strip]) -> list[Strip]:
    """Keep a short table whole; of a longer one, neither the first nor the last row stands alone."""
    short = sum(each.height for each in rows) <= SHORT_TABLE
    last = len(rows) - 1
    return [
        each.tied(Tie.LOOSE) if index < last and (short or index in {0, last - 1}) else each
        for index, each in enumerate(rows)
    ]


class Setting:
    """Sets one block after the other, keeping the heading levels free of gaps for readers."""

    def __init__(self, column: Column, words: Wording, signed: Mapping[Role, Signature]) -> None:
        self._column = column
        self._words = words
        self._signed = signed
        self._level = 0

    def set(self, block: Item) -> list[Strip]:  # noqa: C901 - one case a kind
        """Set one block; an empty one gives no strips."""
        column = self._column
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph(text, quiet):
                style = theme.QUIET if quiet else theme.BODY
                return flowing(text, style, column.left, column.measure, column.root.add("P"))
            case Quote():
                return self._quote(block)
            case Bullets():
                return list(self._bullets(block))
            case Fields(rows):
                return self._fields(rows)
            case Table():
                return self._table(block)
            case Notice():
                return self._notice(block)
            case Tick():
                return self._tick(block)
            case SignatureBlock():
                return self._signature(block)
            case Icons() | tuple():
                return self._icons((block,) if isinstance(block, Icons) else block)

    def _heading(self, block: Heading) -> list[Strip]:
        column = self._column
        self._level = min(block.level, self._level + 1)
        style = HEADINGS[block.level]
        element = column.root.add(f"H{self._level}")
        room = _balanced(block.text, style, column.width)
        set_lines = flowing(block.text, style, column.left, room, element)
        if block.level == 2 and set_lines:  # noqa: PLR2004 - the level of parts
            accent = Bar(column.left, -7, 9 * MM, 1.6, theme.TEAL)
            set_lines[0] = replace(set_lines[0], ground=(accent,))
        return [each.tied() for each in set_lines]

    def _quote(self, block: Quote) -> list[Strip]:
        column = self._column
        element = column.root.add("BlockQuote")
        x, room = column.left + 14, column.measure - 14
        who = flowing(block.who, theme.QUOTED, x, room, element.add("P"))
        said = flowing(block.text, theme.QUOTE, x, room, element.add("P"))
        tied = (each.tied() for each in who) if said else who
        return [
            replace(each, ground=(Bar(column.left, 0, 2, each.height + 0.3, theme.TEAL),))
            for each in (*tied, *said)
        ]

    def _bullets(self, block: Bullets) -> Iterator[Strip]:
        column = self._column
        element = column.root.add("L")
        # Small print may use the whole width: its lines are short enough to follow.
        style, room, gap = (
            (theme.QUIET, column.width, 1.5) if block.quiet else (theme.BODY, column.measure, 3)
        )
        for index, item in enumerate(block.items):
            body = element.add("LI").add("LBody")
            for first, each in enumerate(flowing(item, style, column.left + 14, room - 14, body)):
                dot = (Dot(column.left + 4, 0.55 * style.leading, 1.6, theme.TEAL),)
                yield each if first else replace(each, ground=dot, before=gap if index else 0)

    def _fields(self, rows: Sequence[tuple[str, str]]) -> list[Strip]:
        column = self._column
        table = column.root.add("Table")
        longest = PAD + max((width(printable(name), theme.FIELD_NAME) for name, _ in rows), default=0)
        share = NARROW_NAME if longest <= NARROW_NAME * column.width else WIDE_NAME
        grid = Grid(column.left, (share * column.width, (1 - share) * column.width), inset=0)
        set_rows: list[Strip] = []
        for name, value in rows:
            row = table.add("TR")
            cells = (
                Cell(printable(name), theme.FIELD_NAME, row.add("TH", scope="Row")),
                Cell(printable(value), theme.FIELD_VALUE, row.add("TD")),
            )
            set_rows += grid.row(cells)
        return _rows_tied(set_rows)

    def _table(self, block: Table) -> list[Strip]:
        column = self._column
        table = column.root.add("Table")
        head_row = table.add("TR")
        head = [
            Cell(printable(text), theme.CELL_HEAD, head_row.add("TH", scope="Column")) for text in block.head
        ]
        body = []
        for texts in block.rows:
            row = table.add("TR")
            body.append([Cell(printable(text), theme.CELL, row.add("TD")) for text in texts])
        shares = block.widths or (1.0,) * len(block.head)
        grid = Grid(column.left, columns([head, *body], shares, column.width))
        top = grid.head(head, theme.TEAL_TINT, theme.TEAL)
        again = grid.head([replace(cell, element=None) for cell in head], theme.TEAL_TINT, theme.TEAL)
        return [top, *_rows_tied([strip for cells in body for strip in grid.row(cells, again)])]

    def _notice(self, block: Notice) -> list[Strip]:
        column = self._column
        symbol = SYMBOLS[block.tone]
        element = column.root.add("Div")
        x = column.left + 42
        room = min(column.width - 56, theme.MEASURE)
        title = flowing(block.title, replace(theme.STRONG, colour=symbol.ink), x, room, element.add("P"))
        text = flowing(block.text, theme.BODY, x, room, element.add("P"))
        inside = [*(each.tied() for each in title), *text]
        if len(inside) <= SHORT_NOTICE:
            inside = [each.tied() for each in inside]
        elif text:
            inside[-1] = inside[-1].tied()
        pad = Strip(9)
        whole = [Strip(9, symbol.marks(column.left + 13, 9), tie=Tie.TIGHT), *inside, pad]
        return [replace(each, ground=self._panel(each.height, block.tone)) for each in whole]

    def _panel(self, height: float, tone: Tone) -> tuple[Mark, ...]:
        # A little taller than the strip: neighbouring panels must not let a line of paper through.
        column, symbol = self._column, SYMBOLS[tone]
        return (
            Bar(column.left, 0, column.width, height + 0.3, symbol.tint),
            Bar(column.left, 0, 3, height + 0.3, symbol.colour),
        )

    def _tick(self, block: Tick) -> list[Strip]:
        column = self._column
        element = column.root.add("P")
        figure = element.add("Figure", alternative="☒" if block.ticked else "☐")
        strokes = (*TICK_BOX, *TICK) if block.ticked else TICK_BOX
        set_lines = flowing(
            block.text, theme.BODY, column.left + 20, column.measure - 20, element.add("Span")
        )
        box = Drawing(strokes, column.left + 1, 2.5, 1.2, theme.TEAL, element=figure)
        if not set_lines:
            return [Strip(theme.BODY.leading, (box,))]
        return [replace(set_lines[0], marks=(box, *set_lines[0].marks)), *set_lines[1:]]

    def _icons(self, blocks: tuple[Icons, ...]) -> list[Strip]:
        column = self._column
        room = (column.width - GAP) / 2
        marks: list[Mark] = []
        height = 0.0
        captions = [lines(printable(each.caption), theme.CAPTION, room) for each in blocks]
        below = max(len(each) for each in captions) * theme.CAPTION.leading + 3
        for index, (block, caption) in enumerate(zip(blocks, captions, strict=True)):
            x = column.left + index * (room + GAP)
            element = column.root.add("P")
            down = theme.CAPTION.leading
            marks += [Words(line, theme.CAPTION, x, row * down, element) for row, line in enumerate(caption)]
            figure, per_row = (PERSON, 20) if block.total <= FEW else (COUNTER, 50)
            array = Figures(figure, block.filled, block.total, per_row, x, below, room / per_row)
            marks.append(array)
            height = max(height, below + array.height)
        return [Strip(height, tuple(marks))]

    def _signature(self, block: SignatureBlock) -> list[Strip]:
        column = self._column
        element = column.root.add("Div")
        title = flowing(block.title, theme.POINT, column.left, column.width, element.add("P"))
        declared = flowing(block.declaration, theme.BODY, column.left, column.measure, element.add("P"))
        if title and declared:
            declared[0] = replace(declared[0], before=3)
        tied = [each.tied(Tie.LOOSE) for each in (*title, *declared)]
        tied[:1] = [each.tied() for each in tied[:1]]
        tied[-LAST_WORDS:] = [each.tied() for each in tied[-LAST_WORDS:]]
        signed = self._signed.get(block.role)
        place = signature.Place(column.left, column.width, element)
        return [*tied, signature.box(block, signed, self._words, place)]
