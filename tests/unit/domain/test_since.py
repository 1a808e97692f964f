"""What is different since the consent before, and how the form says it to the patient."""

from dataclasses import replace
from datetime import date

from consult_app.domain.changes import Change, How
from consult_app.domain.compose import compose_consent
from consult_app.domain.consultation import Portion
from consult_app.domain.document import Heading, texts
from consult_app.domain.questionnaire import Kind
from consult_app.domain.screening import assess
from consult_app.domain.since import News, Since, Thing, changed_answers, exchanged, news_of
from tests.helpers.sample import ANSWERS, NOW, answered, draft, sample

CHEEKS, HYALURONAN = Thing("cheeks", "Cheeks"), Thing("ing-hyaluronan", "Hyaluronan", "1 ml")
ASKED = {"q-preg": False, "q-allergy": ("none",), "q-smoke": "never"}
SAME = Since(date(2026, 5, 3), "0.1", ASKED, (CHEEKS,), (HYALURONAN,))


def part(since, **changes):
    """The words of that part of the form, in order; none where it has no such part."""
    said = draft(since=since, **changes)
    blocks = compose_consent(sample(), said, assess(sample(), said), NOW).blocks
    titles = [at for at, each in enumerate(blocks) if isinstance(each, Heading) and each.level == 2]
    begin = next((at for at in titles if "has changed since" in blocks[at].text), None)
    if begin is None:
        return []
    end = next(at for at in titles if at > begin)
    return [text for each in blocks[begin:end] for text in texts(each)]


def test_the_first_consent_compares_with_nothing():
    assert part(None) == []


def test_where_nothing_is_different_that_is_said():
    title, text, nothing = part(SAME)
    assert title == "What has changed since 3 May 2026"
    assert "on 3 May 2026" in text
    assert "are the same" in nothing


def test_each_difference_is_said_in_the_patients_words():
    before = replace(
        SAME,
        areas=(Thing("chin", "Chin"),),
        mixture=(Thing("ing-x", "Old stuff"), Thing("ing-hyaluronan", "Hyaluronan", "2 ml")),
        news=(News(How.ADDED, "Numbness"), News(How.CHANGED, "Bruising"), News(How.REMOVED, "Fever")),
    )
    said = " | ".join(part(before, answers=answered(q_smoke="daily", q_preg=None)))
    for words in (
        "Before: No. Now: ",
        "New: Cheeks",
        "No longer: Chin",
        "No longer: Old stuff",
        "Hyaluronan: 1 ml. Before it was 2 ml.",
        "New: Numbness",
        "Other words, read them again: Bruising",
        "No longer: Fever",
    ):
        assert words in said
    assert "are the same" not in said


def test_a_refusal_says_nothing_of_it():
    assert part(SAME, answers={**ANSWERS, "d-treatment": "decline"}) == []


def test_an_answer_that_is_not_asked_any_more_is_not_compared():
    gone = replace(SAME, answers={**ASKED, "q-gone": "x"})
    assert "are the same" in part(gone)[-1]


def test_what_only_one_side_says_of_an_amount_is_no_difference():
    found = exchanged((Thing("a", "A"), Thing("b", "B", "1")), (Thing("a", "A", "2"), Thing("b", "B")))
    assert not found
    assert exchanged((), (Thing("a", "A"),)).added == ("A",)


def test_an_answer_taken_back_is_another_one():
    assert list(changed_answers(SAME, {**ASKED, "q-preg": True})) == ["q-preg"]
    assert list(changed_answers(SAME, {})) == list(ASKED)


def test_what_ends_with_a_full_stop_gets_no_second_one():
    [written] = [each.id for each in sample().questionnaire if each.kind is Kind.TEXT][:1]
    before = replace(SAME, answers={written: "Tired."})
    said = " | ".join(part(before, answers={**ANSWERS, written: "A wedding."}))
    assert "Before: Tired. Now: A wedding." in said
    assert ".." not in said


def test_an_answer_to_what_had_none_is_another_one():
    unsaid = replace(SAME, answers={"q-preg": False}, unsaid=("q-smoke", "q-gone"))
    said = " | ".join(part(unsaid, answers=answered(q_smoke="daily")))
    assert "Before: not answered. Now: " in said
    assert "are the same" not in said


def test_of_the_content_a_patient_is_told_what_the_form_tells():
    changes = (
        Change("rules", "r", "A rule", How.REMOVED, weaker=True),
        Change("risks", "a", "Fever", How.REMOVED),
        Change("risks", "b", "Numbness", How.ADDED),
        Change("aftercare", "c", "", How.CHANGED),
        Change("options", "d", "Peel", How.CHANGED),
    )
    assert news_of(changes) == (
        News(How.ADDED, "Numbness"),
        News(How.CHANGED, "Peel"),
        News(How.REMOVED, "Fever"),
    )


def test_a_mixture_is_compared_with_the_one_planned_today():
    both = part(SAME, mixture=(Portion("ing-hyaluronan", "3 ml"),))
    assert "Hyaluronan: 3 ml. Before it was 1 ml." in both
