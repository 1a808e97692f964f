"""A passphrase that is tied to its machine opens nothing elsewhere; the recovery key opens all the same."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, KeyringLocked, NoKeyringError

from consult_app.domain.consultation import Clinician
from consult_app.domain.users import User, UserRole
from consult_app.errors import VaultError
from consult_app.store.machine import NO_MACHINE, SYSTEM
from consult_app.store.place import Place
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE
from tests.helpers.fakes import FakeMachine

BO = User(Clinician("c-2", "Bo Lind", "Nurse"), UserRole.CLINICIAN)
BOS, NEW = "quiet harbour ninety maps", "five loud badgers carve windows"


def refused(code):
    return pytest.raises(VaultError, check=lambda error: error.code == code)


@pytest.fixture
def machine():
    return FakeMachine()


@pytest.fixture
def here(place, machine):
    return Place(place.folder, place.cost, place.now, machine)


@pytest.fixture
def elsewhere(place):
    """The same folder, as it would be on another machine."""
    return Place(place.folder, place.cost, place.now, FakeMachine())


@pytest.fixture
def recovery_key(here):
    vault, key = here.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.staff.add(BO, BOS)
    vault.staff.tie(PASSPHRASE, tied=True)
    assert vault.staff.tied
    vault.close()
    return key


def opens(place, passphrase, user="c-1"):
    try:
        place.unlock(passphrase, user).close()
    except VaultError as error:
        return error.code
    return "opened"


def test_it_opens_here_and_nowhere_else(here, elsewhere, machine, recovery_key):
    assert opens(here, PASSPHRASE) == "opened"
    assert opens(here, "wrong") == "passphrase-wrong"
    [secret] = machine.secrets.values()
    assert len(bytes.fromhex(secret)) == 32
    assert opens(elsewhere, PASSPHRASE) == "machine-secret-missing"
    elsewhere.machine.secrets = dict.fromkeys(machine.secrets, "ff" * 32)
    assert opens(elsewhere, PASSPHRASE) == "passphrase-wrong"
    elsewhere.machine.secrets = dict.fromkeys(machine.secrets, "no secret")
    assert opens(elsewhere, PASSPHRASE) == "machine-secret-missing"
    # Who tied nothing opens it as before.
    assert opens(elsewhere, BOS, "c-2") == "opened"


def test_what_stands_in_the_key_file_is_as_before_for_whoever_tied_nothing(here, recovery_key):
    assert (here.folder / "keys.json").read_bytes().count(b'"tied":true') == 1
    vault = here.unlock(PASSPHRASE, "c-1")
    vault.staff.tie(PASSPHRASE, tied=False)
    assert not vault.staff.tied
    vault.close()
    assert b"tied" not in (here.folder / "keys.json").read_bytes()


def test_all_who_tie_theirs_share_one_secret_of_the_device(here, machine, recovery_key):
    [before] = machine.secrets.values()
    vault = here.unlock(BOS, "c-2")
    vault.staff.tie(BOS, tied=True)
    vault.close()
    assert list(machine.secrets.values()) == [before]
    assert opens(here, BOS, "c-2") == "opened"


def test_the_recovery_key_opens_it_elsewhere_with_a_passphrase_that_is_not_tied(elsewhere, recovery_key):
    vault = elsewhere.recover(recovery_key, NEW, "c-1")
    assert not vault.staff.tied
    vault.close()
    assert opens(elsewhere, NEW) == "opened"


def test_whoever_is_given_another_passphrase_is_not_tied_any_more(here, elsewhere, recovery_key):
    vault = here.unlock(BOS, "c-2")
    vault.staff.re_enrol("c-1", NEW)
    vault.close()
    assert opens(elsewhere, NEW) == "opened"


def test_a_backup_is_opened_elsewhere_by_the_recovery_key_alone(here, elsewhere, recovery_key, tmp_path):
    vault = here.unlock(PASSPHRASE, "c-1")
    made = vault.backing_up(str(tmp_path)).run()
    vault.close()
    away = Place(tmp_path / "away", here.cost, here.now, FakeMachine())
    away.restore(str(tmp_path / made.name))
    assert opens(away, PASSPHRASE) == "machine-secret-missing"
    away.recover(recovery_key, NEW, "c-1").close()
    assert opens(away, NEW) == "opened"


def test_another_passphrase_stays_tied(here, elsewhere, recovery_key):
    vault = here.unlock(PASSPHRASE, "c-1")
    vault.staff.change_passphrase(PASSPHRASE, NEW)
    assert vault.staff.tied
    vault.close()
    assert opens(here, NEW) == "opened"
    assert opens(elsewhere, NEW) == "machine-secret-missing"


def test_a_key_store_that_is_locked_is_said_and_counts_as_no_wrong_try(here, machine, recovery_key):
    vault = here.unlock(PASSPHRASE, "c-1")
    machine.locked = True
    for _ in range(4):
        with refused("keystore-locked"):
            vault.staff.tie(PASSPHRASE, tied=False)
    vault.close()
    assert [opens(here, PASSPHRASE) for _ in range(4)] == ["keystore-locked"] * 4
    machine.locked = False
    assert opens(here, PASSPHRASE) == "opened"


def test_where_nothing_can_be_kept_it_stays_as_it_was(here, place):
    vault, _ = Place(place.folder, place.cost, place.now, NO_MACHINE).create(PRACTICE, CLINICIAN, PASSPHRASE)
    with refused("keystore-missing"):
        vault.staff.tie(PASSPHRASE, tied=True)
    with refused("passphrase-wrong"):
        vault.staff.tie("wrong", tied=True)
    assert not vault.staff.tied
    vault.close()
    assert opens(here, PASSPHRASE) == "opened"


class Failing(KeyringBackend):
    """Fails as it is told."""

    priority = 1
    error: type[KeyringError] = KeyringError

    def get_password(self, _service, _name):
        """Fail."""
        raise self.error

    def set_password(self, _service, _name, _password):
        """Fail."""
        raise self.error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KeyringLocked, "keystore-locked"),
        (KeyringError, "keystore-locked"),
        (NoKeyringError, "keystore-missing"),
    ],
)
def test_what_the_system_s_key_store_says_is_said_in_words(monkeypatch, error, code):
    failing = Failing()
    failing.error = error
    monkeypatch.setattr(keyring, "get_keyring", lambda: failing)
    monkeypatch.setattr(keyring.core, "get_keyring", lambda: failing)
    for act in (lambda: SYSTEM.read("store"), lambda: SYSTEM.write("store", "secret")):
        with refused(code):
            act()


@pytest.mark.untraced
def test_with_the_real_key_store_of_a_system(tmp_path):
    daemon = "printf words | gnome-keyring-daemon --unlock --components=secrets > /dev/null 2>&1"
    command = f'{daemon} && exec "$0" -m tests.helpers.tied_process "$1"'
    bus = shutil.which("dbus-run-session")
    assert bus is not None
    done = subprocess.run(
        [bus, "--", "sh", "-c", command, sys.executable, str(tmp_path / "vault")],
        env=os.environ
        | {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["opened", "machine-secret-missing", "untied", "opened"], done.stderr
