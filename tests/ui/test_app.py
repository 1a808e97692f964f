"""What the window does beside the path: locking, leaving while work is under way, checking files, bugs."""

import logging
import os
import pkgutil
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from threading import Event
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QWidget

from consult_app import app as program
from consult_app import services as bindings
from consult_app.domain.consultation import Consented, Draft, Reviewed, Way
from consult_app.domain.questionnaire import Step
from consult_app.domain.readiness import Gap, Lack
from consult_app.errors import VaultError
from consult_app.ui import files, pages
from consult_app.ui.dialogs.envelope_dialog import EnvelopeDialog
from consult_app.ui.dialogs.verify_dialog import VerifyDialog
from consult_app.ui.idle import IdleWatch
from consult_app.ui.pages.screening_page import ScreeningPage
from consult_app.ui.widgets.finding_box import FindingBox
from consult_app.ui.widgets.findings_panel import FindingsPanel
from consult_app.workflow.demo import scribble
from tests.helpers import histories, rooms, sitting
from tests.helpers.hands import words_of
from tests.helpers.window import PASSPHRASE, sample_of, until


@pytest.fixture
def patient(desk):
    return sample_of(desk.services).patient


def kept(desk):
    """The state in the vault once the program is closed."""
    desk.close()
    vault = desk.services.vaults.unlock(PASSPHRASE)
    state = vault.open(vault.consultations()[0].id)
    vault.close()
    return state


def page_classes():
    for module in pkgutil.iter_modules(pages.__path__):
        for thing in vars(import_module(f"{pages.__name__}.{module.name}")).values():
            if (
                isinstance(thing, type)
                and issubclass(thing, QWidget)
                and thing.__module__.startswith(pages.__name__)
            ):
                yield thing


def test_every_signal_of_a_page_is_connected(desk):
    desk.open()
    declared = {
        name for page in page_classes() for name, value in vars(page).items() if isinstance(value, Signal)
    }
    assert declared
    assert declared <= set(desk.app._slots())


# Locking


def test_when_nobody_uses_it_the_program_locks_and_keeps_what_was_typed(desk):
    histories.begun(desk.services)
    hands = desk.opened()
    hands.type("Why are you thinking about this treatment now?", "For my sister's wedd")
    desk.app.idle_watch.idle.emit()
    hands.reads("Patients’ details on this device are encrypted.")
    assert kept(desk).answers["m-why"] == "For my sister's wedd"


@pytest.mark.parametrize("before", [lambda _: None, histories.founded])
def test_a_door_that_is_shut_is_not_shut_again(desk, before):
    before(desk.services)
    hands = desk.open()
    until(lambda: desk.app._controller is not None)
    field = "Passphrase"
    hands.type(field, "half a pass")
    desk.app.idle_watch.idle.emit()
    assert hands.fields(field)[0].text() == "half a pass"


def test_behind_the_door_nothing_of_a_patient_is_left(desk, patient):
    histories.refused(desk.services)
    hands = desk.opened()
    for step in (Step.PATIENT, Step.HISTORY, Step.SCREENING, Step.SIGN):
        hands.go_to(step)
    hands.click("Freeze for signing")
    hands.reads(patient.name, "Signature 1 of 2")
    hands.click("All consultations")
    hands.reads("Treatments:")
    hands.click("Lock")
    hands.reads("Patients’ details on this device are encrypted.")
    until(lambda: not [each for each in QApplication.allWidgets() if patient.family_name in words_of(each)])
    assert desk.app.window.findChildren(QWidget)


def test_what_arrives_after_locking_is_not_shown(desk):
    histories.begun(desk.services)
    hands = desk.unlocked()
    # The worker is held, so that the consultation surely arrives after locking.
    held = Event()
    desk.app._jobs.run(held.wait, lambda _: None, lambda _: None)
    hands.open_row(0)
    hands.click("Lock")
    held.set()
    desk.app._jobs.close()
    assert "changed" not in desk.heard
    hands.reads("Patients’ details on this device are encrypted.")


