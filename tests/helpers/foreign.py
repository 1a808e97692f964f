"""What other programs say of a signed file, each in one word; "-" where a program is missing here."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator import ValidationContext

MISSING = "-"
_STATEMENT = b"060B2A864886F70D0109100104"
"""What a timestamp holds and a signature does not, in hex."""
_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


class Validators:
    """Asks each program about files whose signers were certified by one practice (its certificate as DER).

    `clocks` are the certificates (PEM) of those whose timestamps are trusted.
    """

    def __init__(self, folder: Path, practice: bytes, at: datetime, clocks: str = "") -> None:
        self._folder, self._at = folder, at
        self._trusted = folder / "practice.pem"
        self._trusted.write_bytes(x509.load_der_x509_certificate(practice).public_bytes(Encoding.PEM))
        self._clocks = folder / "clocks.pem"
        self._clocks.write_text(clocks)
        if shutil.which("certutil"):
            _run("certutil", "-N", "--empty-password", "-d", str(folder))
            trust = ("-n", "practice", "-t", "CT,C,C", "-a", "-i", str(self._trusted))
            _run("certutil", "-A", "-d", str(folder), *trust)

    def said(self, pdf: bytes) -> Mapping[str, str]:
        """Ask all of them."""
        file = self._folder / "asked.pdf"
        file.write_bytes(pdf)
        asked: Mapping[str, Callable[[bytes, Path], str]] = {
            "pyHanko": self._pyhanko,
            "pdfsig": self._pdfsig,
            "mutool": self._mutool,
            "openssl cms": self._openssl,
        }
        return {name: ask(pdf, file) for name, ask in asked.items()}

    def _pyhanko(self, pdf: bytes, _: Path) -> str:
        roots = list(load_certs_from_pemder([str(self._trusted)]))  # type: ignore[no-untyped-call]
        clocks = list(load_certs_from_pemder([str(self._clocks)])) if self._clocks.stat().st_size else []  # type: ignore[no-untyped-call]
        reader = PdfFileReader(BytesIO(pdf))
        beside = _stored(reader)
        valid = 0
        for each in reader.embedded_signatures:
            trusted = ValidationContext(trust_roots=[*roots, *clocks], other_certs=beside, moment=self._at)
            if each.sig_object_type == "/DocTimeStamp":
                time = validate_pdf_timestamp(each, trusted)
                valid += bool(time.valid and time.intact and time.trusted)
            else:
                valid += bool(validate_pdf_signature(each, trusted).bottom_line)
        return _word(len(reader.embedded_signatures), valid)

    def _pdfsig(self, pdf: bytes, file: Path) -> str:
        if not (shutil.which("pdfsig") and shutil.which("certutil")):
            return MISSING
        said = _run("pdfsig", "-nssdir", str(self._folder), str(file))
        trusted = said.count("Certificate is Trusted.")
        # It does not look at timestamps.
        return _word(_count(pdf) - _times(pdf), min(said.count("Signature is Valid."), trusted))

    def _mutool(self, pdf: bytes, file: Path) -> str:
        if not shutil.which("mutool"):
            return MISSING
        said = _run("mutool", "sign", "-v", str(file))
        # It has no list of trusted certificates of its own making: only what it says of the bytes counts.
        # Nor does it look at timestamps.
        unchanged = said.count("The document is unchanged since signing.")
        edited = said.count("The signature is valid but there have been edits")
        return _word(_count(pdf) - _times(pdf), unchanged + edited)

    def _openssl(self, pdf: bytes, _: Path) -> str:
        if not shutil.which("openssl"):
            return MISSING
        return _word(_count(pdf), sum(self._cms(pdf, *each) for each in _extents(pdf)))

    def _cms(self, pdf: bytes, start: int, end: int, stop: int) -> bool:
        (self._folder / "container").write_bytes(_unpadded(bytes.fromhex(pdf[start + 1 : end - 1].decode())))
        (self._folder / "content").write_bytes(pdf[:start] + pdf[end:stop])
        when = f"-attime {self._at.timestamp():.0f}"
        if _STATEMENT in pdf[start:end]:
            (self._folder / "beside.pem").write_bytes(_as_pem(pdf))
            command = "openssl ts -verify -token_in -in container -data content"
            trust = f"-CAfile {self._clocks.name} -untrusted beside.pem {when}"
        else:
            command = (
                "openssl cms -verify -cades -binary -inform DER -in container -content content -out same"
            )
            trust = f"-CAfile {self._trusted.name} -purpose any {when}"
        done = subprocess.run(
            [*command.split(), *trust.split()], cwd=self._folder, check=False, capture_output=True
        )
        return done.returncode == 0


def asked_once(pdf: bytes, practice: bytes, at: datetime, clocks: str = "") -> Mapping[str, str]:
    """Ask every program about one file."""
    with TemporaryDirectory(prefix="consult-foreign-") as folder:
        return Validators(Path(folder), practice, at, clocks).said(pdf)


def _word(count: int, valid: int) -> str:
    return f"{valid} of {count} valid" if valid != count or not count else f"valid ×{count}"


def _stored(reader: PdfFileReader) -> list[Certificate]:
    """Give the certificates in the document security store."""
    return list(DocumentSecurityStore.read_dss(reader).load_certs()) if "/DSS" in reader.root else []


def _as_pem(pdf: bytes) -> bytes:
    found = (each.dump() for each in _stored(PdfFileReader(BytesIO(pdf))))
    return b"".join(x509.load_der_x509_certificate(each).public_bytes(Encoding.PEM) for each in found)


def _times(pdf: bytes) -> int:
    return sum(_STATEMENT in pdf[start:end] for start, end, _ in _extents(pdf))


def _count(pdf: bytes) -> int:
    return len(_extents(pdf))


def _extents(pdf: bytes) -> list[tuple[int, int, int]]:
    ranges = [[int(number) for number in each.groups()] for each in _BYTE_RANGE.finditer(pdf)]
    return [(start, end, end + rest) for start, end, rest in ranges]


def _unpadded(padded: bytes) -> bytes:
    """Take the zeros off that fill the place of a container up."""
    long = padded[1] & 0x7F
    return padded[: 2 + long + int.from_bytes(padded[2 : 2 + long])]


def _run(*command: str) -> str:
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout
