"""The shapes of what the use cases need from outside. Adapters and fakes fit them; nothing inherits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from consult_app.domain.account import Account
from consult_app.domain.audit import Anchor, Checked, Entry, GoingOn, Wanted
from consult_app.domain.backup import Backup
from consult_app.domain.card import KeyOnCard, OnCard
from consult_app.domain.changes import Change
from consult_app.domain.consultation import (
    Clinician,
    ConsultationLine,
    Draft,
    Patient,
    Practice,
    Sealed,
    Signature,
    State,
    Unsealed,
    Voided,
)
from consult_app.domain.consultation import Stage as Stage  # noqa: PLC0414  named here for the screens
from consult_app.domain.document import Document
from consult_app.domain.incoming import Came
from consult_app.domain.ink import Ink
from consult_app.domain.log import Emergency, Logged, LookUp
from consult_app.domain.lot import LotUse
from consult_app.domain.merging import Merge
from consult_app.domain.on_paper import Filed, Picture, Scan
from consult_app.domain.paper import Handed, Handing, Paper
from consult_app.domain.photo import Photo, RemovedPhoto
from consult_app.domain.preferences import Preferences
from consult_app.domain.proof import IssuedKey, KeyCertificate, Proof, SigningKey
from consult_app.domain.recipient import Recipient
from consult_app.domain.retention import Certified, Contact, Copies, Hold, Holdings, Proposal, Returned
from consult_app.domain.rooms import Rooms
from consult_app.domain.sample import Sample
from consult_app.domain.searching import MOST
from consult_app.domain.sequel import Revision
from consult_app.domain.table import Table
from consult_app.domain.time_server import Behind, TimeServer
from consult_app.domain.treatment import Treatment
from consult_app.domain.unfinished import Unfinished
from consult_app.domain.users import User, UserName


class PackSummary(Protocol):
    """A pack without its content."""

    @property
    def id(self) -> str:
        """The pack's id, the name of its folder."""

    @property
    def name(self) -> str:
        """The treatment's name."""

    @property
    def version(self) -> str:
        """The version that its author gave it."""

    @property
    def digest(self) -> str:
        """SHA-256 of its files, hex."""

    @property
    def approved(self) -> bool:
        """Whether a clinical lead approved it."""

    @property
    def review_by(self) -> date:
        """The last day on which it counts as up to date."""

    @property
    def jurisdiction(self) -> str:
        """The law that its words follow."""

    @property
    def language(self) -> str:
        """The language that it speaks to patients, as a tag."""


class Library(Protocol):
    """Every pack, and every version that a record was made with. All raise ContentError."""

    def packs(self) -> tuple[PackSummary, ...]:
        """List the packs, by name."""

    def treatment(self, pack_id: str) -> Treatment:
        """Read the current version of a pack."""

    def bundle(self, pack_id: str) -> str:
        """Give all files of a pack as one text, to be kept with the records made with it."""

    def restore(self, bundle: str) -> Treatment:
        """Read a treatment back from its bundle."""

    def languages(self, pack_id: str) -> tuple[str, ...]:
        """List the languages that a pack can speak today, its own first; each is a pack by itself."""


Authority = tuple[bytes, str]
"""The practice's key for certifying: an encrypted PKCS#12 file and its secret."""


class Making(Protocol):
    """A backup about to be made, in any thread, while the vault goes on being used."""

    def run(self, told: Callable[[], bool] = lambda: True) -> Backup:
        """Make it, open it and check it; `told` is asked now and then whether to go on. VaultError."""


