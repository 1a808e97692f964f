"""The sheet with the recovery key is laid out as the practice's other papers are."""

from dataclasses import replace

import pytest

from consult_app.domain.document import PaperSize
from consult_app.domain.preferences import Preferences
from consult_app.errors import VaultError
from consult_app.workflow.recovery_sheet import recovery_sheet
from tests.helpers.fakes import FakeVault, fake_services
from tests.helpers.sample import sample
from tests.helpers.translated import in_made_up_arabic

KEY = "ZNTH-WJZ2-RW6V-2E81-9GTH-Y9ZZ-NQ98-STEY-6DN1"


@pytest.mark.parametrize(
    ("preferences", "laid"),
    [
        (Preferences(paper=PaperSize.A4), ("en", PaperSize.A4)),
        (Preferences(paper=PaperSize.LETTER), ("en", PaperSize.LETTER)),
        (Preferences(paper=PaperSize.A4, language="ar"), ("ar", PaperSize.A4)),
        (Preferences(paper=PaperSize.A4, language="es"), ("en", PaperSize.A4)),
    ],
    ids=["paper", "letter", "language", "no such language"],
)
def test_it_is_on_the_practices_paper_and_in_its_language(preferences, laid):
    shown = []

    def render(document, labels, signatures):
        shown.append((document.language, document.sheet.paper, document.id, signatures))
        return b"pdf"

    services, vault = replace(fake_services(sample()), render=render), FakeVault()
    services.library.spoken["ar"] = in_made_up_arabic(sample())
    vault.keep_preferences(preferences)
    assert recovery_sheet(services, vault, KEY) == b"pdf"
    assert shown == [(*laid, "0123ABCD", ())]


def test_without_a_pack_there_are_no_words_for_it():
    services = fake_services(sample())
    services.library.current.clear()
    with pytest.raises(VaultError, match="pack-missing"):
        recovery_sheet(services, FakeVault(), KEY)
