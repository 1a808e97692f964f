"""How each kind of block is set in strips, and how it is tagged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from consult_app.domain.document import (
    Block,
    BodyMap,
    Bullets,
    Columns,
    Fields,
    Heading,
    Icons,
    Lines,
    Notice,
    Paragraph,
    Parallel,
    Phrase,
    Quote,
    Ranked,
    Role,
    SignatureBlock,
    Single,
    Table,
    Text,
    Tick,
    Ticks,
    Tone,
    WithdrawalPlace,
)
from consult_app.pdf import signature, theme, withdrawing
from consult_app.pdf.bodymap import Body
from consult_app.pdf.by_hand import (
    UNDER,
    WRITTEN,
    Asked,
    Signing,
    asked,
    counted,
    ruled,
    tick,
    ticks,
    written_beside,
)
from consult_app.pdf.running_text import (
    NARROW,
    SHORT_TABLE,
    Column,
    balanced,
    evened,
    flowing,
    kept,
    set_runs,
    whole,
)
from consult_app.pdf.runs import runs
from consult_app.pdf.strips import (
    COUNTER,
    PERSON,
    Bar,
    Dot,
    Figures,
    Mark,
    Strip,
    Tie,
    Words,
    hairline,
    lowered,
    mirrored,
)
from consult_app.pdf.symbols import SYMBOLS
from consult_app.pdf.tables import AFTER, Cell, Grid, columns
from consult_app.pdf.text import lines, printable, width
from consult_app.pdf.theme import MM, Look, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from consult_app.domain.consultation import Signature
    from consult_app.domain.wording import Words as Wording
    from consult_app.pdf.tags import Element

GAP = 6 * MM
"""White between two things side by side."""

DOT, DOT_INSET, POINTS_APART = 0.14, 0.8, 0.2
"""Of a list: how large its dots are, how far behind them its words begin, and how far apart points in large
print stand, in shares of the size of its words."""

LOW_ROW = 45
"""A row of fewer points looks lost where it is the only one of a long table on its page."""

SHORT_NOTICE = 14
"""A notice of no more lines is never broken."""

LEAST_LEFT = 3
"""So many lines of a longer one at least go on to the next page."""

FEW = 100
"""An icon array of no more figures shows people, in rows of twenty."""

WIDE_NAME, NARROW_NAME = 0.56, 0.34
"""Shares of the line for the names of fields: questions, and words such as "Born on"."""

BODY_HEIGHT = 40 * MM
"""How tall the drawings of the body are."""

FIELDS_BESIDE = 0.66
"""The share of the line that fields take beside the drawings."""

PLACED = (SignatureBlock, WithdrawalPlace)
"""What has a place of its own below its words, which there is once, in however many languages."""

_BETWEEN = 5
"""White between blocks that stand beside others, in another language."""

LAST_WORDS = 4
"""So many lines at least stand above the signatures on their page."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Fields with the drawings of the body at their right."""

    fields: Fields
    body: BodyMap


Item = Block | tuple[Icons, ...] | Beside | Asked | Signing
"""What is set as one: a block, or several that stand side by side."""


def _rows_tied(rows: list[Strip]) -> list[Strip]:
    """Keep a short table whole; of a longer one, neither the first nor the last row stands alone."""
    short = sum(each.height for each in rows) <= SHORT_TABLE
    last = len(rows) - 1
    low = [index for index in (0, last - 1) if rows and rows[index].height < LOW_ROW]
    return [
        each.tied(Tie.LOOSE) if index < last and (short or index in low) else each
        for index, each in enumerate(rows)
    ]


def _merged(left: list[Strip], right: list[Strip]) -> Strip:
    """Set two stacks of strips beside each other as one that is never broken, the left one read first."""
    marks: list[Mark] = []
    ground: list[Mark] = []
    heights = []
    for stack in (left, right):
        down = 0.0
        for each in stack:
            down += each.before if down else 0
            marks += [lowered(mark, down) for mark in each.marks]
            ground += [lowered(mark, down) for mark in each.ground]
            down += each.height
        heights.append(down)
    return Strip(max(heights), tuple(marks), tuple(ground))


