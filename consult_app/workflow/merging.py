"""Two patients who may be one person: noticed, looked at side by side, joined, and parted again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, tzinfo

from consult_app.domain.consultation import Patient, Stage
from consult_app.domain.merging import Merge, alike, choosing, differing
from consult_app.errors import CALLED_OTHERWISE, NotReadyError, VaultError
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, demand, may

_MOST = 1000
"""So many are compared who share a birth date, or whose number begins alike."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: how many consultations there are, of which day the newest, and how many are open."""

    patient: Patient
    consultations: int
    newest: date | None
    drafts: int
    held: bool


@dataclass(frozen=True, slots=True)
class MergeScreen:
    """Two patients side by side, and the details in which they differ, as in `merging.DETAILS`.

    `kept` is the one whom the other would be listed as.
    """

    kept: Side
    absorbed: Side
    differing: tuple[str, ...]


def read_alike(vault: Vault, patient: Patient) -> tuple[Patient, ...]:
    """Find who may be the same person as a patient; nobody for whoever may not join them, or a sample."""
    if not may(vault.staff.me, Right.MERGE) or vault.is_sample(patient.id):
        return ()
    asked = (patient.birth_date.isoformat(), patient.record_number)
    found = (each for words in asked if words.strip() for each in vault.patients(words, _MOST))
    meant = {each.id: each for each in found if alike(patient, each)}
    return tuple(each for each in meant.values() if not vault.is_sample(each.id))


def read_merges(vault: Vault, patient_id: str, zone: tzinfo | None) -> tuple[Merge, ...]:
    """List who was joined with a patient and still is, the last first; people are named."""
    name_of = vault.staff.name_of
    return tuple(
        replace(each, by=name_of(each.by) or each.by, at=each.at.astimezone(zone))
        for each in vault.merges(patient_id)
        if each.parted is None
    )


def read_merge(vault: Vault, kept_id: str, other_id: str) -> MergeScreen:
    """Look at two patients side by side; "already-joined" where each has somebody joined to it."""
    demand(vault.staff.me, Right.MERGE)
    kept, absorbed = vault.patient(kept_id), vault.patient(other_id)
    if _has_others(vault, absorbed):
        kept, absorbed = absorbed, kept
    if kept.id == absorbed.id or _has_others(vault, absorbed):
        raise VaultError("already-joined")
    held = {each.patient for each in vault.retention.holds()}
    return MergeScreen(_side(vault, kept, held), _side(vault, absorbed, held), differing(kept, absorbed))


def join(services: Services, vault: Vault, screen: MergeScreen, theirs: Collection[str], why: str) -> None:
    """Have two patients listed as one, with these details of the one who is absorbed.

    NotReadyError without a reason; VaultError where either is not as it was looked at.
    """
    demand(vault.staff.me, Right.MERGE)
    if not why.strip():
        raise NotReadyError(("why",))
    kept, absorbed = screen.kept.patient, screen.absorbed.patient
    chosen = choosing(kept, absorbed, theirs)
    me = vault.staff.me.id
    vault.join(Merge(services.new_id(), absorbed, kept, chosen, why.strip(), services.now(), me))


def part(vault: Vault, merge_id: str, why: str) -> None:
    """Have two patients who were joined listed as two again; NotReadyError without a reason."""
    demand(vault.staff.me, Right.MERGE)
    if not why.strip():
        raise NotReadyError(("why",))
    vault.part(merge_id, why.strip())


def called_now(vault: Vault, patient: Patient) -> Patient | None:
    """Give the details by which a patient goes today, where those are others: corrected, joined or parted.

    The id stays: what was begun for somebody stays with them.
    """
    now = replace(vault.patient(patient.id), id=patient.id)
    return now if now != patient else None


def demand_called(vault: Vault, patient: Patient) -> None:
    """Refuse to go on to the signatures under details that were changed elsewhere; "called-otherwise"."""
    if called_now(vault, patient) is not None:
        raise VaultError(CALLED_OTHERWISE)


def _has_others(vault: Vault, patient: Patient) -> bool:
    return any(each.parted is None for each in vault.merges(patient.id))


def _side(vault: Vault, patient: Patient, held: Iterable[str]) -> Side:
    lines = vault.consultations((patient.id,))
    mine = [each for each in lines if each.sequel is None]
    drafts = sum(each.stage not in (Stage.SEALED, Stage.VOIDED) for each in lines)
    return Side(
        patient, len(mine), max((each.day for each in mine), default=None), drafts, patient.id in held
    )
