"""One option of the comparison, with what the patient decided about it at its foot."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QWidget

from consult_app.domain.consultation import OptionTalk, Wish
from consult_app.ui import theme
from consult_app.ui.painting import painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.option_cells import PAD, Cells, OptionCells
from consult_app.ui.widgets.segments import Segments
from consult_app.ui.widgets.source_line import SourceLine
from consult_app.ui.widgets.text_box import TextBox
from consult_app.workflow.screens.options import OptionCard

_GAP, _LINES = 8, 2


class OptionColumn(QWidget):
    """Cells, decision, reason and sources; coloured while the option is the chosen one.

    `grown` says that it wants another height than the one it was given.
    """

    decided = Signal(str, object)
    undecided = Signal(str)
    grown = Signal()

    def __init__(self, option: OptionCard, cells: Cells, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id, self._name = option.id, option.name
        self._chosen = False
        self.cells = OptionCells(option, cells, self)
        self._wish = Segments(option.name, self)
        self._wish.set_choices(
            ((Wish.CHOSEN.value, self.tr("Chosen")), (Wish.DECLINED.value, self.tr("Not chosen")))
        )
        self._reason: TextBox | None = None
        self._source = SourceLine(self)
        self._wish.chosen.connect(lambda _: self._tell())
        self._wish.cleared.connect(self._take_back)
        self.display(option)

    def display(self, option: OptionCard) -> None:
        """Show what was decided."""
        self._wish.set_current(option.wish.value if option.wish else None)
        self._show_reason(option)
        self._source.show_behind(option.behind)
        if self._chosen is not (option.wish is Wish.CHOSEN):
            self._chosen = not self._chosen
            self.update()

    def least(self) -> int:
        """How narrow the column may be."""
        return self._wish.sizeHint().width() + 2 * PAD

    def foot(self, width: int) -> int:
        """Measure what stands below the cells; a place is kept for a reason not asked for yet."""
        inner = width - 2 * PAD
        return (
            2 * PAD + self._decision() + 2 * _GAP + self._reason_room() + self._source.heightForWidth(inner)
        )

    def _decision(self) -> int:
        return self._wish.sizeHint().height()

    def place(self, heights: Sequence[int], lead: int = 0) -> None:
        """Lay everything out below rows of these heights, the first `lead` pixels of each left free."""
        inner, rows = self.width() - 2 * PAD, sum(heights)
        self.cells.stand_level(heights, lead)
        self.cells.setGeometry(0, 0, self.width(), rows)
        y = rows + lead + PAD
        self._wish.setGeometry(PAD, y, self._wish.sizeHint().width(), self._decision())
        y += self._decision() + _GAP
        if self._reason is not None:
            self._reason.setGeometry(PAD, y, inner, self._reason.height())
        y += self._reason_room() + _GAP
        self._source.setGeometry(PAD, y, inner, self._source.heightForWidth(inner))

    def focus(self) -> QWidget:
        """Give the control that takes the keyboard."""
        return self._wish

    def flush(self) -> None:
        """Tell at once what was typed last."""
        if self._reason is not None:
            self._reason.flush()

    def event(self, event: QEvent) -> bool:
        """Pass on that something in it wants another height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.grown.emit()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of a chosen option, and the line beside the column."""
        look = theme.tokens()
        painter = painter_on(self)
        if self._chosen:
            painter.fillRect(self.rect(), QColor(look.shade(Tone.PRIMARY).soft))
        painter.fillRect(0, 0, 1, self.height(), QColor(look.hair))
        painter.end()

    def _reason_room(self) -> int:
        lines = _LINES * QFontMetrics(theme.font(15)).lineSpacing() + 28
        return max(lines, self._reason.height() if self._reason is not None else 0)

    def _show_reason(self, option: OptionCard) -> None:
        # Made when first needed: boxes for text are the dearest of all widgets.
        if self._reason is None and option.wish is not None:
            self._reason = TextBox(
                self.tr("Why? In the patient’s words"),
                name=self.tr("{0}: why, in the patient’s words").format(self._name),
                lines=_LINES,
                parent=self,
            )
            self._reason.edited.connect(lambda _: self._tell())
            self.setTabOrder(self._wish.focusProxy() or self._wish, self._reason)
            self.grown.emit()
        if self._reason is not None:
            self._reason.set_text(option.reason)
            self._reason.setVisible(option.wish is not None)

    def _take_back(self) -> None:
        if self._reason is not None:
            self._reason.drop()
        self.undecided.emit(self._id)

    def _tell(self) -> None:
        reason = self._reason.text().strip() if self._reason is not None else ""
        self.decided.emit(self._id, OptionTalk(Wish(self._wish.current), reason))
