"""A timestamp by somebody else over a sealed document, in a field that was made for it (PAdES B-LTA).

With it goes, in the same revision, all that is needed to check it much later: certificates and the lists of
those that were withdrawn, as far as they can be had.
"""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers.cms_embedder import SigObjSetup
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp

from consult_app.domain.proof import ARCHIVE_TIME_FIELD, LATER_TIME_FIELD, WITHDRAWAL_FIELD
from consult_app.domain.recipient import Recipient
from consult_app.domain.time_server import Behind, TimeServer
from consult_app.errors import SigningError
from consult_app.signing import asking, chains, standing, time_token
from consult_app.signing.seal import Appendix, fill, refusing, waits

Ask = Callable[[bytes], bytes]
Fetch = Callable[[str], bytes]
_TRIES = 3
_REFUSED, _REFUSED_WHY = "time-refused-by-file", "A timestamp can't be put into the document."


@dataclass(frozen=True, slots=True)
class Material:
    """Certificates, lists of those that were withdrawn, and answers about single ones (DER)."""

    certificates: frozenset[x509.Certificate] = frozenset()
    lists: frozenset[bytes] = frozenset()
    answers: frozenset[bytes] = frozenset()


class Clockwork:
    """A timestamp server with what was learned of it: the certificates that stand behind its answers."""

    def __init__(
        self,
        server: TimeServer,
        ask: Ask | None = None,
        fetch: Fetch = asking.fetch,
        ask_standing: standing.Ask = asking.ask_standing,
    ) -> None:
        self._ask = ask or (lambda question: asking.ask(server, question))
        self._fetch = fetch
        self._ask_standing = ask_standing
        self._trusted = chains.read(server.certificates.encode())
        self._learned: Material | None = None

    def stamp(self, pdf: bytes, beside: Material = Material()) -> tuple[bytes, str]:
        """Give the sealed document with a timestamp, and the fingerprint (hex) of whose certificate made it.

        `beside` is what speaks of the seals. SigningError: `time-no-place` where the document has no empty
        field for it, `time-untrusted`, `time-expired`, and all that asking and accepting can raise.
        """
        # First: nobody is asked for what has no place.
        place = refusing(_REFUSED, _REFUSED_WHY, lambda: _place(PdfFileReader(BytesIO(pdf))))
        beside = _together(beside, self._about_seals(pdf))
        for _ in range(_TRIES):
            learned = self._learn()
            accepted: list[time_token.Accepted] = []

            def contain(digest: bytes, took: list[time_token.Accepted] = accepted) -> bytes:
                took.append(self._accepted(digest))
                return took[0].token

            stamped = _appended(pdf, place, _together(learned, beside), contain)
            if set(self._path(accepted[0])) <= learned.certificates:
                return stamped, chains.fingerprint(accepted[0].time.certificate)
            # Another of the server's clocks answered, which others stand behind.
            self._learned = None
        raise SigningError("time-nonsense", "The timestamp server changes its certificates all the time.")

    def _about_seals(self, pdf: bytes) -> Material:
        """Find out from those who issued them whether the certificates of the seals stand."""
        lists: frozenset[bytes] = frozenset()
        answers: frozenset[bytes] = frozenset()
        for path in standing.paths_of_seals(pdf):
            lists |= lists_of(path, self._fetch)
            answers |= standing.answers_about(path, self._ask_standing)
        return Material(lists=lists, answers=answers)

    def _learn(self) -> Material:
        """Find out who stands behind the server's answers: that must be in the document before it is seen."""
        if self._learned is None:
            found = self._path(self._accepted(secrets.token_bytes(32)))
            self._learned = Material(frozenset(found), lists_of(found, self._fetch))
        return self._learned

    def _accepted(self, digest: bytes) -> time_token.Accepted:
        nonce = secrets.randbits(64)
        accepted = time_token.accept(self._ask(time_token.request(digest, nonce)), digest, nonce)
        found = self._path(accepted)
        if not chains.leads_to(found, self._trusted):
            raise SigningError("time-untrusted", "The timestamp is by somebody who is not trusted.")
        if not all(chains.holds(each, accepted.time.at) for each in found):
            raise SigningError("time-expired", "A certificate of the timestamp server has ended.")
        return accepted

    def _path(self, accepted: time_token.Accepted) -> tuple[x509.Certificate, ...]:
        return chains.path(accepted.time.certificate, (*accepted.others, *self._trusted))


