"""The log is read in parts, newest first, by what is asked for, and saved first to last."""

from dataclasses import replace
from datetime import timedelta

import pytest

from consult_app.domain.audit import Act, Entry, Wanted
from consult_app.domain.users import UserRole
from consult_app.errors import RightError
from consult_app.workflow.logbook import PART, found_in_log, log_csv, open_log, read_part, row_of
from tests.helpers.fakes import NOON, FakeVault, fake_services

ENTRY = Entry(7, NOON, "Dr. Ada Beispiel", "desk", "record opened", "i-1", "", "Jürgen Müller-Łódź")


def vault_with(count):
    vault = FakeVault()
    for number in range(count):
        vault.note("record opened" if number % 100 else "user added", f"i-{number}")
    return vault


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Wanted(), True),
        (Wanted(who="ADA"), True),
        (Wanted(who="bo"), False),
        (Wanted(what="Opened"), True),
        (Wanted(what="sealed"), False),
        (Wanted(whose="müller"), True),
        (Wanted(whose="i-1"), False),
        (Wanted(since=NOON.date(), until=NOON.date()), True),
        (Wanted(since=NOON.date() + timedelta(days=1)), False),
        (Wanted(until=NOON.date() - timedelta(days=1)), False),
    ],
)
def test_what_is_wanted(wanted, fits):
    assert wanted.fits(ENTRY) is fits


def test_it_is_read_part_by_part_until_nothing_is_left():
    vault, services = vault_with(2 * PART + 10), fake_services()
    first = read_part(services, vault, Wanted())
    assert ([each.number for each in first.entries[:2]], first.before) == (
        [2 * PART + 10, 2 * PART + 9],
        PART + 11,
    )
    second = read_part(services, vault, Wanted(), first.before)
    last = read_part(services, vault, Wanted(), second.before)
    assert (len(second.entries), second.before, len(last.entries), last.before) == (PART, 11, 10, 0)


def test_of_a_part_only_what_is_wanted_is_given_and_it_goes_on_before_the_part():
    found = read_part(fake_services(), vault_with(2 * PART), Wanted(what="user"))
    assert (len(found.entries), found.before) == (PART // 100, PART + 1)


def test_times_are_those_of_the_place():
    [entry] = read_part(fake_services(), vault_with(1), Wanted()).entries
    assert entry.at.tzinfo == fake_services().now().tzinfo


def test_opening_it_is_its_newest_entry():
    vault = vault_with(3)
    screen = open_log(fake_services(), vault)
    assert (screen.newest.entries[0].action, screen.named) == (Act.LOG_READ, True)


def test_for_an_administrator_nobody_is_named():
    vault = vault_with(3)
    vault.staff.users = {
        key: replace(each, role=UserRole.ADMINISTRATOR) for key, each in vault.staff.users.items()
    }
    assert not open_log(fake_services(), vault).named


@pytest.mark.parametrize("role", [UserRole.CLINICIAN, UserRole.ASSISTANT])
@pytest.mark.parametrize(
    "act",
    [
        lambda vault: open_log(fake_services(), vault),
        lambda vault: read_part(fake_services(), vault, Wanted()),
        lambda vault: found_in_log(vault, Wanted()),
    ],
)
def test_nobody_else_reads_it(role, act):
    vault = vault_with(3)
    vault.staff.users = {key: replace(each, role=role) for key, each in vault.staff.users.items()}
    with pytest.raises(RightError, check=lambda error: error.code == "not-in-charge"):
        act(vault)
    assert len(vault.noted) == 3


def test_the_whole_of_it_is_saved_first_to_last_after_that_was_entered():
    vault = vault_with(PART + 5)
    found = found_in_log(vault, Wanted())
    assert [each.number for each in found] == list(range(1, PART + 7))
    assert found[-1].action == Act.LOG_EXPORTED


def test_a_table_has_a_head_and_no_formula():
    odd = replace(ENTRY, whose="", reason="=1+1", at=NOON)
    lines = log_csv((ENTRY, odd), named=True).decode("utf-8-sig").splitlines()
    assert lines[0] == "number,time (UTC),who,what,whose or about,why,machine"
    assert lines[1].split(",")[4] == "Jürgen Müller-Łódź"
    assert lines[2].split(",")[4:6] == ["i-1", "'=1+1"]
    assert row_of(ENTRY)[0] == "7"


def test_a_table_names_patients_only_where_that_is_wanted():
    table = log_csv((ENTRY,), named=False).decode("utf-8-sig")
    assert table.splitlines()[1].split(",")[4] == ENTRY.subject
    assert ENTRY.whose not in table
