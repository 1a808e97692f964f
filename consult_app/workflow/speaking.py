"""The consultation in another language: which ones its pack can speak, and its words in one of them."""

from __future__ import annotations

from consult_app.domain.consultation import Draft
from consult_app.domain.treatment import Treatment
from consult_app.workflow.ports import Services, Vault


def languages(services: Services, vault: Vault, draft: Draft) -> tuple[str, ...]:
    """List the languages of the very pack that a consultation was begun with, its own first."""
    return services.library.languages(vault.bundle(draft.pack_digest))


def first_spoken(tags: tuple[str, ...], wished: str) -> str:
    """Give the language to begin in: the one that the practice wishes, where it is there; else the pack's."""
    return wished if wished in tags else tags[0]


def translated(services: Services, vault: Vault, draft: Draft, language: str) -> Treatment:
    """Give that pack in one of these languages."""
    return services.library.translated(vault.bundle(draft.pack_digest), language)


def patients_own(services: Services, vault: Vault, draft: Draft) -> Treatment | None:
    """Give that pack in the language that the patient reads, where it is another one and the pack has it."""
    if not draft.language or draft.language not in languages(services, vault, draft)[1:]:
        return None
    return translated(services, vault, draft, draft.language)
