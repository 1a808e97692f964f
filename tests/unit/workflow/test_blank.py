from dataclasses import replace

from consult_app.domain.preferences import Preferences
from consult_app.workflow.blank import own_blank_form
from tests.helpers.fakes import FakeVault, fake_services
from tests.helpers.sample import sample
from tests.helpers.translated import in_made_up_arabic


def test_the_form_of_a_pack_is_laid_out_with_nobody_s_signature():
    pdf = own_blank_form(fake_services(sample()), FakeVault(), "sample", "face")
    assert pdf.startswith(b"blank of blank, ")
    assert pdf.endswith(b"signed by: ")


def test_it_is_in_the_language_of_the_practices_patients_too_where_the_pack_has_it():
    laid = []

    def render(document, labels, signatures):
        laid.append((document.language, document.beside))
        return b""

    services, vault = replace(fake_services(sample()), render=render), FakeVault()
    services.library.spoken["ar"] = in_made_up_arabic(sample())
    for language in ("", "en", "ar"):
        vault.keep_preferences(Preferences(language=language))
        own_blank_form(services, vault, "sample", "face")
    assert laid == [("en", ""), ("en", ""), ("ar", "en")]


def test_a_translation_that_nobody_approved_is_left_out_where_only_approved_content_is_used():
    laid = []

    def render(document, labels, signatures):
        laid.append(document.language)
        return b""

    services, vault = replace(fake_services(sample()), render=render), FakeVault()
    services.library.spoken["ar"] = in_made_up_arabic(sample())
    vault.keep_preferences(Preferences(language="ar"))
    for only in (False, True):
        vault.its_practice = replace(vault.its_practice, approved_only=only)
        own_blank_form(services, vault, "sample", "face")
    assert laid == ["ar", "en"]
