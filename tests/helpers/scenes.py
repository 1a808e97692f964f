"""Every page and dialog of the program, in the order in which the sample consultation comes by them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

from PySide6.QtCore import QBuffer, QEvent
from PySide6.QtGui import QColor, QImage, QKeySequence, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from consult_app.domain.backup import Backup
from consult_app.domain.card import KeyOnCard, OnCard, Unfit
from consult_app.domain.consultation import Clinician, Patient, Sealed, Sex
from consult_app.domain.paper import Paper
from consult_app.domain.photo import Taken
from consult_app.domain.proof import KeyCertificate
from consult_app.domain.questionnaire import Step
from consult_app.domain.retention import Ground
from consult_app.domain.sequel import SequelKind, Told
from consult_app.domain.signers import NOBODY_ELSE, Proxy, Signers, Why, Witness
from consult_app.domain.time_server import TimeServer
from consult_app.domain.users import UserRole
from consult_app.errors import SigningError
from consult_app.signing.archive_time import Clockwork
from consult_app.ui.arranging import bring_into_view
from consult_app.ui.dialogs.card_dialog import CardDialog
from consult_app.ui.dialogs.key_file_dialog import KeyFileDialog
from consult_app.ui.dialogs.print_sheet import PrintSheet
from consult_app.ui.dialogs.settings_dialog import SettingsDialog
from consult_app.ui.dialogs.withdraw_dialog import WithdrawDialog
from consult_app.ui.growing import Growing
from consult_app.ui.pages.administration_page import AdministrationPage
from consult_app.ui.pages.complication_page import ComplicationPage
from consult_app.ui.pages.course_page import CoursePage
from consult_app.ui.pages.emergency_page import EmergencyPage
from consult_app.ui.pages.given_page import GivenPage
from consult_app.ui.pages.incoming_page import IncomingPage
from consult_app.ui.pages.log_page import LogPage
from consult_app.ui.pages.lots_page import LotsPage
from consult_app.ui.pages.photos_page import PhotosPage
from consult_app.ui.pages.retention_page import RetentionPage
from consult_app.ui.patient_window import PatientWindow
from consult_app.ui.pictures import photo_from
from consult_app.ui.print_choice import PrintChoice, PrintOffer
from consult_app.ui.widgets.aside_row import AsideRow
from consult_app.ui.widgets.certificate_field import CertificateField
from consult_app.ui.widgets.dose_row import DoseRow
from consult_app.ui.widgets.earlier_strip import EarlierStrip
from consult_app.ui.widgets.ending_card import EndingCard
from consult_app.ui.widgets.finding_box import FindingBox
from consult_app.ui.widgets.finding_head import FindingHead
from consult_app.ui.widgets.findings_button import FindingsButton
from consult_app.ui.widgets.findings_panel import FindingsPanel
from consult_app.ui.widgets.hold_button import HoldButton
from consult_app.ui.widgets.paper_signer import PaperSigner
from consult_app.ui.widgets.reason_editor import ReasonEditor
from consult_app.ui.widgets.scan_tile import ScanTile
from consult_app.ui.widgets.story_card import StoryCard
from consult_app.ui.widgets.tick_box import TickBox
from consult_app.workflow.consulting import begin
from consult_app.workflow.demo import scribble
from consult_app.workflow.emergency import Sought
from consult_app.workflow.incoming import IncomingScreen, read_incoming
from consult_app.workflow.merging import join, read_merge
from consult_app.workflow.papers import want
from consult_app.workflow.photos import add_photo
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.retention import DueRow, Standing, hold, propose, release
from consult_app.workflow.screens.patient_pages import Sort
from consult_app.workflow.staffing import add_user
from tests.helpers.certificates import CLINIC
from tests.helpers.photographed import as_jpeg, sheet, sheets, without_code
from tests.helpers.time_authority import clock
from tests.helpers.translated import in_made_up_arabic
from tests.helpers.window import PASSPHRASE, Walk, until

SECTIONS = (
    "clinician",
    "staff",
    "printing",
    "locking",
    "backups",
    "log",
    "timestamps",
    "records",
    "appearance",
    "languages",
    "samples",
)
"""Those of the settings after the first, which is on top when they are opened."""
_ALL = 10_000
"""More pages than there are."""
TWICE = (
    Patient("iris", "Iris", "Adler", date(1988, 4, 2), Sex.FEMALE, "A-2041"),
    Patient("twice", "Iris", "Adlers", date(1988, 4, 2), Sex.MALE),
)
"""Somebody who was entered twice."""
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
"""The time of every picture, so that none of them changes with the time of day."""


def _start(walk: Walk) -> None:
    walk.app.start()


def _restore(walk: Walk) -> None:
    press(walk.app.window, "Restore from a backup")
    when = datetime(2026, 11, 21, 18, 4, tzinfo=UTC)
    walk.app.stage.ask(
        "show_backups", tuple(Backup(f"b-{each}", when, 99, megabytes=48) for each in range(3))
    )


def _found(walk: Walk) -> None:
    sample = walk.sample
    walk.act(lambda: walk.controller.door.found(sample.practice, sample.clinician, PASSPHRASE), "founded")


def _leave_recovery_key(walk: Walk) -> None:
    window = walk.app.window
    next(each for each in window.findChildren(TickBox) if each.isVisible()).click()
    press(window, "Continue")


def _lock(walk: Walk) -> None:
    walk.act(walk.controller.lock, "locked")


def _forget(walk: Walk) -> None:
    press(walk.app.window, "Use the recovery key")


def _unlock(walk: Walk) -> None:
    walk.act(lambda: walk.controller.door.unlock(PASSPHRASE), "listed")


def _new_patient(walk: Walk) -> None:
    walk.act(walk.controller.desk.find_patient, "finding_patient")


def _go(step: Step, walk: Walk) -> None:
    walk.controller.consultation.go_to(step)


def _answered(walk: Walk) -> None:
    walk.answer_all()
    walk.controller.consultation.go_to(Step.PATIENT)


def _stop(walk: Walk) -> None:
    walk.controller.consultation.go_to(Step.HISTORY)
    walk.controller.said.answer("q-preg", True)


def _stopped(walk: Walk) -> FindingBox:
    """Give the finding that stops the sample, also where the findings have no room beside the page."""
    [panel] = walk.app.window.findChildren(FindingsPanel)
    return next(
        each for each in panel.findChildren(FindingBox) if each.accessibleName().startswith("Pregnant")
    )


def _push(words: str, walk: Walk) -> None:
    buttons = _stopped(walk).findChildren(QAbstractButton)
    next(each for each in buttons if each.text() == words).click()


def _stop_opened(walk: Walk) -> None:
    _stopped(walk).findChildren(FindingHead)[0].click()


def _key(key: str, walk: Walk) -> None:
    walk.app.window.activateWindow()
    settle()
    QTest.keySequence(QApplication.focusWidget() or walk.app.window, QKeySequence(key))
    until(lambda: bool(dialogs(walk.app.window)))


def _ask_to_hand_over(walk: Walk) -> None:
    walk.app.window.patient_requested.emit(Step.HISTORY)


def _ask_clinician(walk: Walk) -> None:
    assert walk.app.handing is not None
    walk.app.handing._spoken = None
    walk.app.handing._follow()
    front(walk).findChildren(HoldButton)[0].held.emit()


def _who_signs(walk: Walk) -> None:
    assert walk.app.handing is not None
    walk.app.handing.end()
    laid = _laid(walk)
    walk.controller.consultation.go_to(Step.SIGN)
    proxy = Proxy("Eva Lindqvist", "Mother", "", Why.MINOR)
    walk.act(lambda: walk.controller.said.name_signers(Signers(proxy, witness=Witness())), "changed")
    until(lambda: bool(laid))


def _laid(walk: Walk) -> list[object]:
    """Collect the previews that are laid out from now on."""
    laid: list[object] = []
    walk.controller.consultation.previewing.laid.connect(laid.append)
    return laid


def _two_languages(walk: Walk) -> None:
    """Offer on the review page what a pack in three languages would."""
    laid = _laid(walk)
    walk.act(lambda: walk.controller.said.name_signers(NOBODY_ELSE), "changed")
    until(lambda: bool(laid))
    walk.controller.consultation.previewing.spoken.emit(("en", "ar", "uk"))


def _ending(walk: Walk) -> None:
    laid = _laid(walk)
    walk.controller.consultation.go_to(Step.SIGN)
    until(lambda: bool(laid))
    press(walk.app.window, "Cannot be completed")


def _void(walk: Walk) -> None:
    walk.act(lambda: walk.controller.signing.end("Begun for the wrong patient"), "pages_laid")


def _sign(who: str, walk: Walk) -> None:
    walk.sign(scribble(who))


def _seal(walk: Walk) -> None:
    walk.seal()
    until(lambda: "kept" in walk.seen)


def _print(walk: Walk) -> None:
    printers = ("Office", "Reception desk")
    PrintSheet(
        PrintOffer("Signed document", 8, printers, PrintChoice("Office"), again=True), walk.app.window
    ).open()


def _wait_for_printer(walk: Walk) -> None:
    record, papers = _sealed(walk), walk.app.desks.papers
    assert papers is not None
    _do(walk, lambda _, vault: want(vault, record.draft.id, Paper.CONSENT))
    papers.read()
    until(lambda: bool(_buttons(walk.app.window, "Do not print: Signed document")))


def _share(walk: Walk) -> None:
    press(walk.app.window, "Share locked: Signed document")


def _list(walk: Walk) -> None:
    """List a consultation of another day too, which was never finished."""
    sample = walk.sample

    def leave_open(services: Services, vault: Vault) -> None:
        earlier = replace(services, now=lambda: NOW - timedelta(days=3))
        other = replace(sample.patient, id=services.new_id(), given_name="Kim")
        begin(earlier, vault, sample.pack, sample.goal, other)

    _do(walk, leave_open)
    walk.act(walk.controller.list_consultations, "listed")


def _check(walk: Walk) -> None:
    _, pdf, _ = walk.seen["sealed"]
    assert isinstance(pdf, bytes)
    walk.act(lambda: walk.controller.check(lambda: pdf), "checked")


def _let_in(walk: Walk) -> None:
    """Show those who may unlock, of whom there are four."""

    def let_in(services: Services, vault: Vault) -> None:
        for name, role in (
            ("Bo Lind", UserRole.ASSISTANT),
            ("Dr Cleo Faro-Østergaard", UserRole.CLINICIAN),
            ("Sam Okoro", UserRole.ADMINISTRATOR),
        ):
            add_user(services, vault, Clinician("", name, "Nurse practitioner", "N-7"), role, PASSPHRASE)

    _do(walk, let_in)
    _section("staff", walk)


def _in_section(key: str, name: str, walk: Walk) -> None:
    """Open what a button in a section of the settings opens."""
    _section(key, walk)
    press(walk.app.window, name)


def _section(key: str, walk: Walk) -> None:
    _settings(walk)
    [dialog] = dialogs(walk.app.window)
    assert isinstance(dialog, SettingsDialog)
    dialog.show_section(key)


def _encrypt(walk: Walk) -> None:
    """Show a certificate for handwriting, at the end of the practice's section."""
    _settings(walk)
    [dialog] = dialogs(walk.app.window)
    assert isinstance(dialog, SettingsDialog)
    dialog.show_value("preferences.ink_certificate", CLINIC)


