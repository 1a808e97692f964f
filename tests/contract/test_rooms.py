# ruff: noqa: S608  statements of our own
"""Several rooms with one practice's server: everybody has all of it, and nothing is lost or there twice."""

import platform
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from psycopg import conninfo

from consult_app.domain.audit import Act
from consult_app.domain.consultation import Ending, Stage
from consult_app.domain.merging import Merge
from consult_app.domain.rooms import Rooms
from consult_app.domain.unfinished import NewPatient, Unfinished
from consult_app.domain.users import UserRole
from consult_app.errors import RightError, VaultError
from consult_app.store import chain, keyring, room_opening, server
from consult_app.store.replica import OWN_TABLES
from consult_app.store.room_staff import RoomStaff
from consult_app.store.server import Server, Turn
from consult_app.workflow.versions import version_of
from tests.helpers.answering import CANARY, answered, fill
from tests.helpers.consultations import (
    AFTERCARE,
    AT,
    CLINICIAN,
    PASSPHRASE,
    PATIENT,
    PDF,
    PRACTICE,
    consented,
    draft,
    reviewed,
    sealed,
    signed_once,
)
from tests.helpers.in_rooms import cut, mended
from tests.helpers.postgres import PASSWORD
from tests.helpers.rotating import BO, BOS

NEW = "five loud badgers carve windows"


def refused(code):
    return pytest.raises(VaultError, check=lambda error: error.code == code)


def rows(vault):
    """All that this room has, but for what it has for itself."""
    with vault._replica.alone() as connection:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
        names = set(connection.values(tables)) - set(OWN_TABLES)
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def answers_kept(vault):
    with vault._replica.alone() as connection:
        mine = "SELECT revision FROM event WHERE action = 'answer' ORDER BY id"
        return connection.values(mine)


# What one does, all have


def test_what_one_room_keeps_the_others_have(first, other):
    state = consented(signed_once(reviewed("i-2")))
    other.begin(state.draft, "bundle")
    other.keep(state, "sign")
    other.store(sealed(state), PDF, AFTERCARE)
    assert first.pdf("i-2") == PDF
    first.keep(answered(draft()), "answer")
    assert other.open("i-1") == answered(draft())
    assert [each.id for each in first.consultations()] == [each.id for each in other.consultations()]
    assert other.patients("mul") == first.patients("mul") == (PATIENT,)
    first.keep_practice(replace(PRACTICE, name="Neu"))
    assert other.look().changed
    assert other.practice().name == "Neu"
    assert not other.look().changed


def test_all_rooms_hold_the_same_rows_and_a_log_that_is_whole(first, other, practice_place, tmp_path):
    for turn in range(4):
        first.keep(answered(first.open("i-1")), "answer")
        other.begin(draft(f"i-{turn + 10}", "other words"), "bundle")
        other.keep(answered(other.open("i-1")), "answer")
    first.begin(replace(draft("i-s"), sample=True, patient=replace(PATIENT, id="p-s")), "bundle")
    other.clear_samples()
    third = practice_place.another(tmp_path / "third").unlock(PASSPHRASE)
    first.look()
    other.look()
    assert rows(first) == rows(other) == rows(third)
    assert first.check_log().sound
    assert third.check_log((first.anchor(),)).sound
    third.close()


def test_who_was_joined_in_one_room_is_one_in_all_and_nobody_is_joined_twice(first, other):
    twin, third = (replace(PATIENT, id=each, record_number="") for each in ("p-2", "p-3"))
    for each in (twin, third):
        first.keep_patient(each)
    first.join(Merge("m-1", twin, PATIENT, PATIENT, "entered twice", AT, ""))
    assert other.patient("p-2") == PATIENT
    with refused("already-joined"):
        other.join(Merge("m-2", twin, third, third, "entered twice", AT, ""))
    with refused("already-joined"):
        other.join(Merge("m-3", PATIENT, third, third, "entered twice", AT, ""))
    other.part("m-1", "two people")
    assert first.patient("p-2") == twin
    first.look()
    other.look()
    assert rows(first) == rows(other)


