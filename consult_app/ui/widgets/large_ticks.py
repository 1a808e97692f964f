"""Several large choices that can be ticked together, with a line for words of one's own."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from consult_app.domain.questionnaire import Choice
from consult_app.ui.widgets.large_choice import GAP, LargeTick, flow
from consult_app.ui.widgets.large_line import LargeLine


class LargeTicks(QWidget):
    """`changed` gives the ids ticked, then own words; an `alone` choice and "not sure" take back the rest."""

    changed = Signal(object)
    unsure_chosen = Signal()

    def __init__(self, name: str, choices: Sequence[Choice], *, unsure: str = "", other: str = "") -> None:
        super().__init__()
        self._alone = {each.id for each in choices if each.alone}
        self._grid = _Grid()
        self._ticks = {each.id: LargeTick(each.label, name, self._grid) for each in choices}
        self._unsure = LargeTick(unsure, name, self._grid) if unsure else None
        self._own = LargeLine(name, other) if other else None
        self._grid.fill([*self._ticks.values(), *((self._unsure,) if self._unsure else ())])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._grid)
        for key, tick in self._ticks.items():
            tick.clicked.connect(lambda on, each=key: self._ticked(each, on=on))
        if self._unsure is not None:
            self._unsure.clicked.connect(lambda on: self._ticked_unsure(on=on))
        if self._own is not None:
            column.addWidget(self._own)
            self._own.edited.connect(self._typed)

    def set_value(self, value: Sequence[str], *, unsure: bool = False) -> None:
        """Show what is ticked; tells nobody."""
        for key, tick in self._ticks.items():
            tick.setChecked(key in value)
        if self._unsure is not None:
            self._unsure.setChecked(unsure)
        if self._own is not None:
            self._own.set_text(", ".join(each for each in value if each not in self._ticks))

    def press(self, key: str) -> None:
        """Do as a press on a choice does."""
        self._ticks[key].click()

    def flush(self) -> None:
        """Tell at once what was typed last."""
        if self._own is not None:
            self._own.flush()

    def _value(self) -> tuple[str, ...]:
        ticked = tuple(key for key, tick in self._ticks.items() if tick.isChecked())
        own = self._own.text().strip() if self._own is not None else ""
        return (*ticked, own) if own else ticked

    def _ticked(self, key: str, *, on: bool) -> None:
        if on and key in self._alone:
            self._clear_but(self._ticks[key])
        elif on:
            self._clear_alone()
        self.changed.emit(self._value())

    def _ticked_unsure(self, *, on: bool) -> None:
        if on:
            self._clear_but(self._unsure)
            self.unsure_chosen.emit()
        else:
            self.changed.emit(())

    def _typed(self, _text: str) -> None:
        self._clear_alone()
        self.changed.emit(self._value())

    def _clear_but(self, kept: LargeTick | None) -> None:
        for tick in self._grid.buttons:
            tick.setChecked(tick is kept)
        if self._own is not None:
            self._own.drop()

    def _clear_alone(self) -> None:
        for key in self._alone:
            self._ticks[key].setChecked(False)
        if self._unsure is not None:
            self._unsure.setChecked(False)


class _Grid(QWidget):
    """Buttons in one column or two."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[QAbstractButton] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def fill(self, buttons: Sequence[QAbstractButton]) -> None:
        self.buttons = list(buttons)

    def heightForWidth(self, width: int) -> int:
        return flow(self.buttons, width, move=False)

    def sizeHint(self) -> QSize:
        width = max(self.width(), 320)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 68)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
        flow(self.buttons, self.width(), rtl=self.layoutDirection() is Qt.LayoutDirection.RightToLeft)
