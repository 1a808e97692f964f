import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton

from consult_app.domain.consultation import Portion
from consult_app.domain.treatment import Severity
from consult_app.ui import theme
from consult_app.ui.pages.ingredients_page import IngredientsPage
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.ingredient_line import IngredientLine
from consult_app.ui.widgets.passage import Passage
from consult_app.workflow.screens.ingredients import Clash, NoteCard
from tests.helpers.screens import (
    READ,
    RECALLED,
    ingredients,
    named,
    portion,
    shown,
    tab_order,
    unfit_controls,
    words_on,
)


@pytest.fixture
def page(qtbot):
    made = IngredientsPage()
    made.resize(802, 620)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.display(ingredients(portion("biotin", "1 mg"), portion("silica"), available=("iron", "vitamin c")))
    return made


def offered(page):
    return [each.accessibleName() for each in shown(page, IngredientLine)]


def test_what_is_typed_gives_the_whole_mixture(page, qtbot):
    with qtbot.waitSignal(page.mixed) as told:
        qtbot.keyClicks(named(page, QLineEdit, "Silica: lot number"), "L7 ")
        page.flush()
    assert told.args == [(Portion("biotin", "1 mg"), Portion("silica", lot="L7"))]


def test_a_long_text_is_shown_from_its_beginning(page):
    page.display(ingredients(portion("biotin", lot="A lot number that is far too long for its field")))
    assert named(page, QLineEdit, "Biotin: lot number").cursorPosition() == 0


def test_an_ingredient_is_added_and_its_amount_asked_for(page, qtbot):
    page.activateWindow()
    with qtbot.waitSignal(page.mixed) as told:
        named(page, IngredientLine, "Add Iron").click()
    assert told.args == [(Portion("biotin", "1 mg"), Portion("silica"), Portion("iron"))]
    rows = (portion("biotin", "1 mg"), portion("silica"), portion("iron"))
    page.display(ingredients(*rows, available=("vitamin c",)))
    qtbot.waitUntil(lambda: named(page, QLineEdit, "Iron: amount").hasFocus())


def test_an_ingredient_is_removed_with_nothing_left_to_tell(page, qtbot):
    qtbot.keyClicks(named(page, QLineEdit, "Biotin: amount"), "0")
    with qtbot.waitSignals([page.mixed, page.mixed]):
        named(page, QPushButton, "Remove Biotin").click()
    with qtbot.assertNotEmitted(page.mixed, wait=0):
        page.display(ingredients(portion("silica"), available=("biotin",)))
    assert offered(page) == ["Add Biotin"]


def test_the_list_is_searched(page, qtbot):
    search = named(page, QLineEdit, "Search the ingredients")
    qtbot.keyClicks(search, "vit c")
    assert offered(page) == ["Add Vitamin C"]
    qtbot.keyClicks(search, "x")
    assert offered(page) == []
    assert "No ingredient with these words." in words_on(page)


def test_a_clash_is_named_until_it_is_gone(page):
    clashes = (Clash("Allergy to biotin", Severity.STOP), Clash("Pregnancy", Severity.STOP))
    page.display(ingredients(portion("biotin", clashes=clashes)))
    assert "Check with the answers: Allergy to biotin; Pregnancy" in words_on(page)
    page.display(ingredients(portion("biotin")))
    assert "Check with the answers" not in words_on(page)


@pytest.mark.parametrize(
    ("severity", "tone"),
    [(Severity.STOP, Tone.STOP), (Severity.CAUTION, Tone.CAUTION), (Severity.ASK_MORE, Tone.INFO)],
)
def test_a_clash_has_the_colour_of_its_gravity(page, severity, tone):
    page.display(ingredients(portion("biotin", clashes=(Clash("Pregnancy", severity),))))
    said = next(each for each in shown(page, Passage) if "Pregnancy" in each.accessibleName())
    drawn = said.grab().toImage()
    seen = {drawn.pixelColor(x, y).name() for x in range(drawn.width()) for y in range(drawn.height())}
    inks = {each: theme.tokens().shade(each).ink for each in (Tone.STOP, Tone.CAUTION, Tone.INFO)}
    assert [each for each, ink in inks.items() if ink in seen] == [tone]


def test_clashes_of_different_gravity_are_told_apart(page):
    clashes = (Clash("Allergy", Severity.STOP), Clash("Tablets", Severity.CAUTION))
    page.display(ingredients(portion("biotin", clashes=clashes)))
    assert "Check with the answers: Allergy Check with the answers: Tablets" in words_on(page)


def test_an_empty_mixture_says_so(page):
    assert "Nothing in the mixture yet" not in words_on(page)
    page.display(ingredients(available=("iron",)))
    assert "Nothing in the mixture yet" in words_on(page)


def test_an_ingredient_is_revealed_and_the_list_without_one(page, qtbot):
    page.activateWindow()
    page.reveal("silica")
    qtbot.waitUntil(lambda: named(page, QLineEdit, "Silica: amount").hasFocus())
    page.reveal("")
    qtbot.waitUntil(lambda: named(page, QLineEdit, "Search the ingredients").hasFocus())


def test_display_tells_nobody(page, qtbot):
    with qtbot.assertNotEmitted(page.mixed, wait=0):
        page.display(ingredients(portion("silica", "2 ml", "L1"), portion("iron"), available=("biotin",)))
        page.display(ingredients())


def test_every_control_has_a_name_and_room_for_a_finger(page):
    assert list(unfit_controls(page)) == []


def test_tab_goes_down_the_page(page):
    page.display(ingredients(portion("biotin"), portion("iron"), available=("silica", "vitamin c")))
    order = tab_order(page, named(page, QLineEdit, "Biotin: amount"))
    firsts = ["Biotin: amount", "Iron: amount", "Search the ingredients", "Add Silica", "Add Vitamin C"]
    assert [name for name in order if name in firsts] == firsts


NOTES = (NoteCard("Depth", "At most 4 mm.", READ), NoteCard("Vials", "One patient each.", RECALLED))


def turn(page):
    [found] = [each for each in shown(page, Button) if "notes" in each.text()]
    return found


def test_notes_for_the_clinician_are_folded_away_until_they_are_asked_for(page):
    page.display(ingredients(notes=NOTES))
    assert turn(page).text() == "Show 2 notes on technique and law"
    assert "At most 4 mm." not in words_on(page)
    turn(page).click()
    assert turn(page).text() == "Hide the notes"
    assert "At most 4 mm." in words_on(page)
    turn(page).click()
    assert "At most 4 mm." not in words_on(page)


def test_other_notes_take_the_place_of_those_before(page):
    page.display(ingredients(notes=NOTES))
    turn(page).click()
    page.display(ingredients(notes=NOTES[1:]))
    assert "At most 4 mm." not in words_on(page)
    assert "One patient each." in words_on(page)


def test_without_notes_there_is_nothing_to_unfold(page):
    page.display(ingredients(notes=NOTES))
    page.display(ingredients())
    assert [each for each in shown(page, Button) if "notes" in each.text()] == []
