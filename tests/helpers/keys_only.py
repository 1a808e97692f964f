"""A person at the window who has no mouse, no pen and no touch screen: everything is done by keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QPlainTextEdit, QWidget

from consult_app.domain.condition import Value
from consult_app.domain.questionnaire import Kind, Question, Step
from consult_app.ui.widgets.choice_group import ChoiceGroup
from consult_app.workflow.screens.rail import PATH
from tests.helpers.hands import Hands, words_of
from tests.helpers.window import until

_MOST_TABS = 400
"""More stops than any page has: whoever has not arrived by then never will."""


class KeysOnly(Hands):
    """Does what hands do, and never sets the focus: it tabs until the keyboard is where it is wanted."""

    def here(self) -> QWidget:
        """Wait until something has the keyboard; gives it."""
        until(lambda: QApplication.focusWidget() is not None)
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def keys(self, keys: str) -> None:
        """Press keys where the keyboard is."""
        QTest.keySequence(self.here(), keys)

    def reach(self, widget: QWidget, key: str = "Tab") -> None:
        """Tab, or shift-tab, until a widget has the keyboard; within a group of choices by arrow keys."""
        stop = widget.focusProxy() or widget
        passed: list[str] = []
        for _ in range(_MOST_TABS):
            here = self.here()
            if here is stop:
                return
            beside = widget.parentWidget() is here.parentWidget()
            inside = beside and isinstance(here.parentWidget(), ChoiceGroup)
            passed.append(words_of(here))
            self.keys("Right" if inside else key)
        raise AssertionError(f"{words_of(widget)!r} was never reached, but:\n" + "\n".join(passed))

    def press(
        self, widget: QWidget, at: QPoint | None = None, able: Callable[[], bool] | None = None
    ) -> None:
        """Press a button by the space bar."""
        assert at is None, "a place within a widget is for a mouse"
        until(able or widget.isEnabled)
        self.reach(widget)
        self.keys("Space")

    def type(self, name: str, text: str, within: QWidget | None = None) -> None:
        """Tab to a field and type in place of what stands there."""
        until(lambda: bool(self.fields(name, within)))
        self.reach(self.fields(name, within)[0])
        self.keys("Ctrl+A")
        QTest.keyClicks(self.here(), text)

    def answer(self, question: Question, value: Value) -> None:
        """Answer yes or no by a letter, and anything else by its own control."""
        if question.kind is Kind.YES_NO and isinstance(value, bool):
            self.reach(self.find(QWidget, f"{question.text} {'Yes' if value else 'No'}"))
            self.keys("y" if value else "n")
        else:
            super().answer(question, value)

    def go_to(self, step: Step) -> None:
        """Go to one of the first ten steps by its key, and to the last from there."""
        self.keys(f"Ctrl+{(min(PATH.index(step), 9) + 1) % 10}")
        if step is Step.SIGN:
            self.keys("Alt+Right")

    def sign(self, name: str) -> None:
        """Sign by typing the name."""
        self.find(QWidget, f"Signature of {name}")
        self.click("How to sign Type name")
        self.type("Name, typed as a signature", name)
        self.click("I type my name instead of signing by hand, and mean it as my signature.")
        self.click("Sign")

    def open_row(self, row: int) -> None:
        """Choose a row of today's consultations by arrow keys."""
        self.choose_row("Today", row)

    def open_patient(self, row: int) -> None:
        """Choose a row of all patients by arrow keys."""
        self.choose_row("All patients", row)

    def choose_row(self, name: str, row: int) -> None:
        """Choose a row of the list of this name by arrow keys."""
        self.reach(self.find(QListView, name))
        for _ in range(row):
            self.keys("Down")
        self.keys("Return")

    def palette(self, words: str) -> None:
        """Ask for a command by some of its letters."""
        before = self.here()
        self.keys("Ctrl+K")
        until(lambda: QApplication.focusWidget() not in (None, before))
        assert not isinstance(self.here(), QPlainTextEdit)
        QTest.keyClicks(self.here(), words)
        QTest.keyClick(self.here(), Qt.Key.Key_Return)
        # What a window manager does once a dialog is gone, and the off-screen platform does not.
        self.window.activateWindow()
        until(self.window.isActiveWindow)
