"""Every way of changing a file × every kind of it × with and without the vault: a table.

`python -m tests.benchmarks.tamper_matrix [--flips 2000]`; leaves with 1 where something passes.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from consult_app.domain.proof import Proof, Standing, Verdict
from consult_app.domain.sequel import SequelKind
from consult_app.signing.verify import verify
from consult_app.store.cost import Cost
from consult_app.store.place import Place
from consult_app.workflow.checking import check
from consult_app.workflow.ports import Services, Vault
from tests.helpers import consultations as made
from tests.helpers.fakes import fake_services
from tests.helpers.sealed_files import certified
from tests.helpers.tampering import CASES, ROLL_BACK, flipped, signed_by_a_stranger
from tests.helpers.variants import (
    ROLES,
    SIGNER,
    WITHDRAWER,
    sealed,
    seen_twice,
    timed,
    timed_and_withdrawn,
    withdrawn,
)

VARIANTS = ("one signer", "all signers", "withdrawn", "timestamped", "seen, withdrawn, seen")
OTHER = "This one is taken back later."
SEEN = "This one is seen by somebody else later."
TWICE = "This one is seen, taken back and seen again."
PASSED, FOUND, BLIND = "PASSED", "found", "not seen"
"""What became of a change: accepted; found; not to be seen without a vault, which was said."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A real vault that keeps each variant as its newest file."""

    services: Services
    vault: Vault
    files: dict[str, bytes]


@contextmanager
def bench() -> Iterator[Bench]:
    """Set up a vault with a record of each variant."""
    with TemporaryDirectory(prefix="consult-tamper-") as folder:
        place = Place(Path(folder) / "vault", Cost(64, 1, 1))
        vault, _ = place.create(made.PRACTICE, made.CLINICIAN, made.PASSPHRASE)
        for name in (SIGNER, WITHDRAWER):
            vault.keep_signing_key(b"encrypted", "secret", certified(name).fingerprint)
        one, everybody = sealed(1), sealed(len(ROLES))
        newest = (one, everybody, withdrawn(2, OTHER), timed(2, SEEN), seen_twice(2, TWICE))
        files = dict(zip(VARIANTS, newest, strict=True))
        for number, first in enumerate((one, everybody, *(sealed(2, each) for each in (OTHER, SEEN, TWICE)))):
            _keep(vault, f"i-{number}", first)
        _withdraw(vault, "i-2", sealed(2, OTHER), newest[2])
        vault.add_time("i-3", newest[3], "of the clock")
        vault.add_time("i-4", timed(2, TWICE), "of the clock")
        _withdraw(vault, "i-4", sealed(2, TWICE), timed_and_withdrawn(2, TWICE))
        vault.add_time("i-4", newest[4], "of the clock")
        yield Bench(replace(fake_services(), verify=verify), vault, files)
        vault.close()


def _keep(vault: Vault, record: str, pdf: bytes) -> None:
    state = made.consented(made.signed_once(made.reviewed(record)))
    vault.begin(state.draft, "bundle")
    vault.keep(state, "signed")
    vault.store(made.sealed(state, pdf), pdf, made.AFTERCARE)


def _withdraw(vault: Vault, record: str, before: bytes, pdf: bytes) -> None:
    first = made.sealed(made.consented(made.signed_once(made.reviewed(record))), before)
    begun = made.following(first, SequelKind.WITHDRAWAL, f"s-{record}")
    vault.begin(begun, "bundle")
    state = made.followed(begun)
    vault.keep(state, "signed")
    vault.store(made.sealed(state), made.PDF, b"", pdf, 2)


def seen(on: Bench, variant: str, case: str, *, vault: bool) -> str:
    """Change a variant's file and say what became of it."""
    changed = CASES[case](on.files[variant])
    proof = check(on.services, changed, on.vault if vault else None)
    if proof.verdict is not Verdict.INTACT or (proof.found and proof.found.standing is not Standing.NEWEST):
        return FOUND
    return BLIND if case == ROLL_BACK and proof.found is None else PASSED


def expected(variant: str, case: str, *, vault: bool) -> str:
    """Only a file that was added to can be cut back to one that is genuine in itself; a vault sees that."""
    return BLIND if variant in VARIANTS[2:] and (case, vault) == (ROLL_BACK, False) else FOUND


def strangers(on: Bench) -> Proof:
    """Have a stranger fill the place for a withdrawal, as the form allows: named as not known, and newer."""
    return check(on.services, signed_by_a_stranger(on.files[VARIANTS[1]]), on.vault)


def intact_flips(pdf: bytes, count: int) -> int:
    """Flip so many single bits at random, each in a fresh copy; gives how many pass."""
    chance = random.Random(27112026)  # noqa: S311 - repeatable places, not secrets
    places = ((chance.randrange(len(pdf)), 1 << chance.randrange(8)) for _ in range(count))
    return sum(verify(flipped(pdf, at, mask)).verdict is Verdict.INTACT for at, mask in places)


def main(flips: int) -> int:
    """Print the table; gives the exit code."""
    wrong = 0
    with bench() as on:
        print(f"{'':<42}" + "".join(f"{each:<24}" for each in VARIANTS))
        print(f"{'':<42}" + f"{'alone':<12}{'vault':<12}" * len(VARIANTS))
        for variant, pdf in on.files.items():
            assert check(on.services, pdf, on.vault).stands, variant
        for case in CASES:
            row = [
                (seen(on, variant, case, vault=vault), expected(variant, case, vault=vault))
                for variant in VARIANTS
                for vault in (False, True)
            ]
            wrong += sum(came != due for came, due in row)
            print(f"{case:<42}" + "".join(f"{came:<12}" for came, _ in row))
        proof = strangers(on)
        named = not proof.signatures[1].known and not proof.stands
        print(
            f"A stranger fills the place for a withdrawal: {'said to be unknown, newer' if named else PASSED}"
        )
        wrong += not named
        for variant, pdf in on.files.items():
            passed = intact_flips(pdf, flips)
            print(f"{flips} random bits of “{variant}”: {passed} passed")
            wrong += passed
    return 1 if wrong else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flips", type=int, default=2000)
    sys.exit(main(parser.parse_args().flips))
