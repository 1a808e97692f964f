"""A session that did not close, and whose side file is gone: what it kept last is missing, and said so."""

import shutil

import pytest

from consult_app.domain.audit import Act, Fault
from consult_app.store.backups import Making
from consult_app.store.examining import examine, keys_of
from consult_app.store.place import Place
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE, draft


def ended(place, folder, *, side):
    """Copy what a session that is still open would leave, with or without its side file."""
    gone = () if side else ("vault.db-wal", "vault.db-shm")
    shutil.copytree(place.folder, folder, ignore=lambda _, names: {each for each in names if each in gone})
    return Place(folder, place.cost)


@pytest.fixture
def opened(place):
    """A vault that was closed once, and is open again."""
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.begin(draft(), "bundle")
    vault.close()
    vault = place.unlock(PASSPHRASE)
    vault.keep(draft().seeing("s-2"), "see")
    yield vault
    vault.close()


def told(place):
    """Unlock; give whether changes are said to be missing, and how often the log says so."""
    vault = place.unlock(PASSPHRASE)
    outcome = vault.last_changes_lost, [each.action for each in vault.entries(0, 99)].count(Act.LAST_LOST)
    vault.close()
    return outcome


def test_a_side_file_that_is_gone_is_told_once_and_entered(place, opened, tmp_path):
    left = ended(place, tmp_path / "left", side=False)
    assert told(left) == (True, 1)
    assert told(left) == (False, 1)


def test_it_is_told_too_where_only_what_came_after_a_checkpoint_is_gone(place, opened, tmp_path):
    opened._database.checkpoint()
    opened.begin(draft("i-2"), "bundle")
    assert told(ended(place, tmp_path / "left", side=False)) == (True, 1)


def test_with_its_side_file_nothing_is_missing(place, opened, tmp_path):
    left = ended(place, tmp_path / "left", side=True)
    assert told(left) == (False, 0)
    assert told(left) == (False, 0)


def test_a_check_of_the_log_finds_it_and_spoils_nothing_that_is_whole(place, opened, tmp_path):
    left = ended(place, tmp_path / "lost", side=False)
    found = examine(left, keys_of(left, PASSPHRASE)).found
    assert [each.fault for each in found] == [Fault.CUT]
    assert told(left) == (True, 1)
    left = ended(place, tmp_path / "whole", side=True)
    assert examine(left, keys_of(left, PASSPHRASE)).sound
    assert told(left) == (False, 0)


def test_what_was_closed_or_put_back_from_a_backup_lacks_nothing(place, opened, tmp_path):
    (tmp_path / "backups").mkdir()
    making = opened.backing_up(str(tmp_path / "backups"))
    assert isinstance(making, Making)
    name = making.run().name
    left = ended(place, tmp_path / "left", side=False)
    left.restore(str(tmp_path / "backups" / name), replacing=True)
    assert told(left) == (False, 0)
    opened.close()
    assert told(place) == (False, 0)


def test_a_note_that_cannot_be_kept_or_read_keeps_nobody_out(place, opened, tmp_path):
    left = ended(place, tmp_path / "left", side=False)
    (left.folder / "session.txt").unlink()
    (left.folder / "session.txt").mkdir()
    assert told(left) == (False, 0)
    (left.folder / "session.txt").rmdir()
    (left.folder / "session.txt").write_bytes(b"\xff nonsense")
    assert told(left) == (False, 0)