def _settings(walk: Walk) -> None:
    press(walk.app.window, "Settings")
    until(lambda: bool(dialogs(walk.app.window)))


def _hand_over(walk: Walk) -> None:
    walk.controller.said.answer("q-preg", False)
    assert walk.app.handing is not None
    walk.app.handing.begin(None, walk.app.window.screen())


def _turn(sort: Sort, walk: Walk) -> None:
    """Turn the patient's pages to the first one of a sort."""
    shown = front(walk)
    assert isinstance(shown, PatientWindow)
    assert shown._screen is not None
    ahead = [page.sort for page in shown._screen.pages[shown._at :]]
    # Not a page at a time: each that is come by would be built.
    shown.go(ahead.index(sort))


def _speak_arabic(sort: Sort, walk: Walk) -> None:
    """Say all of it from right to left, in words that are made up, from the first page of a sort on."""
    handing, shown = walk.app.handing, front(walk)
    assert handing is not None
    assert isinstance(shown, PatientWindow)
    handing._spoken = in_made_up_arabic(handing._talk.treatment)
    handing._follow()
    shown.go(-_ALL)
    shown.go(1)
    _turn(sort, walk)


def _course(walk: Walk) -> None:
    walk.controller.desk.read_course(_sealed(walk).draft.patient.id)
    until(lambda: bool(walk.app.window.findChildren(CoursePage)))


