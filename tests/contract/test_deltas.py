# ruff: noqa: S608  the statements are what somebody with the data key could try
"""An answer that waits beside its consultation is kept as well as one that is written into it."""

import json
import random
import shutil
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from consult_app.domain.audit import Fault
from consult_app.errors import VaultError
from consult_app.store import codec, deltas
from consult_app.store.deltas import MOST, Deltas
from consult_app.store.examining import examine, keys_of
from consult_app.store.failure import failure
from consult_app.store.migrations import GUARDS
from consult_app.store.place import Place
from consult_app.store.rescue import rescue
from consult_app.store.restoring import restore
from tests.contract.conftest import FAST
from tests.helpers.consultations import AT, PASSPHRASE, PATIENT, draft, reviewed

ALL = tuple(f"SELECT * FROM {table}" for table in ("audit", "event", "consultation", "patient", "setting"))
OTHER = replace(draft(), id="i-2", patient=replace(PATIENT, id="p-2"))


def raw(place, keys=None):
    """The database past the program."""
    key, salt = (keys or keys_of(place, PASSPHRASE)).of_database
    connection = sqlcipher.connect(place.folder / "vault.db", isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    return connection


def waiting(vault):
    """Count the rows that wait, past the database, which would put them in their place."""
    return vault._database._connected().execute("SELECT count(*) FROM delta").fetchone()[0]


def answering(vault, number, state=None):
    """Keep so many answers, one after the other."""
    for _ in range(number):
        revision = (state or draft()).revision + 1
        state = replace(state or draft(), goal=f"g-{revision}", revision=revision)
        vault.keep(state, "answer q-1")
    return state


@pytest.fixture
def crashed(local, place, tmp_path):
    """A copy of a vault as it lies on disk while five answers wait, and what was answered."""
    local.begin(draft(), "bundle")
    last = answering(local, 6)
    assert waiting(local) == 5
    copy = Place(tmp_path / "copy", FAST, place.now)
    shutil.copytree(place.folder, copy.folder)
    (copy.folder / "lock").unlink()
    return copy, last


def test_an_answer_waits_until_somebody_looks(local):
    local.begin(draft(), "bundle")
    first = answering(local, 1)
    assert waiting(local) == 0
    last = answering(local, 3, first)
    assert waiting(local) == 3
    assert local.open("i-1") == last
    assert waiting(local) == 0
    last = answering(local, 2, last)
    assert waiting(local) == 2
    assert local.check_log().sound
    assert local.open("i-1") == last


def everything(vault):
    with vault._database.reading() as connection:
        return [list(map(tuple, connection.execute(each))) for each in ALL]


def answered(dice, state, number):
    value = dice.choice([True, "\u00e9\U0001f600" * dice.randrange(30), 3, ("a",)])
    answers = {**state.answers, f"q-{dice.randrange(9)}": value}
    return replace(
        state, answers=answers, revision=state.revision + dice.choice([1, 7]), large=number % 2 == 0
    )


def renamed(vault, state, number):
    patient = replace(state.patient, given_name=f"N{number}")
    vault.keep_patient(patient)
    return replace(state, patient=patient, revision=state.revision + 1)


def done(vault, dice):
    """Do at random what is done in a room."""
    states = {each.id: each for each in (draft(), OTHER)}
    for state in states.values():
        vault.begin(state, "bundle")
    for number in range(60):
        key = dice.choice(["i-1", "i-1", "i-1", "i-2"])
        state, act = (
            states[key],
            dice.choice(["answer", "answer", "answer", "same", "note", "rename", "look"]),
        )
        if act == "answer":
            state = answered(dice, state, number)
        elif act == "note":
            vault.note("log-read")
        elif act == "rename":
            state = renamed(vault, state, number)
        elif act == "look":
            assert vault.open(key) == state
        vault.keep(state, act)
        states[key] = state
    for key, state in states.items():
        assert vault.open(key) == state


@pytest.mark.parametrize("seed", range(4))
def test_what_comes_of_it_is_what_would_be_there_without(local, place, tmp_path, monkeypatch, seed):
    local.close()
    found = []
    for way in ("short", "long"):
        seconds = count()
        here = Place(tmp_path / way, FAST, lambda seconds=seconds: AT + timedelta(seconds=next(seconds)))
        shutil.copytree(place.folder, here.folder)
        if way == "long":
            monkeypatch.setattr(Deltas, "keep", lambda *_: False)
        vault = here.unlock(PASSPHRASE)
        done(vault, random.Random(seed))  # noqa: S311 - which acts, no secret
        found.append(everything(vault))
        vault.close()
    assert found[0] == found[1]


def test_no_more_wait_than_a_few(local):
    local.begin(draft(), "bundle")
    last = answering(local, MOST)
    assert waiting(local) == MOST - 1
    last = answering(local, 1, last)
    assert waiting(local) == 0
    assert local.open("i-1") == last


def test_an_answer_is_refused_as_ever(local):
    local.begin(draft(), "bundle")
    last = answering(local, 2)
    for refused in (
        replace(last, goal="other"),
        replace(last, revision=1),
        replace(last, revision=9, sample=True),
        replace(last, revision=9, pack_digest="nobody"),
        replace(last, revision=9, patient=replace(PATIENT, id="p-9")),
    ):
        with pytest.raises(VaultError):
            local.keep(refused, "answer q-1")
        assert local.open("i-1") == last
    for state in (replace(reviewed(), draft=last), replace(last, revision=3)):
        local.keep(state, "reviewed or reopened")
        assert waiting(local) == 0
        assert local.open("i-1") == state


def test_what_cannot_be_read_the_same_again_is_not_kept(local):
    local.begin(draft(), "bundle")
    last = answering(local, 2)
    with pytest.raises(ValueError, match="reads the same"):
        local.keep(replace(last, seen=["a list"], revision=9), "answer q-1")  # type: ignore[arg-type]
    assert local.open("i-1") == last
    last = answering(local, 2, last)
    assert local.open("i-1") == last


@pytest.mark.parametrize("state", [draft(), OTHER, replace(draft(), goal='\u00e9\U0001f600"\\', large=True)])
def test_pieces_are_the_text(state):
    assert "".join(codec.written(state).texts) == codec.encoded(state)
    later = replace(state, answers={"q-1": True}, revision=7)
    now = codec.written(later, codec.written(state))
    assert b"".join(now.raws).decode() == "".join(now.texts) == codec.encoded(later)


# After a crash


def test_after_a_crash_all_answers_are_there(crashed):
    copy, last = crashed
    vault = copy.unlock(PASSPHRASE)
    assert vault.open("i-1") == last
    assert [each.action for each in vault.acts("i-1")].count("answer q-1") == 6
    assert vault.check_log().sound
    assert not vault.last_changes_lost
    vault.close()


def test_a_check_sees_them_and_leaves_them(crashed):
    copy, _ = crashed
    checked = examine(copy, keys_of(copy, PASSPHRASE))
    assert checked.sound
    connection = raw(copy)
    assert connection.execute("SELECT count(*) FROM delta").fetchone() == (5,)
    assert checked.entries == connection.execute("SELECT max(seq) FROM delta").fetchone()[0]
    connection.close()


def test_what_was_rescued_has_them(crashed, tmp_path):
    copy, last = crashed
    out = {}
    (tmp_path / "out").mkdir()
    rescued = rescue(copy, keys_of(copy, PASSPHRASE), tmp_path / "out", out.__setitem__)
    assert rescued.whole["delta"] == 0
    assert codec.decoded(out["consultations/i-1.json"].decode()) == last


def unguarded(place, *statements):
    """Do what somebody with the data key could, who puts the guards back."""
    connection = raw(place)
    connection.execute("BEGIN IMMEDIATE")
    for [name] in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for guard in GUARDS:
        connection.execute(guard)
    connection.execute("COMMIT")
    connection.close()


LAST = "(SELECT max(seq) FROM delta)"


def test_a_change_of_what_waits_is_found(crashed):
    copy, _ = crashed
    unguarded(
        copy, f"UPDATE delta SET hunks = replace(hunks, 'g-6', 'x-6'), actor = 'c-2' WHERE seq = {LAST}"
    )
    found = {each.fault for each in examine(copy, keys_of(copy, PASSPHRASE)).found}
    assert Fault.CHANGED in found
    unguarded(copy, "UPDATE delta SET hunks = '[[0, 0, \"{\"]]'")
    vault = copy.unlock(PASSPHRASE)
    with pytest.raises(VaultError, match="damaged"):
        vault.open("i-1")
    assert Fault.RECORD_CHANGED in {each.fault for each in vault.check_log().found}
    vault.close()


@pytest.mark.parametrize(
    "attack",
    [
        f"DELETE FROM delta WHERE seq = {LAST} - 1",
        f"UPDATE delta SET prev = zeroblob(32) WHERE seq = {LAST}",
        "UPDATE delta SET hunks = 'no list'",
        "UPDATE delta SET hunks = '[[99999999, 1, \"\"]]'",
        "UPDATE delta SET subject = 'i-9'",
    ],
)
def test_what_waits_and_has_no_place_keeps_the_vault_shut(crashed, attack, tmp_path):
    copy, _ = crashed
    unguarded(copy, attack)
    keys = keys_of(copy, PASSPHRASE)
    for opening in (lambda: copy.unlock(PASSPHRASE), lambda: examine(copy, keys)):
        with pytest.raises(VaultError) as caught:
            opening()
        assert caught.value.code == "vault-damaged"
    out = {}
    (tmp_path / "out").mkdir()
    rescued = rescue(copy, keys, tmp_path / "out", out.__setitem__)
    assert rescued.whole["delta"] == 5 - attack.startswith("DELETE")
    assert len(json.loads(out["delta.json"])) == rescued.whole["delta"]


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE delta SET hunks = '[]'",
        "DELETE FROM delta",
        "INSERT INTO delta SELECT seq + 2, at, actor, machine, action, subject, digest, event,"
        " revision, prev, hash, hunks FROM delta WHERE seq = " + LAST,
        "INSERT INTO delta SELECT seq + 1, at, actor, machine, action, 'i-9', digest, event,"
        " revision, hash, hash, hunks FROM delta WHERE seq = " + LAST,
    ],
)
def test_the_database_itself_refuses(crashed, attack):
    connection = raw(crashed[0])
    with pytest.raises(sqlcipher.IntegrityError, match="delta"):
        connection.execute(attack)
    connection.close()