class Staff(Protocol):
    """The users of an unlocked vault. All raise VaultError."""

    @property
    def me(self) -> User:
        """Whoever unlocked the vault."""

    @property
    def store(self) -> str:
        """The id of the vault."""

    def everybody(self) -> tuple[User, ...]:
        """List all users in the order in which they came."""

    def name_of(self, user_id: str) -> str:
        """Name somebody who is a user or was one; empty for nobody who ever was."""

    def add(self, user: User, passphrase: str) -> None:
        """Let somebody else unlock the vault, with a passphrase of their own."""

    def correct(self, user: User) -> None:
        """Keep corrected details and role; "last-in-charge" where nobody could let others in."""

    def remove(self, user_id: str) -> None:
        """Lock somebody out, whatever keys they kept; "own-user", "recovery-key-old"."""

    def re_enrol(self, user_id: str, passphrase: str) -> None:
        """Give somebody who forgot it another passphrase; what only the old one opened is lost."""

    def change_passphrase(self, old: str, new: str) -> None:
        """Put a new passphrase of one's own in the old one's place; "passphrase-wrong"."""

    @property
    def tied(self) -> bool:
        """Whether one's own passphrase opens the vault on this machine only."""

    def tie(self, passphrase: str, *, tied: bool) -> None:
        """Mix the secret of this machine into what one's own passphrase opens, or take it out.

        "passphrase-wrong", "keystore-locked", "keystore-missing", "machine-secret-missing".
        """

    def renew_recovery_key(self) -> str:
        """Make another recovery key, given as printed; the one before opens nothing any more."""


class Retention(Protocol):
    """How long the records of an unlocked vault are kept. All raise VaultError; each change is logged."""

    def contacts(self) -> tuple[Contact, ...]:
        """Give the last day on which anything was recorded about each real patient."""

    def hold(self, patient: str, why: str) -> None:
        """Let nothing about a patient be destroyed, for a reason; "patient-missing"."""

    def release(self, patient: str) -> None:
        """End a hold; where there is none nothing changes."""

    def holds(self) -> tuple[Hold, ...]:
        """List them."""

    def propose(self, proposal: Proposal) -> None:
        """Keep that whoever unlocked wants all about a patient destroyed, in place of an earlier wish.

        "patient-missing" for a sample too, "held".
        """

    def take_back(self, proposal_id: str) -> None:
        """Forget a proposal; "proposal-missing" for one that was carried out."""

    def proposals(self) -> tuple[Proposal, ...]:
        """List those that nobody carried out yet, oldest first."""

    def holdings(self, patient: str) -> Holdings:
        """Count what is kept about a patient."""

    def copies(self, patient: str) -> Copies:
        """Find the backups that hold a patient."""

    def destroy(self, proposal_id: str, pdf: bytes, counted: Holdings) -> None:
        """Destroy all about a patient for ever, and keep its certificate; only after `signing_key`.

        "proposal-missing", "held", "second-person" for whoever proposed it, "changed-elsewhere" where
        something else is kept than was counted.
        """

    def certified(self) -> tuple[Certified, ...]:
        """List all certificates, newest first."""

    def certificate(self, destruction: str) -> bytes:
        """Give a certificate; "proposal-missing"."""

    def returned(self) -> tuple[Returned, ...]:
        """List patients who were destroyed and are there again, with a backup that was put back."""


class PracticeServer(Protocol):
    """The server that all rooms of a practice share. All raise VaultError.

    What takes the owner of its database takes the owner's password; "owner-password" where it is another one.
    """

    @property
    def where(self) -> str:
        """Name the database, and the machine that it is on."""

    @property
    def unencrypted(self) -> bool:
        """Whether somebody decided that the way there need not be encrypted."""

    def take_address(self, address: str) -> None:
        """Reach this practice at another address from now on; "address-elsewhere" if it is not there."""

    def leave(self) -> None:
        """Have this machine's vault be its own again, with what waited here; to be closed then."""

    def change_password(self, owner_password: str) -> str:
        """Give the rooms another password, which has to be typed in each other room; gives it to be shown."""

    def take_password(self, password: str) -> None:
        """Come in with the password that was made in another room; "room-password" where it is not that."""

    def begin_anew(self, owner_password: str) -> None:
        """Have the server hold all that there is now, under another data key, and nothing of before."""


