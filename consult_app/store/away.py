"""Why a room has to go on without its practice's server: what the driver says, told apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psycopg
    from psycopg import pq

AWAY = (
    "server-gone",
    "server-password",
    "database-missing",
    "server-barred",
    "server-busy",
    "server-full",
    "server-open",
    "server-certificate",
    "server-unproven",
    "server-old",
    # It answers, and what it holds is not what the rooms gave it: nothing more is given to it.
    "server-refused",
    "server-unguarded",
    "server-altered",
    "server-behind",
    "copy-differs",
)
"""Why a room has to go on by itself, with all that it has; each is asked about again at the next look."""
OTHERS = ("server-altered", "server-behind")
"""Why what a server holds is not what went on from here."""
_UNPROVEN = ("authentication method requirement", "channel binding", "server signature")
"""What the driver says of a server that does not prove that it knows the password, or wants to be told it."""
_QUOTED = re.compile('["\u00ab\u00bb\u201c\u201e](.+?)["\u00ab\u00bb\u201c\u201d]')


def why_away(error: psycopg.Error, address: str) -> str:
    """Tell a server that lets nobody in, and why not, from one that cannot be reached."""
    # A vault of one machine alone never loads the driver.
    from psycopg import errors

    if isinstance(error, errors.DiskFull):
        return "server-full"
    asked = getattr(error, "pgconn", None)
    if not asked or asked.server_version:
        # It broke; or the server ended it.
        return "server-gone"
    said, fatal, refusal = str(error).rpartition("FATAL")
    if fatal:
        return _why_refused(refusal, address)
    return _why_not_made(said + refusal, asked)


def _why_refused(refusal: str, address: str) -> str:
    from psycopg import conninfo

    # The driver has no code for what is refused at the door; in any language what is meant is in quotes.
    if "SCRAM" in refusal:
        return "server-unproven"
    if "pg_hba.conf" in refusal:
        return "server-barred"
    database, user = (str(conninfo.conninfo_to_dict(address).get(each, "")) for each in ("dbname", "user"))
    named = {each.group(1) for each in _QUOTED.finditer(refusal)}
    if user in named:
        return "server-password"
    return "database-missing" if database in named else "server-busy"


def _why_not_made(said: str, asked: pq.abc.PGconn) -> str:
    """Tell why the driver made no connection; what it says itself is in English."""
    if any(each in said for each in _UNPROVEN):
        return "server-unproven"
    if asked.needs_password or asked.used_password:
        return "server-password"
    if "does not support SSL" in said:
        return "server-open"
    return "server-certificate" if "certificate" in said else "server-gone"
