"""Every kind of page looks and reads as it did.

After an intended change: python -m tests.golden.test_pdf_pages.
"""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from shutil import rmtree

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from consult_app.assets import resource
from consult_app.domain.compose import compose_consent, in_two_languages
from consult_app.domain.document import PLAIN, Sheet
from consult_app.domain.screening import assess
from consult_app.domain.treatment import TREATMENT_DECISION
from consult_app.pdf import render
from tests.helpers.pdf_text import poppler_text
from tests.helpers.random_consultations import AT, DECIDED, documents
from tests.helpers.sample import draft, sample
from tests.helpers.sample_documents import LABELS, consent, signatures
from tests.helpers.translated import in_made_up_arabic

FOLDER = Path(__file__).parent
SCALE = 0.36
LEVELS = 16
"""How large pictures are, and in how many greys: enough to see that something moved, and small."""
DIFFERENCE = 0.003
"""How much of a page another version of the drawing library may set differently."""


def _form(treatment, said, sheet=PLAIN):
    return compose_consent(treatment, said, assess(treatment, said), AT, sheet)


def _decided(decision):
    return _form(sample(), draft(answers={**draft().answers, TREATMENT_DECISION: decision}))


def _two_languages():
    return in_two_languages(_form(in_made_up_arabic(sample()), draft()), _form(sample(), draft()))


KINDS = {
    "consent": consent,
    **{kind: lambda kind=kind: _decided(DECIDED[kind]) for kind in DECIDED},
    **{
        kind: lambda kind=kind: documents(sample(), draft())[kind]
        for kind in ("aftercare", "summary", "blank", "record", "destruction", "recovery")
    },
    "large": lambda: _form(sample(), draft(), Sheet(large=True)),
    "two-languages": _two_languages,
}


@cache
def laid(kind: str) -> bytes:
    """Lay a kind of document out, the consent signed."""
    made = kind == "consent"
    document = replace(KINDS[kind](), composed_at=AT)
    labels = LABELS if made else sample().labels
    return render(document, labels, signatures() if made else (), fonts=resource("fonts"))


def pictures(pdf: bytes) -> list[Image.Image]:
    """Draw every page in few greys."""
    pages = (
        each.render(scale=SCALE, grayscale=True).to_pil().convert("L") for each in pypdfium2.PdfDocument(pdf)
    )
    return [each.point([value // LEVELS * LEVELS for value in range(256)]) for each in pages]


def words(pdf: bytes) -> str:
    """Read the pages; digests change with every word of the labels."""
    return re.sub("[0-9a-f]{12,}", "#", poppler_text(pdf))


@pytest.mark.parametrize("kind", KINDS)
def test_it_reads_as_it_did(kind):
    assert words(laid(kind)) == (FOLDER / kind / "words.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_its_pages_look_as_they_did(kind):
    found = pictures(laid(kind))
    kept = sorted((FOLDER / kind).glob("page-*.png"))
    assert len(found) == len(kept)
    for page, place in zip(found, kept, strict=True):
        wanted = Image.open(place).convert("L")
        assert page.size == wanted.size
        [mean] = ImageStat.Stat(ImageChops.difference(page, wanted)).mean
        assert mean / 255 < DIFFERENCE, place.name


def keep(kind: str) -> None:
    """Keep how a kind looks and reads now."""
    folder = FOLDER / kind
    rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "words.txt").write_text(words(laid(kind)), encoding="utf-8")
    for number, page in enumerate(pictures(laid(kind)), 1):
        page.quantize(LEVELS).save(folder / f"page-{number:02}.png", optimize=True)


if __name__ == "__main__":
    for each in KINDS:
        keep(each)
