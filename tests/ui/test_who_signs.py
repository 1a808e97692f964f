"""Who signs is chosen before the document is frozen; what cannot be completed is ended for a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt

from consult_app.domain.consultation import Ending, Signature, Stage, Way
from consult_app.domain.document import Role
from consult_app.domain.ink import Ink, Point, Stroke
from consult_app.domain.sequel import First, Sequel, SequelKind
from consult_app.domain.signers import NOBODY_ELSE, Interpreter, Proxy, Signers, Why, Witness
from consult_app.ui.pages.review_page import ReviewPage
from consult_app.ui.widgets.ending_card import EndingCard
from consult_app.ui.widgets.signed_card import SignedCard
from consult_app.ui.widgets.signers_card import SignersCard
from consult_app.workflow.screens.review import ReviewScreen, SequelScreen, SignerLine
from tests.helpers.accessible import too_small, unnamed
from tests.helpers.pdf_samples import sample_pdf
from tests.helpers.pointers import Pen
from tests.helpers.signals import told

LEFT = Qt.MouseButton.LeftButton
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
DRAFT = ReviewScreen(
    Stage.DRAFT,
    (),
    None,
    0,
    refusal=False,
    patient="Maya Lindqvist",
    birth_date=date(2010, 3, 12),
    clinician="Dr A. Osei",
)
PROXY = SignerLine(Role.PROXY, "For the patient", "Eva Lindqvist", "I decide.", "Mother.")
SIGNING = replace(
    DRAFT, stage=Stage.REVIEWED, signer=PROXY, count=4, signers=Signers(witness=Witness("Wanda See"))
)
GIVEN = (Signature(Role.PROXY, "Eva Lindqvist", "I decide.", AT, Way.TYPED),)
ENDED = replace(DRAFT, stage=Stage.VOIDED, given=GIVEN, ending=Ending("Wrong language", "Dr A. Osei", AT))


@pytest.fixture
def page(qtbot):
    made = ReviewPage()
    made.resize(1200, 1400)
    qtbot.addWidget(made)
    made.display(DRAFT)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made._pages.clear()


@pytest.fixture
def card(page):
    return page.findChild(SignersCard)


def say(page, qtbot, act):
    """Do something, and show what it chose as the room would."""
    with qtbot.waitSignal(page.signers_chosen) as chosen:
        act()
    page.display(replace(DRAFT, signers=chosen.args[0]))
    return chosen.args[0]


def test_usually_nobody_else_signs_and_nothing_more_is_shown(card):
    assert card._line.text() == "In this order: Maya Lindqvist, Dr A. Osei."
    assert not card._others.isVisible()


def test_who_signs_for_the_patient_is_named_with_relation_authority_and_reason(page, card, qtbot):
    qtbot.mouseClick(card._turn, LEFT)
    say(page, qtbot, lambda: qtbot.mouseClick(card._parts["proxy"], LEFT))
    fields = card._details["proxy"].fields
    for subject, words in (
        ("proxy.name", "Eva Lindqvist"),
        ("proxy.relation", "Mother"),
        ("proxy.authority", "by law"),
    ):
        qtbot.keyClicks(fields[subject].edit, words)
        say(page, qtbot, fields[subject].flush)
    chosen = say(page, qtbot, lambda: qtbot.mouseClick(card._why._buttons[0], LEFT))
    assert chosen == Signers(Proxy("Eva Lindqvist", "Mother", "by law", Why.MINOR))
    assert card._line.text() == "In this order: Eva Lindqvist for Maya Lindqvist, Dr A. Osei."
    qtbot.mouseClick(card._why._buttons[0], LEFT)
    assert card._why.current == "minor"
    assert say(page, qtbot, lambda: qtbot.mouseClick(card._parts["proxy"], LEFT)) == NOBODY_ELSE


def test_interpreter_witness_and_another_clinician_stand_in_order(page, card):
    several = Signers(interpreter=Interpreter(), witness=Witness("Wanda See"), treats="")
    page.display(replace(DRAFT, signers=several))
    assert card._line.text() == "In this order: Maya Lindqvist, the interpreter, Wanda See, Dr A. Osei."
    assert card._details["treats"].isVisible()
    assert unnamed(page) == []
    assert too_small(page) == []


def test_a_name_that_stands_for_two_is_asked_about_and_not_refused(page, card):
    page.display(replace(DRAFT, signers=Signers(witness=Witness("Wanda See"))))
    assert not card._twice.isVisible()
    page.display(replace(DRAFT, signers=Signers(witness=Witness("dr a.  Osei"))))
    assert card._twice.isVisible()
    assert card._twice.accessibleName() == "Named more than once: dr a.  Osei"
    assert unnamed(page) == []


def test_what_the_content_says_of_the_age_stands_beside_the_choice(page, card, qtbot):
    page.display(replace(DRAFT, age_points=("Under 18",)))
    qtbot.mouseClick(card._turn, LEFT)
    assert card._about_age.text() == "The content says about this age: Under 18."
    assert card._about_age.isVisible()


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ({"age_points": ("Under 18",)}, "The content says about this age: Under 18."),
        ({"unable": "Can you weigh this up?"}, "“Can you weigh this up?” was answered with no."),
    ],
)
def test_where_there_is_a_reason_it_is_asked_who_decides_and_one_press_leads_there(
    page, card, qtbot, reason, said
):
    assert not card._asks.isVisible()
    page.display(replace(DRAFT, **reason))
    assert card._asks.isVisible()
    assert card._asks._text.text().startswith(f"{said} Whether the patient can decide is for you to judge.")
    assert unnamed(page) == []
    assert too_small(page) == []
    told = []
    card.chosen.connect(told.append)
    card.chosen.connect(lambda signers: page.display(replace(DRAFT, signers=signers, **reason)))
    qtbot.mouseClick(card._decides, LEFT)
    assert told == [Signers(Proxy())]
    qtbot.waitUntil(card._details["proxy"].fields["proxy.name"].edit.hasFocus)
    # Asked until it is said, and no longer.
    assert not card._asks.isVisible()
    assert not card._decides.isVisible()


def test_what_followed_a_record_and_was_ended_is_not_begun_again_from_there(page):
    said = SequelScreen(Sequel(SequelKind.CONFIRMATION, First("c-1", "Consent", "f", AT)), (), early=False)
    page.display(replace(ENDED, sequel=said))
    card = page.findChild(EndingCard)
    assert card.isVisible()
    assert not card._again.isVisible()


def test_a_missing_detail_is_led_to(page, card, qtbot):
    page.display(replace(DRAFT, signers=Signers(Proxy())))
    for subject, at in (("proxy.relation", card._details["proxy"].fields["proxy.relation"].edit),):
        page.reveal(subject)
        qtbot.waitUntil(at.hasFocus)
    page.reveal("proxy.why")
    page.reveal("q-elsewhere")


def test_the_first_signer_is_counted_and_the_named_witness_is_proposed(page):
    page.display(SIGNING)
    signer = page._signer
    assert signer.badge.text() == "Signature 1 of 4"
    assert signer._right_patient.isVisible()
    assert signer._standing.text() == "Mother."
    assert signer._witness.text() == "Wanda See"


def test_what_was_drawn_before_a_crash_is_there_again(page, qtbot):
    ink = Ink((Stroke((Point(1, 1, 0), Point(30, 9, 80))),), 80, 22)
    page.display(replace(SIGNING, drawn=ink))
    assert page._signer._pad.ink() == ink
    assert not page._signer._right_patient.isChecked()


def test_a_scribble_is_asked_about_and_not_refused(page, qtbot):
    page.display(SIGNING)
    signer = page._signer
    qtbot.mouseClick(signer._right_patient, LEFT)
    Pen(signer._pad).stroke([(60, 60), (64, 64)])
    with qtbot.assertNotEmitted(page.signed):
        qtbot.mouseClick(signer._sign, LEFT)
    assert signer._lacking.text() == "This is very short. Is it the whole signature?"
    with qtbot.waitSignal(page.signed):
        qtbot.mouseClick(signer._sign, LEFT)


def test_who_signed_so_far_is_listed_in_order(page):
    card = page.findChild(SignedCard)
    assert not card.isVisible()
    page.display(replace(SIGNING, signed=1, given=GIVEN))
    line = card._column.itemAt(0).widget()
    assert line.text() == "For the patient: Eva Lindqvist, 23 Nov 2026 09:30, name typed"
    page.display(replace(SIGNING, signed=1, given=(*GIVEN, replace(GIVEN[0], role=Role.WITNESS))))
    assert card._column.count() == 2


def test_it_is_ended_only_for_a_reason_and_not_by_one_press(page, qtbot):
    page.display(SIGNING)
    card = page.findChild(EndingCard)
    assert not card.isVisible()
    qtbot.mouseClick(card.turn, LEFT)
    assert card.isVisible()
    with qtbot.assertNotEmitted(page.end_requested):
        for _ in range(2):
            qtbot.mouseClick(card._end, LEFT)
    assert card._reason._error.text() == "Say why: the reason is kept with it."
    qtbot.keyClicks(card._reason.edit, "Wrong language ")
    qtbot.mouseClick(card._end, LEFT)
    with qtbot.waitSignal(page.end_requested) as ended:
        qtbot.mouseClick(card._end, LEFT)
    assert ended.args == ["Wrong language"]


def test_what_was_ended_says_why_is_stamped_and_can_be_begun_again(page, qtbot):
    page.display(SIGNING)
    page.show_pages(sample_pdf(2))
    page.display(ENDED)
    page.show_pages(sample_pdf(2))
    card = page.findChild(EndingCard)
    assert card._words.text() == "Dr A. Osei, 23 Nov 2026 09:30: Wrong language"
    assert page._pages._pages[0]._stamp == "Void"
    assert not card._reason.isVisible()
    assert not page._signer.isVisible()
    with qtbot.waitSignal(page.again_requested):
        qtbot.mouseClick(card._again, LEFT)


def test_a_name_typed_last_is_told_before_the_page_is_left(page, qtbot):
    page.display(replace(DRAFT, signers=Signers(Proxy())))
    field = page._signers._details["proxy"].fields["proxy.name"]
    chosen = told(page.signers_chosen)
    qtbot.keyClicks(field.edit, "Eva")
    page.flush()
    assert [each.proxy.name for (each,) in chosen] == ["Eva"]
    # Hidden later, when no consultation may be open any more, it has nothing left to tell.
    page.hide()
    assert len(chosen) == 1
