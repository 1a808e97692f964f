"""Who came with a file goes out again, all at once, and only while nothing else is known of any of them."""

from dataclasses import replace
from datetime import date

import pytest

from consult_app.domain.audit import Act, Fault
from consult_app.domain.consultation import Patient
from consult_app.domain.unfinished import NewPatient, Unfinished
from tests.contract.test_chain import entries
from tests.contract.test_joined_patients import merge
from tests.contract.test_retention import proposal, refused
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PATIENT, PRACTICE, draft

CAME = tuple(
    Patient(f"p-{at}", name, "Ek", date(1990, 1, at), record_number=f"N-{at}")
    for at, name in ((7, "Ada"), (8, "Bo"))
)
DIGEST = "ab" * 32
OTHERS = (replace(PATIENT, id="p-9", record_number=""),)


@pytest.fixture
def brought(vault):
    vault.keep_patient(PATIENT)
    vault.bring(CAME, DIGEST)
    return vault


def test_who_came_last_is_told_and_goes_out_again(brought):
    came = brought.came_last()
    assert (came.by, came.patients) == (brought.staff.me.id, CAME)
    assert came.at.tzinfo is not None
    brought.take_out(came)
    assert brought.patients() == (PATIENT,)
    assert brought.patients("Ek") == ()
    assert brought.came_last() is None
    with refused("import-begun"):
        brought.take_out(came)
    brought.bring(CAME, DIGEST)
    assert brought.came_last().patients == CAME


def test_before_any_file_nobody_came(vault):
    assert vault.came_last() is None


def test_only_the_last_file_is_taken_back(brought):
    first = brought.came_last()
    brought.bring(OTHERS, DIGEST)
    with refused("import-begun"):
        brought.take_out(first)
    brought.take_out(brought.came_last())
    assert brought.came_last() is None
    assert {each.id for each in brought.patients()} == {PATIENT.id, "p-7", "p-8"}


ACTS = {
    "a consultation": lambda vault: vault.begin(draft("i-7", patient=CAME[0]), "bundle"),
    "a sample": lambda vault: vault.begin(replace(draft("i-7", patient=CAME[0]), sample=True), "bundle"),
    "a correction": lambda vault: vault.keep_patient(replace(CAME[1], given_name="Boo")),
    "a hold": lambda vault: vault.retention.hold(CAME[0].id, "a claim"),
    "a proposal": lambda vault: vault.retention.propose(proposal(patient=CAME[1].id)),
    "a merge": lambda vault: vault.join(merge(absorbed=CAME[0], kept=PATIENT)),
    "a merge of another one": lambda vault: vault.join(merge(absorbed=PATIENT, kept=CAME[0])),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_nobody_goes_as_soon_as_something_is_known_of_one(brought, act):
    came = brought.came_last()
    act(brought)
    before = brought.patients()
    assert brought.came_last() is None
    with refused("import-begun"):
        brought.take_out(came)
    assert brought.patients() == before


def test_two_who_were_joined_and_parted_again_stay(brought):
    brought.join(merge(absorbed=CAME[0], kept=PATIENT))
    brought.part("m-1", "two people")
    assert brought.came_last() is None


def test_the_log_has_each_of_them_and_is_sound(real):
    real.bring(CAME, DIGEST)
    known = len(entries(real))
    real.take_out(real.came_last())
    assert [(row.action, row.subject, row.reason) for row in entries(real)[known:]] == [
        (Act.TAKEN_OUT, "p-7", ""),
        (Act.TAKEN_OUT, "p-8", ""),
        (Act.TAKEN_OUT, "", "2"),
    ]
    assert real.check_log().sound


def test_who_came_again_and_is_not_there_is_missed(real):
    real.bring(CAME, DIGEST)
    real.take_out(real.came_last())
    real.bring(CAME, DIGEST)
    assert real.check_log().sound
    with real._database.writing() as connection:
        connection.execute("DELETE FROM patient_words WHERE patient = ?", ("p-7",))
        connection.execute("DELETE FROM patient WHERE id = ?", ("p-7",))
    assert Fault.RECORD_MISSING in {each.fault for each in real.check_log().found}


def test_what_somebody_had_begun_to_type_about_them_goes_too(place):
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.bring(CAME, DIGEST)
    vault.keep_unfinished(Unfinished(patient=NewPatient(known="p-7")))
    vault.take_out(vault.came_last())
    assert vault.take_unfinished() == Unfinished()
    vault.close()


def test_a_room_that_begins_something_is_first_or_keeps_the_patient_again(first, other):
    first.bring(CAME, DIGEST)
    came = first.came_last()
    other.look()
    assert other.came_last() == came
    other.begin(draft("i-7", patient=CAME[0]), "bundle")
    with refused("import-begun"):
        first.take_out(came)
    first.bring(OTHERS, DIGEST)
    other.look()
    first.take_out(first.came_last())
    other.begin(draft("i-8", patient=OTHERS[0]), "bundle")
    first.look()
    assert {*CAME, *OTHERS} <= {*first.patients()} == {*other.patients()}
    assert first.check_log().sound
