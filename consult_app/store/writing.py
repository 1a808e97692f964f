"""What a transaction of the vault is made of."""

from __future__ import annotations

from dataclasses import replace as replacing
from typing import TYPE_CHECKING, Any

from consult_app.domain.audit import Act
from consult_app.domain.consultation import Clinician, Consented, Practice, Stage, Unsealed
from consult_app.store import joined, sequels, words
from consult_app.store.chain import BESIDE, GONE, append, digest_of
from consult_app.store.codec import decoded, setting_decoded, setting_encoded
from consult_app.store.failure import failure
from consult_app.store.rows import consultation_row, draft_of, follows, patient_row, sha256, utc
from consult_app.store.rows import patient as as_patient
from consult_app.store.schema import BELONGING, CONSULTATION, EVENT, PACK, PATIENT, SEALED
from consult_app.store.settings import settings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from consult_app.domain.consultation import Draft, Patient, Sealed, Voided
    from consult_app.domain.preferences import Preferences
    from consult_app.domain.unfinished import Unfinished
    from consult_app.store.database import Connection, Row


CLINICIAN_OF = "clinician:"
"""How the setting with a user's details begins; their id follows."""
AWAITED_KEY = "recovery-key:awaited"
UNFINISHED_OF = "unfinished:"
"""How the setting begins with what a user had not finished."""

