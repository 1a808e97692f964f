"""What a law that packs follow is called."""

from PySide6.QtCore import QCoreApplication

_tr = QCoreApplication.translate


def law_words(tag: str) -> str:
    """Name the place whose law it is."""
    names = {
        "US": _tr("settings", "United States"),
        "UK": _tr("settings", "United Kingdom"),
        "AU": _tr("settings", "Australia"),
    }
    return names.get(tag, tag)
