from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from consult_app.domain.consultation import Stage, Way
from consult_app.domain.document import Role
from consult_app.domain.questionnaire import Step
from consult_app.domain.readiness import Gap, Lack
from consult_app.errors import ContentError
from consult_app.ui.pages.review_page import ReviewPage
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.gap_button import GapButton
from consult_app.ui.widgets.gap_group import GapGroup
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.patient_language import PatientLanguage
from consult_app.ui.widgets.tick_box import TickBox
from consult_app.workflow.screens.review import GapLine, ReviewScreen, SignerLine
from tests.helpers.accessible import too_small, unnamed
from tests.helpers.hands import Hands
from tests.helpers.pdf_samples import sample_pdf
from tests.helpers.pointers import Pen
from tests.helpers.signals import told

LEFT = Qt.MouseButton.LeftButton
GAPS = (
    GapLine(Gap(Step.MATTERS, Lack.AREAS), ""),
    GapLine(Gap(Step.HISTORY, Lack.ANSWER, "h-1"), "Are you allergic to anything?"),
    GapLine(Gap(Step.SCREENING, Lack.FINDING, "ci-1"), "Pregnancy"),
)
MISSING = ReviewScreen(
    Stage.DRAFT,
    GAPS,
    None,
    0,
    refusal=False,
    patient="Maya Lindqvist",
    birth_date=date(1984, 3, 12),
    clinician="Dr A. Osei",
)
READY = replace(MISSING, gaps=())
PATIENT = SignerLine(Role.PATIENT, "Patient", "Maya Lindqvist", "I agree.")
CLINICIAN = SignerLine(Role.CLINICIAN, "Clinician", "Dr A. Osei", "I explained it.")
SIGNING = replace(READY, stage=Stage.REVIEWED, signer=PATIENT)
SECOND = replace(SIGNING, signer=CLINICIAN, signed=1)
SIGNED = replace(READY, stage=Stage.CONSENTED, signed=2)


@pytest.fixture
def page(qtbot):
    made = ReviewPage()
    made.resize(802, 700)
    qtbot.addWidget(made)
    made.display(MISSING)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made._pages.clear()


@pytest.fixture
def card(page):
    page.display(SIGNING)
    page.show_pages(sample_pdf())
    return page._signer


def draw(card):
    Pen(card._pad).stroke([(60, 60), (120, 90), (180, 50)])


def gaps(page):
    """The lines that say what is missing, as they stand on the page."""
    lines = [each for each in page.findChildren(GapButton) if each.isVisible()]
    return sorted(lines, key=lambda each: each.mapTo(page, QPoint(0, 0)).y())


def choose(qtbot, card, way):
    qtbot.mouseClick(card._ways._buttons[list(Way).index(way)], LEFT)


def test_each_gap_is_named_and_leads_there(page, qtbot):
    # What a page gets after it was shown is on screen a turn later.
    qtbot.waitUntil(lambda: len(gaps(page)) == len(GAPS))
    rows = gaps(page)
    assert [each.accessibleName() for each in rows] == [
        "Choose the areas to be treated",
        "No answer yet: Are you allergic to anything?",
        "Not settled: Pregnancy",
    ]
    with qtbot.waitSignal(page.jump_requested) as jumped:
        qtbot.mouseClick(rows[1], LEFT)
    assert jumped.args == [GAPS[1].gap]
    assert not page._gate._freeze.isVisible()


def asked(count, step=Step.HISTORY):
    return tuple(GapLine(Gap(step, Lack.ANSWER, f"q-{n}"), f"Question {n}?") for n in range(count))


def test_gaps_are_grouped_by_step_with_their_count(page):
    page.display(replace(MISSING, gaps=(*asked(2), *GAPS[2:])))
    groups = [each for each in page.findChildren(GapGroup) if each.isVisible()]
    assert [each._head.accessibleName() for each in groups] == ["History, 2", "Screening, 1"]
    page.display(replace(MISSING, gaps=(GAPS[0], *asked(1))))
    groups = sorted(
        (each for each in page.findChildren(GapGroup) if each.isVisible()), key=lambda each: each.y()
    )
    assert [each._head.accessibleName() for each in groups] == ["What matters, 1", "History, 1"]
    page.grab()


