"""The form of a goal on paper, for where no screen is at hand."""

from __future__ import annotations

from consult_app.domain.compose import compose_blank, in_two_languages
from consult_app.domain.consultation import Practice
from consult_app.domain.document import Sheet
from consult_app.domain.treatment import Treatment
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
        document = in_two_languages(compose_blank(spoken, goal, practice, at, sheet), document)
    return services.render(document, treatment.labels, ())


def own_blank_form(services: Services, vault: Vault, pack: str, goal: str) -> bytes:
    """Lay out the form of a pack as it is today, on the practice's own paper."""
    practice, preferences = vault.practice(), vault.preferences()
    sheet = preferences.sheet(practice.jurisdiction, large=preferences.large_print)
    treatment, library = services.library.treatment(pack), services.library
    bundle, language = library.bundle(pack), preferences.language
    spoken = library.translated(bundle, language) if language in library.languages(bundle)[1:] else None
    return blank_form(services, treatment, goal, practice, sheet, spoken=spoken)
