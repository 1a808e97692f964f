"""Schema 7: a consultation that was ended before it was complete is kept as it stood, and never changes."""

from __future__ import annotations

from consult_app.store.migrations import m006_accounts

_FROZEN = (
    "CREATE TRIGGER consultation_voided BEFORE UPDATE ON consultation WHEN OLD.stage = 'voided'"
    " BEGIN SELECT RAISE(ABORT, 'consultation is kept for ever'); END"
)
STATEMENTS = (_FROZEN,)
GUARDS = (*m006_accounts.GUARDS, *STATEMENTS)