def _given(walk: Walk) -> None:
    """Write down what was given: of one product more than planned, and of an expired lot."""
    until(lambda: bool(_buttons(walk.app.window, "Record what was given")))
    press(walk.app.window, "Record what was given")
    until(lambda: _visible(walk, GivenPage))
    [row, *_] = walk.app.window.findChildren(DoseRow)
    _product, amount, lot, expiry = row._fields
    for field, text in ((amount, "3 mL"), (lot, "HA-2204 B"), (expiry, "2026-03")):
        field.set_text(text)
        field.edited.emit(text)
    [page] = walk.app.window.findChildren(GivenPage)
    page.verticalScrollBar().setValue(0)


def _complication(walk: Walk) -> None:
    """Keep what was given, then note that something went wrong."""
    for row in walk.app.window.findChildren(DoseRow):
        row._reason.set_text("The maker confirmed that it holds until June.")
    press(walk.app.window, "Keep for ever")
    until(lambda: bool(_buttons(walk.app.window, "Note a complication")))
    press(walk.app.window, "Note a complication")
    until(lambda: _visible(walk, ComplicationPage))
    [page] = walk.app.window.findChildren(ComplicationPage)
    page._risk._buttons[0].click()
    page._grade._buttons[3].click()
    page._action.set_text("Seen the same day, cooled, photographs taken, checked again after a day.")


