"""The frame of every page in the room: a scrolled column with the step's title on top."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from consult_app.domain.questionnaire import Step
from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import painter_on
from consult_app.ui.step_words import step_lead, step_title
from consult_app.ui.tokens import BODY, SMALL, TITLE, Space
from consult_app.ui.widgets.narrowing import Narrowing, margin

WIDEST = 860
"""Wider lines are hard to read; it grows with the text."""
_TOP, _BOTTOM, _GAP = 26, 28, Space.CARD


class _Header(QWidget):
    """Step number, title and lead, painted."""

    def __init__(self) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._number = PaintedText("", SMALL.px, theme.SEMIBOLD)
        self._title = PaintedText("", *TITLE)
        self._lead = PaintedText("", *BODY)

    def show_words(self, number: str, title: str, lead: str) -> None:
        self._number.text, self._title.text, self._lead.text = number, title, lead
        self.setAccessibleName(title)
        self.setAccessibleDescription(lead)
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> tuple[str, str, str]:
        return self._number.text, self._title.text, self._lead.text

    def heightForWidth(self, width: int) -> int:
        return sum(each.height(width) for each in (self._number, self._title, self._lead)) + Space.SNUG

    def sizeHint(self) -> QSize:
        width = max(self.width(), 320)
        return QSize(width, self.heightForWidth(width))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = painter_on(self)
        y, width = 0, self.width()
        y += self._number.draw(painter, 0, y, width, look.primary) + Space.HAIR
        y += self._title.draw(painter, 0, y, width, look.ink) + Space.HAIR
        self._lead.draw(painter, 0, y, width, look.quiet)
        painter.end()


class Page(Narrowing, QScrollArea):
    """A page of a step; add cards to `body`. The column is as wide as `widest`, or as the page if `wide`.

    A column that is narrower than the page stands in the middle. It is narrowed by margins: a layout that
    measures heights heeds those, and does not heed a greatest width.
    """

    def __init__(
        self, step: Step, *, wide: bool = False, widest: int = WIDEST, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._wide, self._widest = wide, widest
        self._header = _Header()
        content = QWidget()
        # A page that grows at its end is not painted anew.
        content.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self._column = QVBoxLayout(content)
        self._column.setSpacing(_GAP)
        self._column.addWidget(self._header)
        self.body = QVBoxLayout()
        self.body.setSpacing(_GAP)
        self._column.addLayout(self.body)
        self._column.addStretch(1)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.narrow()
        self.set_step(step)

    def narrow(self) -> None:
        """Set the margins."""
        side = Space.PAGE if self._wide else margin(self.viewport().width(), self._widest, Space.PAGE)
        if side != self._column.contentsMargins().left():
            self._column.setContentsMargins(side, _TOP, side, _BOTTOM)

    def set_step(self, step: Step) -> None:
        """Show the title and lead of a step."""
        steps = list(Step)
        number = self.tr("Step {0} of {1}").format(steps.index(step) + 1, len(steps))
        self.set_words(number, step_title(step), step_lead(step))

    @property
    def words(self) -> tuple[str, str, str]:
        """Number, title and lead as they are shown."""
        return self._header.words

    def set_words(self, number: str, title: str, lead: str) -> None:
        """Show other words on top."""
        self._header.show_words(number, title, lead)
        self.setAccessibleName(title)
