"""Where a grave complication is reported, and how far that was checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consult_app.domain.complication import GRAVE, Grade
from consult_app.domain.treatment import Verification


@dataclass(frozen=True, slots=True)
class Hint:
    """A scheme that wants to hear of it; `facts` are those of the collected facts that say so."""

    scheme: str
    verified: Verification
    facts: tuple[str, ...] = ()


_SCHEMES: Mapping[str, Hint] = {
    "US": Hint("FDA MedWatch", Verification.READ, ("reg-us-medwatch", "rf-report")),
    # The facts say "national scheme elsewhere" and do not name it; what names it nobody has checked yet.
    "UK": Hint("MHRA Yellow Card", Verification.RECALLED, ("rf-report",)),
    "AU": Hint("TGA (Therapeutic Goods Administration)", Verification.RECALLED, ("rf-report",)),
}
_ELSEWHERE = Hint("", Verification.READ, ("rf-report",))


def reporting_hint(grade: Grade, jurisdiction: str) -> Hint | None:
    """Say where a complication should be reported under a law; none where it was not grave.

    Without a scheme it is the national one, whatever that is called.
    """
    return _SCHEMES.get(jurisdiction, _ELSEWHERE) if grade in GRAVE else None
