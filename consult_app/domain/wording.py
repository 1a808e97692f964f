"""Patient-language words for values: answers, frequencies, dates and times.

All words come from a pack's labels.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from consult_app.domain.condition import NotSure, Value
from consult_app.domain.consultation import Sex
from consult_app.domain.entry import Entry
from consult_app.domain.frequency import Frequency, NotKnown, band
from consult_app.domain.questionnaire import Kind, Question


@dataclass(frozen=True, slots=True)
class Words:
    """Looks words up by label; KeyError for one that a pack lacks, which its check prevents."""

    labels: Mapping[str, str]

    def __call__(self, label: str, /, **values: object) -> str:
        """Give the words for a label, with `{name}` places filled."""
        text = self.labels[label]
        return text.format(**values) if values else text

    @property
    def sexes(self) -> Mapping[str, str]:
        """Name the sexes as they are recorded, by their values."""
        unknown = Sex.NOT_RECORDED
        return {each.value: self(each.value if each is unknown else f"sex.{each.value}") for each in Sex}

    def of(self, label: str, /, **values: str) -> str:
        """Give the words about values that were all said; nothing while one of them is not."""
        return self(label, **values) if all(each.strip() for each in values.values()) else ""

    def date(self, day: date) -> str:
        """Write a date with its month as a word, so that no country reads it wrongly."""
        return f"{day.day} {self('months').split()[day.month - 1]} {day.year}"

    def time(self, moment: datetime) -> str:
        """Write date, time and offset from UTC; the moment must be aware."""
        offset = moment.utcoffset() or timedelta()
        sign = "-" if offset < timedelta() else "+"
        hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
        return f"{self.date(moment.date())}, {moment:%H:%M} (UTC{sign}{hours:02}:{minutes:02})"

    def rate(self, frequency: Frequency) -> str:
        """Write a frequency: its number, or not known."""
        if isinstance(frequency, NotKnown):
            return self("rate.not_known")
        return self("rate.number", count=f"{frequency.count:.15g}", of=f"{frequency.of:,}")

    def frequency(self, frequency: Frequency) -> str:
        """Write a frequency word, never without its number; or not known."""
        # Seen in nobody out of fifty is not yet very rare.
        if isinstance(frequency, NotKnown) or frequency.count == 0:
            return self.rate(frequency)
        return f"{self('band.' + band(frequency).value)}: {self.rate(frequency)}"

    def answer(self, question: Question, value: Value | None) -> str:
        """Write an answer as it was given; unanswered is said as such."""
        match value:
            case None:
                return self("answer.unanswered")
            case NotSure():
                return self("answer.not_sure")
            case bool():
                return self("answer.yes" if value else "answer.no")
            case int() | float():
                return self._number(question, value)
            case str() if question.kind is Kind.DATE:
                return self.date(date.fromisoformat(value))
            case str():
                return _label(question, value)
            case tuple():  # pragma: no branch - no other kind exists
                return "; ".join(
                    self.entry(each) if isinstance(each, Entry) else _label(question, each) for each in value
                )

    def _number(self, question: Question, value: float) -> str:
        if question.kind is Kind.SCALE:
            ends = {"low": question.low_words, "high": question.high_words}
            return self("answer.scale", value=f"{value:g}", **ends)
        return f"{value:.15g} {question.unit}".strip()

    def entry(self, entry: Entry) -> str:
        """Write a thing of a list in one line: `Warfarin, 5 mg, since 2020`."""
        since = self("entry.since", since=entry.since) if entry.since else ""
        return ", ".join(each for each in (entry.name, entry.dose, entry.reaction, since) if each)


def _label(question: Question, value: str) -> str:
    return next((choice.label for choice in question.choices if choice.id == value), value)
