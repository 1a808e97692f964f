"""Accounts of what happened in and after a session: never changed, only replaced by one that says why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from consult_app.domain.complication import Complication
from consult_app.domain.given import Given


@dataclass(frozen=True, slots=True)
class Account:
    """What somebody wrote down about a consultation: `at` (aware) and `by` (a user's id, or a name to show).

    `replaces` is the id of the account that it corrects, and `why` the reason for that.
    """

    id: str
    consultation: str
    at: datetime
    by: str
    told: Given | Complication
    replaces: str = ""
    why: str = ""

    @property
    def action(self) -> str:
        """What the log calls the writing of it."""
        kind = "given" if isinstance(self.told, Given) else "complication"
        return f"{kind} corrected" if self.replaces else kind


def standing(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """Leave out what was replaced."""
    every = tuple(accounts)
    replaced = {each.replaces for each in every}
    return tuple(each for each in every if each.id not in replaced)


def replaced_by(account: Account, accounts: Iterable[Account]) -> tuple[Account, ...]:
    """Give the accounts that one replaced, the newest first."""
    return tuple(_back(account, {each.id: each for each in accounts}))


def _back(account: Account, by_id: dict[str, Account]) -> Iterator[Account]:
    while account.replaces:
        account = by_id[account.replaces]
        yield account


def given_of(accounts: Iterable[Account], consultation: str) -> Account | None:
    """Give the account that stands of what was given in a consultation."""
    mine = (each for each in standing(accounts) if each.consultation == consultation)
    return next((each for each in mine if isinstance(each.told, Given)), None)
