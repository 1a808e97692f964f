"""The commands about backups: make one, list them, check one, put one back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from consult_app.cli.audit import as_plain, print_checked
from consult_app.cli.saying import FINE, FOUND, counted, print_json
from consult_app.cli.vault import add_opening, add_vault, asked_secret, place_of_vault, vault_folder
from consult_app.errors import ConsultError

if TYPE_CHECKING:
    from consult_app.domain.backup import Backup


def add_backup(backup: argparse.ArgumentParser) -> None:
    """Add the commands about backups to their parser."""
    actions = backup.add_subparsers(
        title="actions", required=True, parser_class=type(backup), metavar="make|list|verify"
    )
    make = actions.add_parser("make", help="make a backup, open it and check it")
    make.add_argument("folder", nargs="?", default="", metavar="DIR", help="where to; the practice's folder")
    add_vault(make)
    make.set_defaults(run=_make)
    listing = actions.add_parser("list", help="list the backups in a folder")
    listing.add_argument("folder", type=Path, metavar="DIR")
    listing.set_defaults(run=_list)
    verify = actions.add_parser("verify", help="open a backup and check all of it; nothing is changed")
    verify.add_argument("folder", type=Path, metavar="DIR", help="a backup, or a folder of them: the newest")
    add_opening(verify, recovery=True)
    verify.add_argument(
        "--files-only", action="store_true", help="compare the files only; needs no passphrase"
    )
    verify.add_argument("--json", action="store_true", help="print for a machine")
    verify.set_defaults(run=_verify)


def add_restore(restore: argparse.ArgumentParser) -> None:
    """Add what putting back needs to its parser."""
    restore.add_argument("folder", type=Path, metavar="DIR", help="a backup, or a folder of them: the newest")
    restore.add_argument("--vault", type=Path, metavar="DIR", help="where to; this machine's place")
    restore.add_argument(
        "--replace", action="store_true", help="also where a vault is; what is there is kept beside it"
    )
    restore.set_defaults(run=_restore)


def _make(chosen: argparse.Namespace) -> int:
    from consult_app.services import make_backup

    folder = vault_folder(chosen)
    made = make_backup(folder, asked_secret(chosen), chosen.user, chosen.folder)
    print(f"{made.name}: made, opened and checked; {_words(made)}")
    return FINE if made.sound else FOUND


def _list(chosen: argparse.Namespace) -> int:
    from consult_app.services import backups_in

    backups = backups_in(chosen.folder)
    for each in backups:
        print(f"{each.name or chosen.folder.name}: {_words(each)}; opened by {', '.join(each.users)}")
    print(counted(len(backups), "backup"))
    return FINE


def _verify(chosen: argparse.Namespace) -> int:
    from consult_app.services import check_backup, compare_backup

    folder = _meant(chosen.folder)
    if chosen.files_only:
        compare_backup(folder)
        print(f"{folder.name}: every file is as it was written.")
        return FINE
    checked = check_backup(folder, asked_secret(chosen), chosen.user, by_recovery=chosen.recovery)
    if chosen.json:
        print_json(as_plain(checked))
    else:
        print(f"{folder.name}: every file is as it was written, every page can be read.")
        print_checked(checked)
    return FINE if checked.sound else FOUND


def _restore(chosen: argparse.Namespace) -> int:
    from consult_app.services import restore_backup

    source, folder = _meant(chosen.folder), place_of_vault(chosen)
    aside = restore_backup(source, folder, replacing=chosen.replace)
    print(f"{source.name} is put back in {folder}.")
    if aside:
        print(f"What was there is kept in {folder / aside}.")
    print("Open it with a passphrase of that time, or with the recovery key.")
    return FINE


def _meant(folder: Path) -> Path:
    """Give the backup that a folder is, or the newest in it; ConsultError where several vaults have some."""
    from consult_app.domain.backup import newest_of_each
    from consult_app.services import backups_in

    newest = newest_of_each(backups_in(folder))
    if len(newest) > 1:
        named = "; ".join(f"{each.name} ({', '.join(each.users)})" for each in newest)
        raise ConsultError(
            "unreadable", f"There are backups of {len(newest)} vaults: {named}.", "Name the folder of one."
        )
    return folder / newest[0].name if newest else folder


def _words(backup: Backup) -> str:
    sound = "" if backup.sound else "; THE LOG IN IT IS NOT WHOLE"
    return f"{backup.at:%Y-%m-%d %H:%M} UTC, {counted(backup.entries, 'entry')}, {backup.megabytes} MB{sound}"
