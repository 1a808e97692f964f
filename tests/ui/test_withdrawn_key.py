"""A signing key is withdrawn at the real window, and a look at what it sealed says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from consult_app.cli.verify import _as_json, _lines
from consult_app.domain.proof import Proof, SignatureProof, TimeProof, Verdict
from consult_app.ui import printing
from consult_app.ui.widgets.proof_card import ProofCard
from consult_app.workflow.practice import found
from tests.helpers.desk import Desk
from tests.helpers.screens import words_on
from tests.helpers.window import PASSPHRASE, sample_of

NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
SEAL = SignatureProof(
    "Sig_Seal", "Dr Bo", NOW, "Consent", intact=True, known=True, fingerprint="ab" * 32, length=9
)
SEEN = TimeProof(NOW, "Clock", intact=True, known=True, fingerprint="cd" * 32, length=20)
PROOF = Proof(Verdict.INTACT, (SEAL,), "ef" * 32, 20)


@pytest.fixture
def desk(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "printers", lambda: ())
    desk = Desk(tmp_path / "vault")
    yield desk
    desk.close()


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
    ("time", "days", "said"),
    [
        (None, 1, "only by the clock"),
        (None, -1, "that: do not rely on it"),
        (SEEN, 1, "The timestamp shows that it was sealed before."),
    ],
)
def test_a_look_at_a_file_says_that_its_key_was_withdrawn(qtbot, tmp_path, time, days, said):
    proof = replace(PROOF, time=time).with_withdrawn({SEAL.fingerprint: NOW + timedelta(days=days)})
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
    told = replace(PROOF, time=SEEN)
    lines = "\n".join(_lines(tmp_path / "a.pdf", told, details=True))
    assert "2026-11-27 09:30:00+00:00, by Clock (trusted here when it was added)" in lines
    assert SEEN.fingerprint in lines
    assert _as_json(told)["timestamp"]["authority"] == "Clock"
    unknown = replace(PROOF, time=replace(SEEN, known=False))
    assert "NOT known here" in "\n".join(_lines(tmp_path / "a.pdf", unknown, details=False))
    assert "Timestamp:   none" in "\n".join(_lines(tmp_path / "a.pdf", PROOF, details=False))
