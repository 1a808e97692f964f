"""The clinician's record: nothing that was said, found or done is missing from it."""

from dataclasses import replace
from datetime import date

from consult_app.domain.account import Account
from consult_app.domain.complication import Complication, Ending, Grade
from consult_app.domain.compose import compose_consent, compose_record
from consult_app.domain.condition import NOT_SURE
from consult_app.domain.consultation import (
    AREAS_ID,
    ConsultationLine,
    Origin,
    Override,
    RiskTalk,
    Sealed,
    Signature,
    Stage,
    Way,
)
from consult_app.domain.document import (
    DocumentKind,
    Fields,
    Notice,
    PaperSize,
    Phrase,
    Role,
    Sheet,
    Table,
    texts,
)
from consult_app.domain.fingerprint import content_digest
from consult_app.domain.given import Dose, Given
from consult_app.domain.log import Logged
from consult_app.domain.screening import assess
from consult_app.domain.sequel import SequelKind
from consult_app.domain.wording import Words
from tests.helpers.sample import NOW, answered, draft, sample

WORDS = Words(sample().labels)
SIGNATURES = (
    Signature(Role.PATIENT, "Ann Example", "I agree.", NOW, Way.UNABLE, None, "hand in plaster"),
    Signature(Role.CLINICIAN, "Dr Bo", "I explained it.", NOW, Way.TYPED),
)
ACTS = (Logged(NOW, "Dr Bo", "begin"), Logged(NOW, "Dr Bo", "answered q-preg; finding raised ci-pregnancy"))


def record(sheet=None, treatment=None, **changes):
    treatment, held = treatment or sample(), draft(**changes)
    document = compose_consent(treatment, held, assess(treatment, held), NOW, sheet or Sheet())
    sealed = Sealed(held, document, SIGNATURES, "ab" * 32, 97_255, 1, NOW)
    return compose_record(treatment, sealed, ACTS, NOW), sealed


def printed(document):
    return "\n".join(text for block in document.blocks for text in texts(block))


def rows(document):
    return [row for block in document.blocks if isinstance(block, Table) for row in block.rows]


def test_it_has_every_id_and_every_time():
    document, sealed = record()
    assert document.kind is DocumentKind.RECORD
    fields = dict(row for block in document.blocks if isinstance(block, Fields) for row in block.rows)
    assert fields[WORDS("record.consultation")] == "c-1"
    assert fields[WORDS("record.follows")] == WORDS("not_recorded")
    assert fields[WORDS("record.pack_digest")] == sample().digest
    assert fields[WORDS("record.words_digest")] == content_digest(sealed.document)
    assert fields[WORDS("record.file_digest")] == "ab" * 32
    assert fields["Patient: Ann Example"].endswith("could not sign by hand, hand in plaster")
    assert fields["Clinician: Dr Bo"].endswith("signed by typing the name")
    assert fields[WORDS("record.sealed")] == WORDS.time(NOW)


def test_each_answer_has_its_id_and_says_whose_it_is():
    origins = {"q-preg": Origin.PATIENT, "q-smoke": Origin.EARLIER, AREAS_ID: Origin.PATIENT}
    document, _ = record(origins=origins, answers=answered(q_allergy=None))
    given = {row[0].mark: row[1:] for row in rows(document) if len(row) == 3 and isinstance(row[0], Phrase)}
    assert given["q-preg"] == ("No", WORDS("record.origin.patient"))
    assert given["q-smoke"][1] == WORDS("record.origin.earlier")
    assert given["q-teach"] == ("It can bruise", WORDS("record.origin.clinician"))
    assert given["q-allergy"] == ("not answered", "")
    assert f"Where: {WORDS('record.origin.patient')}" in printed(document)


def test_each_finding_has_its_rule_in_words_its_answers_and_what_was_decided():
    held = draft(answers=answered(q_preg=True))
    [finding] = [each for each in assess(sample(), held).findings if each.rule.id == "ci-pregnancy"]
    override = Override("ci-pregnancy", finding.certain, finding.grounds, "Dr Bo", "Tested twice.", NOW)
    document, _ = record(answers=answered(q_preg=True), overrides=(override,))
    notice = next(each for each in document.blocks if isinstance(each, Notice) and each.more)
    assert notice.more[0] == "Rule: “Are you pregnant?” is yes"
    assert "Tested twice." in printed(document)
    assert WORDS("record.no_findings") not in printed(document)
    assert WORDS("record.no_findings") in printed(record(treatment=replace(sample(), rules=()))[0])


