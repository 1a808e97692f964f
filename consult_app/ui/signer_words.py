"""What is asked about those who sign beside or instead of the patient, in words."""

from PySide6.QtCore import QCoreApplication

_tr = QCoreApplication.translate


def detail_words(subject: str) -> str:
    """Name a detail, such as `proxy.relation`, as its field is labelled."""
    return {
        "proxy.name": _tr("Signers", "Name of whoever signs for the patient"),
        "proxy.relation": _tr("Signers", "Relation to the patient"),
        "proxy.authority": _tr("Signers", "What gives the right to decide"),
        "proxy.why": _tr("Signers", "Why the patient does not sign"),
        "interpreter.name": _tr("Signers", "Name of the interpreter"),
        "interpreter.language": _tr("Signers", "Language"),
        "interpreter.id": _tr("Signers", "Id of badge or service, if there is one"),
        "witness.name": _tr("Signers", "Name of the witness"),
        "witness.part": _tr("Signers", "Who the witness is here, such as a nurse"),
        "treats.name": _tr("Signers", "Name of the clinician who will treat"),
    }[subject]
