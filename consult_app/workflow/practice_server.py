"""The server that the rooms of a practice share: who may change what lets the rooms in, and what it holds."""

from __future__ import annotations

from consult_app.errors import VaultError
from consult_app.workflow.ports import PracticeServer, Vault
from consult_app.workflow.rights import Right, demand


def change_server_password(vault: Vault, owner_password: str) -> str:
    """Give the rooms another password; it is shown once, and typed in each other room."""
    demand(vault.staff.me, Right.STAFF)
    return _server(vault).change_password(owner_password)


def take_server_password(vault: Vault, password: str) -> None:
    """Let this room in with the password that was made in another one: anybody who works here may type it."""
    _server(vault).take_password(password)


def move_address(vault: Vault, address: str) -> None:
    """Reach the practice's server at another address from now on."""
    demand(vault.staff.me, Right.STAFF)
    _server(vault).take_address(address)


def leave_server(vault: Vault) -> None:
    """Have this machine's vault be its own again: where the server is gone for good, or not wanted any more.

    What waited here is about patients, so it takes somebody who may read.
    """
    demand(vault.staff.me, Right.STAFF)
    demand(vault.staff.me, Right.READ)
    _server(vault).leave()


def empty_server(vault: Vault, owner_password: str) -> None:
    """Leave nothing on the server but what the vault holds now, under another data key."""
    demand(vault.staff.me, Right.STAFF)
    _server(vault).begin_anew(owner_password)


def _server(vault: Vault) -> PracticeServer:
    server = vault.practice_server
    if server is None:
        raise VaultError("practice-alone", "This vault is this machine's alone: it has no server.")
    return server
