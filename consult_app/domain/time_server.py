"""A server that puts timestamps on documents (RFC 3161), as a practice chose it."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

_SCHEMES = ("http", "https")
_HERE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class TimeServer:
    """Where it is, who asks it (if it wants to know), and which certificates it is trusted by (PEM)."""

    address: str
    certificates: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Behind:
    """What speaks for seals to others: certificates, and lists of those that were withdrawn (DER)."""

    certificates: tuple[bytes, ...] = ()
    lists: tuple[bytes, ...] = ()


def is_address(text: str) -> bool:
    """Whether it can be the address of such a server."""
    try:
        parts = urlsplit(text.strip())
        return parts.scheme in _SCHEMES and bool(parts.hostname) and parts.port != 0 and not parts.username
    except ValueError:
        return False


def may_take_password(address: str) -> bool:
    """Whether nobody on the way can read what is sent there."""
    parts = urlsplit(address.strip())
    return parts.scheme == "https" or parts.hostname in _HERE
