"""The papers of a sealed record on their way out, and never without a line in the log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from consult_app.domain.compose import compose_record, compose_summary
from consult_app.domain.consultation import Sealed
from consult_app.domain.document import Document
from consult_app.domain.paper import Deed, Handed, Handing, Paper, Reason, prints, waiting
from consult_app.domain.treatment import Treatment
from consult_app.domain.wording import Words
from consult_app.workflow.accounts import with_names
from consult_app.workflow.cooling_off import days_for, first_day
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, demand
from consult_app.workflow.sequels import sealed_of, withdrawn_on
from consult_app.workflow.speaking import patients_own
from consult_app.workflow.taken_back import taken_back


@dataclass(frozen=True, slots=True)
class Taken:
    """A paper as it is stored, and how many sheets of it were printed before."""

    paper: Paper
    pdf: bytes
    printed: int

    @property
    def is_again(self) -> bool:
        """Whether the next print is a copy and needs a reason."""
        return self.paper.is_original and self.printed > 0


def take(services: Services, vault: Vault, treatment: Treatment, consultation: str, paper: Paper) -> Taken:
    """Read a paper, or make one that follows from the record and so is the same whenever it is made."""
    demand(vault.staff.me, Right.READ)
    pdf = _stored_or_made(services, vault, treatment, consultation, paper)
    return Taken(paper, pdf, prints(_handings(vault, consultation), paper))


def _stored_or_made(
    services: Services, vault: Vault, treatment: Treatment, consultation: str, paper: Paper
) -> bytes:
    match paper:
        case Paper.CONSENT:
            return vault.pdf(consultation)
        case Paper.AFTERCARE:
            return vault.aftercare(consultation)
        case Paper.SUMMARY:
            spoken = patients_own(services, vault, _sealed(vault, consultation).draft) or treatment
            document = summary(vault, spoken, consultation)
            return services.render(document, spoken.labels, ())
        case Paper.RECORD:  # pragma: no branch - no other kind exists
            document = whole_record(vault, treatment, consultation, services.now())
            return services.render(document, treatment.labels, ())


def summary(vault: Vault, treatment: Treatment, consultation: str) -> Document:
    """Sum a sealed record up on a page for the patient."""
    record = _sealed(vault, consultation)
    days = days_for(vault.preferences(), record.draft.treatment)
    treat_from = first_day(record.at, days) if days else None
    document = record.document
    composed = compose_summary(
        treatment,
        record.draft,
        document.composed_at,
        treat_from,
        document.sheet,
        withdrawn=withdrawn_on(vault.sequels(consultation)),
        taken_back=taken_back(vault, consultation),
    )
    return replace(composed, anchor=document.anchor)


def whole_record(vault: Vault, treatment: Treatment, consultation: str, at: datetime) -> Document:
    """Compose the clinician's record, with all that the log has up to now."""
    name_of = vault.staff.name_of
    acts = (
        replace(each, at=each.at.astimezone(at.tzinfo), who=name_of(each.who) or each.who)
        for each in vault.acts(consultation)
    )
    sealed = _sealed(vault, consultation)
    every = with_names(vault, sealed.draft.patient.id, at.tzinfo)
    told = tuple(each for each in every if each.consultation == consultation)
    followed = sealed_of(vault.sequels(consultation))
    record = compose_record(treatment, sealed, acts, at, followed, told=told)
    return replace(record, anchor=str(vault.anchor()))


def _sealed(vault: Vault, consultation: str) -> Sealed:
    state = vault.open(consultation)
    assert isinstance(state, Sealed)  # noqa: S101 - only what is sealed has papers
    return state


def read_handed(vault: Vault, consultation: str) -> tuple[Handed, ...]:
    """List what was done with the papers of a record, oldest first, with the names of who did it."""
    name_of = vault.staff.name_of
    return tuple(replace(each, who=name_of(each.who) or each.who) for each in vault.handed(consultation))


def give(vault: Vault, consultation: str, paper: Paper) -> None:
    """Log that a paper was handed to the patient."""
    vault.hand(consultation, Handing(Deed.GIVEN, paper))


def want(vault: Vault, consultation: str, paper: Paper) -> None:
    """Have a paper wait until it is printed; once is enough."""
    if paper not in waiting(_handings(vault, consultation)):
        vault.hand(consultation, Handing(Deed.WANTED, paper))


def for_printer(
    services: Services, vault: Vault, treatment: Treatment, consultation: str, taken: Taken
) -> bytes:
    """Give what goes to the printer: the stored bytes, or pages that say they are a copy.

    From here on it waits to be printed: whatever happens to program or printer, it is not forgotten.
    """
    want(vault, consultation, taken.paper)
    if not taken.is_again:
        return taken.pdf
    words = Words(treatment.labels)
    return services.mark_copy(taken.pdf, words("paper.copy", time=words.time(services.now())))


def note_printed(vault: Vault, consultation: str, paper: Paper, copies: int, reason: Reason | None) -> None:
    """Log that a paper is printed."""
    vault.hand(consultation, Handing(Deed.PRINTED, paper, copies, reason))


def enclose(
    services: Services, vault: Vault, treatment: Treatment, consultation: str, passphrase: str
) -> bytes:
    """Put the signed document, as it is, into an encrypted PDF that says how to open it."""
    words = Words(treatment.labels)
    said = tuple(words(f"envelope.{each}") for each in ("title", "lead", "open", "none", "keep"))
    return services.enclose(vault.pdf(consultation), said, passphrase)


def for_programs(services: Services, vault: Vault, treatment: Treatment, consultation: str) -> bytes:
    """Tell other programs of a sealed record, from its newest file; RecordError."""
    demand(vault.staff.me, Right.READ)
    return services.for_programs(vault.pdf(consultation), treatment)


def _handings(vault: Vault, consultation: str) -> tuple[Handing, ...]:
    return tuple(each.handing for each in vault.handed(consultation))
