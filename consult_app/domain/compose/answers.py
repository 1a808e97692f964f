"""What the patient said: own words, the health history, what was understood."""

from __future__ import annotations

from collections.abc import Iterator

from consult_app.domain.compose.telling import Telling
from consult_app.domain.condition import Value
from consult_app.domain.document import Block, Columns, Fields, Heading, Paragraph, Phrase, Quote
from consult_app.domain.questionnaire import Kind, Question, Step


def own_words(telling: Telling) -> Iterator[Block]:
    """Give what matters to the patient, in the patient's own words."""
    said = tuple(_question_part(telling, Step.MATTERS))
    if said:
        yield Heading(telling.words("part.matters"))
        yield Columns(2)
        yield from said
        yield Columns(1)


def history(telling: Telling) -> Iterator[Block]:
    """Give every answer: in full where it says something, run together where it is a plain no."""
    sections = tuple(telling.sections(Step.HISTORY, Step.SCREENING))
    if not sections:
        return
    yield Heading(telling.words("part.history"))
    yield Columns(2)
    for section, questions in sections:
        yield Heading(section.title, 3)
        full = tuple((each.text, telling.said(each)) for each in questions if not _plain(telling, each))
        if full:
            yield Fields(full)
        yield from _run_together(telling, questions)
    yield Columns(1)


def understanding(telling: Telling) -> Iterator[Block]:
    """Give what was understood, and the questions that the patient asked with their answers."""
    words, exchanges = telling.words, telling.draft.exchanges
    said = tuple(_question_part(telling, Step.UNDERSTANDING))
    if not said and not exchanges:
        return
    yield Heading(words("part.understanding"))
    yield Columns(2)
    yield from said
    if exchanges:
        yield Heading(words("understanding.exchanges"), 3)
    for each in exchanges:
        yield Quote(each.question, words("understanding.asked"))
        yield Quote(each.answer, words("understanding.answered"))
    yield Columns(1)


def _question_part(telling: Telling, step: Step) -> Iterator[Block]:
    for question in telling.questions(step):
        if question.id not in telling.draft.answers:
            continue
        text = telling.said(question)
        if question.kind is Kind.TEXT:
            yield Quote(text, question.text)
        else:
            yield Fields(((question.text, text),))


def _run_together(telling: Telling, questions: tuple[Question, ...]) -> Iterator[Block]:
    """Name the questions that were answered alike, after that answer."""
    alike: dict[str, list[str]] = {}
    for each in questions:
        if lead := _plain(telling, each):
            alike.setdefault(lead, []).append(each.text)
    for lead, texts in alike.items():
        yield Paragraph(Phrase(" ".join(texts), lead), quiet=True)


def _plain(telling: Telling, question: Question) -> str:
    """Say an answer that is a plain no before its question; empty for one to be given in full."""
    value = telling.draft.answers.get(question.id)
    if value is None:
        return telling.words("history.unanswered")
    if telling.earlier(question.id):
        return ""
    if value is False:
        return telling.words("history.no")
    return telling.words("history.same", answer=telling.said(question)) if _alone(question, value) else ""


def _alone(question: Question, value: Value) -> bool:
    return any(value in (each.id, (each.id,)) for each in question.choices if each.alone)
