"""Schema 9: patients are found by any word however many there are, and lists read no more than they show.

`patient_words` numbers the patients, for the index of words has to go by numbers that never change: without a
number of their own, copying the database would number them anew. What is deleted from that index is gone from
its pages at once.
"""

from __future__ import annotations

from consult_app.store.migrations import m008_photos

STATEMENTS = (
    "DROP TABLE patient_key",
    """CREATE TABLE patient_words (
        number INTEGER PRIMARY KEY, patient TEXT NOT NULL UNIQUE REFERENCES patient (id), words TEXT NOT NULL
    ) STRICT""",
    # Whoever types has typed one letter, then two: up to five, what they begin is in the index itself.
    """CREATE VIRTUAL TABLE patient_search USING fts5(
        words, content='patient_words', content_rowid='number', tokenize='ascii', prefix='1 2 3 4 5',
        detail=none, columnsize=0
    )""",
    "INSERT INTO patient_search (patient_search, rank) VALUES ('secure-delete', 1)",
    "CREATE INDEX consultation_day ON consultation (day)",
    # The queries have to say the same conditions in the same words, or these are not used.
    """CREATE INDEX consultation_open ON consultation (stage)
        WHERE stage IN ('draft', 'reviewed', 'consented')""",
    "CREATE INDEX consultation_sample ON consultation (sample) WHERE sample = 1",
    """CREATE INDEX event_of_wanted ON event (consultation)
        WHERE action > 'paper wanted ' AND action < 'paper wanted!'""",
    "DROP INDEX consultation_updated",
    "CREATE INDEX consultation_touched ON consultation (updated, patient)",
)
GUARDS = m008_photos.GUARDS
