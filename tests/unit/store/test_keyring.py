import json
from dataclasses import replace

import msgspec
import pytest

from consult_app.errors import VaultError
from consult_app.store import keyring
from consult_app.store.cost import FULL, LEAST, MOST, Cost

FAST = Cost(64, 1, 1)
PASSPHRASE = "copper lantern drifts seven"


def refused(code):
    return pytest.raises(VaultError, check=lambda error: error.code == code)


@pytest.fixture
def made():
    return keyring.make(PASSPHRASE, FAST)


def opened(sheet, passphrase=PASSPHRASE):
    return keyring.open_by_passphrase(sheet, passphrase, FAST)


def changed(sheet, change):
    """Write the file again after a change, with a right checksum but an old MAC."""
    content = json.loads(sheet)
    change(content["ring"])
    ring = json.dumps(content["ring"]).encode()
    mac = msgspec.json.decode(json.dumps(content["mac"]), type=bytes)
    return msgspec.json.encode(keyring._Sheet(1, keyring._checksum(ring, mac), mac, msgspec.Raw(ring)))


def test_passphrase_and_recovery_key_open_the_same_keys(made):
    keys, recovery_key = made
    assert opened(keys.written()) == keys
    assert keyring.open_by_recovery(keys.written(), recovery_key) == keys


def test_the_passphrase_is_the_same_from_every_keyboard():
    keys, _ = keyring.make("Ünïcode passphrase", FAST)
    assert opened(keys.written(), "U\u0308ni\u0308code passphrase") == keys


def test_two_stores_share_nothing():
    (one, _), (other, _) = (keyring.make(PASSPHRASE, FAST) for _ in range(2))
    assert one.store != other.store
    assert one.data_key != other.data_key
    assert one.of_database != other.of_database
    assert len(one.of_database[0]) == 32
    assert len(one.of_database[1]) == 16


def test_the_file_holds_no_key(made):
    keys, recovery_key = made
    written = keys.written().decode()
    for secret in (keys.data_key, *keys.of_database):
        assert secret.hex() not in written
    assert recovery_key not in written


def test_a_new_passphrase_takes_the_place_of_the_old_one(made):
    keys, recovery_key = made
    renewed = keys.with_passphrase("another one", FAST)
    assert renewed.data_key == keys.data_key
    with refused("passphrase-wrong"):
        opened(renewed.written())
    assert opened(renewed.written(), "another one") == renewed
    assert keyring.open_by_recovery(renewed.written(), recovery_key) == renewed


@pytest.mark.parametrize(
    "change",
    [
        lambda ring: ring.update(store="other"),
        lambda ring: ring["user"]["cost"].update(lanes=2),
        lambda ring: ring["user"].update(wrapped=ring["recovery"]["wrapped"]),
        lambda ring: ring["user"].update(salt=ring["recovery"]["salt"]),
    ],
)
def test_a_slot_opens_only_as_it_was_made(made, change):
    sheet = changed(made[0].written(), change)
    assert keyring.sound(sheet)
    with refused("passphrase-wrong"):
        opened(sheet)


@pytest.mark.parametrize(
    "change",
    [
        lambda ring: ring["recovery"].update(wrapped=ring["user"]["wrapped"]),
        lambda ring: ring["user"].update(nonce="AAAA"),
        lambda ring: ring["user"].update(cost=None),
        lambda ring: ring["user"]["cost"].update(memory_kib=1 << 40),
        lambda ring: ring["user"]["cost"].update(passes=0),
        lambda ring: ring["user"]["cost"].update(memory_kib="much"),
        lambda ring: ring.update(more=1),
        lambda ring: ring.pop("recovery"),
    ],
)
def test_a_file_that_was_tampered_with_is_refused(made, change):
    with refused("keys-damaged"):
        opened(changed(made[0].written(), change))


def test_a_recovery_slot_with_a_cost_is_refused(made):
    keys, recovery_key = made
    sheet = changed(keys.written(), lambda ring: ring["recovery"].update(cost=ring["user"]["cost"]))
    with refused("keys-damaged"):
        keyring.open_by_recovery(sheet, recovery_key)


@pytest.mark.parametrize("sheet", [b"", b"{}", b"\xff", b"[]", b'{"format":1}'])
def test_what_is_no_key_file_is_not_sound(sheet):
    assert not keyring.sound(sheet)
    with refused("keys-damaged"):
        opened(sheet)


def test_a_newer_key_file_is_left_alone(made):
    with refused("vault-too-new"):
        opened(made[0].written().replace(b'"format":1', b'"format":2'))


def test_a_real_file_may_not_be_cheap_nor_a_memory_bomb(made):
    with refused("keys-damaged"):
        keyring.open_by_passphrase(made[0].written(), PASSPHRASE)
    assert FULL.within(LEAST, MOST)
    for cost in (replace(LEAST, memory_kib=LEAST.memory_kib - 1), replace(MOST, passes=MOST.passes + 1)):
        assert not cost.within(LEAST, MOST)
