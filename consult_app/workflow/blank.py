"""The form of a goal on paper, for where no screen is at hand."""

from __future__ import annotations

from consult_app.domain.compose import compose_blank
from consult_app.domain.consultation import Practice
from consult_app.domain.document import Sheet
from consult_app.domain.treatment import Treatment
from consult_app.workflow.ports import Services, Vault


def blank_form(
    services: Services, treatment: Treatment, goal: str, practice: Practice, sheet: Sheet
) -> bytes:
    """Lay out the form with nothing answered; KeyError for a goal that there is not."""
    document = compose_blank(treatment, goal, practice, services.now(), sheet)
    return services.render(document, treatment.labels, ())


def own_blank_form(services: Services, vault: Vault, pack: str, goal: str) -> bytes:
    """Lay out the form of a pack as it is today, on the practice's own paper."""
    practice, preferences = vault.practice(), vault.preferences()
    sheet = preferences.sheet(practice.jurisdiction, large=preferences.large_print)
    return blank_form(services, services.library.treatment(pack), goal, practice, sheet)
