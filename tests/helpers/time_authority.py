"""A timestamp authority on this machine: real keys, real tokens, a real HTTP server on 127.0.0.1."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from consult_app.domain.time_server import TimeServer

Private = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2046, 1, 1, tzinfo=UTC)
SEEN = datetime(2026, 11, 22, 15, 0, 0, tzinfo=UTC)
NAME = "Sample Time"


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def issued(  # noqa: PLR0913 - who issues what to whom, for how long
    name: str,
    private: Private,
    issuer: x509.Certificate | None,
    issuing: Private,
    *,
    ca: bool,
    until: datetime = UNTIL,
    list_at: str = "",
    ask_at: str = "",
    times: bool = True,
    signs: bool = True,
) -> x509.Certificate:
    """Issue a certificate: for who issues such (`ca`), for a clock (`times`), or for somebody who signs."""
    builder = x509.CertificateBuilder().subject_name(_name(name)).public_key(private.public_key())
    builder = builder.issuer_name(issuer.subject if issuer else _name(name))
    builder = (
        builder.serial_number(x509.random_serial_number()).not_valid_before(SINCE).not_valid_after(until)
    )
    builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    identifier = x509.SubjectKeyIdentifier.from_public_key(private.public_key())
    builder = builder.add_extension(identifier, critical=False)
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(issuing.public_key()), critical=False
    )
    if times and not ca:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    uses = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
    )
    signing = signs and not ca
    uses |= {"digital_signature": signing, "content_commitment": signing, "key_cert_sign": ca, "crl_sign": ca}
    builder = builder.add_extension(x509.KeyUsage(**uses), critical=True)
    if list_at:
        point = x509.DistributionPoint([x509.UniformResourceIdentifier(list_at)], None, None, None)
        builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
    if ask_at:
        where = x509.AccessDescription(
            AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(ask_at)
        )
        builder = builder.add_extension(x509.AuthorityInformationAccess([where]), critical=False)
    return builder.sign(issuing, hashes.SHA256())


@dataclass(frozen=True, slots=True)
class Clock:
    """A timestamp authority: its key, its certificate and those above it, the highest last."""

    private: Private
    chain: tuple[x509.Certificate, ...]
    root: Private
    hash: str = "sha256"

    @property
    def trusted(self) -> str:
        """Give what a practice has to trust, as PEM."""
        return self.chain[-1].public_bytes(Encoding.PEM).decode()

    def stamp(self, question: bytes, at: datetime = SEEN, **other: object) -> bytes:
        """Answer a question; `other` are fields to say wrongly."""
        asked = tsp.TimeStampReq.load(question, strict=True)
        statement = tsp.TSTInfo(
            {
                "version": "v1",
                "policy": "1.2.3.4.1",
                "message_imprint": asked["message_imprint"],
                "serial_number": 7,
                "gen_time": at,
                "nonce": asked["nonce"].native,
            }
            | other
        )
        return _granted(self, statement.dump())


def _granted(clock: Clock, statement: bytes) -> bytes:
    mine = asn1_x509.Certificate.load(clock.chain[0].public_bytes(Encoding.DER))
    made = getattr(hashes, clock.hash.upper())()
    digest = hashes.Hash(made)
    digest.update(statement)
    named = tsp.ESSCertIDv2({"cert_hash": sha256(mine.dump()).digest()})
    attributes = cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [digest.finalize()]}),
            cms.CMSAttribute(
                {"type": "signing_certificate_v2", "values": [tsp.SigningCertificateV2({"certs": [named]})]}
            ),
        ]
    )
    if isinstance(clock.private, rsa.RSAPrivateKey):
        value, how = clock.private.sign(attributes.dump(), padding.PKCS1v15(), made), f"{clock.hash}_rsa"
    else:
        value, how = clock.private.sign(attributes.dump(), ec.ECDSA(made)), f"{clock.hash}_ecdsa"
    algorithm = algos.DigestAlgorithm({"algorithm": clock.hash})
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                "issuer_and_serial_number",
                cms.IssuerAndSerialNumber({"issuer": mine.issuer, "serial_number": mine.serial_number}),
            ),
            "digest_algorithm": algorithm,
            "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": how},
            "signature": value,
        }
    )
    sent = [asn1_x509.Certificate.load(each.public_bytes(Encoding.DER)) for each in clock.chain[:-1]]
    signed = cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [algorithm],
            "encap_content_info": {
                "content_type": "tst_info",
                "content": core.ParsableOctetString(statement),
            },
            "certificates": [cms.CertificateChoices("certificate", each) for each in sent],
            "signer_infos": [signer],
        }
    )
    token = cms.ContentInfo({"content_type": "signed_data", "content": signed})
    return bytes(tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump())


@cache
def clock(kind: str = "EC", *, until: datetime = UNTIL, list_at: str = "", between: bool = False) -> Clock:
    """Make an authority of a kind of key, with one more certificate between or not."""
    root_key = ec.generate_private_key(ec.SECP256R1())
    root = issued(f"{NAME} Root", root_key, None, root_key, ca=True)
    above, issuing = root, root_key
    if between:
        issuing = ec.generate_private_key(ec.SECP256R1())
        above = issued(f"{NAME} Issuer", issuing, root, root_key, ca=True)
    private: Private = (
        rsa.generate_private_key(65537, 2048) if kind == "RSA" else ec.generate_private_key(ec.SECP384R1())
    )
    mine = issued(NAME, private, above, issuing, ca=False, until=until, list_at=list_at)
    chain = tuple(dict.fromkeys((mine, above, root)))
    return Clock(private, chain, root_key, "sha512" if kind == "RSA" else "sha256")


@cache
def withdrawn_list(of: Clock) -> bytes:
    """Write the root's list of withdrawn certificates (DER), which is empty."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(of.chain[-1].subject)
    builder = builder.last_update(SINCE).next_update(SINCE + timedelta(days=9000))
    return builder.sign(of.root, hashes.SHA256()).public_bytes(Encoding.DER)


