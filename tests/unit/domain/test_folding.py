import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.consultation import Patient
from consult_app.domain.folding import by_name, foldings


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Müller", {"muller", "mueller"}),
        ("STRASSE", {"strasse"}),
        ("Straße", {"strasse"}),
        ("Łódź", {"lodz"}),
        ("Søren", {"soren", "soeren"}),
        (" José ", {"jose"}),
        ("I\u0307nci", {"inci"}),
        ("", {""}),
    ],
)
def test_names_are_found_without_accents(text, forms):
    assert foldings(text) == forms


@given(st.text(alphabet=st.characters(codec="latin-1")))
def test_composed_and_decomposed_text_fold_alike(text):
    assert foldings(unicodedata.normalize("NFD", text)) == foldings(unicodedata.normalize("NFC", text))


def test_order_ignores_accents():
    names = ["Zander", "Ärndt", "Berg", "arndt"]
    patients = [Patient(name, "Eva", name, date(2000, 1, 1)) for name in names]
    assert [each.family_name for each in sorted(patients, key=by_name)] == [
        "Ärndt",
        "arndt",
        "Berg",
        "Zander",
    ]
