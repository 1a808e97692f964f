"""Binds the use cases to the real adapters: files, clock, vault, PDF and seal. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from consult_app.assets import forms_folder, resource

if TYPE_CHECKING:
    from consult_app.content.library import Library
    from consult_app.domain.audit import Anchor, Checked, Entry, Wanted
    from consult_app.domain.backup import Backup
    from consult_app.domain.card import KeyOnCard, OnCard
    from consult_app.domain.changes import Change
    from consult_app.domain.consultation import Signature, State
    from consult_app.domain.document import Document, Sheet
    from consult_app.domain.ink import Ink
    from consult_app.domain.on_paper import Filed, Picture, Scan
    from consult_app.domain.proof import KeyCertificate, Proof
    from consult_app.domain.recipient import Recipient
    from consult_app.domain.sample import Sample
    from consult_app.domain.table import Table
    from consult_app.domain.time_server import Behind, TimeServer
    from consult_app.domain.treatment import Treatment
    from consult_app.signing.archive_time import Clockwork
    from consult_app.store.connecting import Connected
    from consult_app.store.rescue import Put, Rescued
    from consult_app.workflow.ports import Services, Vault, Vaults

# Adapters are imported where they are first used: reportlab, pikepdf, pyHanko and the database take a second
# together, which the window does not wait for.


_LOADING = RLock()


def services(folder: Path) -> Services:
    """Bind the use cases to the real adapters; the vault lies in `folder`."""
    from consult_app.store.place import Place
    from consult_app.workflow.ports import Services

    return Services(
        library=library(),
        vaults=Place(folder),
        render=_render,
        seal=_seal,
        stamp=_stamp,
        withdraw=_withdraw,
        verify=_verify,
        mark_copy=_mark_copy,
        enclose=_enclose,
        disclose=_disclose,
        make_key=_make_key,
        make_authority=_make_authority,
        certified=_certified,
        take_over=_take_over,
        list_withdrawn=_list_withdrawn,
        card_modules=_card_modules,
        look_at_cards=_look_at_cards,
        try_card=_try_card,
        now=_now,
        new_id=_new_id,
        new_secret=_new_secret,
        strength=_strength,
        unprintable=_unprintable,
        sample=_sample,
        written=_written,
        read=_read,
        attach=_attach,
        recipient=_recipient,
        lock_ink=_lock_ink,
        stamp_time=_stamp_time,
        time_authority=_time_authority,
        compare=_compare,
        to_sign=_to_sign,
        with_scans=_with_scans,
        read_scan=_read_scan,
        turn_scan=_turn_scan,
        read_table=_read_table,
        for_programs=fhir,
    )


def preload() -> None:
    """Import what unlocking and talking need."""
    _load("store.opening", "content.loader")


def preload_papers() -> None:
    """Import what laying out, sealing and checking need: 45 MiB that no question takes."""
    _load("pdf.render", "signing.seal", "signing.verify")


def _load(*modules: str) -> None:
    """Import parts, in one thread at a time.

    The parts of the library that signs need each other in circles: of two threads that import it at once,
    each would find it half made.
    """
    with _LOADING:
        for module in modules:
            import_module(f"consult_app.{module}")


def library() -> Library:
    """Give the practice's packs."""
    from consult_app.content.library import Library

    return Library(practice_forms())


def practice_forms() -> Path:
    """Where the packs are: the practice's own folder `forms` beside the vault, or those that came along."""
    own = data_folder() / "forms"
    return own if own.is_dir() else forms_folder()


def data_folder() -> Path:
    """Where this user's vault lies."""
    import platformdirs

    return platformdirs.user_data_path("consult", appauthor=False)


def look_file() -> Path:
    """Where this user's choice of look is kept."""
    import platformdirs

    return platformdirs.user_config_path("consult", appauthor=False) / "look.json"


