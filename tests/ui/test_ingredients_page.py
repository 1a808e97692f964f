import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton

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


def test_enter_adds_what_is_found_and_leads_from_field_to_field(page, qtbot):
    page.activateWindow()
    search = named(page, QLineEdit, "Search the ingredients")
    search.setFocus()
    qtbot.keyClicks(search, "vit")
    assert "Enter adds Vitamin C" in words_on(page)
    with qtbot.waitSignal(page.mixed) as told:
        qtbot.keyClick(search, Qt.Key.Key_Return)
    assert told.args[0][-1] == Portion("vitamin c")
    assert search.text() == ""
    page.display(ingredients(portion("vitamin c"), available=("iron",)))
    typed = {"amount": "2 mL", "lot number": "L9", "use by": "2027-03"}
    for name, words in typed.items():
        field = named(page, QLineEdit, f"Vitamin C: {name}")
        qtbot.waitUntil(field.hasFocus)
        qtbot.keyClicks(field, words)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    cheeks = named(page, QCheckBox, "Vitamin C: where Cheeks")
    qtbot.waitUntil(cheeks.hasFocus)
    with qtbot.waitSignal(page.mixed) as told:
        qtbot.keyClick(cheeks, Qt.Key.Key_Space)
    assert told.args == [(Portion("vitamin c", "2 mL", "L9", "2027-03", "Cheeks"),)]
    other = named(page, QLineEdit, "Vitamin C: where Other place")
    while not other.hasFocus():
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(other, "Forehead")
    with qtbot.waitSignal(page.mixed) as told:
        qtbot.keyClick(other, Qt.Key.Key_Return)
    assert told.args[0][0].site == "Cheeks; Forehead"
    qtbot.waitUntil(search.hasFocus)


def test_arrow_keys_choose_what_enter_adds(page, qtbot):
    search = named(page, QLineEdit, "Search the ingredients")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    qtbot.keyClick(search, Qt.Key.Key_Down)
    assert search.accessibleDescription() == "Enter adds Iron"
    qtbot.keyClick(search, Qt.Key.Key_Down)
    assert search.accessibleDescription() == "Enter adds Vitamin C"
    qtbot.keyClick(search, Qt.Key.Key_Up)
    with qtbot.waitSignal(page.mixed) as told:
        qtbot.keyClick(search, Qt.Key.Key_Return)
    assert told.args[0][-1] == Portion("iron")
    page.display(ingredients())
    qtbot.keyClick(search, Qt.Key.Key_Down)
    assert search.accessibleDescription() == ""


def test_a_name_that_begins_so_goes_before_one_that_only_holds_it(page, qtbot):
    page.display(ingredients(available=("silica iron", "iron")))
    qtbot.keyClicks(named(page, QLineEdit, "Search the ingredients"), "iron")
    assert "Enter adds Iron" in words_on(page)


def test_a_long_list_is_shown_when_it_is_asked_for(page, qtbot):
    page.display(ingredients(available=tuple(f"one {each}" for each in "abcdefgh")))
    assert offered(page) == []
    qtbot.mouseClick(named(page, QPushButton, "Show all 8 ingredients"), Qt.MouseButton.LeftButton)
    assert len(offered(page)) == 8
    qtbot.mouseClick(named(page, QPushButton, "Fold the list"), Qt.MouseButton.LeftButton)
    assert offered(page) == []
    qtbot.keyClicks(named(page, QLineEdit, "Search the ingredients"), "one c")
    assert offered(page) == ["Add One C"]


@pytest.mark.parametrize(
    ("expiry", "words"),
    [
        ("2026-03", "Expired in March 2026"),
        ("8 Apr 2026", "Expired in April 2026"),
        ("2026-04", ""),
        ("03/2026", "Expired in March 2026"),
        ("9.4.2026", ""),
        ("March 2025", "Expired in March 2025"),
        ("soon", "Write a month or a day to use it by"),
        ("2026-13", "Write a month or a day to use it by"),
    ],
)
def test_what_has_expired_is_said_at_once(page, expiry, words):
    page.display(ingredients(portion("biotin", "2 mL", expiry=expiry)))
    said = words_on(page)
    assert words in said
    assert ("Expired" in said, "Write a month" in said) == ("Expired" in words, "Write a month" in words)


def test_an_amount_without_its_unit_is_asked_for_it(page):
    page.display(ingredients(portion("biotin", "2,5")))
    assert "Say the unit too" in words_on(page)
    page.display(ingredients(portion("biotin", "2.5 mg")))
    assert "Say the unit too" not in words_on(page)


def test_a_place_in_own_words_and_those_of_the_consultation_stand_beside_each_other(page, qtbot):
    page.display(ingredients(portion("biotin", site="Cheeks; Behind the ear")))
    assert named(page, QCheckBox, "Biotin: where Cheeks").isChecked()
    assert not named(page, QCheckBox, "Biotin: where Chin").isChecked()
    with qtbot.waitSignal(page.mixed) as told:
        qtbot.mouseClick(named(page, QCheckBox, "Biotin: where Behind the ear"), Qt.MouseButton.LeftButton)
    assert told.args[0][0].site == "Cheeks"


def test_other_areas_are_other_places(page):
    page.display(ingredients(portion("biotin", "2 mg"), areas=()))
    assert shown(page, QCheckBox) == []
    assert named(page, QLineEdit, "Biotin: amount").text() == "2 mg"


def test_other_keys_do_nothing_of_their_own(page, qtbot):
    field = named(page, QLineEdit, "Biotin: lot number")
    qtbot.keyClick(field, Qt.Key.Key_F5)
    assert field.text() == ""


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
    assert turn(page).text() == "Show 2 notes"
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
