"""The look and text size that somebody chose, kept for the next start, outside the locked vault."""

import json
from contextlib import suppress
from pathlib import Path

from consult_app.ui.theme import TEXT_SIZES
from consult_app.ui.tokens import LOOKS

USUAL = ("light", TEXT_SIZES[0])


def recall(file: Path) -> tuple[str, float]:
    """Give the look and text size of the last time; the usual ones where the file says nothing usable."""
    try:
        kept = json.loads(file.read_bytes())
        look, text = kept["look"], kept["text"]
        known = look in LOOKS and text in TEXT_SIZES
    except (OSError, ValueError, LookupError, TypeError):
        return USUAL
    return (look, text) if known else USUAL


def remember(file: Path, look: str, text: float) -> None:
    """Keep them, whole or not at all; where that cannot be done, the program starts as usual next time."""
    fresh = file.with_suffix(".new")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps({"look": look, "text": text}), encoding="utf-8")
        fresh.replace(file)
