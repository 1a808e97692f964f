"""Spanish, from the choice above the preview to a sealed form beside English, which is made again."""

import pytest

from consult_app.cli import run
from consult_app.ui.pages.review_page import ReviewPage
from tests.helpers import histories, sitting
from tests.helpers.pdf_faults import faults
from tests.helpers.pdf_text import folded, pdfium_text
from tests.helpers.window import sample_of, until
from tests.journey.test_two_languages import language


@pytest.fixture
def ready(desk):
    """A refusal of which nothing is missing, with the pack that ships."""
    histories.refused(desk.services)
    hands = desk.opened()
    hands.click("Review and sign")
    hands.reads("The refusal can be written down", "Page 1 of")
    return hands


def test_a_patient_who_reads_spanish_signs_a_form_that_says_nobody_checked_it(desk, ready, tmp_path, capsys):
    hands, page = ready, ready.find(ReviewPage, "Review and sign")
    hands.click("Español")
    until(lambda: language(page._shown) == "es")
    hands.click("Freeze for signing")
    hands.reads("Signature 1 of 2")
    sitting.sign_both(hands, sample_of(desk.services))
    sitting.seal(hands)
    hands.reads("Genuine")
    record, pdf, _ = desk.heard["sealed"]
    assert (record.document.language, record.document.beside) == ("es", "en")
    assert faults(pdf) == []
    desk.close()
    said = folded(pdfium_text(pdf))
    assert folded("Decisión de no seguir adelante") in said
    for words in ("Traducción no revisada por un traductor", "Translation not checked by a translator"):
        assert folded(words) in said
        assert words in record.document.running.mark
    file, again = tmp_path / "form.pdf", tmp_path / "again.pdf"
    file.write_bytes(pdf)
    assert run(["record", str(file), "--rebuild", str(again)]) == 0
    assert pdf.startswith(again.read_bytes())
    capsys.readouterr()
