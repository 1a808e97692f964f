"""What follows a sealed record, on screen: written beside its pages, listed beside the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt

from consult_app.domain.consultation import ConsultationLine, Stage
from consult_app.domain.questionnaire import Step
from consult_app.domain.readiness import Gap, Lack
from consult_app.domain.sequel import Blank, First, Sequel, SequelKind, Told, Wait
from consult_app.ui.list_words import about_words, concern_reason, concern_word, stage_word
from consult_app.ui.pages.review_page import ReviewPage
from consult_app.ui.session_list import head_words, mixture_words
from consult_app.ui.widgets.after_card import AfterCard
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.rail import Rail
from consult_app.ui.widgets.text_box import TextBox
from consult_app.ui.widgets.tick_box import TickBox
from consult_app.workflow.screens.course import Session
from consult_app.workflow.screens.rail import RailScreen, RailStep
from consult_app.workflow.screens.review import GapLine, ReviewScreen, SequelScreen
from consult_app.workflow.screens.start import Concern, Mark
from consult_app.workflow.sequels import AfterScreen
from tests.helpers.accessible import too_small, unnamed

LEFT = Qt.MouseButton.LeftButton
FIRST = First("c-1", "Consent to mesotherapy", "a" * 64, datetime(2026, 11, 20, 9, 30, tzinfo=UTC))
WAIT = Wait(7, date(2026, 11, 27))
LINE = ConsultationLine(
    "s-1",
    Stage.SEALED,
    "Maya Lindqvist",
    date(1984, 3, 12),
    "Mesotherapy",
    date(2026, 11, 22),
    FIRST.signed,
    sequel=SequelKind.AMENDMENT,
    first="c-1",
)


def screen(kind, *, early=False, blanks=None, stage=Stage.DRAFT, **said):
    sequel = Sequel(kind, FIRST, **said)
    found = sequel.blanks(date(2026, 11, 22)) if blanks is None else blanks
    return ReviewScreen(
        stage,
        (),
        None,
        0,
        refusal=False,
        patient="Maya Lindqvist",
        birth_date=date(1984, 3, 12),
        clinician="Dr A. Osei",
        sequel=SequelScreen(sequel, found, early),
    )


@pytest.fixture
def page(qtbot):
    made = ReviewPage()
    made.resize(1100, 760)
    qtbot.addWidget(made)
    made.display(screen(SequelKind.AMENDMENT))
    made.show()
    qtbot.waitExposed(made)
    yield made
    made._pages.clear()


def boxes(page):
    return [each.accessibleName() for each in page._sequel.findChildren(TextBox) if each.isVisible()]


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        (screen(SequelKind.AMENDMENT), ["What is corrected or added"]),
        (screen(SequelKind.WITHDRAWAL), ["What the patient says about it (may stay empty)"]),
        (screen(SequelKind.CONFIRMATION), []),
        (
            screen(SequelKind.CONFIRMATION, changed=True),
            [
                "What has changed, in the patient’s words",
                "Why the consent still holds, in your words",
            ],
        ),
        (
            screen(SequelKind.CONFIRMATION, changed=False, wait=WAIT, early=True),
            ["Why today, before the wait is over"],
        ),
    ],
)
def test_only_what_the_kind_needs_is_asked(page, qtbot, given, asked):
    page.display(given)
    assert boxes(page) == asked
    assert page._sequel._asked.isVisible() is (given.sequel.said.kind is SequelKind.CONFIRMATION)
    assert page._sequel._how.isVisible() is (given.sequel.said.kind is SequelKind.WITHDRAWAL)
    assert not page._gate.isVisible()
    assert unnamed(page) == []
    # Once what came has its place.
    qtbot.waitUntil(lambda: too_small(page) == [])


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (SequelKind.CONFIRMATION, "Confirm on the day"),
        (SequelKind.WITHDRAWAL, "Consent taken back"),
        (SequelKind.AMENDMENT, "Correct or add"),
    ],
)
def test_the_page_is_called_after_what_is_written(page, kind, title):
    page.display(screen(kind))
    assert page._page.words[1] == title
    page.display(screen(kind, blanks=(), stage=Stage.REVIEWED, told=Told.HERE))
    assert page._page.words[1] == "Review and sign"
    assert not page._sequel.isVisible()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (Told.HERE, "In this order: Maya Lindqvist, Dr A. Osei."),
        (Told.PHONE, "In this order: Dr A. Osei. Whoever rang or wrote is not here to sign."),
    ],
)
def test_who_rang_is_not_said_to_sign(page, told, said):
    page.display(screen(SequelKind.WITHDRAWAL, told=told))
    assert page._signers._line.text() == said


def test_what_leads_back_from_a_frozen_document_says_to_what(page):
    page.display(replace(screen(SequelKind.AMENDMENT, words="It was B."), stage=Stage.REVIEWED))
    assert page._reopen.text() == "Back to what was written"
    page.display(replace(screen(SequelKind.AMENDMENT), stage=Stage.REVIEWED, sequel=None))
    assert page._reopen.text() == "Back to the answers"


@pytest.mark.parametrize("blank", Blank)
def test_what_is_missing_is_said_and_nothing_is_frozen_before(page, blank):
    page.display(screen(SequelKind.AMENDMENT, blanks=(blank,)))
    assert page._sequel._lacking.text()
    assert not page._sequel._freeze.isEnabled()


def test_without_who_signs_nothing_is_frozen(page):
    lacks = GapLine(Gap(Step.SIGN, Lack.SIGNER, "witness.name"), "")
    page.display(replace(screen(SequelKind.AMENDMENT, words="It was lot B."), gaps=(lacks,)))
    assert page._sequel._lacking.text() == "Say who signs."
    assert page._signers.isVisible()
    assert not page._sequel._freeze.isEnabled()


def test_what_is_typed_is_told_and_frozen_with_the_last_word(page, qtbot):
    page.display(screen(SequelKind.AMENDMENT, words="It was lot B"))
    told = []
    page.sequel_written.connect(told.append)
    qtbot.keyClicks(page._sequel._words, "!")
    with qtbot.waitSignal(page.review_requested):
        qtbot.mouseClick(page._sequel._freeze, LEFT)
    assert [each.words for each in told] == ["!It was lot B"]
    assert not page._sequel._freeze.isEnabled()
    # Whoever types on loses nothing by it.
    assert page._sequel._words.isEnabled()
    page.refuse("Not ready", "Something is missing.")
    assert page._sequel._freeze.isEnabled()


def test_what_was_agreed_to_can_be_taken_back_one_by_one(page, qtbot):
    told = []
    page.sequel_written.connect(lambda said: told.append(said.decisions))
    offered = (("d-photos", "May we take photos?"), ("d-contact", "May we contact you?"))
    shown = screen(SequelKind.DECISION, told=Told.HERE)
    page.display(replace(shown, sequel=replace(shown.sequel, offered=offered)))
    ticks = [each for each in page._sequel.findChildren(TickBox) if each.isVisible()]
    assert [each.text() for each in ticks] == ["May we take photos?", "May we contact you?"]
    assert not page._sequel._freeze.isEnabled()
    qtbot.mouseClick(ticks[1], LEFT)
    assert told == [("d-contact",)]
    said = screen(SequelKind.DECISION, told=Told.HERE, decisions=("d-contact",))
    page.display(replace(said, sequel=replace(said.sequel, offered=offered)))
    # The boxes stay the same ones: the keyboard is on one of them.
    assert [each.isChecked() for each in ticks] == [False, True]
    assert page._sequel._freeze.isEnabled()
    qtbot.mouseClick(ticks[0], LEFT)
    assert told[-1] == ("d-photos", "d-contact")
    page.display(screen(SequelKind.AMENDMENT))
    assert [each for each in page._sequel.findChildren(TickBox) if each.isVisible()] == []


def test_where_something_has_changed_everything_can_be_asked_again_instead(page, qtbot):
    page.display(screen(SequelKind.CONFIRMATION, changed=False))
    card = page._sequel
    assert not card._again.isVisible()
    page.display(screen(SequelKind.CONFIRMATION, changed=True))
    with qtbot.waitSignal(page.again_requested):
        qtbot.mouseClick(card._again, LEFT)
    with qtbot.assertNotEmitted(page.again_requested):
        qtbot.mouseClick(card._again, LEFT)
    page.refuse("Not begun", "It cannot be.")
    assert card._again.isEnabled()


def test_answers_are_told_and_can_be_taken_back(page, qtbot):
    told = []
    page.sequel_written.connect(lambda said: told.append((said.changed, said.told)))
    page.display(screen(SequelKind.CONFIRMATION))
    no, yes = page._sequel._changed._buttons
    qtbot.mouseClick(no, LEFT)
    qtbot.mouseClick(yes, LEFT)
    qtbot.mouseClick(yes, LEFT)
    page.display(screen(SequelKind.WITHDRAWAL))
    phone = page._sequel._told._buttons[1]
    qtbot.mouseClick(phone, LEFT)
    qtbot.mouseClick(phone, LEFT)
    assert told == [(False, None), (True, None), (None, None), (None, Told.PHONE), (None, None)]


@pytest.mark.parametrize(
    ("field", "name"), [("_judgement", "judgement"), ("_early", "early"), ("_words", "words")]
)
def test_each_box_tells_its_own_words_when_the_page_is_left(page, qtbot, field, name):
    page.display(screen(SequelKind.CONFIRMATION, changed=True, wait=WAIT, early=True))
    told = []
    page.sequel_written.connect(told.append)
    qtbot.keyClicks(getattr(page._sequel, field), "So")
    page.flush()
    assert [getattr(each, name) for each in told] == ["So"]


def test_display_tells_nobody(page, qtbot):
    with qtbot.assertNotEmitted(page.sequel_written), qtbot.assertNotEmitted(page.review_requested):
        page.display(screen(SequelKind.CONFIRMATION, changed=True, words="a", judgement="b"))
        page.display(screen(SequelKind.WITHDRAWAL, told=Told.PHONE))


@pytest.mark.parametrize(
    ("early", "words"),
    [(True, "treatment may begin on 27 Nov 2026. That is not reached yet."), (False, "since 27 Nov 2026.")],
)
def test_a_confirmation_says_whether_the_wait_is_over(page, early, words):
    page.display(screen(SequelKind.CONFIRMATION, wait=WAIT, early=early))
    assert page._sequel._about.text().endswith(words)
    assert "This practice waits 7 days" in page._sequel._about.text()


@pytest.fixture
def card(qtbot):
    made = AfterCard()
    qtbot.addWidget(made)
    made.resize(460, 400)
    return made


def offered(card):
    return [each.text() for each in card._offers.values() if not each.isHidden()]


def test_what_followed_is_listed_and_opened(card, qtbot):
    open_one = replace(LINE, id="s-2", stage=Stage.DRAFT, sequel=SequelKind.CONFIRMATION)
    card.display(AfterScreen((LINE, open_one), tuple(SequelKind)))
    card.show()
    rows = [each for each in card.findChildren(Button) if ":" in each.accessibleName() and each.isVisible()]
    assert [each.accessibleName() for each in rows] == [
        "Open: Amendment · 22 Nov 2026",
        "Go on: Confirmation · 22 Nov 2026",
    ]
    with qtbot.waitSignal(card.open_requested, check_params_cb=lambda key: key == "s-2"):
        qtbot.mouseClick(rows[1], LEFT)
    ended = replace(LINE, id="s-3", stage=Stage.VOIDED, sequel=SequelKind.WITHDRAWAL)
    # What is open already is gone on with, not begun again.
    assert offered(card) == [
        "Consent is taken back",
        "One decision is taken back",
        "Correct or add something",
    ]
    card.display(AfterScreen((ended,), tuple(SequelKind)))
    assert "Consent is taken back" in offered(card)
    card.display(AfterScreen((LINE,), ()))
    assert len([each for each in card.findChildren(Button) if "·" in each.accessibleName()]) >= 1


def test_what_can_follow_is_begun_once(card, qtbot):
    card.display(AfterScreen((), tuple(SequelKind)))
    card.show()
    with qtbot.waitSignal(card.begin_requested, check_params_cb=lambda kind: kind is SequelKind.CONFIRMATION):
        qtbot.mouseClick(card._offers[SequelKind.CONFIRMATION], LEFT)
    with qtbot.assertNotEmitted(card.begin_requested):
        qtbot.mouseClick(card._offers[SequelKind.AMENDMENT], LEFT)
    card.allow()
    with qtbot.waitSignal(card.begin_requested):
        qtbot.mouseClick(card._offers[SequelKind.AMENDMENT], LEFT)


def test_what_follows_leads_back_to_the_record(card, qtbot):
    card._open_first()
    card.display(AfterScreen((), (), FIRST))
    card.show()
    assert offered(card) == []
    # What corrects a form is itself corrected beside that form.
    assert card._again.isVisible()
    with qtbot.waitSignal(card.open_requested, check_params_cb=lambda key: key == "c-1"):
        qtbot.mouseClick(card._first, LEFT)


def test_a_withdrawal_is_said_on_the_card(card):
    card.display(AfterScreen((replace(LINE, sequel=SequelKind.WITHDRAWAL),), (SequelKind.AMENDMENT,)))
    assert card.badge.text() == "Consent taken back"
    assert offered(card) == ["Correct or add something"]
    assert not card._again.isVisible()


def test_the_rail_has_only_the_steps_that_there_are(qtbot):
    rail = Rail()
    qtbot.addWidget(rail)
    rail.resize(248, 700)
    rail.show()
    ends = tuple(RailStep(step, 0, done=False, mark=None) for step in (Step.SIGN, Step.DONE))
    rail.display(RailScreen(ends, 0.0, locked=True), Step.SIGN, "")
    assert [each.step for each in rail._steps if each.isVisible()] == [Step.SIGN, Step.DONE]
    whole = tuple(RailStep(step, 0, done=False, mark=None) for step in Step)
    rail.display(RailScreen(whole, 0.0, locked=False), Step.SIGN, "")
    assert all(each.isVisible() for each in rail._steps)


def test_lists_say_what_it_does():
    assert about_words(LINE) == "Amendment: Mesotherapy"
    assert about_words(replace(LINE, sequel=None)) == "Mesotherapy"
    assert stage_word(LINE)[0] == "Amendment"
    assert stage_word(replace(LINE, stage=Stage.REVIEWED))[0] == "Being signed"
    session = Session(LINE, 0, "Face", (), ())
    assert (head_words(session), mixture_words(session)) == ("Amendment · 22 Nov 2026", "")


@pytest.mark.parametrize("concern", Concern)
def test_every_badge_has_words_and_a_reason(concern):
    mark = Mark(concern, "Mesotherapy", date(2026, 11, 22))
    assert concern_word(mark)[0]
    assert concern_reason(mark).startswith("Mesotherapy: ")
