"""`consult-app verify`: is this file genuine? Plain words first; all numbers with `--details`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from consult_app.cli.saying import (
    FINE,
    FOUND,
    UNUSABLE,
    complain,
    one_line,
    print_json,
    read_bytes,
    secret_of,
)
from consult_app.domain.proof import (
    SEAL_FIELD,
    Found,
    Proof,
    SignatureProof,
    Standing,
    TimeProof,
    Verdict,
    Withdrawal,
)
from consult_app.errors import ConsultError

if TYPE_CHECKING:
    from consult_app.workflow.ports import Services, Vault

_ALTERED = "ALTERED: this is not what was sealed."
_WITHDRAWN = "UNCHANGED since it was sealed, but with a key that did not count any more: do not rely on it."
_NOT_OURS = "unchanged since it was sealed, but with a key that is not known here."
_GENUINE = "genuine: not a byte has changed since it was sealed."
_TAKEN_BACK = "It was WITHDRAWN later."
_STANDINGS = {
    Standing.NEWEST: "this very file is in it, and it is the newest version of this document.",
    Standing.OLDER: "OUT OF DATE: it has a NEWER version of it, with something that is missing here.",
    Standing.NEWER: "it has only an OLDER version of this document. Was the vault put back from an old copy?",
    Standing.CHANGED: "it has this document, but NOT like this: the file was changed.",
    Standing.UNKNOWN: "it does not know this file.",
}
_WITHDRAWALS = {
    Withdrawal.SEEN_BEFORE: "The timestamp shows that it was sealed before.",
    Withdrawal.SAID_BEFORE: "Sealed before, but only by the clock of that machine, which can be put.",
    Withdrawal.AFTER: "Sealed AFTER that: do not rely on it.",
}
_ANYBODY = "NOT known here, so anybody could have made it"
_NOT_KNOWN = (
    "Not known without the vault: whether a newer version exists, such as one that says it was withdrawn."
)
_NEVER_KNOWN = (
    "What this never says: who a person is. Names are as they were typed; nobody’s identity was checked."
)


def add_verify(verify: argparse.ArgumentParser) -> None:
    """Take the arguments of the command."""
    verify.description = "Say whether a file is what was sealed, by whom it was sealed, when and for what."
    verify.epilog = (
        "Exit codes: 0 for a file in which nothing was changed since it was sealed, also where its key is "
        "not known here, and with --vault only for the newest one; 1 for one that was changed, is out of "
        "date, or was sealed with a key that did not count any more; 2 where there is no seal by this "
        "program, the file cannot be read, or its passphrase is another."
    )
    verify.add_argument("file", type=Path, metavar="FILE.pdf")
    verify.add_argument("--vault", action="store_true", help="ask the vault on this machine too")
    verify.add_argument("--user", default="", metavar="NAME", help="who unlocks it, where there are several")
    verify.add_argument("--details", action="store_true", help="print keys, digests and sizes too")
    verify.add_argument("--json", action="store_true", help="print for a machine")
    verify.set_defaults(run=_verify)


def _verify(chosen: argparse.Namespace) -> int:
    pdf = _opened(read_bytes(chosen.file, piped=False))
    proof = _checked(pdf, chosen.user) if chosen.vault else _looked_at(pdf)
    if chosen.json:
        print_json(_as_json(proof))
    elif proof.verdict is not Verdict.UNREADABLE:
        for line in _lines(chosen.file, proof, details=chosen.details):
            print(line)
    if proof.verdict is Verdict.UNREADABLE:
        complain(f"{chosen.file} is no document sealed by this program, or damaged. {proof.why}")
        return UNUSABLE
    return FINE if proof.stands else FOUND


def _opened(file: bytes) -> bytes:
    """Take a document out of a file that was shared locked; the passphrase is asked for."""
    from consult_app.pdf.envelope import disclose

    try:
        return disclose(file, "")
    except ConsultError:
        return disclose(file, secret_of("Passphrase of the file: "))


def _looked_at(pdf: bytes) -> Proof:
    from consult_app.services import known_signers, withdrawn_keys
    from consult_app.signing.verify import verify

    return verify(pdf, known_signers()).with_withdrawn(withdrawn_keys())


def _checked(pdf: bytes, name: str) -> Proof:
    from consult_app.services import data_folder, services
    from consult_app.workflow.checking import check

    bound = services(data_folder())
    vault = _unlocked(bound, name)
    try:
        return check(bound, pdf, vault)
    finally:
        vault.close()


def _unlocked(bound: Services, name: str) -> Vault:
    from consult_app.services import user_meant

    if not bound.vaults.exists():
        raise ConsultError("vault-missing", "There is no vault on this machine.", "Leave --vault out.")
    mine = user_meant(bound.vaults, name)
    return bound.vaults.unlock(secret_of("Passphrase: "), mine)


def _lines(file: Path, proof: Proof, *, details: bool) -> Iterator[str]:
    yield f"{file.name}: {_verdict(proof)}"
    if proof.why:
        yield f"  Why: {proof.why}"
    for each in proof.signatures:
        yield from _signature(each, details=details)
        if each.withdrawn is not None and (how := proof.withdrawal_of(each)) is not None:
            yield f"  {'Its key:':<13}WITHDRAWN on {each.withdrawn.isoformat(sep=' ')}. {_WITHDRAWALS[how]}"
    yield from _time(proof, details=details)
    if proof.filed_by:
        clinician = one_line(proof.filed_by)
        yield (
            f"  {'On paper:':<13}signed on paper; the seal shows that the clinician {clinician} filed these "
            "scans, not who wrote them"
        )
    if proof.found is None:
        yield f"  {_NOT_KNOWN}"
    else:
        yield from _vault_lines(proof.found)
    yield f"  {_NEVER_KNOWN}"
    if details:
        for length, digest in proof.revisions:
            what = "File:" if length == proof.length else "Goes on from:"
            yield f"  {what:<13}{length:,} bytes, SHA-256 {digest}"


def _verdict(proof: Proof) -> str:
    if proof.verdict is Verdict.ALTERED:
        return _ALTERED
    if proof.too_late:
        return _WITHDRAWN
    said = _GENUINE if proof.known else _NOT_OURS
    return f"{said} {_TAKEN_BACK}" if proof.withdrawal is not None else said


def _signature(each: SignatureProof, *, details: bool) -> Iterator[str]:
    known = "the key is known here" if each.known else f"the key is {_ANYBODY}"
    what = "Sealed by:" if each.field == SEAL_FIELD else "Withdrawn:"
    later = "" if each.field == SEAL_FIELD else "added later by "
    yield f"  {what:<13}{later}{one_line(each.signer)} ({known})"
    yield f"  {'When:':<13}{each.at.isoformat(sep=' ')}, by the clock of that machine"
    yield f"  {'Meaning:':<13}{one_line(each.meaning)}"
    yield f"  {'Signature:':<13}{'valid' if each.intact else 'NOT valid'}"
    if details:
        yield f"  {'Key:':<13}SHA-256 of its certificate {each.fingerprint}"


def _time(proof: Proof, *, details: bool) -> Iterator[str]:
    """Tell when somebody else saw the file: not the clock of the machine that sealed it."""
    for time in proof.times:
        known = "trusted here when it was added" if time.known else _ANYBODY
        said = f"{time.at.isoformat(sep=' ')}, by {one_line(time.authority)}"
        yield f"  {'Timestamp:':<13}{said} ({known})"
        if details:
            yield f"  {'Its key:':<13}SHA-256 of its certificate {time.fingerprint}"
    if proof.found is not None and proof.found.time_waits:
        yield f"  {'Timestamp:':<13}waiting, to be added by itself"
    elif not proof.times:
        yield f"  {'Timestamp:':<13}none"
    elif proof.missed_withdrawal:
        yield f"  {'Timestamp:':<13}none that was made after the withdrawal"


def _vault_lines(found: Found) -> Iterator[str]:
    yield f"  {'Vault:':<13}{_STANDINGS[found.standing]}"
    if found.at is not None:
        title, at = one_line(found.title), found.at.isoformat(sep=" ")
        yield f"  {'There:':<13}“{title}”, {at}, signed {found.seals} ×"
    if found.wording is not None:
        said = found.wording
        stands = "approved" if said.approved else "a draft, not approved"
        pack = f"{one_line(said.name)} {said.version} ({said.digest[:12]})"
        yield f"  {'Wording:':<13}{pack}, {stands}; kept in the vault as it was that day"


def _as_json(proof: Proof) -> dict[str, object]:
    return {
        "verdict": proof.verdict.value,
        "why": proof.why,
        "sha256": proof.sha256,
        "length": proof.length,
        "signed_on_paper": bool(proof.filed_by),
        "withdrawn": proof.withdrawal is not None,
        "signatures": [
            {
                "field": each.field,
                "signer": each.signer,
                "at": each.at.isoformat(),
                "meaning": each.meaning,
                "valid": each.intact,
                "known": each.known,
                "fingerprint": each.fingerprint,
                "key_withdrawn": each.withdrawn.isoformat() if each.withdrawn else None,
                "length": each.length,
                "sha256": each.sha256,
            }
            for each in proof.signatures
        ],
        "timestamps": [_time_json(each) for each in proof.times],
        "vault": None if proof.found is None else _found_json(proof.found),
    }


def _time_json(time: TimeProof) -> dict[str, object]:
    return {
        "at": time.at.isoformat(),
        "authority": time.authority,
        "valid": time.intact,
        "known": time.known,
        "fingerprint": time.fingerprint,
        "length": time.length,
    }


def _found_json(found: Found) -> dict[str, object]:
    said = found.wording
    return {
        "standing": found.standing.value,
        "title": found.title,
        "at": found.at.isoformat() if found.at else None,
        "seals": found.seals,
        "timestamp_waits": found.time_waits,
        "wording": (
            {"name": said.name, "version": said.version, "digest": said.digest, "approved": said.approved}
            if said
            else None
        ),
    }
