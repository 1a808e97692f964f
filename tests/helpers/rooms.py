"""Made-up conversations for tests of the window: no real clinical content."""

from dataclasses import replace
from datetime import date

from consult_app.domain.condition import ALWAYS, Is, Value
from consult_app.domain.consultation import Clinician, Draft, Patient, Practice, Sex
from consult_app.domain.entry import Part
from consult_app.domain.labels import LABELS
from consult_app.domain.questionnaire import Choice, Kind, Question, Questionnaire, Section, Step
from consult_app.domain.treatment import (
    Area,
    Citation,
    Goal,
    Governance,
    Rule,
    Severity,
    Treatment,
    Verification,
)
from consult_app.ui.room import Room
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.findings import findings_screen
from consult_app.workflow.screens.rail import rail_screen

_RECALLED = Citation((), Verification.RECALLED)
_DAY = date(2026, 11, 22)


def questions_of_every_kind() -> tuple[Question, ...]:
    """One question of each kind, and one that follows from another."""
    few = (Choice("good", "Good"), Choice("bad", "Bad"))
    many = (Choice("one", "One thing"), Choice("two", "Another thing"), Choice("none", "None", alone=True))
    return (
        Question("yes-no", Kind.YES_NO, "Is it so?", help="A hint"),
        Question("follow", Kind.YES_NO, "And is that so too?", when=Is("yes-no", value=True)),
        Question("few", Kind.CHOICE, "Which of few?", choices=few),
        Question("long", Kind.CHOICE, "Which of these?", choices=(*many, *few)),
        Question("several", Kind.CHOICES, "Which ones?", choices=many, own_words=True),
        Question("number", Kind.NUMBER, "How many?", unit="kg", low=1, high=200),
        Question("day", Kind.DATE, "When?", required=False),
        Question("text", Kind.TEXT, "Why?"),
        Question("entries", Kind.ENTRIES, "What else?"),
        Question("taken", Kind.ENTRIES, "What do you take?", medicines=True, entry=(Part.DOSE, Part.SINCE)),
        Question("scale", Kind.SCALE, "How sore is it?", low_words="Not at all", high_words="As can be"),
    )


def yes_no_questions(count: int) -> tuple[Question, ...]:
    """As many yes/no questions, every fifth following from the one before it."""
    return tuple(
        Question(
            f"q{i}",
            Kind.YES_NO,
            f"Have you ever had condition number {i}, or been told that you might have it?",
            when=Is(f"q{i - 1}", value=True) if i % 5 == 4 else ALWAYS,
        )
        for i in range(count)
    )


def mixed_questions(count: int) -> tuple[Question, ...]:
    """As many questions of changing kind, most of them yes/no; some follow from the one before."""
    few = tuple(Choice(f"c{i}", f"Choice {i}") for i in range(3))
    many = tuple(Choice(f"c{i}", f"One of several {i}") for i in range(6))
    kinds = (Kind.YES_NO,) * 6 + (Kind.CHOICE, Kind.CHOICES, Kind.NUMBER, Kind.TEXT)
    return tuple(
        replace(
            each,
            kind=(kind := kinds[i % 10]),
            choices={Kind.CHOICE: few, Kind.CHOICES: many}.get(kind, ()),
            when=each.when if i % 10 == 4 else ALWAYS,
            may_be_unsure=kind is not Kind.TEXT,
        )
        for i, each in enumerate(yes_no_questions(count))
    )


def treatment(questions: tuple[Question, ...], step: Step = Step.HISTORY, a_card: int = 12) -> Treatment:
    """A treatment with these questions and a rule for every second one, of changing gravity."""
    cards = range(0, len(questions), a_card)
    sections = tuple(Section(f"s{i}", step, f"Card {i}", questions[i : i + a_card]) for i in cards)
    asked = [each.id for each in questions if each.kind is Kind.YES_NO][::2]
    gravity = list(Severity)
    rules = tuple(
        Rule(
            f"r-{name}",
            gravity[i % 3],
            f"Finding {i}",
            "It may do harm.",
            "Take care.",
            Is(name, value=True),
            _RECALLED,
        )
        for i, name in enumerate(asked)
    )
    governance = Governance(
        author="Nobody",
        reviewers=(),
        published=_DAY,
        review_by=_DAY,
        update_policy="",
        funding="",
        conflicts="",
    )
    return Treatment(
        id="made-up",
        name="Made-up treatment",
        version="1",
        digest="0" * 64,
        language="en",
        jurisdiction="US",
        summary="",
        goals=(Goal("goal", "Goal", (Area("here", "Here"), Area("there", "There"))),),
        questionnaire=Questionnaire(sections),
        rules=rules,
        outcomes=(),
        options=(),
        ingredients=(),
        risks=(),
        statements=(),
        advice=(),
        sources=(),
        governance=governance,
        hoped_for="text",
        labels=dict.fromkeys(LABELS, "word"),
    )


def conversation(about: Treatment, answers: dict[str, Value] | None = None) -> Conversation:
    """A conversation with a made-up patient."""
    draft = Draft(
        id="consultation",
        patient=Patient("p", "Maya", "Lindqvist", date(1984, 3, 12), Sex.FEMALE, "40213"),
        clinician=Clinician("c", "Dr A. Osei", "Physician"),
        practice=Practice("Practice"),
        treatment=about.id,
        pack_version=about.version,
        pack_digest=about.digest,
        day=_DAY,
        goal=about.goals[0].id,
        answers=answers or {},
    )
    return Conversation.about(about, draft)


def room(talk: Conversation, step: Step = Step.HISTORY) -> Room:
    """The room around a step of a conversation."""
    draft = talk.draft
    return Room(
        draft.patient,
        talk.treatment.name,
        draft.clinician.name,
        unapproved=talk.treatment.unapproved(draft.day),
        sample=draft.sample,
        step=step,
        rail=rail_screen(talk, draft),
        findings=findings_screen(talk),
        saved="10:42",
    )
