"""What may stand in a file after its seal: a withdrawal and a timestamp in the places kept for them.

pyHanko's difference analysis lets more pass, such as another title in the document's properties.
"""

from collections.abc import Sequence
from io import BytesIO
from itertools import permutations

from pyhanko.pdf_utils.generic import PdfObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from consult_app.domain.proof import ARCHIVE_TIME_FIELD, SEAL_FIELD, WITHDRAWAL_FIELD
from consult_app.signing.container import MismatchError

_LATER = (WITHDRAWAL_FIELD, ARCHIVE_TIME_FIELD)
_FIELDS = tuple((SEAL_FIELD, *later) for count in range(3) for later in permutations(_LATER, count))
_KEPT = ("/Root", "/Info")
_STORE = "/DSS"
"""Names certificates and lists of withdrawn ones in the catalogue; nothing that anybody reads on a page."""


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
    """Whether the revision of a signature replaces or frees anything but its own field.

    A timestamp may also bring the store of what is needed to check it.
    """
    revision, xrefs = signature.signed_revision, reader.xrefs
    fields = reader.root["/AcroForm"]["/Fields"]
    allowed = {each.reference for each in fields if each.get_object().get("/T") == signature.field_name}
    if signature.field_name == ARCHIVE_TIME_FIELD and _only_stored(reader, revision):
        allowed.add(reader.root_ref)
    replaced = {
        each
        for each in xrefs.explicit_refs_in_revision(revision)
        if xrefs.get_introducing_revision(each) < revision
    }
    return (
        bool(xrefs.refs_freed_in_revision(revision))
        or not replaced <= allowed
        or any(_named(reader, key, revision) != _named(reader, key, revision - 1) for key in _KEPT)
    )


def _only_stored(reader: PdfFileReader, revision: int) -> bool:
    """Whether the catalogue differs from the one before in nothing but the store, which is new."""
    after, before = (_catalogue(reader, each) for each in (revision, revision - 1))
    return _STORE not in before and {key: said for key, said in after.items() if key != _STORE} == before


def _catalogue(reader: PdfFileReader, revision: int) -> dict[str, bytes]:
    """Give the catalogue as it was, each value as it is written."""
    root = reader.get_object(reader.root_ref, revision=revision)  # type: ignore[no-untyped-call]
    return {key: _written(root.raw_get(key)) for key in root}


def _written(value: PdfObject) -> bytes:
    out = BytesIO()
    value.write_to_stream(out)
    return out.getvalue()


def _named(reader: PdfFileReader, key: str, revision: int) -> object:
    """What a key of the trailer refers to, as written; None where it is missing."""
    try:
        return reader.trailer.raw_get(key, revision=revision)
    except KeyError:
        return None
