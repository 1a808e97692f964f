"""Whatever stands in a pack, reading it gives a treatment or a ContentError, never anything else."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult_app.assets import forms_folder
from consult_app.content.loader import read_treatment
from consult_app.content.reading import Reading
from consult_app.content.wording import read_wording
from consult_app.domain.treatment import Treatment
from consult_app.errors import ContentError
from tests.helpers.mutations import look, mutated, packs_to_damage
from tests.helpers.sample import sample_text

NAMES = st.sampled_from([*sorted(sample_text().files), "labels.en.yaml"])
PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["\n", ": ", "- ", "[]", "{}", "  ", "null", "true", "yes", "&a", "*a", "!t", "\x00", '"', "{", ","]
    ),
    st.sampled_from(
        ["when:", "q-preg: true", "all:", "not:", "id: q-preg", "choices: []", "cites:", "{a}", "9" * 5000]
    ),
)


def read(file, body):
    text = sample_text()
    if file == text.labels_file:
        found = read_treatment(replace(text, labels=body))
    else:
        found = read_treatment(replace(text, files={**text.files, file: body}))
    assert found.problems or isinstance(found.treatment, Treatment)
    for each in found.problems:
        assert isinstance(each, ContentError)
        assert int(each.where.rpartition(":")[2]) >= 1
        assert each.what
        assert each.remedy
    return found


def body_of(file):
    text = sample_text()
    return text.labels if file == text.labels_file else text.files[file]


@settings(max_examples=15, deadline=None)
@given(NAMES, st.text(max_size=80))
def test_any_text_for_a_file(file, body):
    read(file, body)


@settings(max_examples=40, deadline=None)
@given(NAMES, st.floats(0, 1), st.integers(0, 30), PIECES)
def test_any_piece_put_in_or_taken_out(file, place, length, piece):
    body = body_of(file)
    start = int(place * len(body))
    read(file, body[:start] + piece + body[start + length :])


@settings(max_examples=40, deadline=None)
@given(NAMES, st.data())
def test_any_line_left_out_doubled_or_moved_in(file, data):
    lines = body_of(file).split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    change = data.draw(st.sampled_from(["drop", "double", "indent", "swap"]))
    if change == "drop":
        del lines[at]
    elif change == "double":
        lines.insert(at, lines[at])
    elif change == "indent":
        lines[at] = "  " + lines[at]
    else:
        lines[at], lines[at - 1] = lines[at - 1], lines[at]
    read(file, "\n".join(lines))


# The packs that ship

DAMAGED = 20
"""How many with each seed."""


@pytest.mark.untraced
@pytest.mark.parametrize("seed", range(8))
def test_packs_that_ship_are_read_or_refused_however_they_are_damaged(seed):
    """A short piece of `make fuzz`, the same at every run."""
    random = Random(seed)  # noqa: S311  nothing is kept secret
    wording = read_wording(forms_folder(), "en", Reading())
    packs = packs_to_damage()
    valid = 0
    for _ in range(DAMAGED):
        whole = random.choice(packs)
        text = mutated(random, whole)
        valid += look(read_treatment(text), text, replace(whole, cases=text.cases), wording)
    assert 0 < valid < DAMAGED
