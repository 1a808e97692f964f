"""A disk that is full or closed for writing is named, loses nothing, and does not stay in the way."""

import errno
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from consult_app.errors import VaultError
from consult_app.store import files
from consult_app.store.failure import files_translated
from consult_app.store.place import Place
from tests.helpers.answering import FAST
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE, draft

ROOT = Path(__file__).parents[2]


def refused(code):
    return pytest.raises(VaultError, check=lambda error: error.code == code)


@pytest.fixture
def begun():
    """A closed vault in a folder that every account can reach."""
    root = Path(tempfile.mkdtemp())
    root.chmod(0o755)
    place = Place(root / "vault", FAST)
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.begin(draft(), "bundle")
    vault.close()
    yield place
    place.folder.chmod(0o700)
    shutil.rmtree(root)


def said_by_another_process(place, act):
    command = [sys.executable, "-m", "tests.helpers.answering", act, str(place.folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()


def test_a_full_disk_loses_no_answer_and_goes_on_when_there_is_room(begun):
    revision, code, later = said_by_another_process(begun, "starve")
    assert (code, int(later)) == ("vault-full", int(revision) + 1)
    assert int(revision) > 0
    vault = begun.unlock(PASSPHRASE)
    assert vault.open("i-1").revision == int(later)
    vault.close()


@pytest.mark.parametrize(
    ("lock", "folder", "rescued"),
    [(0o444, 0o555, "1"), (0o666, 0o555, "1"), (None, 0o555, "1"), (0o444, 0o000, "vault-read-only")],
)
def test_a_folder_that_cannot_be_written_is_named_and_what_can_be_read_comes_out(
    begun, lock, folder, rescued
):
    for file in begun.folder.iterdir():
        file.chmod(0o444)
    if lock is None:
        (begun.folder / "lock").unlink()
    else:
        (begun.folder / "lock").chmod(lock)
    begun.folder.chmod(folder)
    assert said_by_another_process(begun, "look") == ["vault-read-only", rescued]


def test_a_disk_that_turns_read_only_is_named_and_can_still_be_read(begun):
    vault = begun.unlock(PASSPHRASE)
    vault._database._connected().execute("PRAGMA query_only = ON")
    with refused("vault-read-only"):
        vault.keep(draft().seeing("s-2"), "see")
    assert vault.open("i-1") == draft()
    vault.keep(draft().seeing("s-2"), "see")
    vault.close()


@pytest.mark.parametrize(
    ("number", "code"), [(errno.EIO, "disk-failing"), (errno.ENOSPC, "vault-full"), (0, "vault-full")]
)
def test_what_the_disk_has_against_it_is_asked_of_the_file_system(begun, monkeypatch, number, code):
    vault = begun.unlock(PASSPHRASE)
    real = files.write

    def write(path, content):
        with files_translated():
            if number:
                raise OSError(number, "said by the system")
            real(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(files, "write", write)
        with refused(code), vault._database.writing():
            error = sqlcipher.OperationalError("disk I/O error")
            error.sqlite_errorcode = 10
            raise error
    assert not list(begun.folder.glob("*.probe*"))
    vault.keep(draft().seeing("s-2"), "see")
    vault.close()


def test_what_fails_past_the_queries_is_put_in_our_words_too(begun):
    vault = begun.unlock(PASSPHRASE)
    with refused("vault-damaged"), vault._database.reading() as connection:
        connection.execute("SELECT * FROM nothing")
    vault.close()


def test_a_vault_that_another_tool_writes_is_in_use(begun):
    vault = begun.unlock(PASSPHRASE)
    other = vault._database._connect()
    other.execute("BEGIN IMMEDIATE")
    vault._database._connected().execute("PRAGMA busy_timeout = 0")
    with refused("in-use"):
        vault.keep(draft().seeing("s-2"), "see")
    other.close()
    vault.keep(draft().seeing("s-2"), "see")
    vault.close()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "vault-full"),
        (errno.EDQUOT, "vault-full"),
        (errno.EIO, "disk-failing"),
        (errno.EROFS, "vault-read-only"),
        (errno.EACCES, "vault-read-only"),
        (errno.EISDIR, "vault-damaged"),
    ],
)
def test_what_the_file_system_says_is_put_in_our_words(number, code):
    with refused(code), files_translated():
        raise OSError(number, "said by the system", "a path")


def test_a_file_in_the_way_of_the_folder_is_named(tmp_path):
    (tmp_path / "vault").write_bytes(b"")
    with refused("vault-damaged"):
        Place(tmp_path / "vault", FAST).create(PRACTICE, CLINICIAN, PASSPHRASE)
