"""Settings about what makes a seal count elsewhere: timestamps by others."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from consult_app.errors import SigningError
from consult_app.ui import setting_keys as keys
from consult_app.ui.messages import message
from consult_app.ui.setting import Kind, Section, Setting
from consult_app.workflow.ports import ReadAuthority
from consult_app.workflow.timing import Times


def timestamps(authority: ReadAuthority) -> Section:
    """Describe the timestamp server; `authority` reads the certificates that it is trusted by from a file."""
    return Section(
        "timestamps",
        _tr("Timestamps"),
        "clock",
        _tr("Somebody else confirms when a sealed document was there. Without an address nothing is sent to "
            "anybody. With one, a fingerprint of each sealed document goes there, and nothing else of it."),
        (
            Setting(
                "preferences.time_address",
                _tr("Address of the timestamp server"),
                Kind.ADDRESS,
                _tr("Whoever offers timestamps tells you (RFC 3161), such as https://time.example.org/tsa."),
            ),
            Setting(
                "preferences.time_certificate",
                _tr("Certificate that the server is trusted by"),
                Kind.CERTIFICATE,
                _tr("From whoever offers the timestamps, as PEM or DER. Nobody is asked without it."),
                read=authority,
            ),
            Setting(
                "preferences.time_user",
                _tr("User name, if the server asks for one"),
            ),
            Setting(
                "preferences.time_password",
                _tr("Password, if the server asks for one"),
                Kind.SECRET,
                _tr("Kept encrypted in the vault, and only sent to an address with https."),
            ),
            Setting(keys.TIMES, _tr("Timestamps"), Kind.FACTS),
            Setting(
                keys.ASK_TIME,
                _tr("Ask the server now"),
                Kind.ACTION,
                _tr("At the address that is saved. It is also asked again by itself, after growing pauses."),
                icon="clock",
            ),
        ),
    )  # fmt: skip


def time_facts(times: Times) -> tuple[tuple[str, str], ...]:
    """Say how many records wait for a timestamp, and what was wrong the last time."""
    if not times.chosen:
        return ((_tr("Timestamps"), _tr("Nobody is asked: choose an address and a certificate.")),)
    if times.waiting is None:
        waiting = _tr("They are asked for while somebody who reads records has unlocked.")
    else:
        waiting = str(times.waiting) if times.waiting else _tr("None")
    facts = ((_tr("Sealed documents that wait"), waiting),)
    if not times.failed:
        return facts
    said = message(SigningError(times.failed))
    return (*facts, (_tr("Last try"), f"{said.title}. {said.text}"))


def _tr(literal: str) -> str:
    return QCoreApplication.translate("settings", literal)
