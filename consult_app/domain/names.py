"""Names that a list is completed from while somebody types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from consult_app.domain.medicines import UNRECOGNISED, Medicines, Name, words_of

_LEAST = 2
"""With fewer letters, almost everything would be offered."""


@dataclass(frozen=True, slots=True)
class Names:
    """Those of medicines, and `beside` them others, such as what is in a mixture.

    `asks` says that the clinician is to ask about whatever is no medicine that is known.
    """

    medicines: Medicines = field(default_factory=Medicines)
    beside: tuple[str, ...] = ()
    asks: bool = False

    def completing(self, typed: str, most: int = 8) -> tuple[Name, ...]:
        """Give names that go on from what was typed, those that begin with it before those that hold it."""
        wanted = " ".join(words_of(typed))
        if len(wanted) < _LEAST:
            return ()
        ranked = {(not text.startswith(wanted), text): name for text, name in self._all() if wanted in text}
        found = [(text, name) for (_, text), name in sorted(ranked.items(), key=lambda each: each[0])]
        # What stands there whole and alone needs no completion.
        return () if [text for text, _ in found] == [wanted] else tuple(name for _, name in found[:most])

    def known(self, entry: str) -> tuple[Name, ...]:
        """Give the names of medicines that were recognised; none where something was not."""
        unknown = UNRECOGNISED in self.medicines.recognise([entry])
        return () if unknown else self.medicines.named(entry)

    def _all(self) -> Iterator[tuple[str, Name]]:
        yield from ((" ".join(words), name) for words, name in self.medicines.offered.items())
        yield from ((" ".join(words_of(text)), Name(text)) for text in self.beside)
