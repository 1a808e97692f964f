"""A vault made when there was one user: it opens, and is brought up to date, whatever comes between."""

import json
import shutil
from pathlib import Path

import pytest

from consult_app.domain.users import UserRole
from consult_app.errors import VaultError
from consult_app.signing.keys import open_key
from consult_app.store import key_files, keyring
from consult_app.store.cost import Cost
from consult_app.store.failure import failure
from consult_app.store.place import Place
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PDF, PRACTICE, draft

FAST = Cost(64, 1, 1)
GOLDEN = Path(__file__).parents[1] / "golden" / "vaults" / "format-1"
NEW = "five loud badgers carve windows"


def refused(code):
    return pytest.raises(VaultError, check=lambda error: error.code == code)


@pytest.fixture
def former(tmp_path):
    """A copy of the vault that the program of that time wrote."""
    folder = shutil.copytree(GOLDEN, tmp_path / "vault")
    (folder / "recovery-key.txt").unlink()
    return Place(folder, FAST)


def recovery_key():
    return (GOLDEN / "recovery-key.txt").read_text().strip()


def formats(place):
    return [
        keyring.format_of((place.folder / name).read_bytes()) for name in ("keys.json", "keys.json.spare")
    ]


def is_whole(vault):
    assert vault.practice() == PRACTICE
    assert vault.pdf("i-1") == PDF
    assert vault.open("i-2") == draft("i-2")
    me = vault.staff.me
    assert me.role is UserRole.LEAD
    assert (me.clinician.name, me.clinician.role) == (CLINICIAN.name, CLINICIAN.role)
    # Nobody had an id then.
    assert me.id
    return me.id


def test_it_opens_and_its_one_user_leads_from_then_on(former):
    assert former.users() == ()
    assert formats(former) == [1, 1]
    assert former.recognises(PASSPHRASE)
    assert not former.recognises(NEW)
    vault = former.unlock(PASSPHRASE)
    user = is_whole(vault)
    assert formats(former) == [2, 2]
    vault.close()
    assert [each.id for each in former.users()] == [user]
    again = former.unlock(PASSPHRASE, user)
    assert is_whole(again) == user
    again.close()


def test_what_was_sealed_with_the_old_key_can_go_on_being_sealed_with_it(former):
    known = former.known_signers()
    vault = former.unlock(PASSPHRASE)
    pkcs12, secret = vault.signing_key(PASSPHRASE)
    assert open_key(pkcs12, secret).fingerprint == vault.newest_key().fingerprint
    assert {vault.newest_key().fingerprint} == known
    assert not (former.folder / "signing.p12").exists()
    with vault._database.reading() as connection:
        names = connection.values("SELECT name FROM setting")
    assert not {"clinician", "signing-secret", "signing-digest"} & set(names)
    vault.close()


def test_where_its_signing_key_is_lost_a_new_one_is_asked_for(former):
    (former.folder / "signing.p12").unlink()
    vault = former.unlock(PASSPHRASE)
    with refused("key-missing"):
        vault.signing_key(PASSPHRASE)
    vault.close()


def test_a_wrong_passphrase_changes_nothing(former):
    with refused("passphrase-wrong"):
        former.unlock(NEW)
    assert formats(former) == [1, 1]


@pytest.mark.parametrize("before", [True, False], ids=["at once", "after it was brought up to date"])
def test_the_printed_recovery_key_still_opens_it(former, before):
    if not before:
        former.unlock(PASSPHRASE).close()
    vault = former.recover(recovery_key(), NEW)
    user = is_whole(vault)
    vault.staff.add(vault.staff.me.__class__(CLINICIAN, UserRole.ASSISTANT), PASSPHRASE)
    # Now that the printed key is known, it outlives a change of the data key.
    vault.staff.remove(CLINICIAN.id)
    vault.close()
    former.recover(recovery_key(), PASSPHRASE, user).close()


def test_nobody_is_removed_before_there_is_a_recovery_key_that_outlives_it(former):
    vault = former.unlock(PASSPHRASE)
    vault.staff.add(vault.staff.me.__class__(CLINICIAN, UserRole.ASSISTANT), NEW)
    with refused("recovery-key-old"):
        vault.staff.remove(CLINICIAN.id)
    key = vault.staff.renew_recovery_key()
    vault.staff.remove(CLINICIAN.id)
    vault.close()
    former.recover(key, NEW).close()


