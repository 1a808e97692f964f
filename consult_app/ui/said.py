"""What is said in the room: each act of a page as the next draft."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

from consult_app.domain.condition import Value, chosen
from consult_app.domain.consultation import Draft, Exchange, OptionTalk, Origin, Patient, Portion, RiskTalk
from consult_app.domain.readiness import own_options
from consult_app.domain.screening import AREAS
from consult_app.domain.sequel import Sequel
from consult_app.domain.signers import Signers
from consult_app.errors import ConsultError
from consult_app.ui.room_part import RoomPart
from consult_app.workflow.consulting import keep_patient, override
from consult_app.workflow.speaking import speaking_as


class Said(RoomPart):
    """Turns what a person did on a page into what the consultation says from then on."""

    _correcting: Patient | None = None
    """Details that were typed, while it is found out whether they can be printed."""

    def answer(self, question: str, value: Value, origin: Origin | None = None) -> None:
        """Record an answer; `origin` where the clinician in this room did not give it."""
        if question == AREAS:
            self._say(self._draft.treating(chosen(value), origin), "areas")
        else:
            self._say(self._draft.answering(question, value, origin), f"answered {question}")

    def confirm(self, questions: tuple[str, ...]) -> None:
        """Let answers of last time stand, having asked again."""
        draft = reduce(Draft.confirming, questions, self._draft)
        self._say(draft, f"confirmed {' '.join(questions)}")

    def clear(self, question: str) -> None:
        """Take an answer back."""
        if question == AREAS:
            self._say(self._draft.treating(()), "areas")
        else:
            self._say(self._draft.clearing(question), f"cleared {question}")

    def override(self, rule: str, reason: str) -> None:
        """Answer a finding in the name of whoever unlocked."""
        me = self._door.vault.staff.me
        try:
            answered = override(self._services, self._consultation.talk, rule, reason, me)
        except ConsultError as error:
            self.failed.emit(error)
            return
        self._say(answered, f"override {rule}")

    def write_reason(self, rule: str, words: str) -> None:
        """Keep how far a reason for going on is written."""
        self._say(self._draft.writing_reason(rule, words), f"reason begun {rule}")

    def withdraw_override(self, rule: str) -> None:
        """Take the answer to a finding back."""
        self._say(self._draft.withdrawing_override(rule), f"override withdrawn {rule}")

    def decide(self, option: str, talk: OptionTalk) -> None:
        """Record what was decided about an option."""
        along = own_options(self._consultation.talk.treatment, self._draft)
        self._say(self._draft.deciding(option, talk, along), f"option {option}")

    def undecide(self, option: str) -> None:
        """Take the decision about an option back."""
        self._say(self._draft.undeciding(option), f"option {option} open again")

    def mix(self, mixture: tuple[Portion, ...]) -> None:
        """Record the mixture."""
        self._say(self._draft.mixing(mixture), "mixture")

    def weigh(self, risk: str, talk: RiskTalk) -> None:
        """Record how a risk was talked through."""
        self._say(self._draft.weighing(risk, talk), f"risk {risk}")

    def add_risks(self, own_risks: tuple[str, ...]) -> None:
        """Record the risks added by hand."""
        self._say(self._draft.adding_risks(own_risks), "own risks")

    def exchange(self, exchanges: tuple[Exchange, ...]) -> None:
        """Record what the patient asked."""
        self._say(self._draft.exchanging(exchanges), "exchanges")

    def add(self, sequel: Sequel) -> None:
        """Record what is said in a document that follows a sealed record."""
        self._say(self._draft.adding(sequel), f"written {sequel.kind.value}")

    def print_large(self, large: bool) -> None:  # noqa: FBT001 - what a signal gives
        """Have this patient's documents set in large print, or as usual."""
        self._say(self._draft.printing(large=large), f"large print {'on' if large else 'off'}")

    def name_signers(self, signers: Signers) -> None:
        """Record who signs beside or instead of the patient."""
        self._say(self._draft.naming_signers(signers), "signers")

    def speak(self, language: str) -> None:
        """Have this patient's documents in a language of the pack too; its own is none beside itself."""
        vault, draft = self._door.vault, self._draft

        def kept(spoken: Draft) -> None:
            said = self._draft.speaking(spoken.language, spoken.translation)
            self._say(said, f"documents in {language}")

        # What the patient reads is kept before anything names it.
        self._background.run(
            lambda: speaking_as(self._services, vault, draft, language), kept, self.failed.emit
        )

    def correct(self, patient: Patient) -> None:
        """Correct the patient's details, once it is known that they can be printed."""
        vault, kept = self._door.vault, replace(patient, id=self._draft.patient.id)
        self._correcting = kept

        def looked_at() -> None:
            if self._correcting is kept:
                self._correcting = None

        def corrected(_: object) -> None:
            looked_at()
            self._say(self._draft.correcting(kept), "corrected patient")

        def refused(error: ConsultError) -> None:
            looked_at()
            self.failed.emit(error)

        self._background.run(lambda: keep_patient(self._services, vault, kept), corrected, refused)

    def settle(self) -> None:
        """Say a correction that is still being looked at: whoever leaves now does not wait for it.

        What cannot be printed is refused again when the pages are laid out.
        """
        correcting, self._correcting = self._correcting, None
        if correcting is not None and isinstance(self._consultation.state, Draft):
            self._consultation.say(self._draft.correcting(correcting), "corrected patient", announce=False)

    @property
    def _draft(self) -> Draft:
        return self._consultation.draft

    def _say(self, draft: Draft, action: str) -> None:
        self._consultation.say(draft, action)