def test_patients_of_a_file_come_to_every_room_all_at_once(first, other):
    first.bring(tuple(replace(PATIENT, id=f"p-{at}", record_number="") for at in range(2, 302)), "ab" * 32)
    assert other.count_patients("") == 301
    first.look()
    other.look()
    assert rows(first) == rows(other)
    assert other.check_log((first.anchor(),)).sound


def test_both_are_kept_where_two_rooms_changed_the_same(first, other):
    first.open("i-1")
    other.keep(answered(draft()), "answer")
    mine = draft().answering("q-text", "said in the first room")
    with refused("changed-elsewhere"):
        first.keep(mine, "answer")
    assert first.look().apart == 1
    kept = {each.id: other.open(each.id) for each in other.consultations()}
    assert kept.pop("i-1") == answered(draft())
    [apart] = kept.values()
    assert apart == replace(mine, id=apart.id)
    with refused("changed-elsewhere"):
        first.keep(mine.answering("q-text", "and more"), "answer")
    assert other.open(apart.id).answers["q-text"] == "and more"
    assert len(other.consultations()) == 2


def test_of_two_that_are_kept_each_says_where_when_and_by_whom(first, other, monkeypatch):
    first.staff.add(BO, BOS)
    first.open("i-1")
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(chain, "machine", lambda: "SURGERY-2")
        other.keep(answered(draft()), "answer")
    assert {each.version for each in first.consultations()} == {None}
    with refused("changed-elsewhere"):
        first.keep(draft().answering("q-text", "said in the first room"), "answer")
    told = {each.id: each.version for each in other.consultations()}
    theirs = told.pop("i-1")
    [(apart, mine)] = told.items()
    assert (theirs.machine, theirs.by) == ("SURGERY-2", CLINICIAN.name)
    assert (mine.machine, mine.by) == (platform.node(), CLINICIAN.name)
    assert theirs.at < mine.at
    assert version_of(first, first.open(apart)) == mine
    ending = Ending("The other one holds", CLINICIAN.name, AT)
    other.keep(other.open("i-1").voiding(ending), "void")
    assert version_of(first, first.open(apart)) is None


def test_users_are_the_same_in_all_rooms(first, other, other_place):
    first.staff.add(BO, BOS)
    other.look()
    assert [each.id for each in other.staff.everybody()] == [CLINICIAN.id, BO.id]
    other.close()
    bos = other_place.unlock(BOS, BO.id)
    bos.staff.change_passphrase(BOS, NEW)
    bos.close()
    first.look()
    first.staff.re_enrol(BO.id, BOS)
    # This machine hears of it from whoever unlocks it next.
    other_place.unlock(PASSPHRASE, CLINICIAN.id).close()
    other_place.unlock(BOS, BO.id).close()


def test_who_changed_the_passphrase_elsewhere_types_the_old_one_no_more(first, other, other_place):
    other.close()
    first.staff.change_passphrase(PASSPHRASE, NEW)
    with refused("passphrase-wrong"):
        other_place.unlock(PASSPHRASE)
    other_place.unlock(NEW).close()


@pytest.mark.parametrize("removed", [False, True])
def test_a_machine_that_knew_one_user_lets_them_in_when_there_are_more(first, other_place, removed):
    """It asked nobody who they are: the practice had one user when it was off."""
    first.staff.add(BO, BOS)
    if removed:
        first.staff.add(replace(BO, clinician=replace(BO.clinician, id="c-3", name="Third")), BOS)
        first.staff.remove("c-3")
    vault = other_place.unlock(PASSPHRASE)
    assert [each.id for each in vault.staff.everybody()] == [CLINICIAN.id, BO.id]
    assert vault.staff.me.id == CLINICIAN.id
    vault.close()


def test_a_machine_that_knew_one_user_takes_the_recovery_key_when_there_are_more(practice_place, tmp_path):
    vault, recovery_key = practice_place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    place = practice_place.another(tmp_path / "other")
    vault.staff.add(BO, BOS)
    again = place.recover(recovery_key, NEW)
    assert again.staff.me.id == CLINICIAN.id
    again.close()
    vault.close()


