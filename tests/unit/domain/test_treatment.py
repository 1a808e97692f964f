"""A treatment: what it finds by id, and when it must be marked as a draft."""

from dataclasses import replace
from datetime import date

import pytest

from consult_app.domain.labels import LABELS, PLACES
from tests.helpers.sample import APPROVAL, DAY, approved, sample


def test_parts_are_found_by_id():
    treatment = sample()
    assert treatment.option("alt-sun").name == "Sun protection"
    assert treatment.ingredient("ing-lidocaine").name == "Lidocaine"
    assert treatment.rule("ci-minor").title == "Under 18"
    for find in (treatment.option, treatment.ingredient, treatment.rule):
        with pytest.raises(KeyError):
            find("none")


@pytest.mark.parametrize(
    ("approval", "day", "draft"),
    [
        (None, date(2026, 12, 1), True),
        (APPROVAL, date(2027, 5, 22), False),
        (APPROVAL, date(2027, 5, 23), True),
    ],
)
def test_unapproved_or_past_review_is_a_draft(approval, day, draft):
    governance = replace(approved().governance, approval=approval)
    assert replace(approved(), governance=governance).unapproved(day) is draft


def test_what_is_only_recalled_stays_a_draft_whoever_approved_it():
    governance = replace(sample().governance, approval=APPROVAL)
    assert replace(sample(), governance=governance).unapproved(DAY)


def test_labels_stand_once_and_places_belong_to_labels():
    assert len(set(LABELS)) == len(LABELS)
    assert set(PLACES) <= set(LABELS)
