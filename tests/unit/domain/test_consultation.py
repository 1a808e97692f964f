"""A consultation: each change is a new value, and what cannot be done in a state is refused."""

from dataclasses import replace
from datetime import date

import pytest

from consult_app.domain.compose import compose_consent
from consult_app.domain.consultation import (
    Consented,
    Draft,
    Ending,
    Exchange,
    OptionTalk,
    Origin,
    Override,
    Patient,
    Portion,
    Reviewed,
    RiskTalk,
    Signature,
    Voided,
    Way,
    Wish,
)
from consult_app.domain.document import Role
from consult_app.domain.ink import Ink, Point, Stroke
from consult_app.domain.screening import AREAS, assess
from consult_app.domain.signers import Signers, Witness
from consult_app.errors import NotReadyError
from tests.helpers.sample import NOW, draft, sample

INK = Ink((Stroke((Point(1, 1, 0), Point(5, 5, 9))),), 60, 20)


def reviewed():
    whole = draft()
    return whole.review(compose_consent(sample(), whole, assess(sample(), whole), NOW), ())


def signature(role=Role.PATIENT, way=Way.DRAWN, ink: Ink | None = INK):
    return Signature(role, "Ann Example", "I agree", NOW, way, ink)


@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2026, 5, 3), 39), (date(2026, 5, 4), 40), (date(2026, 12, 1), 40), (date(2026, 1, 9), 39)],
)
def test_age_is_completed_years(day, age):
    assert draft().patient.age_on(day) == age


def test_born_on_a_leap_day_ages_in_march():
    patient = Patient("p", "A", "B", date(2004, 2, 29))
    assert [patient.age_on(day) for day in (date(2026, 2, 28), date(2026, 3, 1))] == [21, 22]


def test_a_name_without_family_name_has_no_space_behind_it():
    assert Patient("p", "Ann", "", date(2000, 1, 1)).name == "Ann"


def test_a_reason_is_kept_while_it_is_written_until_it_is_given_or_dropped():
    before = draft()
    begun = before.writing_reason("ci-pregnancy", "Because ").writing_reason("care-smoke", "So")
    assert begun.reasons == {"ci-pregnancy": "Because ", "care-smoke": "So"}
    assert begun.overrides == before.overrides
    given = begun.overriding(Override("ci-pregnancy", True, (), "Dr Bo", "Because it is so.", NOW))
    assert given.reasons == {"care-smoke": "So"}
    assert given.writing_reason("care-smoke", " \n").reasons == {}
    assert before.writing_reason("ci-pregnancy", "") is before


def test_a_decision_that_is_taken_back_leaves_the_option_open():
    before = draft()
    after = before.undeciding("alt-this")
    assert after.revision == before.revision + 1
    assert after.options == {key: each for key, each in before.options.items() if key != "alt-this"}
    assert after.deciding("alt-this", before.options["alt-this"]).options == before.options


def test_a_risk_with_questions_about_it_is_not_discussed():
    assert not RiskTalk(has_questions=True).discussed
    with pytest.raises(ValueError, match="questions"):
        RiskTalk(discussed=True, has_questions=True)


def test_each_change_is_a_new_value_with_the_next_revision():
    before = draft(answers={}, risks={}, options={}, seen=())
    changes = (
        before.answering("q-smoke", "never"),
        before.treating(("forehead",)),
        before.mixing((Portion("ing-lidocaine"),)),
        before.weighing("ae-bruise", RiskTalk(matters=True)),
        before.adding_risks(("scar",)),
        before.exchanging((Exchange("why?", "so"),)),
        before.seeing("options"),
        before.correcting(replace(before.patient, given_name="Anna")),
        before.clearing("q-smoke"),
    )
    assert [each.revision for each in changes] == [1] * len(changes)
    assert before == draft(answers={}, risks={}, options={}, seen=())
    assert changes[0].answers == {"q-smoke": "never"}
    assert changes[1].areas == ("forehead",)
    assert changes[2].mixture == (Portion("ing-lidocaine"),)
    assert changes[3].risks == {"ae-bruise": RiskTalk(matters=True)}
    assert changes[4].own_risks == ("scar",)
    assert changes[5].exchanges == (Exchange("why?", "so"),)
    assert changes[6].seen == ("options",)
    assert changes[7].patient.given_name == "Anna"


def test_areas_keep_whose_they_are_until_the_clinician_names_them():
    before = draft(areas=(), origins={"q-smoke": Origin.PATIENT})
    by_patient = before.treating(("forehead",), Origin.PATIENT)
    assert by_patient.origins == {"q-smoke": Origin.PATIENT, AREAS: Origin.PATIENT}
    assert by_patient.treating(("cheeks",)).origins == before.origins
    assert by_patient.treating((), Origin.PATIENT).origins == before.origins


