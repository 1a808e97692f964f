"""What is made beside the form that is signed: as short as it has to be, and large enough to be read."""

from collections import Counter
from dataclasses import replace

import pypdfium2
import pytest
from pypdfium2 import raw

from consult_app.assets import resource
from consult_app.domain.compose import compose_aftercare
from consult_app.domain.consultation import Portion
from consult_app.domain.document import PaperSize, Sheet
from consult_app.domain.treatment import for_goal
from consult_app.pdf import render
from tests.helpers.random_consultations import AT, PACKS, dice, pack, some_draft

FONTS = resource("fonts")
GOALS = [(each, goal.id) for each in PACKS for goal in pack(each).goals]
READABLE = 12
"""What is to be read at home is set in at least so many points; small print apart."""


def usual(pack_id, goal_id):
    """A consultation of usual length about a goal, with two ingredients, in all its places."""
    treatment = pack(pack_id)
    goal = next(each for each in treatment.goals if each.id == goal_id)
    mixture = tuple(
        Portion(each.id, "2 ml", "LOT-2041", "2027-03", "where it was marked")
        for each in for_goal(treatment.ingredients, goal_id)[:2]
    )
    drawn = some_draft(dice(goal_id), treatment)
    patient = replace(drawn.patient, given_name="Anna", family_name="Example")
    practice = replace(drawn.practice, name="The practice", phone="555 0100")
    areas = tuple(each.id for each in goal.areas)
    return replace(drawn, patient=patient, practice=practice, goal=goal_id, areas=areas, mixture=mixture)


def sizes(pdf):
    """The sizes that lines of words are set in, with how often, rounded to half points."""
    return Counter(
        round(2 * each.get_font_size()) / 2
        for page in pypdfium2.PdfDocument(pdf)
        for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
    )


@pytest.mark.parametrize("paper", list(PaperSize), ids=lambda paper: paper.value)
@pytest.mark.parametrize(("pack_id", "goal_id"), GOALS)
def test_an_aftercare_sheet_has_two_pages_at_most(pack_id, goal_id, paper):
    treatment = pack(pack_id)
    document = compose_aftercare(treatment, usual(pack_id, goal_id), AT, Sheet(paper))
    pdf = render(document, treatment.labels, fonts=FONTS)
    assert len(pypdfium2.PdfDocument(pdf)) <= 2
    found = sizes(pdf)
    small = {size for size in found if size < READABLE}
    # Marks and sources at 7, what runs along the edges at 7.5 and 8.5.
    assert small <= {7, 7.5, 8.5}
    assert found[READABLE] > 50
