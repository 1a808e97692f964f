"""Heights already measured."""

from collections.abc import Callable


class Heights:
    """Remembers what `measure` gave for a width.

    A layout asks the same few widths again and again, and all cards of a page whenever one of them grows.
    """

    def __init__(self, measure: Callable[[int], int]) -> None:
        self._measure = measure
        self._known: dict[int, int] = {}

    def at(self, width: int) -> int:
        """Give the height at a width."""
        if width not in self._known:
            self._known[width] = self._measure(width)
        return self._known[width]

    def forget(self, width: int) -> bool:
        """Measure anew from now on; True where this changes the height at a width, as far as it was known."""
        before = self._known.get(width)
        self._known.clear()
        return before is None or before != self.at(width)
