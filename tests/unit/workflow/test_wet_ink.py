"""Signed on paper: out, back page by page, taken as signed, sealed with the paper in it."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from consult_app.domain.compose import compose_record
from consult_app.domain.consultation import OnPaper, Stage, Way
from consult_app.domain.document import Role, texts
from consult_app.domain.on_paper import Picture, Scan, Unfit
from consult_app.domain.proof import ON_PAPER, SEAL_FIELD, Proof, SignatureProof, Verdict
from consult_app.domain.users import UserRole
from consult_app.domain.wording import Words
from consult_app.errors import NotReadyError, RightError
from consult_app.workflow.ending import void
from consult_app.workflow.record import Beside, inside, rebuilt
from consult_app.workflow.screens.review import review_screen
from consult_app.workflow.sealing import preview, seal
from consult_app.workflow.wet_ink import complete, file, print_to_sign, put, read_paper, take_out, to_paper
from tests.helpers.fakes import FAKE_PAGES, NOON
from tests.helpers.sample import sample
from tests.helpers.sealing import PASSPHRASE, bench, reviewed


@pytest.fixture
def on():
    return bench()


@pytest.fixture
def out(on):
    state = to_paper(on.services, sample(), reviewed(on), on.vault.staff.me)
    on.vault.keep(state, "out on paper")
    return state


def pictures(state, *pages):
    said = [state.codes[page - 1] for page in pages]
    return [Picture(1, 1, each.encode()) for each in said]


def receive(services, state, taken):
    return file(state, read_paper(services, state, taken))


def whole(on, state):
    return receive(on.services, state, pictures(state, 3, 1, 2))[0]


def days(state, day=None):
    return dict.fromkeys(state.document.signers, day or NOON.date())


def lacks(code):
    return pytest.raises(NotReadyError, check=lambda error: error.missing == (code,))


def test_it_goes_out_with_as_many_pages_as_are_printed(on, out):
    assert out.pages == FAKE_PAGES
    assert print_to_sign(on.services, sample(), out).endswith(b"to be signed")
    assert isinstance(on.vault.open(out.draft.id), OnPaper)


def test_only_a_clinician_has_it_signed_on_paper(on):
    assistant = replace(on.vault.staff.me, role=UserRole.ASSISTANT)
    with pytest.raises(RightError):
        to_paper(on.services, sample(), reviewed(on), assistant)


def test_what_comes_back_is_kept_page_by_page_and_the_rest_is_set_aside(on, out):
    state, found = receive(
        on.services, out, [*pictures(out, 3, 1), Picture(1, 1, b""), Picture(1, 1, b"CONSULT:OTHER")]
    )
    assert [each.page for each in state.scans] == [1, 3]
    assert [each.why for each in found.aside] == [Unfit.UNREADABLE, Unfit.OTHER]
    assert state.missing == (2,)
    on.vault.keep(state, "pages back")
    assert on.vault.open(out.draft.id) == state


def test_an_unreadable_page_is_put_in_its_place_by_hand_and_says_so(out):
    state = put(out, Scan(b"picture", 1, 1), 2)
    assert [(each.page, each.by_hand) for each in state.scans] == [(2, True)]
    assert take_out(state, 2).missing == (1, 2, 3)
    with lacks("page"):
        put(out, Scan(b"picture", 1, 1), 4)


def test_a_second_scan_of_a_page_takes_the_place_of_the_first_if_somebody_says_so(on, out):
    state = whole(on, out)
    better = Scan(b"better", 1, 1, out.codes[1])
    again = put(state, better, 2)
    assert [(each.page, each.jpeg == b"better", each.by_hand) for each in again.scans] == [
        (1, False, False),
        (2, True, False),
        (3, False, False),
    ]


def test_a_page_of_another_document_is_never_filed(out):
    with lacks("other-document"):
        put(out, Scan(b"picture", 1, 1, "CONSULT:OTHER"), 1)


def test_complete_names_everybody_on_the_day_that_stands_on_the_paper(on, out):
    done = complete(on.services, whole(on, out), days(out), on.vault.staff.me)
    assert [(each.role, each.way, each.note) for each in done.signatures] == [
        (Role.PATIENT, Way.PAPER, "4–6"),
        (Role.CLINICIAN, Way.PAPER, "4–6"),
    ]
    first = done.signatures[0]
    assert first.name == "Ann Example"
    assert first.meaning
    assert first.at.date() == NOON.date()
    assert first.at.tzinfo is not None


def test_it_is_not_complete_without_a_signer_nor_on_a_day_that_cannot_be(on, out):
    state, me = whole(on, out), on.vault.staff.me
    with lacks("signers"):
        complete(on.services, state, {Role.PATIENT: NOON.date()}, me)
    for day in (NOON.date() - timedelta(days=1), NOON.date() + timedelta(days=1)):
        with lacks("day"):
            complete(on.services, state, days(out, day), me)
    with pytest.raises(RightError):
        complete(on.services, state, days(out), replace(me, role=UserRole.ASSISTANT))


def test_it_is_sealed_as_signed_on_paper_with_the_pages_behind_it(on, out):
    back = whole(on, out)
    on.vault.keep(back, "pages back")
    done = complete(on.services, back, days(out), on.vault.staff.me)
    on.vault.keep(done, "signed on paper")
    shown = preview(on.services, sample(), done)
    assert shown.endswith(b"paper: " + b" ".join(each.jpeg for each in done.scans))
    record = seal(on.services, on.vault, sample(), done, PASSPHRASE)
    pdf = on.vault.pdf("c-1")
    assert pdf.startswith(shown)
    assert f"(consent){ON_PAPER}".encode() in pdf
    assert [each.way for each in record.signatures] == [Way.PAPER, Way.PAPER]


def test_the_record_inside_tells_the_way_and_the_digest_of_each_page_and_makes_the_file_again(on, out):
    done = complete(on.services, put(whole(on, out), Scan(b"by hand", 1, 1), 2), days(out), on.vault.staff.me)
    content = inside(on.services, sample(), done)
    said = json.loads(content)
    assert [each["way"] for each in said["signatures"]] == ["paper", "paper"]
    assert said["signed_on_paper"] == [
        {"page": each.page, "sha256": hashlib.sha256(each.jpeg).hexdigest(), "by_hand": each.page == 2}
        for each in done.scans
    ]
    pages = tuple(each.jpeg for each in done.scans)
    again = rebuilt(on.services, sample(), content, None, Beside(b"", pages))
    assert again == preview(on.services, sample(), done)


def test_it_can_be_ended_for_a_reason_while_the_paper_is_out(on, out):
    state = receive(on.services, out, pictures(out, 2))[0]
    on.vault.keep(state, "pages back")
    ended = void(on.services, on.vault, state, "The paper was lost")
    assert on.vault.open("c-1") == ended
    assert [each.page for each in ended.scans] == [2]


def test_a_proof_says_who_filed_signed_paper_and_nothing_where_there_was_none():
    def proof(meaning, field=SEAL_FIELD):
        made = SignatureProof(field, "Dr Ada", NOON, meaning, intact=True, known=True, fingerprint="")
        return Proof(Verdict.INTACT, (made,), "", 0)

    assert proof(f"Consent (consent){ON_PAPER}").filed_by == "Dr Ada"
    assert proof("Consent (consent)").filed_by == ""
    assert proof(f"Consent (consent){ON_PAPER}", "another").filed_by == ""


def test_the_page_shows_what_is_back_and_who_has_to_sign(on, out):
    state = receive(on.services, out, pictures(out, 2))[0]
    screen = review_screen(on.conversation, state)
    assert screen.stage is Stage.ON_PAPER
    assert screen.signer is None
    paper = screen.paper
    assert (paper.id, paper.pages, paper.missing, paper.since) == ("c-1", 3, (1, 3), NOON.date())
    assert [(each.role, each.name) for each in paper.signers] == [
        (Role.PATIENT, "Ann Example"),
        (Role.CLINICIAN, on.conversation.draft.clinician.name),
    ]
    assert all(each.declaration for each in paper.signers)
    assert review_screen(on.conversation, on.conversation.draft).paper is None


def test_the_clinicians_record_has_the_day_of_a_paper_signature_and_no_time(on, out):
    back = whole(on, out)
    on.vault.keep(back, "pages back")
    done = complete(on.services, back, days(out), on.vault.staff.me)
    on.vault.keep(done, "signed on paper")
    record = seal(on.services, on.vault, sample(), done, PASSPHRASE)
    said = [text for block in compose_record(sample(), record, (), NOON).blocks for text in texts(block)]
    words = Words(sample().labels)
    assert f"{words.date(NOON.date())}, signed on paper, 4–6" in said
