"""Names that go on from what is being typed."""

import pytest

from consult_app.domain.medicines import Medicine, MedicineClass, Medicines
from consult_app.domain.names import Names

MEDICINES = Medicines(
    (
        MedicineClass("thinner", "Blood thinners", (Medicine("warfarin", ("Marevan",)),)),
        MedicineClass("pain", "Pain pills", (Medicine("naproxen"), Medicine("St. John\u2019s wart remover"))),
        MedicineClass("many", "Many", tuple(Medicine(f"ten {each}") for each in "abcdefghijkl")),
    ),
    beside=("mg",),
)
NAMES = Names(MEDICINES, ("Arnica", "Lidocaine"))


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("war", ["warfarin", "St. John\u2019s wart remover"]),
        ("WAR", ["warfarin", "St. John\u2019s wart remover"]),
        ("ar", ["Arnica", "Marevan", "St. John\u2019s wart remover", "warfarin"]),
        ("st johns", ["St. John\u2019s wart remover"]),
        ("lid", ["Lidocaine"]),
        ("warfarin", []),
        ("warfarin 5 mg", []),
        ("w", []),
        ("", []),
        ("zzz", []),
    ],
)
def test_what_begins_with_it_comes_before_what_holds_it(typed, names):
    assert [each.text for each in NAMES.completing(typed)] == names


def test_a_name_in_another_language_is_known_and_not_offered():
    warfarin = MedicineClass("thinner", "Blood thinners", (Medicine("warfarin", ("warfarina",)),))
    names = Names(Medicines((warfarin,), elsewhere=("warfarina",)))
    assert [each.text for each in names.completing("warf")] == ["warfarin"]
    assert [each.text for each in names.known("Warfarina")] == ["warfarina"]


def test_only_a_few_are_offered():
    assert len(NAMES.completing("ten")) == 8
    assert len(NAMES.completing("ten", most=3)) == 3


def test_a_name_is_known_only_where_all_of_it_is():
    assert [each.text for each in NAMES.known("Marevan 5 mg")] == ["Marevan"]
    assert NAMES.known("Marevan and something") == ()
    assert Names().known("Marevan") == ()
