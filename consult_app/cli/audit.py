"""The command about the vault's log: whether it is whole, and what it cannot tell."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from consult_app.cli.saying import (
    FINE,
    FOUND,
    complain,
    counted,
    day_of,
    one_line,
    print_json,
    read_bytes,
    telling,
    writing,
)
from consult_app.cli.vault import add_vault, asked_secret, vault_folder
from consult_app.domain.audit import Anchor, Fault, Wanted, read_anchor
from consult_app.errors import ConsultError
from consult_app.private_file import write_private

if TYPE_CHECKING:
    from consult_app.domain.audit import Checked, Found, Gone

_SAID = {
    Fault.UNGUARDED: "the protection of records against change was taken out of the vault",
    Fault.CHANGED: "this entry was changed",
    Fault.MISSING: "entries before this one were deleted",
    Fault.ORDER: "this entry does not stand where it was written",
    Fault.NO_BEGINNING: "the log does not begin as one does: its first entries are gone",
    Fault.CUT: "an anchor names this entry, and the log ends before it:"
    " its end was cut off, or an older copy of the vault was put back",
    Fault.OTHER_PAST: "an anchor names another entry of this number:"
    " the log was written anew, or an older copy was put back and used",
    Fault.UNSIGNED: "a seal without the signature of its clinician",
    Fault.FORGED: "a signature that is not that of the user who is named",
    Fault.OTHER_KEY: "this user's key is not the one that the log knows",
    Fault.RECORD_CHANGED: "what is kept is not what was entered",
    Fault.RECORD_MISSING: "what was entered is not kept any more",
    Fault.RECORD_UNKNOWN: "what is kept was never entered",
    Fault.DAMAGED: "damaged: `consult-app rescue` brings out what is whole, a backup has all of its day",
    Fault.EVENT: "the consultation's own list of acts differs from the log",
}

LIMITS = (
    "acts other than seals carry no signature: whoever has the data key can add some in another's name",
    "settings, and what was shown on screen without being opened, are not in the log with their content",
)


def add_audit(audit: argparse.ArgumentParser) -> None:
    """Add the commands about the log to their parser."""
    actions = audit.add_subparsers(
        title="actions", required=True, parser_class=type(audit), metavar="verify|list"
    )
    verify = actions.add_parser("verify", help="check the whole log, and all that is kept against it")
    add_vault(verify, recovery=True)
    verify.add_argument("pdfs", nargs="*", type=Path, metavar="FILE.pdf", help="documents that patients have")
    verify.add_argument(
        "--anchor", action="append", default=[], metavar="N:HASH", help="as at the foot of a printed page"
    )
    verify.add_argument(
        "--anchors", action="append", default=[], type=Path, metavar="FILE", help="the file in a second place"
    )
    verify.add_argument("--json", action="store_true", help="print for a machine")
    verify.set_defaults(run=_verify)

    listing = actions.add_parser(
        "list", help="list the log, for a lead or an administrator; that is entered too"
    )
    add_vault(listing)
    listing.add_argument("--who", default="", metavar="NAME", help="only what somebody did")
    listing.add_argument("--what", default="", metavar="WORDS", help="only acts with these words")
    listing.add_argument("--whose", default="", metavar="NAME", help="only what concerns a patient")
    listing.add_argument("--since", type=day_of, metavar="YYYY-MM-DD", help="from this day on (UTC)")
    listing.add_argument("--until", type=day_of, metavar="YYYY-MM-DD", help="up to this day (UTC)")
    listing.add_argument(
        "--csv", type=Path, metavar="FILE", help="write a table, with numbers in place of patients' names"
    )
    listing.add_argument("--names", action="store_true", help="name patients in the table")
    listing.set_defaults(run=_list)


def _verify(chosen: argparse.Namespace) -> int:
    from consult_app.services import check_log

    anchors = (*_typed(chosen.anchor), *_on(chosen.pdfs), *_noted(chosen.anchors))
    folder = vault_folder(chosen)
    secret = asked_secret(chosen)
    with telling("page looked at", "entry walked") as (looked, told):
        checked = check_log(
            folder, secret, chosen.user, anchors, by_recovery=chosen.recovery, looked=looked, told=told
        )
    if chosen.json:
        print_json(as_plain(checked))
    else:
        print_checked(checked)
    return FINE if checked.sound else FOUND


def _list(chosen: argparse.Namespace) -> int:
    from consult_app.services import read_log
    from consult_app.workflow.logbook import log_csv, row_of

    folder = vault_folder(chosen)
    wanted = Wanted(chosen.who, chosen.what, chosen.whose, chosen.since, chosen.until)
    found = read_log(folder, asked_secret(chosen), chosen.user, wanted)
    if chosen.csv:
        with writing(chosen.csv):
            write_private(chosen.csv, log_csv(found, named=chosen.names))
        print(chosen.csv)
    else:
        for each in found:
            print("  ".join(one_line(part) for part in row_of(each) if part))
    print(counted(len(found), "entry"))
    return FINE


def _typed(texts: list[str]) -> tuple[Anchor, ...]:
    found = [(each, read_anchor(each)) for each in texts]
    for text, anchor in found:
        if anchor is None:
            raise ConsultError("unreadable", f"'{text}' is no anchor such as 1234:0123456789abcdef.")
    return tuple(anchor for _, anchor in found if anchor)


def _on(pdfs: list[Path]) -> tuple[Anchor, ...]:
    from consult_app.services import anchor_on

    found = [(each, read_anchor(anchor_on(read_bytes(each)))) for each in pdfs]
    for pdf, anchor in found:
        if anchor is None:
            complain(f"{pdf} carries no anchor of a log.")
    return tuple(anchor for _, anchor in found if anchor)


def _noted(files: list[Path]) -> tuple[Anchor, ...]:
    from consult_app.services import anchors_noted

    found = tuple(anchor for each in files for anchor in anchors_noted(each))
    if files and not found:
        raise ConsultError("unreadable", "There are no anchors in that file.", "Check the name.")
    return found


def print_checked(checked: Checked) -> None:
    """Say what was found, and what such a check cannot know."""
    print(_headline(checked))
    for each in checked.found:
        print(f"  {_where(each)}: {_SAID[each.fault]}")
    if checked.more:
        print(f"  and {checked.more} more")
    for gone in checked.destroyed:
        print(f"  entry {gone.number} {gone.patient}: {_destroyed(gone)}")
    since = f", since {checked.begun:%Y-%m-%d %H:%M} UTC" if checked.begun else ""
    print(f"  {counted(checked.entries, 'entry')}{since}; last: {checked.head or 'none'}")
    signatures = counted(checked.signatures, "signature")
    print(f"  {counted(checked.records, 'consultation')} compared, {signatures} valid")
    print(f"  {counted(checked.anchors, 'anchor')} from outside compared")
    if checked.pages:
        print(f"  {counted(checked.pages, 'page')} of the file as they were written")
    print("What this cannot know:")
    for limit in (_unanchored(checked), *LIMITS):
        print(f"  {limit}")


def _headline(checked: Checked) -> str:
    if checked.sound:
        return "The log is whole."
    if any(each.fault is Fault.DAMAGED for each in checked.found):
        return "The file is DAMAGED; the log was not walked:"
    return "The log, or what is kept, was CHANGED:"


def _where(found: Found) -> str:
    number = f"entry {found.number}" if found.number else ""
    return " ".join(part for part in (number, found.subject) if part) or "vault"


def _destroyed(gone: Gone) -> str:
    records = counted(gone.records, "record")
    return f"{records} destroyed by {gone.by} on {gone.at:%Y-%m-%d}, proposed by {gone.proposed_by}"


def _unanchored(checked: Checked) -> str:
    if not checked.anchored:
        return "without an anchor from outside, whether the end was cut off or an older copy was put back"
    after, last = checked.entries - checked.anchored, checked.anchored
    return f"whether anything after entry {last}, the last with an anchor, was cut off ({after} since)"


def as_plain(checked: Checked) -> dict[str, object]:
    """Describe the outcome for machines."""
    return {
        "sound": checked.sound,
        "entries": checked.entries,
        "begun": checked.begun.isoformat() if checked.begun else None,
        "head": str(checked.head) if checked.head else None,
        "signatures": checked.signatures,
        "consultations": checked.records,
        "pages": checked.pages,
        "anchors": checked.anchors,
        "anchored": checked.anchored,
        "found": [
            {"fault": each.fault.value, "entry": each.number, "subject": each.subject}
            for each in checked.found
        ],
        "more": checked.more,
        "destroyed": [
            {
                "entry": each.number,
                "patient": each.patient,
                "at": each.at.isoformat(),
                "by": each.by,
                "proposed_by": each.proposed_by,
                "records": each.records,
            }
            for each in checked.destroyed
        ],
    }