def test_a_gap_that_is_filled_while_it_is_clicked_leads_nowhere(page):
    page.display(replace(MISSING, gaps=asked(2)))
    [group] = [each for each in page.findChildren(GapGroup) if len(each.rows) == 2]
    jumped = told(page.jump_requested)
    page.display(replace(MISSING, gaps=asked(1)))
    group.rows[1].clicked.emit()
    assert jumped == []
    group.rows[0].clicked.emit()
    assert len(jumped) == 1


def test_a_long_group_shows_all_its_lines_when_they_are_asked_for(page, qtbot):
    page.display(replace(MISSING, gaps=asked(9)))
    assert len(gaps(page)) == 4
    more = next(each for each in page.findChildren(Button) if each.accessibleName() == "History, 9: 5 more")
    qtbot.mouseClick(more, LEFT)
    assert [each.accessibleName() for each in gaps(page)][-1] == "No answer yet: Question 8?"
    with qtbot.waitSignal(page.jump_requested) as jumped:
        qtbot.mouseClick(gaps(page)[8], LEFT)
    assert jumped.args[0].subject == "q-8"
    assert more.text() == "Fewer"
    qtbot.mouseClick(more, LEFT)
    assert len(gaps(page)) == 4


def test_the_pages_are_previewed_beside_what_is_missing(page, qtbot):
    page.resize(1300, 700)
    assert not page._pages.isVisible()
    page.show_draft(sample_pdf(3))
    qtbot.waitUntil(lambda: page._gate.mapTo(page, QPoint(0, 0)).x() > 500)
    page._pages.go_to(2)
    page.display(replace(MISSING, gaps=GAPS[:2]))
    assert page._pages.page == 2
    page.show_draft(b"")
    assert not page._pages.isVisible()


def test_large_print_is_chosen_above_the_preview_and_until_the_document_is_frozen(page, qtbot):
    page.show_draft(sample_pdf(3))
    [tick] = [each for each in page.findChildren(TickBox) if "Large print" in each.text()]
    assert tick.text() == "Large print, for whoever reads it more easily"
    assert "18 points" in tick.accessibleDescription()
    qtbot.waitUntil(lambda: page._pages.y() > tick.y())
    with qtbot.waitSignal(page.large_print_chosen) as chosen:
        qtbot.mouseClick(tick, LEFT)
    assert chosen.args == [True]
    page.display(replace(MISSING, large=True))
    assert tick.isChecked()
    page.display(MISSING)
    assert not tick.isChecked()
    page.display(replace(SIGNING, large=True))
    assert not tick.isVisible()


def test_the_patients_language_is_chosen_there_too_where_there_are_several(page, qtbot):
    page.show_draft(sample_pdf(3))
    choice = page.findChild(PatientLanguage)
    page.offer_languages(("en",))
    assert not choice.isVisible()
    page.offer_languages(("en", "ar"))
    qtbot.waitUntil(lambda: len(choice.findChildren(QAbstractButton)) == 2)
    english, arabic = choice.findChildren(QAbstractButton)
    assert choice.isVisible()
    assert (english.text(), arabic.text()) == ("English", "العربية")
    qtbot.waitUntil(lambda: page._pages.y() > choice.y())
    with qtbot.waitSignal(page.language_chosen) as chosen:
        qtbot.mouseClick(arabic, LEFT)
    assert chosen.args == ["ar"]
    page.display(replace(MISSING, language="ar"))
    page.offer_languages(("en", "ar"))
    assert choice.findChildren(QAbstractButton)[1].isChecked()
    with qtbot.assertNotEmitted(page.language_chosen):
        qtbot.mouseClick(choice.findChildren(QAbstractButton)[1], LEFT)
    page.display(SIGNING)
    assert not choice.isVisible()


