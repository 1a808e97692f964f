"""Accounts of what happened in and after sessions, and the lots that stand in them."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import reduce
from typing import TYPE_CHECKING

from consult_app.domain.account import Account
from consult_app.domain.audit import Act
from consult_app.domain.complication import Complication
from consult_app.domain.document import DocumentKind
from consult_app.domain.given import Dose, Given, planned_dose
from consult_app.domain.log import LookUp
from consult_app.domain.lot import TAKEN_FOR, LotState, LotUse, alike, lot_key, spellings
from consult_app.store import joined, writing
from consult_app.store.chain import digest_of
from consult_app.store.codec import setting_decoded, setting_encoded
from consult_app.store.failure import failure
from consult_app.store.schema import ACCOUNT, LOT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consult_app.domain.consultation import Sealed
    from consult_app.store.database import Connection, Row

_KINDS: dict[str, type[Given | Complication]] = {"given": Given, "complication": Complication}
_BEYOND = "\U0010ffff"
"""Sorts after whatever a lot goes on with."""
_RECENT = 8
_ACCOUNTS = (
    "SELECT a.* FROM account a JOIN consultation c ON c.id = a.consultation"
    " WHERE c.patient IN (SELECT value FROM json_each(?)) ORDER BY a.at, a.rowid"
)
_CONSENT = (
    "SELECT revision FROM consultation WHERE id = ? AND stage = 'sealed' AND refusal = 0"
    " AND NOT EXISTS (SELECT 1 FROM sequel WHERE sequel.consultation = consultation.id)"
)
_STANDING = "SELECT id, replaces FROM account WHERE consultation = ? AND kind = ?"
_ALIKE = reduce(lambda key, each: f"replace({key}, '{each[0]}', '{each[1]}')", TAKEN_FOR, "lot.key")
"""As `alike` does it."""
_USES = (
    "SELECT lot.lot, lot.product, lot.ingredient, lot.amount, lot.site, lot.areas, lot.day, lot.account,"  # noqa: S608
    " lot.consultation, EXISTS (SELECT 1 FROM account WHERE replaces = lot.account) AS corrected,"
    " p.id AS patient, p.given_name, p.family_name, p.birth_date, p.record_number,"
    " c.treatment, c.pack, c.sample"
    # The index leads to each spelling; where there are too many of them, the rest is looked at.
    f" FROM json_each(?) spelt JOIN lot ON lot.key BETWEEN spelt.value AND spelt.value || '{_BEYOND}'"
    " JOIN consultation c ON c.id = lot.consultation"
    f" JOIN patient p ON p.id = {joined.person('c.patient')}"
    f" WHERE {_ALIKE} BETWEEN ? AND ? AND (lot.account <> '' OR NOT EXISTS"
    " (SELECT 1 FROM account WHERE consultation = lot.consultation AND kind = 'given'))"
    " ORDER BY lot.day DESC, lower(p.family_name), lot.consultation, lot.place"
)
# Literally as the index has it.
_LOOK_UPS = (
    "SELECT at, actor, action, subject, reason FROM audit WHERE action > 'lot ' AND action < 'lot!'"
    " ORDER BY seq DESC LIMIT ?"
)


def put(connection: Connection, account: Account, at: str, actor: str) -> bool:
    """Keep an account for ever, with its line in the log; false where exactly this one is kept already.

    "consultation-missing" unless its consent is sealed, "changed-elsewhere" where it replaces what does
    not stand any more.
    """
    kept = connection.value("SELECT body FROM account WHERE id = ?", (account.id,))
    kind = "given" if isinstance(account.told, Given) else "complication"
    body = json.dumps({"why": account.why, "told": json.loads(setting_encoded(account.told))})
    if kept is not None:
        if kept != body:
            raise failure("changed-elsewhere")
        return False
    revision = revision_of_consent(connection, account.consultation)
    _demand_standing(connection, account, kind)
    ACCOUNT.add(
        connection,
        id=account.id,
        consultation=account.consultation,
        kind=kind,
        replaces=account.replaces or None,
        at=at,
        actor=actor,
        body=body,
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
    return tuple(
        _account(row) for row in connection.execute(_ACCOUNTS, (joined.same(connection, patient_id),))
    )


def uses(connection: Connection, lot: str) -> tuple[LotUse, ...]:
    """Give who got a lot that begins like this, newest first; without letters and digits it is nobody."""
    start = alike(lot_key(lot))
    if not start:
        return ()
    asked = (json.dumps(spellings(start)), start, start + _BEYOND)
    return tuple(_use(row) for row in connection.execute(_USES, asked))


def look_ups(connection: Connection) -> tuple[LookUp, ...]:
    """Give the last few of them, newest first."""
    return tuple(
        LookUp(
            datetime.fromisoformat(row.at),
            row.actor,
            row.subject,
            int(row.reason),
            saved=row.action == Act.LOT_SAVED,
        )
        for row in connection.execute(_LOOK_UPS, (_RECENT,))
    )


def _index(
    connection: Connection, mine: dict[str, str], doses: Iterable[Dose], areas: tuple[str, ...]
) -> None:
    """Let products be found by their lots; `mine` says where they stand, and of which day they are."""
    rows: list[dict[str, object]] = [
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
    LOT.add_all(connection, rows)


def revision_of_consent(connection: Connection, consultation: str) -> int:
    """Give the revision of a sealed consent; "consultation-missing" for anything else."""
    revision = connection.value(_CONSENT, (consultation,))
    if revision is None:
        raise failure("consultation-missing")
    return int(revision)


def _demand_standing(connection: Connection, account: Account, kind: str) -> None:
    rows = connection.execute(_STANDING, (account.consultation, kind)).fetchall()
    ids, replaced = {row.id for row in rows}, {row.replaces for row in rows}
    stale = account.replaces and (account.replaces not in ids or account.replaces in replaced)
    second = not account.replaces and kind == "given" and bool(rows)
    if stale or second:
        raise failure("changed-elsewhere")


def _account(row: Row) -> Account:
    body = json.loads(row.body)
    told = setting_decoded(json.dumps(body["told"]), _KINDS[row.kind])
    at = datetime.fromisoformat(row.at)
    return Account(row.id, row.consultation, at, row.actor, told, row.replaces or "", body["why"])


def _use(row: Row) -> LotUse:
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
