"""Generated consultations as documents: nothing lost, nothing outside the frame, no signature left alone."""

import os

import pytest

from consult_app.assets import resource
from consult_app.domain.document import PaperSize, Sheet
from consult_app.domain.treatment import AGREE, DECLINE, NOT_TODAY
from consult_app.pdf import missing_characters, render
from tests.helpers.pdf_frame import assert_in_frame, assert_no_orphan_signature
from tests.helpers.pdf_spoken import spoken
from tests.helpers.pdf_text import assert_in_order, composed
from tests.helpers.random_consultations import PACKS, dice, documents, in_both_languages, pack, some_draft

FONTS = resource("fonts")
COUNT = int(os.environ.get("CONSULT_TORTURE", "12"))
"""How many are played; `make torture` plays 200."""


@pytest.mark.untraced
@pytest.mark.parametrize("seed", range(COUNT))
def test_a_generated_consultation_is_printed_whole(seed):
    random = dice(seed)
    treatment = pack(random.choice(PACKS))
    draft = some_draft(random, treatment, random.choice((AGREE, AGREE, AGREE, DECLINE, NOT_TODAY)))
    sheet = Sheet(random.choice(tuple(PaperSize)), large=seed % 7 == 3)
    composed_of_it = list(documents(treatment, draft, sheet).values())
    if seed % 10 == 1:
        composed_of_it.append(in_both_languages(treatment, draft, sheet))
    for document in composed_of_it:
        assert missing_characters(document, FONTS) == ()
        pdf = render(document, treatment.labels, fonts=FONTS)
        assert_in_order(composed(document), spoken(pdf))
        assert_in_frame(pdf)
        assert_no_orphan_signature(document, pdf, treatment.labels)
