"""Who signs: the block of each, and what the first page says of those who are not the patient."""

from __future__ import annotations

from collections.abc import Iterator

from consult_app.domain.compose.sentences import joined, sentence
from consult_app.domain.compose.telling import Telling
from consult_app.domain.consultation import Signature, Way
from consult_app.domain.document import Block, Columns, Notice, Paragraph, Role, SignatureBlock
from consult_app.domain.signers import Interpreter, Proxy, Witness
from consult_app.domain.wording import Words


def signature_block(telling: Telling, role: Role, declaration: str) -> SignatureBlock:
    """Give the place where somebody signs; `declaration` begins the label of what they declare."""
    words, signers = telling.words, telling.draft.signers
    # Who decided for the patient was talked with instead of the patient.
    whose = ".proxy" if role is Role.CLINICIAN and signers.proxy else ""
    declared = words(f"{declaration}.{role.value}{whose}")
    name, standing = _who(telling, role)
    return SignatureBlock(role, words(f"signer.{role.value}"), declared, name, standing)


def signed_when(signature: Signature, words: Words) -> str:
    """Say when somebody signed: to the second, or on which day where it was on paper."""
    if signature.way is Way.PAPER:
        return words("signature.day", day=words.date(signature.at.date()))
    return words("signature.time", time=words.time(signature.at))


def _who(telling: Telling, role: Role) -> tuple[str, str]:
    """Give a signer's printed name, and by which right they sign."""
    draft, words = telling.draft, telling.words
    signers = draft.signers
    match role:
        case Role.PATIENT:
            return draft.patient.name, ""
        case Role.PROXY:
            proxy = signers.proxy or Proxy()
            return proxy.name, _deciding(telling, proxy)
        case Role.INTERPRETER:
            return (signers.interpreter or Interpreter()).name, _interpreting(telling)
        case Role.WITNESS:
            return (signers.witness or Witness()).name, (signers.witness or Witness()).part
        case Role.CLINICIAN:  # pragma: no branch - no other role exists
            return draft.clinician.name, words.of("standing.other", name=signers.treats or "")


def _deciding(telling: Telling, proxy: Proxy) -> str:
    words, patient = telling.words, telling.draft.patient.name
    right = words.of("standing.right", authority=proxy.authority)
    return joined(sentence(proxy.relation), words("standing.for", patient=patient), right)


def _interpreting(telling: Telling) -> str:
    somebody = telling.draft.signers.interpreter or Interpreter()
    badge = telling.words.of("standing.id", id=somebody.id)
    language = telling.words.of("standing.interpreter", language=somebody.language)
    return joined(language, badge)


def with_ink_kept(blocks: tuple[Block, ...], words: Words) -> tuple[Block, ...]:
    """Say above the places to sign that the file will hold how somebody wrote, and who can read it."""
    first = next(index for index, each in enumerate(blocks) if isinstance(each, SignatureBlock))
    at = first - 1 if isinstance(blocks[first - 1], Columns) else first
    return (*blocks[:at], Paragraph(words("signature.ink")), *blocks[at:])


def others(telling: Telling) -> Iterator[tuple[str, str]]:
    """Name, as fields, who else takes part: the interpreter, the witness, whoever will treat."""
    words, signers = telling.words, telling.draft.signers
    if signers.interpreter:
        yield words("signer.interpreter"), joined(signers.interpreter.name, _interpreting(telling), by=". ")
    if signers.witness:
        yield words("signer.witness"), joined(signers.witness.name, signers.witness.part, by=", ")
    if signers.treats and signers.treats.strip():
        clinician = telling.draft.clinician.name
        yield words("who.treats"), words("who.treats.other", name=signers.treats, clinician=clinician)


def on_behalf(telling: Telling) -> Iterator[Block]:
    """Say, so that nobody overlooks it, who signs for the patient and why."""
    words, proxy = telling.words, telling.draft.signers.proxy
    if proxy is None or proxy.why is None:
        return
    whole = words.of("proxy.who", name=proxy.name, relation=proxy.relation)
    who = whole or proxy.name or proxy.relation or words("proxy.somebody")
    because = words(f"proxy.because.{proxy.why.value}", who=who)
    right = sentence(words.of("proxy.authority", authority=proxy.authority))
    yield Notice(words("proxy.title"), because, more=(right,) if right else ())
