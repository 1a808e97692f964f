"""The sample consultation as it is before the review, and its form."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from consult_app.domain.compose import compose_consent
from consult_app.domain.document import PLAIN, Document, Sheet
from consult_app.workflow.consulting import Conversation, begin
from consult_app.workflow.demo import said
from tests.helpers.window import PASSPHRASE, quick_services, sample_of


def sample_talk() -> Conversation:
    """The sample consultation as it is before the review."""
    with TemporaryDirectory(prefix="consult-bench-") as folder:
        bound = quick_services(Path(folder) / "vault")
        sample = sample_of(bound)
        vault, _ = bound.vaults.create(sample.practice, sample.clinician, PASSPHRASE)
        conversation = begin(bound, vault, sample.pack, sample.goal, sample.patient)
        for draft in said(bound, conversation, sample):
            conversation = Conversation.about(conversation.treatment, draft)
        vault.close()
    return conversation


def composed(conversation: Conversation, sheet: Sheet = PLAIN) -> Document:
    """Compose its form at a fixed time."""
    at = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
    return compose_consent(conversation.treatment, conversation.draft, conversation.assessment, at, sheet)
