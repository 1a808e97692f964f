"""Expectations: hoped-for beside likely, treated beside untreated, with certainty and source."""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.domain.compose import outcome_details
from consult_app.domain.frequency import Frequency, IconArray, Rate, icons
from consult_app.domain.questionnaire import Step
from consult_app.domain.treatment import Outcome, for_goal
from consult_app.domain.wording import Words
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.findings import Behind, behind
from consult_app.workflow.screens.questions import QuestionsScreen, questions_screen


@dataclass(frozen=True, slots=True)
class Arm:
    """One side of an outcome: the sentence with its number, and figures where there is one."""

    text: str
    icons: IconArray | None


@dataclass(frozen=True, slots=True)
class OutcomeCard:
    """An outcome; `size` in few words, `details` as names with values, what is not known in one line.

    `uncounted` says so where there is no number for either arm; `course` is times with what is known of each.
    """

    id: str
    title: str
    text: str
    size: str
    treated: Arm
    untreated: Arm
    details: tuple[tuple[str, str], ...]
    unknown: str
    behind: Behind
    uncounted: str = ""
    course_name: str = ""
    course: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectationsScreen:
    """What the patient hopes for beside what is likely; `questions` record what was agreed.

    `likely` names outcomes with how much can be expected; its last line names those where nobody knows.
    """

    hoped_for: str
    likely: tuple[tuple[str, str], ...]
    outcomes: tuple[OutcomeCard, ...]
    questions: QuestionsScreen


def expectations_screen(
    conversation: Conversation, before: QuestionsScreen | None = None
) -> ExpectationsScreen:
    """Show what to expect; `before` as for its questions."""
    treatment = conversation.treatment
    hoped = conversation.draft.answers.get(treatment.hoped_for)
    return ExpectationsScreen(
        hoped if isinstance(hoped, str) else "",
        _likely(conversation),
        tuple(_card(conversation, each) for each in for_goal(treatment.outcomes, conversation.draft.goal)),
        questions_screen(conversation, Step.EXPECTATIONS, before),
    )


def _likely(conversation: Conversation) -> tuple[tuple[str, str], ...]:
    words = Words(conversation.treatment.labels)
    outcomes = for_goal(conversation.treatment.outcomes, conversation.draft.goal)
    said = [(each.title, _expected(words, each)) for each in outcomes]
    known = tuple((title, expected) for title, expected in said if expected)
    others = "; ".join(title for title, expected in said if not expected)
    return (*known, (words("outcome.unknown"), others)) if others else known


def _expected(words: Words, outcome: Outcome) -> str:
    """Say in few words what can be expected: numbers where somebody counted, a line each, else how much."""
    if isinstance(outcome.treated, Rate):
        arms = (("outcome.treated", outcome.treated), ("outcome.untreated", outcome.untreated))
        return "\n".join(_arm(words, words(name), rate).text for name, rate in arms)
    return outcome.size


def figures(frequency: Frequency) -> IconArray | None:
    """Give the icon array for a frequency; none where it is not known."""
    return icons(frequency) if isinstance(frequency, Rate) else None


def _card(conversation: Conversation, outcome: Outcome) -> OutcomeCard:
    words = Words(conversation.treatment.labels)
    details, unknown = outcome_details(words, outcome)
    return OutcomeCard(
        outcome.id,
        outcome.title,
        outcome.text,
        outcome.size or words("rate.not_known"),
        _arm(words, words("outcome.treated"), outcome.treated),
        _arm(words, words("outcome.untreated"), outcome.untreated),
        details,
        f"{words('outcome.unknown')}: {unknown}" if unknown else "",
        behind(conversation.treatment, outcome.citation),
        "" if isinstance(outcome.treated, Rate) or isinstance(outcome.untreated, Rate) else _uncounted(words),
        words("outcome.course") if outcome.course else "",
        tuple((each.when, each.what) for each in outcome.course),
    )


def _uncounted(words: Words) -> str:
    """Say that nobody counted; the packs of old records have but the few words of a rate."""
    label = "outcome.uncounted"
    return words(label if label in words.labels else "rate.not_known")


def _arm(words: Words, name: str, frequency: Frequency) -> Arm:
    return Arm(words("outcome.caption", arm=name, rate=words.rate(frequency)), figures(frequency))
