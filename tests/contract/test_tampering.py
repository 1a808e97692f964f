"""Whatever is done to a signed file is found, and validated by others; failures leave no half seal.

The full runs are `make tamper`, `make signatures` and `make failures`.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks.forced_failures import LIVES
from tests.benchmarks.tamper_matrix import (
    BLIND,
    FOUND,
    VARIANTS,
    Bench,
    bench,
    expected,
    intact_flips,
    seen,
    strangers,
)
from tests.helpers.foreign import MISSING, asked_once
from tests.helpers.pdf_faults import faults
from tests.helpers.sealed_files import authority
from tests.helpers.tampering import CASES, ROLL_BACK
from tests.helpers.variants import LATER, sealed, withdrawn

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def on() -> Iterator[Bench]:
    with bench() as made:
        yield made


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_change_is_found_or_said_not_to_be_seen(on: Bench, variant: str, case: str) -> None:
    assert seen(on, variant, case, vault=False) == expected(variant, case, vault=False)
    assert seen(on, variant, case, vault=True) == FOUND


def test_only_what_was_added_can_be_cut_off_unseen_and_only_without_the_vault() -> None:
    blind = [
        (variant, case)
        for variant in VARIANTS
        for case in CASES
        if expected(variant, case, vault=False) == BLIND
    ]
    assert blind == [(each, ROLL_BACK) for each in ("withdrawn", "timestamped", "seen, withdrawn, seen")]


def test_a_stranger_in_the_place_for_a_withdrawal_is_not_taken_for_one_of_ours(on: Bench) -> None:
    proof = strangers(on)
    assert [each.known for each in proof.signatures] == [True, False]
    assert not proof.stands


def test_no_random_bit_passes() -> None:
    assert intact_flips(withdrawn(1), 40) == 0


def test_foreign_validators_find_every_signature_valid() -> None:
    for pdf, count in ((sealed(2), 1), (withdrawn(2), 2)):
        said = asked_once(pdf, authority().certificate, LATER)
        assert set(said.values()) - {MISSING} == {f"valid ×{count}"}
        assert [each for each in faults(pdf) if "SIGNATURE-BYTERANGE" not in each] == []


@pytest.mark.untraced
def test_a_failure_at_any_step_leaves_no_half_seal() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.forced_failures", "--count", "2"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("{'exception': 1, 'killed': 1}; wrong: nothing") == len(LIVES)
