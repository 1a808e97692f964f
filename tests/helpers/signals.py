"""What a signal told."""

from typing import Any


def told(signal: Any) -> list[tuple[Any, ...]]:
    """Give a list that grows by the arguments of each emission."""
    heard: list[tuple[Any, ...]] = []
    signal.connect(lambda *given: heard.append(given))
    return heard
