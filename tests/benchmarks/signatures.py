"""What foreign validators say of each kind of signed file; `python -m tests.benchmarks.signatures`.

1 to 5 signers × with and without a timestamp × withdrawn or not, in every order; then seals by bought keys,
in a file and on a card, and by one whose certificate says where its issuer is asked.
Leaves with 1 where one of those that are installed finds a signature that is not valid.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from consult_app.domain.proof import Verdict
from consult_app.signing import bought, cards
from consult_app.signing.keys import open_key
from consult_app.signing.seal import seal
from consult_app.signing.verify import verify
from tests.helpers.bought import NAME, WORD, handed_out, mine, packed, private, root, saying
from tests.helpers.bought import authority as authority_above
from tests.helpers.foreign import MISSING, Validators
from tests.helpers.pdf_faults import faults
from tests.helpers.sealed_files import AT, MEANING, SECRET, authority, tagged_pdf
from tests.helpers.soft_card import MODULE, PIN, Reader
from tests.helpers.time_authority import clock, issued, serving
from tests.helpers.variants import (
    LATER,
    ROLES,
    sealed,
    seen_twice,
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
    "sealed, timestamp, withdrawn, timestamp": seen_twice,
}
ON_CARDS = {"01": "P-256", "02": "P-384", "03": "RSA 2048", "04": "RSA 3072"}
SILENT = "bought P-256, its issuer is silent"
BOUGHT = ("P-256", "P-384", "P-521", "RSA 2048", "RSA 3072")


def main() -> int:
    """Print the table; gives the exit code."""
    wrong = False
    theirs = (_bought(), _on_cards(), _asked_about())
    for practice, files in ((authority().certificate, _ours()), *((root(), each) for each in theirs)):
        with TemporaryDirectory(prefix="consult-signatures-") as folder:
            validators = Validators(Path(folder), practice, LATER, clock().trusted)
            for name, pdf in files:
                said = _said(validators, pdf)
                print(f"{name:<44}" + "".join(f"{n}: {w:<10} " for n, w in said.items()))
                wrong |= _is_wrong({**said, "pdfsig": MISSING} if name == SILENT else said)
    print("pdfsig asks the issuer where a certificate says where, and trusts none that it can’t reach.")
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


def _on_cards() -> Iterator[tuple[str, bytes]]:
    above, issuing, _ = authority_above()
    with TemporaryDirectory(prefix="consult-card-") as folder:
        reader = Reader(Path(folder) / "reader")
        os.environ |= reader.setting
        reader.make()
        for key, kind in ON_CARDS.items():
            theirs = issued(NAME, private(kind), above[0], issuing, ca=False, times=False)
            reader.put(private(kind), key, theirs, above[0])
        for found in sorted(cards.look(MODULE, AT), key=lambda each: each.place.key):
            signer = cards.opened(found.place, PIN)
            name = f"card {ON_CARDS[found.place.key]}, sealed"
            yield name, seal(tagged_pdf(), signer, meaning=MEANING, at=AT)


def _asked_about() -> Iterator[tuple[str, bytes]]:
    """Seal with a certificate that says where its issuer is asked; while it answers, and when it is gone."""
    above, _, _ = authority_above()
    with serving() as issuer:
        certificate = mine(issuer.address)
        issuer.answer = lambda _: saying(certificate)
        stored, _ = bought.take_over(packed(private("P-256"), certificate, above), WORD, SECRET, AT)
        pdf = seal(tagged_pdf(), open_key(stored, SECRET), meaning=MEANING, at=AT)
        yield "bought P-256, its issuer answers", pdf
    yield SILENT, pdf


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
