# ruff: noqa: T201  printing is how it reports
"""The program itself, off-screen, in which a word is typed into every field of every page, to be killed.

Prints after each page its name and into how many fields was typed.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from consult_app.domain.condition import Value
from consult_app.ui import theme
from tests.helpers.answering import CANARY
from tests.helpers.scenes import NOW, dialogs, front, play
from tests.helpers.window import Walk, quick_services

_BEFORE_REVIEW = "two-languages"
_EXACT = ("complication",)
"""Where a line holds a time or a day, and a word in it keeps the page from being kept."""
Field = QLineEdit | QTextEdit | QPlainTextEdit
_FIELDS: tuple[type[Field], ...] = (QLineEdit, QTextEdit, QPlainTextEdit)


def main(folder: Path) -> None:
    """Go through every page."""
    application = QApplication([])
    theme.apply(application)
    walk = Walk(quick_services(folder, lambda: NOW))
    walk.sample = replace(
        walk.sample,
        patient=replace(
            walk.sample.patient, given_name=f"Ada{CANARY}", family_name=CANARY, record_number=CANARY
        ),
        answers={key: _said(value) for key, value in walk.sample.answers.items()},
        mixture=tuple(replace(each, lot=CANARY) for each in walk.sample.mixture),
    )
    walk.app.window.resize(1366, 768)
    walk.app.window.show()

    def report(scene: str) -> None:
        shown: QWidget = front(walk)
        typed = sum(_type(each, scene) for each in _fields([*dialogs(shown), shown]))
        print(json.dumps((scene, typed)), flush=True)
        if scene == _BEFORE_REVIEW:
            # A word where a number belongs is no answer.
            walk.answer_all()

    play(walk, report)
    print(json.dumps(("the end", 0)), flush=True)
    sys.stdin.readline()


def _said(value: Value) -> Value:
    return f"{value} {CANARY}" if isinstance(value, str) and " " in value else value


def _fields(roots: list[QWidget]) -> list[Field]:
    fields = {field for root in roots for kind in _FIELDS for field in root.findChildren(kind)}
    return [each for each in fields if each.isVisible() and each.isEnabled() and not each.isReadOnly()]


def _type(field: Field, scene: str) -> bool:
    """Type the word behind what is there, give whether it stood there; a number or a day stays as it was."""
    before = _text(field)
    QTest.keyClicks(field, CANARY)
    stood = CANARY in _text(field)
    if isinstance(field, QLineEdit) and (scene in _EXACT or any(map(str.isdecimal, before))):
        field.setText(before)
        field.textEdited.emit(before)
    return stood


def _text(field: Field) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
