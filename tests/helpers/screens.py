"""Hand-made screens for the content pages, and what every page must keep to."""

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from consult_app.domain.consultation import Exchange, Portion, RiskTalk, Wish
from consult_app.domain.frequency import IconArray
from consult_app.domain.questionnaire import Kind, Question, Step
from consult_app.domain.readiness import Gap, Lack
from consult_app.domain.treatment import Harm, OptionKind, Status
from consult_app.workflow.screens.expectations import Arm, ExpectationsScreen, OutcomeCard
from consult_app.workflow.screens.findings import Behind
from consult_app.workflow.screens.ingredients import (
    Clash,
    IngredientCard,
    IngredientsScreen,
    NoteCard,
    PortionRow,
)
from consult_app.workflow.screens.options import OptionCard, OptionsScreen, Row
from consult_app.workflow.screens.questions import Card, QuestionRow, QuestionsScreen
from consult_app.workflow.screens.review import GapLine
from consult_app.workflow.screens.risks import RiskCard, RisksScreen
from consult_app.workflow.screens.understanding import UnderstandingScreen

W = TypeVar("W", bound=QWidget)

READ = Behind("low", ("Somebody (2020). A study.", "Somebody else (2021). Another one."), recalled=False)
RECALLED = Behind("not graded", (), recalled=True)
UNKNOWN = Arm("Without it: not known", None)


def questions(step: Step, value: str | None = None) -> QuestionsScreen:
    question = Question(f"{step.value}-why", Kind.TEXT, "Why?")
    row = QuestionRow(question, shown=True, follow_up=False, value=value, mark=None)
    return QuestionsScreen(step, (Card("one", "A card", "", (row,)),))


def outcome(name: str, treated: Arm = UNKNOWN, untreated: Arm = UNKNOWN) -> OutcomeCard:
    details = (("How much", "a little"), ("How many sessions", "three"))
    unknown = "Not known: How long it lasts; Keeping it up"
    return OutcomeCard(
        name, f"Outcome {name}", "What was seen.", "a little", treated, untreated, details, unknown, READ
    )


def expectations(*outcomes: OutcomeCard, hoped_for: str = "") -> ExpectationsScreen:
    likely = tuple((each.title, each.size) for each in outcomes)
    return ExpectationsScreen(hoped_for, likely, outcomes, questions(Step.EXPECTATIONS))


def option(name: str, wish: Wish | None = None, reason: str = "", benefit: str = "Little") -> OptionCard:
    texts = (("benefit", benefit), ("lasts", "A year"), ("recovery", "None"), ("risks", "Pain"))
    rows = tuple(Row(about, about.capitalize(), text) for about, text in texts)
    kind = OptionKind.TREATMENT if name == "a" else OptionKind.ALTERNATIVE
    return OptionCard(name, kind, f"Option {name}", "What it is.", rows, wish, reason, READ)


def options(*cards: OptionCard) -> OptionsScreen:
    wishes = [each.wish for each in cards]
    return OptionsScreen(cards, wishes.count(None), Wish.CHOSEN in wishes)


def ingredient(name: str, plain: str = "A sugar.", status: Status = Status.NOT_APPROVED) -> IngredientCard:
    words = status.value.replace("_", " ")
    return IngredientCard(
        name, name.title(), "Vitamin", plain, status, words, "No.", "None", "Nobody", RECALLED
    )


def ingredients(
    *mixture: PortionRow,
    available: tuple[str, ...] = (),
    notes: tuple[NoteCard, ...] = (),
    areas: tuple[str, ...] = ("Cheeks", "Chin"),
) -> IngredientsScreen:
    offered = tuple(ingredient(each) for each in available)
    return IngredientsScreen(mixture, offered, date(2026, 4, 9), areas, notes)


def portion(
    name: str, amount: str = "", lot: str = "", clashes: tuple[Clash, ...] = (), **more: str
) -> PortionRow:
    return PortionRow(Portion(name, amount, lot, **more), ingredient(name), clashes)


def risk(
    name: str, talk: RiskTalk | None = None, icons: IconArray | None = None, *, red_flag: bool = False
) -> RiskCard:
    return RiskCard(
        id=name,
        name=f"Risk {name}",
        text="What happens.",
        harm=Harm.SERIOUS,
        harm_words="Serious",
        frequency="Common: 3 in 100" if icons else "not known",
        icons=icons,
        onset="at once",
        duration="days",
        what_to_do="Ring us.",
        red_flag=red_flag,
        talk=talk or RiskTalk(),
        behind=READ,
    )


def risks(*cards: RiskCard, own: tuple[str, ...] = ()) -> RisksScreen:
    return RisksScreen("Not known is not rare.", cards, own, sum(each.talk.discussed for each in cards))


def understanding(*exchanges: Exchange, open_risks: tuple[str, ...] = ()) -> UnderstandingScreen:
    lines = tuple(GapLine(Gap(Step.RISKS, Lack.RISK, each), f"Risk {each}") for each in open_risks)
    return UnderstandingScreen(questions(Step.UNDERSTANDING), exchanges, lines)


def shown(page: QWidget, kind: type[W]) -> list[W]:
    """Find the visible widgets of a kind, once layouts have shown what they were given."""
    QApplication.processEvents()
    return [each for each in page.findChildren(kind) if each.isVisibleTo(page)]


def named(page: QWidget, kind: type[W], name: str) -> W:
    """Find the one visible widget of a kind that is read out like this."""
    found = [each for each in shown(page, kind) if spoken(each) == name]
    assert len(found) == 1, (name, sorted({spoken(each) for each in page.findChildren(kind)}))
    return found[0]


def spoken(widget: QWidget) -> str:
    """Give what a screen reader says for a widget."""
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return widget.accessibleName() or text


def words_on(page: QWidget) -> str:
    """Give all that labels say, in one string."""
    return "\n".join(spoken(each) for each in shown(page, QLabel))


def tab_order(page: QWidget, start: QWidget) -> list[str]:
    """Give what is read out on the way through the page by Tab, from one control on."""
    QApplication.processEvents()
    names, at = [spoken(start)], start.nextInFocusChain()
    while at is not None and at is not start:
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and page.isAncestorOf(at) and at.isVisibleTo(page):
            names.append(spoken(at))
        at = at.nextInFocusChain()
    return [name for name in names if name]


def unfit_controls(page: QWidget) -> Iterator[str]:
    """Name the controls without a name, and those too small for a finger."""
    for kind in (QAbstractButton, QLineEdit, QPlainTextEdit):
        for each in shown(page, kind):
            if not spoken(each):
                yield f"{type(each).__name__} has no name"
            if each.height() < 38 or each.width() < 38:
                yield f"{spoken(each)} is {each.width()} x {each.height()}"