def test_why_the_patients_language_is_not_there_is_said_beside_the_choice(page, qtbot):
    page.show_draft(sample_pdf(3))
    page.display(replace(MISSING, language="ar"))
    page.offer_languages(("en", "ar"))
    notice = page.findChild(PatientLanguage).findChild(Notice)
    page.say_unspoken(ContentError("unknown-id", "language.ar.yaml:3", "there is no 'x'.", "Mend it."))
    assert notice.isVisible()
    assert "language.ar.yaml:3" in notice.accessibleDescription()
    assert "cannot be signed in two languages" in notice.accessibleDescription()
    qtbot.waitUntil(lambda: page._pages.y() > notice.y() + notice.height())
    page.say_unspoken(None)
    assert not notice.isVisible()


def test_in_a_narrow_window_what_is_missing_comes_before_the_preview(page, qtbot):
    page.show_draft(sample_pdf(3))
    qtbot.waitUntil(
        lambda: page._pages.mapTo(page, QPoint(0, 0)).y() > page._gate.mapTo(page, QPoint(0, 0)).y()
    )


def test_a_preview_is_stamped_and_never_taken_for_what_is_signed(page, qtbot):
    page.resize(802, 1100)
    page.show_draft(sample_pdf(3))
    qtbot.waitUntil(lambda: page._pages._pages[0].is_drawn)
    stamped = page._pages._pages[0].grab().toImage()
    page.display(SIGNING)
    assert page._pages.page == 0
    page.show_draft(sample_pdf(2))
    assert page._pages.page == 0
    page.show_pages(sample_pdf(3))
    qtbot.waitUntil(lambda: page._pages._pages[0].is_drawn)
    assert page._pages._pages[0].grab().toImage() != stamped
    page.display(READY)
    assert page._pages.page == 0
    assert not page._pages.isVisible()


@pytest.mark.parametrize("lack", list(Lack))
def test_every_kind_of_gap_has_words(page, lack):
    about = "proxy.name" if lack is Lack.SIGNER else "x"
    page.display(replace(MISSING, gaps=(GapLine(Gap(Step.RISKS, lack, about), "Name"),)))
    words = gaps(page)[0].accessibleName()
    assert words
    assert "{" not in words


def test_without_gaps_the_document_can_be_frozen(page, qtbot):
    page.display(READY)
    assert gaps(page) == []
    with qtbot.waitSignal(page.review_requested):
        qtbot.mouseClick(page._gate._freeze, LEFT)
    assert not page._gate._freeze.isEnabled()
    page.refuse("A character cannot be printed", "Write it otherwise.")
    assert page._gate._freeze.isEnabled()
    assert page._notice.isVisible()


def test_a_refusal_is_written_down_like_a_consent(page):
    page.display(replace(READY, refusal=True))
    assert page._gate._title.text() == "The refusal can be written down"
    assert page._gate._freeze.isVisible()
    page.display(replace(READY, refusal=True, not_today=True))
    assert page._gate._title.text() == "That the patient takes more time can be written down"


def test_nobody_signs_before_the_patient_was_read_back(page, card, qtbot):
    draw(card)
    assert card._pad.ink() is None
    assert not card._sign.isEnabled()
    assert card._lacking.text() == "Read name and date of birth back first."
    with qtbot.waitSignal(page.patient_read_back) as read:
        qtbot.mouseClick(card._right_patient, LEFT)
    assert read.args == [True]
    assert "12 Mar 1984" in card._right_patient.text()
    with qtbot.waitSignal(page.ink_drawn) as kept:
        draw(card)
    assert kept.args == [card._pad.ink()]
    with qtbot.waitSignal(page.signed) as signed:
        qtbot.mouseClick(card._sign, LEFT)
    way, ink, note = signed.args
    assert (way, note) == (Way.DRAWN, "")
    assert ink == card._pad.ink()


def test_an_empty_pad_is_no_signature(page, card, qtbot):
    qtbot.mouseClick(card._right_patient, LEFT)
    assert not card._sign.isEnabled()
    draw(card)
    assert card._sign.isEnabled()
    qtbot.mouseClick(card._clear, LEFT)
    assert not card._sign.isEnabled()
    draw(card)
    qtbot.mouseClick(card._undo, LEFT)
    assert card._lacking.text() == "Maya Lindqvist has not signed yet."


