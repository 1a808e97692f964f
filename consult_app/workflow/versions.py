"""A consultation that two rooms said otherwise at once: which of the two is in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consult_app.domain.consultation import Draft
    from consult_app.domain.rooms import Version
    from consult_app.workflow.ports import Vault


def version_of(vault: Vault, draft: Draft) -> Version | None:
    """Tell where, when and by whom this one was said; nothing where it is the only one."""
    lines = vault.consultations((draft.patient.id,))
    return next((each.version for each in lines if each.id == draft.id), None)
