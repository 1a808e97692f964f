"""Pages that come back from paper: each in its place, or set aside with the reason."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from consult_app.domain.compose.signing import signed_when
from consult_app.domain.consultation import Consented, Ending, OnPaper, Reviewed, Signature, Way
from consult_app.domain.document import Role
from consult_app.domain.fingerprint import page_code
from consult_app.domain.on_paper import (
    MOST_ASIDE,
    Aside,
    Noted,
    Scan,
    Unfit,
    in_place,
    lacking,
    pages_in_words,
    sort_scans,
)
from consult_app.domain.wording import Words
from consult_app.errors import NotReadyError
from tests.helpers.consultations import AT, document, draft, reviewed, signed_once
from tests.helpers.sample import sample

CODES = ("ONE", "TWO", "THREE")


def scan(said):
    return Scan(f"jpeg {said}".encode(), 210, 297, said)


def back(*pages):
    return tuple(in_place(scan(CODES[page - 1]), page) for page in pages)


def on_paper(*pages):
    return reviewed().on_paper(3, AT).filing(back(*pages))


def signatures(*roles):
    return tuple(Signature(role, "Somebody", "I agree.", AT, Way.PAPER, note="4–6") for role in roles)


def test_scans_in_any_order_come_into_that_of_the_document():
    found = sort_scans((), [scan("THREE"), scan("ONE"), scan("TWO")], CODES)
    assert found.filed == back(1, 2, 3)
    assert found.aside == ()


def test_what_has_no_place_by_itself_is_set_aside_with_the_reason():
    unreadable, other, again = scan(""), scan("FOUR"), replace(scan("TWO"), jpeg=b"another picture")
    found = sort_scans(back(2), [unreadable, other, again, scan("ONE")], CODES)
    assert found.filed == back(1, 2)
    assert found.aside == (
        Aside(unreadable, Unfit.UNREADABLE),
        Aside(other, Unfit.OTHER),
        Aside(again, Unfit.TWICE, 2),
    )


def test_twice_the_same_page_in_one_go_keeps_the_first():
    found = sort_scans((), [scan("ONE"), replace(scan("ONE"), jpeg=b"later")], CODES)
    assert found.filed == back(1)
    assert [each.why for each in found.aside] == [Unfit.TWICE]


def test_missing_pages_and_pages_in_a_row_are_named():
    assert lacking(back(2), 3) == (1, 3)
    assert pages_in_words(7, 7) == "7"
    assert pages_in_words(7, 9) == "7–9"


def test_the_code_of_a_page_tells_document_and_page_apart():
    said = {page_code(each, page) for each in (document("i-1"), document("i-2")) for page in (1, 2)}
    assert len(said) == 4
    assert all(each.startswith("CONSULT:") and each == each.upper() for each in said)
    state = reviewed().on_paper(2, AT)
    assert state.codes == (page_code(state.document, 1), page_code(state.document, 2))


def test_only_what_nobody_signed_here_goes_out_on_paper():
    state = reviewed().on_paper(3, AT)
    assert (state.pages, state.at, state.signatures, state.missing) == (3, AT, (), (1, 2, 3))
    with pytest.raises(NotReadyError) as caught:
        signed_once(reviewed()).on_paper(3, AT)
    assert caught.value.missing == ("signed",)


def test_it_is_complete_with_every_page_and_every_signer_and_not_before():
    signers = reviewed().document.signers
    with pytest.raises(NotReadyError) as caught:
        on_paper(1, 3).completing(signatures(*signers))
    assert caught.value.missing == ("pages",)
    for roles in (signers[:1], (*signers, Role.WITNESS), signers[::-1]):
        with pytest.raises(NotReadyError) as caught:
            on_paper(1, 2, 3).completing(signatures(*roles))
        assert caught.value.missing == ("signers",)
    done = on_paper(1, 2, 3).completing(signatures(*signers))
    assert isinstance(done, Consented)
    assert done.scans == back(1, 2, 3)


def test_ended_before_it_is_complete_it_keeps_the_pages_that_had_come_back():
    ending = Ending("The patient left", "Dr Bo", AT)
    assert on_paper(2).voiding(ending).scans == back(2)
    signers = reviewed().document.signers
    assert on_paper(1, 2, 3).completing(signatures(*signers)).voiding(ending).scans == back(1, 2, 3)
    with pytest.raises(NotReadyError):
        on_paper(2).voiding(replace(ending, reason=" "))


def test_of_paper_only_the_day_is_told():
    words = Words(sample().labels)
    here = Signature(Role.PATIENT, "Ann", "I agree.", datetime(2026, 11, 24, 9, 5, tzinfo=UTC), Way.TYPED)
    assert "09:05" in signed_when(here, words)
    assert signed_when(replace(here, way=Way.PAPER), words) == "Signed on 24 Nov 2026"


def test_what_is_out_on_paper_is_made_of_what_was_reviewed():
    state = Reviewed(draft(), document("i-1"))
    assert state.on_paper(1, AT) == OnPaper(draft(), document("i-1"), 1, AT)


def test_what_waits_is_kept_but_nothing_of_another_document_and_only_so_much():
    waiting = Aside(scan(""), Unfit.UNREADABLE)
    state = on_paper(1).setting_aside((Aside(scan("other"), Unfit.OTHER), waiting))
    assert state.aside == (waiting,)
    assert len(on_paper().setting_aside((waiting,) * (MOST_ASIDE + 1)).aside) == MOST_ASIDE


def test_it_may_become_what_came_back_what_waits_and_what_is_noted_and_nothing_else():
    state = on_paper(1)
    noted = (Noted(Role.PATIENT, signed=True, day="22 Nov 2026"),)
    on = state.filing(back(1, 2)).setting_aside((Aside(scan(""), Unfit.TWICE, 1),)).noting(noted)
    assert state.may_become(on)
    assert on.may_become(state)
    assert not state.may_become(replace(on, pages=4))
