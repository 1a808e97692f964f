"""What was begun and told to nobody yet."""

from dataclasses import replace
from datetime import UTC, datetime

from consult_app.domain.given import Given
from consult_app.domain.unfinished import AccountBegun, NewPatient, Unfinished


def test_it_is_something_as_soon_as_anything_was_begun():
    assert not Unfinished()
    assert Unfinished(NewPatient())


def test_an_account_belongs_to_the_page_of_its_consultation_kind_and_what_it_replaces():
    begun = AccountBegun("i-1")
    places = {
        each.place
        for each in (
            begun,
            replace(begun, why="a slip"),
            replace(begun, given=Given((), (), "Dr", datetime(2026, 11, 27, tzinfo=UTC))),
            replace(begun, replaces="a-1"),
            replace(begun, consultation="i-2"),
        )
    }
    assert len(places) == 4
