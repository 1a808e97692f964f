"""A long consent form with every kind of block, such as a consultation composes, and signatures for it."""
# ruff: noqa: ISC004 - dashes as they are printed; long texts in lists

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from math import sin

from consult_app.domain.consultation import Signature, Way
from consult_app.domain.document import (
    Block,
    Bullets,
    Document,
    DocumentKind,
    Fields,
    Heading,
    Icons,
    Notice,
    Paragraph,
    Quote,
    Role,
    Running,
    SignatureBlock,
    Table,
    Tick,
    Tone,
)
from consult_app.domain.ink import Ink, Point, Stroke

ZONE = timezone(timedelta(hours=1))
COMPOSED_AT = datetime(2026, 11, 22, 14, 5, tzinfo=ZONE)
PATIENT = "Małgorzata Żółć-O'Neil"
CLINICIAN = "Dr Amélie Šimůnek"

LABELS = {
    "months": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "signature.time": "Signed on {time}",
    "signature.typed": "Signed by typing the name",
    "signature.unable": "Could not sign by hand: {note}",
    "signature.empty": "Sign here",
    "signature.day": "Signed on {day}",
    "signature.paper": "Signed on paper: see pages {note}",
    "scan.title": "The pages as they were signed on paper",
    "scan.text": "{clinician} put these pictures here.",
    "scan.page": "Page {page} of {pages} as it was signed on paper",
    "scan.by_hand": "Put here by hand.",
}

RUNNING = Running(
    patient=f"{PATIENT} · born 3 Feb 1984 · record 2026-0417",
    treatment="Mesotherapy: fine lines of the face",
    version="version 1.2.0 · 9f2c41d07ab3",
    mark="Sample – not a real patient · Draft – not clinically approved",
    page="Page {page} of {pages}",
)

_DECLARATION = (
    "I have read this form, or it was read to me. I could ask questions and I understood the answers. "
    "I agree to what is marked as my decision above. I can change my mind at any time before "
    "the treatment starts."
)
_CLINICIAN_DECLARATION = (
    "I talked through this form with the patient: the treatment, the other options, doing "
    "nothing, the benefits, "
    "the risks and what is not known. I believe that the patient understood and decided freely."
)
_WHO = Fields(
    (
        ("Patient", PATIENT),
        ("Born on", "3 Feb 1984"),
        ("Record number", "2026-0417"),
        ("Clinician", f"{CLINICIAN}, dermatologist, GMC 1234567"),
        ("Practice", "Practice at the Old Mill, 12 Mill Lane, Winchester"),
        ("Date and time", "22 Nov 2026, 14:05 (UTC+01:00)"),
        ("Treatment", "Mesotherapy: fine lines of the face"),
        ("What it is for", "Fine lines and dull skin"),
        ("Where", "Cheeks, under the eyes, neck"),
    )
)
_OPTIONS = Table(
    ("Option", "What it can do", "How long it lasts", "Recovery", "Main risks", "Your choice"),
    (
        (
            "Mesotherapy. Many small injections into the skin.",
            "Skin may look fresher for some weeks (not known)",
            "Weeks to months",
            "1 to 3 days",
            "Bruises, swelling, infection [1, 3]",
            "Chosen: wants to try it once before the wedding",
        ),
        (
            "Tretinoin cream. A prescribed cream used at night.",
            "Fine lines become softer (60 in 100)",
            "As long as it is used",
            "Some weeks of dry skin",
            "Redness, peeling, not in pregnancy [2]",
            "Not chosen: tried before, skin was sore",
        ),
        (
            "Sun cream and time. Doing nothing else.",
            "Slows further change (not known)",
            "As long as it is used",
            "None",
            "None known",
            "Not chosen",
        ),
    ),
    (0.22, 0.22, 0.12, 0.12, 0.18, 0.14),
)
_MIXTURE = Table(
    ("Ingredient", "Approval", "Amount", "Lot and expiry", "Where"),
    (
        (
            "Hyaluronic acid. A sugar that holds water in the skin.",
            "Approved, but not for this use. Approved as a filler only. [1]",
            "2.5 ml",
            "HA-20417, use by 03/2027",
            "Cheeks, neck",
        ),
        (
            "Procaine. Numbs the skin.",
            "Mixed for you by a pharmacy, not approved. No approved form for this mixture. (not yet checked "
            "against a source)",
            "1 ml",
            "not recorded, use by not recorded",
            "Cheeks",
        ),
    ),
    (0.3, 0.3, 0.12, 0.16, 0.12),
)
_RISK_NAMES = (
    (
        "Bruises",
        "Blue or yellow spots where the needle went in. [1, 2]",
        "Very common: 30 in 100. Usually mild.",
    ),
    ("Swelling", "The skin is thicker and warm for some days. [1]", "Common: 8 in 100. Usually mild."),
    ("Infection", "Germs get in through the needle marks. [3]", "not known. Can need treatment."),
    ("Infection with slow germs", "Lumps that appear after weeks and stay. [3, 4]", "not known. Serious."),
    ("Allergic reaction", "Itching, hives, trouble breathing. [2]", "Rare: 1 in 2,000. Serious."),
    (
        "Darker or lighter patches",
        "The colour of the skin changes. [1]",
        "Uncommon: 5 in 1,000. Can need treatment.",
    ),
    ("Blocked blood vessel", "Skin turns white or blue and hurts a lot. [4]", "not known. Serious."),
    ("No effect", "Nothing changes that you can see. [2]", "not known. Usually mild."),
)
_RISKS = Table(
    ("What can happen", "How often", "When and how long", "What to do"),
    tuple(
        (
            f"{name}. {text}",
            often,
            "Starts: within hours or days. Lasts: a few days, seldom some weeks.",
            "Cool the skin and wait. Ring us when it gets worse. Ring us at once. Talked about.",
        )
        for name, text, often in _RISK_NAMES
    ),
    (0.34, 0.18, 0.22, 0.26),
)
_HISTORY = Table(
    ("Question", "Your answer"),
    tuple(
        (f"{question}?", answer)
        for question, answer in (
            ("Are you pregnant, or could you be", "No"),
            ("Are you breast-feeding", "No"),
            ("Do you take medicines that thin the blood, such as aspirin or warfarin", "Aspirin 75 mg"),
            ("Have you ever had an allergic reaction to a local anaesthetic", "Not sure"),
            ("Which allergies do you have", "Penicillin; nickel"),
            ("Do you have an illness of the immune system", "No"),
            ("Have you had cold sores where you are to be treated", "Yes"),
            ("Did you ever get thick or raised scars", "No"),
            ("When were you last treated in this area", "14 May 2025"),
            ("Has anyone declined to treat you", "No"),
            ("How much do worries about your looks take up your day", "Less than an hour"),
        )
    ),
    (0.62, 0.38),
)

