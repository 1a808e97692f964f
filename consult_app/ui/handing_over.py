"""The screen in the patient's hands: from the question how much to show, to the clinician's unlocking."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from consult_app.domain.consultation import Draft, Origin
from consult_app.workflow.screens.patient_pages import PatientPage, asking, patient_pages
from consult_app.workflow.speaking import first_spoken, languages, translated

if TYPE_CHECKING:
    from consult_app.domain.questionnaire import Step
    from consult_app.domain.treatment import Treatment
    from consult_app.errors import ConsultError
    from consult_app.ui.controller import Controller
    from consult_app.ui.idle import IdleWatch
    from consult_app.ui.main_window import MainWindow
    from consult_app.ui.patient_window import PatientWindow
    from consult_app.ui.widgets.answering_view import AnsweringView
    from consult_app.workflow.consulting import Conversation
    from consult_app.workflow.ports import Services, Vault


class HandingOver(QObject):
    """Opens the patient's window, records what is said there as the patient's own, and takes it back.

    With one screen the main window is hidden meanwhile, so that switching shows nothing of anybody. With a
    second one the clinician keeps the first: there the main window shows the answers as they come, and ends
    it without a passphrase, because whoever is there is no patient. Where the two become one, all of it is
    the patient's.
    """

    turned = Signal()
    """Another page is in the patient's hands."""

    def __init__(
        self, main: MainWindow, controller: Controller, watch: IdleWatch, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._main, self._controller, self._watch = main, controller, watch
        self._window: PatientWindow | None = None
        self._view: AnsweringView | None = None
        self._step: Step | None = None
        self._before = 0
        """How many acts had been done when the screen was handed over."""
        self._spoken: Treatment | None = None
        self._put_off: list[Callable[[], object]] = []
        controller.consultation.changed.connect(self._follow)

    @property
    def window(self) -> PatientWindow | None:
        """The patient's window, while the patient has the screen."""
        return self._window

    @property
    def beside(self) -> bool:
        """Whether the main window shows what the patient answers at another screen."""
        return self._view is not None

    def offer(self, step: Step) -> None:
        """Ask what to show and where, unless it is shown already."""
        if self._window is not None:
            return
        from consult_app.ui.dialogs.hand_over_dialog import HandOverDialog

        own = self._main.screen()
        # One that mirrors this screen is no other.
        others = [
            each for each in QGuiApplication.screens() if not each.geometry().intersects(own.geometry())
        ]
        dialog = HandOverDialog(step, [own, *others], self._main)
        dialog.handed_over.connect(self.begin)
        dialog.open()

    def begin(self, step: Step | None, screen: QScreen) -> None:
        """Give the screen to the patient, with the pages of a step or all of them."""
        from consult_app.ui.patient_window import PatientWindow

        talk = self._talk
        self._step, self._spoken = step, None
        self._before = len(self._controller.consultation.acts)
        window = self._window = PatientWindow()
        self._connect(window)
        window.display(patient_pages(talk, None, step))
        window.setScreen(screen)
        window.setGeometry(screen.geometry())
        window.showFullScreen()
        handle = window.windowHandle()
        handle.installEventFilter(self._watch)
        self._stay_apart(screen)
        if screen is self._main.screen():
            self._take_all()
        else:
            self._watch_beside()
        window.activateWindow()
        self._find_languages(talk.draft)

    def end(self) -> None:
        """Take the screen back, whatever the main window shows now; what was put off is said."""
        if self._window is None:
            return
        self._main.show()
        self._main.activateWindow()
        self.leave()
        for act in self._put_off:
            act()
        self._put_off.clear()

    def leave(self) -> None:
        """Close the patient's window; what was typed there last must have been told."""
        if self._window is not None:
            self._window.leave()
            self._window = None
        if self._view is not None:
            self._view.deleteLater()
            self._view = None

    def puts_off(self, act: Callable[[], object]) -> bool:
        """Keep words for the clinician until the clinician is back; False where no patient has the screen."""
        if self._window is None:
            return False
        self._put_off.append(act)
        self._window.tell_trouble()
        return True

    def flush(self) -> None:
        """Have what the patient typed last told at once."""
        if self._window is not None:
            self._window.flush()

    @property
    def _talk(self) -> Conversation:
        talk = self._controller.consultation.conversation
        assert talk is not None  # noqa: S101 - the screen is handed over from a consultation only
        return talk

    def _connect(self, window: PatientWindow) -> None:
        controller = self._controller
        window.answered.connect(
            lambda question, value: controller.said.answer(question, value, Origin.PATIENT)
        )
        window.cleared.connect(controller.said.clear)
        window.weighed.connect(controller.said.weigh)
        window.asked.connect(self._ask)
        window.undo_requested.connect(self._undo)
        window.page_shown.connect(self._show_beside)
        window.page_shown.connect(self.turned)
        window.language_chosen.connect(self._speak)
        window.unlock_requested.connect(self._unlock)
        window.came_to_front.connect(self._grab_keys)

    def _undo(self) -> None:
        """Take back what the patient said last, before their eyes; never what was said before that."""
        consultation = self._controller.consultation
        acts = consultation.acts[self._before :]
        if acts and self._window is not None and self._window.turn_back_to(acts[-1]):
            consultation.undo()

    def _take_all(self) -> None:
        """Leave nothing else on the only screen."""
        assert self._window is not None  # noqa: S101 - it has just been given away
        self._main.hide()
        self._window.stay_in_front(True)

    def _stay_apart(self, screen: QScreen) -> None:
        from consult_app.ui.two_screens import TwoScreens

        assert self._window is not None  # noqa: S101 - it has just been given away
        screens = TwoScreens(self._main, self._window, screen.name())
        screens.met.connect(self._take_all)
        screens.parted.connect(self._share)

    def _share(self) -> None:
        """Give the clinician the first screen again, and the keys of the system to both."""
        from consult_app.ui.system_keys import let_go

        assert self._window is not None  # noqa: S101 - its screen is back
        self._window.stay_in_front(False)
        let_go(self._window.windowHandle(), QGuiApplication.platformName())
        self._main.show()

    def _grab_keys(self) -> None:
        """Take the keys of the system whenever the window is in front: before it is there, none are given."""
        from consult_app.ui.system_keys import grab

        if self._window is not None:
            grab(self._window.windowHandle(), QGuiApplication.platformName())

    def _watch_beside(self) -> None:
        from consult_app.ui.widgets.answering_view import AnsweringView

        view = self._view = AnsweringView()
        view.end_requested.connect(self._return)
        self._main.show_full(view)
        self._show_beside()

    def _follow(self, *_: object) -> None:
        """Show the pages as they stand after an answer, in both windows."""
        if self._window is not None:
            self._window.display(patient_pages(self._talk, self._spoken, self._step))
            self._show_beside()

    def _show_beside(self) -> None:
        """Show the clinician at the first screen where the patient is, in the words of the record."""
        page = self._window.page if self._window is not None else None
        if self._view is not None and page is not None:
            self._view.display(patient_pages(self._talk, None, self._step), page.id)

    def _ask(self, page: PatientPage, words: str | None) -> None:
        self._controller.said.exchange(asking(self._talk, page, words))

    def _find_languages(self, draft: Draft) -> None:
        def found(both: tuple[tuple[str, ...], str]) -> None:
            tags, first = both
            if self._window is not None:
                self._window.offer_languages(tags, first)
                if first != tags[0]:
                    self._speak(first)

        def look(services: Services, vault: Vault) -> tuple[tuple[str, ...], str]:
            tags = languages(services, vault, draft)
            return tags, first_spoken(tags, draft.language or vault.preferences().language)

        self._controller.ask(look, found)

    def _speak(self, language: str) -> None:
        draft = self._talk.draft

        def spoken(treatment: Treatment) -> None:
            self._spoken = treatment
            self._follow()

        self._controller.ask(lambda services, vault: translated(services, vault, draft, language), spoken)

    def _unlock(self, passphrase: str) -> None:
        def judged(known: object) -> None:
            if known:
                self._return()
            elif self._window is not None:
                self._window.refuse()

        def failed(error: ConsultError) -> None:
            if error.code == "too-many-tries" and self._window is not None:
                self._window.put_off(str(error))
                return
            # Where it cannot be told who is there, the door is the safe place.
            self.flush()
            self._controller.lock()
            self._controller.failed.emit(error)

        self._controller.ask(
            lambda services, vault: services.vaults.recognises(passphrase, vault.staff.me.id), judged, failed
        )

    def _return(self) -> None:
        """Go back to the room, at the same step."""
        self.flush()
        self.end()
        self._controller.consultation.announce()
