"""What somebody with the data key could do to a vault, and what a check of the log finds of it."""

import pytest

from consult_app.domain.audit import Anchor, Fault
from consult_app.errors import VaultError
from consult_app.store import checking
from consult_app.store.examining import examine, keys_of
from consult_app.store.place import Place
from tests.helpers.attacks import ATTACKS, FAST, _change, _cut, build, found
from tests.helpers.consultations import CLINICIAN, PASSPHRASE


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    return build(tmp_path_factory.mktemp("attacked"))


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda each: each.name)
def test_what_is_done_is_found(stage, attack, tmp_path):
    assert found(stage, attack, tmp_path / "attacked") == (attack.alone, attack.anchored)


def test_a_sound_log_tells_what_it_can_vouch_for(stage):
    checked = examine(Place(stage.now, FAST), stage.keys, (stage.printed, stage.newest, stage.newest))
    assert checked.sound
    assert checked.entries == checked.head.number == checked.anchored == stage.newest.number
    assert (checked.signatures, checked.records, checked.anchors) == (2, 3, 2)
    assert checked.begun is not None


def test_the_entry_that_was_changed_is_named(stage, tmp_path):
    attack = next(each for each in ATTACKS if each.act is _change)
    found(stage, attack, tmp_path / "attacked")
    checked = examine(Place(tmp_path / "attacked", FAST), stage.keys)
    assert {(each.fault, each.subject) for each in checked.found} == {
        (Fault.CHANGED, "i-1"),
        (Fault.EVENT, "i-1"),
    }
    assert len({each.number for each in checked.found}) == 1


def test_very_much_damage_is_counted_and_not_listed_for_ever(stage, tmp_path, monkeypatch):
    monkeypatch.setattr(checking, "MOST", 1)
    attack = next(each for each in ATTACKS if each.act is _cut)
    found(stage, attack, tmp_path / "attacked")
    checked = examine(Place(tmp_path / "attacked", FAST), stage.keys, (stage.newest,))
    assert len(checked.found) == 1
    assert checked.more >= 1


def test_it_is_told_how_far_the_check_is(stage, monkeypatch):
    monkeypatch.setattr(checking, "_AT_ONCE", 5)
    told = []
    examine(Place(stage.now, FAST), stage.keys, told=told.append)
    assert told[:2] == [5, 10]


def test_a_check_changes_nothing_and_needs_the_vault_for_itself(stage, tmp_path):
    place = Place(stage.now, FAST)
    before = {each.name: each.read_bytes() for each in stage.now.iterdir()}
    examine(place, keys_of(place, PASSPHRASE, CLINICIAN.id))
    assert {each.name: each.read_bytes() for each in stage.now.iterdir()} == before
    vault = Place(stage.older, FAST).unlock(PASSPHRASE, CLINICIAN.id)
    with pytest.raises(VaultError, check=lambda error: error.code == "in-use"):
        examine(Place(stage.older, FAST), stage.keys)
    vault.close()


def test_a_folder_that_cannot_be_written_is_checked_too(stage):
    for each in stage.now.iterdir():
        each.chmod(0o400)
    stage.now.chmod(0o500)
    try:
        assert examine(Place(stage.now, FAST), stage.keys, fixed=True).sound
    finally:
        stage.now.chmod(0o700)
        for each in stage.now.iterdir():
            each.chmod(0o600)


@pytest.mark.parametrize("anchor", [Anchor(1, "0" * 16), Anchor(10**9, "0" * 16)])
def test_an_anchor_of_another_vault_does_not_fit(stage, anchor):
    assert not examine(Place(stage.now, FAST), stage.keys, (anchor,)).sound
