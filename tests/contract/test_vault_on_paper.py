"""While a document is out on paper nothing changes but which pages came back: in every vault."""

from dataclasses import replace

import pytest

from consult_app.domain.consultation import Ending, Signature, Stage, Way
from consult_app.domain.document import Role
from consult_app.domain.on_paper import MOST_ASIDE, Aside, Noted, Scan, Unfit, in_place
from consult_app.errors import VaultError
from consult_app.store.codec import encoded
from tests.helpers.consultations import AT, draft, reviewed, signed_once

PAGES = tuple(in_place(Scan(bytes([page]) * 50_000, 210, 297), page, by_hand=page == 2) for page in (1, 2))


def refused(code):
    return pytest.raises(VaultError, check=lambda error: error.code == code)


@pytest.fixture
def out(vault):
    state = reviewed().on_paper(2, AT)
    vault.begin(state.draft, "bundle")
    vault.keep(reviewed(), "reviewed")
    vault.keep(state, "out on paper")
    return state


def test_it_waits_with_what_has_come_back_and_is_listed_as_waiting(vault, out):
    vault.keep(out.filing(PAGES[1:]), "pages back")
    vault.keep(out.filing(PAGES), "pages back")
    assert vault.open(out.draft.id) == out.filing(PAGES)
    assert [each.stage for each in vault.consultations()] == [Stage.ON_PAPER]
    vault.keep(out.filing(()), "page taken out")
    assert vault.open(out.draft.id) == out


def test_what_waits_for_a_decision_and_what_is_noted_is_kept_until_it_is_complete(vault, out):
    waiting = Aside(Scan(b"\xff" * 50_000, 210, 297), Unfit.UNREADABLE)
    noted = (Noted(Role.PATIENT, signed=True, day="22 No"),)
    so_far = out.filing(PAGES).setting_aside((waiting,)).noting(noted)
    vault.keep(so_far, "pages back")
    assert vault.open(out.draft.id) == so_far
    vault.keep(so_far.setting_aside(()), "page left out")
    assert vault.open(out.draft.id).aside == ()
    vault.keep(so_far, "pages back")
    signatures = tuple(Signature(each, "Bo", "I agree.", AT, Way.PAPER) for each in out.document.signers)
    vault.keep(so_far.completing(signatures), "signed on paper")
    kept = encoded(vault.open(out.draft.id))
    assert "aside" not in kept
    assert "22 No" not in kept


def test_more_than_can_wait_is_refused(vault, out):
    many = tuple(Aside(Scan(b"", 1, at), Unfit.UNREADABLE) for at in range(MOST_ASIDE + 1))
    with refused("changed-elsewhere"):
        vault.keep(replace(out, aside=many), "pages back")


def test_nothing_else_of_it_changes(vault, out):
    others = (
        draft().seeing("s-9"),
        reviewed(),
        signed_once(reviewed()),
        reviewed(words="others").on_paper(2, AT),
        reviewed().on_paper(3, AT),
        draft(),
    )
    for other in others:
        with refused("changed-elsewhere"):
            vault.keep(other, "sign")
    assert vault.open(out.draft.id) == out


def test_only_the_very_pages_that_are_kept_are_taken_as_signed(vault, out):
    signers = out.document.signers
    signatures = tuple(Signature(each, "Somebody", "I agree.", AT, Way.PAPER) for each in signers)
    done = out.filing(PAGES).completing(signatures)
    with refused("changed-elsewhere"):
        vault.keep(done, "signed on paper")
    vault.keep(out.filing(PAGES), "pages back")
    vault.keep(done, "signed on paper")
    assert vault.open(out.draft.id) == done


def test_it_can_be_ended(vault, out):
    vault.keep(out.filing(PAGES), "pages back")
    with refused("changed-elsewhere"):
        vault.keep(out.voiding(Ending("Lost", "Dr Bo", AT)), "void")
    ended = out.filing(PAGES).voiding(Ending("Lost", "Dr Bo", AT))
    vault.keep(ended, "void")
    assert vault.open(out.draft.id) == ended
