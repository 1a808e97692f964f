import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from consult_app.errors import VaultError
from consult_app.store import recovery

KEYS = st.binary(min_size=20, max_size=20)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def mistyped():
    return pytest.raises(VaultError, check=lambda error: error.code == "recovery-key-mistyped")


@given(KEYS)
def test_what_is_printed_is_read_back(key):
    text = recovery.printed(key)
    assert re.fullmatch(rf"([{LETTERS}]{{4}}-){{8}}[{LETTERS}]{{4}}", text)
    assert recovery.read(text) == key


@given(KEYS)
def test_case_spacing_and_look_alikes_do_not_matter(key):
    text = recovery.printed(key)
    for told in (text.lower(), text.replace("-", ""), text.replace("-", " "), f" {text}\n"):
        assert recovery.read(told) == key
    assert recovery.read(text.replace("0", "O").replace("1", "l")) == key
    assert recovery.read(text.replace("0", "o").replace("1", "I")) == key


@given(KEYS, st.integers(0, 43), st.sampled_from(LETTERS))
def test_one_wrong_letter_is_found(key, place, letter):
    text = recovery.printed(key)
    assume(text[place] not in ("-", letter))
    with mistyped():
        recovery.read(text[:place] + letter + text[place + 1 :])


@given(KEYS, st.integers(0, 42))
def test_two_swapped_letters_are_found(key, place):
    text = recovery.printed(key)
    first, second = text[place : place + 2]
    assume(first != second and "-" not in (first, second))
    with mistyped():
        recovery.read(text[:place] + second + first + text[place + 2 :])


@given(st.text(max_size=50))
def test_other_text_is_no_key(text):
    with mistyped():
        recovery.read(text)


KEY = "C676-XKW6-KY89-W0Y4-KVSE-NW17-229V-2AFT-H1E0"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("C676-XKW7-KY89-W0Y4-KVSE-NW17-229V-2AFT-H1E0", "Compare group 2 with the printed sheet first"),
        ("C676-XKW6-KY89-W0Y4-KVSE-NW17-229V-2AFT-H1E7", "Compare group 9 with the printed sheet first"),
        ("C676-XKW6-KY98-W0Y4-KVSE-NW17-229V-2AFT-H1E0", "Compare group 3 with the printed sheet first"),
        ("C676-XKW7-KY89-W0Y4-KVSE-NW17-229V-2AFT-H1E7", "More than one character is wrong"),
        ("C676-XKW6-KY89-W0U4-KVSE-NW17-229V-2AFT-H1E0", "Group 4 holds a character that no recovery key"),
        ("C676-XKW6-KY89-W0Y4-KVSE-NW17-229V-2AFT-H1E", "It has 36 letters and digits; 35 were typed."),
        ("", "It has 36 letters and digits; 0 were typed."),
    ],
)
def test_it_is_said_where_to_look(typed, said):
    with pytest.raises(VaultError) as caught:
        recovery.read(typed)
    assert said in caught.value.remedy
    assert recovery.read(KEY)
