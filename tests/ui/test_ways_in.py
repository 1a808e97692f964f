from __future__ import annotations

from operator import attrgetter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from consult_app.domain.consultation import Clinician, Practice
from consult_app.domain.users import UserName
from consult_app.ui.pages.first_run_page import FirstRunPage
from consult_app.ui.pages.ready_page import ReadyPage
from consult_app.ui.pages.recovery_page import RecoveryPage
from consult_app.ui.pages.unlock_page import UnlockPage
from tests.helpers.accessible import controls, too_small, unnamed
from tests.helpers.hands import Hands

STRONG = "plum orbit candle seven"
KEY = "K7QM-2XRD-0QAB-9WTZ-4HFE-1J11-P3VC-88NS-JD2K"


def strength(passphrase):
    score = min(4, len(passphrase) // 5)
    return score, "Add another word." if score < 3 else ""


def shown(qtbot, page):
    page.resize(1366, 768)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def fresh(qtbot):
    return shown(qtbot, UnlockPage(strength))


@pytest.fixture
def unlock(fresh):
    fresh.show_users(THREE[:1], "u-1")
    return fresh


@pytest.fixture
def first_run(qtbot):
    return shown(qtbot, FirstRunPage(strength))


@pytest.fixture
def recovery(qtbot):
    page = shown(qtbot, RecoveryPage())
    page.show_key(KEY)
    return page


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def write(qtbot, field, text):
    field.edit.clear()
    qtbot.keyClicks(field.edit, text)


def test_the_passphrase_is_asked_for_by_key_or_button(qtbot, unlock):
    write(qtbot, unlock._passphrase, "secret words")
    with qtbot.waitSignal(unlock.unlock_requested) as asked:
        qtbot.keyClick(unlock._passphrase.edit, Qt.Key.Key_Return)
    assert asked.args == ["secret words", ""]
    unlock.set_busy(busy=False)
    with qtbot.waitSignal(unlock.unlock_requested):
        click(qtbot, unlock._unlock)


THREE = (
    UserName("u-1", "Dr Ada Osei"),
    UserName("u-2", "Bo Lind"),
    UserName("u-3", "Dr Cleo Faro-Lindström"),
)


def test_with_one_user_nobody_is_asked_who_it_is(unlock):
    unlock.show_users(THREE[:1], "u-1")
    assert "Who are you?" not in Hands(unlock).words()


@pytest.mark.parametrize(("last", "proposed"), [("u-2", "u-2"), ("", "u-1"), ("u-9", "u-1")])
def test_where_there_are_several_whoever_it_was_last_is_proposed(qtbot, unlock, last, proposed):
    unlock.show_users(THREE, last)
    hands = Hands(unlock)
    hands.reads("Who are you?", "Bo Lind", "Dr Cleo Faro-Lindström")
    hands.type("Passphrase", "secret words")
    with qtbot.waitSignal(unlock.unlock_requested) as asked:
        hands.click("Unlock")
    assert asked.args == ["secret words", proposed]
    assert unnamed(unlock) == []
    qtbot.waitUntil(lambda: too_small(unlock) == [])


def typed_early(qtbot, page):
    """Type and press Enter before it is known who may come in; gives what was asked for."""
    asked = []
    page.unlock_requested.connect(lambda *words: asked.append(words))
    write(qtbot, page._passphrase, "secret words")
    qtbot.keyClick(page._passphrase.edit, Qt.Key.Key_Return)
    assert asked == []
    assert page._unlock.text() == "Opening …"
    return asked


def test_who_types_before_the_users_are_known_is_let_in_where_there_is_one(qtbot, fresh):
    asked = typed_early(qtbot, fresh)
    fresh.show_users(THREE[:1], "")
    assert asked == [("secret words", "")]


def test_who_types_before_the_users_are_known_is_asked_who_it_is_where_there_are_several(qtbot, fresh):
    asked = typed_early(qtbot, fresh)
    fresh.show_users(THREE, "u-2")
    hands = Hands(fresh)
    hands.reads("Several people open these records. See that your name is chosen, then unlock.")
    assert asked == []
    assert fresh.focusWidget() is fresh._passphrase.edit
    hands.click("Who are you? Dr Cleo Faro-Lindström")
    hands.click("Unlock")
    assert asked == [("secret words", "u-3")]


def test_nobody_waits_for_users_that_cannot_be_listed(qtbot, fresh):
    asked = typed_early(qtbot, fresh)
    fresh.refuse("The records cannot be read", "Try again.")
    click(qtbot, fresh._unlock)
    assert asked == [("secret words", "")]


def test_a_recovery_key_waits_for_the_users_too(qtbot, fresh):
    hands = Hands(fresh)
    hands.click("Use the recovery key")
    hands.type("Recovery key", KEY)
    hands.type("New passphrase", STRONG)
    hands.type("The same again", STRONG)
    with qtbot.assertNotEmitted(fresh.recover_requested):
        hands.click("Open with recovery key")
    with qtbot.waitSignal(fresh.recover_requested) as asked:
        fresh.show_users(THREE[:1], "")
    assert asked.args == [KEY, STRONG, ""]


def test_what_was_typed_early_goes_nowhere_once_the_page_is_left(qtbot, fresh):
    asked = typed_early(qtbot, fresh)
    fresh.hide()
    fresh.show_users(THREE[:1], "")
    assert asked == []


def test_whoever_is_chosen_unlocks_or_recovers(qtbot, unlock):
    unlock.show_users(THREE, "u-1")
    hands = Hands(unlock)
    hands.click("Who are you? Dr Cleo Faro-Lindström")
    hands.type("Passphrase", "secret words")
    with qtbot.waitSignal(unlock.unlock_requested) as asked:
        hands.key(Qt.Key.Key_Return)
    assert asked.args == ["secret words", "u-3"]
    unlock.refuse("The passphrase is not right", "Try again.")
    hands.click("Use the recovery key")
    hands.reads("Who are you?")
    hands.click("Who are you? Bo Lind")
    hands.type("Recovery key", KEY)
    hands.type("New passphrase", STRONG)
    hands.type("The same again", STRONG)
    with qtbot.waitSignal(unlock.recover_requested) as asked:
        hands.click("Open with recovery key")
    assert asked.args == [KEY, STRONG, "u-2"]


def test_nothing_secret_stays_on_the_page_once_it_is_left(unlock):
    Hands(unlock).type("Passphrase", "secret words")
    unlock.hide()
    assert unlock._passphrase.text() == ""


def test_while_the_vault_opens_nothing_can_be_asked_twice(qtbot, unlock):
    write(qtbot, unlock._passphrase, "secret words")
    click(qtbot, unlock._unlock)
    assert unlock._unlock.text() == "Opening …"
    with qtbot.assertNotEmitted(unlock.unlock_requested):
        click(qtbot, unlock._unlock)


def test_an_empty_passphrase_is_not_tried(qtbot, unlock):
    with qtbot.assertNotEmitted(unlock.unlock_requested):
        click(qtbot, unlock._unlock)
    assert unlock._passphrase._error.text() == "Type your passphrase."


def test_a_refusal_is_shown_and_the_field_is_ready_again(qtbot, unlock):
    write(qtbot, unlock._passphrase, "wrong")
    click(qtbot, unlock._unlock)
    unlock.refuse("The passphrase is not right", "Try again.")
    assert unlock._notice.isVisible()
    assert unlock._passphrase.edit.selectedText() == "wrong"
    write(qtbot, unlock._passphrase, "right")
    with qtbot.waitSignal(unlock.unlock_requested):
        click(qtbot, unlock._unlock)


def test_the_passphrase_is_hidden_until_asked_for(qtbot, unlock):
    field = unlock._passphrase
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password
    click(qtbot, field._peek)
    assert field.edit.echoMode() is QLineEdit.EchoMode.Normal
    unlock.forget()
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password
    assert not field.text()


def test_recovery_gives_the_key_and_a_new_passphrase(qtbot, unlock):
    click(qtbot, unlock._forgotten)
    write(qtbot, unlock._key, KEY)
    write(qtbot, unlock._new._first, STRONG)
    write(qtbot, unlock._new._second, STRONG)
    with qtbot.waitSignal(unlock.recover_requested) as asked:
        qtbot.keyClick(unlock._new._second.edit, Qt.Key.Key_Return)
    assert asked.args == [KEY, STRONG, ""]
    unlock.refuse("The recovery key is not right", "Compare it.")
    assert unlock._key.edit.hasFocus()


def test_recovery_wants_key_strength_and_the_same_twice(qtbot, unlock):
    click(qtbot, unlock._forgotten)
    with qtbot.assertNotEmitted(unlock.recover_requested):
        click(qtbot, unlock._recover)
        write(qtbot, unlock._key, KEY)
        write(qtbot, unlock._new._first, "weak")
        click(qtbot, unlock._recover)
        assert unlock._new._first._error.text() == "Too easy to guess. Add another word."
        write(qtbot, unlock._new._first, STRONG)
        write(qtbot, unlock._new._second, STRONG + "x")
        click(qtbot, unlock._recover)
    assert unlock._new._second._error.text() == "The two are not the same."
    click(qtbot, unlock._back)
    assert unlock._passphrase.isVisible()


def test_the_meter_says_the_strength_in_words(qtbot, first_run):
    field = first_run._passphrase
    write(qtbot, field._first, "abcdef")
    assert field._words.text() == "Easy to guess"
    write(qtbot, field._first, STRONG)
    assert field._words.text() == "Very strong"
    assert field._meter.accessibleName() == "Strength: Very strong"


def fill(qtbot, page):
    for field, text in (
        (page._practice, "Skin Practice Linden"),
        (page._phone, "555 0100"),
        (page._name, "Dr A. Osei"),
        (page._role, "Dermatologist"),
        (page._passphrase._first, STRONG),
        (page._passphrase._second, STRONG),
    ):
        write(qtbot, field, text)


def test_the_first_run_gives_practice_clinician_and_passphrase(qtbot, first_run):
    fill(qtbot, first_run)
    with qtbot.waitSignal(first_run.found_requested) as asked:
        click(qtbot, first_run._begin)
    assert asked.args == [
        Practice("Skin Practice Linden", emergency_phone="555 0100"),
        Clinician("", "Dr A. Osei", "Dermatologist"),
        STRONG,
    ]
    assert not first_run.card.isEnabled()


@pytest.mark.parametrize(("field", "text"), [("_practice", "  "), ("_name", ""), ("_phone", "ring Bo")])
def test_the_first_run_wants_two_names_and_no_phone_that_is_none(qtbot, first_run, field, text):
    fill(qtbot, first_run)
    write(qtbot, getattr(first_run, field), text)
    with qtbot.assertNotEmitted(first_run.found_requested):
        click(qtbot, first_run._begin)
    assert getattr(first_run, field)._error.text()
    assert getattr(first_run, field).edit.hasFocus()


def test_phone_and_profession_can_follow_later(qtbot, first_run):
    fill(qtbot, first_run)
    for field in (first_run._phone, first_run._role):
        write(qtbot, field, "")
    with qtbot.waitSignal(first_run.found_requested) as asked:
        click(qtbot, first_run._begin)
    assert asked.args[:2] == [Practice("Skin Practice Linden"), Clinician("", "Dr A. Osei", "")]


def test_the_first_run_wants_a_strong_passphrase(qtbot, first_run):
    fill(qtbot, first_run)
    write(qtbot, first_run._passphrase._first, "weak")
    with qtbot.assertNotEmitted(first_run.found_requested):
        click(qtbot, first_run._begin)


def test_a_vault_that_cannot_be_made_leaves_the_form_as_it_was(qtbot, first_run):
    fill(qtbot, first_run)
    click(qtbot, first_run._begin)
    first_run.refuse("The disk is full", "Free some space.")
    assert first_run.card.isEnabled()
    assert first_run._notice.isVisible()
    with qtbot.waitSignal(first_run.found_requested):
        click(qtbot, first_run._begin)
    first_run.forget()
    assert not first_run._passphrase._first.text()


def test_one_goes_on_from_the_recovery_key_only_with_it_on_paper(qtbot, recovery):
    with qtbot.assertNotEmitted(recovery.continue_requested):
        click(qtbot, recovery._go_on)
    click(qtbot, recovery._kept)
    with qtbot.waitSignal(recovery.continue_requested):
        click(qtbot, recovery._go_on)


def test_the_recovery_key_can_be_printed_and_heard(qtbot, recovery):
    with qtbot.waitSignal(recovery.print_key_requested) as asked:
        click(qtbot, recovery._print)
    assert asked.args == [KEY]
    assert KEY in recovery._key.accessibleName()
    recovery.refuse("No printer found", "Write it down.")
    assert recovery._notice.isVisible()


def test_without_a_printer_the_recovery_key_can_be_saved(qtbot, recovery):
    assert not recovery._save.isVisible()
    recovery.show_key(KEY, printer=False)
    with qtbot.waitSignal(recovery.save_key_requested) as asked:
        click(qtbot, recovery._save)
    assert asked.args == [KEY]
    assert recovery._no_printer.isVisible()


def test_after_the_first_start_there_are_two_ways_on(qtbot):
    ready = shown(qtbot, ReadyPage())
    QApplication.processEvents()  # so that the buttons are where they will be clicked
    with qtbot.waitSignal(ready.sample_requested):
        click(qtbot, ready._sample)
    with qtbot.waitSignal(ready.leave_requested):
        click(qtbot, ready._begin)
    ready.set_busy(busy=True)
    with qtbot.assertNotEmitted(ready.sample_requested):
        click(qtbot, ready._sample)
    ready.set_busy(busy=False)
    ready.refuse("The disk is full", "Make room.")
    assert ready._notice.isVisible()
    assert unnamed(ready) == []
    assert too_small(ready) == []


def test_the_recovery_key_leaves_the_page(qtbot, recovery):
    before = recovery._key.grab().toImage()
    click(qtbot, recovery._kept)
    recovery.forget()
    assert KEY not in recovery._key.text() + recovery._key.accessibleName()
    assert not recovery._kept.isChecked()
    assert recovery._key.grab().toImage() != before


@pytest.mark.parametrize("page", ["unlock", "first_run", "recovery"])
def test_everything_has_a_name_and_can_be_hit(page, request, qtbot):
    made = request.getfixturevalue(page)
    assert unnamed(made) == []
    qtbot.waitUntil(lambda: too_small(made) == [])


def test_the_recovery_form_has_names_too(qtbot, unlock):
    click(qtbot, unlock._forgotten)
    assert unnamed(unlock) == []
    qtbot.waitUntil(lambda: too_small(unlock) == [])


@pytest.mark.parametrize(
    ("page", "field"), [("unlock", "_passphrase"), ("first_run", "_practice"), ("recovery", "_print")]
)
def test_the_keyboard_is_where_typing_begins(qtbot, request, page, field):
    made = request.getfixturevalue(page)
    made.activateWindow()
    wanted = attrgetter(field)(made)
    qtbot.waitUntil(lambda: getattr(wanted, "edit", wanted).hasFocus())


@pytest.mark.parametrize("page", ["unlock", "first_run", "recovery"])
def test_tab_goes_round(qtbot, request, page):
    made = request.getfixturevalue(page)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    seen = []
    while QApplication.focusWidget() not in seen:
        seen.append(QApplication.focusWidget())
        qtbot.keyClick(seen[-1], Qt.Key.Key_Tab)
    wanted = [each for each in controls(made) if each.isEnabled()]
    assert [each for each in wanted if each not in seen] == []
