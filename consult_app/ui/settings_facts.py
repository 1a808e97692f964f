"""What the settings say that is only to be read."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from consult_app.domain.audit import Checked, Fault
from consult_app.domain.proof import SigningKey
from consult_app.domain.users import User
from consult_app.ui import setting_keys as keys
from consult_app.ui.days import day_words, moment_words
from consult_app.ui.seal_settings import time_facts
from consult_app.workflow.safety import Safety
from consult_app.workflow.settings import Settings


def facts(settings: Settings) -> dict[str, Any]:
    """Give what is only to be read."""
    spoken = ", ".join(language_words(each) for each in settings.languages)
    return {
        keys.KEY: key_facts(settings.key),
        keys.STAFF: (settings.users, settings.me.id),
        keys.DEVICE: device_facts(tied=settings.tied),
        keys.UNCERTIFIED: uncertified_facts(settings.uncertified),
        keys.BACKUP: backup_facts(settings.safety),
        keys.LOG: log_facts(None),
        keys.TIMES: time_facts(settings.times),
        keys.SERVER: server_facts(settings.server, unencrypted=settings.unencrypted),
        keys.LANGUAGES: (
            (_tr("This program speaks"), _tr("English, the only language so far")),
            (_tr("Content is written in"), spoken),
        ),
    }


def key_facts(key: SigningKey | None) -> tuple[tuple[str, str], ...]:
    """Say which signing key is in use; its fingerprint stands in groups, to be compared by eye."""
    if key is None:
        return ((_tr("Signing key"), _tr("There is none. Make a new one.")),)
    groups = [key.fingerprint[at : at + 8] for at in range(0, len(key.fingerprint), 8)]
    since = day_words(key.since.astimezone().date())
    named = ((_tr("Fingerprint of the signing key"), " ".join(groups)), (_tr("In use since"), since))
    issued = ((_tr("Certified by"), key.issuer),) if key.issuer else ()
    card = ((_tr("Lies on the card"), key.card),) if key.card else ()
    until = ((_tr("Holds until"), day_words(key.until.astimezone().date())),) if key.until else ()
    return (*named, *card, *issued, *until)


def device_facts(*, tied: bool) -> tuple[tuple[str, str], ...]:
    """Say where one's passphrase opens the vault."""
    where = _tr("On this device only") if tied else _tr("Wherever the vault’s files are")
    return ((_tr("Your passphrase opens the vault"), where),)


def uncertified_facts(users: tuple[User, ...]) -> tuple[tuple[str, str], ...]:
    """Say whose keys the practice did not certify."""
    names = ", ".join(each.clinician.name for each in users)
    return ((_tr("Not certified by the practice"), names or _tr("Nobody’s: all signing keys are.")),)


def server_facts(server: str, *, unencrypted: bool) -> tuple[tuple[str, str], ...]:
    """Say which server all rooms share, and where the way there is open to be read."""
    shared = (_tr("All rooms share"), server)
    if not unencrypted:
        return (shared,)
    return (shared, (_tr("The way there"), _tr("Not encrypted, as its address says")))


def backup_facts(safety: Safety) -> tuple[tuple[str, str], ...]:
    """Say which backup was the last good one."""
    if safety.last is None or safety.at is None:
        return ((_tr("Last good backup"), _tr("There is none yet.")),)
    words = _tr("{0}, {1} MB").format(moment_words(safety.at), safety.last.megabytes)
    sound = () if safety.last.sound else ((_tr("Its log"), _tr("Not whole. Check the log.")),)
    return ((_tr("Last good backup"), words), *sound)


def log_facts(checked: Checked | None) -> tuple[tuple[str, str], ...]:
    """Say what a check of the log found."""
    if checked is None:
        return ((_tr("The log"), _tr("Not checked since this was opened.")),)
    if checked.sound:
        what = _tr(
            "Whole: nothing was changed. Entries {0}, signatures {1}, consultations {2}, pages {3}."
        ).format(checked.entries, checked.signatures, checked.records, checked.pages)
    elif any(each.fault is Fault.DAMAGED for each in checked.found):
        what = _tr("The file is DAMAGED. Put a backup back; “consult-app rescue” brings out what is whole.")
    else:
        what = _tr("CHANGED in {0} places. “consult-app audit verify” lists them.").format(
            len(checked.found) + checked.more
        )
    vouched = (
        _tr("Up to entry {0} of {1}").format(checked.anchored, checked.entries)
        if checked.anchored
        else _tr("Nothing: choose a second folder, or compare with a printed document.")
    )
    return ((_tr("The log"), what), (_tr("Vouched for outside"), vouched))


def language_words(tag: str) -> str:
    """Name a language by its tag."""
    return QLocale.languageToString(QLocale(tag).language())


def _tr(literal: str) -> str:
    return QCoreApplication.translate("settings", literal)
