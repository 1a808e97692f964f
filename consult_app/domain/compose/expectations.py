"""What can be expected, and the options side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from consult_app.domain.compose.sentences import joined, sentence
from consult_app.domain.compose.telling import Telling
from consult_app.domain.consultation import Practice
from consult_app.domain.document import (
    Block,
    Bullets,
    Columns,
    Fields,
    Heading,
    Lines,
    Notice,
    Paragraph,
    Phrase,
    Quote,
    Table,
    Text,
    Ticks,
)
from consult_app.domain.frequency import Frequency, Rate, icons
from consult_app.domain.questionnaire import Step
from consult_app.domain.treatment import Option, Outcome, for_goal
from consult_app.domain.wording import Words

_DETAILS = ("size", "sessions", "onset", "duration", "upkeep")
"""The details of an outcome, in the order in which they are told; each has a label of its own."""


def expectations(telling: Telling) -> Iterator[Block]:
    """Give what is hoped for, then each outcome with the treatment and without it."""
    words, hoped = telling.words, telling.treatment.hoped_for
    yield Heading(words("part.expectations"))
    answer = telling.draft.answers.get(hoped)
    if isinstance(answer, str) and not telling.earlier(hoped):
        yield Quote(answer, words("expectations.hoped"))
    yield from outcomes(telling)
    asked = tuple((each.text, telling.said(each)) for each in telling.questions(Step.EXPECTATIONS))
    if asked:
        yield Columns(2)
        yield Fields(asked)
        yield Columns(1)


def outcomes(telling: Telling) -> Iterator[Block]:
    """Give what was counted, then the rest, then what is not known about either."""
    yield from _counted([each for each in telling.outcomes if _is_counted(each)], telling)
    uncounted = [each for each in telling.outcomes if not _is_counted(each)]
    yield from _uncounted(uncounted, telling)
    if not uncounted:
        yield from _not_known(telling)


def rated(frequency: Frequency, text: str) -> Text:
    """Show a counted frequency by figures too."""
    if not isinstance(frequency, Rate):
        return text
    array = icons(frequency)
    return Phrase(text, filled=array.filled, total=array.total)


def outcome_details(words: Words, outcome: Outcome) -> tuple[tuple[tuple[str, str], ...], str]:
    """Give the details that are known, as names with values, and the names of the others in one line."""
    details = tuple((words(f"outcome.{name}"), getattr(outcome, name)) for name in _DETAILS)
    known = tuple((name, value) for name, value in details if value)
    return known, "; ".join(name for name, value in details if not value)


def _is_counted(outcome: Outcome) -> bool:
    return isinstance(outcome.treated, Rate) or isinstance(outcome.untreated, Rate)


def _counted(outcomes: Sequence[Outcome], telling: Telling) -> Iterator[Block]:
    """Set what was counted in rows, with the treatment beside without it."""
    if not outcomes:
        return
    words = telling.words
    head = tuple(words(f"outcome.{name}") for name in ("name", "treated", "untreated", "details"))
    rows = tuple(
        (
            Phrase(each.text, sentence(each.title), telling.mark(each)),
            rated(each.treated, words.rate(each.treated)),
            rated(each.untreated, words.rate(each.untreated)),
            _details(each, words),
        )
        for each in outcomes
    )
    yield Table(head, rows, (0.4, 0.16, 0.16, 0.28))


def _uncounted(outcomes: Sequence[Outcome], telling: Telling) -> Iterator[Block]:
    """Say of all that was not counted that nobody knows how many people get it, then tell the rest.

    What is not known stands in the same columns, as their last part.
    """
    if not outcomes:
        return
    words = telling.words
    yield Heading(words("outcome.uncounted"), 3)
    yield Columns(2)
    items = (
        Phrase(joined(each.text, _details(each, words)), sentence(each.title), telling.mark(each))
        for each in outcomes
    )
    yield Bullets(tuple(items))
    yield from _not_known(telling)
    yield Columns(1)


def _not_known(telling: Telling) -> Iterator[Block]:
    """Say once what is not known: about all points above, then about some, each named once."""
    words, outcomes = telling.words, telling.outcomes
    lacking = {each.title: tuple(name for name in _DETAILS if not getattr(each, name)) for each in outcomes}
    always = tuple(
        name for name in _DETAILS if len(outcomes) > 1 and all(name in each for each in lacking.values())
    )
    about: dict[tuple[str, ...], list[str]] = {}
    for title, names in lacking.items():
        about.setdefault(tuple(name for name in names if name not in always), []).append(title)
    lines = [(always, words("outcome.unknown.all"))]
    lines += [(names, words("outcome.unknown.some", points="; ".join(about[names]))) for names in about]
    said = [
        Phrase(text, f"{'; '.join(words(f'outcome.{each}') for each in names)}:")
        for names, text in lines
        if names
    ]
    if said:
        yield Notice(words("outcome.unknown.title"), said[0], more=tuple(said[1:]))


def _details(outcome: Outcome, words: Words) -> str:
    """Give what is known beside its effect; what is not stands below all of them, once."""
    known, _ = outcome_details(words, outcome)
    course = " ".join(sentence(f"{each.when}: {each.what}") for each in outcome.course)
    details = (*known, (words("outcome.course"), course))
    return " ".join(sentence(words("option.line", name=name, text=text)) for name, text in details if text)


def options(telling: Telling) -> Iterator[Block]:
    """Set all options side by side, in equal detail, each with what was decided and why."""
    words = telling.words
    yield Heading(words("part.options"))
    yield from _beside(telling)
    names = ("name", "benefit", "lasts", "recovery", "risks", "wish")
    rows = tuple(_option(each, telling) for each in for_goal(telling.treatment.options, telling.draft.goal))
    yield Table(
        tuple(words(f"option.{name}") for name in names), rows, (0.265, 0.184, 0.14, 0.122, 0.188, 0.101)
    )


def blank_options(telling: Telling) -> Iterator[Block]:
    """Give all options in equal detail, each with room to say what is decided about it."""
    words = telling.words
    yield Heading(words("part.options"))
    yield Columns(2)
    for each in for_goal(telling.treatment.options, telling.draft.goal):
        yield from _to_decide(each, telling)
    yield Columns(1)
    yield from _beside(telling)


def _beside(telling: Telling) -> Iterator[Block]:
    """Say what holds for all options: whom else to ask, and what could sway those who tell of them."""
    yield Paragraph(telling.words("option.second_opinion"))
    interests = interests_of(telling.draft.practice, telling.words)
    if interests.text:
        yield Paragraph(interests)


def interests_of(practice: Practice, words: Words) -> Phrase:
    """Say what a practice has from makers or sellers; empty where it named nothing."""
    interests = " ".join(practice.interests.split())
    return Phrase(sentence(interests), sentence(words("option.interests"))) if interests else Phrase("")


def _to_decide(option: Option, telling: Telling) -> Iterator[Block]:
    words = telling.words
    what, *cells, _ = _option(option, telling)
    names = ("benefit", "lasts", "recovery", "risks")
    yield Heading(option.name, 3)
    yield Paragraph(replace(_phrase(what), lead=""))
    details = zip(names, cells, strict=True)
    yield Bullets(tuple(replace(_phrase(cell), lead=f"{words(f'option.{name}')}:") for name, cell in details))
    yield Paragraph(Phrase("", words("option.wish")))
    yield Ticks((words("wish.chosen"), words("wish.declined")))
    yield Lines(words("blank.why"))


def told(row: Sequence[Text], head: Sequence[str]) -> Phrase:
    """Tell a row of a table in running words, each cell but the first after the head of its column."""
    first, *cells = row
    details = (
        joined(name, sentence(_plain(cell)), by=": ") for name, cell in zip(head[1:], cells, strict=True)
    )
    counted = next((each for each in cells if isinstance(each, Phrase) and each.total), Phrase(""))
    whole = _phrase(first)
    text = " ".join((whole.text, *details))
    return replace(whole, text=text, filled=counted.filled, total=counted.total)


def _phrase(cell: Text) -> Phrase:
    return cell if isinstance(cell, Phrase) else Phrase(cell)


def _plain(cell: Text) -> str:
    return cell if isinstance(cell, str) else cell.text


def _option(option: Option, telling: Telling) -> tuple[Text, ...]:
    words = telling.words
    talk = telling.draft.options.get(option.id)
    wish = words(f"wish.{talk.wish.value}") if talk else words("wish.none")
    elsewhere = "" if option.offered else f"{words('option.not_offered')}."
    what = joined(option.what, _lines(option, words, "status"), elsewhere)
    benefit = f"{option.benefit} {words('option.rate', rate=words.rate(option.benefit_rate))}"
    return (
        Phrase(what, sentence(option.name), telling.mark(option)),
        rated(option.benefit_rate, benefit),
        _lines(option, words, "lasts", "sessions", "cost"),
        option.recovery,
        option.risks,
        Phrase(talk.reason, f"{wish}:") if talk and talk.reason else wish,
    )


def _lines(option: Option, words: Words, *names: str) -> str:
    """Write some fields of an option, the first without its name, which heads the column."""
    said = [(name, getattr(option, name)) for name in names if getattr(option, name)]
    return " ".join(
        sentence(words("option.line", name=words(f"option.{name}"), text=text) if i else text)
        for i, (name, text) in enumerate(said)
    )