def test_two_rooms_do_not_undo_each_others_users(first, other):
    first.staff.add(BO, BOS)
    with refused("users-changed"):
        other.staff.change_passphrase(PASSPHRASE, NEW)
    other.look()
    other.staff.change_passphrase(PASSPHRASE, NEW)
    assert [each.id for each in other.staff.everybody()] == [CLINICIAN.id, BO.id]


def test_a_user_who_was_removed_gets_in_nowhere(first, other, other_place):
    first.staff.add(BO, BOS)
    other.look()
    other.keep_unfinished(Unfinished(NewPatient("p-9", "Ma", "", "", "", "", ())))
    cut(other)
    other.keep(answered(draft()), "answer")
    mended(other)
    first.staff.remove(BO.id)
    first.begin(draft("i-2"), "bundle")
    with refused("keys-changed"):
        other.keep_practice(PRACTICE)
    other.close()
    with refused("user-removed"):
        other_place.unlock(BOS, BO.id)
    with refused("passphrase-wrong"):
        other_place.unlock("guessed", BO.id)
    again = other_place.unlock(PASSPHRASE, CLINICIAN.id)
    assert again.take_unfinished().patient.given_name == "Ma"
    assert again.look().waiting == 0
    assert first.open("i-1") == answered(draft())
    assert rows(first) == rows(again)
    assert again.check_log().sound
    again.close()


def just_before(monkeypatch, act):
    """Let another room do something after this one said that it changes keys, and before it does."""
    usual, done = RoomStaff._begin_generation, []

    def begin_generation(staff, *given):
        if not done:
            done.append(True)
            act()
        usual(staff, *given)

    monkeypatch.setattr(RoomStaff, "_begin_generation", begin_generation)


def test_a_user_is_removed_though_the_other_rooms_are_at_work(first, other, other_place, monkeypatch):
    first.staff.add(BO, BOS)
    other.look()
    just_before(monkeypatch, lambda: other.keep(answered(draft()), "answer"))
    first.staff.remove(BO.id)
    assert first.open("i-1") == answered(draft())
    other.close()
    again = other_place.unlock(PASSPHRASE, CLINICIAN.id)
    first.look()
    assert rows(first) == rows(again)
    assert again.check_log().sound
    again.close()


def test_of_two_rooms_that_change_keys_at_once_one_does(first, other, practice_place, monkeypatch):
    third = replace(BO, clinician=replace(BO.clinician, id="c-3", name="Third"))
    first.staff.add(BO, BOS)
    first.staff.add(third, BOS)
    other.look()
    just_before(monkeypatch, lambda: other.staff.remove("c-3"))
    with refused("keys-changed"):
        first.staff.remove(BO.id)
    assert not [*practice_place.folder.glob("*.next*")]
    first.close()
    again = practice_place.unlock(PASSPHRASE, CLINICIAN.id)
    assert [each.id for each in again.staff.everybody()] == [CLINICIAN.id, BO.id]
    again.staff.remove(BO.id)
    acts = [each.action for each in again.entries(10**9, 1000)]
    assert acts.count(Act.USER_NOT_REMOVED) == 1
    assert again.check_log().sound
    again.close()


def test_keys_are_not_changed_over_users_that_another_room_has_changed(first, other, monkeypatch):
    first.staff.add(BO, BOS)
    other.look()
    just_before(monkeypatch, lambda: other.staff.change_passphrase(PASSPHRASE, NEW))
    with refused("users-changed"):
        first.staff.remove(BO.id)
    first.look()
    first.staff.remove(BO.id)


# The server


def goes_on_alone(place, code):
    """It is opened, says why nothing is given to the server, and has all that it had."""
    vault = place.unlock(PASSPHRASE, CLINICIAN.id)
    assert vault.look().why == code
    with refused(code):
        vault.begin(draft("i-9"), "bundle")
    assert vault.open("i-1") == draft()
    vault.keep(answered(draft()), "answer")
    # The answer; where it cannot be entered, that somebody came in is noted outside.
    assert vault.look().waiting == 1
    assert vault.open("i-1") == answered(draft())
    vault.close()


