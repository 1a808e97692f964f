"""Schema 5: every act is entered in one chain, to which nothing can be added but at its end.

`event` and `revision` point to the consultation's own list of acts; 0 where there is none. The list goes when
a sample is cleared, its entries stay.
"""

from __future__ import annotations

from consult_app.store.migrations import m004_sequels


def _guard(name: str, act: str, why: str, when: str = "") -> str:
    condition = f" WHEN {when}" if when else ""
    return (
        f"CREATE TRIGGER audit_{name} BEFORE {act} ON audit{condition}"
        f" BEGIN SELECT RAISE(ABORT, 'the log {why}'); END"
    )


_LAST = "(SELECT {0} FROM audit ORDER BY seq DESC LIMIT 1)"

_GUARDS = (
    _guard("never_changed", "UPDATE", "is kept for ever"),
    _guard("never_deleted", "DELETE", "is kept for ever"),
    _guard(
        "only_grows",
        "INSERT",
        "only grows at its end",
        f"NEW.seq <> coalesce({_LAST.format('seq')}, 0) + 1"
        f" OR NEW.prev <> coalesce({_LAST.format('hash')}, zeroblob(32))",
    ),
)

STATEMENTS = (
    """CREATE TABLE audit (
        seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, machine TEXT NOT NULL,
        action TEXT NOT NULL, subject TEXT NOT NULL, reason TEXT NOT NULL, digest TEXT NOT NULL,
        event INTEGER NOT NULL, revision INTEGER NOT NULL,
        prev BLOB NOT NULL CHECK (length(prev) = 32), signature BLOB NOT NULL,
        hash BLOB NOT NULL CHECK (length(hash) = 32)
    ) STRICT""",
    *_GUARDS,
)

GUARDS = (*m004_sequels.GUARDS, *_GUARDS)
