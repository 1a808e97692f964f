"""Several users of one vault, the real one and the fake: let in, corrected, locked out."""

from base64 import b64decode
from dataclasses import replace

import pytest

from consult_app.domain.consultation import Clinician
from consult_app.domain.unfinished import NewPatient, Unfinished
from consult_app.domain.users import User, UserName, UserRole
from consult_app.errors import VaultError
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE, draft

BO = User(Clinician("c-2", "Bo Lind", "Nurse", "N-7"), UserRole.ASSISTANT)
CLEO = User(Clinician("c-3", "Dr. Cleo Faro", "Physician"), UserRole.LEAD)
BOS, CLEOS = "quiet harbour ninety maps", "seven quiet otters paint lanterns"
NEW = "five loud badgers carve windows"


def refused(code):
    return pytest.raises(VaultError, check=lambda error: error.code == code)


@pytest.fixture
def shared(vault):
    """A vault with three users and a consultation."""
    vault.staff.add(BO, BOS)
    vault.staff.add(CLEO, CLEOS)
    vault.begin(draft(), "bundle")
    return vault


def opens(vaults, passphrase, user):
    vault = vaults.unlock(passphrase, user)
    try:
        return vault.staff.me.id == user and vault.open("i-1") == draft()
    finally:
        vault.close()


def test_who_sets_the_vault_up_leads(vault):
    assert vault.staff.me == User(CLINICIAN, UserRole.LEAD)
    assert vault.staff.everybody() == (vault.staff.me,)


def test_everybody_unlocks_with_their_own_passphrase_and_is_known_by_it(vaults, shared):
    everybody = (User(CLINICIAN, UserRole.LEAD), BO, CLEO)
    assert shared.staff.everybody() == everybody
    shared.close()
    assert vaults.users() == tuple(UserName(each.id, each.clinician.name) for each in everybody)
    for user, passphrase in (("c-1", PASSPHRASE), ("c-2", BOS), ("c-3", CLEOS)):
        vault = vaults.unlock(passphrase, user)
        assert (vault.staff.me.id, vault.clinician().id) == (user, user)
        assert vault.staff.everybody() == everybody
        assert vault.open("i-1") == draft()
        vault.close()


@pytest.mark.parametrize(
    ("passphrase", "user"), [(BOS, "c-1"), (PASSPHRASE, "c-2"), (PASSPHRASE, "c-9"), (PASSPHRASE, "")]
)
def test_nobody_unlocks_in_another_name(vaults, shared, passphrase, user):
    shared.close()
    with refused("passphrase-wrong"):
        vaults.unlock(passphrase, user)
    assert not vaults.recognises(passphrase, user)
    assert vaults.recognises(BOS, "c-2")


def test_a_weak_passphrase_lets_nobody_in(vault):
    with refused("passphrase-weak"):
        vault.staff.add(BO, "password")
    assert vault.staff.everybody() == (User(CLINICIAN, UserRole.LEAD),)


def test_details_and_role_are_corrected(vaults, shared):
    married = User(replace(BO.clinician, name="Bo Lee"), UserRole.CLINICIAN)
    shared.staff.correct(married)
    assert shared.staff.everybody()[1] == married
    shared.close()
    assert vaults.users()[1] == UserName("c-2", "Bo Lee")
    vault = vaults.unlock(BOS, "c-2")
    assert vault.staff.me == married
    vault.close()


def test_whose_keys_are_certified_is_known(vault):
    vault.staff.add(BO, BOS)
    vault.keep_signing_key(b"mine", "secret", "f1", certified=True)
    vault.keep_signing_key(b"his", "secret", "f2", "c-2")
    assert vault.certified() == {"c-1"}
    vault.keep_signing_key(b"his next", "secret", "f3", "c-2", certified=True)
    vault.keep_signing_key(b"my next", "secret", "f4")
    assert vault.certified() == {"c-2"}


