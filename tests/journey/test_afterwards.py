"""After the seal: confirmed on the day, corrected, taken back, in the real window with real files."""

import json
import shutil
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListView

from consult_app.domain.consultation import Reviewed, Sealed, Stage, Way
from consult_app.domain.proof import Verdict
from consult_app.domain.sequel import SequelKind, Told
from consult_app.errors import SigningError
from consult_app.pdf.attaching import attached
from consult_app.services import rebuild, record_inside
from consult_app.ui import photo_desk
from consult_app.ui.pdf_pages import PdfPages
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.segment import Segment
from consult_app.workflow.consulting import resume
from consult_app.workflow.demo import scribble
from consult_app.workflow.sealing import preview, seal
from tests.helpers import histories
from tests.helpers.desk import Clock
from tests.helpers.pdf_faults import faults
from tests.helpers.photographed import as_jpeg, sheet
from tests.helpers.window import PASSPHRASE, quick_services, until

SAID = {
    SequelKind.CONFIRMATION: {"changed": True, "words": "A cold.", "judgement": "It is over."},
    SequelKind.WITHDRAWAL: {"told": Told.HERE, "words": "I changed my mind."},
    SequelKind.DECISION: {"told": Told.HERE, "words": "No photos.", "decisions": ("d-photo-record",)},
    SequelKind.AMENDMENT: {"words": "The lot was B-2."},
}


@pytest.fixture(scope="module")
def past(qapp, tmp_path_factory):
    """A vault with one sealed consent, made once."""
    folder = tmp_path_factory.mktemp("past") / "vault"
    return folder, histories.consented(quick_services(folder, Clock()))


@pytest.fixture
def bound(past, tmp_path):
    """The real adapters on a copy of it, unlocked."""
    folder = shutil.copytree(past[0], tmp_path / "vault")
    services = quick_services(folder, Clock())
    vault = services.vaults.unlock(PASSPHRASE)
    yield services, vault
    vault.close()


def signed(services, vault, record, kind):
    return histories.following(services, vault, record, kind, **SAID[kind])


@pytest.mark.parametrize("kind", SequelKind)
def test_it_is_a_file_of_its_own_that_validators_accept_and_that_quotes_the_first(past, bound, kind):
    record, (services, vault) = past[1], bound
    treatment, state = signed(services, vault, record, kind)
    shown = preview(services, treatment, state)
    sequel = seal(services, vault, treatment, state, PASSPHRASE)
    pdf = vault.pdf(sequel.draft.id)
    assert pdf.startswith(shown)
    assert faults(pdf) == []
    assert services.verify(pdf, services.vaults.known_signers()).verdict is Verdict.INTACT
    pages = PdfPages(pdf)
    said = " ".join(pages.text(each) for each in range(len(pages)))
    for wanted in (record.sha256, record.draft.id, SAID[kind]["words"]):
        assert wanted in said
    inside = json.loads(record_inside(pdf))
    assert inside["first"]["sha256"] == record.sha256
    assert inside["kind"] == kind.value
    # What was signed can be made again from what it holds.
    assert rebuild(pdf, attached(pdf)) == shown


def test_a_withdrawal_is_in_the_consent_whose_first_seal_stays_valid(past, bound):
    record, (services, vault) = past[1], bound
    before = vault.pdf(record.draft.id)
    treatment, state = signed(services, vault, record, SequelKind.WITHDRAWAL)
    seal(services, vault, treatment, state, PASSPHRASE)
    after = vault.pdf(record.draft.id)
    assert after.startswith(before)
    assert vault.original(record.draft.id) == before
    proof = services.verify(after, services.vaults.known_signers())
    assert (proof.verdict, len(proof.signatures)) == (Verdict.INTACT, 2)
    assert proof.withdrawal is not None
    assert proof.withdrawal.meaning == "Consent taken back: Mesotherapy (withdrawal)"
    with pikepdf.open(BytesIO(after)) as opened:
        [field] = [each for each in opened.Root.AcroForm.Fields if str(each.T) == "Sig_Withdrawal"]
        assert "/V" in field


@pytest.mark.parametrize("step", ["seal", "withdraw"])
def test_a_failure_at_any_step_leaves_it_signed_by_everybody_and_not_sealed(past, bound, step):
    record, (services, vault) = past[1], bound
    treatment, state = signed(services, vault, record, SequelKind.WITHDRAWAL)

    def fail(*_given, **_named):
        raise SigningError("seal-refused")

    with pytest.raises(SigningError):
        seal(replace(services, **{step: fail}), vault, treatment, state, PASSPHRASE)
    assert resume(services, vault, state.draft.id)[1] == state
    assert len(vault.revisions(record.draft.id)) == 1
    sealed = seal(services, vault, treatment, state, PASSPHRASE)
    assert isinstance(vault.open(sealed.draft.id), Sealed)
    assert len(vault.revisions(record.draft.id)) == 2


@pytest.fixture
def opened(desk, past):
    shutil.copytree(past[0], desk.folder)
    return desk.opened(), past[1]


def drawn(hands, desk):
    """Sign as whoever signs next."""
    desk.heard.pop("pages_laid", None)
    desk.app.controller.signing.read_back(True)
    desk.app.controller.signing.sign(Way.DRAWN, scribble("somebody"), "")
    until(lambda: "pages_laid" in desk.heard)


