"""What went wrong in earlier sessions, in sight through a whole consultation."""

from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import painter_on
from consult_app.ui.story_words import earlier_words
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.passage import Passage
from consult_app.workflow.screens.story import Earlier

_SIDE, _PAD, _MOST = 24, 8, 2


class EarlierStrip(QWidget):
    """One line a complication, the last ones; it is information for the clinician and no finding."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Complications before"))
        self._shown: tuple[Earlier, ...] = ()
        self._words = Passage(*(["warning"] * _MOST), "quiet")  # type: ignore[arg-type]
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, _PAD, _SIDE, _PAD)
        column.addWidget(self._words)
        self.hide()

    def display(self, earlier: tuple[Earlier, ...]) -> bool:
        """Show these; True where they are others than before."""
        if earlier == self._shown:
            return False
        self._shown = earlier
        words = self.tr("Complication before: {0}")
        lines = [words.format(earlier_words(each)) for each in earlier[:_MOST]]
        more = len(earlier) - len(lines)
        rest = self.tr("{0} more on the patient’s page.").format(more) if more else ""
        self._words.show_words(*lines, *[""] * (_MOST - len(lines)), rest)
        self.setVisible(bool(earlier))
        return True

    def height_at(self, width: int) -> int:
        """Measure it at a width; nothing while there is nothing to say."""
        return self._words.measure(width - 2 * _SIDE) + 2 * _PAD if self._shown else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = painter_on(self)
        shade = theme.tokens().shade(Tone.CAUTION)
        painter.fillRect(self.rect(), QColor(shade.soft))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(shade.line))
        painter.end()
