"""The names of medicines that ship: enough, in the right classes, and unknown ones never in silence."""

from functools import cache

import pytest

from consult_app.assets import forms_folder
from consult_app.content.library import Library
from consult_app.domain.medicines import UNRECOGNISED, words_of


@cache
def pack():
    return Library(forms_folder()).treatment("mesotherapy")


def medicines():
    return pack().questionnaire.medicines


@cache
def by_id():
    return {each.id: each for each in medicines().classes}


def classes_of(entry):
    return set(medicines().recognise([entry]))


# Whole

CLASSES = {
    *("anticoagulant", "antiplatelet", "nsaid", "ssri", "retinoid-oral", "retinoid-topical"),
    *("immunosuppressant", "biologic", "corticosteroid", "chemotherapy", "stimulant"),
    *("thyroid-hormone", "antithyroid", "antianginal"),
    *("hormonal-contraceptive", "hormone-therapy", "weight-loss", "herbal-bleeding", "photosensitiser"),
    *("antiarrhythmic", "beta-blocker", "antihypertensive", "diabetes", "insulin", "lipid-lowering"),
    *("antidepressant-other", "anticonvulsant", "benzodiazepine", "antipsychotic", "opioid"),
    *("analgesic-simple", "antihistamine", "antibiotic", "antiviral", "antifungal", "asthma"),
    *("acid-reducer", "osteoporosis", "urate-lowering", "maoi", "supplement", "alpha-reductase"),
    *("muscle-relaxant", "other-known"),
}


def test_there_are_enough_names():
    names = {words_of(name) for each in medicines().classes for name in each.names}
    assert len(names) >= 250


def test_the_classes_that_conditions_ask_for_are_there():
    assert set(by_id()) >= CLASSES


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_a_class_has_members(name):
    assert len(by_id()[name].names) >= 2


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_a_class_has_words_of_its_own_for_patients(name):
    assert by_id()[name].name[0].isupper()
    assert sum(each.name == by_id()[name].name for each in medicines().classes) == 1


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_no_name_stands_twice_in_a_class(name):
    names = [words_of(each) for each in by_id()[name].names]
    assert sorted({each for each in names if names.count(each) > 1}) == []


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_a_class_has_sources_that_exist(name):
    known = {each.id for each in pack().sources}
    assert by_id()[name].sources
    assert set(by_id()[name].sources) <= known


def test_no_name_is_empty():
    assert [name for each in medicines().classes for name in each.names if not words_of(name)] == []


def test_words_that_say_nothing_begin_no_name():
    first = {words_of(name)[0] for each in medicines().classes for name in each.names}
    passed = (*medicines().beside, *medicines().forms)
    assert sorted(first & {word for text in passed for word in words_of(text)}) == []


def test_words_for_a_form_are_not_passed_over_without_a_name():
    assert set(medicines().forms) >= {
        *("inhaler", "cream", "drops", "spray", "patch", "gel", "ointment", "lotion", "shot", "injection"),
        *("pill", "tablet", "capsule", "syrup"),
    }
    assert not set(medicines().forms) & set(medicines().beside)


@pytest.mark.parametrize(
    "word", ["acid", "sodium", "oil", "pm", "d", "plus", "forte", "no", "not", "stopped", "other"]
)
def test_words_that_make_another_medicine_or_deny_one_are_not_passed_over(word):
    assert word not in (*medicines().beside, *medicines().forms)


def test_a_name_alone_belongs_to_the_classes_that_list_it():
    for each in medicines().classes:
        for name in each.names:
            found = classes_of(name)
            assert each.id in found, name
            assert UNRECOGNISED not in found, name


def test_the_classes_have_spanish_names_where_spanish_is_spoken():
    spanish = Library(forms_folder()).treatment("mesotherapy.es").questionnaire.medicines
    own = {each.id: each.name for each in medicines().classes}
    assert {each.id for each in spanish.classes if each.name == own[each.id]} == set()
    assert words_of("warfarina") in spanish.offered
    assert words_of("warfarina") not in medicines().offered
    [name] = spanish.named("Xarelto")
    assert name.meaning == "Xarelto \u2192 rivaroxaban \u00b7 Anticoagulantes"


# What a person writes

