from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QPushButton, QWidget

from consult_app.domain.consultation import (
    Clinician,
    ConsultationLine,
    Draft,
    Patient,
    Practice,
    Sealed,
    Signature,
    Stage,
    Way,
)
from consult_app.domain.document import Document, DocumentKind, Role, Running
from consult_app.domain.paper import Deed, Handed, Handing, Paper, Reason
from consult_app.domain.proof import Found, Proof, SignatureProof, Standing, Verdict, Wording
from consult_app.domain.sequel import First, Sequel, SequelKind
from consult_app.ui.dialogs.crash_dialog import CrashDialog
from consult_app.ui.dialogs.verify_dialog import VerifyDialog
from consult_app.ui.pages.done_page import DonePage
from consult_app.ui.sequel_words import sequel_name
from consult_app.ui.widgets.proof_card import ProofCard
from consult_app.workflow.sequels import AfterScreen
from tests.helpers.accessible import too_small, unnamed
from tests.helpers.pdf_samples import sample_pdf

LEFT = Qt.MouseButton.LeftButton
PDF = sample_pdf()
SHA = hashlib.sha256(PDF).hexdigest()
AT = datetime(2026, 11, 22, 10, 42, tzinfo=UTC)
DRAFT = Draft(
    "c",
    Patient("p", "Maya", "Lindqvist", date(1984, 3, 12)),
    Clinician("k", "Dr A. Osei", "Dermatologist"),
    Practice("Linden"),
    "mesotherapy",
    "0.1",
    "a" * 64,
    date(2026, 11, 22),
    "glow",
)
DOCUMENT = Document(
    "c", DocumentKind.CONSENT, "en", "Consent to mesotherapy", AT, Running("", "", "", "", ""), ()
)
SIGNATURES = (
    Signature(Role.PATIENT, "Maya Lindqvist", "I agree.", AT, Way.DRAWN),
    Signature(Role.CLINICIAN, "Dr A. Osei", "I explained it.", AT, Way.TYPED),
)
RECORD = Sealed(DRAFT, DOCUMENT, SIGNATURES, SHA, len(PDF), 1, AT)
SEAL = SignatureProof(
    "Sig_Seal", "Dr A. Osei", AT, "Consent to mesotherapy", intact=True, known=True, fingerprint="f"
)
PROOF = Proof(Verdict.INTACT, (SEAL,), SHA, len(PDF))


@pytest.fixture
def page(qtbot):
    made = DonePage()
    made.resize(802, 700)
    qtbot.addWidget(made)
    made.display(RECORD, PDF, PROOF)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made._pages.clear()


def values(facts):
    return {name.text(): value.text() for name, value in facts._rows if not value.isHidden()}


def test_it_says_what_was_stored(page):
    shown = values(page._facts)
    assert shown["Document"] == "Consent to mesotherapy"
    assert shown["Signed by"] == "Maya Lindqvist, 22 Nov 2026 10:42\nDr A. Osei, 22 Nov 2026 10:42"
    assert page._record.badge.text() == "Consent given"
    assert page._pages.page == 1


def test_nothing_is_said_of_a_file_that_was_not_read_yet(qtbot):
    page = DonePage()
    qtbot.addWidget(page)
    page.show()
    assert not page._proof.isVisible()
    assert not page._record.isVisible()
    page.display(RECORD, PDF, PROOF)
    assert page._proof.isVisible()
    assert page._record.isVisible()
    page._pages.clear()


def test_of_paper_only_the_day_of_a_signature_is_known(page):
    midnight = AT.replace(hour=0, minute=0)
    on_paper = tuple(replace(each, at=midnight, way=Way.PAPER) for each in SIGNATURES)
    page.display(replace(RECORD, signatures=on_paper), PDF, PROOF)
    assert values(page._facts)["Signed by"] == "Maya Lindqvist, 22 Nov 2026\nDr A. Osei, 22 Nov 2026"


