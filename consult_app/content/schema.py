"""JSON Schema of each kind of file, with which an editor completes and checks YAML while it is written.

Draft 7, which the YAML extension of VS Code knows best. What takes more than one record to see (an id that is
not there, a case that differs) only `forms check` finds.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from consult_app.content.cover import LANGUAGE
from consult_app.content.keys import (
    BETWEEN,
    COMBINED,
    ENTRY,
    FILES,
    INCLUDE,
    NESTED,
    PATIENT,
    QUESTION,
    TRANSLATION,
    Form,
    Holds,
    Id,
    Key,
    Record,
    Several,
)
from consult_app.content.node import DAY, ID
from consult_app.content.parts import RATE, UNKNOWN_RATE
from consult_app.content.spoken import SPOKEN
from consult_app.content.text import FILES as PACK_FILES
from consult_app.content.variants import VARIANTS
from consult_app.domain.screening import GIVEN_FACTS

Plain = dict[str, Any]

_DRAFT = "http://json-schema.org/draft-07/schema#"
_BESIDE = {
    "labels": "labels.*.yaml",
    "wording": "wording.*.yaml",
    "medicines": "medicines.yaml",
    "facts": "facts.yaml",
    "jurisdiction": "*/jurisdiction.*.yaml",
    "language": "*/language.*.yaml",
}
_ATOM, _CONDITION, _ANSWER, _ANSWERS = (
    {"$ref": f"#/definitions/{name}"} for name in ("atom", "condition", "answer", "answers")
)
# A title such as 2020, or an id such as 12, is a number to an editor and text to the program.
_WORDS = ["string", "number"]
_ORIGIN: Plain = {
    "of": {"type": _WORDS, "description": "The words it was made from, as `forms check` names them."}
}


def schemas() -> dict[str, Plain]:
    """Give the schemas by the names of their files, `rules.schema.json`."""
    whole = {schema_name(kind): _schema(kind) for kind in FILES}
    return whole | {schema_name(kind): _variant(kind) for kind in VARIANTS}


def schema_name(kind: str) -> str:
    """Name the file of the schema for a kind of file, as in `rules`."""
    return f"{kind}.schema.json"


def editor_settings(schema_folder: str, forms_folder: str) -> Plain:
    """Give the settings that tell VS Code which schema is for which files.

    Both folders are paths with slashes, as seen from the folder that the editor opens.
    """
    start = "" if forms_folder == "." else f"{forms_folder}/"
    relative = "" if schema_folder.startswith(("/", "../")) or schema_folder[1:2] == ":" else "./"
    return {
        "yaml.schemas": {
            f"{relative}{schema_folder}/{schema_name(kind)}": start + _BESIDE.get(kind, f"*/{kind}.yaml")
            for kind in (*FILES, *VARIANTS)
        }
    }


def _schema(kind: str) -> Plain:
    holds, says = FILES[kind]
    return {
        "$schema": _DRAFT,
        "title": f"{kind}.yaml",
        "description": says,
        **_held(holds),
        "definitions": {
            "condition": _condition(),
            "atom": _atom(),
            "answer": _answer(),
            "answers": _answers(),
        },
    }


def _variant(kind: str) -> Plain:
    """Give the schema of a file that says only what differs under a law or in a language."""
    lists = (name.removesuffix(".yaml") for name in PACK_FILES)
    pack = _loose(_held(FILES["pack"][0]))
    ids = {"type": "array", "items": {"type": "string", "pattern": f"^{ID.pattern}$"}}
    says = {name: _loose(_held(FILES[name][0])) for name in lists}
    says["pack"] = {key: value for key, value in pack.items() if key != "required"}
    if kind == "language":
        return _language(says)
    schema = {
        **_schema("pack"),
        "title": f"{kind}.….yaml",
        "description": "What differs from the pack: records by their id, with only the keys that are other.",
        "properties": {
            kind: {"type": "string", "description": "Which one this is for."},
            "without": {"description": "Records that do not hold here.", **ids},
            **says,
        },
        "required": [kind],
        "additionalProperties": False,
    }
    return {**schema, "type": "object"}


def _language(says: Plain) -> Plain:
    """Give the schema of a translation: who made it, the words by record, and those that a law has apart."""
    words = {name.removesuffix(".yaml"): _with_origin(says[name.removesuffix(".yaml")]) for name in SPOKEN}
    words["pack"]["properties"] |= _ORIGIN
    # Words of a question stand where it is told, or in a list by themselves, whatever its section.
    words["questions"]["items"] = {
        "anyOf": [words["questions"]["items"], _with_origin(_loose(_record(QUESTION)))]
    }
    under = {"type": "object", "properties": words, "additionalProperties": False}
    return {
        **_schema("pack"),
        "title": "language.….yaml",
        "description": "What the pack says in another language: records by their id, with their words.",
        "properties": {
            "language": {"type": "string", "description": "Which one this is."},
            "translation": _held(TRANSLATION),
            **words,
            "under": {
                "type": "object",
                "description": "Words that differ under a law, by its tag.",
                "additionalProperties": under,
            },
        },
        "required": ["language"],
        "additionalProperties": False,
        "type": "object",
    }


def _with_origin(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Let each record say of which words it is a translation."""
    if isinstance(schema, list):
        return [_with_origin(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _with_origin(value) for key, value in schema.items()}
    if "id" in found.get("properties", {}):
        found["properties"] = {**found["properties"], **_ORIGIN}
    return found


def _loose(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Ask for nothing but the id by which a record is found."""
    if isinstance(schema, list):
        return [_loose(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _loose(value) for key, value in schema.items() if key not in ("required", "minItems")}
    return {**kept, "required": ["id"]} if "id" in schema.get("required", ()) else kept


def _record(record: Record) -> Plain:
    return {
        "type": "object",
        "properties": {name: _key(key) for name, key in record.items()},
        "required": [name for name, key in record.items() if key.required],
        "additionalProperties": False,
    }


def _key(key: Key) -> Plain:
    held = _held(key.holds)
    # In draft 7, what stands beside a reference is not read.
    return {"description": key.says, **({"allOf": [held]} if "$ref" in held else held)}


def _held(holds: Holds) -> Plain:
    match holds:
        case Form():
            return _FORMS[holds]
        case Id(prefixes):
            begins = f"(?={'|'.join(prefixes)})" if prefixes else ""
            return {"type": "string" if prefixes else _WORDS, "pattern": f"^{begins}{ID.pattern}$"}
        case Several():
            return _several(holds)
        case tuple() | type():
            return _words(tuple(holds))
        case _:
            return _record(holds)


def _several(several: Several) -> Plain:
    item = _held(several.of)
    each = {"anyOf": [item, _record(INCLUDE)]} if several.shared else item
    return {
        "type": "array",
        "items": each,
        "minItems": several.least,
        "uniqueItems": isinstance(several.of, Id | type),
    }


def _words(members: tuple[Enum, ...]) -> Plain:
    return {"enum": [each.value for each in members]}


def _condition() -> Plain:
    several = {"type": "array", "items": _CONDITION, "minItems": 1}
    says = {
        "all": {"description": "Every one of these is true.", **several},
        "any": {"description": "At least one of these is true.", **several},
        "not": {"description": "This is not true.", "allOf": [_CONDITION]},
    }
    facts = {name: {"description": "Known without asking.", "allOf": [_ATOM]} for name in GIVEN_FACTS}
    return {
        "type": "object",
        "properties": {**{name: says[name] for name in COMBINED}, **facts},
        # Whatever else stands here is the id of a question.
        "additionalProperties": _ATOM,
        "minProperties": 1,
        "maxProperties": 1,
    }


def _atom() -> Plain:
    values = {"type": "array", "items": {"type": _WORDS}, "minItems": 1, "uniqueItems": True}
    return {"anyOf": [{"type": ["boolean", *_WORDS]}, values, {**_record(BETWEEN), "minProperties": 1}]}


def _answer() -> Plain:
    one = {"type": ["boolean", "null", *_WORDS]}
    each = {"anyOf": [{"type": ["boolean", *_WORDS]}, _record(ENTRY)]}
    return {"anyOf": [one, {"type": "array", "items": each}]}


def _answers() -> Plain:
    within = dict.fromkeys(NESTED, _ANSWERS)
    return {
        "type": "object",
        "properties": {**within, "patient": _record(PATIENT)},
        "additionalProperties": _ANSWER,
    }


_FORMS: dict[Form, Plain] = {
    Form.TEXT: {"type": _WORDS, "pattern": r"\S"},
    Form.LANGUAGE: {"type": "string", "pattern": f"^{LANGUAGE.pattern}$"},
    Form.BOOLEAN: {"type": "boolean"},
    Form.NUMBER: {"type": "number"},
    Form.DAY: {"type": "string", "pattern": f"^{DAY.pattern}$"},
    Form.RATE: {"type": "string", "pattern": f"^(?:{UNKNOWN_RATE}|{RATE.pattern})$"},
    Form.CONDITION: _CONDITION,
    Form.ANSWER: _ANSWER,
    Form.ANSWERS: _ANSWERS,
}
