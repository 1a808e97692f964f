"""Hand-made consultations in every stage, small but with something in every field."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from consult_app.domain.condition import NOT_SURE
from consult_app.domain.consultation import (
    Clinician,
    Consented,
    Draft,
    Exchange,
    Ground,
    OptionTalk,
    Override,
    Patient,
    Portion,
    Practice,
    Reviewed,
    RiskTalk,
    Sealed,
    Sex,
    Signature,
    Way,
    Wish,
)
from consult_app.domain.document import (
    Bullets,
    Document,
    DocumentKind,
    Fields,
    Heading,
    Icons,
    Notice,
    Paragraph,
    Quote,
    Role,
    Running,
    SignatureBlock,
    Table,
    Tick,
    Tone,
)
from consult_app.domain.ink import Ink, Point, Stroke
from consult_app.domain.sequel import First, Sequel, SequelKind, Told

PASSPHRASE = "copper lantern drifts seven"
PRACTICE = Practice("Praxis am Park", "Parkweg 1, Berlin", "030 1234")
CLINICIAN = Clinician("c-1", "Dr. Ada Beispiel", "Physician", "LANR 123")
PATIENT = Patient("p-1", "Jürgen", "Müller-Łódź", date(1980, 2, 29), Sex.MALE, "A-4711")
AT = datetime(2026, 3, 1, 14, 30, tzinfo=timezone(timedelta(hours=2)))
PDF = b"%PDF-1.7 sealed \x00\xff"
AFTERCARE = b"%PDF-1.7 aftercare"
INK = Ink((Stroke((Point(1.5, 2.25, 0, 0.5), Point(3.0, 4.0, 16, None))),), 80.0, 30.0)


def draft(consultation_id: str = "i-1", words: str = "words", *, patient: Patient = PATIENT) -> Draft:
    """Make a draft that has something in every field; `words` are the patient's."""
    return Draft(
        id=consultation_id,
        patient=patient,
        clinician=CLINICIAN,
        practice=PRACTICE,
        treatment="mesotherapy",
        pack_version="1.2.0",
        pack_digest="d" * 64,
        day=date(2026, 3, 1),
        goal="g-cellulite",
        areas=("a-thigh",),
        answers={
            "q-yes": True,
            "q-one": 1,
            "q-weight": 61.5,
            "q-text": words,
            "q-some": ("a", "b"),
            "q-no": NOT_SURE,
        },
        overrides=(Override("r-1", True, (Ground("q-one", 1), Ground("q-open", None)), "c-1", words, AT),),
        options={"o-1": OptionTalk(Wish.CHOSEN, words), "o-2": OptionTalk(Wish.DECLINED)},
        mixture=(Portion("m-1", "2 ml", words, "2027-01", "left"),),
        risks={"k-1": RiskTalk(discussed=True, matters=True, words=words)},
        own_risks=(words,),
        exchanges=(Exchange(words, words),),
        seen=("s-1",),
    )


def document(
    consultation_id: str, words: str = "words", kind: DocumentKind = DocumentKind.CONSENT
) -> Document:
    """Make a document with a block of each kind and two signers."""
    return Document(
        consultation_id,
        kind,
        "de",
        "Einwilligung",
        AT,
        Running("Müller", "Mesotherapy", "1.2.0", "", "Page"),
        (
            Heading("Title", 1),
            Paragraph(words, quiet=True),
            Quote(words, "patient"),
            Bullets((words, "two")),
            Fields((("name", words),)),
            Table(("a", "b"), (("1", words),), (0.25, 0.75)),
            Notice("Stop", words, Tone.STOP),
            Tick(words, ticked=True),
            Icons(3, 100, words),
            SignatureBlock(Role.PATIENT, "Patient", "I agree", "Jürgen Müller"),
            SignatureBlock(Role.CLINICIAN, "Clinician", "I explained", "Dr. Ada Beispiel"),
        ),
        (Role.PATIENT, Role.CLINICIAN),
    )


def reviewed(
    consultation_id: str = "i-1", words: str = "words", kind: DocumentKind = DocumentKind.CONSENT
) -> Reviewed:
    """Make a reviewed consultation that nobody signed."""
    return draft(consultation_id, words).review(document(consultation_id, words, kind), ())


def signed_once(before: Reviewed, words: str = "words") -> Reviewed:
    """Add the patient's drawn signature."""
    state = before.signing(Signature(Role.PATIENT, "Jürgen Müller", "I agree", AT, Way.DRAWN, INK, words))
    assert isinstance(state, Reviewed)
    return state


def consented(before: Reviewed) -> Consented:
    """Add the clinician's typed signature."""
    state = before.signing(Signature(Role.CLINICIAN, "Dr. Ada Beispiel", "I explained", AT, Way.TYPED))
    assert isinstance(state, Consented)
    return state


def sealed(before: Consented, pdf: bytes = PDF) -> Sealed:
    """Make the record of a sealed PDF."""
    digest = hashlib.sha256(pdf).hexdigest()
    return Sealed(
        before.draft,
        before.document,
        before.signatures,
        digest,
        len(pdf),
        1,
        datetime(2026, 3, 1, 13, tzinfo=UTC),
    )


def following(first: Sealed, kind: SequelKind = SequelKind.AMENDMENT, consultation_id: str = "s-1") -> Draft:
    """Begin a document that follows a sealed record."""
    quoted = First(first.draft.id, first.document.title, first.sha256, first.signatures[0].at)
    told = Told.HERE if kind is SequelKind.WITHDRAWAL else None
    said = Sequel(kind, quoted, "words", changed=False, told=told)
    return replace(draft(consultation_id), sample=first.draft.sample, mixture=(), sequel=said)


def followed(begun: Draft) -> Consented:
    """Have it signed by everybody."""
    assert begun.sequel is not None
    kind = DocumentKind(begun.sequel.kind.value)
    return consented(signed_once(begun.review(document(begun.id, kind=kind), ())))
