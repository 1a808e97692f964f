"""A secret that stays on this machine: in the store for keys of its system, which opens with the account."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from consult_app.store.failure import failure

if TYPE_CHECKING:
    from collections.abc import Iterator

_SERVICE, _SECRET_BYTES = "Consult", 32


class Machine(Protocol):
    """Where secrets of this machine lie. VaultError "keystore-locked", "keystore-missing"."""

    def read(self, name: str, /) -> str:
        """Give a secret; empty where there is none."""

    def write(self, name: str, secret: str, /) -> None:
        """Keep a secret."""


class SystemKeys:
    """The key store of the system: Secret Service, Keychain or Credential Manager, by the library keyring."""

    def read(self, name: str) -> str:
        """Ask the system for a secret."""
        # Loaded only for whoever has tied a passphrase: elsewhere there may be nothing behind it.
        import keyring

        with _translated():
            return keyring.get_password(_SERVICE, name) or ""

    def write(self, name: str, secret: str) -> None:
        """Have the system keep a secret."""
        import keyring

        with _translated():
            keyring.set_password(_SERVICE, name, secret)


class _NoMachine:
    """Has no secret, and keeps none."""

    def read(self, _name: str) -> str:
        """Give nothing."""
        return ""

    def write(self, _name: str, _secret: str) -> None:
        """Refuse."""
        raise failure("keystore-missing")


NO_MACHINE: Machine = _NoMachine()
SYSTEM: Machine = SystemKeys()


def secret_of(machine: Machine, store: str) -> bytes:
    """Give the secret of a store on this machine; "machine-secret-missing"."""
    try:
        secret = bytes.fromhex(machine.read(store))
    except ValueError:
        secret = b""
    if len(secret) != _SECRET_BYTES:
        raise failure("machine-secret-missing")
    return secret


def made_secret(machine: Machine, store: str) -> bytes:
    """Give the secret of a store on this machine; the first time, make it, and see that it is really kept."""
    if not machine.read(store):
        machine.write(store, os.urandom(_SECRET_BYTES).hex())
    return secret_of(machine, store)


@contextmanager
def _translated() -> Iterator[None]:
    from keyring.errors import InitError, KeyringError, KeyringLocked, NoKeyringError

    try:
        yield
    except NoKeyringError:
        raise failure("keystore-missing") from None
    except (KeyringError, KeyringLocked, InitError):
        raise failure("keystore-locked") from None
