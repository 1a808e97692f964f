"""The consent form of a goal with nothing answered, to be filled in by hand where no screen is at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from consult_app.domain.compose.closing import about, mark_legend, source_list
from consult_app.domain.compose.expectations import blank_options, outcomes, told
from consult_app.domain.compose.large_print import in_large_print
from consult_app.domain.compose.pointing import Pointing, asked_in, pointing, said_to_all, statements
from consult_app.domain.compose.risks import risk_head, risk_row
from consult_app.domain.compose.running import draft_mark, mark, version
from consult_app.domain.compose.sentences import joined
from consult_app.domain.compose.telling import Telling
from consult_app.domain.condition import Value
from consult_app.domain.consultation import Clinician, Draft, Patient, Practice
from consult_app.domain.document import (
    PLAIN,
    Block,
    Bullets,
    Columns,
    Document,
    DocumentKind,
    Heading,
    Lines,
    Notice,
    Paragraph,
    Phrase,
    Role,
    Running,
    Sheet,
    SignatureBlock,
    Table,
    Tick,
    Ticks,
    Tone,
)
from consult_app.domain.questionnaire import DAY, TOP, Kind, Question, Step
from consult_app.domain.screening import GOAL, screen
from consult_app.domain.signers import Why
from consult_app.domain.treatment import Cited, Goal, Treatment, for_goal
from consult_app.domain.wording import Words

ID = "blank"
"""What stands where other documents have their consultation's id: it belongs to none."""

_MATTERS, _HEALTH, _HOPES = (Step.MATTERS,), (Step.HISTORY, Step.SCREENING), (Step.EXPECTATIONS,)
_UNDERSTANDING, _DECISIONS = (Step.UNDERSTANDING,), (Step.DECISIONS,)
_PARTS = (_MATTERS, _HEALTH, _HOPES, _UNDERSTANDING, _DECISIONS)
"""The steps whose questions stand together, in the order in which they are numbered."""

_ROWS = 5
"""So many ingredients can be written down."""

_NOT_ALWAYS: Mapping[Role, tuple[str, ...]] = {
    Role.PROXY: ("blank.relation", "blank.authority"),
    Role.INTERPRETER: ("blank.language", "blank.id"),
    Role.WITNESS: ("blank.part",),
}
"""Who signs only where there is somebody, and what is written down about them."""


_ROWS_OF_SIGNERS = ((Role.PATIENT,), (Role.PROXY, Role.INTERPRETER), (Role.WITNESS, Role.CLINICIAN))
"""Who signs beside whom, in the order in which they sign."""


def compose_blank(
    treatment: Treatment, goal_id: str, practice: Practice, at: datetime, sheet: Sheet = PLAIN
) -> Document:
    """Compose the form with boxes to tick and lines to write on; KeyError for a goal that there is not."""
    goal = {each.id: each for each in treatment.goals}[goal_id]
    telling = _nothing_said(treatment, goal, practice, at)
    words, points = telling.words, pointing(telling, *_PARTS)
    title = words("consent.title", treatment=treatment.name)
    blocks: tuple[Block, ...] = (
        Heading(title, 1),
        Notice(words("blank.mark"), words("blank.text"), Tone.CARE),
        *draft_mark(treatment, telling.draft, words),
        *_who(telling, goal),
        *_asked(points, _MATTERS),
        *_asked(points, _HEALTH),
        *_findings(telling),
        Heading(words("part.expectations")),
        *outcomes(telling),
        *_asked(points, _HOPES, headed=False),
        *blank_options(telling),
        *_mixture(points),
        *_risks(telling),
        *_asked(points, _UNDERSTANDING),
        *_exchanges(telling),
        *_asked(points, _DECISIONS),
        *_statements(points),
        *_signatures(telling),
        mark_legend(telling),
        *source_list(telling, _cited(telling)),
        *about(telling),
    )
    if sheet.large:
        blocks = tuple(in_large_print(blocks))
    marked = joined(words("blank.mark"), mark(treatment, telling.draft, words), by=" · ")
    head = Running(
        words("blank.patient"), treatment.name, version(treatment, words), marked, words("page.number")
    )
    return Document(ID, DocumentKind.BLANK, treatment.language, title, at, head, blocks, sheet=sheet)


def _nothing_said(treatment: Treatment, goal: Goal, practice: Practice, at: datetime) -> Telling:
    """Judge what is known of everybody: the goal and the day, and nothing of any patient."""
    day = at.date()
    given: dict[str, Value] = {GOAL: goal.id, DAY: day.isoformat()}
    draft = Draft(
        ID,
        Patient("", "", "", day),
        Clinician("", "", ""),
        practice,
        treatment.id,
        treatment.version,
        treatment.digest,
        day,
        goal.id,
    )
    return Telling(treatment, draft, screen(treatment, given, {}))


def _who(telling: Telling, goal: Goal) -> Iterator[Block]:
    words = telling.words
    yield Columns(2)
    for name in ("patient", "birth_date", "record", "clinician", "day"):
        yield Lines(words(f"who.{name}"))
    yield Lines(
        joined(words("who.practice"), telling.draft.practice.name, by=": "),
        0 if telling.draft.practice.name else 1,
    )
    yield Columns(1)
    yield Paragraph(telling.treatment.summary)
    yield Paragraph(Phrase(goal.name, f"{words('who.goal')}:"))
    yield Paragraph(Phrase("", f"{words('who.areas')}:"))
    yield Ticks(tuple(area.name for area in goal.areas))


