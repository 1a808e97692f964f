# ruff: noqa: T201  printing is how it reports
"""A program of its own that answers on and on, printing each revision kept, to be killed or starved."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from consult_app.domain.consultation import Draft
from consult_app.errors import VaultError
from consult_app.store import opening
from consult_app.store.cost import Cost
from consult_app.store.place import Place
from consult_app.store.rescue import rescue
from tests.helpers.consultations import (
    PASSPHRASE,
    PATIENT,
    consented,
    draft,
    reviewed,
    sealed,
    signed_once,
)

if TYPE_CHECKING:
    from consult_app.store.vault import LocalVault

FAST = Cost(64, 1, 1)
CANARY = "Zwitscherkanarienvogel"
LIMIT = 400_000
NOBODY = 65534


def answered(before: Draft) -> Draft:
    """Give the next revision; what it says follows from its number."""
    return before.answering("q-text", f"{CANARY} {before.revision + 1} " * 40)


def fill(vault: LocalVault) -> None:
    """Put the canary into every field of an open and of a sealed consultation."""
    state = consented(signed_once(reviewed("i-sealed", CANARY), CANARY))
    vault.begin(state.draft, CANARY)
    vault.keep(state, "sign")
    vault.store(sealed(state, CANARY.encode()), CANARY.encode(), CANARY.encode())
    # The patient of both, from here on.
    person = replace(PATIENT, given_name=CANARY, family_name=CANARY, record_number=CANARY)
    vault.begin(draft("i-open", CANARY, patient=person), CANARY)
    vault.keep_signing_key(b"encrypted elsewhere", CANARY, "f1")


def answer(vault: LocalVault) -> None:
    """Answer until killed."""
    state = vault.open("i-1")
    for _ in count():
        assert isinstance(state, Draft)
        state = answered(state)
        vault.keep(state, "answer")
        print(state.revision, flush=True)


def starve(vault: LocalVault) -> None:
    """Answer until the disk takes no more; make room; go on. Prints the failure between the revisions."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, hard))
    state = draft()
    try:
        while True:
            following = answered(state)
            vault.keep(following, "answer")
            state = following
    except VaultError as error:
        print(state.revision, error.code)
    assert vault.open("i-1") == state
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    vault.keep(answered(state), "answer")
    print(state.revision + 1)


def look(folder: Path) -> None:
    """Unlock as somebody who may read the folder but not write in it; print the failure.

    Then bring out what is in it, and print how many consultations came, or why none did.
    """
    place = Place(folder, FAST)
    # Everything has to be imported before: nobody may not read where the libraries lie.
    opening.recognises(place, PASSPHRASE, "")
    if os.getuid() == 0:
        os.setuid(NOBODY)
    try:
        opening.unlock(place, PASSPHRASE, "")
    except VaultError as error:
        print(error.code)
    try:
        keys = opening.counted_keys_of(place, PASSPHRASE)
        with TemporaryDirectory() as copy:
            print(rescue(place, keys, Path(copy), lambda _name, _content: None).whole["consultation"])
    except VaultError as error:
        print(error.code)


def main(act: str, folder: Path) -> None:
    """Do one of the acts above in a folder that holds a vault."""
    if act == "look":
        look(folder)
        return
    vault = Place(folder, FAST).unlock(PASSPHRASE)
    if act == "leak":
        fill(vault)
    {"answer": answer, "leak": answer, "starve": starve}[act](vault)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
