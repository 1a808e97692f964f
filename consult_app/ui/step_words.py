"""How each step is called on screen, what its page asks for, and its icon."""

from PySide6.QtCore import QCoreApplication

from consult_app.domain.questionnaire import Step

STEP_ICONS = {
    Step.PATIENT: "user-round",
    Step.MATTERS: "message-square-text",
    Step.HISTORY: "clipboard-list",
    Step.SCREENING: "shield-check",
    Step.EXPECTATIONS: "target",
    Step.OPTIONS: "scale",
    Step.INGREDIENTS: "flask-conical",
    Step.RISKS: "activity",
    Step.UNDERSTANDING: "message-circle-question",
    Step.DECISIONS: "list-checks",
    Step.SIGN: "signature",
    Step.DONE: "file-check",
}


def step_name(step: Step) -> str:
    """Name a step in a word or two, as in the rail."""
    tr = QCoreApplication.translate
    return {
        Step.PATIENT: tr("Step", "Patient"),
        Step.MATTERS: tr("Step", "What matters"),
        Step.HISTORY: tr("Step", "History"),
        Step.SCREENING: tr("Step", "Screening"),
        Step.EXPECTATIONS: tr("Step", "Expectations"),
        Step.OPTIONS: tr("Step", "Options"),
        Step.INGREDIENTS: tr("Step", "Ingredients"),
        Step.RISKS: tr("Step", "Risks"),
        Step.UNDERSTANDING: tr("Step", "Understanding"),
        Step.DECISIONS: tr("Step", "Decisions"),
        Step.SIGN: tr("Step", "Review and sign"),
        Step.DONE: tr("Step", "Sealed"),
    }[step]


def step_title(step: Step) -> str:
    """Give the title of a step's page."""
    tr = QCoreApplication.translate
    return {
        Step.PATIENT: tr("Step", "Who is here today?"),
        Step.MATTERS: tr("Step", "What matters to you"),
        Step.HISTORY: tr("Step", "Medical history"),
        Step.SCREENING: tr("Step", "Screening"),
        Step.EXPECTATIONS: tr("Step", "What to expect"),
        Step.OPTIONS: tr("Step", "Your options"),
        Step.INGREDIENTS: tr("Step", "What goes into the mixture"),
        Step.RISKS: tr("Step", "Risks and side effects"),
        Step.UNDERSTANDING: tr("Step", "Check understanding"),
        Step.DECISIONS: tr("Step", "Decisions"),
        Step.SIGN: tr("Step", "Review and sign"),
        Step.DONE: tr("Step", "Signed and sealed"),
    }[step]


def step_lead(step: Step) -> str:
    """Say in a sentence what to do on a step's page."""
    tr = QCoreApplication.translate
    return {
        Step.PATIENT: tr("Step", "Entered once, used everywhere. Check name and date of birth together."),
        Step.MATTERS: tr("Step", "Begin with what the patient says. Everything else follows from it."),
        Step.HISTORY: tr("Step", "Ask, listen, then record. Safety findings show up as you go."),
        Step.SCREENING: tr("Step", "Read each question aloud. “Not sure” is a valid answer and stays open."),
        Step.EXPECTATIONS: tr("Step", "What is hoped for beside what is likely, and how certain that is."),
        Step.OPTIONS: tr("Step", "Every reasonable option in equal detail, doing nothing among them."),
        Step.INGREDIENTS: tr("Step", "Each ingredient in plain words, checked against the answers so far."),
        Step.RISKS: tr("Step", "Common, uncommon and serious. Each one is talked through, not just shown."),
        Step.UNDERSTANDING: tr("Step", "The patient explains the plan in their own words."),
        Step.DECISIONS: tr("Step", "Each decision stands alone. “No” and “not today” are full answers."),
        Step.SIGN: tr("Step", "This is the exact document. Read it page by page before anyone signs."),
        Step.DONE: tr("Step", "The record can be opened, printed and checked, and never changed."),
    }[step]
