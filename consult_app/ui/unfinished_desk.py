"""What a lock would take from the screen goes to the vault, and comes back to whoever left it there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from consult_app.domain.consultation import Reviewed
from consult_app.domain.fingerprint import content_digest
from consult_app.domain.unfinished import AccountBegun, NewPatient, SignatureBegun, Unfinished

if TYPE_CHECKING:
    from consult_app.ui.account_desk import AccountDesk
    from consult_app.ui.controller import Controller
    from consult_app.ui.main_window import MainWindow
    from consult_app.ui.settings_desk import SettingsDesk
    from consult_app.ui.words_desk import WordsDesk
    from consult_app.workflow.screens.complication import ComplicationScreen
    from consult_app.workflow.screens.given import GivenScreen
    from consult_app.workflow.screens.page import Screen
    from consult_app.workflow.screens.patient import PatientScreen

T = TypeVar("T")


class UnfinishedDesk(QObject):
    """Collects it before the vault is closed, and puts it back once the place where it stood is shown."""

    def __init__(
        self,
        window: MainWindow,
        settings: SettingsDesk,
        controller: Controller,
        accounts: AccountDesk,
        words: WordsDesk,
    ) -> None:
        super().__init__(window)
        self._words = words
        words.filled.connect(self._tell)
        self._accounts = accounts
        self._window, self._stage = window, words.stage
        self._settings, self._controller = settings, controller
        self._left = Unfinished()
        self._patient_aside: NewPatient | None = None
        self._aside: dict[tuple[str, bool, str], AccountBegun] = {}
        accounts.given_read.connect(self._back_at_given)
        accounts.complication_read.connect(self._back_at_complication)
        controller.locking.connect(self._collect)
        controller.came_back.connect(self._take)
        controller.desk.listed.connect(self._go_on_with_settings)
        controller.desk.administered.connect(self._go_on_with_settings)
        controller.desk.finding_patient.connect(self._go_on_with_patient)
        controller.desk.listed.connect(self._go_on_with_account)
        controller.desk.listed.connect(lambda _: words.open_again())
        controller.desk.administered.connect(lambda _: words.open_again())
        controller.consultation.changed.connect(self._go_on_in_room)

    def put_aside(self) -> None:
        """Keep what is half-written on the page that is left, until it is shown again."""
        left = self._stage.asked("unfinished")
        if isinstance(left, AccountBegun):
            self._aside[left.place] = left
        elif isinstance(left, NewPatient):
            self._patient_aside = left

    def _collect(self) -> None:
        left = self._on_page()
        signature = _first(left, SignatureBegun)
        unfinished = Unfinished(
            _first(left, NewPatient),
            self._settings.unfinished(),
            self._belonging(signature) if signature is not None else None,
            _first(left, AccountBegun),
            tuple(self._aside.values()),
            self._words.collect(left),
        )
        # Whoever unlocks next may be somebody else.
        self._aside, self._patient_aside = {}, None
        if unfinished:
            self._controller.door.set_aside(unfinished)

    def _on_page(self) -> tuple[object, ...]:
        left = self._stage.asked("unfinished")
        return left if isinstance(left, tuple) else (left,)

    def _belonging(self, begun: SignatureBegun) -> SignatureBegun | None:
        """Tie a signature to the very document that it was begun under."""
        state = self._controller.consultation.state
        if not isinstance(state, Reviewed):
            return None
        return replace(begun, consultation=state.draft.id, document=content_digest(state.document))

    def _take(self, unfinished: Unfinished) -> None:
        self._words.take(unfinished.words)
        self._left = unfinished
        self._aside = {each.place: each for each in unfinished.aside}
        if unfinished.settings is not None:
            self._settings.go_on_with(unfinished.settings)

    def _go_on_with_settings(self, *_: object) -> None:
        """Open the settings again, over whatever page it is that one comes back to."""
        if self._left.settings is not None:
            self._left = replace(self._left, settings=None)
            self._controller.house.read()

    def _go_on_with_account(self, _screen: object) -> None:
        """Open what was being written down about a session again, as it is kept by now."""
        left, self._left = self._left.account, replace(self._left, account=None)
        if left is None:
            return

        def shown() -> None:
            self._stage.ask("go_on_with", left)
            self._tell()

        self._accounts.go_on_with(left, shown)

    def _back_at_given(self, screen: GivenScreen) -> None:
        self._back_at((screen.agreed.draft.id, True, screen.before.id if screen.before else ""))

    def _back_at_complication(self, screen: ComplicationScreen) -> None:
        self._back_at((screen.draft.id, False, screen.before.id if screen.before else ""))

    def _back_at(self, place: tuple[str, bool, str]) -> None:
        left = self._aside.pop(place, None)
        if left is not None:
            self._stage.ask("go_on_with", left)
            self._window.tell(
                self.tr("As you left it"),
                self.tr("What was not kept when you left this page is here again."),
            )

    def _go_on_with_patient(self, screen: PatientScreen) -> None:
        left, self._left = self._left.patient, replace(self._left, patient=None)
        aside = self._patient_aside if screen.patient is None else None
        self._patient_aside = None
        if left is not None:
            self._stage.ask("go_on_with", left)
            self._tell()
        elif aside is not None:
            self._stage.ask("go_on_with", aside)
            self._window.note(
                self.tr("What you typed before is here again."),
                self.tr("Empty the page"),
                self._controller.desk.find_patient,
            )

    def _go_on_in_room(self, _room: object, _screen: Screen) -> None:
        self._go_on_with_settings()
        self._words.open_again()
        self._words.fill_room()
        left = self._left.signature
        if left is None:
            return
        self._left = replace(self._left, signature=None)
        # Meanwhile somebody else may have signed it, or had another document laid out.
        if self._belonging(left) == left and self._stage.can("go_on_with"):
            self._stage.ask("go_on_with", left)
            self._tell()

    def _tell(self) -> None:
        self._window.tell(
            self.tr("As you left it"), self.tr("What was not finished when the program locked is here again.")
        )


def _first(left: tuple[object, ...], kind: type[T]) -> T | None:
    return next((each for each in left if isinstance(each, kind)), None)
