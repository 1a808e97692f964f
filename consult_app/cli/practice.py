"""The command about a practice with several rooms: its vault moved to a server, or joined there."""

from __future__ import annotations

import argparse
from pathlib import Path

from consult_app.cli.saying import FINE, counted, secret_of
from consult_app.errors import VaultError


def add_practice(practice: argparse.ArgumentParser) -> None:
    """Add the commands about the practice's server to their parser."""
    actions = practice.add_subparsers(
        title="actions", required=True, parser_class=type(practice), metavar="connect"
    )
    connect = actions.add_parser("connect", help="share one vault between rooms, on a PostgreSQL server")
    connect.add_argument(
        "address",
        metavar="ADDRESS",
        help="postgresql://owner@server/database, without its password: that is asked for, or taken from"
        " PGPASSWORD or ~/.pgpass",
    )
    connect.add_argument("--vault", type=Path, metavar="DIR", help="folder of the vault; this machine's")
    connect.add_argument("--user", default="", metavar="NAME", help="who opens it, where there are several")
    connect.set_defaults(run=_connect)


def _connect(chosen: argparse.Namespace) -> int:
    from consult_app.services import data_folder, join_practice, move_to_practice, practice_at, vault_lies_in

    folder: Path = chosen.vault or data_folder()
    password = ""
    try:
        there = practice_at(chosen.address, password)
    except VaultError as error:
        if error.code != "server-password":
            raise
        password = secret_of("Password of the server: ")
        there = practice_at(chosen.address, password)
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


def _words(rows: int, entries: int) -> str:
    return f"{counted(rows, 'row')} compared, {entries} entries of the log walked"
