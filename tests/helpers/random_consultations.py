"""Whole consultations drawn at random, with the lengths, scripts and empty places that a form must stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from random import Random

from consult_app.assets import forms_folder
from consult_app.content.library import Library
from consult_app.domain.backup import Backup
from consult_app.domain.compose import (
    compose_aftercare,
    compose_blank,
    compose_certificate,
    compose_consent,
    compose_record,
    compose_recovery_sheet,
    compose_signed,
    compose_summary,
    in_two_languages,
)
from consult_app.domain.consultation import (
    Clinician,
    Draft,
    Exchange,
    OptionTalk,
    Override,
    Patient,
    Portion,
    Practice,
    RiskTalk,
    Sealed,
    Sex,
    Wish,
)
from consult_app.domain.document import PLAIN, Document, Sheet
from consult_app.domain.log import Logged
from consult_app.domain.questionnaire import Kind
from consult_app.domain.recovery import RecoveryKey
from consult_app.domain.retention import Copies, Destruction, Ground, Holdings, Proposal
from consult_app.domain.screening import Assessment, assess
from consult_app.domain.sequel import First, Sequel, SequelKind, Told
from consult_app.domain.treatment import AGREE, DECLINE, NOT_TODAY, TREATMENT_DECISION, Treatment, for_goal
from tests.helpers.random_answers import TODAY, some_answers
from tests.helpers.translated import in_made_up_arabic

AT = datetime(2028, 2, 29, 9, 30, tzinfo=UTC)
PACKS = tuple(each.id for each in Library(forms_folder()).packs())
DECIDED = {"refusal": DECLINE, "not_today": NOT_TODAY}
"""What was decided about the treatment where a kind of document is no consent."""
NAMES = (
    "Anna Żółć",
    "O'Neil <b>bold</b>",
    "عمر",
    "שרה כהן",
    "王小明",
    "さくら 田中",
    "김철수",
    "कमला क्षत्रिय",
    "สมชาย น้ำใจ",
    "Núñez-" * 12 + "Fin",
    "m" * 50,
    "x̌" * 40,
    "😀 👨‍👩‍👧",
    "{name} %s &amp; \\n",
    "",
)
USUAL = (
    "",
    "no",
    "I am <b>afraid</b> of {needles} & of [links](http://example.org).",
    "First line\nsecond line\n\nlast line",
    "Ich weiß nicht recht; vielleicht übermorgen? " * 3,
    "tab\tand\u00a0no-break, soft\u00adhyphen, zero\u200bwidth, \u202eturned\u202c, bell\x07",
)
EXTREME = (
    "لا أعرف، ربما بعد أسبوع (أو اثنين).",
    "我不知道。也许下周再说。" * 12,
    "W" * 180,
    "क्या यह दर्द करेगा? " * 15,
    "word " * 500,
    "🙂" * 60,
)


def some_words(random: Random) -> str:
    """Draw what somebody typed: mostly something usual."""
    return random.choice(EXTREME if random.random() < 0.05 else USUAL)


def dice(seed: int | str) -> Random:
    """Give dice that fall alike on every machine."""
    return Random(seed)  # noqa: S311 - it draws samples, no secrets


@cache
def pack(pack_id: str) -> Treatment:
    """Read a pack once."""
    return Library(forms_folder()).treatment(pack_id)


def some_draft(random: Random, treatment: Treatment, decision: str = AGREE) -> Draft:
    """Draw a consultation from the first word to the last."""
    goal = random.choice(treatment.goals)
    answers = {
        **some_answers(random, treatment, random.choice((0, 0.4, 1))),
        **{
            each.id: some_words(random)
            for each in treatment.questionnaire
            if each.kind is Kind.TEXT and random.random() < 0.7
        },
        TREATMENT_DECISION: decision,
    }
    drawn = Draft(
        id=f"{random.getrandbits(64):016x}",
        patient=Patient(
            "p",
            random.choice(NAMES),
            random.choice(NAMES),
            date(random.randrange(1930, 2012), 2, 28),
            random.choice(tuple(Sex)),
            random.choice(("", "2026-0417", "№ 12/٣٤", "R" * 40)),
        ),
        clinician=Clinician("c", random.choice(NAMES), random.choice(("", "dermatologist")), "GMC 1234567"),
        practice=Practice(random.choice(NAMES), random.choice(("", "12 Mill Lane\nWinchester")), "01 234"),
        treatment=treatment.id,
        pack_version=treatment.version,
        pack_digest=treatment.digest,
        day=TODAY,
        goal=goal.id,
        areas=tuple(area.id for area in goal.areas if random.random() < 0.4),
        answers=answers,
        mixture=_mixture(random, treatment),
        sample=random.random() < 0.3,
    )
    return _talked(random, treatment, drawn)


def _mixture(random: Random, treatment: Treatment) -> tuple[Portion, ...]:
    return tuple(
        Portion(each.id, random.choice(("", "2.5 ml")), random.choice(NAMES), "03/2027", random.choice(NAMES))
        for each in treatment.ingredients
        if random.random() < random.choice((0, 0.2, 0.9))
    )


def _talked(random: Random, treatment: Treatment, drawn: Draft) -> Draft:
    """Add what was said about options, risks and findings."""
    options: Mapping[str, OptionTalk] = {
        each.id: OptionTalk(random.choice(tuple(Wish)), some_words(random))
        for each in for_goal(treatment.options, drawn.goal)
        if random.random() < 0.8
    }
    risks = {
        each.id: RiskTalk(
            discussed=random.random() < 0.6, matters=random.random() < 0.3, words=some_words(random)
        )
        for each in treatment.risks
        if random.random() < 0.5
    }
    said = replace(
        drawn,
        options=options,
        risks=risks,
        own_risks=tuple(some_words(random) or "fear" for _ in range(random.randrange(3))),
        exchanges=tuple(
            Exchange(some_words(random) or "Why?", some_words(random) or "So.")
            for _ in range(random.randrange(4))
        ),
    )
    for finding in assess(treatment, said).findings:
        if random.random() < 0.5:
            reason = some_words(random)
            said = said.overriding(
                Override(finding.rule.id, finding.certain, finding.grounds, "Dr A", reason, AT)
            )
    return said


RECOVERY = RecoveryKey("ZNTH-WJZ2-RW6V-2E81-9GTH-Y9ZZ-NQ98-STEY-6DN1", "3F2A91BC", AT)


def documents(treatment: Treatment, draft: Draft, sheet: Sheet = PLAIN) -> dict[str, Document]:
    """Compose every kind of document that this consultation gives, by its kind."""
    assessment: Assessment = assess(treatment, draft)
    consent = compose_consent(treatment, draft, assessment, AT, sheet)
    sealed = Sealed(draft, consent, (), "0" * 64, 97_255, 1, AT)
    acts = (Logged(AT, "Dr A", "begin"), Logged(AT, "", "answered q-preg; finding raised ci-preg"))
    composed = (
        consent,
        compose_aftercare(treatment, draft, AT, sheet),
        compose_summary(treatment, draft, AT, TODAY, sheet),
        compose_blank(treatment, draft.goal, draft.practice, AT, sheet),
        compose_record(treatment, sealed, acts, AT),
        compose_certificate(treatment, _destruction(draft), draft.practice, sheet),
        compose_recovery_sheet(treatment, RECOVERY, draft.practice, sheet),
    )
    return {each.kind.value: each for each in (*composed, *_sequels(treatment, draft, sheet))}


def _destruction(draft: Draft) -> Destruction:
    """Destroy it for a reason in somebody's words, with backups that still hold it."""
    proposal = Proposal(draft.id, "p", Ground.OTHER, next(iter(draft.own_risks), "Moved"), AT, "c")
    copies = Copies(tuple(Backup(f"consult-2026110{day}", AT, day) for day in range(1, 4)), 2, 1)
    names = draft.clinician.name
    return Destruction(proposal, names, AT, names, Holdings(1, 2, 3, 4, 5, 6, 7, 8), copies)


def in_both_languages(treatment: Treatment, draft: Draft, sheet: Sheet = PLAIN) -> Document:
    """Compose the form with words that are made up, from right to left, beside those of the pack."""
    first, second = (
        compose_consent(each, draft, assess(each, draft), AT, sheet)
        for each in (in_made_up_arabic(treatment), treatment)
    )
    return in_two_languages(first, second)


def _sequels(treatment: Treatment, draft: Draft, sheet: Sheet) -> Iterator[Document]:
    """Compose what can follow the form."""
    first = First(draft.id, treatment.name, "0" * 64, AT)
    for kind in SequelKind:
        words = next(iter(draft.own_risks), "It was another lot.")
        said = Sequel(kind, first, words, changed=True, judgement=words, told=Told.HERE)
        held = replace(draft, sequel=said)
        yield compose_signed(treatment, held, assess(treatment, held), AT, sheet)