def content_of(path: Path) -> bytes:
    """Read a file of the server's, which may throw one away meanwhile."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def test_the_server_is_told_who_may_unlock_and_in_which_role(first, owner):
    """They stand in the key file, which is read before anybody can unlock; docs/security.md says so."""
    [sheet] = owner.execute("SELECT content FROM consult.sheet").fetchone()
    names = [each.name for each in keyring.ring_of(bytes(sheet)).users]
    assert names == [CLINICIAN.name]


def test_the_server_holds_no_word_of_it(first, cluster):
    fill(first)
    first.note("read", "i-open", CANARY)
    found = [
        path
        for path in cluster.files()
        for word in (CANARY, CANARY[::-1], PRACTICE.name, "Müller", "Jürgen", PASSPHRASE)
        if word.encode() in content_of(path)
    ]
    assert len(list(cluster.files())) > 100
    assert found == []


@pytest.mark.parametrize("table", ["practice", "generation", "part", "sheet", "entry"])
def test_rooms_may_change_nothing_on_the_server(first, owner, table):
    with first._replica.server._speaking() as connection:
        for statement in (
            f"UPDATE consult.{table} SET {'store' if table == 'practice' else 'number'} = NULL",
            f"DELETE FROM consult.{table}",
            f"TRUNCATE consult.{table} CASCADE",
            f"DROP TABLE consult.{table} CASCADE",
            f"ALTER TABLE consult.{table} DISABLE TRIGGER ALL",
            f"DROP TRIGGER never_changed ON consult.{table}",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
        for statement in (
            "SET session_replication_role = replica",
            "CREATE TABLE consult.mine (x integer)",
            "CREATE TABLE public.mine (x integer)",
            "CREATE SCHEMA mine",
            "INSERT INTO consult.practice VALUES ('another', 1)",
            "CREATE OR REPLACE FUNCTION consult.only_grows() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
    for statement in (f"DELETE FROM consult.{table}", f"TRUNCATE consult.{table} CASCADE"):
        with pytest.raises(psycopg.errors.RestrictViolation):
            owner.execute(statement)


@pytest.mark.parametrize("number", [-1, 0, 1, 99])
def test_entries_are_added_only_at_the_end(first, owner, number):
    columns = "%s, generation, gen_random_uuid(), content"
    new = f"INSERT INTO consult.entry SELECT {columns} FROM consult.entry LIMIT 1"
    with pytest.raises(psycopg.errors.RestrictViolation):
        owner.execute(new, (number,))


@pytest.mark.parametrize(
    "loosened",
    [
        "DROP TRIGGER only_grows ON consult.entry",
        "ALTER TABLE consult.sheet DISABLE TRIGGER never_changed",
        "CREATE OR REPLACE FUNCTION consult.kept_for_ever() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "GRANT DELETE ON consult.entry TO PUBLIC",
        "CREATE TRIGGER more BEFORE INSERT ON consult.entry EXECUTE FUNCTION consult.kept_for_ever()",
    ],
)
def test_a_server_without_its_guards_is_not_used(first, other_place, owner, loosened):
    owner.execute(loosened)
    goes_on_alone(other_place, "server-unguarded")


_LAST = "number = (SELECT max(number) FROM consult.entry)"
_SWAP = """
    UPDATE consult.entry e SET content = o.content, id = o.id FROM consult.entry o
    WHERE e.number IN (2, 3) AND o.number = 5 - e.number
