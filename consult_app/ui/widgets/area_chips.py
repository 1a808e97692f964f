"""The areas to be treated: drawings of the body, and pills that say the same."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from consult_app.domain.questionnaire import Choice
from consult_app.ui import theme
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.body_map import BodyMap
from consult_app.ui.widgets.chips import Chips

_GAP, _LEAST_MAP = 24, 320
_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class AreaChips(Chips):
    """Pills with a map of the body in step with them: beside them where there is room, else above.

    The pills hold what is ticked; a press on the map is a press on a pill. The map shows where the area
    lies whose pill has the pointer or the keyboard.
    """

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._map: BodyMap
        self._area_of: dict[QObject, str] = {}
        self.changed.connect(self._follow)

    def set_choices(
        self, choices: Sequence[Choice], *, own_words: bool = False, unsure: str = "", add: str = ""
    ) -> None:
        """Offer choices once, on the map as far as they lie on it."""
        self._map = BodyMap(choices, self._name, self)
        self._map.pressed.connect(self._press)
        super().set_choices(choices, own_words=own_words, unsure=unsure, add=add)
        self._area_of = {chip: area for area, chip in self._chips.items()}
        for chip in self._area_of:
            chip.installEventFilter(self)

    def set_value(self, value: Sequence[str], *, unsure: bool = False) -> None:
        """Show what is ticked; tells nobody."""
        super().set_value(value, unsure=unsure)
        self._follow()

    def set_tone(self, tone: Tone) -> None:
        """Mark what is ticked with the tone of a finding that rests on it."""
        super().set_tone(tone)
        self._map.set_tone(tone)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Point on the map where the pill's area lies."""
        if watched in self._area_of:
            if event.type() == QEvent.Type.Enter or _tabbed_to(event):
                self._map.point_at(self._area_of[watched])
            elif event.type() in (QEvent.Type.Leave, QEvent.Type.FocusOut):
                self._map.point_at("")
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        self._map.show_chosen(self.value())

    def _press(self, area: str) -> None:
        self._chips[area].click()

    def _flow(self, width: int, *, move: bool) -> int:
        """Place map and pills; give the height."""
        column = max(wanted for _, wanted in self._sizes())
        beside = width - column - _GAP >= theme.scaled(_LEAST_MAP)
        wide = width - column - _GAP if beside else width
        tall = self._map.heightForWidth(wide)
        if move:
            self._map.setGeometry(0, 0, wide, tall)
        if beside:
            pills = self._lay(column, move=move, left=width - column, one_a_row=True)
            return max(tall, pills)
        return self._lay(width, move=move, top=tall + _GAP)


def _tabbed_to(event: QEvent) -> bool:
    """Whether the keyboard came by Tab; a window that opens gives it to its first control too."""
    return isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() in _BY_KEYS