def _told(walk: Walk) -> None:
    press(walk.app.window, "Keep for ever")
    until(lambda: bool(_buttons(walk.app.window, "Correct what was given")))
    [page] = walk.app.window.findChildren(CoursePage)
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum() // 2)


def _photos(walk: Walk) -> None:
    """Keep two pictures of the session, painted here: no photograph of anybody is in the repository."""
    record = _sealed(walk).draft.id

    def keep(services: Services, vault: Vault) -> None:
        for taken, colour in ((Taken.BEFORE, "#b98a72"), (Taken.LATER, "#d8b39c")):
            add_photo(services, vault, record, photo_from(painted_face(colour)), taken=taken, place="Cheeks")

    _do(walk, keep)
    [card] = [each for each in walk.app.window.findChildren(StoryCard) if each.isVisible()]
    press(card, "Photographs")
    until(lambda: _visible(walk, PhotosPage))
    [page] = walk.app.window.findChildren(PhotosPage)
    until(lambda: not any(each.is_empty for each in page._panes))


def _remove_photo(walk: Walk) -> None:
    [page] = walk.app.window.findChildren(PhotosPage)
    until(lambda: all(page._shown))
    page._removals[0].click()


def painted_face(colour: str) -> bytes:
    """Give a picture that is plainly a drawing."""
    image = QImage(600, 800, QImage.Format.Format_RGB888)
    image.fill(QColor("#eef2f4"))
    painter = QPainter(image)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(120, 120, 360, 520)
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want the format as bytes
    return bytes(buffer.data().data())


def _lots(walk: Walk) -> None:
    walk.act(walk.controller.list_consultations, "listed")
    press(walk.app.window, "Find a lot")
    until(lambda: _visible(walk, LotsPage))
    [page] = walk.app.window.findChildren(LotsPage)
    page._field.set_text("ha2204")
    page._field.submitted.emit()
    until(lambda: page._rows.rowCount() > 0)


def _log(walk: Walk) -> None:
    walk.app.window.log_requested.emit()
    until(lambda: _visible(walk, LogPage))
    walk.controller.house.check_log()
    until(lambda: bool(_buttons(walk.app.window, "Check the log now")))


def _retention(walk: Walk) -> None:
    """Hold the records of one patient, and propose that those of another are destroyed."""
    walk.act(walk.controller.list_consultations, "listed")

    def decide(services: Services, vault: Vault) -> None:
        chosen = replace(vault.preferences(), keep_years={vault.practice().jurisdiction: 8})
        vault.keep_preferences(chosen)
        one, other = vault.patients()
        hold(vault, one.id, "A claim of last year is not settled yet.")
        propose(services, vault, other.id, Ground.WISH, "Letter of 3 November 2026")

    _do(walk, decide)
    walk.app.window.records_requested.emit()
    until(lambda: _visible(walk, RetentionPage))


PATIENTS = (
    "Patient no;First name;Last name;Date of birth;Sex;Town\n"
    "A-1001;Jörg;Müller;12.03.1984;m;Bremen\n"
    "A-1002;Mei;Tanaka;29.02.1988;f;Leeds\n"
    "A-1003;Iris;Adlers;02.04.1988;f;York\n"
    "A-1004;Siân;O’Neill;30.02.1990;f;Bath\n"
    "A-1005;Bea;Lund;14.08.71;f;Bath\n"
    "A-1006;Tom;Ash;17.01.1969;x;Hull\n"
)
"""What another program saved, with two mistakes and somebody who is here already under nearly that name."""


def _incoming(walk: Walk) -> None:
    walk.act(walk.controller.list_consultations, "listed")
    walk.app.window.incoming_requested.emit()
    until(lambda: _visible(walk, IncomingPage))