BLOCKS: tuple[Block, ...] = (
    Heading("Consent to mesotherapy: fine lines of the face", 1),
    Notice(
        "Draft – not clinically approved",
        "No clinical lead has approved the wording of this form yet. It must not be used to treat a patient.",
        Tone.CARE,
    ),
    _WHO,
    Paragraph(
        "Mesotherapy puts very small amounts of a mixture into the skin with many fine needle "
        "pricks. It is done so "
        "that the skin looks fresher. There are few good studies. Most of what is said about its "
        "effect comes from "
        "the experience of those who do it."
    ),
    Heading("Your decisions"),
    Fields(
        (
            ("Do you want to go ahead with this treatment?", "I agree"),
            ("May we take photographs for your record?", "Yes"),
            ("May we show your photographs to other patients?", "No"),
            ("May we ring you after the treatment?", "Yes"),
        )
    ),
    Tick("I was given a copy of this form to take home.", ticked=True),
    Tick("I want to talk to somebody else before I decide.", ticked=False),
    Heading("What matters to you"),
    Quote(
        "My sister's wedding is on 12 December and I'd like to look less tired, not “done”. "
        "I sing for a living: nothing that could change my face when I sing.\n"
        "I am <b>afraid</b> of needles & of {surprises}.",
        "What would you like to change, in your own words?",
    ),
    Fields((("Is there a date by which you must look well?", "12 Dec 2026"),)),
    Fields((("Who decided that you come here?", "I did"),)),
    Heading("Safety points we found"),
    Notice(
        "Possible reason not to treat, still open: Allergy to a local anaesthetic",
        "Procaine is in the mixture. With an allergy to it, breathing can stop within minutes.",
        Tone.STOP,
    ),
    Paragraph("Answer behind this: Have you ever had an allergic reaction to a local anaesthetic? Not sure"),
    Paragraph("What to do: Leave procaine out, or have the allergy tested first."),
    Quote(
        "Tested by the dentist in 2023 with lidocaine and procaine, no reaction. Letter seen today.",
        f"{CLINICIAN} decided to go on, 22 Nov 2026, 13:48 (UTC+01:00). Reason:",
    ),
    Paragraph("How sure is this: moderate. [2]", quiet=True),
    Notice("Take care: Medicine that thins the blood", "Bruises become larger and last longer.", Tone.CARE),
    Paragraph("Answer behind this: Do you take medicines that thin the blood? Aspirin 75 mg"),
    Paragraph("What to do: Go on with aspirin; press longer after each prick."),
    Paragraph("How sure is this: opinion of experts only. (not yet checked against a source)", quiet=True),
    Heading("What to expect"),
    Quote("That people ask whether I was on holiday.", "What you hope for"),
    Heading("Fresher look of the skin", 3),
    Paragraph(
        "In one small study people said that their skin looked better. Photographs judged by "
        "others showed less."
    ),
    Icons(42, 100, "With this treatment: 42 in 100"),
    Icons(23, 100, "Without it: 23 in 100"),
    Fields(
        (
            ("How much", "One step on a scale of five"),
            ("How many sessions", "3 to 6"),
            ("When you may see it", "After some weeks"),
            ("How long it lasts", "not known"),
            ("Keeping it up", "not known"),
        )
    ),
    Paragraph("How sure is this: very low. [1, 2]", quiet=True),
    Heading("Lasting change", 3),
    Paragraph("A lasting lump after treatment was reported in few people."),
    Icons(3, 1000, "With this treatment: 3 in 1,000"),
    Paragraph("Without it: not known"),
    Heading("Your options"),
    _OPTIONS,
    Heading("What will be injected"),
    Paragraph(
        "There is no standard mixture. This is the list of what will be in yours. "
        "Approved means approved for this use."
    ),
    _MIXTURE,
    Heading("Risks and side effects"),
    Paragraph('"Not known" means that nobody has counted. It does not mean rare.'),
    _RISKS,
    Heading("Risks that matter most to you", 3),
    Quote("A swollen lip would cost me two concerts.", "Swelling"),
    Bullets(("Numb lips while singing", "A bruise that make-up does not cover")),
    Heading("What you understood"),
    Quote(
        "It may do nothing at all, and it is not approved for this.", "What have we agreed, in your words?"
    ),
    Heading("Questions and answers", 3),
    Quote("Can I fly the day after?", "You asked"),
    Quote("Yes. Keep the skin out of the sun.", "We answered"),
    Heading("Your health history"),
    _HISTORY,
    Heading("Where this comes from"),
    Paragraph("Numbers in square brackets in this form point to this list.", quiet=True),
    Bullets(
        (
            "[1] Amin SP, Phelps RG, Goldberg DJ. Mesotherapy for facial skin rejuvenation. 2006. "
            "(Read: in full)",
            "[2] Plachouri KM, Georgiou S. Mesotherapy: safety profile. 2019. (Read: abstract)",
            "[3] Difonzo EM and others. Mycobacterium chelonae after mesotherapy. 2009. (Read: abstract)",
            "[4] El-Domyati M and others. Mesotherapy: histology and immunohistochemistry. 2012. "
            "(Read: in full)",
        )
    ),
    Heading("What this form says"),
    Bullets(
        (
            "Nobody can promise a result.",
            "I can stop at any time, also during the treatment.",
            "The mixture is not approved for this use. I was told what that means.",
            "I know whom to ring when something is not right, day and night.",
        )
    ),
    SignatureBlock(Role.PATIENT, "Patient", _DECLARATION, PATIENT),
    SignatureBlock(Role.CLINICIAN, "Clinician", _CLINICIAN_DECLARATION, CLINICIAN),
)


