"""The commands about a practice with several rooms: its vault on a server, and what lets them in."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TypeVar

from consult_app.cli.saying import FINE, counted, secret_of
from consult_app.cli.vault import add_vault, asked_secret, place_of_vault, vault_folder
from consult_app.errors import VaultError

T = TypeVar("T")
_UNENCRYPTED = "The way there is not encrypted, as the address says. The log has it at each unlocking."


def add_practice(practice: argparse.ArgumentParser) -> None:
    """Add the commands about the practice's server to their parser."""
    actions = practice.add_subparsers(
        title="actions",
        required=True,
        parser_class=type(practice),
        metavar="connect|address|password|empty|leave",
    )
    connect = actions.add_parser("connect", help="share one vault between rooms, on a PostgreSQL server")
    connect.add_argument(
        "address",
        metavar="ADDRESS",
        help="postgresql://owner@server/database, without its password: that is asked for, or taken from"
        " PGPASSWORD or ~/.pgpass. Over a network TLS is asked for; with ?sslrootcert=FILE behind it the"
        " server has to be the one of that certificate. ?sslmode=disable goes without: that is in the log."
        " The server has to prove that it knows the password (scram-sha-256)",
    )
    add_vault(connect)
    connect.set_defaults(run=_connect)

    address = actions.add_parser("address", help="tell this room where the practice's server is now")
    address.add_argument("address", metavar="ADDRESS", help="as for connect")
    add_vault(address)
    address.set_defaults(run=_address)

    password = actions.add_parser("password", help="change the password with which the rooms come in")
    add_vault(password)
    password.add_argument(
        "--typed", action="store_true", help="type here the one that was made in another room"
    )
    password.set_defaults(run=_password)

    leave = actions.add_parser(
        "leave", help="have this machine's vault be its own again, where the server is gone for good"
    )
    add_vault(leave)
    leave.set_defaults(run=_leave)

    empty = actions.add_parser(
        "empty", help="leave nothing on the server but what there is now, under another data key"
    )
    add_vault(empty)
    empty.set_defaults(run=_empty)


def _connect(chosen: argparse.Namespace) -> int:
    from consult_app.services import (
        is_unencrypted,
        join_practice,
        move_to_practice,
        practice_at,
        vault_lies_in,
    )

    folder = place_of_vault(chosen)
    password = ""
    try:
        there = practice_at(chosen.address, password)
    except VaultError as error:
        if error.code != "server-password":
            raise
        password = secret_of("Password of the server: ")
        there = practice_at(chosen.address, password)
    if is_unencrypted(chosen.address):
        print(_UNENCRYPTED)
    if not vault_lies_in(folder):
        passphrase = secret_of("Passphrase: ") if there else ""
        joined = join_practice(folder, passphrase, chosen.user, chosen.address, password)
        print(f"This machine has all of the practice now: {_words(joined.rows, joined.entries)}.")
        print("Open it with your passphrase, as in the other rooms.")
        return FINE
    moved = move_to_practice(folder, secret_of("Passphrase: "), chosen.user, chosen.address, password)
    print(f"The practice's server has all of this vault: {_words(moved.rows, moved.entries)}.")
    print(f"The vault as it was is kept in {folder / moved.before}.")
    print("In the other rooms, give the same command: they join.")
    return FINE


def _address(chosen: argparse.Namespace) -> int:
    from consult_app.services import opened_vault
    from consult_app.workflow.practice_server import move_address

    with opened_vault(vault_folder(chosen), asked_secret(chosen), chosen.user) as vault:
        move_address(vault, chosen.address)
        unencrypted = vault.practice_server is not None and vault.practice_server.unencrypted
    print("This room reaches the practice's server there now. In each other room, give the same command.")
    if unencrypted:
        print(_UNENCRYPTED)
    return FINE


def _password(chosen: argparse.Namespace) -> int:
    from consult_app.services import opened_vault
    from consult_app.workflow.practice_server import change_server_password, take_server_password

    with opened_vault(vault_folder(chosen), asked_secret(chosen), chosen.user) as vault:
        if chosen.typed:
            take_server_password(vault, secret_of("Password that was made in another room: "))
            print("The server lets this room in again.")
            return FINE
        made = _as_owner(lambda owner: change_server_password(vault, owner))
    print(f"The rooms have another password now: {made}")
    print("It is shown only here. This room has it already. In each other room: Settings, or")
    print("consult-app practice password --typed. What is said there meanwhile is kept there.")
    return FINE


def _leave(chosen: argparse.Namespace) -> int:
    from consult_app.services import opened_vault
    from consult_app.workflow.practice_server import leave_server

    with opened_vault(vault_folder(chosen), asked_secret(chosen), chosen.user) as vault:
        leave_server(vault)
    print("This machine's vault is its own again: it holds all that this room had, and what waited here.")
    print("To share it anew: consult-app practice connect, with the address of an empty database. In each")
    print("other room move the vault's folder away, then give that command there too. What waited there for")
    print("the old server is in that folder alone: look into it before it is thrown away.")
    return FINE


def _empty(chosen: argparse.Namespace) -> int:
    from consult_app.services import opened_vault
    from consult_app.workflow.practice_server import empty_server

    with opened_vault(vault_folder(chosen), asked_secret(chosen), chosen.user) as vault:
        _as_owner(lambda owner: empty_server(vault, owner))
    print("The server holds what there is now, under another data key, and nothing of what was before.")
    print("The other rooms ask for a passphrase, and get everything anew. What is said there is kept.")
    print("Older backups, of the vault and of the server, and its archived WAL hold what was before.")
    return FINE


def _as_owner(act: Callable[[str], T]) -> T:
    """Do something as the owner of the server's database, whose password is asked for where none is known."""
    try:
        return act("")
    except VaultError as error:
        if error.code != "owner-password":
            raise
    return act(secret_of("Password of the owner of the server's database: "))


def _words(rows: int, entries: int) -> str:
    return f"{counted(rows, 'row')} compared, {counted(entries, 'entry')} of the log walked"
