"""The machine-readable record of a sealed consultation."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from consult_app.domain.compose import compose_signed, in_two_languages, with_ink_kept
from consult_app.domain.condition import NotSure, Value
from consult_app.domain.consultation import Consented, Draft, Ground, Sealed, Signature
from consult_app.domain.document import Document, Paragraph, Sheet
from consult_app.domain.entry import Entry, Part
from consult_app.domain.ink import printed
from consult_app.domain.on_paper import Filed
from consult_app.domain.screening import AREAS, Finding
from consult_app.domain.signers import Signers
from consult_app.domain.treatment import Treatment
from consult_app.domain.wording import Words
from consult_app.errors import ConsultError, RecordError
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.ports import Services


@dataclass(frozen=True, slots=True)
class Beside:
    """What a file holds that is in no record: how people wrote, encrypted, and pictures of signed paper."""

    locked_ink: bytes = b""
    scans: tuple[bytes, ...] = ()


Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


def record(conversation: Conversation, sealed: Sealed) -> dict[str, Json]:
    """Give the record: who, which pack, answers, findings, overrides, decisions, signatures, times."""
    return {
        **_said(conversation, sealed),
        "sealed_at": sealed.at.isoformat(),
        "pdf": {"sha256": sealed.sha256, "length": sealed.length, "seals": sealed.seals},
    }


def composed(  # noqa: PLR0913 - of what it is composed, and how
    services: Services,
    conversation: Conversation,
    at: datetime,
    sheet: Sheet,
    spoken: Treatment | None = None,
    *,
    keeps_ink: bool = False,
) -> Document:
    """Compose what is signed, with the hash of what was said at its end.

    `spoken` is the treatment in the patient's language, which then stands beside that of the practice.
    Whoever signs reads before that their file will hold how they wrote, where it `keeps_ink`.
    """
    digest = session_digest(services, conversation.draft)
    return _composed(conversation, digest, at, sheet, spoken, keeps_ink=keeps_ink)


def _composed(  # noqa: PLR0913 - of what it is composed, and how
    conversation: Conversation,
    digest: str,
    at: datetime,
    sheet: Sheet,
    spoken: Treatment | None,
    *,
    keeps_ink: bool,
) -> Document:
    talks = (conversation, *((Conversation.about(spoken, conversation.draft),) if spoken else ()))
    own, *theirs = (_in_one_language(each, digest, at, sheet, keeps_ink=keeps_ink) for each in talks)
    return in_two_languages(theirs[0], own, spoken) if theirs else own


def _in_one_language(
    conversation: Conversation, digest: str, at: datetime, sheet: Sheet, *, keeps_ink: bool
) -> Document:
    treatment = conversation.treatment
    document = compose_signed(treatment, conversation.draft, conversation.assessment, at, sheet)
    words = Words(treatment.labels)
    blocks = with_ink_kept(document.blocks, words) if keeps_ink else document.blocks
    inside = Paragraph(words("record.inside", digest=digest), quiet=True)
    return replace(document, blocks=(*blocks, inside), keeps_ink=keeps_ink)


def as_printed(consented: Consented) -> Consented:
    """Leave of ink what the page shows: when and how hard somebody wrote is nobody's to read in the file."""
    shown = (replace(each, ink=printed(each.ink)) if each.ink else each for each in consented.signatures)
    return replace(consented, signatures=tuple(shown))


def inside(services: Services, treatment: Treatment, consented: Consented) -> bytes:
    """Write the record that goes into the file before it is sealed, with all that makes the file again."""
    # The pictures stand on the pages: here, their digests are enough to tell them.
    scans = tuple(replace(each, jpeg=b"") for each in consented.scans)
    empty = replace(consented.document, blocks=())
    bare = replace(consented, document=empty, locked_ink=b"", scans=scans)
    content: dict[str, Json] = {
        **_said(Conversation.about(treatment, consented.draft), consented),
        **_ink(consented.locked_ink),
        **_paper(consented.scans),
        "session_sha256": session_digest(services, consented.draft),
        "state": json.loads(services.written(bare)),
    }
    return _text(content).encode()