@pytest.mark.parametrize("leave", ["All consultations", "Lock"])
def test_a_record_sealed_while_somebody_leaves_is_sealed(desk, leave):
    histories.signed(desk.services)
    hands = desk.opened()
    until(lambda: "pages_laid" in desk.heard)
    sitting.seal(hands)
    hands.click(leave)
    if leave == "Lock":
        sitting.unlock(hands)
    else:
        hands.reads("Treatments:")
        hands.open_row(0)
    hands.reads("Genuine")


def test_an_answer_given_while_the_pages_are_laid_out_is_in_the_document(desk):
    histories.refused(desk.services)
    hands = desk.opened()
    controller = desk.app.controller
    controller.signing.review()
    controller.said.answer("m-why", "Said late")
    hands.reads("Signature 1 of 2")
    state = kept(desk)
    assert isinstance(state, Reviewed)
    assert state.draft.answers["m-why"] == "Said late"


def test_what_was_frozen_is_signed_after_another_start(desk):
    histories.refused(desk.services)
    hands = desk.opened()
    hands.go_to(Step.SIGN)
    hands.click("Freeze for signing")
    hands.reads("Signature 1 of 2")
    desk.close()
    hands = desk.opened()
    hands.reads("Signature 1 of 2", "Page 1 of")
    sitting.sign_both(hands, sample_of(desk.services))


def test_the_watch_counts_anew_with_every_use(qtbot):
    watch = IdleWatch(20)
    with qtbot.waitSignal(watch.idle):
        pass
    assert not watch._timer.isActive()
    assert not watch.eventFilter(watch, QEvent(QEvent.Type.Paint))
    assert not watch._timer.isActive()
    assert not watch.eventFilter(watch, QEvent(QEvent.Type.TouchBegin))
    assert watch._timer.isActive()


# What the controller refuses or takes back


def test_signing_begins_can_be_taken_back_and_ends(desk, patient):
    histories.refused(desk.services)
    hands = desk.opened()
    controller = desk.app.controller
    controller.signing.seal("early")
    controller.signing.sign(Way.DRAWN, scribble("early"), "")
    controller.signing.reopen()
    assert isinstance(controller.consultation.state, Draft)
    controller.consultation.go_to_gap()
    hands.click("Freeze for signing")
    hands.reads("Signature 1 of 2")
    controller.said.answer("m-why", "Too late")
    assert "m-why" not in controller.consultation.draft.answers
    controller.consultation.go_to(Step.HISTORY)
    hands.reads("Signature 1 of 2")
    hands.click("Back to the answers")
    hands.reads("Freeze for signing")
    hands.click("Freeze for signing")
    hands.reads("Signature 1 of 2")
    sitting.sign_both(hands, sample_of(desk.services))
    assert isinstance(kept(desk), Consented)


def test_what_was_said_can_be_taken_back(desk):
    histories.begun(desk.services)
    desk.opened()
    controller = desk.app.controller
    controller.said.answer("areas", ("eyes",))
    controller.said.answer("q-preg", value=True)
    controller.said.override("ci-pregnancy", "a reason")
    controller.said.withdraw_override("ci-pregnancy")
    controller.said.add_risks(("a risk of hers",))
    controller.said.clear("q-preg")
    controller.said.clear("areas")
    draft = kept(desk)
    assert (draft.areas, dict(draft.answers), draft.overrides) == ((), {}, ())
    assert draft.own_risks == ("a risk of hers",)


def test_a_stop_is_never_answered_without_a_reason_whoever_asks(desk):
    histories.begun(desk.services)
    desk.opened()
    desk.app.controller.said.answer("q-preg", value=True)
    desk.app.controller.said.override("ci-pregnancy", " ")
    [error] = desk.heard["failed"]
    assert error.code == "not-ready"
    assert kept(desk).overrides == ()


PREGNANCY, BEGUN = "Pregnant, or may be", "She was told and"


