"""Schema 10: what was read in an emergency is found without reading all of the log."""

from __future__ import annotations

from consult_app.store.migrations import m009_size

STATEMENTS = (
    # The query has to say the same condition in the same words, or the index is not used.
    """CREATE INDEX audit_of_emergencies ON audit (seq)
        WHERE action > 'emergency ' AND action < 'emergency!'""",
)
GUARDS = m009_size.GUARDS
