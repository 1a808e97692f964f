"""How long a rule keeps records, which words name a patient, and which backups hold one."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from consult_app.domain.backup import Backup
from consult_app.domain.preferences import Preferences
from consult_app.domain.retention import RetentionRule, holding, kept_until, names_patient, repeats_name
from tests.helpers.consultations import PATIENT

BORN = date(2010, 6, 15)


@pytest.mark.parametrize(
    ("rule", "born", "last", "until"),
    [
        (RetentionRule(8), BORN, date(2026, 3, 1), date(2034, 3, 1)),
        # A minor then: until 18 and 7 years more, where that is later.
        (RetentionRule(8, 18, 7), BORN, date(2026, 3, 1), date(2035, 6, 15)),
        (RetentionRule(10, 18, 7), BORN, date(2026, 3, 1), date(2036, 3, 1)),
        (RetentionRule(8, 18, 7), BORN, date(2028, 6, 14), date(2036, 6, 14)),
        # Grown up on that very day.
        (RetentionRule(1, 18, 7), BORN, date(2028, 6, 15), date(2029, 6, 15)),
        (RetentionRule(1, 18, 7), BORN, date(2028, 6, 14), date(2035, 6, 15)),
        # Days that not every year has.
        (RetentionRule(1), BORN, date(2028, 2, 29), date(2029, 3, 1)),
        (RetentionRule(4), BORN, date(2028, 2, 29), date(2032, 2, 29)),
        (RetentionRule(1, 18, 1), date(2012, 2, 29), date(2029, 1, 1), date(2031, 3, 1)),
    ],
)
def test_the_rule_counts_from_the_last_contact_and_for_minors_from_an_age(rule, born, last, until):
    assert kept_until(rule, born, last) == until


def test_a_practice_has_a_rule_for_a_law_once_it_set_years():
    preferences = Preferences(
        keep_years={"UK": 8, "AU": 0}, minors_until={"UK": 18, "US": 18}, minors_years={"UK": 7}
    )
    assert preferences.retention("UK") == RetentionRule(8, 18, 7)
    assert preferences.retention("US") is None
    assert preferences.retention("AU") is None
    assert Preferences(keep_years={"AU": 7}).retention("AU") == RetentionRule(7)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Jürgen asked for it.", True),
        ("JUERGEN asked", True),
        ("asked by (Müller-Łódź)", True),
        ("record a-4711, see letter", True),
        ("asked for it by letter", False),
        ("", False),
    ],
)
def test_words_that_name_the_patient_are_known(words, named):
    assert names_patient(words, PATIENT) is named


def test_very_short_names_and_no_record_number_name_nobody():
    assert not names_patient(
        "we do so", replace(PATIENT, given_name="Do", family_name="We", record_number="")
    )


@pytest.mark.parametrize(
    ("words", "who", "repeated"),
    [
        ("Swelling, says Müller's sister", "MULLER Jürgen", True),
        ("Swelling; see 4711-B", "4711-B", True),
        ("Swelling, rung up by the partner", "Jürgen Müller", False),
        ("We do so", "We Do", False),
        ("Swelling", "", False),
    ],
)
def test_words_that_repeat_how_somebody_is_looked_for_are_known(words, who, repeated):
    assert repeats_name(words, who) is repeated


def test_backups_with_a_longer_log_hold_what_was_entered_then():
    at = datetime(2026, 1, 1, tzinfo=UTC)
    backups = [Backup("a", at, 4), Backup("b", at, 5), Backup("c", at, 9)]
    assert [each.name for each in holding(backups, 5)] == ["b", "c"]