def vault_lies_in(folder: Path) -> bool:
    """Whether a vault was set up in the folder."""
    from consult_app.store.place import Place

    return Place(folder).exists()


def rescue(  # noqa: PLR0913 - which vault, who opens it and how, and where things go
    folder: Path, secret: str, user: str, copy: Path, put: Put, *, by_recovery: bool = False
) -> Rescued:
    """Bring out what is whole of a damaged vault; `copy` is a folder for an encrypted copy to work in.

    RightError for an administrator, unless it is by the recovery key.
    """
    from consult_app.store import rescue as rescuing
    from consult_app.store.opening import counted_keys_of
    from consult_app.store.place import Place
    from consult_app.store.reading import demand_reader

    place = Place(folder)
    meant = user_meant(place, user, by_recovery=by_recovery)
    keys = counted_keys_of(place, secret, meant, by_recovery=by_recovery)
    if not by_recovery:
        demand_reader(keys.slot(keys.meant(user_meant(place, user))).role)
    return rescuing.rescue(place, keys, copy, put)


def check_log(  # noqa: PLR0913 - which vault, who opens it and how, and who hears of it
    folder: Path,
    secret: str,
    user: str,
    anchors: tuple[Anchor, ...],
    *,
    by_recovery: bool = False,
    looked: Callable[[int], None] = lambda _: None,
    told: Callable[[int], None] = lambda _: None,
) -> Checked:
    """Check pages and log of a vault that nobody has open; `user` is a name or an id.

    `looked` hears now and then of the number of pages, `told` of that of entries.
    """
    from consult_app.store.examining import examine
    from consult_app.store.opening import counted_keys_of
    from consult_app.store.place import Place

    place = Place(folder)
    meant = user_meant(place, user, by_recovery=by_recovery)
    keys = counted_keys_of(place, secret, meant, by_recovery=by_recovery)
    return examine(place, keys, anchors, told, looked=looked)


def read_log(folder: Path, secret: str, user: str, wanted: Wanted) -> tuple[Entry, ...]:
    """Read the log of a vault that nobody has open; RightError for whoever is in charge of nothing."""
    from consult_app.workflow.logbook import found_in_log

    with opened_vault(folder, secret, user) as vault:
        return found_in_log(vault, wanted)


def is_of_practice(packs: Path) -> bool:
    """Whether the vault of this machine works with the packs of a folder: its users approve them."""
    return vault_lies_in(data_folder()) and packs.resolve() == practice_forms().resolve()


def approve_as_user(packs: Path, pack: str, secret: str, user: str, on: date) -> Treatment:
    """Approve a pack as a user of this machine's vault; RightError for whoever is no clinical lead."""
    from consult_app.content.approving import approve
    from consult_app.workflow import approving

    with opened_vault(data_folder(), secret, user) as vault:
        return approving.approve_as_user(vault, on, partial(approve, packs, pack))


def make_backup(folder: Path, secret: str, user: str, target: str) -> Backup:
    """Make a backup of a vault that nobody has open; without a target, in the practice's folder for them."""
    from consult_app.store.failure import failure

    with opened_vault(folder, secret, user) as vault:
        if not (target or vault.preferences().backup_folder):
            raise failure("backup-nowhere")
        made = vault.backing_up(target).run()
        vault.note_backup(made)
    return made


def check_backup(folder: Path, secret: str, user: str, *, by_recovery: bool = False) -> Checked:
    """Compare the files of a backup with its list, then open it and check all of it."""
    from consult_app.store import backups
    from consult_app.store.opening import counted_keys_of
    from consult_app.store.place import Place

    backups.read(folder)
    place = Place(folder)
    keys = counted_keys_of(
        place,
        secret,
        user_meant(place, user, by_recovery=by_recovery),
        by_recovery=by_recovery,
        counted=Place(data_folder()),
    )
    return backups.opened(folder, keys)


def compare_backup(folder: Path) -> None:
    """Compare the files of a backup with its list; VaultError where they differ."""
    from consult_app.store import backups

    backups.read(folder)


