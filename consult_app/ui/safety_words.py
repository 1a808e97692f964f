"""What both start pages say: a greeting, and how safe what is kept would be."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from consult_app.ui.days import day_words
from consult_app.workflow.safety import Safety

_NOON, _EVENING = 12, 18


def greeting(now: datetime, name: str) -> str:
    """Greet by the time of day."""
    if now.hour < _NOON:
        return _tr("Good morning, {0}").format(name)
    words = _tr("Good afternoon, {0}") if now.hour < _EVENING else _tr("Good evening, {0}")
    return words.format(name)


def backup_age(safety: Safety, today: date) -> str:
    """Say how old the last good backup is."""
    if safety.at is None:
        return _tr("There is no backup yet")
    days, time = (today - safety.at.date()).days, safety.at.strftime("%H:%M")
    if days <= 0:
        return _tr("Last good backup: today, {0}").format(time)
    if days == 1:
        return _tr("Last good backup: yesterday, {0}").format(time)
    return _tr("Last good backup: {0} days ago, on {1}").format(days, day_words(safety.at.date()))


def unsafe_words(safety: Safety, today: date, *, anything: bool) -> tuple[str, str]:
    """Say what must not be overlooked, as title and text; with nothing kept, a late backup is no matter."""
    if not safety.whole:
        return (
            _tr("What was kept last may be missing"),
            _tr(
                "The program ended without closing the vault, and the file with the last changes is gone. "
                "All before is there. Look through the consultations of that day for what is missing."
            ),
        )
    if anything and safety.late:
        if not safety.own:
            return backup_age(safety, today), _tr(
                "Tell a clinician or an administrator: they set backups up."
            )
        text = (
            _tr("None could be made since. Look in the settings, under “Backups”, what is wrong.")
            if safety.chosen
            else _tr("Choose a folder for backups in the settings, under “Backups”.")
        )
        return backup_age(safety, today), text
    if not safety.anchored:
        return (
            _tr("The second place of the log cannot be reached"),
            _tr("Connect it, or choose another folder in the settings, under “Log”.")
            if safety.own
            else _tr("Tell a clinician or an administrator: they choose its folder."),
        )
    return "", ""


def _tr(literal: str) -> str:
    return QCoreApplication.translate("safety", literal)
