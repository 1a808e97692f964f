"""Where papers leave the program: to a printer now or later, to a file, or locked to be sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from consult_app.domain.audit import Act
from consult_app.domain.paper import Deed, Handing, Paper
from consult_app.errors import ConsultError, PrintError, VaultError
from consult_app.ui.files import (
    ask_where_to_save,
    ask_where_to_save_record,
    is_for_programs,
    write_copy,
)
from consult_app.ui.print_desk import Errand, PrintDesk
from consult_app.ui.prints_left import Print
from consult_app.workflow import papers
from consult_app.workflow.recovery_sheet import recovery_sheet

if TYPE_CHECKING:
    from consult_app.domain.paper import Reason
    from consult_app.ui.controller import Controller
    from consult_app.ui.main_window import MainWindow
    from consult_app.ui.print_choice import PrintChoice
    from consult_app.ui.remembered import Memory
    from consult_app.workflow.consulting import Conversation
    from consult_app.workflow.papers import Taken
    from consult_app.workflow.ports import Services, Vault


class PaperDesk(QObject):
    """Takes the papers of the record that is open; each that leaves is logged, and each that waits."""

    opened = Signal(object)  # PrintSheet
    handed = Signal(object)  # tuple[Handed, ...] of the record that is open
    failed = Signal(object)  # ConsultError

    def __init__(
        self, window: MainWindow, controller: Controller, memory: Memory, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window, self._controller = window, controller
        self._printing = PrintDesk(window, controller.background.progress, memory, self)
        self._printing.opened.connect(self.opened)
        self._sent: dict[str, Print] = {}
        """Prints on their way."""
        self._owed: list[Print] = []
        """Prints that the log does not have yet, because the vault was locked when they came out."""
        controller.door.opened.connect(self._settle)

    def read(self) -> None:
        """Tell what was done with the papers so far, where a record is open."""
        if self._controller.consultation.conversation is None:
            return
        self._ask(lambda _services, vault, record: papers.read_handed(vault, record), self.handed.emit)

    def print(self, paper: Paper) -> None:
        """Print a paper as a person chooses; where there is no printer it waits for one.

        A second click asks for no second print.
        """
        if not self._printing.prints(self._about(paper)):
            self._take(paper, self._offer, _printing(paper))

    def print_again(self, about: str) -> None:
        """Ask again how a paper is to be printed, where the consultation is open that it belongs to."""
        record, _, paper = about.partition(" ")
        talk = self._controller.consultation.conversation
        if talk is not None and talk.draft.id == record:
            self.print(Paper(paper))

    def drop(self, paper: Paper) -> None:
        """Let a paper wait no more."""
        self._hand(Handing(Deed.DROPPED, paper))

    def give(self, paper: Paper) -> None:
        """Log that the patient has a paper."""
        self._ask(lambda _services, vault, record: papers.give(vault, record, paper), lambda _: self.read())

    def save(self, paper: Paper) -> None:
        """Save a copy where a person says."""
        self._take(paper, self._save)

    def share(self, _paper: Paper) -> None:
        """Save the signed document in a file that a passphrase opens."""
        from consult_app.ui.dialogs.share_sheet import ShareSheet

        sheet = ShareSheet(self._controller.door.strength, self._window)
        sheet.chosen.connect(self._enclose)
        sheet.open()

    def print_key(self, key: str) -> None:
        """Print the sheet with the recovery key."""

        # Unlike a document, the key is kept nowhere: whoever reads on must not believe that it is.
        def refused(_error: ConsultError) -> None:
            self.failed.emit(PrintError("key-not-printed"))

        def offer(pdf: bytes) -> None:
            def begin(choice: PrintChoice, _reason: Reason | None) -> None:
                self._printing.send(pdf, choice, lambda: None, refused)

            self._printing.offer(Errand(self.tr("Recovery key"), pdf, begin, refused))

        self._controller.ask(
            lambda services, vault: recovery_sheet(services, vault, key), offer, refused, once="key sheet"
        )

    def print_blank(self, pdf: bytes) -> None:
        """Print a form that is nobody's: without a line in the log, and it waits for no printer."""

        # Unlike a document, it does not wait.
        def refused(_error: PrintError) -> None:
            self.failed.emit(PrintError("form-not-printed"))

        def begin(choice: PrintChoice, _reason: Reason | None) -> None:
            self._printing.send(pdf, choice, lambda: None, refused)

        self._printing.offer(Errand(self.tr("Blank form"), pdf, begin, refused))

    def print_to_sign(self, pdf: bytes) -> None:
        """Print pages that are to be signed: the consultation itself waits for them, so no printer has to."""
        record = self._talk.draft.id
        if self._printing.prints(Print(record, None).about):
            return

        def refused(_error: PrintError) -> None:
            self.failed.emit(PrintError("pages-not-printed"))

        def begin(choice: PrintChoice, _reason: Reason | None) -> None:
            self._send(pdf, choice, Print(record, None), refused)

        self._printing.offer(Errand(self.tr("Document to be signed"), pdf, begin, refused))

    def follow(self, left: Iterable[Print]) -> None:
        """Take up what was on its way, or came out, before the process was replaced."""
        for each in left:
            if each.job:
                self._sent[each.about] = each
                # It waits in the log already, and the start page says so.
                self._printing.follow(each, partial(self._end, each), partial(self._lose, each))
            else:
                self._owed.append(each)

    def close(self) -> tuple[Print, ...]:
        """Let go at the end of the program; gives what the log does not have yet."""
        places = self._printing.close()
        on_their_way = (
            replace(self._sent[about], printer=printer, job=job)
            for about, (printer, job) in places.items()
            if about in self._sent
        )
        return (*self._owed, *on_their_way)

    def _offer(self, taken: Taken) -> None:
        paper = taken.paper
        self._printing.offer(
            Errand(
                self._title(paper),
                taken.pdf,
                partial(self._begin, taken),
                partial(self._keep_for_later, paper),
                partial(self._later, paper),
                taken.is_again,
                self._about(paper),
            )
        )

    def _take(self, paper: Paper, done: Callable[[Taken], None], once: str = "") -> None:
        treatment = self._talk.treatment
        self._ask(
            lambda services, vault, record: papers.take(services, vault, treatment, record, paper), done, once
        )

    def _name(self, paper: Paper) -> str:
        """Name a file after what it is, and after nobody."""
        sequel = self._talk.draft.sequel
        return sequel.kind.value if sequel is not None and paper is Paper.CONSENT else paper.value

    def _about(self, paper: Paper) -> str:
        """Say which paper of which consultation it is."""
        return Print(self._talk.draft.id, paper).about

    def _title(self, paper: Paper) -> str:
        return {
            Paper.CONSENT: self.tr("Signed document"),
            Paper.AFTERCARE: self.tr("Aftercare sheet"),
            Paper.SUMMARY: self.tr("Summary for the patient"),
            Paper.RECORD: self.tr("Clinician’s record"),
        }[paper]

    def _begin(self, taken: Taken, choice: PrintChoice, reason: Reason | None) -> None:
        """Have it wait first, so that whatever happens next it is not forgotten."""
        treatment, record = self._talk.treatment, self._talk.draft.id
        sent = Print(record, taken.paper, choice.copies, reason)

        def send(pdf: bytes) -> None:
            self.read()
            self._send(pdf, choice, sent, self.failed.emit)

        self._ask(
            lambda services, vault, record: papers.for_printer(services, vault, treatment, record, taken),
            send,
            _printing(taken.paper),
        )

    def _send(
        self, pdf: bytes, choice: PrintChoice, sent: Print, refused: Callable[[PrintError], object]
    ) -> None:
        def fail(error: PrintError) -> None:
            self._drop(sent)
            refused(error)

        self._sent[sent.about] = sent
        self._printing.send(pdf, choice, partial(self._end, sent), fail, sent.about)

    def _lose(self, sent: Print, _error: PrintError) -> None:
        self._drop(sent)

    def _drop(self, sent: Print) -> None:
        self._sent.pop(sent.about, None)

    def _end(self, sent: Print) -> None:
        self._drop(sent)
        self._owed.append(sent)
        self._settle()

    def _settle(self) -> None:
        """Have the log told what came out; somebody may have gone elsewhere, or locked, meanwhile."""
        owed = tuple(self._owed)

        def note(_services: Services, vault: Vault) -> None:
            for each in owed:
                if each.paper is None:
                    vault.note(Act.PRINTED_TO_SIGN, each.consultation)
                else:
                    papers.note_printed(vault, each.consultation, each.paper, each.copies, each.reason)

        if owed:
            try:
                self._controller.ask(note, lambda _: self.read())
                self._owed.clear()
            except VaultError:
                return

    def _later(self, paper: Paper) -> None:
        self._ask(lambda _services, vault, record: papers.want(vault, record, paper), lambda _: self.read())

    def _keep_for_later(self, paper: Paper, error: ConsultError) -> None:
        self._later(paper)
        self.failed.emit(error)

    def _save(self, taken: Taken) -> None:
        handing, name = Handing(Deed.SAVED, taken.paper), f"{self._name(taken.paper)}.pdf"
        if taken.paper is not Paper.CONSENT:
            self._write(taken.pdf, name, handing)
            return
        path = ask_where_to_save_record(self._window, name)
        if is_for_programs(path):
            treatment = self._talk.treatment
            self._ask(
                lambda services, vault, record: papers.for_programs(services, vault, treatment, record),
                lambda content: self._put(path, content, handing),
            )
        elif path:
            self._put(path, taken.pdf, handing)

    def _enclose(self, passphrase: str) -> None:
        treatment = self._talk.treatment
        self._ask(
            lambda services, vault, record: papers.enclose(services, vault, treatment, record, passphrase),
            lambda pdf: self._write(pdf, "document-locked.pdf", Handing(Deed.ENCLOSED, Paper.CONSENT)),
        )

    def _write(self, pdf: bytes, name: str, handing: Handing) -> None:
        """Write where a person says; the log gets who and when, never where: a path can name a patient."""
        path = ask_where_to_save(self._window, name)
        if path:
            self._put(path, pdf, handing)

    def _put(self, path: str, content: bytes, handing: Handing) -> None:
        try:
            write_copy(path, content)
        except ConsultError as error:
            self.failed.emit(error)
        else:
            self._hand(handing)

    def _hand(self, handing: Handing) -> None:
        self._ask(lambda _services, vault, record: vault.hand(record, handing), lambda _: self.read())

    def _ask(
        self, work: Callable[[Services, Vault, str], object], done: Callable[..., None], once: str = ""
    ) -> None:
        record = self._talk.draft.id
        self._controller.ask(lambda services, vault: work(services, vault, record), done, once=once)

    @property
    def _talk(self) -> Conversation:
        return self._controller.consultation.talk


def _printing(paper: Paper) -> str:
    """Name what is under way while a paper is made ready to be printed."""
    return f"printing {paper.value}"