"""


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (f"UPDATE consult.entry SET content = set_byte(content, 20, 0) WHERE {_LAST}", "server-altered"),
        (f"UPDATE consult.entry SET id = gen_random_uuid() WHERE {_LAST}", "server-altered"),
        ("DELETE FROM consult.entry WHERE number = 3", "server-altered"),
        (_SWAP, "server-altered"),
        ("DELETE FROM consult.entry WHERE number > 1", "server-behind"),
    ],
)
def test_what_the_administrator_of_the_server_changes_is_found(first, other_place, owner, change, code):
    for each in ("a", "b", "c"):
        first.note("read", each)
    if code == "server-behind":
        other_place.unlock(PASSPHRASE).close()
    owner.execute("SET session_replication_role = replica")
    owner.execute("ALTER TABLE consult.entry DROP CONSTRAINT entry_id_key")
    owner.execute(change)
    goes_on_alone(other_place, code)


# The server gone


def test_the_open_consultation_goes_on_without_the_server(first, other):
    state = first.open("i-1")
    first.look()
    cut(first)
    for _ in range(3):
        state = answered(state)
        first.keep(state, "answer")
        first.keep(state, "answer")
    assert first.look() == Rooms(away=True, waiting=3, why="server-gone")
    assert first.open("i-1") == state
    with refused("server-gone"):
        first.begin(draft("i-2"), "bundle")
    frozen = replace(reviewed(), draft=state)
    first.keep(frozen, "review")
    assert first.consultations()[0].stage is Stage.REVIEWED
    assert first.current(frozen.draft.day)[0].stage is Stage.REVIEWED
    assert other.open("i-1") == draft()
    mended(first)
    assert first.look() == Rooms()
    assert other.open("i-1") == frozen
    assert answers_kept(other) == [1, 2, 3]
    assert other.check_log().sound


def test_a_server_that_takes_nothing_is_as_one_that_is_away(first, owner):
    """Such as a copy of it that stands in while the real one is down."""
    role = conninfo.conninfo_to_dict(first._replica.server._address)["user"]
    owner.execute(f"ALTER ROLE {role} SET default_transaction_read_only = on".encode())
    first._replica.server._drop()
    first.keep(answered(draft()), "answer")
    told = first.look()
    assert (told.away, told.waiting) == (True, 1)
    owner.execute(f"ALTER ROLE {role} RESET default_transaction_read_only".encode())
    assert first.look() == Rooms()
    assert answers_kept(first) == [1]


def test_asking_often_does_not_put_the_next_try_off(first, monkeypatch):
    cut(first)
    monkeypatch.setattr(server, "PATIENCE_S", 1000)
    now = [0.0]
    monkeypatch.setattr(server.time, "monotonic", lambda: now[0])
    first.keep(answered(draft()), "answer")
    mended(first)
    for now[0] in (1.0, 500.0, 999.0):
        assert first.look().away
    now[0] = 1000.0
    assert first.look() == Rooms()


def test_what_waits_outlives_the_program(first, practice_place):
    cut(first)
    first.keep(answered(draft()), "answer")
    first.close()
    again = practice_place.unlock(PASSPHRASE)
    assert again.look() == Rooms()
    assert again.open("i-1") == answered(draft())
    assert answers_kept(again) == [1]
    again.close()


def test_a_room_is_unlocked_while_the_server_is_away(first, practice_place, cluster):
    first.close()
    cluster.stop()
    try:
        alone = practice_place.unlock(PASSPHRASE)
        assert alone.open("i-1") == draft()
        alone.keep(answered(draft()), "answer")
        with refused("server-gone"):
            practice_place.another(practice_place.folder.parent / "third")
    finally:
        cluster.start()
    assert alone.look() == Rooms()
    assert alone.check_log().sound
    # That somebody came in while the server was away is entered the next time.
    alone.close()
    again = practice_place.unlock(PASSPHRASE)
    assert [each.action for each in again.entries(10**9, 1000)].count("unlocked") == 4
    again.close()


@pytest.mark.parametrize("wanted", [(Server, "sheet"), (room_opening, "_newest_keys")])
def test_a_server_that_goes_while_a_room_is_unlocked_keeps_nobody_out(
    first, practice_place, cluster, monkeypatch, wanted
):
    first.close()
    answering = getattr(*wanted)

    def last(*given):
        answer = answering(*given)
        cluster.stop()
        return answer

    with monkeypatch.context() as patched:
        patched.setattr(*wanted, last)
        try:
            alone = practice_place.unlock(PASSPHRASE)
        finally:
            cluster.start()
    alone.keep(answered(draft()), "answer")
    assert alone.look() == Rooms()
    alone.close()


@pytest.mark.parametrize("wanted", ["news", "generation", "part"])
def test_a_server_that_goes_while_everything_is_fetched_anew_keeps_nobody_out(
    first, other_place, cluster, monkeypatch, wanted
):
    other = other_place.unlock(PASSPHRASE)
    first.staff.add(BO, BOS)
    cut(other)
    other.keep(answered(draft()), "answer")
    other.close()
    first.staff.remove(BO.id)
    answering, down = getattr(Server, wanted), []

    def going(*given):
        if not down:
            cluster.stop()
            down.append(True)
        return answering(*given)

    with monkeypatch.context() as patched:
        patched.setattr(Server, wanted, going)
        try:
            alone = other_place.unlock(PASSPHRASE, CLINICIAN.id)
            assert alone.open("i-1") == answered(draft())
            alone.keep(answered(answered(draft())), "answer")
        finally:
            cluster.start()
    # It is there again, under keys that this room does not have yet.
    with refused("keys-changed"):
        alone.look()
    alone.close()
    again = other_place.unlock(PASSPHRASE, CLINICIAN.id)
    assert again.look() == Rooms()
    first.look()  # Which notices that the server was started anew.
    assert first.open("i-1") == answered(answered(draft()))
    assert answers_kept(first) == [1, 2]
    assert rows(first) == rows(again)
    assert again.check_log().sound
    assert not [*other_place.folder.glob("*.next*")]
    again.close()


def test_an_older_state_of_the_server_gives_no_passphrase_back(first, other_place, owner):
    """The key file of before would let in whoever knows the passphrase of before."""
    before = owner.execute("SELECT max(number) FROM consult.entry").fetchone()[0]
    other_place.unlock(PASSPHRASE).close()
    first.staff.change_passphrase(PASSPHRASE, NEW)
    with refused("passphrase-wrong"):
        other_place.unlock(PASSPHRASE)
    other_place.unlock(NEW).close()
    owner.execute("SET session_replication_role = replica")
    owner.execute("DELETE FROM consult.sheet WHERE number > 1")
    owner.execute(f"DELETE FROM consult.entry WHERE number > {before}")
    alone = other_place.unlock(NEW)
    assert alone.look().why == "server-behind"
    alone.close()
    with refused("passphrase-wrong"):
        other_place.unlock(PASSPHRASE)


def another_line(owner, before):
    """Put the server back to an earlier state of its own, from which it goes on."""
    owner.execute("SET session_replication_role = replica")
    owner.execute("DELETE FROM consult.entry WHERE number > %s", (before,))
    owner.execute("SET session_replication_role = origin")


def newest_number(owner):
    return owner.execute("SELECT max(number) FROM consult.entry").fetchone()[0]


@pytest.mark.parametrize(
    "line",
    [
        (-1, False, "server-behind"),
        (0, False, "server-altered"),
        (1, False, "server-altered"),
        (1, True, "server-altered"),
    ],
)
def test_a_server_that_went_another_way_and_has_other_keys_is_not_followed(first, other_place, owner, line):
    """It was put back to before this room's last acts, others went on from there, and changed the keys."""
    more, emptied, code = line
    first.staff.add(BO, BOS)
    ours = other_place.unlock(PASSPHRASE)
    first.look()
    before = newest_number(owner)
    for each in ("a", "b", "c", "d"):
        ours.note("read", each)
    ours.close()
    end, keys = newest_number(owner), ours.staff.keys
    another_line(owner, before)
    # This room was off, and never saw what is not there any more.
    while newest_number(owner) < end + more - (1 if emptied else 2):
        first.note("read", "elsewhere")
    if emptied:
        first.practice_server.begin_anew(PASSWORD)
    else:
        first.staff.remove(BO.id)
    assert newest_number(owner) == end + more
    goes_on_alone(other_place, code)
    again = other_place.unlock(PASSPHRASE, CLINICIAN.id)
    assert again.look().why == code
    assert again.staff.keys == keys
    assert {"a", "b", "c", "d"} <= {each.subject for each in again.entries(10**9, 1000)}
    assert not [*other_place.folder.glob("*.next*")]
    again.close()