def restore_backup(source: Path, folder: Path, *, replacing: bool) -> str:
    """Put a backup back; gives the name of the folder in which what was there is kept."""
    from consult_app.store.place import Place

    return Place(folder).restore(str(source), replacing=replacing)


def backups_in(folder: Path) -> tuple[Backup, ...]:
    """List the backups in a folder, newest first."""
    from consult_app.store import backups

    return backups.found(folder)


def practice_at(address: str, password: str) -> str:
    """Name the practice on a server's database; empty where there is none."""
    from consult_app.store.connecting import practice_of

    return practice_of(address, password)


def is_unencrypted(address: str) -> bool:
    """Whether an address says that the way there need not be encrypted."""
    from consult_app.store.address import is_open

    return is_open(address)


def move_to_practice(folder: Path, secret: str, user: str, address: str, password: str) -> Connected:
    """Move a vault that nobody has open to a practice's server; RightError for whoever may not."""
    from consult_app.domain.consultation import Clinician
    from consult_app.domain.users import User
    from consult_app.store import connecting
    from consult_app.store.opening import counted_keys_of
    from consult_app.store.place import Place
    from consult_app.workflow.rights import Right, demand

    place = Place(folder)
    keys = counted_keys_of(place, secret, user_meant(place, user))
    slot = keys.slot(keys.meant(user_meant(place, user)))
    demand(User(Clinician(slot.id, slot.name, ""), slot.role), Right.PRACTICE)
    return connecting.move(place, keys, address, password)


def join_practice(folder: Path, secret: str, user: str, address: str, password: str) -> Connected:
    """Let a machine without a vault be another room of a practice."""
    from consult_app.store import connecting
    from consult_app.store.place import Place

    return connecting.join(Place(folder), secret, user, address, password)


@contextmanager
def opened_vault(folder: Path, secret: str, user: str) -> Iterator[Vault]:
    """Open a vault that nobody has open, for as long as a command needs it."""
    from consult_app.store.place import Place

    place = Place(folder)
    vault = place.unlock(secret, user_meant(place, user))
    try:
        yield vault
    finally:
        vault.close()


def anchor_on(pdf: bytes) -> str:
    """Give the anchor of the log that stands on a document; none where there is none."""
    from consult_app.pdf.archive import anchor_in

    return anchor_in(pdf)


def anchors_noted(file: Path) -> tuple[Anchor, ...]:
    """Give all anchors in a file of a second place, whichever vault they are of."""
    from consult_app.store.second_place import read

    return read(file, "")


def withdrawn_keys() -> Mapping[str, datetime]:
    """Tell when keys of this machine were withdrawn, by fingerprint."""
    from consult_app.store.place import Place

    return Place(data_folder()).withdrawn_keys()


def known_signers() -> frozenset[str]:
    """Give the fingerprints of the signing keys made on this machine."""
    from consult_app.store.place import Place

    return Place(data_folder()).known_signers()


def play_sample() -> dict[str, bytes]:
    """Play the sample consultation into a throw-away vault; gives the files to leave, by name."""
    from tempfile import TemporaryDirectory

    from consult_app.workflow.demo import play
    from consult_app.workflow.record import record

    with TemporaryDirectory(prefix="consult-demo-") as folder:
        bound = services(Path(folder))
        played = play(bound, bound.sample())
        certificate = (Path(folder) / "practice-ca.pem").read_bytes()
    text = as_json(record(played.conversation, played.sealed))
    return {
        "consent.pdf": played.consent,
        "aftercare.pdf": played.aftercare,
        "record.json": text.encode(),
        "practice-ca.pem": certificate,
    }


