"""What a vault file goes through on a bad disk: bits that flip, pages that come back in each other's place.

After each damage the vault is used as a whole: opened, everything in it read, its log walked, a backup made,
every page checked. Whatever is read has to be what was written, or be refused.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from consult_app.domain.consultation import Draft
from consult_app.errors import VaultError
from consult_app.store.backups import opened
from consult_app.store.examining import keys_of
from consult_app.store.place import Place
from consult_app.store.site import VAULT
from consult_app.store.vault import LocalVault
from tests.helpers.answering import FAST
from tests.helpers.consultations import (
    AFTERCARE,
    CLINICIAN,
    PASSPHRASE,
    PRACTICE,
    consented,
    draft,
    reviewed,
    sealed,
    signed_once,
)

PAGE = 4096
_DRAFTS = 20
_CIPHER_HEAD = 16
"""The salt, of which a copy stands in the key file."""


@dataclass(slots=True)
class Damaged:
    """By what each damage was found first, how many were not, and how often something else was read."""

    pages: int = 0
    found: Counter[str] = field(default_factory=Counter)
    unfound: int = 0
    wrong: int = 0

    @property
    def whole(self) -> bool:
        """Whether all of it was found, and nothing wrong was read."""
        return not (self.unfound or self.wrong)


def flips(count: int, folder: Path) -> Damaged:
    """Flip one bit, anywhere, again and again."""
    chance = random.Random(11)  # noqa: S311 - the same bits each time

    def damages(whole: bytes) -> Iterator[bytes]:
        for _ in range(count):
            at = chance.randrange(len(whole))
            yield whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :]

    return _endure(folder, damages)


def swaps(count: int, folder: Path) -> Damaged:
    """Put two pages in each other's place, again and again."""
    chance = random.Random(12)  # noqa: S311 - the same pages each time

    def damages(whole: bytes) -> Iterator[bytes]:
        pages = [whole[at : at + PAGE] for at in range(0, len(whole), PAGE)]
        for _ in range(count):
            one, other = chance.sample(range(len(pages)), 2)
            swapped = list(pages)
            swapped[one], swapped[other] = pages[other], pages[one]
            yield b"".join(swapped)

    return _endure(folder, damages)


def _endure(folder: Path, damages: Callable[[bytes], Iterator[bytes]]) -> Damaged:
    place = Place(folder / "vault", FAST)
    pdf = _fill(place)
    whole, keys = (place.folder / VAULT).read_bytes(), (place.folder / "keys.json").read_bytes()
    outcome = Damaged(len(whole) // PAGE)
    for number, content in enumerate(damages(whole)):
        for side in ("-wal", "-shm"):
            (place.folder / f"{VAULT}{side}").unlink(missing_ok=True)
        (place.folder / VAULT).write_bytes(content)
        (place.folder / "keys.json").write_bytes(keys)
        first = _first(place, pdf, folder / f"backups-{number}", outcome)
        outcome.found[first] += bool(first)
        outcome.unfound += not first
    return outcome


def _fill(place: Place) -> bytes:
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    pdf = b"%PDF-1.7 sealed " + random.Random(7).randbytes(60_000)  # noqa: S311 - nothing here is secret
    state = consented(signed_once(reviewed()))
    vault.begin(state.draft, "bundle" * 5000)
    vault.keep(state, "sign")
    vault.keep_signing_key(b"key", "secret", "f1")
    vault.signing_key(PASSPHRASE)
    vault.store(sealed(state, pdf), pdf, AFTERCARE)
    for number in range(_DRAFTS):
        vault.begin(_draft(number), "bundle" * 5000)
    vault.close()
    return pdf


def _draft(number: int) -> Draft:
    return draft(f"i-{number + 2}", f"words of {number} " * 300)


def _first(place: Place, pdf: bytes, target: Path, outcome: Damaged) -> str:
    """Say by what the damage was found first; nothing where it was not."""
    # Every page is looked at before anything is written, which could put a page right again.
    try:
        opened(place.folder, keys_of(place, PASSPHRASE, CLINICIAN.id))
        everywhere = ""
    except VaultError:
        everywhere = "every page checked"
    try:
        vault = place.unlock(PASSPHRASE, CLINICIAN.id)
    except VaultError:
        return "opening"
    try:
        return _used(vault, pdf, target, outcome) or everywhere
    finally:
        vault.close()


def _used(vault: LocalVault, pdf: bytes, target: Path, outcome: Damaged) -> str:
    target.mkdir()
    uses: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("use", lambda: vault.pdf("i-1") == pdf and vault.aftercare("i-1") == AFTERCARE),
        ("use", lambda: vault.bundle(draft().pack_digest) == "bundle" * 5000),
        ("use", lambda: all(vault.open(f"i-{at + 2}") == _draft(at) for at in range(_DRAFTS))),
        ("use", lambda: len(vault.consultations()) == _DRAFTS + 1 and vault.count_patients("mül") == 1),
    )
    for name, use in uses:
        try:
            outcome.wrong += not use()
        except VaultError:
            return name
    for name, use in (
        ("the check of the log", lambda: vault.check_log().sound),
        ("the next backup", lambda: vault.backing_up(str(target)).run().sound),
    ):
        try:
            if not use():
                return name
        except VaultError:
            return name
    return ""
