"""A key on a card, from the settings to the sealed record, with a card in software and the real window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog

from consult_app.domain.consultation import Consented, Sealed
from consult_app.domain.proof import Verdict
from consult_app.signing import chains
from consult_app.ui import printing
from tests.helpers import histories
from tests.helpers.bought import NAME, authority, private, root
from tests.helpers.desk import NOW, Desk
from tests.helpers.foreign import MISSING, asked_once
from tests.helpers.sitting import seal
from tests.helpers.soft_card import LABEL, MODULE, PIN, Reader
from tests.helpers.time_authority import issued
from tests.helpers.window import PASSPHRASE, until

ABOVE, ISSUING, _ = authority()
MINE = issued(NAME, private("P-256"), ABOVE[0], ISSUING, ca=False, times=False)


@pytest.fixture
def reader(tmp_path, monkeypatch):
    made = Reader(tmp_path / "reader")
    for name, value in made.setting.items():
        monkeypatch.setenv(name, value)
    made.make()
    made.put(private("P-256"), "01", MINE, ABOVE[0])
    return made


@pytest.fixture
def desk(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "printers", lambda: ())
    desk = Desk(tmp_path / "vault")
    yield desk
    desk.close()


def kept(desk):
    vault = desk.services.vaults.unlock(PASSPHRASE)
    [record] = vault.consultations()
    state, key, pdf = vault.open(record.id), vault.newest_key(), None
    if isinstance(state, Sealed):
        pdf = vault.pdf(record.id)
    sound = vault.check_log().sound
    vault.close()
    assert sound
    return state, key, pdf


def test_a_consultation_is_sealed_with_a_key_on_a_card(reader, desk):
    histories.signed(desk.services)
    hands, settings = desk.in_settings("You")
    settings.click("Use a key on a card or device")
    dialog = settings.dialog()
    dialog.click(f"SoftHSM: {MODULE}")
    with reader.without_cards():
        dialog.click("Look for cards")
        dialog.reads("No card with a certificate is there")
    dialog.click("Look for cards")
    dialog.reads(f"{NAME}, certified by Trust Issuer, holds until", LABEL)
    dialog.type("PIN of the card", "000000")
    dialog.click("Use it")
    dialog.reads("few tries are left")
    dialog.type("PIN of the card", PIN)
    dialog.click("Use it")
    settings.reads(f"Your seals carry the certificate of {NAME} now", "Lies on the card")
    settings.click("Cancel")
    until(lambda: not hands.all(QDialog))
    hands.open_row(0)

    # The passphrase comes first: a wrong one never asks for the PIN.
    seal(hands, "not the passphrase")
    hands.reads("The passphrase is not right")
    assert not hands.all(QDialog)
    seal(hands)
    hands.dialog().reads(f"Your signing key lies on “{LABEL}”")
    hands.dialog().click("Cancel")
    until(lambda: not hands.all(QDialog))

    seal(hands)
    with reader.without_cards():
        hands.dialog().type("PIN", PIN)
        hands.dialog().click("Seal")
        hands.reads("The card is not there", "nothing is lost")
    seal(hands)
    hands.dialog().type("PIN", "999999")
    hands.dialog().click("Seal")
    until(lambda: bool(hands.all(QDialog)) and "few tries are left" in hands.dialog().words())
    assert isinstance(desk.app.controller.consultation.state, Consented)
    hands.dialog().type("PIN", PIN)
    hands.dialog().click("Seal")
    until(lambda: "sealed" in desk.heard)
    desk.close()

    state, key, pdf = kept(desk)
    assert isinstance(state, Sealed)
    assert (key.card, key.fingerprint) == (LABEL, chains.fingerprint(MINE))
    proof = desk.services.verify(pdf, frozenset({key.fingerprint}))
    assert (proof.verdict, proof.signatures[0].signer, proof.known) == (Verdict.INTACT, NAME, True)
    assert set(asked_once(pdf, root(), NOW).values()) - {MISSING} == {"valid ×1"}


def test_a_file_that_reaches_no_card_says_so_and_another_one_can_be_chosen(desk, tmp_path, monkeypatch):
    histories.founded(desk.services)
    file = tmp_path / "words.so"
    file.write_text("no program at all")
    named = [""]
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getOpenFileName", lambda *_: (named[0], ""))
    _, settings = desk.in_settings("You")
    settings.click("Use a key on a card or device")
    dialog = settings.dialog()
    dialog.click("Choose another file")
    named[0] = str(file)
    dialog.click("Choose another file")
    dialog.reads(f"The file that you chose: {file}")
    dialog.click("Look for cards")
    dialog.reads("This file does not reach any card", "Choose the file that came with your card")
    file.unlink()
    dialog.click("Look for cards")
    dialog.reads("The program of the card’s maker is not there")