def _look_at_file(walk: Walk, content: bytes) -> None:
    def show(screen: IncomingScreen) -> None:
        desk = walk.app.desks.incoming
        desk._screen = screen
        desk.read.emit(screen)

    walk.controller.ask(lambda services, vault: read_incoming(services, vault, content), show)
    [page] = walk.app.window.findChildren(IncomingPage)
    until(lambda: page._screen is not None and page._screen.content == content)


def _incoming_read(walk: Walk) -> None:
    _look_at_file(walk, PATIENTS.encode())


def _incoming_unclear(walk: Walk) -> None:
    """Look at a file that names no columns."""
    _look_at_file(walk, b"Mei,Tanaka,03/04/1988\nTom,Ash,05/06/1969\n")


_HANDED_OVER = (
    *("80006301", "92182.10", "3000B-77", "3101Müller", "3102Jörg", "310312031984", "31101"),
    *("80006302", "3000A-2041", "3101Adler", "3102Iris", "310302041988", "31102"),
    *("80006302", "3000A-2041", "3101Adler-Weiß", "3102Iris", "310303041988", "31102"),
    *("80006301", "3000B-78", "3101Lund", "3102Bea", "310300001971", "31102"),
)
"""Somebody new, somebody who is here, the same called otherwise, and a birth without a day."""


def _incoming_gdt(walk: Walk) -> None:
    """Look at what a practice program hands over."""
    content = "".join(f"001{each}\r\n" for each in _HANDED_OVER).encode("cp437")
    _look_at_file(walk, content)


def _incoming_brought(walk: Walk) -> None:
    _incoming_read(walk)
    [page] = walk.app.window.findChildren(IncomingPage)
    page._bring.confirmed.emit()
    until(page._done.isVisible)


def _decide(walk: Walk) -> None:
    """End the hold, then look at what can be decided about that patient."""

    def end(_: Services, vault: Vault) -> str:
        [held] = vault.retention.holds()
        release(vault, held.patient)
        return {each.id: each for each in vault.patients()}[held.patient].family_name

    names: list[str] = []
    walk.controller.ask(end, names.append)
    until(lambda: bool(names))
    [page] = walk.app.window.findChildren(RetentionPage)
    page.due_requested.emit(names[0])
    until(lambda: any(row.standing is Standing.KEPT for row in page._rows._rows))
    at = [row.standing for row in page._rows._rows].index(Standing.KEPT)
    page._list.chosen.emit(page._rows.index(at))


def _carry_out(walk: Walk) -> None:
    """Look at what somebody else proposed."""
    [page] = walk.app.window.findChildren(RetentionPage)

    def proposed() -> list[DueRow]:
        return [row for row in page._rows._rows if row.standing is Standing.PROPOSED]

    # Whoever was looked for by name before need not be the one.
    page.due_requested.emit("")
    until(lambda: bool(proposed()))
    page.decision_requested.emit(replace(proposed()[0], mine=False), True)


def _visible(walk: Walk, kind: type[QWidget]) -> bool:
    return any(each.isVisible() for each in walk.app.window.findChildren(kind))


def _compare(walk: Walk) -> None:
    walk.controller.desk.follow(_sealed(walk).draft.id)
    until(lambda: bool(_buttons(walk.app.window, "Go on with the session")))


def _follow(walk: Walk) -> None:
    walk.act(partial(press, walk.app.window, "Go on with the session"), "changed")
    until(lambda: _visible(walk, EarlierStrip))
    walk.controller.consultation.go_to(Step.HISTORY)


def _card(walk: Walk) -> None:
    """Show a card on which one certificate does and one has ended."""
    _section("clinician", walk)
    [settings] = dialogs(walk.app.window)
    dialog = CardDialog(
        (("OpenSC", "/usr/lib/opensc-pkcs11.so"), ("YubiKey", "/usr/lib/libykcs11.so")), settings
    )
    place = KeyOnCard("/usr/lib/opensc-pkcs11.so", "Robin Example", "4711 0815", "01", ())
    says = KeyCertificate(
        "Robin Example", "ab" * 32, b"", datetime(2028, 6, 1, 12, tzinfo=UTC), "Sample Trust Services"
    )
    ended = replace(says, fingerprint="cd" * 32, until=datetime(2026, 6, 1, 12, tzinfo=UTC))
    dialog.open()
    dialog.show_found((OnCard(place, says), OnCard(place, ended, Unfit.ENDED)))


