"""What is different between an earlier consent and the one that follows it, as far as a patient is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from consult_app.domain.changes import Change, How
from consult_app.domain.condition import Value

TOLD = ("risks", "outcomes", "options", "ingredients", "aftercare", "statements")
"""The kinds of records that a form tells a patient; of what is asked, the answers are told themselves."""


@dataclass(frozen=True, slots=True)
class Thing:
    """An area or an ingredient of an earlier consent, by its name of then; `amount` as it was planned."""

    id: str
    name: str
    amount: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """Something that the form tells otherwise than the earlier one did."""

    how: How
    name: str


@dataclass(frozen=True, slots=True)
class Since:
    """What an earlier consent said, to be compared with.

    `answers` are those that came along from it, `news` what of the content is other now; `unsaid` are the
    questions that stand in both in the same words, and had no answer then.
    """

    day: date
    version: str
    answers: Mapping[str, Value] = field(default_factory=dict)
    areas: tuple[Thing, ...] = ()
    mixture: tuple[Thing, ...] = ()
    news: tuple[News, ...] = ()
    unsaid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What came to a list, what went from it, and what stayed with another amount, before and now."""

    added: tuple[str, ...]
    gone: tuple[str, ...]
    other: tuple[tuple[str, str, str], ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is different."""
        return bool(self.added or self.gone or self.other)


def news_of(changes: Iterable[Change]) -> tuple[News, ...]:
    """Keep of all changes those that a patient is told of, what is gone last."""
    order = (How.ADDED, How.CHANGED, How.REMOVED)
    told = [News(each.how, each.name) for each in changes if each.kind in TOLD and each.name]
    return tuple(sorted(dict.fromkeys(told), key=lambda each: order.index(each.how)))


def changed_answers(since: Since, answers: Mapping[str, Value]) -> Iterator[str]:
    """Give the questions whose answer came along and is another one now, and those that had none.

    Taken back is another one too.
    """
    yield from (each for each, was in since.answers.items() if answers.get(each) != was)
    yield from (each for each in since.unsaid if each in answers)


def exchanged(before: Iterable[Thing], now: Iterable[Thing]) -> Exchanged:
    """Compare two lists by their ids; an amount that one of them does not say is no difference."""
    old, new = {each.id: each for each in before}, {each.id: each for each in now}
    return Exchanged(
        tuple(each.name for key, each in new.items() if key not in old),
        tuple(each.name for key, each in old.items() if key not in new),
        tuple(
            (each.name, old[key].amount, each.amount)
            for key, each in new.items()
            if key in old and old[key].amount and each.amount and old[key].amount != each.amount
        ),
    )
