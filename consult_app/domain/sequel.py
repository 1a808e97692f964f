"""What follows a sealed record: a confirmation, a withdrawal of all or of a decision, an amendment.

Each is a document of its own, with its own signers and its own seal, and quotes the file that it follows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum


class SequelKind(Enum):
    """What a document does to the record that it follows.

    A WITHDRAWAL takes the whole consent back; a DECISION what was agreed to beside the treatment.
    """

    CONFIRMATION = "confirmation"
    WITHDRAWAL = "withdrawal"
    DECISION = "decision_withdrawal"
    AMENDMENT = "amendment"


class Told(Enum):
    """How a patient said that something is taken back."""

    HERE = "here"
    PHONE = "phone"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class First:
    """The sealed record that a document follows: its id, title and file, and when the patient signed it.

    Of what was signed on paper only the day is known.
    """

    id: str
    title: str
    sha256: str
    signed: datetime
    on_paper: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    """How many days a practice waits between signing and treatment, and the first day after them."""

    days: int
    first_day: date


class Blank(Enum):
    """What can be missing in such a document before it is signed."""

    CHANGED = "changed"
    WORDS = "words"
    JUDGEMENT = "judgement"
    EARLY = "early"
    TOLD = "told"
    DECISIONS = "decisions"


@dataclass(frozen=True, slots=True)
class Sequel:
    """What is said in such a document.

    `words` are what is corrected or added, what changed, or the patient's own about a withdrawal. Of a
    confirmation: `changed` is the patient's answer, `judgement` why the consent stands all the same, `early`
    why it is done before the wait is over. Of what is taken back: `told` is how it came, and `decisions` are
    the questions whose answers no longer count, where it is not all.
    """

    kind: SequelKind
    first: First
    words: str = ""
    changed: bool | None = None
    judgement: str = ""
    early: str = ""
    told: Told | None = None
    wait: Wait | None = None
    decisions: tuple[str, ...] = ()

    def saying(self, **said: object) -> Sequel:
        """Go on with other words or answers."""
        return replace(self, **said)  # type: ignore[arg-type]

    @property
    def is_from_afar(self) -> bool:
        """Whether whoever told it rang or wrote, and so is not there to sign."""
        return self.told in (Told.PHONE, Told.WRITING)

    def is_early(self, day: date) -> bool:
        """Whether a day lies within the wait."""
        return self.wait is not None and day < self.wait.first_day

    def blanks(self, day: date) -> tuple[Blank, ...]:
        """Name what is still missing on a day."""
        told = {Blank.TOLD: self.told.value if self.told else ""}
        wanted = {
            SequelKind.AMENDMENT: {Blank.WORDS: self.words},
            SequelKind.WITHDRAWAL: told,
            SequelKind.DECISION: {Blank.DECISIONS: " ".join(self.decisions)} | told,
            SequelKind.CONFIRMATION: self._wanted_to_confirm(day),
        }[self.kind]
        return tuple(blank for blank, given in wanted.items() if not given.strip())

    def _wanted_to_confirm(self, day: date) -> dict[Blank, str]:
        wanted = {Blank.CHANGED: "" if self.changed is None else "asked"}
        if self.changed:
            wanted |= {Blank.WORDS: self.words, Blank.JUDGEMENT: self.judgement}
        return wanted | ({Blank.EARLY: self.early} if self.is_early(day) else {})


@dataclass(frozen=True, slots=True)
class Revision:
    """A file of a sealed record, the first or one that was only added to; `at` is UTC."""

    sha256: str
    length: int
    seals: int
    at: datetime
