"""From reviewed to sealed: in this order or not at all."""

import hashlib
import json
from dataclasses import replace
from itertools import takewhile

import pytest

from consult_app.domain.consultation import Consented, Ending, Reviewed, Way
from consult_app.domain.document import DocumentKind, Paragraph, Role, SignatureBlock
from consult_app.domain.ink import Ink
from consult_app.domain.inkml import signed_inkml
from consult_app.domain.proof import Verdict
from consult_app.domain.signers import NOBODY_ELSE, Signers, Witness
from consult_app.errors import NotReadyError, RenderError, SigningError, VaultError
from consult_app.workflow.demo import scribble
from consult_app.workflow.sealing import declaration, lay_draft, preview, review, seal, sign
from tests.helpers.fakes import FakeVault, fake_render, fake_seal, fake_verify
from tests.helpers.sample import answered, draft, sample
from tests.helpers.sealing import PASSPHRASE, bench, consented, reviewed


def test_review_freezes_the_composed_document_and_lays_it_out():
    on = bench()
    state, pages = review(on.services, on.conversation)
    assert state.draft == on.conversation.draft
    assert state.document.kind is DocumentKind.CONSENT
    assert state.document.signers == (Role.PATIENT, Role.CLINICIAN)
    assert pages == fake_render(state.document, sample().labels, ())


def test_review_names_what_is_missing():
    on = bench(draft(answers=answered(q_smoke=None, q_teach=None), areas=(), seen=(), mixture=(), risks={}))
    with pytest.raises(NotReadyError) as caught:
        review(on.services, on.conversation)
    assert caught.value.missing == (
        "areas",
        "answer q-smoke",
        "seen",
        "mixture",
        "risk ae-bruise",
        "risk ae-infection",
        "risk ae-numb",
        "answer q-teach",
    )


@pytest.mark.parametrize(("decision", "kind"), [("decline", "refusal"), ("not_today", "not_today")])
def test_a_refusal_needs_its_decision_only_and_says_what_it_is(decision, kind):
    on = bench(draft(answers={"d-treatment": decision}, areas=(), seen=(), mixture=(), risks={}, options={}))
    record = seal(on.services, on.vault, sample(), consented(on), PASSPHRASE)
    assert record.document.kind.value == kind
    assert f"({kind})".encode() in on.vault.pdf("c-1")
    assert on.vault.aftercare("c-1") == b""  # nothing was done that one has to look after
    assert on.vault.consultations()[0].refusal


def test_the_preview_shows_the_signatures_given_so_far():
    on = bench()
    state = reviewed(on)
    once = sign(on.services, state, Way.DRAWN, scribble("a"))
    assert preview(on.services, sample(), once) == fake_render(
        state.document, sample().labels, once.signatures
    )
    assert preview(on.services, sample(), once).endswith(b"signed by: Ann Example")


def test_with_all_signatures_the_preview_is_what_is_sealed_with_its_record_inside():
    on = bench()
    services = replace(on.services, attach=lambda pdf, record, ink: pdf + repr((record, ink)).encode())
    state = consented(on)
    shown = preview(services, sample(), state)
    seal(services, on.vault, sample(), state, PASSPHRASE)
    assert shown != on.services.render(state.document, sample().labels, state.signatures)
    assert on.vault.pdf("c-1").startswith(shown)


def signed(on, ways, certificate, *, keeps_ink=True):
    state = reviewed(on, keeps_ink=keeps_ink)
    for way in ways:
        assert isinstance(state, Reviewed)
        drawn = scribble("a") if way is Way.DRAWN else None
        state = sign(on.services, state, way, drawn, certificate=certificate)
    return state


def test_with_a_certificate_how_they_wrote_is_locked_once_when_the_last_has_signed():
    on = bench()
    once = signed(on, [Way.DRAWN], "C")
    assert isinstance(once, Reviewed)
    both = sign(on.services, once, Way.TYPED, certificate="C")
    assert isinstance(both, Consented)
    assert both.locked_ink == b"to C: " + signed_inkml(both.signatures).encode()


@pytest.mark.parametrize(
    ("ways", "certificate"), [((Way.DRAWN, Way.DRAWN), ""), ((Way.TYPED, Way.TYPED), "C")]
)
def test_without_a_certificate_or_ink_nothing_is_locked(ways, certificate):
    state = signed(bench(), ways, certificate)
    assert isinstance(state, Consented)
    assert state.locked_ink == b""


