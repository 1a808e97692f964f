"""The command for a damaged vault: bring out what is whole."""

from __future__ import annotations

import argparse
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from consult_app.cli.saying import FINE, FOUND, counted, writing
from consult_app.cli.vault import add_vault, asked_secret, vault_folder
from consult_app.errors import ConsultError

if TYPE_CHECKING:
    from consult_app.store.rescue import Rescued

_NAMES = {
    "patient": "patient",
    "consultation": "consultation",
    "pdf": "document",
    "jpg": "photograph",
    "account": "account",
    "txt": "content pack",
    "event": "act",
    "audit": "log line",
}


def add_rescue(rescue: argparse.ArgumentParser) -> None:
    """Add the arguments of the command to its parser."""
    add_vault(rescue, recovery=True)
    rescue.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="DIR",
        help="a new folder; what is in it can be read by anybody",
    )
    rescue.set_defaults(run=_rescue)


def _rescue(chosen: argparse.Namespace) -> int:
    from consult_app.services import rescue

    out: Path = chosen.out
    folder = vault_folder(chosen)
    secret = asked_secret(chosen)
    with writing(out):
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(out.iterdir()):
            raise ConsultError("not-writable", f"{out} is not empty.", "Name a new folder.")
        copy = out / "encrypted-copy"
        copy.mkdir()
        outcome = rescue(folder, secret, chosen.user, copy, partial(_put, out), by_recovery=chosen.recovery)
    _tell(out, outcome)
    return FOUND if outcome.lost or outcome.broken else FINE


def _put(out: Path, name: str, content: bytes) -> None:
    file = out / name
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as into:
        into.write(content)


def _tell(out: Path, outcome: Rescued) -> None:
    print(f"Brought out into {out}, which is NOT encrypted; the vault was left as it is:")
    for kind, name in _NAMES.items():
        print(f"  {counted(outcome.whole.get(kind, 0), name)}")
    for kind, which in outcome.lost:
        print(f"  LOST: {_NAMES[kind]} {which}")
    for table in outcome.broken:
        print(f"  DAMAGED: the list '{table}'; what is missing in it cannot be named")