def test_a_typed_name_signs_only_as_it_is_printed(page, card, qtbot):
    qtbot.mouseClick(card._right_patient, LEFT)
    choose(qtbot, card, Way.TYPED)
    qtbot.mouseClick(card._meant, LEFT)
    qtbot.keyClicks(card._typed.edit, "Maya Lind")
    assert card._lacking.text() == "Type the name as it is printed: Maya Lindqvist"
    assert not card._sign.isEnabled()
    qtbot.keyClicks(card._typed.edit, "QVIST ")
    assert card._sign.isEnabled()
    with qtbot.waitSignal(page.signed) as signed:
        qtbot.mouseClick(card._sign, LEFT)
    assert signed.args == [Way.TYPED, None, ""]


def test_a_typed_name_signs_only_when_it_is_meant(page, card, qtbot):
    qtbot.mouseClick(card._right_patient, LEFT)
    choose(qtbot, card, Way.TYPED)
    qtbot.keyClicks(card._typed.edit, "Maya Lindqvist")
    assert card._lacking.text() == "Confirm that the typed name is meant as a signature."
    assert not card._sign.isEnabled()
    qtbot.mouseClick(card._meant, LEFT)
    with qtbot.waitSignal(page.signed):
        qtbot.mouseClick(card._sign, LEFT)


def test_who_cannot_sign_needs_a_reason_and_a_witness(page, card, qtbot):
    qtbot.mouseClick(card._right_patient, LEFT)
    choose(qtbot, card, Way.UNABLE)
    qtbot.keyClicks(card._reason.edit, "Broken wrist, agreed aloud")
    assert card._lacking.text() == "The reason and a witness are needed."
    qtbot.keyClicks(card._witness.edit, "Ann Bell, nurse")
    with qtbot.waitSignal(page.signed) as signed:
        qtbot.mouseClick(card._sign, LEFT)
    assert signed.args == [Way.UNABLE, None, "Broken wrist, agreed aloud – witness: Ann Bell, nurse"]


def test_it_is_asked_whether_somebody_is_their_own_witness(page, card, qtbot):
    qtbot.mouseClick(card._right_patient, LEFT)
    choose(qtbot, card, Way.UNABLE)
    qtbot.keyClicks(card._reason.edit, "Broken wrist")
    qtbot.keyClicks(card._witness.edit, "maya  lindqvist, patient")
    signed = told(page.signed)
    qtbot.mouseClick(card._sign, LEFT)
    assert card._lacking.text() == "Nobody is their own witness. Is it somebody else of this name?"
    assert (card._sign.text(), signed) == ("Yes, sign so", [])
    qtbot.mouseClick(card._sign, LEFT)
    assert signed == [(Way.UNABLE, None, "Broken wrist – witness: maya  lindqvist, patient")]


def test_who_is_called_a_little_like_them_is_no_matter(page, card, qtbot):
    page.display(replace(SIGNING, signer=replace(PATIENT, name="Ann")))
    qtbot.mouseClick(card._right_patient, LEFT)
    choose(qtbot, card, Way.UNABLE)
    qtbot.keyClicks(card._reason.edit, "Broken wrist")
    qtbot.keyClicks(card._witness.edit, "Annette Bell, nurse")
    with qtbot.waitSignal(page.signed):
        qtbot.mouseClick(card._sign, LEFT)


def test_ink_drawn_before_another_way_was_chosen_is_not_signed_with(page, card, qtbot):
    qtbot.mouseClick(card._right_patient, LEFT)
    draw(card)
    choose(qtbot, card, Way.TYPED)
    qtbot.keyClicks(card._typed.edit, "Maya Lindqvist")
    qtbot.mouseClick(card._meant, LEFT)
    with qtbot.waitSignal(page.signed) as signed:
        qtbot.mouseClick(card._sign, LEFT)
    assert signed.args[1] is None


