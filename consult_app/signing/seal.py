"""Seal a finished PDF, mark a sealed one as withdrawn: appended, without touching a byte that is there."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import TypeVar

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError as ForeignSigningError
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import BuildProps, SignatureObject

from consult_app.domain.proof import SEAL_FIELD, TIME_FIELDS, WITHDRAWAL_FIELD
from consult_app.errors import SigningError
from consult_app.signing import container
from consult_app.signing.signer import Signer

_T = TypeVar("_T")
_SEALING = SigMDPSetup(
    "sha256",
    certify=True,
    field_lock=FieldMDPSpec(FieldMDPAction.EXCLUDE, [WITHDRAWAL_FIELD, *TIME_FIELDS]),
    docmdp_perms=MDPPerm.FILL_FORMS,
)
_WITHDRAWING = SigMDPSetup("sha256", field_lock=FieldMDPSpec(FieldMDPAction.EXCLUDE, list(TIME_FIELDS)))


class Appendix(IncrementalPdfFileWriter):
    """What is appended to the document, without pyHanko's own entry in the metadata.

    Its rewritten XMP is no longer valid PDF/A, and its modification date is the machine's clock.
    """

    def _update_meta(self) -> None:
        pass


def seal(pdf: bytes, key: Signer, *, meaning: str, at: datetime, location: str = "") -> bytes:
    """Return `pdf` with a signature appended that locks all but the fields for withdrawal and timestamps.

    The signature goes into the empty field `Sig_Seal`, made invisible where the document has none.
    `at` must be aware; it is kept to the second. Code `seal-refused` when the document can't be read
    or is signed already, `key-not-valid` when the certificate does not hold at that time.
    """
    _require_valid(key, at)

    def append() -> bytes:
        writer = Appendix(BytesIO(pdf))
        if writer.prev.embedded_signatures:
            raise ForeignSigningError("a certifying signature must be the first")
        signature = _signature(key, meaning, at, location)
        return _signed(writer, SigFieldSpec(SEAL_FIELD), key, SigObjSetup(signature, _SEALING))

    return refusing("seal-refused", "The document can't be sealed.", append)


def withdraw(pdf: bytes, key: Signer, *, stamp: bytes, meaning: str, at: datetime) -> bytes:
    """Return the sealed `pdf` with the field `Sig_Withdrawal` signed; the seal before it stays valid.

    `stamp` is a PDF whose only page is shown in the field's place. Code `withdrawal-no-place` for a document
    without an empty field for it: one that was sealed before there was such a place, or is withdrawn already.
    """
    _require_valid(key, at)

    def append() -> bytes:
        writer = Appendix(BytesIO(pdf))
        if not writer.prev.embedded_signatures or not waits(writer.prev, WITHDRAWAL_FIELD):
            raise SigningError(
                "withdrawal-no-place",
                "This document has no empty place for a withdrawal.",
                "Record the withdrawal in a document of its own.",
            )
        appearance = writer.import_page_as_xobject(PdfFileReader(BytesIO(stamp)))
        setup = SigObjSetup(_signature(key, meaning, at, ""), _WITHDRAWING)
        return _signed(writer, SigFieldSpec(WITHDRAWAL_FIELD), key, setup, appearance)

    return refusing("withdrawal-refused", "The document can't be marked as withdrawn.", append)


def _require_valid(key: Signer, at: datetime) -> None:
    if at.tzinfo is None:
        raise ValueError("the time of a signature needs a zone")
    if not key.since <= at <= key.until:
        raise SigningError(
            "key-not-valid",
            "The signing key is not valid at this time.",
            "Check the clock, or make a new key.",
        )


def refusing(code: str, what: str, append: Callable[[], _T]) -> _T:
    """Do something with a document, or say with a code what could not be done."""
    try:
        return append()
    except (PdfError, ForeignSigningError, ValueError, LookupError) as error:
        raise SigningError(code, what) from error


def waits(reader: PdfFileReader, name: str) -> bool:
    """Whether the document has a signature field of that name, and nothing is in it."""
    fields = (each.get_object() for each in reader.root["/AcroForm"]["/Fields"])
    return any(each.get("/T") == name and "/V" not in each for each in fields)


def _signature(key: Signer, meaning: str, at: datetime, location: str) -> SignatureObject:
    return SignatureObject(
        timestamp=at,
        subfilter=SigSeedSubFilter.PADES,
        name=key.name,
        location=location,
        reason=meaning,
        app_build_props=BuildProps(container.PROGRAM),
        bytes_reserved=container.room(key.chain, key.longest, key.algorithm),
    )


def _signed(
    writer: Appendix,
    field: SigFieldSpec,
    key: Signer,
    setup: SigObjSetup,
    appearance: generic.IndirectObject | None = None,
) -> bytes:
    def contain(digest: bytes) -> bytes:
        value = key.sign(container.attributes(key.chain, digest))
        return container.write(key.chain, digest, value, key.algorithm)

    return fill(writer, field, setup, contain, appearance)


def fill(
    writer: Appendix,
    field: SigFieldSpec,
    setup: SigObjSetup,
    contain: Callable[[bytes], bytes],
    appearance: generic.IndirectObject | None = None,
) -> bytes:
    """Put into a field what `contain` makes of the digest of all that is not in it."""
    # the protocol of the embedder: field -> what to put there -> where to write -> the container
    steps = PdfCMSEmbedder(field).write_cms(field.sig_field_name, writer)
    place = next(steps)
    if appearance is not None:
        shown = {generic.NameObject("/N"): appearance}
        place.get_object()["/AP"] = generic.DictionaryObject(shown)  # type: ignore[no-untyped-call]
    steps.send(setup)
    prepared, signed = steps.send(SigIOSetup("sha256"))
    steps.send(contain(prepared.document_digest))
    return bytes(signed.getvalue())
