"""What a practice decides once: who it is, how its documents look, how the program behaves."""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.domain.consultation import Clinician, Practice
from consult_app.domain.preferences import Preferences
from consult_app.domain.proof import SigningKey
from consult_app.domain.users import User
from consult_app.workflow.packs import course_of, under_law
from consult_app.workflow.ports import Library, Services, Vault
from consult_app.workflow.practice import correct, jurisdictions
from consult_app.workflow.rights import Right, demand, may
from consult_app.workflow.safety import UNKNOWN, Safety, read_safety
from consult_app.workflow.staffing import uncertified
from consult_app.workflow.timing import NO_TIMES, Times, read_times


@dataclass(frozen=True, slots=True)
class Settings:
    """What is decided, and what there is: laws and languages of the packs, the key, sample consultations."""

    practice: Practice
    me: User
    users: tuple[User, ...]
    preferences: Preferences
    key: SigningKey | None
    jurisdictions: tuple[str, ...]
    languages: tuple[str, ...]
    samples: int
    treatments: tuple[tuple[str, str], ...] = ()
    """What a treatment is called in the practice's rules, and on screen."""
    safety: Safety = UNKNOWN
    tied: bool = False
    """Whether one's own passphrase opens the vault on this machine only."""
    uncertified: tuple[User, ...] = ()
    """Who signs with a key that the practice did not certify; for those who could have it done."""
    times: Times = NO_TIMES
    server: str = ""
    """Which server holds what all rooms share; none where the vault is this machine's alone."""
    unencrypted: bool = False
    """Whether somebody decided that the way there need not be encrypted."""


def read_settings(services: Services, vault: Vault) -> Settings:
    """Read all of it; raises VaultError and ContentError."""
    server = vault.practice_server
    return Settings(
        vault.practice(),
        vault.staff.me,
        vault.staff.everybody(),
        vault.preferences(),
        vault.newest_key(),
        jurisdictions(services.library),
        _languages(services.library),
        vault.count_samples() if may(vault.staff.me, Right.READ) else 0,
        tuple(
            (course_of(each.id), each.name)
            for each in under_law(services.library.packs(), vault.practice().jurisdiction)
        ),
        read_safety(vault, services.now()),
        vault.staff.tied,
        uncertified(vault) if may(vault.staff.me, Right.STAFF) else (),
        read_times(vault),
        server.where if server else "",
        unencrypted=server is not None and server.unencrypted,
    )


def _languages(library: Library) -> tuple[str, ...]:
    """List every language that some pack can speak."""
    spoken = (library.languages(each.id) for each in library.packs())
    return tuple(sorted({tag for tags in spoken for tag in tags}))


def keep_settings(
    services: Services, vault: Vault, practice: Practice, clinician: Clinician, preferences: Preferences
) -> None:
    """Keep what was decided, for all that is begun or reviewed from now on."""
    if preferences != vault.preferences():
        demand(vault.staff.me, Right.PRACTICE)
        vault.keep_preferences(preferences)
    correct(services, vault, practice, clinician)