def test_what_is_drawn_and_in_sight_is_signed_with_and_outlasts_a_lock(page, card, qtbot):
    qtbot.mouseClick(card._right_patient, LEFT)
    draw(card)
    pen = Pen(card._pad)
    pen.press(60, 50, 2000)
    pen.move(90, 60, 2008)
    assert len(card.unfinished().ink.strokes) == 2
    with qtbot.waitSignal(page.ink_drawn) as drawn, qtbot.waitSignal(page.signed) as signed:
        qtbot.mouseClick(card._sign, LEFT)
    assert len(drawn.args[0].strokes) == 2
    assert signed.args[:2] == [Way.DRAWN, drawn.args[0]]


def test_clicking_the_chosen_way_again_goes_back_to_drawing(card, qtbot):
    choose(qtbot, card, Way.UNABLE)
    choose(qtbot, card, Way.UNABLE)
    assert card._pad.isVisible()


def test_while_a_signature_is_kept_it_cannot_be_given_twice(page, card, qtbot):
    qtbot.mouseClick(card._right_patient, LEFT)
    draw(card)
    qtbot.mouseClick(card._sign, LEFT)
    with qtbot.assertNotEmitted(page.signed):
        qtbot.mouseClick(card._sign, LEFT)


def test_nothing_of_the_patients_signature_is_left_for_the_clinician(page, card, qtbot):
    qtbot.mouseClick(card._right_patient, LEFT)
    draw(card)
    choose(qtbot, card, Way.UNABLE)
    qtbot.keyClicks(card._reason.edit, "x")
    page.display(SECOND)
    assert card._pad.ink() is None
    assert card._reason.text() == ""
    assert card._pad.isVisible()
    assert not card._right_patient.isVisible()
    assert not card._sign.isEnabled()
    draw(card)
    assert card._sign.isEnabled()


def test_the_same_signer_shown_again_keeps_what_was_drawn(page, card, qtbot):
    qtbot.mouseClick(card._right_patient, LEFT)
    draw(card)
    page.display(replace(SIGNING, drawn=card._pad.ink()))
    assert card._pad.ink() is not None


def test_one_goes_back_only_while_nobody_has_signed(page, card, qtbot):
    with qtbot.waitSignal(page.reopen_requested):
        qtbot.mouseClick(page._reopen, LEFT)
    page.display(SECOND)
    assert not page._reopen.isVisible()
    page.display(SIGNED)
    assert not page._reopen.isVisible()


def test_once_everybody_signed_it_can_be_sealed_once_by_the_passphrase(page, qtbot):
    page.display(SIGNED)
    assert not page._signer.isVisible()
    hands = Hands(page)
    hands.reads(f"sealed in the name of {SIGNED.clinician}")
    with qtbot.assertNotEmitted(page.seal_requested):
        hands.click("Seal and store")
    hands.reads("Type your passphrase")
    hands.type("Your passphrase", "four unrelated words here")
    with qtbot.waitSignal(page.seal_requested) as told:
        hands.click("Seal and store")
    assert told.args == ["four unrelated words here"]
    assert page._finish.act.text() == "Sealing and checking …"
    # What was typed stays nowhere.
    assert page._finish._passphrase.text() == ""
    with qtbot.assertNotEmitted(page.seal_requested):
        page._finish._passphrase.submitted.emit()
    page.refuse("The passphrase is not right", "Type it again.")
    assert page._finish.act.isEnabled()
    hands.type("Your passphrase", "another one")
    with qtbot.waitSignal(page.seal_requested) as told:
        hands.key(Qt.Key.Key_Return)
    assert told.args == ["another one"]


def test_a_new_signature_keeps_the_place_in_the_document(page, card, qtbot):
    page.show_pages(sample_pdf(5))
    page._pages.go_to(4)
    page.display(SECOND)
    page.show_pages(sample_pdf(5) + b"\n")
    assert page._pages.page == 4


def test_back_in_the_draft_no_page_is_left(page, card):
    page.display(READY)
    assert page._pages.page == 0
    assert not page._pages.isVisible()
    page.display(SIGNING)
    page.show_pages(sample_pdf())
    assert page._pages.page == 1


def test_in_a_narrow_window_a_button_leads_to_the_signature(page, card, qtbot):
    assert page._to_signing.isVisible()
    qtbot.mouseClick(page._to_signing, LEFT)
    assert page._page.verticalScrollBar().value() > 200
    page.resize(1300, 700)
    assert not page._to_signing.isVisible()
    qtbot.waitUntil(lambda: page._signer.mapTo(page, QPoint(0, 0)).x() > 500)