def _ink(locked: bytes) -> dict[str, Json]:
    """Name what lies beside the record, encrypted: nobody can put another one in its place."""
    return {"locked_ink_sha256": hashlib.sha256(locked).hexdigest()} if locked else {}


def _paper(scans: tuple[Filed, ...]) -> dict[str, Json]:
    """Name the pages that were signed on paper, each by the digest of its picture in the file."""
    pages: list[Json] = [
        {"page": each.page, "sha256": hashlib.sha256(each.jpeg).hexdigest(), "by_hand": each.by_hand}
        for each in scans
    ]
    return {"signed_on_paper": pages} if pages else {}


def laid_out(services: Services, treatment: Treatment, consented: Consented) -> bytes:
    """Lay out what all have signed, with the paper behind it where that was on paper."""
    if consented.scans:
        return services.with_scans(
            consented.document, treatment.labels, consented.signatures, consented.scans
        )
    return services.render(consented.document, treatment.labels, consented.signatures)


def session_digest(services: Services, draft: Draft) -> str:
    """Give the hash of what was said, which the document prints and the record inside repeats."""
    return _digest(services.written(draft))


def _digest(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def rebuilt(
    services: Services,
    treatment: Treatment,
    content: bytes,
    speak: Callable[[str], Treatment] | None = None,
    beside: Beside | None = None,
) -> bytes:
    """Make the file again, as it was before the seal, from the record that it holds.

    `speak` finds a translation by its digest, for a file in two languages. `beside` is the file's own:
    encrypted or photographed anew, it would be another. RecordError where the record cannot be read, or was
    made with another pack.
    """
    beside = beside or Beside()
    try:
        written = json.loads(content)["state"]
        state = services.read(_text(written))
        # As it stands there: written anew, an old record would have whatever a draft has come to hold since.
        digest = _digest(_text(written["draft"]))
    except (ValueError, LookupError, TypeError, ConsultError):
        raise RecordError("record-unreadable", "The record in this file cannot be read.") from None
    if not isinstance(state, Consented) or state.draft.pack_digest != treatment.digest:
        raise RecordError("record-other-pack", "This record was made with another version of the pack.")
    empty = state.document
    spoken = speak(state.draft.translation) if speak and empty.beside else None
    talk = Conversation.about(treatment, state.draft)
    composed_anew = _composed(talk, digest, empty.composed_at, empty.sheet, spoken, keeps_ink=empty.keeps_ink)
    document = replace(composed_anew, anchor=empty.anchor)
    filed = tuple(replace(each, jpeg=jpeg) for each, jpeg in zip(state.scans, beside.scans, strict=False))
    pdf = laid_out(services, treatment, replace(state, document=document, scans=filed))
    return services.attach(pdf, content, beside.locked_ink)


def _said(conversation: Conversation, state: Consented | Sealed) -> dict[str, Json]:
    draft, words = state.draft, Words(conversation.treatment.labels)
    return {
        "record": draft.id,
        "sample": draft.sample,
        "kind": state.document.kind.value,
        "follows": draft.follows,
        **_sequel(draft),
        "treatment": {"id": draft.treatment, "version": draft.pack_version, "digest": draft.pack_digest},
        **_people(draft),
        "day": draft.day.isoformat(),
        "goal": draft.goal,
        "areas": list(draft.areas),
        "answers": _answers(conversation.assessment.visible, draft.answers, words),
        "origins": {
            key: draft.origins[key].value
            for key in (AREAS, *conversation.assessment.visible)
            if key in draft.origins
        },
        "findings": [_finding(each, words) for each in conversation.assessment.findings],
        **_talked_through(draft),
        "signers": _signers(draft.signers),
        "signatures": [_signature(each) for each in state.signatures],
        "composed_at": state.document.composed_at.isoformat(),
    }


def _sequel(draft: Draft) -> dict[str, Json]:
    """Write what a document says that follows a sealed record, and of which file it does."""
    said = draft.sequel
    if said is None:
        return {}
    first, wait = said.first, said.wait
    signed = first.signed.date() if first.on_paper else first.signed
    return {
        "first": {
            "record": first.id,
            "title": first.title,
            "sha256": first.sha256,
            "signed": signed.isoformat(),
        },
        "sequel": {
            "words": said.words,
            "changed": said.changed,
            "judgement": said.judgement,
            "early": said.early,
            "told": said.told.value if said.told else None,
            "decisions": list(said.decisions),
            "wait": {"days": wait.days, "first_day": wait.first_day.isoformat()} if wait else None,
        },
    }


def _people(draft: Draft) -> dict[str, Json]:
    patient, clinician = draft.patient, draft.clinician
    return {
        "patient": {
            "name": patient.name,
            "birth_date": patient.birth_date.isoformat(),
            "sex": patient.sex.value,
            "record_number": patient.record_number,
        },
        "clinician": {
            "name": clinician.name,
            "role": clinician.role,
            "registration": clinician.registration,
        },
        "practice": draft.practice.name,
    }


def _talked_through(draft: Draft) -> dict[str, Json]:
    return {
        "options": {
            key: {"wish": talk.wish.value, "reason": talk.reason} for key, talk in draft.options.items()
        },
        "mixture": [
            {
                "ingredient": each.ingredient,
                "amount": each.amount,
                "lot": each.lot,
                "expiry": each.expiry,
                "site": each.site,
            }
            for each in draft.mixture
        ],
        "risks": {
            key: {
                "discussed": talk.discussed,
                "has_questions": talk.has_questions,
                "matters": talk.matters,
                "words": talk.words,
            }
            for key, talk in draft.risks.items()
        },
        "own_risks": list(draft.own_risks),
        "exchanges": [{"question": each.question, "answer": each.answer} for each in draft.exchanges],
    }


def _signers(signers: Signers) -> Json:
    """Write who was chosen to sign beside or instead of the patient; nothing of those who were not."""
    proxy, interpreter, witness = signers.proxy, signers.interpreter, signers.witness
    chosen: dict[str, Json] = {}
    if proxy:
        chosen["proxy"] = {
            "name": proxy.name,
            "relation": proxy.relation,
            "authority": proxy.authority,
            "why": proxy.why.value if proxy.why else "",
        }
    if interpreter:
        chosen["interpreter"] = {
            "name": interpreter.name,
            "language": interpreter.language,
            "id": interpreter.id,
        }
    if witness:
        chosen["witness"] = {"name": witness.name, "part": witness.part}
    return chosen | ({"treats": signers.treats} if signers.treats else {})


def _signature(signature: Signature) -> dict[str, Json]:
    return {
        "role": signature.role.value,
        "name": signature.name,
        "meaning": signature.meaning,
        "at": signature.at.isoformat(),
        "way": signature.way.value,
        "note": signature.note,
        "read_back": signature.read_back.isoformat() if signature.read_back else None,
    }


def _answers(visible: tuple[str, ...], answers: Mapping[str, Value], words: Words) -> dict[str, Json]:
    return {each: _value(answers.get(each), words) for each in visible}


def _finding(finding: Finding, words: Words) -> dict[str, Json]:
    given = finding.override
    return {
        "rule": finding.rule.id,
        "severity": finding.rule.severity.value,
        "certain": finding.certain,
        "grounds": [_ground(each, words) for each in finding.grounds],
        "sources": list(finding.rule.citation.sources),
        "override": (
            {"clinician": given.clinician, "reason": given.reason, "at": given.at.isoformat()}
            if given
            else None
        ),
    }


def _ground(ground: Ground, words: Words) -> Json:
    return {"fact": ground.fact, "value": _value(ground.value, words)}


def _value(value: Value | None, words: Words) -> Json:
    """Write an answer; "not sure" is an object, so that nobody takes it for typed text."""
    if isinstance(value, NotSure):
        return {"not_sure": True}
    if isinstance(value, tuple):
        return [_entry(each, words) if isinstance(each, Entry) else each for each in value]
    return value


def _entry(entry: Entry, words: Words) -> Json:
    """Write a thing of a list by its parts, and in the words in which the form has it."""
    parts = {part.value: text for part in Part if (text := entry.said(part))}
    return {"name": entry.name, **parts, "words": words.entry(entry)}
