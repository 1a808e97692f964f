"""A check looks at every page of the file, also at those of which the log says nothing."""

from __future__ import annotations

import io
from functools import partial
from random import Random

import pytest

from consult_app.cli import run
from consult_app.cli.saying import telling
from consult_app.domain.audit import Act, Fault
from consult_app.errors import VaultError
from consult_app.store import checking, pages, recovery
from consult_app.store import database as database_module
from consult_app.store.database import Database
from consult_app.store.examining import examine
from consult_app.store.failure import failure
from consult_app.store.pages import MOST, check_pages
from consult_app.store.place import Place
from tests.helpers.answering import answered
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE, draft
from tests.helpers.in_rooms import FAST

_PAGE = 4096


def _random(seed):
    return Random(seed)  # noqa: S311 - the same bits each time


@pytest.fixture
def closed(real_place):
    """A vault with pages of many tables, closed; its place and keys."""
    vault, _ = real_place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    for number in range(12):
        vault.begin(draft(f"i-{number}", f"words {number} " * 60), f"bundle {number} " * 400)
    keys = vault.staff.keys
    vault.close()
    return real_place, keys


def pages_of(place):
    content = (place.folder / "vault.db").read_bytes()
    return [content[at : at + _PAGE] for at in range(0, len(content), _PAGE)]


def write(place, pages):
    (place.folder / "vault.db").write_bytes(b"".join(pages))


def flipped(page, chance):
    at = chance.randrange(len(page))
    return page[:at] + bytes([page[at] ^ 1 << chance.randrange(8)]) + page[at + 1 :]


def subjects(checked):
    return [each.subject for each in checked.found if each.fault is Fault.DAMAGED]


def test_every_page_of_a_whole_vault_is_as_it_was_written(closed):
    place, keys = closed
    heard = []
    checked = examine(place, keys, looked=heard.append)
    assert checked.sound
    assert checked.pages == len(pages_of(place)) > 40
    assert checked.entries > 12
    assert heard == []


def test_one_flipped_bit_on_any_page_is_named_by_the_number_of_the_page(closed):
    place, keys = closed
    whole, chance = pages_of(place), _random(3)
    # The first page says whose the file is: another one is told apart before.
    for number in range(1, len(whole)):
        broken = list(whole)
        broken[number] = flipped(whole[number], chance)
        write(place, broken)
        database = Database(place.folder / "vault.db", *keys.of_database)
        checked = check_pages(database, place.folder / "vault.db", *keys.of_database)
        database.close()
        assert f"page {number + 1}" in subjects(checked)
    write(place, whole)
    assert examine(place, keys).sound


@pytest.mark.parametrize("at", [0, 15])
def test_a_changed_head_is_found_which_no_code_covers_and_the_engine_never_reads(closed, at):
    place, keys = closed
    path = place.folder / "vault.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    assert "page 1" in subjects(examine(place, keys))


def test_the_engine_says_the_same_of_the_same_pages(closed):
    place, keys = closed
    whole, chance = pages_of(place), _random(4)
    broken = list(whole)
    for number in chance.sample(range(5, len(whole)), 4):
        broken[number] = flipped(whole[number], chance)
    write(place, broken)
    database = Database(place.folder / "vault.db", *keys.of_database)
    ours = list(subjects(check_pages(database, place.folder / "vault.db", *keys.of_database)))
    with database.reading() as connection:
        theirs = connection.values("PRAGMA cipher_integrity_check")
    database.close()
    assert [each.rpartition(" ")[2] for each in theirs] == [
        each.rpartition(" ")[2] for each in ours if each.startswith("page ")
    ]


@pytest.mark.usefixtures("cheap")
def test_the_table_is_named_and_the_way_out(closed, capsys, monkeypatch, tmp_path):
    folder = tmp_path / "command"
    vault, _ = Place(folder, FAST).create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.begin(draft(), "a pack of its own " * 5000)
    # Packs are nowhere in the log: a check that only walks it reads none of them.
    with vault._database.reading() as connection:
        [page] = connection.values("SELECT rootpage FROM sqlite_master WHERE name = 'pack'")
    vault.close()
    place = Place(folder, FAST)
    pages = pages_of(place)
    pages[page - 1] = flipped(pages[page - 1], _random(5))
    write(place, pages)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSPHRASE}\n"))
    assert run(["audit", "verify", "--vault", str(folder)]) == 1
    said = capsys.readouterr().out
    assert said.startswith("The file is DAMAGED")
    assert f"page {page}: damaged" in said
    assert "table pack: damaged" in said
    assert "consult-app rescue" in said


def test_what_stands_beside_the_file_is_no_damage(real):
    real.begin(draft(), "bundle")
    real.keep(answered(draft()), "answer")
    checked = real.check_log()
    assert checked.sound
    assert checked.pages > 20


