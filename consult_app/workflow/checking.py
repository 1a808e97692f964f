"""Is this file genuine? What its bytes prove, and what an open vault knows of it."""

from __future__ import annotations

from dataclasses import replace

from consult_app.domain.consultation import Draft, Sealed
from consult_app.domain.proof import Found, Proof, Standing, Verdict, Wording
from consult_app.domain.sequel import Revision
from consult_app.errors import ContentError
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, may


def check(services: Services, file: bytes, vault: Vault | None = None, passphrase: str = "") -> Proof:
    """Judge a file; with a vault by its own list of keys, and for its readers by every file that it keeps.

    Of one that was shared locked, what is in it; ConsultError FILE_LOCKED where the passphrase is another.
    """
    pdf = services.disclose(file, passphrase)
    if vault is None:
        known = services.verify(pdf, services.vaults.known_signers())
        return known.with_withdrawn(services.vaults.withdrawn_keys())
    withdrawn = {each.fingerprint: each.withdrawn for each in vault.certificates() if each.withdrawn}
    proof = services.verify(pdf, vault.signers()).with_withdrawn(withdrawn)
    if not may(vault.staff.me, Right.READ):
        return proof
    return replace(proof, found=_found(services, vault, proof))


def _found(services: Services, vault: Vault, proof: Proof) -> Found:
    digests = tuple(digest for _, digest in proof.revisions)
    record = vault.whose(digests)
    state = vault.open(record) if record else None
    if not isinstance(state, Sealed):
        return Found(Standing.UNKNOWN)
    kept = vault.revisions(record)
    newest = kept[-1]
    standing = _standing(proof, digests, kept)
    wording = _wording(services, vault, state.draft)
    waits = vault.preferences().time_server is not None and record in vault.untimed()
    return Found(standing, state.document.title, newest.at, newest.seals, wording, time_waits=waits)


def _standing(proof: Proof, digests: tuple[str, ...], kept: tuple[Revision, ...]) -> Standing:
    """Compare with every file of the record, which each only add to the one before."""
    stored = [each.sha256 for each in kept]
    if proof.sha256 == stored[-1]:
        return Standing.NEWEST
    if proof.sha256 in stored:
        return Standing.OLDER
    goes_on = proof.verdict is Verdict.INTACT and stored[-1] in digests
    return Standing.NEWER if goes_on else Standing.CHANGED


def _wording(services: Services, vault: Vault, draft: Draft) -> Wording | None:
    try:
        treatment = services.library.restore(vault.bundle(draft.pack_digest))
    except ContentError:
        return None
    approved = treatment.governance.approved
    return Wording(treatment.name, draft.pack_version, draft.pack_digest, approved)
