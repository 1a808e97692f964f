"""What goes wrong is said on screen, with what to do, and nothing that was said is lost."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QDialog

from consult_app.assets import forms_folder
from consult_app.content.library import Library
from consult_app.domain.consultation import Draft, Sealed
from consult_app.store.failure import failure
from consult_app.ui import files, printing
from tests.helpers import histories, sitting
from tests.helpers.histories import OtherVaults, StarvedVault
from tests.helpers.window import PASSPHRASE, sample_of, until

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys; from pathlib import Path; from consult_app.store.files import only_one
with only_one(Path(sys.argv[1], "lock")): print("held", flush=True); sys.stdin.read()
"""


@pytest.fixture
def asked(desk):
    """A question of the sample's treatment, by its id."""
    treatment = desk.services.library.treatment(sample_of(desk.services).pack)
    return treatment.questionnaire.question


def kept(desk):
    """What the vault holds once the program is closed."""
    desk.close()
    vault = desk.services.vaults.unlock(PASSPHRASE)
    state = vault.open(vault.consultations()[0].id)
    vault.close()
    assert isinstance(state, Draft)
    return state


# The vault


def remove(path):
    path.unlink()


def empty(path):
    path.write_bytes(b"")


def damage(path, begin=100, end=4000):
    content = bytearray(path.read_bytes())
    content[begin:end] = bytes(len(content[begin:end]))
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("file", "fate", "sentence", "remedy"),
    [
        ("vault.db", remove, "The vault file is gone", "restore the last backup"),
        ("vault.db", empty, "The vault file is empty", "Restore the last backup"),
        ("vault.db", damage, "The vault is damaged", "Do not delete the damaged one"),
        ("keys.json", empty, "", ""),
    ],
)
def test_a_vault_that_cannot_be_opened_is_named_for_what_it_is(desk, file, fate, sentence, remedy):
    histories.begun(desk.services)
    fate(desk.folder / file)
    hands = desk.open()
    sitting.unlock(hands)
    if sentence:
        hands.reads(sentence, remedy)
        assert hands.find(QAbstractButton, "Unlock").isEnabled()
    else:
        # The spare key file stands in for the one that is gone.
        hands.reads("Treatments:")


