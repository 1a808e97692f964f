"""How long a page of questions takes to build, and an answer until all that follows from it is painted.

`python -m tests.benchmarks.answer_latency [COUNT|PACK]`: answers questions in the program itself, with a
vault that keeps each answer as always, and prints milliseconds and the memory of the process; without an
argument, for 60, 200 and 500 made-up ones and for each pack, each in a process of its own.

An answer is painted when the events that it caused are done. Its turn is over when the event loop has nothing
left, which on a busy machine waits for the thread that keeps the answer. "Work" is what the thread that
paints worked until all was painted, which a busy machine changes less than the time by the clock.

Memory is that of the whole process as on an ordinary day: the vault was set up in another one. Beside it
stands what the same questions take without vault and room, and what comes to it before one is sealed.
"""

import itertools
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

_ROOT = Path(__file__).resolve().parents[2]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("FONTCONFIG_FILE", str(_ROOT / "resources/fonts/fonts.conf"))

from PySide6.QtCore import QEvent, QEventLoop, QPointF, Qt  # noqa: E402 - the platform must be set first
from PySide6.QtGui import QMouseEvent  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from consult_app.app import App  # noqa: E402
from consult_app.assets import forms_folder  # noqa: E402
from consult_app.content.library import Library  # noqa: E402
from consult_app.domain.consultation import Clinician, Patient, Practice, Sex  # noqa: E402
from consult_app.domain.questionnaire import Step  # noqa: E402
from consult_app.domain.treatment import Treatment  # noqa: E402
from consult_app.services import preload, preload_papers  # noqa: E402
from consult_app.ui import theme  # noqa: E402
from consult_app.ui.growing import Growing  # noqa: E402
from consult_app.ui.pages.questions_page import QuestionsPage  # noqa: E402
from consult_app.ui.room_pages import preload_pages  # noqa: E402
from consult_app.ui.widgets.choice_group import ChoiceButton, ChoiceGroup  # noqa: E402
from tests.helpers import rooms  # noqa: E402
from tests.helpers.fakes import FakeLibrary  # noqa: E402
from tests.helpers.window import PASSPHRASE, quick_services, until  # noqa: E402

_YES, _NO, _NOT_SURE = 0, 1, 2
_ANSWERS = (_NO, _NO, _YES, _NO, _NOT_SURE, _NO)
_ROUNDS = 3
_BUILD_AT_MOST_MS = {60: 250, 200: 400, 500: 900}


class _Answer(NamedTuple):
    """Milliseconds of an answer until it is painted, of work for that, and until its turn is over."""

    painted: float
    worked: float
    over: float


class _Consultation:
    """The program at the history of a treatment, where nothing was answered yet."""

    def __init__(self, qt: QApplication, app: App, treatment: Treatment) -> None:
        self._qt, self._app = qt, app
        self._controller = app.controller
        patient = Patient("p", "Maya", "Lindqvist", date(1984, 3, 12), Sex.FEMALE, "40213")
        entered: list[bool] = []
        self._controller.consultation.entered.connect(lambda: entered.append(True))
        self._controller.begin(patient, treatment.id, treatment.goals[0].id)
        until(lambda: bool(entered))
        before = _memory_mib()
        start, work = time.perf_counter(), time.thread_time()
        self._controller.consultation.go_to(Step.HISTORY)
        page = app.window.page(Step.HISTORY)
        assert isinstance(page, QuestionsPage)
        self._page = page
        while any(each.busy for each in page.findChildren(Growing)):
            qt.processEvents()
        qt.processEvents()
        self.built_ms = (time.perf_counter() - start) * 1000
        self.work_ms = (time.thread_time() - work) * 1000
        self.page_mib = _memory_mib() - before

    def answers(self, answers: Iterator[int]) -> Iterator[_Answer]:
        """Answer down the page."""
        for group in self._page.findChildren(ChoiceGroup):
            if group.isVisible():
                buttons = group.findChildren(ChoiceButton)
                yield self._click(buttons[min(next(answers), len(buttons) - 1)])

    def _click(self, button: QWidget) -> _Answer:
        self._page.ensureWidgetVisible(button)
        self._rest()
        start, work = time.perf_counter(), time.thread_time()
        _click(button)
        # Painting is one of the events that were posted; timers come after them.
        QApplication.sendPostedEvents()
        painted, worked = time.perf_counter(), time.thread_time()
        self._qt.processEvents()
        over = time.perf_counter()
        return _Answer((painted - start) * 1000, (worked - work) * 1000, (over - start) * 1000)

    def _rest(self) -> None:
        """Wait until all is kept and painted: a person takes longer to ask the next question."""
        loop = QEventLoop()
        self._controller.ask(lambda _services, _vault: None, lambda _: loop.quit())
        loop.exec()
        self._qt.processEvents()


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


