"""Whatever is read and signed: a consent form, a refusal, or what follows one."""

from __future__ import annotations

from datetime import datetime

from consult_app.domain.compose.consent import compose_consent
from consult_app.domain.compose.sequel import compose_sequel
from consult_app.domain.compose.telling import Telling
from consult_app.domain.consultation import Draft
from consult_app.domain.document import PLAIN, Document, Sheet
from consult_app.domain.screening import Assessment
from consult_app.domain.treatment import Treatment


def compose_signed(
    treatment: Treatment, draft: Draft, assessment: Assessment, at: datetime, sheet: Sheet = PLAIN
) -> Document:
    """Compose the document that is signed at the end of a consultation, or of what follows one."""
    if draft.sequel is None:
        return compose_consent(treatment, draft, assessment, at, sheet)
    return compose_sequel(Telling(treatment, draft, assessment), draft.sequel, at, sheet)
