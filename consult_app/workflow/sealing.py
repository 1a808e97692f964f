"""From reviewed to sealed: compose once, sign, render, seal, re-open and verify, store.

In that order or not at all.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

from consult_app.domain.compose import compose_aftercare, compose_signed, in_two_languages
from consult_app.domain.consultation import Consented, OnPaper, Reviewed, Sealed, Signature, Voided, Way
from consult_app.domain.document import PLAIN, Document, Parallel, Role, Sheet, SignatureBlock
from consult_app.domain.ink import Ink
from consult_app.domain.inkml import signed_inkml
from consult_app.domain.proof import ON_PAPER, Verdict
from consult_app.domain.readiness import refuses
from consult_app.domain.screening import assess
from consult_app.domain.treatment import Treatment
from consult_app.domain.users import User
from consult_app.errors import NotReadyError, SigningError, VaultError
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.overtaken import end_overtaken
from consult_app.workflow.own_key import sealing_key
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.record import as_printed, composed, inside, laid_out
from consult_app.workflow.rights import demand_signer
from consult_app.workflow.sequels import demand_open
from consult_app.workflow.speaking import patients_own
from consult_app.workflow.withdrawing import with_withdrawal

SEALS = 1
"""How many seals a new record carries."""


def review(  # noqa: PLR0913 - what is read before anybody signs
    services: Services,
    conversation: Conversation,
    sheet: Sheet = PLAIN,
    spoken: Treatment | None = None,
    anchor: str = "",
    *,
    keeps_ink: bool = False,
) -> tuple[Reviewed, bytes]:
    """Compose the document and lay it out for reading; NotReadyError while anything is missing.

    `spoken` is the treatment in the language that the patient reads, where that is another one. `anchor`
    names the last entry of the vault's log: printed, it vouches for all that was entered before. With
    `keeps_ink` the document says that its file will hold how somebody wrote.
    """
    treatment, draft = conversation.treatment, conversation.draft
    made = composed(services, conversation, services.now(), sheet, spoken, keeps_ink=keeps_ink)
    document = replace(made, anchor=anchor)
    reviewed = draft.review(
        document, tuple(f"{gap.lack.value} {gap.subject}".strip() for gap in conversation.gaps)
    )
    return reviewed, preview(services, treatment, reviewed)


def preview(
    services: Services, treatment: Treatment, state: Reviewed | OnPaper | Consented | Voided
) -> bytes:
    """Lay the reviewed document out with the signatures given so far; with all of them, as it is sealed.

    Of what was ended, what stood then: the document, or the answers where nobody had frozen them.
    """
    if isinstance(state, Consented):
        return _to_be_sealed(services, treatment, state)
    if state.document is None:
        return lay_draft(services, Conversation.about(treatment, state.draft))
    return services.render(state.document, treatment.labels, state.signatures)


def _to_be_sealed(services: Services, treatment: Treatment, consented: Consented) -> bytes:
    """Lay the signed document out with its record inside: what is on screen is sealed, to the byte."""
    shown = as_printed(consented)
    pdf = laid_out(services, treatment, shown)
    return services.attach(pdf, inside(services, treatment, shown), shown.locked_ink)


def lay_draft(
    services: Services, conversation: Conversation, sheet: Sheet = PLAIN, spoken: Treatment | None = None
) -> bytes:
    """Lay out what was said so far, gaps and all, to be read and never to be signed."""
    treatment, draft = conversation.treatment, conversation.draft
    at = services.now()
    document = compose_signed(treatment, draft, conversation.assessment, at, sheet)
    if spoken is not None:
        theirs = compose_signed(spoken, draft, assess(spoken, draft), at, sheet)
        document = in_two_languages(theirs, document, spoken)
    return services.render(document, treatment.labels, ())


def sign(  # noqa: PLR0913 - who signs what, and how
    services: Services,
    reviewed: Reviewed,
    way: Way,
    ink: Ink | None = None,
    note: str = "",
    *,
    by: User | None = None,
    certificate: str = "",
) -> Reviewed | Consented:
    """Add the next signer's signature, with the printed name and the declaration of the document.

    With `by`, who unlocked the vault: RightError where it is the clinician's turn and `by` is not the one
    named there, NotReadyError where nobody made sure whose document it is before the first signature.
    With a `certificate`, how everybody wrote is encrypted to it as soon as all have signed, where the
    document said so before.
    """
    if by is not None:
        _demand_right(reviewed, by)
    block = declaration(reviewed)
    signature = Signature(
        block.role, block.name, block.declaration, services.now(), way, ink, note.strip(), reviewed.read_back
    )
    return _with_locked_ink(services, reviewed.signing(signature), certificate)


def _with_locked_ink(
    services: Services, state: Reviewed | Consented, certificate: str
) -> Reviewed | Consented:
    drawn = state.document.keeps_ink and any(each.ink is not None for each in state.signatures)
    if not (certificate and drawn and isinstance(state, Consented)):
        return state
    written = signed_inkml(state.signatures).encode()
    return replace(state, locked_ink=services.lock_ink(written, certificate))


def _demand_right(reviewed: Reviewed, by: User) -> None:
    if reviewed.next_role is Role.CLINICIAN:
        demand_signer(by, reviewed.draft)
    if not reviewed.signatures and reviewed.read_back is None:
        raise NotReadyError(("right-patient",))


def seal(  # noqa: PLR0913 - what is sealed, and what that takes
    services: Services,
    vault: Vault,
    treatment: Treatment,
    consented: Consented,
    passphrase: str,
    *,
    pin: str = "",
) -> Sealed:
    """Render, seal, verify and store; "sealed" is said only after the stored bytes were read back.

    The passphrase is that of the clinician, typed again for this: it alone leads to the signing key. Where
    that lies on a card, its PIN is needed besides: SigningError "card-pin-needed" without.
    """
    demand_signer(vault.staff.me, consented.draft)
    demand_open(vault, consented.draft)
    at = services.now()
    # First: nothing is put together for a key that does not count.
    key = sealing_key(vault, passphrase, pin, at=at)
    rendered = _to_be_sealed(services, treatment, consented)
    pdf = sealed_file(services, rendered, meaning_of(consented), key, at=at)
    record = Sealed(
        consented.draft,
        consented.document,
        consented.signatures,
        hashlib.sha256(pdf).hexdigest(),
        len(pdf),
        SEALS,
        at,
    )
    spoken = patients_own(services, vault, consented.draft) or treatment
    revised, seals = with_withdrawal(services, vault, spoken, consented, key, at=at)
    vault.store(record, pdf, _aftercare(services, spoken, record), revised, seals)
    if vault.pdf(consented.draft.id) != pdf:
        raise VaultError(
            "stored-differs", "The stored file is not the one that was sealed.", "Try to seal again."
        )
    end_overtaken(services, vault, treatment, record)
    return record


def _aftercare(services: Services, treatment: Treatment, record: Sealed) -> bytes:
    """Lay out the sheet to take home; not for who refused, nor with what follows a record."""
    if refuses(record.draft) or record.draft.sequel is not None:
        return b""
    document = compose_aftercare(treatment, record.draft, record.at, record.document.sheet)
    return services.render(replace(document, anchor=record.document.anchor), treatment.labels, ())


def meaning_of(consented: Consented) -> str:
    """Say what a document is sealed as; what was signed on paper says so in the seal itself."""
    said = meaning(consented.document)
    return f"{said}{ON_PAPER}" if consented.scans else said


def meaning(document: Document) -> str:
    """Say what a document is sealed as."""
    return f"{document.title} ({document.kind.value})"


def sealed_file(
    services: Services, rendered: bytes, said: str, key: tuple[bytes, str], *, at: datetime
) -> bytes:
    """Seal the pages of a document with a key, and check the file; SigningError where it does not pass.

    It has to begin with every byte of the pages that were laid out: so it says what people signed.
    """
    kept, opener = key
    pdf = services.seal(rendered, kept, opener, meaning=said, at=at)
    proof = services.verify(pdf, frozenset())
    same, seals = pdf.startswith(rendered), len(proof.signatures)
    if not same or proof.verdict is not Verdict.INTACT or seals != SEALS:
        raise SigningError(
            "seal-not-verified", "The sealed file did not pass its check.", "Try to seal again."
        )
    return pdf


def declaration(reviewed: Reviewed) -> SignatureBlock:
    """Give what the next signer declares, in the language that this one reads."""
    return declared_by(reviewed.document, reviewed.next_role)


def declared_by(document: Document, role: Role) -> SignatureBlock:
    """Give what a signer declares, in the language that this one reads."""
    own = "first" if role in (Role.PATIENT, Role.PROXY) else "second"
    said = (
        each
        for block in document.blocks
        for each in (getattr(block, own) if isinstance(block, Parallel) else (block,))
    )
    return next(each for each in said if isinstance(each, SignatureBlock) and each.role is role)
