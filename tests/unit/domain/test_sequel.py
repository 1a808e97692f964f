from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from consult_app.domain.sequel import Blank, First, Sequel, SequelKind, Told, Wait

FIRST = First("i-1", "Consent", "a" * 64, datetime(2026, 3, 1, 12, tzinfo=UTC))
DAY = date(2026, 3, 8)


def begun(kind, **said):
    return Sequel(kind, FIRST, **said)


@pytest.mark.parametrize(
    ("sequel", "missing"),
    [
        (begun(SequelKind.DECISION), (Blank.DECISIONS, Blank.TOLD)),
        (begun(SequelKind.DECISION, decisions=("d-photos",), told=Told.PHONE), ()),
        (begun(SequelKind.AMENDMENT), (Blank.WORDS,)),
        (begun(SequelKind.AMENDMENT, words="  "), (Blank.WORDS,)),
        (begun(SequelKind.AMENDMENT, words="The lot was A-1."), ()),
        (begun(SequelKind.WITHDRAWAL), (Blank.TOLD,)),
        (begun(SequelKind.WITHDRAWAL, told=Told.PHONE), ()),
        (begun(SequelKind.CONFIRMATION), (Blank.CHANGED,)),
        (begun(SequelKind.CONFIRMATION, changed=False), ()),
        (begun(SequelKind.CONFIRMATION, changed=True), (Blank.WORDS, Blank.JUDGEMENT)),
        (begun(SequelKind.CONFIRMATION, changed=True, words="a cold", judgement="It is over."), ()),
    ],
)
def test_it_names_what_is_missing(sequel, missing):
    assert sequel.blanks(DAY) == missing


@pytest.mark.parametrize(("day", "early"), [(7, True), (8, False), (9, False)])
def test_before_the_wait_is_over_a_reason_is_missing(day, early):
    waits = begun(SequelKind.CONFIRMATION, changed=False, wait=Wait(7, date(2026, 3, 8)))
    on = date(2026, 3, day)
    assert waits.is_early(on) is early
    assert waits.blanks(on) == ((Blank.EARLY,) if early else ())
    assert waits.saying(early="She travels tomorrow.").blanks(on) == ()


def test_where_nobody_waits_no_day_is_early():
    assert not begun(SequelKind.CONFIRMATION).is_early(FIRST.signed.date())


def test_what_is_said_next_leaves_the_rest():
    said = begun(SequelKind.WITHDRAWAL, told=Told.HERE).saying(words="I changed my mind.")
    assert said == replace(said, told=Told.HERE, words="I changed my mind.")