def test_somebody_has_to_lead(vault):
    vault.staff.add(BO, BOS)
    me = vault.staff.me
    with refused("last-in-charge"):
        vault.staff.correct(replace(me, role=UserRole.CLINICIAN))
    vault.staff.correct(replace(BO, role=UserRole.LEAD))
    vault.staff.correct(replace(me, role=UserRole.CLINICIAN))
    assert [each.role for each in vault.staff.everybody()] == [UserRole.CLINICIAN, UserRole.LEAD]


def test_whoever_was_removed_is_locked_out_and_everybody_else_is_not(vaults, shared):
    name = shared.staff.name_of("c-2")
    assert name
    shared.staff.remove("c-2")
    assert shared.staff.name_of("c-2") == name
    assert shared.staff.name_of("nobody") == ""
    assert [each.id for each in shared.staff.everybody()] == ["c-1", "c-3"]
    later = draft().seeing("s-2")
    shared.keep(later, "see")
    shared.close()
    assert [each.id for each in vaults.users()] == ["c-1", "c-3"]
    with refused("passphrase-wrong"):
        vaults.unlock(BOS, "c-2")
    for user, passphrase in (("c-1", PASSPHRASE), ("c-3", CLEOS)):
        vault = vaults.unlock(passphrase, user)
        assert vault.open("i-1") == later
        vault.close()


def test_what_somebody_had_not_finished_is_theirs_alone_and_goes_with_them(vaults, shared):
    mine, bos = Unfinished(NewPatient("p-1")), Unfinished(NewPatient("p-2"))
    shared.keep_unfinished(mine)
    shared.close()
    vault = vaults.unlock(BOS, "c-2")
    assert not vault.take_unfinished()
    vault.keep_unfinished(bos)
    vault.close()
    vault = vaults.unlock(PASSPHRASE, "c-1")
    vault.staff.remove("c-2")
    vault.staff.add(BO, BOS)
    assert vault.take_unfinished() == mine
    vault.close()
    vault = vaults.unlock(BOS, "c-2")
    assert not vault.take_unfinished()
    vault.close()


def test_nobody_removes_themselves_nor_somebody_who_is_not_there(shared):
    with refused("own-user"):
        shared.staff.remove("c-1")
    for act in (
        lambda: shared.staff.remove("c-9"),
        lambda: shared.staff.correct(replace(BO, clinician=Clinician("c-9", "Nobody", ""))),
        lambda: shared.staff.re_enrol("c-9", NEW),
    ):
        with refused("user-missing"):
            act()
    assert len(shared.staff.everybody()) == 3


def test_ones_own_passphrase_is_changed_by_the_old_one(vaults, shared):
    shared.keep_signing_key(b"key", "secret", "f1")
    with refused("passphrase-wrong"):
        shared.staff.change_passphrase(BOS, NEW)
    with refused("passphrase-weak"):
        shared.staff.change_passphrase(PASSPHRASE, "password")
    shared.staff.change_passphrase(PASSPHRASE, NEW)
    # What only the passphrase led to is still led to.
    assert shared.signing_key(NEW) == (b"key", "secret")
    shared.close()
    with refused("passphrase-wrong"):
        vaults.unlock(PASSPHRASE, "c-1")
    assert opens(vaults, NEW, "c-1")
    assert opens(vaults, BOS, "c-2")


def test_who_forgot_a_passphrase_is_given_another_but_not_the_old_signing_key(vaults, shared):
    shared.keep_signing_key(b"key of Cleo", "secret", "f3", "c-3")
    with refused("passphrase-weak"):
        shared.staff.re_enrol("c-3", "password")
    shared.staff.re_enrol("c-3", NEW)
    shared.close()
    with refused("passphrase-wrong"):
        vaults.unlock(CLEOS, "c-3")
    vault = vaults.unlock(NEW, "c-3")
    with refused("key-missing"):
        vault.signing_key(NEW)
    vault.keep_signing_key(b"another", "secret", "f4")
    assert vault.signing_key(NEW) == (b"another", "secret")
    vault.close()
    assert vaults.known_signers() == {"f3", "f4"}


