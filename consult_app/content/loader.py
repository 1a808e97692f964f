"""A pack's text to its treatment, with every cross-reference checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from consult_app.content import keys
from consult_app.content.approvals import approval_of
from consult_app.content.conditions import Conditions, Places
from consult_app.content.cover import Cover, read_cover
from consult_app.content.facts import given_questions
from consult_app.content.labels import read_labels
from consult_app.content.medicines import read_medicines
from consult_app.content.node import Node, Shape
from consult_app.content.parse import parse
from consult_app.content.parts import Parts, read_ingredient, read_source
from consult_app.content.questions import read_questionnaire
from consult_app.content.reading import Reading
from consult_app.content.shared import by_id, including
from consult_app.content.spoken import translation_of
from consult_app.content.suggestion import did_you_mean
from consult_app.content.text import COVER, FILES, MAY_LACK, MEDICINES, SHARED, PackText, labels_name
from consult_app.content.variants import is_variant, varied
from consult_app.domain.medicines import Medicines
from consult_app.domain.questionnaire import Kind, Question, Step
from consult_app.domain.screening import AREAS, GIVEN_FACTS, GOAL, INGREDIENTS
from consult_app.domain.treatment import (
    Governance,
    Ingredient,
    OptionKind,
    Source,
    Translation,
    Treatment,
    for_goal,
)
from consult_app.errors import ContentError

_UNCHECKED = ("mark.translation", "mark.translation.text")
"""The labels that say of a translation that nobody checked it."""
_DEFINES = {"sources.yaml": "source", "questions.yaml": "question"}
_GIVEN_IN = {GOAL: COVER, AREAS: COVER, INGREDIENTS: "ingredients.yaml"}
_UNSAID = Governance(
    author="",
    reviewers=(),
    published=date.min,
    review_by=date.min,
    update_policy="",
    funding="",
    conflicts="",
)
_NO_COVER = Cover("", "", "", "", (), "", "", Node(COVER, 1, Shape.SCALAR), (), _UNSAID)


@dataclass(frozen=True, slots=True)
class Read:
    """What one reading gave: the treatment, unless pack.yaml cannot be read, and all mistakes.

    `places` knows where each part of each condition stands.
    With any mistake the treatment lacks what could not be read; it serves to look for further ones only.
    `files` are the parsed files by name, with shared records where they are included.
    """

    treatment: Treatment | None
    problems: tuple[ContentError, ...]
    files: Mapping[str, Node]
    places: Places


def load(text: PackText, later_labels: Mapping[str, str] | None = None) -> Treatment:
    """Read a treatment; the first ContentError by file and line where there is any mistake.

    A pack kept before a label existed takes it from `later_labels`; its own words are never replaced. In a
    language that lacks a label, that of the pack's own stands there.
    """
    if text.own_labels:
        later_labels = {**_own_labels(text), **(later_labels or {})}
    read = read_treatment(text, later_labels)
    if read.problems or read.treatment is None:
        raise read.problems[0]
    return read.treatment


def read_treatment(text: PackText, later_labels: Mapping[str, str] | None = None) -> Read:
    """Read as much of a pack as can be read, and name all mistakes in it."""
    reading = Reading()
    with reading.noting():
        _check_files(text)
    labels: Mapping[str, str] = {}
    with reading.noting():
        labels = read_labels(parse(text.labels, text.labels_where), reading, later_labels)
    cover: Cover | None = None
    files: dict[str, Node] = {}
    with reading.noting():
        files[COVER] = cover_node(text)
        cover = cover_of(text, reading, files[COVER])
    if cover is None:
        reading.unread("goal")
    # Where pack.yaml cannot be read, mistakes in the other files are still worth knowing.
    files |= {name: records(text, name, reading) for name in FILES if name != COVER}
    treatment, places = _treatment(text, cover or _NO_COVER, labels, files, reading)
    reading.close()
    return Read(treatment if cover else None, in_order(reading.problems), files, places)


def cover_of(text: PackText, reading: Reading, node: Node | None = None) -> Cover:
    """Read pack.yaml alone, from its node if that is there already; ContentError where it cannot be."""
    node = node or cover_node(text)
    cover = replace(read_cover(node, text.folder, reading), id=text.id)
    if text.labels_file != labels_name(cover.language):
        what = f"the labels are those of {text.labels_file}."
        written = node.optional("languages") or node.field("language")
        raise written.wrong("bad-language", what, "Write `languages: [en]`, its own first.")
    return cover


def cover_node(text: PackText) -> Node:
    """Parse pack.yaml, as the variants have it; ContentError where it cannot be."""
    return varied(text, COVER, _parsed(text, COVER))


def in_order(problems: list[ContentError]) -> tuple[ContentError, ...]:
    """Sort mistakes by file, then line; one that was found in two ways is named once."""

    def place(error: ContentError) -> tuple[str, int, str]:
        file, _, line = error.where.rpartition(":")
        return file, int(line), error.what

    return tuple(sorted({(each.where, each.what): each for each in problems}.values(), key=place))


def _treatment(
    text: PackText, cover: Cover, labels: Mapping[str, str], nodes: Mapping[str, Node], reading: Reading
) -> tuple[Treatment, Places]:
    medicines = _medicines(text, reading)
    ingredients = reading.each(
        "ingredient",
        nodes["ingredients.yaml"],
        lambda node, name: read_ingredient(node, name, reading),
        keys.INGREDIENT_ID.prefixes,
    )
    conditions = Conditions(reading, _given(cover, ingredients, reading), medicines)
    for fact in GIVEN_FACTS:
        conditions.excuse(fact)
    questionnaire = read_questionnaire(nodes["questions.yaml"], reading, conditions, medicines)
    parts = Parts(reading, conditions)
    treatment = Treatment(
        id=cover.id,
        name=cover.name,
        version=cover.version,
        digest=text.digest,
        language=cover.language,
        jurisdiction=cover.jurisdiction,
        summary=cover.summary,
        goals=cover.goals,
        questionnaire=questionnaire,
        rules=reading.each("rule", nodes["rules.yaml"], parts.rule, keys.RULE_ID.prefixes),
        outcomes=reading.each("outcome", nodes["outcomes.yaml"], parts.outcome),
        options=reading.each("option", nodes["options.yaml"], parts.option, keys.OPTION_ID.prefixes),
        ingredients=ingredients,
        risks=reading.each("risk", nodes["risks.yaml"], parts.risk, keys.RISK_ID.prefixes),
        statements=reading.each(
            "statement", nodes["statements.yaml"], parts.statement, keys.STATEMENT_ID.prefixes
        ),
        advice=reading.each("advice", nodes["aftercare.yaml"], parts.advice, keys.ADVICE_ID.prefixes),
        notes=reading.each("note", nodes["notes.yaml"], parts.note, keys.NOTE_ID.prefixes),
        sources=_sources(text, nodes["sources.yaml"], reading),
        governance=replace(cover.governance, approval=approval_of(text, reading)),
        hoped_for=cover.hoped_for.raw.strip(),
        labels=labels,
        translation=_translation(text, reading),
    )
    with reading.noting():
        _check_hoped_for(treatment, cover.hoped_for, reading)
    with reading.noting():
        _check_options(treatment, nodes["options.yaml"], reading)
    return treatment, conditions.places


def _own_labels(text: PackText) -> Mapping[str, str]:
    """Read the labels of the language that a translated pack was written in; none of any other."""
    return read_labels(parse(text.own_labels, text.where), Reading(), {}) if text.own_labels else {}


def _translation(text: PackText, reading: Reading) -> Translation | None:
    """Read who translated it; what is said of that in the pack's own language stands in its own labels."""
    with reading.noting():
        own = _own_labels(text)
        title, words = (own.get(each, "") for each in _UNCHECKED)
        return translation_of(text, title, words)
    return None


