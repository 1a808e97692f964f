"""How long records are kept, in memory: as strict as the real one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from consult_app.domain.consultation import Draft, Sealed
from consult_app.domain.given import Given
from consult_app.domain.lot import lot_key
from consult_app.domain.retention import Certified, Contact, Copies, Hold, Holdings, Proposal, Returned
from consult_app.errors import VaultError

if TYPE_CHECKING:
    from tests.helpers.fakes import FakeVault

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass
class FakeRetention:
    """Of a vault in memory; `kept` are the certificates, `back` who came back, `its_copies` what to find."""

    vault: FakeVault = field(repr=False, compare=False)
    held: dict[str, Hold] = field(default_factory=dict)
    wished: dict[str, Proposal] = field(default_factory=dict)
    done: list[Certified] = field(default_factory=list)
    kept: dict[str, bytes] = field(default_factory=dict)
    back: list[Returned] = field(default_factory=list)
    its_copies: Copies = field(default_factory=Copies)
    seen: dict[str, date] = field(default_factory=dict)
    """Put in place of what would be read."""

    def contacts(self) -> tuple[Contact, ...]:
        """Look through all that is recorded."""
        seen: dict[str, date] = {}
        for line in self.vault.consultations():
            if not line.sample:
                days = [line.day, line.updated.date()]
                days += [each.at.date() for each in self.vault.told if each.consultation == line.id]
                seen[line.patient_id] = max(*days, seen.get(line.patient_id, line.day))
        born = {each.id: each.birth_date for each in self.vault.patients()}
        return tuple(Contact(key, born[key], self.seen.get(key, last)) for key, last in seen.items())

    def hold(self, patient: str, why: str) -> None:
        """Hold."""
        self._demand(patient)
        for each in self.vault.merging.members(patient):
            self.held[each] = Hold(each, why, AT, self.vault.staff.mine)

    def release(self, patient: str) -> None:
        """Let go."""
        self.vault.may_write()
        for each in self.vault.merging.members(patient):
            self.held.pop(each, None)

    def holds(self) -> tuple[Hold, ...]:
        """List them."""
        kept = self.vault.merging.kept
        held = {kept(key): replace(each, patient=kept(key)) for key, each in self.held.items()}
        return tuple(held[each] for each in sorted(held))

    def is_held(self, patient: str) -> bool:
        """Whether one who is that person is held."""
        return not self.vault.merging.members(patient).isdisjoint(self.held)

    def propose(self, proposal: Proposal) -> None:
        """Keep a wish."""
        self._demand(proposal.patient)
        if self.is_held(proposal.patient):
            raise VaultError("held")
        earlier = [key for key, each in self.wished.items() if each.patient == proposal.patient]
        for key in earlier:
            del self.wished[key]
        self.wished[proposal.id] = replace(proposal, by=self.vault.staff.mine)

    def take_back(self, proposal_id: str) -> None:
        """Forget it."""
        self.vault.may_write()
        self._wish(proposal_id)
        del self.wished[proposal_id]

    def proposals(self) -> tuple[Proposal, ...]:
        """List them in the order in which they came."""
        return tuple(self.wished.values())

    def holdings(self, patient: str) -> Holdings:
        """Count."""
        mine = self.vault.of_patient(patient)
        sealed = [key for key in mine if isinstance(self.vault.states[key], Sealed)]
        told = [each for each in self.vault.told if each.consultation in mine]
        lots = [dose.lot for each in told if isinstance(each.told, Given) for dose in each.told.doses]
        lots += [part.lot for each in sealed for part in _draft(self.vault, each).mixture]
        return Holdings(
            len(mine),
            sum(len(self.vault.revisions(each)) for each in sealed),
            sum(bool(self.vault.aftercare(each)) for each in sealed),
            sum(photo.consultation in mine for photo, _ in self.vault.pictures.values()),
            len(told),
            sum(bool(lot_key(each)) for each in lots),
            sum(key in mine for key, _, _ in self.vault.log),
            1,
        )

    def copies(self, patient: str) -> Copies:
        """Give what is to be found."""
        self._there(patient)
        return self.its_copies

    def destroy(self, proposal_id: str, pdf: bytes, counted: Holdings) -> None:
        """Forget everything but the certificate."""
        self.vault.may_write()
        wish = self._wish(proposal_id)
        if wish.by == self.vault.staff.mine:
            raise VaultError("second-person")
        if self.is_held(wish.patient):
            raise VaultError("held")
        if self.holdings(wish.patient) != counted:
            raise VaultError("changed-elsewhere")
        self.vault.forget_patient(wish.patient)
        self.kept[proposal_id] = pdf
        del self.wished[proposal_id]
        self.done.insert(0, Certified(proposal_id, wish.patient, AT, self.vault.staff.mine, wish.by))

    def certified(self) -> tuple[Certified, ...]:
        """List them."""
        return tuple(self.done)

    def certificate(self, destruction: str) -> bytes:
        """Give one."""
        if destruction not in self.kept:
            raise VaultError("proposal-missing")
        return self.kept[destruction]

    def returned(self) -> tuple[Returned, ...]:
        """Give what is to be found."""
        return tuple(self.back)

    def _wish(self, proposal_id: str) -> Proposal:
        if proposal_id not in self.wished:
            raise VaultError("proposal-missing")
        return self.wished[proposal_id]

    def _demand(self, patient: str) -> None:
        self.vault.may_write()
        self._there(patient)
        if self.vault.is_sample(patient):
            raise VaultError("patient-missing")

    def _there(self, patient: str) -> None:
        if patient not in {each.id for each in self.vault.patients()}:
            raise VaultError("patient-missing")


def _draft(vault: FakeVault, consultation: str) -> Draft:
    state = vault.states[consultation]
    return state if isinstance(state, Draft) else state.draft
