"""The pages as they would be printed now, while the conversation still goes on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from consult_app.domain.consultation import Draft
from consult_app.domain.document import PLAIN, Sheet
from consult_app.domain.treatment import Treatment
from consult_app.errors import ConsultError
from consult_app.ui.jobs import Jobs
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.sealing import lay_draft
from consult_app.workflow.speaking import languages, patients_own

_SETTLE_MS = 300
"""Who only passes by has no pages laid out."""


_Spoken = tuple[tuple[str, ...], Treatment | None, ConsultError | None]
"""Which languages there are, the pack in the patient's, and why it is not there where it should be."""


class Previewing(QObject):
    """Lays a draft out for reading, once for each draft; nobody can sign what comes of it.

    It works aside: what is said meanwhile is kept at once.
    """

    laid = Signal(object)
    """Bytes of a PDF; empty where it could not be laid out."""
    spoken = Signal(object)
    """tuple[str, ...]: the languages that the pack can speak, its own first."""
    unspoken = Signal(object)
    """ConsultError, why the patient's language is not beside the practice's; None where nothing is wrong."""

    def __init__(self, services: Services, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._wanted: tuple[Conversation, Sheet] | None = None
        self._vault: Vault | None = None
        self._done: tuple[Draft, Sheet, bytes] | None = None
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settling.timeout.connect(self._start)

    def want(self, conversation: Conversation, sheet: Sheet = PLAIN, vault: Vault | None = None) -> None:
        """Ask for the pages of a conversation; those asked for before are not told any more.

        Which languages they can be in is read from the vault.
        """
        self._wanted, self._vault = (conversation, sheet), vault
        if self._done is not None and self._done[:2] == (conversation.draft, sheet):
            self.laid.emit(self._done[2])
        else:
            self._settling.start()

    def leave(self) -> None:
        """Want no pages any more."""
        self._settling.stop()
        self._wanted = self._vault = None

    def forget(self) -> None:
        """Keep nothing of this patient."""
        self.leave()
        self._done = None

    def _start(self) -> None:
        wanted, vault, services = self._wanted, self._vault, self._services
        if wanted is None:
            return
        if vault is None:
            self._lay(wanted, None)
            return
        draft = wanted[0].draft

        def read() -> _Spoken:
            tags = languages(services, vault, draft)
            try:
                return tags, patients_own(services, vault, draft), None
            except ConsultError as error:
                # A mistake in a translation: the form can still be read in the practice's own language.
                return tags, None, error

        # Whatever touches the vault does it where all do.
        self._jobs.run(read, partial(self._found, wanted), lambda _: self._tell(wanted, b""))

    def _found(self, wanted: tuple[Conversation, Sheet], found: _Spoken) -> None:
        if wanted is self._wanted:
            tags, own, error = found
            self.spoken.emit(tags)
            self.unspoken.emit(error)
            self._lay(wanted, own)

    def _lay(self, wanted: tuple[Conversation, Sheet], own: Treatment | None) -> None:
        self._jobs.aside.run(
            lambda: lay_draft(self._services, *wanted, own) if wanted is self._wanted else None,
            partial(self._tell, wanted),
            lambda _: self._tell(wanted, b""),
        )

    def _tell(self, asked: tuple[Conversation, Sheet], pdf: bytes | None) -> None:
        if asked is self._wanted and pdf is not None:
            conversation, sheet = asked
            self._done = (conversation.draft, sheet, pdf)
            self.laid.emit(pdf)
