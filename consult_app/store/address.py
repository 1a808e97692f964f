"""Where a practice's server is, and that what goes there is encrypted on its way too.

What is kept is encrypted before it leaves a machine. Without TLS whoever is on the network could still pass
themselves off as the server, see which role comes in, and cut off or hold up what is sent.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import conninfo

from consult_app.store.failure import failure

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE = ("localhost", "127.0.0.1", "::1")
"""What never leaves this machine; so does a socket in a folder."""
_OPEN = ("disable", "allow", "prefer")
_CHECKED = ("verify-ca", "verify-full")
_MODES = (*_OPEN, "require", *_CHECKED)


def plain(address: str) -> str:
    """Write an address as the driver does; "address-unreadable", "address-with-password"."""
    try:
        named = conninfo.conninfo_to_dict(address)
    except psycopg.Error:
        raise failure("address-unreadable") from None
    if "password" in named:
        raise failure("address-with-password")
    if not address.startswith(("postgresql://", "postgres://")) or not named.get("dbname"):
        raise failure("address-unreadable")
    if named.get("sslmode", "require") not in _MODES:
        raise failure("address-unreadable")
    return conninfo.make_conninfo("", **named)


def as_user(address: str, user: str) -> str:
    """Give the same address for another role."""
    return conninfo.make_conninfo(address, user=user)


def secured(address: str) -> dict[str, str]:
    """Give what is asked of the way to an address that says nothing of it: TLS, for all but this machine.

    Where it names a root certificate, the server has to be the one that the certificate is for. And the
    server has to prove that it knows the password, which is never given to it, unless it is a socket.
    """
    named = conninfo.conninfo_to_dict(address)
    asked = _way(named) | _proof(named)
    return {key: value for key, value in asked.items() if key not in named}


def _way(named: Mapping[str, Any]) -> dict[str, str]:
    if not _leads_away(named):
        return {}
    if "sslrootcert" in named or "PGSSLROOTCERT" in os.environ:
        return {"sslmode": "verify-full"}
    # What this system asks of all its connections may be more, but not less.
    usual = os.environ.get("PGSSLMODE", "")
    return {"sslmode": usual if usual in _CHECKED else "require"}


def _proof(named: Mapping[str, Any]) -> dict[str, str]:
    if all(each.startswith(("/", "@")) for each in _hosts(named)) or "require_auth" in named:
        return {}
    asked = {"require_auth": "scram-sha-256"}
    if _leads_away(named) and named.get("sslmode") not in _OPEN:
        # The proof is one about this very connection, so that nobody between the two can pass it on.
        asked["channel_binding"] = "require"
    return asked


def is_open(address: str) -> bool:
    """Whether somebody wrote into an address that its way over a network need not be encrypted."""
    named = conninfo.conninfo_to_dict(address)
    return named.get("sslmode") in _OPEN and _leads_away(named)


def machine_of(address: str) -> str:
    """Name the database, and the machine that it is on."""
    named = conninfo.conninfo_to_dict(address)
    return f"{named.get('dbname', '')} @ {named.get('host', 'localhost')}"


def _leads_away(named: Mapping[str, Any]) -> bool:
    return any(each not in _HERE and not each.startswith(("/", "@")) for each in _hosts(named))


def _hosts(named: Mapping[str, Any]) -> list[str]:
    """Name what an address leads to; a file of the system's can name what it does not tell here."""
    if "service" in named:
        return ["service"]
    where = named.get("hostaddr") or named.get("host") or os.environ.get("PGHOST", "")
    return [each for each in where.split(",") if each]
