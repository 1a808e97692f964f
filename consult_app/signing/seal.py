"""Seal a finished PDF: one certifying PAdES B-B signature, appended without touching a byte that is there."""

from datetime import datetime
from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError as ForeignSigningError
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import BuildProps, SignatureObject

from consult_app.errors import SigningError
from consult_app.signing import container
from consult_app.signing.keys import SigningKey

FIELD = "Sig_Seal"


class _Appendix(IncrementalPdfFileWriter):
    """What is appended to the document, without pyHanko's own entry in the metadata.

    Its rewritten XMP is no longer valid PDF/A, and its modification date is the machine's clock.
    """

    def _update_meta(self) -> None:
        pass


def seal(pdf: bytes, key: SigningKey, *, meaning: str, at: datetime, location: str = "") -> bytes:
    """Return `pdf` with a signature appended that allows no more than filling form fields (DocMDP 2).

    The signature goes into the empty field `Sig_Seal`, made invisible where the document has none.
    `at` must be aware; it is kept to the second. Code `seal-refused` when the document can't be read
    or is signed already, `key-not-valid` when the certificate does not hold at that time.
    """
    if at.tzinfo is None:
        raise ValueError("the time of a signature needs a zone")
    if not key.since <= at <= key.until:
        raise SigningError(
            "key-not-valid",
            "The signing key is not valid at this time.",
            "Check the clock, or make a new key.",
        )
    try:
        return _append(pdf, key, _signature(key, meaning, at, location))
    except (PdfError, ForeignSigningError, ValueError, LookupError) as error:
        raise SigningError("seal-refused", "The document can't be sealed.") from error


def _signature(key: SigningKey, meaning: str, at: datetime, location: str) -> SignatureObject:
    return SignatureObject(
        timestamp=at,
        subfilter=SigSeedSubFilter.PADES,
        name=key.name,
        location=location,
        reason=meaning,
        app_build_props=BuildProps(container.PROGRAM),
        bytes_reserved=container.room(key.certificate),
    )


def _append(pdf: bytes, key: SigningKey, signature: SignatureObject) -> bytes:
    writer = _Appendix(BytesIO(pdf))
    if writer.prev.embedded_signatures:
        raise ForeignSigningError("a certifying signature must be the first")
    # the protocol of the embedder: field -> what to put there -> where to write -> the container
    steps = PdfCMSEmbedder(SigFieldSpec(FIELD)).write_cms(FIELD, writer)
    next(steps)
    certifying = SigMDPSetup("sha256", certify=True, docmdp_perms=MDPPerm.FILL_FORMS)
    steps.send(SigObjSetup(signature, certifying))
    prepared, sealed = steps.send(SigIOSetup("sha256"))
    digest = prepared.document_digest
    value = key.sign(container.attributes(key.certificate, digest))
    steps.send(container.write(key.certificate, digest, value))
    return bytes(sealed.getvalue())
