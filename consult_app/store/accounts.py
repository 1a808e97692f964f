"""Accounts of what happened in and after sessions, and the lots that stand in them."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, select, text

from consult_app.domain.account import Account
from consult_app.domain.audit import Act
from consult_app.domain.complication import Complication
from consult_app.domain.document import DocumentKind
from consult_app.domain.given import Dose, Given, planned_dose
from consult_app.domain.log import LookUp
from consult_app.domain.lot import LotState, LotUse, lot_key
from consult_app.store import writing
from consult_app.store.chain import digest_of
from consult_app.store.codec import setting_decoded, setting_encoded
from consult_app.store.failure import failure
from consult_app.store.schema import ACCOUNT, AUDIT, CONSULTATION, LOT, PATIENT, SEQUEL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Row

    from consult_app.domain.consultation import Sealed

_KINDS: dict[str, type[Given | Complication]] = {"given": Given, "complication": Complication}
_BEYOND = "\U0010ffff"
"""Sorts after whatever a lot goes on with."""
_RECENT = 8
# Literally as the index has it.
_OF_LOTS = text("action > 'lot ' AND action < 'lot!'")


def put(connection: Connection, account: Account, at: str, actor: str) -> bool:
    """Keep an account for ever, with its line in the log; false where exactly this one is kept already.

    "consultation-missing" unless its consent is sealed, "changed-elsewhere" where it replaces what does
    not stand any more.
    """
    kept = connection.execute(select(ACCOUNT.c.body).where(ACCOUNT.c.id == account.id)).first()
    kind = "given" if isinstance(account.told, Given) else "complication"
    body = json.dumps({"why": account.why, "told": json.loads(setting_encoded(account.told))})
    if kept is not None:
        if kept.body != body:
            raise failure("changed-elsewhere")
        return False
    revision = revision_of_consent(connection, account.consultation)
    _demand_standing(connection, account, kind)
    connection.execute(
        ACCOUNT.insert(),
        {
            "id": account.id,
            "consultation": account.consultation,
            "kind": kind,
            "replaces": account.replaces or None,
            "at": at,
            "actor": actor,
            "body": body,
        },
    )
    if isinstance(account.told, Given):
        day = account.told.at.date().isoformat()
        mine = {"consultation": account.consultation, "account": account.id, "day": day}
        _index(connection, mine, account.told.doses, account.told.areas)
    writing.enter(
        *(connection, account.consultation, revision, at, actor, account.action), digest=digest_of(body)
    )
    return True


def index_planned(connection: Connection, sealed: Sealed) -> None:
    """Let the lots of a consent be found until somebody writes down what was given."""
    draft = sealed.draft
    if sealed.document.kind is DocumentKind.CONSENT and draft.sequel is None:
        mine = {"consultation": draft.id, "account": "", "day": draft.day.isoformat()}
        _index(connection, mine, map(planned_dose, draft.mixture), draft.areas)


def of_patient(connection: Connection, patient_id: str) -> tuple[Account, ...]:
    """Give all accounts of a patient, oldest first."""
    mine = (
        select(ACCOUNT)
        .join(CONSULTATION, CONSULTATION.c.id == ACCOUNT.c.consultation)
        .where(CONSULTATION.c.patient == patient_id)
        .order_by(ACCOUNT.c.at, text("account.rowid"))
    )
    return tuple(_account(row) for row in connection.execute(mine))


def uses(connection: Connection, lot: str) -> tuple[LotUse, ...]:
    """Give who got a lot that begins like this, newest first; without letters and digits it is nobody."""
    start = lot_key(lot)
    if not start:
        return ()
    rows = connection.execute(_USES.where(LOT.c.key.between(start, start + _BEYOND))).all()
    return tuple(_use(row) for row in rows)


def look_ups(connection: Connection) -> tuple[LookUp, ...]:
    """Give the last few of them, newest first."""
    newest = select(AUDIT).where(_OF_LOTS).order_by(AUDIT.c.seq.desc()).limit(_RECENT)
    return tuple(
        LookUp(
            datetime.fromisoformat(row.at),
            row.actor,
            row.subject,
            int(row.reason),
            saved=row.action == Act.LOT_SAVED,
        )
        for row in connection.execute(newest)
    )


def _index(
    connection: Connection, mine: dict[str, str], doses: Iterable[Dose], areas: tuple[str, ...]
) -> None:
    """Let products be found by their lots; `mine` says where they stand, and of which day they are."""
    rows = [
        {
            **mine,
            "key": lot_key(dose.lot),
            "place": place,
            "lot": dose.lot,
            "product": dose.product,
            "ingredient": dose.ingredient,
            "amount": dose.amount,
            "site": dose.site,
            "areas": json.dumps(areas),
        }
        for place, dose in enumerate(doses)
        if lot_key(dose.lot)
    ]
    if rows:
        connection.execute(LOT.insert(), rows)


def revision_of_consent(connection: Connection, consultation: str) -> int:
    """Give the revision of a sealed consent; "consultation-missing" for anything else."""
    mine = select(CONSULTATION.c.revision).where(
        CONSULTATION.c.id == consultation,
        CONSULTATION.c.stage == "sealed",
        CONSULTATION.c.refusal == 0,
        ~exists().where(SEQUEL.c.consultation == CONSULTATION.c.id),
    )
    row = connection.execute(mine).first()
    if row is None:
        raise failure("consultation-missing")
    return int(row.revision)


def _demand_standing(connection: Connection, account: Account, kind: str) -> None:
    mine = select(ACCOUNT.c.id, ACCOUNT.c.replaces).where(
        ACCOUNT.c.consultation == account.consultation, ACCOUNT.c.kind == kind
    )
    rows = connection.execute(mine).all()
    ids, replaced = {row.id for row in rows}, {row.replaces for row in rows}
    stale = account.replaces and (account.replaces not in ids or account.replaces in replaced)
    second = not account.replaces and kind == "given" and bool(rows)
    if stale or second:
        raise failure("changed-elsewhere")


def _account(row: Row[Any]) -> Account:
    body = json.loads(row.body)
    told = setting_decoded(json.dumps(body["told"]), _KINDS[row.kind])
    at = datetime.fromisoformat(row.at)
    return Account(row.id, row.consultation, at, row.actor, told, row.replaces or "", body["why"])


_LATER = ACCOUNT.alias("later")
_MINE = ACCOUNT.alias("mine")
_CORRECTED = exists().where(_LATER.c.replaces == LOT.c.account).correlate(LOT)
_WRITTEN = exists().where(_MINE.c.consultation == LOT.c.consultation, _MINE.c.kind == "given").correlate(LOT)
_USES = (
    select(
        *(LOT.c[name] for name in ("lot", "product", "ingredient", "amount", "site", "areas", "day")),
        LOT.c.account,
        LOT.c.consultation,
        _CORRECTED.label("corrected"),
        CONSULTATION.c.patient,
        CONSULTATION.c.treatment,
        CONSULTATION.c.pack,
        CONSULTATION.c.sample,
        *(PATIENT.c[name] for name in ("given_name", "family_name", "birth_date", "record_number")),
    )
    .join(CONSULTATION, CONSULTATION.c.id == LOT.c.consultation)
    .join(PATIENT, PATIENT.c.id == CONSULTATION.c.patient)
    .where((LOT.c.account != "") | ~_WRITTEN)
    .order_by(LOT.c.day.desc(), func.lower(PATIENT.c.family_name), LOT.c.consultation, LOT.c.place)
)


def _use(row: Any) -> LotUse:  # noqa: ANN401  so long a row has no type
    written = LotState.CORRECTED if row.corrected else LotState.GIVEN
    return LotUse(
        written if row.account else LotState.PLANNED,
        row.lot,
        row.product,
        row.ingredient,
        row.amount,
        row.site,
        tuple(json.loads(row.areas)),
        date.fromisoformat(row.day),
        row.consultation,
        row.patient,
        f"{row.given_name} {row.family_name}".strip(),
        date.fromisoformat(row.birth_date),
        row.record_number,
        row.treatment,
        row.pack,
        bool(row.sample),
    )
