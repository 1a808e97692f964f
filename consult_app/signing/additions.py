"""What may stand in a file after its seal: a withdrawal and timestamps in the places kept for them.

pyHanko's difference analysis lets more pass, such as another title in the document's properties.
"""

from collections.abc import Sequence
from io import BytesIO

from pyhanko.pdf_utils.generic import PdfObject, Reference
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from consult_app.domain.proof import (
    ARCHIVE_TIME_FIELD,
    LATER_TIME_FIELD,
    SEAL_FIELD,
    TIME_FIELDS,
    WITHDRAWAL_FIELD,
)
from consult_app.signing.container import MismatchError

_FIELDS = (
    (SEAL_FIELD,),
    (SEAL_FIELD, ARCHIVE_TIME_FIELD),
    (SEAL_FIELD, WITHDRAWAL_FIELD),
    (SEAL_FIELD, WITHDRAWAL_FIELD, ARCHIVE_TIME_FIELD),
    (SEAL_FIELD, ARCHIVE_TIME_FIELD, WITHDRAWAL_FIELD),
    (SEAL_FIELD, ARCHIVE_TIME_FIELD, WITHDRAWAL_FIELD, LATER_TIME_FIELD),
)
_KEPT = ("/Root", "/Info")
_SIGNED, _SHOWN = "/V", "/AP"
"""What signing puts into a field; a withdrawal is also shown there."""
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
    filled = all(_only_filled(reader, each, signature) for each in allowed)
    if signature.field_name in TIME_FIELDS and _only_stored(reader, revision):
        allowed.add(reader.root_ref)
    replaced = {
        each
        for each in xrefs.explicit_refs_in_revision(revision)
        if xrefs.get_introducing_revision(each) < revision
    }
    return (
        not filled
        or bool(xrefs.refs_freed_in_revision(revision))
        or not replaced <= allowed
        or any(_named(reader, key, revision) != _named(reader, key, revision - 1) for key in _KEPT)
    )


def _only_filled(reader: PdfFileReader, field: Reference, signature: EmbeddedPdfSignature) -> bool:
    """Whether a field is as it was before, but for its signature: at its place, and as visible as it was."""
    free = {_SIGNED, _SHOWN} if signature.field_name == WITHDRAWAL_FIELD else {_SIGNED}
    revision = signature.signed_revision
    after, before = (_entries(reader, field, each) for each in (revision, revision - 1))
    return all(after.get(key) == before.get(key) for key in (after.keys() | before.keys()) - free)


def _only_stored(reader: PdfFileReader, revision: int) -> bool:
    """Whether the catalogue differs from the one before in nothing but the store, which lost nothing."""
    after, before = (_entries(reader, reader.root_ref, each) for each in (revision, revision - 1))
    others = [{key: said for key, said in each.items() if key != _STORE} for each in (after, before)]
    return others[0] == others[1] and _lost_nothing(reader, revision)


def _lost_nothing(reader: PdfFileReader, revision: int) -> bool:
    """Whether each list of the store goes on from what it was before."""
    after, before = (_stored(reader, each) for each in (revision, revision - 1))
    return all(after.get(key, b"").startswith(said.rstrip(b"] ")) for key, said in before.items())


def _stored(reader: PdfFileReader, revision: int) -> dict[str, bytes]:
    """Give the store as it was, each list as it is written; nothing where there is none."""
    root = reader.get_object(reader.root_ref, revision=revision)  # type: ignore[no-untyped-call]
    if _STORE not in root:
        return {}
    store = reader.get_object(root.raw_get(_STORE).reference, revision=revision)  # type: ignore[no-untyped-call]
    return {key: _written(store.raw_get(key)) for key in store}


def _entries(reader: PdfFileReader, of: Reference, revision: int) -> dict[str, bytes]:
    """Give a dictionary as it was, each value as it is written."""
    found = reader.get_object(of, revision=revision)  # type: ignore[no-untyped-call]
    return {key: _written(found.raw_get(key)) for key in found}


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
