"""Compose documents: what is said follows from the treatment, the draft and its assessment, nothing else."""

from consult_app.domain.compose.aftercare import compose_aftercare
from consult_app.domain.compose.blank import compose_blank
from consult_app.domain.compose.certificate import COUNTED, compose_certificate
from consult_app.domain.compose.consent import compose_consent
from consult_app.domain.compose.expectations import interests_of, outcome_details
from consult_app.domain.compose.grounds import ground_text
from consult_app.domain.compose.record import compose_record
from consult_app.domain.compose.recovery_sheet import compose_recovery_sheet
from consult_app.domain.compose.running import LONGEST_RUNNING_NAME, short_name
from consult_app.domain.compose.signed import compose_signed
from consult_app.domain.compose.signing import with_ink_kept
from consult_app.domain.compose.summary import compose_summary
from consult_app.domain.compose.two_languages import in_two_languages

__all__ = [
    "COUNTED",
    "LONGEST_RUNNING_NAME",
    "compose_aftercare",
    "compose_blank",
    "compose_certificate",
    "compose_consent",
    "compose_record",
    "compose_recovery_sheet",
    "compose_signed",
    "compose_summary",
    "ground_text",
    "in_two_languages",
    "interests_of",
    "outcome_details",
    "short_name",
    "with_ink_kept",
]
