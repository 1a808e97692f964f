"""A damaged, missing or foreign file is named for what it is, and never silently replaced."""

import os
import random
import sqlite3
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from consult_app.errors import VaultError
from consult_app.store import keyring
from consult_app.store.cost import Cost
from consult_app.store.migrations import STEPS
from consult_app.store.place import Place
from tests.helpers import damage
from tests.helpers.consultations import (
    AFTERCARE,
    CLINICIAN,
    PASSPHRASE,
    PDF,
    PRACTICE,
    consented,
    draft,
    reviewed,
    sealed,
    signed_once,
)


def refused(code):
    return pytest.raises(VaultError, check=lambda error: error.code == code)


@pytest.fixture
def closed(real_place):
    """A vault with one consultation, closed; gives its recovery key."""
    vault, recovery_key = real_place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.begin(draft(), "bundle" * 5000)
    vault.close()
    return recovery_key


@pytest.fixture
def raw(real_place, closed):
    """The vault's database, opened past the vault."""
    keys = keyring.open_by_passphrase(
        (real_place.folder / "keys.json").read_bytes(), PASSPHRASE, "", real_place.cost
    )
    connection = sqlcipher.connect(real_place.folder / "vault.db", isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{keys.of_database[0].hex()}{keys.of_database[1].hex()}'\"")
    yield connection
    connection.close()


def intact(place):
    vault = place.unlock(PASSPHRASE)
    try:
        return vault.open("i-1") == draft() and vault.bundle("d" * 64) == "bundle" * 5000
    finally:
        vault.close()


def test_a_missing_vault_is_not_made_anew(real_place, closed):
    (real_place.folder / "vault.db").unlink()
    with refused("vault-gone"):
        real_place.unlock(PASSPHRASE)
    assert not (real_place.folder / "vault.db").exists()


def test_an_empty_file_is_not_taken_for_a_vault(real_place, closed):
    (real_place.folder / "vault.db").write_bytes(b"")
    with refused("vault-empty"):
        real_place.unlock(PASSPHRASE)


@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_what_is_no_file_keeps_nobody_waiting(real_place, closed, kind):
    """A pipe gives nothing for ever, a device such as /dev/zero everything."""
    folder = real_place.folder
    put = {"pipe": os.mkfifo, "device": lambda path: path.symlink_to("/dev/zero"), "folder": Path.mkdir}[kind]
    for name in ("vault.db", "vault.db-wal", "vault.db-shm", "vault.db-journal"):
        there = folder / name
        aside = there.rename(folder / "aside") if there.exists() else None
        put(there)
        with refused("vault-foreign"):
            real_place.unlock(PASSPHRASE)
        there.rmdir() if kind == "folder" else there.unlink()
        if aside:
            aside.rename(there)
    small = ("tries.json", "session.txt", "outside.json", "signers.json", "withdrawn.json")
    for name in ("keys.json", "keys.json.next", *small):
        (folder / name).unlink(missing_ok=True)
        put(folder / name)
    assert real_place.known_signers() == frozenset()
    assert real_place.withdrawn_keys() == {}
    assert [each.id for each in real_place.users()] == ["c-1"]
    if kind == "folder":
        with refused("vault-damaged"):
            real_place.unlock(PASSPHRASE)
    else:
        vault = real_place.unlock(PASSPHRASE)
        assert vault.open("i-1") == draft()
        vault.close()


def test_lists_that_are_nested_without_end_are_damage(real_place, closed):
    for name, read in (("signers.json", "known_signers"), ("withdrawn.json", "withdrawn_keys")):
        (real_place.folder / name).write_bytes(b"[" * 10_000)
        with refused("vault-damaged"):
            getattr(real_place, read)()


@pytest.mark.parametrize("content", [b"notes", bytes(8192)])
def test_another_file_is_foreign(real_place, closed, content):
    (real_place.folder / "vault.db").write_bytes(content)
    with refused("vault-foreign"):
        real_place.unlock(PASSPHRASE)


def test_another_programs_database_is_foreign(real_place, closed):
    path = real_place.folder / "vault.db"
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE notes (text)")
    other.close()
    with refused("vault-foreign"):
        real_place.unlock(PASSPHRASE)


def test_another_vaults_file_is_foreign(real_place, closed, tmp_path):
    other = Place(tmp_path / "other", real_place.cost)
    other.create(PRACTICE, CLINICIAN, PASSPHRASE)[0].close()
    (other.folder / "vault.db").replace(real_place.folder / "vault.db")
    with refused("vault-foreign"):
        real_place.unlock(PASSPHRASE)


@pytest.mark.parametrize(
    "change",
    ["PRAGMA application_id = 1", "DROP TRIGGER meta_never_changed; UPDATE meta SET store = 'other'"],
)
def test_a_vault_of_another_store_is_foreign(real_place, raw, change):
    raw.executescript(change)
    with refused("vault-foreign"):
        real_place.unlock(PASSPHRASE)


def test_a_newer_vault_is_left_alone(real_place, raw):
    raw.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    with refused("vault-too-new"):
        real_place.unlock(PASSPHRASE)


def test_a_truncated_vault_is_damaged(real_place, closed):
    path = real_place.folder / "vault.db"
    path.write_bytes(path.read_bytes()[: 4096 * 3 + 100])
    with refused("vault-damaged"):
        intact(real_place)


def aftercare_of(place):
    vault = place.unlock(PASSPHRASE)
    try:
        return vault.aftercare("i-1")
    finally:
        vault.close()


def outcome(call):
    try:
        return call()
    except VaultError as error:
        return error.code


def spoiled(place, whole, offset, bit=1):
    (place.folder / "vault.db").write_bytes(
        whole[:offset] + bytes([whole[offset] ^ bit]) + whole[offset + 1 :]
    )


@pytest.mark.parametrize("offset", [16, 100, 4095])
def test_a_damaged_head_is_noticed_when_unlocked(real_place, closed, offset):
    spoiled(real_place, (real_place.folder / "vault.db").read_bytes(), offset)
    with refused("vault-damaged"):
        real_place.unlock(PASSPHRASE)


def test_no_flipped_bit_goes_unnoticed(real_place, closed):
    whole = (real_place.folder / "vault.db").read_bytes()
    chance = random.Random(1)  # noqa: S311  the same bits each time
    # Once in every page; the last page of a long value is the one for which SQLCipher gives zeros.
    for page in range(len(whole) // 4096):
        spoiled(real_place, whole, page * 4096 + chance.randrange(16, 4096), 1 << chance.randrange(8))
        # Pages of other tables are not read here; what is read is right.
        assert outcome(lambda: intact(real_place)) in (True, "vault-damaged")


@pytest.mark.parametrize(("endure", "times"), [(damage.flips, 8), (damage.swaps, 4)])
def test_damage_anywhere_is_found_and_nothing_is_read_that_was_not_written(tmp_path, endure, times):
    outcome = endure(times, tmp_path)
    assert (outcome.unfound, outcome.wrong) == (0, 0), outcome
    assert outcome.found.total() == times


def test_damage_at_the_end_of_a_sheet_is_noticed(real_place, closed):
    vault = real_place.unlock(PASSPHRASE)
    state = consented(signed_once(reviewed()))
    vault.keep(state, "sign")
    vault.store(sealed(state), PDF, b"aftercare" * 5000)
    vault.close()
    whole = (real_place.folder / "vault.db").read_bytes()
    outcomes = []
    for page in range(1, len(whole) // 4096):
        spoiled(real_place, whole, page * 4096 + 50)
        outcomes.append(outcome(lambda: aftercare_of(real_place)))
    assert set(outcomes) == {b"aftercare" * 5000, "vault-damaged"}
    assert outcomes.count("vault-damaged") > len(b"aftercare" * 5000) // 4096


def test_every_trigger_must_stand(real_place, raw):
    (name,) = raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY 1").fetchone()
    raw.execute(f"DROP TRIGGER {name}")
    with refused("vault-damaged"):
        real_place.unlock(PASSPHRASE)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE consultation SET body = '{}'",
        "UPDATE consultation SET body = 'none'",
        """UPDATE consultation SET body = json_set(body, '$.unknown', 1)""",
        "DROP TABLE setting",
        "UPDATE setting SET value = 'none'",
        "DELETE FROM setting",
    ],
)
def test_content_that_nobody_wrote_is_damage(real_place, raw, change):
    raw.execute(change)
    with refused("vault-damaged"):
        intact(real_place)


def test_a_failure_leaves_the_vault_free(real_place, raw):
    raw.execute("PRAGMA application_id = 1")
    for _ in range(2):
        with refused("vault-foreign"):
            real_place.unlock(PASSPHRASE)


def no_text(path):
    """Flip the bit that makes a letter no letter of any text."""
    content = path.read_bytes()
    path.write_bytes(content[:4] + bytes([content[4] ^ 0x80]) + content[5:])


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(b"{}"), no_text])
@pytest.mark.parametrize("name", ["keys.json", "keys.json.spare"])
def test_one_damaged_key_file_is_mended_from_the_other(real_place, closed, name, spoil):
    before = (real_place.folder / name).read_bytes()
    spoil(real_place.folder / name)
    assert real_place.exists()
    assert intact(real_place)
    assert (real_place.folder / name).read_bytes() == before


