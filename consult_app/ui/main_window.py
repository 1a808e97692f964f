"""The one window: full pages, and the room of an open consultation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.dressing import Dressing
from consult_app.ui.files import dragged_files
from consult_app.ui.regions import move_on
from consult_app.ui.tab_order import tab_on
from consult_app.ui.tokens import LOOKS, Tone
from consult_app.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from collections.abc import Callable

    from consult_app.domain.questionnaire import Step
    from consult_app.domain.rooms import Rooms
    from consult_app.ui.progress import Work
    from consult_app.ui.room import Room
    from consult_app.ui.widgets.away_strip import AwayStrip
    from consult_app.ui.widgets.progress_strip import ProgressStrip
    from consult_app.ui.widgets.room_frame import RoomFrame
    from consult_app.ui.widgets.toast import Toast

_BANNER_WIDTH, _BANNER_ABOVE = 720, 92


class MainWindow(QMainWindow):
    """Shows a full page (unlock, first run, the list …) or the room; it decides nothing."""

    step_requested = Signal(object)
    back_requested = Signal()
    continue_requested = Signal()
    next_gap_requested = Signal()
    leave_requested = Signal()
    out_requested = Signal()
    """Escape, or the key for going back, on a page that takes the whole window."""
    lock_requested = Signal()
    blank_requested = Signal()
    lots_requested = Signal()
    log_requested = Signal()
    records_requested = Signal()
    incoming_requested = Signal()
    patient_requested = Signal(object)
    override_requested = Signal(str, str)
    override_withdrawn = Signal(str)
    reason_written = Signal(str, str)
    jump_requested = Signal(str, object)
    undo_requested = Signal()
    redo_requested = Signal()
    cancel_requested = Signal()
    look_changed = Signal(str, float)
    files_dropped = Signal(object)  # list[str]
    """The paths of files that were dragged into the window."""
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Consult"))
        self.setMinimumSize(640, 560)
        self.resize(1366, 768)
        self.setAcceptDrops(True)
        self._stack = QStackedWidget()
        self._all = QWidget()
        self._column = QVBoxLayout(self._all)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._stack, 1)
        self.setCentralWidget(self._all)
        self.room: Room | None = None
        self._room: RoomFrame | None = None
        self._banner = Banner(self)
        self._dressing = Dressing(self)
        self._away: AwayStrip | None = None
        self._toast: Toast | None = None
        self._progress: ProgressStrip | None = None

    def show_full(self, page: QWidget) -> None:
        """Show a page that takes the whole window."""
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self.room = None
        self._stack.setCurrentWidget(page)

    def page(self, step: Step) -> QWidget | None:
        """Give the page of a step in the room, if it was added."""
        return self._room.page(step) if self._room is not None else None

    def add_page(self, step: Step, page: QWidget) -> None:
        """Take the page of a step into the room, in place of an earlier one."""
        self._frame().add_page(step, page)

    def show_room(self, room: Room) -> None:
        """Show the room with the page of its step, which must have been added."""
        frame, self.room = self._frame(), room
        frame.display(room)
        if self._stack.currentWidget() is not frame:
            self._stack.setCurrentWidget(frame)

    def show_rooms(self, rooms: Rooms) -> None:
        """Say above every page that the practice's server is away, as long as it is."""
        if self._away is None and rooms.away:
            from consult_app.ui.widgets.away_strip import AwayStrip

            self._away = AwayStrip()
            self._column.insertWidget(0, self._away)
        if self._away is not None:
            self._away.display(rooms)

    def forget_rooms(self) -> None:
        """Say nothing of the server any more."""
        if self._away is not None:
            self._away.clear()

    def flush(self) -> None:
        """Have what was typed last beside the page told at once."""
        if self._room is not None:
            self._room.flush()

    def show_saved(self, saved: str) -> None:
        """Show when the consultation was saved last, as time of day."""
        if self._room is not None:
            self._room.show_saved(saved)

    def clear_room(self) -> None:
        """Take the room away with all its pages, so that nothing of one patient is left for the next."""
        if self._room is not None:
            self._stack.removeWidget(self._room)
            self._room.deleteLater()
            self._room = self.room = None
            self.unnote()

    def move_on(self, step: int) -> None:
        """Bring the keyboard to the next part of the room, or with -1 to the one before."""
        if self._room is not None:
            move_on(self._room.regions, step)

    def focusNextPrevChild(self, on: bool) -> bool:  # noqa: FBT001 - as Qt declares it
        """Let Tab go through a full page in the order of the eye; Qt's own loses its way there."""
        return tab_on((self._banner, self._stack.currentWidget(), self._toast), 1 if on else -1)

    @property
    def may_search(self) -> bool:
        """Whether the page on screen can be searched."""
        return hasattr(self._page(), "begin_search")

    @property
    def may_leave(self) -> bool:
        """Whether a page is on screen that takes the whole window and can be left."""
        page = self._page()
        return self.room is None and hasattr(page, "leave") and getattr(page, "may_leave", True)

    def begin_search(self) -> None:
        """Bring the keyboard to where the page on screen is searched."""
        getattr(self._page(), "begin_search")()  # noqa: B009 - a page says by this whether it can

    def change_look(self) -> None:
        """Go round through the looks."""
        names = list(LOOKS)
        self._dress(names[(names.index(theme.tokens().name) + 1) % len(names)], theme.text_scale())

    def change_text_size(self, by: int) -> None:
        """Show text larger or smaller, as far as it goes."""
        sizes = theme.TEXT_SIZES
        at = min(max(sizes.index(theme.text_scale()) + by, 0), len(sizes) - 1)
        if sizes[at] != theme.text_scale():
            self._dress(theme.tokens().name, sizes[at])

    def dress(self, app: QApplication, look: str, text: float) -> None:
        """Put a look and a text size into force, without holding the event loop."""
        if self._room is not None:
            # To be built again when they are visited is quicker than to be dressed.
            self._dressing.let_go(self._room.take_unseen())
        self._dressing.dress(app, look, text)

    def tell(self, title: str, text: str, tone: Tone = Tone.INFO) -> None:
        """Say something over the page until it is closed or `hush` takes it away."""
        self._banner.tell(title, text, tone)
        self._place_banner()

    def untell(self, title: str, text: str) -> None:
        """Take these words away again, and no others that took their place."""
        self._banner.untell(title, text)

    def note(self, words: str, action: str, act: Callable[[], object]) -> None:
        """Say something quietly at the lower edge, with what can be done about it."""
        from consult_app.ui.widgets.toast import Toast

        self._toast = self._toast or Toast(self)
        self._toast.say(words, action, act)

    def show_progress(self, work: Work | None) -> None:
        """Say what is being done, or nothing any more."""
        if self._progress is None:
            from consult_app.ui.widgets.progress_strip import ProgressStrip

            self._progress = ProgressStrip(self)
            self._progress.cancel_requested.connect(self.cancel_requested)
        self._progress.show_work(work)

    def show_part(self, words: str) -> None:
        """Say how far it is, where it takes long enough to be said at all."""
        if self._progress is not None:
            self._progress.show_part(words)

    def hush(self) -> None:
        """Take away what was said."""
        self._banner.hide()
        self.unnote()

    def unnote(self) -> None:
        """Take away what was said quietly."""
        if self._toast is not None:
            self._toast.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the banner in the middle."""
        super().resizeEvent(event)
        self._place_banner()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that lie on this machine, and neither addresses nor text."""
        if dragged_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which files were dragged in."""
        if paths := dragged_files(event.mimeData()):
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave a page at Escape that nothing on it wanted."""
        if event.key() == Qt.Key.Key_Escape and self.may_leave:
            self.out_requested.emit()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell before the window closes, so that what was typed last is kept."""
        self.closing.emit()
        super().closeEvent(event)

    def _frame(self) -> RoomFrame:
        if self._room is None:
            # Behind the locked door nothing of the room is needed, and the door opens sooner without it.
            from consult_app.ui.widgets.room_frame import RoomFrame

            self._room = RoomFrame()
            self._connect(self._room)
            self._stack.addWidget(self._room)
        return self._room

    def _connect(self, room: RoomFrame) -> None:
        room.step_requested.connect(self.step_requested)
        room.back_requested.connect(self.back_requested)
        room.continue_requested.connect(self.continue_requested)
        room.next_gap_requested.connect(self.next_gap_requested)
        room.leave_requested.connect(self.leave_requested)
        room.lock_requested.connect(self.lock_requested)
        room.patient_requested.connect(self.patient_requested)
        room.override_requested.connect(self.override_requested)
        room.override_withdrawn.connect(self.override_withdrawn)
        room.reason_written.connect(self.reason_written)
        room.jump_requested.connect(self.jump_requested)
        room.look_requested.connect(self.change_look)
        room.text_size_requested.connect(self._next_text_size)

    def _page(self) -> QWidget | None:
        shown = self._stack.currentWidget()
        return self._room.regions[1] if self._room is not None and shown is self._room else shown

    def _next_text_size(self) -> None:
        sizes = theme.TEXT_SIZES
        self._dress(theme.tokens().name, sizes[(sizes.index(theme.text_scale()) + 1) % len(sizes)])

    def _dress(self, look: str, text: float) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self.dress(app, look, text)
            self.look_changed.emit(look, text)

    def _place_banner(self) -> None:
        width = min(_BANNER_WIDTH, self.width() - 32)
        self._banner.resize(width, self._banner.height())
        height = self._banner.sizeHint().height()
        # At the lower edge, where it hides no heading.
        top = self.height() - theme.scaled(_BANNER_ABOVE) - height
        self._banner.setGeometry((self.width() - width) // 2, top, width, height)
