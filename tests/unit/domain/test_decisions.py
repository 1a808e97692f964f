"""What can be taken back by itself: what somebody said yes to, beside the treatment."""

from dataclasses import replace

import pytest

from consult_app.domain.condition import NOT_SURE
from consult_app.domain.decisions import agreed_to
from consult_app.domain.questionnaire import Choice, Kind, Question, Step
from tests.helpers.sample import answered, draft, sample

USES = (Choice("teaching", "To teach staff"), Choice("none", "For nothing else", alone=True))
MORE = (
    Question("d-uses", Kind.CHOICES, "May we use photos for anything else?", choices=USES),
    Question("d-how", Kind.TEXT, "How may we reach you?", required=False),
    Question("d-when", Kind.CHOICE, "When?", choices=USES),
)


def treatment():
    """The sample treatment, with decisions of every kind."""
    made = sample()
    sections = tuple(
        replace(each, questions=(*each.questions, *MORE)) if each.step is Step.DECISIONS else each
        for each in made.questionnaire.sections
    )
    return replace(made, questionnaire=replace(made.questionnaire, sections=sections))


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({}, ["d-photos"]),
        ({"d_photos": False}, []),
        ({"d_photos": None}, []),
        ({"d_photos": NOT_SURE}, []),
        ({"d_uses": ("teaching",)}, ["d-photos", "d-uses"]),
        ({"d_uses": ("none",)}, ["d-photos"]),
        ({"d_uses": ()}, ["d-photos"]),
        ({"d_uses": NOT_SURE}, ["d-photos"]),
        ({"d_how": "By phone", "d_when": "teaching"}, ["d-photos"]),
        # What was not asked in the end does not count.
        ({"d_treatment": "decline"}, []),
    ],
)
def test_what_was_agreed_to_beside_the_treatment(answers, found):
    said = draft(answers=answered(**answers))
    assert list(agreed_to(treatment(), said)) == found
    assert all(agreed_to(treatment(), said)[each] == said.answers[each] for each in found)