def records(text: PackText, name: str, reading: Reading) -> Node:
    """Parse a file with the shared records that it includes.

    Where it is missing or no YAML, that is noted and what it defines is left unchecked.
    """
    empty = Node(f"{text.where}/{name}", 1, Shape.LIST)
    if name in MAY_LACK and name not in text.files:
        return empty
    with reading.noting():
        return varied(text, name, including(_parsed(text, name), _shared(text, name), reading))
    reading.unread(_DEFINES.get(name, name))
    return empty


def _shared(text: PackText, name: str) -> Node | None:
    """Parse the file of that name beside the packs; None where there is none."""
    place = f"{SHARED}/{name}"
    return parse(text.beside[place], text.where_beside(place)) if place in text.beside else None


def _medicines(text: PackText, reading: Reading) -> Medicines:
    with reading.noting():
        if MEDICINES in text.beside:
            where = text.where_beside(MEDICINES)
            medicines, found = _medicines_once(text.beside[MEDICINES], where, text.language)
            reading.take_over(found)
            return medicines
    return Medicines()


@lru_cache(maxsize=4)
def _medicines_once(text: str, where: str, language: str) -> tuple[Medicines, Reading]:
    """Read thousands of names once, not for every pack."""
    reading = Reading()
    return read_medicines(parse(text, where), reading, language), reading


