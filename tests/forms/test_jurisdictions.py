"""The packs under the law of the UK and of Australia: no rule of the US told as theirs, the same findings."""

import re
from dataclasses import replace
from functools import cache

import pytest

from consult_app.assets import forms_folder
from consult_app.content.cases import case_count, run_cases
from consult_app.content.library import Library
from consult_app.content.loader import load
from consult_app.content.parse import parse
from consult_app.content.shared import by_id
from consult_app.content.text import read_pack
from consult_app.domain.treatment import Status
from tests.helpers.seeds import patient_words, words

PACKS = ("mesotherapy", "deoxycholic_acid")
LAWS = {"uk": "UK", "au": "AU"}
PLACES = {"uk": "the UK", "au": "Australia"}
EACH = [(pack, law) for pack in PACKS for law in LAWS]
each_variant = pytest.mark.parametrize(("pack", "law"), EACH)


@cache
def treatment(pack, law=""):
    return Library(forms_folder()).treatment(f"{pack}.{law}" if law else pack)


def overlay(pack, law):
    text = read_pack(forms_folder(), pack)
    return parse(text.files[f"jurisdiction.{law}.yaml"], f"jurisdiction.{law}.yaml")


@each_variant
def test_it_loads_and_says_whose_law_it_is(pack, law):
    assert treatment(pack, law).jurisdiction == LAWS[law]
    assert treatment(pack, law).id == f"{pack}.{law}"


@each_variant
def test_it_is_listed_beside_the_pack(pack, law):
    assert f"{pack}.{law}" in {each.id for each in Library(forms_folder()).packs()}


@pytest.mark.parametrize("pack", PACKS)
def test_the_pack_itself_stays_that_of_the_us(pack):
    text = read_pack(forms_folder(), pack)
    alone = {name: words for name, words in text.files.items() if not name.startswith("jurisdiction.")}
    without = load(replace(text, files=alone))
    assert without.jurisdiction == "US"
    assert replace(treatment(pack), digest="") == replace(without, digest="")
    assert any("FDA" in each for each in patient_words(without))


# What a patient reads


@each_variant
def test_the_fda_is_nobodys_authority_there(pack, law):
    found = [each for each in patient_words(treatment(pack, law)) if re.search(r"FDA|MedWatch|\bCDC\b", each)]
    assert found == []


ABOUT_APPROVAL = re.compile(r"\b(approv\w*|cleared|off the label)\b", re.IGNORECASE)
NAMES_A_PLACE = re.compile(r"\b(UK|US|EU|Australia)\b")
NO_CLAIM = {
    "I got the full list of what is in my shots. For each part I was told what is known of its approval.",
    "All of the mixture is approved",  # a wrong answer to choose
    "It is not approved there",  # another
    "A device. We do not know if it is approved.",
    "We do not know if these are approved.",
    "Scars and a changed shape that stay for good were reported after fat shots without approval.",
}


@each_variant
def test_an_approval_is_told_with_its_place(pack, law):
    shared = set(treatment(pack).labels.values())
    told = (each for each in patient_words(treatment(pack, law)) if each not in shared)
    found = [each for each in told if ABOUT_APPROVAL.search(each) and not NAMES_A_PLACE.search(each)]
    assert set(found) <= NO_CLAIM


@each_variant
def test_what_was_not_checked_is_said_in_the_summary(pack, law):
    said = treatment(pack, law).summary
    assert "checked" in said
    assert PLACES[law].removeprefix("the ") in said


@each_variant
def test_nothing_in_the_mixture_is_called_approved(pack, law):
    for each in treatment(pack, law).ingredients:
        assert each.status not in {Status.APPROVED, Status.OFF_LABEL, Status.COMPOUNDED}, each.id


@pytest.mark.parametrize("pack", PACKS)
def test_what_is_not_approved_in_australia_is_what_nobody_may_inject(pack):
    refused = {each.id for each in treatment(pack, "au").ingredients if each.status is Status.NOT_APPROVED}
    assert refused <= {"ing-alcohololi"}


