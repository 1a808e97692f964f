"""The words of an expected failure: what happened, what is safe, what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from consult_app.errors import AnswerError, ConsultError, ContentError


@dataclass(frozen=True, slots=True)
class Message:
    """What a failure means for the person at the screen."""

    title: str
    happened: str
    safe: str
    remedy: str

    @property
    def text(self) -> str:
        """All but the title, as one paragraph."""
        return " ".join(part for part in (self.happened, self.safe, self.remedy) if part)


def message(error: ConsultError) -> Message:
    """Give the words for an error; one without words of its own speaks through its `what` and `remedy`."""
    if isinstance(error, ContentError) and error.code not in _WORDS:
        return _about_content(error)
    if isinstance(error, AnswerError):
        return Message(_tr(_ANSWER_REFUSED), error.what, "", error.remedy)
    title, happened, safe, remedy = _WORDS.get(error.code, (_UNNAMED, "", _DRAFT_SAFE, ""))
    return Message(
        _tr(title), _tr(happened) or error.what, _tr(safe), _tr(remedy) or error.remedy or _tr(_TRY_AGAIN)
    )


def _about_content(error: ContentError) -> Message:
    """A pack's error is for its author: the place comes first and the words are those of the reader."""
    return Message(_tr(_PACK_WRONG), f"{error.where}: {error.what}", _tr(_RECORDS_SAFE), error.remedy)


def _tr(literal: object) -> str:
    # The stubs give `object` for what QT_TRANSLATE_NOOP returns: the literal itself.
    return QCoreApplication.translate("messages", str(literal)) if literal else ""


_UNNAMED = QT_TRANSLATE_NOOP("messages", "This did not work")
_TRY_AGAIN = QT_TRANSLATE_NOOP("messages", "Try again.")
_DRAFT_SAFE = QT_TRANSLATE_NOOP("messages", "Everything answered before is kept.")
_RECORDS_SAFE = QT_TRANSLATE_NOOP("messages", "Records that were made before are not affected.")
_ANSWER_REFUSED = QT_TRANSLATE_NOOP("messages", "This answer does not fit")
_PACK_WRONG = QT_TRANSLATE_NOOP("messages", "Something in a treatment’s files is wrong")
_NOBODY_CAME = QT_TRANSLATE_NOOP("messages", "Nobody was brought in.")
_OLDER_SAFE = QT_TRANSLATE_NOOP("messages", "Older backups are as they were.")
_NOT_TAKEN = QT_TRANSLATE_NOOP("messages", "The system knows of no printer, or the printer did not take it.")
_NOTHING_CHANGED = QT_TRANSLATE_NOOP("messages", "Nothing was changed.")
_SEALED_ALL_THE_SAME = QT_TRANSLATE_NOOP("messages", "Everything is sealed and kept as before.")
_CHECK_SERVER = QT_TRANSLATE_NOOP("messages", "It is asked again by itself. Check the address.")
_KEY_AS_BEFORE = QT_TRANSLATE_NOOP("messages", "Your signing key is the one of before.")
_KEPT_UNTIL_THEN = QT_TRANSLATE_NOOP(
    "messages", "Answers in a consultation that was begun are kept on this machine until then."
)
_NOTHING_SEALED = QT_TRANSLATE_NOOP("messages", "Nothing was sealed or changed, and nothing is lost.")
_NOT_SEALED = QT_TRANSLATE_NOOP("messages", "Nothing was sealed. Answers and signatures are kept.")

