"""From the review to the sealed record."""

from __future__ import annotations

from PySide6.QtCore import Signal

from consult_app.domain.consultation import Consented, OnPaper, Reviewed, Sealed, State, Unsealed, Voided, Way
from consult_app.domain.ink import Ink
from consult_app.domain.proof import Proof
from consult_app.domain.questionnaire import Step
from consult_app.errors import (
    ALREADY_SEALED,
    CALLED_OTHERWISE,
    PIN_AGAIN,
    PIN_NEEDED,
    ConsultError,
    RightError,
)
from consult_app.ui.progress import Work
from consult_app.ui.room_part import RoomPart
from consult_app.workflow.checking import check
from consult_app.workflow.ending import void
from consult_app.workflow.merging import demand_called
from consult_app.workflow.practice import sheet
from consult_app.workflow.rights import taken_over
from consult_app.workflow.sealing import preview, review, seal, sign
from consult_app.workflow.sequels import on_the_day, with_newest_file
from consult_app.workflow.speaking import patients_own


class SigningDesk(RoomPart):
    """Freezes what was said, takes the signatures, seals, and reads back what was stored."""

    pages_laid = Signal(object)  # bytes of the PDF under review
    sealed = Signal(object, object, object)  # Sealed, bytes of the PDF, Proof
    pin_wanted = Signal(object, object)  # ConsultError that says why, and what goes on with the PIN

    def show(self) -> None:
        """Show the pages of a consultation that was left while they were signed, or after."""
        state = self._consultation.state
        if isinstance(state, Sealed):
            self._show_sealed(state)
        else:
            self._lay_pages()

    def show_again(self, record: str) -> None:
        """Show a sealed record anew whose file was added to, where it is the one on screen."""
        state = self._consultation.state if self._consultation.conversation is not None else None
        if isinstance(state, Sealed) and state.draft.id == record:
            self._show_sealed(state)

    def review(self) -> None:
        """Freeze what was said in the document to be signed, by whoever unlocked."""
        vault = self._door.vault
        try:
            mine = taken_over(vault.staff.me, self._consultation.draft)
        except RightError as error:
            self.failed.emit(error)
            return
        if mine != self._consultation.draft:
            self._consultation.keep(mine, "taken over")
        if (today := on_the_day(mine, self._services.now().date())) != mine:
            self._consultation.keep(today, "dated")
            self._consultation.announce()
        talk = self._consultation.talk

        def work() -> tuple[Reviewed, bytes]:
            demand_called(vault, talk.draft.patient)
            return review(
                self._services,
                talk,
                sheet(vault, talk.draft),
                patients_own(self._services, vault, talk.draft),
                str(vault.anchor()),
                keeps_ink=bool(vault.preferences().ink_certificate),
            )

        def refused(error: ConsultError) -> None:
            if error.code == CALLED_OTHERWISE and self._consultation.draft.patient != talk.draft.patient:
                # It was corrected here, a moment ago.
                self.review()
            else:
                self._background.failed.emit(error)

        self._background.run(work, self._reviewed, refused, name=Work.LAYING_OUT)

    def reopen(self) -> None:
        """Go back to the conversation; possible until the first signature."""
        state = self._consultation.state
        if isinstance(state, Reviewed):
            self._consultation.keep(state.reopening(), "reopened")
            self._consultation.announce()

    def read_back(self, read: bool) -> None:  # noqa: FBT001 - what a signal gives
        """Note that name and birth date were read back, so that it is this patient's document; or not yet."""
        state = self._consultation.state
        if isinstance(state, Reviewed) and not state.signatures:
            act = "right patient" if read else "right patient taken back"
            self._consultation.keep(state.reading_back(self._services.now() if read else None), act)

    def draw(self, ink: Ink | None) -> None:
        """Keep what the next signer has drawn so far: it is no signature until they sign."""
        state = self._consultation.state
        if isinstance(state, Reviewed):
            self._consultation.keep(state.drawing(ink), "drawn")

    def sign(self, way: Way, ink: Ink | None, note: str) -> None:
        """Add the next signature."""
        state = self._consultation.state
        if not isinstance(state, Reviewed):
            return
        try:
            vault = self._door.vault
            certificate = vault.preferences().ink_certificate
            signed = sign(self._services, state, way, ink, note, by=vault.staff.me, certificate=certificate)
        except ConsultError as error:
            self.failed.emit(error)
            return
        self._consultation.keep(signed, "signed")
        self._consultation.announce()
        self._lay_pages()

    def end(self, reason: str) -> None:
        """End the consultation before it is complete, for a reason, as it stands on disk."""
        state, services, vault = self._consultation.state, self._services, self._door.vault
        if self._consultation.behind:
            self._consultation.catch_up(lambda: self.end(reason))
        elif isinstance(state, Unsealed):
            self._background.run(lambda: void(services, vault, state, reason), self._ended)

    def seal(self, passphrase: str, pin: str = "") -> None:
        """Seal, verify and store the record, with the key of whoever unlocked and types this again.

        A PIN is asked for where it turns out to be needed, once the passphrase was found to be right.
        """
        state, vault = self._consultation.state, self._door.vault
        treatment, services = self._consultation.talk.treatment, self._services
        if self._consultation.behind:
            self._consultation.catch_up(lambda: self.seal(passphrase, pin))
        elif isinstance(state, Consented):
            self._background.run(
                lambda: seal(services, vault, treatment, state, passphrase, pin=pin),
                self._sealed,
                lambda error: self._not_sealed(error, passphrase),
                name=Work.SEALING,
            )

    def _not_sealed(self, error: ConsultError, passphrase: str) -> None:
        if error.code in {PIN_NEEDED, *PIN_AGAIN}:
            self.pin_wanted.emit(error, lambda pin: self.seal(passphrase, pin))
        elif error.code == ALREADY_SEALED:
            # It was stored the last time, and something failed only after that.
            self._show_stored(error)
        else:
            self._background.failed.emit(error)

    def _show_stored(self, error: ConsultError) -> None:
        record, vault = self._consultation.draft.id, self._door.vault

        def stored(state: State) -> None:
            if isinstance(state, Sealed):
                self._sealed(state)
            else:
                self._background.failed.emit(error)

        self._background.run(lambda: vault.open(record), stored)

    def _reviewed(self, both: tuple[Reviewed, bytes]) -> None:
        reviewed, pdf = both
        if reviewed.draft != self._consultation.state:
            # Something was said while the pages were laid out: what is shown must be what is signed.
            self.review()
            return
        self._consultation.keep(reviewed, "reviewed")
        self._consultation.show(Step.SIGN)
        self.pages_laid.emit(pdf)

    def _lay_pages(self) -> None:
        state, treatment = self._consultation.state, self._consultation.talk.treatment
        if isinstance(state, Reviewed | OnPaper | Consented | Voided):
            services, again = self._services, Work.LAYING_OUT_AGAIN
            self._background.run(
                lambda: preview(services, treatment, state), self.pages_laid.emit, name=again
            )

    def _ended(self, ended: Voided) -> None:
        self._consultation.state = ended
        self._consultation.show(Step.SIGN)
        self._lay_pages()

    def _sealed(self, record: Sealed) -> None:
        self._consultation.state = record
        self._consultation.show(Step.DONE)
        self._show_sealed(record)

    def _show_sealed(self, record: Sealed) -> None:
        vault, services = self._door.vault, self._services

        def read() -> tuple[Sealed, bytes, Proof]:
            pdf = vault.pdf(record.draft.id)
            proof = check(services, pdf, vault)
            return with_newest_file(vault, record), pdf, proof

        self._background.run(read, lambda seen: self.sealed.emit(*seen), name=Work.CHECKING_RECORD)
