"""What one room has for itself: acts that wait for the server, and what was begun on its screen.

It lies in the room's own copy of the vault, and in no other room's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ALL = text("SELECT id, at, actor, action, subject, reason, body FROM waiting ORDER BY place")
_ADD = text(
    "INSERT INTO waiting (id, at, actor, action, subject, reason, body)"
    " VALUES (:id, :at, :actor, :action, :subject, :reason, :body)"
)


class Act(NamedTuple):
    """An act that waits: the next state of a consultation as `body`, or an entry of the log alone.

    The `reason` of a state is the digest of the one that it was made from, where that is known.
    """

    id: str
    at: str
    actor: str
    action: str
    subject: str
    reason: str
    body: str


class Own(NamedTuple):
    """All that a room has for itself: what waits, and by user what was begun."""

    acts: tuple[Act, ...] = ()
    unfinished: tuple[tuple[str, str], ...] = ()


def waiting(connection: Connection) -> list[Act]:
    """List what waits, in its order."""
    return [Act(*row) for row in connection.execute(_ALL)]


def wait(connection: Connection, act: Act) -> None:
    """Let an act wait."""
    connection.execute(_ADD, act._asdict())


def sent(connection: Connection, act_id: str) -> None:
    """Forget an act that arrived."""
    connection.execute(text("DELETE FROM waiting WHERE id = :id"), {"id": act_id})


def put_unfinished(connection: Connection, user_id: str, value: str) -> None:
    """Keep what a user had begun on this room's screen."""
    there = {"user": user_id, "value": value}
    connection.execute(text("INSERT OR REPLACE INTO unfinished VALUES (:user, :value)"), there)


def taken_unfinished(connection: Connection, user_id: str) -> str:
    """Give back what a user had begun, once; empty where there is nothing."""
    mine = text("DELETE FROM unfinished WHERE user = :user RETURNING value")
    return str(connection.execute(mine, {"user": user_id}).scalar_one_or_none() or "")


def own(connection: Connection) -> Own:
    """Give all that a room has for itself."""
    begun = connection.execute(text("SELECT user, value FROM unfinished ORDER BY user"))
    return Own(tuple(waiting(connection)), tuple((row.user, row.value) for row in begun))


def put_own(connection: Connection, mine: Own) -> None:
    """Let a room have this for itself and nothing else."""
    for table in ("waiting", "unfinished"):
        connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - named above
    for act in mine.acts:
        wait(connection, act)
    for user_id, value in mine.unfinished:
        put_unfinished(connection, user_id, value)