def consent(*blocks: Block, running: Running = RUNNING, title: str = "Consent to mesotherapy") -> Document:
    """A consent form of the given blocks, or the long sample."""
    return Document(
        id="c0ffee12-9a41-4b6e-8f1d-27d9b2a4e001",
        kind=DocumentKind.CONSENT,
        language="en",
        title=title,
        composed_at=COMPOSED_AT,
        running=running,
        blocks=blocks or BLOCKS,
        signers=(Role.PATIENT, Role.CLINICIAN),
    )


def ink() -> Ink:
    """Two strokes and a dot such as a pen leaves on a pad of 100 by 32 mm."""
    first = tuple(
        Point(8 + 0.55 * i, 17 + 8 * sin(i / 5) * (1 - i / 170), i * 8, 0.35 + 0.3 * sin(i / 7))
        for i in range(130)
    )
    second = tuple(Point(20 + 0.9 * i, 26 - 2 * sin(i / 9), 1200 + i * 6) for i in range(60))
    return Ink((Stroke(first), Stroke(second), Stroke((Point(84, 8, 1700),))), 100, 32)


def signatures(way: Way = Way.DRAWN, note: str = "") -> tuple[Signature, ...]:
    """The patient's signature in some way, and the clinician's drawn one."""
    drawn = ink() if way is Way.DRAWN else None
    return (
        Signature(Role.PATIENT, PATIENT, _DECLARATION, COMPOSED_AT + timedelta(minutes=4), way, drawn, note),
        Signature(
            Role.CLINICIAN,
            CLINICIAN,
            _CLINICIAN_DECLARATION,
            COMPOSED_AT + timedelta(minutes=6),
            Way.DRAWN,
            ink(),
        ),
    )
