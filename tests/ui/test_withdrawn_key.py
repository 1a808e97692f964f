"""A signing key is withdrawn at the real window, and a look at what it sealed says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from consult_app.cli.verify import _as_json, _lines
from consult_app.domain.proof import (
    Found,
    Proof,
    SignatureProof,
    Standing,
    TimeProof,
    Verdict,
    Withdrawal,
)
from consult_app.ui.widgets.proof_card import ProofCard
from consult_app.workflow.practice import found
from tests.helpers.screens import words_on
from tests.helpers.window import PASSPHRASE, sample_of

pytestmark = pytest.mark.usefixtures("no_printer")

NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
SEAL = SignatureProof(
    "Sig_Seal", "Dr Bo", NOW, "Consent", intact=True, known=True, fingerprint="ab" * 32, length=9
)
SEEN = TimeProof(NOW, "Clock", intact=True, known=True, fingerprint="cd" * 32, length=20)
PROOF = Proof(Verdict.INTACT, (SEAL,), "ef" * 32, 20)


def test_a_key_is_chosen_and_withdrawn_with_the_recovery_key(desk):
    sample = sample_of(desk.services)
    vault, recovery_key = found(desk.services, sample.practice, sample.clinician, PASSPHRASE)
    vault.note_recovery_key_kept()
    (old,) = vault.certificates()
    vault.close()
    _, dialog = desk.in_settings("Clinicians")
    dialog.click("Withdraw a signing key")
    asked = dialog.dialog()
    asked.click("Withdraw it for good")
    asked.reads("Choose the one that does not count any more.")
    asked.click(f"{old.name}, in use since 22 Nov 2026 ({old.fingerprint[:8]})")
    asked.click("Withdraw it for good")
    asked.reads("Type the recovery key from its sheet.")
    asked.type("Recovery key of the practice", "wrong")
    asked.click("Withdraw it for good")
    asked.reads("recovery key")
    asked.type("Recovery key of the practice", recovery_key)
    asked.click("Withdraw it for good")
    desk.close()
    vault = desk.services.vaults.unlock(PASSPHRASE)
    assert [each.withdrawn is not None for each in vault.certificates()] == [True, False]
    assert vault.newest_key().fingerprint != old.fingerprint
    vault.close()
    assert (desk.folder / "practice-ca.crl").exists()


@pytest.mark.parametrize(
    ("times", "days", "said"),
    [
        ((), 1, "only by the clock"),
        ((), -1, "that: do not rely on it"),
        ((SEEN,), 1, "The timestamp shows that it was sealed before."),
    ],
)
def test_a_look_at_a_file_says_that_its_key_was_withdrawn(qtbot, tmp_path, times, days, said):
    proof = replace(PROOF, times=times).with_withdrawn({SEAL.fingerprint: NOW + timedelta(days=days)})
    card = ProofCard()
    qtbot.addWidget(card)
    card.display(proof)
    assert "This key was withdrawn" in words_on(card)
    assert said in words_on(card)
    assert ("Sealed with a key that was withdrawn" in words_on(card)) == (days < 0)
    lines = "\n".join(_lines(tmp_path / "a.pdf", proof, details=True))
    assert "WITHDRAWN on 2026-11-" in lines
    assert said in lines
    assert _as_json(proof)["signatures"][0]["key_withdrawn"].startswith("2026-11-")


def test_the_command_line_tells_a_timestamp_too(tmp_path):
    told = replace(PROOF, times=(SEEN,))
    lines = "\n".join(_lines(tmp_path / "a.pdf", told, details=True))
    assert "2026-11-27 09:30:00+00:00, by Clock (trusted here when it was added)" in lines
    assert SEEN.fingerprint in lines
    assert [each["authority"] for each in _as_json(told)["timestamps"]] == ["Clock"]
    unknown = replace(PROOF, times=(replace(SEEN, known=False),))
    assert "NOT known here" in "\n".join(_lines(tmp_path / "a.pdf", unknown, details=False))
    assert "Timestamp:   none" in "\n".join(_lines(tmp_path / "a.pdf", PROOF, details=False))


def test_a_withdrawal_that_no_timestamp_saw_is_said_and_so_is_one_that_waits(qtbot, tmp_path):
    later = replace(SEAL, field="Sig_Withdrawal", meaning="Withdrawal", length=20)
    missed = replace(PROOF, signatures=(SEAL, later), times=(replace(SEEN, length=12),))
    waits = replace(missed, found=Found(Standing.NEWEST, time_waits=True))
    seen = replace(missed, length=24, times=(*missed.times, replace(SEEN, length=24)))
    card = ProofCard()
    qtbot.addWidget(card)
    for proof, line, shown in (
        (missed, "Timestamp:   none that was made after the withdrawal", ("None after the withdrawal.",)),
        (waits, "Timestamp:   waiting, to be added by itself", ("After the withdrawal: waiting.",)),
        (seen, "by Clock", ("After the withdrawal: 27 Nov 2026", "by Clock (trusted on this device)")),
    ):
        card.display(proof)
        assert all(each in words_on(card) for each in shown)
        assert line in "\n".join(_lines(tmp_path / "a.pdf", proof, details=False))
    keys = replace(seen, signatures=(replace(later, withdrawn=NOW + timedelta(days=1)),))
    assert keys.withdrawal_of(keys.signatures[0]) is Withdrawal.SEEN_BEFORE
    assert replace(keys, times=missed.times).withdrawal_of(keys.signatures[0]) is Withdrawal.SAID_BEFORE
