"""Values of the domain as rows of the tables and back."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from consult_app.domain.consultation import (
    Consented,
    ConsultationLine,
    Draft,
    OnPaper,
    Patient,
    Reviewed,
    Sealed,
    Sex,
    Stage,
    State,
    Unsealed,
    Voided,
)
from consult_app.domain.document import DocumentKind
from consult_app.domain.folding import by_name
from consult_app.domain.sequel import SequelKind
from consult_app.store.codec import decoded, encoded

if TYPE_CHECKING:
    from consult_app.store.database import Row
_STAGES = {
    Draft: Stage.DRAFT,
    Reviewed: Stage.REVIEWED,
    OnPaper: Stage.ON_PAPER,
    Consented: Stage.CONSENTED,
    Sealed: Stage.SEALED,
    Voided: Stage.VOIDED,
}

_REFUSED = {DocumentKind.REFUSAL: 1, DocumentKind.NOT_TODAY: 2}
"""What the column of refusals holds of a sealed record: 0 of everything else."""


def sha256(content: bytes) -> str:
    """Give the digest, hex."""
    return hashlib.sha256(content).hexdigest()


def utc(at: datetime) -> str:
    """Write a time so that the order of texts is that of times."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def draft_of(state: State) -> Draft:
    """Give what was said, whatever the stage."""
    return state if isinstance(state, Draft) else state.draft


def consultation_row(state: State) -> dict[str, Any]:
    """Give the columns of a consultation, but for the time."""
    draft = draft_of(state)
    kind = state.document.kind if isinstance(state, Sealed) else None
    return {
        "id": draft.id,
        "stage": _STAGES[type(state)].value,
        "revision": draft.revision,
        "signatures": 0 if isinstance(state, Draft) else len(state.signatures),
        "patient": draft.patient.id,
        "pack": draft.pack_digest,
        "name": draft.patient.name,
        "birth_date": draft.patient.birth_date.isoformat(),
        "treatment": draft.treatment,
        "day": draft.day.isoformat(),
        "sample": int(draft.sample),
        "refusal": _REFUSED.get(kind, 0) if kind else 0,
        "body": encoded(state),
    }


def follows(state: State, row: dict[str, Any], kept: Row) -> bool:
    """Whether a state may come after the kept one: no earlier one, and after a signature only the next.

    A sample stays a sample, and what is real stays real. Whatever is voided is what stood there until then.
    """
    if row["sample"] != kept.sample:
        return False
    if isinstance(state, Voided):
        before = decoded(kept.body)
        return isinstance(before, Unsealed) and before.voiding(state.ending) == state
    if kept.stage == Stage.ON_PAPER.value:
        return _coming_back(state, kept)
    if kept.signatures:
        added = row["revision"] == kept.revision and row["signatures"] > kept.signatures
        return bool(added or _being_drawn(state, kept))
    # At the same revision a draft is frozen for review or reopened; two drafts of one revision contradict.
    drafts = row["stage"] == kept.stage == Stage.DRAFT.value
    return bool(row["revision"] > kept.revision or (row["revision"] == kept.revision and not drafts))


def _being_drawn(state: State, kept: Row) -> bool:
    """Whether nothing differs but what the next signer has drawn so far."""
    if not isinstance(state, Reviewed):
        return False
    before = decoded(kept.body)
    same = isinstance(before, Reviewed) and replace(before, drawn=state.drawn, read_back=state.read_back)
    return same == state


def _coming_back(state: State, kept: Row) -> bool:
    """Whether nothing differs but which pages came back, or the paper that is back is taken as signed."""
    before = decoded(kept.body)
    if not isinstance(before, OnPaper):
        return False
    if isinstance(state, OnPaper):
        return before.may_become(state)
    took = (before.draft, before.document, before.scans)
    return isinstance(state, Consented) and took == (state.draft, state.document, state.scans)


def line(row: Row) -> ConsultationLine:
    """Read a line of the list."""
    return ConsultationLine(
        id=row.id,
        stage=Stage(row.stage),
        patient=row.name,
        birth_date=date.fromisoformat(row.birth_date),
        treatment=row.treatment,
        day=date.fromisoformat(row.day),
        updated=datetime.fromisoformat(row.updated),
        sample=bool(row.sample),
        refusal=bool(row.refusal),
        not_today=row.refusal == _REFUSED[DocumentKind.NOT_TODAY],
        patient_id=row.patient,
        pack=row.pack,
        sequel=SequelKind(row.sequel) if row.sequel else None,
        first=row.first or "",
    )


def patient_row(patient: Patient) -> dict[str, str]:
    """Give the columns of a patient."""
    return {
        "id": patient.id,
        "given_name": patient.given_name,
        "family_name": patient.family_name,
        "birth_date": patient.birth_date.isoformat(),
        "sex": patient.sex.value,
        "record_number": patient.record_number,
        "by_name": by_name(patient),
    }


def patient(row: Row) -> Patient:
    """Read a patient."""
    return Patient(
        id=row.id,
        given_name=row.given_name,
        family_name=row.family_name,
        birth_date=date.fromisoformat(row.birth_date),
        sex=Sex(row.sex),
        record_number=row.record_number,
    )
