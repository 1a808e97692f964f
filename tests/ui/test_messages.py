from __future__ import annotations

import re
from pathlib import Path

import pytest

import consult_app
from consult_app.errors import AnswerError, ContentError, NotReadyError, PrintError, VaultError
from consult_app.ui.messages import message

CODES = [
    "vault-missing",
    "vault-gone",
    "vault-empty",
    "vault-foreign",
    "vault-too-new",
    "vault-damaged",
    "passphrase-wrong",
    "passphrase-weak",
    "recovery-key-wrong",
    "recovery-key-mistyped",
    "vault-exists",
    "vault-full",
    "vault-read-only",
    "in-use",
    "consultation-missing",
    "already-sealed",
    "already-voided",
    "changed-elsewhere",
    "server-gone",
    "vault-on-share",
    "server-password",
    "database-missing",
    "owner-password",
    "room-password",
    "practice-alone",
    "log-unsound",
    "room-behind",
    "room-ahead",
    "check-stopped",
    "users-changed",
    "user-removed",
    "role-lost",
    "server-unproven",
    "server-barred",
    "server-busy",
    "server-full",
    "server-open",
    "server-certificate",
    "server-old",
    "server-refused",
    "server-unguarded",
    "server-altered",
    "server-behind",
    "keys-changed",
    "copy-differs",
    "key-missing",
    "keys-damaged",
    "pack-missing",
    "key-secret-wrong",
    "key-damaged",
    "key-incomplete",
    "seal-not-verified",
    "seal-refused",
    "stored-differs",
    "glyph-missing",
    "fonts-missing",
    "no-printer",
    "printing-silent",
    "print-failed",
    "form-not-printed",
    "pages-not-printed",
    "key-not-printed",
]


@pytest.mark.parametrize("code", CODES)
def test_every_failure_says_what_happened_and_what_to_do(code):
    words = message(VaultError(code, "What the adapter saw.", "What the adapter advises."))
    assert words.title
    assert words.title != message(VaultError("never-heard-of")).title
    assert words.happened.endswith(".")
    assert words.remedy.endswith(".")
    assert words.happened in words.text
    assert words.remedy in words.text


def test_the_character_that_cannot_be_printed_is_named_by_the_error():
    assert "U+1F600" in message(PrintError("glyph-missing", "U+1F600 is in none of the fonts.")).text


def test_a_failure_without_words_of_its_own_speaks_for_itself():
    words = message(VaultError("never-heard-of", "The tape is torn.", "Mend it."))
    assert (words.title, words.happened, words.remedy) == (
        "This did not work",
        "The tape is torn.",
        "Mend it.",
    )
    assert message(VaultError("never-heard-of")).remedy == "Try again."


def test_an_error_in_a_pack_names_its_place_and_remedy():
    words = message(
        ContentError("unknown-key", "rules.yaml:12", "There is no key `whne`.", "Did you mean `when`?")
    )
    assert words.happened == "rules.yaml:12: There is no key `whne`."
    assert words.remedy == "Did you mean `when`?"


def test_a_missing_pack_has_words_of_its_own():
    assert (
        message(ContentError("pack-missing", "mesotherapy", "", "")).title
        == "The treatment’s files are missing"
    )


def test_an_answer_that_does_not_fit_says_why():
    words = message(AnswerError("too-high", "At most 300.", "Give it in kg."))
    assert words.text == "At most 300. Give it in kg."


def test_what_is_missing_is_counted():
    assert "2 things" in message(NotReadyError(("a", "b"))).text


def test_every_code_that_the_program_raises_has_words():
    unnamed = message(VaultError("never-heard-of")).title
    raised = {
        found[1]
        for module in (Path(consult_app.__file__).parent).rglob("*.py")
        for found in re.finditer(
            r'(?:Consult|Vault|Signing|Render|Print|NotReady)Error\(\s*"([a-z]+(?:-[a-z]+)*)"',
            module.read_text(encoding="utf-8"),
        )
    }
    assert {"no-printer", "seal-not-verified"} <= raised
    assert [code for code in sorted(raised) if message(VaultError(code)).title == unnamed] == []
