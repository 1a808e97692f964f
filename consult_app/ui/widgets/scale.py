"""Points from 0 to 10."""

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consult_app.domain.questionnaire import TOP
from consult_app.ui import theme
from consult_app.ui.answer_values import UNSURE
from consult_app.ui.painting import fill_round, focus_by_keyboard, painter_on
from consult_app.ui.widgets.choice_group import ChoiceButton, ChoiceGroup
from consult_app.ui.widgets.segment import Segment

_PAD, _GAP, _LEAST, _MOST, _TEN_MS = 3, 12, 40, 56, 800
_ENDS = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)


class Scale(ChoiceGroup):
    """Eleven segments with words at both ends, in two lines where one would make them too narrow.

    A digit chooses its point, 1 and 0 in quick succession the last one. `unsure` adds a segment apart.
    """

    button_type = Segment

    def __init__(
        self, name: str, low_words: str, high_words: str, *, unsure: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self._ends = (low_words, high_words)
        self._track = QRect()
        self._words_at = (QRect(), QRect())
        self._one = QTimer(self, singleShot=True, interval=_TEN_MS)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        points = [(str(each), str(each)) for each in range(TOP + 1)]
        self.set_choices([*points, (UNSURE, unsure)] if unsure else points)
        for end, words in zip((0, TOP), self._ends, strict=True):
            self._buttons[end].setAccessibleDescription(words)
        self.set_current(None)
        self._tell_value()

    def set_current(self, choice: str | None) -> None:
        """Show which point is chosen; tells nobody."""
        super().set_current(choice)
        self._tell_value()

    def move_focus(self, button: ChoiceButton, key: int) -> bool:
        """Move the keyboard by an arrow key, or choose by a digit; False for another key."""
        if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            self._type(key - Qt.Key.Key_0)
            return True
        return super().move_focus(button, key)

    def place(self) -> None:
        """Put points and words where they belong at the present width."""
        self._flow(self.width(), move=True)
        self.update()

    def heightForWidth(self, width: int) -> int:
        """Measure at a width."""
        return self._flow(width, move=False)

    def sizeHint(self) -> QSize:
        """Ask for the height at the present width."""
        width = max(self.width(), 320)
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place anew at another width."""
        super().resizeEvent(event)
        self.place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the track, and what its ends mean."""
        look = theme.tokens()
        painter = painter_on(self)
        for each in (self._track, *(button.geometry() for button in self._buttons[TOP + 1 :])):
            fill_round(painter, each, 10, look.sunken, look.hair)
        painter.setFont(theme.font(13))
        painter.setPen(QColor(look.quiet))
        for at, side, words in zip(self._words_at, _ENDS, self._ends, strict=True):
            painter.drawText(at, side | Qt.TextFlag.TextWordWrap, words)
        painter.end()

    def _type(self, digit: int) -> None:
        ten = digit == 0 and self._one.isActive()
        self._one.stop()
        if digit == 1:
            self._one.start()
        point = str(TOP if ten else digit)
        self.set_current(point)
        focus_by_keyboard(self._buttons[self._ids.index(point)])
        self.chosen.emit(point)

    def _tell_value(self) -> None:
        """Say the value with the name: whoever hears the group need not go through its points."""
        value = self._current
        said = self.tr("{0}: {1} out of {2}").format(self._name, value, TOP)
        self.setAccessibleName(said if value not in (None, UNSURE) else self._name)

    def _flow(self, width: int, *, move: bool) -> int:
        """Lay points, words and "not sure" out; give the height."""
        least = theme.scaled(_LEAST)
        points, apart = self._buttons[: TOP + 1], self._buttons[TOP + 1 :]
        inner = width - 2 * _PAD
        a_line = len(points) if inner >= len(points) * least else (len(points) + 1) // 2
        cell = min(inner // a_line, theme.scaled(_MOST))
        lines = -(-len(points) // a_line)
        track = QRect(0, 0, a_line * cell + 2 * _PAD, lines * least + 2 * _PAD)
        y = track.bottom() + 7
        words = self._words(track, y)
        y = max(each.bottom() for each in words) + 1
        places = [
            QRect(_PAD + i % a_line * cell, _PAD + i // a_line * least, cell, least)
            for i in range(len(points))
        ]
        for button in apart:
            hint = button.sizeHint()
            beside = track.width() + _GAP + hint.width() <= width
            x, top = (track.width() + _GAP, _PAD) if beside else (0, y + 8)
            places.append(QRect(x, top, min(hint.width(), width), hint.height()))
            y = max(y, places[-1].bottom() + 1)
        if move:
            self._track, self._words_at = track, words
            for button, place in zip(self._buttons, places, strict=True):
                button.setGeometry(place)
        return y

    def _words(self, track: QRect, y: int) -> tuple[QRect, QRect]:
        """Place what the ends mean below them, each in its half."""
        metrics = QFontMetrics(theme.font(13))
        half = max((track.width() - _GAP) // 2, 1)
        flags = Qt.TextFlag.TextWordWrap
        heights = [metrics.boundingRect(0, 0, half, 1000, flags, each).height() for each in self._ends]
        low, high = (QRect(0, y, half, height) for height in heights)
        high.moveRight(track.right())
        return low, high