_KEPT = (
    "SELECT c.*, s.first, s.kind FROM consultation c"
    " LEFT JOIN sequel s ON s.consultation = c.id WHERE c.id = ?"
)
_SET = (
    "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
_RENAME = (
    "UPDATE patient SET given_name = ?, family_name = ?, birth_date = ?, sex = ?, record_number = ?,"
    " by_name = ? WHERE id = ?"
)
_OF_SAMPLES = "consultation IN (SELECT id FROM consultation WHERE sample = 1)"
_ABOUT = "SELECT sample FROM consultation WHERE patient = ?"
TOLD_THERE = ("begin", "seal")
"""Acts in a document that follows a record which stand in that record's own log as well."""


def put_setting(connection: Connection, name: str, value: str) -> None:
    """Keep a setting in place of the one before."""
    connection.execute(_SET, (name, value))


def await_recovery_key(connection: Connection) -> None:
    """Note that a recovery key was made and nobody has said yet that it is on paper."""
    put_setting(connection, AWAITED_KEY, "true")


def drop_settings(connection: Connection, *names: str) -> None:
    """Forget settings."""
    for name in names:
        connection.execute("DELETE FROM setting WHERE name = ?", (name,))


def put_practice(connection: Connection, practice: Practice) -> None:
    """Keep the details of the practice."""
    put_setting(connection, "practice", setting_encoded(practice))


def put_clinician(connection: Connection, clinician: Clinician) -> None:
    """Keep the details of a user; they stay when the user has left, for the log names them by their id."""
    put_setting(connection, CLINICIAN_OF + clinician.id, setting_encoded(clinician))


def clinicians(connection: Connection) -> dict[str, Clinician]:
    """Give the details of everybody who ever was a user, by id."""
    theirs = settings_of(connection, CLINICIAN_OF)
    return {key: setting_decoded(value, Clinician) for key, value in theirs.items()}


def put_preferences(connection: Connection, preferences: Preferences) -> None:
    """Keep how the practice has the program work."""
    put_setting(connection, "preferences", setting_encoded(preferences))


def put_unfinished(connection: Connection, user_id: str, unfinished: Unfinished) -> None:
    """Keep what a user had not finished."""
    put_setting(connection, UNFINISHED_OF + user_id, setting_encoded(unfinished))


def put_patient(connection: Connection, patient: Patient, at: str, actor: str) -> None:
    """Keep a patient, new or corrected, and the words by which they are found.

    Whoever was joined stays as they were: what is corrected of them is corrected of whom they are listed as.
    """
    patient = replacing(patient, id=joined.kept(connection, patient.id))
    row = patient_row(patient)
    before = connection.execute("SELECT * FROM patient WHERE id = ?", (patient.id,)).fetchone()
    if before is not None and dict(before) == row:
        return
    append(connection, at, actor, Act.PATIENT, patient.id, digest=digest_of(setting_encoded(patient)))
    if before is None:
        PATIENT.add(connection, **row)
    else:
        connection.execute(_RENAME, [*(row[each] for each in PATIENT.columns[1:]), patient.id])
    words.put(connection, patient)


def put_patient_of(connection: Connection, draft: Draft, at: str, actor: str) -> None:
    """Keep the patient of a new consultation; one who was joined meanwhile is called as that says."""
    if joined.kept(connection, draft.patient.id) == draft.patient.id:
        put_patient(connection, draft.patient, at, actor)


def demand_new(connection: Connection, patient_id: str) -> None:
    """Refuse to take somebody who is here for new; "changed-elsewhere"."""
    if connection.value("SELECT 1 FROM patient WHERE id = ?", (patient_id,)) is not None:
        raise failure("changed-elsewhere")


def patient_now(connection: Connection, patient_id: str) -> Patient:
    """Give a patient as they are called now; "patient-missing"."""
    row = connection.execute("SELECT * FROM patient WHERE id = ?", (patient_id,)).fetchone()
    if row is None:
        raise failure("patient-missing")
    return as_patient(row)


def put_pack(connection: Connection, digest: str, bundle: str) -> None:
    """Keep a pack, once."""
    if connection.value("SELECT 1 FROM pack WHERE digest = ?", (digest,)) is None:
        PACK.add(connection, digest=digest, bundle=bundle, sha256=sha256(bundle.encode()))


def add(connection: Connection, draft: Draft, at: str) -> str:
    """Keep a new consultation; gives its digest for the log."""
    row = consultation_row(draft)
    CONSULTATION.add(connection, **row, updated=at)
    sequels.link(connection, draft)
    return digest_of(row["body"])


def replace(connection: Connection, state: Unsealed | Voided, at: str) -> str:
    """Put a state in the last one's place; gives its digest for the log, none where it is kept already."""
    row = consultation_row(state)
    kept = as_kept(connection, row["id"])
    if kept.stage == Stage.SEALED.value:
        raise failure("already-sealed")
    if kept.body == row["body"]:
        return ""
    if kept.stage == Stage.VOIDED.value:
        raise failure("already-voided")
    if not follows(state, row, kept):
        raise failure("changed-elsewhere")
    sequels.demand_link(kept, draft_of(state))
    update(connection, row, kept, at)
    return digest_of(row["body"])


def seal(connection: Connection, sealed: Sealed, pdf: bytes, aftercare: bytes, at: str) -> str:
    """Keep a record for ever; gives its digest for the log, none where exactly this one is kept already."""
    row = consultation_row(sealed)
    kept = as_kept(connection, row["id"])
    if kept.body == row["body"]:
        return ""
    if kept.stage == Stage.SEALED.value:
        raise failure("already-sealed")
    before = decoded(kept.body)
    if not (isinstance(before, Consented) and before.becomes(sealed)):
        raise failure("changed-elsewhere")
    sequels.demand_unwithdrawn(connection, sealed.draft)
    aftercare_sha256 = sha256(aftercare)
    SEALED.add(
        connection,
        consultation=row["id"],
        sha256=sealed.sha256,
        length=sealed.length,
        seals=sealed.seals,
        pdf=pdf,
        aftercare=aftercare,
        aftercare_sha256=aftercare_sha256,
        at=utc(sealed.at),
    )
    update(connection, row, kept, at)
    return digest_of(row["body"], sealed.sha256, aftercare_sha256)


def log(  # noqa: PLR0913 - who did what, when, and with what result
    connection: Connection,
    draft: Draft,
    at: str,
    actor: str,
    action: str,
    *,
    digest: str = "",
    sign: Callable[[bytes], bytes] | None = None,
) -> None:
    """Note who did what and when, for ever; `digest` is that of what is kept from now on."""
    # Only what says at once that it is a sample may be cleared later.
    reason = "sample" if draft.sample and action == "begin" else ""
    _enter(connection, draft.id, draft.revision, at, actor, action, reason=reason, digest=digest, sign=sign)
    if draft.sequel is not None and action in TOLD_THERE:
        first = draft.sequel.first.id
        revision = as_kept(connection, first).revision
        enter(connection, first, revision, at, actor, f"{draft.sequel.kind.value} {action} {draft.id}")


def enter(  # noqa: PLR0913, PLR0917 - as above
    connection: Connection,
    consultation: str,
    revision: int,
    at: str,
    actor: str,
    action: str,
    *,
    reason: str = "",
    digest: str = "",
    gone: bool = False,
    sign: Callable[[bytes], bytes] | None = None,
) -> None:
    """Note an act in the consultation's own list, and in the chain.

    `digest` is that of what is kept beside the consultation from now on, such as a picture, or is `gone`.
    """
    beside = f"{GONE if gone else BESIDE}{digest}" if digest else ""
    _enter(connection, consultation, revision, at, actor, action, reason=reason, digest=beside, sign=sign)


def _enter(  # noqa: PLR0913, PLR0917 - as above
    connection: Connection,
    consultation: str,
    revision: int,
    at: str,
    actor: str,
    action: str,
    *,
    reason: str,
    digest: str,
    sign: Callable[[bytes], bytes] | None,
) -> None:
    event = connection.execute(EVENT.insert, (None, consultation, revision, at, actor, action)).lastrowid
    append(
        *(connection, at, actor, action, consultation),
        reason=reason,
        digest=digest,
        event=event,
        revision=revision,
        sign=sign,
    )


def clear_samples(connection: Connection, at: str, actor: str) -> None:
    """Delete all sample consultations, and the patients of whom nothing else is recorded."""
    for each in connection.values("SELECT id FROM consultation WHERE sample = 1"):
        append(connection, at, actor, Act.SAMPLE_CLEARED, each)
    patients = connection.values("SELECT DISTINCT patient FROM consultation WHERE sample = 1")
    for table in BELONGING:
        connection.execute(f"DELETE FROM {table} WHERE {_OF_SAMPLES}")  # noqa: S608 - our own names
    connection.execute("DELETE FROM consultation WHERE sample = 1")
    for patient in patients:
        if connection.value(_ABOUT, (patient,)) is None:
            words.forget(connection, patient)
            connection.execute("DELETE FROM patient WHERE id = ?", (patient,))
            append(connection, at, actor, Act.SAMPLE_CLEARED, patient)


def is_sample(connection: Connection, patient_id: str) -> bool:
    """Whether something is recorded about a patient, and all of it is a sample."""
    found = connection.values(_ABOUT, (patient_id,))
    return bool(found) and all(found)


def exists(connection: Connection, consultation_id: str) -> bool:
    """Whether a consultation is kept."""
    return connection.value("SELECT 1 FROM consultation WHERE id = ?", (consultation_id,)) is not None


def body(connection: Connection, consultation_id: str) -> str:
    """Give a consultation as it is kept; "consultation-missing"."""
    return str(as_kept(connection, consultation_id).body)


def as_kept(connection: Connection, consultation_id: str) -> Row:
    """Give a consultation as it is kept, with what it follows."""
    kept = connection.execute(_KEPT, (consultation_id,)).fetchone()
    if kept is None:
        raise failure("consultation-missing")
    return kept


def update(connection: Connection, row: Mapping[str, Any], kept: Row, at: str) -> None:
    """Write what changed: each column that is written writes its indexes anew, whatever it held before."""
    changed = {name: value for name, value in row.items() if value != kept[name]} | {"updated": at}
    columns = ", ".join(f"{name} = ?" for name in changed)
    # The names are those of `consultation_row`.
    statement = f"UPDATE consultation SET {columns} WHERE id = ?"  # noqa: S608
    connection.execute(statement, (*changed.values(), kept.id))
