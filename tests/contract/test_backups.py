"""Backups are whole or not there; whatever goes wrong, the one before stays good, and one can be put back."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from consult_app.domain.audit import Act
from consult_app.domain.preferences import Preferences
from consult_app.errors import VaultError
from consult_app.store import backups, files, restoring
from consult_app.store.failure import failure
from consult_app.store.place import Place
from consult_app.store.room_vault import RoomVault
from tests.helpers.answering import FAST
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

ROOT = Path(__file__).parents[2]
NEW = "five loud badgers carve windows"


def refused(code):
    return pytest.raises(VaultError, check=lambda error: error.code == code)


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch):
    """A small vault is copied in few steps; each is a moment at which something can happen."""
    monkeypatch.setattr(backups, "_STEPS", 50)


@pytest.fixture
def target(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def filled(real):
    state = consented(signed_once(reviewed()))
    real.keep_signing_key(b"key", "secret", "f-1")
    real.begin(state.draft, "bundle" * 5000)
    real.keep(state, "sign")
    real.signing_key(PASSPHRASE)
    real.store(sealed(state), PDF, AFTERCARE)
    real.begin(draft("i-2"), "bundle")
    return real


def test_a_backup_is_made_checked_remembered_and_entered(filled, real_place, target):
    assert filled.last_backup() is None
    filled.keep_preferences(Preferences(backup_folder=str(target)))
    told = []
    made = filled.backing_up().run(lambda: told.append(1) or True)
    assert told
    assert (made.sound, made.megabytes) == (True, 1)
    filled.note_backup(made)
    assert filled.last_backup() == made
    folder = target / made.name
    assert sorted(each.name for each in folder.iterdir()) == [
        "backup.json",
        "keys.json",
        "signers.json",
        "vault.db",
    ]
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {each.stat().st_mode & 0o777 for each in folder.iterdir()} == {0o600}
    assert (made.store, made.users) == (filled.staff.store, (CLINICIAN.name,))
    assert real_place.backups(str(target)) == (made,)
    assert real_place.backups(str(folder)) == (replace(made, name=""),)
    assert real_place.backups(str(target / "nowhere")) == ()
    # It is as encrypted as the vault.
    assert b"SQLite" not in (folder / "vault.db").read_bytes()[:16]


def test_what_is_said_while_it_is_made_is_kept_and_the_vault_goes_on(filled, target):
    making, state = filled.backing_up(str(target)), draft("i-2")
    said = []

    def go_on():
        if len(said) < 3:
            said.append(state.seeing(f"s-{len(said)}"))
            filled.keep(replace(said[-1], revision=len(said)), "see")
        return True

    assert making.run(go_on).sound
    assert filled.open("i-2").revision == 3


def test_old_ones_go_by_the_rule_and_those_of_another_vault_stay(filled, target, tmp_path):
    other = target / "consult-20200101-000000-ffffffff"
    other.mkdir()
    strange = target / f"consult-someday-{filled.staff.store[:8]}"
    strange.mkdir()
    making = filled.backing_up(str(target))
    names = [replace(making, at=datetime(2026, 3, 1, hour, tzinfo=UTC)).run().name for hour in (9, 10, 11)]
    assert sorted(each.name for each in target.iterdir()) == sorted([other.name, strange.name, names[-1]])


def test_what_was_cut_short_is_swept_away_by_the_next(filled, target):
    left = target / f"consult-20260101-000000-{filled.staff.store[:8]}.part"
    left.mkdir()
    (left / "backup.json").write_bytes(b"{}")
    assert backups.found(target) == ()
    made = filled.backing_up(str(target)).run()
    assert [each.name for each in target.iterdir()] == [made.name]


def test_two_rooms_make_theirs_in_one_folder_at_once(filled, target, tmp_path):
    one = filled.backing_up(str(target))
    shutil.copytree(one.source.parent, tmp_path / "room")
    other, made = replace(one, source=tmp_path / "room" / one.source.name), []

    def meanwhile():
        if not made:
            made.append(other.run())
        return True

    made.append(one.run(meanwhile))
    assert {each.name for each in target.iterdir()} == {each.name for each in made}
    assert made[0].name[:23] == made[1].name[:23], "they began in the same second"
    for each in made:
        assert backups.opened(target / each.name, filled.staff.keys).sound


def test_what_another_room_left_goes_after_a_day_and_its_newer_one_keeps_ours(filled, target):
    making = replace(filled.backing_up(str(target)), at=datetime(2026, 3, 2, 12, tzinfo=UTC))
    store = filled.staff.store[:8]
    begun = [
        target / f"consult-2026030{day}-{hour}0000-abcdef-{store}.part" for day, hour in ((1, 11), (1, 13))
    ]
    newer = target / f"consult-20260302-120001-abcdef-{store}"
    for each in (*begun, newer):
        each.mkdir()
    made = making.run()
    assert sorted(each.name for each in target.iterdir()) == sorted([begun[1].name, newer.name, made.name])


def test_one_that_is_stopped_leaves_nothing(filled, target):
    for after in (0, 2):
        told = iter([True] * after)
        with refused("backup-stopped"):
            filled.backing_up(str(target)).run(lambda told=told: next(told, False))
        assert list(target.iterdir()) == []


def test_a_check_can_be_stopped_too(filled, target, monkeypatch):
    monkeypatch.setattr("consult_app.store.checking._AT_ONCE", 2)
    made = filled.backing_up(str(target)).run()
    with refused("backup-stopped"):
        backups.opened(target / made.name, filled.staff.keys, lambda: False)


def test_it_can_be_stopped_while_its_pages_are_fitted_together(filled, target, monkeypatch):
    made = filled.backing_up(str(target)).run()
    monkeypatch.setattr("consult_app.store.database._STEPS", 1)
    asked = iter([True] * 20)
    with refused("backup-stopped"):
        backups.opened(target / made.name, filled.staff.keys, lambda: next(asked, False))
    assert backups.opened(target / made.name, filled.staff.keys).sound


@pytest.mark.parametrize("code", ["backup-full", "backup-read-only", "backup-unreachable"])
def test_what_is_wrong_with_the_target_is_said_and_the_one_before_stays(filled, target, code, monkeypatch):
    good = filled.backing_up(str(target)).run()
    wanted = {"backup-full": "vault-full", "backup-read-only": "vault-read-only"}

    def refuse(*_):
        if code in wanted:
            raise failure(wanted[code])
        raise OSError(5, "gone")

    with monkeypatch.context() as patched:
        patched.setattr(files, "sync", refuse)
        with refused(code):
            filled.backing_up(str(target)).run()
    assert [each.name for each in target.iterdir()] == [good.name]
    backups.read(target / good.name)


def test_a_stick_that_is_not_there_or_gone_in_the_middle(filled, target):
    with refused("backup-unreachable"):
        filled.backing_up(str(target / "nowhere")).run()
    pulled = []

    def pull():
        if not pulled:
            pulled.append(shutil.rmtree(target))
        return True

    with refused("backup-unreachable"):
        filled.backing_up(str(target)).run(pull)


def test_a_disk_that_is_full_leaves_the_one_before(real_place, tmp_path):
    """A process whose files may not grow large, like a disk with little room."""
    target = tmp_path / "small"
    target.mkdir()
    vault, _ = real_place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.begin(draft(), "bundle" * 50_000)
    good = vault.backing_up(str(target)).run()
    vault.close()
    script = (
        "import resource, sys; from pathlib import Path; from consult_app.store.place import Place;"
        "from consult_app.errors import VaultError; from tests.helpers.answering import FAST;"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"v = Place(Path(sys.argv[1]), FAST).unlock({PASSPHRASE!r});"
        "m = v.backing_up(sys.argv[2]); resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try: m.run()\nexcept VaultError as error: print(error.code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(real_place.folder), str(target)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() in {"backup-full", "backup-unreachable"}, done.stderr
    assert [each.name for each in target.iterdir()] == [good.name]
    backups.read(target / good.name)


@pytest.mark.parametrize("name", ["vault.db", "keys.json", "backup.json"])
def test_a_backup_that_changed_is_no_good_one(filled, target, name):
    folder = target / filled.backing_up(str(target)).run().name
    path = folder / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)
    with pytest.raises(VaultError, check=lambda e: e.code in {"backup-altered", "backup-foreign"}):
        backups.read(folder)
    if name == "vault.db":
        with refused("backup-unsound"):
            backups.opened(folder, filled.staff.keys)


def test_what_is_no_backup_is_said_to_be_none(target, filled):
    with refused("backup-foreign"):
        backups.read(target)
    folder = target / filled.backing_up(str(target)).run().name
    manifest = msgspec.json.decode((folder / "backup.json").read_bytes())
    (folder / "backup.json").write_bytes(msgspec.json.encode({**manifest, "files": {}}))
    with refused("backup-altered"):
        backups.read(folder)
    (folder / "backup.json").write_bytes(msgspec.json.encode({**manifest, "format": 9}))
    with refused("vault-too-new"):
        backups.read(folder)


def opened_again(filled, before, since):
    """What a backup that was put back shows: a practice's server has what was said since."""
    return since if isinstance(filled, RoomVault) else before


