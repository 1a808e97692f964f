"""What is said in a made-up consultation about the sample pack, for playing."""

from __future__ import annotations

from consult_app.domain.consultation import Exchange, OptionTalk, RiskTalk, Wish
from consult_app.domain.sample import Sample
from tests.helpers.sample import DAY, answered, draft


def said() -> Sample:
    """A pregnant patient is treated all the same, for a written reason; nothing is missing."""
    whole = draft()
    return Sample(
        pack="sample",
        patient=whole.patient,
        clinician=whole.clinician,
        practice=whole.practice,
        day=DAY,
        goal="face",
        areas=("cheeks", "forehead"),
        answers={**answered(q_preg=True, q_allergy=("latex", "a cream")), "q-weeks": 12},
        overrides=(("ci-pregnancy", "Her midwife agrees."),),
        options={
            "alt-this": OptionTalk(Wish.CHOSEN, "wants to try"),
            "alt-sun": OptionTalk(Wish.DECLINED),
            "alt-nothing": OptionTalk(Wish.DECLINED, "not now"),
        },
        mixture=whole.mixture,
        risks={
            "ae-bruise": RiskTalk(discussed=True, matters=True, words="A wedding"),
            "ae-infection": RiskTalk(discussed=True),
        },
        own_risks=("A scar near the eye",),
        exchanges=(Exchange("Does it hurt?", "A little."),),
    )