class Vault(Protocol):
    """An unlocked vault.

    Each keeping method is one transaction and is on disk when it returns; all raise VaultError.
    """

    @property
    def staff(self) -> Staff:
        """Everybody who may unlock this vault."""

    def reading_in_emergency(self, reason: str) -> AbstractContextManager[None]:
        """Enter that somebody reads without the right to, then let them, for as long as it lasts."""

    def emergencies(self) -> tuple[Emergency, ...]:
        """List what was read in an emergency, first to last, until somebody has acknowledged it."""

    @property
    def retention(self) -> Retention:
        """How long records are kept, and how they are destroyed."""

    def clinician(self) -> Clinician:
        """Give the user who unlocked the vault, as printed."""

    def practice(self) -> Practice:
        """Give the practice of this vault."""

    def keep_practice(self, practice: Practice) -> None:
        """Keep the details of the practice."""

    def preferences(self) -> Preferences:
        """Give how the practice has the program work."""

    def keep_preferences(self, preferences: Preferences) -> None:
        """Keep how the practice has the program work."""

    def patients(self, typed: str = "", most: int = MOST) -> tuple[Patient, ...]:
        """List by name the patients who are meant by a text, as in `searching`; of too many the newest.

        Where nothing was typed, those who were here last come first, then by name who never was.
        """

    def count_patients(self, typed: str = "") -> int:
        """Count the patients who are meant by a text, up to `MOST_COUNTED`; one more stands for any more."""

    def patient(self, patient_id: str) -> Patient:
        """Give a patient as they are called now, as whom they are listed; "patient-missing"."""

    def keep_patient(self, patient: Patient) -> None:
        """Keep a new patient or corrected details; of whoever was joined, for the one they are listed as."""

    def bring(self, patients: Sequence[Patient], digest: str) -> None:
        """Keep new patients, all of them or none; `digest` is the SHA-256 of the file that they came from.

        "changed-elsewhere" where one of their ids is known.
        """

    def came_last(self) -> Came | None:
        """Give who came with the last file; None where any is not as they came, or more is known of them."""

    def take_out(self, came: Came) -> None:
        """Delete who came with the last file, all or none; "import-begun" where that is not so any more."""

    def join(self, merge: Merge) -> None:
        """Have two patients listed as one from now on; nothing that was begun for either is changed.

        "patient-missing" for a sample too, "changed-elsewhere" where either is called otherwise now,
        "already-joined" where somebody would have to be followed from one to the next, "being-signed",
        "destruction-proposed".
        """

    def part(self, merge_id: str, why: str) -> None:
        """Have two patients who were joined listed as two again, each with what was begun for it.

        "merge-missing", "merge-not-last" while another one stands that came later, "being-signed".
        """

    def merges(self, patient_id: str) -> tuple[Merge, ...]:
        """List the times that a patient was joined: those in force, the last first, then those undone."""

    def consultations(self, of: Collection[str] | None = None) -> tuple[ConsultationLine, ...]:
        """List consultations, newest first: those of some patients, by their ids, or all."""

    def current(self, day: date) -> tuple[ConsultationLine, ...]:
        """List, newest first, what is of a day, neither sealed nor void, or waits for a printer."""

    def latest(self) -> ConsultationLine | None:
        """Give the consultation that was touched last and follows no record, if there is one."""

    def count_samples(self) -> int:
        """Count the sample consultations."""

    def begin(self, draft: Draft, bundle: str) -> None:
        """Keep a new consultation together with the pack it is made with."""

    def keep(self, state: Unsealed | Voided, action: str) -> None:
        """Keep what was said so far; `action` names the act (never its content) for the log.

        What is voided can be kept once, in place of exactly what it ends, and never changes again.
        """

    def open(self, consultation_id: str) -> State:
        """Give a consultation as it was kept last."""

    def keep_pack(self, digest: str, bundle: str) -> None:
        """Keep a pack, once, for a consultation that will name its digest."""

    def bundle(self, digest: str) -> str:
        """Give the pack that a consultation was made with."""

    def sequels(self, consultation_id: str) -> tuple[ConsultationLine, ...]:
        """List what follows a sealed record, first to last."""

    def store(
        self, sealed: Sealed, pdf: bytes, aftercare: bytes, revised: bytes = b"", seals: int = 0
    ) -> None:
        """Store the sealed record with its PDF and aftercare sheet, once and for ever.

        `revised`, with so many `seals`, is the file of the record that it follows with something added.
        """

    def pdf(self, consultation_id: str) -> bytes:
        """Give the newest file of a sealed record."""

    def original(self, consultation_id: str) -> bytes:
        """Give the file as it was when the record was sealed."""

    def revisions(self, consultation_id: str) -> tuple[Revision, ...]:
        """Tell every file of a sealed record, the first one first; `pdf` gives the last."""

    def whose(self, digests: Sequence[str]) -> str:
        """Name the record one of whose files has one of these SHA-256; empty where there is none."""

    def untimed(self) -> tuple[str, ...]:
        """Name the records whose newest file waits for a timestamp, the oldest first; no samples."""

    def add_time(self, consultation_id: str, pdf: bytes, fingerprint: str) -> None:
        """Keep the newest file of a record with a timestamp in it, made by who has this certificate.

        "stored-differs" where something else was added meanwhile.
        """

    def behind_seals(self) -> Behind:
        """Give what speaks for the practice's seals to others."""

    def signers(self) -> frozenset[str]:
        """Give the fingerprints of all signing keys that were ever made or imported here.

        With them those of timestamp servers that were trusted when they were asked.
        """

    def aftercare(self, consultation_id: str) -> bytes:
        """Give the aftercare sheet of a sealed record."""

    def hand(self, consultation_id: str, deed: Handing) -> None:
        """Log for ever what is done with a paper of a sealed record."""

    def note(self, action: str, subject: str = "", reason: str = "") -> None:
        """Enter in the log what changes nothing in the vault, such as reading a record; all by ids."""

    def anchor(self) -> Anchor:
        """Give number and hash of the last entry in the log, which stand for all of it."""

    def entries(self, before: int, most: int) -> tuple[Entry, ...]:
        """List so many entries before a number, newest first; before 0 is from the end on."""

    def search_log(self, wanted: Wanted, before: int, most: int) -> tuple[tuple[Entry, ...], int]:
        """Give the newest entries before a number that may be wanted, no more than `most`.

        With them comes the number before which to go on, 0 where nothing is left; 0 is also from the end on.
        """

    def entries_about(self, patient_id: str) -> tuple[Entry, ...]:
        """List all entries about a patient and their consultations, readings too, first to last."""

    def check_log(self, anchors: tuple[Anchor, ...] = (), going_on: GoingOn = ...) -> Checked:
        """Check the log, and what is kept, with these anchors and those in the second place.

        `going_on` hears now and then how many pages and entries were looked at, of no entries until all pages
        were; "check-stopped" if it is not.
        """

    def backing_up(self, folder: str = "") -> Making:
        """Take together what a backup is made of, in the practice's folder for them or another."""

    def note_backup(self, backup: Backup) -> None:
        """Remember the last good backup, and enter it in the log."""

    def last_backup(self) -> Backup | None:
        """Give the last backup that was good, wherever it was made."""

    @property
    def recovery_key_awaited(self) -> bool:
        """Whether a recovery key was made of which nobody has said that it is on paper."""

    def await_recovery_key(self) -> None:
        """Note that one is about to be made."""

    def note_recovery_key_kept(self) -> None:
        """Note that somebody has it on paper."""

    @property
    def last_changes_lost(self) -> bool:
        """Whether the session before this one ended without closing, and what it kept last is gone."""

    @property
    def second_place_failed(self) -> bool:
        """Whether the end of the log could not be noted outside the last time."""

    def handed(self, consultation_id: str) -> tuple[Handed, ...]:
        """List what was done with the papers of a record, oldest first."""

    def acts(self, consultation_id: str) -> tuple[Logged, ...]:
        """List all that was done in a consultation, oldest first."""

    def to_print(self) -> tuple[tuple[str, Paper], ...]:
        """List the papers that still wait for a printer, each with its consultation's id."""

    def tell(self, account: Account) -> None:
        """Keep an account of what happened in or after a session, once and for ever.

        "consultation-missing" unless its consent is sealed; "changed-elsewhere" where what it replaces does
        not stand any more, or what was given is told already.
        """

    def accounts(self, patient_id: str) -> tuple[Account, ...]:
        """List all accounts of a patient, oldest first, those that were replaced too."""

    def look_up_lot(self, lot: str, *, saved: bool = False) -> tuple[LotUse, ...]:
        """List who got a lot that begins like this, newest first; that it was read, or `saved`, is logged."""

    def look_ups(self) -> tuple[LookUp, ...]:
        """List the last times that somebody looked a lot up, newest first."""

    def add_photo(self, photo: Photo, jpeg: bytes) -> None:
        """Keep a photograph of a sealed consent, once and for ever; "consultation-missing" for any other."""

    def photos(self, patient_id: str) -> tuple[Photo, ...]:
        """List all photographs of a patient, oldest first."""

    def photo(self, photo_id: str) -> bytes:
        """Give a picture; "photo-missing"."""

    def remove_photo(self, removed: RemovedPhoto) -> None:
        """Take a photograph out for ever; only after `signing_key`. "photo-missing", "held"."""

    def removed_photos(self, patient_id: str) -> tuple[RemovedPhoto, ...]:
        """List the photographs of a patient that were taken out, oldest first."""

    def keep_signing_key(  # noqa: PLR0913 - a key, whose it is, and what is said of it
        self,
        pkcs12: bytes,
        secret: str,
        fingerprint: str,
        user_id: str = "",
        *,
        certified: bool = False,
        says: KeyCertificate | None = None,
    ) -> None:
        """Keep a user's signing key, one's own unless another is named; only that user can open it."""

    def certified(self) -> frozenset[str]:
        """Give the ids of all whose signing key the practice certified."""

    def certificates(self) -> tuple[IssuedKey, ...]:
        """List all certificates with which anybody seals or sealed, the oldest first."""

    def withdraw_key(self, fingerprint: str, withdrawn_list: bytes) -> None:
        """Note for ever that a key does not count from now on, with the practice's list of all such.

        "key-missing" where there is no such key, or it was withdrawn before.
        """

    def signing_key(self, passphrase: str) -> tuple[bytes, str]:
        """Give one's own encrypted key file and its secret; "passphrase-wrong"."""

    def keep_authority(self, pkcs12: bytes, certificate: bytes, secret: str) -> None:
        """Keep the practice's key for certifying under the recovery key; its certificate is published."""

    def authority(self, recovery_key: str) -> Authority:
        """Give that key to whoever has the recovery key, and what opens it; empty where none is under it.

        VaultError "recovery-key-mistyped", "recovery-key-wrong".
        """

    def newest_key(self) -> SigningKey | None:
        """Name one's own signing key, if there is one."""

    def keep_unfinished(self, unfinished: Unfinished) -> None:
        """Keep what whoever unlocked had not finished, in place of what was kept before."""

    def take_unfinished(self) -> Unfinished:
        """Give back what whoever unlocked had not finished, once."""

    def is_sample(self, patient_id: str) -> bool:
        """Whether a patient is made up: all that is recorded about them is a sample."""

    def clear_samples(self) -> None:
        """Delete all sample consultations, sealed ones too, with their patients; nothing else."""

    @property
    def practice_server(self) -> PracticeServer | None:
        """The server that all rooms share; none where the vault is this machine's alone."""

    def look(self) -> Rooms | None:
        """Look what other rooms of the practice did, and send what waits; quick, and done again and again.

        None where there are no others: the vault is this machine's alone.
        """

    def close(self) -> None:
        """Close the vault; its key is forgotten."""


