"""Whatever is done in a vault is entered in its chain, in the same transaction."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from consult_app.domain.audit import Act
from consult_app.domain.consultation import Clinician
from consult_app.domain.users import User, UserRole
from consult_app.errors import VaultError
from consult_app.store import clock, outside
from consult_app.store.chain import head, linked
from consult_app.store.place import Place
from tests.helpers.consultations import (
    AFTERCARE,
    CLINICIAN,
    PASSPHRASE,
    PATIENT,
    PDF,
    PRACTICE,
    consented,
    draft,
    reviewed,
    sealed,
    signed_once,
)

BO = User(Clinician("c-2", "Bo Lind", "Nurse"), UserRole.ASSISTANT)
BOS, NEW = "quiet harbour ninety maps", "five loud badgers carve windows"


def entries(vault):
    with vault._database.reading() as connection:
        return connection.execute("SELECT * FROM audit ORDER BY seq").fetchall()


def acts(vault, since=0):
    return [(row.action, row.subject) for row in entries(vault) if row.seq > since]


def test_each_entry_is_bound_to_the_one_before(real):
    real.begin(draft(), "bundle")
    before = bytes(32)
    for number, row in enumerate(entries(real), 1):
        assert row.seq == number
        assert row.prev == before
        assert row.hash == linked(before, tuple(row[:10]), row.signature)
        before = row.hash
    with real._database.reading() as connection:
        assert str(head(connection)) == f"{number}:{before.hex()[:16]}"


def test_a_new_vault_begins_its_log_with_its_user_and_their_key(local):
    assert acts(local) == [
        (Act.BEGUN, local.staff._keys.ring.store),
        (Act.USER_ADDED, "c-1"),
        (Act.UNLOCKED, "c-1"),
    ]
    assert entries(local)[1].digest == local.staff._keys.slot("c-1").signature.hex()


def test_what_is_said_is_entered_with_the_digest_of_what_is_kept(real):
    known = len(entries(real))
    real.begin(draft(), "bundle")
    real.keep(draft().seeing("s-2"), "see")
    real.keep(draft().seeing("s-2"), "see")
    real.begin(draft().seeing("s-2").seeing("s-3"), "bundle")
    found = entries(real)[known:]
    assert [(row.action, row.subject, row.event, row.revision) for row in found] == [
        (Act.PATIENT, "p-1", 0, 0),
        ("begin", "i-1", 1, 0),
        ("see", "i-1", 2, 1),
        ("begin", "i-1", 3, 2),
    ]
    assert len({row.digest for row in found}) == len(found)
    real.keep_patient(PATIENT)
    assert len(entries(real)) == known + 4
    real.keep_patient(replace(PATIENT, record_number="new"))
    assert acts(real)[-1] == (Act.PATIENT, "p-1")


def test_patients_of_a_file_are_entered_one_by_one_and_the_file_by_its_digest(real):
    known = len(entries(real))
    others = tuple(replace(PATIENT, id=each) for each in ("p-2", "p-3"))
    real.bring(others, "ab" * 32)
    found = entries(real)[known:]
    assert [(row.action, row.subject, row.reason) for row in found] == [
        (Act.PATIENT, "p-2", ""),
        (Act.PATIENT, "p-3", ""),
        (Act.BROUGHT, "", "2"),
    ]
    assert found[-1].digest == "ab" * 32
    with pytest.raises(VaultError):
        real.bring((replace(PATIENT, id="p-4"), others[0]), "ab" * 32)
    assert len(entries(real)) == known + 3
    assert real.check_log().sound


def test_what_fails_leaves_no_entry(real):
    real.begin(draft(), "bundle")
    known = len(entries(real))
    with pytest.raises(VaultError):
        real.keep(replace(draft(), goal="other"), "turn back")
    assert len(entries(real)) == known


def test_a_seal_is_signed_by_whoever_typed_their_passphrase_for_it(real):
    real.keep_signing_key(b"key", "secret", "f-1")
    for number in ("i-1", "i-2"):
        state = consented(signed_once(reviewed(number)))
        real.begin(state.draft, "bundle")
        real.keep(state, "sign")
        if number == "i-1":
            assert real.signing_key(PASSPHRASE) == (b"key", "secret")
        real.store(sealed(state), PDF, AFTERCARE)
    first, second = (row for row in entries(real) if row.action == "seal")
    assert len(first.signature) == 64
    # One passphrase, one seal.
    assert second.signature == b""


def test_users_the_practice_and_what_is_only_read_are_entered_too(real):
    known = len(entries(real))
    real.keep_practice(PRACTICE)
    real.keep_preferences(real.preferences())
    real.keep_signing_key(b"key", "secret", "f-1")
    real.note(Act.OPENED, "i-1", "because")
    real.staff.add(BO, BOS)
    real.staff.correct(replace(BO, role=UserRole.CLINICIAN))
    real.staff.re_enrol("c-2", NEW)
    real.staff.renew_recovery_key()
    real.staff.remove("c-2")
    real.staff.change_passphrase(PASSPHRASE, NEW)
    assert acts(real, known) == [
        (Act.PRACTICE, ""),
        (Act.PREFERENCES, ""),
        (Act.SIGNING_KEY, "c-1"),
        (Act.OPENED, "i-1"),
        (Act.USER_ADDED, "c-2"),
        (Act.USER_CORRECTED, "c-2"),
        (Act.USER_RE_ENROLLED, "c-2"),
        (Act.RECOVERY_KEY, ""),
        (Act.USER_REMOVED, "c-2"),
        (Act.PASSPHRASE, "c-1"),
    ]


def test_cleared_samples_leave_entries(real):
    real.begin(replace(draft("i-9"), sample=True), "bundle")
    known = len(entries(real))
    real.clear_samples()
    assert acts(real, known) == [(Act.SAMPLE_CLEARED, "i-9"), (Act.SAMPLE_CLEARED, "p-1")]
    begun = next(row for row in entries(real) if row.action == "begin")
    assert begun.reason == "sample"


def test_wrong_passphrases_are_entered_when_it_is_unlocked_next_each_once(real_place):
    vault, _ = real_place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    known = len(entries(vault))
    vault.close()
    for _ in range(2):
        with pytest.raises(VaultError):
            real_place.unlock(NEW)
    with pytest.raises(VaultError):
        real_place.recover("0" * 36, NEW)
    kept = (real_place.folder / "outside.json").read_bytes()
    vault = real_place.unlock(PASSPHRASE)
    assert not (real_place.folder / "outside.json").exists()
    wanted = [(Act.LOCKED, ""), *[(Act.UNLOCK_FAILED, "c-1")] * 2, (Act.UNLOCKED, "c-1")]
    assert acts(vault, known) == wanted
    vault.close()
    # As after a power cut just before the file was deleted.
    (real_place.folder / "outside.json").write_bytes(kept)
    vault = real_place.unlock(PASSPHRASE)
    assert acts(vault, known) == [*wanted, (Act.LOCKED, ""), (Act.UNLOCKED, "c-1")]
    vault.close()


def test_a_wrong_recovery_key_is_entered_and_a_right_one_brings_a_new_key(real_place):
    vault, key = real_place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    other = vault.staff.renew_recovery_key()
    known = len(entries(vault))
    vault.close()
    with pytest.raises(VaultError):
        real_place.recover(key, NEW, "c-1")
    vault = real_place.recover(other, NEW, "c-1")
    assert acts(vault, known)[1:] == [(Act.UNLOCK_FAILED, "c-1"), (Act.RECOVERED, "c-1")]
    assert entries(vault)[-1].digest == vault.staff._keys.slot("c-1").signature.hex()
    vault.close()


def test_a_program_that_tries_on_and_on_does_not_fill_the_disk(real_place, monkeypatch):
    monkeypatch.setattr(outside, "MOST", 3)
    real_place.create(PRACTICE, CLINICIAN, PASSPHRASE)[0].close()
    for _ in range(5):
        outside.note_failed(real_place, "c-1")
    vault = real_place.unlock(PASSPHRASE)
    assert [each for each, _ in acts(vault)].count(Act.UNLOCK_FAILED) == 3
    vault.close()


def test_a_clock_that_is_put_is_entered(tmp_path, monkeypatch):
    times = [datetime(2026, 3, 1, tzinfo=UTC)]
    place = Place(tmp_path / "vault", clock_cost(), lambda: times[0])
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    times[0] += timedelta(hours=2)
    vault.note(Act.OPENED)
    times[0] += timedelta(seconds=90)
    vault.note(Act.OPENED)
    # Asleep over night: the clock was not put.
    monkeypatch.setattr(clock, "running_seconds", lambda: clock.time.monotonic() + 36_000)
    times[0] += timedelta(hours=10)
    vault.note(Act.OPENED)
    vault.close()
    times[0] -= timedelta(days=1)
    vault = place.unlock(PASSPHRASE)
    jumps = [row.reason for row in entries(vault) if row.action == Act.CLOCK]
    assert jumps == ["+7200 s", "-86400 s"]
    vault.close()


def clock_cost():
    from tests.helpers.answering import FAST

    return FAST


def test_where_the_system_counts_no_sleep_a_plain_count_serves(monkeypatch):
    monkeypatch.delattr(clock.time, "CLOCK_BOOTTIME", raising=False)
    assert clock.running_seconds() == pytest.approx(clock.time.monotonic(), abs=5)


def test_closing_succeeds_where_nothing_can_be_written_any_more(real, monkeypatch):
    def full(*_, **__):
        raise VaultError("vault-full")

    monkeypatch.setattr(real, "note", full)
    real.close()
