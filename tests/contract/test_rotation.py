"""Removing a user writes everything anew under another key; whatever cuts it short, the vault opens."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from consult_app.domain.consultation import Clinician
from consult_app.domain.users import User, UserRole
from consult_app.errors import VaultError
from consult_app.store import files, key_files, keyring
from consult_app.store.database import Database
from consult_app.store.failure import failure
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
from tests.helpers.rotating import BO, BOS, FAST, left_over

ROOT = Path(__file__).parents[2]
NEW = "five loud badgers carve windows"


def refused(code):
    return pytest.raises(VaultError, check=lambda error: error.code == code)


@pytest.fixture
def filled(real_place):
    """An open vault with two users, a signing key, a sealed record and an open consultation."""
    vault, _ = real_place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.staff.add(BO, BOS)
    vault.keep_signing_key(b"key", "secret", "f1")
    state = consented(signed_once(reviewed()))
    vault.begin(state.draft, "bundle" * 5000)
    vault.keep(state, "sign")
    vault.store(sealed(state), PDF, AFTERCARE)
    vault.begin(draft("i-2"), "bundle")
    yield vault
    vault.close()


def content(vault):
    with vault._database.reading() as connection:
        schema = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2"
        found = {"schema": connection.execute(schema).fetchall()}
        for row in found["schema"]:
            # The log says what is done here, and a room how far it has read on the server.
            if row.type == "table" and row.name not in {"audit", "room"}:
                found[row.name] = connection.execute(f"SELECT * FROM {row.name}").fetchall()  # noqa: S608
        for pragma in ("user_version", "application_id"):
            found[pragma] = connection.value(f"PRAGMA {pragma}")
    return found


def test_all_that_was_in_it_is_in_it_afterwards(real_place, filled):
    before = content(filled)
    filled.staff.remove(BO.id)
    assert content(filled) == before
    with filled._database.reading() as connection:
        assert connection.value("PRAGMA journal_mode") == "wal"
        assert connection.value("PRAGMA integrity_check") == "ok"
        assert connection.value("PRAGMA foreign_keys") == 1
    filled.close()
    vault = real_place.unlock(PASSPHRASE)
    assert content(vault) == before
    assert vault.pdf("i-1") == PDF
    vault.close()
    assert left_over(real_place.folder) == []


def test_whoever_left_cannot_open_it_with_the_key_file_that_they_kept(real_place, filled):
    kept = (real_place.folder / "keys.json").read_bytes()
    filled.staff.remove(BO.id)
    filled.close()
    for name in ("keys.json", "keys.json.spare"):
        (real_place.folder / name).write_bytes(kept)
    with refused("vault-foreign"):
        real_place.unlock(BOS, BO.id)
    assert (
        keyring.open_by_passphrase(kept, BOS, BO.id, FAST).of_database[1]
        not in (real_place.folder / "vault.db").read_bytes()
    )


def test_the_files_of_the_copy_are_closed_to_everybody_else(real_place, filled, monkeypatch):
    modes = []
    real = Database.copy

    def noting(self, path, *keys):
        real(self, path, *keys)
        modes.append(path.stat().st_mode & 0o777)

    monkeypatch.setattr(Database, "copy", noting)
    filled.staff.remove(BO.id)
    assert modes == [0o600]


def test_where_there_is_no_room_for_a_copy_all_stays_as_it_was(real_place, filled, monkeypatch):
    before = content(filled)

    def full(*_):
        raise failure("vault-full")

    for target, name in ((Database, "copy"), (files, "make_empty"), (key_files, "announce")):
        with monkeypatch.context() as patched:
            patched.setattr(target, name, full)
            with refused("vault-full"):
                filled.staff.remove(BO.id)
        assert content(filled) == before
        assert left_over(real_place.folder) == []
    filled.close()
    real_place.unlock(BOS, BO.id).close()


def test_a_key_file_that_could_not_be_written_at_the_end_is_mended_from_the_one_announced(
    real_place, filled, monkeypatch
):
    def full(*_):
        raise failure("vault-full")

    with monkeypatch.context() as patched:
        patched.setattr(key_files, "keep", full)
        with refused("vault-full"):
            filled.staff.remove(BO.id)
    # What is said meanwhile is kept under the new key.
    filled.keep(draft("i-2").seeing("s-2"), "see")
    filled.close()
    assert [each.id for each in real_place.users()] == [CLINICIAN.id]
    vault = real_place.unlock(PASSPHRASE)
    assert vault.open("i-2") == draft("i-2").seeing("s-2")
    vault.close()
    assert left_over(real_place.folder) == []


def test_killed_at_any_step_or_moment_it_opens_for_everybody_who_stayed_and_nothing_is_lost(tmp_path):
    """One process forks a child for each kill: at each step of the files, and at a dozen moments."""
    command = [sys.executable, "-m", "tests.helpers.rotating", str(tmp_path / "vault")]
    told = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ}, timeout=120
    )
    assert told.returncode == 0, told.stdout + told.stderr
    before, after, steps = (int(each) for each in told.stdout.split())
    # Both have been seen: kills before the moment that decides, and after it.
    assert before >= 5
    assert after >= 5
    assert steps >= 10


def test_a_recovery_key_of_the_first_format_must_be_made_anew_first(real_place, filled):
    from msgspec.structs import replace

    keys = filled.staff._keys
    filled.staff._keys = keyring.Keys(keys.data_key, replace(keys.ring, recovery=None))
    with refused("recovery-key-old"):
        filled.staff.remove(BO.id)
    key = filled.staff.renew_recovery_key()
    filled.staff.remove(BO.id)
    filled.close()
    real_place.recover(key, NEW).close()


def test_a_name_that_only_the_vault_knows_yet_is_told_at_the_door_next_time(real_place, filled, monkeypatch):
    def full(*_):
        raise failure("vault-full")

    me = User(Clinician(CLINICIAN.id, "Dr. Ada Neu", "Physician"), UserRole.LEAD)
    with monkeypatch.context() as patched:
        patched.setattr(key_files, "keep", full)
        with refused("vault-full"):
            filled.staff.correct(me)
    filled.close()
    assert real_place.users()[0].name == CLINICIAN.name
    vault = real_place.unlock(PASSPHRASE, CLINICIAN.id)
    assert vault.staff.me == me
    vault.close()
    assert real_place.users()[0].name == "Dr. Ada Neu"


def test_a_user_of_whom_the_vault_knows_nothing_is_damage(real_place, filled):
    with filled._database.writing() as connection:
        connection.execute("DELETE FROM setting WHERE name = 'clinician:c-2'")
    filled.close()
    with refused("vault-damaged"):
        real_place.unlock(BOS, BO.id)
