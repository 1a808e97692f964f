import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.consultation import Patient
from consult_app.domain.folding import by_name, find_folded, foldings


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


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Zoë Żółć-Müller", "zolc", ["Żółć"]),
        ("Zoë Mu\u0308ller", "MULLER", ["Mu\u0308ller"]),
        ("where you want \r\nthe change", "want the", ["want \r\nthe"]),
        ("You don’t – or do", "don't - or", ["don’t – or"]),
        ("Straße, STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("skin, skin", "  skin ", ["skin", "skin"]),
        ("\ufe8e\u0631", "\u0627\u0631", ["\ufe8e\u0631"]),
        ("skin", "skins", []),
        ("skin", " ", []),
        ("", "skin", []),
    ],
)
def test_words_are_found_as_people_type_them(text, words, found):
    assert [text[at : at + count] for at, count in find_folded(text, words)] == found


@given(st.text(max_size=40), st.text(max_size=10))
def test_what_is_found_lies_in_the_text(text, words):
    for at, count in find_folded(text, words):
        assert 0 <= at < at + count <= len(text)
