"""The room: rail, top bar, page, bottom bar and findings, placed for the width there is."""

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from consult_app.domain.questionnaire import Step
from consult_app.ui.room import Room
from consult_app.ui.tab_order import tab_on
from consult_app.ui.widgets import bottom_bar, findings_panel, rail, top_bar
from consult_app.ui.widgets.bottom_bar import BottomBar
from consult_app.ui.widgets.findings_panel import FindingsPanel
from consult_app.ui.widgets.rail import Rail
from consult_app.ui.widgets.top_bar import TopBar

RAIL_NAMES_FROM, PANEL_FROM = 1240, 940


class RoomFrame(QWidget):
    """Below 1240 pixels the rail shows icons only; below 940 a button lays the findings over the page."""

    step_requested = Signal(object)
    back_requested = Signal()
    continue_requested = Signal()
    next_gap_requested = Signal()
    leave_requested = Signal()
    lock_requested = Signal()
    patient_requested = Signal(object)
    look_requested = Signal()
    text_size_requested = Signal()
    override_requested = Signal(str, str)
    override_withdrawn = Signal(str)
    jump_requested = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: dict[Step, QWidget] = {}
        self._over = self._ending = self._locked = False
        self._rail = Rail(self)
        self._top = TopBar(self)
        self._stack = QStackedWidget(self)
        self._bottom = BottomBar(self)
        self._panel = FindingsPanel(self)
        self._connect()

    def page(self, step: Step) -> QWidget | None:
        """Give the page of a step, if it was added."""
        return self._pages.get(step)

    def add_page(self, step: Step, page: QWidget) -> None:
        """Take the page of a step in, in place of an earlier one."""
        gone = self._pages.pop(step, None)
        if gone is not None:
            self._stack.removeWidget(gone)
            gone.deleteLater()
        self._pages[step] = page
        self._stack.addWidget(page)

    def display(self, room: Room) -> None:
        """Show the room; its step's page must have been added."""
        self._rail.display(room.rail, room.step, room.saved)
        self._top.display(room)
        self._panel.display(room.findings, room.clinician_name)
        ending = room.step in (Step.SIGN, Step.DONE)
        self._bottom.offer(back=not room.rail.locked, onward=not ending)
        shape = (ending, room.rail.locked)
        if shape != (self._ending, self._locked):
            # The document wants the width, and has its own gate and its own ways on.
            self._ending, self._locked = shape
            self._place()
        page = self._pages[room.step]
        if self._stack.currentWidget() is not page:
            self._stack.setCurrentWidget(page)

    def let_go_unseen(self) -> None:
        """Let go of the pages that are not shown; they are built anew when they are visited."""
        for step in [each for each, page in self._pages.items() if page is not self._stack.currentWidget()]:
            page = self._pages.pop(step)
            self._stack.removeWidget(page)
            page.setParent(None)
            page.deleteLater()
            QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)

    @property
    def regions(self) -> tuple[QWidget, QWidget | None, QWidget]:
        """Give rail, page and findings: where F6 goes in turn."""
        return self._rail, self._stack.currentWidget(), self._panel

    def focusNextPrevChild(self, on: bool) -> bool:  # noqa: FBT001 - as Qt declares it
        """Let Tab go through the room in the order of the eye."""
        parts = (self._rail, self._top, self._stack.currentWidget(), self._bottom, self._panel)
        return tab_on(parts, 1 if on else -1)

    def show_saved(self, saved: str) -> None:
        """Show when the consultation was saved last."""
        self._rail.show_saved(saved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        super().resizeEvent(event)
        self._place()

    def _connect(self) -> None:
        self._rail.step_requested.connect(self.step_requested)
        self._rail.look_requested.connect(self.look_requested)
        self._rail.text_size_requested.connect(self.text_size_requested)
        self._top.leave_requested.connect(self.leave_requested)
        self._top.lock_requested.connect(self.lock_requested)
        self._top.patient_requested.connect(self.patient_requested)
        self._top.findings_requested.connect(self._toggle_panel)
        self._bottom.back_requested.connect(self.back_requested)
        self._bottom.continue_requested.connect(self.continue_requested)
        self._panel.next_gap_requested.connect(self.next_gap_requested)
        self._panel.override_requested.connect(self.override_requested)
        self._panel.override_withdrawn.connect(self.override_withdrawn)
        self._panel.jump_requested.connect(self._jump)

    def _jump(self, fact: str, step: Step) -> None:
        self._over = False
        self._place()
        self.jump_requested.emit(fact, step)

    def _toggle_panel(self) -> None:
        self._over = not self._over
        self._place()

    def _place(self) -> None:
        width, height = self.width(), self.height()
        named, beside = width >= RAIL_NAMES_FROM, width >= PANEL_FROM and not self._ending
        left = rail.WIDE if named else rail.NARROW
        panel = findings_panel.WIDE if named or not beside else findings_panel.NARROW
        right = width - (panel if beside else 0)
        self._rail.set_narrow(not named)
        self._rail.setGeometry(0, 0, left, height)
        self._top.offer_findings(not beside and not self._ending)
        self._top.setGeometry(left, 0, width - left, top_bar.HEIGHT)
        foot = 0 if self._locked else bottom_bar.HEIGHT
        page = height - top_bar.HEIGHT - foot
        self._stack.setGeometry(left, top_bar.HEIGHT, right - left, page)
        self._bottom.setGeometry(left, height - foot, right - left, foot)
        self._panel.setGeometry(width - panel, top_bar.HEIGHT, panel, height - top_bar.HEIGHT)
        self._panel.setVisible(beside or (self._over and not self._ending))
        self._panel.raise_()
