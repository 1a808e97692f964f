"""The consultation in another language: which ones its pack can speak, and its words in one of them.

A translation is kept with its digest like the pack itself, once somebody chose it; the words that a patient
read stay what they were, whatever is translated anew.
"""

from __future__ import annotations

from datetime import date

from consult_app.domain.consultation import Draft
from consult_app.domain.treatment import Treatment, in_language
from consult_app.errors import ContentError
from consult_app.workflow.ports import Services, Vault


def languages(services: Services, vault: Vault, draft: Draft) -> tuple[str, ...]:
    """List the languages of the very pack that a consultation was begun with, its own first.

    Where that is no longer today's, only the one that was chosen is left. Where the practice works with
    approved content only, a translation that nobody approved is not there.
    """
    own = services.library.restore(vault.bundle(draft.pack_digest))
    chosen = (draft.language,) if draft.translation else ()
    today = _today(services, vault, draft, own) if _is_todays(services, draft) else ()
    return (own.language, *dict.fromkeys((*today, *chosen)))


def _today(services: Services, vault: Vault, draft: Draft, own: Treatment) -> tuple[str, ...]:
    there = (each for each in services.library.languages(draft.treatment) if each != own.language)
    if not vault.practice().approved_only:
        return tuple(there)
    return tuple(each for each in there if _approved(services, draft, each, draft.day))


def _is_todays(services: Services, draft: Draft) -> bool:
    try:
        return services.library.treatment(draft.treatment).digest == draft.pack_digest
    except ContentError:
        return False


def _approved(services: Services, draft: Draft, language: str, on: date) -> bool:
    try:
        return not services.library.treatment(in_language(draft.treatment, language)).unapproved(on)
    except ContentError:
        return False


def first_spoken(tags: tuple[str, ...], wished: str) -> str:
    """Give the language to begin in: the one that the practice wishes, where it is there; else the pack's."""
    return wished if wished in tags else tags[0]


def translated(services: Services, vault: Vault, draft: Draft, language: str) -> Treatment:
    """Give that pack in one of these languages."""
    if draft.translation and language == draft.language:
        return services.library.restore(vault.bundle(draft.translation))
    own = services.library.restore(vault.bundle(draft.pack_digest))
    if language == own.language:
        return own
    return services.library.treatment(in_language(draft.treatment, language))


def keep_translation(services: Services, vault: Vault, draft: Draft, language: str) -> str:
    """Keep that pack in one of these languages, for ever; gives its digest, nothing for its own language."""
    if language not in languages(services, vault, draft)[1:]:
        return ""
    if draft.translation and language == draft.language:
        return draft.translation
    named = in_language(draft.treatment, language)
    treatment = services.library.treatment(named)
    vault.keep_pack(treatment.digest, services.library.bundle(named))
    return treatment.digest


def speaking_as(services: Services, vault: Vault, draft: Draft, language: str) -> Draft:
    """Have a draft's documents in a language, where its pack has it; else in the pack's own alone."""
    translation = keep_translation(services, vault, draft, language) if language else ""
    return draft.speaking(language if translation else "", translation)


def patients_own(services: Services, vault: Vault, draft: Draft) -> Treatment | None:
    """Give that pack in the language that the patient reads, where it is another one."""
    if not draft.translation:
        return None
    return translated(services, vault, draft, draft.language)