def lay_blank(treatment: Treatment, goal: str, sheet: Sheet, beside: Treatment | None = None) -> bytes:
    """Lay out the form of a goal, for whatever practice; `beside` is the same in a second language."""
    from consult_app.domain.consultation import Practice
    from consult_app.workflow.blank import blank_form

    own, spoken = (beside, treatment) if beside else (treatment, None)
    return blank_form(services(data_folder()), own, goal, Practice(""), sheet, spoken=spoken)


def _sample() -> Sample:
    from consult_app.content.library import Library
    from consult_app.content.samples import read_sample

    file = resource("samples/consultation.yaml")
    # It was written for the pack that comes along; a practice's own may ask other things.
    treatment = Library(forms_folder()).treatment("mesotherapy")
    return read_sample(file.read_text(encoding="utf-8"), str(file), treatment)


def _new_id() -> str:
    import uuid

    return str(uuid.uuid4())


def _new_secret() -> str:
    import secrets

    return secrets.token_urlsafe(32)


def _now() -> datetime:
    return datetime.now().astimezone().replace(microsecond=0)


def _render(document: Document, labels: Mapping[str, str], signatures: tuple[Signature, ...]) -> bytes:
    from consult_app.pdf.render import render

    return render(document, labels, signatures, fonts=resource("fonts"))


def _to_sign(document: Document, labels: Mapping[str, str]) -> tuple[bytes, int]:
    from consult_app.pdf.render import lay_out_to_sign

    return lay_out_to_sign(document, labels, fonts=resource("fonts"))


def _with_scans(
    document: Document,
    labels: Mapping[str, str],
    signatures: tuple[Signature, ...],
    scans: tuple[Filed, ...],
) -> bytes:
    from consult_app.pdf.render import render

    return render(document, labels, signatures, scans, fonts=resource("fonts"))


# OpenCV takes most of a second to come in: only who brings paper back waits for it, and not in the window.


def _read_scan(picture: Picture, width_mm: float, height_mm: float) -> Scan:
    from consult_app.scanning.reading import read

    return read(picture, width_mm, height_mm)


def _turn_scan(scan: Scan) -> Scan:
    from consult_app.scanning.reading import turned

    return turned(scan)


def _read_table(content: bytes, encoding: str = "", delimiter: str = "") -> Table:
    from consult_app.interop.patient_file import read_patients

    return read_patients(content, encoding, delimiter)


def _attach(pdf: bytes, record: bytes, locked_ink: bytes) -> bytes:
    from consult_app.pdf.attaching import attach

    return attach(pdf, record, locked_ink)


def _recipient(content: bytes) -> Recipient:
    from consult_app.signing.locked_ink import recipient

    return recipient(content)


def _lock_ink(content: bytes, certificate: str) -> bytes:
    from consult_app.signing.locked_ink import lock

    return lock(content, certificate)


def _stamp_time(pdf: bytes, server: TimeServer, behind: Behind) -> tuple[bytes, str]:
    _load("signing.archive_time")
    from consult_app.signing.archive_time import read_material

    return _clockwork(server).stamp(pdf, read_material(behind))


@cache
def _clockwork(server: TimeServer) -> Clockwork:
    """Keep what was learned of a server while the program runs: learning costs a timestamp."""
    _load("signing.archive_time")
    from consult_app.signing.archive_time import Clockwork

    return Clockwork(server)


def _time_authority(content: bytes) -> Recipient:
    _load("signing.archive_time")
    from consult_app.signing.archive_time import authority

    return authority(content)


def _compare(old: Treatment, new: Treatment) -> tuple[Change, ...]:
    from consult_app.content.diff import diff

    return diff(old, new)


def _written(state: State) -> str:
    from consult_app.store.codec import encoded

    return encoded(state)


def _read(text: str) -> State:
    from consult_app.store.codec import decoded

    return decoded(text)


def record_inside(pdf: bytes) -> bytes:
    """Take the record out of a document."""
    from consult_app.pdf.attaching import attached

    return attached(pdf)