class Vaults(Protocol):
    """The place where this machine's vault lies. All raise VaultError."""

    def exists(self) -> bool:
        """Whether a vault was set up here."""

    def create(self, practice: Practice, clinician: Clinician, passphrase: str) -> tuple[Vault, str]:
        """Set up a vault; gives it unlocked, with its recovery key for printing."""

    def users(self) -> tuple[UserName, ...]:
        """List who may unlock, as far as that can be read before anything is unlocked."""

    def unlock(self, passphrase: str, user_id: str = "") -> Vault:
        """Open the vault with a user's passphrase; the only user need not be named."""

    def recover(self, recovery_key: str, passphrase: str, user_id: str = "") -> Vault:
        """Open the vault with the recovery key and give the user a new passphrase."""

    def recognises(self, passphrase: str, user_id: str = "") -> bool:
        """Whether the passphrase is the user's, whether or not the vault is open; wrong ones are counted."""

    def backups(self, folder: str) -> tuple[Backup, ...]:
        """List the backups in a folder, or the one that it is, newest first."""

    def restore(self, folder: str, *, replacing: bool = False) -> str:
        """Put a backup back, where there is no vault yet or it may be replaced.

        Gives the name of the folder in which what was there is kept.
        """

    def withdrawn_keys(self) -> Mapping[str, datetime]:
        """Tell when keys of this machine were withdrawn, by fingerprint; empty where there is no vault."""

    def known_signers(self) -> frozenset[str]:
        """Give the fingerprints of the signing keys made on this machine; empty where there is no vault."""