def test_a_signing_key_opens_with_its_users_passphrase_only(vaults, shared):
    shared.keep_signing_key(b"one", "secret one", "f1")
    shared.keep_signing_key(b"three", "secret three", "f3", "c-3")
    assert shared.newest_key().fingerprint == "f1"
    assert shared.signing_key(PASSPHRASE) == (b"one", "secret one")
    with refused("passphrase-wrong"):
        shared.signing_key(CLEOS)
    shared.close()
    vault = vaults.unlock(CLEOS, "c-3")
    assert vault.newest_key().fingerprint == "f3"
    assert vault.signing_key(CLEOS) == (b"three", "secret three")
    vault.close()
    vault = vaults.unlock(BOS, "c-2")
    assert vault.newest_key() is None
    vault.close()


def test_signing_keys_outlive_a_removal(vaults, shared):
    shared.keep_signing_key(b"one", "secret one", "f1")
    shared.staff.remove("c-3")
    assert shared.signing_key(PASSPHRASE) == (b"one", "secret one")
    shared.close()
    vault = vaults.unlock(PASSPHRASE, "c-1")
    assert vault.signing_key(PASSPHRASE) == (b"one", "secret one")
    vault.close()


@pytest.mark.parametrize("removing", [False, True])
def test_the_recovery_key_gives_whoever_is_named_a_new_passphrase(vaults, removing):
    vault, recovery_key = vaults.create(PRACTICE, CLINICIAN, PASSPHRASE)
    for user, passphrase in ((BO, BOS), (CLEO, CLEOS)):
        vault.staff.add(user, passphrase)
    if removing:
        vault.staff.remove("c-2")
    vault.close()
    with refused("user-missing"):
        vaults.recover(recovery_key, NEW)
    vault = vaults.recover(recovery_key, NEW, "c-3")
    assert vault.staff.me == CLEO
    vault.close()
    with refused("passphrase-wrong"):
        vaults.unlock(CLEOS, "c-3")
    vaults.unlock(NEW, "c-3").close()
    vaults.unlock(PASSPHRASE, "c-1").close()


def test_another_recovery_key_takes_the_old_ones_place(vaults):
    vault, recovery_key = vaults.create(PRACTICE, CLINICIAN, PASSPHRASE)
    another = vault.staff.renew_recovery_key()
    assert another != recovery_key
    vault.close()
    with refused("recovery-key-wrong"):
        vaults.recover(recovery_key, NEW)
    vaults.recover(another, NEW).close()


def test_a_place_without_a_vault_has_no_users(vaults):
    assert vaults.users() == ()


def test_the_practice_s_key_for_certifying_lies_under_the_recovery_key(vaults):
    vault, key = vaults.create(PRACTICE, CLINICIAN, PASSPHRASE)
    assert vault.authority(key) == (b"", key)
    vault.keep_authority(b"encrypted", b"certificate", key)
    assert vault.authority(key) == (b"encrypted", key)
    another = vault.staff.renew_recovery_key()
    with pytest.raises(VaultError):
        vault.authority(key)
    assert vault.authority(another) == (b"", another)
    vault.close()


def test_every_certificate_of_the_practice_is_published_for_other_programs(real_place):
    vault, key = real_place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.keep_authority(b"encrypted", b"\x30\x01first", key)
    vault.keep_authority(b"encrypted", b"\x30\x01second" * 9, key)
    vault.close()
    lines = (real_place.folder / "practice-ca.pem").read_text().splitlines()
    assert lines.count("-----BEGIN CERTIFICATE-----") == 2
    assert max(map(len, lines)) == 64
    assert b64decode(lines[1]) == b"\x30\x01first"
