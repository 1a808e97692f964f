"""Somebody who clicks, types and turns at random in the real window; and what must be true all the while."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)

from consult_app.app import App
from consult_app.assets import forms_folder
from consult_app.content.library import Library
from consult_app.domain.consultation import Clinician, Draft, Patient, Practice, Sex
from consult_app.domain.screening import AREAS
from consult_app.services import services as real_services
from consult_app.ui import theme
from consult_app.ui.main_window import MainWindow
from consult_app.ui.pages.unlock_page import UnlockPage
from consult_app.ui.widgets.finding_box import FindingBox
from consult_app.ui.widgets.findings_panel import FindingsPanel
from consult_app.ui.widgets.question_cards import QuestionCards
from consult_app.ui.widgets.rail_step import RailStepButton
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.findings import findings_screen
from consult_app.workflow.screens.questions import questions_screen
from tests.helpers.fakes import fake_services
from tests.helpers.window import PASSPHRASE, until

W = TypeVar("W", bound=QWidget)

PACKS = Library(forms_folder())
_TYPED = (
    "",
    " ",
    "7",
    "-3",
    "1e9",
    "12 Mar 2026",
    "2026-02-30",
    "warfarin",
    "Żółć",
    "O'Neil <b>",
    "عمر",
    "💉",
    "x" * 90,
)
_LEAVES_A_SIGNED_ONE = 0.1
_SIZES = ((1366, 768), (1024, 768), (800, 1180), (640, 560), (1920, 1080))
_ASKS_FOR_A_FILE_OR_PRINTER = ("Check a file", "Print", "Save", "Add scans", "Watch a folder")
"""What these open belongs to the system."""


class Monkey:
    """Plays in a consultation of its own with a shipped pack; `seed` decides all that it does."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - nothing here is secret
        self.done: Counter[str] = Counter()
        services = replace(fake_services(), library=PACKS, render=real_services(Path()).render)
        clinician = Clinician("c", "Dr A. Osei", "Physician")
        vault, _ = services.vaults.create(Practice("Practice"), clinician, PASSPHRASE)
        vault.note_recovery_key_kept()
        vault.close()
        self.app = App(lambda: services, founded=True)
        self.window: MainWindow = self.app.window
        self.window.resize(*_SIZES[0])
        self.window.show()
        self.app.start()
        self.controller = self.app.controller
        packs = PACKS.packs()
        self._pack = packs[seed % len(packs)].id
        goals = PACKS.treatment(self._pack).goals
        self._goal = goals[seed // len(packs) % len(goals)].id
        self._come_in()
        self._begin()

    @property
    def talk(self) -> Conversation | None:
        """The conversation as the controller has it."""
        return self.controller.consultation.conversation

    def play(self, events: int, check_every: int) -> None:
        """Do so many things at random; now and then hold what is on screen against a judgement made anew."""
        for turn in range(events):
            self._act()
            QApplication.processEvents()
            if turn % check_every == 0:
                self.check()
        self.check()

    def close(self) -> None:
        """Close the window as at the end of the program."""
        self.app.close()
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    # What must be true

    def check(self) -> None:
        """Compare judgement and widgets with the full assessment of what was said."""
        self._settle()
        if self.talk is None:
            return
        talk, draft = self.talk, self.talk.draft
        anew = Conversation.about(talk.treatment, draft)
        assert talk.assessment == anew.assessment
        assert talk.gaps == anew.gaps
        self._check_panel(anew)
        if isinstance(self.controller.consultation.state, Draft):
            for cards in self._all(QuestionCards):
                self._check_questions(anew, cards)

    def _check_panel(self, talk: Conversation) -> None:
        wanted = findings_screen(talk)
        [panel] = self.window.findChildren(FindingsPanel)
        boxes = [each for each in panel.findChildren(FindingBox) if not each.isHidden()]
        boxes.sort(key=FindingBox.y)
        assert [box._card for box in boxes] == list(wanted.cards)

    def _check_questions(self, talk: Conversation, cards: QuestionCards) -> None:
        step = self.controller.consultation.step
        shown = {row.question.id: row for card in questions_screen(talk, step).cards for row in card.rows}
        for card in cards._cards.values():
            for name, placed in card._rows.items():
                assert placed.row == shown[name]
                assert (card.control(name) is not None) is shown[name].shown
                assert placed.field.control.isHidden() is not shown[name].shown
        visible = {name for name, row in shown.items() if row.shown} - {AREAS}
        assert visible <= set(talk.assessment.visible)

    # What it does

    def _act(self) -> None:
        self._close_dialogs()
        if isinstance(self.app.stage.shown, UnlockPage):
            self._come_in()
        elif self.talk is None:
            self._reopen()
        elif (
            not isinstance(self.controller.consultation.state, Draft)
            and self.random.random() < _LEAVES_A_SIGNED_ONE
        ):
            self.controller.list_consultations()
            self._begin()
        else:
            acts: tuple[tuple[Callable[[], None], int], ...] = (
                (self._press_in_page, 600),
                (self._type, 120),
                (self._press_anywhere, 60),
                (self._go, 60),
                (self._key, 100),
                (self._wheel, 30),
                (self._turn, 20),
                (self._dress, 2),
            )
            act = self.random.choices([each for each, _ in acts], [weight for _, weight in acts])[0]
            self.done[act.__name__] += 1
            act()

    def _press_in_page(self) -> None:
        if (page := self.app.stage.shown) is not None:
            self._press_one_of(page.findChildren(QAbstractButton))

    def _press_anywhere(self) -> None:
        self._press_one_of(self.window.findChildren(QAbstractButton))

    def _press_one_of(self, buttons: list[QAbstractButton]) -> None:
        # One after the other, not all shuffled: nearly every one can be hit.
        tried = (self.random.choice(buttons) for _ in buttons)
        button = next((each for each in tried if self._can_be_hit(each)), None)
        if button is not None:
            QTest.mouseClick(
                button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, button.rect().center()
            )

    def _type(self) -> None:
        fields = [*self._all(QLineEdit), *self._all(QPlainTextEdit)]
        if fields:
            field = self.random.choice(fields)
            field.setFocus()
            for letter in self.random.choice(_TYPED):
                # QTest knows ASCII only.
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))

    def _go(self) -> None:
        steps = [each for each in self._all(RailStepButton) if each.isEnabled()]
        if steps:
            QTest.mouseClick(self.random.choice(steps), Qt.MouseButton.LeftButton)

    def _key(self) -> None:
        keys = (
            *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape),
            *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Delete),
            *(Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_U, Qt.Key.Key_PageDown, Qt.Key.Key_F6),
        )
        where = QApplication.focusWidget() or self.window
        QTest.keyClick(where, self.random.choice(keys))

    def _wheel(self) -> None:
        if (page := self.app.stage.shown) is not None:
            middle = QPointF(page.rect().center())
            turned = QPoint(0, self.random.choice((-480, -120, 120, 480)))
            nothing = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(
                page,
                QWheelEvent(
                    middle,
                    page.mapToGlobal(middle),
                    QPoint(),
                    turned,
                    *nothing,
                    Qt.ScrollPhase.NoScrollPhase,
                    False,
                ),
            )

    def _turn(self) -> None:
        self.window.resize(*self.random.choice(_SIZES))

    def _dress(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(
            app, self.random.choice(("light", "dark", "contrast")), self.random.choice(theme.TEXT_SIZES)
        )

    # Ways back into the consultation

    def _come_in(self) -> None:
        self.controller.door.unlock(PASSPHRASE)
        until(lambda: not isinstance(self.app.stage.shown, UnlockPage))

    def _begin(self) -> None:
        sex = self.random.choice(list(Sex))
        patient = Patient("p", "Maya", "Lindqvist", date(1984, 3, 12), sex, "40213")
        self.controller.begin(patient, self._pack, self._goal)
        self._settle()

    def _reopen(self) -> None:
        lists = self._all(QListView)
        if lists and (line := lists[0].model().index(0, 0)).isValid():
            QTest.mouseClick(
                lists[0].viewport(),
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
                lists[0].visualRect(line).center(),
            )
        else:
            self.controller.list_consultations()
        self._settle()

    def _settle(self) -> None:
        """Have what was typed told, and wait until nothing is under way."""
        self.app._flush()
        ended: list[bool] = []
        if self.app._jobs is not None:
            self.app._jobs.run(lambda: True, ended.append, lambda _: None)
            until(lambda: bool(ended))
        QApplication.processEvents()

    def _close_dialogs(self) -> None:
        for each in QApplication.topLevelWidgets():
            if isinstance(each, QDialog) and each.isVisible():
                each.reject()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _all(self, kind: type[W]) -> list[W]:
        return [each for each in self.window.findChildren(kind) if each.isVisible()]

    def _can_be_hit(self, button: QAbstractButton) -> bool:
        # The calendar's own month button waits for its menu in a loop of its own.
        seen = button.isVisible() and button.isEnabled() and not isinstance(button, QToolButton)
        return seen and not (button.text() or button.accessibleName()).startswith(_ASKS_FOR_A_FILE_OR_PRINTER)