def test_on_a_fresh_machine_the_recovery_key_opens_what_is_put_back(filled, target, tmp_path):
    key = filled.staff.renew_recovery_key()
    made = filled.backing_up(str(target)).run()
    since = draft("i-2").seeing("s-later")
    filled.keep(since, "see")
    fresh = Place(tmp_path / "fresh" / "vault", FAST)
    assert fresh.restore(str(target / made.name)) == ""
    assert [each.name for each in fresh.users()] == [CLINICIAN.name]
    vault = fresh.recover(key, NEW)
    assert vault.pdf("i-1") == PDF
    assert vault.open("i-2") == opened_again(filled, draft("i-2"), since)
    assert vault.check_log().sound
    with vault._database.reading() as connection:
        said = connection.values("SELECT action FROM audit ORDER BY seq DESC LIMIT 2")
    assert said == [Act.RECOVERED, Act.RESTORED]
    vault.close()
    assert sorted(each.name for each in fresh.folder.iterdir() if "vault.db" not in each.name) == [
        "keys.json",
        "keys.json.spare",
        "lock",
        "signers.json",
    ]


def test_a_vault_is_not_replaced_unasked_and_kept_when_it_is(filled, real_place, target):
    made = filled.backing_up(str(target)).run()
    since = draft("i-2").seeing("s-later")
    filled.keep(since, "see")
    source = str(target / made.name)
    with refused("vault-exists"):
        real_place.restore(source)
    with refused("in-use"):
        real_place.restore(source, replacing=True)
    # As after a crash: what was said last is in the side file only.
    filled._closing()
    aside = real_place.restore(source, replacing=True)
    vault = real_place.unlock(PASSPHRASE)
    assert vault.open("i-2") == opened_again(filled, draft("i-2"), since)
    vault.close()
    before = Place(real_place.folder / aside, FAST).unlock(PASSPHRASE)
    assert before.open("i-2") == since
    before.close()


