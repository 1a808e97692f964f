"""Who got a lot: across all patients, each reading of it logged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from consult_app.domain.log import LookUp
from consult_app.domain.lot import LotUse, lot_key
from consult_app.domain.treatment import Treatment
from consult_app.errors import ContentError, NotReadyError
from consult_app.workflow.packs import treatment_name
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, demand, may
from consult_app.workflow.tables import csv_table

_COLUMNS = (
    *("lot", "state", "date", "product", "amount", "areas", "patient", "born", "record", "treatment"),
    *("consultation", "sample"),
)
LEAST = 2
"""With fewer letters and digits nearly everybody would be found."""


@dataclass(frozen=True, slots=True)
class LotRow:
    """Who got a lot, in words: product, areas and treatment by their names."""

    use: LotUse
    product: str
    where: str
    treatment: str


@dataclass(frozen=True, slots=True)
class LotsScreen:
    """What was asked, who got it, and who asked before; `asked` is empty where nobody did yet."""

    asked: str
    rows: tuple[LotRow, ...]
    before: tuple[LookUp, ...]
    may_save: bool


def read_lots(services: Services, vault: Vault, lot: str = "") -> LotsScreen:
    """Look a lot up; without one, only say who did before. NotReadyError for one that is too short."""
    demand(vault.staff.me, Right.READ)
    asked = lot.strip()
    if asked and len(lot_key(asked)) < LEAST:
        raise NotReadyError(("lot",))
    rows = _rows(services, vault, vault.look_up_lot(asked)) if asked else ()
    name_of = vault.staff.name_of
    before = tuple(
        replace(each, who=name_of(each.who) or each.who, at=each.at.astimezone(services.now().tzinfo))
        for each in vault.look_ups()
    )
    return LotsScreen(asked, rows, before, may(vault.staff.me, Right.EXPORT))


def lots_csv(services: Services, vault: Vault, lot: str) -> bytes:
    """Write who got a lot as CSV, to be saved outside the vault: logged, and not for assistants."""
    demand(vault.staff.me, Right.EXPORT)
    found = _rows(services, vault, vault.look_up_lot(lot.strip(), saved=True))
    return csv_table((_COLUMNS, *(_columns(each) for each in found)))


def _columns(row: LotRow) -> tuple[str, ...]:
    use = row.use
    product = (use.lot, use.state.value, use.day.isoformat(), row.product, use.amount, row.where)
    patient = (use.patient, use.birth_date.isoformat(), use.record_number)
    return (*product, *patient, row.treatment, use.consultation, "yes" if use.sample else "")


def _rows(services: Services, vault: Vault, uses: tuple[LotUse, ...]) -> tuple[LotRow, ...]:
    names = {each.id: each.name for each in services.library.packs()}

    @cache
    def content(digest: str) -> Treatment | None:
        try:
            return services.library.restore(vault.bundle(digest))
        except ContentError:
            # In a recall a patient must be found even where the names of things cannot be read any more.
            return None

    return tuple(_row(each, content(each.pack), names) for each in uses)


def _row(use: LotUse, treatment: Treatment | None, names: dict[str, str]) -> LotRow:
    ingredients = {each.id: each.name for each in treatment.ingredients} if treatment else {}
    areas = {area.id: area.name for goal in treatment.goals for area in goal.areas} if treatment else {}
    ingredient = ingredients.get(use.ingredient, use.ingredient)
    product = " · ".join(each for each in (use.product, ingredient) if each)
    where = use.site or ", ".join(areas.get(each, each) for each in use.areas)
    return LotRow(use, product, where, treatment_name(use.treatment, names))
