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


def _tr(literal: str) -> str:
    return QCoreApplication.translate("roles", literal)
