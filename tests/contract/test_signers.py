"""One to four people sign, in each way; the sealed file is intact, and says who signed and why."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from io import BytesIO
from itertools import cycle

import pikepdf
import pypdfium2
import pytest

from consult_app.domain.consultation import Consented, Reviewed, Way
from consult_app.domain.proof import Verdict
from consult_app.domain.signers import Interpreter, Proxy, Signers, Why, Witness
from consult_app.pdf.attaching import attached
from consult_app.services import services
from consult_app.workflow.consulting import begin
from consult_app.workflow.demo import said, scribble
from consult_app.workflow.practice import found
from consult_app.workflow.sealing import review, seal, sign
from tests.helpers.pdf_faults import faults

PASSPHRASE = "four unrelated words stand here"
PROXY = Proxy("Eva Lindqvist", "Mother", "parental responsibility", Why.MINOR)
INTERPRETER = Interpreter("Ivo Babel", "Czech", "CZ-77")
WITNESS = Witness("Wanda See", "Nurse")
ALL = {
    1: Signers(),
    2: Signers(PROXY),
    3: Signers(witness=WITNESS, treats="Dr Ute Other"),
    4: Signers(PROXY, INTERPRETER, WITNESS, "Dr Ute Other"),
}
NAMES = {
    2: ("Eva Lindqvist (Mother) decides and signs, because the patient is too young to decide this alone.",),
    3: ("Wanda See, Nurse", "Not the clinician who will treat. That is Dr Ute Other."),
    4: (
        "Right to do so: parental responsibility.",
        "Language: Czech. Id: CZ-77.",
        "Could not sign by hand: arm in plaster",
        "Signed by typing the name",
    ),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A consultation of the sample in which nothing is missing, in a real vault."""
    bound = services(tmp_path_factory.mktemp("signers") / "vault")
    sample = bound.sample()
    vault, _ = found(bound, sample.practice, sample.clinician, PASSPHRASE)
    patient = replace(sample.patient, id=bound.new_id())
    yield bound, vault, sample, patient
    vault.close()


def sealed(told, signers):
    bound, vault, sample, patient = told
    conversation = begin(bound, vault, sample.pack, sample.goal, patient, sample=True)
    for draft in said(bound, conversation, sample):
        conversation = conversation.going_on(draft)
    conversation = conversation.going_on(conversation.draft.naming_signers(signers))
    vault.keep(conversation.draft, "sample")
    state: Reviewed | Consented
    state, _ = review(bound, conversation)
    vault.keep(state, "reviewed")
    for way in cycle((Way.DRAWN, Way.TYPED, Way.UNABLE, Way.DRAWN)):
        if not isinstance(state, Reviewed):
            break
        ink = scribble(state.next_role.value) if way is Way.DRAWN else None
        state = sign(bound, state, way, ink, "arm in plaster" if way is Way.UNABLE else "")
        vault.keep(state, "signed")
    return seal(bound, vault, conversation.treatment, state, PASSPHRASE)


def page_words(pdf):
    """Give the words of all pages in order."""
    opened = pypdfium2.PdfDocument(pdf)
    words = [word for page in opened for word in page.get_textpage().get_text_bounded().split()]
    opened.close()
    return words


@pytest.mark.parametrize("count", ALL)
def test_the_sealed_file_is_intact_and_says_who_signed_and_why(told, tmp_path, count):
    bound, vault, *_ = told
    record = sealed(told, ALL[count])
    pdf = vault.pdf(record.draft.id)
    assert bound.verify(pdf, frozenset()).verdict is Verdict.INTACT
    assert [each.role for each in record.signatures] == list(ALL[count].roles)
    words = " ".join(page_words(pdf))
    assert faults(pdf) == []
    for each in (*NAMES.get(count, ()), *(each.name for each in record.signatures)):
        assert each in words
    inside = json.loads(attached(pdf))
    assert [each["role"] for each in inside["signatures"]] == [each.value for each in ALL[count].roles]
    assert set(inside["signers"]) == {
        name for name in ("proxy", "interpreter", "witness", "treats") if getattr(ALL[count], name)
    }
    file = tmp_path / "consent.pdf"
    file.write_bytes(pdf)
    told_by = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." in told_by
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.check_pdf_syntax() == []