def test_a_bad_backup_changes_nothing(filled, real_place, target, monkeypatch):
    folder = target / filled.backing_up(str(target)).run().name
    filled.close()
    before = sorted(each.name for each in real_place.folder.iterdir())
    with refused("backup-foreign"):
        real_place.restore(str(target), replacing=True)
    real = shutil.copyfile

    def torn(source, copy):
        real(source, copy)
        if copy.name == "vault.db":
            copy.write_bytes(copy.read_bytes()[:-1])

    monkeypatch.setattr(restoring.shutil, "copyfile", torn)
    with refused("backup-altered"):
        real_place.restore(str(folder), replacing=True)
    assert sorted(each.name for each in real_place.folder.iterdir()) == before
    real_place.unlock(PASSPHRASE).close()


@pytest.fixture(params=[True, False], ids=["links", "no links"])
def _linking(request, monkeypatch):
    if not request.param:
        monkeypatch.setattr(os, "link", _refuse)


@pytest.mark.usefixtures("_linking")
def test_cut_short_at_any_step_a_vault_opens(filled, real_place, target, tmp_path, monkeypatch):
    folder = target / filled.backing_up(str(target)).run().name
    filled.keep(draft("i-2").seeing("s-later"), "see")
    filled.close()
    outcomes = []
    for step in range(40):
        trial = Place(Path(shutil.copytree(real_place.folder, tmp_path / f"trial-{step}")), FAST)
        with monkeypatch.context() as patched:
            done = _cut_at(step, patched, lambda trial=trial: trial.restore(str(folder), replacing=True))
        vault = trial.unlock(PASSPHRASE)
        outcomes.append(vault.open("i-2").revision)
        vault.close()
        if done:
            break
    assert done
    assert set(outcomes) == opened_again(filled, {0, 1}, {1})
    assert outcomes == sorted(outcomes, reverse=True)


def _refuse(*_):
    raise OSError(1, "no links here")


class _CutError(Exception):
    pass


def _cut_at(step, patched, act):
    """Have the process die, as it were, at a step of the files; gives whether it came to the end."""
    left = [step]

    def counted(real):
        def wrapped(*given):
            if left[0] == 0:
                raise _CutError
            left[0] -= 1
            return real(*given)

        return wrapped

    for name in ("write", "move", "remove"):
        patched.setattr(files, name, counted(getattr(files, name)))
    try:
        act()
    except _CutError:
        return False
    return True
