"""Which vault a command is about, and who opens it with what."""

from __future__ import annotations

import argparse
from pathlib import Path

from consult_app.cli.saying import secret_of
from consult_app.errors import ConsultError


def add_vault(parser: argparse.ArgumentParser, *, recovery: bool = False) -> None:
    """Add what says which vault is meant, and how it is opened; by the `recovery` key too if so."""
    parser.add_argument("--vault", type=Path, metavar="DIR", help="folder of the vault; this machine's")
    add_opening(parser, recovery=recovery)


def add_opening(parser: argparse.ArgumentParser, *, recovery: bool) -> None:
    """Add what says how a vault is opened; by the `recovery` key too if so."""
    parser.add_argument("--user", default="", metavar="NAME", help="who opens it, where there are several")
    if recovery:
        parser.add_argument("--recovery", action="store_true", help="open it with the printed recovery key")
    else:
        parser.set_defaults(recovery=False)


def place_of_vault(chosen: argparse.Namespace) -> Path:
    """Give the folder that is named, or that of this machine's vault, whether or not one is there."""
    from consult_app.services import data_folder

    named: Path | None = chosen.vault
    return named or data_folder()


def vault_folder(chosen: argparse.Namespace) -> Path:
    """Give the folder of a vault that is there, before a secret is asked for. "vault-missing"."""
    from consult_app.services import vault_lies_in

    folder = place_of_vault(chosen)
    if vault_lies_in(folder):
        return folder
    if chosen.vault is None:
        raise ConsultError(
            "vault-missing",
            f"No vault was set up on this machine: there is none in {folder}.",
            "One in another folder is named with --vault DIR.",
        )
    raise ConsultError(
        "vault-missing",
        f"There is no vault in {folder}.",
        "Compare the name. If it lies on a disk that can be taken out, connect that first.",
    )


def asked_secret(chosen: argparse.Namespace) -> str:
    """Ask for what opens the vault."""
    return secret_of("Recovery key: " if chosen.recovery else "Passphrase: ")
