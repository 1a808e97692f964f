"""The room: rail, top bar, page, bottom bar and findings, placed for the width there is."""

from PySide6.QtCore import QEvent, QPoint, QPropertyAnimation, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from consult_app.domain.questionnaire import Step
from consult_app.ui import theme
from consult_app.ui.painting import focus_by_keyboard
from consult_app.ui.room import Room
from consult_app.ui.tab_order import tab_on, tab_stops
from consult_app.ui.tokens import Motion
from consult_app.ui.widgets import bottom_bar, rail, top_bar
from consult_app.ui.widgets.bottom_bar import BottomBar
from consult_app.ui.widgets.earlier_strip import EarlierStrip
from consult_app.ui.widgets.findings_panel import FindingsPanel
from consult_app.ui.widgets.rail import Rail
from consult_app.ui.widgets.top_bar import TopBar
from consult_app.ui.widgets.veil import Veil

_RAIL_NAMES_FROM, _PANEL_FROM, _ROOMY_FROM = 1240, 940, 1600
_PANEL_ROOMY, _PANEL, _PANEL_NARROW = 380, 316, 276
"""All at usual text size: larger text makes a window smaller."""


class RoomFrame(QWidget):
    """Below 1240 pixels the rail shows icons only; below 940 a button lays the findings over the page.

    Both grow with the text.
    """

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
    reason_written = Signal(str, str)
    jump_requested = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: dict[Step, QWidget] = {}
        self._over = self._ending = self._locked = False
        self._rail = Rail(self)
        self._top = TopBar(self)
        self._earlier = EarlierStrip(self)
        self._stack = QStackedWidget(self)
        self._bottom = BottomBar(self)
        self._veil = Veil(self)
        self._panel = FindingsPanel(self)
        self._slide = QPropertyAnimation(self._panel, b"pos", self)
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
        self._panel.display(room.findings, room.clinician_name, in_view=self.isVisible())
        ending = room.step in (Step.SIGN, Step.DONE)
        going_on = ending and self._bottom.goes_on
        by_keys = self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        self._bottom.offer(back=not room.rail.locked, onward=not ending)
        shape = (ending, room.rail.locked)
        told = self._earlier.display(room.earlier)
        if told or shape != (self._ending, self._locked):
            # The document wants the width, and has its own gate and its own ways on.
            self._ending, self._locked = shape
            self._place()
        page = self._pages[room.step]
        if self._stack.currentWidget() is not page:
            self._stack.setCurrentWidget(page)
        if going_on:
            self._go_into(page, by_keys=by_keys)

    def take_unseen(self) -> list[QWidget]:
        """Give away the pages that are not shown; they are built anew when they are visited."""
        shown = self._stack.currentWidget()
        taken = [self._pages.pop(step) for step, page in tuple(self._pages.items()) if page is not shown]
        for page in taken:
            self._stack.removeWidget(page)
            page.setParent(None)
        return taken

    @property
    def regions(self) -> tuple[QWidget, QWidget | None, QWidget]:
        """Give rail, page and findings: where F6 goes in turn."""
        return self._rail, self._stack.currentWidget(), self._panel

    def focusNextPrevChild(self, on: bool) -> bool:  # noqa: FBT001 - as Qt declares it
        """Let Tab go through the room in the order of the eye."""
        parts = (self._rail, self._top, self._stack.currentWidget(), self._bottom, self._panel)
        return tab_on(parts, 1 if on else -1)

    def flush(self) -> None:
        """Tell at once what was typed last beside the page."""
        self._panel.flush()

    def show_saved(self, saved: str) -> None:
        """Show when the consultation was saved last."""
        self._rail.show_saved(saved)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell what came while the patient had the screen."""
        super().showEvent(event)
        self._panel.tell_news()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Place everything anew for another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the findings from the page at Escape, wherever the keyboard is."""
        if self._over and event.key() == Qt.Key.Key_Escape:
            self._close_panel()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self._rail.step_requested.connect(self.step_requested)
        self._rail.look_requested.connect(self.look_requested)
        self._rail.text_size_requested.connect(self.text_size_requested)
        self._top.leave_requested.connect(self.leave_requested)
        self._top.lock_requested.connect(self.lock_requested)
        self._top.patient_requested.connect(self.patient_requested)
        self._top.findings_requested.connect(self._toggle_panel)
        self._veil.touched.connect(self._close_panel)
        self._bottom.back_requested.connect(self.back_requested)
        self._bottom.continue_requested.connect(self.continue_requested)
        self._panel.next_gap_requested.connect(self.next_gap_requested)
        self._panel.override_requested.connect(self.override_requested)
        self._panel.override_withdrawn.connect(self.override_withdrawn)
        self._panel.reason_written.connect(self.reason_written)
        self._panel.jump_requested.connect(self._jump)

    def _go_into(self, page: QWidget, *, by_keys: bool) -> None:
        """Bring the keyboard from a way on that is gone to the page; else it would be at the first step."""
        for first in tab_stops((page,))[:1]:
            if by_keys:
                focus_by_keyboard(first)
            else:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _jump(self, fact: str, step: Step) -> None:
        self._close_panel()
        self.jump_requested.emit(fact, step)

    def _toggle_panel(self) -> None:
        if self._over:
            self._close_panel()
            return
        self._over = True
        self._place()
        resting = self._panel.pos()
        self._slide.setDuration(theme.motion(Motion.SLIDE))
        self._slide.setStartValue(resting + QPoint(self._panel.width(), 0))
        self._slide.setEndValue(resting)
        self._slide.start()
        focus_by_keyboard(self._panel.first_control())

    def _close_panel(self) -> None:
        """Take the findings from the page again, and bring the keyboard back to where they are called."""
        if not self._over:
            return
        self._over = False
        at: QWidget | None = self.focusWidget()
        inside = at is not None and self._panel.isAncestorOf(at)
        self._place()
        if inside:
            self._top.focus_findings()

    def _place(self) -> None:
        named, beside, panel = self._shape()
        width, height = self.width(), self.height()
        left = rail.width(named=named)
        right = width - (panel if beside else 0)
        top, foot = top_bar.height(), 0 if self._locked else bottom_bar.height()
        self._rail.set_narrow(not named)
        self._rail.setGeometry(0, 0, left, height)
        self._top.offer_findings(not beside and not self._ending)
        self._top.setGeometry(left, 0, width - left, top)
        strip = self._earlier.height_at(right - left)
        self._earlier.setGeometry(left, top, right - left, strip)
        self._stack.setGeometry(left, top + strip, right - left, height - top - strip - foot)
        self._bottom.setGeometry(left, height - foot, right - left, foot)
        self._over = self._over and not beside and not self._ending
        self._veil.setGeometry(left, top, width - left, height - top)
        self._veil.setVisible(self._over)
        self._veil.raise_()
        self._slide.stop()
        self._panel.setGeometry(QRect(width - panel, top, panel, height - top))
        self._panel.setVisible(beside or self._over)
        self._panel.raise_()

    def _shape(self) -> tuple[bool, bool, int]:
        """Whether the rail has names, whether the findings stand beside the page, and how wide they are."""
        width, rail_names = self.width(), theme.scaled(_RAIL_NAMES_FROM)
        beside = width >= theme.scaled(_PANEL_FROM) and not self._ending
        if not beside or width >= theme.scaled(_ROOMY_FROM):
            panel = _PANEL_ROOMY
        else:
            panel = _PANEL if width >= rail_names else _PANEL_NARROW
        return width >= rail_names, beside, theme.scaled(panel)
