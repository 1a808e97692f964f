"""DER put together and taken apart: general ASN.1 libraries are lenient where a signature must be exact."""

from asn1crypto import parser

INTEGER, BOOLEAN, OCTETS, NULL, OID, SEQUENCE, SET = 0x02, 0x01, 0x04, 0x05, 0x06, 0x30, 0x31
TAGGED_0, TAGGED_4 = 0xA0, 0xA4
_LONG_FORM = 0x80  # marks the number of bytes in which a length of 128 or more is written


def der(tag: int, *parts: bytes) -> bytes:
    """Write a value of these parts."""
    content = b"".join(parts)
    if len(content) < _LONG_FORM:
        return bytes([tag, len(content)]) + content
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8)
    return bytes([tag, _LONG_FORM | len(length)]) + length + content


def oid(encoded: str) -> bytes:
    """Write an object identifier, given in hex."""
    return der(OID, bytes.fromhex(encoded))


def integer(value: int) -> bytes:
    """Write a number that is not negative."""
    return der(INTEGER, value.to_bytes(value.bit_length() // 8 + 1))


def children(encoded: bytes) -> list[bytes]:
    """Give the values in a value; ValueError for what is no DER."""
    rest = content(encoded)
    found = []
    while rest:
        length = parser.peek(rest)
        found.append(rest[:length])
        rest = rest[length:]
    return found


def content(encoded: bytes) -> bytes:
    """Give what a value holds."""
    return bytes(parser.parse(encoded)[4])


VERSION_1, VERSION_3 = integer(1), integer(3)
SIGNED_DATA = oid("2a864886f70d010702")
SHA256 = der(SEQUENCE, oid("608648016503040201"))
RSA_WITH_SHA256 = der(SEQUENCE, oid("2a864886f70d01010b"), der(NULL))
ECDSA_WITH_SHA256 = der(SEQUENCE, oid("2a8648ce3d040302"))
