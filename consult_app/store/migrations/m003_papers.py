"""Schema 3: what was done with the papers of sealed records is found in the log without reading all of it."""

from __future__ import annotations

STATEMENTS = (
    # The query has to say the same condition in the same words, or the index is not used.
    "CREATE INDEX event_of_paper ON event (consultation) WHERE action > 'paper ' AND action < 'paper!'",
)
