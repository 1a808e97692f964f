"""Patients and consultations are found however many there are, and lists give no more than is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consult_app.domain import searching
from consult_app.domain.consultation import Ending, Patient
from consult_app.domain.paper import Deed, Handing, Paper
from consult_app.domain.searching import MOST, MOST_COUNTED
from consult_app.domain.sequel import SequelKind
from consult_app.errors import VaultError
from consult_app.store import words
from tests.helpers.consultations import (
    AFTERCARE,
    AT,
    PATIENT,
    PDF,
    consented,
    draft,
    following,
    reviewed,
    sealed,
    signed_once,
)

DAY = draft().day
EVA, ADA = (Patient(f"p-{name}", name, "Berg", date(1990, 1, 9)) for name in ("Eva", "Ada"))


@pytest.fixture
def known(vault):
    for each in (EVA, PATIENT, ADA):
        vault.keep_patient(each)
    return vault


def keep_sealed(vault, id_="i-1"):
    state = consented(signed_once(reviewed(id_)))
    vault.begin(state.draft, "bundle")
    vault.keep(state, "sign")
    vault.store(sealed(state), PDF, AFTERCARE)
    return sealed(state)


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("berg", (ADA, EVA)),
        ("eva be", (EVA,)),
        ("be eva", (EVA,)),
        ("9.1.1990", (ADA, EVA)),
        ("1/9/1990 a", (ADA,)),
        ("müller 4711", (PATIENT,)),
        ("berg müller", ()),
        ("NEAR", ()),
        ('"berg"', (ADA, EVA)),
        ("-", ()),
        ("\N{PERSONAL COMPUTER}", ()),
    ],
)
def test_every_word_has_to_be_meant(known, typed, who):
    assert known.patients(typed) == who
    assert known.count_patients(typed) == len(who)


def test_where_nothing_is_typed_who_was_here_last_comes_first(known):
    known.begin(draft("i-1", patient=EVA), "bundle")
    known.begin(draft("i-2", patient=PATIENT), "bundle")
    known.keep(draft("i-1", patient=EVA).seeing("s-2"), "see")
    assert known.patients() == (EVA, PATIENT, ADA)
    assert [each.id for each in known.patients(most=2)] == [EVA.id, PATIENT.id]
    assert known.patients(most=1) == (EVA,)
    assert known.count_patients() == 3


def test_of_too_many_the_newest_are_given_and_all_are_counted(known):
    assert known.patients("berg", most=1) == (ADA,)
    assert known.count_patients("berg") == 2
    assert len(known.patients(" ", most=2)) == 2


def test_counting_ends_where_nobody_reads_the_number(real, monkeypatch):
    monkeypatch.setattr(words, "MOST_COUNTED", 1)
    for each in (EVA, ADA, PATIENT):
        real.keep_patient(each)
    assert real.count_patients("berg") == 2
    assert real.count_patients("1990") == 2
    assert real.count_patients() == 3
    assert MOST < MOST_COUNTED == searching.MOST_COUNTED


def test_a_patient_is_found_by_their_words_of_today(known):
    known.keep_patient(replace(EVA, family_name="Zander", birth_date=date(1991, 2, 3)))
    assert known.patients("berg") == (ADA,)
    assert [each.id for each in known.patients("zander 3.2.1991")] == [EVA.id]
    assert known.patient(EVA.id).family_name == "Zander"
    with pytest.raises(VaultError, check=lambda error: error.code == "patient-missing"):
        known.patient("nobody")


def test_what_a_patient_was_called_is_gone_from_the_index(real):
    real.keep_patient(replace(EVA, family_name="Zwitscherkanarienvogel"))
    real.keep_patient(EVA)
    with real._database.reading() as connection:
        blocks = connection.values("SELECT block FROM patient_search_data")
        assert not [each for each in blocks if b"zwits" in each]
        connection.execute("INSERT INTO patient_search (patient_search) VALUES ('integrity-check')")


def test_samples_that_are_cleared_are_found_no_more(known):
    known.begin(replace(draft("i-1", patient=EVA), sample=True), "bundle")
    assert known.count_samples() == 1
    known.clear_samples()
    assert known.patients("berg") == (ADA,)
    assert known.count_samples() == 0


def test_the_consultations_of_some_patients_are_listed(known):
    for number, each in enumerate((EVA, ADA, PATIENT, EVA)):
        known.begin(draft(f"i-{number}", patient=each), "bundle")
    assert {each.id for each in known.consultations((EVA.id, ADA.id))} == {"i-0", "i-1", "i-3"}
    assert known.consultations(()) == ()
    assert len(known.consultations()) == 4


def test_in_front_of_somebody_is_what_is_of_the_day_open_or_to_be_printed(vault):
    first = keep_sealed(vault, "i-1")
    keep_sealed(vault, "i-2")
    vault.hand("i-2", Handing(Deed.WANTED, Paper.CONSENT))
    vault.begin(draft("i-3"), "bundle")
    vault.begin(draft("i-4"), "bundle")
    vault.keep(draft("i-4").voiding(Ending("Entered twice", "Dr Bo", AT)), "void")
    other = date(2020, 1, 1)
    assert {each.id for each in vault.current(other)} == {"i-2", "i-3"}
    vault.hand("i-2", Handing(Deed.PRINTED, Paper.CONSENT, 1))
    assert {each.id for each in vault.current(other)} == {"i-3"}
    assert {each.id for each in vault.current(DAY)} == {"i-1", "i-2", "i-3", "i-4"}
    assert vault.current(DAY)[-1].id == first.draft.id


def test_the_last_consultation_is_none_that_follows_a_record(vault):
    assert vault.latest() is None
    first = keep_sealed(vault)
    vault.begin(following(first, SequelKind.AMENDMENT), "bundle")
    assert vault.latest().id == "i-1"
