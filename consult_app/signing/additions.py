"""What may stand in a file after its seal: a withdrawal in the place kept for it, and nothing beside.

pyHanko's difference analysis lets more pass, such as another title in the document's properties.
"""

from collections.abc import Sequence

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from consult_app.domain.proof import SEAL_FIELD, WITHDRAWAL_FIELD
from consult_app.signing.container import MismatchError

_FIELDS = ((SEAL_FIELD,), (SEAL_FIELD, WITHDRAWAL_FIELD))
_KEPT = ("/Root", "/Info")


def require_our_fields(signatures: Sequence[EmbeddedPdfSignature]) -> None:
    """Refuse signatures in other fields than those that documents of this program have, in their order."""
    if tuple(each.field_name for each in signatures) not in _FIELDS:
        raise MismatchError("There is a signature that this program does not make.")


def followed_by_ours(reader: PdfFileReader, signatures: Sequence[EmbeddedPdfSignature], index: int) -> bool:
    """Whether nothing stands after a signature, or only the next one with nothing but its own field."""
    revision = signatures[index].signed_revision
    if revision + 1 == reader.xrefs.total_revisions:
        return True
    after = signatures[index + 1 :][:1]
    return bool(after) and after[0].signed_revision == revision + 1 and not _changed(reader, after[0])


def _changed(reader: PdfFileReader, signature: EmbeddedPdfSignature) -> bool:
    """Whether the revision of a signature replaces or frees anything but its own field."""
    revision, xrefs = signature.signed_revision, reader.xrefs
    fields = reader.root["/AcroForm"]["/Fields"]
    own = {each.reference for each in fields if each.get_object().get("/T") == signature.field_name}
    replaced = {
        each
        for each in xrefs.explicit_refs_in_revision(revision)
        if xrefs.get_introducing_revision(each) < revision
    }
    return (
        bool(xrefs.refs_freed_in_revision(revision))
        or not replaced <= own
        or any(_named(reader, key, revision) != _named(reader, key, revision - 1) for key in _KEPT)
    )


def _named(reader: PdfFileReader, key: str, revision: int) -> object:
    """What a key of the trailer refers to, as written; None where it is missing."""
    try:
        return reader.trailer.raw_get(key, revision=revision)
    except KeyError:
        return None
