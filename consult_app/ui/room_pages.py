"""The page of each step, built when it is first visited."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtWidgets import QWidget

from consult_app.domain.questionnaire import Step

_PAGES: dict[Step, tuple[str, str, *tuple[Step, ...]]] = {
    Step.PATIENT: ("patient_page", "PatientPage"),
    Step.MATTERS: ("questions_page", "QuestionsPage", Step.MATTERS),
    Step.HISTORY: ("questions_page", "QuestionsPage", Step.HISTORY),
    Step.SCREENING: ("screening_page", "ScreeningPage"),
    Step.EXPECTATIONS: ("expectations_page", "ExpectationsPage"),
    Step.OPTIONS: ("options_page", "OptionsPage"),
    Step.INGREDIENTS: ("ingredients_page", "IngredientsPage"),
    Step.RISKS: ("risks_page", "RisksPage"),
    Step.UNDERSTANDING: ("understanding_page", "UnderstandingPage"),
    Step.DECISIONS: ("questions_page", "QuestionsPage", Step.DECISIONS),
    Step.SIGN: ("review_page", "ReviewPage"),
    Step.DONE: ("done_page", "DonePage"),
}
"""Module below `ui/pages`, class, and what it is made with."""


def preload_pages() -> None:
    """Import the modules of all pages, in a thread while nobody waits for one of them."""
    for module, *_ in _PAGES.values():
        import_module(f"consult_app.ui.pages.{module}")


def make_page(step: Step) -> QWidget:
    """Build the page of a step; its module is imported now at the latest."""
    module, name, *given = _PAGES[step]
    page: QWidget = getattr(import_module(f"consult_app.ui.pages.{module}"), name)(*given)
    return page
