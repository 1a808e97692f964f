"""The panel at the right: verdict, findings, and what is still to be answered."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.announcing import announce
from consult_app.ui.finding_news import FindingNews
from consult_app.ui.painting import painter_on
from consult_app.ui.tokens import Space
from consult_app.ui.widgets.badge import Badge
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.count_line import CountLine
from consult_app.ui.widgets.finding_list import FindingList
from consult_app.ui.widgets.findings_button import unsettled_tone
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.verdict_card import VerdictCard
from consult_app.workflow.screens.findings import FindingCard, FindingsScreen

_SIDE = 18


class FindingsPanel(QWidget):
    """Findings beside the page while answers are given."""

    jump_requested = Signal(str, object)
    override_requested = Signal(str, str)
    override_withdrawn = Signal(str)
    reason_written = Signal(str, str)
    next_gap_requested = Signal()

    def __init__(self, parent: QWidget | None = None, say: Callable[[str, bool], None] | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[FindingCard, ...] = ()
        self._news = FindingNews(say or partial(announce, self), self)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Findings"))
        self._title = PlainLabel(self.tr("Findings"), "heading", wrap=False)
        self._count = Badge()
        self._verdict = VerdictCard()
        self._list = FindingList()
        self._missing = CountLine()
        self._next = Button(self.tr("Next gap"))
        self._next.setAccessibleDescription(self.tr("Goes to the first thing that is missing. Keys: Ctrl+G"))
        self._next.clicked.connect(self.next_gap_requested)
        self._list.jump_requested.connect(self.jump_requested)
        self._list.override_requested.connect(self.override_requested)
        self._list.override_withdrawn.connect(self.override_withdrawn)
        self._list.reason_written.connect(self.reason_written)
        self._lay_out()

    def display(self, screen: FindingsScreen, clinician: str, *, in_view: bool = True) -> None:
        """Show the findings as they stand; out of view, what is new waits for `tell_news`."""
        self._cards = screen.cards
        self._verdict.display(screen)
        self._news.hear(screen.cards, in_view=in_view)
        self._list.display(screen.cards, clinician)
        self._count.show_word(str(screen.unsettled), unsettled_tone(screen))
        self._count.setAccessibleName(
            (
                self.tr("{0} unsettled finding")
                if screen.unsettled == 1
                else self.tr("{0} unsettled findings")
            ).format(screen.unsettled)
        )
        self._count.setVisible(screen.unsettled > 0)
        words = (
            self.tr("{0} answer still needed") if screen.missing == 1 else self.tr("{0} answers still needed")
        ).format(screen.missing)
        self._missing.say(words)
        if self._next.isHidden() is (screen.next_gap is not None):
            self._next.setVisible(screen.next_gap is not None)

    def tell_news(self) -> None:
        """Have said what is new since the room was in view last."""
        if self._cards:
            self._news.hear(self._cards, in_view=True)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._list.flush()

    def first_control(self) -> QWidget:
        """Give the first thing in the panel that takes the keyboard."""
        first = self._list.first()
        buttons = first.findChildren(QAbstractButton) if first is not None else []
        return next((each for each in buttons if each.isVisibleTo(self)), self._next)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, its left edge and the rule above the foot."""
        look = theme.tokens()
        painter = painter_on(self)
        painter.fillRect(event.rect(), QColor(look.surface))
        painter.fillRect(0, 0, 1, self.height(), QColor(look.hair))
        painter.fillRect(
            _SIDE, self._missing.y() - Space.APART, self.width() - 2 * _SIDE, 1, QColor(look.hair)
        )
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        foot = QHBoxLayout()
        foot.addWidget(self._missing, 1)
        foot.addWidget(self._next)
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, Space.TIGHT, 0)
        inside.addWidget(self._list)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        for each in (scroll.viewport(), content):
            each.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, _SIDE, _SIDE - Space.TIGHT, Space.APART)
        column.setSpacing(Space.NEAR)
        head.setContentsMargins(0, 0, Space.TIGHT, 0)
        column.addLayout(head)
        verdict = QHBoxLayout()
        verdict.setContentsMargins(0, 0, Space.TIGHT, 0)
        verdict.addWidget(self._verdict)
        column.addLayout(verdict)
        column.addWidget(scroll, 1)
        column.addSpacing(14)
        foot.setContentsMargins(0, 0, Space.TIGHT, 0)
        column.addLayout(foot)
