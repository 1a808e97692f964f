"""What a consultation is about: a goal of one treatment, or of several."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.widgets.tick_box import TickBox

Choice = tuple[str, str]
"""The ids of a pack and of one of its goals."""


class GoalList(QWidget):
    """Goals below each other, each to be ticked; of one treatment only one goal at a time."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[Choice, TickBox] = {}
        self._suggested: frozenset[Choice] = frozenset()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def set_choices(self, choices: Sequence[tuple[Choice, str]]) -> None:
        """Offer goals with their words; where there is only one, it is chosen."""
        for box in self._boxes.values():
            box.deleteLater()
        self._boxes = {choice: self._box(choice, words) for choice, words in choices}
        for first in tuple(self._boxes.values())[:1]:
            self.setFocusProxy(first)
        self.clear()

    def clear(self) -> None:
        """Take all ticks away, but where there is no choice."""
        self.choose(())

    def choose(self, choices: Sequence[Choice]) -> None:
        """Tick what is offered of these and nothing else; tells nobody."""
        self._suggested = frozenset()
        for choice, box in self._boxes.items():
            box.setChecked(choice in choices or len(self._boxes) == 1)

    def suggest(self, choices: Sequence[Choice]) -> None:
        """Tick what is likely, until a person ticks something; tells nobody."""
        self.choose(choices)
        self._suggested = frozenset(choices)

    @property
    def chosen(self) -> tuple[Choice, ...]:
        """What is ticked, in the order in which it is offered."""
        return tuple(choice for choice, box in self._boxes.items() if box.isChecked())

    def _box(self, choice: Choice, words: str) -> TickBox:
        box = TickBox(words)
        box.clicked.connect(lambda on: self._tick(choice, on=on))
        self._column.addWidget(box)
        return box

    def _tick(self, choice: Choice, *, on: bool) -> None:
        for other, box in self._boxes.items():
            # What nobody ticked gives way: it would be talked through and signed along with the other.
            if on and other != choice and (other[0] == choice[0] or other in self._suggested):
                box.setChecked(False)
        self._suggested = frozenset()
        self.changed.emit()
