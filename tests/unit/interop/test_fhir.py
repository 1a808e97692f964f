"""A sealed document for other programs: what the bundle says, and that it says no more than the file."""

import json
from base64 import b64decode
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult_app.domain.consultation import Patient, Sex
from consult_app.domain.proof import SEAL_FIELD, WITHDRAWAL_FIELD, Proof, SignatureProof, Verdict
from consult_app.errors import RecordError
from consult_app.interop.fhir import fhir_bundle
from consult_app.store.codec import setting_encoded
from consult_app.workflow.demo import play
from consult_app.workflow.record import record
from tests.helpers.fakes import fake_services
from tests.helpers.foreign_patients import patients
from tests.helpers.played import said
from tests.helpers.sample import NOW, sample

PDF = b"%PDF-1.7 sealed"
SEAL = SignatureProof(SEAL_FIELD, "Dr Bo", NOW, "Consent", intact=True, known=True, fingerprint="ab")
INTACT = Proof(Verdict.INTACT, (SEAL,), "cd", len(PDF))


@pytest.fixture(scope="module")
def content():
    played = play(fake_services(sample()), said())
    return record(played.conversation, played.sealed)


def bundle(content, proof=INTACT, **changes):
    return fhir_bundle(json.dumps({**content, **changes}).encode(), PDF, proof, sample())


def found(made, kind):
    return [each["resource"] for each in made["entry"] if each["resource"]["resourceType"] == kind]


def answered(content, **answers):
    given = {name.replace("_", "-"): value for name, value in answers.items()}
    [response] = found(bundle(content, answers=given), "QuestionnaireResponse")
    return {each["linkId"]: each.get("answer") for each in response["item"]}


def references(value):
    if isinstance(value, dict):
        yield from ([value["reference"]] if "reference" in value else [])
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from references(each)


def test_it_holds_who_was_there_what_was_said_what_was_decided_and_the_file(content):
    made = bundle(content)
    assert (made["resourceType"], made["type"]) == ("Bundle", "collection")
    assert [each["resource"]["resourceType"] for each in made["entry"]] == [
        *("Patient", "Practitioner", "Organization"),
        *("QuestionnaireResponse", "Consent", "DocumentReference"),
    ]
    assert json.loads(json.dumps(made)) == made == bundle(content)


def test_whatever_is_referred_to_is_in_it(content):
    made = bundle(content)
    addresses = [each["fullUrl"] for each in made["entry"]]
    assert len(set(addresses)) == len(addresses)
    assert addresses == [f"urn:uuid:{each['resource']['id']}" for each in made["entry"]]
    assert set(references(made)) <= set(addresses)


def test_the_patient_is_who_the_record_says(content):
    [patient] = found(bundle(content), "Patient")
    assert (patient["name"], patient["gender"], patient["birthDate"]) == (
        *([{"text": "Ann Example"}], "female", "1986-05-04"),
    )
    assert patient["identifier"] == [{"value": "R-7"}]
    unnamed = {**content["patient"], "sex": "not_recorded", "record_number": ""}
    [patient] = found(bundle(content, patient=unnamed), "Patient")
    assert patient["gender"] == "unknown"
    assert "identifier" not in patient


_WORDS = st.text(st.characters(categories=("Lu", "Ll", "Lo")), min_size=1, max_size=20)


_PATIENTS = st.builds(
    Patient,
    st.just(""),
    _WORDS,
    _WORDS,
    st.dates(date(1900, 1, 1), date(2026, 11, 28)),
    st.sampled_from(Sex),
    st.sampled_from(("", "A-1", "Ä 7")),
)


@settings(max_examples=60)
@given(patient=_PATIENTS)
def test_a_patient_who_was_given_out_comes_in_again_as_they_were(content, patient):
    person = {
        "name": patient.name,
        "birth_date": patient.birth_date.isoformat(),
        "sex": patient.sex.value,
        "record_number": patient.record_number,
    }
    draft = {"patient": json.loads(setting_encoded(patient))}
    made = bundle(content, sample=False, patient=person, state={"draft": draft})
    assert patients(json.dumps(made).encode()) == ([patient], [])


@pytest.mark.parametrize(
    ("given_name", "family", "part"), [("", "Ek", {"family": "Ek"}), ("Bo", "", {"given": ["Bo"]})]
)
def test_whoever_has_one_name_has_no_empty_one_beside_it(content, given_name, family, part):
    draft = {"patient": {"given_name": given_name, "family_name": family}}
    [patient] = found(bundle(content, state={"draft": draft}), "Patient")
    assert patient["name"] == [{"use": "official", "text": "Ann Example", **part}]


