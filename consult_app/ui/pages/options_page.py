"""All options side by side, in equal detail."""

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from consult_app.domain.questionnaire import Step
from consult_app.ui.painting import focus_by_keyboard
from consult_app.ui.widgets.option_table import OptionTable
from consult_app.ui.widgets.page import Page
from consult_app.ui.widgets.passage import Passage
from consult_app.workflow.screens.options import OptionsScreen


class OptionsPage(Page):
    """Draw an `OptionsScreen`; report what the patient decided (option id, OptionTalk) or took back (id)."""

    decided = Signal(str, object)
    undecided = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Step.OPTIONS, wide=True, parent=parent)
        self._standing = Passage("quiet")
        self._table = OptionTable()
        self._beside = Passage("quiet", "quiet")
        self._table.decided.connect(self.decided)
        self._table.undecided.connect(self.undecided)
        self.body.addWidget(self._standing)
        self.body.addWidget(self._table)
        self.body.addWidget(self._beside)
        self.verticalScrollBar().valueChanged.connect(self._stick)
        self.verticalScrollBar().rangeChanged.connect(self._stick)

    def display(self, screen: OptionsScreen) -> None:
        """Show the options and what was decided about each."""
        self._table.display(screen.options)
        self._standing.show_words(self._standing_words(screen))
        self._beside.show_words(screen.second_opinion, screen.interests)

    def reveal(self, subject: str) -> None:
        """Scroll to the decision about an option; without one, to the first."""
        # Once the event loop has laid the page out: a page shown just now has no geometry yet.
        QTimer.singleShot(0, self._table, lambda: self._scroll_to(subject))

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._table.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the head of the table in view."""
        super().resizeEvent(event)
        self._stick()

    def _scroll_to(self, subject: str) -> None:
        column = self._table.column(subject)
        if column is not None:
            self.ensureWidgetVisible(column.focus(), 0, 120)
            focus_by_keyboard(column.focus())

    def _stick(self) -> None:
        content = self.widget()
        if content is not None:
            top = self._table.mapTo(content, QPoint(0, 0)).y()
            self._table.stick(self.verticalScrollBar().value() - top)

    def _standing_words(self, screen: OptionsScreen) -> str:
        talked = self.tr("{0} of {1} talked through").format(
            len(screen.options) - screen.open, len(screen.options)
        )
        chosen = self.tr("one is chosen") if screen.chosen else self.tr("none is chosen yet")
        return self.tr("{0}, {1}.").format(talked, chosen)