def _asked(points: Pointing, steps: tuple[Step, ...], *, headed: bool = True) -> Iterator[Block]:
    """Give the questions of some steps that may be asked, each with its number and its answers."""
    telling = points.telling
    shown = asked_in(telling, *steps)
    if not shown:
        return
    part = telling.words(f"part.{steps[0].value}")
    if headed:
        yield Heading(part)
    yield Columns(2)
    for section, questions in shown:
        if len(shown) > 1 and section.title != part:
            yield Heading(section.title, 3)
        for each in questions:
            yield Paragraph(Phrase(points.only_if(each.when), f"{points.numbers[each.id]}. {each.text}"))
            yield from _answers(telling, each)
    yield Columns(1)


def _answers(telling: Telling, question: Question) -> Iterator[Block]:
    """Give boxes and lines for an answer."""
    words = telling.words
    lines = {
        Kind.NUMBER: Lines(question.unit),
        Kind.DATE: Lines(words("blank.date")),
        Kind.ENTRIES: Lines(words("patient.each_line"), 3),
        Kind.TEXT: Lines("", 2),
    }
    if question.kind in lines:
        yield lines[question.kind]
        return
    unsure = (words("answer.not_sure"),) if question.may_be_unsure else ()
    yield Ticks((*_offered(question, words), *unsure))
    if question.own_words:
        yield Lines(words("blank.other"))


def _offered(question: Question, words: Words) -> tuple[str, ...]:
    if question.kind is Kind.YES_NO:
        return (words("answer.yes"), words("answer.no"))
    if question.kind is Kind.SCALE:
        between = (str(each) for each in range(1, TOP))
        return (f"0 ({question.low_words})", *between, f"{TOP} ({question.high_words})")
    return tuple(each.label for each in question.choices)


def _findings(telling: Telling) -> Iterator[Block]:
    yield Heading(telling.words("part.findings"))
    yield Paragraph(telling.words("blank.findings"))
    yield Lines("", 4)


def _mixture(points: Pointing) -> Iterator[Block]:
    """Give lines for what is injected, and boxes for what that is, where a sentence hangs on it."""
    words, treatment = points.telling.words, points.telling.treatment
    yield Heading(words("part.mixture"))
    yield Paragraph(words("mixture.lead"))
    head = tuple(words(f"mixture.{each}") for each in ("name", "amount", "lot", "site"))
    yield Table(head, (), (0.4, 0.15, 0.25, 0.2), _ROWS)
    named = [(each.name, points.letters(each.id)) for each in treatment.ingredients]
    if any(letters for _, letters in named):
        yield Paragraph(Phrase("", words("blank.letters", part=words("part.statements"))))
        yield Ticks(tuple(f"{name} ({', '.join(letters)})" for name, letters in named if letters))


def _risks(telling: Telling) -> Iterator[Block]:
    words = telling.words
    yield Heading(words("part.risks"))
    yield Paragraph(Phrase(words("risks.lead"), words("blank.risks")))
    # When it starts and how long it lasts is said with these very words.
    _, often, _, do = risk_head(words)
    head = ("", often, "", do)
    yield Columns(2)
    for each in telling.risks:
        yield Tick(told(risk_row(each, telling), head), ticked=False)
    yield Columns(1)
    yield Lines(words("risks.material"), 2)


def _exchanges(telling: Telling) -> Iterator[Block]:
    words = telling.words
    yield Columns(2)
    yield Heading(words("understanding.exchanges"), 3)
    yield Lines(words("understanding.asked"), 3)
    yield Lines(words("understanding.answered"), 3)
    yield Columns(1)


def _statements(points: Pointing) -> Iterator[Block]:
    """Give what is said to everybody, then what is to be ticked where it applies, with when that is."""
    telling = points.telling
    yield Heading(telling.words("part.statements"))
    yield Columns(2)
    yield Bullets(tuple(Phrase(each.text, mark=telling.mark(each)) for each in said_to_all(telling)))
    yield Columns(1)
    if points.sentences:
        yield Paragraph(Phrase("", telling.words("blank.tick")))
        yield Columns(2)
        for each in points.sentences:
            lead = f"{each.letter}." if each.letter else points.only_if(each.when)
            mark = joined(*map(telling.mark, each.statements))
            yield Tick(Phrase(each.statements[0].text, lead, mark), ticked=False)
        yield Columns(1)


def _signatures(telling: Telling) -> Iterator[Block]:
    """Give a place to everybody who may have to sign; who they are is written beside or below it."""
    for row in _ROWS_OF_SIGNERS:
        yield Columns(len(row))
        for role in row:
            yield from _place_to_sign(telling, role)
    yield Columns(1)


def _place_to_sign(telling: Telling, role: Role) -> Iterator[Block]:
    words = telling.words
    title = words(f"signer.{role.value}")
    if role in _NOT_ALWAYS:
        title = joined(title, words(f"blank.signer.{role.value}"), by=". ")
    yield SignatureBlock(role, title, words(f"consent.declaration.{role.value}"), "")
    for label in ("blank.name", "who.day", *_NOT_ALWAYS.get(role, ())):
        yield Lines(words(label))
    if role is Role.PROXY:
        yield Ticks(tuple(words(f"blank.proxy.{each.value}") for each in Why))


def _cited(telling: Telling) -> Iterator[str]:
    options = for_goal(telling.treatment.options, telling.draft.goal)
    records: tuple[Cited, ...] = (*telling.outcomes, *options, *telling.risks, *statements(telling))
    for record in records:
        yield from record.citation.sources
