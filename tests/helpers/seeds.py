"""What the first starting article names, and where packs have it; and everything that a patient may read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from consult_app.domain.condition import Value
from consult_app.domain.treatment import Note, Treatment

CONTRAINDICATIONS: Mapping[str, tuple[Mapping[str, Value], str]] = {
    "Pregnant and breastfeeding women: pregnant": ({"q-preg": True}, "ci-pregnancy"),
    "Pregnant and breastfeeding women: breastfeeding": ({"q-bf": True}, "ci-breastfeeding"),
    "Diabetic patients": ({"q-diab": True}, "ci-diabetes"),
    "Patients with autoimmune diseases": ({"q-auto": True}, "ci-autoimmune"),
    "Patients with urticaria problems": ({"q-urt": True}, "ci-urticaria"),
    "Individuals with blood coagulation issues": ({"q-bleed": True}, "ci-coag"),
    "Patients with severe chronic illnesses": ({"q-chronic": True}, "ci-severechronic"),
    "Those with a history of paralysis": ({"q-stroke-paralysis": True}, "ci-stroke"),
    "Cancer patients": ({"q-cancer": True}, "ci-cancer"),
    "Patients with cardiac disease who are on various medications": (
        {"q-heart": ("disease",), "q-heart-meds": True},
        "ci-cardiac",
    ),
    "People who have allergies to any substance used": ({"q-allergy-mix": True}, "ci-allergy"),
}
"""Whom it tells to stay away: the plain answer, and the rule that it fires."""

SIDE_EFFECTS: Mapping[str, str] = {
    "Swelling and bruising": "ae-swellbruise",
    "Redness and irritation": "ae-redness",
    "Sensitivity and itching": "ae-itch",
    "Pain or discomfort": "ae-pain",
    "Infection": "ae-infection",
    "Allergic reactions": "ae-allergy",
    "Skin pigmentation": "ae-hyper",
    "Ulceration": "ae-ulcer",
    "Panniculitis": "ae-panniculitis",
}
"""The nine side effects that it lists, and the risks that tell them."""

AVOIDED_AFTERWARDS: Mapping[str, tuple[str, ...]] = {
    "touching or massaging": ("ac-touch", "ac-massage"),
    "excessive sun": ("ac-sun",),
    "strenuous activities": ("ac-exercise",),
    "hot baths, saunas or steam rooms": ("ac-bath", "ac-sauna"),
    "alcohol": ("ac-alcohol",),
    "non-prescribed medications": ("ac-medicines",),
    "creams or products": ("ac-creams",),
}
"""What it says to avoid afterwards, and the lines of the sheet to take home."""


_HISTORY = """
q-age q-goal q-photo q-bmi q-preg q-bf q-diab q-auto q-urt q-bleed q-clot q-chronic
q-stroke q-cancer q-heart q-seiz q-liver q-kidney q-gall q-thy q-immune q-g6pd q-chol q-ulcer
q-allergy q-soy q-bee q-la q-sulf q-anaph q-ac q-ap q-iso q-meds q-stim q-immunodrug
q-vacc q-herpes q-skin q-keloid q-pih q-prev q-prevmeso q-implant q-faint q-smoke q-alcohol q-swal
q-facial q-lax q-cold q-bdd1 q-bdd2 q-bdd3 q-mood q-press q-expect q-event q-plan q-fam
q-pain q-paintry q-hormone
"""
HISTORY_QUESTIONS = (*_HISTORY.split(),)
"""The ids of the 63 collected questions about history."""

_NOT_SHOWN = ("id", "kind", "when", "citation", "sources", "unit")


def words(value: object) -> Iterator[str]:
    """Everything that a patient may read."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from words(each)
    elif is_dataclass(value):
        for each in fields(value):
            if each.name not in _NOT_SHOWN:
                yield from words(getattr(value, each.name))


def patient_words(treatment: Treatment) -> list[str]:
    """List everything that a patient may read of a treatment, with the words that packs share."""
    sections, labels = treatment.questionnaire.sections, tuple(treatment.labels.values())
    shown = tuple(each for each in treatment.cited if not isinstance(each, Note))
    return list(words((treatment.summary, treatment.goals, sections, labels, shown)))