def test_a_sample_is_marked_as_a_test_everywhere(content):
    marked = [each["resource"].get("meta") for each in bundle(content)["entry"]]
    assert all(each["security"][0]["code"] == "HTEST" for each in marked)
    assert not any("meta" in each["resource"] for each in bundle(content, sample=False)["entry"])


def test_each_answer_has_its_own_type_and_unknown_is_never_no(content):
    assert answered(content, q_preg=False) == {"q-preg": [{"valueBoolean": False}]}
    assert answered(content, q_weeks=12) == {"q-weeks": [{"valueDecimal": 12}]}
    assert answered(content, q_smoke="daily")["q-smoke"][0]["valueCoding"]["code"] == "daily"
    assert answered(content, q_allergy=["latex", "a cream"]) == {
        "q-allergy": [
            {"valueCoding": {"code": "latex", "display": "Latex"}},
            {"valueString": "a cream"},
        ]
    }
    assert answered(content, q_teach="In my words") == {"q-teach": [{"valueString": "In my words"}]}
    assert answered(content, q_allergy=[{"name": "Gold", "words": "Gold, a rash"}]) == {
        "q-allergy": [{"valueString": "Gold, a rash"}]
    }
    unsure = answered(content, q_preg={"not_sure": True})["q-preg"][0]["valueCoding"]
    assert unsure["code"] == "asked-unknown"
    assert answered(content, q_preg=None) == {"q-preg": None}


def test_a_day_is_told_as_a_day(content):
    day = next(
        each.id
        for section in sample().questionnaire.sections
        for each in section.questions
        if each.kind.value == "date"
    )
    assert answered(content, **{day: "2027-01-02"}) == {day: [{"valueDate": "2027-01-02"}]}


@pytest.mark.parametrize(
    ("kind", "status", "provision"),
    [
        ("consent", "active", "permit"),
        ("refusal", "rejected", "deny"),
        ("not_today", "proposed", "deny"),
        ("withdrawal", "inactive", "deny"),
    ],
)
def test_the_consent_says_what_was_decided(content, kind, status, provision):
    [consent] = found(bundle(content, kind=kind), "Consent")
    assert (consent["status"], consent["provision"]) == (status, {"type": provision})
    assert consent["scope"]["coding"][0]["code"] == "treatment"
    assert consent["policyRule"] == {"text": "Sample treatment 0.1"}


def test_a_withdrawal_in_the_file_itself_ends_the_consent(content):
    later = NOW.replace(year=NOW.year + 1)
    taken_back = replace(SEAL, field=WITHDRAWAL_FIELD, at=later)
    [consent] = found(bundle(content, replace(INTACT, signatures=(SEAL, taken_back))), "Consent")
    assert (consent["status"], consent["dateTime"]) == ("inactive", later.isoformat())


def test_what_decides_nothing_is_no_consent_and_names_what_it_follows(content):
    first = {"record": "c-0", "title": "Consent", "sha256": "ab", "signed": NOW.isoformat()}
    made = bundle(content, kind="amendment", answers={}, first=first)
    assert not found(made, "Consent")
    assert not found(made, "QuestionnaireResponse")
    [document] = found(made, "DocumentReference")
    assert document["relatesTo"][0]["code"] == "appends"
    assert document["relatesTo"][0]["target"]["identifier"]["value"] == "urn:uuid:c-0"


def test_of_what_was_signed_on_paper_only_the_day_is_said_and_else_the_time_of_the_seal(content):
    on_paper = [{**each, "way": "paper", "at": "2026-11-21T00:00:00+00:00"} for each in content["signatures"]]
    made = bundle(content, signatures=on_paper)
    assert found(made, "Consent")[0]["dateTime"] == "2026-11-21"
    assert found(made, "QuestionnaireResponse")[0]["authored"] == "2026-11-21"
    assert made["timestamp"] == found(made, "DocumentReference")[0]["date"] == NOW.isoformat()


def test_only_a_patient_who_signed_is_said_to_have_consented(content):
    proxy = [{**each, "role": "proxy"} for each in content["signatures"]]
    assert "performer" not in found(bundle(content, signatures=proxy), "Consent")[0]
    assert "performer" in found(bundle(content), "Consent")[0]


def test_the_file_is_in_it_byte_for_byte(content):
    [document] = found(bundle(content), "DocumentReference")
    attached = document["content"][0]["attachment"]
    assert (b64decode(attached["data"]), attached["size"]) == (PDF, len(PDF))
    assert len(b64decode(attached["hash"])) == 20
    assert "relatesTo" not in document


@pytest.mark.parametrize("verdict", [Verdict.ALTERED, Verdict.UNREADABLE])
def test_nothing_is_made_of_a_file_that_was_altered(content, verdict):
    with pytest.raises(RecordError, match="not as it was sealed"):
        bundle(content, replace(INTACT, verdict=verdict))
