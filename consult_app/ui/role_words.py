"""What somebody may do, in words."""

from PySide6.QtCore import QCoreApplication

from consult_app.domain.users import UserRole


def role_name(role: UserRole) -> str:
    """Name a role."""
    return {
        UserRole.LEAD: _tr("Clinical lead"),
        UserRole.CLINICIAN: _tr("Clinician"),
        UserRole.ASSISTANT: _tr("Assistant"),
        UserRole.ADMINISTRATOR: _tr("Administrator"),
    }[role]


def role_meaning(role: UserRole) -> str:
    """Say what somebody in a role may do."""
    return {
        UserRole.LEAD: _tr("Clinical lead: treats and signs, and decides who may unlock"),
        UserRole.CLINICIAN: _tr("Clinician: treats, overrides findings and signs"),
        UserRole.ASSISTANT: _tr("Assistant: prepares everything, overrides and signs nothing"),
        UserRole.ADMINISTRATOR: _tr("Administrator: users, backups, settings and log; sees no patients"),
    }[role]


def certifying_words(name: str = "") -> str:
    """Say what the recovery key is asked for when somebody gets a key to sign with."""
    words = _tr(
        "With the recovery key the practice certifies the key that {0} signs with, so that others can trust "
        "the seals. Without it, that can be done later in the settings."
    )
    return words.format(name or _tr("this person"))


def _tr(literal: str) -> str:
    return QCoreApplication.translate("roles", literal)
