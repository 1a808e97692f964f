"""What an administrator can ask a vault, the real one and the fake: nothing about any patient."""

from __future__ import annotations

import inspect
from dataclasses import replace

import pytest

from consult_app.domain.account import Account
from consult_app.domain.audit import Wanted
from consult_app.domain.backup import Backup
from consult_app.domain.complication import Complication
from consult_app.domain.consultation import Clinician
from consult_app.domain.incoming import Came
from consult_app.domain.merging import Merge
from consult_app.domain.paper import Deed, Handing, Paper
from consult_app.domain.photo import Photo, Removal, RemovedPhoto, Taken
from consult_app.domain.unfinished import Unfinished
from consult_app.domain.users import User, UserRole
from consult_app.errors import RightError, VaultError
from consult_app.workflow import ports
from tests.helpers.consultations import (
    AFTERCARE,
    AT,
    CLINICIAN,
    PASSPHRASE,
    PATIENT,
    PDF,
    consented,
    draft,
    reviewed,
    sealed,
    signed_once,
)

SAM = User(Clinician("c-4", "Sam Okoro", "Practice manager"), UserRole.ADMINISTRATOR)
CONSENTED = consented(signed_once(reviewed()))
SAMS = "amber violin counts seven"
ACCOUNT = Account("a-1", "i-1", AT, "c-4", Complication("r-1", AT.date()))
PHOTO = Photo("f-1", "i-1", Taken.BEFORE, "Cheeks", AT, "c-4", "0" * 64, 1)
REMOVED = RemovedPhoto("f-1", "i-1", Removal.WRONG, "", AT, "c-4")
MERGE = Merge("m-1", replace(PATIENT, id="p-2"), PATIENT, PATIENT, "one person", AT, "c-4")
REFUSED = {
    "patients": lambda vault: vault.patients(),
    "keep_patient": lambda vault: vault.keep_patient(PATIENT),
    "bring": lambda vault: vault.bring((PATIENT,), "0" * 64),
    "join": lambda vault: vault.join(MERGE),
    "part": lambda vault: vault.part("m-1", "a slip"),
    "merges": lambda vault: vault.merges(PATIENT.id),
    "consultations": lambda vault: vault.consultations(),
    "begin": lambda vault: vault.begin(draft("i-9"), "bundle"),
    "keep": lambda vault: vault.keep(draft().seeing("s-2"), "see"),
    "open": lambda vault: vault.open("i-1"),
    "sequels": lambda vault: vault.sequels("i-1"),
    "store": lambda vault: vault.store(sealed(CONSENTED), PDF, AFTERCARE),
    "pdf": lambda vault: vault.pdf("i-1"),
    "original": lambda vault: vault.original("i-1"),
    "revisions": lambda vault: vault.revisions("i-1"),
    "whose": lambda vault: vault.whose(("0" * 64,)),
    "aftercare": lambda vault: vault.aftercare("i-1"),
    "untimed": lambda vault: vault.untimed(),
    "add_time": lambda vault: vault.add_time("i-1", PDF, "f" * 64),
    "hand": lambda vault: vault.hand("i-1", Handing(Deed.GIVEN, Paper.CONSENT)),
    "handed": lambda vault: vault.handed("i-1"),
    "acts": lambda vault: vault.acts("i-1"),
    "emergencies": lambda vault: vault.emergencies(),
    "to_print": lambda vault: vault.to_print(),
    "tell": lambda vault: vault.tell(ACCOUNT),
    "accounts": lambda vault: vault.accounts(PATIENT.id),
    "look_up_lot": lambda vault: vault.look_up_lot("LOT"),
    "look_ups": lambda vault: vault.look_ups(),
    "add_photo": lambda vault: vault.add_photo(PHOTO, b"1"),
    "photos": lambda vault: vault.photos(PATIENT.id),
    "photo": lambda vault: vault.photo("f-1"),
    "remove_photo": lambda vault: vault.remove_photo(REMOVED),
    "removed_photos": lambda vault: vault.removed_photos(PATIENT.id),
    "entries_about": lambda vault: vault.entries_about(PATIENT.id),
    "retention": lambda vault: vault.retention.holds(),
    "is_sample": lambda vault: vault.is_sample(PATIENT.id),
    "count_patients": lambda vault: vault.count_patients(),
    "patient": lambda vault: vault.patient(PATIENT.id),
    "current": lambda vault: vault.current(draft().day),
    "latest": lambda vault: vault.latest(),
    "count_samples": lambda vault: vault.count_samples(),
    "clear_samples": lambda vault: vault.clear_samples(),
    "came_last": lambda vault: vault.came_last(),
    "take_out": lambda vault: vault.take_out(Came(AT, "c-1", ())),
}
ALLOWED = {
    "staff": lambda vault: vault.staff.everybody(),
    "clinician": lambda vault: vault.clinician(),
    "practice": lambda vault: vault.practice(),
    "keep_practice": lambda vault: vault.keep_practice(replace(vault.practice(), phone="555")),
    "preferences": lambda vault: vault.preferences(),
    "keep_preferences": lambda vault: vault.keep_preferences(vault.preferences()),
    "keep_pack": lambda vault: vault.keep_pack("d" * 64, "bundle"),
    "bundle": lambda vault: vault.bundle(draft().pack_digest),
    "signers": lambda vault: vault.signers(),
    "behind_seals": lambda vault: vault.behind_seals(),
    "note": lambda vault: vault.note("log checked"),
    "anchor": lambda vault: vault.anchor(),
    "entries": lambda vault: vault.entries(0, 9),
    "search_log": lambda vault: vault.search_log(Wanted(), 0, 9),
    "check_log": lambda vault: vault.check_log().sound,
    "backing_up": lambda vault: vault.backing_up("somewhere"),
    "note_backup": lambda vault: vault.note_backup(_backup()),
    "last_backup": lambda vault: vault.last_backup(),
    "recovery_key_awaited": lambda vault: vault.recovery_key_awaited,
    "await_recovery_key": lambda vault: vault.await_recovery_key(),
    "note_recovery_key_kept": lambda vault: vault.note_recovery_key_kept(),
    "last_changes_lost": lambda vault: vault.last_changes_lost,
    "second_place_failed": lambda vault: vault.second_place_failed,
    "practice_server": lambda vault: vault.practice_server,
    "keep_signing_key": lambda vault: vault.keep_signing_key(b"key", "secret", "f" * 64, "c-1"),
    "certificates": lambda vault: vault.certificates(),
    "certified": lambda vault: vault.certified(),
    "newest_key": lambda vault: vault.newest_key(),
    "look": lambda vault: vault.look(),
    "keep_unfinished": lambda vault: vault.keep_unfinished(Unfinished()),
    "take_unfinished": lambda vault: vault.take_unfinished(),
}
ELSEWHERE = {"reading_in_emergency", "signing_key", "withdraw_key", "keep_authority", "authority", "close"}
"""What is about keys and emergencies only, and tested with them."""


