"""Patients who are one person, in memory: as strict as the real vault."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from consult_app.domain.consultation import Patient, Stage
from consult_app.domain.merging import Merge, Parted
from consult_app.errors import VaultError

if TYPE_CHECKING:
    from tests.helpers.fakes import FakeVault

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
_SIGNING = (Stage.REVIEWED, Stage.ON_PAPER, Stage.CONSENTED)


@dataclass
class FakeMerges:
    """Who was joined in a vault in memory, first to last."""

    vault: FakeVault = field(repr=False, compare=False)
    done: list[Merge] = field(default_factory=list)

    def kept(self, patient: str) -> str:
        """Give the one who is listed."""
        return next((each.kept.id for each in self._in_force if each.absorbed.id == patient), patient)

    def members(self, patient: str) -> set[str]:
        """Name all who are that person."""
        kept = self.kept(patient)
        return {kept, *(each.absorbed.id for each in self._in_force if each.kept.id == kept)}

    def called(self, kept: str) -> list[Patient]:
        """Give what whoever was joined was called until then."""
        mine = [each for each in self._in_force if each.kept.id == kept]
        return [called for each in mine for called in (each.absorbed, each.kept)]

    def join(self, merge: Merge) -> None:
        """Join two."""
        if merge.id in {each.id for each in self.done}:
            return
        both = {merge.absorbed.id, merge.kept.id}
        samples = {each.patient_id for each in self.vault.consultations() if each.sample}
        if len(both) == 1 or both & samples:
            raise VaultError("patient-missing")
        if any(self.kept(each) != each for each in both) or len(self.members(merge.absorbed.id)) > 1:
            raise VaultError("already-joined")
        if any(self.vault.patient(each.id) != each for each in (merge.absorbed, merge.kept)):
            raise VaultError("changed-elsewhere")
        self._demand_unsigned(both)
        if both & {each.patient for each in self.vault.retention.proposals()}:
            raise VaultError("destruction-proposed")
        self.done.append(replace(merge, at=AT, by=self.vault.staff.mine))
        self.vault.keep_patient(merge.chosen)

    def part(self, merge_id: str, why: str) -> None:
        """Part two."""
        merge = next((each for each in self._in_force if each.id == merge_id), None)
        if merge is None:
            raise VaultError("merge-missing")
        if merge != [each for each in self._in_force if each.kept.id == merge.kept.id][-1]:
            raise VaultError("merge-not-last")
        self._demand_unsigned({merge.absorbed.id, merge.kept.id})
        back = merge.parting(self.vault.patient(merge.kept.id))
        self.done[self.done.index(merge)] = replace(merge, parted=Parted(AT, self.vault.staff.mine, why))
        self.vault.keep_patient(back)

    def of_patient(self, patient: str) -> tuple[Merge, ...]:
        """List them."""
        who = self.members(patient)
        mine = [each for each in reversed(self.done) if {each.absorbed.id, each.kept.id} & who]
        return tuple(sorted(mine, key=lambda each: each.parted is not None))

    def forget(self, who: set[str]) -> None:
        """Forget about whoever was destroyed."""
        self.done = [each for each in self.done if not {each.absorbed.id, each.kept.id} & who]

    @property
    def _in_force(self) -> list[Merge]:
        return [each for each in self.done if each.parted is None]

    def _demand_unsigned(self, both: set[str]) -> None:
        lines = self.vault.consultations(both)
        if any(self.vault.own_patient(each.id) in both and each.stage in _SIGNING for each in lines):
            raise VaultError("being-signed")
