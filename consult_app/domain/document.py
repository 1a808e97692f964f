"""A document as values: what is printed, in order, without any layout."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from consult_app.domain.body import Region


class Role(Enum):
    """A signer's part in a document, in the order in which they sign."""

    PATIENT = "patient"
    PROXY = "proxy"
    INTERPRETER = "interpreter"
    WITNESS = "witness"
    CLINICIAN = "clinician"


class DocumentKind(Enum):
    """What a document is for."""

    CONSENT = "consent"
    REFUSAL = "refusal"
    NOT_TODAY = "not_today"
    AFTERCARE = "aftercare"
    SUMMARY = "summary"
    BLANK = "blank"
    RECORD = "record"
    CONFIRMATION = "confirmation"
    WITHDRAWAL = "withdrawal"
    DECISION = "decision_withdrawal"
    AMENDMENT = "amendment"
    DESTRUCTION = "destruction"
    RECOVERY = "recovery"

    @property
    def refuses(self) -> bool:
        """Whether nobody agreed to the treatment: for good, or for today."""
        return self in (DocumentKind.REFUSAL, DocumentKind.NOT_TODAY)


class PaperSize(Enum):
    """What a document is printed on."""

    A4 = "A4"
    LETTER = "Letter"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a document is laid out on: the paper, the practice's logo as PNG (empty for none), large print."""

    paper: PaperSize = PaperSize.A4
    logo: bytes = b""
    large: bool = False


PLAIN = Sheet()
"""How every document was laid out before a practice could choose."""


class Tone(Enum):
    """How a notice should feel: for information, take care, or stop."""

    INFORMATION = "information"
    CARE = "care"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words with a `lead` before them that stands out, and a small grey `mark` after them.

    The mark names a statement, its sources and how certain it is. With a `total`, the words say how many of
    that many people are `filled`, and so many figures show it.
    """

    text: str
    lead: str = ""
    mark: str = ""
    filled: int = 0
    total: int = 0


Text = str | Phrase


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (the document's title), 2 or 3."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `quiet` sets it small and grey (sources, certainty)."""

    text: Text
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A person's own words, as typed, under the question or name that they belong to."""

    text: str
    who: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points; `quiet` runs it together, small and grey.

    `language` is that of words that nobody puts into the document's own, as titles of sources.
    """

    items: tuple[Text, ...]
    quiet: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A few points, gravest first, numbered and set large."""

    items: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """Names with their values, two columns; `told` where values are sentences to be read, not answers."""

    rows: tuple[tuple[str, Text], ...]
    told: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one head row; every row has as many cells as the head. `widths` are shares of the line.

    Below its rows come so many `empty` ones to write in.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    widths: tuple[float, ...] = ()
    empty: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """A framed remark that must not be overlooked, with what else belongs to it in smaller words below."""

    title: str
    text: Text
    tone: Tone = Tone.INFORMATION
    more: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Tick:
    """A box with its sentence, ticked or not."""

    text: Text
    ticked: bool


@dataclass(frozen=True, slots=True)
class Ticks:
    """Empty boxes to be ticked by hand, each before its words, as many in a line as there is room for."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Ruled lines to write on, below the words that say what, or behind them where there is one line."""

    label: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Icons:
    """An icon array: `filled` of `total` figures, with the caption that says the same in words."""

    filled: int
    total: int
    caption: str


@dataclass(frozen=True, slots=True)
class BodyMap:
    """The drawings that areas lie on, with their regions filled, beside what stands before them."""

    regions: tuple[Region, ...]
    caption: str


@dataclass(frozen=True, slots=True)
class Columns:
    """From here on, what follows is set in so many columns, read one after the other."""

    count: int


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Where a person signs: what they declare, who they are; the ink comes with the signature itself.

    `standing` says by which right they sign, below their name.
    """

    role: Role
    title: str
    declaration: str
    name: str
    standing: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawalPlace:
    """An empty place in which the finished file can be marked as withdrawn, below words that say so.

    `name` is what the place is called for those who hear the document.
    """

    title: str
    text: str
    name: str


Single = (
    Heading
    | Paragraph
    | Quote
    | Bullets
    | Ranked
    | Fields
    | Table
    | Notice
    | Tick
    | Ticks
    | Lines
    | Icons
    | BodyMap
    | Columns
    | SignatureBlock
    | WithdrawalPlace
)


@dataclass(frozen=True, slots=True)
class Parallel:
    """The same in two languages, side by side: in that of the document, and in the one `beside` it."""

    first: tuple[Single, ...]
    second: tuple[Single, ...]


Block = Single | Parallel


@dataclass(frozen=True, slots=True)
class Running:
    """What stands on every page: who, what, which version, and the draft mark where true."""

    patient: str
    treatment: str
    version: str
    mark: str
    page: str


@dataclass(frozen=True, slots=True)
class Document:
    """A composed document, with the sheet that it is always laid out on.

    `signers` are its signature blocks' roles in order; `id` is that of the consultation. `beside` is the
    second language of a document that has two: what does not stand in both is in that one. `anchor` names
    the last entry of the vault's log when it was composed. `keeps_ink`: it says that its file will hold how
    somebody wrote, encrypted.
    """

    id: str
    kind: DocumentKind
    language: str
    title: str
    composed_at: datetime
    running: Running
    blocks: tuple[Block, ...]
    signers: tuple[Role, ...] = ()
    sheet: Sheet = PLAIN
    beside: str = ""
    anchor: str = ""
    keeps_ink: bool = False


def texts(block: Block) -> tuple[str, ...]:
    """List the words of a block in the order in which they are printed."""
    return tuple(text for wording in _wordings(block) for text in spoken(wording))


def spoken(wording: Text) -> tuple[str, ...]:
    """List the parts of a wording in the order in which they are printed."""
    if isinstance(wording, str):
        return (wording,)
    return tuple(part for part in (wording.lead, wording.text, wording.mark) if part)


def _wordings(block: Block) -> tuple[Text, ...]:  # noqa: C901, PLR0911 - one case a kind of block
    match block:
        case Heading(text) | Paragraph(text) | Tick(text) | Lines(text):
            return (text,)
        case Icons(caption=caption) | BodyMap(caption=caption):
            return (caption,)
        case Quote(text, who):
            return (who, text)
        case Bullets(items) | Ranked(items) | Ticks(items):
            return items
        case Fields(rows):
            return tuple(cell for row in rows for cell in row)
        case Table(head, rows):
            return (*head, *(cell for row in rows for cell in row))
        case Notice(title, text, _, more):
            return (title, text, *more)
        case Columns():
            return ()
        case Parallel(first, second):
            return tuple(wording for each in (*first, *second) for wording in _wordings(each))
        case SignatureBlock(_, title, declaration, name, standing):
            return (title, declaration, name, *((standing,) if standing else ()))
        case WithdrawalPlace(title, text):  # pragma: no branch - no other kind exists
            return (title, text)