def test_a_step_is_seen_once():
    seen = draft(seen=()).seeing("options")
    assert seen.seeing("options") is seen


def test_an_answer_can_be_taken_back():
    assert "q-smoke" not in draft().clearing("q-smoke").answers


def test_an_answer_keeps_whose_it_is_until_the_clinician_gives_it():
    before = draft(answers={}, origins={})
    by_patient = before.answering("q-smoke", "never", Origin.PATIENT)
    assert by_patient.origins == {"q-smoke": Origin.PATIENT}
    assert by_patient.answering("q-smoke", "daily").origins == {}
    assert by_patient.clearing("q-smoke").origins == {}
    confirmed = by_patient.answering("q-preg", value=False, origin=Origin.EARLIER).confirming("q-preg")
    assert confirmed.origins == {"q-smoke": Origin.PATIENT}
    assert confirmed.answers == {"q-smoke": "never", "q-preg": False}


def test_an_override_takes_the_place_of_the_earlier_one():
    first = Override("ci-a", certain=True, grounds=(), clinician="Dr Bo", reason="one", at=NOW)
    other, second = replace(first, rule="ci-b"), replace(first, reason="two")
    held = draft().overriding(first).overriding(other).overriding(second)
    assert held.overrides == (other, second)
    assert held.withdrawing_override("ci-b").overrides == (second,)


def test_choosing_an_option_un_chooses_the_others():
    held = draft().deciding("alt-sun", OptionTalk(Wish.CHOSEN, "cheaper"))
    assert held.options == {
        "alt-this": OptionTalk(Wish.DECLINED, "wants to try"),
        "alt-sun": OptionTalk(Wish.CHOSEN, "cheaper"),
        "alt-nothing": OptionTalk(Wish.DECLINED),
    }
    assert held.deciding("alt-nothing", OptionTalk(Wish.DECLINED)).options["alt-sun"].wish is Wish.CHOSEN


def test_nothing_is_reviewed_while_something_is_missing():
    with pytest.raises(NotReadyError) as caught:
        draft().review(reviewed().document, ("q-smoke",))
    assert caught.value.missing == ("q-smoke",)


def test_before_the_first_signature_one_can_go_back():
    assert isinstance(reviewed().reopening(), Draft)


def test_patient_then_clinician_sign_and_then_nothing_can_be_signed():
    one = reviewed().signing(signature())
    assert isinstance(one, Reviewed)
    assert one.next_role is Role.CLINICIAN
    with pytest.raises(NotReadyError):
        one.reopening()
    both = one.signing(signature(Role.CLINICIAN, Way.TYPED, None))
    assert isinstance(both, Consented)
    assert [each.role for each in both.signatures] == [Role.PATIENT, Role.CLINICIAN]


@pytest.mark.parametrize(
    ("wrong", "missing"),
    [
        (signature(Role.CLINICIAN), "patient"),
        (signature(ink=None), "ink"),
        (signature(ink=Ink((), 60, 20)), "ink"),
        (signature(way=Way.TYPED), "ink"),
    ],
)
def test_a_signature_out_of_order_or_without_its_ink_is_refused(wrong, missing):
    with pytest.raises(NotReadyError) as caught:
        reviewed().signing(wrong)
    assert caught.value.missing == (missing,)


def test_who_signs_is_chosen_in_the_draft():
    named = draft().naming_signers(Signers(witness=Witness("Wanda See")))
    assert (named.signers.witness, named.revision) == (Witness("Wanda See"), draft().revision + 1)


def test_what_is_drawn_is_no_signature_and_goes_with_the_signature():
    read = reviewed().reading_back(NOW)
    drawn = read.drawing(INK)
    assert (drawn.drawn, drawn.read_back, drawn.signatures) == (INK, NOW, ())
    assert drawn.drawing(None) == read
    assert read.reading_back(None) == reviewed()
    assert drawn.signing(signature()) == reviewed().signing(signature())


@pytest.mark.parametrize("signed", [0, 1, 2])
def test_until_it_is_sealed_it_can_be_ended_for_a_reason_and_keeps_what_stood(signed):
    state = reviewed().drawing(INK)
    given = (signature(), signature(Role.CLINICIAN))[:signed]
    for each in given:
        state = state.signing(each)
    ended = state.voiding(Ending(" The wrong patient. ", "Dr Bo", NOW))
    assert ended == Voided(state.draft, state.document, given, Ending("The wrong patient.", "Dr Bo", NOW))
    with pytest.raises(NotReadyError) as caught:
        state.voiding(Ending("  ", "Dr Bo", NOW))
    assert caught.value.missing == ("reason",)


def test_a_draft_is_ended_without_a_document():
    ended = draft().voiding(Ending("Entered twice", "Dr Bo", NOW))
    assert (ended.draft, ended.document, ended.signatures) == (draft(), None, ())