def test_nothing_is_locked_where_those_who_signed_did_not_read_that_it_would_be():
    assert signed(bench(), (Way.DRAWN, Way.DRAWN), "C", keeps_ink=False).locked_ink == b""


@pytest.mark.parametrize("signers", [NOBODY_ELSE, Signers(witness=Witness("Ann Aid", "nurse"))])
def test_whoever_signs_reads_just_above_that_how_they_write_is_kept(signers):
    on = bench(draft().naming_signers(signers))
    said = sample().labels["signature.ink"]
    for keeps in (True, False):
        document = reviewed(on, keeps_ink=keeps).document
        above = [each.text for each in until_signed(document) if isinstance(each, Paragraph)]
        assert document.keeps_ink is keeps
        assert (said in above[-1:]) is keeps


def until_signed(document):
    return takewhile(lambda block: not isinstance(block, SignatureBlock), document.blocks)


def test_what_is_locked_goes_into_the_file_and_its_number_into_the_record():
    on = bench()
    given = []

    def attach(pdf, record, ink):
        given.append((json.loads(record), ink))
        return pdf

    state = replace(consented(on), locked_ink=b"locked")
    on.vault.states["c-1"] = state
    seal(replace(on.services, attach=attach), on.vault, sample(), state, PASSPHRASE)
    [(record, ink)] = given
    assert ink == b"locked"
    assert record["locked_ink_sha256"] == hashlib.sha256(b"locked").hexdigest()
    assert record["state"]["locked_ink"] == ""


def test_a_draft_is_laid_out_with_its_gaps_and_stays_a_draft():
    on = bench(draft(areas=(), seen=(), mixture=(), risks={}))
    assert on.conversation.gaps
    assert lay_draft(on.services, on.conversation).endswith(b"signed by: ")
    with pytest.raises(NotReadyError):
        review(on.services, on.conversation)


def test_each_signs_in_turn_with_printed_name_and_declaration():
    on = bench()
    state = reviewed(on)
    assert declaration(state).role is Role.PATIENT
    once = sign(on.services, state, Way.DRAWN, scribble("a"))
    assert isinstance(once, Reviewed)
    assert declaration(once).role is Role.CLINICIAN
    both = sign(on.services, once, Way.UNABLE, note="  Left hand in plaster. ")
    assert isinstance(both, Consented)
    patient, clinician = both.signatures
    assert (patient.role, patient.name, patient.way) == (Role.PATIENT, "Ann Example", Way.DRAWN)
    assert patient.meaning == declaration(state).declaration
    assert (clinician.role, clinician.name, clinician.note) == (
        Role.CLINICIAN,
        "Dr Bo",
        "Left hand in plaster.",
    )
    assert patient.at < clinician.at


def test_the_clinician_cannot_sign_before_the_patient():
    on = bench()
    state = reviewed(on)
    both = consented(bench())
    with pytest.raises(NotReadyError) as caught:
        state.signing(both.signatures[1])
    assert caught.value.missing == ("patient",)


@pytest.mark.parametrize(
    ("way", "ink"), [(Way.DRAWN, None), (Way.DRAWN, Ink((), 80, 22)), (Way.TYPED, scribble("a"))]
)
def test_a_drawn_signature_has_ink_and_no_other_has(way, ink):
    on = bench()
    with pytest.raises(NotReadyError) as caught:
        sign(on.services, reviewed(on), way, ink)
    assert caught.value.missing == ("ink",)


def test_the_sealed_record_is_what_was_stored():
    on = bench()
    state = consented(on)
    record = seal(on.services, on.vault, sample(), state, PASSPHRASE)
    pdf = on.vault.pdf("c-1")
    assert on.vault.open("c-1") == record
    assert (record.draft, record.document, record.signatures) == (
        state.draft,
        state.document,
        state.signatures,
    )
    assert (record.sha256, record.length, record.seals) == (hashlib.sha256(pdf).hexdigest(), len(pdf), 1)
    assert record.at > state.signatures[-1].at
    assert pdf.startswith(b"consent of c-1")
    assert f"for {state.document.title} (consent) at {record.at.isoformat()}".encode() in pdf
    assert on.vault.aftercare("c-1").startswith(b"aftercare of c-1")