WRITTEN = {
    "Warfarin 5 mg daily": {"anticoagulant"},
    "COUMADIN": {"anticoagulant"},
    "Eliquis 5mg twice a day": {"anticoagulant"},
    "Xarelto 20 mg with food, every evening": {"anticoagulant"},
    "Lovenox injections": {"anticoagulant"},
    "blood thinners": {"anticoagulant", "antiplatelet"},
    "baby aspirin": {"antiplatelet", "nsaid"},
    "low-dose aspirin 81 mg": {"antiplatelet", "nsaid"},
    "Plavix": {"antiplatelet"},
    "Advil as needed": {"nsaid"},
    "Nurofen": {"nsaid"},
    "Zoloft and Plavix": {"ssri", "antiplatelet"},
    "Prozac 20mg once daily, mornings": {"ssri"},
    "duloxetine": {"ssri", "antidepressant-other"},
    "St. John's wort": {"herbal-bleeding", "antidepressant-other", "photosensitiser", "supplement"},
    "st johns wort": {"herbal-bleeding", "antidepressant-other", "photosensitiser", "supplement"},
    "ST JOHN\u2019S WORT": {"herbal-bleeding", "antidepressant-other", "photosensitiser", "supplement"},
    "Fish oil 1000 mg capsules": {"herbal-bleeding", "supplement"},
    "evening primrose oil": {"herbal-bleeding", "supplement"},
    "vitamin E 400 IU": {"herbal-bleeding", "supplement"},
    "Vitamin D3 2000 IU": {"supplement"},
    "Accutane": {"retinoid-oral", "photosensitiser"},
    "Roaccutane 20mg": {"retinoid-oral", "photosensitiser"},
    "Retin-A 0.05% cream at night": {"retinoid-topical", "photosensitiser"},
    "tretinoin cream": {"retinoid-topical", "photosensitiser"},
    "tretinoin capsules": {"retinoid-oral", "chemotherapy"},
    "methotrexate 10 mg once a week": {"immunosuppressant", "chemotherapy", "photosensitiser"},
    "Humira pens": {"immunosuppressant", "biologic"},
    "Dupixent": {"biologic"},
    "Ozempic 1 mg weekly": {"weight-loss", "diabetes"},
    "Mounjaro": {"weight-loss", "diabetes"},
    "insulin glargine 20 units at bedtime": {"insulin", "diabetes"},
    "the pill": {"hormonal-contraceptive"},
    "Lo Loestrin Fe": {"hormonal-contraceptive"},
    "Mirena": {"hormonal-contraceptive"},
    "Armour Thyroid 60mg": {"thyroid-hormone"},
    "levothyroxine 50 \u00b5g": {"thyroid-hormone"},
    "levothyroxine 50\u00b5g": {"thyroid-hormone"},
    "levothyroxine 50\u03bcg": {"thyroid-hormone"},
    "aspirin, 81 mg each morning": {"antiplatelet", "nsaid"},
    "Vitamin D, one tablet a day": {"supplement"},
    "Zoloft twice a day and at night": {"ssri"},
    "aspirin 1/2 tablet": {"antiplatelet", "nsaid"},
    "vitamin D 1,000 IU capsules": {"supplement"},
    "calcium and vitamin D tablets": {"supplement"},
    "Zoloft + Plavix": {"ssri", "antiplatelet"},
    "Zoloft plus Plavix": {"ssri", "antiplatelet"},
    "Zoloft/Plavix; aspirin & Advil": {"ssri", "antiplatelet", "nsaid"},
    "aspirin tablets and Retin-A cream": {"antiplatelet", "nsaid", "retinoid-topical", "photosensitiser"},
    "Adderall XR 20 mg": {"stimulant"},
    "Claritin": {"antihistamine"},
    "Claritin-D": {"antihistamine", "stimulant"},
    "Tylenol": {"analgesic-simple"},
    "Tylenol PM": {"analgesic-simple", "antihistamine"},
    "Tylenol #3": {"analgesic-simple", "opioid"},
    "Panadol": {"analgesic-simple"},
    "paracetamol 500mg": {"analgesic-simple"},
    "Nurofen Plus": {"nsaid", "opioid"},
    "Excedrin": {"nsaid", "antiplatelet", "analgesic-simple"},
    "metoprolol succinate ER 25 mg": {"beta-blocker", "antihypertensive"},
    "Cartia XT 120 mg": {"antihypertensive", "antiarrhythmic"},
    "spironolactone 100 mg": {"antihypertensive"},
    "propecia": {"alpha-reductase"},
    "acyclovir": {"antiviral"},
    "aciclovir": {"antiviral"},
    "PrEP": {"antiviral"},
    "Botox": {"muscle-relaxant"},
    "Om\u00e9prazole": {"acid-reducer"},
    "S\u00c9RTRALINE": {"ssri"},
    # In Spanish
    "Adiro 100": {"antiplatelet", "nsaid"},
    "Aldocumar": {"anticoagulant"},
    "bemiparina (Hibor)": {"anticoagulant"},
    "heparina": {"anticoagulant"},
    "Disgren": {"antiplatelet"},
    "ibuprofeno 600 mg cada 8 horas": {"nsaid"},
    "paracetamol e ibuprofeno": {"nsaid", "analgesic-simple"},
    "Isdiben, dos c\u00e1psulas al d\u00eda": {"retinoid-oral", "photosensitiser"},
    "metotrexato 10 mg a la semana": {"immunosuppressant", "chemotherapy", "photosensitiser"},
    "la p\u00edldora": {"hormonal-contraceptive"},
    "pastillas anticonceptivas": {"hormonal-contraceptive"},
    "hierba de San Juan": {"herbal-bleeding", "antidepressant-other", "photosensitiser", "supplement"},
    "Eutirox 50 en ayunas": {"thyroid-hormone"},
    "metimazol": {"antithyroid"},
    "insulina": {"insulin", "diabetes"},
    "Ozempic 0,5 mg semanal": {"weight-loss", "diabetes"},
}


