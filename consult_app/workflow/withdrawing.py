"""A consent that is taken back says so itself: its file gets a signature more, and loses none."""

from __future__ import annotations

from datetime import datetime

from consult_app.domain.compose import short_name
from consult_app.domain.consultation import Consented
from consult_app.domain.document import Role
from consult_app.domain.ink import Ink
from consult_app.domain.proof import Verdict
from consult_app.domain.sequel import Sequel, SequelKind
from consult_app.domain.treatment import Treatment
from consult_app.domain.wording import Words
from consult_app.errors import RenderError, SigningError
from consult_app.workflow.ports import Services, Vault

_NO_PLACE = frozenset({"no-place", "withdrawal-no-place"})
"""Codes that mean: the document was sealed before there was a place for it."""


def with_withdrawal(  # noqa: PLR0913 - what is taken back, with which key, when
    services: Services,
    vault: Vault,
    treatment: Treatment,
    consented: Consented,
    key: tuple[bytes, str],
    *,
    at: datetime,
) -> tuple[bytes, int]:
    """Give the newest file of the consent with the withdrawal in its place, and how many seals it has then.

    Empty for what takes nothing back, and where the consent has no such place: then the withdrawal stands
    in its own document alone. SigningError where the file does not pass its check.
    """
    sequel = consented.draft.sequel
    if sequel is None or sequel.kind is not SequelKind.WITHDRAWAL:
        return b"", 0
    before = vault.pdf(sequel.first.id)
    try:
        stamp = services.stamp(before, *_words(treatment, consented, sequel, at), _ink(consented))
        kept, opener = key
        pdf = services.withdraw(before, kept, opener, stamp=stamp, meaning=_meaning(consented), at=at)
    except (RenderError, SigningError) as error:
        if error.code in _NO_PLACE:
            return b"", 0
        raise
    seals = vault.revisions(sequel.first.id)[-1].seals + 1
    proof = services.verify(pdf, frozenset())
    if proof.verdict is not Verdict.INTACT or len(proof.signatures) != seals:
        what = "The consent did not pass its check once the withdrawal was in it."
        raise SigningError("seal-not-verified", what, "Try to seal again.")
    return pdf, seals


def _meaning(consented: Consented) -> str:
    return f"{consented.document.title} ({consented.document.kind.value})"


def _words(
    treatment: Treatment, consented: Consented, sequel: Sequel, at: datetime
) -> tuple[str, tuple[str, ...]]:
    """Say in the place that it was taken back, by whom, when, and which document tells of it."""
    words, told = Words(treatment.labels), sequel.told
    first = consented.signatures[0]
    name = consented.draft.patient.name if first.role is Role.CLINICIAN else first.name
    how = words(f"sequel.withdrawal.told.{told.value}") if told else ""
    said = (
        words("sequel.withdrawal.by", name=short_name(name), told=how),
        words.time(at),
        words("sequel.withdrawal.paper", id=consented.draft.id),
    )
    return words("sequel.withdrawal.stamp"), said


def _ink(consented: Consented) -> Ink | None:
    """Give what the patient drew; of a clinician's signature alone, nothing."""
    first = consented.signatures[0]
    return None if first.role is Role.CLINICIAN else first.ink
