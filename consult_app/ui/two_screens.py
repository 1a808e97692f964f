"""The clinician's screen and the patient's: each window stays on its own, whatever is done to the screens."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QDeadlineTimer, QEvent, QObject, QRect, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

SOON_MS = 5000
"""A screen that is back after so long was turned or its cable touched; later, somebody else may be there."""
SETTLE_MS = 150
"""How long to wait for window manager and screens to be done with what they do one after the other."""
_FRAME = 40


def areas() -> dict[str, QRect]:
    """Name every screen with what it shows of the whole."""
    return {each.name(): each.geometry() for each in QGuiApplication.screens()}


def places(screens: Mapping[str, QRect], given: str, own: str) -> tuple[str, str]:
    """Name the screens for the patient's window and the main one: the same where both cannot be apart.

    `given` and `own` are where they were. What mirrors the patient's screen is no place for the main one.
    """
    if given not in screens:
        left = own if own in screens else next(iter(screens), given)
        return left, left
    away = [name for name, area in screens.items() if not area.intersects(screens[given])]
    return given, own if own in away else next(iter(away), given)


class TwoScreens(QObject):
    """Has the patient's window fill the screen it was given, and keeps the main window off that screen."""

    met = Signal()
    """There is no screen left for the main window."""
    parted = Signal()
    """There is one again, soon enough to be the same people's."""

    def __init__(self, main: QWidget, window: QWidget, given: str) -> None:
        super().__init__(window)
        self._main, self._window = main, window
        self._given = self._at = given
        self._own = main.screen().name()
        self._beside = given != self._own
        self._soon: QDeadlineTimer | None = None
        self._filled = areas().get(given, QRect())
        self._tried = False
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self.settle)
        self._listen()

    def settle(self) -> None:
        """Put both windows where they belong as the screens are now."""
        screens = areas()
        self._give_up()
        patients, own = places(screens, self._given, self._own)
        if not self._window.isVisible() or patients not in screens:
            return
        self._at = patients
        self._fill(screens[patients])
        if not self._beside:
            return
        if patients == own or self._stuck(screens[patients], screens[own]):
            self._meet()
        else:
            self._part()
            self._own = own
            self._keep_apart(screens[patients], screens[own])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again wherever a window was put: a window manager moves them as it likes."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._change()
        return super().eventFilter(watched, event)

    def _listen(self) -> None:
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101 - there are windows
        application.screenAdded.connect(self._watch)
        application.screenRemoved.connect(self._change)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(self._change)
        for each in (self._main, self._window):
            each.installEventFilter(self)
        self._change()

    def _watch(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._change)
        self._change()

    def _change(self, *_: object) -> None:
        self._settling.start()

    def _give_up(self) -> None:
        """Where the screen stayed away, the patient has the one that is left, for good."""
        if self._soon is not None and self._soon.hasExpired():
            self._soon, self._beside, self._given = None, False, self._at

    def _meet(self) -> None:
        if self._soon is None:
            self._soon = QDeadlineTimer(SOON_MS)
            self.met.emit()

    def _part(self) -> None:
        if self._soon is not None:
            self._soon = None
            self.parted.emit()

    def _stuck(self, patients: QRect, own: QRect) -> bool:
        """Whether the windows are over each other all the same: Qt does not hear of every mirrored screen."""
        return own.intersects(self._window.geometry()) or (
            self._tried and self._main.geometry().intersects(patients)
        )

    def _fill(self, area: QRect) -> None:
        """Once for each place: where the window manager knows better, it is not fought."""
        if area == self._filled:
            return
        self._filled = area
        screen = next((each for each in QGuiApplication.screens() if each.name() == self._at), None)
        if screen is not None and self._window.screen() is not screen:
            self._window.setScreen(screen)
        if self._window.geometry() != area:
            self._window.setGeometry(area)
            self._window.showFullScreen()

    def _keep_apart(self, patients: QRect, own: QRect) -> None:
        self._tried = self._main.geometry().intersects(patients)
        if not self._tried:
            return
        maximised = self._main.isMaximized()
        self._main.showNormal()
        self._main.setGeometry(own.adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME))
        if maximised:
            self._main.showMaximized()
