"""What page-validation finds wrong with a document, less what it misreads."""

from __future__ import annotations

import page

PROFILES = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
_LENGTH = "PDFA3A-STREAM-LENGTH-001"


def faults(pdf: bytes) -> list[str]:
    """Name every fault against PDF/A-3a and PDF/UA-1.

    Where compressed data happen to end with a carriage return, the validator takes that for the end of a
    line and the length for a wrong one. What we write ourselves never ends so; what a seal adds may.
    """
    misread = b"\r\nendstream" in pdf
    return [
        f"{each.rule_id} {each.message}"
        for profile in PROFILES
        for each in page.validate_pdf_bytes(pdf, profile=profile).failures
        if not (misread and each.rule_id == _LENGTH)
    ]