@contextmanager
def _program(treatment: Treatment) -> Iterator[App]:
    """Open the program with real adapters, a vault of its own, and this treatment alone."""
    library = FakeLibrary()
    library.publish(treatment)
    with TemporaryDirectory(prefix="consult-bench-") as folder:
        bound = replace(quick_services(Path(folder) / "vault"), library=library)
        subprocess.run([sys.executable, "-m", "tests.benchmarks.answer_latency", "vault", folder], check=True)
        app = App(lambda: bound, founded=True)
        app.window.resize(1366, 768)
        app.window.show()
        app.start()
        listed: list[object] = []
        app.controller.desk.listed.connect(listed.append)
        app.controller.door.unlock(PASSPHRASE)
        until(lambda: bool(listed))
        yield app
        app.window.close()
        app.close()


@dataclass(slots=True)
class _Measured:
    """Milliseconds a page, milliseconds and work an answer; memory in MiB after the first page, and of it."""

    built: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    answers: list[_Answer] = field(default_factory=list)
    memory: int = 0
    page_mib: int = 0


def _measure(qt: QApplication, treatment: Treatment) -> _Measured:
    """Answer as in a consultation, mostly no, in three of them."""
    measured = _Measured()
    with _program(treatment) as app:
        for start in range(_ROUNDS):
            consultation = _Consultation(qt, app, treatment)
            measured.built.append(consultation.built_ms)
            measured.work.append(consultation.work_ms)
            if start == 0:
                measured.memory, measured.page_mib = _memory_mib(), consultation.page_mib
            answers = itertools.islice(itertools.cycle(_ANSWERS), start, None)
            measured.answers += consultation.answers(answers)
    return measured


def _memory_mib() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def _treatment(what: str) -> tuple[str, Treatment]:
    if what.isdigit():
        return f"{what} mixed questions", rooms.treatment(rooms.mixed_questions(int(what)))
    return what, Library(forms_folder()).treatment(what)


def _plain_loop_ms() -> float:
    """Measure 10,000 turns of a plain loop, the best of many: what this machine gives at this moment."""

    def once() -> float:
        start = time.thread_time()
        for _ in range(10_000):
            pass
        return (time.thread_time() - start) * 1000

    return min(once() for _ in range(50))


def _empty_window_mib() -> int:
    """Measure what Qt and Python take for a window with nothing in it."""
    alone = (
        "import os\nfrom PySide6.QtWidgets import QApplication, QMainWindow\n"
        "qt = QApplication([])\nwindow = QMainWindow()\nwindow.resize(1366, 768)\nwindow.show()\n"
        "qt.processEvents()\nprint(open('/proc/self/statm').read().split()[1])"
    )
    pages = subprocess.run([sys.executable, "-c", alone], check=True, capture_output=True, text=True).stdout
    return int(pages) * os.sysconf("SC_PAGE_SIZE") // 2**20


def _page_alone_mib(count: str) -> int:
    """Measure what the questions take without vault and room, as a prototype has them."""
    command = [sys.executable, "-m", "tests.benchmarks.page_alone", count]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _papers_mib() -> int:
    """Load what laying out, sealing and checking need; gives what that took."""
    before = _memory_mib()
    preload_papers()
    return _memory_mib() - before


def _make_vault(folder: str) -> None:
    practice, clinician = Practice("Bench"), Clinician("c", "Bench", "Physician")
    vault, _ = quick_services(Path(folder) / "vault").vaults.create(practice, clinician, PASSPHRASE)
    vault.note_recovery_key_kept()
    vault.close()


def _spread(times: Sequence[float]) -> str:
    ordered = sorted(times)
    p95 = ordered[int(len(ordered) * 0.95)]
    return f"median {statistics.median(times):.1f} ms, p95 {p95:.1f}, max {ordered[-1]:.1f}"


def main(what: str) -> None:
    """Measure and print."""
    qt = QApplication([])
    theme.apply(qt)
    preload()
    preload_pages()
    name, treatment = _treatment(what)
    measured = _measure(qt, treatment)
    built = measured.built
    limit = _BUILD_AT_MOST_MS.get(int(what)) if what.isdigit() else None
    wanted = f"  (wanted: at most {limit})" if limit else ""
    print(f"{name}:")
    painted, worked, over = zip(*measured.answers, strict=True)
    print(f"  answer to painted  {_spread(painted)}  (wanted: median at most 4, p95 at most 16)")
    print(
        f"  work of it         {_spread(worked)}, "
        f"median {statistics.median(worked) / _plain_loop_ms():.1f} plain loops of 10,000 turns"
    )
    print(f"  its turn over      {_spread(over)}")
    print(
        f"  page built         first {built[0]:.0f} ms, median {statistics.median(built):.0f} ms{wanted}, "
        f"work of it median {statistics.median(measured.work):.0f} ms"
    )
    print(
        f"  memory             {measured.memory} MiB the whole program with its vault unlocked, "
        f"{measured.page_mib} of it the page; {_papers_mib()} more once laying out and sealing are loaded"
    )
    alone = f", {_page_alone_mib(what)} the same questions without vault and room" if what.isdigit() else ""
    print(f"  beside it          {_empty_window_mib()} MiB an empty window of Qt{alone}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["vault"]:
        _make_vault(sys.argv[2])
    elif len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        print("Answering, off-screen (memory wanted: at most 130 MiB at 500):", flush=True)
        for each in ("60", "200", "500", *(pack.id for pack in Library(forms_folder()).packs())):
            subprocess.run([sys.executable, "-m", "tests.benchmarks.answer_latency", each], check=True)
