"""Who may be shown anything about patients: asked again by the vault itself, below all use cases."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from consult_app.domain.users import UserRole
from consult_app.errors import RightError

P = ParamSpec("P")
T = TypeVar("T")


class Kept(Protocol):
    """A vault that knows whether whoever unlocked it may be shown anything about patients."""

    def demand_reading(self, *, in_emergency: bool) -> None:
        """Refuse whoever may not; what can be read `in_emergency` is open for as long as there is one."""


V = TypeVar("V", bound=Kept)


def of_patients(method: Callable[Concatenate[V, P], T]) -> Callable[Concatenate[V, P], T]:
    """Refuse what shows or changes anything about a patient to whoever only administers."""

    @wraps(method)
    def asked(self: V, /, *given: P.args, **named: P.kwargs) -> T:
        self.demand_reading(in_emergency=False)
        return method(self, *given, **named)

    return asked


def of_patients_in_emergency(method: Callable[Concatenate[V, P], T]) -> Callable[Concatenate[V, P], T]:
    """Refuse likewise what shows a patient, except while somebody reads in an emergency."""

    @wraps(method)
    def asked(self: V, /, *given: P.args, **named: P.kwargs) -> T:
        self.demand_reading(in_emergency=True)
        return method(self, *given, **named)

    return asked


def demand_reader(role: UserRole) -> None:
    """Refuse a role that comes without patients; RightError "not-a-reader".

    The data key opens all pages for every user: this keeps the program, not whoever takes it apart.
    """
    if not role.reads:
        raise RightError(
            "not-a-reader",
            "An administrator does not see patients or consultations.",
            "A clinician or an assistant can open them.",
        )
