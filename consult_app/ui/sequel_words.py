"""What the documents that follow a sealed record are called on screen, and their icons."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from consult_app.domain.sequel import Blank, SequelKind
from consult_app.ui.tokens import Tone

_tr = QCoreApplication.translate

SEQUEL_ICONS = {
    SequelKind.CONFIRMATION: "calendar-check",
    SequelKind.WITHDRAWAL: "file-x",
    SequelKind.DECISION: "clipboard-x",
    SequelKind.AMENDMENT: "file-pen",
}


def sequel_name(kind: SequelKind) -> str:
    """Name what a document does."""
    return {
        SequelKind.CONFIRMATION: _tr("Sequel", "Confirmation"),
        SequelKind.WITHDRAWAL: _tr("Sequel", "Withdrawal"),
        SequelKind.DECISION: _tr("Sequel", "Decision taken back"),
        SequelKind.AMENDMENT: _tr("Sequel", "Amendment"),
    }[kind]


def sequel_title(kind: SequelKind) -> str:
    """Give the title of the page where it is written."""
    return {
        SequelKind.CONFIRMATION: _tr("Sequel", "Confirm on the day"),
        SequelKind.WITHDRAWAL: _tr("Sequel", "Consent taken back"),
        SequelKind.DECISION: _tr("Sequel", "Take back a decision"),
        SequelKind.AMENDMENT: _tr("Sequel", "Correct or add"),
    }[kind]


def sequel_lead(kind: SequelKind) -> str:
    """Say what to do there."""
    return {
        SequelKind.CONFIRMATION: _tr(
            "Sequel",
            "Look through the answers together, ask what has changed, and sign before the treatment.",
        ),
        SequelKind.WITHDRAWAL: _tr(
            "Sequel", "Nobody has to give a reason. After this, nothing goes on with that consent."
        ),
        SequelKind.DECISION: _tr(
            "Sequel",
            "Nobody has to give a reason. What is chosen here no longer counts; the consent stays as it is.",
        ),
        SequelKind.AMENDMENT: _tr(
            "Sequel", "The signed form stays as it is. What is written here is signed and kept beside it."
        ),
    }[kind]


def sequel_done(kind: SequelKind) -> tuple[str, Tone]:
    """Say what a sealed one did, as a badge does."""
    return {
        SequelKind.CONFIRMATION: (_tr("Sequel", "Confirmed"), Tone.GOOD),
        SequelKind.WITHDRAWAL: (_tr("Sequel", "Consent taken back"), Tone.STOP),
        SequelKind.DECISION: (_tr("Sequel", "Decision taken back"), Tone.CAUTION),
        SequelKind.AMENDMENT: (_tr("Sequel", "Amendment"), Tone.INFO),
    }[kind]


def sequel_offer(kind: SequelKind) -> str:
    """Say on a button what can be begun."""
    return {
        SequelKind.CONFIRMATION: _tr("Sequel", "Confirm on the day"),
        SequelKind.WITHDRAWAL: _tr("Sequel", "Consent is taken back"),
        SequelKind.DECISION: _tr("Sequel", "One decision is taken back"),
        SequelKind.AMENDMENT: _tr("Sequel", "Correct or add something"),
    }[kind]


def blank_words(blank: Blank) -> str:
    """Say what is still missing before anybody can sign."""
    return {
        Blank.CHANGED: _tr("Sequel", "Ask whether anything has changed."),
        Blank.WORDS: _tr("Sequel", "Nothing is written yet."),
        Blank.JUDGEMENT: _tr("Sequel", "Write why the consent still holds."),
        Blank.EARLY: _tr("Sequel", "Write why it is done today already."),
        Blank.TOLD: _tr("Sequel", "Say how the patient told you."),
        Blank.DECISIONS: _tr("Sequel", "Choose what is taken back."),
    }[blank]
