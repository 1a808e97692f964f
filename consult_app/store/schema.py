"""The tables of the newest schema, as the queries name them; the migrations make them."""

from __future__ import annotations

from sqlalchemy import TableClause, column, table


def _table(name: str, *columns: str) -> TableClause:
    return table(name, *(column(each) for each in columns))


META = _table("meta", "store")
SETTING = _table("setting", "name", "value")
SIGNER = _table("signer", "fingerprint", "at")
PATIENT = _table(
    "patient", "id", "given_name", "family_name", "birth_date", "sex", "record_number", "by_name"
)
PATIENT_WORDS = _table("patient_words", "number", "patient", "words")
PACK = _table("pack", "digest", "bundle", "sha256")
LISTED = (
    *("id", "stage", "name", "birth_date", "treatment", "day", "updated", "sample", "refusal"),
    *("patient", "pack"),
)
CONSULTATION = _table("consultation", *LISTED, "revision", "signatures", "body")
EVENT = _table("event", "id", "consultation", "revision", "at", "actor", "action")
SEALED = _table(
    "sealed", "consultation", "sha256", "length", "seals", "pdf", "aftercare", "aftercare_sha256", "at"
)
SEQUEL = _table("sequel", "consultation", "first", "kind")
REVISION = _table("revision", "consultation", "number", "sha256", "length", "seals", "pdf", "at")
AUDIT = _table(
    "audit",
    *("seq", "at", "actor", "machine", "action", "subject", "reason", "digest", "event", "revision"),
    *("prev", "signature", "hash"),
)
ACCOUNT = _table("account", "id", "consultation", "kind", "replaces", "at", "actor", "body")
LOT = _table(
    "lot",
    *("key", "consultation", "account", "place", "lot", "product", "ingredient", "amount", "site", "areas"),
    "day",
)
PHOTO = _table("photo", "id", "consultation", "at", "actor", "taken", "place", "sha256", "length", "jpeg")
REMOVED_PHOTO = _table("removed_photo", "photo", "consultation", "why", "words", "at", "actor")
HOLD = _table("hold", "patient", "why", "at", "actor")
DESTRUCTION = _table("destruction", "id", "patient", "ground", "why", "at", "actor")
DESTROYED = _table("destroyed", "patient", "destruction", "at", "actor")
CERTIFICATE = _table("certificate", "destruction", "sha256", "length", "pdf")
TABLES = (
    *(META, SETTING, SIGNER, PATIENT, PATIENT_WORDS, PACK, CONSULTATION, EVENT, SEALED),
    *(SEQUEL, REVISION, AUDIT, ACCOUNT, LOT, PHOTO),
    *(HOLD, DESTRUCTION, DESTROYED, CERTIFICATE, REMOVED_PHOTO),
)
