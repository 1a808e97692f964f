"""The sample pack with a made-up Arabic translation that says some things only, as translations do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

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
