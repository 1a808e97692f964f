"""Answers as short rows beside their consultation, until somebody looks.

A consultation's text is long and an answer is short. So an answer that changes a draft which was kept here
last is one row: its entry of the log, and what it changes in the text. Before anything else is read or
written, all such rows are folded: each entry goes to its place in the log, each text is written anew once.
A transaction that keeps an answer is on disk when it returns, as every other one is.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import sqlcipher3.dbapi2 as sqlcipher

from consult_app.domain.consultation import Draft
from consult_app.errors import VaultError
from consult_app.store import writing
from consult_app.store.chain import End, end, linked, machine
from consult_app.store.codec import Written, decoded, written
from consult_app.store.database import is_refusal
from consult_app.store.failure import failure
from consult_app.store.hunks import Hunk, hunks, patched
from consult_app.store.rows import consultation_row
from consult_app.store.schema import AUDIT, DELTA, EVENT

if TYPE_CHECKING:
    from consult_app.domain.consultation import State
    from consult_app.store.database import Connection, Database

MOST = 64
"""So many answers wait at most: the last of them takes the time that folding takes."""

_NO_ANSWERS = ("id", "patient", "pack_digest", "sample", "sequel")
"""What no answer changes."""
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(list[Hunk]).decode
_LAST_EVENT = "SELECT max(id) FROM event"
_TO_EVENTS = (
    f"INSERT INTO event ({', '.join(EVENT.columns)})"  # noqa: S608 - our own names
    " SELECT event, subject, revision, at, actor, action FROM delta ORDER BY seq"
)
_TO_LOG = (
    f"INSERT INTO audit ({', '.join(AUDIT.columns)})"  # noqa: S608 - our own names
    " SELECT seq, at, actor, machine, action, subject, '', digest, event, revision, prev, x'', hash"
    " FROM delta ORDER BY seq"
)
_CHANGES = "SELECT at, hunks FROM delta WHERE subject = ? ORDER BY seq"
_THERE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'delta'"


def fold(connection: Connection) -> None:
    """Put every answer in its place, within the caller's transaction; "vault-damaged" where one has none."""
    try:
        connection.execute(_TO_EVENTS)
        connection.execute(_TO_LOG)
        for subject in connection.values("SELECT DISTINCT subject FROM delta"):
            kept = writing.as_kept(connection, subject)
            text, changes = kept.body, connection.execute(_CHANGES, (subject,)).fetchall()
            for each in changes:
                text = patched(text, _decode(each.hunks))
            writing.update(connection, _row(text), kept, changes[-1].at)
        connection.execute("DELETE FROM delta")
    except (ValueError, msgspec.DecodeError):
        raise failure("vault-damaged") from None
    except sqlcipher.Error as error:
        # A row that the guards refuse was not written by this program.
        if is_refusal(error):
            raise failure("vault-damaged") from None
        raise


def fold_any(connection: Connection) -> None:
    """Do so where there are any; an older vault has no such rows."""
    if connection.value(_THERE) is not None and connection.value("SELECT 1 FROM delta LIMIT 1") is not None:
        fold(connection)


def _row(text: str) -> dict[str, object]:
    """Give the columns of a consultation; of a text that cannot be read no more than the text."""
    try:
        return consultation_row(decoded(text))
    except VaultError:
        return {"body": text}


class _Kept(NamedTuple):
    """What was kept last, and after which writing that was."""

    draft: Draft
    written: Written
    end: End
    event: int
    writings: int


class Deltas:
    """The answers that wait in an open vault; made where none does."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: _Kept | None = None
        self._waiting = 0
        database.behind = self

    @property
    def owed(self) -> bool:
        """Whether there may be answers that have to be folded."""
        return self._waiting > 0

    def fold(self, connection: Connection) -> None:
        """Put every answer in its place, within the caller's transaction."""
        fold(connection)

    def folded(self) -> None:
        """Take all that waited as being in its place, on disk."""
        self._waiting = 0

    def keep(self, state: State, action: str, at: str, actor: str) -> bool:
        """Keep an answer, on disk when this returns; False, and nothing kept, for all that is more."""
        kept = self._kept
        if kept is None or kept.writings != self._database.writings or not isinstance(state, Draft):
            return False
        if action in writing.TOLD_THERE or not _is_answer(state, kept.draft):
            return False
        # Whatever fails from here on, it is not known what is on disk.
        self._kept, self._waiting = None, self._waiting + 1
        now, event = written(state, kept.written), kept.event + 1
        digest = hashlib.sha256(b"".join(now.raws)).hexdigest()
        seq, who = kept.end.seq + 1, (at, actor, machine(), action, state.id)
        numbers = (digest, event, state.revision)
        made = linked(kept.end.hash, (seq, *who, "", *numbers))
        changes = _encode(hunks(kept.written.texts, now.texts)).decode()
        self._database.add(DELTA.insert, (seq, *who, *numbers, kept.end.hash, made, changes))
        self._kept = _Kept(state, now, End(seq, made), event, kept.writings)
        if self._waiting >= MOST:
            # It is kept whether there is room for folding it or not: the next look tells.
            with suppress(VaultError):
                self._database.settle()
        return True

    def last(self, connection: Connection, state: State) -> _Kept | None:
        """Read what the next answer goes on from, in the transaction that keeps a state."""
        if not isinstance(state, Draft):
            return None
        event = connection.value(_LAST_EVENT)
        return _Kept(state, written(state), end(connection), event, self._database.writings)

    def go_on_from(self, kept: _Kept | None) -> None:
        """Let the next answer go on from a state that is on disk now."""
        self._kept = kept


def _is_answer(state: Draft, before: Draft) -> bool:
    """Whether a draft comes after the one before, and is the same but for what was answered."""
    same = all(getattr(state, each) == getattr(before, each) for each in _NO_ANSWERS)
    return same and state.revision > before.revision
