"""Expected failures: what the world can do to us. Everything else is a bug and is not caught here."""

from __future__ import annotations


class ConsultError(Exception):
    """A failure that a person can act on: what happened, where, and what to do.

    `code` is stable and selects the words on screen; `what` and `remedy` never hold patient data.
    """

    def __init__(self, code: str, what: str = "", remedy: str = "") -> None:
        super().__init__(code, what, remedy)
        self.code = code
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return " ".join(part for part in (self.what or self.code, self.remedy) if part)


FILE_LOCKED = "file-locked"
"""A file that another passphrase opens, or that one is still to be typed for."""


class ContentError(ConsultError):
    """Something in a pack is wrong; `where` is `file:line`."""

    def __init__(self, code: str, where: str, what: str, remedy: str = "") -> None:
        super().__init__(code, what, remedy)
        self.where = where

    def __str__(self) -> str:
        return f"{self.where}: {super().__str__()}"


class AnswerError(ConsultError):
    """An answer does not fit its question."""


class NotReadyError(ConsultError):
    """A consultation cannot go on yet; `missing` names what is missing, in order."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__("not-ready", f"{len(missing)} things are still missing.", "Settle each one first.")
        self.missing = missing


class VaultError(ConsultError):
    """The vault cannot do what was asked: wrong passphrase, missing, damaged, full, in use, too new."""


class RightError(ConsultError):
    """The user who unlocked the vault may not do this."""


class SigningError(ConsultError):
    """A document could not be sealed, or a signing key not be used."""


KEY_UNUSABLE = frozenset(
    {
        "key-missing", "key-secret-wrong", "key-damaged", "key-incomplete", "key-withdrawn", "key-ended",
        "card-pin-locked", "card-key-missing", "card-mechanism",
    }
)  # fmt: skip
"""Codes that mean: nothing can be sealed with the signing key any more, and a new one would help."""

VAULT_UNUSABLE = frozenset(
    {"vault-missing", "vault-gone", "vault-empty", "vault-foreign", "vault-damaged", "keys-damaged"}
)
"""Codes that mean: no secret opens the vault as it is, and a backup would help."""


ALREADY_SEALED = "already-sealed"
"""Code that means: what was to be changed or sealed is kept for ever."""

CALLED_OTHERWISE = "called-otherwise"
"""Code that means: the patient's details were changed elsewhere."""

PIN_NEEDED = "card-pin-needed"
PIN_AGAIN = frozenset({"card-pin-wrong", "card-pin-few", "card-pin-last"})
"""Codes that mean: the PIN of a card would help, which was missing or not the right one."""


class RenderError(ConsultError):
    """A document could not be laid out as PDF."""


class RecordError(ConsultError):
    """What lies inside a document is missing, unreadable, locked, or was made with another pack."""


class TableError(ConsultError):
    """A file of another program cannot be read as a table; `line` is where, 0 for nowhere in particular."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code, f"The row that begins on line {line} is not whole." if line else "")
        self.line = line


class PrintError(ConsultError):
    """A document could not be handed to a printer."""
