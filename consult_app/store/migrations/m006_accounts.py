"""Schema 6: what was given, what went wrong, and who got which lot.

An account is never changed: a correction is another one that replaces it, once, in the same consultation.
A `lot` without an account stands in a sealed consent.
"""

from __future__ import annotations

from consult_app.store.migrations import m005_audit

_TABLES = (
    """CREATE TABLE account (
        id TEXT PRIMARY KEY, consultation TEXT NOT NULL REFERENCES consultation (id), kind TEXT NOT NULL,
        replaces TEXT REFERENCES account (id), at TEXT NOT NULL, actor TEXT NOT NULL, body TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX account_of ON account (consultation)",
    "CREATE UNIQUE INDEX account_replaced_once ON account (replaces) WHERE replaces IS NOT NULL",
    """CREATE UNIQUE INDEX account_given_once ON account (consultation)
        WHERE kind = 'given' AND replaces IS NULL""",
    """CREATE TABLE lot (
        key TEXT NOT NULL, consultation TEXT NOT NULL REFERENCES consultation (id), account TEXT NOT NULL,
        place INTEGER NOT NULL, lot TEXT NOT NULL, product TEXT NOT NULL, ingredient TEXT NOT NULL,
        amount TEXT NOT NULL, site TEXT NOT NULL, areas TEXT NOT NULL, day TEXT NOT NULL,
        PRIMARY KEY (key, consultation, account, place)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX lot_of ON lot (consultation)",
    # The query has to say the same condition in the same words, or the index is not used.
    "CREATE INDEX audit_of_lots ON audit (seq) WHERE action > 'lot ' AND action < 'lot!'",
)

# What sealed consents planned before there was this table; spaces and hyphens are all that lots had in them.
_PLANNED = """INSERT OR IGNORE INTO lot
    SELECT lower(replace(replace(json_extract(portion.value, '$.lot'), ' ', ''), '-', '')), consultation.id,
        '', portion.key, json_extract(portion.value, '$.lot'), '',
        json_extract(portion.value, '$.ingredient'),
        json_extract(portion.value, '$.amount'), json_extract(portion.value, '$.site'),
        json_extract(consultation.body, '$.draft.areas'), consultation.day
    FROM consultation, json_each(consultation.body, '$.draft.mixture') AS portion
    WHERE consultation.stage = 'sealed' AND consultation.refusal = 0
        AND consultation.id NOT IN (SELECT consultation FROM sequel)
        AND json_extract(portion.value, '$.lot') <> ''"""


def _guard(table: str, name: str, act: str, when: str = "") -> str:
    condition = f" WHEN {when}" if when else ""
    return (
        f"CREATE TRIGGER {table}_{name} BEFORE {act} ON {table}{condition}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is kept for ever'); END"
    )


def _frozen(table: str, again: str, gone: str = "") -> tuple[str, ...]:
    """INSERT OR REPLACE deletes without asking the trigger for DELETE, whichever index it meets."""
    present = f"EXISTS (SELECT 1 FROM {table} WHERE {again})"  # noqa: S608  all names stand here
    return (
        _guard(table, "never_changed", "UPDATE"),
        _guard(table, "never_deleted", "DELETE", gone),
        _guard(table, "never_again", "INSERT", present),
    )


_OF_REAL = "NOT EXISTS (SELECT 1 FROM consultation WHERE id = OLD.consultation AND sample = 1)"
_SEALED = (
    "SELECT 1 FROM consultation WHERE id = NEW.consultation AND stage = 'sealed' AND refusal = 0"
    " AND NOT EXISTS (SELECT 1 FROM sequel WHERE consultation = NEW.consultation)"
)
_SAME = (
    "SELECT 1 FROM account WHERE id = NEW.replaces AND consultation = NEW.consultation AND kind = NEW.kind"
)

_ADDED = (
    *_frozen(
        "account",
        "id = NEW.id OR replaces = NEW.replaces"
        " OR (kind = 'given' AND NEW.kind = 'given' AND consultation = NEW.consultation"
        " AND replaces IS NULL AND NEW.replaces IS NULL)",
        _OF_REAL,
    ),
    _guard("account", "of_a_consent", "INSERT", f"NOT EXISTS ({_SEALED})"),
    _guard("account", "of_the_same", "INSERT", f"NEW.replaces IS NOT NULL AND NOT EXISTS ({_SAME})"),
    *_frozen(
        "lot",
        "key = NEW.key AND consultation = NEW.consultation AND account = NEW.account AND place = NEW.place",
        _OF_REAL,
    ),
)

STATEMENTS = (*_TABLES, _PLANNED, *_ADDED)
GUARDS = (*m005_audit.GUARDS, *_ADDED)
