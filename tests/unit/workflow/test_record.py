"""The machine-readable record says what was said, in words that other programs can rely on."""

from consult_app.domain.compose import compose_consent
from consult_app.domain.consultation import RiskTalk, Sealed
from consult_app.domain.screening import assess
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.record import record
from tests.helpers.sample import NOW, draft, sample


def test_how_far_each_risk_was_talked_through():
    risks = {"ae-bruise": RiskTalk(matters=True, words="I sing"), "ae-numb": RiskTalk(has_questions=True)}
    talk = Conversation.about(sample(), draft(risks=risks))
    document = compose_consent(sample(), talk.draft, assess(sample(), talk.draft), NOW)
    written = record(talk, Sealed(talk.draft, document, (), "0" * 64, 1, 1, NOW))
    assert written["risks"] == {
        "ae-bruise": {"discussed": False, "has_questions": False, "matters": True, "words": "I sing"},
        "ae-numb": {"discussed": False, "has_questions": True, "matters": False, "words": ""},
    }
