"""The mixture on screen: each ingredient with the findings that rest on it."""

from consult_app.domain.consultation import Portion
from consult_app.domain.treatment import Severity
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.ingredients import Clash, ingredients_screen
from tests.helpers.sample import answered, draft, sample


def clashes(**answers):
    mixture = (Portion("ing-hyaluronan"), Portion("ing-lidocaine"))
    said = draft(answers=answered(**answers), mixture=mixture)
    return [row.clashes for row in ingredients_screen(Conversation.about(sample(), said)).mixture]


def test_a_clash_stands_at_its_ingredient_with_its_gravity():
    assert clashes(q_allergy=("lidocaine",)) == [(), (Clash("Allergy and mixture", Severity.CAUTION),)]


def test_a_finding_that_rests_on_no_ingredient_is_no_clash():
    assert clashes(q_preg=True) == [(), ()]
