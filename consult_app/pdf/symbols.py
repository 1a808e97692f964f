"""Small drawings: the sign of each tone, which says without colour what colour says too, and the tick box."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult_app.domain.document import Tone
from consult_app.pdf import theme
from consult_app.pdf.strips import Drawing, Mark

if TYPE_CHECKING:
    from collections.abc import Mapping

Stroke = tuple[tuple[float, float], ...]

TICK_BOX: tuple[Stroke, ...] = (((0, 0), (10, 0), (10, 10), (0, 10), (0, 0)),)
TICK: tuple[Stroke, ...] = (((2.4, 5.2), (4.3, 7.4), (7.9, 2.8)),)

_OCTAGON: Stroke = (
    (5.3, 0),
    (12.7, 0),
    (18, 5.3),
    (18, 12.7),
    (12.7, 18),
    (5.3, 18),
    (0, 12.7),
    (0, 5.3),
    (5.3, 0),
)
_TRIANGLE: Stroke = ((9, 0.5), (18, 16.5), (0, 16.5), (9, 0.5))
_SQUARE: Stroke = ((1, 1), (17, 1), (17, 17), (1, 17), (1, 1))


@dataclass(frozen=True, slots=True)
class Symbol:
    """A tone's colours and its sign: a filled shape with a white stroke in it, 18 points wide."""

    colour: str
    tint: str
    ink: str
    shape: Stroke
    inside: tuple[Stroke, ...]

    def marks(self, x: float, down: float) -> tuple[Mark, ...]:
        """Draw the sign with its top left corner at `x`, `down`."""
        return (
            Drawing((self.shape,), x, down, 1.5, self.colour, self.colour),
            Drawing(self.inside, x, down, 1.9, theme.WHITE),
        )


SYMBOLS: Mapping[Tone, Symbol] = {
    Tone.INFORMATION: Symbol(
        theme.TEAL, theme.TEAL_TINT, theme.DEEP_TEAL, _SQUARE, (((9, 5), (9, 5)), ((9, 8.6), (9, 13.4)))
    ),
    Tone.CARE: Symbol(
        theme.AMBER,
        theme.AMBER_TINT,
        theme.AMBER_INK,
        _TRIANGLE,
        (((9, 6), (9, 10.6)), ((9, 13.6), (9, 13.6))),
    ),
    Tone.STOP: Symbol(theme.RED, theme.RED_TINT, theme.RED_INK, _OCTAGON, (((5.4, 9), (12.6, 9)),)),
}