@pytest.mark.parametrize("step", ["replace_former", "keep"])
def test_cut_short_it_opens_again(former, monkeypatch, step):
    old = (former.folder / "keys.json").read_bytes()
    real = getattr(key_files, step)

    def cut(*given):
        if step == "replace_former":
            real(*given)
            # The old file is kept until the new one was read back.
            assert (former.folder / "keys.json.1").read_bytes() == old
        raise failure("vault-full")

    with monkeypatch.context() as patched:
        patched.setattr(key_files, step, cut)
        with refused("vault-full"):
            former.unlock(PASSPHRASE)
    vault = former.unlock(PASSPHRASE)
    is_whole(vault)
    vault.close()
    assert formats(former) == [2, 2]
    assert not (former.folder / "keys.json.1").exists()


def test_a_new_key_file_that_was_not_written_right_leaves_the_old_one(former, monkeypatch):
    def forgetful(path, content):
        path.write_bytes(content if path.name != "keys.json" else b"")

    with monkeypatch.context() as patched:
        patched.setattr("consult_app.store.files.write", forgetful)
        with refused("keys-damaged"):
            former.unlock(PASSPHRASE)
    assert keyring.format_of((former.folder / "keys.json.1").read_bytes()) == 1
    (former.folder / "keys.json.spare").unlink()
    vault = former.unlock(PASSPHRASE)
    is_whole(vault)
    vault.close()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda ring: ring["user"].update(cost=None), "keys-damaged"),
        (lambda ring: ring["user"]["cost"].update(memory_kib=1 << 40), "keys-damaged"),
        (lambda ring: ring["user"].update(nonce="AAAA"), "keys-damaged"),
        (lambda ring: ring.pop("user"), "keys-damaged"),
        (lambda ring: ring.update(store="other"), "passphrase-wrong"),
        (lambda ring: ring["recovery"].update(salt=ring["user"]["salt"]), "keys-damaged"),
    ],
)
def test_an_old_file_that_was_tampered_with_is_refused(former, change, code):
    content = json.loads((former.folder / "keys.json").read_bytes())
    change(content["ring"])
    ring = json.dumps(content["ring"]).encode()
    mac = keyring.msgspec.json.decode(json.dumps(content["mac"]), type=bytes)
    raw = keyring.msgspec.Raw(ring)
    sheet = keyring.msgspec.json.encode(keyring._Sheet(1, keyring._checksum(ring, mac), mac, raw))
    for name in ("keys.json", "keys.json.spare"):
        (former.folder / name).write_bytes(sheet)
    with refused(code):
        former.unlock(PASSPHRASE)


def test_an_old_recovery_slot_with_a_cost_is_refused(former):
    content = json.loads((former.folder / "keys.json").read_bytes())
    content["ring"]["recovery"]["cost"] = content["ring"]["user"]["cost"]
    ring = json.dumps(content["ring"]).encode()
    mac = keyring.msgspec.json.decode(json.dumps(content["mac"]), type=bytes)
    raw = keyring.msgspec.Raw(ring)
    sheet = keyring.msgspec.json.encode(keyring._Sheet(1, keyring._checksum(ring, mac), mac, raw))
    (former.folder / "keys.json").write_bytes(sheet)
    with refused("keys-damaged"):
        former.recover(recovery_key(), NEW)


def test_an_old_vault_that_says_nothing_of_its_user_is_damage(former):
    data_key = key_of(former)
    database = keyring.begin("store", data_key).of_database
    import sqlcipher3.dbapi2 as sqlcipher

    connection = sqlcipher.connect(former.folder / "vault.db", isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{database[0].hex()}{database[1].hex()}'\"")
    connection.execute("DELETE FROM setting WHERE name = 'clinician'")
    connection.close()
    with refused("vault-damaged"):
        former.unlock(PASSPHRASE)


def key_of(place):
    from consult_app.store.old_keyring import open_old_by_passphrase

    return open_old_by_passphrase((place.folder / "keys.json").read_bytes(), PASSPHRASE, FAST)[1]