@pytest.fixture
def half_written(desk):
    """A reason for going on, begun on the page for screening or beside another page."""

    def write(step):
        histories.begun(desk.services)
        hands = desk.opened()
        desk.app.controller.said.answer("q-preg", value=True)
        hands.go_to(step)
        [where] = hands.all(FindingsPanel if step is Step.HISTORY else ScreeningPage)
        box = hands.find(FindingBox, PREGNANCY, where)
        hands.click("Override…", box)
        hands.type(f"{PREGNANCY}: reason for going on", BEGUN, box)
        return hands

    return write


@pytest.mark.parametrize("step", [Step.SCREENING, Step.HISTORY], ids=["on the page", "beside it"])
def test_a_half_written_reason_survives_the_idle_lock_and_is_written_on(desk, half_written, step):
    hands = half_written(step)
    desk.app.idle_watch.idle.emit()
    sitting.unlock(hands)
    # It comes back where it was left.
    until(lambda: desk.app.window.room is not None)
    hands.go_to(Step.SCREENING)
    page = hands.find(ScreeningPage, "Screening")
    hands.click("Write on…", page)
    hands.type(f"{PREGNANCY}: reason for going on", f"{BEGUN} agrees", page)
    hands.click("Go on", page)
    draft = kept(desk)
    assert [each.reason for each in draft.overrides] == [f"{BEGUN} agrees"]
    assert draft.reasons == {}


def test_a_half_written_reason_survives_the_end_of_the_program_and_another_page(desk, half_written):
    hands = half_written(Step.SCREENING)
    hands.go_to(Step.OPTIONS)
    hands.go_to(Step.SCREENING)
    assert hands.fields(f"{PREGNANCY}: reason for going on")[0].toPlainText() == BEGUN
    assert kept(desk).reasons == {"ci-pregnancy": BEGUN}


def test_a_name_can_be_corrected_on_the_way(desk):
    histories.begun(desk.services)
    hands = desk.opened()
    hands.go_to(Step.PATIENT)
    hands.type("Given name", "Alexandra")
    hands.click("Continue")
    hands.reads("Alexandra Sample")
    assert kept(desk).patient.given_name == "Alexandra"


@pytest.mark.parametrize("way", ["list", "lock", "close"])
def test_a_correction_that_was_typed_last_is_in_the_consultation_however_one_leaves(desk, way):
    histories.begun(desk.services)
    hands = desk.opened()
    hands.go_to(Step.PATIENT)
    hands.type("Family name", "Sampleton")
    if way == "list":
        hands.find(QAbstractButton, "All consultations").click()
    elif way == "lock":
        desk.app.idle_watch.idle.emit()
    state = kept(desk)
    assert state.patient.family_name == "Sampleton"
    vault = desk.services.vaults.unlock(PASSPHRASE)
    assert vault.patient(state.patient.id) == state.patient
    vault.close()


def test_gaps_and_facts_lead_to_where_they_are_settled(desk):
    histories.begun(desk.services)
    hands = desk.opened()
    hands.click("Next gap")
    hands.reads("What matters to you")
    desk.app._jump(Gap(Step.OPTIONS, Lack.OPTION, "alt-face-nothing"))
    hands.reads("Your options")
    desk.app._jump("age", None)
    hands.reads("Who is here today?")


def test_a_known_patient_is_offered_again(desk, patient):
    histories.begun(desk.services)
    hands = desk.unlocked()
    hands.click("New consultation")
    hands.type("Family name", patient.family_name[:3])
    hands.reads("Already known here", patient.name)
    hands.click("Back to the list")
    hands.reads("Treatments:")


def test_without_a_vault_or_a_consultation_acts_are_refused_in_words(desk):
    desk.open()
    controller = desk.app.controller
    with pytest.raises(VaultError, match="vault is locked"):
        controller.list_consultations()
    with pytest.raises(VaultError, match="No consultation is open"):
        controller.consultation.go_to_gap()
    controller.consultation.go_to(Step.HISTORY)
    assert "changed" not in desk.heard


