"""Photographs for the record: kept only where the patient agreed to them, shown side by side."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from consult_app.domain.audit import Act
from consult_app.domain.consultation import Draft, Patient, Sealed
from consult_app.domain.photo import (
    OTHER_USES,
    PHOTO_DECISION,
    Photo,
    Removal,
    RemovedPhoto,
    Taken,
    may_keep,
)
from consult_app.domain.treatment import Treatment
from consult_app.errors import NotReadyError
from consult_app.workflow.accounts import agreed, sealed_consent
from consult_app.workflow.consulting import note_reading, resume
from consult_app.workflow.own_key import own_key
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, demand, may
from consult_app.workflow.taken_back import still_agreed_to, taken_back


@dataclass(frozen=True, slots=True)
class PhotosScreen:
    """All photographs of a patient, oldest first; those that are new belong to `consultation`.

    `agreed` says that its consent allows them and was not taken back, `may_add` that this user may. `uses`
    are the other uses that it allows still; `taken_back` is the day on which photographs for the record were.
    """

    consultation: str
    patient: Patient
    photos: tuple[Photo, ...]
    areas: tuple[str, ...]
    agreed: bool
    may_add: bool
    uses: tuple[str, ...] = ()
    taken_back: date | None = None
    removed: tuple[RemovedPhoto, ...] = ()
    unwanted: tuple[str, ...] = ()
    """Those still kept whose consent does not allow them any more, by id."""


def read_photos(services: Services, vault: Vault, consultation: str) -> PhotosScreen:
    """List a patient's photographs; that they are read is logged. NotReadyError without a sealed consent."""
    sealed = sealed_consent(vault, consultation)
    treatment, _ = resume(services, vault, consultation)
    draft = sealed.draft
    note_reading(vault, Act.READ_PHOTOS, draft.patient.id)
    name_of, zone = vault.staff.name_of, services.now().tzinfo
    photos = tuple(
        replace(each, by=name_of(each.by) or each.by, at=each.at.astimezone(zone))
        for each in vault.photos(draft.patient.id)
    )
    areas = tuple(area.name for goal in treatment.goals for area in goal.areas if area.id in draft.areas)
    return PhotosScreen(
        consultation,
        draft.patient,
        photos,
        tuple(dict.fromkeys(areas)),
        _allowed(vault, sealed),
        may(vault.staff.me, Right.TREAT),
        _uses(vault, treatment, sealed),
        taken_back(vault, consultation).get(PHOTO_DECISION),
        tuple(
            replace(each, by=name_of(each.by) or each.by, at=each.at.astimezone(zone))
            for each in vault.removed_photos(draft.patient.id)
        ),
        _unwanted(vault, photos),
    )


def add_photo(  # noqa: PLR0913 - of what, when, which
    services: Services, vault: Vault, consultation: str, jpeg: bytes, *, taken: Taken, place: str
) -> None:
    """Keep a photograph, already rid of all but its picture.

    NotReadyError "photo-consent" where the patient did not agree to it, or took the consent back; "place"
    where nobody says of what it is. RightError for an assistant.
    """
    demand(vault.staff.me, Right.TREAT)
    sealed = sealed_consent(vault, consultation)
    if not _allowed(vault, sealed):
        raise NotReadyError(("photo-consent",))
    if not place.strip():
        raise NotReadyError(("place",))
    digest = hashlib.sha256(jpeg).hexdigest()
    me, now = vault.staff.me.id, services.now()
    vault.add_photo(
        Photo(services.new_id(), consultation, taken, place.strip(), now, me, digest, len(jpeg)), jpeg
    )


def remove_photo(  # noqa: PLR0913 - which, why, and what confirms it
    services: Services, vault: Vault, photo: Photo, *, why: Removal, words: str, passphrase: str
) -> None:
    """Take a photograph out of the record, for a reason and confirmed by one's own passphrase.

    NotReadyError "taken-back" where the patient did not take back what they agreed to, "why" where another
    reason is not said; VaultError "photo-missing", "held"; SigningError "not-confirmed". RightError for an
    assistant.
    """
    demand(vault.staff.me, Right.TREAT)
    if why is Removal.OTHER and not words.strip():
        raise NotReadyError(("why",))
    if why is Removal.TAKEN_BACK and _allowed(vault, sealed_consent(vault, photo.consultation)):
        raise NotReadyError(("taken-back",))
    own_key(vault, passphrase)
    me = vault.staff.me.id
    removed = RemovedPhoto(photo.id, photo.consultation, why, words.strip(), services.now(), me)
    vault.remove_photo(removed)


def _unwanted(vault: Vault, photos: tuple[Photo, ...]) -> tuple[str, ...]:
    consents = dict.fromkeys(each.consultation for each in photos)
    gone = {each for each in consents if not _allowed(vault, sealed_consent(vault, each))}
    return tuple(each.id for each in photos if each.consultation in gone)


def _allowed(vault: Vault, sealed: Sealed) -> bool:
    draft: Draft = sealed.draft
    kept = may_keep(draft) and PHOTO_DECISION not in taken_back(vault, draft.id)
    return kept and agreed(vault, sealed).withdrawn_at is None


def _uses(vault: Vault, treatment: Treatment, sealed: Sealed) -> tuple[str, ...]:
    """Name what photographs may be used for beside the record, in the words of the consent."""
    said = still_agreed_to(vault, treatment, sealed).get(OTHER_USES)
    if not isinstance(said, tuple) or agreed(vault, sealed).withdrawn_at is not None:
        return ()
    labels = {each.id: each.label for each in treatment.questionnaire.question(OTHER_USES).choices}
    return tuple(labels[each] for each in said if isinstance(each, str) and each in labels)