def test_many_damaged_pages_are_counted(closed):
    place, keys = closed
    whole, chance = pages_of(place), _random(6)
    write(place, [*whole[:9], *(flipped(each, chance) for each in whole[9:])])
    database = Database(place.folder / "vault.db", *keys.of_database)
    checked = check_pages(database, place.folder / "vault.db", *keys.of_database)
    database.close()
    assert checked.more == len(whole) - 9 - MOST
    assert sum(each.startswith("page ") for each in subjects(checked)) == MOST


def test_a_file_whose_pages_are_whole_and_do_not_belong_together_is_found(closed, monkeypatch):
    place, keys = closed
    older = pages_of(place)
    vault = place.unlock(PASSPHRASE)
    for number in range(30):
        vault.begin(draft(f"i-{number + 50}", "more words " * 60), "bundle")
    vault.close()
    newer = pages_of(place)
    found = set()
    # An old version of one page proves itself, and what it belongs to does not fit it any more.
    for number in range(2, len(older)):
        if older[number] != newer[number]:
            write(place, [*newer[:number], older[number], *newer[number + 1 :]])
            database = Database(place.folder / "vault.db", *keys.of_database)
            found.update(subjects(check_pages(database, place.folder / "vault.db", *keys.of_database)))
            database.close()
    assert "structure" in found


class Terminal(io.StringIO):
    """What somebody looks at."""

    def isatty(self):
        return True


def test_on_a_terminal_it_is_said_how_far_it_is_and_the_line_is_gone_at_the_end(monkeypatch):
    for stream, said in ((Terminal(), "5000 pages looked at"), (io.StringIO(), "")):
        monkeypatch.setattr("sys.stderr", stream)
        with telling("page looked at") as (looked,):
            looked(5000)
            shown = stream.getvalue()
        assert (said in shown) if said else shown == ""
        assert stream.getvalue().endswith("\r\033[K") is bool(said)


def test_a_disk_that_refuses_is_said_as_itself(closed, monkeypatch):
    place, keys = closed
    database = Database(place.folder / "vault.db", *keys.of_database)

    def refusing():
        raise failure("disk-failing")

    monkeypatch.setattr(database, "checkpoint", refusing)
    with pytest.raises(VaultError, match="disk"):
        check_pages(database, place.folder / "vault.db", *keys.of_database)
    database.close()


def test_a_check_of_an_open_vault_says_how_far_it_is_and_can_be_stopped(real, monkeypatch):
    monkeypatch.setattr(pages, "_AT_ONCE", 5)
    monkeypatch.setattr(checking, "_AT_ONCE", 1)
    real.begin(draft(), "bundle")
    heard = []
    checked = real.check_log(going_on=lambda *counts: heard.append(counts) or True)
    assert checked.sound
    assert heard[:2] == [(5, None), (10, None)]
    assert (checked.pages, checked.entries) in heard
    for most in range(1, len(heard)):
        seen = []
        with pytest.raises(VaultError, check=lambda error: error.code == "check-stopped"):
            real.check_log(going_on=lambda *counts, seen=seen: seen.append(counts) or len(seen) < most)  # noqa: B023
        assert len(seen) == most
    assert real.check_log().sound


def test_it_can_be_stopped_while_it_is_looked_whether_pages_fit_together(closed, monkeypatch):
    monkeypatch.setattr(database_module, "_STEPS", 1)
    place, keys = closed
    database = Database(place.folder / "vault.db", *keys.of_database)
    looked = partial(check_pages, database, place.folder / "vault.db", *keys.of_database)
    asked = []
    assert looked(is_wanted=lambda count: asked.append(count) or True).sound
    assert set(asked) == {len(pages_of(place))}
    for most in (1, len(asked) // 2, len(asked)):
        seen = []
        with pytest.raises(VaultError, check=lambda error: error.code == "check-stopped"):
            looked(is_wanted=lambda _, seen=seen: seen.append(0) or len(seen) < most)  # noqa: B023
        assert len(seen) == most
    # Whatever is asked afterwards is not asked about any more.
    assert looked().sound
    database.close()


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize("way", [(), ("--recovery",)])
def test_a_wrong_secret_for_a_check_is_entered_like_one_at_the_door(tmp_path, monkeypatch, capsys, way):
    vault, recovery_key = Place(tmp_path, FAST).create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.close()
    wrong = recovery.printed(bytes(recovery.KEY_BYTES)) if way else "wrong"
    for secret, code in ((wrong, 2), (recovery_key if way else PASSPHRASE, 0)):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{secret}\n"))
        assert run(["audit", "verify", "--vault", str(tmp_path), *way]) == code
    assert "is whole" in capsys.readouterr().out
    again = Place(tmp_path, FAST).unlock(PASSPHRASE)
    assert [each.action for each in again.entries(10**6, 9)].count(Act.UNLOCK_FAILED) == 1
    again.close()