class Setting:
    """Sets one block after the other, keeping the heading levels free of gaps for readers."""

    def __init__(
        self,
        column: Column,
        look: Look,
        words: Wording,
        signed: Mapping[Role, Signature],
        beside: str = "",
    ) -> None:
        self._first = column.root
        # Of two languages, the second one has whatever does not stand in both.
        root = replace(column.root, language=beside) if beside else column.root
        self._whole = self._column = replace(column, root=root)
        self._look = look
        self._words = words
        self._signed = signed
        self._level = 0
        self._second = False

    @property
    def large(self) -> bool:
        """Whether nothing stands side by side."""
        return self._look.large

    @property
    def backwards(self) -> bool:
        """Whether the document is laid out from right to left."""
        return self._whole.root.backwards

    def divide(self, count: int) -> float:
        """Set what follows in one of so many columns; gives how far one begins from the next."""
        width = (self._whole.width - (count - 1) * theme.GUTTER) / count
        self._column = replace(self._whole, width=width)
        return width + theme.GUTTER

    def set(self, block: Item) -> list[Strip]:
        """Set one block; an empty one gives no strips. A language from right to left is set in the mirror."""
        if isinstance(block, Parallel):
            return self._parallel(block)
        column = self._column
        return self._turned(self._set(block), column)

    def _turned(self, strips: list[Strip], column: Column) -> list[Strip]:
        axis = 2 * column.left + column.width
        return [mirrored(each, axis) for each in strips] if column.root.backwards else strips

    def _set(self, block: Item) -> list[Strip]:  # noqa: C901, PLR0911, PLR0912 - one case a kind
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph(text, quiet):
                return self._flowing(text, self._look.quiet if quiet else self._look.body)
            case Quote():
                return self._quote(block)
            case Bullets():
                return list(self._bullets(block))
            case Ranked(items):
                return list(self._ranked(items))
            case Fields():
                return self._fields(block)
            case Table():
                return self._table(block)
            case Notice():
                return self._notice(block)
            case Tick():
                return tick(block, self._column, self._look)
            case Ticks(items):
                return ticks(items, self._column, self._look.cell)
            case Lines():
                return ruled(block, self._column, self._look.field_name)
            case Asked():
                return self._asked(block)
            case Signing():
                return self._signing(block)
            case SignatureBlock():
                return self._signature(block)
            case WithdrawalPlace():
                return self._withdrawal(block)
            case BodyMap():
                return self._body(block)
            case Beside(fields, body):
                return self._beside(fields, body)
            case Columns() | Parallel():
                return []
            case Icons() | tuple():
                return self._icons((block,) if isinstance(block, Icons) else block)

    def abreast(self, block: Parallel) -> tuple[tuple[Strip, ...], ...]:
        """Set the same in two languages, each in a column; the first stands where reading begins."""
        whole, languages = self._column, self._languages()
        width = (whole.width - theme.GUTTER) / 2
        places = [whole.left, whole.left + width + theme.GUTTER]
        lefts = reversed(places) if languages[0].backwards else places
        stacks: list[tuple[Strip, ...]] = []
        for left, root, blocks in zip(lefts, languages, (block.first, block.second), strict=True):
            self._column = replace(whole, left=left, width=width, root=root)
            # One bookmark is enough for what stands in two languages.
            self._second = bool(stacks and stacks[0])
            stacks.append(tuple(self._stacked(blocks)))
        self._column, self._second = whole, False
        return tuple(stacks)

    def place(self, block: SignatureBlock | WithdrawalPlace) -> list[Strip]:
        """Set the place to sign alone, or that of a withdrawal: what is said about it stands above."""
        element = self._column.root.add("Div")
        strips = [
            self._box(block, element) if isinstance(block, SignatureBlock) else self._vacant(block, element)
        ]
        return self._turned(strips, self._column)

    def _languages(self) -> tuple[Element, Element]:
        return self._first, self._whole.root

    def _stacked(self, blocks: Sequence[Single]) -> list[Strip]:
        """Set blocks one below the other; of a signature or a withdrawal, what is said about it."""
        found: list[Strip] = []
        for each in blocks:
            match each:
                case SignatureBlock():
                    said = self._declared(each, self._column.root.add("Div"))
                    strips = self._turned(said, self._column)
                case WithdrawalPlace():
                    said = self._withdrawal_words(each, self._column.root.add("Div"))
                    strips = self._turned(said, self._column)
                case Fields():
                    strips = self.set(each)
                case _:
                    # What is cut by a page end is read in two parts, with the other language between them.
                    strips = kept(self.set(each))
            if strips and found:
                strips[0] = replace(strips[0], before=_BETWEEN)
            found += strips
        return found

    def _parallel(self, block: Parallel) -> list[Strip]:
        """In large print, set one language below the other."""
        whole = self._column
        strips: list[Strip] = []
        for root, blocks in zip(self._languages(), (block.first, block.second), strict=True):
            self._column = replace(whole, root=root)
            self._second = bool(strips)
            first, *rest = self._stacked(blocks) or [Strip(0)]
            strips += [replace(first, before=_BETWEEN if strips else 0), *rest]
        self._column, self._second = whole, False
        placed = [each for each in (*block.first, *block.second) if isinstance(each, PLACED)]
        return [*(each.tied(Tie.LOOSE) for each in strips), *self.place(placed[0])] if placed else strips

    def _flowing(self, text: Text, style: Style) -> list[Strip]:
        """Set running text; small print may use the whole width."""
        column = self._column
        room = column.width if style is self._look.quiet else column.measure
        element, parts = column.root.add("P"), runs(text, style)
        return set_runs(parts, style.leading, column.left, evened(parts, room), element)

    def _heading(self, block: Heading) -> list[Strip]:
        column, look = self._column, self._look
        self._level = min(block.level, self._level + 1)
        style = {1: look.title, 2: look.part, 3: look.point}[block.level]
        element = column.root.add(f"H{self._level}")
        element.title = "" if self._second else printable(block.text)
        room = balanced(block.text, style, column.width)
        set_lines = flowing(block.text, style, column.left, room, element)
        if block.level == 2 and set_lines:  # noqa: PLR2004 - the level of parts
            accent = Bar(column.left, -5, column.width, 1, theme.TEAL)
            set_lines[0] = replace(set_lines[0], ground=(accent,))
        return [each.tied() for each in set_lines]

    def _quote(self, block: Quote) -> list[Strip]:
        column, look = self._column, self._look
        element = column.root.add("BlockQuote")
        x, room = column.left + 9, column.measure - 9
        who = flowing(block.who, look.quoted, x, room, element.add("P"))
        said = flowing(block.text, look.quote, x, room, element.add("P"))
        tied = (each.tied() for each in who) if said else who
        return [
            replace(each, ground=(Bar(column.left, 0, 1.6, each.height + 0.3, theme.TEAL),))
            for each in (*tied, *said)
        ]

    def _bullets(self, block: Bullets) -> Iterator[Strip]:
        column, look = self._column, self._look
        element = column.root.add("L")
        if block.quiet:
            yield from self._small_print(block.items, element)
            if block.language:
                element.speak(block.language)
            return
        style, inset = look.cell, max(10, DOT_INSET * look.cell.size)
        for index, item in enumerate(block.items):
            body = element.add("LI").add("LBody")
            room = column.measure - inset
            set_lines = flowing(item, style, column.left + inset, room, body)
            if figures := counted(item, column, inset):
                set_lines = [*set_lines[:-1], *(each.tied() for each in set_lines[-1:]), *figures]
            apart = POINTS_APART * style.size if look.large else 1.2
            for first, each in enumerate(whole(set_lines) if look.take_home else kept(set_lines)):
                dot = (Dot(column.left + 3, 0.55 * style.leading, max(1.4, DOT * style.size), theme.TEAL),)
                yield each if first else replace(each, ground=dot, before=apart if index else 0)

    def _small_print(self, items: Sequence[Text], element: Element) -> list[Strip]:
        """Set the points of a list small, each on lines of its own; to take home, they run together."""
        column, style = self._column, self._look.fine
        if self._look.take_home:
            parts = tuple(
                part for item in items for part in runs(item, style, element.add("LI").add("LBody"))
            )
            return set_runs(parts, style.leading, column.left, column.width, element)
        found: list[Strip] = []
        for item in items:
            body = element.add("LI").add("LBody")
            first, *rest = flowing(item, style, column.left, column.width, body) or [Strip(0)]
            found += [replace(first, before=1.5 if found else 0), *rest]
        return found

    def _ranked(self, items: Sequence[Phrase]) -> Iterator[Strip]:
        column, look = self._column, self._look
        element = column.root.add("L")
        figure = look.part
        inset = 1.6 * figure.size
        for index, item in enumerate(items):
            body = element.add("LI").add("LBody")
            room = column.width - inset
            set_lines = flowing(item, look.ranked, column.left + inset, room, body)
            number = Words(
                str(index + 1), figure, column.left, (look.ranked.leading - figure.leading) * 0.76, None
            )
            for first, each in enumerate(set_lines):
                last = first == len(set_lines) - 1
                tied = each if last else each.tied()
                yield tied if first else replace(tied, marks=(number, *tied.marks), before=5 if index else 0)

    def _fields(self, block: Fields) -> list[Strip]:
        """Set names beside their values, or one behind the other where the column is narrow."""
        column, look = self._column, self._look
        if column.width < NARROW or look.large:
            return list(self._run_in(block.rows, told=block.told))
        table = column.root.add("Table")
        names = (width(printable(name), look.field_name) for name, _ in block.rows)
        longest = AFTER + max(names, default=0)
        share = NARROW_NAME if longest <= NARROW_NAME * column.width else WIDE_NAME
        grid = Grid(column.left, (share * column.width, (1 - share) * column.width), inset=0)
        set_rows: list[Strip] = []
        for name, value in block.rows:
            row = table.add("TR")
            before, about = row.add("TH", scope="Row"), row.add("TD")
            about.heads = (before,)
            cells = (
                self._cell(name, look.field_name, before),
                self._cell(value, look.field_value, about),
            )
            set_rows += grid.row(cells)
        return _rows_tied(set_rows)

    def _run_in(self, rows: Sequence[tuple[str, Text]], *, told: bool) -> Iterator[Strip]:
        column, look = self._column, self._look
        element = column.root.add("L")
        styles = (look.field_name, theme.strong(look.field_value))
        if told:
            # Whole sentences that stand out are hard to read: then their names stand out.
            styles = (theme.strong(theme.coloured(look.field_name, theme.DEEP_TEAL)), look.field_value)
        for name, value in rows:
            body = element.add("LI").add("LBody")
            parts = (*runs(name, styles[0]), *runs(value, styles[1]))
            set_lines = set_runs(parts, look.field_name.leading, column.left, column.width, body)
            for index, each in enumerate(kept(set_lines)):
                last = index == len(set_lines) - 1
                rule = (hairline(column.left, each.height + 1.2, column.width),) if last else ()
                yield replace(each, height=each.height + 1.2 * last, ground=rule, before=0 if index else 1.2)

    def _cell(self, text: Text, style: Style, element: Element | None) -> Cell:
        filled, total = (text.filled, text.total) if isinstance(text, Phrase) else (0, 0)
        backwards = self._column.root.backwards
        return Cell(runs(text, style), style.leading, element, filled, total, backwards=backwards)

    def _table(self, block: Table) -> list[Strip]:
        column, look = self._column, self._look
        table = column.root.add("Table")
        head_row = table.add("TR")
        head = [self._cell(text, look.cell_head, head_row.add("TH", scope="Column")) for text in block.head]
        body = []
        for texts in block.rows:
            row = table.add("TR")
            cells = [self._cell(text, look.cell, row.add("TD")) for text in texts]
            for cell, above in zip(cells, head, strict=True):
                if cell.element is not None and above.element is not None:
                    cell.element.heads = (above.element,)
            body.append(cells)
        shares = block.widths or (1.0,) * len(block.head)
        grid = Grid(column.left, columns([head, *body], shares, column.width))
        top = grid.head(head, theme.TEAL_TINT, theme.TEAL)
        again = grid.head([replace(cell, element=None) for cell in head], theme.TEAL_TINT, theme.TEAL)
        filled = [strip for cells in body for strip in grid.row(cells, again)]
        vacant = [replace(grid.vacant(WRITTEN, theme.OUTLINE), repeat=again)] * block.empty
        return [top, *_rows_tied([*filled, *vacant])]

    def _notice(self, block: Notice) -> list[Strip]:
        column, look = self._column, self._look
        symbol = SYMBOLS[block.tone]
        element = column.root.add("Div")
        inset = max(32, 2 * look.body.size)
        x, room = column.left + inset, column.width - inset - 6
        said = look.cell if column.width < NARROW else look.body
        title = flowing(
            block.title, theme.coloured(theme.strong(look.body), symbol.ink), x, room, element.add("P")
        )
        text = flowing(block.text, said, x, room, element.add("P"))
        inside = [*(each.tied() for each in title), *text]
        for each in block.more:
            first, *rest = kept(flowing(each, look.cell, x, room, element.add("P"))) or [Strip(0)]
            inside += [replace(first, before=2), *rest]
        if len(inside) <= SHORT_NOTICE:
            inside = [each.tied() for each in inside]
        else:
            inside[-LEAST_LEFT:] = [each.tied() for each in inside[-LEAST_LEFT:]]
        pad = Strip(5)
        sign = symbol.marks(column.left + 9, max(7, 5 + (look.body.leading - 18) / 2))
        whole = [Strip(5, sign, tie=Tie.TIGHT), *inside, pad]
        return [replace(each, ground=self._panel(each, block.tone)) for each in whole]

    def _panel(self, strip: Strip, tone: Tone) -> tuple[Mark, ...]:
        # A little taller than the strip: neighbouring panels must not let a line of paper through.
        column, symbol = self._column, SYMBOLS[tone]
        above, height = -strip.before, strip.before + strip.height + 0.3
        return (
            Bar(column.left, above, column.width, height, symbol.tint),
            Bar(column.left, above, 2.4, height, symbol.colour),
        )

    def _asked(self, block: Asked) -> list[Strip]:
        """Set a question with what answers it behind its words; in large print below them."""
        if not self.large:
            return asked(block, self._column, self._look)
        said, *more = self._set(block.question), self._set(block.answer)
        first, *rest = more[0]
        tied = [each.tied(Tie.LOOSE) for each in said]
        return [*tied, replace(first, before=UNDER), *rest]

    def _signing(self, block: Signing) -> list[Strip]:
        """Set a signature with what is written down about who signs; in large print and columns below it."""
        *declared, box = self._signature(block.signature)
        if self.large or self._column.width < NARROW:
            below = [strip for each in block.written for strip in self._set(each)]
            # Nothing is printed below a box beside whose lines somebody writes their name and the time.
            box = replace(
                box.tied(Tie.LOOSE), height=max(each.height for each in box.ground if isinstance(each, Bar))
            )
            return [*declared, box, *below] if self.large else [*declared, *kept([box, *below])]
        return [*declared, written_beside(box, block.written, self._column, self._look)]

    def _body(self, block: BodyMap) -> list[Strip]:
        """Draw the treated regions, with the words for it below."""
        column, look = self._column, self._look
        figure = column.root.add("Figure", alternative=printable(block.caption))
        body = Body(block.regions, column.left, 0, BODY_HEIGHT, figure)
        drawn = replace(body, height=BODY_HEIGHT * min(1, column.width / body.width))
        said = flowing(block.caption, look.quoted, column.left, column.width, column.root.add("P"))
        return [
            Strip(drawn.height + 3, (drawn,), tie=Tie.TIGHT),
            *(each.tied() for each in said[:-1]),
            *said[-1:],
        ]

    def _beside(self, said: Fields, block: BodyMap) -> list[Strip]:
        """Set fields with the drawings at their right; in large print one after the other."""
        if self._look.large:
            return [*self._fields(said), *self._body(block)]
        whole = self._column
        left = (whole.width - theme.GUTTER) * FIELDS_BESIDE
        across = left + theme.GUTTER
        self._column = replace(whole, width=left)
        fields = self._fields(said)
        self._column = replace(whole, left=whole.left + across, width=whole.width - across)
        body = self._body(block)
        self._column = whole
        return [_merged(fields, body)]

    def _icons(self, blocks: tuple[Icons, ...]) -> list[Strip]:
        column = self._column
        room = (column.width - GAP) / 2
        marks: list[Mark] = []
        height = 0.0
        style = self._look.caption
        captions = [lines(printable(each.caption), style, room) for each in blocks]
        below = max(len(each) for each in captions) * style.leading + 3
        for index, (block, caption) in enumerate(zip(blocks, captions, strict=True)):
            x = column.left + index * (room + GAP)
            element = column.root.add("P")
            down = style.leading
            marks += [Words(line, style, x, row * down, element) for row, line in enumerate(caption)]
            figure, per_row = (PERSON, 20) if block.total <= FEW else (COUNTER, 50)
            array = Figures(figure, block.filled, block.total, per_row, x, below, room / per_row)
            marks.append(array)
            height = max(height, below + array.height)
        return [Strip(height, tuple(marks))]

    def _signature(self, block: SignatureBlock) -> list[Strip]:
        element = self._column.root.add("Div")
        return [*self._declared(block, element), self._box(block, element)]

    def _declared(self, block: SignatureBlock, element: Element) -> list[Strip]:
        column, look = self._column, self._look
        title = flowing(block.title, look.point, column.left, column.width, element.add("P"))
        declared = flowing(block.declaration, look.body, column.left, column.measure, element.add("P"))
        if title and declared:
            declared[0] = replace(declared[0], before=1)
        tied = [each.tied(Tie.LOOSE) for each in (*title, *declared)]
        tied[:1] = [each.tied() for each in tied[:1]]
        tied[-LAST_WORDS:] = [each.tied() for each in tied[-LAST_WORDS:]]
        return tied

    def _box(self, block: SignatureBlock, element: Element) -> Strip:
        column, signed = self._column, self._signed.get(block.role)
        place = signature.Place(column.left, column.width, element, self._look)
        return signature.box(block, signed, self._words, place)

    def _withdrawal(self, block: WithdrawalPlace) -> list[Strip]:
        element = self._column.root.add("Div")
        return [*self._withdrawal_words(block, element), self._vacant(block, element)]

    def _withdrawal_words(self, block: WithdrawalPlace, element: Element) -> list[Strip]:
        column, said = self._column, Phrase(block.text, block.title)
        lead = flowing(said, self._look.quiet, column.left, column.width, element.add("P"))
        return [each.tied() for each in lead]

    def _vacant(self, block: WithdrawalPlace, element: Element) -> Strip:
        column, look = self._column, self._look
        form = element.add("Form", alternative=printable(block.name))
        return withdrawing.place(column.left, column.width, form, large=look.large)