@pytest.mark.parametrize("real_place", ["place"], indirect=True)
def test_a_flipped_bit_in_a_key_file_is_noticed(real_place, closed):
    path = real_place.folder / "keys.json"
    whole = path.read_bytes()
    for offset in range(0, len(whole), 7):
        path.write_bytes(whole[:offset] + bytes([whole[offset] ^ 1]) + whole[offset + 1 :])
        assert intact(real_place)
        assert path.read_bytes() == whole


def test_two_damaged_key_files_are_named(real_place, closed):
    (real_place.folder / "keys.json").write_bytes(b"")
    (real_place.folder / "keys.json.spare").unlink()
    with refused("keys-damaged"):
        real_place.unlock(PASSPHRASE)
    with refused("vault-exists"):
        real_place.create(PRACTICE, CLINICIAN, PASSPHRASE)


def test_a_set_up_cut_short_can_be_done_again(place, closed):
    (place.folder / "keys.json").unlink()
    (place.folder / "vault.db").rename(place.folder / "vault.db.new")
    assert not place.exists()
    place.create(PRACTICE, CLINICIAN, PASSPHRASE)[0].close()
    place.unlock(PASSPHRASE).close()


def test_a_recovery_key_with_a_typing_mistake_is_told_from_a_wrong_one(real_place, closed, tmp_path):
    _, other = Place(tmp_path / "other", real_place.cost).create(PRACTICE, CLINICIAN, PASSPHRASE)
    with refused("recovery-key-wrong"):
        real_place.recover(other, PASSPHRASE)
    with refused("recovery-key-mistyped"):
        real_place.recover(closed[:-1] + ("0" if closed[-1] != "0" else "1"), PASSPHRASE)
    real_place.recover(closed.lower().replace("-", " "), PASSPHRASE).close()


