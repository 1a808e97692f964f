"""The areas to be treated, for the patient: a drawing of the body, and large choices in step with it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from consult_app.domain.questionnaire import Choice
from consult_app.ui import theme
from consult_app.ui.widgets.body_map import BodyMap
from consult_app.ui.widgets.large_ticks import LargeTicks

_BESIDE_FROM, _GAP = 520, 24


class LargeAreas(QWidget):
    """Beside each other where there is room; a press on the drawing is a press on the choice of that area."""

    changed = Signal(object)
    unsure_chosen = Signal()

    def __init__(self, name: str, choices: Sequence[Choice], *, unsure: str = "", other: str = "") -> None:
        super().__init__()
        self._map = BodyMap(choices, name, self, bare=True)
        self._ticks = LargeTicks(name, choices, unsure=unsure, other=other)
        self.setFocusProxy(self._ticks)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.addWidget(self._map, 1)
        self._row.addWidget(self._ticks, 1)
        self._map.pressed.connect(self._ticks.press)
        self._ticks.changed.connect(self._tell)
        self._ticks.unsure_chosen.connect(self._tell_unsure)

    def set_value(self, value: Sequence[str], *, unsure: bool = False) -> None:
        """Show what is ticked; tells nobody."""
        self._ticks.set_value(value, unsure=unsure)
        self._map.show_chosen(value)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._ticks.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the drawing above the choices where both have no room beside each other."""
        super().resizeEvent(event)
        beside = event.size().width() >= theme.scaled(_BESIDE_FROM)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._row.direction() is not way:
            self._row.setDirection(way)

    def _tell(self, value: tuple[str, ...]) -> None:
        self._map.show_chosen(value)
        self.changed.emit(value)

    def _tell_unsure(self) -> None:
        self._map.show_chosen(())
        self.unsure_chosen.emit()
