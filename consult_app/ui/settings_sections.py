"""Every setting of the program, section by section; the dialog is made from this."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from consult_app.domain.document import PaperSize
from consult_app.domain.preferences import (
    LEAST_MINUTES,
    MOST_DAYS_BETWEEN,
    MOST_DAYS_VALID,
    MOST_MINUTES,
    usual_paper,
)
from consult_app.domain.retention import MOST_AGE, MOST_YEARS
from consult_app.ui import setting_keys as keys
from consult_app.ui.law_words import law_words
from consult_app.ui.remembered import MOST_COPIES, SYSTEM
from consult_app.ui.seal_settings import timestamps
from consult_app.ui.setting import Kind, Section, Setting
from consult_app.ui.settings_facts import language_words
from consult_app.ui.theme import TEXT_SIZES
from consult_app.workflow.ports import ReadAuthority, ReadRecipient
from consult_app.workflow.rights import Right, may
from consult_app.workflow.settings import Settings


def sections(
    settings: Settings, printers: tuple[str, ...], recipient: ReadRecipient, authority: ReadAuthority
) -> tuple[Section, ...]:
    """Describe all settings, with the choices that this practice and this machine have.

    `recipient` reads a certificate from a file, `authority` those that a timestamp server is trusted by.
    """
    me, reads = settings.me, may(settings.me, Right.READ)
    rooms = (_rooms(in_charge=may(me, Right.STAFF)),) if settings.server else ()
    always = (*rooms, _appearance(), _languages(settings.languages), *((_samples(),) if reads else ()))
    law = settings.practice.jurisdiction
    practice = (
        _printing(law, printers),
        _locking(),
        _backups(),
        _records(law, reads=reads, brings=may(me, Right.BRING)),
        timestamps(authority),
    )
    if not may(me, Right.PRACTICE):
        return (_own(signs=False), *always)
    staff = (_staff(),) if may(me, Right.STAFF) else ()
    practice_itself = _practice(settings.jurisdictions, settings.treatments, recipient)
    log = _log(reads=may(me, Right.LOG))
    return (practice_itself, _own(signs=may(me, Right.SIGN)), *staff, *practice, log, *always)


def _practice(
    jurisdictions: tuple[str, ...], treatments: tuple[tuple[str, str], ...], recipient: ReadRecipient
) -> Section:
    return Section(
        "practice",
        _tr("Practice"),
        "building-2",
        _tr("New consultations carry these details. What was begun before keeps its own."),
        (
            Setting(
                "practice.name",
                _tr("Name of the practice"),
                needed=_tr("Documents carry the practice’s name."),
            ),
            Setting("practice.address", _tr("Address"), Kind.LINES),
            Setting("practice.phone", _tr("Phone number"), Kind.PHONE),
            Setting(
                "practice.emergency_phone",
                _tr("Phone number for emergencies"),
                Kind.PHONE,
                _tr("Patients ring it when something is wrong. If empty, they ring the number above."),
            ),
            Setting(
                "preferences.logo",
                _tr("Logo"),
                Kind.PICTURE,
                _tr("Stands beside the title on the first page of every document. PNG or JPEG."),
            ),
            Setting(
                "practice.jurisdiction",
                _tr("Documents follow the law of"),
                Kind.CHOICE,
                choices=tuple((each, law_words(each)) for each in jurisdictions),
            ),
            *_waits(treatments),
            Setting(
                "practice.interests",
                _tr("What you have from makers or sellers"),
                Kind.LINES,
                _tr(
                    "Payments, gifts, training, shares: what could sway advice. It stands with the options, "
                    "on the page and on every consent. Leave it empty if there is nothing."
                ),
            ),
            Setting(
                "practice.approved_only",
                _tr("Work with clinically approved content only"),
                Kind.SWITCH,
            ),
            Setting(
                "preferences.ink_certificate",
                _tr("Certificate for handwriting"),
                Kind.CERTIFICATE,
                _tr(
                    "With one, each newly signed document also holds how its signatures were drawn: how fast "
                    "and how hard. It is encrypted: only who has the private key of the certificate can read "
                    "it. Keep that key away from this device, and tell patients. Without a certificate, "
                    "nothing of it is in the file."
                ),
                read=recipient,
            ),
        ),
    )


def _waits(treatments: tuple[tuple[str, str], ...]) -> tuple[Setting, ...]:
    """How long is waited between signing and treatment, and for how long a consent counts."""
    return (
        Setting(
            "preferences.days_between",
            _tr("Days between signing and treatment"),
            Kind.NUMBER,
            _tr(
                "Lists show how long a signed patient still waits; 0 means that you do not wait. Whether "
                "there must be a wait, and how long, the law or professional body of your place decides."
            ),
            unit=_tr("days"),
            low=0,
            high=MOST_DAYS_BETWEEN,
        ),
        *(
            Setting(
                f"preferences.waits.{treatment}",
                _tr("Days before {0}").format(name),
                Kind.NUMBER,
                _tr("Leave it empty to wait as long as before any other treatment."),
                unit=_tr("days"),
                low=0,
                high=MOST_DAYS_BETWEEN,
                optional=True,
            )
            for treatment, name in treatments
        ),
        Setting(
            "preferences.days_valid",
            _tr("Days after which a consent counts as old"),
            Kind.NUMBER,
            _tr(
                "From then on the next session says so before it begins, and a treatment needs a reason. "
                "0 means never. How long is right, the law or professional body of your place decides."
            ),
            unit=_tr("days"),
            low=0,
            high=MOST_DAYS_VALID,
        ),
    )


def _own(*, signs: bool) -> Section:
    key = (
        Setting(keys.KEY, _tr("Signing key"), Kind.FACTS),
        Setting(
            keys.NEW_KEY,
            _tr("Make a new key"),
            Kind.ACTION,
            _tr("Where the old one may be in other hands. What it sealed stays valid."),
            confirm=_tr("Yes, make a new key now"),
            icon="key-round",
        ),
        Setting(
            keys.BOUGHT_KEY,
            _tr("Use a certificate that you bought"),
            Kind.ACTION,
            _tr("A file (.p12 or .pfx) with your key, from whoever checked who you are. Other programs may "
                "then trust your seals by themselves."),
            icon="file-lock",
        ),
        Setting(
            keys.CARD_KEY,
            _tr("Use a key on a card or device"),
            Kind.ACTION,
            _tr("Where your key lies on a smart card or a USB device and never leaves it. "
                "Its PIN is asked for at each seal."),
            icon="id-card",
        ),
    )  # fmt: skip
    return Section(
        "clinician",
        _tr("You"),
        "stethoscope",
        _tr("As you are named in what you begin, override and seal from now on."),
        (
            Setting(
                "clinician.name",
                _tr("Your name, as it is printed"),
                help=_tr("With another name you get a new signing key, which carries it."),
                needed=_tr("Documents carry your name."),
            ),
            Setting("clinician.role", _tr("Your profession")),
            Setting("clinician.registration", _tr("Registration (if any)")),
            Setting(keys.PASSPHRASE, _tr("Change your passphrase"), Kind.ACTION, icon="lock-keyhole"),
            Setting(keys.DEVICE, _tr("Where it opens the vault"), Kind.FACTS),
            Setting(
                keys.TIE,
                _tr("Tie it to this device"),
                Kind.ACTION,
                _tr("A secret in this system’s key store is needed besides: copied files and your passphrase "
                    "open nothing elsewhere. The recovery key goes on opening everything, also backups."),
                icon="hard-drive",
            ),
            Setting(
                keys.UNTIE,
                _tr("Untie it"),
                Kind.ACTION,
                _tr("Your passphrase alone opens the vault then, wherever its files are."),
                icon="unlock",
            ),
            *(key if signs else ()),
        ),
    )  # fmt: skip


def _staff() -> Section:
    return Section(
        "staff",
        _tr("Clinicians"),
        "users",
        _tr("Everybody who unlocks this vault, each with a passphrase of their own. It is done at once."),
        (
            Setting(keys.STAFF, _tr("Users"), Kind.STAFF),
            Setting(keys.UNCERTIFIED, _tr("Signing keys"), Kind.FACTS),
            Setting(
                keys.CERTIFY,
                _tr("Certify these signing keys"),
                Kind.ACTION,
                _tr("Takes the recovery key. Others can then see that the practice stands behind a seal. "
                    "New keys are made for it; what the old ones sealed stays valid."),
                icon="badge-check",
            ),
            Setting(
                keys.WITHDRAW_KEY,
                _tr("Withdraw a signing key"),
                Kind.ACTION,
                _tr("Where a device is lost, or a key may be in other hands. Takes the recovery key."),
                icon="x",
            ),
            Setting(
                keys.NEW_RECOVERY_KEY,
                _tr("Make a new recovery key"),
                Kind.ACTION,
                _tr("Where the printed one is lost or was seen by others. The old one opens nothing then."),
                confirm=_tr("Yes, make a new recovery key"),
                icon="key-round",
            ),
        ),
    )  # fmt: skip


def _printing(jurisdiction: str, printers: tuple[str, ...]) -> Section:
    usual = _paper(usual_paper(jurisdiction))
    return Section(
        "printing",
        _tr("Printing"),
        "printer",
        _tr("The paper is the practice’s; printer and copies are kept for this machine."),
        (
            Setting(
                "preferences.paper",
                _tr("Paper"),
                Kind.CHOICE,
                _tr("For documents that are reviewed from now on. A signed one keeps its pages for ever."),
                (
                    (None, _tr("As is usual here ({0})").format(usual)),
                    *((each, _paper(each)) for each in PaperSize),
                ),
            ),
            Setting("preferences.large_print", _tr("Large print unless chosen otherwise"), Kind.SWITCH),
            Setting(
                "machine.printer",
                _tr("Printer"),
                Kind.CHOICE,
                "" if printers else _tr("No printer is set up on this machine."),
                (("", _tr("Ask each time")), *((each, each) for each in printers)),
            ),
            Setting(
                "machine.copies", _tr("Copies"), Kind.NUMBER, unit=_tr("of each document"), high=MOST_COPIES
            ),
        ),
    )


def _locking() -> Section:
    return Section(
        "locking",
        _tr("Timeouts"),
        "timer",
        _tr("Whoever walks away from an open consultation leaves it closed. All that was said is kept."),
        (
            Setting(
                "preferences.lock_minutes",
                _tr("Lock when nobody has touched anything for"),
                Kind.NUMBER,
                unit=_tr("minutes"),
                low=LEAST_MINUTES,
                high=MOST_MINUTES,
            ),
        ),
    )


def _backups() -> Section:
    return Section(
        "backups",
        _tr("Backups"),
        "archive",
        _tr("Once a day while the program runs, and checked each time. They are as encrypted as the vault."),
        (
            Setting(
                "preferences.backup_folder",
                _tr("Folder for backups"),
                Kind.FOLDER,
                _tr("On another disk, a stick or a share: what is lost with this device must not be all. "
                    "Kept are the last of 7 days, 5 weeks and 12 months."),
            ),
            Setting(keys.BACKUP, _tr("Last good backup"), Kind.FACTS),
            Setting(
                keys.BACK_UP,
                _tr("Make a backup now"),
                Kind.ACTION,
                _tr("Into the folder that is saved. Consultations can go on meanwhile."),
                icon="archive",
            ),
        ),
    )  # fmt: skip


def _log(*, reads: bool) -> Section:
    read = Setting(
        keys.READ_LOG,
        _tr("Show the log"),
        Kind.ACTION,
        _tr("All entries, by who, what, whose and when. Changes made here are dropped."),
        icon="clipboard-list",
    )
    return Section(
        "log",
        _tr("Log"),
        "clipboard-list",
        _tr("Who did what and when, each entry bound to all before it, so that a change shows."),
        (
            Setting(
                "preferences.second_place",
                _tr("Second folder, to show that the log is whole"),
                Kind.FOLDER,
                _tr("On another disk or share. Numbers noted there show whether the end of the log was cut "
                    "off, or an older copy was put back. Every new document carries them too."),
            ),
            Setting(keys.LOG, _tr("The log"), Kind.FACTS),
            Setting(
                keys.CHECK_LOG,
                _tr("Check the log now"),
                Kind.ACTION,
                _tr("Compares every entry with all before it, and all that is kept with the entries."),
                icon="shield-check",
            ),
            *((read,) if reads else ()),
        ),
    )  # fmt: skip


def _records(jurisdiction: str, *, reads: bool, brings: bool) -> Section:
    due = Setting(
        keys.SEE_DUE,
        _tr("See which records are due"),
        Kind.ACTION,
        _tr("Also to hold records, or to destroy them. Changes made here are dropped."),
        icon="clipboard-list",
    )
    bring = Setting(
        keys.BRING_PATIENTS,
        _tr("Bring patients in from a file"),
        Kind.ACTION,
        _tr("From another program (CSV, GDT, FHIR, HL7), looked at first. Changes made here are dropped."),
        icon="user-plus",
    )
    return Section(
        "records",
        _tr("Records"),
        "hourglass",
        _tr("The program does not know the law. How long records must be kept, and when they must go, the "
            "law and the professional body of your place decide. Nothing is ever destroyed by itself."),
        (
            Setting(
                f"preferences.keep_years.{jurisdiction}",
                _tr("Years after the last contact ({0})").format(law_words(jurisdiction)),
                Kind.NUMBER,
                _tr("From then on records are listed as due. Leave it empty to have no rule."),
                unit=_tr("years"),
                high=MOST_YEARS,
                optional=True,
            ),
            Setting(
                f"preferences.minors_until.{jurisdiction}",
                _tr("Patients count as minors until the age of"),
                Kind.NUMBER,
                _tr("For whoever was younger at the last contact. Leave it empty to make no difference."),
                unit=_tr("years"),
                high=MOST_AGE,
                optional=True,
            ),
            Setting(
                f"preferences.minors_years.{jurisdiction}",
                _tr("Years after that age"),
                Kind.NUMBER,
                _tr("Counted from that birthday. Of both ends the later one counts."),
                unit=_tr("years"),
                low=0,
                high=MOST_YEARS,
                optional=True,
            ),
            *((due,) if reads else ()),
            *((bring,) if brings else ()),
        ),
    )  # fmt: skip


def _rooms(*, in_charge: bool) -> Section:
    typed = Setting(
        keys.TYPE_PASSWORD,
        _tr("Type the new password"),
        Kind.ACTION,
        _tr("Where it was changed in another room, and the server lets this one in no more."),
        icon="keyboard",
    )
    change = Setting(
        keys.SERVER_PASSWORD,
        _tr("Change the rooms’ password"),
        Kind.ACTION,
        _tr("Where it may be in other hands. It is made here, shown once, and typed in each other room."),
        icon="key-round",
    )
    empty = Setting(
        keys.EMPTY_SERVER,
        _tr("Empty the server of what was before"),
        Kind.ACTION,
        _tr(
            "Where records were destroyed, or somebody left: nothing stays there but what there is now, "
            "under a new key. The other rooms ask for a passphrase, and get everything anew."
        ),
        icon="database",
    )
    return Section(
        "rooms",
        _tr("Several rooms"),
        "database",
        _tr("All rooms share one vault, on the practice’s own server. It sees no word of what it keeps."),
        (Setting(keys.SERVER, _tr("The server"), Kind.FACTS), typed, *((change, empty) if in_charge else ())),
    )  # fmt: skip


def _appearance() -> Section:
    return Section(
        "appearance",
        _tr("Appearance"),
        "palette",
        _tr("For this machine. It shows at once; “Cancel” takes it back."),
        (
            Setting(
                keys.LOOK,
                _tr("Look"),
                Kind.CHOICE,
                choices=(
                    ("light", _tr("Light")),
                    ("dark", _tr("Dark")),
                    ("contrast", _tr("High contrast")),
                    (SYSTEM, _tr("As the system")),
                ),
            ),
            Setting(
                keys.TEXT_SIZE,
                _tr("Text size"),
                Kind.CHOICE,
                choices=tuple((each, _tr("{0} %").format(round(100 * each))) for each in TEXT_SIZES),
            ),
        ),
    )


def _languages(spoken: tuple[str, ...]) -> Section:
    there = Setting(keys.LANGUAGES, _tr("Languages"), Kind.FACTS)
    if len(spoken) <= 1:
        lead = _tr("There is nothing to choose yet. A language appears here once content is written in it.")
        return Section("languages", _tr("Languages"), "languages", lead, (there,))
    first = Setting(
        "preferences.language",
        _tr("Patients are spoken to in"),
        Kind.CHOICE,
        _tr("When the screen is handed over. Where a treatment is not written in it, its own is spoken."),
        (("", _tr("The language of the treatment")), *((each, language_words(each)) for each in spoken)),
    )
    lead = _tr("These languages content is written in. Each patient can still choose another one.")
    return Section("languages", _tr("Languages"), "languages", lead, (first, there))


def _samples() -> Section:
    return Section(
        "samples",
        _tr("Sample patient"),
        "user-round",
        _tr("A made-up patient to look around with. It is marked as a sample on screen and on paper."),
        (
            Setting(
                keys.TRY_SAMPLE,
                _tr("Try it with a sample patient"),
                Kind.ACTION,
                _tr("Opens a consultation that is talked through half-way. Changes made here are dropped."),
                icon="play",
            ),
            Setting(
                keys.CLEAR_SAMPLES,
                _tr("Remove the sample data"),
                Kind.ACTION,
                _tr("Deletes sample patients with all their consultations, signed ones too. "
                    "Real records cannot be deleted."),
                confirm=_tr("Yes, remove all sample data"),
                icon="trash-2",
            ),
        ),
    )  # fmt: skip


def _paper(size: PaperSize) -> str:
    return {PaperSize.A4: _tr("A4"), PaperSize.LETTER: _tr("US Letter")}[size]


def _tr(literal: str) -> str:
    return QCoreApplication.translate("settings", literal)
