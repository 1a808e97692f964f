"""The practice's list of certificates that it withdrew (CRL), as other programs read it."""

from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from consult_app.signing import chains
from consult_app.signing.keys import SigningKey


def list_withdrawn(
    authority: SigningKey, withdrawn: tuple[tuple[bytes, datetime], ...], at: datetime
) -> bytes:
    """Write the list (DER) of those that this authority issued; it holds as long as the authority does.

    It is made only while the recovery key is at hand, so it promises no day by which there is another one.
    """
    issuer = x509.load_der_x509_certificate(authority.certificate)
    builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.subject)
    builder = builder.last_update(at).next_update(authority.until)
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public_key())  # type: ignore[arg-type]
    builder = builder.add_extension(identifier, critical=False)
    builder = builder.add_extension(x509.CRLNumber(int(at.timestamp())), critical=False)
    for encoded, when in withdrawn:
        certificate = x509.load_der_x509_certificate(encoded)
        if len(chains.path(certificate, (issuer,))) > 1:
            entry = x509.RevokedCertificateBuilder().serial_number(certificate.serial_number)
            builder = builder.add_revoked_certificate(entry.revocation_date(when).build())
    return builder.sign(authority.private, hashes.SHA256()).public_bytes(Encoding.DER)
