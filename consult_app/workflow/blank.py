"""The form of a goal on paper, for where no screen is at hand."""

from __future__ import annotations

from consult_app.domain.compose import compose_blank, in_two_languages
from consult_app.domain.consultation import Practice
from consult_app.domain.document import Sheet
from consult_app.domain.treatment import Treatment, in_language
from consult_app.workflow.ports import Services, Vault


def blank_form(  # noqa: PLR0913 - what is laid out, and how
    services: Services,
    treatment: Treatment,
    goal: str,
    practice: Practice,
    sheet: Sheet,
    *,
    spoken: Treatment | None = None,
) -> bytes:
    """Lay out the form with nothing answered; KeyError for a goal that there is not.

    `spoken` is the treatment in the language of the practice's patients, which then stands beside its own.
    """
    at = services.now()
    document = compose_blank(treatment, goal, practice, at, sheet)
    if spoken is not None:
        theirs = compose_blank(spoken, goal, practice, at, sheet)
        document = in_two_languages(theirs, document, spoken)
    return services.render(document, treatment.labels, ())


def own_blank_form(services: Services, vault: Vault, pack: str, goal: str) -> bytes:
    """Lay out the form of a pack as it is today, on the practice's own paper."""
    practice, preferences = vault.practice(), vault.preferences()
    sheet = preferences.sheet(practice.jurisdiction, large=preferences.large_print)
    treatment, library = services.library.treatment(pack), services.library
    language = preferences.language
    there = language in library.languages(pack)[1:]
    spoken = library.treatment(in_language(pack, language)) if there else None
    if spoken is not None and practice.approved_only and spoken.unapproved(services.now().date()):
        spoken = None
    return blank_form(services, treatment, goal, practice, sheet, spoken=spoken)
