"""The sheet with the recovery key, laid out like the practice's other papers. It lies in no file here."""

from __future__ import annotations

from consult_app.domain.compose import compose_recovery_sheet
from consult_app.domain.recovery import RecoveryKey, vault_mark
from consult_app.domain.treatment import Treatment, in_language
from consult_app.errors import VaultError
from consult_app.workflow.ports import Library, Services, Vault


def recovery_sheet(services: Services, vault: Vault, key: str) -> bytes:
    """Lay it out on the practice's paper, in the language that it speaks where packs do, too.

    VaultError "pack-missing" where there is no pack to have words of, and ContentError.
    """
    practice, preferences = vault.practice(), vault.preferences()
    treatment = _words(services.library, preferences.language)
    sheet = preferences.sheet(practice.jurisdiction, large=False)
    made = RecoveryKey(key, vault_mark(vault.staff.store), services.now())
    document = compose_recovery_sheet(treatment, made, practice, sheet)
    return services.render(document, treatment.labels, ())


def _words(library: Library, language: str) -> Treatment:
    """Give a pack in a language, or in its own: any has the words that all share."""
    packs = library.packs()
    if not packs:
        raise VaultError("pack-missing")
    spoken = next((each.id for each in packs if language in library.languages(each.id)[1:]), "")
    return library.treatment(in_language(spoken, language) if spoken else packs[0].id)
