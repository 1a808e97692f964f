"""Which records are due by the practice's own rule, held, or proposed; and how they are destroyed.

Nothing here happens by itself: one person proposes, another one carries it out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from consult_app.domain.compose import compose_certificate
from consult_app.domain.consultation import Patient
from consult_app.domain.retention import (
    Certified,
    Destruction,
    Ground,
    Hold,
    Proposal,
    RetentionRule,
    Returned,
    kept_until,
    names_patient,
)
from consult_app.domain.searching import MOST
from consult_app.errors import ConsultError, NotReadyError, RightError, VaultError
from consult_app.workflow.own_key import sealing_key
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, demand, may
from consult_app.workflow.sealing import meaning, sealed_file


class Standing(Enum):
    """How it stands with a patient's records, in the order in which they are listed."""

    RETURNED = "returned"
    PROPOSED = "proposed"
    DUE = "due"
    HELD = "held"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class DueRow:
    """A patient in the list; `until` is the last day on which the rule keeps the records, if there is one.

    People in `hold` and `proposal` are named; `mine` says that whoever unlocked proposed it.
    """

    patient: Patient
    standing: Standing
    last_contact: date | None
    until: date | None
    hold: Hold | None = None
    proposal: Proposal | None = None
    mine: bool = False
    returned: Returned | None = None


@dataclass(frozen=True, slots=True)
class RetentionScreen:
    """What is due under a law, or who was `asked` for; `rule` is the practice's own, if it has one.

    `others` counts who else could carry out a destruction, `later` who is due besides and not listed: they
    were seen more recently than those who are.
    """

    jurisdiction: str
    rule: RetentionRule | None
    asked: str
    rows: tuple[DueRow, ...]
    certified: tuple[Certified, ...]
    may_destroy: bool
    others: int
    later: int = 0


def read_retention(services: Services, vault: Vault, asked: str = "", most: int = MOST) -> RetentionScreen:
    """List what is held, proposed, or back, and the first `most` of what is due, longest first.

    With a name, every patient is listed who is found by it.
    """
    law, me = vault.practice().jurisdiction, vault.staff.me
    rule = vault.preferences().retention(law)
    rows, later = _rows(services, vault, rule, asked.strip(), most)
    order = tuple(Standing)
    listed = sorted(rows, key=lambda each: (order.index(each.standing), each.until or date.max))
    others = [each for each in vault.staff.everybody() if each.id != me.id and may(each, Right.DESTROY)]
    zone, name_of = services.now().tzinfo, vault.staff.name_of
    certified = tuple(
        replace(
            each,
            at=each.at.astimezone(zone),
            by=name_of(each.by) or each.by,
            proposed_by=name_of(each.proposed_by) or each.proposed_by,
        )
        for each in vault.retention.certified()
    )
    return RetentionScreen(
        law, rule, asked.strip(), tuple(listed), certified, may(me, Right.DESTROY), len(others), later
    )


def count_returned(vault: Vault) -> int:
    """Count the patients who were destroyed and are there again."""
    return len(vault.retention.returned())


def hold(vault: Vault, patient: str, why: str) -> None:
    """Keep a patient's records whatever the rule says; NotReadyError without a reason."""
    demand(vault.staff.me, Right.DESTROY)
    if not why.strip():
        raise NotReadyError(("why",))
    vault.retention.hold(patient, why.strip())


def release(vault: Vault, patient: str) -> None:
    """End a hold."""
    demand(vault.staff.me, Right.DESTROY)
    vault.retention.release(patient)


def propose(services: Services, vault: Vault, patient: str, ground: Ground, why: str) -> None:
    """Propose that all about a patient is destroyed.

    NotReadyError where another reason is not said; ConsultError "names-patient" where the words name the
    patient: they stand on the certificate.
    """
    me = vault.staff.me
    demand(me, Right.DESTROY)
    if ground is Ground.OTHER and not why.strip():
        raise NotReadyError(("why",))
    if names_patient(why, vault.patient(patient)):
        raise ConsultError(
            "names-patient",
            "The reason names the patient, and stands on the certificate.",
            "Write it without name and record number.",
        )
    vault.retention.propose(Proposal(services.new_id(), patient, ground, why.strip(), services.now(), me.id))


def take_back(vault: Vault, proposal: str) -> None:
    """Take a proposal back, one's own or another's."""
    demand(vault.staff.me, Right.DESTROY)
    vault.retention.take_back(proposal)


