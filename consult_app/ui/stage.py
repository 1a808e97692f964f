"""The page on screen: those that take the whole window are built here when first shown."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from PySide6.QtWidgets import QScrollArea, QWidget

from consult_app.ui.main_window import MainWindow

_DOOR = ("unlock", "first_run", "recovery", "restore")
_FULL = {
    "unlock": ("unlock_page", "UnlockPage"),
    "first_run": ("first_run_page", "FirstRunPage"),
    "recovery": ("recovery_page", "RecoveryPage"),
    "restore": ("restore_page", "RestorePage"),
    "ready": ("ready_page", "ReadyPage"),
    "start": ("start_page", "StartPage"),
    "administration": ("administration_page", "AdministrationPage"),
    "patient": ("patient_page", "PatientPage"),
    "course": ("course_page", "CoursePage"),
    "changes": ("changes_page", "ChangesPage"),
    "given": ("given_page", "GivenPage"),
    "complication": ("complication_page", "ComplicationPage"),
    "photos": ("photos_page", "PhotosPage"),
    "lots": ("lots_page", "LotsPage"),
    "emergency": ("emergency_page", "EmergencyPage"),
    "log": ("log_page", "LogPage"),
    "incoming": ("incoming_page", "IncomingPage"),
    "retention": ("retention_page", "RetentionPage"),
}
"""The pages that take the whole window: their modules and classes."""


def nobody() -> None:
    """Nobody has to be told."""


class Stage:
    """Shows pages and passes on what a page can be asked; what is not seen costs nothing at the start."""

    def __init__(
        self,
        window: MainWindow,
        strength: Callable[[str], tuple[int, str]],
        made: Callable[[QWidget], None],
    ) -> None:
        self._window = window
        self._strength = strength
        self._made = made
        self._full: dict[str, QWidget] = {}
        self.shown: QWidget | None = None
        self.turned: Callable[[], None] = nobody
        """Called whenever another page, or something else on it, is shown."""

    def show(self, name: str) -> QWidget:
        """Show a page that takes the whole window."""
        page = self.page(name)
        self._window.hush()
        self._window.show_full(page)
        self.shown = page
        self.turned()
        return page

    def display(self, name: str, screen: object) -> None:
        """Show a page that takes the whole window, with what it is to say.

        What it says comes first: a page brings the keyboard to a part of that as soon as it is seen.
        """
        call(self.page(name), "display", screen)
        self.show(name)

    def page(self, name: str) -> QWidget:
        """Give a page that takes the whole window."""
        if name not in self._full:
            page = self._full[name] = self._build(name)
            self._made(page)
        return self._full[name]

    def built(self) -> tuple[QWidget, ...]:
        """Give the pages that take the whole window, as far as they were shown."""
        return tuple(self._full.values())

    def forget(self) -> None:
        """Drop those pages, with whatever stands on them."""
        for page in self._full.values():
            page.deleteLater()
        self._full.clear()

    @property
    def at_door(self) -> bool:
        """Whether the vault is not open to the person at the screen."""
        return self.shown in [self._full.get(each) for each in _DOOR]

    def first_ground(self, name: str) -> QWidget:
        """Show a page and give the widget that is painted when it is seen."""
        page = self.show(name)
        ground = page.widget() if isinstance(page, QScrollArea) else None
        return ground or page

    def can(self, method: str) -> bool:
        """Whether the page on screen can be asked something."""
        return self.shown is not None and hasattr(self.shown, method)

    def ask(self, method: str, *given: object, **named: object) -> None:
        """Ask something of the page on screen, if it can be asked that."""
        if self.shown is not None and hasattr(self.shown, method):
            call(self.shown, method, *given, **named)
            self.turned()

    def asked(self, method: str) -> Any:  # noqa: ANN401 - whatever pages answer to that
        """Give what the page on screen answers, None where it cannot be asked."""
        return getattr(self.shown, method)() if self.can(method) else None

    def _build(self, name: str) -> QWidget:
        module, kind = _FULL[name]
        made = getattr(import_module(f"consult_app.ui.pages.{module}"), kind)
        page = made(self._strength) if name in ("unlock", "first_run") else made()
        assert isinstance(page, QWidget)  # noqa: S101 - the table names nothing else
        return page


def call(page: QWidget, method: str, *given: object, **named: object) -> None:
    """Ask something of a page by name: pages share the names of what they can do, not a class."""
    getattr(page, method)(*given, **named)
