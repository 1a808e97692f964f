"""How long patients' records are kept in an open vault: last contacts, holds, proposals, destruction."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from consult_app.domain.audit import Act
from consult_app.domain.retention import (
    Certified,
    Contact,
    Copies,
    Ground,
    Hold,
    Holdings,
    Proposal,
    Returned,
    holding,
)
from consult_app.store import backups, destroying, joined, returned
from consult_app.store.chain import append
from consult_app.store.failure import failure
from consult_app.store.rows import sha256
from consult_app.store.schema import DESTRUCTION, HOLD

if TYPE_CHECKING:
    from consult_app.domain.preferences import Preferences
    from consult_app.store.database import Connection, Database, Row
    from consult_app.store.site import Site
    from consult_app.store.staff import LocalStaff

_ASIDE = "replaced-*"
_CONTACTS = (
    "SELECT p.id AS patient, p.birth_date,"  # noqa: S608  words of ours
    " max(max(max(c.day, substr(c.updated, 1, 10))), coalesce(max(substr(a.at, 1, 10)), '')) AS last"
    f" FROM consultation c JOIN patient p ON p.id = {joined.person('c.patient')}"
    " LEFT JOIN account a ON a.consultation = c.id WHERE c.sample = 0 GROUP BY p.id, p.birth_date"
)
"""A day is as long as the first ten characters of a time."""
_PROPOSALS = "SELECT * FROM destruction WHERE id NOT IN (SELECT destruction FROM destroyed) ORDER BY at"
_TAKE_BACK = "DELETE FROM destruction WHERE patient = ? AND id NOT IN (SELECT destruction FROM destroyed)"
_CERTIFIED = (
    "SELECT d.destruction, d.patient, d.at, d.actor, p.actor AS proposer, p.patient AS first"
    " FROM destroyed d JOIN destruction p ON p.id = d.destruction ORDER BY d.at DESC, d.patient"
)
_COPIES = "SELECT subject FROM audit WHERE action = ? AND seq > ?"
_THERE = (
    f"SELECT {joined.person('patient.id')}, id FROM patient"  # noqa: S608  words of ours
    " WHERE id IN (SELECT value FROM json_each(?))"
)
_HOLDS = f"SELECT {joined.person('hold.patient')}, why, at, actor FROM hold ORDER BY at"  # noqa: S608  likewise


class LocalRetention:
    """Of an unlocked vault; every method raises VaultError, and each that changes anything is logged."""

    def __init__(  # noqa: PLR0913, PLR0917 - parts of the vault that it belongs to
        self,
        database: Database,
        site: Site,
        staff: LocalStaff,
        stamp: Callable[[], str],
        preferences: Callable[[], Preferences],
        take_sign: Callable[[], Callable[[bytes], bytes] | None],
    ) -> None:
        self._database, self._site, self._staff = database, site, staff
        self._stamp, self._preferences, self._take_sign = stamp, preferences, take_sign

    def contacts(self) -> tuple[Contact, ...]:
        """Give the last day on which anything was recorded about each real patient."""
        with self._database.reading() as connection:
            rows = connection.execute(_CONTACTS).fetchall()
        return tuple(
            Contact(row.patient, date.fromisoformat(row.birth_date), date.fromisoformat(row.last))
            for row in rows
        )

    def hold(self, patient: str, why: str) -> None:
        """Let nothing about a patient be destroyed, for a reason; "patient-missing".

        It holds whoever was joined as well, also once they are parted.
        """
        at = self._stamp()
        with self._database.writing() as connection:
            _demand_patient(connection, patient)
            for each in joined.members(connection, (patient,)):
                connection.execute("DELETE FROM hold WHERE patient = ?", (each,))
                HOLD.add(connection, patient=each, why=why, at=at, actor=self._staff.me.id)
                append(connection, at, self._staff.me.id, Act.HELD, each)

    def release(self, patient: str) -> None:
        """End a hold; where there is none nothing changes."""
        at = self._stamp()
        with self._database.writing() as connection:
            for each in joined.members(connection, (patient,)):
                if connection.execute("DELETE FROM hold WHERE patient = ?", (each,)).rowcount:
                    append(connection, at, self._staff.me.id, Act.RELEASED, each)

    def holds(self) -> tuple[Hold, ...]:
        """List them, once for each person; the last one counts."""
        with self._database.reading() as connection:
            rows = connection.execute(_HOLDS).fetchall()
        held = {row[0]: Hold(row[0], row[1], datetime.fromisoformat(row[2]), row[3]) for row in rows}
        return tuple(held[each] for each in sorted(held))

    def propose(self, proposal: Proposal) -> None:
        """Keep that somebody wants all about a patient destroyed, in place of an earlier wish.

        "patient-missing", "held".
        """
        at, me = self._stamp(), self._staff.me.id
        with self._database.writing() as connection:
            _demand_patient(connection, proposal.patient)
            if joined.is_held(connection, proposal.patient):
                raise failure("held")
            connection.execute(_TAKE_BACK, (proposal.patient,))
            DESTRUCTION.add(
                connection,
                id=proposal.id,
                patient=proposal.patient,
                ground=proposal.ground.value,
                why=proposal.why,
                at=at,
                actor=me,
            )
            append(connection, at, me, Act.PROPOSED, proposal.patient, reason=proposal.id)

    def take_back(self, proposal_id: str) -> None:
        """Forget a proposal; "proposal-missing" for one that was carried out."""
        at = self._stamp()
        with self._database.writing() as connection:
            row = destroying.proposal(connection, proposal_id)
            connection.execute("DELETE FROM destruction WHERE id = ?", (proposal_id,))
            append(connection, at, self._staff.me.id, Act.TAKEN_BACK, row.patient, reason=proposal_id)

    def proposals(self) -> tuple[Proposal, ...]:
        """List those that nobody carried out yet, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_PROPOSALS).fetchall()
        return tuple(_proposal(row) for row in rows)

    def holdings(self, patient: str) -> Holdings:
        """Count what is kept about a patient."""
        with self._database.reading() as connection:
            return destroying.holdings(connection, patient)

    def copies(self, patient: str) -> Copies:
        """Find the backups that hold a patient: by what lies in their folder, and by what the log has."""
        folder = self._preferences().backup_folder
        found = backups.found(Path(folder)) if folder else ()
        with self._database.reading() as connection:
            first = destroying.holdings(connection, patient).first_entry
            made = connection.values(_COPIES, (Act.BACKED_UP.value, first))
        there = {each.name for each in found}
        others = sum(1 for each in made if each not in there)
        aside = sum(1 for each in self._site.folder.glob(_ASIDE) if each.is_dir())
        return Copies(holding(found, first), others, aside)

    def destroy(self, proposal_id: str, pdf: bytes, counted: Holdings) -> None:
        """Destroy all about a patient but for the certificate, which is kept; the pages are overwritten.

        Only after `signing_key`: the entry in the log is signed by whoever carries it out.
        """
        at = self._stamp()
        with self._database.writing() as connection:
            who = self._staff.me.id
            destroying.destroy(
                connection, proposal_id, at, who, pdf=pdf, counted=counted, sign=self._take_sign()
            )
        self._database.checkpoint()
        self.note_outside()

    def certified(self) -> tuple[Certified, ...]:
        """List all certificates, newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_CERTIFIED).fetchall()
        return tuple(
            Certified(row.destruction, row.patient, datetime.fromisoformat(row.at), row.actor, row.proposer)
            for row in rows
            if row.patient == row.first
        )

    def certificate(self, destruction: str) -> bytes:
        """Give a certificate whose bytes are still those that were kept."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT pdf, sha256 FROM certificate WHERE destruction = ?", (destruction,)
            ).fetchone()
        if row is None:
            raise failure("proposal-missing")
        if sha256(row.pdf) != row.sha256:
            raise failure("vault-damaged")
        return bytes(row.pdf)

    def returned(self) -> tuple[Returned, ...]:
        """List patients who were destroyed and are there again, with a backup that was put back."""
        noted = returned.read(self._outside(), self._staff.store)
        with self._database.reading() as connection:
            found = connection.execute(_THERE, (json.dumps(list(noted)),)).fetchall()
        back = {row[0]: noted[row[1]] for row in found}
        return tuple(Returned(each, back[each]) for each in sorted(back))

    def note_outside(self) -> None:
        """Have the lists outside the vault name everybody who was destroyed."""
        with self._database.reading() as connection:
            gone = {row.patient: row.at for row in connection.execute("SELECT patient, at FROM destroyed")}
        if gone:
            returned.note(self._outside(), self._staff.store, gone)

    def _outside(self) -> tuple[Path, ...]:
        chosen = self._preferences()
        places = (chosen.backup_folder, chosen.second_place)
        return (self._site.folder, *(Path(each) for each in places if each))


def _proposal(row: Row) -> Proposal:
    at = datetime.fromisoformat(row.at)
    return Proposal(row.id, row.patient, Ground(row.ground), row.why, at, row.actor)


def _demand_patient(connection: Connection, patient: str) -> None:
    """Refuse who is not there, and who is made up: samples are cleared in another way."""
    there = connection.value("SELECT 1 FROM patient WHERE id = ?", (patient,))
    sample = connection.value("SELECT min(sample) FROM consultation WHERE patient = ?", (patient,))
    if there is None or sample == 1:
        raise failure("patient-missing")
