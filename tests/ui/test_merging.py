"""Two entries of one person: noticed at the real window, compared, joined, and parted again."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from consult_app.domain.consultation import Patient, Sex
from consult_app.domain.merging import DETAILS, Merge
from consult_app.domain.signers import NOBODY_ELSE
from consult_app.errors import VaultError
from consult_app.ui import printing
from consult_app.ui.dialogs.merge_sheet import MergeSheet
from consult_app.ui.dialogs.part_sheet import PartSheet
from consult_app.ui.merge_words import pair_words, side_lines
from consult_app.ui.messages import message
from consult_app.ui.widgets.person_card import PersonCard
from consult_app.workflow.consulting import begin
from consult_app.workflow.merging import MergeScreen, Side, join, read_merge
from tests.helpers import histories
from tests.helpers.accessible import too_small, unnamed
from tests.helpers.desk import Desk
from tests.helpers.hands import Hands
from tests.helpers.sample import NOW
from tests.helpers.signals import told
from tests.helpers.window import PASSPHRASE, sample_of, until
from tests.ui.test_words_kept import WORDS, sheet_of, struck, text

ANNA = Patient("p-1", "Anna", "Olsen", date(1980, 5, 17), Sex.FEMALE, "A-1")
ANA = Patient("p-2", "Ana", "Olsen", date(1980, 5, 17), Sex.MALE)
MERGE = Merge("m-1", ANA, ANNA, ANNA, "entered twice", NOW, "Dr Bo")
SCREEN = MergeScreen(
    Side(ANNA, 3, date(2026, 3, 1), 0, held=False),
    Side(ANA, 1, date(2026, 5, 1), 1, held=True),
    ("given_name", "sex", "record_number"),
)


@pytest.fixture
def shown(qtbot):
    def show(made):
        qtbot.addWidget(made)
        made.show()
        assert unnamed(made) == []
        assert too_small(made) == []
        return made, Hands(made)

    return show


def test_both_are_told_side_by_side_with_what_speaks_against_it(shown):
    _, hands = shown(MergeSheet(SCREEN))
    hands.reads("3 consultations, last 1 Mar 2026", "1 consultation, 1 May 2026", "1 not finished")
    hands.reads("A hold keeps the records", "The recorded sexes differ: Female and Male.")
    assert "birth dates differ" not in hands.words()


def test_different_birth_dates_are_warned_about_and_a_sex_that_is_not_recorded_is_not(shown):
    other = replace(ANA, sex=Sex.NOT_RECORDED, birth_date=date(1980, 5, 18))
    sides = (SCREEN.kept, replace(SCREEN.absorbed, patient=other, consultations=0, newest=None))
    made, hands = shown(MergeSheet(MergeScreen(*sides, DETAILS)))
    hands.reads("The birth dates differ: 17 May 1980 and 18 May 1980.", "No consultation yet")
    hands.reads("Nothing recorded", "Sex not recorded")
    assert "sexes differ" not in hands.words()
    assert made.holding.unfinished() is None


def test_nothing_speaks_against_two_that_are_told_alike(shown):
    _, hands = shown(MergeSheet(replace(SCREEN, differing=())))
    assert "speaks against" not in hands.words()
    assert "Which details stay?" not in hands.words()


def test_joining_takes_a_reason_and_a_second_press(shown):
    made, hands = shown(MergeSheet(SCREEN))
    asked = told(made.join_requested)
    hands.click("Join")
    hands.click("Yes, they are one person")
    hands.reads("Say why: whoever looks at it later reads it.")
    hands.click("Given name Ana")
    hands.click("Sex Male")
    hands.click("Sex Male")
    hands.type("Why they are one person", "entered twice")
    hands.click("Join")
    assert asked == []
    hands.click("Yes, they are one person")
    assert asked == [(("given_name",), "entered twice")]
    made.refuse("No", "Not now")
    hands.reads("Not now")
    assert made._join.isEnabled()


def test_what_only_the_other_one_has_stays_unless_somebody_says_otherwise(shown):
    sides = (replace(SCREEN.absorbed, held=False), replace(SCREEN.kept, held=False))
    made, _ = shown(MergeSheet(MergeScreen(*sides, SCREEN.differing)))
    assert made._choices["record_number"].current == "theirs"
    assert made._choices["given_name"].current == "mine"


def test_parting_takes_a_reason_and_a_second_press(shown):
    made, hands = shown(PartSheet(MERGE))
    asked = told(made.part_requested)
    hands.reads("by Dr Bo. entered twice")
    hands.click("Part them")
    hands.click("Yes, they are two people")
    hands.reads("Say why: whoever looks at it later reads it.")
    hands.type("Why they are two people", "sisters")
    hands.click("Part them")
    hands.click("Yes, they are two people")
    assert asked == [("sisters",)]
    made.refuse("No", "Not now")
    hands.reads("Not now")


def test_who_may_be_the_same_and_who_is_stand_on_one_card(shown):
    made, hands = shown(PersonCard())
    made.display((ANA,), (MERGE,), may_merge=True)
    compared, parted = told(made.compare_requested), told(made.part_requested)
    hands.click("Compare with Ana Olsen …")
    hands.click("Part again from Ana Olsen …")
    assert (compared, parted) == ([("p-2",)], [(MERGE,)])
    made.display((), (MERGE,), may_merge=False)
    hands.reads("Joined with this patient")
    assert not hands.all(QAbstractButton)
    made.display((), (), may_merge=True)
    assert made.isHidden()


def test_two_in_a_list_are_named_once_where_they_have_one_name():
    assert pair_words(ANNA, ANA) == "Anna Olsen and Ana Olsen may be the same person."
    assert pair_words(ANNA, replace(ANNA, id="p-3")) == "Anna Olsen may be here twice."
    assert side_lines(replace(SCREEN.kept, patient=replace(ANNA, sex=Sex.OTHER)))[1] == "Other"


# At the real window


@pytest.fixture
def desk(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "printers", lambda: ("Office",))
    desk = Desk(tmp_path / "vault")
    histories.founded(desk.services)
    vault = desk.services.vaults.unlock(PASSPHRASE)
    vault.note_recovery_key_kept()
    sample = sample_of(desk.services)
    for each in (ANA, ANNA):
        desk.clock.move(1)
        begin(desk.services, vault, sample.pack, sample.goal, each)
    vault.close()
    yield desk
    desk.close()


def asked(desk, work):
    """Have something done with the open vault where it is used, and give what came of it."""
    done = []
    desk.app.controller.ask(work, done.append)
    until(lambda: bool(done))
    return done[0]


def joined(services, vault):
    join(services, vault, read_merge(vault, "p-2", "p-1"), (), "entered twice")


def searched(desk):
    hands = desk.unlocked()
    hands.type("Search patients", "olsen")
    hands.reads("Anna Olsen and Ana Olsen may be the same person.")
    hands.click("Compare …")
    return hands, hands.dialog()


def test_found_in_the_search_compared_joined_and_parted(desk):
    hands, sheet = searched(desk)
    sheet.reads("The same person?", "The recorded sexes differ: Female and Male.")
    sheet.click("Given name Ana")
    sheet.type("Why they are one person", "Letter of 3 May")
    sheet.click("Join")
    sheet.click("Yes, they are one person")
    hands.reads("Joined with this patient", "Letter of 3 May")
    [one] = asked(desk, lambda _, vault: vault.patients())
    assert (one.id, one.given_name, one.record_number) == ("p-1", "Ana", "A-1")
    assert len(asked(desk, lambda _, vault: vault.consultations(("p-2",)))) == 2
    hands.click("Part again from Ana Olsen …")
    dialog = hands.dialog()
    dialog.type("Why they are two people", "sisters")
    dialog.click("Part them")
    dialog.click("Yes, they are two people")
    hands.reads("One person, two entries?")
    assert set(asked(desk, lambda _, vault: vault.patients())) == {ANNA, ANA}


def test_escape_leaves_it_and_nothing_is_joined(desk):
    hands, sheet = searched(desk)
    sheet.key(Qt.Key.Key_Escape)
    until(lambda: not [each for each in desk.app.window.findChildren(MergeSheet) if each.isVisible()])
    assert len(asked(desk, lambda _, vault: vault.patients())) == 2
    hands.reads("Search patients")


def test_what_is_refused_is_said_in_the_dialog(desk):
    _, sheet = searched(desk)
    asked(desk, lambda _, vault: vault.keep_patient(replace(ANNA, given_name="Hanna")))
    sheet.type("Why they are one person", "Letter of 3 May")
    sheet.click("Join")
    sheet.click("Yes, they are one person")
    sheet.reads(message(VaultError("changed-elsewhere")).title)
    assert asked(desk, lambda _, vault: vault.merges("p-1")) == ()


def test_a_draft_that_was_begun_under_the_old_name_tells_and_goes_on_by_the_new(desk):
    hands = desk.unlocked()
    asked(desk, joined)
    lines = asked(desk, lambda _, vault: vault.consultations())
    [old] = [each.id for each in lines if each.patient == ANNA.name]
    desk.app.controller.open(old)
    hands.reads("The patient is called otherwise now", "with Ana Olsen (Born 17 May 1980)")
    hands.reads("until now it said Anna Olsen (Born 17 May 1980 · record A-1)")
    until(lambda: asked(desk, lambda _, vault: vault.open(old)).patient == replace(ANA, id="p-1"))


def corrected(_, vault):
    vault.keep_patient(replace(ANNA, family_name="Ohlsen"))


def test_a_draft_of_somebody_who_was_corrected_elsewhere_tells_and_goes_on_by_that(desk):
    hands = desk.unlocked()
    asked(desk, corrected)
    lines = asked(desk, lambda _, vault: vault.consultations())
    [old] = [each.id for each in lines if "Anna" in each.patient]
    desk.app.controller.open(old)
    hands.reads("The patient is called otherwise now", "with Anna Ohlsen", "until now it said Anna Olsen")
    until(lambda: asked(desk, lambda _, vault: vault.open(old)).patient.name == "Anna Ohlsen")


def test_pages_that_are_being_signed_say_who_they_name_where_that_was_corrected_since(desk, tmp_path):
    other = Desk(tmp_path / "other")
    [signing] = histories.to_be_signed(other.services, 1, NOBODY_ELSE)
    vault = other.services.vaults.unlock(PASSPHRASE)
    vault.keep_patient(replace(vault.open(signing).draft.patient, family_name="Corrected"))
    vault.close()
    hands = other.opened()
    hands.reads("These pages say Alex Sample", "corrected to Alex Corrected", "end this under")
    other.close()


@pytest.mark.parametrize("change", [joined, corrected])
def test_nobody_goes_on_to_the_signatures_under_a_name_that_was_changed_meanwhile(desk, change):
    hands = desk.unlocked()
    lines = asked(desk, lambda _, vault: vault.consultations())
    [old] = [each.id for each in lines if each.patient == ANNA.name]
    desk.app.controller.open(old)
    until(lambda: "changed" in desk.heard)
    asked(desk, change)
    desk.app.controller.signing.review()
    until(lambda: "failed" in desk.heard)
    [error] = desk.heard["failed"]
    assert isinstance(error, VaultError)
    assert error.code == "called-otherwise"
    hands.reads("Nothing was signed.")


@pytest.mark.parametrize("parting", [False, True])
def test_what_was_typed_outlasts_a_lock(desk, parting):
    if parting:
        hands = desk.unlocked()
        asked(desk, joined)
        desk.app.controller.desk.read_course("p-2")
        hands.click("Part again from Anna Olsen …")
        sheet, field = hands.dialog(), "Why they are two people"
    else:
        hands, sheet = searched(desk)
        field = "Why they are one person"
        sheet.click("Given name Ana")
    sheet.type(field, "Letter of")
    assert "Letter of" in struck(desk, hands)
    sheet_of(desk, PartSheet if parting else MergeSheet)
    hands.reads(WORDS)
    assert text(hands.dialog(), field) == "Letter of"


def test_what_was_parted_meanwhile_is_not_asked_again(desk):
    hands = desk.unlocked()
    desk.app.desks.merges.part_again("p-2 m-9")
    hands.reads("One person, two entries?")
    assert not desk.app.window.findChildren(PartSheet)
