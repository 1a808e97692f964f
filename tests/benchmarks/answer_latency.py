"""How long it takes from a click on an answer until everything that follows from it is painted.

Run as `python tests/benchmarks/answer_latency.py`: it answers questions in the real window and prints
median and 95th percentile in milliseconds, for 45 made-up questions and for each shipped pack.
"""

import itertools
import os
import statistics
import sys
import time
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("FONTCONFIG_FILE", str(_ROOT / "resources/fonts/fonts.conf"))

from PySide6.QtCore import QEvent, QPointF, Qt  # noqa: E402 - the platform must be set first
from PySide6.QtGui import QMouseEvent  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from consult_app.assets import forms_folder  # noqa: E402
from consult_app.content.library import Library  # noqa: E402
from consult_app.domain.condition import Value  # noqa: E402
from consult_app.domain.questionnaire import Step  # noqa: E402
from consult_app.domain.treatment import Treatment  # noqa: E402
from consult_app.ui import theme  # noqa: E402
from consult_app.ui.growing import Growing  # noqa: E402
from consult_app.ui.main_window import MainWindow  # noqa: E402
from consult_app.ui.pages.questions_page import QuestionsPage  # noqa: E402
from consult_app.ui.widgets.choice_group import ChoiceButton  # noqa: E402
from consult_app.ui.widgets.segments import Segments  # noqa: E402
from consult_app.workflow.screens.questions import questions_screen  # noqa: E402
from tests.helpers import rooms  # noqa: E402

_YES, _NO, _NOT_SURE = 0, 1, 2
_ANSWERS = (_NO, _NO, _YES, _NO, _NOT_SURE, _NO)
_ROUNDS = 3


class _Room:
    """The window with the history of a treatment, answering as the real one does."""

    def __init__(self, treatment: Treatment) -> None:
        self._talk = rooms.conversation(treatment)
        self._window = MainWindow()
        self._window.resize(1366, 768)
        self.page = QuestionsPage(Step.HISTORY)
        self.page.answered.connect(self._answer)
        self.page.cleared.connect(self._clear)
        self._window.add_page(Step.HISTORY, self.page)
        self._show()
        self._window.show()

    def close(self) -> None:
        self._window.close()

    def _answer(self, question: str, value: Value) -> None:
        self._talk = self._talk.going_on(self._talk.draft.answering(question, value))
        self._show()

    def _clear(self, question: str) -> None:
        self._talk = self._talk.going_on(self._talk.draft.clearing(question))
        self._show()

    def _show(self) -> None:
        self.page.display(questions_screen(self._talk, Step.HISTORY))
        self._window.show_room(rooms.room(self._talk))


def _click(button: QWidget) -> None:
    centre = QPointF(button.rect().center())
    for kind, pressed in (
        (QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        event = QMouseEvent(
            kind,
            centre,
            QPointF(button.mapToGlobal(centre.toPoint())),
            Qt.MouseButton.LeftButton,
            pressed,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(button, event)


def _measure(app: QApplication, treatment: Treatment) -> list[float]:
    """Answer down the page as in a consultation, mostly no, three times; give milliseconds an answer."""
    taken: list[float] = []
    for start in range(_ROUNDS):
        room = _Room(treatment)
        app.processEvents()
        while any(each.busy for each in room.page.findChildren(Growing)):
            app.processEvents()
        answers = itertools.islice(itertools.cycle(_ANSWERS), start, None)
        taken += [
            _answer(app, room.page, group, next(answers))
            for group in room.page.findChildren(Segments)
            if group.isVisible()
        ]
        room.close()
    return taken


def _answer(app: QApplication, page: QuestionsPage, group: Segments, answer: int) -> float:
    """Click one answer of a question; give the milliseconds until everything is painted."""
    buttons = group.findChildren(ChoiceButton)
    button = buttons[min(answer, len(buttons) - 1)]
    page.ensureWidgetVisible(button)
    app.processEvents()
    start = time.perf_counter()
    _click(button)
    app.processEvents()
    return (time.perf_counter() - start) * 1000


def _report(name: str, taken: list[float]) -> None:
    ordered = sorted(taken)
    p95 = ordered[int(len(ordered) * 0.95)]
    print(f"{name}: median {statistics.median(taken):.1f} ms, p95 {p95:.1f} ms, max {ordered[-1]:.1f} ms")


def main() -> None:
    """Measure and print."""
    app = QApplication([])
    theme.apply(app)
    _report("45 made-up questions", _measure(app, rooms.treatment(rooms.yes_no_questions(45))))
    library = Library(forms_folder())
    for pack in library.packs():
        _report(pack.id, _measure(app, library.treatment(pack.id)))


if __name__ == "__main__":
    main()