def _card_pin(walk: Walk) -> None:
    """Ask for a PIN that was wrong before."""
    pins = walk.app.desks.pins
    pins.ask(SigningError("card-pin-needed", "Robin Example"), lambda _: None)
    for each in dialogs(walk.app.window):
        each.reject()
    pins.ask(SigningError("card-pin-few"), lambda _: None)


def _key_file(walk: Walk) -> None:
    KeyFileDialog(walk.app.window).open()


def _withdraw_key(walk: Walk) -> None:
    _in_section("staff", "Withdraw a signing key", walk)
    until(lambda: any(isinstance(each, WithdrawDialog) for each in dialogs(walk.app.window)))


def _crash(walk: Walk) -> None:
    walk.app.telling.tell_crash("ValueError")


def _alike(walk: Walk) -> None:
    """Have somebody entered twice, and look at them."""

    def enter(services: Services, vault: Vault) -> None:
        begin(services, vault, walk.sample.pack, walk.sample.goal, TWICE[0])
        vault.keep_patient(TWICE[1])

    _do(walk, enter)
    walk.controller.desk.read_course(TWICE[0].id)
    until(lambda: bool(_buttons(walk.app.window, "Compare …")))
    [page] = walk.app.window.findChildren(CoursePage)
    page.verticalScrollBar().setValue(0)


def _joined(walk: Walk) -> None:
    one, other = (each.id for each in TWICE)
    why = "The same passport; entered again at the front desk."
    _do(walk, lambda services, vault: join(services, vault, read_merge(vault, one, other), (), why))
    walk.controller.desk.read_course(one)
    until(lambda: bool(_buttons(walk.app.window, "Part again …")))


def _ask_who(walk: Walk) -> None:
    _lock(walk)
    until(lambda: bool(_buttons(walk.app.window, "Who are you? Bo Lind")))


def _administer(walk: Walk) -> None:
    """Unlock as somebody who sees no patient."""
    [sam] = [each for each in walk.app.controller._services.vaults.users() if each.name == "Sam Okoro"]
    walk.controller.door.unlock(PASSPHRASE, sam.id)
    until(lambda: _visible(walk, AdministrationPage))


def _emergency(walk: Walk) -> None:
    """Find the one patient of that name: of the sample's there are several by now."""
    press(walk.app.window, "Emergency access")
    until(lambda: _visible(walk, EmergencyPage))
    patient, desk = walk.sample.patient, walk.app.desks.emergencies
    assert desk is not None
    kim = replace(patient, given_name="Kim")
    desk.find(Sought(kim.name, kim.birth_date, "She cannot speak, and her partner asks."))
    [page] = walk.app.window.findChildren(EmergencyPage)
    until(page._found.isVisible)


def _sealed(walk: Walk) -> Sealed:
    [record, *_] = walk.seen["sealed"]
    assert isinstance(record, Sealed)
    return record


def _do(walk: Walk, work: Callable[[Services, Vault], object]) -> None:
    """Have something done to the open vault, and wait for it."""
    done: list[object] = []
    walk.controller.ask(work, done.append)
    until(lambda: bool(done))


def _after(kind: SequelKind, walk: Walk) -> None:
    """Open the sealed consent, and begin what follows it."""
    _reopen(walk)
    laid = _laid(walk)
    walk.act(lambda: walk.controller.sequels.begin(kind), "changed")
    until(lambda: bool(laid))


def _reopen(walk: Walk) -> None:
    first = _first(walk)
    read: list[object] = []
    walk.controller.sequels.after_read.connect(read.append)
    walk.act(lambda: walk.controller.open(first), "sealed")
    until(lambda: bool(read))


def _first(walk: Walk) -> str:
    """Name the record that is open, or that what is open follows."""
    record = _sealed(walk)
    return record.draft.sequel.first.id if record.draft.sequel else record.draft.id


def _something_changed(walk: Walk) -> None:
    """Say on the day that something has changed, before the wait of the practice is over."""
    _do(walk, lambda _, vault: vault.keep_preferences(replace(vault.preferences(), days_between=7)))
    _after(SequelKind.CONFIRMATION, walk)
    sequel = walk.controller.consultation.draft.sequel
    assert sequel is not None
    walk.controller.said.add(sequel.saying(changed=True, words="I had a cold last week."))


def _decision_taken_back(walk: Walk) -> None:
    _after(SequelKind.DECISION, walk)
    sequel = walk.controller.consultation.draft.sequel
    assert sequel is not None
    walk.controller.said.add(sequel.saying(decisions=("d-photo-record",)))