Answer = Callable[[bytes], bytes]


@dataclass
class Served:
    """A server that is up: `answer` can be changed, `asked` counts, `let_in` is who may ask.

    Until `hangs` is set it answers nobody; it sends everybody `elsewhere`; until `trickles` is set it gives
    byte by byte.
    """

    port: int
    answer: Answer
    let_in: str = ""
    lists: bytes = b""
    asked: list[str] = field(default_factory=list)
    hangs: Event | None = None
    elsewhere: str = ""
    trickles: Event | None = None

    @property
    def address(self) -> str:
        """Say where it is."""
        return f"http://127.0.0.1:{self.port}/tsa"

    def trusting(self, clock: Clock) -> TimeServer:
        """Choose it as a practice does."""
        return TimeServer(self.address, clock.trusted)


_KINDS = {
    "application/timestamp-query": "application/timestamp-reply",
    "application/ocsp-request": "application/ocsp-response",
}
"""What an answer calls itself: some programs take none without it."""


class _Handler(BaseHTTPRequestHandler):
    served: Served

    def do_POST(self) -> None:
        self.served.asked.append(self.headers.get("Authorization", ""))
        question = self.rfile.read(int(self.headers["Content-Length"]))
        if self.served.hangs is not None:
            self.served.hangs.wait()
        elif self.served.elsewhere:
            self.send_response(302)
            self.send_header("Location", self.served.elsewhere)
            self.end_headers()
        elif self.served.let_in not in {"", self.served.asked[-1]}:
            self.send_error(401)
        else:
            self._give(self.served.answer(question), _KINDS[self.headers["Content-Type"]])

    def do_GET(self) -> None:
        self._give(self.served.lists)

    def _give(self, content: bytes, kind: str = "") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.served.trickles is None:
            self.wfile.write(content)
            return
        for at in range(len(content)):
            self.wfile.write(content[at : at + 1])
            if self.served.trickles.wait(0.01):
                return

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(answer: Answer | None = None) -> Iterator[Served]:
    """Serve, until the end of the block."""
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    served = handler.served = Served(server.server_address[1], answer or clock().stamp)  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield served
    finally:
        for each in (served.hangs, served.trickles):
            if each is not None:
                each.set()
        server.shutdown()
        server.server_close()
        thread.join()
