"""Descriptions for machines: complete, plain, and always in the same order."""

import json
from dataclasses import replace
from datetime import date

from consult_app.content.describe import (
    describe_changes,
    describe_packs,
    describe_screening,
    describe_treatment,
)
from consult_app.content.diff import diff
from consult_app.content.library import PackSummary
from consult_app.domain.condition import NOT_SURE
from consult_app.domain.screening import screen
from tests.helpers.sample import answered, sample

ON = date(2026, 11, 23)
GIVEN = {"patient.age": 40, "patient.sex": "female", "ingredients": ("ing-lidocaine",)}


def test_a_treatment_is_described_with_all_that_can_be_answered():
    shown = describe_treatment(sample())
    assert json.loads(json.dumps(shown)) == shown
    assert (shown["id"], shown["version"], shown["status"], shown["review_by"]) == (
        *("sample", "0.1", "draft"),
        "2027-05-22",
    )
    assert shown["digest"] == sample().digest
    assert shown["goals"][1] == {
        "id": "body",
        "name": "Smoother skin",
        "areas": [{"id": "thighs", "name": "Thighs", "regions": []}],
    }
    assert [(each["id"], each["kind"]) for each in shown["facts"]] == [
        ("patient.age", "number"),
        ("patient.sex", "choice"),
        ("goal", "choice"),
        ("areas", "choices"),
        ("ingredients", "choices"),
    ]
    assert shown["questions"][3] == {
        "id": "q-weeks",
        "kind": "number",
        "step": "history",
        "section": "s-history",
        "text": "In which week?",
        "choices": [],
        "required": True,
        "when": True,
        "unit": "weeks",
        "low": 1,
        "high": 42,
        "low_words": "",
        "high_words": "",
        "entry": [],
        "own_words": False,
        "derives": [],
        "may_be_unsure": True,
    }
    assert shown["questions"][4]["choices"][0] == {"id": "latex", "label": "Latex"}
    assert not shown["questions"][4]["when"]
    assert shown["rules"][2] == {
        "id": "ci-lidocaine",
        "severity": "caution",
        "title": "Allergy and mixture",
        "reads": ["q-allergy", "ingredients"],
    }
    assert [each["frequency"] for each in shown["risks"]] == ["20 in 100", "not known", "0.5 in 1000"]
    assert shown["options"] == ["alt-this", "alt-sun", "alt-nothing"]
    assert shown["ingredients"] == ["ing-hyaluronan", "ing-lidocaine"]
    assert shown["aftercare"] == ["ac-cool", "ac-red", "rf-fever"]


def test_a_judgement_is_described_with_answers_sources_and_what_is_missing():
    answers = answered(q_preg=NOT_SURE, q_allergy=("lidocaine", "a cream"), q_smoke=None)
    found = describe_screening(sample(), screen(sample(), GIVEN, answers), ON)
    assert json.loads(json.dumps(found)) == found
    assert (found["pack"], found["on"], found["verdict"]) == ("sample", "2026-11-23", "still_open")
    assert [(each["rule"], each["state"]) for each in found["findings"]] == [
        ("ci-pregnancy", "open"),
        ("ci-lidocaine", "certain"),
        ("ci-smoke", "open"),
    ]
    pregnancy, lidocaine, smoke = found["findings"]
    assert pregnancy["answers"] == [
        {"id": "q-preg", "value": "not_sure", "words": "Are you pregnant? Not sure"}
    ]
    assert pregnancy["sources"] == [
        {
            "id": "s-label",
            "title": "The label",
            "authors": "The maker",
            "year": "2020",
            "address": "https://example.org/label",
            "read": "all",
            "verified": "read",
        }
    ]
    assert lidocaine["certain"]
    assert lidocaine["advice"] == "Leave it out."
    assert lidocaine["certainty"] == "low"
    assert lidocaine["answers"] == [
        {
            "id": "q-allergy",
            "value": ["lidocaine", "a cream"],
            "words": "What are you allergic to? Local anaesthetics; a cream",
        },
        {"id": "ingredients", "value": ["ing-lidocaine"], "words": "Ingredients: Lidocaine"},
    ]
    assert [each["value"] for each in smoke["answers"]] == [None, None]
    assert found["missing"] == [{"id": "q-smoke", "question": "Do you smoke?"}]


def test_the_order_is_always_the_same():
    answers = answered(q_preg=True, q_smoke="daily")
    turned = dict(reversed(answers.items()))
    first = json.dumps(describe_screening(sample(), screen(sample(), GIVEN, answers), ON))
    assert first == json.dumps(describe_screening(sample(), screen(sample(), GIVEN, turned), ON))


def test_packs_are_described_as_they_say_about_themselves():
    draft = PackSummary("sample", "Sample", "0.1", "d" * 64, approved=False, review_by=ON, language="en")
    shown = describe_packs((draft, replace(draft, id="other", approved=True)))
    assert shown[0] == {
        "id": "sample",
        "name": "Sample",
        "version": "0.1",
        "digest": "d" * 64,
        "language": "en",
        "status": "draft",
        "review_by": "2026-11-23",
    }
    assert [(each["id"], each["status"]) for each in shown] == [("sample", "draft"), ("other", "approved")]
    assert describe_packs(()) == []


def test_what_changed_is_told_in_order():
    changes = diff(sample(), replace(sample(), rules=sample().rules[1:], summary="Other words."))
    assert describe_changes(changes) == [
        {
            "kind": "rules",
            "id": "ci-pregnancy",
            "name": "Pregnancy",
            "change": "removed",
            "weaker": True,
            "fields": [],
        },
        {
            "kind": "pack",
            "id": "summary",
            "name": "",
            "change": "changed",
            "weaker": False,
            "fields": [{"field": "", "old": sample().summary, "new": "Other words."}],
        },
    ]