# Elsewhere


def test_a_backup_has_what_waits_in_its_place(local, tmp_path):
    local.begin(draft(), "bundle")
    making = local.backing_up(str(tmp_path))
    last = answering(local, 4)
    backup = making.run()
    assert waiting(local) == 3
    other = Place(tmp_path / "other", FAST)
    restore(tmp_path / backup.name, other)
    connection = raw(other)
    assert connection.execute("SELECT count(*) FROM delta").fetchone() == (0,)
    connection.close()
    vault = other.unlock(PASSPHRASE)
    assert vault.open("i-1") == last
    vault.close()


def test_on_a_full_disk_what_waits_can_be_read(local, monkeypatch):
    local.begin(draft(), "bundle")
    last = answering(local, 4)

    real = local._database._transaction

    def full(beginning, *, keeping=True):
        if keeping and beginning != "BEGIN":
            raise failure("vault-full")
        return real(beginning, keeping=keeping)

    with monkeypatch.context() as patched:
        patched.setattr(local._database, "_transaction", full)
        assert local.open("i-1") == last
        with pytest.raises(VaultError, match="full"):
            local.note("log-read")
        assert local.open("i-1") == last
    assert waiting(local) == 3
    last = answering(local, 2, last)
    assert local.open("i-1") == last
    assert local.check_log().sound


def test_what_cannot_be_folded_is_said_where_it_is_looked_for(local, monkeypatch):
    local.begin(draft(), "bundle")
    answering(local, 2)
    with monkeypatch.context() as patched:
        patched.setattr(deltas, "_TO_LOG", "SELECT a FROM nowhere")
        with pytest.raises(VaultError, match="damaged"):
            local.open("i-1")
        patched.setattr(deltas, "_TO_LOG", "PRAGMA query_only = ON")
        with pytest.raises(VaultError, match="write"):
            local.open("i-1")
    assert local.open("i-1").goal == "g-2"


def test_an_answer_after_a_failed_one_is_kept(local, monkeypatch):
    local.begin(draft(), "bundle")
    last = answering(local, 2)
    with monkeypatch.context() as patched:
        # The disk may have it, or not: it is kept again, and stands there once.
        patched.setattr("consult_app.store.deltas._Kept", None)
        with pytest.raises(TypeError):
            answering(local, 1, last)
    last = answering(local, 1, last)
    assert local.open("i-1") == last
    assert [each.action for each in local.acts("i-1")].count("answer q-1") == 3
