"""Vaults of a practice with a server, as tests make them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from weakref import WeakKeyDictionary

import pytest

from consult_app.domain.consultation import Clinician, Practice
from consult_app.store import connecting, keyring, server
from consult_app.store.cost import Cost
from consult_app.store.place import Place
from consult_app.store.room_vault import RoomVault
from consult_app.store.server import Server
from consult_app.store.vault import LocalVault
from tests.helpers.consultations import PASSPHRASE
from tests.helpers.postgres import PASSWORD

FAST = Cost(64, 1, 1)
_WHOLE: WeakKeyDictionary[Server, str] = WeakKeyDictionary()


class PracticePlace(Place):
    """The place of a machine whose vault lies on the practice's server."""

    __slots__ = ("address", "opened")
    address: str
    opened: list[LocalVault]

    def __init__(self, folder: Path, clock: Callable[[], datetime], address: str, cost: Cost = FAST) -> None:
        super().__init__(folder, cost, clock)
        object.__setattr__(self, "address", address)
        object.__setattr__(self, "opened", [])

    def unlock(self, passphrase: str, user_id: str = "") -> LocalVault:
        """Open the vault, and remember to let go of the server at the end."""
        vault = super().unlock(passphrase, user_id)
        self.opened.append(vault)
        return vault

    def let_go(self) -> None:
        """Let go of the server, whatever a test left open."""
        for each in self.opened:
            if isinstance(each, RoomVault):
                each._replica.server.close()

    def create(self, practice: Practice, clinician: Clinician, passphrase: str) -> tuple[LocalVault, str]:
        """Set up a vault, and move it to the server."""
        vault, recovery_key = super().create(practice, clinician, passphrase)
        vault.close()
        keys = keyring.open_by_passphrase((self.folder / "keys.json").read_bytes(), passphrase, "", self.cost)
        connecting.move(self, keys, self.address, PASSWORD)
        return self.unlock(passphrase), recovery_key

    def another(self, folder: Path, passphrase: str = PASSPHRASE, user_id: str = "") -> PracticePlace:
        """Join from another machine; gives its place."""
        place = PracticePlace(folder, self.now, self.address, self.cost)
        connecting.join(place, passphrase, user_id, self.address, PASSWORD)
        return place


def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a server that was gone be asked again at once."""
    monkeypatch.setattr(server, "PATIENCE_S", 0)


def cut(vault: LocalVault) -> None:
    """Cut the wire between a room and its server."""
    assert isinstance(vault, RoomVault)
    wire = vault._replica.server
    wire._drop()
    _WHOLE.setdefault(wire, wire._address)
    wire._address = "host=/nowhere dbname=nothing"


def mended(vault: LocalVault) -> None:
    """Mend the wire."""
    assert isinstance(vault, RoomVault)
    vault._replica.server._address = _WHOLE[vault._replica.server]
