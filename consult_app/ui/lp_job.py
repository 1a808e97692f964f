"""Printing where CUPS is: the file itself is handed over, and followed until it is on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from threading import Thread

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, QTimer, Signal

from consult_app.domain.document import PaperSize
from consult_app.errors import PrintError
from consult_app.ui.cups import JobState, job_state
from consult_app.ui.print_choice import PrintChoice
from consult_app.ui.print_job import PrintJob

_LOOK_MS, _LEAVING_MS = 250, 3000
PATIENCE_S = 60
"""How long a printer may do nothing before the document is taken back."""

_Heard = Callable[[str], None]

_MEDIA = {PaperSize.A4: "iso_a4_210x297mm", PaperSize.LETTER: "na_letter_8.5x11in"}
_HUNDREDTHS_MM = {PaperSize.A4: (21000, 29700), PaperSize.LETTER: (21590, 27940)}
_NUMBER = re.compile(r"\S+-\d+")


class LpJob(PrintJob):
    """Hands the bytes to `lp` on standard input, so no copy lies on the disk; then asks how far it is."""

    _told = Signal(object)  # JobState

    def __init__(
        self, pdf: bytes, choice: PrintChoice, parent: QObject | None = None, patience_s: float | None = None
    ) -> None:
        super().__init__(parent)
        self._pdf, self._choice = pdf, choice
        self._number = ""
        self._ended = False
        self._looks_left = round((patience_s or PATIENCE_S) * 1000 / _LOOK_MS)
        self._looking = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._looking.timeout.connect(self._look)
        self._asking: Thread | None = None
        self._silence = QTimer(self, singleShot=True, interval=round((patience_s or PATIENCE_S) * 1000))
        self._silence.timeout.connect(self._give_up)
        self._told.connect(self._judge)
        self._heard: _Heard = self._hand_over
        self._program = QProcess(self)
        surroundings = QProcessEnvironment.systemEnvironment()
        # What is read is never shown, so it may be in the one language that is known.
        surroundings.insert("LC_ALL", "C")
        self._program.setProcessEnvironment(surroundings)
        self._program.finished.connect(self._hear)
        self._program.errorOccurred.connect(self._fail)

    def start(self) -> None:
        """Hand the bytes over; a printing system that does not take them is not waited for any longer."""
        self._silence.start()
        self._ask(command(self._choice), self._hand_over, self._pdf)

    def follow(self, number: str) -> None:
        """Go on with what was handed over before, by the number that it was given."""
        self._number = number
        self._look()

    def cancel(self) -> None:
        """Take the document back from the printing system, once that has said what it was asked last."""
        self._end()
        if not self.busy:
            self._take_back()

    @property
    def busy(self) -> bool:
        """Whether the printing system is being told something."""
        return self._program.state() is not QProcess.ProcessState.NotRunning

    def leave(self) -> str:
        """Wait until what is being asked is answered; what was handed over is printed all the same."""
        self._end()
        self._program.blockSignals(True)
        self._program.waitForFinished(_LEAVING_MS)
        if self._asking is not None:
            self._asking.join(_LEAVING_MS / 1000)
        number = _NUMBER.search(self._said()) if not self._number else None
        return number[0] if number else self._number

    def _hand_over(self, said: str) -> None:
        number = _NUMBER.search(said)
        if number is None:
            self._fail()
            return
        self._number = number[0]
        self._silence.stop()
        self._look()

    def _look(self) -> None:
        self._asking = Thread(
            target=self._ask_state, args=(int(self._number.rpartition("-")[2]),), daemon=True
        )
        self._asking.start()

    def _ask_state(self, number: int) -> None:
        state = job_state(self._choice.printer, number)
        # The program may have ended while nobody answered.
        with suppress(RuntimeError):
            self._told.emit(state)

    def _judge(self, state: JobState) -> None:
        """Go on until it is on paper; a printer that does nothing for long loses the document."""
        if self._ended:
            return
        if state is JobState.PRINTED:
            self._end()
            self.printed.emit()
        elif state is JobState.GIVEN_UP:
            self._fail()
        else:
            self._wait(working=state is JobState.PRINTING)

    def _wait(self, *, working: bool) -> None:
        self._looks_left -= 0 if working else 1
        if self._looks_left > 0:
            self._looking.start()
        else:
            self._fail()
            self._take_back()

    def _ask(self, words: list[str], heard: _Heard, given: bytes = b"") -> None:
        """Run a program of the printing system."""
        self._heard = heard
        self._program.start(words[0], words[1:])
        self._program.write(given)
        self._program.closeWriteChannel()

    def _hear(self, code: int) -> None:
        """Go on with the answer; what was cancelled meanwhile is taken back as soon as it has a number."""
        said = self._said()
        if self._ended:
            number = _NUMBER.search(said) if not self._number else None
            self._number = number[0] if number else self._number
            self._take_back()
        elif code:
            self._fail()
        else:
            self._heard(said)

    def _give_up(self) -> None:
        """End the program that waits; a number that it was given all the same is heard, and taken back."""
        self._fail()
        self._program.kill()

    def _said(self) -> str:
        return bytes(self._program.readAllStandardOutput().data()).decode(errors="replace")

    def _take_back(self) -> None:
        number, self._number = self._number, ""
        if number:
            self._ask(["cancel", number], lambda _said: None)

    def _fail(self, _what: object = None) -> None:
        """Say so once. What `lp` says may quote its arguments; it tells nobody more than this."""
        if not self._ended:
            self._end()
            self.failed.emit(PrintError("print-failed", "The printing system did not print the document."))

    def _end(self) -> None:
        self._ended = True
        self._looking.stop()
        self._silence.stop()
        self._pdf = b""


def command(choice: PrintChoice) -> list[str]:
    """Give the command that prints what comes on standard input."""
    # A document's title would be a job name that everybody on the network can read.
    words = ["lp", "-t", QCoreApplication.applicationName(), "-d", choice.printer, "-n", str(choice.copies)]
    if choice.pages:
        words += ["-P", choice.pages]
    scaling = "none" if choice.own_paper else "fit"
    for option in (
        f"sides={choice.sides.value}",
        _media(choice),
        f"print-scaling={scaling}",
        *(("print-color-mode=monochrome",) if choice.grey else ()),
    ):
        words += ["-o", option]
    return words


def _media(choice: PrintChoice) -> str:
    """Say what paper; a tray goes with its size, as IPP has it: CUPS passes it on to any driver then."""
    if not choice.tray:
        return f"media={_MEDIA[choice.paper]}"
    across, down = _HUNDREDTHS_MM[choice.paper]
    return f"media-col={{media-size={{x-dimension={across} y-dimension={down}}} media-source={choice.tray}}}"
