"""The sample looks and reads as it did. After an intended change: python -m tests.golden.test_pdf_pages."""

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from consult_app.assets import resource
from consult_app.pdf import render
from tests.helpers.pdf_text import structure_text
from tests.helpers.sample_documents import LABELS, consent, signatures

FOLDER = Path(__file__).parent / "consent"
PAGES = 4
SCALE = 0.45
DIFFERENCE = 0.003
"""How much of a page another version of the drawing library may set differently."""


@pytest.fixture(scope="module")
def pdf():
    return sample()


def sample() -> bytes:
    return render(consent(), LABELS, signatures(), fonts=resource("fonts"))


def picture(pdf: bytes, number: int) -> Image.Image:
    return pypdfium2.PdfDocument(pdf)[number].render(scale=SCALE).to_pil().convert("RGB")


def test_it_reads_as_it_did(pdf):
    assert structure_text(pdf) == (FOLDER / "words.txt").read_text(encoding="utf-8").rstrip("\n")


def test_it_has_as_many_pages(pdf):
    assert len(pypdfium2.PdfDocument(pdf)) == PAGES


@pytest.mark.parametrize("number", range(PAGES))
def test_each_page_looks_as_it_did(pdf, number):
    found, wanted = picture(pdf, number), Image.open(FOLDER / f"page-{number + 1}.png")
    assert found.size == wanted.size
    means = ImageStat.Stat(ImageChops.difference(found, wanted)).mean
    assert max(means) / 255 < DIFFERENCE


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    PDF = sample()
    (FOLDER / "words.txt").write_text(structure_text(PDF) + "\n", encoding="utf-8")
    for NUMBER in range(len(pypdfium2.PdfDocument(PDF))):
        picture(PDF, NUMBER).save(FOLDER / f"page-{NUMBER + 1}.png", optimize=True)
