"""How often each user's passphrase was tried in vain, and how long to wait before the next try."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from consult_app.domain.users import LONGEST_WAIT_S, wait_after
from consult_app.errors import VaultError
from consult_app.store import files, key_files
from consult_app.store.outside import note_failed
from consult_app.store.parsing import parse
from consult_app.store.site import TRIES, Site

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_STRANGERS = 100
"""So many names are counted for that no user has, the newest: guessing names must not fill the disk."""
_FORGOTTEN_AFTER = timedelta(days=1)
"""So long after a wait all is as if nothing had been tried: waiting for that gives fewer tries, not more."""


class _Failed(msgspec.Struct, frozen=True):
    count: int
    until: datetime


class Tries:
    """The waits of all users, kept over a restart.

    This keeps a curious colleague off. Whoever can write in the folder can delete the file, and whoever has
    taken the folder away is kept off by the cost of the passphrase alone.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._path, self._now = site.folder / TRIES, site.now

    @contextmanager
    def counting(self, user_id: str) -> Iterator[None]:
        """Have a try wait for its time, and count whether it was right."""
        self.demand(user_id)
        try:
            yield
        except VaultError as error:
            if error.code == "passphrase-wrong":
                self.failed(user_id)
            raise
        self.succeeded(user_id)

    def demand(self, user_id: str) -> None:
        """Refuse a try before its time; "too-many-tries" with the seconds that are left."""
        failed = self._read().get(user_id)
        if failed is None:
            return
        # A clock that was put back must not lock anybody out for longer than the longest wait.
        left = min((failed.until - self._now()).total_seconds(), LONGEST_WAIT_S)
        if left > 0:
            seconds = max(1, round(left))
            raise VaultError(
                "too-many-tries",
                "Several tries in a row were wrong.",
                f"Wait {seconds} {'second' if seconds == 1 else 'seconds'}, then try again.",
            )

    def failed(self, user_id: str) -> None:
        """Note a wrong passphrase, for the log too: each wait is twice the last."""
        note_failed(self._site, user_id)
        known = self._read()
        count = known[user_id].count + 1 if user_id in known else 1
        until = self._now() + timedelta(seconds=wait_after(count))
        self._write(self._lasting(known | {user_id: _Failed(count, until)}))

    def succeeded(self, user_id: str) -> None:
        """Forget the wrong ones before."""
        known = self._read()
        if known.pop(user_id, None) is not None:
            self._write(known)

    def _lasting(self, known: dict[str, _Failed]) -> dict[str, _Failed]:
        """Leave out what counts no more."""
        users = {each.id for each in key_files.users(self._site.folder)}
        since = self._now() - _FORGOTTEN_AFTER
        lasting = {name: failed for name, failed in known.items() if failed.until > since}
        strangers = sorted(
            (name for name in lasting if name not in users), key=lambda name: lasting[name].until
        )
        for name in strangers[:-MOST_STRANGERS]:
            del lasting[name]
        return lasting

    def _read(self) -> dict[str, _Failed]:
        try:
            return parse(files.content(self._path), dict[str, _Failed])
        except (msgspec.DecodeError, VaultError):
            return {}

    def _write(self, known: dict[str, _Failed]) -> None:
        # Where it cannot be kept, a right passphrase must still open the vault.
        with suppress(VaultError):
            files.write(self._path, msgspec.json.encode(known))
