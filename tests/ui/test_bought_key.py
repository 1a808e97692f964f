"""A bought certificate at the real window: chosen, opened, in use, and named when its end is near."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from consult_app.domain.proof import SigningKey
from consult_app.ui.pages.start_page import StartPage
from consult_app.ui.settings_facts import key_facts
from consult_app.workflow.screens.start import FoundPatients, StartScreen
from tests.helpers import histories
from tests.helpers.bought import NAME, WORD, handed_out
from tests.helpers.screens import words_on
from tests.helpers.window import PASSPHRASE

pytestmark = pytest.mark.usefixtures("no_printer")

NOBODY = FoundPatients("", (), 0)
NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)


def test_a_key_file_is_chosen_opened_and_in_use_and_another_name_is_said(desk, tmp_path, monkeypatch):
    histories.founded(desk.services)
    file = tmp_path / "bought.p12"
    chosen = [""]
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getOpenFileName", lambda *_: (chosen[0], ""))
    _, dialog = desk.in_settings("You")
    dialog.click("Use a certificate that you bought")
    chosen[0] = str(tmp_path / "not there")
    dialog.click("Use a certificate that you bought")
    dialog.reads("cannot be read")
    file.write_bytes(handed_out("P-384"))
    chosen[0] = str(file)
    dialog.click("Use a certificate that you bought")
    asked = dialog.dialog()
    asked.type("Passphrase of the file", "wrong")
    asked.click("Use it")
    asked.reads("The passphrase does not open this file")
    asked.type("Passphrase of the file", WORD)
    asked.click("Use it")
    dialog.reads(f"Your seals carry the certificate of {NAME} now", "Whoever reads a seal sees both names.")
    dialog.reads("Certified by", "Trust Issuer", "Holds until", "1 Jan 2028")
    desk.close()
    vault = desk.services.vaults.unlock(PASSPHRASE)
    assert vault.newest_key().issuer == "Trust Issuer"
    vault.close()


def test_facts_and_the_start_page_say_when_a_key_ends(qtbot):
    made = SigningKey("ab" * 32, NOW)
    assert [name for name, _ in key_facts(made)] == ["Fingerprint of the signing key", "In use since"]
    bought = replace(made, until=datetime(2027, 1, 1, 12, tzinfo=UTC), issuer="Trust")
    assert key_facts(bought)[2:] == (("Certified by", "Trust"), ("Holds until", "1 Jan 2027"))
    page = StartPage()
    qtbot.addWidget(page)
    screen = StartScreen("Linden", "Dr A. Osei", NOW, (), (), NOBODY, ())
    page.display(replace(screen, key_ends=datetime(2026, 12, 24, tzinfo=UTC)))
    assert "Your signing key ends on 24 Dec 2026" in words_on(page)
    page.display(replace(screen, key_ends=datetime(2026, 11, 1, tzinfo=UTC)))
    assert "Your signing key ended on 1 Nov 2026" in words_on(page)
