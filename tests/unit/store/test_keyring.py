import json
from dataclasses import replace

import msgspec
import pytest

from consult_app.domain.users import UserRole
from consult_app.errors import VaultError
from consult_app.store import keyring
from consult_app.store.cost import FULL, LEAST, MOST, Cost

FAST = Cost(64, 1, 1)
PASSPHRASE = "copper lantern drifts seven"
OTHER = "quiet harbour ninety maps"


def refused(code):
    return pytest.raises(VaultError, check=lambda error: error.code == code)


@pytest.fixture
def made():
    """The keys of two users, and the recovery key."""
    keys, recovery_key = keyring.make()
    keys = keys.enrolling("u-1", "Dr. Ada", UserRole.LEAD, PASSPHRASE, FAST)
    return keys.enrolling("u-2", "Bo", UserRole.ASSISTANT, OTHER, FAST), recovery_key


def opened(sheet, passphrase=PASSPHRASE, user="u-1"):
    return keyring.open_by_passphrase(sheet, passphrase, user, FAST)


def changed(sheet, change):
    """Write the file again after a change, with a right checksum but an old MAC."""
    content = json.loads(sheet)
    change(content["ring"])
    ring = json.dumps(content["ring"]).encode()
    mac = msgspec.json.decode(json.dumps(content["mac"]), type=bytes)
    return msgspec.json.encode(keyring._Sheet(2, keyring._checksum(ring, mac), mac, msgspec.Raw(ring)))


def test_every_user_and_the_recovery_key_open_the_same_keys(made):
    keys, recovery_key = made
    assert opened(keys.written()) == keys
    assert opened(keys.written(), OTHER, "u-2") == keys
    assert keyring.open_by_recovery(keys.written(), recovery_key) == keys


@pytest.mark.parametrize(("passphrase", "user"), [(OTHER, "u-1"), (PASSPHRASE, "u-2"), (PASSPHRASE, "u-3")])
def test_nobody_opens_it_in_another_name(made, passphrase, user):
    with refused("passphrase-wrong"):
        opened(made[0].written(), passphrase, user)


def test_who_is_meant_must_be_said_where_there_are_several(made):
    keys, _ = made
    with refused("passphrase-wrong"):
        opened(keys.written(), PASSPHRASE, "")
    with refused("user-missing"):
        keys.meant("")
    alone = keys.rotated("u-2")
    assert opened(alone.written(), PASSPHRASE, "") == alone
    assert alone.meant("") == "u-1"


def test_an_unknown_user_costs_as_much_as_a_wrong_passphrase(made, monkeypatch):
    derived = []
    real = keyring.key_of_passphrase

    def counted(passphrase, salt, cost, *machine):
        derived.append(cost)
        return real(passphrase, salt, cost, *machine)

    monkeypatch.setattr(keyring, "key_of_passphrase", counted)
    for user in ("u-1", "u-9"):
        with refused("passphrase-wrong"):
            opened(made[0].written(), "wrong", user)
    assert derived == [FAST, FAST]


def test_the_passphrase_is_the_same_from_every_keyboard():
    keys = keyring.make()[0].enrolling("u-1", "Ada", UserRole.LEAD, "Ünïcode passphrase", FAST)
    assert opened(keys.written(), "U\u0308ni\u0308code passphrase") == keys


def test_a_flipped_bit_anywhere_is_damage_or_changes_nothing(made):
    keys, _ = made
    whole = keys.written()
    flipped = [
        whole[:offset] + bytes([whole[offset] ^ 1 << bit]) + whole[offset + 1 :]
        for offset in range(len(whole))
        for bit in range(8)
    ]
    taken = [each for each in flipped if keyring.format_of(each) == 2]
    # The last letter of the MAC has bits to spare.
    assert len(taken) <= 2
    assert all(keyring.open_by_data_key(each, keys.data_key) == keys for each in taken)


def test_two_stores_share_nothing():
    (one, _), (other, _) = keyring.make(), keyring.make()
    assert one.ring.store != other.ring.store
    assert one.data_key != other.data_key
    assert one.of_database != other.of_database
    assert len(one.of_database[0]) == 32
    assert len(one.of_database[1]) == 16


def test_the_file_holds_no_key(made):
    keys, recovery_key = made
    written = keys.written().decode()
    seeds = keyring.seeds(keys.ring, "u-1", PASSPHRASE, FAST)
    for secret in (keys.data_key, keys.of_database[0], seeds[:32], seeds[32:]):
        assert secret.hex() not in written
        assert msgspec.json.encode(secret).decode().strip('"') not in written
    assert recovery_key not in written


def test_a_new_passphrase_takes_the_place_of_the_old_one(made):
    keys, recovery_key = made
    seeds = keyring.seeds(keys.ring, "u-1", PASSPHRASE, FAST)
    renewed = keys.rewrapping("u-1", seeds, "another one", FAST)
    assert renewed.data_key == keys.data_key
    assert keyring.seeds(renewed.ring, "u-1", "another one", FAST) == seeds
    with refused("passphrase-wrong"):
        opened(renewed.written())
    assert opened(renewed.written(), "another one") == renewed
    assert opened(renewed.written(), OTHER, "u-2") == renewed
    assert keyring.open_by_recovery(renewed.written(), recovery_key) == renewed


def test_a_new_recovery_key_takes_the_place_of_the_old_one(made):
    keys, recovery_key = made
    renewed = keys.recovering(b"k" * 20)
    with refused("recovery-key-wrong"):
        keyring.open_by_recovery(renewed.written(), recovery_key)
    printed = keyring.recovery.printed(b"k" * 20)
    assert keyring.open_by_recovery(renewed.written(), printed) == renewed


