"""The window that is handed over to the patient: one thing a page, and no way out but the clinician's."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from consult_app.domain.consultation import RiskTalk
from consult_app.ui import theme
from consult_app.ui.widgets.hold_button import HoldButton
from consult_app.ui.widgets.language_row import LanguageRow, reads_from_right
from consult_app.ui.widgets.large_button import LargeButton
from consult_app.ui.widgets.large_words import SMALL, LargeWords
from consult_app.ui.widgets.patient_sheet import PatientSheet
from consult_app.ui.widgets.progress_line import ProgressLine
from consult_app.ui.widgets.unlock_sheet import UnlockSheet
from consult_app.workflow.screens.patient_pages import PatientPage, PatientPages, Sort, page_of
from consult_app.workflow.undoing import Act

_SIDE, _EDGE, _GAP, _LOCK_INSET = 56, 24, 16, 14
_SWIPE = 80


class PatientWindow(QWidget):
    """Draws `PatientPages`; reports what the patient answers, weighs and asks.

    It knows nothing but those pages: there is no menu, no list and no other record in it. It refuses to
    close until `leave`.
    """

    answered = Signal(str, object)
    cleared = Signal(str)
    weighed = Signal(str, object)
    asked = Signal(object, object)
    """The page, and the words of the question asked there, `None` where it is taken back."""
    page_shown = Signal()
    language_chosen = Signal(str)
    undo_requested = Signal()
    unlock_requested = Signal(str)
    came_to_front = Signal()

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.setWindowTitle(self.tr("Consult"))
        self._screen: PatientPages | None = None
        self._at = 0
        self._leaving = False
        self._in_front = False
        self._pressed_at: QPointF | None = None
        self._sheet: PatientSheet | None = None
        self._lock = HoldButton(self)
        self._progress = ProgressLine(self)
        self._languages = LanguageRow(self)
        self._mark = LargeWords(self)
        self._back = LargeButton("", icon_name="arrow-left", parent=self)
        self._ask = LargeButton("", icon_name="message-circle-question", parent=self)
        self._next = LargeButton("", primary=True, icon_name="arrow-right", trailing=True, parent=self)
        self._ask.setCheckable(True)
        self._unlock = UnlockSheet(self)
        self._connect()

    def display(self, screen: PatientPages) -> None:
        """Show the pages as they stand; the one that is open stays open. Emits nothing."""
        before, known = self._screen, self.page
        self._screen = screen
        ids = [each.id for each in screen.pages]
        self._at = (
            ids.index(known.id) if known is not None and known.id in ids else min(self._at, len(ids) - 1)
        )
        if before is None or before.language != screen.language:
            self._speak(screen)
        self._show_page()

    @property
    def page(self) -> PatientPage | None:
        """The page that is open."""
        return self._screen.pages[self._at] if self._screen is not None else None

    @property
    def heard(self) -> str:
        """What the open page says, in the words of its pack, for those who hear a control on it."""
        page = self.page
        return " ".join(each for each in (page.title, page.text) if each) if page is not None else ""

    def offer_languages(self, languages: tuple[str, ...], current: str) -> None:
        """Offer these languages, where there are several."""
        self._languages.offer(languages, current)
        self._place()

    def tell_trouble(self) -> None:
        """Ask the patient, in the patient's words, to give the screen back."""
        if self._screen is not None:
            self._mark.show_words((self._screen.words("patient.trouble"), SMALL))
            self._place()

    def stay_in_front(self, stay: bool) -> None:  # noqa: FBT001 - the one trait there is to set
        """Come back to the front whenever something else gets there."""
        self._in_front = stay
        if stay and self.isActiveWindow():
            self.came_to_front.emit()

    def refuse(self) -> None:
        """Say that the passphrase was wrong."""
        self._unlock.refuse()

    def put_off(self, words: str) -> None:
        """Say why the passphrase was not tried."""
        self._unlock.put_off(words)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        if self._sheet is not None:
            self._sheet.flush()

    def leave(self) -> None:
        """Close for good."""
        self._leaving = True
        self._in_front = False
        self.blockSignals(True)
        self.close()
        self.deleteLater()

    def go(self, by: int) -> None:
        """Turn so many pages, as far as there are any."""
        if self._screen is None or self._unlock.isVisible():
            return
        self.flush()
        at = max(0, min(self._at + by, len(self._screen.pages) - 1))
        if at != self._at:
            self._at = at
            self._show_page()
            self._focus()
            self.page_shown.emit()

    def turn_back_to(self, act: Act) -> bool:
        """Turn to the page on which something was said; False where there is none."""
        if self._screen is None:
            return False
        page = page_of(self._screen, act)
        ids = [each.id for each in self._screen.pages]
        if page is not None:
            self.go(ids.index(page) - self._at)
        return page is not None

    def closeEvent(self, event: QCloseEvent) -> None:
        """Refuse: only the clinician ends this."""
        if self._leaving:
            super().closeEvent(event)
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """Keep every shortcut of the program from the patient, and come back to the front."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.WindowDeactivate and self._in_front:
            QTimer.singleShot(0, self, self._come_back)
        if event.type() == QEvent.Type.WindowActivate and self._in_front:
            self.came_to_front.emit()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages, take the last answer back; every other key does nothing."""
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        turns = {
            Qt.Key.Key_Left: 1 if rtl else -1,
            Qt.Key.Key_Right: -1 if rtl else 1,
            Qt.Key.Key_PageUp: -1,
            Qt.Key.Key_PageDown: 1,
        }
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self._unlock.isVisible():
            self.flush()
            self.undo_requested.emit()
        elif key in turns and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.go(turns[key])
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to swipe; a finger arrives here as the mouse does."""
        self._pressed_at = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Turn the page where the finger went sideways."""
        if self._pressed_at is None:
            return
        way = event.position() - self._pressed_at
        self._pressed_at = None
        if abs(way.x()) >= _SWIPE and abs(way.x()) > 2 * abs(way.y()):
            rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            self.go(1 if (way.x() > 0) is rtl else -1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything for the screen as it is held."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(theme.tokens().page))
        sheet = self._sheet
        if sheet is not None and sheet.verticalScrollBar().maximum():
            # The page goes on below the bars.
            line = QColor(theme.tokens().border)
            painter.fillRect(_SIDE, sheet.y() - 1, self.width() - 2 * _SIDE, 1, line)
            painter.fillRect(_SIDE, sheet.geometry().bottom() + 1, self.width() - 2 * _SIDE, 1, line)
        painter.end()

    def _connect(self) -> None:
        self._back.clicked.connect(lambda: self.go(-1))
        self._next.clicked.connect(lambda: self.go(1))
        self._ask.clicked.connect(lambda on: self._asks(on=on))
        self._languages.chosen.connect(self._choose_language)
        self._lock.held.connect(self._ask_clinician)
        self._unlock.unlock_requested.connect(self.unlock_requested)
        self._unlock.back_requested.connect(self._focus)

    def _speak(self, screen: PatientPages) -> None:
        """Turn to a language: its words, and the direction in which it is read."""
        words = screen.words
        rtl = reads_from_right(screen.language)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        self._unlock.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._back.set_icon("arrow-right" if rtl else "arrow-left")
        self._next.set_icon("arrow-left" if rtl else "arrow-right")
        for button, label in ((self._back, "back"), (self._ask, "ask"), (self._next, "next")):
            button.setText(words(f"patient.{label}"))
        self._lock.setAccessibleName(words("patient.lock"))
        self._languages.mark(screen.language)
        self._languages.place()
        self._languages.setAccessibleName(words("patient.language"))
        self._mark.show_words((screen.mark, SMALL))
        self._drop_sheet()

    def _show_page(self) -> None:
        screen, page = self._screen, self.page
        if screen is None or page is None:
            return
        if self._sheet is None or self._sheet.objectName() != page.id:
            self._drop_sheet()
            self._sheet = self._make_sheet(page, screen)
        else:
            self._sheet.display(page)
        over, count = page.sort is Sort.OVER, len(screen.pages) - 1
        at = min(self._at + 1, count)
        words = "" if over else screen.words("patient.progress", number=at, count=count)
        self._progress.show_place(at, count, words)
        self._back.setEnabled(self._at > 0)
        self._next.setVisible(not over)
        self._ask.setVisible(page.sort not in (Sort.OVER, Sort.UNCLEAR))
        self._ask.setChecked(page.talk.has_questions if page.talk is not None else page.asked is not None)
        self._place()

    def _make_sheet(self, page: PatientPage, screen: PatientPages) -> PatientSheet:
        sheet = PatientSheet(page, screen.words, self)
        sheet.setObjectName(page.id)
        if page.sort is Sort.UNCLEAR:
            sheet.answered.connect(lambda _, value: self.asked.emit(page, value))
            sheet.cleared.connect(lambda _: self.asked.emit(page, None))
        else:
            sheet.answered.connect(self.answered)
            sheet.cleared.connect(self.cleared)
        sheet.weighed.connect(self.weighed)
        sheet.worded.connect(lambda text: self.asked.emit(page, text))
        sheet.verticalScrollBar().rangeChanged.connect(lambda *_: self.update())
        sheet.stackUnder(self._unlock)
        sheet.show()
        return sheet

    def _drop_sheet(self) -> None:
        if self._sheet is not None:
            self._sheet.flush()
            self._sheet.blockSignals(True)
            self._sheet.hide()
            self._sheet.deleteLater()
            self._sheet = None

    def _asks(self, *, on: bool) -> None:
        self.flush()
        page = self.page
        if page is None:
            return
        if page.talk is None:
            self.asked.emit(page, "" if on else None)
            if on and self._sheet is not None:
                self._sheet.show_question()
        else:
            # What the patient still asks about has not been talked through to its end.
            talk = page.talk
            discussed = talk.discussed and not on
            self.weighed.emit(page.subject, RiskTalk(discussed, talk.matters, talk.words, has_questions=on))

    def _choose_language(self, language: str) -> None:
        self.flush()
        self.language_chosen.emit(language)

    def _ask_clinician(self) -> None:
        self.flush()
        self._unlock.setGeometry(self.rect())
        self._unlock.ask()

    def _enter(self) -> None:
        focus = self.focusWidget()
        open_choice = isinstance(focus, QAbstractButton) and not focus.isChecked()
        if isinstance(focus, QAbstractButton) and (open_choice or isinstance(focus, QPushButton)):
            focus.click()
        else:
            self.go(1)

    def _focus(self) -> None:
        """Put the keyboard where answering begins, else where it goes on."""
        sheet = self._sheet
        target = sheet if sheet is not None and sheet.focusProxy() is not None else self._next
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _come_back(self) -> None:
        if self._in_front and self.isVisible() and not self.isActiveWindow():
            self.activateWindow()

    def _place(self) -> None:
        """Put bars and page where they belong; what does not fit beside each other stands below."""
        self._unlock.setGeometry(self.rect())
        top = self._place_top()
        bottom = self._place_bottom()
        if self._sheet is not None:
            self._sheet.setGeometry(0, top, self.width(), max(bottom - top, 0))

    def _place_top(self) -> int:
        wide = self.width() - 2 * _SIDE
        lock, progress = self._lock.size(), self._progress.sizeHint()
        languages = self._languages.sizeHint()
        offered = not self._languages.isHidden()
        middle = (wide - progress.width()) // 2
        beside = offered and middle + progress.width() + _GAP <= wide - languages.width()
        row = max(lock.height(), progress.height(), languages.height() if beside else 0)
        # The lock's own frame is only seen while it is touched.
        self._put(self._lock, -_LOCK_INSET, _EDGE + (row - lock.height()) // 2, lock)
        self._put(self._progress, middle, _EDGE + (row - progress.height()) // 2, progress)
        y = _EDGE + row + 4
        if offered:
            at = _EDGE + (row - languages.height()) // 2 if beside else y
            self._put(self._languages, max(wide - languages.width(), 0), at, languages)
            y += 0 if beside else languages.height() + 8
        mark = QSize(wide, self._mark.heightForWidth(wide))
        self._put(self._mark, 0, y, mark)
        return y + mark.height() + 8

    def _place_bottom(self) -> int:
        wide = self.width() - 2 * _SIDE
        back, ask, onward = (each.sizeHint() for each in (self._back, self._ask, self._next))
        y = self.height() - _EDGE - 10 - back.height()
        self._put(self._back, 0, y, back)
        self._put(self._next, wide - onward.width(), y, onward)
        if not self._ask.isHidden():
            left = wide - onward.width() - _GAP - ask.width()
            if left < back.width() + _GAP:
                y -= ask.height() + 12
                left = wide - ask.width()
            self._put(self._ask, left, y, ask)
        return y - 12

    def _put(self, widget: QWidget, x: int, y: int, size: QSize) -> None:
        """Put a widget `x` pixels from where reading begins."""
        area = QRect(QPoint(_SIDE + x, y), size)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            area.moveLeft(self.width() - area.right() - 1)
        widget.setGeometry(area)
