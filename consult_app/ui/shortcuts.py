"""Every key that does something anywhere in the room: the one table behind keys, palette and overview."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence


class Command(Enum):
    """What can be asked for by a key."""

    GO_ON = "go_on"
    GO_BACK = "go_back"
    STEP = "step"
    NEXT_GAP = "next_gap"
    REGION = "region"
    REGION_BACK = "region_back"
    ANSWER = "answer"
    UNDO = "undo"
    REDO = "redo"
    PALETTE = "palette"
    SEARCH = "search"
    LARGER = "larger"
    SMALLER = "smaller"
    LOOK = "look"
    LIST = "list"
    BLANK = "blank"
    LOTS = "lots"
    LOG = "log"
    RECORDS = "records"
    INCOMING = "incoming"
    LOCK = "lock"
    SHORTCUTS = "shortcuts"


class Group(Enum):
    """Under which heading a key is listed."""

    WAY = "way"
    ANSWERS = "answers"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A command with its keys; any of them asks for it."""

    command: Command
    group: Group
    keys: tuple[str, ...] = ()


SHORTCUTS = (
    Shortcut(Command.GO_ON, Group.WAY, ("Alt+Right", "Ctrl+Return", "Ctrl+Enter")),
    Shortcut(Command.GO_BACK, Group.WAY, ("Alt+Left", "Alt+Backspace")),
    Shortcut(Command.STEP, Group.WAY, tuple(f"Ctrl+{number % 10}" for number in range(1, 11))),
    Shortcut(Command.NEXT_GAP, Group.WAY, ("Ctrl+G",)),
    Shortcut(Command.REGION, Group.WAY, ("F6",)),
    Shortcut(Command.REGION_BACK, Group.WAY, ("Shift+F6",)),
    Shortcut(Command.ANSWER, Group.ANSWERS, ("Y", "N", "U")),
    Shortcut(Command.UNDO, Group.ANSWERS, ("Ctrl+Z",)),
    Shortcut(Command.REDO, Group.ANSWERS, ("Ctrl+Shift+Z", "Ctrl+Y")),
    Shortcut(Command.SEARCH, Group.ANSWERS, ("Ctrl+F",)),
    Shortcut(Command.PALETTE, Group.PROGRAM, ("Ctrl+K",)),
    Shortcut(Command.SHORTCUTS, Group.PROGRAM, ("?", "F1")),
    Shortcut(Command.LARGER, Group.PROGRAM, ("Ctrl++", "Ctrl+=")),
    Shortcut(Command.SMALLER, Group.PROGRAM, ("Ctrl+-",)),
    Shortcut(Command.LOCK, Group.PROGRAM, ("Ctrl+L",)),
    Shortcut(Command.LIST, Group.PROGRAM),
    Shortcut(Command.BLANK, Group.PROGRAM),
    Shortcut(Command.LOTS, Group.PROGRAM),
    Shortcut(Command.LOG, Group.PROGRAM),
    Shortcut(Command.RECORDS, Group.PROGRAM),
    Shortcut(Command.INCOMING, Group.PROGRAM),
    Shortcut(Command.LOOK, Group.PROGRAM),
)

KEYS = {each.command: each.keys for each in SHORTCUTS}

_SAME = {"Ctrl+Enter", "Ctrl+="}
"""The same key as the one before it, for keyboards that have it twice or without Shift."""


def keys_words(shortcut: Shortcut) -> tuple[str, ...]:
    """Give the keys as they are written on this system, each once; steps as a range."""
    if shortcut.command is Command.STEP:
        return (f"{key_words(shortcut.keys[0])} … {key_words(shortcut.keys[-1])}",)
    return tuple(key_words(each) for each in shortcut.keys if each not in _SAME)


def command_words(command: Command) -> str:
    """Say what a command does."""
    tr = QCoreApplication.translate
    return {
        Command.GO_ON: tr("Shortcuts", "Go on"),
        Command.GO_BACK: tr("Shortcuts", "Go back"),
        Command.STEP: tr("Shortcuts", "Go to one of the first ten steps"),
        Command.NEXT_GAP: tr("Shortcuts", "Go to the next gap"),
        Command.REGION: tr("Shortcuts", "Move between steps, page and findings"),
        Command.REGION_BACK: tr("Shortcuts", "The same, the other way round"),
        Command.ANSWER: tr("Shortcuts", "Answer yes, no or not sure and move on"),
        Command.UNDO: tr("Shortcuts", "Take back what was done last"),
        Command.REDO: tr("Shortcuts", "Do it again"),
        Command.SEARCH: tr("Shortcuts", "Search on this page"),
        Command.PALETTE: tr("Shortcuts", "Find any command or open question"),
        Command.SHORTCUTS: tr("Shortcuts", "Show the keyboard shortcuts"),
        Command.LARGER: tr("Shortcuts", "Larger text"),
        Command.SMALLER: tr("Shortcuts", "Smaller text"),
        Command.LOCK: tr("Shortcuts", "Lock"),
        Command.LIST: tr("Shortcuts", "All consultations"),
        Command.BLANK: tr("Shortcuts", "Blank form to fill in by hand"),
        Command.LOTS: tr("Shortcuts", "Find a lot: who got it"),
        Command.LOG: tr("Shortcuts", "Log: who did what"),
        Command.RECORDS: tr("Shortcuts", "Records that are due: hold, destroy"),
        Command.INCOMING: tr("Shortcuts", "Patients from a file: bring them in"),
        Command.LOOK: tr("Shortcuts", "Light, dark or high contrast"),
    }[command]


def group_words(group: Group) -> str:
    """Name a group of commands."""
    tr = QCoreApplication.translate
    return {
        Group.WAY: tr("Shortcuts", "Finding the way"),
        Group.ANSWERS: tr("Shortcuts", "Answers"),
        Group.PROGRAM: tr("Shortcuts", "Program"),
    }[group]


def key_words(key: str) -> str:
    """Write a key as it is written on this system."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
