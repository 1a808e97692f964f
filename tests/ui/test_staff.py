"""Several users at the real window with the real vault: let in, at the door, helped, locked out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from consult_app.domain.backup import Backup
from consult_app.domain.consultation import Clinician, Consented, Patient, Reviewed, Sex
from consult_app.domain.questionnaire import Step
from consult_app.domain.users import UserRole
from consult_app.errors import VaultError
from consult_app.store.place import Place
from consult_app.ui.commands import Commands
from consult_app.ui.left import Left
from consult_app.ui.pages.emergency_page import EmergencyPage
from consult_app.workflow.consulting import begin
from consult_app.workflow.emergency import EmergencyScreen, Sought
from consult_app.workflow.practice import found
from consult_app.workflow.staffing import add_user
from tests.helpers import histories, sitting
from tests.helpers.accessible import too_small, unnamed
from tests.helpers.fakes import FakeMachine
from tests.helpers.signals import told
from tests.helpers.window import FAST, PASSPHRASE, sample_of, until

BO = Clinician("", "Bo Lind", "Nurse", "N-7")
CLEO = Clinician("", "Dr Cleo Faro", "Physician")
BOS, CLEOS = "quiet harbour ninety maps", "copper lantern drifts eleven"
SAM = Clinician("", "Sam Okoro", "Practice manager")
SAMS = "amber violin counts seven"
NEW = "five loud badgers carve windows"


def shared(desk, history=histories.founded):
    """Leave a vault with a lead, an assistant and a clinician."""
    history(desk.services)
    vault = desk.services.vaults.unlock(PASSPHRASE)
    add_user(desk.services, vault, BO, UserRole.ASSISTANT, BOS)
    add_user(desk.services, vault, CLEO, UserRole.CLINICIAN, CLEOS)
    vault.close()


def enter(hands, name, passphrase):
    """Say who it is at the door, and unlock."""
    hands.click(f"Who are you? {name}")
    sitting.unlock(hands, passphrase)


def people(hands, button="Settings"):
    hands.click(button)
    dialog = hands.dialog()
    dialog.click("Section Clinicians")
    return dialog


def opens(desk, passphrase, user):
    try:
        desk.services.vaults.unlock(passphrase, user).close()
    except VaultError as error:
        return error.code
    return "open"


def test_somebody_is_let_in_and_unlocks_with_their_own_passphrase(desk):
    histories.founded(desk.services)
    hands = desk.unlocked()
    lead = sample_of(desk.services).clinician.name
    dialog = people(hands)
    dialog.reads(f"{lead} (you)", "Clinical lead")
    dialog.click("Add somebody")
    asked = dialog.dialog()
    asked.click("Add")
    asked.reads("Documents carry the name.", "Too easy to guess")
    asked.type("Name, as it is printed", "Bo Lind")
    asked.type("Profession", "Nurse")
    asked.type("Registration (if any)", "N-7")
    asked.click("May do Assistant: prepares everything, overrides and signs nothing")
    asked.type("Their passphrase", BOS)
    asked.type("The same again", BOS)
    assert unnamed(asked.window) == []
    assert too_small(asked.window) == []
    asked.click("Add")
    dialog.reads("Bo Lind", "Assistant · Nurse · N-7")
    dialog.click("Cancel")
    hands.click("Lock")
    hands.reads("Who are you?", lead, "Bo Lind")
    enter(hands, "Bo Lind", BOS)
    hands.reads("Bo Lind", "Treatments:")
    # Whoever it was last is proposed the next time.
    hands.click("Lock")
    hands.reads("Who are you?")
    until(lambda: hands.find(QAbstractButton, "Who are you? Bo Lind").isChecked())
    assert desk.app.memory.kept.user == desk.services.vaults.users()[1].id


def test_details_and_role_are_corrected(desk):
    shared(desk)
    hands = desk.open()
    enter(hands, sample_of(desk.services).clinician.name, PASSPHRASE)
    dialog = people(hands)
    dialog.click("Correct Bo Lind")
    asked = dialog.dialog()
    asked.type("Name, as it is printed", "Bo Lee")
    asked.click("May do Clinician: treats, overrides findings and signs")
    # The chosen one stays chosen.
    asked.click("May do Clinician: treats, overrides findings and signs")
    asked.click("Save")
    dialog.reads("Bo Lee", "Clinician · Nurse · N-7")
    dialog.click(f"Correct {sample_of(desk.services).clinician.name}")
    asked = dialog.dialog()
    asked.click("May do Assistant: prepares everything, overrides and signs nothing")
    asked.click("Save")
    asked.reads("Somebody has to be clinical lead or administrator")
    asked.type("Name, as it is printed", "Dr Robin Neu")
    asked.click("May do Clinical lead: treats and signs, and decides who may unlock")
    asked.click("Save")
    dialog.reads("Dr Robin Neu (you)")
    dialog.click("Section You")
    until(lambda: dialog.fields("Your name, as it is printed")[0].text() == "Dr Robin Neu")
    dialog.click("Save")
    hands.reads("Dr Robin Neu")


def test_whoever_is_removed_is_locked_out_after_being_asked_once_more(desk):
    shared(desk)
    bo = desk.services.vaults.users()[1].id
    hands = desk.open()
    enter(hands, sample_of(desk.services).clinician.name, PASSPHRASE)
    dialog = people(hands)
    [remove, _] = [each for each in dialog.all(QAbstractButton) if each.text() == "Remove"]
    assert remove.accessibleDescription() == "Remove Bo Lind"
    dialog.press(remove)
    dialog.click("Yes, lock out for good")
    until(lambda: "Bo Lind" not in dialog.words())
    dialog.reads("Dr Cleo Faro")
    dialog.click("Cancel")
    hands.click("Lock")
    hands.reads("Who are you?", "Dr Cleo Faro")
    assert "Bo Lind" not in hands.words()
    desk.close()
    assert opens(desk, BOS, bo) == "passphrase-wrong"


def test_whoever_forgot_is_given_another_passphrase(desk):
    shared(desk)
    cleo = desk.services.vaults.users()[2].id
    hands = desk.open()
    enter(hands, sample_of(desk.services).clinician.name, PASSPHRASE)
    dialog = people(hands)
    dialog.click("New passphrase for Dr Cleo Faro")
    asked = dialog.dialog()
    asked.reads("Let Dr Cleo Faro type it.")
    asked.type("New passphrase", NEW)
    asked.type("The same again", NEW)
    asked.click("Change")
    until(lambda: not dialog.all(type(asked.window)))
    desk.close()
    assert opens(desk, CLEOS, cleo) == "passphrase-wrong"
    assert opens(desk, NEW, cleo) == "open"


def test_ones_own_passphrase_is_changed_by_the_old_one(desk):
    histories.founded(desk.services)
    _, dialog = desk.in_settings("You")
    dialog.click("Change your passphrase")
    asked = dialog.dialog()
    asked.click("Change")
    asked.reads("Type your passphrase.", "Too easy to guess")
    asked.type("Passphrase until now", "not this one")
    asked.type("New passphrase", NEW)
    asked.type("The same again", NEW)
    asked.click("Change")
    asked.reads("The passphrase is not right")
    asked.type("Passphrase until now", PASSPHRASE)
    QTest.keyClick(asked.fields("The same again")[0], Qt.Key.Key_Return)
    until(lambda: not dialog.all(type(asked.window)))
    desk.close()
    assert opens(desk, PASSPHRASE, "") == "passphrase-wrong"
    assert opens(desk, NEW, "") == "open"


def test_another_recovery_key_is_shown_to_be_printed(desk):
    histories.founded(desk.services)
    hands = desk.unlocked()
    dialog = people(hands)
    dialog.click("Make a new recovery key")
    dialog.click("Yes, make a new recovery key")
    hands.reads("Your recovery key", "Recovery key: ")
    key = hands.find(type(desk.app.stage.shown._key), "").text()
    hands.click("I have printed it or written it down.")
    hands.click("Continue")
    hands.reads("Treatments:")
    desk.close()
    vault = desk.services.vaults.recover(key, NEW)
    vault.close()


def test_a_clinician_decides_nothing_about_others_and_an_assistant_nothing_about_the_practice(desk):
    shared(desk)
    hands = desk.open()
    enter(hands, "Dr Cleo Faro", CLEOS)
    hands.click("Settings")
    dialog = hands.dialog()
    dialog.reads("You", "Practice", "Timeouts")
    assert not dialog.all(QAbstractButton, "Section Clinicians")
    dialog.click("Cancel")
    hands.click("Lock")
    enter(hands, "Bo Lind", BOS)
    hands.click("Settings")
    dialog = hands.dialog()
    for section in ("Section Practice", "Section Clinicians", "Section Timeouts"):
        assert not dialog.all(QAbstractButton, section)
    dialog.click("Section You")
    assert not dialog.all(QAbstractButton, "Make a new key")
    dialog.type("Your profession", "Senior nurse")
    dialog.click("Save")
    hands.reads("Treatments:")
    desk.close()
    vault = desk.services.vaults.unlock(BOS, desk.services.vaults.users()[1].id)
    assert vault.clinician().role == "Senior nurse"
    vault.close()


def test_an_assistant_prepares_and_a_clinician_comes_back_to_the_same_page_to_freeze_sign_and_seal(desk):
    shared(desk, histories.refused)
    hands = desk.open()
    enter(hands, "Bo Lind", BOS)
    hands.reads("Treatments:")
    hands.open_row(0)
    until(lambda: desk.app.window.room is not None)
    hands.go_to(Step.SIGN)
    hands.click("Freeze for signing")
    hands.reads("Only a clinician can do this", "comes back to this page")
    hands.click("Lock")
    enter(hands, "Dr Cleo Faro", CLEOS)
    hands.reads("Freeze for signing", "Dr Cleo Faro")
    assert desk.app.controller.consultation.step is Step.SIGN
    hands.click("Freeze for signing")
    hands.reads("Signature 1 of 2")
    draft = desk.app.controller.consultation.state.draft
    assert draft.clinician.name == "Dr Cleo Faro"
    # The patient may sign before anybody; the clinician who is named has to sign afterwards.
    sample = sample_of(desk.services)
    hands.press(next(each for each in hands.all(QAbstractButton) if each.text().startswith("Right patient")))
    hands.sign(sample.patient.name)
    hands.reads("Signature 2 of 2")
    hands.click("Lock")
    enter(hands, sample.clinician.name, PASSPHRASE)
    hands.reads("Signature 2 of 2")
    hands.sign("Dr Cleo Faro")
    hands.reads("This is for another clinician to sign", "Dr Cleo Faro is named in this document")
    assert isinstance(desk.app.controller.consultation.state, Reviewed)
    hands.click("Lock")
    enter(hands, "Dr Cleo Faro", CLEOS)
    hands.reads("Signature 2 of 2")
    hands.sign("Dr Cleo Faro")
    hands.reads("sealed in the name of Dr Cleo Faro")
    sitting.seal(hands, "not " + CLEOS)
    hands.reads("The passphrase is not right", "Nothing was sealed")
    assert isinstance(desk.app.controller.consultation.state, Consented)
    sitting.seal(hands, CLEOS)
    hands.reads("Genuine", "Dr Cleo Faro")
    record, _, proof = desk.heard["sealed"]
    assert [each.name for each in record.signatures] == [sample.patient.name, "Dr Cleo Faro"]
    assert proof.signatures[0].signer == "Dr Cleo Faro"


def test_a_vault_whose_consultation_cannot_be_opened_again_leads_to_the_list(desk):
    histories.begun(desk.services)
    hands = desk.opened()
    hands.click("Lock")
    desk.app.controller.left = Left("gone", Step.HISTORY)
    sitting.unlock(hands)
    hands.reads("Treatments:")


def administered(desk):
    """Leave a vault with a consultation in it and an administrator, who unlocks."""
    histories.founded(desk.services)
    vault = desk.services.vaults.unlock(PASSPHRASE)
    sample = sample_of(desk.services)
    begin(desk.services, vault, sample.pack, sample.goal, replace(sample.patient, id="p-1"))
    add_user(desk.services, vault, SAM, UserRole.ADMINISTRATOR, SAMS)
    vault.close()
    hands = desk.open()
    enter(hands, "Sam Okoro", SAMS)
    hands.reads("Good morning, Sam Okoro", "Who may unlock", "There is no backup yet")
    return hands, sample


def test_an_administrator_begins_with_the_practice_and_sees_no_patient(desk):
    hands, sample = administered(desk)
    assert sample.patient.family_name not in hands.words()
    assert "New consultation" not in hands.words()
    assert unnamed(hands.window) == []
    assert too_small(hands.window) == []
    assert "Find a lot" not in {each.words for each in offers(desk)}
    dialog = people(hands, "Users, backups, settings")
    dialog.reads("Sam Okoro (you)", "Administrator · Practice manager")
    assert "Section Sample patient" not in {each.accessibleName() for each in dialog.all(QAbstractButton)}
    dialog.click("Section You")
    assert "Fingerprint of the signing key" not in dialog.words()
    dialog.click("Cancel")
    desk.app.controller.desk.read_course("p-1")
    hands.reads("This is not for administrators")


def test_a_new_recovery_key_brings_an_administrator_back_to_the_practice(desk):
    hands, _ = administered(desk)
    dialog = people(hands, "Users, backups, settings")
    dialog.click("Make a new recovery key")
    dialog.click("Yes, make a new recovery key")
    hands.reads("Recovery key")
    desk.app._leave_recovery_key()
    hands.reads("Good morning, Sam Okoro")


def test_after_a_lock_in_a_consultation_an_administrator_sees_nothing_of_it(desk):
    hands, sample = administered(desk)
    desk.app.controller.left = Left("i-1", Step.HISTORY)
    hands.click("Lock")
    enter(hands, "Sam Okoro", SAMS)
    hands.reads("Good morning, Sam Okoro")
    assert sample.patient.family_name not in hands.words()


def test_a_backup_made_meanwhile_is_said_on_the_administrator_s_page(desk):
    hands, _ = administered(desk)
    desk.app.stage.ask("show_backup", Backup("b-1", desk.clock.now, 3))
    hands.reads("Last good backup: today")


def test_an_emergency_is_read_for_a_reason_and_a_lead_is_shown_it(desk):
    hands, sample = administered(desk)
    hands.click("Emergency access")
    hands.click("Open, and tell the clinical leads")
    hands.reads("Say who is meant.", "The birth date is needed too.", "A reason of a few words is needed")
    hands.type("Patient’s whole name, or record number", "Nobody Known")
    hands.type("Birth date", sample.patient.birth_date.isoformat())
    hands.type("Why it cannot wait for somebody who treats", "She cannot speak; her partner asks")
    hands.click("Open, and tell the clinical leads")
    hands.reads("Nobody was found for certain")
    hands.type("Patient’s whole name, or record number", sample.patient.name)
    hands.click("Open, and tell the clinical leads")
    hands.reads(sample.patient.name, "Born ")
    assert unnamed(hands.window) == []
    assert too_small(hands.window) == []
    [page] = desk.app.window.findChildren(EmergencyPage)
    [line] = page._lines.itemAt(1).widget().findChildren(QAbstractButton)
    line.click()
    until(page._pages.isVisible)
    hands.click("Back")
    hands.reads("Good morning, Sam Okoro")
    assert sample.patient.family_name not in hands.words()
    hands.click("Emergency access")
    assert page._who.text() == ""
    hands.click("Back")
    hands.click("Lock")
    enter(hands, sample.clinician.name, PASSPHRASE)
    hands.reads(
        "Emergency access: read without the right to", "Sam Okoro opened the records of", "her partner asks"
    )
    hands.click("I have seen this")
    until(lambda: "Emergency access" not in hands.words())


def test_a_patient_without_consultations_can_be_looked_up_in_an_emergency_too(qtbot):
    page = EmergencyPage()
    qtbot.addWidget(page)
    page.resize(800, 900)
    page.show()
    patient = Patient("p-1", "Maya", "Sample", date(1990, 5, 17), Sex.FEMALE, "A-1")
    page.show_found(EmergencyScreen(Sought("Maya Sample", patient.birth_date, "why it is"), patient, ()))
    assert page._found.isVisible()
    assert [each.text() for each in page._found.findChildren(QLabel)][-1] == "There are no consultations."


def test_a_passphrase_is_tied_to_the_device_and_untied_again(desk):
    machine = FakeMachine()
    place = Place(desk.folder, cost=FAST, now=desk.clock, machine=machine)
    desk.services = replace(desk.services, vaults=place)
    histories.founded(desk.services)
    dialog = people(desk.unlocked())
    dialog.click("Section You")
    dialog.reads("Wherever the vault’s files are")
    dialog.click("Tie it to this device")
    asked = dialog.dialog()
    asked.reads("only the recovery key opens the vault")
    assert unnamed(asked.window) == []
    asked.click("Tie it")
    asked.reads("Type your passphrase.")
    asked.type("Your passphrase", "wrong")
    asked.click("Tie it")
    asked.reads("The passphrase is not right")
    asked.type("Your passphrase", PASSPHRASE)
    asked.click("Tie it")
    dialog.reads("On this device only")
    dialog.click("Untie it")
    asked = dialog.dialog()
    machine.locked = True
    asked.type("Your passphrase", PASSPHRASE)
    asked.click("Untie it")
    asked.reads("The key store of this system is locked", "use the recovery key")
    machine.locked = False
    asked.click("Untie it")
    dialog.reads("Wherever the vault’s files are")


def test_at_the_door_a_key_store_that_is_locked_is_said_with_the_way_out(desk):
    machine = FakeMachine()
    place = Place(desk.folder, cost=FAST, now=desk.clock, machine=machine)
    desk.services = replace(desk.services, vaults=place)
    histories.founded(desk.services)
    vault = desk.services.vaults.unlock(PASSPHRASE)
    vault.staff.tie(PASSPHRASE, tied=True)
    vault.close()
    machine.locked = True
    hands = desk.open()
    sitting.unlock(hands, PASSPHRASE)
    hands.reads("The key store of this system is locked", "Or use the recovery key.")
    machine.locked = False
    machine.secrets.clear()
    sitting.unlock(hands, PASSPHRASE)
    hands.reads("This passphrase is tied to another device", "Use the recovery key")


def offers(desk):
    return desk.app.window.findChild(Commands).offers()


def issuer(desk, passphrase, name):
    """Say who issued the certificate of somebody's key: the practice, or nobody but its owner."""
    [user] = [each for each in desk.services.vaults.users() if each.name == name]
    vault = desk.services.vaults.unlock(passphrase, user.id)
    try:
        held = load_key_and_certificates(
            *(part.encode() if isinstance(part, str) else part for part in vault.signing_key(passphrase))
        )
        return held[1].issuer.rfc4514_string()
    finally:
        vault.close()


