"""What two people destroy in one room is gone in every room, and stops none of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult_app.domain.rooms import Rooms
from consult_app.domain.unfinished import NewPatient, Unfinished
from consult_app.errors import VaultError
from tests.contract.test_retention import BO, BOS, OTHER, destroyed, mark
from tests.helpers.answering import answered
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PATIENT, draft
from tests.helpers.in_rooms import cut, mended
from tests.helpers.pages_opened import all_bytes
from tests.helpers.postgres import PASSWORD

MARK = mark(3)
MARKED = replace(PATIENT, id="p-3", given_name=MARK, family_name=MARK * 2, record_number=MARK)


def refused(code):
    return pytest.raises(VaultError, check=lambda error: error.code == code)


def marks_left(vault):
    """How often the patient is in the room's folder: in all pages of its files, and in all beside them."""
    return all_bytes(vault._site.folder, vault.staff.keys).count(MARK.encode())


@pytest.fixture
def both(first, other):
    """Two rooms that have a patient; in the second something waits, and was begun, about them."""
    first.staff.add(BO, BOS)
    first.keep_signing_key(b"key", "secret", "f-2", BO.id)
    first.begin(draft("i-3", MARK, patient=MARKED), "bundle")
    first.begin(draft("i-4", patient=OTHER), "bundle")
    other.look()
    cut(other)
    other.keep(answered(other.open("i-3")), "answer")
    other.keep(answered(other.open("i-4")), "answer")
    other.keep_unfinished(Unfinished(NewPatient(family_name=MARK * 2)))
    mended(other)
    return first, other


def test_nothing_of_it_is_left_in_another_room_and_what_waited_goes_on(both, practice_place):
    first, other = both
    assert marks_left(other) > 0
    second = destroyed(practice_place, first, MARKED.id)
    assert marks_left(second) == 0
    assert other.look() == Rooms(changed=True)
    assert marks_left(other) == 0
    assert other.take_unfinished() == Unfinished()
    # What was said there about somebody else arrived.
    assert second.open("i-4") == answered(draft("i-4", patient=OTHER))
    with refused("consultation-missing"):
        other.keep(answered(answered(draft("i-3", patient=MARKED))), "answer")
    assert other.look() == Rooms()
    assert other.check_log().sound
    second.close()


def test_what_was_begun_about_somebody_else_stays(both, practice_place):
    first, other = both
    begun = Unfinished(NewPatient(family_name="Somebody"))
    other.keep_unfinished(begun)
    destroyed(practice_place, first, MARKED.id).close()
    other.look()
    assert other.take_unfinished() == begun


@pytest.mark.parametrize("anew", [False, True], ids=["following", "fetching everything"])
def test_an_answer_about_somebody_else_that_waits_arrives_though_it_holds_the_same_name(
    first, other, other_place, practice_place, anew
):
    """A family name can be a part of any word: what was acknowledged is told by ids, and none is lost."""
    first.staff.add(BO, BOS)
    first.keep_signing_key(b"key", "secret", "f-2", BO.id)
    first.begin(draft("i-3", patient=replace(MARKED, family_name="Li")), "bundle")
    first.begin(draft("i-4", patient=OTHER), "bundle")
    other.look()
    cut(other)
    said = replace(answered(other.open("i-4")), goal="Lidocaine")
    other.keep(said, "answer")
    other.close()
    second = destroyed(practice_place, first, MARKED.id)
    if anew:
        second.practice_server.begin_anew(PASSWORD)
    again = other_place.unlock(PASSPHRASE, CLINICIAN.id)
    again.look()
    assert second.open("i-4") == said
    again.close()
    second.close()


def test_nothing_of_it_comes_back_to_a_room_that_fetches_everything_anew(both, other_place, practice_place):
    first, other = both
    second = destroyed(practice_place, first, MARKED.id)
    second.practice_server.begin_anew(PASSWORD)
    with refused("keys-changed"):
        other.look()
    other.close()
    again = other_place.unlock(PASSPHRASE, CLINICIAN.id)
    assert again.look() == Rooms()
    assert marks_left(again) == 0
    assert second.open("i-4") == answered(draft("i-4", patient=OTHER))
    again.close()
    second.close()


def test_a_sample_that_was_cleared_elsewhere_holds_nothing_up(first, other):
    first.begin(replace(draft("i-s", patient=replace(PATIENT, id="p-s")), sample=True), "bundle")
    said = answered(other.open("i-s"))
    cut(other)
    other.keep(said, "answer")
    other.keep(answered(other.open("i-1")), "answer")
    mended(other)
    first.clear_samples()
    assert other.look() == Rooms(changed=True)
    assert first.open("i-1") == answered(draft())


def test_a_disk_that_is_full_is_not_taken_for_a_copy_that_differs(first, other):
    raw = other._replica._connected()
    [(pages,)] = raw.execute("PRAGMA page_count").fetchall()
    raw.execute(f"PRAGMA max_page_count = {pages}")
    long = draft("i-2", "words " * 50_000)
    first.begin(long, "bundle")
    with refused("vault-full"):
        other.look()
    # The connection was opened anew after the failure, and with it there is room again.
    assert other.look().changed
    assert other.open("i-2") == long
