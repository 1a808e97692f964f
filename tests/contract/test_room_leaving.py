"""A room whose practice's server is gone for good has its vault to itself, and can begin anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult_app.domain.audit import Act
from consult_app.domain.rooms import Rooms
from consult_app.domain.users import UserRole
from consult_app.errors import RightError, VaultError
from consult_app.store import connecting, room_vault
from consult_app.store.failure import failure
from consult_app.store.place import Place
from consult_app.workflow.practice_server import leave_server
from tests.helpers.answering import answered
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE, draft
from tests.helpers.in_rooms import FAST, cut, mended
from tests.helpers.postgres import PASSWORD
from tests.helpers.rotating import BO, BOS


def refused(code):
    return pytest.raises(VaultError, check=lambda error: error.code == code)


def acts_of(vault):
    return [each.action for each in vault.entries(10**9, 1000)]


def test_where_the_server_is_gone_for_good_one_room_has_all_and_begins_anew(
    first, other, practice_place, cluster
):
    first.open("i-1")
    cut(first)
    first.keep(answered(draft()), "answer")
    first.note("read", "i-1")
    other.keep(answered(draft()).answering("q-text", "said in the other room"), "answer")
    mended(first)
    # Followed, and not sent: somebody else has changed meanwhile what waits.
    first._replica.catch_up()
    cut(first)
    first.practice_server.leave()
    first.close()
    alone = practice_place.unlock(PASSPHRASE)
    assert alone.practice_server is None
    assert alone.look() is None
    kept = {each.id: alone.open(each.id) for each in alone.consultations()}
    assert kept.pop("i-1").answers["q-text"] == "said in the other room"
    [apart] = kept.values()
    assert apart.revision == answered(draft()).revision
    alone.begin(draft("i-2"), "bundle")
    assert {Act.SERVER_LEFT, "read"} <= set(acts_of(alone))
    assert alone.check_log().sound
    keys = alone.staff.keys
    alone.close()
    address = cluster.database()
    connecting.move(practice_place, keys, address, PASSWORD)
    again = practice_place.unlock(PASSPHRASE)
    assert not again.look().away
    assert len(again.consultations()) == 3
    again.close()


def test_left_halfway_it_is_a_room_as_before(first, monkeypatch):
    cut(first)
    first.keep(answered(draft()), "answer")

    def full(*_given):
        raise failure("vault-full")

    with monkeypatch.context() as patched:
        patched.setattr(room_vault, "append", full)
        with refused("vault-full"):
            first.practice_server.leave()
    assert first.look().waiting == 1
    mended(first)
    assert first.look() == Rooms()
    assert first.open("i-1") == answered(draft())
    assert first.check_log().sound


def test_only_a_lead_leaves(first, practice_place):
    first.staff.add(replace(BO, role=UserRole.ADMINISTRATOR), BOS)
    first.close()
    administrator = practice_place.unlock(BOS, BO.id)
    with pytest.raises(RightError):
        leave_server(administrator)
    administrator.close()


def test_it_is_left_from_the_command_line(cluster, tmp_path, command):
    place = Place(tmp_path / "vault", FAST)
    place.create(PRACTICE, CLINICIAN, PASSPHRASE)[0].close()
    connect = ("practice", "connect", cluster.emptied(), "--vault", place.folder)
    assert command(*connect)[0] == 0
    code, out, err = command("practice", "leave", "--vault", place.folder, typed=(PASSPHRASE,))
    assert (code, err) == (0, "")
    assert out.startswith("This machine's vault is its own again")
    vault = place.unlock(PASSPHRASE)
    assert vault.look() is None
    vault.close()
    # The practice is still on the server, and this machine went on without it.
    code, out, err = command(*connect)
    assert (code, out) == (2, "")
    assert err.startswith("consult-app: This practice is on that server already")
    assert place.unlock(PASSPHRASE).look() is None
