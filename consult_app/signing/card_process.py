"""Runs as a process of its own: loads the module of a card's maker, looks at what is there, or signs once.

A module is native code of somebody else. What it does to memory, prints, or leaves open ends with this
process. One question comes in as JSON, one answer goes out; the PIN is in the question, on no command line.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from typing import Any

import pkcs11
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass, Token, TokenFlag
from pkcs11 import exceptions as failures

Load = Callable[[str], Any]
Asked = dict[str, Any]

_CODES: dict[type[Exception], str] = {
    failures.PinIncorrect: "card-pin-wrong",
    failures.PinInvalid: "card-pin-wrong",
    failures.PinLenRange: "card-pin-wrong",
    failures.PinLocked: "card-pin-locked",
    failures.PinExpired: "card-pin-unset",
    failures.UserPinNotInitialized: "card-pin-unset",
    failures.NoSuchToken: "card-missing",
    failures.TokenNotPresent: "card-missing",
    failures.SlotIDInvalid: "card-missing",
    failures.TokenNotRecognised: "card-removed",
    failures.DeviceRemoved: "card-removed",
    failures.DeviceError: "card-removed",
    failures.SessionClosed: "card-removed",
    failures.SessionHandleInvalid: "card-removed",
    failures.MultipleTokensReturned: "card-twice",
    failures.NoSuchKey: "card-key-missing",
    failures.MechanismInvalid: "card-mechanism",
    failures.KeyTypeInconsistent: "card-mechanism",
    failures.KeySizeRange: "card-mechanism",
}
_SHA256_NAMED = bytes.fromhex("3031300d060960864801650304020105000420")
"""What stands before a digest where a card pads only (RFC 8017, 9.2)."""


class _RefusedError(Exception):
    """A failure that the card says more of; the message is its code."""


def main() -> None:
    """Answer one question; whatever a module prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    answers.write(json.dumps(answer(json.loads(sys.stdin.buffer.read()), pkcs11.lib)).encode())
    answers.close()


def answer(asked: Asked, load: Load) -> Asked:
    """Do what is asked; a failure is an answer too, by its code."""
    try:
        module = load(asked["module"])
    except pkcs11.PKCS11Error:
        return {"failed": "card-module-unfit"}
    try:
        return {"signature": _sign(module, asked)} if "pin" in asked else {"cards": _look(module)}
    except _RefusedError as error:
        return {"failed": str(error)}
    except pkcs11.PKCS11Error as error:
        return {"failed": _CODES.get(type(error), "card-failed")}


def _cards(module: Any) -> Iterator[Token]:  # noqa: ANN401 - made by native code
    for slot in module.get_slots(token_present=True):
        try:
            token = slot.get_token()
        except (failures.TokenNotPresent, failures.TokenNotRecognised):
            # Taken out at this moment, or of a kind that this module does not know.
            continue
        if TokenFlag.TOKEN_INITIALIZED in token.flags:
            yield token


def _look(module: Any) -> list[Asked]:  # noqa: ANN401 - made by native code
    return [
        {
            "label": token.label,
            "serial": _serial(token),
            "certificates": _certificates(token),
        }
        for token in _cards(module)
    ]


def _serial(token: Token) -> str:
    return token.serial.decode(errors="replace").strip()


def _certificates(token: Token) -> list[Asked]:
    """Give what can be read without a PIN: certificates can."""
    with token.open() as session:
        return [
            {"key": each[Attribute.ID].hex(), "certificate": b64encode(each[Attribute.VALUE]).decode()}
            for each in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
        ]


def _sign(module: Any, asked: Asked) -> str:  # noqa: ANN401 - made by native code
    token = _the_one(module, asked)
    try:
        session = token.open(user_pin=asked["pin"])
    except failures.PinIncorrect:
        raise _tried(token) from None
    with session:
        wanted = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: bytes.fromhex(asked["key"])}
        private = next(iter(list(session.get_objects(wanted))), None)
        if private is None:
            raise failures.NoSuchKey
        return b64encode(_signed(token, private, asked)).decode()


def _the_one(module: Any, asked: Asked) -> Token:  # noqa: ANN401 - made by native code
    """Find the card by its serial number; of several that have the same, nobody can say which is meant."""
    cards = list(_cards(module))
    found = [each for each in cards if _serial(each) == asked["serial"] and each.label == asked["label"]]
    if len(found) > 1:
        raise failures.MultipleTokensReturned
    if not found:
        raise _RefusedError("card-other" if cards else "card-missing")
    return found[0]


def _tried(token: Token) -> _RefusedError:
    """Say what the card says of the tries that are left."""
    flags = token.slot.get_token().flags
    if TokenFlag.USER_PIN_LOCKED in flags:
        return _RefusedError("card-pin-locked")
    if TokenFlag.USER_PIN_FINAL_TRY in flags:
        return _RefusedError("card-pin-last")
    return _RefusedError("card-pin-few" if TokenFlag.USER_PIN_COUNT_LOW in flags else "card-pin-wrong")


def _signed(token: Token, private: Any, asked: Asked) -> bytes:  # noqa: ANN401 - made by native code
    """Sign in whichever of the usual ways the card knows: all of them give the same kind of signature."""
    content = b64decode(asked["content"])
    digest = hashlib.sha256(content).digest()
    ways = {
        KeyType.RSA: {Mechanism.SHA256_RSA_PKCS: content, Mechanism.RSA_PKCS: _SHA256_NAMED + digest},
        KeyType.EC: {Mechanism.ECDSA: digest, Mechanism.ECDSA_SHA256: content},
    }
    offered = token.slot.get_mechanisms()
    for way, said in ways.get(private.key_type, {}).items():
        if way in offered:
            again = asked["pin"] if _asks_each_time(private) else None
            return bytes(private.sign(said, mechanism=way, pin=again))
    raise failures.MechanismInvalid


def _asks_each_time(private: Any) -> bool:  # noqa: ANN401 - made by native code
    """Whether the card wants the PIN once more for each signature, as some do for this kind of key."""
    try:
        return bool(private[Attribute.ALWAYS_AUTHENTICATE])
    except pkcs11.PKCS11Error:
        return False


if __name__ == "__main__":
    main()
