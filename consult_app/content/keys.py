"""The keys of every record of a pack, in one place: readers refuse all others, and editors offer these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from consult_app.domain.body import Region
from consult_app.domain.entry import Part
from consult_app.domain.labels import LABELS, PLACES
from consult_app.domain.questionnaire import Kind, Step
from consult_app.domain.treatment import (
    AdviceKind,
    Certainty,
    Harm,
    OptionKind,
    Severity,
    Status,
    Verification,
)


class Form(Enum):
    """How a value that is neither an id, a list nor a record is written."""

    TEXT = "text"
    LANGUAGE = "language"
    BOOLEAN = "boolean"
    NUMBER = "number"
    DAY = "day"
    RATE = "rate"
    CONDITION = "condition"
    ANSWER = "answer"
    ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class Id:
    """An id that begins with one of the prefixes, if there are any."""

    prefixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Several:
    """A list of at least so many; where `shared`, an item may include a record that packs have in common."""

    of: Holds
    least: int = 0
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """What a key holds, what it says to the person who writes it, and whether it must be there."""

    holds: Holds
    says: str
    required: bool = True


Record = Mapping[str, Key]
"""The keys of a record, in the order in which they are written."""
Holds = Form | Id | Several | type[Enum] | tuple[Enum, ...] | Record


def texts(record: Record, *, required: bool) -> tuple[str, ...]:
    """Name the keys of a record that hold plain text, those that must be there or the others."""
    return tuple(name for name, key in record.items() if key.holds is Form.TEXT and key.required is required)


RULE_ID, OPTION_ID, INGREDIENT_ID = Id(("ci-",)), Id(("alt-",)), Id(("ing-",))
RISK_ID, STATEMENT_ID, ADVICE_ID, NOTE_ID = Id(("ae-",)), Id(("st-",)), Id(("ac-", "rf-")), Id(("cn-",))
ASKED_AT = (
    Step.MATTERS,
    Step.HISTORY,
    Step.SCREENING,
    Step.EXPECTATIONS,
    Step.UNDERSTANDING,
    Step.DECISIONS,
)
"""The steps at which questions are asked."""

_ANY_ID = Key(Id(), "A short name that never changes: small letters, digits, single hyphens.")
_WHEN = Key(Form.CONDITION, "Only where this condition is true. Left out: always.", required=False)
_GOALS = Key(Several(Id()), "The goals that this concerns. Left out: every goal.", required=False)


def _id(holds: Id) -> Key:
    beginning = " or ".join(holds.prefixes)
    return Key(holds, f"A short name that never changes. It begins with {beginning}.")


CITES: Record = {
    "sources": Key(Several(Id()), "Ids of sources.yaml that stand behind this."),
    "verified": Key(Verification, "How far it was checked. recalled: from memory, not yet checked."),
    "certainty": Key(Certainty, "How sure the evidence is (GRADE), or opinion.", required=False),
    "facts": Key(Several(Form.TEXT), "Ids of the collected facts behind it.", required=False),
}
_CITES = Key(CITES, "What stands behind this: sources, how far checked, how sure.")

AREA: Record = {
    "id": _ANY_ID,
    "name": Key(Form.TEXT, "The part of the body, in plain words."),
    "regions": Key(Several(Region), "Where it lies on the drawings of the body.", required=False),
}
GOAL: Record = {
    "id": _ANY_ID,
    "name": Key(Form.TEXT, "What the patient wants, in a few words."),
    "problem": Key(Form.TEXT, "What it is about, also if nothing is done.", required=False),
    "decision": Key(Form.TEXT, "What has to be decided.", required=False),
    "areas": Key(Several(AREA, least=1), "Where on the body."),
}
REVIEWER: Record = {
    "name": Key(Form.TEXT, "Who read the pack."),
    "role": Key(Form.TEXT, "Their profession."),
    "on": Key(Form.DAY, "The day on which they read it."),
}
GOVERNANCE: Record = {
    "author": Key(Form.TEXT, "Who wrote the pack."),
    "reviewers": Key(Several(REVIEWER), "Who read it. [] while nobody has."),
    "published": Key(Form.DAY, "The day of this version."),
    "review_by": Key(Form.DAY, "From the day after this, the pack shows as a draft again."),
    "update_policy": Key(Form.TEXT, "When the pack is read again, and by whom."),
    "funding": Key(Form.TEXT, "Who paid for the work."),
    "conflicts": Key(Form.TEXT, "What the authors earn from the treatment."),
    # Packs of the first records said here whether they were approved; approvals.yaml says it now.
    "approved": Key(Form.BOOLEAN, "Old; delete it. forms approve records an approval.", required=False),
}
TRANSLATION: Record = {
    "translator": Key(Form.TEXT, "Who or what put it into this language, in a sentence."),
    "on": Key(Form.DAY, "The day on which it was made."),
    "checked": Key(Several(REVIEWER), "Who compared it with the original. [] while nobody has."),
}
COVER: Record = {
    "id": Key(Id(), "The name of the folder."),
    "name": Key(Form.TEXT, "The treatment, as the patient calls it."),
    "version": Key(Form.TEXT, 'The version, in quotes, as in "0.1".'),
    "languages": Key(Several(Form.LANGUAGE, least=1), "The pack's own language first.", required=False),
    # Packs of the first records named the one language they had.
    "language": Key(Form.LANGUAGE, "Old; write languages.", required=False),
    "jurisdiction": Key(Form.TEXT, "Where the approval status of products applies, such as US."),
    "summary": Key(Form.TEXT, "What the treatment is, in two or three plain sentences."),
    "hoped_for": Key(Id(), "The question with the patient's own words about the result hoped for."),
    "goals": Key(Several(GOAL, least=1), "What the treatment is for, and where."),
    "governance": Key(GOVERNANCE, "Who stands behind the pack, until when, and who paid."),
}

CHOICE: Record = {
    "id": _ANY_ID,
    "label": Key(Form.TEXT, "The answer, as the patient reads it."),
    "alone": Key(Form.BOOLEAN, 'true for "none of these", which excludes all others.', required=False),
    "right": Key(
        Form.BOOLEAN, "true for what was explained, where understanding is checked.", required=False
    ),
}
QUESTION: Record = {
    "id": _ANY_ID,
    "kind": Key(Kind, "What an answer looks like."),
    "text": Key(Form.TEXT, "The question, one short sentence."),
    "help": Key(Form.TEXT, "A line below the question.", required=False),
    "choices": Key(Several(CHOICE), "The answers of kind choice or choices.", required=False),
    "when": Key(Form.CONDITION, "Ask only where this is true. It names earlier questions.", required=False),
    "required": Key(Form.BOOLEAN, "false where it may stay unanswered.", required=False),
    "unit": Key(Form.TEXT, "The unit of a number.", required=False),
    "low": Key(Form.NUMBER, "The lowest number that can be.", required=False),
    "high": Key(Form.NUMBER, "The highest number that can be.", required=False),
    "low_words": Key(Form.TEXT, "What 0 means on a scale. Only a scale has it.", required=False),
    "high_words": Key(Form.TEXT, "What 10 means on a scale. Only a scale has it.", required=False),
    "own_words": Key(Form.BOOLEAN, "true where other answers may be added to choices.", required=False),
    "may_be_unsure": Key(Form.BOOLEAN, 'Whether "not sure" is offered.', required=False),
    "medicines": Key(Form.BOOLEAN, "true where entries are names of medicines.", required=False),
    "entry": Key(Several(Part), "What is asked about each of the entries beside its name.", required=False),
    "sources": Key(Several(Id()), "Ids of sources.yaml that say why it is asked.", required=False),
}
SECTION: Record = {
    "id": _ANY_ID,
    "step": Key(ASKED_AT, "The page on which the questions stand."),
    "title": Key(Form.TEXT, "The heading above the questions."),
    "note": Key(Form.TEXT, "A line below the heading.", required=False),
    "questions": Key(Several(QUESTION), "The questions, in order."),
}
RULE: Record = {
    "id": _id(RULE_ID),
    "severity": Key(Severity, "stop: do not treat. caution: take care. ask_more: find out more."),
    "title": Key(Form.TEXT, "The finding in a few words."),
    "why": Key(Form.TEXT, "Why it matters, in plain words."),
    "advice": Key(Form.TEXT, "What to do now."),
    "when": Key(Form.CONDITION, "The answers with which the rule fires."),
    "cites": _CITES,
}
MOMENT: Record = {
    "when": Key(Form.TEXT, "The time, in weeks, sessions or years from the treatment on."),
    "what": Key(Form.TEXT, "What was seen then, in one short sentence."),
    "facts": Key(Several(Form.TEXT, least=1), "Ids of the facts that say so; `cites` names them too."),
}
OUTCOME: Record = {
    "id": _ANY_ID,
    "goals": _GOALS,
    "title": Key(Form.TEXT, "The result in a few words."),
    "text": Key(Form.TEXT, "What was seen, in whom, and how it was measured."),
    "treated": Key(Form.RATE, "How many get it with treatment: 11 in 100, or not known."),
    "untreated": Key(Form.RATE, "How many get it without: 3 in 100, or not known."),
    "size": Key(Form.TEXT, "How big the change is.", required=False),
    "sessions": Key(Form.TEXT, "How many sessions.", required=False),
    "onset": Key(Form.TEXT, "When it begins to show.", required=False),
    "duration": Key(Form.TEXT, "How long it lasts.", required=False),
    "upkeep": Key(Form.TEXT, "What keeps it.", required=False),
    "course": Key(Several(MOMENT), "The times of which something is known, in order.", required=False),
    "cites": _CITES,
}
OPTION: Record = {
    "id": _id(OPTION_ID),
    "kind": Key(OptionKind, "The treatment itself, an alternative, or doing nothing."),
    "goals": _GOALS,
    "name": Key(Form.TEXT, "What it is called."),
    "what": Key(Form.TEXT, "What is done."),
    "benefit": Key(Form.TEXT, "What can get better."),
    "benefit_rate": Key(Form.RATE, "In how many: 11 in 100, or not known."),
    "lasts": Key(Form.TEXT, "How long the result lasts."),
    "recovery": Key(Form.TEXT, "What the days after are like, and how many."),
    "risks": Key(Form.TEXT, "The main risks in one line."),
    # Packs of records that are older than these three have none; `forms check` demands them.
    "sessions": Key(Form.TEXT, "How many sessions; forms check asks for it.", required=False),
    "cost": Key(
        Form.TEXT, "What it costs, or that this is not known; forms check asks for it.", required=False
    ),
    "status": Key(Form.TEXT, "Who approved it for this use; forms check asks for it.", required=False),
    "offered": Key(Form.BOOLEAN, "false where this practice does not do it.", required=False),
    "cites": _CITES,
}
INGREDIENT: Record = {
    "id": _id(INGREDIENT_ID),
    "goals": _GOALS,
    "name": Key(Form.TEXT, "The substance."),
    "drug_class": Key(Form.TEXT, "The class it belongs to."),
    "plain": Key(Form.TEXT, "What it is and does, in plain words."),
    "status": Key(Status, "Its approval for this use."),
    "status_text": Key(Form.TEXT, "The same in a sentence."),
    "allergens": Key(Form.TEXT, "What in it can cause an allergy, or that none is known."),
    "avoid": Key(Form.TEXT, "Who should not have it."),
    "cites": _CITES,
}
RISK: Record = {
    "id": _id(RISK_ID),
    "name": Key(Form.TEXT, "The unwanted effect in a few words."),
    "text": Key(Form.TEXT, "What it is like."),
    "harm": Key(Harm, "How grave it is when it happens."),
    "frequency": Key(Form.RATE, "How often: 11 in 100, or not known. No words such as rare."),
    "onset": Key(Form.TEXT, "When it starts."),
    "duration": Key(Form.TEXT, "How long it lasts."),
    "what_to_do": Key(Form.TEXT, "What the patient should do."),
    "red_flag": Key(Form.BOOLEAN, "true where the patient must get help at once.", required=False),
    "when": _WHEN,
    "cites": _CITES,
}
STATEMENT: Record = {
    "id": _id(STATEMENT_ID),
    "text": Key(Form.TEXT, "The sentence that the patient signs, beginning with I."),
    "refusal": Key(Form.BOOLEAN, "true for a sentence of the record of a refusal.", required=False),
    "when": _WHEN,
    "cites": _CITES,
}
ADVICE: Record = {
    "id": _id(ADVICE_ID),
    "kind": Key(AdviceKind, "What to do, what to avoid, what is normal, when to get help."),
    "text": Key(Form.TEXT, "The advice, one short sentence."),
    "how_long": Key(Form.TEXT, "For how long, or that this was not tested."),
    "when": _WHEN,
    "cites": _CITES,
}
NOTE: Record = {
    "id": _id(NOTE_ID),
    "title": Key(Form.TEXT, "What the note is about."),
    "text": Key(Form.TEXT, "What the clinician should know while preparing. Patients never see it."),
    "when": _WHEN,
    "cites": _CITES,
}
SOURCE: Record = {
    "id": _ANY_ID,
    "title": Key(Form.TEXT, "The title of the paper, label or page."),
    "authors": Key(Form.TEXT, "Who wrote it."),
    "year": Key(Form.TEXT, "When it appeared."),
    "address": Key(Form.TEXT, "Where it can be found: a DOI or a web address."),
    "read": Key(Form.TEXT, "How much of it was actually read: all, abstract, nothing."),
}

ENTRY: Record = {
    "name": Key(Form.TEXT, "What it is called."),
    **{each.value: Key(Form.TEXT, f"Its {each.value}.", required=False) for each in Part},
}
CASE: Record = {
    "name": Key(Form.TEXT, "What the case shows."),
    "given": Key(Form.ANSWERS, "Answers that differ from the baseline.", required=False),
    "unanswered": Key(Several(Id()), "Questions of the baseline that are not answered here.", required=False),
    "certain": Key(Several(Id()), "The rules that must fire.", required=False),
    "open": Key(Several(Id()), "The rules that must be open: what they read is not known.", required=False),
}
CASES: Record = {
    "on": Key(Form.DAY, "The day of the consultation. Left out: the day of publication.", required=False),
    "baseline": Key(Form.ANSWERS, "Answers with which no rule fires."),
    "cases": Key(Several(CASE), "Cases: with these answers, exactly these findings."),
}
MEDICINE: Record = {
    "name": Key(Form.TEXT, "The generic name."),
    "brands": Key(Several(Form.TEXT), "Brand names.", required=False),
}
MEDICINE_CLASS: Record = {
    "id": _ANY_ID,
    "name": Key(Form.TEXT, "The class in plain words."),
    "medicines": Key(Several(MEDICINE), "The medicines of the class."),
    "sources": Key(Several(Id()), "Ids of sources that stand behind the class."),
}
ELSEWHERE: Record = {
    "language": Key(Form.LANGUAGE, "The language, such as es."),
    "beside": Key(Several(Form.TEXT), "Its words beside a name that say nothing about what it is."),
    "forms": Key(Several(Form.TEXT), "Its words for the form of a medicine."),
    "classes": Key(
        Several({"id": _ANY_ID, "name": Key(Form.TEXT, "The class in its plain words.")}),
        "What it calls the classes.",
    ),
    "medicines": Key(Several(MEDICINE), "What it calls medicines of the classes."),
}
MEDICINES: Record = {
    "beside": Key(Several(Form.TEXT), "Words beside a name that say nothing about what it is."),
    "forms": Key(
        Several(Form.TEXT),
        "Words for the form of a medicine, such as cream: nothing without a name.",
        required=False,
    ),
    "classes": Key(Several(MEDICINE_CLASS), "Medicines in their classes."),
    "elsewhere": Key(Several(ELSEWHERE), "What other languages call them.", required=False),
}
FACT: Record = {
    "id": _ANY_ID,
    "topic": Key(Form.TEXT, "What it is about."),
    "verified": Key(Verification, "How far it was checked."),
}
BANNED: Record = {
    "phrase": Key(Form.TEXT, "Words that nobody may use, whatever their capitals."),
    "instead": Key(Form.TEXT, "What to say instead."),
}
WORDING: Record = {
    "banned": Key(Several(BANNED), "Phrases that promise what no source can."),
    "exempt": Key(Several(Form.TEXT), "Names that count as easy words."),
}

COMBINED = ("all", "any", "not")
"""The keys of a condition that are no fact."""
BETWEEN: Record = {
    "at_least": Key(Form.NUMBER, "True from this number on.", required=False),
    "at_most": Key(Form.NUMBER, "True up to this number.", required=False),
}
INCLUDE: Record = {"include": Key(Id(), "The id of a record in the folder shared.")}
PATIENT: Record = {
    "age": Key(Form.ANSWER, "Age in years.", required=False),
    "sex": Key(Form.ANSWER, "As recorded: female, male or other.", required=False),
    "birth_date": Key(Form.DAY, "Instead of an age.", required=False),
}
NESTED = ("answers", "given")
"""The keys below which answers may stand as well."""


def _label(name: str) -> Key:
    places = ", ".join(f"{{{each}}}" for each in PLACES.get(name, ()))
    return Key(Form.TEXT, f"The program fills in: {places}." if places else "Words of the form.")


LABEL: Record = {name: _label(name) for name in LABELS}

FILES: Mapping[str, tuple[Record | Several, str]] = {
    "pack": (COVER, "What the treatment is, what it is for, and who stands behind the pack."),
    "questions": (Several(SECTION, shared=True), "Sections of questions, in the order of asking."),
    "rules": (Several(RULE, shared=True), "When to stop, take care or ask more."),
    "outcomes": (Several(OUTCOME, shared=True), "What can be expected, treated beside untreated."),
    "options": (Several(OPTION, shared=True), "The treatment, alternatives and doing nothing, side by side."),
    "ingredients": (Several(INGREDIENT, shared=True), "What can be in the mixture."),
    "risks": (Several(RISK, shared=True), "What can happen, how often, and what to do."),
    "statements": (Several(STATEMENT, shared=True), "Sentences of the consent form and of the refusal."),
    "aftercare": (Several(ADVICE, shared=True), "The sheet to take home."),
    "notes": (Several(NOTE, shared=True), "What the clinician should know while preparing."),
    "sources": (Several(SOURCE, shared=True), "Every source that is cited."),
    "cases": (CASES, "Vignettes that test the rules."),
    "medicines": (MEDICINES, "Names of medicines in their classes."),
    "labels": (LABEL, "Words that all packs share."),
    "wording": (WORDING, "What forms check looks for in the words of every pack."),
    "facts": (Several(FACT), "The collected facts that packs name, and how far each was checked."),
}
"""What each kind of file holds, by its name without the ending, and what it is for."""