def ink_inside(pdf: bytes) -> bytes:
    """Take out of a document how it was signed, encrypted as it is; empty where that is not in it."""
    from consult_app.pdf.attaching import attached_ink

    return attached_ink(pdf)


def unlock_ink(locked: bytes, key: bytes, passphrase: Callable[[], str]) -> str:
    """Decrypt it with a private key; the passphrase is asked for where the key is encrypted itself."""
    from consult_app.signing.locked_ink import unlock

    return unlock(locked, key, passphrase)


def user_meant(vaults: Vaults, user: str, *, by_recovery: bool = False) -> str:
    """Give the id of a user who is named; the recovery key is nobody's, and needs no name."""
    from consult_app.store.key_files import id_of

    return "" if by_recovery and not user else id_of(user, vaults.users())


def rebuild(pdf: bytes, content: bytes) -> bytes:
    """Make a document again from the record in it, as it was before the seal, with a pack on this machine.

    RecordError where none of those in the folder of forms is the one that it was made with.
    """
    from consult_app.pdf.embedded_pictures import scans_in
    from consult_app.workflow.record import Beside, rebuilt

    beside = Beside(ink_inside(pdf), scans_in(pdf))
    kept = _pack_behind(content)
    speak = partial(_translation, library())
    return rebuilt(services(data_folder()), library().restore(kept), content, speak, beside)


def fhir(pdf: bytes, treatment: Treatment | None = None) -> bytes:
    """Give a document and the record in it as a FHIR bundle in JSON; RecordError as in `rebuild`.

    A pack that is not given is looked for on this machine.
    """
    from consult_app.interop.fhir import fhir_bundle

    content, proof = record_inside(pdf), _verify(pdf, frozenset())
    made = fhir_bundle(content, pdf, proof, treatment or library().restore(_pack_behind(content)))
    return as_json(made).encode()


def as_json(value: object) -> str:
    """Write for programs what a person can read too."""
    import json

    return json.dumps(value, ensure_ascii=False, indent=2)


def _pack_behind(content: bytes) -> str:
    """Find the pack that a record was made with, as it is kept with records."""
    import json

    from consult_app.errors import RecordError

    said = json.loads(content)["treatment"]
    digest: str = said["digest"]
    packs = library()
    bundles: tuple[tuple[str, Callable[[], str]], ...] = (
        *((each.digest, partial(packs.bundle, each.id)) for each in packs.packs()),
        *_several(packs, said["id"]),
        *(
            (each.digest, partial(packs.published_bundle, each.id, each.version))
            for each in packs.published()
        ),
    )
    for found, bundle in bundles:
        if found == digest:
            return bundle()
    raise RecordError(
        "record-other-pack",
        f"No pack on this machine has the digest {digest[:12]}, with which this document was made.",
        "Put the folder of that version of the pack into the folder forms.",
    )


def _several(packs: Library, treatment_id: str) -> Iterator[tuple[str, Callable[[], str]]]:
    """Give the digest and the bundle of treatments that were agreed on together, as their packs are today."""
    from consult_app.domain.treatment import TOGETHER

    there = {each.id for each in packs.packs()}
    if TOGETHER in treatment_id and there.issuperset(treatment_id.split(TOGETHER)):
        yield packs.treatment(treatment_id).digest, partial(packs.bundle, treatment_id)


def _translation(packs: Library, digest: str) -> Treatment:
    """Find a translation by its digest: today's, or one that was approved; RecordError without any."""
    from consult_app.domain.treatment import in_language
    from consult_app.errors import RecordError

    for each in packs.packs():
        for language in packs.languages(each.id)[1:]:
            found = packs.treatment(in_language(each.id, language))
            if found.digest == digest:
                return found
    for kept in packs.published():
        if kept.digest == digest:
            return packs.version(kept.id, kept.version)
    raise RecordError(
        "record-other-pack",
        f"No translation on this machine has the digest {digest[:12]}, with which this document was made.",
        "Put the folder of that version of the pack into the folder forms.",
    )