@pytest.mark.parametrize("entry", WRITTEN)
def test_what_is_written_belongs_to_its_classes(entry):
    assert classes_of(entry) == WRITTEN[entry]


UNKNOWN = {
    "a misspelt name": "warfrin",
    "a misspelt brand": "Zolofft",
    "a misspelt name with its dose": "warfrin 5 mg daily",
    "a name that nobody knows": "foobarium",
    "a known name and an unknown one": "aspirin and foobarium",
    "an unknown name first": "foobarium with aspirin",
    "a brand that an added word makes another medicine": "Nurofen cold and flu",
    "a kind without a name": "blood pressure pills",
    "a form without a name": "a cream at night",
    "a dose without a name": "5 mg twice daily",
    "a form beside a name that is not its own": "aspirin and an inhaler",
    "a cream beside a name that is not its own": "Zoloft and a cream",
    "a form first": "an inhaler, aspirin",
    "a form after a comma": "aspirin, eye drops",
    "a form after a plus sign": "aspirin 81mg + patch",
    "a form after plus": "aspirin plus a gel",
    "a form after a stroke": "aspirin/spray",
    "a form after a semicolon": "aspirin; syrup at night",
    "a form after an ampersand": "aspirin & ointment",
    "a stronger kind that nobody knows": "Zoloft plus 50 mg",
    "something that was stopped": "stopped warfarin",
    "a Spanish form beside a name that is not its own": "Adiro y una crema",
    "a Spanish form without a name": "gotas por la noche",
    "something that was stopped, in Spanish": "dej\u00e9 el Sintrom",
    "nothing": "",
}


@pytest.mark.parametrize("what", UNKNOWN)
def test_what_is_not_known_is_never_silent(what):
    assert UNRECOGNISED in classes_of(UNKNOWN[what])


def test_beside_something_unknown_the_known_still_counts():
    assert classes_of("aspirin and foobarium") == {"antiplatelet", "nsaid", UNRECOGNISED}


def test_a_misspelt_name_belongs_to_no_class():
    assert classes_of("warfrin") == {UNRECOGNISED}


# What must not be missed

MEMBERS = {
    "anticoagulant": (
        "warfarin",
        "apixaban",
        "rivaroxaban",
        "dabigatran",
        "edoxaban",
        "heparin",
        "fondaparinux",
    ),
    "antiplatelet": ("aspirin", "clopidogrel", "prasugrel", "ticagrelor", "dipyridamole", "cilostazol"),
    "nsaid": ("aspirin", "ibuprofen", "naproxen", "diclofenac", "celecoxib", "meloxicam", "ketorolac"),
    "ssri": ("sertraline", "fluoxetine", "escitalopram", "citalopram", "paroxetine", "fluvoxamine"),
    "retinoid-oral": ("isotretinoin", "acitretin", "alitretinoin"),
    "immunosuppressant": (
        "azathioprine",
        "ciclosporin",
        "tacrolimus",
        "methotrexate",
        "tofacitinib",
        "Humira",
    ),
    "biologic": ("adalimumab", "ustekinumab", "dupilumab", "omalizumab", "denosumab"),
    "herbal-bleeding": ("ginkgo", "garlic", "ginseng", "turmeric", "fish oil", "vitamin E"),
    "weight-loss": ("semaglutide", "tirzepatide", "liraglutide", "phentermine"),
    "maoi": ("phenelzine", "tranylcypromine", "selegiline", "linezolid"),
}


@pytest.mark.parametrize(("name", "member"), [(name, each) for name in MEMBERS for each in MEMBERS[name]])
def test_a_member_is_found(name, member):
    assert name in classes_of(member)


@pytest.mark.parametrize(
    ("entry", "never"),
    [
        ("acetaminophen", "nsaid"),
        ("paracetamol", "nsaid"),
        ("tranexamic acid", "anticoagulant"),
        ("bupropion", "ssri"),
        ("retinol", "retinoid-oral"),
        ("tretinoin", "retinoid-oral"),
        ("colchicine", "urate-lowering"),
        ("atomoxetine", "stimulant"),
        ("zolpidem", "benzodiazepine"),
        ("methimazole", "thyroid-hormone"),
        ("copper IUD", "hormonal-contraceptive"),
        ("vitamin K", "herbal-bleeding"),
        ("dupilumab", "immunosuppressant"),
    ],
)
def test_a_name_is_not_in_a_class_that_it_only_resembles(entry, never):
    assert never not in classes_of(entry)
    assert UNRECOGNISED not in classes_of(entry)
