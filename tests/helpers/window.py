"""The real window with real adapters, in a folder of its own, for tests, pictures and benchmarks."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer

from consult_app.app import App
from consult_app.assets import resource
from consult_app.content.samples import read_sample
from consult_app.domain.consultation import Way
from consult_app.domain.ink import Ink
from consult_app.domain.sample import Sample
from consult_app.services import services
from consult_app.store.cost import Cost
from consult_app.store.place import Place
from consult_app.ui.controller import Controller
from consult_app.workflow.ports import Services
from consult_app.workflow.screens.rail import PATH

_TICK_MS = 10
FAST = Cost(64, 1, 1)
PASSPHRASE = "seven quiet otters paint lanterns"


def quick_services(folder: Path, now: Callable[[], datetime] | None = None, cost: Cost = FAST) -> Services:
    """Bind the real adapters, with passphrases that are cheap to check and, if given, another clock.

    The program itself believes no vault that costs less than LEAST.
    """
    bound = services(folder)
    place = Place(folder, cost=cost) if now is None else Place(folder, cost=cost, now=now)
    return replace(bound, vaults=place, now=now or bound.now)


def sample_of(bound: Services) -> Sample:
    """Read the sample consultation that ships with the program."""
    file = resource("samples/consultation.yaml")
    return read_sample(file.read_text(encoding="utf-8"), str(file), bound.library.treatment("mesotherapy"))


def until(said: Callable[[], bool], seconds: float = 60) -> None:
    """Let events happen until something is so; TimeoutError where it does not come.

    It looks after each event and not only at times: thousands of tests wait for what comes in a millisecond.
    """
    if said():
        return
    end = time.monotonic() + seconds
    # What no event tells of is looked for now and then.
    tick = QTimer(interval=_TICK_MS)
    tick.start()
    while not said():
        if time.monotonic() > end:
            raise TimeoutError
        # A loop that really waits: one that asks on and on keeps the worker from running.
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    # What came along with it is shown and laid out a turn later.
    QCoreApplication.processEvents()


def listen(controller: Controller, heard: dict[str, tuple[object, ...]]) -> None:
    """Write down what the controller and its parts announce last, by name."""
    parts: dict[QObject, str] = {
        controller: "locked checked failed",
        controller.door: "founded key_awaited",
        controller.desk: "listed finding_patient",
        controller.consultation: "changed kept",
        controller.signing: "pages_laid sealed",
    }
    for part, names in parts.items():
        for name in names.split():
            getattr(part, name).connect(lambda *said, name=name: heard.__setitem__(name, said))


class Walk:
    """Leads the real window through the sample consultation, one act at a time."""

    def __init__(self, bound: Services) -> None:
        self.app = App(lambda: bound, bound.vaults.exists())
        self.sample = sample_of(bound)
        self.controller = self.app.controller
        self.seen: dict[str, tuple[object, ...]] = {}
        listen(self.controller, self.seen)

    def act(self, act: Callable[[], object], announces: str) -> tuple[object, ...]:
        """Do something and wait for what it announces; gives what was said."""
        self.seen.pop(announces, None)
        act()
        until(lambda: announces in self.seen or "failed" in self.seen)
        if "failed" in self.seen:
            raise AssertionError(self.seen["failed"])
        return self.seen[announces]

    def found(self) -> str:
        """Go through the first run; gives the recovery key."""
        self.app.start()
        sample = self.sample
        [key] = self.act(
            lambda: self.controller.door.found(sample.practice, sample.clinician, PASSPHRASE), "founded"
        )
        self.app._leave_recovery_key()
        return str(key)

    def begin(self) -> None:
        """Begin the sample's consultation."""
        sample = self.sample
        self.act(lambda: self.controller.begin(sample.patient, sample.pack, sample.goal), "changed")

    def answer_all(self) -> None:
        """Say everything that the sample says."""
        controller, sample = self.controller, self.sample
        controller.said.answer("areas", sample.areas)
        for question, value in sample.answers.items():
            controller.said.answer(question, value)
        controller.said.mix(sample.mixture)
        for option, talk in sample.options.items():
            controller.said.decide(option, talk)
        for risk, weighed in sample.risks.items():
            controller.said.weigh(risk, weighed)
        controller.said.exchange(sample.exchanges)
        for step in PATH[:-1]:
            controller.consultation.go_to(step)
        for rule, reason in sample.overrides:
            controller.said.override(rule, reason)

    def review(self) -> None:
        """Have the document laid out."""
        self.act(self.controller.signing.review, "pages_laid")

    def sign(self, ink: Ink) -> None:
        """Sign as whoever signs next, having made sure whose document it is."""
        self.controller.signing.read_back(True)
        self.act(lambda: self.controller.signing.sign(Way.DRAWN, ink, ""), "pages_laid")

    def seal(self) -> tuple[object, ...]:
        """Seal; gives record, bytes and proof."""
        return self.act(lambda: self.controller.signing.seal(PASSPHRASE), "sealed")

    def close(self) -> None:
        """Close the window as at the end of the program."""
        self.app.close()
        self.app.window.close()
        self.app.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