def _seal(pdf: bytes, kept: bytes, opener: str, *, meaning: str, at: datetime) -> bytes:
    _load("signing.seal")
    from consult_app.signing.opening import open_signer
    from consult_app.signing.seal import seal

    return seal(pdf, open_signer(kept, opener), meaning=meaning, at=at)


def _stamp(pdf: bytes, title: str, said: tuple[str, ...], ink: Ink | None) -> bytes:
    from consult_app.pdf.stamp import stamp

    return stamp(pdf, title, said, ink, fonts=resource("fonts"))


def _withdraw(  # noqa: PLR0913 - what is signed, with which key, and what it says
    pdf: bytes, kept: bytes, opener: str, *, stamp: bytes, meaning: str, at: datetime
) -> bytes:
    _load("signing.seal")
    from consult_app.signing.opening import open_signer
    from consult_app.signing.seal import withdraw

    return withdraw(pdf, open_signer(kept, opener), stamp=stamp, meaning=meaning, at=at)


def _verify(pdf: bytes, known: frozenset[str]) -> Proof:
    _load("signing.verify")
    from consult_app.signing.verify import verify

    return verify(pdf, known)


def _mark_copy(pdf: bytes, words: str) -> bytes:
    from consult_app.pdf.copies import mark_copy

    return mark_copy(pdf, words, fonts=resource("fonts"))


def _enclose(pdf: bytes, words: tuple[str, ...], passphrase: str) -> bytes:
    from consult_app.pdf.envelope import enclose

    return enclose(pdf, words, passphrase, fonts=resource("fonts"))


def _disclose(pdf: bytes, passphrase: str) -> bytes:
    from consult_app.pdf.envelope import disclose

    return disclose(pdf, passphrase)


def _make_key(name: str, secret: str, at: datetime, authority: tuple[bytes, str] | None) -> tuple[bytes, str]:
    from consult_app.signing.keys import fingerprint, make_key, open_key

    pkcs12 = make_key(name, secret, at, authority=open_key(*authority) if authority else None)
    return pkcs12, fingerprint(pkcs12, secret)


def _make_authority(practice: str, secret: str, at: datetime) -> tuple[bytes, bytes]:
    from consult_app.signing.keys import make_authority, open_key

    pkcs12 = make_authority(practice, secret, at)
    return pkcs12, open_key(pkcs12, secret).certificate


def _certified(pkcs12: bytes, secret: str) -> KeyCertificate:
    from consult_app.signing.bought import read_certified

    return read_certified(pkcs12, secret)


def _take_over(content: bytes, passphrase: str, secret: str, at: datetime) -> tuple[bytes, KeyCertificate]:
    from consult_app.signing.bought import take_over

    return take_over(content, passphrase, secret, at)


def _card_modules() -> tuple[tuple[str, str], ...]:
    from consult_app.signing.card_modules import installed

    return installed()


def _look_at_cards(module: str, at: datetime) -> tuple[OnCard, ...]:
    from consult_app.signing.cards import look

    return look(module, at)


def _try_card(place: KeyOnCard, pin: str) -> None:
    from consult_app.signing.cards import try_out

    try_out(place, pin)


def _list_withdrawn(
    authority: tuple[bytes, str], withdrawn: tuple[tuple[bytes, datetime], ...], at: datetime
) -> bytes:
    from consult_app.signing.keys import open_key
    from consult_app.signing.withdrawn_keys import list_withdrawn

    return list_withdrawn(open_key(*authority), withdrawn, at)


def _unprintable(text: str) -> tuple[str, ...]:
    from consult_app.domain.latin import is_latin

    if is_latin(text):
        return ()
    from consult_app.pdf.text import missing

    return missing((text,), resource("fonts"))


def _strength(passphrase: str) -> tuple[int, str]:
    from consult_app.store.passphrase import strength

    return strength(passphrase)
