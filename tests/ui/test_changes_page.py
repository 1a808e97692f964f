"""What is different since the last consent: read on a page of its own, and kept in sight where it matters."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from consult_app.domain.changes import Change, Difference, How
from consult_app.domain.complication import Complication, Grade
from consult_app.domain.given import Departs, Departure
from consult_app.ui.pages.changes_page import ChangesPage
from consult_app.ui.widgets.badge import Badge
from consult_app.ui.widgets.earlier_strip import EarlierStrip
from consult_app.ui.widgets.passage import Passage
from consult_app.workflow.course import Dropped, Loss
from consult_app.workflow.screens.changes import ChangesScreen
from consult_app.workflow.screens.story import Earlier
from tests.helpers.accessible import too_small, unnamed
from tests.helpers.sample import draft
from tests.helpers.signals import told

RASH = Earlier(Complication("Rash", date(2026, 5, 4), grade=Grade.SEVERE), "Mesotherapy")
RULE = Change(
    "rules", "r", "Under 18", How.CHANGED, (Difference("severity", "stop", "caution"),), weaker=True
)
SCREEN = ChangesScreen(
    "c-2", draft().patient, "Mesotherapy", date(2026, 5, 3), 204, ("0.1", "0.2"), (RULE,),
    (Loss("Do you smoke?", Dropped.GONE),), (Departure(Departs.LEFT_OUT, "ing"),), {"ing": "Hyaluronan"},
    (RASH,), 12, 180,
)  # fmt: skip


@pytest.fixture
def page(qtbot):
    made = ChangesPage()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.display(SCREEN)
    with qtbot.waitExposed(made):
        made.show()
    return made


def said(page):
    QApplication.processEvents()
    return [each.accessibleName() for each in page.findChildren(Passage) if each.isVisible()]


def test_everything_that_is_different_is_said(page):
    assert page._title.text() == "What is different since 3 May 2026"
    assert page._about.text() == "Ann Example · Mesotherapy · the last consent: 29 weeks ago"
    assert said(page) == [
        "Rash (Severe), 4 May 2026, after Mesotherapy. Still going on.",
        "Hyaluronan was planned and not given",
        "“Do you smoke?” (is not asked any more)",
        "Rule: Under 18 severity: stop → caution",
    ]
    assert "Finds less" in [each.text() for each in page.findChildren(Badge)]
    assert page._old.isVisible()
    assert "Answers that came along: 12." in page._again.text()
    assert page._go_on.hasFocus()
    assert unnamed(page) == []
    assert too_small(page) == []


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "yesterday"), (13, "13 days ago")])
def test_how_long_ago_it_was_is_said_in_days_while_they_are_few(page, days, words):
    page.display(replace(SCREEN, days=days, days_valid=0))
    assert page._about.text().endswith(words)
    assert not page._old.isVisible()


def test_of_very_many_changes_the_first_are_shown_and_the_rest_counted(page):
    many = tuple(replace(RULE, id=str(each), kind="odd", name="", how=How.ADDED) for each in range(32))
    page.display(replace(SCREEN, changes=many, complications=(), departures=(), losses=()))
    shown = said(page)
    assert len(shown) == 30
    assert shown[0].startswith("odd: 0")
    page.display(replace(SCREEN, changes=()))
    assert len(said(page)) == 3


def test_it_goes_on_once_or_back_to_the_patient(page):
    opened, left = told(page.open_requested), told(page.patient_requested)
    page._go_on.click()
    page._go_on.click()
    page._leave.click()
    assert (opened, left) == ([("c-2",)], [("p-1",)])
    page.refuse("No", "The vault is locked.")
    assert page._notice.isVisible()
    assert page._go_on.isEnabled()


def test_complications_stay_in_sight_and_more_are_counted(qtbot):
    strip = EarlierStrip()
    qtbot.addWidget(strip)
    assert strip.height_at(600) == 0
    assert strip.display((RASH,) * 3)
    assert not strip.display((RASH,) * 3)
    assert strip.height_at(600) > 0
    assert strip._words.accessibleName().startswith("Complication before: Rash (Severe)")
    assert strip._words.accessibleName().endswith("1 more on the patient’s page.")
    strip.resize(600, 60)
    assert not strip.grab().isNull()
    strip.display(())
    assert strip.isHidden()
