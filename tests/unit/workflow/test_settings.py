"""What a practice decides once, read and kept as a whole."""

from dataclasses import replace

import pytest

from consult_app.domain.document import PaperSize, Sheet
from consult_app.domain.preferences import Preferences
from consult_app.workflow.practice import found, sheet
from consult_app.workflow.settings import keep_settings, read_settings
from consult_app.workflow.trying import try_sample
from tests.helpers.fakes import fake_services
from tests.helpers.sample import draft, sample

PRACTICE, CLINICIAN = draft().practice, draft().clinician


@pytest.fixture
def services():
    return fake_services(sample())


@pytest.fixture
def vault(services):
    return found(services, PRACTICE, CLINICIAN, "a long passphrase")[0]


def test_everything_is_read_with_what_there_is_to_choose_from(services, vault):
    try_sample(services, vault)
    read = read_settings(services, vault)
    assert (read.practice, read.me.clinician, read.preferences) == (PRACTICE, CLINICIAN, Preferences())
    assert (read.jurisdictions, read.languages, read.samples) == (("US",), ("en",), 1)
    assert read.key.fingerprint == "print"


def test_every_language_is_listed_that_some_content_speaks(services, vault):
    services.library.spoken["ar"] = sample()
    assert read_settings(services, vault).languages == ("ar", "en")


def test_everything_is_kept_and_a_new_name_gets_a_new_key(services, vault):
    old = vault.signing_key("a long passphrase")
    moved = replace(PRACTICE, emergency_phone="555 0199")
    keep_settings(services, vault, moved, replace(CLINICIAN, name="Dr Bea"), Preferences(lock_minutes=3))
    assert (vault.practice(), vault.clinician().name) == (moved, "Dr Bea")
    assert vault.preferences().lock_minutes == 3
    assert vault.signing_key("a long passphrase") != old


@pytest.mark.parametrize(
    ("law", "chosen", "paper"),
    [
        ("US", None, PaperSize.LETTER),
        ("UK", None, PaperSize.A4),
        ("US", PaperSize.A4, PaperSize.A4),
        ("AU", PaperSize.LETTER, PaperSize.LETTER),
    ],
)
def test_paper_is_what_is_usual_under_the_law_unless_it_is_chosen(services, vault, law, chosen, paper):
    keep_settings(
        services, vault, replace(PRACTICE, jurisdiction=law), CLINICIAN, Preferences(chosen, b"logo")
    )
    assert sheet(vault, draft()) == Sheet(paper, b"logo")
    assert sheet(vault, draft().printing(large=True)) == Sheet(paper, b"logo", large=True)
