"""The unlocked vault: each keeping method is one transaction, on disk when it returns."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from consult_app.domain.audit import Act, Anchor, Checked, Entry, GoingOn, Wanted
from consult_app.domain.backup import Backup
from consult_app.domain.consultation import Clinician, Practice
from consult_app.domain.incoming import Came
from consult_app.domain.preferences import Preferences
from consult_app.domain.rooms import Rooms
from consult_app.domain.searching import MOST
from consult_app.domain.unfinished import Unfinished
from consult_app.errors import VaultError
from consult_app.store import (
    accounts,
    acts,
    bringing,
    emergencies,
    files,
    finding,
    handing,
    joined,
    key_files,
    keyring,
    log_search,
    merging,
    photos,
    recovery,
    second_place,
    sequels,
    signers,
    words,
    writing,
)
from consult_app.store.backups import Making
from consult_app.store.chain import append, head
from consult_app.store.checking import check
from consult_app.store.clock import Watch
from consult_app.store.codec import decoded, setting_decoded, setting_encoded
from consult_app.store.deltas import Deltas
from consult_app.store.failure import failure
from consult_app.store.pages import check_pages
from consult_app.store.reading import demand_reader, of_patients, of_patients_in_emergency
from consult_app.store.retention import LocalRetention
from consult_app.store.rows import draft_of, sha256, utc
from consult_app.store.settings import setting
from consult_app.store.site import SIGNERS, VAULT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import date

    from consult_app.domain.account import Account
    from consult_app.domain.consultation import (
        ConsultationLine,
        Draft,
        Patient,
        Sealed,
        State,
        Unsealed,
        Voided,
    )
    from consult_app.domain.log import Emergency, Logged, LookUp
    from consult_app.domain.lot import LotUse
    from consult_app.domain.merging import Merge
    from consult_app.domain.paper import Handed, Handing, Paper
    from consult_app.domain.photo import Photo, RemovedPhoto
    from consult_app.domain.proof import IssuedKey, KeyCertificate, SigningKey
    from consult_app.domain.sequel import Revision
    from consult_app.domain.time_server import Behind
    from consult_app.store.database import Connection, Database, Row
    from consult_app.store.room_server import RoomServer
    from consult_app.store.site import Site
    from consult_app.store.staff import LocalStaff

Kind = TypeVar("Kind")

_ENTRIES = f"{log_search.ENTRIES} WHERE a.seq < ? ORDER BY a.seq DESC LIMIT ?"
_THEIRS = "IN (SELECT value FROM json_each(?1))"
_ABOUT = f"{log_search.ENTRIES} WHERE p.id {_THEIRS} OR c.patient {_THEIRS} ORDER BY a.seq"
_BEYOND_ALL = 2**62
_LAST_BACKUP = "backup:last"


class LocalVault:
    """The vault in a folder of this machine, made and used in one thread. Every method raises VaultError."""

    def __init__(
        self,
        database: Database,
        site: Site,
        staff: LocalStaff,
        closing: Callable[[], None],
        *,
        last_lost: bool = False,
    ) -> None:
        self._database = database
        self._site = site
        self._staff = staff
        self._closing, self._last_lost = closing, last_lost
        self._deltas = Deltas(database)
        self._watch = Watch(site.now())
        self._sign: Callable[[bytes], bytes] | None = None
        self._read_settings()
        self._second_place_failed = self._in_emergency = False
        self._retention = LocalRetention(
            database, site, staff, self._stamp, self.preferences, self._take_sign
        )
        self._retention.note_outside()
        self._note_outside()

    @property
    @of_patients
    def retention(self) -> LocalRetention:
        """How long records are kept, and how they are destroyed."""
        return self._retention

    @property
    def staff(self) -> LocalStaff:
        """Everybody who may unlock this vault."""
        return self._staff

    def demand_reading(self, *, in_emergency: bool) -> None:
        """Refuse whoever may not be shown anything about patients, unless it is for an emergency."""
        if not (in_emergency and self._in_emergency):
            demand_reader(self._staff.me.role)

    @contextmanager
    def reading_in_emergency(self, reason: str) -> Iterator[None]:
        """Enter that somebody reads without the right to, then let them, for as long as it lasts."""
        self.note(Act.EMERGENCY_SOUGHT, reason=reason)
        self._in_emergency = True
        try:
            yield
        finally:
            self._in_emergency = False

    @of_patients
    def emergencies(self) -> tuple[Emergency, ...]:
        """List what was read in an emergency, first to last, until somebody has acknowledged it."""
        with self._database.reading() as connection:
            return emergencies.unseen(connection, self._staff.name_of)

    def clinician(self) -> Clinician:
        """Give the user who unlocked the vault, as printed."""
        return self._staff.me.clinician

    def practice(self) -> Practice:
        """Give the practice of this vault."""
        return self._practice

    def keep_practice(self, practice: Practice) -> None:
        """Keep the details of the practice."""
        with self._database.writing() as connection:
            writing.put_practice(connection, practice)
            self._enter(connection, Act.PRACTICE)
        self._practice = practice

    def preferences(self) -> Preferences:
        """Give how the practice has the program work."""
        return self._preferences

    def keep_preferences(self, preferences: Preferences) -> None:
        """Keep how the practice has the program work."""
        with self._database.writing() as connection:
            writing.put_preferences(connection, preferences)
            self._enter(connection, Act.PREFERENCES)
        self._preferences = preferences
        self._note_outside()

    @of_patients_in_emergency
    def patients(self, typed: str = "", most: int = MOST) -> tuple[Patient, ...]:
        """List the patients who are meant by a text, however accented or cased."""
        with self._database.reading() as connection:
            return finding.patients(connection, typed, most)

    @of_patients
    def count_patients(self, typed: str = "") -> int:
        """Count the patients who are meant by a text."""
        with self._database.reading() as connection:
            return words.count(connection, typed)

    @of_patients
    def patient(self, patient_id: str) -> Patient:
        """Give a patient as they are called now; of whoever was joined, the one they are listed as."""
        with self._database.reading() as connection:
            return writing.patient_now(connection, joined.kept(connection, patient_id))

    @of_patients
    def keep_patient(self, patient: Patient) -> None:
        """Keep a new patient or corrected details."""
        at = self._stamp()
        with self._database.writing() as connection:
            writing.put_patient(connection, patient, at, self._staff.me.id)

    @of_patients
    def bring(self, patients: Sequence[Patient], digest: str) -> None:
        """Keep new patients, all of them or none."""
        at, me = self._stamp(), self._staff.me.id
        with self._database.writing() as connection:
            bringing.put(connection, patients, digest, at, me)
        self._database.checkpoint()
        self._note_outside()

    @of_patients
    def came_last(self) -> Came | None:
        """Give who came with the last file, as long as nothing else is known of any of them."""
        with self._database.reading() as connection:
            return bringing.came_last(connection)

    @of_patients
    def take_out(self, came: Came) -> None:
        """Delete who came with the last file, all of them or none."""
        at = self._stamp()
        with self._database.writing() as connection:
            bringing.take_out(connection, came, at, self._staff.me.id)
        self._database.checkpoint()
        self._note_outside()

    @of_patients
    def join(self, merge: Merge) -> None:
        """Have two patients listed as one from now on."""
        at = self._stamp()
        with self._database.writing() as connection:
            merging.put(connection, merge, at, self._staff.me.id)

    @of_patients
    def part(self, merge_id: str, why: str) -> None:
        """Have two patients who were joined listed as two again."""
        at = self._stamp()
        with self._database.writing() as connection:
            merging.undo(connection, merge_id, why, at, self._staff.me.id)

    @of_patients
    def merges(self, patient_id: str) -> tuple[Merge, ...]:
        """List the times that a patient was joined with another one."""
        with self._database.reading() as connection:
            return merging.of_patient(connection, patient_id)

    @of_patients_in_emergency
    def consultations(self, of: Collection[str] | None = None) -> tuple[ConsultationLine, ...]:
        """List consultations, newest first: those of some patients, or all."""
        with self._database.reading() as connection:
            return finding.consultations(connection, of)

    @of_patients
    def current(self, day: date) -> tuple[ConsultationLine, ...]:
        """List what is of a day, not ended, or waits for a printer."""
        with self._database.reading() as connection:
            return finding.current(connection, day)

    @of_patients
    def latest(self) -> ConsultationLine | None:
        """Give the consultation that was touched last and follows no record."""
        with self._database.reading() as connection:
            return finding.latest(connection)

    @of_patients
    def begin(self, draft: Draft, bundle: str) -> None:
        """Keep a new consultation together with its patient and the pack it is made with."""
        at = self._stamp()
        with self._database.writing() as connection:
            if writing.exists(connection, draft.id):
                if digest := writing.replace(connection, draft, at):
                    writing.log(connection, draft, at, self._staff.me.id, "begin", digest=digest)
                return
            writing.put_patient_of(connection, draft, at, self._staff.me.id)
            writing.put_pack(connection, draft.pack_digest, bundle)
            digest = writing.add(connection, draft, at)
            writing.log(connection, draft, at, self._staff.me.id, "begin", digest=digest)

    @of_patients
    def keep(self, state: Unsealed | Voided, action: str) -> None:
        """Keep what was said so far; the same state again changes nothing, an earlier one is refused."""
        at, who = self._stamp(), self._staff.me.id
        if self._deltas.keep(state, action, at, who):
            return
        with self._database.writing() as connection:
            if digest := writing.replace(connection, state, at):
                writing.log(connection, draft_of(state), at, who, action, digest=digest)
            last = self._deltas.last(connection, state)
        self._deltas.go_on_from(last)

    @of_patients_in_emergency
    def open(self, consultation_id: str) -> State:
        """Give a consultation as it was kept last."""
        mine = "SELECT body FROM consultation WHERE id = ?"
        return decoded(self._only(mine, consultation_id, "consultation-missing").body)

    def keep_pack(self, digest: str, bundle: str) -> None:
        """Keep a pack, once, for a consultation that will name its digest."""
        with self._database.writing() as connection:
            writing.put_pack(connection, digest, bundle)

    def bundle(self, digest: str) -> str:
        """Give the pack that a consultation was made with."""
        row = self._only("SELECT bundle, sha256 FROM pack WHERE digest = ?", digest, "pack-missing")
        return _unchanged(row.bundle.encode(), row.sha256).decode()

    @of_patients
    def sequels(self, consultation_id: str) -> tuple[ConsultationLine, ...]:
        """List what follows a sealed record, first to last."""
        with self._database.reading() as connection:
            return sequels.sequels(connection, consultation_id)

    @of_patients
    def store(
        self, sealed: Sealed, pdf: bytes, aftercare: bytes, revised: bytes = b"", seals: int = 0
    ) -> None:
        """Store the sealed record for ever: only one whose consent was kept before, only with its own PDF.

        `revised` is the file of the record that it follows with something added, if it adds to that.
        """
        if (sealed.length, sealed.sha256) != (len(pdf), sha256(pdf)):
            raise failure("stored-differs")
        at = self._stamp()
        with self._database.writing() as connection:
            if digest := writing.seal(connection, sealed, pdf, aftercare, at):
                who = self._staff.me.id
                if revised and sealed.draft.sequel is not None:
                    first = sealed.draft.sequel.first.id
                    sequels.revise(connection, first, revised, seals, at)
                    append(connection, at, who, Act.REVISED, first, digest=sha256(revised), sign=self._sign)
                writing.log(connection, sealed.draft, at, who, "seal", digest=digest, sign=self._sign)
                accounts.index_planned(connection, sealed)
        self._sign = None
        self._database.checkpoint()
        self._note_outside()

    @of_patients_in_emergency
    def pdf(self, consultation_id: str) -> bytes:
        """Give the newest file of a sealed record, whose bytes are still those that were stored."""
        with self._database.reading() as connection:
            row = sequels.newest(connection, consultation_id)
        return _unchanged(row.pdf, row.sha256)

    @of_patients
    def original(self, consultation_id: str) -> bytes:
        """Give the file as it was when the record was sealed."""
        row = self._sealed(consultation_id)
        return _unchanged(row.pdf, row.sha256)

    @of_patients
    def revisions(self, consultation_id: str) -> tuple[Revision, ...]:
        """Tell every file of a sealed record, the first one first; `pdf` gives the last."""
        with self._database.reading() as connection:
            return sequels.revisions(connection, consultation_id)

    @of_patients
    def whose(self, digests: Sequence[str]) -> str:
        """Name the record one of whose files has one of these SHA-256; empty where there is none."""
        with self._database.reading() as connection:
            return sequels.whose(connection, digests)

    @of_patients
    def untimed(self) -> tuple[str, ...]:
        """Name the records whose newest file waits for a timestamp, the oldest first; no samples."""
        with self._database.reading() as connection:
            return sequels.untimed(connection)

    @of_patients
    def add_time(self, consultation_id: str, pdf: bytes, fingerprint: str) -> None:
        """Keep the newest file of a record with a timestamp in it, made by who has this certificate."""
        at = self._stamp()
        with self._database.writing() as connection:
            before = sequels.newest(connection, consultation_id)
            if before.pdf == pdf:
                return
            sequels.revise(connection, consultation_id, pdf, before.seals, at)
            signers.know(connection, fingerprint, at)
            append(connection, at, self._staff.me.id, Act.TIMED, consultation_id, digest=sha256(pdf))
        signers.publish(self._database, self._site.folder)
        self._note_outside()

    def behind_seals(self) -> Behind:
        """Give what speaks for the practice's seals to others."""
        return signers.behind(self._database)

    def signers(self) -> frozenset[str]:
        """Give the fingerprints of all signing keys that were ever made or imported here."""
        return signers.known(self._database)

    @of_patients
    def aftercare(self, consultation_id: str) -> bytes:
        """Give the aftercare sheet of a sealed record."""
        row = self._sealed(consultation_id)
        return _unchanged(row.aftercare, row.aftercare_sha256)

    @of_patients
    def hand(self, consultation_id: str, deed: Handing) -> None:
        """Log what is done with a paper of a sealed record."""
        at = self._stamp()
        with self._database.writing() as connection:
            handing.log(connection, consultation_id, at, self._staff.me.id, deed)

    def note(self, action: str, subject: str = "", reason: str = "") -> None:
        """Enter in the log what changes nothing in the vault, such as reading a record."""
        self._append(self._stamp(), self._staff.me.id, action, subject, reason)

    @of_patients
    def handed(self, consultation_id: str) -> tuple[Handed, ...]:
        """List what was done with the papers of a record, oldest first."""
        with self._database.reading() as connection:
            return handing.handed(connection, consultation_id)

    @of_patients
    def acts(self, consultation_id: str) -> tuple[Logged, ...]:
        """List all that was done in a consultation, oldest first."""
        with self._database.reading() as connection:
            return acts.acts(connection, consultation_id)

    @of_patients
    def to_print(self) -> tuple[tuple[str, Paper], ...]:
        """List the papers that still wait for a printer, each with its consultation."""
        with self._database.reading() as connection:
            return handing.to_print(connection)

    def anchor(self) -> Anchor:
        """Give number and hash of the last entry in the log, which stand for all of it."""
        with self._database.reading() as connection:
            last = head(connection)
        if last is None:
            raise failure("vault-damaged")
        return last

    def entries(self, before: int, most: int) -> tuple[Entry, ...]:
        """List entries, newest first, with the names of users and patients as they are now.

        Whoever may not be shown anything about patients gets ids in place of their names.
        """
        with self._database.reading() as connection:
            return tuple(map(self._entry, connection.execute(_ENTRIES, (before or _BEYOND_ALL, most))))

    def search_log(self, wanted: Wanted, before: int, most: int) -> tuple[tuple[Entry, ...], int]:
        """Give the newest entries before a number that may be wanted, and before which to go on; 0 for none.

        Nobody finds patients by name who may not be shown them.
        """
        if wanted.whose and not self._staff.me.role.reads:
            return (), 0
        with self._database.reading() as connection:
            return log_search.search(connection, wanted, before, most, self._staff.names(), self._entry)

    @of_patients
    def entries_about(self, patient_id: str) -> tuple[Entry, ...]:
        """List all entries about a patient and their consultations, first to last."""
        with self._database.reading() as connection:
            who = (joined.same(connection, patient_id),)
            return tuple(map(self._entry, connection.execute(_ABOUT, who)))

    def check_log(
        self,
        anchors: tuple[Anchor, ...] = (),
        going_on: GoingOn = lambda _pages, _entries: True,
    ) -> Checked:
        """Check the pages of the file, the log, and what is kept, with these anchors and those outside.

        "check-stopped" when it is not `going_on`, which hears now and then of how many were looked at; of
        no entries until all pages were.
        """

        def told(pages: int, entries: int | None) -> None:
            if not going_on(pages, entries):
                raise failure("check-stopped")

        path, keys = self._site.folder / VAULT, self._staff.keys.of_database
        pages = check_pages(
            self._database, path, *keys, lambda count: told(count, None), lambda count: going_on(count, 0)
        )
        if not pages.sound:
            return pages
        told(pages.pages, 0)
        with self._database.reading() as connection:
            known = (*anchors, *self._anchors_outside())
            checked = check(connection, self._staff.ring, known, lambda count: told(pages.pages, count))
        return replace(checked, pages=pages.pages)

    def backing_up(self, folder: str = "") -> Making:
        """Take together what a backup is made of, in the practice's folder for them or another."""
        target = Path(folder or self._preferences.backup_folder)
        return Making(
            self._site.folder / VAULT,
            self._staff.keys,
            files.content(self._site.folder / SIGNERS),
            target,
            self._site.now(),
        )

    def note_backup(self, backup: Backup) -> None:
        """Remember the last good backup, and enter it in the log."""
        with self._database.writing() as connection:
            writing.put_setting(connection, _LAST_BACKUP, setting_encoded(backup))
            self._enter(connection, Act.BACKED_UP, backup.name)

    def last_backup(self) -> Backup | None:
        """Give the last backup that was good, wherever it was made."""
        with self._database.reading() as connection:
            value = setting(connection, _LAST_BACKUP)
        return setting_decoded(value, Backup) if value else None

    @property
    def recovery_key_awaited(self) -> bool:
        """Whether a recovery key was made of which nobody has said that it is on paper."""
        with self._database.reading() as connection:
            return setting(connection, writing.AWAITED_KEY) is not None

    def await_recovery_key(self) -> None:
        """Note that one is about to be made."""
        with self._database.writing() as connection:
            writing.await_recovery_key(connection)

    def note_recovery_key_kept(self) -> None:
        """Note that somebody has it on paper."""
        if self.recovery_key_awaited:
            with self._database.writing() as connection:
                writing.drop_settings(connection, writing.AWAITED_KEY)

    @property
    def last_changes_lost(self) -> bool:
        """Whether the session before this one ended without closing, and what it kept last is gone."""
        return self._last_lost

    @property
    def second_place_failed(self) -> bool:
        """Whether the end of the log could not be noted outside the last time."""
        return self._second_place_failed

    @of_patients
    def tell(self, account: Account) -> None:
        """Keep an account of what happened in or after a session, for ever."""
        at = self._stamp()
        with self._database.writing() as connection:
            accounts.put(connection, account, at, self._staff.me.id)

    @of_patients
    def accounts(self, patient_id: str) -> tuple[Account, ...]:
        """List all accounts of a patient, oldest first, those that were replaced too."""
        with self._database.reading() as connection:
            return accounts.of_patient(connection, patient_id)

    @of_patients
    def look_up_lot(self, lot: str, *, saved: bool = False) -> tuple[LotUse, ...]:
        """List who got a lot that begins like this; that it was read, or `saved`, is logged with it."""
        at = self._stamp()
        act = Act.LOT_SAVED if saved else Act.LOT_READ
        with self._database.writing() as connection:
            found = accounts.uses(connection, lot)
            append(connection, at, self._staff.me.id, act, lot, reason=str(len(found)))
        return found

    @of_patients
    def look_ups(self) -> tuple[LookUp, ...]:
        """List the last times that somebody looked a lot up, newest first."""
        with self._database.reading() as connection:
            return accounts.look_ups(connection)

    @of_patients
    def add_photo(self, photo: Photo, jpeg: bytes) -> None:
        """Keep a photograph of a sealed consent, for ever."""
        at = self._stamp()
        with self._database.writing() as connection:
            photos.put(connection, photo, jpeg, at, self._staff.me.id)

    @of_patients
    def photos(self, patient_id: str) -> tuple[Photo, ...]:
        """List all photographs of a patient, oldest first."""
        with self._database.reading() as connection:
            return photos.of_patient(connection, patient_id)

    @of_patients
    def remove_photo(self, removed: RemovedPhoto) -> None:
        """Take a photograph out for ever; only after `signing_key`, for the entry in the log is signed."""
        at = self._stamp()
        with self._database.writing() as connection:
            photos.remove(connection, removed, at, self._staff.me.id, sign=self._take_sign())
        self._database.checkpoint()

    @of_patients
    def removed_photos(self, patient_id: str) -> tuple[RemovedPhoto, ...]:
        """List the photographs of a patient that were taken out, oldest first."""
        with self._database.reading() as connection:
            return photos.removed_of(connection, patient_id)

    @of_patients
    def photo(self, photo_id: str) -> bytes:
        """Give a picture whose bytes are still those that were kept."""
        with self._database.reading() as connection:
            return photos.jpeg(connection, photo_id)

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
        """Keep a user's signing key, one's own unless another is named; the secret is sealed to that user."""
        owner = user_id or self._staff.me.id
        until, issuer = (utc(says.until), says.issuer) if says else ("", "")
        sealed = self._staff.sealed_for(owner, secret)
        key = signers.HeldKey(pkcs12, sealed, fingerprint, self._stamp(), certified, until, issuer)
        with self._database.writing() as connection:
            signers.put_key(connection, owner, key)
            if says is not None:
                signers.put_certificate(connection, owner, says, key.at)
            self._enter(connection, Act.SIGNING_KEY, owner, reason=fingerprint)
        signers.publish(self._database, self._site.folder)

    def certified(self) -> frozenset[str]:
        """Give the ids of all whose signing key the practice certified."""
        return signers.certified(self._database)

    def certificates(self) -> tuple[IssuedKey, ...]:
        """List all certificates with which anybody seals or sealed, the oldest first."""
        return signers.certificates(self._database)

    def withdraw_key(self, fingerprint: str, withdrawn_list: bytes) -> None:
        """Note for ever that a key does not count from now on, and publish the practice's list of such."""
        at = self._stamp()
        with self._database.writing() as connection:
            signers.withdraw(connection, fingerprint, withdrawn_list, at)
            self._enter(connection, Act.KEY_WITHDRAWN, reason=fingerprint)
        signers.publish(self._database, self._site.folder)

    def signing_key(self, passphrase: str) -> tuple[bytes, str]:
        """Give the encrypted key file and its secret, which only the passphrase leads to.

        What is sealed next is entered in the log with the signature of the user's own key.
        """
        key = signers.held_key(self._database, self._staff.me.id)
        secret, self._sign = self._staff.unsealed(key.sealed_secret, passphrase)
        return key.pkcs12, secret

    def keep_authority(self, pkcs12: bytes, certificate: bytes, secret: str) -> None:
        """Keep the practice's key for certifying under the recovery key, and publish its certificate."""
        with self._database.writing() as connection:
            signers.put_authority(connection, pkcs12, certificate, secret)
            self._enter(connection, Act.AUTHORITY, reason=sha256(certificate))
        signers.publish(self._database, self._site.folder)

    def authority(self, recovery_key: str) -> tuple[bytes, str]:
        """Give that key to whoever has the recovery key, and what opens it; empty where none is under it."""
        keyring.open_by_recovery(key_files.current(self._site.folder), recovery_key)
        secret = recovery.printed(recovery.read(recovery_key))
        with self._database.reading() as connection:
            return signers.authority_under(connection, secret), secret

    def newest_key(self) -> SigningKey | None:
        """Name the signing key in use, if there is one."""
        try:
            return signers.named(signers.held_key(self._database, self._staff.me.id))
        except VaultError as error:
            if error.code == "key-missing":
                return None
            raise

    def keep_unfinished(self, unfinished: Unfinished) -> None:
        """Keep what whoever unlocked had not finished, in place of what was kept before."""
        with self._database.writing() as connection:
            writing.put_unfinished(connection, self._staff.me.id, unfinished)

    def take_unfinished(self) -> Unfinished:
        """Give back what whoever unlocked had not finished, once."""
        name = writing.UNFINISHED_OF + self._staff.me.id
        with self._database.reading() as connection:
            value = setting(connection, name)
        if value is None:
            return Unfinished()
        with self._database.writing() as connection:
            writing.drop_settings(connection, name)
        return setting_decoded(value, Unfinished)

    @of_patients
    def count_samples(self) -> int:
        """Count the sample consultations."""
        with self._database.reading() as connection:
            return finding.count_samples(connection)

    @of_patients
    def is_sample(self, patient_id: str) -> bool:
        """Whether a patient is made up: all that is recorded about them is a sample."""
        with self._database.reading() as connection:
            return writing.is_sample(connection, patient_id)

    @of_patients
    def clear_samples(self) -> None:
        """Delete all sample consultations with their patients; the database itself refuses any real one."""
        at = self._stamp()
        with self._database.writing() as connection:
            writing.clear_samples(connection, at, self._staff.me.id)
        self._database.checkpoint()

    def look(self) -> Rooms | None:
        """Look what other rooms did: of this machine's own vault there are none."""
        return None

    @property
    def practice_server(self) -> RoomServer | None:
        """The server that all rooms share: a vault of this machine alone has none."""
        return None

    def close(self) -> None:
        """Close the vault; its key is forgotten, and another program may open it."""
        self._sign = None
        # A disk that is full must not keep anybody from closing.
        with suppress(VaultError):
            self.note(Act.LOCKED)
            self._note_outside()
        self._closing()

    def _entry(self, row: Row) -> Entry:
        name_of = self._staff.name_of
        return Entry(
            row.seq,
            datetime.fromisoformat(row.at),
            name_of(row.actor) or row.actor,
            row.machine,
            row.action,
            name_of(row.subject) or row.subject,
            row.reason,
            row.whose if self._staff.me.role.reads else "",
        )

    def _take_sign(self) -> Callable[[bytes], bytes] | None:
        """Give what signs for whoever confirmed by passphrase, once."""
        sign, self._sign = self._sign, None
        return sign

    def _append(self, at: str, who: str, action: str, subject: str, reason: str) -> None:
        with self._database.writing() as connection:
            append(connection, at, who, action, subject, reason=reason)

    def _read_settings(self) -> None:
        self._practice = self._setting("practice", Practice)
        self._preferences = self._setting("preferences", Preferences, Preferences())

    def _sealed(self, consultation_id: str) -> Row:
        mine = "SELECT * FROM sealed WHERE consultation = ?"
        return self._only(mine, consultation_id, "consultation-missing")

    def _setting(self, name: str, kind: type[Kind], usual: Kind | None = None) -> Kind:
        """Give a setting; a vault must have it unless there is a usual one."""
        with self._database.reading() as connection:
            value = setting(connection, name)
        if value is None and usual is not None:
            return usual
        if value is None:
            raise failure("vault-damaged")
        return setting_decoded(value, kind)

    def _only(self, query: str, key: str, missing: str) -> Row:
        with self._database.reading() as connection:
            row = connection.execute(query, (key,)).fetchone()
        if row is None:
            raise failure(missing)
        return row

    def _enter(self, connection: Connection, action: str, subject: str = "", reason: str = "") -> None:
        append(connection, utc(self._site.now()), self._staff.me.id, action, subject, reason=reason)

    def _note_outside(self) -> None:
        """Note the end of the log in the second place, where there is one and it can be reached."""
        if not self._preferences.second_place:
            return
        try:
            at = utc(self._site.now())
            second_place.note(Path(self._preferences.second_place), self._staff.store, self.anchor(), at)
            self._second_place_failed = False
        except VaultError:
            self._second_place_failed = True

    def _anchors_outside(self) -> tuple[Anchor, ...]:
        place = self._preferences.second_place
        return second_place.read(Path(place), self._staff.store) if place else ()

    def _stamp(self) -> str:
        """Give the time; where the clock was put since the last look, the log says so."""
        now = self._site.now()
        at = utc(now)
        if by := self._watch.jumped(now):
            with self._database.writing() as connection:
                append(connection, at, "", Act.CLOCK, reason=f"{by:+d} s")
        return at


def _unchanged(content: bytes, digest: str) -> bytes:
    if sha256(content) != digest:
        raise failure("vault-damaged")
    return content