@pytest.mark.parametrize("size", [(1118, 696), (948, 696), (724, 1108), (1672, 1008)])
@pytest.mark.parametrize(("screen", "act"), [(SIGNING, "Sign"), (SECOND, "Sign"), (SIGNED, "Seal and store")])
def test_the_act_that_the_page_is_about_is_in_sight_without_scrolling(page, size, screen, act):
    page.resize(*size)
    page.display(screen)
    page.show_pages(sample_pdf())
    QApplication.processEvents()
    [button] = [each for each in page.findChildren(Button) if each.isVisible() and each.text() == act]
    assert page.rect().contains(QRect(button.mapTo(page, QPoint(0, 0)), button.size()))
    assert page.childAt(button.mapTo(page, button.rect().center())) is button


def test_on_a_laptop_all_of_the_patients_card_is_in_sight(page):
    page.resize(1118, 696)
    page.display(SIGNING)
    page.show_pages(sample_pdf())
    QApplication.processEvents()
    undo = page._signer._undo
    assert (
        page._page.viewport()
        .rect()
        .contains(QRect(undo.mapTo(page._page.viewport(), QPoint(0, 0)), undo.size()))
    )


def test_display_tells_nobody(page, qtbot):
    signals = (
        page.signed,
        page.jump_requested,
        page.review_requested,
        page.reopen_requested,
        page.seal_requested,
    )
    heard = []
    for each in signals:
        each.connect(lambda *_: heard.append(1))
    for screen in (MISSING, READY, SIGNING, SECOND, SIGNED, MISSING):
        page.display(screen)
    assert heard == []


@pytest.mark.parametrize("screen", [MISSING, READY, SIGNING, SECOND, SIGNED])
def test_everything_has_a_name_and_can_be_hit(page, qtbot, screen):
    page.display(screen)
    assert unnamed(page) == []
    qtbot.waitUntil(lambda: too_small(page) == [])


def test_the_pad_is_named_after_who_signs(page, card):
    assert card._pad.accessibleName() == "Signature of Maya Lindqvist"


def test_many_languages_go_on_in_the_next_line(qtbot):
    made = PatientLanguage()
    qtbot.addWidget(made)
    made.display("en", shown=True)
    made.offer(("en", "ar", "uk", "pl", "tr", "ro"))
    made.resize(300, made.heightForWidth(300))
    with qtbot.waitExposed(made):
        made.show()
    shown = [each for each in made.findChildren(QAbstractButton) if each.isVisible()]
    assert len(shown) == 6
    assert all(each.geometry().right() < 300 for each in shown)
    assert len({each.y() for each in shown}) > 1


def test_the_keyboard_goes_to_what_comes_next_when_the_document_was_frozen_or_signed(page, qtbot):
    page.show_draft(sample_pdf())
    page.display(READY)
    freeze = page._gate._freeze
    qtbot.waitUntil(freeze.isVisible)
    page.activateWindow()
    freeze.setFocus()
    qtbot.waitUntil(freeze.hasFocus)
    page.set_busy(busy=True)
    page.display(SIGNING)
    page.show_pages(sample_pdf())
    # The tools of the document stand before it, and Qt would have left the keyboard there.
    assert isinstance(QApplication.focusWidget(), TickBox)
    page.set_busy(busy=True)
    page.display(SECOND)
    assert page._signer.isAncestorOf(QApplication.focusWidget())
    page.set_busy(busy=True)
    page.display(SIGNED)
    assert page._finish.isAncestorOf(QApplication.focusWidget())


def test_the_keyboard_stays_where_it_is_while_nothing_was_frozen_or_signed(page, qtbot):
    page.show_draft(sample_pdf())
    [tick] = [each for each in page.findChildren(TickBox) if "Large print" in each.text()]
    page.activateWindow()
    tick.setFocus()
    qtbot.waitUntil(tick.hasFocus)
    page.display(replace(MISSING, gaps=GAPS[:1]))
    assert tick.hasFocus()
