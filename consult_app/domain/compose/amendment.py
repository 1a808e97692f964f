"""What is corrected in a record or added to it, in the clinician's own words."""

from __future__ import annotations

from collections.abc import Iterator

from consult_app.domain.compose.telling import Telling
from consult_app.domain.document import Block, Quote
from consult_app.domain.sequel import Sequel


def amended(telling: Telling, sequel: Sequel) -> Iterator[Block]:
    """Give what the clinician wrote."""
    yield Quote(sequel.words, telling.words("sequel.amendment.words", clinician=telling.draft.clinician.name))