def test_render_seal_verify_store_and_read_back_in_that_order():
    on = bench()
    acts: list[str] = []

    def rendering(document, labels, signatures):
        acts.append(f"render {document.kind.value}")
        return fake_render(document, labels, signatures)

    def sealing(pdf, pkcs12, secret, *, meaning, at):
        acts.append("seal")
        return fake_seal(pdf, pkcs12, secret, meaning=meaning, at=at)

    def verifying(pdf, known):
        acts.append("verify")
        return fake_verify(pdf, known)

    class Noting(FakeVault):
        def store(self, *given):
            acts.append("store")
            super().store(*given)

        def pdf(self, consultation_id):
            acts.append("read back")
            return super().pdf(consultation_id)

    state = consented(on)
    vault = Noting(staff=on.vault.staff, states=on.vault.states)
    vault.keep_signing_key(*on.vault.signing_key(PASSPHRASE), "print")
    services = replace(on.services, render=rendering, seal=sealing, verify=verifying)
    seal(services, vault, sample(), state, PASSPHRASE)
    assert acts == ["render consent", "seal", "verify", "render aftercare", "store", "read back"]


def not_rendering(_document, _labels, _signatures):
    raise RenderError("too-wide")


def no_aftercare(document, labels, signatures):
    return (not_rendering if document.kind is DocumentKind.AFTERCARE else fake_render)(
        document, labels, signatures
    )


def not_sealing(_pdf, _pkcs12, _secret, *, meaning, at):
    raise SigningError("key-unusable")


def altered(pdf, known):
    return replace(fake_verify(pdf, known), verdict=Verdict.ALTERED)


def sealed_twice(pdf, pkcs12, secret, *, meaning, at):
    once = fake_seal(pdf, pkcs12, secret, meaning=meaning, at=at)
    return fake_seal(once, pkcs12, secret, meaning=meaning, at=at)


def sealing_other_words(pdf, pkcs12, secret, *, meaning, at):
    return fake_seal(b"% other words" + pdf, pkcs12, secret, meaning=meaning, at=at)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"render": not_rendering}, "too-wide"),
        ({"render": no_aftercare}, "too-wide"),
        ({"seal": not_sealing}, "key-unusable"),
        ({"seal": lambda pdf, *_, **__: pdf}, "seal-not-verified"),
        ({"seal": sealed_twice}, "seal-not-verified"),
        ({"seal": sealing_other_words}, "seal-not-verified"),
        ({"verify": altered}, "seal-not-verified"),
    ],
)
def test_nothing_is_stored_unless_all_went_well_and_it_can_be_tried_again(change, error):
    on = bench()
    state = consented(on)
    with pytest.raises((RenderError, SigningError)) as caught:
        seal(replace(on.services, **change), on.vault, sample(), state, PASSPHRASE)
    assert caught.value.code == error
    assert on.vault.open("c-1") == state
    assert on.vault.sealed == []
    assert seal(on.services, on.vault, sample(), state, PASSPHRASE).draft == state.draft


def test_without_a_signing_key_nothing_is_stored():
    on = bench()
    state = consented(on)
    vault = FakeVault(staff=on.vault.staff, states=on.vault.states)
    vault.staff.keys.clear()
    with pytest.raises(VaultError) as caught:
        seal(on.services, vault, sample(), state, PASSPHRASE)
    assert caught.value.code == "key-missing"
    assert vault.open("c-1") == state


def test_a_full_disk_leaves_the_signed_consultation_as_it_was():
    on = bench()
    state = consented(on)
    on.vault.refusing = "disk-full"
    with pytest.raises(VaultError):
        seal(on.services, on.vault, sample(), state, PASSPHRASE)
    assert on.vault.open("c-1") == state


def test_stored_bytes_that_differ_are_not_called_sealed():
    class Forgetful(FakeVault):
        def pdf(self, consultation_id):
            return super().pdf(consultation_id)[:-1]

    on = bench()
    state = consented(on)
    vault = Forgetful(staff=on.vault.staff, states=on.vault.states)
    vault.keep_signing_key(*on.vault.signing_key(PASSPHRASE), "print")
    with pytest.raises(VaultError) as caught:
        seal(on.services, vault, sample(), state, PASSPHRASE)
    assert caught.value.code == "stored-differs"


def test_of_what_was_ended_the_pages_show_what_stood_then():
    on = bench()
    ending = Ending("Entered twice", "Dr Bo", on.services.now())
    assert preview(on.services, sample(), on.conversation.draft.voiding(ending)).endswith(b"signed by: ")
    once = sign(on.services, reviewed(on), Way.DRAWN, scribble("a"))
    assert preview(on.services, sample(), once.voiding(ending)) == preview(on.services, sample(), once)