def _backup():
    return Backup("b-1", AT, 3)


@pytest.fixture
def administered(vaults, vault):
    vault.begin(draft(), "bundle")
    vault.staff.add(SAM, SAMS)
    vault.close()
    opened = vaults.unlock(SAMS, SAM.id)
    yield opened
    opened.close()


def test_every_part_of_the_port_is_in_one_of_the_lists():
    parts = {name for name, _ in inspect.getmembers(ports.Vault) if not name.startswith("_")}
    assert parts == {*REFUSED, *ALLOWED, *ELSEWHERE}


@pytest.mark.parametrize("part", REFUSED)
def test_nothing_about_a_patient_is_shown_or_changed(administered, part):
    before = administered.anchor()
    with pytest.raises(RightError, check=lambda error: error.code == "not-a-reader"):
        REFUSED[part](administered)
    assert administered.anchor() == before


@pytest.mark.parametrize("part", ALLOWED)
def test_what_is_the_practice_s_is_open_to_them(administered, part):
    ALLOWED[part](administered)
    assert administered.staff.me == SAM


IN_EMERGENCY = {"patients", "consultations", "open", "pdf"}


@pytest.mark.parametrize("part", REFUSED)
def test_in_an_emergency_something_can_be_read_and_nothing_changed(administered, part):
    entry = administered.anchor().number
    with administered.reading_in_emergency("She cannot speak, and her partner asks"):
        assert administered.anchor().number == entry + 1
        if part == "pdf":
            with pytest.raises(VaultError):
                REFUSED[part](administered)
        elif part in IN_EMERGENCY:
            assert REFUSED[part](administered)
        else:
            with pytest.raises(RightError):
                REFUSED[part](administered)
    with pytest.raises(RightError):
        REFUSED[part](administered)


def test_an_emergency_is_told_until_it_is_acknowledged(vaults, vault):
    vault.begin(draft(), "bundle")
    vault.staff.add(SAM, SAMS)
    vault.close()
    opened = vaults.unlock(SAMS, SAM.id)
    with opened.reading_in_emergency("why"):
        opened.note("emergency access", PATIENT.id, "why")
    opened.close()
    opened = vaults.unlock(PASSPHRASE, CLINICIAN.id)
    [found] = opened.emergencies()
    assert (found.whose, found.reason) == (PATIENT.name, "why")
    opened.note("emergency acknowledged", str(found.number))
    assert opened.emergencies() == ()
    opened.close()


def test_one_who_is_in_charge_is_left_and_that_can_be_an_administrator(vaults, vault):
    vault.staff.add(SAM, SAMS)
    vault.staff.correct(User(CLINICIAN, UserRole.CLINICIAN))
    vault.close()
    opened = vaults.unlock(SAMS, SAM.id)
    assert [each.role for each in opened.staff.everybody()] == [UserRole.CLINICIAN, UserRole.ADMINISTRATOR]
    opened.close()


def test_the_log_names_no_patient_to_them(real_place, real):
    real.begin(draft(), "bundle")
    real.staff.add(SAM, SAMS)
    assert {each.whose for each in real.entries(0, 99)} >= {PATIENT.name}
    real.close()
    opened = real_place.unlock(SAMS, SAM.id)
    assert {each.whose for each in opened.entries(0, 99)} == {""}
    opened.close()
    assert real_place.recognises(PASSPHRASE, CLINICIAN.id)
