"""Two treatments in one consultation, from the first question to the sealed form, with everything real."""

from dataclasses import replace

import pypdfium2
import pytest

from consult_app.cli import run
from consult_app.domain.consultation import (
    Consented,
    OptionTalk,
    Portion,
    Reviewed,
    RiskTalk,
    Sealed,
    Way,
    Wish,
)
from consult_app.domain.entry import Entry
from consult_app.domain.questionnaire import Kind, Step
from consult_app.domain.readiness import own_options
from consult_app.domain.screening import shown_risks
from consult_app.domain.treatment import for_goal
from consult_app.workflow.consulting import Conversation, begin, override, resume
from consult_app.workflow.demo import scribble
from consult_app.workflow.practice import found
from consult_app.workflow.sealing import review, seal, sign
from tests.helpers.window import PASSPHRASE, quick_services, sample_of

PACKS, GOALS = "mesotherapy+deoxycholic_acid", "facial-rejuvenation+submental-fat"
ANSWERS = {
    Kind.YES_NO: False,
    Kind.ENTRIES: (Entry("Eliquis", "5 mg twice a day"),),
    Kind.DATE: "2026-01-15",
    Kind.TEXT: "Nothing to add",
}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The services, the vault and the conversation, once everything was said."""
    services = quick_services(tmp_path_factory.mktemp("two") / "vault")
    sample = sample_of(services)
    vault, _ = found(services, sample.practice, sample.clinician, PASSPHRASE)
    conversation = begin(services, vault, PACKS, GOALS, replace(sample.patient, id="p-1"))
    treatment = conversation.treatment
    draft = conversation.draft.treating(("cheeks", "under-chin"))
    draft = draft.answering("q-meds", value=True)
    while missing := Conversation.about(treatment, draft).assessment.missing:
        for name in missing:
            draft = draft.answering(name, plain_answer(treatment.questionnaire.question(name)))
    own = own_options(treatment, draft)
    for option in for_goal(treatment.options, draft.goal):
        wish = Wish.CHOSEN if option.id in own else Wish.DECLINED
        draft = draft.deciding(option.id, OptionTalk(wish, "because"), own)
    draft = draft.mixing((Portion("ing-ha", "2 mL"), Portion("ing-dc", "2 mL")))
    for step in Step:
        draft = draft.seeing(step.value)
    for risk in shown_risks(treatment, Conversation.about(treatment, draft).assessment.facts):
        draft = draft.weighing(risk.id, RiskTalk(discussed=True))
    conversation = Conversation.about(treatment, draft)
    for finding in conversation.assessment.findings:
        draft = override(services, conversation, finding.rule.id, "Talked through")
        conversation = Conversation.about(treatment, draft)
    yield services, vault, conversation
    vault.close()


def plain_answer(question):
    match question.kind:
        case Kind.CHOICE:
            return question.choices[0].id
        case Kind.CHOICES:
            return (question.choices[-1].id,)
        case Kind.NUMBER:
            return question.low or 0
        case kind:
            return ANSWERS[kind]


def test_shared_questions_are_asked_once(told):
    services, _, conversation = told
    alone = [services.library.treatment(each).questionnaire for each in PACKS.split("+")]
    both = [each.id for each in conversation.treatment.questionnaire]
    assert len(both) == len(set(both))
    assert len(both) < sum(len(tuple(each)) for each in alone) - 100
    texts = [each.text for each in conversation.treatment.questionnaire]
    assert texts.count("Do you take a blood thinner?") == 1


def test_each_finding_says_which_treatment_it_is_about(told):
    about = {each.rule.id: each.rule.about for each in told[2].assessment.findings}
    assert about["ci-anticoag"] == ""
    assert about["ci-ky-bleed"] == "Kybella (deoxycholic acid)"


def test_both_are_sealed_in_one_form_and_open_again(told, tmp_path):
    services, vault, conversation = told
    assert conversation.gaps == ()
    state: Reviewed | Consented
    state, _ = review(services, conversation)
    vault.keep(state, "reviewed")
    while isinstance(state, Reviewed):
        state = sign(services, state, Way.DRAWN, scribble(state.next_role.value))
        vault.keep(state, "signed")
    sealed = seal(services, vault, conversation.treatment, state, PASSPHRASE)
    pdf = pypdfium2.PdfDocument(vault.pdf(sealed.draft.id))
    words = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pdf).split())
    pdf.close()
    assert "Consent to Mesotherapy + Kybella (deoxycholic acid)" in words
    assert "Only for Kybella (deoxycholic acid)." in words
    assert "Fresher-looking facial skin + Less fat under the chin" in words
    restored, again = resume(services, vault, sealed.draft.id)
    assert isinstance(again, Sealed)
    assert restored == conversation.treatment
    file, made = tmp_path / "both.pdf", tmp_path / "again.pdf"
    file.write_bytes(vault.pdf(sealed.draft.id))
    assert run(["record", str(file), "--rebuild", str(made)]) == 0
    assert file.read_bytes().startswith(made.read_bytes())
