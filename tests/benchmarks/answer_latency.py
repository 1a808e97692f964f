"""How long a page of questions takes to build, and an answer until all that follows from it is painted.

`python -m tests.benchmarks.answer_latency [COUNT|PACK]`: answers questions in the real window and prints
times in milliseconds and the memory of the process; without an argument, for 60, 200 and 500 made-up ones
and for each pack, each in a process of its own.
"""

import itertools
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
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
from consult_app.ui.main_window import MainWindow  # noqa: E402
from consult_app.ui.pages.questions_page import QuestionsPage  # noqa: E402
from consult_app.ui.widgets.choice_group import ChoiceButton, ChoiceGroup  # noqa: E402
from consult_app.workflow.screens.questions import questions_screen  # noqa: E402
from tests.helpers import rooms  # noqa: E402

_YES, _NO, _NOT_SURE = 0, 1, 2
_ANSWERS = (_NO, _NO, _YES, _NO, _NOT_SURE, _NO)
_ROUNDS = 3
_BUILD_AT_MOST_MS = {60: 250, 200: 400, 500: 900}


class _Room:
    """The window with the history of a treatment, answering as the real one does."""

    def __init__(self, app: QApplication, treatment: Treatment) -> None:
        self._talk = rooms.conversation(treatment)
        self._window = MainWindow()
        self._window.resize(1366, 768)
        self._window.show()
        app.processEvents()
        start = time.perf_counter()
        self.page = QuestionsPage(Step.HISTORY)
        self.page.answered.connect(self._answer)
        self.page.cleared.connect(self._clear)
        self._window.add_page(Step.HISTORY, self.page)
        self._show()
        app.processEvents()
        self.built_ms = (time.perf_counter() - start) * 1000

    def close(self) -> None:
        self._window.close()
        self._window.deleteLater()

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


def _measure(app: QApplication, treatment: Treatment) -> tuple[list[float], list[float], int]:
    """Answer down the page as in a consultation, mostly no, three times.

    Gives milliseconds a page and an answer, and the memory in MiB after the first page.
    """
    taken: list[float] = []
    built: list[float] = []
    memory = 0
    for start in range(_ROUNDS):
        room = _Room(app, treatment)
        built.append(room.built_ms)
        memory = memory or _memory_mib()
        answers = itertools.islice(itertools.cycle(_ANSWERS), start, None)
        taken += [
            _answer(app, room.page, group, next(answers))
            for group in room.page.findChildren(ChoiceGroup)
            if group.isVisible()
        ]
        room.close()
        app.processEvents()
    return built, taken, memory


def _answer(app: QApplication, page: QuestionsPage, group: ChoiceGroup, answer: int) -> float:
    """Click one answer of a question; give the milliseconds until everything is painted."""
    buttons = group.findChildren(ChoiceButton)
    button = buttons[min(answer, len(buttons) - 1)]
    page.ensureWidgetVisible(button)
    app.processEvents()
    start = time.perf_counter()
    _click(button)
    app.processEvents()
    return (time.perf_counter() - start) * 1000


def _memory_mib() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def _treatment(what: str) -> tuple[str, Treatment]:
    if what.isdigit():
        return f"{what} mixed questions", rooms.treatment(rooms.mixed_questions(int(what)))
    return what, Library(forms_folder()).treatment(what)


def main(what: str) -> None:
    """Measure and print."""
    app = QApplication([])
    theme.apply(app)
    name, treatment = _treatment(what)
    built, taken, memory = _measure(app, treatment)
    ordered = sorted(taken)
    p95 = ordered[int(len(ordered) * 0.95)]
    limit = _BUILD_AT_MOST_MS.get(int(what)) if what.isdigit() else None
    print(f"{name}:")
    print(
        f"  answer to painted  median {statistics.median(taken):.1f} ms, p95 {p95:.1f}, max {ordered[-1]:.1f}"
    )
    wanted = f"  (wanted: at most {limit})" if limit else ""
    print(f"  page built         first {built[0]:.0f} ms, median {statistics.median(built):.0f} ms{wanted}")
    print(f"  memory             {memory} MiB")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        print(
            "Answering, off-screen (wanted: median at most 4 ms, p95 at most 16; 130 MiB at 500):", flush=True
        )
        for each in ("60", "200", "500", *(pack.id for pack in Library(forms_folder()).packs())):
            subprocess.run([sys.executable, "-m", "tests.benchmarks.answer_latency", each], check=True)