def test_a_key_file_of_another_line_lets_nobody_in_by_a_passphrase_of_before(
    first, other_place, practice_place, owner, tmp_path
):
    """It was put back, and has more by now than this room."""
    third_place = practice_place.another(tmp_path / "third")
    before = newest_number(owner)
    first.staff.change_passphrase(PASSPHRASE, NEW)
    with refused("passphrase-wrong"):
        other_place.unlock(PASSPHRASE)
    other_place.unlock(NEW).close()
    end = newest_number(owner)
    owner.execute("SET session_replication_role = replica")
    owner.execute("DELETE FROM consult.sheet WHERE number > 1")
    another_line(owner, before)
    third = third_place.unlock(PASSPHRASE)
    while newest_number(owner) <= end:
        third.note("read", "elsewhere")
    third.close()
    alone = other_place.unlock(NEW)
    assert alone.look().why == "server-altered"
    alone.close()
    with refused("passphrase-wrong"):
        other_place.unlock(PASSPHRASE)


def test_a_server_that_goes_while_a_passphrase_is_recovered_leaves_the_old_one(
    practice_place, cluster, monkeypatch
):
    vault, recovery_key = practice_place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.close()
    with monkeypatch.context() as patched:
        patched.setattr(room_opening, "_newest_keys", lambda *given: cluster.stop() or given[2])
        try:
            with refused("server-gone"):
                practice_place.recover(recovery_key, NEW)
        finally:
            cluster.start()
    practice_place.unlock(PASSPHRASE).close()