def written_and_sealed(hands, desk):
    desk.heard.pop("pages_laid", None)
    desk.clock.move(minutes=1)
    hands.click("Freeze for signing")
    until(lambda: "pages_laid" in desk.heard)
    state = desk.app.controller.consultation.state
    for _ in state.document.signers:
        drawn(hands, desk)
    desk.heard.pop("sealed", None)
    desk.app.controller.signing.seal(PASSPHRASE)
    until(lambda: "sealed" in desk.heard)
    hands.reads("Open the form that it follows")


def test_a_consent_is_confirmed_corrected_and_taken_back_at_the_window(opened, desk):
    hands, record = opened
    hands.click("Confirm on the day")
    hands.reads("Has anything changed since the signing?", "Ask whether anything has changed.")
    hands.click("No")
    written_and_sealed(hands, desk)
    hands.reads("Confirmed", "Confirmation: Mesotherapy")
    hands.click("Open the form that it follows")
    hands.reads("Afterwards", "Confirmation · ")
    hands.click("Correct or add something")
    hands.type("What is corrected or added", "The lot was B-2.")
    written_and_sealed(hands, desk)
    hands.click("Open the form that it follows")
    hands.click("Consent is taken back")
    hands.click("By phone")
    written_and_sealed(hands, desk)
    hands.click("Open the form that it follows")
    hands.reads("This consent was taken back")
    assert "Confirm on the day" not in hands.words()
    desk.close()
    vault = quick_services(desk.folder).vaults.unlock(PASSPHRASE)
    kinds = [(each.sequel, each.stage) for each in vault.sequels(record.draft.id)]
    assert kinds == [
        (SequelKind.CONFIRMATION, Stage.SEALED),
        (SequelKind.AMENDMENT, Stage.SEALED),
        (SequelKind.WITHDRAWAL, Stage.SEALED),
    ]
    assert len(vault.revisions(record.draft.id)) == 2
    vault.close()


def test_what_is_half_written_and_half_signed_is_there_after_the_next_start(opened, desk):
    hands, _ = opened
    hands.click("Correct or add something")
    hands.type("What is corrected or added", "The lot was B-2.")
    desk.close()
    desk.clock.move(minutes=24 * 60)
    hands = desk.unlocked()
    rows = hands.find(QListView, "To finish")
    hands.press(rows.viewport(), rows.visualRect(rows.model().index(0, 0)).center())
    hands.reads("What is corrected or added")
    assert desk.app.controller.consultation.draft.sequel.words == "The lot was B-2."
    hands.click("Freeze for signing")
    until(lambda: "pages_laid" in desk.heard)
    # It bears the day on which it is signed.
    day = desk.app.controller.consultation.draft.day
    assert day == desk.clock.now.date()
    drawn(hands, desk)
    desk.close()
    hands = desk.opened()
    hands.reads("Signature 2 of 2")
    assert isinstance(desk.app.controller.consultation.state, Reviewed)


def test_before_the_wait_is_over_the_reason_is_asked_for(opened, desk):
    hands, _ = opened
    preferences = desk.app.controller.door.vault.preferences()
    done = []
    desk.app.controller.ask(
        lambda _services, held: held.keep_preferences(replace(preferences, days_between=7)), done.append
    )
    until(lambda: bool(done))
    hands.click("Confirm on the day")
    hands.click("No")
    hands.reads("This practice waits 7 days", "Write why it is done today already.")
    hands.type("Why today, before the wait is over", "She travels tomorrow.")
    hands.click("Freeze for signing")
    until(lambda: "pages_laid" in desk.heard)
    pages = PdfPages(desk.heard["pages_laid"][0])
    assert "She travels tomorrow." in pages.text(0)


def test_pictures_of_a_camera_are_put_in_as_they_come_until_the_page_is_left(
    opened, desk, monkeypatch, tmp_path
):
    hands, _ = opened
    camera = tmp_path / "camera"
    camera.mkdir()
    monkeypatch.setattr(photo_desk, "ask_which_folder", lambda *_: str(camera))
    hands.click("All consultations")
    hands.open_patient(0)
    hands.click("Photographs")
    hands.click("What they show Cheeks")
    hands.click("Watch a folder…")
    hands.reads(f"Pictures saved into {camera} are put in as they come: Before · Cheeks")
    (camera / "1.jpg").write_bytes(as_jpeg(sheet(dpi=60)))
    (camera / "2.jpg").write_bytes(b"no picture")
    hands.reads("holds of this patient: 1.", "Some pictures cannot be used", "1 of 2 files were left out.")
    # Files that are dragged onto this page are photographs, and none to be checked.
    hands.click("What they show Cheeks")
    desk.app.window.files_dropped.emit([str(camera / "1.jpg"), str(camera / "1.jpg")])
    hands.reads("holds of this patient: 3.")
    hands.click("Back to the patient")
    hands.reads("What comes next")
    assert desk.app.desks.photos.folder.folder == ""


def test_all_of_it_by_keyboard(opened, desk):
    hands, _ = opened
    hands.window.activateWindow()
    hands.find(Button, "Consent is taken back").setFocus()
    until(lambda: isinstance(QApplication.focusWidget(), Button))
    hands.key(Qt.Key.Key_Space)
    hands.reads("How were you told?")
    # The keyboard is where something is to be said first.
    until(lambda: isinstance(QApplication.focusWidget(), Segment))
    hands.key(Qt.Key.Key_Space)
    until(lambda: desk.app.controller.consultation.draft.sequel.told is Told.HERE)
