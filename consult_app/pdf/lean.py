"""Libraries that another one would load for what it is never asked to do here."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def without(name: str) -> Iterator[None]:
    """Have a module seem not to be there, unless it is loaded already, to whoever is imported meanwhile."""
    hidden = name not in sys.modules
    if hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # it is how Python writes that
    try:
        yield
    finally:
        if hidden:
            del sys.modules[name]


# Words are shaped by ourselves, where any have to be: eight megabytes less where none do.
with without("uharfbuzz"):
    import reportlab.pdfbase.ttfonts  # noqa: F401
