"""All that the vault holds about one patient, in one file: patients may ask for it, and take it elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from consult_app.domain.audit import Act
from consult_app.domain.consultation import ConsultationLine, Patient, Sealed
from consult_app.domain.merging import Merge
from consult_app.domain.photo import Photo
from consult_app.domain.retention import Hold, Proposal
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.copy_index import INDEX, index_page
from consult_app.workflow.packs import treatment_name
from consult_app.workflow.papers import read_handed
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.record import record
from consult_app.workflow.rights import Right, demand

_MADE = (1980, 1, 1, 0, 0, 0)
"""The time of each file in the archive: when it was made says `patient.json`."""


def copy_of_patient(services: Services, vault: Vault, patient_id: str) -> bytes:
    """Put everything about a patient into a ZIP: each file that was signed, and all the rest as JSON.

    That it was done is in the log before anything leaves. RightError for an assistant; "patient-missing".
    """
    demand(vault.staff.me, Right.EXPORT)
    patient = vault.patient(patient_id)
    vault.note(Act.COPIED, patient_id)
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as into:
        for name, content in _indexed(services, vault, patient):
            into.writestr(ZipInfo(name, _MADE), content, ZIP_DEFLATED)
    return archive.getvalue()


def _indexed(services: Services, vault: Vault, patient: Patient) -> Iterator[tuple[str, bytes]]:
    """Give all files, before them a page that says what lies where."""
    beside = tuple(_files(services, vault, patient))
    photos = tuple((_photo_name(number, each), each) for number, each in _photos(vault, patient))
    sessions = tuple(_sessions(services, vault, patient))
    made = (services.now(), vault.staff.me.clinician.name, vault.practice().name)
    listed = tuple((line, tuple(name for name, _ in files)) for line, files in sessions)
    yield INDEX, index_page(patient, made, listed, photos, tuple(name for name, _ in beside))
    yield from beside
    yield from ((name, vault.photo(each.id)) for name, each in photos)
    for _, files in sessions:
        yield from files


def _photos(vault: Vault, patient: Patient) -> Iterator[tuple[int, Photo]]:
    return enumerate((replace(each, by=_name(vault, each.by)) for each in vault.photos(patient.id)), 1)


def _photo_name(number: int, photo: Photo) -> str:
    return f"photographs/{number:03}-{photo.id}.jpg"


def _sessions(
    services: Services, vault: Vault, patient: Patient
) -> Iterator[tuple[ConsultationLine, tuple[tuple[str, bytes], ...]]]:
    names = {each.id: each.name for each in services.library.packs()}
    ordered = sorted(vault.consultations((patient.id,)), key=lambda each: (each.day, each.updated, each.id))
    for number, line in enumerate(ordered, 1):
        kind = f"-{line.sequel.value}" if line.sequel else ""
        folder = f"{number:03}-{line.day.isoformat()}{kind}"
        files = _of_consultation(services, vault, line)
        called = replace(line, treatment=treatment_name(line.treatment, names))
        yield called, tuple((f"{folder}/{name}", content) for name, content in files)


def _files(services: Services, vault: Vault, patient: Patient) -> Iterator[tuple[str, bytes]]:
    made = {"made": services.now(), "by": vault.staff.me.clinician.name, "practice": vault.practice()}
    yield "patient.json", _json({**made, "patient": patient})
    yield "log.json", _json(vault.entries_about(patient.id))
    if merges := vault.merges(patient.id):
        yield "joined.json", _json(tuple(_with_names(vault, each) for each in merges))
    if kept := _decided(vault, patient.id):
        yield "retention.json", _json(kept)
    accounts = (replace(each, by=_name(vault, each.by)) for each in vault.accounts(patient.id))
    yield "accounts.json", _json(tuple(accounts))
    if photos := tuple(each for _, each in _photos(vault, patient)):
        yield "photographs.json", _json(photos)
    if gone := vault.removed_photos(patient.id):
        yield (
            "removed-photographs.json",
            _json(tuple(replace(each, by=_name(vault, each.by)) for each in gone)),
        )


def _decided(vault: Vault, patient_id: str) -> tuple[Hold | Proposal, ...]:
    """Give whether the records are held, and whether they are proposed to be destroyed."""
    retention = vault.retention
    every: tuple[Hold | Proposal, ...] = (*retention.holds(), *retention.proposals())
    return tuple(replace(each, by=_name(vault, each.by)) for each in every if each.patient == patient_id)


def _with_names(vault: Vault, merge: Merge) -> Merge:
    parted = merge.parted and replace(merge.parted, by=_name(vault, merge.parted.by))
    return replace(merge, by=_name(vault, merge.by), parted=parted)


def _of_consultation(services: Services, vault: Vault, line: ConsultationLine) -> Iterator[tuple[str, bytes]]:
    state = vault.open(line.id)
    if isinstance(state, Sealed):
        yield from _documents(vault, state.draft.id)
    yield "kept.json", _json(json.loads(services.written(state)))
    acts = (replace(each, who=_name(vault, each.who)) for each in vault.acts(line.id))
    yield "log.json", _json({"acts": tuple(acts), "papers": read_handed(vault, line.id)})
    if isinstance(state, Sealed):
        yield from _of_sealed(services, vault, state)


def _of_sealed(services: Services, vault: Vault, sealed: Sealed) -> Iterator[tuple[str, bytes]]:
    treatment = services.library.restore(vault.bundle(sealed.draft.pack_digest))
    yield "record.json", _json(record(Conversation.about(treatment, sealed.draft), sealed))


def _documents(vault: Vault, id_: str) -> Iterator[tuple[str, bytes]]:
    newest, first = vault.pdf(id_), vault.original(id_)
    yield "signed.pdf", newest
    if first != newest:
        yield "signed-as-it-was-first.pdf", first
    if aftercare := vault.aftercare(id_):
        yield "aftercare.pdf", aftercare


def _name(vault: Vault, user_id: str) -> str:
    return vault.staff.name_of(user_id) or user_id


def _json(value: object) -> bytes:
    return json.dumps(_plain(value), ensure_ascii=False, indent=1).encode()


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever is kept
    """Turn values of the domain into what JSON has; nothing is left out."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
