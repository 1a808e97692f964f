"""The acts of a consultation as a clinician does them by hand, one page after the other."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QAbstractButton

from consult_app.domain.condition import Value
from consult_app.domain.consultation import Wish
from consult_app.domain.entry import Entry
from consult_app.domain.questionnaire import Kind, Question, Step
from consult_app.domain.sample import Sample
from consult_app.domain.treatment import Treatment, for_goal
from consult_app.ui.pages.screening_page import ScreeningPage
from consult_app.ui.widgets.finding_box import FindingBox
from consult_app.workflow.screens.questions import areas_question
from tests.helpers.hands import Hands
from tests.helpers.window import PASSPHRASE, until


def fill_first_run(hands: Hands, sample: Sample) -> None:
    """Type through the first run."""
    hands.reads("Set up Consult")
    practice, clinician = sample.practice, sample.clinician
    for field, text in (
        ("Name of the practice", practice.name),
        ("Phone number for emergencies", practice.phone),
        ("Your name, as it is printed", clinician.name),
        ("Your profession", clinician.role),
        ("Passphrase", PASSPHRASE),
        ("The same again", PASSPHRASE),
    ):
        hands.type(field, text)
    hands.click("Set up")


def set_up(hands: Hands, sample: Sample) -> None:
    """Type through the first run and leave the page with the recovery key."""
    fill_first_run(hands, sample)
    hands.reads("Your recovery key", "Recovery key: ")
    hands.click("I have printed it or written it down.")
    hands.click("Continue")
    hands.click("Begin")
    hands.reads("No consultations yet")


FACE = "Mesotherapy: Fresher-looking facial skin"
"""The choice that the sample consultation makes."""


def unlock(hands: Hands, passphrase: str = PASSPHRASE) -> None:
    """Type the passphrase."""
    hands.type("Passphrase", passphrase)
    hands.click("Unlock")


def begin(hands: Hands, sample: Sample) -> None:
    """Take a new patient in and begin."""
    hands.click("New consultation")
    patient = sample.patient
    hands.type("Given name", patient.given_name)
    hands.type("Family name", patient.family_name)
    hands.type("Date of birth", patient.birth_date.isoformat())
    hands.type("Record number (if any)", patient.record_number)
    hands.click("Sex as recorded Female")
    hands.click(FACE)
    hands.click("Begin consultation")
    hands.reads("What matters to you")


def answer_page(
    hands: Hands, treatment: Treatment, step: Step, answers: Mapping[str, Value], *said: str
) -> tuple[str, ...]:
    """Answer what a step asks, "no" where nothing is given and but for what was said; gives their ids."""
    answered = []
    for section in treatment.questionnaire.sections:
        for question in section.questions if section.step is step else ():
            if question.id not in said and hands.is_asked(question):
                value = answers.get(question.id)
                if value is not None or question.required:
                    hands.answer(question, _no(question) if value is None else value)
                    answered.append(question.id)
    return tuple(answered)


def _no(question: Question) -> Value:
    match question.kind:
        case Kind.YES_NO:
            return False
        case Kind.CHOICE:
            return question.choices[-1].id
        case Kind.CHOICES:
            return (question.choices[-1].id,)
        case Kind.ENTRIES:
            return (Entry("nothing"),)
        case Kind.NUMBER | Kind.SCALE:
            return question.low or 0
        case Kind.DATE:
            return "2026-01-15"
        case Kind.TEXT:
            return "Nothing to add"


def choose_areas(hands: Hands, treatment: Treatment, sample: Sample) -> None:
    """Tick the areas to be treated."""
    hands.answer(areas_question(treatment, sample.goal), sample.areas)


def settle_findings(hands: Hands, reason: str) -> None:
    """Settle every finding on the page for screening."""
    page = hands.find(ScreeningPage, "Screening")
    for box in hands.all(FindingBox, within=page):
        acts = [each.text() for each in hands.all(QAbstractButton, within=box)]
        if "Take back" not in acts:
            hands.settle(box, reason)


def decide_options(hands: Hands, treatment: Treatment, sample: Sample) -> None:
    """Choose one option and not the others, with reasons."""
    for option in for_goal(treatment.options, sample.goal):
        talk = sample.options[option.id]
        hands.click(f"{option.name} {'Chosen' if talk.wish is Wish.CHOSEN else 'Not chosen'}")
        if talk.reason:
            hands.type(f"{option.name}: why, in the patient’s words", talk.reason)


def mix(hands: Hands, treatment: Treatment, sample: Sample) -> None:
    """Add the ingredients and type how much of each."""
    for portion in sample.mixture:
        name = treatment.ingredient(portion.ingredient).name
        hands.type("Search the ingredients", name)
        hands.click(f"Add {name}")
        hands.type(f"{name}: amount", portion.amount)
        hands.type(f"{name}: lot number", portion.lot)


def discuss_risks(hands: Hands, treatment: Treatment) -> None:
    """Talk every risk through that is on screen, once all are unfolded."""
    hands.settled()
    for risk in treatment.risks:
        if hands.all(QAbstractButton, f"{risk.name} Discussed"):
            hands.click(f"{risk.name} Discussed")


def ask_something(hands: Hands, sample: Sample) -> None:
    """Write down what the patient asked."""
    exchange = sample.exchanges[0]
    hands.click("Add a question")
    hands.type("The patient asked", exchange.question)
    hands.type("We answered", exchange.answer)


def seal(hands: Hands, passphrase: str = PASSPHRASE) -> None:
    """Type the passphrase once more, and seal."""
    hands.type("Your passphrase", passphrase)
    hands.click("Seal and store")


def sign_both(hands: Hands, sample: Sample) -> None:
    """Read the patient's name back, and have patient and clinician sign."""
    right_patient = next(
        each for each in hands.all(QAbstractButton) if each.text().startswith("Right patient: ")
    )
    assert sample.patient.name in right_patient.text()
    hands.press(right_patient)
    hands.sign(sample.patient.name)
    hands.reads("Signature 2 of 2")
    hands.sign(sample.clinician.name)
    until(lambda: bool(hands.all(QAbstractButton, "Seal and store")))