def carry_out(services: Services, vault: Vault, proposal_id: str, passphrase: str, pin: str = "") -> bytes:
    """Destroy what somebody else proposed; gives the certificate, sealed by whoever unlocked.

    The certificate is made, sealed and checked before anything is deleted, and kept in the same transaction.
    RightError "second-person" for whoever proposed it, VaultError "held", and what `sealing_key` raises.
    """
    me, retention = vault.staff.me, vault.retention
    demand(me, Right.DESTROY)
    proposal = next((each for each in retention.proposals() if each.id == proposal_id), None)
    if proposal is None:
        raise VaultError("proposal-missing")
    if proposal.by == me.id:
        raise RightError("second-person")
    if any(each.patient == proposal.patient for each in retention.holds()):
        raise VaultError("held")
    counted = retention.holdings(proposal.patient)
    at, name_of, server = services.now(), vault.staff.name_of, vault.practice_server
    destruction = Destruction(
        replace(proposal, at=proposal.at.astimezone(at.tzinfo)),
        name_of(proposal.by) or proposal.by,
        at,
        me.clinician.name,
        counted,
        replace(retention.copies(proposal.patient), server=server.where if server else ""),
    )
    # First: nothing is put together for a key that does not count.
    key = sealing_key(vault, passphrase, pin, at=at)
    pdf = _certificate(services, vault, destruction, key)
    retention.destroy(proposal_id, pdf, counted)
    return pdf


def read_certificate(vault: Vault, destruction: str) -> bytes:
    """Give a certificate, to be saved or printed."""
    demand(vault.staff.me, Right.DESTROY)
    return vault.retention.certificate(destruction)


def _certificate(services: Services, vault: Vault, destruction: Destruction, key: tuple[bytes, str]) -> bytes:
    # Any pack has the words: they are shared by all.
    pack = next(iter(services.library.packs()), None)
    if pack is None:
        raise VaultError("pack-missing")
    treatment, practice = services.library.treatment(pack.id), vault.practice()
    sheet = vault.preferences().sheet(practice.jurisdiction, large=False)
    composed = compose_certificate(treatment, destruction, practice, sheet)
    document = replace(composed, anchor=str(vault.anchor()))
    rendered = services.render(document, treatment.labels, ())
    return sealed_file(services, rendered, meaning(document), key, at=destruction.at)


def _rows(
    services: Services, vault: Vault, rule: RetentionRule | None, asked: str, most: int
) -> tuple[list[DueRow], int]:
    retention, now = vault.retention, services.now()
    contacts = {each.patient: each for each in retention.contacts()}
    holds = {each.patient: each for each in retention.holds()}
    proposals = {each.patient: each for each in retention.proposals()}
    back = {each.patient: each for each in retention.returned()}
    untils = {key: kept_until(rule, each.born, each.last) for key, each in contacts.items()} if rule else {}
    due = sorted((until, key) for key, until in untils.items() if until < now.date())
    if asked:
        later = 0
        found = [
            each for each in vault.patients(asked) if each.id in contacts or not vault.is_sample(each.id)
        ]
    else:
        listed = dict.fromkeys((*back, *proposals, *holds, *(key for _, key in due[:most])))
        later = sum(key not in listed for _, key in due)
        found = [vault.patient(each) for each in listed]
    rows = [
        _row(
            vault,
            now,
            DueRow(
                patient,
                _standing(held, wish, came, due=(untils.get(patient.id, now.date()) < now.date())),
                contacts[patient.id].last if patient.id in contacts else None,
                untils.get(patient.id),
                held,
                wish,
                returned=came,
            ),
        )
        for patient in found
        for held, wish, came in [(holds.get(patient.id), proposals.get(patient.id), back.get(patient.id))]
    ]
    return rows, later


def _standing(held: Hold | None, proposed: Proposal | None, back: Returned | None, *, due: bool) -> Standing:
    if held:
        return Standing.HELD
    if proposed:
        return Standing.PROPOSED
    if back:
        return Standing.RETURNED
    return Standing.DUE if due else Standing.KEPT


def _row(vault: Vault, now: datetime, row: DueRow) -> DueRow:
    """Name people, and give times in the zone of the practice."""
    held, proposed, back = row.hold, row.proposal, row.returned
    name_of, zone = vault.staff.name_of, now.tzinfo
    return replace(
        row,
        hold=replace(held, by=name_of(held.by) or held.by, at=held.at.astimezone(zone)) if held else None,
        proposal=replace(proposed, by=name_of(proposed.by) or proposed.by, at=proposed.at.astimezone(zone))
        if proposed
        else None,
        mine=proposed is not None and proposed.by == vault.staff.me.id,
        returned=replace(back, at=back.at.astimezone(zone)) if back else None,
    )
