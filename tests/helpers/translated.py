"""The sample pack with a made-up Arabic translation that says some things only, as translations do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from consult_app.content.loader import cover_node, records
from consult_app.content.reading import Reading
from consult_app.content.spoken import SPOKEN, records_of
from consult_app.content.text import COVER, read_pack
from consult_app.domain.questionnaire import Question
from consult_app.domain.treatment import Treatment
from tests.helpers.sample import copy_forms

LANGUAGE = """
language: ar
questions:
- id: s-matters
  title: ما يهمك
  questions:
  - id: q-expect
    text: ماذا تأمل؟
- id: s-history
  questions:
  - id: q-preg
    text: هل أنتِ حامل؟
  - id: q-weeks
    text: في أي أسبوع؟
    unit: أسابيع
  - id: q-smoke
    text: هل تدخن؟
    choices:
    - id: never
      label: أبدًا
risks:
- id: ae-bruise
  name: كدمات
  text: بقع زرقاء لمدة 2 أسابيع.
"""
LABELS = """
answer.yes: نعم
answer.no: لا
patient.back: رجوع
patient.next: التالي
patient.ask: لدي سؤال
patient.progress: "{number} من {count}"
patient.risk: "{name}: حوالي {rate}"
rate.number: "{count} من {of}"
patient.over: يرجى إعادة الشاشة
"""


def stamped(forms: Path, pack: str, words: dict[str, Any]) -> dict[str, Any]:
    """Say of each record of a translation which words it was made from: those that stand in the pack now."""
    text = read_pack(forms, pack)
    nodes = {file: cover_node(text) if file == COVER else records(text, file, Reading()) for file in SPOKEN}
    digests = {each.name: each.digest for file, node in nodes.items() for each in records_of(file, node)}
    for found in (words.get("pack", {}), *_records(words)):
        name = found.get("id", COVER)
        if name in digests:
            found["of"] = digests[name]
    return words


def as_yaml(words: dict[str, Any]) -> str:
    """Write the words of a translation as they stand in its file."""
    return yaml.safe_dump(words, allow_unicode=True, sort_keys=False, width=10**6)


def _records(words: object) -> Iterator[dict[str, Any]]:
    inside = words.values() if isinstance(words, dict) else words if isinstance(words, list) else ()
    if isinstance(words, dict) and "id" in words:
        yield words
    for each in inside:
        yield from _records(each)


def translated_forms(folder: Path, language: str = LANGUAGE) -> Path:
    """Make a folder of forms in which the sample pack speaks English and Arabic."""
    forms = copy_forms(folder)
    (forms / "sample" / "language.ar.yaml").write_text(language, encoding="utf-8")
    (forms / "labels.ar.yaml").write_text(LABELS, encoding="utf-8")
    return forms


_ASKED = ("هل أنتِ حامل؟", "هل تدخن؟", "في أي أسبوع؟", "ماذا تأمل؟")
_HELP = "اسأل الطبيب إن لم تكن متأكدًا."
_CHOICES = ("أبدًا", "أحيانًا", "كل يوم", "لا أعرف")


def in_made_up_arabic(treatment: Treatment) -> Treatment:
    """Put Arabic words into a treatment, to be looked at: they mean nothing about it."""
    labels = dict(line.split(": ", 1) for line in LABELS.strip().splitlines())
    questionnaire = treatment.questionnaire
    sections = tuple(
        replace(
            section,
            title="ما يهمك",
            note="",
            questions=tuple(_asked(each, at) for at, each in enumerate(section.questions)),
        )
        for section in questionnaire.sections
    )
    return replace(
        treatment,
        language="ar",
        labels={**treatment.labels, **{key: words.strip('"') for key, words in labels.items()}},
        questionnaire=replace(questionnaire, sections=sections),
        risks=tuple(replace(each, name="كدمات", text="بقع زرقاء لمدة 2 أسابيع.") for each in treatment.risks),
    )


def _asked(question: Question, at: int) -> Question:
    choices = tuple(
        replace(each, label=_CHOICES[place % len(_CHOICES)]) for place, each in enumerate(question.choices)
    )
    return replace(question, text=_ASKED[at % len(_ASKED)], help=_HELP, choices=choices)