def test_keys_end_up_certified_by_the_practice_at_once_or_later(desk):
    sample = sample_of(desk.services)
    vault, key = found(desk.services, sample.practice, sample.clinician, PASSPHRASE)
    vault.note_recovery_key_kept()
    add_user(desk.services, vault, CLEO, UserRole.CLINICIAN, CLEOS)
    add_user(desk.services, vault, SAM, UserRole.ADMINISTRATOR, SAMS)
    vault.close()
    assert "Dr Cleo Faro" in issuer(desk, CLEOS, "Dr Cleo Faro")
    hands = desk.open()
    enter(hands, "Sam Okoro", SAMS)
    dialog = people(hands, "Users, backups, settings")
    dialog.reads("Not certified by the practice", "Dr Cleo Faro")
    dialog.click("Certify these signing keys")
    asked = dialog.dialog()
    asked.reads("It is about: Dr Cleo Faro.")
    asked.click("Certify")
    asked.reads("Type the recovery key from its sheet.")
    asked.type("Recovery key of the practice", "0000")
    asked.click("Certify")
    asked.reads("The recovery key holds a typing mistake")
    asked.type("Recovery key of the practice", key)
    asked.click("Certify")
    dialog.reads("Nobody’s: all signing keys are.")
    assert not dialog.find(QAbstractButton, "Certify these signing keys").isEnabled()
    dialog.click("New passphrase for Dr Cleo Faro")
    asked = dialog.dialog()
    asked.reads("Without it, that can be done later in the settings.")
    asked.type("New passphrase", NEW)
    asked.type("The same again", NEW)
    asked.type("Recovery key of the practice (if at hand)", key)
    assert unnamed(asked.window) == []
    kept = told(desk.app.settings._staff.kept)
    asked.click("Change")
    until(lambda: bool(kept))
    dialog.reads("Nobody’s: all signing keys are.")
    desk.close()
    assert sample.practice.name in issuer(desk, NEW, "Dr Cleo Faro")