def test_damage_that_shows_only_later_is_named_where_it_shows(desk):
    histories.begun(desk.services)
    vault = desk.folder / "vault.db"
    damage(vault, vault.stat().st_size // 2, vault.stat().st_size)
    hands = desk.unlocked()
    hands.open_row(0)
    hands.reads("The vault is damaged", "Do not delete the damaged one")


def test_after_a_wrong_passphrase_the_right_one_opens(desk):
    histories.founded(desk.services)
    hands = desk.open()
    sitting.unlock(hands, "wrong")
    hands.reads("The passphrase is not right", "try again")
    sitting.unlock(hands)
    hands.reads("No consultations yet")


def test_a_second_instance_is_told_and_opens_once_the_first_is_closed(desk):
    histories.founded(desk.services)
    command = [sys.executable, "-c", HOLDER, str(desk.folder)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "held\n"
        hands = desk.open()
        sitting.unlock(hands)
        hands.reads("Consult is already open", "Use the other window")
        other.stdin.close()
        other.wait()
        sitting.unlock(hands)
        hands.reads("No consultations yet")


def test_a_folder_that_cannot_be_written_is_named(desk):
    histories.founded(desk.services)

    def unlock(*_):
        # What the place says of such a folder is tested with the vault, as an account that may not write.
        raise failure("vault-read-only")

    hands = desk.open(replace(desk.services, vaults=OtherVaults(desk.services.vaults, unlock)))
    sitting.unlock(hands)
    hands.reads("The vault cannot be written", "lift the write protection")


@pytest.fixture
def starving(desk):
    """A vault that can run out of room, and the services that open it."""
    histories.begun(desk.services)
    vaults = []

    def unlock(passphrase, user_id=""):
        vaults.append(StarvedVault(desk.services.vaults.unlock(passphrase, user_id)))
        return vaults[-1]

    return vaults, replace(desk.services, vaults=OtherVaults(desk.services.vaults, unlock))


def test_on_a_full_disk_answers_stay_and_are_kept_when_there_is_room_again(desk, starving, asked):
    [vaults, services] = starving
    hands = desk.opened(services)
    hands.answer(asked("q-expect-small"), value=False)
    until(lambda: desk.heard.get("kept", ("",))[0] != "")
    vaults[0].full = True
    hands.answer(asked("q-event"), value=False)
    hands.reads("The disk is full", "Free some space on this device")
    no = hands.find(QAbstractButton, f"{asked('q-event').text} No")
    assert no.isChecked()
    hands.click("Close")
    hands.answer(asked("q-press"), value=False)
    until(lambda: desk.heard["kept"] == ("",))
    # Said once, not at every answer.
    assert "The disk is full" not in hands.words()
    vaults[0].full = False
    hands.answer(asked("q-press-free"), value=True)
    until(lambda: desk.heard["kept"] != ("",))
    assert dict(kept(desk).answers) == {
        "q-expect-small": False,
        "q-event": False,
        "q-press": False,
        "q-press-free": True,
    }


def test_what_a_full_disk_did_not_take_is_kept_when_the_door_is_locked(desk, starving, asked):
    [vaults, services] = starving
    hands = desk.opened(services)
    vaults[0].full = True
    hands.answer(asked("q-event"), value=False)
    hands.reads("The disk is full")
    vaults[0].full = False
    hands.click("Lock")
    hands.reads("Patients’ details on this device are encrypted.")
    assert dict(kept(desk).answers) == {"q-event": False}


# Sealing, printing, copies


def test_without_the_signing_key_a_new_one_is_offered_and_seals(desk):
    histories.signed(desk.services)
    histories.without_key(desk.services)
    hands = desk.opened()
    assert not hands.all(QAbstractButton, "Make a new signing key")
    sitting.seal(hands)
    hands.reads("The signing key is missing", "Make a new signing key", "Nothing was sealed")
    hands.click("Make a new signing key")
    until(lambda: "The signing key is missing" not in hands.words())
    sitting.seal(hands)
    hands.reads("Genuine", "sealed on this device")


class Tired:
    """The real vault, which fails once after a record was stored."""

    def __init__(self, vault):
        self._vault = vault
        self._failed = False

    def __getattr__(self, name):
        return getattr(self._vault, name)

    def store(self, *record):
        self._vault.store(*record)
        if not self._failed:
            self._failed = True
            raise failure("vault-full")


def test_what_was_stored_before_something_failed_is_shown_when_it_is_sealed_again(desk):
    histories.signed(desk.services)
    place = desk.services.vaults
    hands = desk.opened(
        replace(desk.services, vaults=OtherVaults(place, lambda *said: Tired(place.unlock(*said))))
    )
    sitting.seal(hands)
    hands.reads("The disk is full", "Free some space on this device, then do it again")
    sitting.seal(hands)
    hands.reads("Genuine", "sealed on this device")
    [record] = desk.states()
    assert isinstance(record, Sealed)


def test_without_a_printer_it_is_said_where_printing_was_asked_for(desk, monkeypatch):
    monkeypatch.setattr(printing, "printers", tuple)
    histories.sealed(desk.services)
    hands = desk.opened()
    for paper in ("Signed document", "Clinician’s record"):
        hands.click(f"Print: {paper}")
        hands.reads("No printer found", "save a copy and print it elsewhere")


def test_the_recovery_key_that_cannot_be_printed_stays_on_screen(desk, monkeypatch):
    monkeypatch.setattr(printing, "printers", tuple)
    hands = desk.open()
    sitting.fill_first_run(hands, sample_of(desk.services))
    hands.reads("Your recovery key")
    hands.click("Print")
    hands.reads("The recovery key was not printed", "Write it down by hand", "Recovery key: ")


def test_a_recovery_key_that_nobody_saw_is_made_anew_at_the_next_unlock(desk):
    sample = sample_of(desk.services)
    hands = desk.open()
    sitting.fill_first_run(hands, sample)
    hands.reads("Your recovery key")
    [first] = desk.heard["founded"]
    desk.close()
    hands = desk.open()
    sitting.unlock(hands)
    hands.reads("Your recovery key", "a sheet with the last one opens nothing any more")
    [second] = desk.heard["key_awaited"]
    assert second != first
    hands.click("I have printed it or written it down.")
    hands.click("Continue")
    hands.reads("No consultations yet")
    desk.close()
    for key, right in ((first, False), (second, True)):
        hands = desk.open()
        hands.click("Use the recovery key")
        hands.type("Recovery key", key)
        hands.type("New passphrase", PASSPHRASE)
        hands.type("The same again", PASSPHRASE)
        hands.click("Open with recovery key")
        hands.reads("No consultations yet" if right else "This is another recovery key")
        desk.close()


def test_a_copy_that_cannot_be_written_is_named(desk, monkeypatch, tmp_path):
    class Dialog:
        @staticmethod
        def getSaveFileName(_parent, _title, name, _kinds):
            return str(tmp_path / "no such folder" / name), ""

    monkeypatch.setattr(files, "QFileDialog", Dialog)
    histories.sealed(desk.services)
    hands = desk.opened()
    hands.click("Save: Clinician’s record")
    hands.reads("The copy was not saved: No such file or directory.")


# Packs and bugs


@pytest.fixture
def forms(tmp_path):
    return shutil.copytree(forms_folder(), tmp_path / "forms")


def test_with_a_broken_pack_the_list_opens_and_says_where_the_mistake_is(desk, forms):
    histories.begun(desk.services)
    cover = forms / "mesotherapy" / "pack.yaml"
    cover.write_text(cover.read_text().replace("name:", "nmae:", 1))
    hands = desk.open(replace(desk.services, library=Library(forms)))
    sitting.unlock(hands)
    hands.reads("Something in a treatment’s files is wrong", "pack.yaml:", "name")
    assert not hands.find(QAbstractButton, "New consultation").isEnabled()
    hands.open_row(0)
    hands.reads("What matters to you", sample_of(desk.services).patient.name)


def test_a_mistake_in_a_rule_is_named_when_a_consultation_is_begun(desk, forms):
    histories.founded(desk.services)
    rules = forms / "mesotherapy" / "rules.yaml"
    rules.write_text(rules.read_text().replace("severity: stop", "severity: stpo", 1))
    hands = desk.unlocked(replace(desk.services, library=Library(forms)))
    hands.click("New consultation")
    hands.reads("Something in a treatment’s files is wrong", "rules.yaml:", "stpo")


def test_a_bug_is_said_the_dialog_closes_and_the_draft_is_kept(desk):
    histories.refused(desk.services)
    name = sample_of(desk.services).patient.name

    def broken(*_):
        raise KeyError(name)

    hands = desk.opened(replace(desk.services, render=broken))
    hands.go_to(sitting.Step.SIGN)
    hands.click("Freeze for signing")
    dialog = hands.dialog()
    dialog.reads("Something went wrong in the program", "KeyError", "Every answer given before is kept.")
    assert name not in dialog.words()
    dialog.click("Go on")
    until(lambda: not hands.all(QDialog))
    assert hands.find(QAbstractButton, "Freeze for signing").isEnabled()
    assert kept(desk).answers["d-treatment"] == "decline"
