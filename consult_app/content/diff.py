"""What changed between two versions of a treatment, record by record and field by field, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from consult_app.content.facts import facts_of
from consult_app.content.plain_words import NOTHING, value_words
from consult_app.content.strength import weaker
from consult_app.domain.changes import Change, Difference, How
from consult_app.domain.condition import AllOf, Among, AnyOf, Between, Is, Not
from consult_app.domain.frequency import NotKnown, Rate
from consult_app.domain.questionnaire import Question, Questionnaire
from consult_app.domain.treatment import Rule, Severity, Treatment

# Safety first: what stops or warns, then what is told, then who says so.
_ORDER = (
    *("rules", "questions", "sections", "medicines", "risks", "aftercare", "statements", "ingredients"),
    *("options", "outcomes", "goals", "notes", "sources", "governance", "pack", "labels"),
)
_NAMES = {"advice": "aftercare"}
# The digest of the files changes with every comment.
_LEFT_OUT = ("digest",)
_LEAVES = Is | Among | Between | Not | AllOf | AnyOf | Rate | NotKnown
_LONGEST_NAME, _LONGEST_LIST = 70, 8
_GRAVITY = list(Severity)


@dataclass(frozen=True, slots=True)
class _Page:
    """A section, with its questions by id."""

    id: str
    step: str
    title: str
    note: str
    questions: tuple[str, ...]


def diff(old: Treatment, new: Treatment) -> tuple[Change, ...]:
    """Compare two versions of a treatment.

    By kind of record, the most relevant for safety first; within a kind what became weaker stands first.
    """
    before, after = _kinds(old), _kinds(new)
    changes = [
        change
        for kind in dict.fromkeys((*_ORDER, *before))
        for change in _changes(kind, before[kind], after[kind], old, new)
    ]
    kinds, hows = list(dict.fromkeys(each.kind for each in changes)), list(How)
    return tuple(
        sorted(changes, key=lambda each: (kinds.index(each.kind), not each.weaker, hows.index(each.how)))
    )


def _kinds(treatment: Treatment) -> dict[str, dict[str, Any]]:
    """Give all records by kind and id; what is no list is a record of its own."""
    kinds: dict[str, dict[str, Any]] = {"pack": {}}
    for each in fields(treatment):
        value, name = getattr(treatment, each.name), _NAMES.get(each.name, each.name)
        if not each.compare or name in _LEFT_OUT:
            continue
        match value:
            case Questionnaire():
                kinds |= _asked(value)
            case str():
                kinds["pack"][name] = value
            case tuple():
                kinds[name] = _by_id(value)
            case Mapping():
                kinds[name] = dict(value)
            case _:
                kinds[name] = {name: value}
    return kinds


def _asked(questionnaire: Questionnaire) -> dict[str, dict[str, Any]]:
    medicines = questionnaire.medicines
    return {
        "questions": {each.id: each for each in questionnaire},
        "sections": {
            each.id: _Page(
                each.id, each.step.value, each.title, each.note, tuple(asked.id for asked in each.questions)
            )
            for each in questionnaire.sections
        },
        "medicines": {
            **{each.id: each for each in medicines.classes},
            "beside": medicines.beside,
        },
    }


def _changes(
    kind: str, before: Mapping[str, Any], after: Mapping[str, Any], old: Treatment, new: Treatment
) -> Iterator[Change]:
    for name, record in before.items():
        if name not in after:
            yield Change(kind, name, _name(record), How.REMOVED, weaker=kind == "rules")
    for name, record in after.items():
        if name not in before:
            yield Change(kind, name, _name(record), How.ADDED)
        elif found := tuple(_differences("", before[name], record)):
            less = _weaker(before[name], record, old, new)
            yield Change(kind, name, _name(record), How.CHANGED, found, less)
    order = tuple(_order(tuple(before), tuple(after)))
    # The order of the questions is that of their sections.
    if order and kind != "questions":
        yield Change(kind, "", "", How.CHANGED, order)


def _weaker(before: object, after: object, old: Treatment, new: Treatment) -> bool:
    """Whether a rule fires for fewer answers or less gravely, or a question that rules read is asked less."""
    match before, after:
        case Rule(), Rule():
            milder = _GRAVITY.index(after.severity) > _GRAVITY.index(before.severity)
            return milder or weaker(before.when, after.when, facts_of(old), facts_of(new))
        case Question(), Question():
            read = new.rules_reading((after.id, *after.derives))
            return bool(read) and weaker(before.when, after.when, facts_of(old), facts_of(new))
        case _:
            return False


def _differences(path: str, old: object, new: object) -> Iterator[Difference]:
    """Go down into records and lists of records; everything else is said in words."""
    if old == new:
        return
    if is_dataclass(old) and type(old) is type(new) and not isinstance(old, _LEAVES):
        for each in fields(old):
            below = _below(path, each.name.replace("_", " "))
            yield from _differences(below, getattr(old, each.name), getattr(new, each.name))
    elif isinstance(old, tuple) and isinstance(new, tuple):
        if any(hasattr(each, "id") for each in (*old, *new)):
            yield from _item_differences(path, _by_id(old), _by_id(new))
        else:
            yield Difference(path, *_shortened(old, new))
    else:
        yield Difference(path, value_words(old), value_words(new))


def _item_differences(path: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for name in dict.fromkeys((*old, *new)):
        below = _below(path, name)
        if name in old and name in new:
            yield from _differences(below, old[name], new[name])
        else:
            yield Difference(below, value_words(old.get(name)), value_words(new.get(name)))
    for each in _order(tuple(old), tuple(new)):
        yield Difference(_below(path, each.field), each.old, each.new)


def _order(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Difference]:
    """Say that what stands in both stands in another order."""
    before, after = tuple(each for each in old if each in new), tuple(each for each in new if each in old)
    if before != after:
        yield Difference("order", *_shortened(before, after))


def _shortened(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[str, str]:
    """Say two lists; of long ones leave out what is the same at the beginning and the end."""
    if max(len(old), len(new)) <= _LONGEST_LIST:
        return value_words(old), value_words(new)
    start = _same(old, new)
    end = _same(old[start:][::-1], new[start:][::-1])
    return _middle(old, start, end), _middle(new, start, end)


def _same(old: tuple[Any, ...], new: tuple[Any, ...]) -> int:
    return next(
        (place for place, (before, after) in enumerate(zip(old, new, strict=False)) if before != after),
        min(len(old), len(new)),
    )


def _middle(values: tuple[Any, ...], start: int, end: int) -> str:
    said = [value_words(each) for each in values[start : len(values) - end]]
    return ", ".join((*["…"][:start], *said, *["…"][:end])) if said else NOTHING


def _by_id(records: tuple[Any, ...]) -> dict[str, Any]:
    return {each.id: each for each in records}


def _below(path: str, name: str) -> str:
    return f"{path} {name}".strip()


def _name(record: object) -> str:
    """Give what a person calls a record; no text for what has no name."""
    # Plain text has a `title` too, but that is a method.
    calls = ("name", "title", "text") if is_dataclass(record) else ()
    words = next((getattr(record, each) for each in calls if hasattr(record, each)), "")
    short: str = words if len(words) <= _LONGEST_NAME else f"{words[: _LONGEST_NAME - 1]}…"
    return short