def test_the_recovery_key_opens_the_vault_with_a_new_passphrase(desk):
    hands = desk.open()
    sitting.fill_first_run(hands, sample_of(desk.services))
    hands.reads("Recovery key: ")
    [line] = [each for each in hands.words().splitlines() if each.startswith("Recovery key: ")]
    key = line.removeprefix("Recovery key: ").split(" ")[0]
    hands.click("I have printed it or written it down.")
    hands.click("Continue")
    hands.click("Begin")
    hands.click("Lock")
    hands.reads("Patients’ details on this device are encrypted.")
    assert key not in hands.words()
    hands.click("Use the recovery key")
    hands.type("Recovery key", key)
    for field in ("New passphrase", "The same again"):
        hands.type(field, "eleven calm walruses knit scarves")
    hands.click("Open with recovery key")
    hands.reads("No consultations yet")


# Files


class Dialogs:
    """Stands in for the system's file dialogs: names what it was made with."""

    def __init__(self, path):
        self._path = path

    def getOpenFileName(self, *_):
        return str(self._path), ""

    getSaveFileName = getOpenFileName  # noqa: N815  Qt's own name


def test_a_file_is_checked_from_the_list(desk, monkeypatch, tmp_path):
    histories.sealed(desk.services)
    hands = desk.opened()
    until(lambda: "sealed" in desk.heard)
    pdf = desk.heard["sealed"][1]
    file = tmp_path / "given.pdf"
    monkeypatch.setattr(files, "QFileDialog", Dialogs(file))
    hands.click("Back to the list")
    hands.click("Check a file")
    hands.reads("This file cannot be read", "There is no such file.")
    file.write_bytes(pdf)
    hands.click("Check a file")
    dialog = hands.dialog()
    dialog.reads("Genuine")
    dialog.click("Close")
    until(lambda: not hands.all(VerifyDialog))
    file.write_bytes(pdf.replace(b"/Type", b"/Typf", 1))
    hands.click("Check a file")
    hands.dialog().reads("Changed since it was sealed")


def drop(desk, *paths):
    desk.app.window.files_dropped.emit([str(each) for each in paths])


def test_a_file_that_was_shared_locked_is_opened_to_be_checked(desk, tmp_path):
    histories.sealed(desk.services)
    hands = desk.opened()
    until(lambda: "sealed" in desk.heard)
    pdf = desk.heard["sealed"][1]
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(desk.services.enclose(pdf, ("Locked",), "otter lantern"))
    drop(desk, locked)
    hands.reads("This file is locked")
    hands.click("Open and check")
    hands.reads("Type the passphrase of the file.")
    hands.type("Passphrase of the file", "lantern otter")
    hands.click("Open and check")
    hands.reads("The file does not open with this passphrase. Nothing was changed.")
    hands.type("Passphrase of the file", "otter lantern")
    hands.click("Open and check")
    until(lambda: bool(hands.all(VerifyDialog)))
    hands.dialog().reads("Genuine", "Holds this very file; there is no newer one.")
    assert not hands.all(EnvelopeDialog)
    hands.dialog().click("Close")
    # It is kept nowhere: the next time it is asked for again.
    drop(desk, locked)
    hands.reads("This file is locked")
    hands.click("Cancel")
    until(lambda: not hands.all(QDialog))


def test_of_what_is_dragged_in_only_a_file_is_read_and_only_one(desk, tmp_path):
    histories.founded(desk.services)
    hands = desk.unlocked()
    os.mkfifo(tmp_path / "pipe.pdf")
    drop(desk, tmp_path / "pipe.pdf")
    hands.reads("This file cannot be read", "It is a device or a pipe, and no file.")
    drop(desk, tmp_path)
    hands.reads("It is a folder.")
    drop(desk, tmp_path / "a.pdf", tmp_path / "b.pdf")
    hands.reads("One file at a time")


