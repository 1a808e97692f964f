"""Patients brought in from another program's file: looked at first, then all of them at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from consult_app.domain.consultation import Patient
from consult_app.domain.fault import Refused
from consult_app.domain.incoming import (
    Arrivals,
    Came,
    Incoming,
    SexRead,
    offered,
    read_lines,
    read_sexes,
    sort_out,
)
from consult_app.domain.merging import choosing
from consult_app.domain.table import (
    Columns,
    DayOrder,
    Detail,
    FileKind,
    Table,
    body,
    cells_of,
    find_columns,
    find_order,
    leaves_order_open,
    numbers_of,
    plain,
)
from consult_app.errors import NotReadyError, VaultError
from consult_app.workflow.consulting import keep_patient
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, demand
from consult_app.workflow.tables import csv_table

EVERYBODY = 1_000_000
"""More patients than a practice has: those of a file are compared with all of them."""
_EXAMPLES, _UNUSUAL, _LONGEST = 3, 6, 60


@dataclass(frozen=True, slots=True)
class Told:
    """What a person said about a file; whatever they left open is found.

    `columns` is None until they named any; `order` is that of day and month.
    """

    encoding: str = ""
    delimiter: str = ""
    named: bool | None = None
    columns: Mapping[Detail, int] | None = None
    order: DayOrder | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: its name, its number where it has none, and the first words in it.

    `name` is empty where the kind of file says what stands there.
    """

    name: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IncomingScreen:
    """What a file holds, as it is read now, and what would come of it.

    `unusual` are names with letters by which one sees whether the character set is right. `asks_order` where
    some dates mean two days, or day and month were told apart by a person. `lines` counts patients.
    `numbers` are the columns of record numbers where the file has those of several who gave them.
    """

    content: bytes = field(repr=False)
    told: Told
    kind: FileKind
    encoding: str
    delimiter: str
    columns: Columns
    names: tuple[Column, ...]
    lines: int
    asks_order: bool
    arrivals: Arrivals
    refused: tuple[Refused, ...]
    sexes: tuple[SexRead, ...]
    unusual: tuple[str, ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """Who was brought in, in the order of the file, and how many lines stayed out."""

    patients: tuple[Patient, ...]
    stayed: int


def read_incoming(
    services: Services, vault: Vault, content: bytes, told: Told | None = None
) -> IncomingScreen:
    """Look at a file as a person said, and find the rest; nothing is kept. TableError, RightError."""
    demand(vault.staff.me, Right.BRING)
    told = told or Told()
    table = services.read_table(content, told.encoding, told.delimiter)
    columns = _columns(table, told)
    read: tuple[Incoming, ...] = ()
    refused: tuple[Refused, ...] = ()
    if not columns.lacking:
        odd = frozenset(services.unprintable("".join(sorted(_signs(table, columns)))))
        read, refused = read_lines(table, columns, services.now().date(), odd)
    return IncomingScreen(
        content,
        told,
        table.kind,
        table.encoding,
        table.delimiter,
        columns,
        _names(table, columns),
        len(body(table, columns)),
        told.order is not None or leaves_order_open(table, columns),
        sort_out(read, vault.patients("", EVERYBODY)) if read else Arrivals(),
        refused,
        read_sexes(table, columns),
        _unusual(read),
        numbers_of(table),
    )


def bring(services: Services, vault: Vault, screen: IncomingScreen, also: Collection[int]) -> Brought:
    """Keep whoever is new, and of those who may be somebody known the ones on these lines: all or none.

    NotReadyError where nobody would come, VaultError "patients-changed" where somebody else is here now.
    """
    _demand_unchanged(services, vault, screen)
    chosen = [each.incoming for each in screen.arrivals.alike if each.incoming.line in also]
    coming = sorted((*screen.arrivals.new, *chosen), key=lambda each: each.line)
    if not coming:
        raise NotReadyError(("patients",))
    patients = tuple(replace(each.patient, id=services.new_id()) for each in coming)
    vault.bring(patients, sha256(screen.content).hexdigest())
    return Brought(patients, screen.lines - len(patients))


def came_last(vault: Vault) -> Came | None:
    """Give who came with the last file, as long as they can be taken out again."""
    demand(vault.staff.me, Right.BRING)
    return vault.came_last()


def take_out(vault: Vault, came: Came) -> None:
    """Take them out again, all or none; VaultError "import-begun" where something was begun meanwhile."""
    demand(vault.staff.me, Right.BRING)
    vault.take_out(came)


def correct(
    services: Services, vault: Vault, screen: IncomingScreen, line: int, details: Collection[str]
) -> IncomingScreen:
    """Take some details of somebody who is here, named as in `DETAILS`, from a line; gives the file anew.

    NotReadyError for a line that is about nobody who is here, or says nothing else of these details;
    VaultError "patients-changed" where somebody else is here now.
    """
    _demand_unchanged(services, vault, screen)
    found = [each for each in screen.arrivals.alike if each.incoming.line == line and not each.line]
    new = [
        choosing(each.other, each.incoming.patient, details)
        for each in found
        if details and set(details) <= set(offered(each.incoming.patient, each.other))
    ]
    if not new:
        raise NotReadyError(("details",))
    keep_patient(services, vault, new[0])
    return read_incoming(services, vault, screen.content, screen.told)


def stayed_out_csv(
    services: Services, vault: Vault, screen: IncomingScreen, why: Mapping[int, str], head: tuple[str, str]
) -> bytes:
    """Write lines that did not come, each with its number and the reason in words, to be mended."""
    demand(vault.staff.me, Right.EXPORT)
    table = services.read_table(screen.content, screen.encoding, screen.delimiter)
    named = table.rows[0].cells if screen.columns.named else tuple(each.name for each in screen.names)
    rows = ((*row.cells, str(row.line), why[row.line]) for row in table.rows if row.line in why)
    return csv_table(((*named, *head), *rows))


def _demand_unchanged(services: Services, vault: Vault, screen: IncomingScreen) -> None:
    if read_incoming(services, vault, screen.content, screen.told) != screen:
        raise VaultError("patients-changed")


def _columns(table: Table, told: Told) -> Columns:
    columns = find_columns(table)
    if told.named is not None and told.named != columns.named:
        columns = Columns(columns.of, told.named)
    if told.columns is not None:
        columns = replace(columns, of=told.columns)
    return replace(columns, order=told.order or find_order(table, columns))


def _names(table: Table, columns: Columns) -> tuple[Column, ...]:
    rows, head = body(table, columns), table.rows[0].cells
    known = len(head) - len(numbers_of(table)) if table.kind is not FileKind.CSV else 0

    def name(at: int) -> str:
        return "" if at < known else (plain(head[at]) if columns.named else "") or str(at + 1)

    def examples(at: int) -> tuple[str, ...]:
        return tuple(_short(plain(row.cells[at])) for row in rows[:_EXAMPLES] if at < len(row.cells))

    return tuple(Column(_short(name(at)), examples(at)) for at in range(len(head)))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _signs(table: Table, columns: Columns) -> frozenset[str]:
    """Give each character once that stands in a name or a number."""
    kinds = (Detail.GIVEN_NAME, Detail.FAMILY_NAME, Detail.RECORD_NUMBER)
    return frozenset[str]().union(*(cell for kind in kinds for cell in cells_of(table, columns, kind)))


def _unusual(read: tuple[Incoming, ...]) -> tuple[str, ...]:
    names = (each.patient.name for each in read if not each.patient.name.isascii())
    return tuple(name for name, _ in zip(names, range(_UNUSUAL), strict=False))
