"""Who may do what; what is not listed here, every user may."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from consult_app.domain.consultation import Draft
from consult_app.domain.users import User, UserRole
from consult_app.errors import RightError


class Right(Enum):
    """What not everybody may do."""

    OVERRIDE = "override"
    SIGN = "sign"
    PRACTICE = "practice"
    STAFF = "staff"
    TREAT = "treat"
    """Write down what was given."""
    GRADE = "grade"
    """Say how grave a complication was."""
    EXPORT = "export"
    """Save a list of patients, or all about one of them, outside the vault."""
    READ = "read"
    """See and begin consultations: patients, what was said, papers."""
    LOG = "log"
    """Read the log of the vault; whoever may not READ sees no patient's name in it."""
    EMERGENCY = "emergency"
    """Read about one patient all the same, for a written reason that the leads are shown."""
    APPROVE = "approve"
    """Stand behind the words of a treatment's content."""
    OVERSEE = "oversee"
    """Be shown what was read in an emergency, and acknowledge it."""
    DESTROY = "destroy"
    """Hold records, propose that they are destroyed, or carry out what somebody else proposed."""
    BRING = "bring"
    """Bring patients in from another program's file."""
    MERGE = "merge"
    """Say that two patients are one person, or that they are two after all."""


RIGHTS: Mapping[UserRole, frozenset[Right]] = {
    UserRole.LEAD: frozenset(Right) - {Right.EMERGENCY},
    UserRole.CLINICIAN: frozenset(
        {
            Right.OVERRIDE,
            Right.SIGN,
            Right.PRACTICE,
            Right.TREAT,
            Right.GRADE,
            Right.EXPORT,
            Right.READ,
            Right.DESTROY,
            Right.BRING,
            Right.MERGE,
        }
    ),
    UserRole.ASSISTANT: frozenset({Right.READ}),
    UserRole.ADMINISTRATOR: frozenset({Right.PRACTICE, Right.STAFF, Right.LOG, Right.EMERGENCY}),
}

_REFUSALS = {
    Right.STAFF: "not-in-charge",
    Right.LOG: "not-in-charge",
    Right.READ: "not-a-reader",
    Right.OVERSEE: "not-a-lead",
    Right.APPROVE: "not-a-lead",
}
_SENTENCES = {
    "not-in-charge": "This is for a clinical lead or an administrator.",
    "not-a-reader": "An administrator does not see patients or consultations.",
    "not-a-lead": "This is for a clinical lead.",
    "not-a-clinician": "This is for a clinician.",
}


def may(user: User, right: Right) -> bool:
    """Whether a user may do something."""
    return right in RIGHTS[user.role]


def demand(user: User, right: Right) -> None:
    """Refuse what a user may not do; RightError with a code of `_REFUSALS`, or "not-a-clinician"."""
    if not may(user, right):
        code = _REFUSALS.get(right, "not-a-clinician")
        raise RightError(code, _SENTENCES[code])


def demand_signer(user: User, draft: Draft) -> None:
    """Refuse to sign for somebody else: whoever is named in the document; RightError "another-clinician"."""
    demand(user, Right.SIGN)
    name = draft.clinician.name
    if not _treats(user, draft):
        raise RightError("another-clinician", f"{name} is named in this document and has to sign it.")


def taken_over(user: User, draft: Draft) -> Draft:
    """Make whoever freezes a draft for signing its treating clinician; RightError for an assistant."""
    demand(user, Right.SIGN)
    return draft if _treats(user, draft) else draft.treated_by(user.clinician)


def _treats(user: User, draft: Draft) -> bool:
    # Before users had ids, a name was all that told clinicians apart.
    treating = draft.clinician
    return user.id == treating.id if treating.id else user.clinician.name == treating.name
