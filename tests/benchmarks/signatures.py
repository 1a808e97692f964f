"""What foreign validators say of each kind of signed file; `python -m tests.benchmarks.signatures`.

1 to 4 signers × with and without a timestamp × withdrawn or not, in every order; then seals by bought keys.
Leaves with 1 where one of those that are installed finds a signature that is not valid.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from consult_app.domain.proof import Verdict
from consult_app.signing import bought
from consult_app.signing.keys import open_key
from consult_app.signing.seal import seal
from consult_app.signing.verify import verify
from tests.helpers.bought import WORD, handed_out, root
from tests.helpers.foreign import MISSING, Validators
from tests.helpers.pdf_faults import faults
from tests.helpers.sealed_files import AT, MEANING, SECRET, authority, tagged_pdf
from tests.helpers.time_authority import clock
from tests.helpers.variants import (
    LATER,
    ROLES,
    sealed,
    timed,
    timed_and_withdrawn,
    withdrawn,
    withdrawn_and_timed,
)

_SEVERAL = "PDFA3A-SIGNATURE-BYTERANGE-001"
STATES: Mapping[str, Callable[[int], bytes]] = {
    "sealed": sealed,
    "sealed, timestamp": timed,
    "sealed, withdrawn": withdrawn,
    "sealed, timestamp, withdrawn": timed_and_withdrawn,
    "sealed, withdrawn, timestamp": withdrawn_and_timed,
}
BOUGHT = ("P-256", "P-384", "P-521", "RSA 2048", "RSA 3072")


def main() -> int:
    """Print the table; gives the exit code."""
    wrong = False
    for practice, files in ((authority().certificate, _ours()), (root(), _bought())):
        with TemporaryDirectory(prefix="consult-signatures-") as folder:
            validators = Validators(Path(folder), practice, LATER, clock().trusted)
            for name, pdf in files:
                said = _said(validators, pdf)
                print(f"{name:<41}" + "".join(f"{n}: {w:<10} " for n, w in said.items()))
                wrong |= _is_wrong(said)
    print("pdfsig and mutool do not look at timestamps; pyHanko’s difference analysis sees all of a file.")
    return 1 if wrong else 0


def _ours() -> Iterator[tuple[str, bytes]]:
    for number in range(1, len(ROLES) + 1):
        for state, made in STATES.items():
            signers = "1 signer" if number == 1 else f"{number} signers"
            yield f"{signers}, {state}", made(number)


def _bought() -> Iterator[tuple[str, bytes]]:
    for kind in BOUGHT:
        stored, _ = bought.take_over(handed_out(kind), WORD, SECRET, AT)
        yield f"bought {kind}, sealed", seal(tagged_pdf(), open_key(stored, SECRET), meaning=MEANING, at=AT)


def _said(validators: Validators, pdf: bytes) -> dict[str, str]:
    said = dict(validators.said(pdf))
    said["Consult"] = verify(pdf).verdict.value
    archive = [each for each in faults(pdf) if _SEVERAL not in each]
    said["PDF/A-3a, UA-1"] = "holds" if not archive else f"{len(archive)} faults"
    return said


def _is_wrong(said: Mapping[str, str]) -> bool:
    others = any("of" in word for word in said.values() if word != MISSING)
    return others or said["Consult"] != Verdict.INTACT.value or said["PDF/A-3a, UA-1"] != "holds"


if __name__ == "__main__":
    sys.exit(main())