def test_a_record_takes_the_keyboard_from_a_page_that_went(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    page, elsewhere = DonePage(), QPushButton("Review and sign")
    row = QHBoxLayout(window)
    row.addWidget(elsewhere)
    row.addWidget(page)
    with qtbot.waitActive(window):
        window.show()
    elsewhere.setFocus()
    page.display(RECORD, PDF, PROOF)
    assert page.isAncestorOf(QApplication.focusWidget())
    later = page._leave
    later.setFocus()
    page.display(RECORD, PDF, PROOF)
    assert later.hasFocus()
    page._pages.clear()


@pytest.mark.parametrize(
    ("kind", "said"),
    [(DocumentKind.REFUSAL, "Not going ahead"), (DocumentKind.NOT_TODAY, "More time to decide")],
)
def test_what_nobody_agreed_to_is_not_called_a_consent(page, kind, said):
    page.display(replace(RECORD, document=replace(DOCUMENT, kind=kind)), PDF, PROOF)
    assert page._record.badge.text() == said


def test_it_shows_the_proof_of_the_stored_bytes(page):
    shown = values(page._proof._facts)
    assert values(page._proof._details)["SHA-256"].replace(" ", "") == SHA
    assert shown["Sealed by"] == "Dr A. Osei (known on this device)"
    assert not page._notice.isVisible()


def test_stored_bytes_that_are_not_the_record_s_are_not_passed_over(page):
    page.display(RECORD, PDF, replace(PROOF, sha256="0" * 64))
    assert page._notice.isVisible()


@pytest.mark.parametrize(
    ("signal", "word", "papers"),
    [
        ("print_requested", "Print", list(Paper)),
        ("save_requested", "Save a copy", list(Paper)),
        ("share_requested", "Share locked", [Paper.CONSENT]),
        ("drop_requested", "Do not print", [Paper.AFTERCARE]),
        ("give_requested", "Mark as given", [Paper.AFTERCARE, Paper.SUMMARY]),
    ],
)
def test_the_papers_can_be_taken_along(page, qtbot, signal, word, papers):
    page.show_handed((Handed(AT, "k", Handing(Deed.WANTED, Paper.AFTERCARE)),))
    wanted = []
    getattr(page, signal).connect(wanted.append)
    for button in page._papers.findChildren(type(page._leave)):
        if button.text() == word and button.isVisible():
            qtbot.mouseClick(button, LEFT)
    assert wanted == papers


def test_each_paper_says_whether_it_was_printed_or_waits(page):
    consent, aftercare, *_ = page._rows_of.values()
    assert not consent._how.isVisible()
    printed = Handed(AT, "k", Handing(Deed.PRINTED, Paper.CONSENT, 1))
    page.show_handed((printed, Handed(AT, "k", Handing(Deed.WANTED, Paper.AFTERCARE))))
    assert consent._how.text().startswith("Printed once, 22 Nov 2026")
    assert consent._how.text().endswith(", by k")
    assert aftercare._how.text() == "Waits to be printed"
    page.show_handed(
        (printed, replace(printed, handing=Handing(Deed.PRINTED, Paper.CONSENT, 2, Reason.FILE)))
    )
    assert consent._how.text().startswith("Printed 3 times, last 22 Nov 2026")
    assert consent._how.text().endswith(" by k")


def test_the_last_button_stands_beside_the_others_where_it_fits(page, qtbot):
    _, aftercare, *_ = page._rows_of.values()
    assert aftercare._give.y() == aftercare._print.y()
    assert aftercare._give.x() > aftercare._save.x()
    page.resize(420, 700)
    qtbot.waitUntil(lambda: aftercare._give.y() > aftercare._print.y())
    assert aftercare._give.geometry().right() <= aftercare.width()


def test_a_sheet_that_was_given_says_when_and_by_whom(page):
    _, aftercare, *_ = page._rows_of.values()
    assert aftercare._give.isVisible()
    page.show_handed((Handed(AT, "Dr A. Osei", Handing(Deed.GIVEN, Paper.AFTERCARE)),))
    assert aftercare._how.text().startswith("Given to the patient on 22 Nov 2026")
    assert aftercare._how.text().endswith(" by Dr A. Osei")
    assert not aftercare._give.isVisible()
    page.show_handed((Handed(AT, "Dr A. Osei", Handing(Deed.PRINTED, Paper.AFTERCARE, 1)),))
    assert aftercare._how.text().endswith("Counts as given to the patient by Dr A. Osei")


def test_whoever_does_not_go_ahead_has_nothing_to_look_after(page):
    consent, aftercare, *_ = page._rows_of.values()
    page.display(replace(RECORD, document=replace(DOCUMENT, kind=DocumentKind.REFUSAL)), PDF, PROOF)
    assert consent.isVisible()
    assert not aftercare.isVisible()


def test_one_goes_back_to_the_list(page, qtbot):
    with qtbot.waitSignal(page.leave_requested):
        qtbot.mouseClick(page._leave, LEFT)


def test_a_paper_that_cannot_be_printed_says_why(page):
    page.refuse("No printer found", "Save a copy.")
    assert page._refusal.isVisible()
    page.display(RECORD, PDF, PROOF)
    assert not page._refusal.isVisible()


@pytest.mark.parametrize("word", ["Print", "Save a copy", "Share locked"])
def test_a_refusal_is_over_once_somebody_tries_again_and_hides_nothing_graver(page, qtbot, word):
    page.display(RECORD, PDF, replace(PROOF, sha256="0" * 64))
    page.refuse("No printer found", "Save a copy.")
    assert page._refusal.isVisible()
    row = page._rows_of[Paper.CONSENT]
    [button] = [each for each in row.findChildren(QAbstractButton) if each.text() == word]
    button.click()
    assert not page._refusal.isVisible()
    assert page._notice.isVisible()


def test_display_tells_nobody(page, qtbot):
    with qtbot.assertNotEmitted(page.print_requested), qtbot.assertNotEmitted(page.save_requested):
        page.display(RECORD, PDF, PROOF)


@pytest.mark.parametrize("width", [727, 1300])
def test_everything_has_a_name_and_can_be_hit(page, qtbot, width):
    page.resize(width, 700)
    assert unnamed(page) == []
    qtbot.waitUntil(lambda: too_small(page) == [])


@pytest.mark.parametrize(
    ("proof", "words"),
    [
        (PROOF, "Genuine"),
        (replace(PROOF, signatures=(replace(SEAL, known=False),)), "Unchanged, sealed elsewhere"),
        (replace(PROOF, verdict=Verdict.ALTERED, why="A byte differs."), "Changed since it was sealed"),
        (
            Proof(Verdict.UNREADABLE, (), SHA, 12, "This is no PDF."),
            "No seal by Consult in this file",
        ),
    ],
)
def test_a_proof_is_said_in_plain_words(qtbot, proof, words):
    card = ProofCard()
    qtbot.addWidget(card)
    card.display(proof)
    assert card.accessibleName() == words
    assert proof.why in card.accessibleDescription()


@pytest.mark.parametrize(
    ("standing", "words", "vault"),
    [
        (Standing.NEWEST, "Genuine", "Holds this very file; there is no newer one."),
        (Standing.OLDER, "Genuine, but out of date", "Holds a newer version."),
        (Standing.NEWER, "Newer than your vault", "Holds only an older version."),
        (Standing.UNKNOWN, "Genuine", "Does not know this file."),
        (Standing.CHANGED, "Genuine", "Holds this document, but not like this."),
    ],
)
def test_what_the_vault_knows_of_a_file_is_said(qtbot, standing, words, vault):
    card = ProofCard()
    qtbot.addWidget(card)
    wording = Wording("Mesotherapy", "0.2", "6bfa18e1b401" + "0" * 52, approved=False)
    card.display(replace(PROOF, found=Found(standing, "Consent", AT, 1, wording)))
    assert card.accessibleName() == words
    shown = values(card._facts)
    assert shown["Your vault"] == vault
    assert shown["When"] == "22 Nov 2026 10:42 (UTC+00:00)"
    assert shown["Content used"] == "Mesotherapy, version 0.2 (6bfa18e1b401), a draft, not approved"


def test_without_the_vault_it_says_what_it_cannot_know(qtbot):
    card = ProofCard()
    qtbot.addWidget(card)
    card.display(PROOF)
    assert "so a newer version could exist" in values(card._facts)["Your vault"]


@pytest.mark.parametrize("withdrawn", [False, True])
def test_whose_key_nobody_here_knows_anybody_could_have_made(qtbot, withdrawn):
    card = ProofCard()
    qtbot.addWidget(card)
    seal = replace(SEAL, known=False)
    later = (replace(seal, field="Sig_Withdrawal"),) if withdrawn else ()
    card.display(replace(PROOF, signatures=(seal, *later)))
    assert card.accessibleDescription().endswith(
        "The key is not known on this device, so anybody could have made it."
    )
    assert ("withdrawn" in card.accessibleName()) is withdrawn


def test_a_withdrawal_is_not_passed_over(qtbot):
    card = ProofCard()
    qtbot.addWidget(card)
    later = replace(SEAL, field="Sig_Withdrawal", signer="Dr B. Later")
    card.display(PROOF)
    good = card._mark.grab().toImage()
    card.display(replace(PROOF, signatures=(SEAL, later)))
    assert card.accessibleName() == "Genuine, and withdrawn"
    assert values(card._facts)["Withdrawal added by"] == "Dr B. Later (known on this device)"
    assert card._mark.grab().toImage() != good


def test_numbers_are_shown_when_they_are_asked_for(qtbot):
    card = ProofCard()
    qtbot.addWidget(card)
    card.display(replace(PROOF, revisions=((10, "1" * 64), (PROOF.length, SHA))))
    assert card._details.isHidden()
    card._more.click()
    assert not card._details.isHidden()
    assert card._more.text() == "Hide details"
    shown = values(card._details)
    assert shown["Goes on from"].startswith("10 bytes, 1111")
    assert "identity was checked" in shown["Who it was"]
    card._more.click()
    assert card._details.isHidden()


def test_an_intact_file_without_a_seal_of_ours_is_not_called_genuine(qtbot):
    card = ProofCard()
    qtbot.addWidget(card)
    card.display(replace(PROOF, signatures=()))
    assert card.accessibleName() != "Genuine"


def test_the_look_of_a_verdict_differs(qtbot):
    card = ProofCard()
    qtbot.addWidget(card)
    card.display(PROOF)
    good = card._mark.grab().toImage()
    card.display(replace(PROOF, verdict=Verdict.ALTERED))
    assert card._mark.grab().toImage() != good


def test_fewer_facts_leave_no_old_ones_on_screen(qtbot):
    card = ProofCard()
    qtbot.addWidget(card)
    card.display(PROOF)
    card.display(Proof(Verdict.UNREADABLE, (), SHA, 12, "This is no PDF."))
    assert "Dr A. Osei" not in " ".join(values(card._facts).values())


def test_the_verify_dialog_closes(qtbot):
    dialog = VerifyDialog(PROOF)
    qtbot.addWidget(dialog)
    dialog.show()
    assert unnamed(dialog) == []
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)


