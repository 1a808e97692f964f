"""The record for machines: everything that was said, judged, decided and signed."""

import json
from dataclasses import replace

import pytest

from consult_app.domain.compose import compose_consent
from consult_app.domain.condition import NOT_SURE
from consult_app.domain.consultation import Origin, RiskTalk, Sealed
from consult_app.domain.entry import Entry
from consult_app.domain.screening import assess
from consult_app.domain.signers import Interpreter, Proxy, Signers, Why, Witness
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.demo import play
from consult_app.workflow.record import record
from consult_app.workflow.sealing import seal
from tests.helpers.fakes import fake_services
from tests.helpers.played import said
from tests.helpers.sample import NOW, answered, draft, sample
from tests.helpers.sealing import PASSPHRASE, bench, consented


@pytest.fixture(scope="module")
def played():
    return play(fake_services(sample()), said())


@pytest.fixture(scope="module")
def written(played):
    return record(played.conversation, played.sealed)


def test_it_is_json_that_says_which_pack_who_and_what(written, played):
    assert json.loads(json.dumps(written)) == written
    assert (written["record"], written["kind"], written["sample"]) == (
        played.sealed.draft.id,
        "consent",
        True,
    )
    assert written["follows"] == ""
    assert written["treatment"] == {"id": "sample", "version": "0.1", "digest": sample().digest}
    assert written["patient"] == {
        "name": "Ann Example",
        "birth_date": "1986-05-04",
        "sex": "female",
        "record_number": "R-7",
    }
    assert written["clinician"] == {"name": "Dr Bo", "role": "Physician", "registration": "12345"}
    assert (written["practice"], written["day"]) == ("The practice", "2026-11-23")
    assert (written["goal"], written["areas"]) == ("face", ["cheeks", "forehead"])


def test_answers_are_those_that_applied_in_order(written):
    assert list(written["answers"].items()) == [
        ("q-expect", "Look less tired"),
        ("q-event", None),
        ("q-preg", True),
        ("q-weeks", 12),
        ("q-allergy", ["latex", "a cream"]),
        ("q-smoke", "never"),
        ("q-medicines", None),
        ("q-teach", "It can bruise"),
        ("d-treatment", "agree"),
        ("d-photos", True),
    ]


def test_it_says_which_answers_the_patient_gave_alone(played):
    draft = played.sealed.draft.answering("q-smoke", "never", Origin.PATIENT)
    draft = draft.answering("q-hidden", "never", Origin.PATIENT)
    talk = played.conversation.going_on(draft)
    assert record(talk, replace(played.sealed, draft=draft))["origins"] == {"q-smoke": "patient"}
    draft = talk.draft.treating(("forehead",), Origin.PATIENT)
    assert record(talk, replace(played.sealed, draft=draft))["origins"] == {
        "areas": "patient",
        "q-smoke": "patient",
    }


def test_findings_have_their_rule_answers_sources_and_the_clinicians_answer(written, played):
    [override] = played.sealed.draft.overrides
    assert written["findings"] == [
        {
            "rule": "ci-pregnancy",
            "severity": "stop",
            "certain": True,
            "grounds": [{"fact": "q-preg", "value": True}],
            "sources": ["s-label"],
            "override": {
                "clinician": "Dr Bo",
                "reason": "Her midwife agrees.",
                "at": override.at.isoformat(),
            },
        }
    ]


def test_decisions_mixture_risks_and_questions_are_there(written):
    assert written["options"]["alt-nothing"] == {"wish": "declined", "reason": "not now"}
    assert written["mixture"] == [
        {"ingredient": "ing-hyaluronan", "amount": "1 ml", "lot": "L1", "expiry": "2027-01", "site": "cheeks"}
    ]
    assert written["risks"]["ae-bruise"] == {
        "discussed": True,
        "has_questions": False,
        "matters": True,
        "words": "A wedding",
    }
    assert written["own_risks"] == ["A scar near the eye"]
    assert written["exchanges"] == [{"question": "Does it hurt?", "answer": "A little."}]


def test_signatures_times_and_the_files_digest_are_there(written, played):
    assert [(each["role"], each["name"], each["way"]) for each in written["signatures"]] == [
        ("patient", "Ann Example", "drawn"),
        ("clinician", "Dr Bo", "drawn"),
    ]
    assert all(each["meaning"] for each in written["signatures"])
    times = [written["composed_at"], *(each["at"] for each in written["signatures"]), written["sealed_at"]]
    assert times == sorted(times)
    assert all(each.endswith("+00:00") for each in times)
    assert written["pdf"] == {"sha256": played.sealed.sha256, "length": len(played.consent), "seals": 1}


def test_not_sure_is_no_text_and_what_nobody_answered_has_no_override():
    on = bench(draft(answers=answered(d_treatment="not_today", q_preg=NOT_SURE, d_photos=None)))
    written = record(on.conversation, seal(on.services, on.vault, sample(), consented(on), PASSPHRASE))
    assert written["kind"] == "not_today"
    assert written["answers"]["q-preg"] == {"not_sure": True}
    [finding] = written["findings"]
    assert finding["grounds"] == [{"fact": "q-preg", "value": {"not_sure": True}}]
    assert finding["override"] is None


def test_things_of_a_list_are_there_by_their_parts_and_in_words():
    medicines = (Entry("Warfarin", "5 mg", "2020"), "zinc")
    talk = Conversation.about(sample(), draft(answers=answered(q_medicines=medicines)))
    document = compose_consent(sample(), talk.draft, assess(sample(), talk.draft), NOW)
    written = record(talk, Sealed(talk.draft, document, (), "0" * 64, 1, 1, NOW))
    assert written["answers"]["q-medicines"] == [
        {"name": "Warfarin", "dose": "5 mg", "since": "2020", "words": "Warfarin, 5 mg, since 2020"},
        "zinc",
    ]


def test_how_far_each_risk_was_talked_through():
    risks = {"ae-bruise": RiskTalk(matters=True, words="I sing"), "ae-numb": RiskTalk(has_questions=True)}
    talk = Conversation.about(sample(), draft(risks=risks))
    document = compose_consent(sample(), talk.draft, assess(sample(), talk.draft), NOW)
    written = record(talk, Sealed(talk.draft, document, (), "0" * 64, 1, 1, NOW))
    assert written["risks"] == {
        "ae-bruise": {"discussed": False, "has_questions": False, "matters": True, "words": "I sing"},
        "ae-numb": {"discussed": False, "has_questions": True, "matters": False, "words": ""},
    }


def test_who_signs_beside_the_patient_is_written(played):
    assert record(played.conversation, played.sealed)["signers"] == {}
    signers = Signers(
        Proxy("Eva Example", "Mother", "by law", Why.MINOR),
        Interpreter("Ivo Babel", "Czech"),
        Witness("Wanda See", "Nurse"),
        "Dr Ute",
    )
    held = replace(played.sealed.draft, signers=signers)
    assert record(played.conversation, replace(played.sealed, draft=held))["signers"] == {
        "proxy": {"name": "Eva Example", "relation": "Mother", "authority": "by law", "why": "minor"},
        "interpreter": {"name": "Ivo Babel", "language": "Czech", "id": ""},
        "witness": {"name": "Wanda See", "part": "Nurse"},
        "treats": "Dr Ute",
    }
