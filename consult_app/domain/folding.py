"""Names as they are searched: without case and accents, and with ü found as u and as ue."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consult_app.domain.consultation import Patient

_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe"})
_SINGLE = str.maketrans({"ø": "o", "æ": "a", "œ": "o", "ł": "l", "đ": "d"})


def foldings(text: str) -> frozenset[str]:
    """Give the forms in which a text is found."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    return frozenset({_bare(plain), _bare(plain.translate(_SPELLED_OUT))})


def by_name(patient: Patient) -> str:
    """Give the text that patients are ordered by."""
    return min(foldings(f"{patient.family_name} {patient.given_name}"))


def _bare(text: str) -> str:
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFKD", text.translate(_SINGLE))
    return "".join(sign for sign in letters if not unicodedata.combining(sign))
