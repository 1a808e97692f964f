"""Schema 14: an answer is kept as one short row, beside the text of its consultation that it changes.

A row is the answer's entry in the log, without a reason and a signature, which an answer has not. It stays
until it stands there.
"""

from __future__ import annotations

from consult_app.store.migrations import m013_merges


def _guard(name: str, act: str, why: str, when: str = "") -> str:
    condition = f" WHEN {when}" if when else ""
    return (
        f"CREATE TRIGGER delta_{name} BEFORE {act} ON delta{condition}"
        f" BEGIN SELECT RAISE(ABORT, 'delta {why}'); END"
    )


_LAST = "(SELECT {0} FROM delta ORDER BY seq DESC LIMIT 1), (SELECT {0} FROM audit ORDER BY seq DESC LIMIT 1)"
_NOT_NEXT = (
    f"NEW.seq <> coalesce({_LAST.format('seq')}, 0) + 1"
    f" OR NEW.prev <> coalesce({_LAST.format('hash')}, zeroblob(32))"
)
_NOT_ENTERED = "NOT EXISTS (SELECT 1 FROM audit WHERE seq = OLD.seq AND hash = OLD.hash)"
_NO_DRAFT = "NOT EXISTS (SELECT 1 FROM consultation WHERE id = NEW.subject AND stage = 'draft')"

_ADDED = (
    _guard("never_changed", "UPDATE", "is kept for ever"),
    _guard("never_lost", "DELETE", "is kept until it stands in the log", _NOT_ENTERED),
    # One guard for both: each costs time with every answer.
    _guard("only_grows", "INSERT", "goes on where the log ends, in a draft", f"{_NOT_NEXT} OR {_NO_DRAFT}"),
)

STATEMENTS = (
    """CREATE TABLE delta (
        seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, machine TEXT NOT NULL,
        action TEXT NOT NULL, subject TEXT NOT NULL, digest TEXT NOT NULL,
        event INTEGER NOT NULL, revision INTEGER NOT NULL,
        prev BLOB NOT NULL CHECK (length(prev) = 32),
        hash BLOB NOT NULL CHECK (length(hash) = 32), hunks TEXT NOT NULL
    ) STRICT""",
    *_ADDED,
)
GUARDS = (*m013_merges.GUARDS, *_ADDED)
