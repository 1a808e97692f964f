"""Sample consultations: read to the last word, and every mistake named with its line."""

from datetime import date
from functools import cache

import pytest

from consult_app.assets import forms_folder, resource
from consult_app.content.library import Library
from consult_app.content.samples import read_sample
from consult_app.domain.consultation import (
    Clinician,
    Exchange,
    OptionTalk,
    Patient,
    Portion,
    Practice,
    RiskTalk,
    Sex,
    Wish,
)
from consult_app.errors import ContentError
from consult_app.workflow.demo import play
from tests.helpers.fakes import fake_services
from tests.helpers.sample import sample

WORDS = """\
patient:
  given_name: Ann
  family_name: Example
  birth_date: 1986-05-04
  sex: female
clinician:
  name: Dr Bo
  role: Physician
practice:
  name: The practice
day: 2026-11-23
goal: face
areas: [cheeks, forehead]
answers:
  q-expect: Look less tired
  q-event:
  q-preg: true
  q-weeks: 12
overrides:
- rule: ci-pregnancy
  reason: Her midwife agrees.
options:
  alt-this:
    wish: chosen
    reason: Wants to try.
  alt-sun:
    wish: declined
mixture:
- ingredient: ing-hyaluronan
  amount: 1 ml
  lot: L1
risks:
  ae-bruise:
    discussed: true
    matters: true
    words: A wedding
  ae-infection: {}
own_risks:
- A scar
exchanges:
- question: Does it hurt?
  answer: A little.
"""


def read(text):
    return read_sample(text, "s.yaml", sample())


def test_everything_that_is_said_is_read():
    said = read(WORDS)
    assert said.pack == "sample"
    assert said.patient == Patient("", "Ann", "Example", date(1986, 5, 4), Sex.FEMALE)
    assert said.clinician == Clinician("", "Dr Bo", "Physician")
    assert said.practice == Practice("The practice")
    assert (said.day, said.goal, said.areas) == (date(2026, 11, 23), "face", ("cheeks", "forehead"))
    assert said.answers == {"q-expect": "Look less tired", "q-preg": True, "q-weeks": 12}
    assert said.overrides == (("ci-pregnancy", "Her midwife agrees."),)
    assert said.options == {
        "alt-this": OptionTalk(Wish.CHOSEN, "Wants to try."),
        "alt-sun": OptionTalk(Wish.DECLINED),
    }
    assert said.mixture == (Portion("ing-hyaluronan", "1 ml", "L1"),)
    assert said.risks == {
        "ae-bruise": RiskTalk(discussed=True, matters=True, words="A wedding"),
        "ae-infection": RiskTalk(),
    }
    assert said.own_risks == ("A scar",)
    assert said.exchanges == (Exchange("Does it hurt?", "A little."),)


def test_risks_of_ones_own_and_exchanges_may_be_left_out():
    said = read(WORDS[: WORDS.index("own_risks:")])
    assert (said.own_risks, said.exchanges) == ((), ())


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("patient:", "patients:", "unknown-key", 1),
        ("  family_name: Example\n", "", "missing-key", 2),
        ("given_name: Ann", "given_name:", "empty", 2),
        ("1986-05-04", "4 May 1986", "not-date", 4),
        ("sex: female", "sex: girl", "unknown-word", 5),
        ("  role: Physician", "  rol: Physician", "unknown-key", 8),
        ("  name: The practice", "  fax: none", "unknown-key", 10),
        ("2026-11-23", "today", "not-date", 11),
        ("goal: face", "goal: fase", "unknown-id", 12),
        ("goal: face", "goal: body", "unknown-id", 13),
        ("cheeks,", "cheek,", "unknown-id", 13),
        ("areas: [cheeks, forehead]", "areas: cheeks", "wrong-shape", 13),
        ("q-preg: true", "q-pregg: true", "unknown-question", 17),
        ("q-weeks: 12", "q-weeks: 99", "misfit", 18),
        ("rule: ci-pregnancy", "rule: ci-pregnanc", "unknown-id", 20),
        ("- rule: ci-pregnancy\n  reason", "- reason", "missing-key", 20),
        ("alt-sun:", "alt-sum:", "unknown-key", 26),
        ("wish: chosen", "wish: maybe", "unknown-word", 24),
        ("ing-hyaluronan", "ing-water", "unknown-id", 29),
        ("amount: 1 ml", "amount: [1]", "wrong-shape", 30),
        ("ae-bruise:", "ae-bruises:", "unknown-key", 33),
        ("discussed: true", "discussed: perhaps", "not-boolean", 34),
        ("- A scar", "- {}", "wrong-shape", 39),
        ("  answer: A little.", "", "missing-key", 41),
    ],
)
def test_a_mistake_is_named_with_its_line_and_remedy(old, new, code, line):
    assert WORDS.count(old) >= 1
    with pytest.raises(ContentError) as caught:
        read(WORDS.replace(old, new, 1))
    assert (caught.value.code, caught.value.where) == (code, f"s.yaml:{line}")
    assert caught.value.remedy


def keys():
    return [line.partition(":")[0] for line in WORDS.splitlines() if line[0] not in " -"]


@pytest.mark.parametrize("key", [each for each in keys() if each not in ("own_risks", "exchanges")])
def test_every_part_must_be_there(key):
    lines = WORDS.splitlines(keepends=True)
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{key}:"))
    end = next(i for i in range(start + 1, len(lines)) if lines[i][0] not in " -")
    with pytest.raises(ContentError) as caught:
        read("".join([*lines[:start], *lines[end:]]))
    assert (caught.value.code, caught.value.where) == ("missing-key", "s.yaml:1")
    assert key in caught.value.what


@pytest.mark.parametrize("text", ["", "[]", "a: b", "patient", "- a\n b"])
def test_what_is_no_sample_is_refused(text):
    with pytest.raises(ContentError) as caught:
        read(text)
    assert caught.value.where.startswith("s.yaml:")


@cache
def shipped():
    library = Library(forms_folder())
    file = resource("samples/consultation.yaml")
    treatment = library.treatment("mesotherapy")
    return treatment, read_sample(file.read_text(encoding="utf-8"), file.name, treatment)


def test_in_the_sample_that_comes_with_the_program_nothing_is_missing():
    treatment, said = shipped()
    played = play(fake_services(treatment), said)
    assert played.conversation.gaps == ()
    assert played.sealed.draft.sample
    assert played.conversation.assessment.missing == ()


def test_the_shipped_sample_shows_what_the_program_is_for():
    _, said = shipped()
    assert said.overrides
    assert said.exchanges
    assert any(each.matters and each.words for each in said.risks.values())