Render = Callable[[Document, Mapping[str, str], tuple[Signature, ...]], bytes]
"""Lay a document out as PDF; labels are the pack's. Raises RenderError."""


ToSign = Callable[[Document, Mapping[str, str]], tuple[bytes, int]]
"""Lay a document out to be signed on paper, and count its pages: each names itself. Raises RenderError."""

WithScans = Callable[[Document, Mapping[str, str], tuple[Signature, ...], tuple[Filed, ...]], bytes]
"""Lay a document out with the paper that was signed behind it. Raises RenderError."""

ReadScan = Callable[[Picture, float, float], Scan]
"""Put a picture of a sheet, so many millimetres wide and high, upright, and read its square code."""

TurnScan = Callable[[Scan], Scan]
"""Turn a scan by a quarter, clockwise."""


class Seal(Protocol):
    """Seal a PDF with a signing key: what is kept of it, and what opens that. Raises SigningError."""

    def __call__(self, pdf: bytes, kept: bytes, opener: str, *, meaning: str, at: datetime) -> bytes:
        """Give the sealed PDF."""


class Stamp(Protocol):
    """Draw what a withdrawal looks like, for the empty place in a document. Raises RenderError."""

    def __call__(self, pdf: bytes, title: str, said: tuple[str, ...], ink: Ink | None) -> bytes:
        """Give a page with the title in large letters, lines below it and ink beside them."""


