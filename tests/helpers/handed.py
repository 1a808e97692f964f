"""A consultation whose screen is in the patient's hands: the whole window on fakes, without a disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from consult_app.app import App
from consult_app.content.library import Library
from consult_app.domain.consultation import Draft
from consult_app.domain.questionnaire import Step
from consult_app.domain.treatment import Treatment
from consult_app.ui.patient_window import PatientWindow
from consult_app.ui.widgets.large_words import LargeWords
from tests.helpers.fakes import FakeLibrary, FakeVault, FakeVaults, fake_services
from tests.helpers.hands import Hands
from tests.helpers.sample import draft, sample
from tests.helpers.sitting import unlock
from tests.helpers.translated import translated_forms
from tests.helpers.window import PASSPHRASE, until


def arabic(folder: Path) -> Treatment:
    """The sample treatment in its made-up Arabic."""
    return Library(translated_forms(folder)).treatment("sample.ar")


class Handed:
    """The program on fakes; `begin` opens a consultation and `hand_over` gives the screen away."""

    def __init__(self, *spoken: Treatment) -> None:
        self.services = fake_services(sample())
        library, vaults = self.services.library, self.services.vaults
        assert isinstance(library, FakeLibrary)
        assert isinstance(vaults, FakeVaults)
        library.spoken.update({each.language: each for each in spoken})
        vaults.vault = FakeVault()
        vaults.vault.staff.passphrases["c-1"] = PASSPHRASE
        self.vault, self.vaults = vaults.vault, vaults
        self.app = App(lambda: self.services, founded=True)
        self.app.window.resize(1366, 768)
        self.app.window.show()
        self.app.start()

    def begin(self, held: Draft | None = None, step: Step = Step.MATTERS) -> Hands:
        """Open a consultation at a step; another patient's lies in the vault too."""
        mine = held or draft()
        other = draft(id="c-2")
        self.vault.begin(mine, self.services.library.bundle("sample"))
        self.vault.begin(other, self.services.library.bundle("sample"))
        self.vault.closed = True
        hands = Hands(self.app.window)
        unlock(hands)
        hands.reads("Treatments:")
        controller = self.app.controller
        controller.open(mine.id)
        until(lambda: controller.consultation.conversation is not None)
        controller.consultation.go_to(step)
        return hands

    def hand_over(self, step: Step | None = None, width: int = 1366, height: int = 768) -> Hands:
        """Give the screen to the patient; gives hands for the patient's window."""
        handing = self.app.handing
        assert handing is not None
        handing.begin(step, self.app.window.screen())
        until(lambda: self.window._languages._ids != ())
        self.window.resize(width, height)
        return Hands(self.window)

    @property
    def window(self) -> PatientWindow:
        """The patient's window."""
        assert self.app.handing is not None
        assert self.app.handing.window is not None
        return self.app.handing.window

    @property
    def draft(self) -> Draft:
        """What was said so far."""
        talk = self.app.controller.consultation.conversation
        assert talk is not None
        return talk.draft

    def turn_to(self, page: str) -> None:
        """Turn pages until this one is open."""
        assert self.window._screen is not None
        ids = [each.id for each in self.window._screen.pages]
        self.window.go(ids.index(page) - self.window._at)

    def open_page(self) -> str:
        """Name the page that is open."""
        assert self.window.page is not None
        return self.window.page.id

    def close(self) -> None:
        """End the program."""
        self.app.close()
        self.app.window.close()
        self.app.window.deleteLater()


def swipe(window: QWidget, by: int, device: QPointingDevice, down: int = 0) -> None:
    """Move a finger sideways over the ground of a window."""
    begin = QPoint(window.width() // 2, window.height() - 150)
    for at, act in (
        (begin, "press"),
        (begin + QPoint(by // 2, 0), "move"),
        (begin + QPoint(by, down), "move"),
    ):
        touch = QTest.touchEvent(window, device, False)
        getattr(touch, act)(0, at, window)
        touch.commit()
    touch = QTest.touchEvent(window, device, False)
    touch.release(0, begin + QPoint(by, down), window)
    touch.commit()


def cut(window: PatientWindow) -> Iterator[str]:
    """Name what does not fit on a page of the patient: words cut, things over each other or outside."""
    sheet = window._sheet
    assert sheet is not None
    ground = sheet.widget()
    assert ground is not None
    if ground.width() > sheet.viewport().width():
        yield f"the page is {ground.width()} wide in {sheet.viewport().width()}"
    for words in window.findChildren(LargeWords):
        if words.isVisibleTo(window) and words.height() < words.measure(words.width()):
            yield f"{words.accessibleName()!r} is {words.height()} high, wants {words.measure(words.width())}"
    bars = [
        *(window._lock, window._progress, window._languages, window._mark),
        *(window._back, window._ask, window._next, sheet),
    ]
    shown = [each for each in bars if each.isVisibleTo(window) and each.height()]
    yield from _overlaps(window, shown)
    for button in (window._back, window._ask, window._next):
        if button.isVisibleTo(window) and button.width() < button.sizeHint().width():
            yield f"{button.text()!r} is cut"
    for each in ground.findChildren(QWidget):
        left = each.mapTo(ground, QPoint(0, 0)).x()
        if each.isVisibleTo(ground) and (left < 0 or left + each.width() > ground.width()):
            yield f"{each!r} {each.accessibleName()!r} sticks out"


def _overlaps(window: QWidget, shown: Iterable[QWidget]) -> Iterator[str]:
    for one, other in combinations(shown, 2):
        if one.geometry().intersects(other.geometry()):
            yield f"{one!r} {one.geometry()} lies on {other!r} {other.geometry()}"
    for each in shown:
        if not QRect(QPoint(0, 0), window.size()).contains(each.geometry()):
            yield f"{each!r} {each.geometry()} is outside"