def _withdrawn(walk: Walk) -> None:
    """Take back a consent that somebody else had seen before."""
    _see(walk)
    _after(SequelKind.WITHDRAWAL, walk)
    sequel = walk.controller.consultation.draft.sequel
    assert sequel is not None
    walk.controller.said.add(sequel.saying(told=Told.HERE))
    walk.review()
    for name in ("patient", "clinician"):
        walk.sign(scribble(name))
    walk.seal()
    _reopen(walk)


def _see(walk: Walk) -> None:
    """Have the newest file of the consent seen by a clock on this machine, as is done in the background."""
    record = _first(walk)
    work = Clockwork(TimeServer("", clock().trusted), clock().stamp)
    _do(walk, lambda _, vault: vault.add_time(record, *work.stamp(vault.pdf(record))))


def _time_waits(walk: Walk) -> None:
    """Choose a server that is not asked meanwhile."""
    _choose_clock(walk, "http://127.0.0.1:9", clock().trusted)
    _reopen(walk)


def _timed(walk: Walk) -> None:
    _see(walk)
    _choose_clock(walk, "", "")
    _reopen(walk)


def _choose_clock(walk: Walk, address: str, certificate: str) -> None:
    def choose(_: Services, vault: Vault) -> None:
        vault.keep_preferences(
            replace(vault.preferences(), time_address=address, time_certificate=certificate)
        )

    _do(walk, choose)


def _paper_out(walk: Walk) -> None:
    """Have another document of the same patient signed on paper, of which nothing is back yet."""
    sample, known = walk.sample, _sealed(walk).draft.patient
    walk.act(lambda: walk.controller.begin(known, sample.pack, sample.goal), "changed")
    walk.answer_all()
    walk.review()
    walk.act(walk.controller.wet_ink.begin, "changed")


def _paper_back(walk: Walk) -> None:
    """Bring back all pages but one, whose code cannot be read, and one of another document."""
    printed: list[bytes] = []
    walk.controller.wet_ink.lay_out(printed.append)
    until(lambda: bool(printed))
    pages = list(sheets(printed[0], 110))
    pages[1] = without_code(pages[1])
    back = [as_jpeg(each) for each in (*pages, sheet(dpi=110))]
    _take_in(walk, back)
    tile = walk.app.window.findChildren(ScanTile)[0]
    tile.click()
    until(lambda: tile.is_back)


def _take_in(walk: Walk, back: list[bytes]) -> None:
    told: list[object] = []
    walk.controller.wet_ink.set_aside.connect(told.append)
    walk.controller.wet_ink.take_in([partial(bytes, each) for each in back])
    until(lambda: bool(told))


def _paper_whole(walk: Walk) -> None:
    """Say by hand which page it is, and leave the other one out: every page is back."""
    desk = walk.controller.wet_ink
    walk.act(lambda: desk.put(0, 2), "changed")
    desk.leave_out(0)


