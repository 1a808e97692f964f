"""The dialogs of cards: which program, which certificate, which PIN; each step says what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from consult_app.domain.card import OnCard, Unfit
from consult_app.domain.proof import KeyCertificate
from consult_app.errors import SigningError
from consult_app.ui.dialogs.card_dialog import CardDialog
from consult_app.ui.dialogs.pin_dialog import PinDialog
from consult_app.ui.key_words import in_use_words
from consult_app.ui.pin_desk import PinDesk
from tests.helpers.fakes import CARD_KEY
from tests.helpers.hands import Hands

UNTIL = datetime(2028, 1, 1, 12, tzinfo=UTC)
SAYS = KeyCertificate("Dr Ada", "f1", b"der", UNTIL, "Trust")
DOES = OnCard(CARD_KEY, SAYS)
ELSEWHERE = OnCard(replace(CARD_KEY, serial="78"), replace(SAYS, fingerprint="f2", issuer=""))


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 900)
    window.show()
    return window


def opened(window, modules=(("Card Co", "/card.so"),)):
    dialog = CardDialog(modules, window)
    dialog.open()
    return dialog, Hands(dialog)


def test_without_a_program_one_is_chosen_from_a_file(window, qtbot):
    dialog, hands = opened(window, ())
    hands.click("Look for cards")
    hands.reads("Which program?")
    with qtbot.waitSignal(dialog.file_requested):
        hands.click("Choose another file")
    dialog.show_module("/mine.so")
    dialog.show_module("/mine.so")
    assert len(hands.all(QAbstractButton, "The file that you chose: /mine.so")) == 1
    with qtbot.waitSignal(dialog.look_requested) as told:
        hands.click("Look for cards")
    assert told.args == ["/mine.so"]
    hands.reads("Looking …")
    dialog.refuse("This file does not reach any card", "")
    hands.reads("This file does not reach any card", "Look for cards")


def test_the_only_certificate_is_chosen_and_what_does_not_do_says_why(window, qtbot):
    dialog, hands = opened(window)
    assert not hands.all(QWidget, "Use it")
    unfit = [
        replace(DOES, says=replace(SAYS, name=each.value, fingerprint=each.value), unfit=each)
        for each in Unfit
    ]
    dialog.show_found((DOES, *unfit))
    hands.reads("Dr Ada, certified by Trust, holds until 1 Jan 2028 (card “My card”, number 77)")
    hands.reads("it is not for signing", "it has ended", "it does not hold yet", "the practice withdrew it")
    hands.reads("its key is of a kind that does not do")
    with qtbot.assertNotEmitted(dialog.confirmed):
        hands.click("Use it")
    hands.reads("Type the PIN of the card.")
    hands.type("PIN of the card", "2468")
    with qtbot.waitSignal(dialog.confirmed) as told:
        hands.click("Use it")
    assert told.args == [DOES, "2468"]
    dialog.refuse("This PIN is not right", "")
    # What was typed is not kept.
    assert hands.fields("PIN of the card")[0].text() == ""


def test_of_two_cards_of_one_name_one_has_to_be_chosen_by_its_number(window, qtbot):
    dialog, hands = opened(window)
    dialog.show_found((DOES, ELSEWHERE))
    hands.type("PIN of the card", "2468")
    hands.click("Use it")
    hands.reads("Which certificate?")
    hands.click("Dr Ada, certified by Dr Ada, holds until 1 Jan 2028 (card “My card”, number 78)")
    hands.type("PIN of the card", "2468")
    with qtbot.waitSignal(dialog.confirmed) as told:
        hands.click("Use it")
    assert told.args == [ELSEWHERE, "2468"]


def test_where_nothing_is_found_that_is_said_and_another_program_begins_anew(window):
    dialog, hands = opened(window)
    dialog.show_found(())
    hands.reads("No card with a certificate is there")
    dialog.show_found((replace(DOES, unfit=Unfit.ENDED),))
    hands.reads("No certificate that was found can be used")
    dialog.show_found((DOES,))
    dialog.show_module("/other.so")
    assert "Dr Ada" not in hands.words()


def test_what_is_chosen_stays_so_when_it_is_clicked_again(window, qtbot):
    dialog, hands = opened(window)
    hands.click("Card Co: /card.so")
    with qtbot.waitSignal(dialog.look_requested) as asked:
        hands.click("Look for cards")
    assert asked.args == ["/card.so"]
    dialog.show_found((DOES,))
    hands.click("Dr Ada, certified by Trust, holds until 1 Jan 2028 (card “My card”, number 77)")
    hands.type("PIN of the card", "1")
    with qtbot.waitSignal(dialog.confirmed) as told:
        hands.click("Use it")
    assert told.args == [DOES, "1"]
    dialog, hands = opened(window, (("One", "/one.so"), ("Two", "/two.so")))
    hands.click("Two: /two.so")
    with qtbot.waitSignal(dialog.look_requested) as asked:
        hands.click("Look for cards")
    assert asked.args == ["/two.so"]


def test_a_pin_is_asked_for_once_and_said_why_it_is_asked_for_again(window, qtbot):
    heard = []
    desk = PinDesk(window, window)
    desk.ask(SigningError("card-pin-needed", "My card"), heard.append)
    hands = Hands(window).dialog()
    hands.reads("Your signing key lies on “My card”")
    hands.click("Seal")
    hands.reads("Type the PIN of the card.")
    hands.type("PIN", "2468")
    hands.click("Seal")
    assert heard == ["2468"]
    desk.ask(SigningError("card-pin-last"), heard.append)
    qtbot.waitUntil(lambda: bool(Hands(window).all(PinDialog)))
    hands = Hands(window).dialog()
    hands.reads("one try is left", "My card")
    hands.click("Cancel")
    assert heard == ["2468"]


def test_a_name_that_differs_is_said():
    assert "Whoever reads a seal sees both names" in in_use_words(SAYS, "Dr Eve")[1]
    assert in_use_words(SAYS, " dr  ada ")[1] == "What was sealed before stays valid."
