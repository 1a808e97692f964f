"""The log looked through by the database: all that is wanted, in whatever letters, and no more."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from consult_app.domain.audit import Wanted
from consult_app.domain.consultation import Clinician, Patient, Sex
from consult_app.domain.users import User, UserRole
from consult_app.store import log_search
from consult_app.store.chain import append
from consult_app.workflow.logbook import LogPart, read_part
from tests.helpers.consultations import draft
from tests.helpers.fakes import fake_services

OLGA = User(Clinician("c-2", "Ольга Łódź", "Nurse"), UserRole.ADMINISTRATOR)
OLGAS = "quiet harbour ninety maps"
KIM = Patient("p-9", "Kim", "Lee", date(1990, 1, 1), Sex.FEMALE)
WANTED = (
    Wanted(),
    Wanted(who="ADA"),
    Wanted(who="ольга"),
    Wanted(who="c-gone"),
    Wanted(what="Begin"),
    Wanted(what="PRÜF"),
    Wanted(whose="MÜLLER"),
    Wanted(whose="kim lee"),
    Wanted(who="ada", what="begin", whose="kim"),
    Wanted(since=date(2026, 3, 1)),
    Wanted(since=date(2026, 3, 2), until=date(2026, 3, 2)),
    Wanted(until=date(2020, 1, 1)),
)


@pytest.fixture
def kept(local):
    """A vault whose log has people, patients and acts in several scripts, and times in disorder."""
    local.staff.add(OLGA, OLGAS)
    local.begin(draft(), "bundle")
    local.begin(replace(draft("i-2"), patient=KIM), "bundle")
    with local._database.writing() as connection:
        for at, actor, act in (
            ("2026-03-01T23:30:00.000000+00:00", "c-gone", "Prüfung"),
            ("2019-12-31T23:30:00.000000+00:00", "c-2", "clock jumped"),
            ("2026-03-02T22:30:00.000000+00:00", "", "clock jumped"),
        ):
            append(connection, at, actor, act)
    return local


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_it_gives_what_a_look_at_every_entry_gives(kept, monkeypatch, wanted):
    monkeypatch.setattr(log_search, "AT_ONCE", 4)
    zone = timezone(timedelta(hours=2))
    services = replace(fake_services(), now=lambda: datetime(2026, 3, 3, tzinfo=zone))
    every = [replace(each, at=each.at.astimezone(zone)) for each in kept.entries(0, 999)]
    assert len(every) > 8
    part, found = LogPart((), 0), []
    while part.before or not found:
        part = read_part(services, kept, wanted, part.before)
        found += [part]
    given = [each for part in found for each in part.entries]
    assert given == [each for each in every if wanted.fits(each)]
    assert given
    assert len(found) > 1


def test_rows_that_cannot_be_wanted_do_not_leave_the_database(kept):
    told = []
    with kept._database.reading() as connection:
        log_search.search(connection, Wanted(who="c-gone"), 0, 9, kept.staff.names(), told.append)
    assert [row.actor for row in told] == ["c-gone"]


def test_of_many_no_more_are_given_than_are_asked_for(kept):
    first, before = kept.search_log(Wanted(), 0, 3)
    assert first == kept.entries(0, 3)
    assert before == first[-1].number
    assert kept.search_log(Wanted(), before, 3)[0] == kept.entries(before, 3)
    assert kept.search_log(Wanted(), 2, 3) == (kept.entries(2, 3), 0)
    assert kept.search_log(Wanted(), 2, 1) == (kept.entries(2, 1), 0)


def test_whoever_may_see_no_patient_finds_none_by_name(kept, place):
    kept.close()
    opened = place.unlock(OLGAS, OLGA.id)
    assert opened.search_log(Wanted(whose="kim"), 0, 9) == ((), 0)
    assert {each.whose for each in opened.search_log(Wanted(what="begin"), 0, 9)[0]} == {""}
    opened.close()