def read_material(behind: Behind) -> Material:
    """Read what a vault gives along."""
    return Material(
        frozenset(map(x509.load_der_x509_certificate, behind.certificates)), frozenset(behind.lists)
    )


def authority(content: bytes) -> Recipient:
    """Read the certificates that a server is trusted by, each in its form as PEM; the first one is named."""
    found = chains.read(content)
    pem = "".join(each.public_bytes(Encoding.PEM).decode() for each in found)
    subject = ", ".join(each.rfc4514_string() for each in found[0].subject.rdns)
    return Recipient(pem, subject, chains.fingerprint(found[0]))


def lists_of(found: tuple[x509.Certificate, ...], fetch: Fetch) -> frozenset[bytes]:
    """Fetch the lists of withdrawn certificates that speak of a path, where their issuer signed them."""
    lists = set()
    for certificate, issuer in pairwise(found):
        for address in _addresses(certificate):
            content = fetch(address)
            if content and _is_list_of(content, issuer):
                lists.add(content)
                break
    return frozenset(lists)


def _addresses(certificate: x509.Certificate) -> Iterable[str]:
    try:
        points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except (x509.ExtensionNotFound, ValueError):
        return ()
    return tuple(
        str(name.value)
        for point in points
        for name in point.full_name or ()
        if isinstance(name, x509.UniformResourceIdentifier)
    )


def _is_list_of(content: bytes, issuer: x509.Certificate) -> bool:
    try:
        read = x509.load_der_x509_crl(content)
        return read.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]  # raises for other kinds
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return False


def _together(one: Material, other: Material) -> Material:
    return Material(
        one.certificates | other.certificates, one.lists | other.lists, one.answers | other.answers
    )


def _place(reader: PdfFileReader) -> str:
    """Name the field for the next timestamp: the second one only over a withdrawal that the first missed."""
    signatures = reader.embedded_signatures
    last = signatures[-1].field_name if signatures else ""
    if last and waits(reader, ARCHIVE_TIME_FIELD):
        return ARCHIVE_TIME_FIELD
    if last == WITHDRAWAL_FIELD and waits(reader, LATER_TIME_FIELD):
        return LATER_TIME_FIELD
    raise SigningError("time-no-place", "This document has no empty place for a timestamp.")


def _appended(pdf: bytes, place: str, material: Material, contain: Callable[[bytes], bytes]) -> bytes:
    def append() -> bytes:
        writer = Appendix(BytesIO(pdf))
        _put(writer, material)
        setup = SigObjSetup(DocumentTimestamp(time_token.ROOM))  # type: ignore[no-untyped-call]
        return fill(writer, SigFieldSpec(place), setup, contain)

    return refusing(_REFUSED, _REFUSED_WHY, append)


def _put(writer: Appendix, material: Material) -> None:
    """Put certificates and lists where readers look for them: in the document security store.

    What is there already stays at its place; each is there once.
    """
    encoded = sorted(each.public_bytes(Encoding.DER) for each in material.certificates)
    kept = {"/Certs": encoded, "/CRLs": sorted(material.lists), "/OCSPs": sorted(material.answers)}
    before = writer.root["/DSS"] if "/DSS" in writer.root else {}  # noqa: SIM401 - `get` follows no reference
    store = generic.DictionaryObject({generic.NameObject("/Type"): generic.NameObject("/DSS")})  # type: ignore[no-untyped-call]
    for name, contents in kept.items():
        there = list(before[name]) if name in before else []
        known = {each.get_object().data for each in there}
        added = (generic.StreamObject(stream_data=each) for each in contents if each not in known)
        listed = [*there, *map(writer.add_object, added)]
        if listed:
            store[generic.NameObject(name)] = generic.ArrayObject(listed)
    writer.root["/DSS"] = writer.add_object(store)
    writer.update_root()  # type: ignore[no-untyped-call]
