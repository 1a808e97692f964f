"""Two languages, from a choice above the preview to the sealed record, which makes the same form again."""

import shutil
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from PySide6.QtWidgets import QAbstractButton

from consult_app.assets import forms_folder
from consult_app.cli import run
from consult_app.content.library import Library
from consult_app.ui.pages.review_page import ReviewPage
from tests.helpers import histories, sitting
from tests.helpers.pdf_faults import faults
from tests.helpers.translated import LABELS
from tests.helpers.window import sample_of, until

LANGUAGE = """
language: ar
pack:
  name: ميزوثيرابي
"""


@pytest.fixture
def ready(desk, tmp_path, monkeypatch):
    """A refusal of which nothing is missing, with a pack that speaks a little Arabic."""
    forms = tmp_path / "forms"
    shutil.copytree(forms_folder(), forms)
    (forms / "mesotherapy" / "language.ar.yaml").write_text(LANGUAGE, encoding="utf-8")
    (forms / "labels.ar.yaml").write_text(LABELS + 'who.patient: "الاسم"\n', encoding="utf-8")
    monkeypatch.setattr("consult_app.services.data_folder", lambda: tmp_path)
    desk.services = replace(desk.services, library=Library(forms))
    histories.refused(desk.services)
    hands = desk.opened()
    hands.click("Review and sign")
    hands.reads("The refusal can be written down", "Page 1 of")
    return hands


def language(pdf):
    with pikepdf.open(BytesIO(pdf)) as opened:
        return str(opened.Root.Lang)


def test_a_patient_who_reads_arabic_signs_a_form_in_both_languages(desk, ready, tmp_path, capsys):
    hands, page = ready, ready.find(ReviewPage, "Review and sign")
    assert language(page._shown) == "en"
    hands.click("العربية")
    until(lambda: language(page._shown) == "ar")
    desk.app.window.undo_requested.emit()
    hands.reads("Taken back: the patient’s language")
    until(lambda: language(page._shown) == "en")
    hands.click("العربية")
    assert hands.find(QAbstractButton, "العربية").isChecked()
    until(lambda: language(page._shown) == "ar")
    hands.click("Freeze for signing")
    hands.reads("Signature 1 of 2")
    sitting.sign_both(hands, sample_of(desk.services))
    sitting.seal(hands)
    hands.reads("Genuine")
    record, pdf, _ = desk.heard["sealed"]
    assert (record.document.language, record.document.beside) == ("ar", "en")
    assert faults(pdf) == []
    desk.close()
    file, again = tmp_path / "form.pdf", tmp_path / "again.pdf"
    file.write_bytes(pdf)
    assert run(["record", str(file), "--rebuild", str(again)]) == 0
    assert pdf.startswith(again.read_bytes())
    capsys.readouterr()