def test_what_arrived_without_an_answer_is_not_there_twice(first, other, monkeypatch):
    """The server keeps an answer and dies before it says so."""
    usual = Turn.commit

    def commit(turn):
        usual(turn)
        cut(first)
        raise psycopg.OperationalError

    monkeypatch.setattr(Turn, "commit", commit)
    first.keep(answered(draft()), "answer")
    monkeypatch.setattr(Turn, "commit", usual)
    first.keep(answered(answered(draft())), "answer")
    assert first.look().waiting == 2
    mended(first)
    first.look()
    assert answers_kept(other) == []
    assert other.open("i-1") == answered(answered(draft()))
    assert answers_kept(other) == [1, 2]


def test_both_are_kept_where_another_room_changed_what_waits(first, other):
    cut(first)
    mine = answered(answered(draft()))
    first.keep(answered(draft()), "answer")
    first.keep(mine, "answer")
    other.keep(draft().answering("q-text", "said elsewhere"), "answer")
    mended(first)
    assert first.look() == Rooms(changed=True, apart=1)
    kept = {each.id: other.open(each.id) for each in other.consultations()}
    assert kept.pop("i-1").answers["q-text"] == "said elsewhere"
    [apart] = kept.values()
    assert apart == replace(mine, id=apart.id)


def test_a_copy_that_cannot_follow_is_noticed(first, other):
    with other._replica.apart() as connection:
        connection.execute("DROP TABLE patient_words")
    first.keep_patient(replace(PATIENT, given_name="Jörg"))
    assert other.look().why == "copy-differs"


def test_a_copy_whose_log_went_another_way_is_noticed(first, other):
    with other._replica.apart() as connection:
        chain.append(connection, "2026-03-01", "", "made up")
    first.keep_practice(PRACTICE)
    assert other.look().why == "copy-differs"


def test_no_file_of_a_room_shows_a_word(first, practice_place):
    fill(first)
    cut(first)
    first.keep(answered(draft()), "answer")
    first.keep_unfinished(Unfinished(NewPatient("p-9", CANARY, CANARY, "", "", "", ())))
    files = [each for each in practice_place.folder.iterdir() if each.is_file()]
    assert any(each.name.startswith("vault.db.before-") for each in files)
    assert [each for each in files if CANARY.encode() in each.read_bytes()] == []


def test_an_administrator_sends_nothing_and_reads_nothing_that_waits(first, practice_place):
    first.staff.add(replace(BO, role=UserRole.ADMINISTRATOR), BOS)
    cut(first)
    first.keep(answered(draft()), "answer")
    first.close()
    administrator = practice_place.unlock(BOS, BO.id)
    # The answer, and that the vault was locked.
    assert administrator.look().waiting == 2
    with pytest.raises(RightError):
        administrator.open("i-1")
    administrator.close()
    again = practice_place.unlock(PASSPHRASE, CLINICIAN.id)
    assert again.look().waiting == 0
    assert answers_kept(again) == [1]
    again.close()


def test_a_vault_of_one_machine_has_no_other_rooms(local):
    assert local.look() is None
