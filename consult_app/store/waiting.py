"""What one room has for itself: acts that wait for the server, and what was begun on its screen.

It lies in the room's own copy of the vault, and in no other room's. What is about a patient goes when they
are destroyed, in whatever room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from consult_app.store.database import Connection

_ALL = "SELECT id, at, actor, action, subject, reason, body FROM waiting ORDER BY place"
_ADD = "INSERT INTO waiting (id, at, actor, action, subject, reason, body) VALUES (?, ?, ?, ?, ?, ?, ?)"


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


class Traces(NamedTuple):
    """What tells that something is about a patient: `ids`, also of their consultations, and `names`."""

    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def identify(self, words: str) -> bool:
        """Whether words are about the patient for certain."""
        return any(each in words for each in self.ids)

    def may_mean(self, words: str) -> bool:
        """Whether half-typed words are about the patient, or could be: a name can be part of another word."""
        return self.identify(words) or any(each in words for each in self.names)


class Own(NamedTuple):
    """All that a room has for itself: what waits, and by user what was begun."""

    acts: tuple[Act, ...] = ()
    unfinished: tuple[tuple[str, str], ...] = ()

    def without(self, traces: Traces) -> Own:
        """Leave out what is about patients who were destroyed; of what was acknowledged nothing else."""
        return Own(
            # Of an entry without a state the log has ids alone, as of all that it entered before.
            tuple(each for each in self.acts if not traces.identify(each.body)),
            tuple(each for each in self.unfinished if not traces.may_mean(each[1])),
        )


def waiting(connection: Connection) -> list[Act]:
    """List what waits, in its order."""
    return [Act(*row) for row in connection.execute(_ALL)]


def wait(connection: Connection, act: Act) -> None:
    """Let an act wait."""
    connection.execute(_ADD, act)


def sent(connection: Connection, act_id: str) -> None:
    """Forget an act that arrived."""
    connection.execute("DELETE FROM waiting WHERE id = ?", (act_id,))


def put_unfinished(connection: Connection, user_id: str, value: str) -> None:
    """Keep what a user had begun on this room's screen."""
    connection.execute("INSERT OR REPLACE INTO unfinished VALUES (?, ?)", (user_id, value))


def taken_unfinished(connection: Connection, user_id: str) -> str:
    """Give back what a user had begun, once; empty where there is nothing."""
    mine = "DELETE FROM unfinished WHERE user = ? RETURNING value"
    return connection.value(mine, (user_id,)) or ""


def own(connection: Connection) -> Own:
    """Give all that a room has for itself."""
    begun = connection.execute("SELECT user, value FROM unfinished ORDER BY user")
    return Own(tuple(waiting(connection)), tuple((row.user, row.value) for row in begun))


def put_own(connection: Connection, mine: Own) -> None:
    """Let a room have this for itself and nothing else."""
    for table in ("waiting", "unfinished"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - named above
    for act in mine.acts:
        wait(connection, act)
    for user_id, value in mine.unfinished:
        put_unfinished(connection, user_id, value)