class Withdraw(Protocol):
    """Mark a sealed PDF as withdrawn, so that its seal stays valid. Raises SigningError."""

    def __call__(  # noqa: PLR0913 - what is signed, with which key, and what it says
        self, pdf: bytes, kept: bytes, opener: str, *, stamp: bytes, meaning: str, at: datetime
    ) -> bytes:
        """Give the PDF with the stamp in its place, signed; "withdrawal-no-place" where it has none."""


Compare = Callable[[Treatment, Treatment], tuple[Change, ...]]
"""Say what changed between two versions of a treatment, the most relevant for safety first."""

MarkCopy = Callable[[bytes, str], bytes]
"""Give the pages of a sealed PDF for paper, with words beside each that say it is a copy."""

Enclose = Callable[[bytes, tuple[str, ...], str], bytes]
"""Put a file as it is into a PDF that a passphrase opens; the words are a title and paragraphs."""

Disclose = Callable[[bytes, str], bytes]
"""Take the file out again, any other as it is; ConsultError FILE_LOCKED where the passphrase is another."""


class MakeKey(Protocol):
    """Make a signing key. Raises SigningError."""

    def __call__(
        self, name: str, secret: str, at: datetime, authority: Authority | None
    ) -> tuple[bytes, str]:
        """Give the encrypted PKCS#12 file and the certificate's fingerprint; an authority certifies it."""


class TakeOver(Protocol):
    """Take a bought key over from the file in which it was handed out. Raises SigningError."""

    def __call__(
        self, content: bytes, passphrase: str, secret: str, at: datetime
    ) -> tuple[bytes, KeyCertificate]:
        """Give it as an encrypted PKCS#12 file under another secret, and what its certificate says."""


