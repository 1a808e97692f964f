"""The Spanish that ships: under every law the same consultation as in English, and marked as a draft."""

import pytest

from consult_app.assets import forms_folder
from consult_app.content.library import Library
from consult_app.domain.compose.grounds import ground_text
from consult_app.domain.condition import Is
from consult_app.domain.consultation import Ground
from consult_app.domain.rule_words import by_its_texts, condition_words
from consult_app.domain.screening import SEX
from consult_app.domain.wording import Words
from consult_app.workflow.screens.patient_pages import says_the_same
from tests.helpers.shipped import problems

LIBRARY = Library(forms_folder())
PACKS = [each.id for each in LIBRARY.packs()]


def test_every_pack_speaks_spanish_and_no_number_of_it_was_changed():
    assert all(LIBRARY.languages(each) == ("en", "es") for each in PACKS)
    assert problems() == ()


@pytest.mark.parametrize("pack", PACKS)
def test_it_asks_and_tells_the_same_under_every_law_and_says_that_nobody_checked_it(pack):
    english, spanish = LIBRARY.treatment(pack), LIBRARY.treatment(f"{pack}.es")
    assert says_the_same(english, spanish)
    assert [each.when for each in spanish.rules] == [each.when for each in english.rules]
    assert [each.frequency for each in spanish.risks] == [each.frequency for each in english.risks]
    assert [each.citation for each in spanish.cited] == [each.citation for each in english.cited]
    assert (spanish.sources, spanish.notes) == (english.sources, english.notes)
    assert spanish.unchecked
    assert spanish.translation.checked == ()
    assert spanish.digest != english.digest
    assert spanish.questionnaire.question("q-preg").text == "¿Está embarazada, o podría estarlo?"


def test_both_together_are_in_spanish_too():
    both = LIBRARY.treatment("mesotherapy.es+deoxycholic_acid.es")
    assert LIBRARY.languages("mesotherapy+deoxycholic_acid") == ("en", "es")
    assert both.language == "es"
    assert both.unchecked


def test_a_recorded_sex_is_named_in_the_language_of_the_document():
    spanish = LIBRARY.treatment("mesotherapy.es")
    words = Words(spanish.labels)
    assert ground_text(spanish, Ground(SEX, "male"), words) == "Sexo: masculino"
    assert condition_words(Is(SEX, "female"), by_its_texts(spanish)) == "“Sexo” es femenino"