@pytest.mark.parametrize("pack", PACKS)
def test_what_no_source_says_of_australia_is_marked(pack):
    cites_it = [each for each in treatment(pack, "au").cited if "reg-nz" in each.citation.facts]
    assert any(each.id.startswith("st-") for each in cites_it)
    assert any(each.id.startswith("cn-") for each in cites_it)


@each_variant
def test_a_grave_reaction_is_to_be_reported_there(pack, law):
    [line] = [each for each in treatment(pack, law).advice if each.id == "rf-report"]
    assert "your country" in line.text


UK_FACTS = {"conf-011", "reg-uk-lipostabil", "reg-uk-belkyra", "reg-uk-licence", "reg-uk-gphc"}


@pytest.mark.parametrize("pack", PACKS)
def test_every_fact_on_the_uk_is_used_there(pack):
    used = {fact for each in treatment(pack, "uk").cited for fact in each.citation.facts}
    assert used >= UK_FACTS


@each_variant
def test_no_rule_of_the_us_stands_behind_a_sentence_of_consent(pack, law):
    rules_of_the_us = {
        *("reg-us-noapproval", "reg-us-offlabel", "reg-us-offlabel2", "reg-us-compounded", "reg-us-cdc"),
        *("reg-us-whoinjects", "reg-us-medwatch", "reg-us-503a", "reg-us-503b", "conf-005"),
    }
    for each in (*treatment(pack, law).statements, *treatment(pack, law).advice):
        assert not rules_of_the_us & set(each.citation.facts), each.id


# What stays as it is


@each_variant
def test_the_cases_find_there_what_they_find_in_the_us(pack, law):
    text = replace(read_pack(forms_folder(), pack), variants=(law,))
    assert case_count(text) > 100
    assert run_cases(text, treatment(pack, law)) == []


@each_variant
def test_rules_and_questions_do_not_differ_but_in_words(pack, law):
    here, there = treatment(pack), treatment(pack, law)
    assert [(each.id, each.severity, each.when) for each in here.rules] == [
        (each.id, each.severity, each.when) for each in there.rules
    ]
    assert [
        (each.id, each.kind, each.when, [one.id for one in each.choices]) for each in here.questionnaire
    ] == [(each.id, each.kind, each.when, [one.id for one in each.choices]) for each in there.questionnaire]


@each_variant
def test_risks_outcomes_and_numbers_do_not_differ(pack, law):
    here, there = treatment(pack), treatment(pack, law)
    assert there.outcomes == here.outcomes
    assert [(each.id, each.frequency, each.harm) for each in there.risks] == [
        (each.id, each.frequency, each.harm) for each in here.risks
    ]
    assert [(each.id, each.benefit, each.benefit_rate, each.kind) for each in there.options] == [
        (each.id, each.benefit, each.benefit_rate, each.kind) for each in here.options
    ]


@each_variant
def test_a_changed_record_says_each_number_that_it_said(pack, law):
    """The few risks whose words are told anew lose no count."""
    before = {each.id: " ".join(words(each)) for each in treatment(pack).risks}
    for each in treatment(pack, law).risks:
        counts = re.findall(r"\d[\d,]*(?: in \d+)?", before[each.id])
        assert re.findall(r"\d[\d,]*(?: in \d+)?", " ".join(words(each))) == counts, each.id


@each_variant
def test_what_is_left_out_was_there(pack, law):
    known = {each.id for each in treatment(pack).cited}
    without = overlay(pack, law).optional("without")
    assert {each.text() for each in (without.items() if without else ())} <= known


@each_variant
def test_what_is_changed_was_there_and_what_is_new_names_the_place(pack, law):
    known = {each.id for each in treatment(pack).cited}
    for part in ("options", "ingredients", "risks", "statements", "aftercare", "notes", "rules"):
        node = overlay(pack, law).optional(part)
        for name in by_id(node) if node else ():
            assert name in known or f"-{law}-" in name, name
