"""Ties a passphrase to the machine that it runs on, with whatever key store its system has.

`python -m tests.helpers.tied_process FOLDER`; says what opened the vault, a word a line.
"""

from __future__ import annotations

import sys
from pathlib import Path

import keyring

from consult_app.errors import VaultError
from consult_app.store.cost import Cost
from consult_app.store.place import Place
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE


def main(folder: Path) -> None:
    """Set up, tie, unlock; lose the secret; come in by the recovery key."""
    place = Place(folder, Cost(64, 1, 1))
    vault, recovery_key = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    store = vault.staff.store
    vault.staff.tie(PASSPHRASE, tied=True)
    vault.close()
    _say(_opens(place))
    keyring.delete_password("Consult", store)
    _say(_opens(place))
    vault = place.recover(recovery_key, PASSPHRASE)
    _say("tied" if vault.staff.tied else "untied")
    vault.close()
    _say(_opens(place))


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")


def _opens(place: Place) -> str:
    try:
        place.unlock(PASSPHRASE).close()
    except VaultError as error:
        return error.code
    return "opened"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
