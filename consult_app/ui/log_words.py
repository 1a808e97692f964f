"""What a check of the log found, in words."""

from PySide6.QtCore import QCoreApplication

from consult_app.domain.audit import Checked, Fault, Found

_MOST = 20
"""So many are listed; the command line lists all."""


def fault_lines(checked: Checked) -> tuple[str, ...]:
    """Say what was found, a line each; nothing where all is whole."""
    shown = tuple(_line(each) for each in checked.found[:_MOST])
    left = len(checked.found) + checked.more - len(shown)
    return (*shown, _tr("And {0} more.").format(left)) if left else shown


def _line(found: Found) -> str:
    words = _words()[found.fault].replace("{0}", found.subject)
    return _tr("Entry {0}: {1}").format(found.number, words) if found.number else words


def _words() -> dict[Fault, str]:
    return {
        Fault.UNGUARDED: _tr("The protection of records against change was taken out."),
        Fault.CHANGED: _tr("This entry was changed."),
        Fault.MISSING: _tr("Entries before this one were deleted."),
        Fault.ORDER: _tr("This entry does not stand where it was written."),
        Fault.NO_BEGINNING: _tr("The first entries are gone."),
        Fault.CUT: _tr("The end was cut off here, or an older copy was put back."),
        Fault.OTHER_PAST: _tr("From here or before, the log was written anew."),
        Fault.UNSIGNED: _tr("A seal lacks the signature of its clinician."),
        Fault.FORGED: _tr("A signature is not that of the user who is named."),
        Fault.OTHER_KEY: _tr("A user’s key is not the one that the log knows."),
        Fault.RECORD_CHANGED: _tr("What is kept is not what was entered."),
        Fault.RECORD_MISSING: _tr("What was entered is not kept any more."),
        Fault.RECORD_UNKNOWN: _tr("Something is kept that was never entered."),
        Fault.DAMAGED: _tr("Damaged: {0}. Put a backup back; “consult-app rescue” brings out what is whole."),
        Fault.EVENT: _tr("A consultation’s own list differs from the log."),
    }


def _tr(literal: str) -> str:
    return QCoreApplication.translate("log", literal)
