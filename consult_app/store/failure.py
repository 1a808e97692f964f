"""What can go wrong with a vault, each with its sentence; foreign exceptions become one of these."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from consult_app.errors import VaultError

if TYPE_CHECKING:
    from collections.abc import Iterator

_SENTENCES = {
    "vault-missing": (
        "There is no vault in its folder.",
        "Connect the disk that it lies on, or put a backup back: consult-app restore.",
    ),
    "vault-gone": (
        "The vault's file is gone; its keys are still there.",
        "Put vault.db back, or a backup: consult-app restore.",
    ),
    "vault-exists": ("A vault was already set up here.", "Unlock it, or choose another folder."),
    "vault-empty": ("The vault's file is empty.", "Put a backup back: consult-app restore."),
    "vault-foreign": (
        "The file in the vault's place is not this vault.",
        "Put the right file back, or a backup: consult-app restore.",
    ),
    "vault-on-share": (
        "The vault's folder lies on a network share, where answers can get lost.",
        "Move it to a disk of this machine. For several rooms see `consult-app practice connect --help`.",
    ),
    "vault-too-new": ("A newer version of the program wrote this vault.", "Update the program."),
    "room-behind": (
        "Another room of the practice has a newer version of the program.",
        "Update the program here. What was said here is kept, and sent after that.",
    ),
    "room-ahead": (
        "This program is newer than what the rooms of the practice have, and their server cannot be reached.",
        "Unlock once while the server is there: that brings all rooms up to date.",
    ),
    "vault-damaged": (
        "The vault is damaged.",
        "Put a backup back: consult-app restore. What is whole here, consult-app rescue brings out.",
    ),
    "backup-full": (
        "There is no room for a backup in its folder.",
        "Make room there, or choose another folder. Older backups are as they were.",
    ),
    "backup-read-only": (
        "The folder for backups cannot be written.",
        "Choose another folder. Older backups are as they were.",
    ),
    "backup-nowhere": (
        "No folder for backups was chosen.",
        "Name one, or choose it in the settings, under Backups.",
    ),
    "backup-unreachable": (
        "The folder for backups cannot be reached.",
        "Connect the drive, or choose another folder. Older backups are as they were.",
    ),
    "backup-unsound": (
        "The backup did not pass its check.",
        "Make another one, in another place if it happens again.",
    ),
    "backup-altered": (
        "This backup is not what it was when it was made: it was damaged or changed since.",
        "Take another one: those of other days, and those in other places, are not affected.",
    ),
    "check-stopped": ("The check was stopped.", "Nothing was changed. Check again when there is time."),
    "backup-stopped": ("The backup was stopped.", "Older backups are as they were."),
    "backup-foreign": (
        "There is no backup in this folder.",
        "Choose a folder that Consult made a backup in.",
    ),
    "log-not-begun": (
        "This vault was last used by a version whose log cannot be checked.",
        "Unlock it once with this version: from then on it can.",
    ),
    "vault-full": ("The disk is full or refuses to be written.", "Make room, then go on: nothing is lost."),
    "disk-failing": (
        "The disk reports errors when it is written.",
        "Copy the vault's folder to another disk: all that was kept before is there.",
    ),
    "vault-read-only": (
        "The vault's folder cannot be written.",
        "Let this account write in it, or copy it to another disk; consult-app rescue only reads.",
    ),
    "passphrase-wrong": ("This does not open the vault.", "Try again, or use the recovery key."),
    "recovery-key-typed": (
        "This is a recovery key, and no passphrase.",
        "Use it as one: “Use the recovery key” in the window, --recovery behind a command.",
    ),
    "passphrase-weak": ("This passphrase is too easy to guess.", "Take four or more unrelated words."),
    "keystore-locked": (
        "The key store of this system is locked or refuses.",
        "Unlock it, or use the recovery key.",
    ),
    "keystore-missing": ("This system has no key store that can be used.", "Set one up, or go without."),
    "machine-secret-missing": (
        "This passphrase was tied to another device, or this device lost its secret.",
        "Use the recovery key: with it a new passphrase is set that is not tied.",
    ),
    "user-missing": ("There is no such user.", "Choose somebody from the list again."),
    "user-removed": (
        "This user was removed from the practice in another room.",
        "Let another user unlock. What was said here before is kept for them.",
    ),
    "users-changed": (
        "In another room the users were changed at the same moment.",
        "Look at the list of users again, then try once more. Nothing was changed here.",
    ),
    "own-user": ("Nobody can remove themselves.", "Let another lead or administrator do it."),
    "last-in-charge": (
        "There must be a clinical lead or an administrator.",
        "Make somebody else one of these first.",
    ),
    "recovery-key-old": (
        "The recovery key was printed by an earlier version.",
        "Make a new recovery key first, in the settings.",
    ),
    "in-use": ("The vault is open in another window.", "Close the other window first."),
    "keys-damaged": (
        "The key file and its spare copy are missing or damaged.",
        "Put a backup back: consult-app restore.",
    ),
    "key-missing": ("The signing key is missing.", "Make a new one; what was sealed before stays valid."),
    "pack-missing": (
        "The pack of this consultation is not in the vault.",
        "Put a backup back: consult-app restore.",
    ),
    "patient-missing": ("There is no such patient.", "Choose them from the list again."),
    "consultation-missing": ("There is no such consultation.", "Choose it from the list again."),
    "proposal-missing": ("There is no such proposal any more.", "Look at the list again."),
    "held": ("A hold keeps this patient's records.", "End the hold first, if its reason is over."),
    "second-person": (
        "Whoever proposed a destruction cannot carry it out.",
        "Let another clinician unlock and carry it out.",
    ),
    "import-begun": (
        "Something was begun with one of these patients, or corrected, meanwhile.",
        "Whoever came twice can be joined on their page.",
    ),
    "already-joined": (
        "One of the two is joined with somebody else already.",
        "Open the patient again, and part those two first if they are not one person.",
    ),
    "being-signed": (
        "A consultation of one of the two is being signed.",
        "Finish it or go back to the draft, then try again.",
    ),
    "destruction-proposed": (
        "It is proposed to destroy the records of one of the two.",
        "Take the proposal back first, or have it carried out.",
    ),
    "called-otherwise": (
        "The patient was joined with another entry meanwhile and is called otherwise now.",
        "Go back to the list and open the consultation again.",
    ),
    "merge-missing": ("These two are not joined any more.", "Open the patient again."),
    "merge-not-last": (
        "Somebody else was joined with this patient later.",
        "Part the one that came last first.",
    ),
    "photo-missing": ("There is no such photograph.", "Open the patient's photographs again."),
    "already-sealed": ("This record is sealed and does not change.", "Open it to read it."),
    "withdrawn": ("This consent was taken back.", "Begin a new consultation."),
    "already-voided": ("This consultation was ended and does not change.", "Begin another one from it."),
    "changed-elsewhere": ("The vault holds a later state.", "Open the consultation again."),
    "server-gone": (
        "The practice's server cannot be reached.",
        "Try again when the network and the server are back.",
    ),
    "database-missing": (
        "The server has no database of this name.",
        "Compare the name at the end of the address, or have the database made first.",
    ),
    "server-barred": (
        "The practice's server does not let this machine in, whatever its password.",
        "Have whoever looks after the server name this machine in its pg_hba.conf.",
    ),
    "server-busy": (
        "The practice's server lets nobody in now: it is starting or ending, or too many are connected.",
        "Try again in a while. If it stays so, ask whoever looks after the server.",
    ),
    "server-full": (
        "The practice's server has no room left on its disk.",
        "Ask whoever looks after the server to make room.",
    ),
    "server-open": (
        "The practice's server does not encrypt its connections (TLS).",
        "Have it do so. Whoever accepts that it does not writes ?sslmode=disable behind the address.",
    ),
    "server-certificate": (
        "The practice's server did not show the certificate that it has to.",
        "Compare sslrootcert in the address, and the name of the machine, with the server's certificate.",
    ),
    "server-unproven": (
        "What answers did not prove that it is the practice's server. The password was not given to it.",
        "Have its pg_hba.conf ask for scram-sha-256, and set a password anew that is kept in an older way.",
    ),
    "server-old": (
        "The practice's server is older than PostgreSQL 15.",
        "Have whoever looks after the server bring it up to date.",
    ),
    "server-password": (
        "The practice's server wants another password.",
        "In a room: consult-app practice password --typed. To connect: PGPASSWORD, ~/.pgpass, or type it.",
    ),
    "owner-password": (
        "The owner of the server's database has another password.",
        "It is the one that the practice was connected with, or that was given to the owner since.",
    ),
    "room-password": (
        "The practice's server does not take this password.",
        "Look at how it was shown when it was made, and type it again.",
    ),
    "practice-alone": (
        "This vault is this machine's alone: it has no server.",
        "Share it first: consult-app practice connect.",
    ),
    "server-refused": (
        "The practice's server does not allow this.",
        "Give the address of the role that owns the database and may make roles.",
    ),
    "server-unguarded": (
        "The protection of records against change was taken out of the practice's server.",
        "Ask whoever looks after the server; nothing is written to it until then.",
    ),
    "server-altered": (
        "The practice's server does not hold what was written to it.",
        "Ask whoever looks after the server. This machine's copy is as it was.",
    ),
    "server-behind": (
        "The practice's server holds less than this machine.",
        "An older state of it was put back: have the newest one put back.",
    ),
    "server-taken": (
        "Another practice, or another program, has its tables in this database.",
        "Give the address of an empty database.",
    ),
    "practice-there": (
        "This practice is on that server already, and it is not what this machine has.",
        "To join it, move this vault's folder away first. To begin it anew, give an empty database.",
    ),
    "server-empty": (
        "There is no practice on this server's database.",
        "Connect the machine that holds the practice's vault first.",
    ),
    "address-unreadable": (
        "This is no address of a PostgreSQL database.",
        "Write it as postgresql://user@server/database.",
    ),
    "address-elsewhere": (
        "There is another practice at this address, or none.",
        "Give the address at which the server of this practice is now.",
    ),
    "address-with-password": (
        "An address with its password can be read by other programs.",
        "Leave the password out: it is asked for, or taken from PGPASSWORD or ~/.pgpass.",
    ),
    "log-unsound": (
        "The vault's log is not whole, so it was not moved.",
        "`consult-app audit verify` says what was found.",
    ),
    "practice-connected": (
        "This vault belongs to a practice's server already.",
        "Unlock it as usual.",
    ),
    "keys-changed": (
        "A user was removed, and the practice has other keys now.",
        "Lock, and unlock again with your passphrase.",
    ),
    "copy-differs": (
        "This machine's copy of the practice's vault is not what the server has.",
        "Check the log, then connect to the practice again.",
    ),
    "stored-differs": ("The file is not the one that was sealed.", "Try to seal again."),
}

_ERRNOS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "vault-full"),
    errno.EIO: "disk-failing",
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), "vault-read-only"),
}


def failure(code: str) -> VaultError:
    """Make the error of that code, with its sentence."""
    return VaultError(code, *_SENTENCES[code])


@contextmanager
def files_translated() -> Iterator[None]:
    """Let what the file system refuses leave as VaultError."""
    try:
        yield
    except OSError as error:
        raise failure(_ERRNOS.get(error.errno or 0, "vault-damaged")) from None