def _sources(text: PackText, node: Node, reading: Reading) -> tuple[Source, ...]:
    """Read the pack's own sources and, of the shared ones, those that are cited."""
    own = reading.each("source", node, read_source)
    with reading.noting():
        shared = _shared(text, node.file.rpartition("/")[2])
        if shared is not None:
            cited = reading.referred("source")
            used = tuple(each for name, each in by_id(shared).items() if name in cited)
            return (*own, *reading.each("source", replace(shared, parts=used), read_source))
    return own


def _parsed(text: PackText, name: str) -> Node:
    where = f"{text.where}/{name}"
    if name not in text.files:
        raise ContentError("file-missing", f"{where}:1", "the file is missing.", "Add it.")
    return parse(text.files[name], where)


def _check_files(text: PackText) -> None:
    for name in text.files:
        if name not in FILES and not is_variant(name):
            what = "nothing reads this file."
            raise ContentError("unknown-file", f"{text.where}/{name}:1", what, did_you_mean(name, FILES))


def _given(cover: Cover, ingredients: tuple[Ingredient, ...], reading: Reading) -> Iterator[Question]:
    """Give the facts known without asking; not those whose choices hold a mistake of their own."""
    spoilt = {each.where.rpartition(":")[0].rpartition("/")[2] for each in reading.problems}
    for question in given_questions(cover.goals, ingredients):
        defined_in = _GIVEN_IN.get(question.id, "")
        if defined_in not in spoilt:
            yield question


def _check_hoped_for(treatment: Treatment, hoped_for: Node, reading: Reading) -> None:
    if hoped_for.raw:
        reading.refer("question", hoped_for)
    for section in treatment.questionnaire.sections:
        for question in section.questions:
            fits = question.kind is Kind.TEXT and section.step is Step.MATTERS
            if question.id == treatment.hoped_for and not fits:
                what = f"'{question.id}' does not ask for the patient's own words about what matters."
                remedy = "Name a question of kind text at the step matters."
                raise hoped_for.wrong("bad-hoped-for", what, remedy)


def _check_options(treatment: Treatment, node: Node, reading: Reading) -> None:
    unread = reading.is_unread("options.yaml") or node.shape is not Shape.LIST
    if unread or len(treatment.options) < len(node.parts):
        return
    goals = [each.id for each in treatment.goals]
    if reading.is_unread("goal") and not any(each.goals for each in treatment.options):
        goals = [""]
    for goal in goals:
        kinds = [each.kind for each in for_goal(treatment.options, goal)]
        if kinds.count(OptionKind.TREATMENT) != 1:
            what = f"for the goal '{goal}', exactly one option must be the treatment itself."
            remedy = "Give one option of the goal, and only one, `kind: treatment`."
            raise node.wrong("bad-options", what, remedy)
        if OptionKind.NOTHING not in kinds:
            what = f"for the goal '{goal}', doing nothing is missing among the options."
            raise node.wrong("bad-options", what, "Add an option with `kind: nothing`.")
