"""Patients in FHIR R4: one, a bundle, one a line; whatever is not sure stays out."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult_app.domain.consultation import Patient, Sex
from consult_app.errors import TableError
from consult_app.interop import fhir_patients
from consult_app.interop.fhir_patients import read_fhir
from tests.helpers.foreign_patients import FHIR, fault, name, one_a_line, patients

JORG = Patient("", "Jörg", "Müller", date(1984, 3, 12), Sex.MALE, "A-1003")


def patient(**changed):
    return json.dumps({**FHIR, **changed}).encode()


def named(*names):
    return patient(name=list(names))


def refused(code, line=0):
    return pytest.raises(TableError, check=lambda error: (error.code, error.line) == (code, line))


def bundle(*resources):
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": each} for each in resources],
    }


def test_a_patient_is_read_alone_in_a_bundle_in_a_list_and_one_a_line():
    other = {"resourceType": "Organization", "name": "Practice"}
    for content in (
        patient(),
        b"\xef\xbb\xbf" + patient(),
        json.dumps(FHIR, indent=2).encode(),
        json.dumps(bundle(other, FHIR, None), indent=2).encode(),
        json.dumps(bundle(FHIR)).encode(),
        json.dumps([FHIR, 7, "x"]).encode(),
        one_a_line(other, FHIR),
    ):
        assert patients(content) == ([JORG], [])


def test_each_has_their_place_in_the_bundle_or_their_line():
    partial = {**FHIR, "birthDate": "1984"}
    assert patients(json.dumps(bundle({}, FHIR, partial)).encode())[1] == [(3, "no_day")]
    assert patients(one_a_line(FHIR) + b"\n" + one_a_line(partial))[1] == [(3, "no_day")]


def test_a_line_that_is_not_whole_is_named_and_the_others_come():
    came, out = patients(one_a_line(FHIR) + b'{"resourceType":"Patient",\n' + one_a_line(FHIR))
    assert (len(came), out) == (2, [(2, "broken")])


@pytest.mark.parametrize(
    ("names", "read"),
    [
        (({"use": "nickname", "given": ["Jo"], "family": "M"}, FHIR["name"][0]), "Jörg Müller"),
        (({"given": ["A", "B"], "family": "C"}, {"use": "usual", "given": ["D"], "family": "E"}), "D E"),
        (({"given": ["A", "", "B"], "family": "van C"},), "A B van C"),
        (
            (
                {"use": "official", "given": ["A"], "family": "Old", "period": {"end": "2019-01-01"}},
                {"use": "official", "given": ["A"], "family": "New", "period": {"start": "2019-01-01"}},
            ),
            "A New",
        ),
    ],
)
def test_the_name_that_is_official_now_counts(names, read):
    assert name(named(*names)) == read


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"birthDate": "1984"}, "no_day"),
        ({"birthDate": "1984-03"}, "no_day"),
        ({"birthDate": "1984-02-30"}, "no_such_day"),
        ({"birthDate": 19840312}, "no_date"),
        ({"birthDate": "12/03/1984"}, "order"),
        ({"name": [{"text": "Jörg Müller"}]}, "no_name"),
        ({"name": [{"use": "maiden", "family": "Berg", "given": ["Anna"]}]}, "no_name"),
        ({"name": "Jörg Müller"}, "no_name"),
        ({"name": {"family": "Berg", "given": ["Anna"]}}, "no_name"),
        ({"name": [{"family": ["Berg"], "given": "Anna"}]}, "no_name"),
        ({"name": [{"family": "B" * 10_000, "given": ["Anna"]}]}, "name"),
        ({"name": [{"family": "Be\0rg", "given": ["Anna"]}]}, "name"),
        ({"name": [{"family": "Be\ud800rg", "given": ["Anna"]}]}, "lost"),
        ({"name": [{"family": "=cmd()", "given": ["Anna"]}]}, "name"),
        ({"active": False}, "out_of_use"),
        ({"link": [{"type": "replaced-by", "other": {"reference": "Patient/2"}}]}, "out_of_use"),
        ({"deceasedBoolean": True}, "died"),
        ({"deceasedDateTime": "2020-01-01"}, "died"),
        ({"modifierExtension": [{"url": "urn:x", "valueBoolean": True}]}, "unknown"),
        ({"implicitRules": "urn:x"}, "unknown"),
        ({"meta": {"security": ["x", {"code": "HTEST"}]}}, "sample"),
    ],
)
def test_what_is_not_sure_stays_out_for_a_reason(changed, why):
    assert fault(patient(**changed)) == why


def test_who_is_in_use_and_lives_comes():
    linked = [{"type": "seealso", "other": {"reference": "Patient/2"}}]
    assert name(patient(active=True, deceasedBoolean=False, link=linked)) == "Jörg Müller"


@pytest.mark.parametrize(
    ("gender", "sex"),
    [
        ("female", Sex.FEMALE),
        ("male", Sex.MALE),
        ("other", Sex.OTHER),
        ("unknown", Sex.NOT_RECORDED),
        (None, Sex.NOT_RECORDED),
    ],
)
def test_a_gender_is_read(gender, sex):
    assert [each.sex for each in patients(patient(gender=gender))[0]] == [sex]


def test_of_several_identifiers_the_hospitals_is_found_and_each_names_its_system():
    typed = {"system": "urn:hospital", "value": "7", "type": {"coding": [{}, {"code": "MR"}]}}
    many = [
        {"use": "usual", "system": "urn:usual", "value": "1"},
        typed,
        {"system": "urn:gone", "value": "2", "period": {"end": "2020-01-01"}},
        {"use": "old", "system": "urn:old", "value": "3"},
        {"value": ""},
        {"assigner": {"display": "Practice"}, "value": "4"},
        "5",
    ]
    table = read_fhir(patient(identifier=many))
    assert table.rows[0].cells[4:] == ("usual urn:usual", "MR urn:hospital", "Practice")
    assert [each.record_number for each in patients(patient(identifier=many))[0]] == ["7"]
    assert read_fhir(patient(identifier=[{"value": "8"}])).rows[0].cells[4:] == ("identifier",)
    assert read_fhir(patient(identifier=[])).number is None


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b'{"resourceType": "Patient"', "fhir-syntax", 1),
        (b'{\n"resourceType": "Patient",\n', "fhir-syntax", 3),
        (b'{"resourceType": "Patient", "resourceType": "Patient"}', "fhir-broken", 0),
        (b"[" * 200_000, "fhir-broken", 0),
        (b'{"a":' * 200_000, "fhir-broken", 0),
        (b'{"a": ' + b"1" * 5_000 + b"}", "fhir-broken", 0),
        (b'{"a": "\xff"}', "fhir-broken", 0),
        (b'{"resourceType": "Organization"}', "table-nobody", 0),
        (b"[]", "table-nobody", 0),
        (b'{"resourceType": "Bundle", "entry": {"resource": 1}}', "table-nobody", 0),
    ],
)
def test_what_is_no_file_of_patients_is_told_apart(content, code, line):
    with refused(code, line):
        read_fhir(content)


def test_far_too_much_in_one_piece_is_refused(monkeypatch):
    monkeypatch.setattr(fhir_patients, "MOST_CHARACTERS", 300)
    assert len(patients(one_a_line(FHIR, FHIR, FHIR))[0]) == 3
    with refused("fhir-too-large"):
        read_fhir(json.dumps(bundle(FHIR, FHIR)).encode())


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(sorted((*FHIR, "active", "link", "deceasedBoolean"))), _JSON))
def test_whatever_stands_in_a_resource_is_a_patient_or_a_reason(changed):
    came, out = patients(patient(**{**changed, "resourceType": "Patient"}))
    assert len(came) + len(out) == 1