def test_after_a_bug_one_goes_on_or_closes(qtbot):
    dialog = CrashDialog("ValueError")
    qtbot.addWidget(dialog)
    dialog.show()
    buttons = {each.text(): each for each in dialog.findChildren(type(DonePage()._leave))}
    with qtbot.waitSignal(dialog.quit_requested):
        qtbot.mouseClick(buttons["Close Consult"], LEFT)
    with qtbot.assertNotEmitted(dialog.quit_requested), qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(buttons["Go on"], LEFT)


def test_what_followed_is_shown_and_a_withdrawal_is_said_first(page):
    line = ConsultationLine(
        "s", Stage.SEALED, "Maya", date(1984, 3, 12), "meso", AT.date(), AT, sequel=SequelKind.WITHDRAWAL
    )
    page.show_after(AfterScreen((), tuple(SequelKind)))
    assert page._after.isVisible()
    assert not page._gone.isVisible()
    page.show_after(AfterScreen((line,), (SequelKind.AMENDMENT,)))
    assert page._gone.isVisible()
    page.display(RECORD, PDF, PROOF)
    assert not page._gone.isVisible()


def test_what_follows_a_record_is_one_paper_and_says_what_it_did(page, qtbot):
    first = First("c-0", "Consent", "a" * 64, AT)
    sequel = Sequel(SequelKind.AMENDMENT, first, "It was lot B.")
    page.display(replace(RECORD, draft=replace(DRAFT, sequel=sequel)), PDF, PROOF)
    assert [paper for paper, row in page._rows_of.items() if row.isVisible()] == [Paper.CONSENT]
    assert page._record.badge.text() == "Amendment"
    page.show_after(AfterScreen((), (), first))
    with qtbot.waitSignal(page.open_requested, check_params_cb=lambda key: key == "c-0"):
        qtbot.mouseClick(page._after._first, LEFT)


@pytest.mark.parametrize("kind", SequelKind)
def test_after_a_confirmation_the_treatment_comes_next(page, qtbot, kind):
    sequel = Sequel(kind, First("c-0", "Consent", "a" * 64, AT))
    page.display(replace(RECORD, draft=replace(DRAFT, sequel=sequel)), PDF, PROOF)
    assert page.words[0] == sequel_name(kind)
    assert page._give.isVisible() is (kind is SequelKind.CONFIRMATION)
    with qtbot.waitSignal(page.given_requested, check_params_cb=lambda key: key == "c-0"):
        page._give.click()
    page.display(RECORD, PDF, PROOF)
    assert page.words[0] == "Step 12 of 12"


def test_what_can_follow_can_be_begun_and_again_after_it_was_refused(page, qtbot):
    page.show_after(AfterScreen((), tuple(SequelKind)))
    for _ in range(2):
        with qtbot.waitSignal(page.sequel_requested):
            qtbot.mouseClick(page._after._offers[SequelKind.AMENDMENT], LEFT)
        page.refuse("It could not be begun", "Try again.")
