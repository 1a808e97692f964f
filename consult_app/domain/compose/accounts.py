"""What was given and what went wrong, in the clinician's record: what stands, and what it replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from consult_app.domain.account import Account, replaced_by, standing
from consult_app.domain.complication import Complication
from consult_app.domain.compose.sentences import joined
from consult_app.domain.compose.telling import Telling
from consult_app.domain.document import Block, Fields, Heading, Paragraph, Phrase, Table
from consult_app.domain.given import Dose, Given


def accounts(telling: Telling, every: Sequence[Account]) -> Iterator[Block]:
    """Give all that was written down; nothing where nobody wrote anything."""
    stand = standing(every)
    given = [each for each in stand if isinstance(each.told, Given)]
    wrong = [each for each in stand if isinstance(each.told, Complication)]
    for title, found in (("record.given", given), ("record.complications", wrong)):
        if found:
            yield Heading(telling.words(title))
        for each in found:
            yield from _account(telling, each)
            yield from _before(telling, replaced_by(each, every))


def _before(telling: Telling, earlier: Iterable[Account]) -> Iterator[Block]:
    for each in earlier:
        yield Heading(telling.words("record.replaced"), 3)
        yield from _account(telling, each)


def _account(telling: Telling, account: Account) -> Iterator[Block]:
    words, told = telling.words, account.told
    yield from _given(telling, told) if isinstance(told, Given) else _complication(telling, told)
    written = words("record.written", who=account.by, time=words.time(account.at))
    why = words("record.corrected", why=account.why) if account.why else ""
    yield Paragraph(joined(written, why), quiet=True)


def _given(telling: Telling, given: Given) -> Iterator[Block]:
    words = telling.words
    names = {area.id: area.name for goal in telling.treatment.goals for area in goal.areas}
    if given.doses:
        head = tuple(
            words(each) for each in ("mixture.name", "mixture.amount", "mixture.lot", "mixture.site")
        )
        rows = tuple(_dose(telling, each) for each in given.doses)
        yield Table(head, rows, (0.42, 0.14, 0.26, 0.18))
    rest = (
        ("who.areas", ", ".join(names.get(each, each) for each in given.areas)),
        ("record.given_by", given.by),
        ("record.when", words.time(given.at)),
        ("record.notes", given.notes),
        ("record.all_the_same", given.reason),
    )
    yield Fields(tuple((words(label), said) for label, said in rest if said))


def _dose(telling: Telling, dose: Dose) -> tuple[Phrase, str, str, str]:
    words, none = telling.words, telling.words("not_recorded")
    known = {each.id: each.name for each in telling.treatment.ingredients}
    name = joined(known.get(dose.ingredient, dose.ingredient), dose.product, by=", ")
    reason = f"{words('record.all_the_same')}: {dose.reason}" if dose.reason else ""
    lot = words("mixture.lot_expiry", lot=dose.lot or none, expiry=dose.expiry or none)
    return Phrase(reason, name, dose.ingredient), dose.amount or none, lot, dose.site or none


def _complication(telling: Telling, it: Complication) -> Iterator[Block]:
    words = telling.words
    rows = (
        ("risk.name", it.what),
        ("record.began", joined(words.date(it.began), it.time, by=", ")),
        ("record.grade", words(f"grade.{it.grade.value}")),
        ("record.done", it.action),
        ("record.ending", words(f"ending.{it.ending.value}")),
        ("record.follow_up", it.follow_up),
        ("record.reported", it.reported),
    )
    yield Fields(tuple((words(label), said) for label, said in rows if said))
