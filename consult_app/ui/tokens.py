"""Design tokens: every colour of the program, once for each look."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from consult_app.domain.treatment import Severity


class Tone(Enum):
    """What a coloured mark says; each has an ink that can be read on its soft ground."""

    NEUTRAL = "neutral"
    PRIMARY = "primary"
    GOOD = "good"
    INFO = "info"
    CAUTION = "caution"
    STOP = "stop"


class Space:
    """Pixels between things: from parts of one word to the edge of a page."""

    HAIR: Final = 2
    TIGHT: Final = 4
    SNUG: Final = 8
    NEAR: Final = 12
    APART: Final = 16
    CARD: Final = 20
    PAGE: Final = 36


class Type(NamedTuple):
    """A role of text: its size in pixels at usual text size, and its weight from 400 to 700."""

    px: int
    weight: int


TITLE: Final = Type(26, 700)
HEADING: Final = Type(17, 600)
BODY: Final = Type(15, 400)
STRONG: Final = Type(15, 600)
QUIET: Final = Type(14, 400)
SMALL: Final = Type(13, 400)
CAPTION: Final = Type(12, 600)


class Radius:
    """How round corners are, in pixels."""

    FIELD: Final = 8
    CONTROL: Final = 9
    CARD: Final = 12


class Motion:
    """How long things take to move or to stay lit, in milliseconds; see `theme.motion`."""

    SLIDE: Final = 160
    LIT: Final = 1600


@dataclass(frozen=True, slots=True)
class Shade:
    """The colours of one tone: text and marks, pale ground, border, and the ground for white words."""

    ink: str
    soft: str
    line: str
    fill: str


@dataclass(frozen=True, slots=True)
class Skin:
    """The colours of the drawings of the body: a neutral skin, its outline, fainter lines, lips and eyes."""

    fill: str
    line: str
    faint: str
    lip: str
    white: str
    iris: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """One look. `ink` is text, `quiet` secondary text, `faint` placeholders.

    `hair` is a line that only divides; `border` shows where a control ends, and must be seen.
    """

    name: str
    page: str
    surface: str
    sunken: str
    hair: str
    border: str
    ink: str
    quiet: str
    faint: str
    primary: str
    primary_hover: str
    on_primary: str
    on_fill: str
    focus: str
    rail_top: str
    rail_bottom: str
    rail_active: str
    rail_ink: str
    rail_quiet: str
    rail_line: str
    rail_accent: str
    dots: tuple[str, str, str]
    """On the rail: a stop, a caution, more to ask."""
    shades: tuple[Shade, ...]
    skin: Skin

    def shade(self, tone: Tone) -> Shade:
        """Give the colours of a tone."""
        return self.shades[list(Tone).index(tone)]


def tone_of(severity: Severity | None) -> Tone:
    """Give the tone that a finding's gravity is shown in; PRIMARY where there is none."""
    if severity is None:
        return Tone.PRIMARY
    return {"stop": Tone.STOP, "caution": Tone.CAUTION, "ask_more": Tone.INFO}[severity.value]


LIGHT = Tokens(
    name="light",
    page="#f3f6f8",
    surface="#ffffff",
    sunken="#f0f4f6",
    hair="#dfe6ec",
    border="#7b8d9b",
    ink="#10212b",
    quiet="#4a5b67",
    faint="#5f6f7b",
    primary="#0b6e69",
    primary_hover="#095c58",
    on_primary="#ffffff",
    on_fill="#ffffff",
    focus="#1c6dd0",
    rail_top="#0a2e36",
    rail_bottom="#0d4a4c",
    rail_active="#12595a",
    rail_ink="#f2fbfa",
    rail_quiet="#b3d1d0",
    rail_line="#2b5f63",
    rail_accent="#5eead4",
    dots=("#ff6b60", "#ffb83d", "#7cb8ff"),
    shades=(
        Shade("#4a5b67", "#f0f4f6", "#dfe6ec", "#4a5b67"),
        Shade("#0b6e69", "#e2f2f0", "#9fd3cd", "#0b6e69"),
        Shade("#1d6b3c", "#e6f5ec", "#a8dabb", "#1d6b3c"),
        Shade("#1e5fa8", "#eef5fd", "#bcd7f5", "#1e5fa8"),
        Shade("#8f5400", "#fff7e8", "#f2d39b", "#8f5400"),
        Shade("#b3261e", "#fdf0ef", "#f3c3bf", "#b3261e"),
    ),
    skin=Skin("#f7e3d6", "#a3765f", "#c99f88", "#efcdbd", "#fffaf6", "#a37c66"),
)

DARK = Tokens(
    name="dark",
    page="#0d151b",
    surface="#152028",
    sunken="#101a21",
    hair="#26353f",
    border="#637886",
    ink="#eef4f7",
    quiet="#a9b8c2",
    faint="#8b9ba6",
    primary="#3cc9ba",
    primary_hover="#5bd8cb",
    on_primary="#06211f",
    on_fill="#ffffff",
    focus="#7ab8ff",
    rail_top="#081116",
    rail_bottom="#0b1a20",
    rail_active="#12302f",
    rail_ink="#f2fbfa",
    rail_quiet="#9fb6bb",
    rail_line="#26424a",
    rail_accent="#5eead4",
    dots=("#ff6b60", "#ffb83d", "#7cb8ff"),
    shades=(
        Shade("#a9b8c2", "#101a21", "#26353f", "#3a4c58"),
        Shade("#4fd6c8", "#12322f", "#2a6660", "#1f7a72"),
        Shade("#6fd49a", "#12301f", "#2c6343", "#237544"),
        Shade("#82b8f5", "#14283d", "#2f537c", "#2a62a3"),
        Shade("#f5b94d", "#2e2413", "#65501f", "#8a5a00"),
        Shade("#ff8a80", "#331a1a", "#6a302d", "#9e2f2a"),
    ),
    skin=Skin("#463a34", "#b3917f", "#836a5d", "#5d4a42", "#6b5b52", "#cdb0a0"),
)

CONTRAST = Tokens(
    name="contrast",
    page="#ffffff",
    surface="#ffffff",
    sunken="#ffffff",
    hair="#3d4a52",
    border="#10212b",
    ink="#000000",
    quiet="#1d2a32",
    faint="#3d4a52",
    primary="#00504c",
    primary_hover="#003b38",
    on_primary="#ffffff",
    on_fill="#ffffff",
    focus="#0037c2",
    rail_top="#04191e",
    rail_bottom="#062c2e",
    rail_active="#0f5a5a",
    rail_ink="#ffffff",
    rail_quiet="#e3f3f2",
    rail_line="#7fb0b0",
    rail_accent="#7ffbe8",
    dots=("#ff6b60", "#ffb83d", "#7cb8ff"),
    shades=(
        Shade("#1d2a32", "#ffffff", "#3d4a52", "#1d2a32"),
        Shade("#00504c", "#e2f2f0", "#00504c", "#00504c"),
        Shade("#0b4a24", "#eaf7ef", "#0b4a24", "#0b4a24"),
        Shade("#0b3f7d", "#eef5fd", "#0b3f7d", "#0b3f7d"),
        Shade("#6b3f00", "#fff7e8", "#6b3f00", "#6b3f00"),
        Shade("#8c1009", "#fdf0ef", "#8c1009", "#8c1009"),
    ),
    skin=Skin("#fbeee6", "#4a2f22", "#7a5c4d", "#f3d9cc", "#ffffff", "#4a2f22"),
)

LOOKS = {each.name: each for each in (LIGHT, DARK, CONTRAST)}
