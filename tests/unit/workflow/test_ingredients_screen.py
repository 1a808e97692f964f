"""The mixture on screen: each ingredient with the findings that rest on it."""

from dataclasses import replace

from consult_app.domain.condition import Is
from consult_app.domain.consultation import Portion
from consult_app.domain.treatment import Note, Severity
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.ingredients import Clash, ingredients_screen
from tests.helpers.sample import answered, draft, sample


def clashes(**answers):
    mixture = (Portion("ing-hyaluronan"), Portion("ing-lidocaine"))
    said = draft(answers=answered(**answers), mixture=mixture)
    return [row.clashes for row in ingredients_screen(Conversation.about(sample(), said)).mixture]


def test_a_clash_stands_at_its_ingredient_with_its_gravity():
    assert clashes(q_allergy=("lidocaine",)) == [(), (Clash("Allergy and mixture", Severity.CAUTION),)]


def shown_for(goal, treatment):
    return ingredients_screen(Conversation.about(treatment, draft(goal=goal, mixture=())))


def test_only_what_fits_the_goal_can_be_added():
    first, second = sample().ingredients
    treatment = replace(sample(), ingredients=(replace(first, goals=("body",)), second))
    assert [each.id for each in shown_for("face", treatment).available] == [second.id]
    assert [each.id for each in shown_for("body", treatment).available] == [first.id, second.id]


def test_the_clinician_sees_the_notes_that_may_apply():
    read = sample().risks[0].citation
    deep = Note("cn-deep", "Depth", "At most 4 mm.", read)
    body = Note("cn-body", "Body", "Only there.", read, Is("goal", "body"))
    treatment = replace(sample(), notes=(deep, body))
    assert [each.title for each in shown_for("face", treatment).notes] == ["Depth"]
    [_, note] = shown_for("body", treatment).notes
    assert (note.text, note.behind.recalled) == ("Only there.", False)


def test_a_finding_that_rests_on_no_ingredient_is_no_clash():
    assert clashes(q_preg=True) == [(), ()]
