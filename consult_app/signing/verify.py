"""Prove a sealed PDF from its bytes alone, without a network and without a list of authorities.

First the bytes are authenticated, with nothing but a hash and the one container form this program writes;
only what passes is given to the PDF parser, for the questions that need it: when, with what meaning, and
whether a later signature came with more than its own field.
"""

import logging
import re
import struct
import zlib
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from io import BytesIO

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import Certificate
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from consult_app.domain.proof import TIME_FIELDS, Proof, SignatureProof, TimeProof, Verdict
from consult_app.signing import container, time_token
from consult_app.signing.additions import followed_by_ours, require_our_fields
from consult_app.signing.container import MismatchError
from consult_app.signing.time_token import Time

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # its warnings quote the document

Extent = tuple[int, int, int]  # start and end of a container, end of what is signed
_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")
_END, _NEAR_THE_END = b"%%EOF", 1024
_OUR_MARK = re.compile(rb"/Prop_Build\s*<<\s*/App\s*<<\s*/Name\s*/%b\b" % container.PROGRAM.encode())

# what pyHanko and the parsers under it raise for a document that is well signed but not well formed
_ILL_FORMED = (
    PdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RuntimeError,
    struct.error,
    zlib.error,
)


def verify(pdf: bytes, known: frozenset[str] = frozenset()) -> Proof:
    """Judge any bytes, raising for none; `known` holds the fingerprints (hex) of this machine's signers.

    A file cut back to an earlier signature is intact in itself: only a recorded length or hash shows that.
    """
    seen = Proof(Verdict.UNREADABLE, (), sha256(pdf).hexdigest(), len(pdf))
    if why := _foreign(pdf):
        return replace(seen, why=why)
    seen = replace(seen, revisions=_revisions(pdf))
    try:
        _authenticate(pdf)
        signatures, times = _signatures(pdf, known)
    except MismatchError as error:
        return replace(seen, verdict=Verdict.ALTERED, why=str(error))
    except _ILL_FORMED:
        return replace(seen, why="This is signed, but not a readable PDF.")
    seen = replace(seen, signatures=signatures, times=times)
    if not (all(each.intact for each in signatures) and all(each.intact for each in times)):
        return replace(seen, verdict=Verdict.ALTERED, why="The document was changed after it was signed.")
    return replace(seen, verdict=Verdict.INTACT)


def _revisions(pdf: bytes) -> tuple[tuple[int, str], ...]:
    """Length and digest of the file as it was at each signature, and as it is."""
    ends = sorted({stop for _, _, stop in _extents(pdf) if stop < len(pdf)} | {len(pdf)})
    return tuple((end, sha256(pdf[:end]).hexdigest()) for end in ends)


def _foreign(pdf: bytes) -> str:
    if not pdf.startswith(b"%PDF-"):
        return "This is not a PDF."
    if not _BYTE_RANGE.search(pdf):
        whole = _END in pdf[-_NEAR_THE_END:]
        return "This PDF is not signed." if whole else "The end of this file is missing."
    return "" if _OUR_MARK.search(pdf) else "The signature was not made by this program."


def _authenticate(pdf: bytes) -> None:
    """Require a signature in our form over every byte of the file but its own container."""
    for start, end, stop in _extents(pdf):
        if stop == len(pdf):
            _authentic(pdf, start, end, stop)
            return
    raise MismatchError("Something was added after the last signature, or bytes are missing.")


def _extents(pdf: bytes) -> list[Extent]:
    """Every byte range around a container that stands in the file, shown by a form field or not."""
    ranges = [[int(number) for number in found.groups()] for found in _BYTE_RANGE.finditer(pdf)]
    return [
        (start, end, end + rest)
        for start, end, rest in ranges
        if pdf[start : start + 1] == b"<" and pdf[end - 1 : end] == b">"
    ]


def _authentic(pdf: bytes, start: int, end: int, stop: int) -> Certificate | Time:
    """Who signed all up to `stop`, but for the container itself at `start:end`; or when somebody saw it."""
    digest, entry = sha256(pdf[:start] + pdf[end:stop]).digest(), pdf[start:end]
    return time_token.read(entry, digest) if time_token.is_token(entry) else container.read(entry, digest)


def _signatures(
    pdf: bytes, known: frozenset[str]
) -> tuple[tuple[SignatureProof, ...], tuple[TimeProof, ...]]:
    reader = PdfFileReader(BytesIO(pdf))
    embedded: list[EmbeddedPdfSignature] = reader.embedded_signatures
    shown = [_extent(signature.byte_range) for signature in embedded]
    if sorted(shown) != sorted(_extents(pdf)):
        raise MismatchError("There is a signature in the file that the document does not show.")
    require_our_fields(embedded)
    proofs = [
        _proof(pdf, signature, known, followed=followed_by_ours(reader, embedded, index))
        for index, signature in enumerate(embedded)
    ]
    return (
        tuple(each for each in proofs if isinstance(each, SignatureProof)),
        tuple(each for each in proofs if isinstance(each, TimeProof)),
    )


def _proof(
    pdf: bytes, embedded: EmbeddedPdfSignature, known: frozenset[str], *, followed: bool
) -> SignatureProof | TimeProof:
    extent = _extent(embedded.byte_range)
    made = _authentic(pdf, *extent)
    if isinstance(made, Time) != (embedded.field_name in TIME_FIELDS):
        raise MismatchError("A signature is not of the kind that its place is for.")
    embedded.compute_integrity_info()  # type: ignore[no-untyped-call]
    intact = followed and bool(embedded.summarise_integrity_info()["docmdp_ok"])
    if isinstance(made, Time):
        return _time_proof(made, known, extent[-1], intact=intact)
    at = embedded.self_reported_timestamp
    if at is None or at.tzinfo is None:
        raise MismatchError("A signature says no time.")
    fingerprint = made.fingerprint(SHA256()).hex()
    return SignatureProof(
        field=str(embedded.field_name),
        signer=_name(made),
        at=at,
        meaning=str(embedded.sig_object.get("/Reason", "")),
        intact=intact,
        known=fingerprint in known,
        fingerprint=fingerprint,
        length=extent[-1],
        sha256=sha256(pdf[: extent[-1]]).hexdigest(),
    )


def _time_proof(time: Time, known: frozenset[str], length: int, *, intact: bool) -> TimeProof:
    fingerprint = time.certificate.fingerprint(SHA256()).hex()
    return TimeProof(time.at, _name(time.certificate), intact, fingerprint in known, fingerprint, length)


def _name(certificate: Certificate) -> str:
    return str(certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


def _extent(byte_range: Iterable[int]) -> Extent:
    _, start, end, rest = (int(number) for number in byte_range)
    return start, end, end + rest