LookAtCards = Callable[[str, datetime], tuple[OnCard, ...]]
"""Find certificates on the cards that a program of their maker (a path) reaches. SigningError."""

TryCard = Callable[[KeyOnCard, str], None]
"""Have a card sign something that means nothing, with its PIN. SigningError where it does not."""

ListWithdrawn = Callable[[Authority, tuple[tuple[bytes, datetime], ...], datetime], bytes]
"""Write the list of withdrawn certificates (DER) that a practice's key issued; others are left out."""

ReadCertified = Callable[[bytes, str], KeyCertificate]
"""Say what the certificate in an encrypted PKCS#12 file says, given its secret. SigningError."""

MakeAuthority = Callable[[str, str, datetime], tuple[bytes, bytes]]
"""Make a practice's key for certifying from its name and a secret; gives PKCS#12 and certificate (DER)."""


Attach = Callable[[bytes, bytes, bytes], bytes]
"""Put a record, and locked ink where there is any, into a PDF before its seal."""

ReadRecipient = Callable[[bytes], Recipient]
"""Read a certificate from a file, PEM or DER. SigningError where nothing can be encrypted to it."""

LockInk = Callable[[bytes, str], bytes]
"""Encrypt content to a certificate (PEM); never twice the same. SigningError."""

StampTime = Callable[[bytes, TimeServer, Behind], tuple[bytes, str]]
"""Ask a server for a timestamp on a sealed PDF; gives it with that, and the fingerprint of who made it.

All that goes out of this machine is a digest. SigningError; "time-no-place" where there is none for it.
"""

ReadAuthority = Callable[[bytes], Recipient]
"""Read the certificates that a timestamp server is trusted by from a file, PEM or DER. SigningError."""


class ReadTable(Protocol):
    """Read a file of separated values; what is not said is found. Raises TableError."""

    def __call__(self, content: bytes, encoding: str = "", delimiter: str = "") -> Table:
        """Give its rows, and how they were read."""


ForPrograms = Callable[[bytes, Treatment], bytes]
"""Tell other programs of a signed document and the record in it, with the pack of then; RecordError."""
Verify = Callable[[bytes, frozenset[str]], Proof]
"""Judge a file given the fingerprints known on this machine; never raises for a bad file."""


@dataclass(frozen=True, slots=True)
class Services:
    """All that the use cases need from outside.

    `now` gives aware local time; `strength` scores a passphrase from 0 to 4, with advice; `unprintable`
    names the characters of a text that no font of ours has; `sample` reads the consultation to try out;
    `written` and `read` exchange a state for its text; `attach` puts a record into a PDF before its seal.
    `to_sign` and `with_scans` are for documents that are signed on paper, `read_scan` and `turn_scan` for
    what comes back. `read_table` reads a file of another program, `for_programs` tells others of a record.
    `card_modules` names the programs by which cards are reached here, with their paths.
    `lock_ink` encrypts how somebody wrote to the certificate that `recipient` reads.
    """

    library: Library
    vaults: Vaults
    render: Render
    seal: Seal
    stamp: Stamp
    withdraw: Withdraw
    verify: Verify
    mark_copy: MarkCopy
    enclose: Enclose
    disclose: Disclose
    make_key: MakeKey
    make_authority: MakeAuthority
    certified: ReadCertified
    take_over: TakeOver
    list_withdrawn: ListWithdrawn
    card_modules: Callable[[], tuple[tuple[str, str], ...]]
    look_at_cards: LookAtCards
    try_card: TryCard
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    new_secret: Callable[[], str]
    strength: Callable[[str], tuple[int, str]]
    unprintable: Callable[[str], tuple[str, ...]]
    sample: Callable[[], Sample]
    written: Callable[[State], str]
    read: Callable[[str], State]
    attach: Attach
    recipient: ReadRecipient
    lock_ink: LockInk
    stamp_time: StampTime
    time_authority: ReadAuthority
    compare: Compare
    to_sign: ToSign
    with_scans: WithScans
    read_scan: ReadScan
    turn_scan: TurnScan
    read_table: ReadTable
    for_programs: ForPrograms
