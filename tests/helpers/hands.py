"""A person at the window: sees what is visible, clicks with the mouse, types with the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from consult_app.domain.condition import NotSure, Value, chosen
from consult_app.domain.entry import Entry, Part, entries_of
from consult_app.domain.questionnaire import Kind, Question, Step
from consult_app.ui.growing import Growing
from consult_app.ui.widgets.finding_box import FindingBox
from consult_app.ui.widgets.rail_step import RailStepButton
from consult_app.ui.widgets.signature_pad import SignaturePad
from tests.helpers.pointers import Pen
from tests.helpers.window import until

W = TypeVar("W", bound=QWidget)

_LEFT = Qt.MouseButton.LeftButton
_SETTLING = ("Override…", "Discussed", "Take back")
SIGNATURE = [(40.0 + 6 * i, 90.0 + 30 * (i % 5 - 2)) for i in range(40)]


class Hands:
    """Acts on the widgets of one window; whatever is asked for must be visible, and is waited for."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    # Seeing

    def words(self) -> str:
        """Everything that can be read or heard in the window now, a line a widget."""
        shown = [each for each in self.window.findChildren(QWidget) if each.isVisible()]
        return "\n".join(words for each in shown if (words := words_of(each)))

    def reads(self, *wanted: str) -> None:
        """Wait until all these words are on screen."""
        try:
            until(lambda: all(each in self.words() for each in wanted))
        except TimeoutError:
            missing = [each for each in wanted if each not in self.words()]
            raise AssertionError(f"{missing} not on screen, but:\n{self.words()}") from None

    def find(self, kind: type[W], name: str, within: QWidget | None = None) -> W:
        """Wait for the first visible widget of a kind whose name or text is so."""
        until_found: list[W] = []

        def found() -> bool:
            until_found[:] = self.all(kind, name, within)
            return bool(until_found)

        try:
            until(found)
        except TimeoutError:
            raise AssertionError(f"no visible {kind.__name__} {name!r}, but:\n{self.words()}") from None
        return until_found[0]

    def all(self, kind: type[W], name: str = "", within: QWidget | None = None) -> list[W]:
        """Give visible widgets of a kind, if given, of that name."""
        shown = [each for each in (within or self.window).findChildren(kind) if each.isVisible()]
        return [each for each in shown if not name or name in (each.accessibleName(), _text(each))]

    def settled(self) -> None:
        """Wait until the page is built to its end."""
        until(lambda: not any(each.busy for each in self.window.findChildren(Growing)))

    def fields(self, name: str, within: QWidget | None = None) -> list[QWidget]:
        """Give the visible fields for text of this name."""
        return [*self.all(QLineEdit, name, within), *self.all(QPlainTextEdit, name, within)]

    # Acting

    def click(self, name: str, within: QWidget | None = None) -> None:
        """Click the visible button of this name, once it is enabled."""
        button = self.find(QAbstractButton, name, within)
        # Asked at the moment of the click: while something is under way a page takes none.
        self.press(button, able=button.isEnabled)

    def press(
        self, widget: QWidget, at: QPoint | None = None, able: Callable[[], bool] | None = None
    ) -> None:
        """Click a widget where a person would see it: scrolled into view, with nothing above it."""

        def reached() -> bool:
            bring_into_view(widget)
            top, place = widget.window(), at or widget.rect().center()
            hit = top.childAt(widget.mapTo(top, place))
            return (able is None or able()) and (
                hit is widget or (hit is not None and widget.isAncestorOf(hit))
            )

        until(reached)
        QTest.mouseClick(widget, _LEFT, Qt.KeyboardModifier.NoModifier, at or widget.rect().center())

    def type(self, name: str, text: str, within: QWidget | None = None) -> None:
        """Click a field and type in place of what stands there."""
        until(lambda: bool(self.fields(name, within)))
        field = self.fields(name, within)[0]
        self.press(field.viewport() if isinstance(field, QPlainTextEdit) else field)
        QTest.keySequence(field, "Ctrl+A")
        QTest.keyClicks(field, text)

    def key(self, key: Qt.Key) -> None:
        """Press a key where the keyboard is."""
        field = QApplication.focusWidget()
        assert field is not None
        QTest.keyClick(field, key)

    def go_to(self, step: Step) -> None:
        """Click a step in the rail."""
        [button] = [each for each in self.all(RailStepButton) if each.step is step]
        self.press(button)

    def answer(self, question: Question, value: Value) -> None:
        """Answer a question that is on screen with its own control."""
        match question.kind, value:
            case _, NotSure():
                self.click(f"{question.text} Not sure")
            case Kind.YES_NO, bool():
                self.click(f"{question.text} {'Yes' if value else 'No'}")
            case Kind.CHOICE, str():
                self.click(f"{question.text} {_label(question, value)}")
            case Kind.CHOICES, tuple():
                for each in chosen(value):
                    self.click(f"{question.text} {_label(question, each)}")
            case Kind.ENTRIES, tuple():
                [entry] = entries_of(value)
                self._write(question, entry)
            case _:
                self.type(f"{question.text} {question.unit}".strip(), str(value))

    def _write(self, question: Question, entry: Entry) -> None:
        place = f"{question.text}: line 1"
        self.type(place, entry.name)
        self.key(Qt.Key.Key_Escape)
        headings = {Part.DOSE: "Dose", Part.SINCE: "Since when", Part.REACTION: "What it did"}
        for part in question.entry:
            if entry.said(part):
                self.type(f"{place}, {headings[part]}", entry.said(part))

    def is_asked(self, question: Question) -> bool:
        """Whether a question's control is on screen."""
        names = {
            f"{question.text} {question.unit}".strip(),
            f"{question.text} No",
            f"{question.text}: line 1",
        }
        names |= {f"{question.text} {each.label}" for each in question.choices}
        self.settled()
        shown = (*self.all(QAbstractButton), *self.all(QLineEdit), *self.all(QPlainTextEdit))
        return any(each.accessibleName() in names for each in shown)

    def settle(self, box: FindingBox, reason: str) -> None:
        """Settle a finding: discussed, or going on for a reason where one is needed."""
        act = next(each for each in self.all(QAbstractButton, within=box) if each.text() in _SETTLING)
        needs_reason = act.text() == "Override…"
        self.press(act)
        if needs_reason:
            self.type(f"{box.accessibleName()}: reason for going on", reason, box)
            self.click("Go on", box)
        self.find(QAbstractButton, f"{box.accessibleName()}: Take back", box)

    def sign(self, name: str) -> None:
        """Sign with a pen."""
        pad = self.find(SignaturePad, f"Signature of {name}")
        until(pad.isEnabled)
        bring_into_view(pad)
        Pen(pad).stroke(SIGNATURE)
        self.click("Sign")

    def open_row(self, row: int) -> None:
        """Click a row of today's consultations."""
        rows = self.find(QListView, "Today")
        self.press(rows.viewport(), rows.visualRect(rows.model().index(row, 0)).center())

    def open_patient(self, row: int) -> None:
        """Click a row of all patients."""
        rows = self.find(QListView, "All patients")
        self.press(rows.viewport(), rows.visualRect(rows.model().index(row, 0)).center())

    def dialog(self) -> Hands:
        """Wait for a dialog; gives hands for it."""
        until(lambda: bool(self.all(QDialog)))
        return Hands(self.all(QDialog)[0])


def bring_into_view(widget: QWidget) -> None:
    """Scroll until a widget can be seen."""
    QApplication.processEvents()
    above: QWidget | None = widget
    while above is not None:
        content = above.widget() if isinstance(above, QScrollArea) else None
        # What stands below a page is always in sight, and no part of what is scrolled.
        if isinstance(above, QScrollArea) and content is not None and content.isAncestorOf(widget):
            middle = widget.mapTo(content, widget.rect().center())
            above.ensureVisible(middle.x(), middle.y(), widget.width() // 2, 120)
        above = above.parentWidget()
    QApplication.processEvents()


def _label(question: Question, choice: str) -> str:
    return {each.id: each.label for each in question.choices}[choice]


def _text(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return widget.text()
    return widget.toPlainText() if isinstance(widget, QPlainTextEdit) else ""


def words_of(widget: QWidget) -> str:
    """What can be read or heard of one widget."""
    said = (widget.accessibleName(), _text(widget), widget.accessibleDescription())
    return " ".join(dict.fromkeys(each for each in said if each))
