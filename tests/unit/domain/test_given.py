"""What was given beside what was planned: what stands against it, what is missing, what departs."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from consult_app.domain.account import Account, given_of, replaced_by, standing
from consult_app.domain.complication import Complication, Grade, Lacking, lacking
from consult_app.domain.consultation import Portion
from consult_app.domain.given import (
    Agreed,
    Departs,
    Departure,
    Dose,
    Doubt,
    Hole,
    Missing,
    departures,
    doubts,
    doubts_of_session,
    holes,
    planned,
)
from consult_app.domain.lot import alike, lot_key, spellings
from consult_app.domain.reporting import reporting_hint
from consult_app.domain.treatment import Verification
from tests.helpers.sample import NOW, draft

SEALED = NOW - timedelta(hours=1)
AGREED = Agreed(draft(), SEALED)
PLAN = planned(draft(), "Dr Bo", NOW)
[PLANNED] = PLAN.doses


def with_dose(**changes):
    return replace(PLAN, doses=(replace(PLANNED, **changes),))


def missing(given):
    return holes(given, AGREED, NOW)


def test_the_plan_is_what_the_consent_says_and_departs_from_nothing():
    assert Dose("ing-hyaluronan", "", "1 ml", "L1", "2027-01", "cheeks") == PLANNED
    assert (PLAN.areas, PLAN.by, PLAN.at) == (("cheeks",), "Dr Bo", NOW)
    assert missing(PLAN) == departures(PLAN, draft()) == doubts_of_session(PLAN, AGREED) == ()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, ()),
        ({"expiry": "2026-10"}, (Doubt.EXPIRED,)),
        # A month holds to its end, and today is no day too late.
        ({"expiry": "2026-11"}, ()),
        ({"expiry": "23 Nov 2026"}, ()),
        ({"expiry": "22 Nov 2026"}, (Doubt.EXPIRED,)),
        ({"expiry": "soon"}, ()),
        ({"expiry": ""}, ()),
        ({"ingredient": "ing-other"}, (Doubt.NOT_CONSENTED,)),
        ({"ingredient": "", "product": "Own mix", "expiry": "2020-01"}, (Doubt.EXPIRED, Doubt.NOT_CONSENTED)),
    ],
)
def test_what_expired_or_was_not_consented_to_is_doubted_and_needs_a_reason(changes, found):
    given = with_dose(**changes)
    [dose] = given.doses
    assert doubts(dose, draft(), NOW.date()) == found
    unread = (Missing(Hole.EXPIRY_UNREAD, 0),) if changes.get("expiry") == "soon" else ()
    assert missing(given) == (*unread, *((Missing(Hole.REASON, 0),) if found else ()))
    assert missing(with_dose(**changes, reason="No other lot was here")) == unread


def test_a_session_before_the_consent_or_elsewhere_needs_a_reason():
    for given, doubt in (
        (replace(PLAN, at=SEALED - timedelta(minutes=1)), Doubt.BEFORE_CONSENT),
        (replace(PLAN, areas=("cheeks", "chin")), Doubt.AREA_NOT_CONSENTED),
    ):
        assert doubts_of_session(given, AGREED) == (doubt,)
        assert missing(given) == (Missing(Hole.REASON),)
        assert missing(replace(given, reason="Asked for on the day")) == ()


@pytest.mark.parametrize(("days", "found"), [(0, ()), (30, ()), (29, (Doubt.TOO_OLD,))])
def test_what_was_given_on_an_old_consent_needs_a_reason(days, found):
    later = replace(PLAN, at=NOW + timedelta(days=30))
    assert doubts_of_session(later, replace(AGREED, days_valid=days)) == found


@pytest.mark.parametrize(("wait", "found"), [(-1, ()), (0, ()), (1, (Doubt.TOO_EARLY,))])
def test_what_was_given_before_the_days_to_wait_were_over_needs_a_reason(wait, found):
    waiting = replace(AGREED, from_day=PLAN.at.date() + timedelta(days=wait))
    assert doubts_of_session(PLAN, waiting) == found


def test_what_was_given_after_the_consent_was_taken_back_needs_a_reason():
    taken_back = replace(AGREED, withdrawn_at=NOW - timedelta(minutes=5))
    assert doubts_of_session(PLAN, taken_back) == (Doubt.WITHDRAWN,)
    before = replace(PLAN, at=NOW - timedelta(minutes=6))
    assert doubts_of_session(before, taken_back) == ()


@pytest.mark.parametrize(
    ("given", "hole"),
    [
        (replace(PLAN, doses=()), Missing(Hole.NOTHING)),
        (replace(PLAN, by=" "), Missing(Hole.BY)),
        (replace(PLAN, at=NOW + timedelta(minutes=1)), Missing(Hole.LATER)),
        (with_dose(amount=" "), Missing(Hole.AMOUNT, 0)),
        (with_dose(amount="2,5"), Missing(Hole.UNIT, 0)),
        (with_dose(ingredient="", product=" ", reason="x"), Missing(Hole.NAME, 0)),
    ],
)
def test_a_hole_is_named_with_its_place(given, hole):
    assert missing(given) == (hole,)


def test_that_nothing_was_given_is_a_record_where_it_says_why():
    assert missing(replace(PLAN, doses=(), notes="Felt faint before the first needle.")) == ()


def test_each_departure_from_the_plan_is_named():
    given = replace(
        PLAN,
        doses=(replace(PLANNED, amount="2 ml", lot="L2", site="chin"), Dose("", "Own mix", "1 ml")),
        areas=("chin",),
    )
    assert departures(given, draft()) == (
        Departure(Departs.AMOUNT, "ing-hyaluronan", "1 ml", "2 ml"),
        Departure(Departs.LOT, "ing-hyaluronan", "L1", "L2"),
        Departure(Departs.SITE, "ing-hyaluronan", "cheeks", "chin"),
        Departure(Departs.ADDED, "Own mix", given="1 ml"),
        Departure(Departs.AREA_LEFT_OUT, "cheeks"),
        Departure(Departs.AREA_ADDED, "chin"),
    )
    assert departures(replace(PLAN, doses=()), draft()) == (
        Departure(Departs.LEFT_OUT, "ing-hyaluronan", "1 ml"),
    )


def test_what_the_plan_left_open_or_only_spaces_and_case_depart_from_nothing():
    assert departures(with_dose(amount="1ML", lot="l 1"), draft()) == ()
    open_plan = draft(mixture=(Portion("ing-hyaluronan", "1 ml"),))
    assert departures(PLAN, open_plan) == ()


def account(key, told=PLAN, replaces="", consultation="c-1"):
    return Account(key, consultation, NOW, "k-1", told, replaces)


def test_an_account_that_was_replaced_stands_no_more_and_is_still_told():
    every = (account("1"), account("2", replaces="1"), account("3", replaces="2"), account("4", RASH))
    assert [each.id for each in standing(every)] == ["3", "4"]
    assert [each.id for each in replaced_by(every[2], every)] == ["2", "1"]
    assert given_of(every, "c-1") is every[2]
    assert given_of(every, "c-2") is None
    assert [each.action for each in every] == ["given", "given corrected", "given corrected", "complication"]


RASH = Complication("Rash", date(2026, 11, 23), action="Antihistamine")


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, ()),
        ({"time": "14:30"}, ()),
        ({"what": " "}, (Lacking.WHAT,)),
        ({"began": date(2026, 11, 22)}, (Lacking.BEGAN,)),
        ({"began": date(2026, 11, 24)}, (Lacking.BEGAN,)),
        ({"time": "25:00"}, (Lacking.TIME,)),
        ({"action": ""}, (Lacking.ACTION,)),
    ],
)
def test_a_complication_says_what_when_and_what_was_done(changes, found):
    now = datetime(2026, 11, 23, 18, tzinfo=UTC)
    assert lacking(replace(RASH, **changes), date(2026, 11, 23), now) == found


def test_where_a_grave_complication_is_reported_says_how_far_that_was_checked():
    assert reporting_hint(Grade.MODERATE, "US") is None
    assert reporting_hint(Grade.NOT_GRADED, "US") is None
    us, uk, other = (reporting_hint(Grade.SEVERE, each) for each in ("US", "UK", "FR"))
    assert us is not None
    assert uk is not None
    assert other is not None
    assert (us.scheme, us.verified) == ("FDA MedWatch", Verification.READ)
    assert uk.verified is Verification.RECALLED
    assert other.scheme == ""


def test_what_is_taken_for_one_another_on_a_vial_is_alike():
    assert alike("ho0il1x9") == alike("h0oli1x9") == "h00111x9"
    assert alike("ab2") != alike("ab3")
    assert set(spellings("a0l")) == {f"a{one}{other}" for one in "0o" for other in "1il"}
    assert all(each.startswith("x") for each in spellings("x" + "0i" * 9))
    assert 9 < len(spellings("01" * 9)) <= 40


@pytest.mark.parametrize("typed", ["ab-12 3x", "AB123X", " ab 123x ", "\uff21\uff22123x", "ab/123.x"])
def test_a_lot_is_found_whatever_its_case_and_what_stands_between(typed):
    assert lot_key(typed) == "ab123x"
