"""The words of photographs that were taken out of the record."""

from PySide6.QtCore import QCoreApplication

from consult_app.domain.photo import Removal, RemovedPhoto
from consult_app.ui.days import moment_words

_tr = QCoreApplication.translate


def removal_words(why: Removal) -> str:
    """Say why a photograph is taken out."""
    return {
        Removal.TAKEN_BACK: _tr("Photos", "The patient took back what they agreed to"),
        Removal.WRONG: _tr("Photos", "It shows somebody else, or something else than it says"),
        Removal.OTHER: _tr("Photos", "Another reason"),
    }[why]


def removed_words(removed: RemovedPhoto) -> str:
    """Say of a photograph that it was taken out, when, by whom and why."""
    why = removal_words(removed.why)
    if removed.words:
        why = _tr("Photos", "{0}: {1}").format(why, removed.words)
    return _tr("Photos", "Removed {0} by {1}. {2}").format(moment_words(removed.at), removed.by, why)
