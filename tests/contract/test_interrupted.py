"""A session that did not close, and whose side file is gone: what it kept last is missing, and said so."""

import shutil

import pytest

from consult_app.domain.audit import Act, Fault
from consult_app.store import files, key_files, side_index
from consult_app.store.backups import Making
from consult_app.store.examining import examine, keys_of
from consult_app.store.place import Place
from tests.helpers.answering import answered
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE, draft
from tests.helpers.in_rooms import cut, mended
from tests.helpers.rotating import BO, BOS


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
    vault = place.unlock(PASSPHRASE, CLINICIAN.id)
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


def cut_short(left, frames):
    """Leave a side file with so many frames of those that it has."""
    side = left.folder / "vault.db-wal"
    side.write_bytes(side.read_bytes()[: 32 + frames * (24 + 4096)])


def turned(left, frames):
    """Turn a bit in the frame after so many: it and whatever comes after it count no more."""
    side = left.folder / "vault.db-wal"
    whole = bytearray(side.read_bytes())
    whole[32 + frames * (24 + 4096) + 100] ^= 1
    side.write_bytes(whole)


@pytest.mark.parametrize("harm", [cut_short, turned])
@pytest.mark.parametrize("checked_before", [False, True])
def test_a_side_file_that_lacks_what_was_kept_is_told_once(place, opened, tmp_path, harm, checked_before):
    opened._database.checkpoint()
    for number in range(3):
        opened.begin(draft(f"i-{number + 5}"), "bundle")
    left = ended(place, tmp_path / "left", side=True)
    harm(left, side_index.kept(left.folder).frames - 1)
    if checked_before:
        examine(left, keys_of(left, PASSPHRASE))
    assert told(left) == (True, 1)
    assert told(left) == (False, 1)


def test_an_index_of_another_side_file_says_nothing(place, opened, tmp_path):
    """As after the power went: an older index came to the disk than the side file did."""
    for number in range(3):
        opened.begin(draft(f"i-{number + 5}"), "bundle")
    old = (place.folder / "vault.db-shm").read_bytes()
    opened._database.checkpoint()
    opened.begin(draft("i-9"), "bundle")
    left = ended(place, tmp_path / "left", side=True)
    (left.folder / "vault.db-shm").write_bytes(old)
    assert told(left) == (False, 0)


def test_a_check_that_finds_damage_does_not_take_the_side_file_for_lost(place, opened, tmp_path):
    opened.keep_pack("d" * 64, "bundle " * 9_000)
    opened._database.checkpoint()
    opened.keep(draft().seeing("s-2").seeing("s-3"), "see")
    left = ended(place, tmp_path / "left", side=True)
    whole = bytearray((left.folder / "vault.db").read_bytes())
    # What came last is the pack, which nobody reads in order to unlock.
    whole[-8 * 4096 + 100] ^= 1
    (left.folder / "vault.db").write_bytes(whole)
    checked = examine(left, keys_of(left, PASSPHRASE))
    assert {each.fault for each in checked.found} == {Fault.DAMAGED}
    assert told(left) == (False, 0)


@pytest.mark.parametrize("after", [False, True])
def test_where_a_change_of_keys_was_cut_short_nothing_is_missing(place, opened, tmp_path, monkeypatch, after):
    opened.staff.add(BO, BOS)
    left, real = tmp_path / "left", files.move

    def cut_short(source, target):
        if target.name != "vault.db":
            return real(source, target)
        if after:
            real(source, target)
        shutil.copytree(place.folder, left)
        return None if after else real(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(files, "move", cut_short)
        opened.staff.remove(BO.id)
    assert not (left / "vault.db-wal").exists()
    assert told(Place(left, place.cost)) == (False, 0)
    # From then on what is kept is missed as before.
    opened.begin(draft("i-3"), "bundle")
    assert told(ended(place, tmp_path / "gone", side=False)) == (True, 1)


def test_a_check_of_the_log_finds_it_and_spoils_nothing_that_is_whole(place, opened, tmp_path):
    left = ended(place, tmp_path / "lost", side=False)
    found = examine(left, keys_of(left, PASSPHRASE)).found
    assert [each.fault for each in found] == [Fault.CUT]
    assert told(left) == (True, 1)
    left = ended(place, tmp_path / "whole", side=True)
    assert examine(left, keys_of(left, PASSPHRASE)).sound
    assert told(left) == (False, 0)


# In a room of a practice, whose server has all that was sent


def test_what_waited_for_the_server_and_is_gone_is_told_once_and_entered(first, tmp_path, practice_place):
    cut(first)
    first.keep(answered(draft()), "answer")
    left = ended(practice_place, tmp_path / "left", side=False)
    assert told(left) == (True, 1)
    assert told(left) == (False, 1)


def test_it_is_told_where_the_server_is_away_and_entered_later(first, tmp_path, practice_place, cluster):
    cut(first)
    first.keep(answered(draft()), "answer")
    left = ended(practice_place, tmp_path / "left", side=False)
    cluster.stop()
    try:
        alone = left.unlock(PASSPHRASE)
        assert alone.last_changes_lost
        alone.close()
    finally:
        cluster.start()
    assert told(left) == (False, 1)


@pytest.mark.parametrize("side", [False, True])
def test_of_a_room_nothing_is_missing_that_the_server_has(first, tmp_path, practice_place, side):
    assert told(ended(practice_place, tmp_path / "never", side=side)) == (False, 0)
    cut(first)
    first.keep(answered(draft()), "answer")
    if side:
        assert told(ended(practice_place, tmp_path / "waits", side=True)) == (False, 0)
    mended(first)
    first.look()
    assert told(ended(practice_place, tmp_path / "sent", side=side)) == (False, 0)


def test_of_a_room_killed_while_it_takes_other_keys_nothing_is_missing(
    first, other_place, tmp_path, monkeypatch
):
    other = other_place.unlock(PASSPHRASE)
    first.staff.add(BO, BOS)
    other.look()
    cut(other)
    other.keep(answered(draft()), "answer")
    killed = ended(other_place, tmp_path / "killed", side=True)
    other.close()
    first.staff.remove(BO.id)
    kept, copies = key_files.keep, []

    def keep(folder, keys):
        copies.append(ended(Place(folder, other_place.cost), tmp_path / f"copy-{len(copies)}", side=False))
        kept(folder, keys)

    with monkeypatch.context() as patched:
        patched.setattr(key_files, "keep", keep)
        killed.unlock(PASSPHRASE, CLINICIAN.id).close()
    assert copies
    assert [told(each) for each in copies] == [(False, 0)] * len(copies)


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
