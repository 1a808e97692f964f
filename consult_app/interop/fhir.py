"""A sealed document for other programs: a FHIR R4 bundle, made of the record inside it and of its very bytes.

Nothing is told here that the file does not hold. An answer that is unknown is marked as unknown, never left
out and never a no.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha1
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from consult_app.domain.consultation import Way
from consult_app.domain.proof import Proof, Verdict
from consult_app.domain.questionnaire import Kind, Question
from consult_app.domain.treatment import Treatment
from consult_app.errors import RecordError

Plain = dict[str, Any]

_CODES = "http://terminology.hl7.org/CodeSystem/"
_DOCUMENT = {"coding": [{"system": "http://loinc.org", "code": "59284-0", "display": "Consent Document"}]}
_STATUS = {
    "consent": ("active", "permit"),
    "refusal": ("rejected", "deny"),
    "not_today": ("proposed", "deny"),
    "withdrawal": ("inactive", "deny"),
}
"""What a document means for the consent, by its kind; an amendment or a confirmation leaves that as it is."""


def fhir_bundle(content: bytes, pdf: bytes, proof: Proof, treatment: Treatment) -> Plain:
    """Give the record inside a document, and the document, as one bundle; `treatment` is that of the record.

    `proof` is what the file proves: nobody is told what an altered one says, and a withdrawal in it counts.
    """
    if proof.verdict is not Verdict.INTACT:
        raise RecordError(
            "record-altered",
            "This file is not as it was sealed, so nothing is made of it for other programs.",
            "Look at it with `consult-app verify`, and take the file that the vault holds.",
        )
    said = json.loads(content)
    made = _Resources(said, pdf, proof, treatment)
    resources = (
        made.patient(),
        made.practitioner(),
        made.organization(),
        *made.answers(),
        *made.consent(),
        made.document(),
    )
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{said['record']}"},
        "timestamp": made.at,
        "entry": [{"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in resources],
    }


class _Resources:
    """Makes the resources of one record, which name each other by ids that follow from the record's."""

    def __init__(self, said: Plain, pdf: bytes, proof: Proof, treatment: Treatment) -> None:
        self._said, self._pdf, self._treatment = said, pdf, treatment
        self._withdrawal = proof.withdrawal
        last: Plain = said["signatures"][-1]
        # Of what was signed on paper only the day is known: where FHIR wants a time, it is that of the seal.
        on_paper = last["way"] == Way.PAPER.value
        self.at: str = proof.signatures[0].at.isoformat() if on_paper else last["at"]
        self._signed: str = last["at"].partition("T")[0] if on_paper else last["at"]

    def patient(self) -> Plain:
        """Who it is about."""
        person = self._said["patient"]
        sex = person["sex"]
        return {
            **self._begun("Patient"),
            **_identified(person["record_number"]),
            "name": [self._name(person["name"])],
            "gender": sex if sex in {"female", "male", "other"} else "unknown",
            "birthDate": person["birth_date"],
        }

    def _name(self, whole: str) -> Plain:
        """Give a name whole, and in its parts as the state of the consultation in the record has them."""
        named = self._said.get("state", {}).get("draft", {}).get("patient")
        if not named:
            return {"text": whole}
        given, family = named["given_name"], named["family_name"]
        # Some people have one name, and FHIR knows no empty one.
        parts = {**({"family": family} if family else {}), **({"given": [given]} if given else {})}
        return {"use": "official", "text": whole, **parts}

    def practitioner(self) -> Plain:
        """Who talked with the patient."""
        person = self._said["clinician"]
        return {
            **self._begun("Practitioner"),
            **_identified(person["registration"]),
            "name": [{"text": person["name"]}],
        }

    def organization(self) -> Plain:
        """Where that was."""
        return {**self._begun("Organization"), "name": self._said["practice"]}

    def answers(self) -> Iterator[Plain]:
        """Give the answers, where the document holds any."""
        given: Plain = self._said["answers"]
        if not given:
            return
        questions = self._treatment.questionnaire
        pack = self._said["treatment"]
        yield {
            **self._begun("QuestionnaireResponse"),
            "questionnaire": f"urn:consult:pack:{pack['id']}|{pack['version']}",
            "status": "completed",
            "subject": self._to("Patient"),
            "authored": self._signed,
            "author": self._to("Practitioner"),
            "item": [_item(questions.question(name), value) for name, value in given.items()],
        }

    def consent(self) -> Iterator[Plain]:
        """Say what was decided, where the document decides about the treatment."""
        if self._said["kind"] not in _STATUS:
            return
        status, provision = _STATUS["withdrawal" if self._withdrawal else self._said["kind"]]
        signed_by_patient = any(each["role"] == "patient" for each in self._said["signatures"])
        yield {
            **self._begun("Consent"),
            "status": status,
            "scope": {"coding": [{"system": f"{_CODES}consentscope", "code": "treatment"}]},
            "category": [_DOCUMENT],
            "patient": self._to("Patient"),
            "dateTime": self._withdrawal.at.isoformat() if self._withdrawal else self._signed,
            # Somebody who signed instead of the patient is named in the document.
            **({"performer": [self._to("Patient")]} if signed_by_patient else {}),
            "organization": [self._to("Organization")],
            "sourceReference": self._to("DocumentReference"),
            "policyRule": {"text": f"{self._treatment.name} {self._said['treatment']['version']}"},
            "provision": {"type": provision},
        }

    def document(self) -> Plain:
        """Give the file itself, byte for byte, so that its seal can be checked elsewhere."""
        return {
            **self._begun("DocumentReference"),
            "status": "current",
            "docStatus": "final",
            "type": _DOCUMENT,
            "subject": self._to("Patient"),
            "date": self.at,
            "author": [self._to("Practitioner")],
            "custodian": self._to("Organization"),
            **self._relation(),
            "content": [
                {
                    "attachment": {
                        "contentType": "application/pdf",
                        "size": len(self._pdf),
                        # FHIR R4 wants this digest, which tells files apart; what proves one is its seal.
                        "hash": b64encode(sha1(self._pdf, usedforsecurity=False).digest()).decode(),
                        "data": b64encode(self._pdf).decode(),
                    }
                }
            ],
        }

    def _relation(self) -> Plain:
        first = self._said.get("first")
        if first is None:
            return {}
        target = {"identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{first['record']}"}}
        return {"relatesTo": [{"code": "appends", "target": target}]}

    def _begun(self, kind: str) -> Plain:
        test = {"meta": {"security": [{"system": f"{_CODES}v3-ActReason", "code": "HTEST"}]}}
        return {"resourceType": kind, "id": self._id(kind), **(test if self._said["sample"] else {})}

    def _to(self, kind: str) -> Plain:
        return {"reference": f"urn:uuid:{self._id(kind)}"}

    def _id(self, kind: str) -> str:
        return str(uuid5(NAMESPACE_URL, f"urn:uuid:{self._said['record']}#{kind}"))


def _identified(number: str) -> Plain:
    return {"identifier": [{"value": number}]} if number else {}


def _item(question: Question, value: Any) -> Plain:  # noqa: ANN401 - a value of JSON
    """Give a question with its answer; one that was left empty stands without any."""
    item: Plain = {"linkId": question.id, "text": question.text}
    if value is None:
        return item
    values = value if isinstance(value, list) else [value]
    return {**item, "answer": [_answer(question, each) for each in values]}


def _answer(question: Question, value: Any) -> Plain:  # noqa: ANN401 - a value of JSON
    """Give one answer in the type that FHIR has for it."""
    if isinstance(value, dict) and "words" not in value:
        return {"valueCoding": {"system": f"{_CODES}data-absent-reason", "code": "asked-unknown"}}
    if isinstance(value, dict):
        return {"valueString": value["words"]}
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, int | float):
        return {"valueDecimal": value}
    if question.kind is Kind.DATE:
        return {"valueDate": value}
    labels = {each.id: each.label for each in question.choices}
    if value in labels:
        return {"valueCoding": {"code": value, "display": labels[value]}}
    return {"valueString": value}
