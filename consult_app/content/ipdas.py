"""The criteria of the International Patient Decision Aid Standards that a pack must meet.

Six qualify a text as a decision aid and six certify that it can be trusted (IPDASi v4.0, Joseph-Williams et
al. 2014). What the reader refuses anyway is looked at here as well, so that all twelve stand in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from consult_app.content.passages import OPTIONS, OUTCOMES, RISKS
from consult_app.content.text import COVER
from consult_app.domain.frequency import Rate
from consult_app.domain.treatment import Certainty, Option, Treatment, for_goal

_FEW_WORDS = 5


@dataclass(frozen=True, slots=True)
class Lack:
    """What a criterion misses: the file and record where it belongs, what is wrong and what to do."""

    file: str
    record: str
    what: str
    remedy: str


Look = Callable[[Treatment, date | None], Iterator[Lack]]


def _problem(treatment: Treatment, _: date | None) -> Iterator[Lack]:
    for goal in treatment.goals:
        if not goal.problem:
            what = f"the goal '{goal.id}' does not say what it is about."
            yield Lack(
                COVER, goal.id, what, "Add `problem:` with what it is, and what comes without treatment."
            )


def _decision(treatment: Treatment, _: date | None) -> Iterator[Lack]:
    for goal in treatment.goals:
        if not goal.decision:
            what = f"the goal '{goal.id}' does not say what has to be decided."
            yield Lack(COVER, goal.id, what, "Add `decision:` with the choice in a sentence.")


def _described(name: str, wanted: str) -> Look:
    def look(treatment: Treatment, _: date | None) -> Iterator[Lack]:
        for option in treatment.options:
            if not getattr(option, name):
                what = f"the option '{option.id}' does not say {wanted}."
                yield Lack(OPTIONS, option.id, what, f"Add `{name}:`; `Not known` where nobody knows.")

    return look


def _equal_detail(treatment: Treatment, on: date | None) -> Iterator[Lack]:
    for name, wanted in (("sessions", "how many visits it takes"), ("cost", "what it costs")):
        yield from _described(name, wanted)(treatment, on)
    yield from _described("status", "who approved it")(treatment, on)
    for goal in treatment.goals:
        yield from _same_denominator(for_goal(treatment.options, goal.id))


def _same_denominator(options: tuple[Option, ...]) -> Iterator[Lack]:
    rates = [(each, each.benefit_rate) for each in options]
    first = next((rate.of for _, rate in rates if isinstance(rate, Rate)), 0)
    for option, rate in rates:
        if isinstance(rate, Rate) and rate.of != first:
            what = (
                f"the rate of '{option.id}' is out of {rate.of:,}, that of another option out of {first:,}."
            )
            yield Lack(OPTIONS, option.id, what, "Give all rates of the options the same denominator.")


def _cited(treatment: Treatment, _: date | None) -> Iterator[Lack]:
    for file, records in ((OPTIONS, treatment.options), (OUTCOMES, treatment.outcomes)):
        for record in records:
            if not record.citation.sources:
                yield Lack(file, record.id, f"no source stands behind '{record.id}'.", "Name at least one.")


def _dated(treatment: Treatment, on: date | None) -> Iterator[Lack]:
    if on is not None and treatment.governance.published > on:
        yield Lack(COVER, "", "it was published on a day to come.", "Correct `published:`.")


def _updated(treatment: Treatment, _: date | None) -> Iterator[Lack]:
    if len(treatment.governance.update_policy.split()) < _FEW_WORDS:
        remedy = "Say how often it is read again, what makes that happen sooner, and by whom."
        yield Lack(COVER, "", "the update policy says too little.", remedy)


def _uncertain(treatment: Treatment, _: date | None) -> Iterator[Lack]:
    for outcome in treatment.outcomes:
        if outcome.citation.certainty is Certainty.NOT_GRADED:
            what = f"'{outcome.id}' does not say how certain it is."
            yield Lack(OUTCOMES, outcome.id, what, "Grade it: `certainty: very_low` … `high`, or `opinion`.")
    for risk in treatment.risks:
        if isinstance(risk.frequency, Rate) and risk.citation.certainty is Certainty.NOT_GRADED:
            what = f"'{risk.id}' gives a number and does not say how certain it is."
            yield Lack(RISKS, risk.id, what, "Grade it: `certainty: very_low` … `high`.")


def _funded(treatment: Treatment, _: date | None) -> Iterator[Lack]:
    if not treatment.governance.funding.strip():
        yield Lack(COVER, "", "it does not say who paid for it.", "Add `funding:`; `None` is an answer.")


QUALIFYING: tuple[tuple[str, Look], ...] = (
    ("describes the problem", _problem),
    ("states the decision", _decision),
    ("describes the options", _described("what", "what it is")),
    ("says what each option can do", _described("benefit", "what it can do")),
    ("says what can go wrong with each", _described("risks", "what can go wrong")),
    ("says what each is like", _described("recovery", "what it is like")),
)
CERTIFYING: tuple[tuple[str, Look], ...] = (
    ("gives all options in equal detail", _equal_detail),
    ("cites the evidence", _cited),
    ("says when it was published", _dated),
    ("says how it is kept up to date", _updated),
    ("says how certain its numbers are", _uncertain),
    ("says who paid", _funded),
)


def lacks(treatment: Treatment, on: date | None) -> Iterator[Lack]:
    """Name all that the twelve criteria miss; `on` is today, None where that does not matter."""
    for _, look in (*QUALIFYING, *CERTIFYING):
        yield from look(treatment, on)


def met(treatment: Treatment, on: date | None) -> int:
    """Count the criteria that are met, of twelve."""
    return sum(next(look(treatment, on), None) is None for _, look in (*QUALIFYING, *CERTIFYING))
