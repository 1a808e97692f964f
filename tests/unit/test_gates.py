"""The table of broken gates fits the program as it is; breaking them takes `make mutants`."""

import ast

import pytest

from tests.helpers.gates import MUTANTS, ROOT, text_of


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.says)
def test_what_a_mutant_changes_is_there_once_and_its_test_exists(mutant):
    text = text_of(mutant)
    assert text.count(mutant.old) == 1
    ast.parse(text.replace(mutant.old, mutant.new))
    file, _, test = mutant.test.partition("::")
    assert f"\ndef {test}" in (ROOT / file).read_text(encoding="utf-8")


def test_no_gate_is_named_twice():
    assert len({each.says for each in MUTANTS}) == len(MUTANTS) >= 10