def test_a_change_of_mind_saves_and_reads_nothing(qapp, monkeypatch):
    monkeypatch.setattr(files, "QFileDialog", Dialogs(""))
    monkeypatch.setattr(Dialogs, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr(Dialogs, "getSaveFileName", lambda *_: ("", ""))
    window = QWidget()
    assert not files.save_copy(b"", "consent.pdf", window)
    assert files.read_copy(window) is None
    assert not files.ask_where_to_save_record(window, "consent.pdf")


@pytest.mark.parametrize(
    ("chosen", "kind", "path"),
    [
        ("/a/consent.pdf", 0, "/a/consent.pdf"),
        ("/a/consent.pdf", 1, "/a/consent.json"),
        ("/a/consent", 1, "/a/consent.json"),
        ("/a/record.JSON", 1, "/a/record.JSON"),
        ("/a/record.json", 0, "/a/record.json"),
        ("", 1, ""),
    ],
)
def test_what_a_record_is_saved_as_is_told_by_its_ending(qapp, monkeypatch, chosen, kind, path):
    monkeypatch.setattr(files, "QFileDialog", Dialogs(""))
    monkeypatch.setattr(Dialogs, "getSaveFileName", lambda *given: (chosen, given[-1].split(";;")[kind]))
    assert files.ask_where_to_save_record(QWidget(), "consent.pdf") == path


# Bugs


def test_a_bug_is_logged_without_a_word_of_a_patient_and_said(desk, patient, caplog):
    histories.begun(desk.services)
    hands = desk.opened()
    with caplog.at_level(logging.ERROR):
        try:
            raise KeyError(patient.name)  # noqa: TRY301
        except KeyError as bug:
            desk.app.report_bug(KeyError, bug)
    assert "KeyError at test_app.py:" in caplog.text
    assert patient.family_name not in caplog.text
    hands.dialog().reads("KeyError")
    hands.dialog().click("Go on")
    until(lambda: not hands.all(QDialog))


def test_after_a_bug_no_page_waits_for_ever(desk):
    histories.founded(desk.services)

    def unlock(_passphrase, _user):
        raise ZeroDivisionError

    vaults = histories.OtherVaults(desk.services.vaults, unlock)
    hands = desk.open(replace(desk.services, vaults=vaults))
    sitting.unlock(hands)
    hands.dialog().click("Go on")
    assert hands.find(QAbstractButton, "Unlock").isEnabled()


def test_two_clicks_begin_one_consultation(desk, patient):
    histories.founded(desk.services)
    hands = desk.unlocked()
    hands.click("New consultation")
    hands.type("Given name", patient.given_name)
    hands.type("Family name", patient.family_name)
    hands.type("Date of birth", "1984-03-12")
    hands.click("Sex as recorded Female")
    hands.click(sitting.FACE)
    button = hands.find(QAbstractButton, "Begin consultation")
    button.click()
    button.click()
    hands.reads("What matters to you")
    hands.click("All consultations")
    hands.reads("Treatments:")
    desk.close()
    vault = desk.services.vaults.unlock(PASSPHRASE)
    assert len(vault.consultations()) == 1
    vault.close()


# Starting


STARTED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from consult_app import app
app.App.close = lambda self, close=app.App.close: (close(self), print(self.window.isVisible()))
app.App.start = lambda self, start=app.App.start: (
    start(self), self.furnished.connect(lambda: QTimer.singleShot(300, QApplication.quit))
)
sys.exit(app.run_window())
"""


def test_the_program_starts_and_ends(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", STARTED], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


TALKED = """
import sys
from pathlib import Path
from consult_app import services
from consult_app.app import App
from consult_app.ui.room_pages import preload_pages
services.preload()
preload_pages()
assert services.services(Path("nowhere")).unprintable("Zoë Łuczak") == ()
import consult_app.store.opening  # what unlocks a vault
print(sorted({"reportlab", "pikepdf", "pyhanko", "zxcvbn", "pypdfium2", "psycopg"} & set(sys.modules)))
"""


LOOKED_AROUND = """
import os, sys
from pathlib import Path
from PySide6.QtWidgets import QFileDialog
from consult_app import app, services
services.data_folder = lambda: Path(sys.argv[1], "vault")
if sys.argv[2] == "ours":
    opened = app.open_app()
else:
    from PySide6.QtWidgets import QApplication
    opened = QApplication([])
dialog = QFileDialog(None, "", sys.argv[1])
dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
dialog.show()
dialog.setDirectory(os.path.join(sys.argv[1], "Berta Muster"))
dialog.accept()
del dialog
"""


@pytest.mark.parametrize(("whose", "kept"), [("ours", False), ("any", True)])
def test_which_folders_were_looked_into_is_kept_nowhere(tmp_path, whose, kept):
    (tmp_path / "files" / "Berta Muster").mkdir(parents=True)
    subprocess.run(
        [sys.executable, "-c", LOOKED_AROUND, str(tmp_path / "files"), whose],
        check=True,
        capture_output=True,
        env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "config"), "HOME": str(tmp_path / "home")},
    )
    written = (each.read_bytes() for each in tmp_path.rglob("*") if each.is_file())
    assert any(b"Berta" in each for each in written) is kept


AT_ONCE = """
import sys, threading
from consult_app import services
from consult_app.errors import ConsultError
wrong = []
threading.excepthook = lambda told: wrong.append(told.exc_type.__name__)
sys.setswitchinterval(1e-5)
both = threading.Barrier(2)
def meet(work):
    both.wait()
    try:
        work()
    except ConsultError:
        pass
work = (services.preload_papers, lambda: services._verify(b"no PDF", frozenset()))
threads = [threading.Thread(target=meet, args=(each,)) for each in work]
for each in threads:
    each.start()
for each in threads:
    each.join()
print(wrong)
"""


def test_what_seals_can_be_loaded_while_something_is_checked():
    loaded = subprocess.run([sys.executable, "-c", AT_ONCE], capture_output=True, text=True, check=True)
    assert loaded.stdout == "[]\n"


def test_talking_loads_nothing_of_what_lays_out_seals_or_scores():
    talked = subprocess.run([sys.executable, "-c", TALKED], capture_output=True, text=True, check=True)
    assert talked.stdout == "[]\n"


@pytest.mark.parametrize(("step", "loads"), [(Step.HISTORY, False), (Step.RISKS, True), (Step.SIGN, True)])
def test_what_papers_need_is_loaded_at_rest_when_the_way_there_is_half_gone(monkeypatch, step, loads):
    loaded = []
    monkeypatch.setattr(program, "_load_papers", lambda: loaded.append(True))
    room = rooms.room(rooms.conversation(rooms.treatment(rooms.yes_no_questions(1))), step)
    program._rest(SimpleNamespace(window=SimpleNamespace(room=None)))
    assert loaded == []
    program._rest(SimpleNamespace(window=SimpleNamespace(room=room)))
    assert bool(loaded) is loads


def test_what_is_bound_to_this_machine(tmp_path):
    bindings.preload()
    bindings.preload_papers()
    bound = bindings.services(tmp_path)
    assert bound.now().utcoffset() is not None
    assert bound.new_id() != bound.new_id()
    assert len(bound.new_secret()) > 30
    assert bound.strength("1234")[0] == 0
    assert bindings.known_signers() == frozenset()
    assert bindings.data_folder().name == "consult"


def test_a_key_or_a_click_anywhere_in_the_window_counts_as_use(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit(window)
    window.show()
    field.setFocus()
    qtbot.waitExposed(window)
    watch = IdleWatch(60_000)
    window.windowHandle().installEventFilter(watch)
    for act in (
        lambda: QTest.keyClick(window.windowHandle(), Qt.Key.Key_A),
        lambda: QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5)),
    ):
        watch._timer.stop()
        act()
        qtbot.waitUntil(watch._timer.isActive)
