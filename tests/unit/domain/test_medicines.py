"""Medicines by name: longest first, whatever the spelling's accents; what is not known is never silent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.medicines import UNRECOGNISED, Medicine, MedicineClass, Medicines, words_of


def group(name, words, *medicines):
    return MedicineClass(name, words, tuple(map(Medicine, medicines)))


MEDICINES = Medicines(
    (
        group("nsaid", "Pain pills", "aspirin", "ibuprofen", "Nurofen Plus", "co-codamol 8/500"),
        group("antiplatelet", "Clot pills", "aspirin", "clopidogrel and aspirin"),
        group("sleep", "Sleep pills", "Tylenol PM", "sertraline"),
        group("simple", "Pain pills", "Tylenol", "omeprazole"),
        group("supplement", "Vitamins", "calcium and vitamin D", "vitamin D", "fish oil"),
        group("steroid", "Steroids", "steroid cream"),
    ),
    beside=("mg", "daily", "a", "an", "at", "night", "twice a day"),
    forms=("cream", "inhaler", "tablet", "tablets", "eye drops"),
)


def found(*entries):
    return MEDICINES.recognise(entries)


@pytest.mark.parametrize(
    ("entry", "classes"),
    [
        ("aspirin", ("nsaid", "antiplatelet")),
        ("Tylenol", ("simple",)),
        ("Tylenol PM", ("sleep",)),
        ("TYLENOL-PM", ("sleep",)),
        ("Tylenol and Tylenol PM", ("sleep", "simple")),
        ("clopidogrel and aspirin", ("antiplatelet",)),
        ("calcium and vitamin D", ("supplement",)),
        ("ome\u0301prazole", ("simple",)),
        ("Om\u00e9prazole", ("simple",)),
        ("S\u00c9RTRALINE 50mg", ("sleep",)),
        ("aspirin 81 mg daily", ("nsaid", "antiplatelet")),
        ("ibuprofen 50\u00b5g", ("nsaid",)),
        ("ibuprofen 50\u03bcg", ("nsaid",)),
        ("ibuprofen 0.5%", ("nsaid",)),
        ("fish oil 1,000 tablets", ("supplement",)),
        ("ibuprofen 1/2 tablet", ("nsaid",)),
        ("co-codamol 8/500", ("nsaid",)),
        ("co-codamol 8 / 500", ("nsaid",)),
        ("Nurofen Plus", ("nsaid",)),
        ("steroid cream", ("steroid",)),
        ("ibuprofen cream at night, 10 mg", ("nsaid",)),
        ("ibuprofen, fish oil; Tylenol + omeprazole", ("nsaid", "simple", "supplement")),
        ("ibuprofen plus fish oil", ("nsaid", "supplement")),
        ("ibuprofen and", ("nsaid",)),
        ("ibuprofen, one tablet daily", ("nsaid",)),
        ("ibuprofen, 2 tablets", ("nsaid",)),
        ("ibuprofen, 2, daily", ("nsaid",)),
        (",ibuprofen,,", ("nsaid",)),
    ],
)
def test_names_are_found_in_their_classes(entry, classes):
    assert found(entry) == classes


@pytest.mark.parametrize(
    "entry",
    [
        "",
        " ",
        "warfrin",
        "cream",
        "an inhaler",
        "10 mg at night",
        "twice a day",
        ",",
        "and",
        "plus",
        "50\u00b5g",
    ],
)
def test_without_a_name_nothing_is_recognised(entry):
    assert found(entry) == (UNRECOGNISED,)


@pytest.mark.parametrize("mark", [",", ";", " +", "/", " &", " and", " plus"])
@pytest.mark.parametrize("other", ["an inhaler", "eye drops daily", "a cream at night", "warfrin"])
def test_something_without_a_name_beside_a_name_is_not_passed_over(mark, other):
    classes = ("nsaid", UNRECOGNISED)
    assert found(f"ibuprofen{mark} {other}") == classes
    assert found(f"{other}{mark} ibuprofen") == classes


@pytest.mark.parametrize(
    "entry",
    [
        "ibuprofen and one inhaler",
        "ibuprofen; 2 tablets",
        "ibuprofen, a tablet",
        "ibuprofen, warfrin 2 tablets",
    ],
)
def test_a_count_of_a_form_says_how_much_only_after_a_comma(entry):
    assert found(entry) == ("nsaid", UNRECOGNISED)


@pytest.mark.parametrize("entry", ["ibuprofen plus", "ibuprofen plus 200 mg", "ibuprofen plus, daily"])
def test_a_stronger_kind_is_not_taken_for_the_plain_one(entry):
    assert found(entry) == ("nsaid", UNRECOGNISED)


@pytest.mark.parametrize("joined", ["y", "e", "and"])
def test_what_joins_two_things_parts_them_in_every_language(joined):
    assert found(f"ibuprofen {joined} aspirin") == ("nsaid", "antiplatelet")
    assert found(f"ibuprofen {joined} cream") == ("nsaid", UNRECOGNISED)


def test_what_is_unknown_stands_last_and_each_class_once():
    assert found("foobarium", "aspirin", "ibuprofen") == ("nsaid", "antiplatelet", UNRECOGNISED)


def test_of_no_entries_nothing_is_said():
    assert found() == ()


def test_without_any_names_every_entry_is_unrecognised():
    assert Medicines().recognise(["aspirin"]) == (UNRECOGNISED,)


def test_accents_capitals_and_apostrophes_make_no_other_word():
    assert words_of("ST JOHN\u2019S Wort") == words_of("st. john's wort") == ("st", "johns", "wort")


@given(st.lists(st.text(max_size=30), max_size=4))
def test_every_entry_is_known_or_said_to_be_unknown(entries):
    assert bool(MEDICINES.recognise(entries)) is bool(entries)


@given(
    st.text(alphabet="abcxyz \u00e9,;+/&", max_size=20).filter(words_of),
    st.sampled_from([", ", "; ", " + ", " / ", " & ", " and ", " plus "]),
)
def test_a_known_name_hides_nothing_beside_it(other, mark):
    alone = UNRECOGNISED in MEDICINES.recognise([other])
    says_something = set(words_of(other)) - {"a", "y", "e"} != set()
    # What stands after "plus" may be a stronger kind, even where it says nothing.
    assert (UNRECOGNISED in MEDICINES.recognise([f"omeprazole{mark}{other}"])) is (
        alone and (says_something or mark == " plus ")
    )


BRANDS = Medicines(
    (
        MedicineClass("nsaid", "Pain pills", (Medicine("aspirin", ("Disprin",)),)),
        MedicineClass("antiplatelet", "Clot pills", (Medicine("aspirin", ("Disprin",)), Medicine("zinc"))),
    ),
    beside=("mg",),
)


@pytest.mark.parametrize(
    ("entry", "meanings"),
    [
        ("Disprin 75 mg", ["Disprin → aspirin · Pain pills · Clot pills"]),
        ("zinc", ["zinc · Clot pills"]),
        ("zinc and disprin, ZINC", ["zinc · Clot pills", "Disprin → aspirin · Pain pills · Clot pills"]),
        ("zincs", []),
    ],
)
def test_what_a_name_stands_for_is_said(entry, meanings):
    assert [each.meaning for each in BRANDS.named(entry)] == meanings


def test_a_name_begins_a_line_with_a_capital():
    assert BRANDS.named("zinc")[0].written == "Zinc"