def test_after_a_rotation_whoever_left_knows_nothing(made):
    keys, recovery_key = made
    rotated = keys.rotated("u-2")
    assert rotated.data_key != keys.data_key
    assert rotated.of_database != keys.of_database
    assert opened(rotated.written()) == rotated
    assert keyring.open_by_recovery(rotated.written(), recovery_key) == rotated
    with refused("passphrase-wrong"):
        opened(rotated.written(), OTHER, "u-2")
    # What they kept of the old file opens the old data key only.
    assert opened(keys.written(), OTHER, "u-2").data_key == keys.data_key
    with refused("user-missing"):
        rotated.rotated("u-2")


def test_who_is_enrolled_again_has_new_keys_of_their_own(made):
    keys, _ = made
    secret = keys.sealed_for("u-2", "secret")
    assert keys.unsealed("u-2", keyring.seeds(keys.ring, "u-2", OTHER, FAST), secret) == "secret"
    again = keys.enrolling("u-2", "Bo", UserRole.ASSISTANT, "a third one", FAST)
    assert [each.id for each in again.ring.users] == ["u-1", "u-2"]
    with refused("passphrase-wrong"):
        opened(again.written(), OTHER, "u-2")
    with refused("key-missing"):
        again.unsealed("u-2", keyring.seeds(again.ring, "u-2", "a third one", FAST), secret)


def test_a_secret_is_for_one_user_only(made):
    keys, _ = made
    secret = keys.sealed_for("u-2", "secret")
    with refused("key-missing"):
        keys.unsealed("u-1", keyring.seeds(keys.ring, "u-1", PASSPHRASE, FAST), secret)


def swap(ring, *names):
    one, other = ring["users"]
    for name in names:
        one[name], other[name] = other[name], one[name]


@pytest.mark.parametrize(
    "change",
    [
        lambda ring: ring.update(store="other"),
        lambda ring: ring["users"][0]["cost"].update(lanes=2),
        lambda ring: ring["users"][0].update(id="u-9"),
        lambda ring: swap(ring, "id"),
        lambda ring: swap(ring, "agreement"),
        lambda ring: swap(ring, "signature"),
        lambda ring: swap(ring, "wrapped", "nonce", "salt"),
        lambda ring: ring["users"].pop(0),
    ],
)
def test_a_slot_opens_only_as_it_was_made(made, change):
    sheet = changed(made[0].written(), change)
    assert keyring.format_of(sheet) == 2
    with refused("passphrase-wrong"):
        opened(sheet)


@pytest.mark.parametrize(
    "change",
    [
        lambda ring: ring["users"].pop(1),
        lambda ring: ring["users"].append(ring["users"][1] | {"id": "u-3"}),
        lambda ring: ring["users"][1].update(role="lead"),
        lambda ring: ring["users"][1].update(name="Somebody else"),
        lambda ring: ring["recovery"].update(sealed=ring["users"][0]["sealed"]),
        lambda ring: ring.update(head=ring["recovery"]["salt"]),
        lambda ring: swap(ring, "sealed"),
        lambda ring: ring["users"][0].update(nonce="AAAA"),
        lambda ring: ring["users"][0].update(cost=None),
        lambda ring: ring["users"][0]["cost"].update(memory_kib=1 << 40),
        lambda ring: ring["users"][0]["cost"].update(passes=0),
        lambda ring: ring["users"][0]["cost"].update(memory_kib="much"),
        lambda ring: ring["users"][0].update(role="owner"),
        lambda ring: ring.update(more=1),
        lambda ring: ring.pop("users"),
    ],
)
def test_a_file_that_was_tampered_with_is_refused(made, change):
    with refused("keys-damaged"):
        opened(changed(made[0].written(), change))


def test_a_recovery_slot_that_was_tampered_with_is_refused(made):
    keys, recovery_key = made
    for change, code in (
        (lambda ring: ring.update(recovery=None), "keys-damaged"),
        (lambda ring: ring["recovery"].update(sealed="AAAA"), "keys-damaged"),
        (lambda ring: ring["recovery"].update(agreement="AAAA"), "recovery-key-wrong"),
    ):
        with refused(code):
            keyring.open_by_recovery(changed(keys.written(), change), recovery_key)


def test_what_is_no_public_key_is_named(made):
    keys, _ = made
    slot = msgspec.structs.replace(keys.slot("u-2"), agreement=b"short")
    with refused("keys-damaged"):
        keys.with_user(slot).sealed_for("u-2", "secret")


@pytest.mark.parametrize("sheet", [b"", b"{}", b"\xff", b"[]", b'{"format":2}'])
def test_what_is_no_key_file_has_no_format(sheet):
    assert keyring.format_of(sheet) == 0
    with refused("keys-damaged"):
        opened(sheet)


def test_a_newer_key_file_is_left_alone(made):
    with refused("vault-too-new"):
        opened(made[0].written().replace(b'"format":2', b'"format":3'))


def test_a_real_file_may_not_be_cheap_nor_a_memory_bomb(made):
    with refused("keys-damaged"):
        keyring.open_by_passphrase(made[0].written(), PASSPHRASE, "u-1", FULL)
    assert FULL.within(LEAST, MOST)
    for cost in (replace(LEAST, memory_kib=LEAST.memory_kib - 1), replace(MOST, passes=MOST.passes + 1)):
        assert not FULL.believes(cost)
        assert not FAST.believes(replace(MOST, lanes=MOST.lanes + 1))
