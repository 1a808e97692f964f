"""Who may be one person, by a rule that can be said in a sentence; and how two become one, and two again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.consultation import Patient, Sex
from consult_app.domain.merging import DETAILS, Merge, alike, choosing, differing, first_pair

ANNA = Patient("p-1", "Anna", "Müller", date(1980, 5, 17), Sex.FEMALE, "A-1")
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given_name", "family_name"),
    [
        ("Anna", "Müller"),
        ("ANNA", "Mueller"),
        ("Ana", "Muller"),
        ("Anan", "Müller"),
        ("Anne", "Müller"),
        ("Anna Maria", "Müller"),
        ("Annabel", "Müller"),
        ("Anna", "Müller-Weiß"),
        ("Anna", "Weiß Müller"),
        ("Müller", "Anna"),
        ("Anna", "Mülelr"),
        ("Anna", "Müllers"),
    ],
)
def test_the_same_birth_date_and_nearly_the_same_names_are_alike(given_name, family_name):
    other = replace(ANNA, id="p-2", given_name=given_name, family_name=family_name, record_number="")
    assert alike(ANNA, other)
    assert alike(other, ANNA)
    assert not alike(ANNA, replace(other, birth_date=date(1980, 5, 18)))


@pytest.mark.parametrize(
    ("given_name", "family_name"),
    [
        ("Ida", "Müller"),
        ("Anna", "Schmidt"),
        ("", "Möllemann"),
        ("Schmidt", ""),
        ("An", "Müller"),
        ("Nana", "Möllemann"),
        ("Anne-Kathrin", "Schmidt"),
    ],
)
def test_others_of_the_same_day_are_not(given_name, family_name):
    other = replace(ANNA, id="p-2", given_name=given_name, family_name=family_name, record_number="")
    assert not alike(ANNA, other)
    assert not alike(other, ANNA)


@pytest.mark.parametrize(("given_name", "family_name"), [("", "Müller"), ("Muller", ""), ("Anna", "")])
def test_one_name_is_alike_where_the_other_has_it_too(given_name, family_name):
    one = replace(ANNA, id="p-2", given_name=given_name, family_name=family_name, record_number="")
    assert alike(ANNA, one)
    assert alike(one, ANNA)
    assert alike(one, replace(one, id="p-3", given_name=family_name, family_name=given_name))


def test_short_names_are_the_same_or_not():
    li, lu = (Patient(each, each, "Wu", date(1980, 5, 17)) for each in ("Li", "Lu"))
    assert not alike(li, lu)
    assert alike(li, replace(li, id="p-2"))
    kim, tim = (Patient(each, each, "Wu", date(1980, 5, 17)) for each in ("Kim", "Tim"))
    assert not alike(kim, tim)


def test_the_same_record_number_is_enough_and_none_is_nothing():
    other = Patient("p-2", "Ida", "Schmidt", date(1999, 1, 1), record_number="a-1")
    assert alike(ANNA, other)
    assert not alike(replace(ANNA, record_number=""), replace(other, record_number=""))
    assert not alike(replace(ANNA, record_number=" "), replace(other, record_number=" "))


def test_nobody_is_alike_to_themselves():
    assert not alike(ANNA, ANNA)


def test_the_first_two_of_a_list_are_named():
    other = replace(ANNA, id="p-2")
    ida = replace(ANNA, id="p-3", given_name="Ida", record_number="")
    assert first_pair((ida, ANNA, other)) == (ANNA, other)
    assert first_pair((ida, ANNA)) is None


NAMES = st.text("anmü -", max_size=6)
PATIENTS = st.builds(
    Patient,
    st.just("p-1"),
    NAMES,
    NAMES,
    st.dates(date(1980, 1, 1), date(1980, 1, 3)),
    st.sampled_from(Sex),
    st.sampled_from(("", "1", "2")),
)


@given(PATIENTS, PATIENTS)
def test_it_does_not_matter_who_is_compared_with_whom(one, other):
    other = replace(other, id="p-2")
    assert alike(one, other) == alike(other, one)


@given(PATIENTS, PATIENTS, st.sets(st.sampled_from(DETAILS)))
def test_joined_and_parted_again_is_as_before(kept, absorbed, theirs):
    absorbed = replace(absorbed, id="p-2")
    chosen = choosing(kept, absorbed, theirs)
    assert chosen.id == kept.id
    assert set(differing(chosen, absorbed)) == set(differing(kept, absorbed)) - theirs
    merge = Merge("m-1", absorbed, kept, chosen, "one person", AT, "c-1")
    assert merge.parting(chosen) == kept


def test_what_was_corrected_since_stays():
    other = replace(ANNA, id="p-2", given_name="Ana", family_name="Weiß", record_number="B-2")
    chosen = choosing(ANNA, other, {"family_name", "record_number"})
    merge = Merge("m-1", other, ANNA, chosen, "married", AT, "c-1")
    now = replace(chosen, record_number="C-3", given_name="Änne")
    assert merge.parting(now) == replace(ANNA, record_number="C-3", given_name="Änne")
