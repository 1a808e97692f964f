"""What foreign validators say of each kind of signed file; `python -m tests.benchmarks.signatures`.

Leaves with 1 where one of those that are installed finds a signature that is not valid.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from consult_app.domain.proof import Verdict
from consult_app.signing.verify import verify
from tests.helpers.foreign import MISSING, Validators
from tests.helpers.pdf_faults import faults
from tests.helpers.sealed_files import authority
from tests.helpers.variants import LATER, ROLES, sealed, withdrawn

_SEVERAL = "PDFA3A-SIGNATURE-BYTERANGE-001"


def main() -> int:
    """Print the table; gives the exit code."""
    wrong = False
    with TemporaryDirectory(prefix="consult-signatures-") as folder:
        validators = Validators(Path(folder), authority().certificate, LATER)
        for number in range(1, len(ROLES) + 1):
            for state, pdf in (("sealed", sealed(number)), ("withdrawn", withdrawn(number))):
                said = dict(validators.said(pdf))
                said["Consult"] = verify(pdf).verdict.value
                archive = [each for each in faults(pdf) if _SEVERAL not in each]
                said["PDF/A-3a, UA-1"] = "holds" if not archive else f"{len(archive)} faults"
                signers = "1 signer" if number == 1 else f"{number} signers"
                print(f"{signers:<11}{state:<11}" + "".join(f"{n}: {w:<15}" for n, w in said.items()))
                wrong |= bool(archive) or said["Consult"] != Verdict.INTACT.value
                wrong |= any("of" in word for word in said.values() if word != MISSING)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
