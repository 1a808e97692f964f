import pytest

from consult_app.errors import VaultError
from consult_app.store.passphrase import demand_strength, strength


@pytest.mark.parametrize(
    "weak", ["", "password", "Passwort1", "qwertzuiop", "aaaaaaaaaaaaaaaa", "12.03.1980"]
)
def test_what_is_easy_to_guess_is_refused_with_advice(weak):
    score, advice = strength(weak)
    assert score < 3
    assert advice
    with pytest.raises(VaultError) as caught:
        demand_strength(weak)
    assert caught.value.code == "passphrase-weak"
    assert weak == "" or weak not in str(caught.value)


@pytest.mark.parametrize(
    "strong", ["copper lantern drifts seven", "x" * 40 + "copper lantern drifts seven" * 20]
)
def test_unrelated_words_are_enough(strong):
    assert strength(strong)[0] >= 3
    demand_strength(strong)


def test_names_that_a_guesser_knows_count_for_nothing():
    name = "Wolpertinger"
    assert strength(name)[0] > strength(name, (name,))[0]