def test_options_risks_and_lots_are_there_with_what_was_said_of_each():
    risks = {
        "ae-bruise": RiskTalk(discussed=True, matters=True, words="I sing."),
        "ae-infection": RiskTalk(has_questions=True),
    }
    document, _ = record(risks=risks, own_risks=("A swollen lip",), options={})
    said = printed(document)
    assert "Yes: I sing." in said
    assert WORDS("record.has_questions") in said
    assert "A swollen lip" in said
    assert WORDS("wish.none") in said
    assert "L1, use by 2027-01" in said
    assert "wants to try" in printed(record()[0])


def test_the_log_is_there_with_what_it_raised():
    document, _ = record()
    assert (WORDS.time(NOW), "Dr Bo", "answered q-preg; finding raised ci-pregnancy") in rows(document)


def test_a_refusal_has_a_record_too():
    document, _ = record(answers=answered(d_treatment="decline", q_preg=NOT_SURE))
    assert document.kind is DocumentKind.RECORD


def test_it_is_laid_out_on_the_form_s_paper_and_never_in_large_print():
    document, sealed = record(Sheet(PaperSize.LETTER, b"logo", large=True))
    assert document.sheet == replace(sealed.document.sheet, large=False)
    assert any(isinstance(each, Table) for each in document.blocks)


def test_it_says_when_name_and_birth_date_were_read_back():
    document, sealed = record()
    first = replace(sealed.signatures[0], read_back=NOW)
    read = compose_record(sample(), replace(sealed, signatures=(first, sealed.signatures[1])), ACTS, NOW)
    assert WORDS("record.read_back") in printed(read)
    assert WORDS("record.read_back") not in printed(document)


def told(key, what, replaces="", why=""):
    return Account(key, "c-1", NOW, "Dr Bo", what, replaces, why)


def test_what_was_given_and_went_wrong_is_told_with_what_it_replaced():
    sealed = record()[1]
    dose = Dose("ing-hyaluronan", "Restylane", "2 ml", "L9", "2020-01", "cheeks", "Nothing else was here")
    first = Given((dose,), ("cheeks",), "Dr Bo", NOW, "No pain", "Asked for")
    nothing = Given((), (), "Dr Cy", NOW, "Felt faint")
    rash = Complication("Rash", NOW.date(), "14:30", "", Grade.MILD, "Cream", Ending.OVER, "Monday", "MHRA 7")
    every = (
        told("1", first),
        told("2", nothing, "1", "Wrong patient"),
        told("3", rash),
    )
    document = compose_record(sample(), sealed, (), NOW, told=every)
    said = " | ".join(text for each in document.blocks for text in texts(each))
    for words in (
        "What was given",
        "Felt faint",
        "It replaces what was written before: Wrong patient",
        "Written before, and replaced",
        "Hyaluronan, Restylane",
        "Done all the same, because: Nothing else was here",
        "L9, use by 2020-01",
        "Asked for",
        "Complications",
        "14:30",
        "Over, without trace",
        "MHRA 7",
    ):
        assert words in said, words
    assert said.index("Felt faint") < said.index("Written before, and replaced") < said.index("Restylane")
    assert "What was given" not in " ".join(
        text for each in compose_record(sample(), sealed, (), NOW).blocks for text in texts(each)
    )


def test_what_followed_is_listed_by_the_number_that_it_bears():
    document, sealed = record()
    assert WORDS("record.followed") not in printed(document)
    line = ConsultationLine(
        "s-1",
        Stage.SEALED,
        "Ann Example",
        draft().patient.birth_date,
        "sample",
        date(2026, 11, 24),
        NOW,
        sequel=SequelKind.WITHDRAWAL,
        first="c-1",
    )
    document = compose_record(sample(), sealed, ACTS, NOW, (line,))
    assert ("24 Nov 2026", "Consent taken back", "s-1") in rows(document)
