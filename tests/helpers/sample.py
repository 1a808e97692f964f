"""The sample pack, and a consultation in which everything was said."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from consult_app.content.loader import load
from consult_app.content.text import PackText, read_text
from consult_app.domain.condition import Value
from consult_app.domain.consultation import (
    Clinician,
    Draft,
    OptionTalk,
    Patient,
    Portion,
    Practice,
    RiskTalk,
    Sex,
    Wish,
)
from consult_app.domain.treatment import Approval, Treatment

SAMPLE = Path(__file__).parent / "packs" / "sample"
LABELS = Path(__file__).parents[2] / "forms" / "labels.en.yaml"
DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def copy_forms(folder: Path) -> Path:
    """Make a folder of forms that a test may change."""
    shutil.copytree(SAMPLE, folder / "sample")
    shutil.copy(LABELS, folder)
    shutil.copy(LABELS.with_name("wording.en.yaml"), folder)
    return folder


@cache
def sample_text() -> PackText:
    """The sample pack's text; errors name `forms/sample/…`."""
    files = {each.name: read_text(each) for each in sorted(SAMPLE.glob("*.yaml"))}
    cases = files.pop("cases.yaml")
    return PackText("forms/sample", files, LABELS.name, read_text(LABELS), cases)


@cache
def sample() -> Treatment:
    """The sample treatment."""
    return load(sample_text())


@cache
def checking() -> Treatment:
    """The sample treatment, which also checks whether it was understood how often things happen."""
    whole = sample_text()
    asks = """- id: s-check
  step: understanding
  title: Did we explain it well?
  questions:
  - id: u-often
    kind: choice
    text: How often does it happen?
    choices:
    - id: never
      label: Almost never
    - id: nobody
      label: Nobody knows
      right: true
"""
    return load(replace(whole, files={**whole.files, "questions.yaml": whole.files["questions.yaml"] + asks}))


APPROVAL = Approval("Kim Lead", "Clinical lead", "L-1", DAY)


@cache
def approved() -> Treatment:
    """The sample treatment as a clinical lead approved it: nothing in it is only recalled."""
    whole = sample_text()
    files = {name: body.replace("verified: recalled", "verified: seed") for name, body in whole.files.items()}
    treatment = load(replace(whole, files=files))
    governance = replace(treatment.governance, approval=APPROVAL)
    return replace(treatment, digest=sample().digest, governance=governance)


ANSWERS: dict[str, Value] = {
    "q-expect": "Look less tired",
    "q-preg": False,
    "q-allergy": ("none",),
    "q-smoke": "never",
    "q-teach": "It can bruise",
    "d-treatment": "agree",
    "d-photos": True,
}


def draft(**changes: object) -> Draft:
    """A consultation in which nothing is missing, but for the changes."""
    whole = Draft(
        id="c-1",
        patient=Patient("p-1", "Ann", "Example", date(1986, 5, 4), Sex.FEMALE, "R-7"),
        clinician=Clinician("k-1", "Dr Bo", "Physician", "12345"),
        practice=Practice("The practice", "1 Main Street", "555 0100"),
        treatment="sample",
        pack_version="0.1",
        pack_digest=sample().digest,
        day=DAY,
        goal="face",
        areas=("cheeks",),
        answers=ANSWERS,
        options={
            "alt-this": OptionTalk(Wish.CHOSEN, "wants to try"),
            "alt-sun": OptionTalk(Wish.DECLINED, "does that already"),
            "alt-nothing": OptionTalk(Wish.DECLINED),
        },
        mixture=(Portion("ing-hyaluronan", "1 ml", "L1", "2027-01", "cheeks"),),
        risks={each: RiskTalk(discussed=True) for each in ("ae-bruise", "ae-infection", "ae-numb")},
        seen=("expectations",),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def answered(**answers: Value | None) -> dict[str, Value]:
    """The answers of `draft` with some changed, `q_preg` for q-preg, or with None left out."""
    changed = {**ANSWERS, **{name.replace("_", "-"): value for name, value in answers.items()}}
    return {name: value for name, value in changed.items() if value is not None}


def approvable_forms(folder: Path) -> None:
    """Write the sample with nothing that is only recalled, and with something shared beside it."""
    copy_forms(folder)
    for file in (folder / "sample").iterdir():
        words = file.read_text(encoding="utf-8").replace("verified: recalled", "verified: seed")
        file.write_text(words, encoding="utf-8")
    (folder / "shared").mkdir()
    (folder / "shared" / "rules.yaml").write_text("[]\n", encoding="utf-8")
    medicines = "beside: [daily]\nclasses: []\n"
    (folder / "medicines.yaml").write_text(medicines, encoding="utf-8")
