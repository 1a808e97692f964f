"""What the patient sees alone at the screen: one thing a page, in the patient's own language.

Nothing of the clinician's is among it: no finding, no rule, no override, no note, no other record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from consult_app.domain.compose.running import unchecked
from consult_app.domain.condition import Value
from consult_app.domain.consultation import Exchange, RiskTalk
from consult_app.domain.frequency import IconArray, NotKnown
from consult_app.domain.questionnaire import Kind, Question, Step
from consult_app.domain.screening import AREAS
from consult_app.domain.treatment import Treatment
from consult_app.domain.wording import Words
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.expectations import Arm, expectations_screen
from consult_app.workflow.screens.options import options_screen
from consult_app.workflow.screens.questions import questions_screen
from consult_app.workflow.screens.risks import RiskCard, risks_screen
from consult_app.workflow.undoing import EXCHANGES, Act

PATIENT_STEPS = (
    Step.MATTERS,
    Step.HISTORY,
    Step.EXPECTATIONS,
    Step.OPTIONS,
    Step.RISKS,
    Step.UNDERSTANDING,
)
"""The steps of which the patient can answer or read something alone."""


class Sort(Enum):
    """What a page is about."""

    QUESTION = "question"
    OUTCOME = "outcome"
    OPTION = "option"
    RISK = "risk"
    UNCLEAR = "unclear"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Picture:
    """A sentence, with figures where somebody counted."""

    caption: str
    icons: IconArray | None


@dataclass(frozen=True, slots=True)
class PatientPage:
    """One thing. `subject` is the id of the question, outcome, option or risk.

    `part` stands above the title, `quiet` below everything. `about` begins each question that the patient
    asks here, in the language of the record; `asked` are the words of one not answered yet, `None` for none.
    """

    sort: Sort
    subject: str
    part: str
    title: str
    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    pictures: tuple[Picture, ...] = ()
    quiet: str = ""
    question: Question | None = None
    value: Value | None = None
    talk: RiskTalk | None = None
    about: str = ""
    asked: str | None = None

    @property
    def id(self) -> str:
        """Stays the same while answers and languages change."""
        return f"{self.sort.value} {self.subject}"


@dataclass(frozen=True, slots=True)
class PatientPages:
    """All pages in order, the last of which ends the patient's part; `mark` says what holds for all.

    `words` are the labels of the patient's language.
    """

    pages: tuple[PatientPage, ...]
    language: str
    mark: str
    words: Words = field(compare=False)


def patient_pages(
    conversation: Conversation, spoken: Treatment | None = None, step: Step | None = None
) -> PatientPages:
    """Give the pages of a step, or of all; `spoken` is the same treatment in the patient's language.

    Follow-up questions stand in their place as soon as an answer asks for them.
    """
    own = conversation.treatment
    said = spoken if spoken is not None and says_the_same(own, spoken) else own
    words = Words(said.labels)
    steps = PATIENT_STEPS if step is None else (step,)
    pages = _pages(replace(conversation, treatment=said), steps)
    if said is not own:
        titles = {each.id: each.title for each in _pages(conversation, steps)}
        pages = (replace(each, about=titles[each.id]) for each in pages)
    told = tuple(_asked(conversation, each) for each in pages)
    over = PatientPage(Sort.OVER, "", "", words("patient.over"), words("patient.over.text"))
    return PatientPages((*told, over), said.language, _mark(conversation, said), words)


def says_the_same(one: Treatment, other: Treatment) -> bool:
    """Whether a translation asks and tells the same things: an answer must never reach another question."""
    return _skeleton(one) == _skeleton(other)


def asking(conversation: Conversation, page: PatientPage, words: str | None) -> tuple[Exchange, ...]:
    """Give what was asked so far with the question of a page put in or changed; `None` takes it out."""
    exchanges = conversation.draft.exchanges
    at = next((i for i, each in enumerate(exchanges) if _waits(each, page.about)), len(exchanges))
    said = (words or "").strip() or Words(conversation.treatment.labels)("patient.asked.words")
    mine = () if words is None else (Exchange(f"{page.about} {said}", ""),)
    return (*exchanges[:at], *mine, *exchanges[at + 1 :])


def page_of(screen: PatientPages, act: Act) -> str | None:
    """Name the page on which the patient did this; None where no page shows it."""
    if act.subject == EXCHANGES:
        changed = {*act.before.exchanges} ^ {*act.after.exchanges}
        pages = (page.id for page in screen.pages if any(_waits(each, page.about) for each in changed))
    else:
        pages = (page.id for page in screen.pages if page.subject == act.subject)
    return next(pages, None)


def patient_said(screen: PatientPages) -> tuple[tuple[str, str], ...]:
    """Give what was said on the pages so far: title and words."""
    told = ((each.title, _words_said(screen.words, each)) for each in screen.pages)
    return tuple((title, said) for title, said in told if said)


def _words_said(words: Words, page: PatientPage) -> str:
    said: list[str] = []
    if page.question is not None and page.value is not None:
        said.append(words.answer(page.question, page.value))
    if page.talk is not None:
        said += [words("patient.matters")] if page.talk.matters else []
        said += [page.talk.words] if page.talk.words else []
        said += [words("patient.ask")] if page.talk.has_questions else []
    elif page.asked is not None and page.sort is not Sort.UNCLEAR:
        said.append(page.asked or words("patient.asked.words"))
    return " · ".join(said)


def _skeleton(treatment: Treatment) -> object:
    questions = tuple(
        (each.id, each.kind, each.when, tuple((choice.id, choice.alone) for choice in each.choices))
        for each in treatment.questionnaire
    )
    told = (treatment.outcomes, treatment.options, treatment.risks, treatment.goals)
    return questions, tuple(tuple(each.id for each in records) for records in told)


def _pages(conversation: Conversation, steps: tuple[Step, ...]) -> Iterator[PatientPage]:
    tell: Mapping[Step, Callable[[Conversation], Iterator[PatientPage]]] = {
        Step.EXPECTATIONS: _outcomes,
        Step.OPTIONS: _options,
        Step.RISKS: _risks,
        Step.UNDERSTANDING: _understanding,
    }
    for step in steps:
        yield from tell[step](conversation) if step in tell else _questions(conversation, step)


def _questions(conversation: Conversation, step: Step) -> Iterator[PatientPage]:
    words = Words(conversation.treatment.labels)
    for card in questions_screen(conversation, step).cards:
        for place, row in enumerate(row for row in card.rows if row.shown):
            question = row.question
            title = words("patient.where") if question.id == AREAS else question.text
            optional = "" if question.required else words("patient.optional")
            yield PatientPage(
                Sort.QUESTION,
                question.id,
                card.title,
                title,
                " ".join(part for part in (question.help, optional) if part),
                # What is said of a section once is not said again on each of its pages.
                quiet="" if place else card.note,
                question=question,
                value=row.value,
                about=title,
            )


def _outcomes(conversation: Conversation) -> Iterator[PatientPage]:
    words = Words(conversation.treatment.labels)
    for card in expectations_screen(conversation).outcomes:
        facts = (*card.details, (words("outcome.unknown"), card.unknown.partition(": ")[2]))
        yield PatientPage(
            Sort.OUTCOME,
            card.id,
            words("part.expectations"),
            card.title,
            card.text,
            tuple((name, text) for name, text in facts if text),
            tuple(map(_picture, (card.treated, card.untreated))),
            _certainty(words, card.behind.certainty, recalled=card.behind.recalled),
            about=card.title,
        )


def _options(conversation: Conversation) -> Iterator[PatientPage]:
    words = Words(conversation.treatment.labels)
    for card in options_screen(conversation).options:
        yield PatientPage(
            Sort.OPTION,
            card.id,
            " · ".join(part for part in (words("part.options"), card.elsewhere) if part),
            card.name,
            card.what,
            tuple((row.name, row.text) for row in card.rows),
            quiet=_certainty(words, card.behind.certainty, recalled=card.behind.recalled),
            about=card.name,
        )


def _risks(conversation: Conversation) -> Iterator[PatientPage]:
    words = Words(conversation.treatment.labels)
    screen = risks_screen(conversation)
    rates = {each.id: each.frequency for each in conversation.treatment.risks}
    for card in screen.risks:
        frequency = rates[card.id]
        if isinstance(frequency, NotKnown):
            title, picture = card.name, Picture(words("patient.risk.unknown"), None)
            quiet = screen.lead
        elif frequency.count == 0:
            title = words("patient.risk.none", name=card.name, of=f"{frequency.of:,}")
            picture, quiet = _counted(words, card.icons), ""
        else:
            title = words("patient.risk", name=card.name, rate=words.rate(frequency))
            picture, quiet = _counted(words, card.icons), ""
        certainty = _certainty(words, card.behind.certainty, recalled=card.behind.recalled)
        yield PatientPage(
            Sort.RISK,
            card.id,
            card.harm_words,
            title,
            card.text,
            _course(words, card),
            (picture,),
            " ".join(part for part in (quiet, certainty) if part),
            talk=card.talk,
            about=card.name,
        )


def _understanding(conversation: Conversation) -> Iterator[PatientPage]:
    words = Words(conversation.treatment.labels)
    yield from _questions(conversation, Step.UNDERSTANDING)
    yield PatientPage(
        Sort.UNCLEAR,
        "",
        words("part.understanding"),
        words("patient.unclear"),
        words("patient.unclear.text"),
        question=Question("", Kind.TEXT, words("patient.unclear"), required=False),
        about=words("patient.unclear.about"),
    )


def _asked(conversation: Conversation, page: PatientPage) -> PatientPage:
    """Say how a question that is asked on a page begins in the record, and which one waits there."""
    words = Words(conversation.treatment.labels)
    if page.sort is Sort.UNCLEAR:
        about = words("patient.unclear.about")
    else:
        about = words("patient.asked", title=page.about)
    waiting = next((each for each in conversation.draft.exchanges if _waits(each, about)), None)
    if waiting is None:
        return replace(page, about=about)
    said = waiting.question.removeprefix(about).strip()
    asked = "" if said == words("patient.asked.words") else said
    return replace(page, about=about, asked=asked, value=asked if page.sort is Sort.UNCLEAR else page.value)


def _waits(exchange: Exchange, about: str) -> bool:
    return not exchange.answer and exchange.question.startswith(f"{about} ")


def _course(words: Words, card: RiskCard) -> tuple[tuple[str, str], ...]:
    do = " ".join(part for part in (card.what_to_do, words("risk.red_flag") if card.red_flag else "") if part)
    course = words("risk.course_text", onset=card.onset, duration=card.duration)
    return (words("risk.course"), course), (words("risk.do"), do)


def _picture(arm: Arm) -> Picture:
    return Picture(arm.text, arm.icons)


def _counted(words: Words, icons: IconArray | None) -> Picture:
    assert icons is not None  # noqa: S101 - there are figures for whatever was counted
    return Picture(words("patient.figures", filled=icons.filled, total=f"{icons.total:,}"), icons)


def _certainty(words: Words, certainty: str, *, recalled: bool) -> str:
    said = words("cited", certainty=certainty)
    return f"{said} {words('recalled')}" if recalled else said


def _mark(conversation: Conversation, said: Treatment) -> str:
    """Say what no page may hide: a sample, words that nobody approved, and a translation nobody checked."""
    draft, words = conversation.draft, Words(said.labels)
    marks = (
        words("mark.sample") if draft.sample else "",
        words("mark.draft") if conversation.treatment.unapproved(draft.day) else "",
        *unchecked(said),
    )
    return " · ".join(each for each in marks if each)
