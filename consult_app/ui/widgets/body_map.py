"""The drawings of the body that the areas of a goal lie on."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consult_app.domain.body import View
from consult_app.domain.questionnaire import Choice
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.body_view import BodyView

_GAP, _ROW_GAP = 24, 18
_LEAST = 0.8
"""How small views may become, as a part of the size they want, to stand beside one another."""


class BodyMap(QWidget):
    """The views that the areas need, beside one another where there is room.

    It is for eyes and pointers: the buttons beside it say and do the same, and take the keyboard. `bare`, it
    says nothing by itself that is not in the language of the areas.
    """

    pressed = Signal(str)

    def __init__(
        self, areas: Sequence[Choice], name: str, parent: QWidget | None = None, *, bare: bool = False
    ) -> None:
        super().__init__(parent)
        self._bare = bare
        self._names = {area.id: area.label for area in areas}
        by_region = {region: area for area in reversed(areas) for region in area.regions}
        views = sorted({region.view for region in by_region}, key=list(View).index)
        self._views = [BodyView(view, by_region, self, bare=bare) for view in views]
        for each in self._views:
            each.pressed.connect(self.pressed)
            each.pointed.connect(self.point_at)
            if bare:
                each.setAccessibleName(name)
        self._chosen: frozenset[str] = frozenset()
        self._hot = ""
        self._tone = Tone.PRIMARY
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name if bare else self.tr("{0} Drawing of the body").format(name))
        self._show()

    def show_chosen(self, chosen: Sequence[str]) -> None:
        """Show which areas are chosen; tells nobody."""
        self._chosen = frozenset(chosen)
        self._show()

    def set_tone(self, tone: Tone) -> None:
        """Mark what is chosen with the tone of a finding that rests on it."""
        self._tone = tone
        self._show()

    def point_at(self, area: str) -> None:
        """Show where an area lies; with an empty id, none."""
        self._hot = area
        self._show()

    def heightForWidth(self, width: int) -> int:
        """Measure the rows of views at a width."""
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        """Ask for the height at the present width."""
        width = max(self.width(), 320)
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place anew at another width."""
        super().resizeEvent(event)
        self._arrange(self.width(), move=True)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange(self.width(), move=True)

    def _show(self) -> None:
        chosen = ", ".join(name for area, name in self._names.items() if area in self._chosen)
        words = self.tr("Chosen: {0}").format(chosen) if chosen else self.tr("Nothing is chosen")
        self.setAccessibleDescription(chosen if self._bare else words)
        for each in self._views:
            each.show_areas(self._chosen, self._hot, self._tone)

    def _arrange(self, width: int, *, move: bool) -> int:
        """Put the views in rows, from left to right in every language; give the height."""
        y = 0
        for row in _rows(self._views, width):
            scale = _fit(row, width)
            widths = [int(each.wanted().width() * scale) for each in row]
            x = (width - sum(widths) - _GAP * (len(row) - 1)) // 2
            tallest = max(each.height_at(wide) for each, wide in zip(row, widths, strict=True))
            for each, wide in zip(row, widths, strict=True):
                if move:
                    each.setGeometry(x, y, wide, each.height_at(wide))
                x += wide + _GAP
            y += tallest + _ROW_GAP
        return y - _ROW_GAP


def _rows(views: Sequence[BodyView], width: int) -> list[list[BodyView]]:
    rows: list[list[BodyView]] = []
    for each in views:
        if rows and _fit([*rows[-1], each], width) >= _LEAST:
            rows[-1].append(each)
        else:
            rows.append([each])
    return rows


def _fit(row: Sequence[BodyView], width: int) -> float:
    """Say how large views can be beside one another, as a part of the size they want."""
    room = width - _GAP * (len(row) - 1)
    return max(min(1.0, room / sum(each.wanted().width() for each in row)), 0.1)
