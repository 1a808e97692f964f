"""What this machine remembers outside the locked vault: look, printer, where the window stood. No patient."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from consult_app.ui.theme import TEXT_SIZES
from consult_app.ui.tokens import LOOKS

SYSTEM = "system"
"""The look that follows the system's choice of light or dark."""

MOST_COPIES = 99


@dataclass(frozen=True, slots=True)
class Remembered:
    """Choices of one machine. No `printer` means to ask each time; `place` is left, top, width, height.

    `trays` has the tray that a printer was told last, by its name; `user` is the id of whoever unlocked last.
    """

    look: str = "light"
    text: float = TEXT_SIZES[0]
    printer: str = ""
    copies: int = 1
    place: tuple[int, ...] = ()
    maximised: bool = True
    screen: str = ""
    user: str = ""
    trays: Mapping[str, str] = field(default_factory=dict)


USUAL = Remembered()

_USABLE: dict[str, Callable[[Any], bool]] = {
    "look": lambda value: value in (*LOOKS, SYSTEM),
    "text": lambda value: value in TEXT_SIZES,
    "printer": lambda value: isinstance(value, str),
    "copies": lambda value: type(value) is int and 1 <= value <= MOST_COPIES,
    "place": lambda value: len(value) in {0, 4} and all(type(each) is int for each in value),
    "maximised": lambda value: isinstance(value, bool),
    "screen": lambda value: isinstance(value, str),
    "user": lambda value: isinstance(value, str),
    "trays": lambda value: isinstance(value, dict) and all(isinstance(each, str) for each in value.values()),
}


def recall(file: Path) -> Remembered:
    """Give what was remembered; what cannot be used is as usual."""
    try:
        kept = json.loads(file.read_bytes())
        usable = {name: kept[name] for name, fits in _USABLE.items() if name in kept and fits(kept[name])}
    except (OSError, ValueError, LookupError, TypeError):
        return USUAL
    return replace(USUAL, **usable | {"place": tuple(usable.get("place", ()))})


def remember(file: Path, remembered: Remembered) -> None:
    """Keep it, whole or not at all; where that cannot be done, the program starts as usual next time."""
    fresh = file.with_suffix(".new")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(asdict(remembered)), encoding="utf-8")
        fresh.replace(file)


class Memory:
    """What is remembered now, and its file if there is one."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self.kept = recall(file) if file else USUAL

    def change(self, **changes: Any) -> None:  # noqa: ANN401 - a field each, of its own type
        """Remember something else from now on; the names are those of `Remembered`."""
        changed = replace(self.kept, **changes)
        if changed != self.kept:
            self.kept = changed
            if self._file:
                remember(self._file, changed)
