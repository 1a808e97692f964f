"""Choices of which one at most is chosen."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import focus_by_keyboard, painting_later
from consult_app.ui.tokens import Tone
from consult_app.ui.unheard import leave_out_signals
from consult_app.ui.widgets.checkable import Checkable


class ChoiceButton(Checkable, QRadioButton):
    """A radio button that leaves it to its group what a click means, and the arrow keys too."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        leave_out_signals(self)

    def nextCheckState(self) -> None:
        """Tell the group of a click; it sets the state."""
        self.turned()

    def turned(self) -> None:
        """Tell the group, which needs no connection to each of its buttons."""
        group = self.parent()
        if isinstance(group, ChoiceGroup):
            group.press(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press, painted with the next turn of the event loop."""
        with painting_later(self):
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Release, painted together with all that follows from the answer."""
        with painting_later(self):
            super().mouseReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Have Tab stop at the chosen one again: Qt has it stop where the keyboard was last."""
        super().focusOutEvent(event)
        group = self.parent()
        if isinstance(group, ChoiceGroup):
            group.sit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrow keys move within the group without choosing."""
        group = self.parent()
        if isinstance(group, ChoiceGroup) and (
            group.move_focus(self, event.key()) or group.take_letter(event.text())
        ):
            return
        super().keyPressEvent(event)


class ChoiceGroup(QWidget):
    """One of several; a click on the chosen one takes the answer back. Subclasses place the buttons."""

    chosen = Signal(str)
    cleared = Signal()

    button_type: type[ChoiceButton] = ChoiceButton

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        leave_out_signals(self)
        self.tone = Tone.PRIMARY
        self._ids: tuple[str, ...] = ()
        self._buttons: tuple[ChoiceButton, ...] = ()
        self._current: str | None = None
        self._name = name
        self._letters: Mapping[str, str] = {}
        # Radio buttons can be turned off again only in a group that allows it; alone they are heard as
        # check boxes once they can.
        self._members = QButtonGroup(self)
        self._members.setExclusive(False)
        self._text_scale = 0.0

    def set_letters(self, letters: Mapping[str, str]) -> None:
        """Let letters, where the keyboard is on the group, choose by id."""
        self._letters = letters

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer choices as (id, label)."""
        for button in self._buttons:
            # It must not lie below the new ones until it is gone.
            button.hide()
            button.deleteLater()
        self._ids = tuple(key for key, _ in choices)
        self._buttons = tuple(self._make(label) for _, label in choices)
        self._current = None
        self.sit()
        self._settle()

    def set_current(self, choice: str | None) -> None:
        """Show which one is chosen; tells nobody."""
        if choice == self._current:
            return
        self._current = choice
        for key, button in zip(self._ids, self._buttons, strict=True):
            button.setChecked(key == choice)
        self.sit()

    def press(self, button: ChoiceButton) -> None:
        """Do what a press on one of the buttons means."""
        self._click(self._ids[self._buttons.index(button)])
        for key, each in zip(self._ids, self._buttons, strict=True):
            each.setChecked(key == self._current)

    @property
    def offered(self) -> tuple[str, ...]:
        """The ids that can be chosen."""
        return self._ids

    @property
    def current(self) -> str | None:
        """The id that is chosen."""
        return self._current

    def set_tone(self, tone: Tone) -> None:
        """Mark the chosen one: PRIMARY, or the tone of a finding that rests on it."""
        if tone is not self.tone:
            self.tone = tone
            self.update()

    def move_focus(self, button: ChoiceButton, key: int) -> bool:
        """Move the keyboard from a button by an arrow key; False for another key."""
        step = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1,
        }.get(Qt.Key(key))  # fmt: skip
        if step is None:
            return False
        at = (self._buttons.index(button) + step) % len(self._buttons)
        focus_by_keyboard(self._buttons[at])
        return True

    def take_letter(self, letter: str) -> bool:
        """Choose by a letter and move on to what comes next; False for a letter that chooses nothing."""
        choice = self._letters.get(letter.casefold())
        if choice not in self._ids:
            return False
        if choice != self._current:
            self._click(choice)
        # Tab stops once a group, and goes on from there.
        self._buttons[self._ids.index(choice)].setFocus()
        if self.focusNextPrevChild(True) and (reached := self.window().focusWidget()) is not None:
            focus_by_keyboard(reached)
        return True

    def place(self) -> None:
        """Put the buttons where they belong."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        super().changeEvent(event)
        # Qt tells of a change of style at each step of building, too.
        if event.type() == QEvent.Type.StyleChange and self._text_scale != theme.text_scale():
            self._settle()

    def sit(self) -> None:
        """Let Tab stop at one button of the group: the chosen one, or the first."""
        at = self._ids.index(self._current) if self._current in self._ids else 0
        for i, button in enumerate(self._buttons):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if i == at else Qt.FocusPolicy.ClickFocus)
        if self._buttons:
            self.setFocusProxy(self._buttons[at])

    def _make(self, label: str) -> ChoiceButton:
        button = self.button_type(label, self)
        self._members.addButton(button)
        button.setAccessibleName(f"{self._name} {label}".strip())
        if not self.testAttribute(Qt.WidgetAttribute.WA_SetCursor):
            button.setCursor(Qt.CursorShape.PointingHandCursor)
        if self.isVisible():
            button.show()
        return button

    def _click(self, key: str) -> None:
        if key == self._current:
            self.set_current(None)
            self.cleared.emit()
        else:
            self.set_current(key)
            self.chosen.emit(key)

    def _settle(self) -> None:
        self._text_scale = theme.text_scale()
        self.place()
        self.updateGeometry()
