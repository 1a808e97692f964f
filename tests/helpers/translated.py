"""The sample pack with a made-up Arabic translation that says some things only, as translations do."""

from __future__ import annotations

from pathlib import Path

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