def test_a_place_with_the_usual_cost_refuses_a_cheap_key_file(real_place, closed):
    with refused("keys-damaged"):
        Place(real_place.folder).unlock(PASSPHRASE)
    with refused("keys-damaged"):
        Place(real_place.folder, Cost(128, 1, 1)).unlock(PASSPHRASE)


def test_the_public_list_of_signers_is_mended_when_unlocked(real_place, real):
    real.keep_signing_key(b"key", "secret", "f1")
    real.close()
    for content in (b"nonsense", b"1", b"\xff"):
        (real_place.folder / "signers.json").write_bytes(content)
        with refused("vault-damaged"):
            real_place.known_signers()
    real_place.unlock(PASSPHRASE).close()
    assert real_place.known_signers() == {"f1"}


def test_a_closed_vault_stays_closed(real):
    real.close()
    with refused("vault-missing"):
        real.consultations()
    real.close()


def test_a_pdf_that_changed_is_not_given_out(real_place, real):
    state = consented(signed_once(reviewed()))
    real.begin(state.draft, "bundle")
    real.keep(state, "sign")
    real.store(sealed(state), PDF, AFTERCARE)
    with real._database.writing() as connection:
        connection.execute("DROP TRIGGER sealed_never_changed")
        connection.execute("UPDATE sealed SET pdf = CAST(replace(pdf, 'sealed', 'forged') AS BLOB)")
    with refused("vault-damaged"):
        real.pdf("i-1")