_WORDS: dict[str, tuple[object, object, object, object]] = {
    "proposal-missing": (
        QT_TRANSLATE_NOOP("messages", "This is not proposed any more"),
        QT_TRANSLATE_NOOP("messages", "Somebody took the proposal back, or carried it out."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Look at the list again."),
    ),
    "held": (
        QT_TRANSLATE_NOOP("messages", "A hold keeps these records"),
        QT_TRANSLATE_NOOP("messages", "While it lasts nothing about this patient can be destroyed."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "If its reason is over, end the hold first."),
    ),
    "second-person": (
        QT_TRANSLATE_NOOP("messages", "Somebody else has to carry this out"),
        QT_TRANSLATE_NOOP("messages", "Whoever proposed a destruction cannot be the one who does it."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Let another clinician unlock, look at it, and carry it out."),
    ),
    "names-patient": (
        QT_TRANSLATE_NOOP("messages", "These words name the patient"),
        QT_TRANSLATE_NOOP("messages", "They stand on the certificate, which must say nothing of the record."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Write the reason without name and record number."),
    ),
    "reason-names-patient": (
        QT_TRANSLATE_NOOP("messages", "The reason names the patient"),
        QT_TRANSLATE_NOOP(
            "messages", "The log keeps it for good, also when the records of the patient are destroyed."
        ),
        QT_TRANSLATE_NOOP("messages", "Nothing was shown, and nothing was entered."),
        QT_TRANSLATE_NOOP("messages", "Write the reason without name and record number."),
    ),
    "already-joined": (
        QT_TRANSLATE_NOOP("messages", "One of the two is joined with somebody else already"),
        QT_TRANSLATE_NOOP(
            "messages", "Nobody is joined over a third entry: it could not be undone one by one."
        ),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP(
            "messages", "Open the patient again. Part the other two first if that was a mistake."
        ),
    ),
    "being-signed": (
        QT_TRANSLATE_NOOP("messages", "A consultation is being signed"),
        QT_TRANSLATE_NOOP("messages", "Its pages name the patient as they are called now."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Finish it, or go back to the draft, and try again."),
    ),
    "destruction-proposed": (
        QT_TRANSLATE_NOOP("messages", "Somebody proposed to destroy the records of one of the two"),
        QT_TRANSLATE_NOOP("messages", "What is about to be destroyed is not joined with anything."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Take the proposal back first, under “Keeping records”."),
    ),
    "called-otherwise": (
        QT_TRANSLATE_NOOP("messages", "The patient is called otherwise now"),
        QT_TRANSLATE_NOOP(
            "messages", "Details were corrected elsewhere, or entries joined or parted, while this was open."
        ),
        QT_TRANSLATE_NOOP("messages", "All answers are kept. Nothing was signed."),
        QT_TRANSLATE_NOOP("messages", "Go back to the list and open the consultation again."),
    ),
    "merge-missing": (
        QT_TRANSLATE_NOOP("messages", "These two are not joined any more"),
        QT_TRANSLATE_NOOP("messages", "Somebody parted them meanwhile."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Open the patient again."),
    ),
    "merge-not-last": (
        QT_TRANSLATE_NOOP("messages", "Somebody else was joined later"),
        QT_TRANSLATE_NOOP(
            "messages", "What was joined last is parted first, so that each gets its own details back."
        ),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Part the last one first."),
    ),
    "photo-missing": (
        QT_TRANSLATE_NOOP("messages", "This photograph is not there"),
        QT_TRANSLATE_NOOP("messages", "The vault has no picture of that name."),
        _RECORDS_SAFE,
        QT_TRANSLATE_NOOP("messages", "Open the patient’s photographs again."),
    ),
    "import-begun": (
        QT_TRANSLATE_NOOP("messages", "These patients stay"),
        QT_TRANSLATE_NOOP("messages", "Something was begun with one of them, or corrected, meanwhile."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Whoever came twice can be joined on their page."),
    ),
    "patients-changed": (
        QT_TRANSLATE_NOOP("messages", "The patients here have changed meanwhile"),
        QT_TRANSLATE_NOOP("messages", "Somebody was added or corrected after this file was read."),
        _NOBODY_CAME,
        QT_TRANSLATE_NOOP("messages", "Choose the file again, and look at who comes now."),
    ),
    "table-empty": (
        QT_TRANSLATE_NOOP("messages", "There is nothing in this file"),
        "",
        _NOBODY_CAME,
        QT_TRANSLATE_NOOP("messages", "Export the patients again, then choose that file."),
    ),
    "table-other-file": (
        QT_TRANSLATE_NOOP("messages", "This is no file of patients"),
        QT_TRANSLATE_NOOP("messages", "It looks like a workbook, a PDF or a letter."),
        _NOBODY_CAME,
        QT_TRANSLATE_NOOP("messages", "Open it in its own program, save it as CSV, and choose that."),
    ),
    "table-one-column": (
        QT_TRANSLATE_NOOP("messages", "This file has one column only"),
        QT_TRANSLATE_NOOP("messages", "Names and dates of birth have to stand in columns of their own."),
        _NOBODY_CAME,
        QT_TRANSLATE_NOOP("messages", "Export it with commas, semicolons or tabs between the columns."),
    ),
    "table-encoding": (
        QT_TRANSLATE_NOOP("messages", "The letters of this file cannot be read so"),
        QT_TRANSLATE_NOOP("messages", "It was saved with other letters than those that were chosen."),
        _NOBODY_CAME,
        QT_TRANSLATE_NOOP("messages", "Choose other letters, or save the file as UTF-8."),
    ),
    "table-quotes": (
        QT_TRANSLATE_NOOP("messages", "A quotation mark in this file is not closed"),
        "",
        _NOBODY_CAME,
        QT_TRANSLATE_NOOP("messages", "Look at that line in a spreadsheet or an editor, and save it again."),
    ),
    "table-too-large": (
        QT_TRANSLATE_NOOP("messages", "This file is too large"),
        QT_TRANSLATE_NOOP("messages", "It has more than 200,000 lines, or more than 50 MB."),
        _NOBODY_CAME,
        QT_TRANSLATE_NOOP(
            "messages", "Part it into smaller files, each with the line that names the columns."
        ),
    ),
    "table-nobody": (
        QT_TRANSLATE_NOOP("messages", "There is no patient in this file"),
        QT_TRANSLATE_NOOP("messages", "It can be read, and tells of other things than patients."),
        _NOBODY_CAME,
        QT_TRANSLATE_NOOP("messages", "Export the patients in the other program, then choose that file."),
    ),
    "table-xml": (
        QT_TRANSLATE_NOOP("messages", "Files of this kind are not read"),
        QT_TRANSLATE_NOOP("messages", "It is XML. Patients are read from CSV, GDT, FHIR as JSON, and HL7."),
        _NOBODY_CAME,
        QT_TRANSLATE_NOOP("messages", "Have the other program save one of these, and choose that."),
    ),
    "fhir-broken": (
        QT_TRANSLATE_NOOP("messages", "This FHIR file is not whole"),
        QT_TRANSLATE_NOOP(
            "messages", "It says one thing twice, goes too deep, or has other letters than UTF-8."
        ),
        _NOBODY_CAME,
        QT_TRANSLATE_NOOP("messages", "Export it again in the other program, then choose that file."),
    ),
    "fhir-syntax": (
        QT_TRANSLATE_NOOP("messages", "This FHIR file is not whole"),
        "",
        _NOBODY_CAME,
        QT_TRANSLATE_NOOP("messages", "Export it again in the other program, then choose that file."),
    ),
    "fhir-too-large": (
        QT_TRANSLATE_NOOP("messages", "This FHIR file is too large"),
        QT_TRANSLATE_NOOP("messages", "It has more than 20 million characters in one piece."),
        _NOBODY_CAME,
        QT_TRANSLATE_NOOP("messages", "Export the patients one a line (NDJSON), or in smaller files."),
    ),
    "lot-too-short": (
        QT_TRANSLATE_NOOP("messages", "This is too short"),
        QT_TRANSLATE_NOOP("messages", "With so few letters and digits nearly everybody would be found."),
        "",
        QT_TRANSLATE_NOOP("messages", "Type at least two letters or digits of the lot."),
    ),
    "picture-unusable": (
        QT_TRANSLATE_NOOP("messages", "This picture cannot be used"),
        "",
        "",
        QT_TRANSLATE_NOOP("messages", "Choose a PNG or JPEG file."),
    ),
    "scan-unusable-some": (
        QT_TRANSLATE_NOOP("messages", "Some files cannot be read as scanned paper"),
        "",
        QT_TRANSLATE_NOOP("messages", "All others were taken in."),
        QT_TRANSLATE_NOOP("messages", "Add what is missing again, as PDF, JPEG, PNG or TIFF."),
    ),
    "picture-unusable-some": (
        QT_TRANSLATE_NOOP("messages", "Some pictures cannot be used"),
        "",
        QT_TRANSLATE_NOOP("messages", "All others are kept."),
        QT_TRANSLATE_NOOP("messages", "Choose what is missing again, as PNG or JPEG files."),
    ),
    "unreadable-some": (
        QT_TRANSLATE_NOOP("messages", "Some files cannot be read"),
        "",
        QT_TRANSLATE_NOOP("messages", "All others were taken in."),
        QT_TRANSLATE_NOOP("messages", "Choose what is missing again, or copy it to this device first."),
    ),
    "scan-unusable": (
        QT_TRANSLATE_NOOP("messages", "This file cannot be read as scanned paper"),
        "",
        QT_TRANSLATE_NOOP("messages", "What had come back before is kept, and nothing of this file is."),
        QT_TRANSLATE_NOOP("messages", "Scan or photograph the pages again, as PDF, JPEG, PNG or TIFF."),
    ),
    "approved-only": (
        QT_TRANSLATE_NOOP("messages", "This content is a draft"),
        "",
        QT_TRANSLATE_NOOP("messages", "No consultation was begun."),
        QT_TRANSLATE_NOOP(
            "messages",
            "Have the content approved, or allow drafts under “Practice and clinician” in the list.",
        ),
    ),
    "backup-unchosen": (
        QT_TRANSLATE_NOOP("messages", "No folder for backups is chosen"),
        "",
        "",
        QT_TRANSLATE_NOOP("messages", "Choose one here, save, then try again."),
    ),
    "backup-full": (
        QT_TRANSLATE_NOOP("messages", "There is no room for a backup"),
        QT_TRANSLATE_NOOP("messages", "The disk with the folder for backups is full."),
        _OLDER_SAFE,
        QT_TRANSLATE_NOOP("messages", "Make room there, or choose another folder in the settings."),
    ),
    "backup-read-only": (
        QT_TRANSLATE_NOOP("messages", "The folder for backups cannot be written"),
        QT_TRANSLATE_NOOP("messages", "It is read-only, or this account has no right to write in it."),
        _OLDER_SAFE,
        QT_TRANSLATE_NOOP("messages", "Choose another folder in the settings."),
    ),
    "backup-unreachable": (
        QT_TRANSLATE_NOOP("messages", "The folder for backups cannot be reached"),
        QT_TRANSLATE_NOOP("messages", "No backup was made. The stick or share may not be connected."),
        _OLDER_SAFE,
        QT_TRANSLATE_NOOP("messages", "Connect it, or choose another folder in the settings."),
    ),
    "backup-unsound": (
        QT_TRANSLATE_NOOP("messages", "The backup is not whole"),
        QT_TRANSLATE_NOOP("messages", "It was opened after it was made, and did not pass its check."),
        _OLDER_SAFE,
        QT_TRANSLATE_NOOP("messages", "Try again, in another place if it happens again."),
    ),
    "backup-altered": (
        QT_TRANSLATE_NOOP("messages", "This backup was damaged"),
        QT_TRANSLATE_NOOP("messages", "It is not what it was when it was made."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP(
            "messages", "Choose the folder of another one: those of other days are not affected by this."
        ),
    ),
    "backup-foreign": (
        QT_TRANSLATE_NOOP("messages", "There is no backup in this folder"),
        "",
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Choose the folder that Consult made backups in, or one of them."),
    ),
    "vault-missing": (
        QT_TRANSLATE_NOOP("messages", "No vault found"),
        QT_TRANSLATE_NOOP("messages", "The place where this device keeps its consultations is empty."),
        "",
        QT_TRANSLATE_NOOP(
            "messages", "Connect the drive that holds it, restore a backup, or set up a new vault."
        ),
    ),
    "vault-gone": (
        QT_TRANSLATE_NOOP("messages", "The vault file is gone"),
        QT_TRANSLATE_NOOP("messages", "The keys to it are still in its folder, and vault.db is not."),
        QT_TRANSLATE_NOOP("messages", "Nothing was written there."),
        QT_TRANSLATE_NOOP(
            "messages", "Put the file back, from the trash for example, or restore the last backup."
        ),
    ),
    "vault-on-share": (
        QT_TRANSLATE_NOOP("messages", "The vault lies on a network share"),
        QT_TRANSLATE_NOOP("messages", "There, answers that were kept can get lost without a word."),
        QT_TRANSLATE_NOOP("messages", "Nothing was written to it."),
        QT_TRANSLATE_NOOP(
            "messages",
            "Move its folder to a disk of this machine. For several rooms, have a PostgreSQL server hold it.",
        ),
    ),
    "vault-empty": (
        QT_TRANSLATE_NOOP("messages", "The vault file is empty"),
        QT_TRANSLATE_NOOP("messages", "The file is there but holds nothing, so it cannot be the vault."),
        QT_TRANSLATE_NOOP("messages", "Nothing was written to it."),
        QT_TRANSLATE_NOOP("messages", "Restore the last backup of the vault’s folder."),
    ),
    "vault-foreign": (
        QT_TRANSLATE_NOOP("messages", "This is not a vault of Consult"),
        QT_TRANSLATE_NOOP("messages", "The file belongs to another program or to another vault."),
        QT_TRANSLATE_NOOP("messages", "Nothing was written to it."),
        QT_TRANSLATE_NOOP("messages", "Put the right vault back in its place, from a backup if need be."),
    ),
    "vault-too-new": (
        QT_TRANSLATE_NOOP("messages", "The vault needs a newer Consult"),
        QT_TRANSLATE_NOOP("messages", "A later version of the program has written to this vault."),
        QT_TRANSLATE_NOOP("messages", "It was not opened and not changed."),
        QT_TRANSLATE_NOOP("messages", "Update the program on this device, then unlock again."),
    ),
    "room-behind": (
        QT_TRANSLATE_NOOP("messages", "Another room has a newer Consult"),
        QT_TRANSLATE_NOOP("messages", "This program cannot follow what is done there."),
        QT_TRANSLATE_NOOP(
            "messages", "What was said here is kept on this machine, and sent after the update."
        ),
        QT_TRANSLATE_NOOP("messages", "Update the program on this device, then unlock again."),
    ),
    "check-stopped": (
        QT_TRANSLATE_NOOP("messages", "The check was stopped"),
        QT_TRANSLATE_NOOP("messages", "Nothing can be said of what was not looked at."),
        QT_TRANSLATE_NOOP("messages", "The log and what is kept are as they were."),
        QT_TRANSLATE_NOOP("messages", "Check the log again when there is time."),
    ),
    "room-ahead": (
        QT_TRANSLATE_NOOP("messages", "This Consult is newer than the vault"),
        QT_TRANSLATE_NOOP(
            "messages",
            "All rooms are brought up to date at once, and the practice’s server cannot be reached.",
        ),
        QT_TRANSLATE_NOOP("messages", "The vault was not changed. What waits on this machine is kept."),
        QT_TRANSLATE_NOOP("messages", "Check the network and the server, then unlock again."),
    ),
    "vault-damaged": (
        QT_TRANSLATE_NOOP("messages", "The vault is damaged"),
        QT_TRANSLATE_NOOP("messages", "Part of the vault cannot be read or fails its check."),
        QT_TRANSLATE_NOOP("messages", "It was left as it is."),
        QT_TRANSLATE_NOOP(
            "messages",
            "Copy the vault’s folder away, then restore the last backup. Do not delete the damaged one: "
            "consult-app rescue brings out what is whole.",
        ),
    ),
    "passphrase-wrong": (
        QT_TRANSLATE_NOOP("messages", "The passphrase is not right"),
        QT_TRANSLATE_NOOP("messages", "The vault stays locked."),
        "",
        QT_TRANSLATE_NOOP("messages", "Check Caps Lock and the keyboard’s language, then try again."),
    ),
    "keystore-locked": (
        QT_TRANSLATE_NOOP("messages", "The key store of this system is locked"),
        QT_TRANSLATE_NOOP("messages", "The passphrase is tied to this device, which does not give its part."),
        QT_TRANSLATE_NOOP("messages", "Nothing was opened and nothing was changed."),
        QT_TRANSLATE_NOOP(
            "messages",
            "Unlock the key store, or log out and in again. Or use the recovery key.",
        ),
    ),
    "keystore-missing": (
        QT_TRANSLATE_NOOP("messages", "This system has no key store that can be used"),
        QT_TRANSLATE_NOOP(
            "messages", "A passphrase can be tied to a device only if its system keeps secrets."
        ),
        QT_TRANSLATE_NOOP("messages", "Nothing was opened and nothing was changed."),
        QT_TRANSLATE_NOOP(
            "messages", "Set one up, such as GNOME Keyring or KWallet. To unlock, use the recovery key."
        ),
    ),
    "machine-secret-missing": (
        QT_TRANSLATE_NOOP("messages", "This passphrase is tied to another device"),
        QT_TRANSLATE_NOOP("messages", "Or the key store of this one has lost its part."),
        QT_TRANSLATE_NOOP("messages", "Nothing was opened and nothing was changed."),
        QT_TRANSLATE_NOOP(
            "messages", "Use the recovery key: it opens the vault, and sets a passphrase that is not tied."
        ),
    ),
    "passphrase-weak": (
        QT_TRANSLATE_NOOP("messages", "The passphrase is too easy to guess"),
        QT_TRANSLATE_NOOP(
            "messages", "A weak passphrase leaves patients’ details open to whoever takes the device."
        ),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Use four or more unrelated words."),
    ),
    "recovery-key-wrong": (
        QT_TRANSLATE_NOOP("messages", "This is another recovery key"),
        QT_TRANSLATE_NOOP(
            "messages", "It holds no typing mistake. It opens another vault, or a newer one took its place."
        ),
        QT_TRANSLATE_NOOP("messages", "Nothing was opened, and the passphrase is as it was."),
        # Which sheet is the right one is said by the vault's own name.
        "",
    ),
    "recovery-key-typed": (
        QT_TRANSLATE_NOOP("messages", "This is a recovery key"),
        QT_TRANSLATE_NOOP("messages", "It was typed where the passphrase is asked for."),
        QT_TRANSLATE_NOOP("messages", "The vault stays locked."),
        QT_TRANSLATE_NOOP("messages", "Choose “Use the recovery key”, and type it there."),
    ),
    "recovery-key-mistyped": (
        QT_TRANSLATE_NOOP("messages", "The recovery key holds a typing mistake"),
        QT_TRANSLATE_NOOP("messages", "Nothing was opened, and the passphrase is as it was."),
        "",
        "",
    ),
    "vault-exists": (
        QT_TRANSLATE_NOOP("messages", "A vault was already set up here"),
        QT_TRANSLATE_NOOP("messages", "This device holds consultations; a second vault would hide them."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Close the program, open it again and unlock the vault."),
    ),
    "vault-full": (
        QT_TRANSLATE_NOOP("messages", "The disk is full"),
        QT_TRANSLATE_NOOP("messages", "The last change could not be kept."),
        _DRAFT_SAFE,
        QT_TRANSLATE_NOOP("messages", "Free some space on this device, then do it again."),
    ),
    "disk-failing": (
        QT_TRANSLATE_NOOP("messages", "The disk reports errors"),
        QT_TRANSLATE_NOOP("messages", "The last change could not be kept."),
        _DRAFT_SAFE,
        QT_TRANSLATE_NOOP(
            "messages",
            "Lock, copy the vault’s folder to another disk, and go on from there. Do not rely on this disk.",
        ),
    ),
    "vault-read-only": (
        QT_TRANSLATE_NOOP("messages", "The vault cannot be written"),
        QT_TRANSLATE_NOOP("messages", "The system does not allow changes in the vault’s folder."),
        _DRAFT_SAFE,
        QT_TRANSLATE_NOOP(
            "messages",
            "Allow this user to write there or lift the write protection, then try again. If neither helps, "
            "the disk may be failing: copy the vault’s folder to another one.",
        ),
    ),
    "in-use": (
        QT_TRANSLATE_NOOP("messages", "Consult is already open"),
        QT_TRANSLATE_NOOP("messages", "Another window on this device works with the vault."),
        QT_TRANSLATE_NOOP("messages", "That window keeps its work."),
        QT_TRANSLATE_NOOP("messages", "Use the other window, or close it and try again."),
    ),
    "patient-missing": (
        QT_TRANSLATE_NOOP("messages", "This patient is not in the vault"),
        QT_TRANSLATE_NOOP("messages", "The list may be older than the vault."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Go back to the list and choose them again."),
    ),
    "consultation-missing": (
        QT_TRANSLATE_NOOP("messages", "This consultation is not in the vault"),
        QT_TRANSLATE_NOOP("messages", "The list may be older than the vault."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Go back to the list and open it again."),
    ),
    "already-sealed": (
        QT_TRANSLATE_NOOP("messages", "This record is sealed"),
        QT_TRANSLATE_NOOP("messages", "A sealed record can be read and printed, never changed."),
        QT_TRANSLATE_NOOP("messages", "The sealed record is as it was."),
        QT_TRANSLATE_NOOP("messages", "Begin a new consultation for anything that is new."),
    ),
    "already-voided": (
        QT_TRANSLATE_NOOP("messages", "This was ended without being completed"),
        QT_TRANSLATE_NOOP("messages", "It was ended elsewhere, or because the consent was taken back."),
        QT_TRANSLATE_NOOP("messages", "It is kept as it stood; what was written here since is not."),
        QT_TRANSLATE_NOOP("messages", "Go back to the list and open it again: it says why it was ended."),
    ),
    "withdrawn": (
        QT_TRANSLATE_NOOP("messages", "This consent was taken back"),
        QT_TRANSLATE_NOOP("messages", "Nothing can go on with it."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Begin a new consultation: it ends in a consent of its own."),
    ),
    "changed-elsewhere": (
        QT_TRANSLATE_NOOP("messages", "This consultation was changed elsewhere"),
        QT_TRANSLATE_NOOP("messages", "Another window or room has kept a later state of it."),
        QT_TRANSLATE_NOOP(
            "messages",
            "The later state is kept. Where rooms share a vault, what was said here is kept too,"
            " as a consultation of its own.",
        ),
        QT_TRANSLATE_NOOP("messages", "Go back to the list and open it again."),
    ),
    "server-gone": (
        QT_TRANSLATE_NOOP("messages", "The practice’s server cannot be reached"),
        QT_TRANSLATE_NOOP("messages", "Beginning and sealing need it, so that every room has the same."),
        _KEPT_UNTIL_THEN,
        QT_TRANSLATE_NOOP("messages", "Check the network and the server, then try again."),
    ),
    "user-removed": (
        QT_TRANSLATE_NOOP("messages", "You were removed from this practice"),
        QT_TRANSLATE_NOOP(
            "messages", "Somebody did so in another room, so your passphrase opens it no more."
        ),
        QT_TRANSLATE_NOOP(
            "messages", "What you answered before is kept here, and sent when somebody else unlocks."
        ),
        QT_TRANSLATE_NOOP("messages", "If that was a mistake, ask a clinical lead or an administrator."),
    ),
    "users-changed": (
        QT_TRANSLATE_NOOP("messages", "The users were changed in another room meanwhile"),
        "",
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Look at the list of users again, then try once more."),
    ),
    "server-barred": (
        QT_TRANSLATE_NOOP("messages", "The practice’s server does not let this machine in"),
        QT_TRANSLATE_NOOP("messages", "Its list of who may come in (pg_hba.conf) leaves this machine out."),
        _KEPT_UNTIL_THEN,
        QT_TRANSLATE_NOOP("messages", "Ask whoever looks after the server to put this machine on its list."),
    ),
    "server-busy": (
        QT_TRANSLATE_NOOP("messages", "The practice’s server lets nobody in at the moment"),
        QT_TRANSLATE_NOOP("messages", "It is starting or ending, or too many are connected with it."),
        _KEPT_UNTIL_THEN,
        QT_TRANSLATE_NOOP("messages", "If it stays so, ask whoever looks after the server."),
    ),
    "server-full": (
        QT_TRANSLATE_NOOP("messages", "The practice’s server has no room left"),
        QT_TRANSLATE_NOOP("messages", "Its disk is full."),
        _KEPT_UNTIL_THEN,
        QT_TRANSLATE_NOOP("messages", "Ask whoever looks after the server to make room."),
    ),
    "server-open": (
        QT_TRANSLATE_NOOP("messages", "The way to the practice’s server is not encrypted"),
        QT_TRANSLATE_NOOP("messages", "The server offers no TLS, so nothing is sent to it."),
        _KEPT_UNTIL_THEN,
        QT_TRANSLATE_NOOP("messages", "Ask whoever looks after the server to switch TLS on."),
    ),
    "server-certificate": (
        QT_TRANSLATE_NOOP("messages", "The practice’s server shows another certificate"),
        QT_TRANSLATE_NOOP(
            "messages", "It may not be the practice’s server that answers, so nothing is sent to it."
        ),
        _KEPT_UNTIL_THEN,
        QT_TRANSLATE_NOOP("messages", "Ask whoever looks after the server whether its certificate is new."),
    ),
    "server-unproven": (
        QT_TRANSLATE_NOOP("messages", "The practice’s server did not prove itself"),
        QT_TRANSLATE_NOOP(
            "messages", "It may be another one in its place. The password was not given to it."
        ),
        _KEPT_UNTIL_THEN,
        QT_TRANSLATE_NOOP(
            "messages",
            "Ask whoever looks after the server whether it asks rooms for their password (scram-sha-256).",
        ),
    ),
    "server-old": (
        QT_TRANSLATE_NOOP("messages", "The practice’s server is too old"),
        QT_TRANSLATE_NOOP("messages", "It is older than PostgreSQL 15."),
        _KEPT_UNTIL_THEN,
        QT_TRANSLATE_NOOP("messages", "Ask whoever looks after the server to bring it up to date."),
    ),
    "database-missing": (
        QT_TRANSLATE_NOOP("messages", "The practice’s database is not on its server"),
        QT_TRANSLATE_NOOP("messages", "The server answers, and has no database of that name."),
        _KEPT_UNTIL_THEN,
        QT_TRANSLATE_NOOP("messages", "Ask whoever looks after the server."),
    ),
    "server-password": (
        QT_TRANSLATE_NOOP("messages", "The practice’s server does not let this machine in"),
        QT_TRANSLATE_NOOP("messages", "The rooms have another password, which was made in another room."),
        _KEPT_UNTIL_THEN,
        QT_TRANSLATE_NOOP("messages", "Type the new password in the settings, under Several rooms."),
    ),
    "owner-password": (
        QT_TRANSLATE_NOOP("messages", "The server does not take this password"),
        QT_TRANSLATE_NOOP("messages", "The owner of the server’s database has another one."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Type the one that the practice was connected with, or ask its owner."),
    ),
    "room-password": (
        QT_TRANSLATE_NOOP("messages", "The server does not take this password"),
        QT_TRANSLATE_NOOP("messages", "It is not the one that was made last."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Compare it with how it was shown when it was made."),
    ),
    "log-unsound": (
        QT_TRANSLATE_NOOP("messages", "The log is not whole"),
        QT_TRANSLATE_NOOP("messages", "The log, or what is kept, was changed."),
        QT_TRANSLATE_NOOP("messages", "Nothing was done: what was before may be needed to find out."),
        QT_TRANSLATE_NOOP("messages", "Check the log first."),
    ),
    "practice-alone": (
        QT_TRANSLATE_NOOP("messages", "There is no server"),
        QT_TRANSLATE_NOOP("messages", "This vault is this machine’s alone."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Share it first: consult-app practice connect."),
    ),
    "server-refused": (
        QT_TRANSLATE_NOOP("messages", "The practice’s server refuses this"),
        QT_TRANSLATE_NOOP("messages", "This machine has lost the right to read or to add there."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Ask whoever looks after the server."),
    ),
    "server-unguarded": (
        QT_TRANSLATE_NOOP("messages", "The practice’s server is not protected"),
        QT_TRANSLATE_NOOP("messages", "What keeps records there from being changed was taken away."),
        QT_TRANSLATE_NOOP("messages", "Nothing is written to it until that is mended."),
        QT_TRANSLATE_NOOP("messages", "Ask whoever looks after the server."),
    ),
    "server-altered": (
        QT_TRANSLATE_NOOP("messages", "The practice’s server holds something else"),
        QT_TRANSLATE_NOOP("messages", "What was written to it was changed, or is gone."),
        QT_TRANSLATE_NOOP("messages", "All that this machine had is as it was, and can be read."),
        QT_TRANSLATE_NOOP("messages", "Ask whoever looks after the server, and check the log."),
    ),
    "server-behind": (
        QT_TRANSLATE_NOOP("messages", "The practice’s server holds less than this machine"),
        QT_TRANSLATE_NOOP("messages", "An older state of the server was put back."),
        QT_TRANSLATE_NOOP("messages", "All that this machine had is as it was, and can be read."),
        QT_TRANSLATE_NOOP("messages", "Ask whoever looks after the server to put the newest state back."),
    ),
    "keys-changed": (
        QT_TRANSLATE_NOOP("messages", "The practice has other keys now"),
        QT_TRANSLATE_NOOP(
            "messages", "In another room a user was removed, or the server was emptied of what was before."
        ),
        QT_TRANSLATE_NOOP("messages", "Every answer is kept, also those from now on."),
        QT_TRANSLATE_NOOP(
            "messages",
            "Lock, and unlock again with your passphrase. Whoever was removed has to let somebody else.",
        ),
    ),
    "copy-differs": (
        QT_TRANSLATE_NOOP("messages", "This machine’s copy is not what the server has"),
        QT_TRANSLATE_NOOP("messages", "It could not follow what another room did."),
        QT_TRANSLATE_NOOP("messages", "The practice’s server is not affected."),
        QT_TRANSLATE_NOOP(
            "messages",
            "Check the log. Then move this folder away, and have the machine join the practice again.",
        ),
    ),
    "not-confirmed": (
        QT_TRANSLATE_NOOP("messages", "The passphrase is not right"),
        QT_TRANSLATE_NOOP("messages", "It has to be that of whoever unlocked, whose key signs for this."),
        _NOTHING_SEALED,
        QT_TRANSLATE_NOOP("messages", "Check Caps Lock and the keyboard’s language, then type it again."),
    ),
    "too-many-tries": (
        QT_TRANSLATE_NOOP("messages", "Too many wrong tries"),
        "",
        "",
        "",
    ),
    "not-a-clinician": (
        QT_TRANSLATE_NOOP("messages", "Only a clinician can do this"),
        QT_TRANSLATE_NOOP(
            "messages",
            "An assistant prepares; a clinician overrides and signs.",
        ),
        _DRAFT_SAFE,
        QT_TRANSLATE_NOOP("messages", "Lock (Ctrl+L): the clinician who unlocks comes back to this page."),
    ),
    "not-in-charge": (
        QT_TRANSLATE_NOOP("messages", "Only a clinical lead or an administrator can do this"),
        QT_TRANSLATE_NOOP(
            "messages",
            "They decide who may unlock the vault, and read its log.",
        ),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Ask one of them."),
    ),
    "own-role": (
        QT_TRANSLATE_NOOP("messages", "Nobody gives themselves another role"),
        QT_TRANSLATE_NOOP("messages", "An administrator sees no patients until somebody else decides so."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Ask a clinical lead or another administrator."),
    ),
    "not-a-lead": (
        QT_TRANSLATE_NOOP("messages", "Only a clinical lead can do this"),
        QT_TRANSLATE_NOOP("messages", "It is for a clinical lead to see and to answer for."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Ask a clinical lead of the practice."),
    ),
    "emergency-nobody": (
        QT_TRANSLATE_NOOP("messages", "Nobody was found for certain"),
        QT_TRANSLATE_NOOP(
            "messages", "No patient, or more than one, has this name or record number and birth date."
        ),
        QT_TRANSLATE_NOOP("messages", "Nothing was shown. That it was tried is in the log."),
        QT_TRANSLATE_NOOP("messages", "Type the whole name, or the record number, and the birth date."),
    ),
    "not-a-reader": (
        QT_TRANSLATE_NOOP("messages", "This is not for administrators"),
        QT_TRANSLATE_NOOP("messages", "An administrator sees no patients, consultations or papers."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Lock (Ctrl+L): a clinician or an assistant can unlock and open it."),
    ),
    "role-lost": (
        QT_TRANSLATE_NOOP("messages", "You are an administrator now"),
        QT_TRANSLATE_NOOP(
            "messages",
            "In another room you were given this role, in which nobody sees or answers for patients.",
        ),
        QT_TRANSLATE_NOOP("messages", "What was answered before is kept. What was answered since is not."),
        QT_TRANSLATE_NOOP(
            "messages", "Lock (Ctrl+L): a clinician or an assistant can unlock, open it and ask that again."
        ),
    ),
    "another-clinician": (
        QT_TRANSLATE_NOOP("messages", "This is for another clinician to sign"),
        "",
        QT_TRANSLATE_NOOP("messages", "Answers and signatures are kept."),
        QT_TRANSLATE_NOOP("messages", "Lock (Ctrl+L): whoever unlocks comes back to this page."),
    ),
    "user-missing": (
        QT_TRANSLATE_NOOP("messages", "This user is not in the vault"),
        QT_TRANSLATE_NOOP("messages", "Somebody else may have removed them."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Choose somebody from the list again."),
    ),
    "own-user": (
        QT_TRANSLATE_NOOP("messages", "Nobody can remove themselves"),
        QT_TRANSLATE_NOOP("messages", "Somebody has to be left who can open the vault."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Let another clinical lead or administrator do it."),
    ),
    "last-in-charge": (
        QT_TRANSLATE_NOOP("messages", "Somebody has to be clinical lead or administrator"),
        QT_TRANSLATE_NOOP("messages", "Without one nobody could be let in or helped any more."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Make somebody else one of these first."),
    ),
    "recovery-key-old": (
        QT_TRANSLATE_NOOP("messages", "A new recovery key is needed first"),
        QT_TRANSLATE_NOOP("messages", "The printed one is of an earlier version and cannot outlive this."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Make one in the settings, print it, then remove the user."),
    ),
    "key-missing": (
        QT_TRANSLATE_NOOP("messages", "The signing key is missing"),
        QT_TRANSLATE_NOOP("messages", "There is no signing key that your passphrase opens."),
        _NOT_SEALED,
        QT_TRANSLATE_NOOP(
            "messages", "Make a new signing key, then seal again. What the old one sealed stays valid."
        ),
    ),
    "keys-damaged": (
        QT_TRANSLATE_NOOP("messages", "The key file of the vault is damaged"),
        QT_TRANSLATE_NOOP("messages", "Without it neither passphrase nor recovery key can open the vault."),
        QT_TRANSLATE_NOOP("messages", "The vault itself was not touched."),
        QT_TRANSLATE_NOOP("messages", "Restore the key file from the last backup of the vault’s folder."),
    ),
    "key-secret-wrong": (
        QT_TRANSLATE_NOOP("messages", "The signing key does not open"),
        QT_TRANSLATE_NOOP("messages", "The key file beside the vault is not the one that this vault knows."),
        _NOT_SEALED,
        QT_TRANSLATE_NOOP(
            "messages", "Restore the file from a backup, or make a new signing key, then seal again."
        ),
    ),
    "time-unreachable": (
        QT_TRANSLATE_NOOP("messages", "The timestamp server cannot be reached"),
        "",
        _SEALED_ALL_THE_SAME,
        QT_TRANSLATE_NOOP("messages", "It is asked again by itself. Check the address and the network."),
    ),
    "time-not-let-in": (
        QT_TRANSLATE_NOOP("messages", "The timestamp server does not accept the user or password"),
        "",
        _SEALED_ALL_THE_SAME,
        QT_TRANSLATE_NOOP("messages", "Correct them in the settings, under “Timestamps”."),
    ),
    "time-password-open": (
        QT_TRANSLATE_NOOP("messages", "The password would be sent so that others can read it"),
        QT_TRANSLATE_NOOP("messages", "So nothing was sent."),
        _SEALED_ALL_THE_SAME,
        QT_TRANSLATE_NOOP("messages", "Use an address that begins with https://, or no user name."),
    ),
    "time-address": (
        QT_TRANSLATE_NOOP("messages", "The address of the timestamp server is not one"),
        "",
        _SEALED_ALL_THE_SAME,
        QT_TRANSLATE_NOOP("messages", "Correct it in the settings, under “Timestamps”."),
    ),
    "time-refused": (
        QT_TRANSLATE_NOOP("messages", "The timestamp server refused"),
        "",
        _SEALED_ALL_THE_SAME,
        QT_TRANSLATE_NOOP("messages", "It is asked again by itself. Ask whoever offers the timestamps why."),
    ),
    "time-nonsense": (
        QT_TRANSLATE_NOOP("messages", "What the timestamp server answered is no timestamp"),
        QT_TRANSLATE_NOOP("messages", "Or it is of a kind that this program does not know. It was not used."),
        _SEALED_ALL_THE_SAME,
        _CHECK_SERVER,
    ),
    "time-other": (
        QT_TRANSLATE_NOOP("messages", "The timestamp server answered about something else"),
        QT_TRANSLATE_NOOP("messages", "Its timestamp is not for this document. It was not used."),
        _SEALED_ALL_THE_SAME,
        _CHECK_SERVER,
    ),
    "time-untrusted": (
        QT_TRANSLATE_NOOP("messages", "The timestamp is by somebody who is not trusted"),
        QT_TRANSLATE_NOOP(
            "messages", "It does not lead to the certificate in the settings. It was not used."
        ),
        _SEALED_ALL_THE_SAME,
        QT_TRANSLATE_NOOP("messages", "Choose the certificate that belongs to this server."),
    ),
    "time-expired": (
        QT_TRANSLATE_NOOP("messages", "A certificate of the timestamp server has ended"),
        QT_TRANSLATE_NOOP("messages", "Its timestamp was not used."),
        _SEALED_ALL_THE_SAME,
        QT_TRANSLATE_NOOP(
            "messages", "Ask whoever offers the timestamps for a server whose certificate holds."
        ),
    ),
    "time-no-place": (
        QT_TRANSLATE_NOOP("messages", "There is no place for a timestamp in this document"),
        "",
        _SEALED_ALL_THE_SAME,
        "",
    ),
    "time-not-verified": (
        QT_TRANSLATE_NOOP("messages", "The timestamp was not added"),
        QT_TRANSLATE_NOOP("messages", "The document did not pass its check with it."),
        _SEALED_ALL_THE_SAME,
        QT_TRANSLATE_NOOP("messages", "It is tried again by itself."),
    ),
    "time-refused-by-file": (
        QT_TRANSLATE_NOOP("messages", "The timestamp could not be added"),
        QT_TRANSLATE_NOOP("messages", "The document takes none."),
        _SEALED_ALL_THE_SAME,
        QT_TRANSLATE_NOOP("messages", "It is tried again by itself."),
    ),
    "card-pin-needed": (
        QT_TRANSLATE_NOOP("messages", "The PIN of the card is needed"),
        QT_TRANSLATE_NOOP("messages", "Your signing key lies on a card."),
        _NOTHING_SEALED,
        QT_TRANSLATE_NOOP("messages", "Put the card in, and type its PIN when it is asked for."),
    ),
    "card-pin-wrong": (
        QT_TRANSLATE_NOOP("messages", "This PIN is not right"),
        QT_TRANSLATE_NOOP("messages", "The card did not take it."),
        _NOTHING_SEALED,
        QT_TRANSLATE_NOOP("messages", "Type it again. After a few wrong ones the card locks itself."),
    ),
    "card-pin-few": (
        QT_TRANSLATE_NOOP("messages", "This PIN is not right"),
        QT_TRANSLATE_NOOP("messages", "The card did not take it, and says that few tries are left."),
        _NOTHING_SEALED,
        QT_TRANSLATE_NOOP("messages", "Look the PIN up before you type it again: the card locks itself."),
    ),
    "card-pin-last": (
        QT_TRANSLATE_NOOP("messages", "This PIN is not right, and one try is left"),
        QT_TRANSLATE_NOOP("messages", "After one more wrong PIN the card locks itself."),
        _NOTHING_SEALED,
        QT_TRANSLATE_NOOP("messages", "Look the PIN up before you type it again."),
    ),
    "card-pin-locked": (
        QT_TRANSLATE_NOOP("messages", "The card is locked"),
        QT_TRANSLATE_NOOP("messages", "The PIN was wrong too often."),
        _NOTHING_SEALED,
        QT_TRANSLATE_NOOP(
            "messages", "Unlock it with the program of its maker, or go on with a new signing key."
        ),
    ),
    "card-pin-unset": (
        QT_TRANSLATE_NOOP("messages", "The card has no PIN that can be used"),
        QT_TRANSLATE_NOOP("messages", "It was never set, or has to be changed."),
        _NOTHING_SEALED,
        QT_TRANSLATE_NOOP("messages", "Set it with the program of the card’s maker, then try again."),
    ),
    "card-missing": (
        QT_TRANSLATE_NOOP("messages", "The card is not there"),
        QT_TRANSLATE_NOOP("messages", "No card was found in any reader."),
        _NOTHING_SEALED,
        QT_TRANSLATE_NOOP("messages", "Put it in, wait a moment, then try again."),
    ),
    "card-removed": (
        QT_TRANSLATE_NOOP("messages", "The card was taken out"),
        QT_TRANSLATE_NOOP("messages", "It has to stay in until all is done."),
        _NOTHING_SEALED,
        QT_TRANSLATE_NOOP("messages", "Put it in again, then try again."),
    ),
    "card-other": (
        QT_TRANSLATE_NOOP("messages", "This is not your card"),
        QT_TRANSLATE_NOOP(
            "messages", "Another card is in, or the key on it is not that of your certificate."
        ),
        _NOTHING_SEALED,
        QT_TRANSLATE_NOOP(
            "messages", "Put in the card that you chose in the settings, or choose this one there."
        ),
    ),
    "card-twice": (
        QT_TRANSLATE_NOOP("messages", "There are two cards that look the same"),
        QT_TRANSLATE_NOOP(
            "messages", "They have the same name and number, so nobody can tell which is meant."
        ),
        _NOTHING_SEALED,
        QT_TRANSLATE_NOOP("messages", "Take the one out that is not yours, then try again."),
    ),
    "card-key-missing": (
        QT_TRANSLATE_NOOP("messages", "The key is not on the card any more"),
        QT_TRANSLATE_NOOP("messages", "The card is the right one, and holds no key for your certificate."),
        _NOTHING_SEALED,
        QT_TRANSLATE_NOOP("messages", "Ask whoever issued the card, or go on with a new signing key."),
    ),
    "card-mechanism": (
        QT_TRANSLATE_NOOP("messages", "The card cannot sign in a way that seals need"),
        QT_TRANSLATE_NOOP(
            "messages",
            "It must sign with SHA-256, by RSA of 2048 bits or more, or a curve of 256, 384 or 521 bits.",
        ),
        _NOTHING_SEALED,
        QT_TRANSLATE_NOOP("messages", "Use another card or a file, or go on with a new signing key."),
    ),
    "card-module-missing": (
        QT_TRANSLATE_NOOP("messages", "The program of the card’s maker is not there"),
        QT_TRANSLATE_NOOP(
            "messages", "The file by which the card is reached is gone, or is on another device."
        ),
        _NOTHING_SEALED,
        QT_TRANSLATE_NOOP("messages", "Install it again, or choose the card anew in the settings."),
    ),
    "card-module-unfit": (
        QT_TRANSLATE_NOOP("messages", "This file does not reach any card"),
        QT_TRANSLATE_NOOP("messages", "It is no PKCS#11 module, or one for another kind of system."),
        _NOTHING_SEALED,
        QT_TRANSLATE_NOOP("messages", "Choose the file that came with your card or device."),
    ),
    "card-module-crashed": (
        QT_TRANSLATE_NOOP("messages", "The program of the card’s maker crashed"),
        QT_TRANSLATE_NOOP("messages", "It ran by itself, so it took nothing with it."),
        _NOTHING_SEALED,
        QT_TRANSLATE_NOOP(
            "messages",
            "Take the card out and put it in again. If that does not help, install a newer version of it.",
        ),
    ),
    "card-module-hangs": (
        QT_TRANSLATE_NOOP("messages", "The card does not answer"),
        QT_TRANSLATE_NOOP("messages", "The program of its maker was ended after a while."),
        _NOTHING_SEALED,
        QT_TRANSLATE_NOOP("messages", "Take the card out and put it in again, then try again."),
    ),
    "card-failed": (
        QT_TRANSLATE_NOOP("messages", "The card did not sign"),
        QT_TRANSLATE_NOOP("messages", "It gave no reason that is known here."),
        _NOTHING_SEALED,
        QT_TRANSLATE_NOOP("messages", "Take it out and put it in again, then try again."),
    ),
    "card-unfit": (
        QT_TRANSLATE_NOOP("messages", "This certificate cannot be used for sealing"),
        "",
        _NOTHING_SEALED,
        QT_TRANSLATE_NOOP("messages", "Choose another one."),
    ),
    "key-withdrawn": (
        QT_TRANSLATE_NOOP("messages", "Your signing key was withdrawn"),
        QT_TRANSLATE_NOOP(
            "messages",
            "The practice said that it does not count any more, so a seal with it would not stand.",
        ),
        _NOT_SEALED,
        QT_TRANSLATE_NOOP("messages", "Make a new signing key, then seal again."),
    ),
    "key-ended": (
        QT_TRANSLATE_NOOP("messages", "Your signing key has ended"),
        QT_TRANSLATE_NOOP("messages", "Its certificate holds no longer, so a seal with it would not stand."),
        _NOTHING_SEALED,
        QT_TRANSLATE_NOOP("messages", "Make a new signing key, or use another certificate, then seal again."),
    ),
    "bought-unreadable": (
        QT_TRANSLATE_NOOP("messages", "This file holds no certificate with its key"),
        QT_TRANSLATE_NOOP("messages", "Or it is damaged."),
        _KEY_AS_BEFORE,
        QT_TRANSLATE_NOOP("messages", "Choose the file that ends in .p12 or .pfx."),
    ),
    "bought-secret-wrong": (
        QT_TRANSLATE_NOOP("messages", "The passphrase does not open this file"),
        QT_TRANSLATE_NOOP("messages", "It is the one that you got or chose with the file."),
        _KEY_AS_BEFORE,
        QT_TRANSLATE_NOOP("messages", "Type it again."),
    ),
    "bought-unfit": (
        QT_TRANSLATE_NOOP("messages", "This certificate cannot be used for sealing"),
        QT_TRANSLATE_NOOP(
            "messages",
            "It is not for signing, does not belong to the key beside it, or the key is of a kind that does "
            "not do: RSA of 2048 bits or more, or a curve of 256, 384 or 521 bits.",
        ),
        _KEY_AS_BEFORE,
        QT_TRANSLATE_NOOP("messages", "Ask whoever issued it for a file in today’s form."),
    ),
    "bought-ended": (
        QT_TRANSLATE_NOOP("messages", "This certificate has ended"),
        "",
        _KEY_AS_BEFORE,
        QT_TRANSLATE_NOOP("messages", "Get a new one from whoever issued it."),
    ),
    "bought-not-yet": (
        QT_TRANSLATE_NOOP("messages", "This certificate does not hold yet"),
        "",
        _KEY_AS_BEFORE,
        QT_TRANSLATE_NOOP("messages", "Check the clock of this device, or wait until it holds."),
    ),
    "certificate-unreadable": (
        QT_TRANSLATE_NOOP("messages", "This is no certificate"),
        QT_TRANSLATE_NOOP("messages", "The file holds no certificate that can be read."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Choose a certificate (X.509) as PEM or DER."),
    ),
    "certificate-unfit": (
        QT_TRANSLATE_NOOP("messages", "Nothing can be encrypted to this certificate"),
        QT_TRANSLATE_NOOP("messages", "It has no RSA key of 2048 bits or more, or is not meant for that."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Choose one for encryption, with such a key."),
    ),
    "key-damaged": (
        QT_TRANSLATE_NOOP("messages", "The signing key is damaged"),
        QT_TRANSLATE_NOOP("messages", "The file with the clinician’s signing key cannot be read."),
        _NOT_SEALED,
        QT_TRANSLATE_NOOP(
            "messages", "Restore the file from a backup, or make a new signing key, then seal again."
        ),
    ),
    "key-incomplete": (
        QT_TRANSLATE_NOOP("messages", "The signing key is incomplete"),
        QT_TRANSLATE_NOOP("messages", "The file holds no key together with its certificate."),
        _NOT_SEALED,
        QT_TRANSLATE_NOOP(
            "messages", "Restore the file from a backup, or make a new signing key, then seal again."
        ),
    ),
    "seal-not-verified": (
        QT_TRANSLATE_NOOP("messages", "The seal did not pass its check"),
        QT_TRANSLATE_NOOP(
            "messages", "The file was sealed, read again and not found intact, so it was thrown away."
        ),
        _NOT_SEALED,
        QT_TRANSLATE_NOOP("messages", "Seal again. If it fails again, print the document and sign on paper."),
    ),
    **dict.fromkeys(
        ("no-place", "withdrawal-no-place"),
        (
            QT_TRANSLATE_NOOP("messages", "This document has no place for a withdrawal"),
            QT_TRANSLATE_NOOP("messages", "It was sealed before there was one, or it is withdrawn already."),
            _NOTHING_CHANGED,
            QT_TRANSLATE_NOOP("messages", "Record the withdrawal in a document of its own."),
        ),
    ),
    "withdrawal-refused": (
        QT_TRANSLATE_NOOP("messages", "The consent cannot be marked as withdrawn"),
        QT_TRANSLATE_NOOP("messages", "Its file could not be read or added to."),
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Try again. If it fails again, restore the vault from a backup."),
    ),
    "seal-refused": (
        QT_TRANSLATE_NOOP("messages", "The document could not be sealed"),
        "",
        _NOT_SEALED,
        QT_TRANSLATE_NOOP("messages", "Seal again. If it fails again, print the document and sign on paper."),
    ),
    "stored-differs": (
        QT_TRANSLATE_NOOP("messages", "The stored file is not the sealed one"),
        QT_TRANSLATE_NOOP(
            "messages", "What was read back differs from what was written: the disk may be failing."
        ),
        QT_TRANSLATE_NOOP("messages", "Answers and signatures are kept."),
        QT_TRANSLATE_NOOP("messages", "Back up the vault’s folder to another disk before anything else."),
    ),
    "glyph-missing": (
        QT_TRANSLATE_NOOP("messages", "A character cannot be printed"),
        "",
        QT_TRANSLATE_NOOP("messages", "Nothing was left out or replaced; the document was not made."),
        QT_TRANSLATE_NOOP("messages", "Write the word with other characters, then go on."),
    ),
    "fonts-missing": (
        QT_TRANSLATE_NOOP("messages", "The fonts for printing are missing"),
        QT_TRANSLATE_NOOP("messages", "This installation of the program is incomplete."),
        _DRAFT_SAFE,
        QT_TRANSLATE_NOOP("messages", "Install Consult again."),
    ),
    "no-printer": (
        QT_TRANSLATE_NOOP("messages", "No printer found"),
        QT_TRANSLATE_NOOP("messages", "The system knows of no printer."),
        QT_TRANSLATE_NOOP("messages", "The document is kept in the vault and waits to be printed."),
        QT_TRANSLATE_NOOP(
            "messages", "Set a printer up in the system’s settings, or save a copy and print it elsewhere."
        ),
    ),
    "printing-silent": (
        QT_TRANSLATE_NOOP("messages", "The printing system does not answer"),
        QT_TRANSLATE_NOOP("messages", "It may be starting, or hang."),
        QT_TRANSLATE_NOOP("messages", "The document is kept in the vault and waits to be printed."),
        QT_TRANSLATE_NOOP(
            "messages", "Print again in a minute. If it stays so, restart the computer, or save a copy."
        ),
    ),
    "print-failed": (
        QT_TRANSLATE_NOOP("messages", "The printer did not take the document"),
        "",
        QT_TRANSLATE_NOOP("messages", "The document is kept in the vault and waits to be printed."),
        QT_TRANSLATE_NOOP("messages", "Check paper and connection, then print again, or save a copy."),
    ),
    "form-not-printed": (
        QT_TRANSLATE_NOOP("messages", "The blank form was not printed"),
        _NOT_TAKEN,
        QT_TRANSLATE_NOOP("messages", "Nothing is lost: it is made anew whenever it is asked for."),
        QT_TRANSLATE_NOOP("messages", "Print it again, or save it and print it elsewhere."),
    ),
    "pages-not-printed": (
        QT_TRANSLATE_NOOP("messages", "The pages to be signed were not printed"),
        _NOT_TAKEN,
        QT_TRANSLATE_NOOP("messages", "They are kept in the vault, and the consultation waits for them."),
        QT_TRANSLATE_NOOP("messages", "Print them again, or save them and print them elsewhere."),
    ),
    "key-not-printed": (
        QT_TRANSLATE_NOOP("messages", "The recovery key was not printed"),
        _NOT_TAKEN,
        QT_TRANSLATE_NOOP("messages", "It is shown on this page only, and kept nowhere."),
        QT_TRANSLATE_NOOP("messages", "Write it down by hand, or set a printer up and print again."),
    ),
    "key-not-laid-out": (
        QT_TRANSLATE_NOOP("messages", "The sheet with the key could not be made"),
        QT_TRANSLATE_NOOP("messages", "The words for it are those of the packs, which cannot be read."),
        QT_TRANSLATE_NOOP("messages", "The key is shown on this page only, and kept nowhere."),
        QT_TRANSLATE_NOOP("messages", "Write it down by hand."),
    ),
    "already-there": (
        QT_TRANSLATE_NOOP("messages", "A pack of this name is there already"),
        "",
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Choose another name, or move the folder away."),
    ),
    "bad-name": (
        QT_TRANSLATE_NOOP("messages", "This cannot be the name of a pack"),
        "",
        _NOTHING_CHANGED,
        QT_TRANSLATE_NOOP("messages", "Use small letters, digits and single hyphens."),
    ),
    "not-writable": (
        QT_TRANSLATE_NOOP("messages", "The copy could not be saved there"),
        "",
        QT_TRANSLATE_NOOP("messages", "The document is kept in the vault."),
        QT_TRANSLATE_NOOP("messages", "Choose another folder or drive."),
    ),
    "one-file": (
        QT_TRANSLATE_NOOP("messages", "One file at a time"),
        QT_TRANSLATE_NOOP("messages", "Several files were dragged in, and none of them was checked."),
        "",
        QT_TRANSLATE_NOOP("messages", "Drag in one of them."),
    ),
    "unreadable": (
        QT_TRANSLATE_NOOP("messages", "This file cannot be read"),
        "",
        "",
        QT_TRANSLATE_NOOP("messages", "Choose another file, or copy it to this device first."),
    ),
    "key-not-valid": (
        QT_TRANSLATE_NOOP("messages", "The signing key is not valid now"),
        "",
        _NOT_SEALED,
        QT_TRANSLATE_NOOP(
            "messages", "Check this device’s date; otherwise make a new signing key, then seal again."
        ),
    ),
    "locked": (
        QT_TRANSLATE_NOOP("messages", "The vault is locked"),
        QT_TRANSLATE_NOOP("messages", "It was locked before this was done."),
        _DRAFT_SAFE,
        QT_TRANSLATE_NOOP("messages", "Unlock it, then try again."),
    ),
    "signature-too-long": (
        QT_TRANSLATE_NOOP("messages", "The words beside a signature are too long"),
        "",
        QT_TRANSLATE_NOOP("messages", "Answers and signatures are kept."),
        QT_TRANSLATE_NOOP("messages", "Use fewer words for the reason and the witness."),
    ),
    "forms-missing": (
        QT_TRANSLATE_NOOP("messages", "The treatments are missing"),
        QT_TRANSLATE_NOOP("messages", "This installation of the program is incomplete."),
        _RECORDS_SAFE,
        QT_TRANSLATE_NOOP("messages", "Install Consult again."),
    ),
    "pack-missing": (
        QT_TRANSLATE_NOOP("messages", "The treatment’s files are missing"),
        QT_TRANSLATE_NOOP(
            "messages", "The vault does not hold the wording that this consultation was made with."
        ),
        _RECORDS_SAFE,
        QT_TRANSLATE_NOOP("messages", "Restore the last backup of the vault’s folder."),
    ),
    "not-ready": (
        QT_TRANSLATE_NOOP("messages", "Something is still missing"),
        "",
        _DRAFT_SAFE,
        QT_TRANSLATE_NOOP("messages", "Settle each point in the list, then go on."),
    ),
}