SCENES: dict[str, Callable[[Walk], None]] = {
    "first-run": _start,
    "restore": _restore,
    "recovery-key": _found,
    "ready": _leave_recovery_key,
    "unlock": _lock,
    "recover": _forget,
    "start-empty": _unlock,
    "new-patient": _new_patient,
    "matters-empty": Walk.begin,
    "patient": _answered,
    **{step.value: partial(_go, step) for step in list(Step)[1:-2]},
    "stop": _stop,
    "stop-opened": _stop_opened,
    "override": partial(_push, "Override…"),
    "findings-over": partial(_push, "Cancel"),
    "palette": partial(_key, "Ctrl+K"),
    "shortcuts": partial(_key, "F1"),
    "hand-over": _ask_to_hand_over,
    "patient-question": _hand_over,
    "patient-outcome": partial(_turn, Sort.OUTCOME),
    "patient-option": partial(_turn, Sort.OPTION),
    "patient-risk": partial(_turn, Sort.RISK),
    "patient-arabic-question": partial(_speak_arabic, Sort.QUESTION),
    "patient-arabic-risk": partial(_speak_arabic, Sort.RISK),
    "patient-unlock": _ask_clinician,
    "who-signs": _who_signs,
    "two-languages": _two_languages,
    "review": Walk.review,
    "signing": partial(_sign, "patient"),
    "signed": partial(_sign, "clinician"),
    "sealed": _seal,
    "print": _print,
    "to-print": _wait_for_printer,
    "share": _share,
    "start": _list,
    "check-a-file": _check,
    "locked-file": lambda walk: walk.app.desks.documents._ask(""),
    "settings": _settings,
    **{f"settings-{key}": partial(_section, key) for key in SECTIONS},
    "settings-certificate": _encrypt,
    "settings-staff": _let_in,
    "add-user": partial(_in_section, "staff", "Add somebody"),
    "re-enrol": partial(_in_section, "staff", "New passphrase for Bo Lind"),
    "certify": partial(_in_section, "staff", "Certify these signing keys"),
    "tie": partial(_in_section, "clinician", "Tie it to this device"),
    "passphrase": partial(_in_section, "clinician", "Change your passphrase"),
    "card": _card,
    "card-pin": _card_pin,
    "key-file": _key_file,
    "withdraw-key": _withdraw_key,
    "crash": _crash,
    "course": _course,
    "given": _given,
    "complication": _complication,
    "course-told": _told,
    "photos": _photos,
    "remove-photo": _remove_photo,
    "lots": _lots,
    "log": _log,
    "retention": _retention,
    "retention-decide": _decide,
    "retention-carry-out": _carry_out,
    "changes": _compare,
    "next-session": _follow,
    "ending": _ending,
    "void": _void,
    "paper-out": _paper_out,
    "paper-back": _paper_back,
    "paper-whole": _paper_whole,
    "amendment": partial(_after, SequelKind.AMENDMENT),
    "confirmation": _something_changed,
    "decision-withdrawal": _decision_taken_back,
    "withdrawal": partial(_after, SequelKind.WITHDRAWAL),
    "withdrawn": _withdrawn,
    "time-waits": _time_waits,
    "timed": _timed,
    "alike": _alike,
    "merge": lambda walk: press(walk.app.window, "Compare …"),
    "joined": _joined,
    "parting": lambda walk: press(walk.app.window, "Part again …"),
    "incoming": _incoming,
    "incoming-read": _incoming_read,
    "incoming-unclear": _incoming_unclear,
    "incoming-gdt": _incoming_gdt,
    "incoming-brought": _incoming_brought,
    "unlock-several": _ask_who,
    "administration": _administer,
    "emergency": _emergency,
}
"""What leads to each scene from the one before it."""


def play(walk: Walk, look_at: Callable[[str], None]) -> None:
    """Go through all scenes and look at each; a dialog is closed before the next one."""
    for name, lead in SCENES.items():
        for dialog in dialogs(walk.app.window):
            dialog.close()
        lead(walk)
        settle()
        look_at(name)


def stands(name: str, walk: Walk) -> bool:
    """Bring a scene about anew after a change of size; whether there is such a thing at this size."""
    calls = [each for each in walk.app.window.findChildren(FindingsButton) if each.isVisible()]
    panels = [each for each in walk.app.window.findChildren(FindingsPanel) if each.isVisible()]
    if calls and bool(panels) is not (name == "findings-over"):
        calls[0].click()
        settle()
    asking: tuple[QWidget, ...] = tuple(walk.app.window.findChildren(ReasonEditor))
    if name == "paper-back":
        asking += tuple(walk.app.window.findChildren(AsideRow))[:1]
    if name == "paper-whole":
        asking += tuple(walk.app.window.findChildren(PaperSigner))[:1]
    if name == "ending":
        asking += tuple(walk.app.window.findChildren(EndingCard))
    for each in asking:
        bring_into_view(each)
        settle()
    for field in walk.app.window.findChildren(CertificateField):
        if name == "settings-certificate":
            bring_into_view(field)
            settle()
    return bool(calls) or name != "findings-over"


def front(walk: Walk) -> QWidget:
    """Give the window that is looked at: the patient's while the patient has the screen."""
    handing = walk.app.handing
    return walk.app.window if handing is None else handing.window or walk.app.window


def dialogs(window: QWidget) -> list[QDialog]:
    """Give the dialogs that stand open above a window."""
    return [each for each in window.findChildren(QDialog) if each.isVisible()]


def press(window: QWidget, name: str) -> None:
    """Click the visible button with this name."""
    _buttons(window, name)[0].click()


def _buttons(window: QWidget, name: str) -> list[QAbstractButton]:
    return [
        each
        for each in window.findChildren(QAbstractButton)
        if name in (each.text(), each.accessibleName()) and each.isVisible()
    ]


def settle() -> None:
    """Let layouts come to rest: what is placed anew may move what stands around it.

    On a slow machine more turns go by until all is built; what comes in the last one wants its place, too.
    """
    building = True
    while building:
        for _ in range(6):
            QApplication.processEvents()
        parts = (each for window in QApplication.topLevelWidgets() for each in window.findChildren(Growing))
        building = any(each.busy for each in parts)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
