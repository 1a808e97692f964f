"""Keys on cards (PKCS#11), with a card in software: found, refused with a reason, and sealed with."""

from __future__ import annotations

import sys
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Self

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pkcs11 import KeyType, Mechanism, TokenFlag
from pkcs11 import exceptions as failures

from consult_app.domain import card
from consult_app.domain.card import OnCard, Unfit
from consult_app.domain.proof import Verdict
from consult_app.errors import SigningError
from consult_app.signing import card_modules, cards
from consult_app.signing.card_process import answer
from consult_app.signing.cards import CardSigner
from consult_app.signing.opening import open_signer
from consult_app.signing.seal import seal
from consult_app.signing.verify import verify
from tests.helpers.bought import NAME, UNTIL, authority, private, root
from tests.helpers.foreign import MISSING, asked_once
from tests.helpers.sealed_files import AT, MEANING, plain_pdf
from tests.helpers.soft_card import LABEL, MODULE, PIN, Reader
from tests.helpers.time_authority import issued
from tests.helpers.variants import sealed, taken_back

ABOVE, ISSUING, _ = authority()
Found = dict[str, OnCard]
FIT = {"01": "P-256", "02": "P-384", "03": "RSA 2048"}


def mine(kind: str, *, signs: bool = True, until: datetime = UNTIL, name: str = NAME):  # type: ignore[no-untyped-def]
    return issued(name, private(kind), ABOVE[0], ISSUING, ca=False, times=False, signs=signs, until=until)


def refused(code: str) -> pytest.RaisesExc[SigningError]:
    return pytest.raises(SigningError, check=lambda error: error.code == code)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    """A reader with one card: three keys that do, and certificates that do not."""
    made = Reader(tmp_path_factory.mktemp("reader") / "it")
    with pytest.MonkeyPatch.context() as patched:
        for name, value in made.setting.items():
            patched.setenv(name, value)
        made.make()
        for key, kind in FIT.items():
            made.put(private(kind), key, mine(kind), *(ABOVE if key == "01" else ()))
        made.certify("04", mine("P-256", signs=False, name="Not for signing"))
        made.certify("05", mine("P-256", until=datetime(2026, 6, 1, tzinfo=UTC), name="Ended"))
        made.certify("06", mine("RSA 1024", name="Short"))
        yield made


@pytest.fixture(scope="module")
def found(reader: Reader) -> Found:
    return {each.place.key: each for each in cards.look(MODULE, AT)}


def test_what_is_on_a_card_is_found_without_a_pin_and_says_why_it_does_not_do(found: Found) -> None:
    assert {key: each.unfit for key, each in found.items()} == dict.fromkeys(FIT) | {
        "04": Unfit.NOT_FOR_SIGNING,
        "05": Unfit.ENDED,
        "06": Unfit.KIND,
    }
    first = found["01"]
    assert (first.says.name, first.says.issuer, first.says.until) == (NAME, "Trust Issuer", UNTIL)
    assert (first.place.module, first.place.label) == (MODULE, LABEL)
    # Those between go along as far as they lie on the card; the one at the top does not.
    assert first.place.chain[1:] == (ABOVE[0].public_bytes(Encoding.DER),)
    early = {each.place.key: each.unfit for each in cards.look(MODULE, datetime(2025, 1, 1, tzinfo=UTC))}
    assert early["01"] is Unfit.NOT_YET


@pytest.mark.parametrize("key", FIT)
def test_a_card_seals_and_everybody_who_trusts_the_issuer_agrees(found: Found, key: str) -> None:
    signer = open_signer(card.written(found[key].place), PIN)
    assert isinstance(signer, CardSigner)
    pdf = seal(plain_pdf(), signer, meaning=MEANING, at=AT)
    (signature,) = verify(pdf, frozenset({found[key].says.fingerprint})).signatures
    assert (signature.signer, signature.known, signature.intact) == (NAME, True, True)
    assert set(asked_once(pdf, root(), AT).values()) - {MISSING} == {"valid ×1"}


def test_a_card_withdraws_too(found: Found) -> None:
    signer = cards.opened(found["02"].place, PIN)
    pdf = taken_back(sealed(1), signer)
    assert (verify(pdf).verdict, len(verify(pdf).signatures)) == (Verdict.INTACT, 2)


def test_a_wrong_pin_and_a_card_that_is_not_there_are_told_apart(reader: Reader, found: Found) -> None:
    place = found["01"].place
    # This card says after the first wrong one that tries are counted.
    with refused("card-pin-few"):
        cards.try_out(place, "000000")
    cards.try_out(place, PIN)
    with reader.without_cards(), refused("card-missing"):
        cards.try_out(place, PIN)
    with refused("card-other"):
        cards.try_out(replace(place, serial="another"), PIN)
    with refused("card-key-missing"):
        cards.try_out(replace(place, key="77"), PIN)


def test_of_two_cards_of_one_name_the_one_that_was_chosen_signs(reader: Reader, found: Found) -> None:
    reader.make(LABEL)
    assert reader.count == 2
    cards.try_out(found["01"].place, PIN)


def test_a_signature_by_another_key_than_that_of_the_certificate_is_no_seal(found: Found) -> None:
    for key, other in (("01", "02"), ("03", "01"), ("01", "03")):
        place = replace(found[key].place, key=other)
        with refused("card-other"):
            cards.try_out(place, PIN)
    with refused("card-mechanism"):
        cards.try_out(found["06"].place, PIN)


def test_a_program_that_is_not_there_or_reaches_no_card_is_refused(tmp_path: Path) -> None:
    with refused("card-module-missing"):
        cards.look(str(tmp_path / "gone.so"), AT)
    (tmp_path / "words.so").write_text("no program at all")
    with refused("card-module-unfit"):
        cards.look(str(tmp_path / "words.so"), AT)
    # A library that is fine, and knows nothing of cards.
    with refused("card-module-unfit"):
        cards.look(sys.modules["_hashlib"].__file__ or "", AT)


@pytest.mark.parametrize(
    ("code", "does"),
    [
        ("card-module-crashed", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"),
        ("card-module-crashed", "pass"),
        ("card-removed", 'print(\'{"failed": "card-removed"}\')'),
    ],
)
def test_a_module_that_crashes_takes_nothing_with_it(code: str, does: str) -> None:
    with refused(code):
        cards.look(MODULE, AT, (sys.executable, "-c", does))


def test_one_that_hangs_is_ended_and_the_pin_is_in_no_error(
    found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "MOST_SECONDS", 0.2)
    stuck = cards.opened(found["01"].place, PIN, (sys.executable, "-c", "import signal; signal.pause()"))
    with refused("card-module-hangs") as told:
        stuck.sign(b"content")
    assert told.value.__cause__ is None
    assert told.value.__suppress_context__
    assert PIN not in repr(stuck) + str(told.value)
    with refused("card-failed"):
        cards.look(MODULE, AT, ("/nowhere/python",))


ASKED = {
    "module": "m",
    "label": "L",
    "serial": "7",
    "key": "01",
    "pin": PIN,
    "content": b64encode(b"c").decode(),
}


class Token:
    """A card that fails as it is told."""

    label, serial = "L", b"7 "

    def __init__(
        self, *, flags: int = 0, opens: object = None, key: object = None, ways: object = ()
    ) -> None:
        self.flags = TokenFlag.TOKEN_INITIALIZED | flags
        self._opens, self._key = opens, key
        self.slot = SimpleNamespace(get_token=lambda: self, get_mechanisms=lambda: ways, flags=0)

    def open(self, **_: str) -> Self:
        if isinstance(self._opens, Exception):
            raise self._opens
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def get_objects(self, _: object) -> list[object]:
        return [self._key]


class Key:
    """A key that signs in its way, or fails."""

    def __init__(self, kind: KeyType, fails: Exception | None = None, asks: object = None) -> None:
        self.key_type, self._fails, self._asks = kind, fails, asks
        self.used: tuple[object, ...] = ()

    def __getitem__(self, _: object) -> object:
        if isinstance(self._asks, Exception):
            raise self._asks
        return self._asks

    def sign(self, said: bytes, *, mechanism: Mechanism, pin: str | None) -> bytes:
        if self._fails:
            raise self._fails
        self.used = (len(said), mechanism, pin)
        return b"signed"


def said(*tokens: object) -> object:
    slots = [
        SimpleNamespace(get_token=lambda each=each: each) if isinstance(each, Token) else each
        for each in tokens
    ]
    return answer(ASKED, lambda _: SimpleNamespace(get_slots=lambda token_present: slots))


def failing(error: Exception) -> object:
    def get_token() -> object:
        raise error

    return SimpleNamespace(get_token=get_token)


@pytest.mark.parametrize(
    ("error", "flags", "code"),
    [
        (failures.PinIncorrect(), 0, "card-pin-wrong"),
        (failures.PinIncorrect(), TokenFlag.USER_PIN_COUNT_LOW, "card-pin-few"),
        (failures.PinIncorrect(), TokenFlag.USER_PIN_FINAL_TRY, "card-pin-last"),
        (failures.PinIncorrect(), TokenFlag.USER_PIN_LOCKED, "card-pin-locked"),
        (failures.PinLocked(), 0, "card-pin-locked"),
        (failures.PinExpired(), 0, "card-pin-unset"),
        (failures.DeviceRemoved(), 0, "card-removed"),
        (failures.GeneralError(), 0, "card-failed"),
    ],
)
def test_what_a_card_says_when_it_is_opened(error: Exception, flags: int, code: str) -> None:
    assert said(Token(opens=error, flags=flags)) == {"failed": code}


def test_a_card_that_is_taken_out_while_it_signs_or_knows_no_way_in_common() -> None:
    gone = Key(KeyType.EC, failures.DeviceRemoved())
    assert said(Token(key=gone, ways={Mechanism.ECDSA})) == {"failed": "card-removed"}
    assert said(Token(key=Key(KeyType.EC), ways={Mechanism.RSA_PKCS})) == {"failed": "card-mechanism"}
    assert said(Token(key=Key(KeyType.DSA), ways={Mechanism.DSA})) == {"failed": "card-mechanism"}
    assert said() == {"failed": "card-missing"}
    assert said(failing(failures.TokenNotPresent())) == {"failed": "card-missing"}
    assert said(Token(), Token()) == {"failed": "card-twice"}


@pytest.mark.parametrize(
    ("kind", "ways", "asks", "used"),
    [
        (KeyType.EC, {Mechanism.ECDSA, Mechanism.ECDSA_SHA256}, False, (32, Mechanism.ECDSA, None)),
        (KeyType.EC, {Mechanism.ECDSA_SHA256}, True, (1, Mechanism.ECDSA_SHA256, PIN)),
        (KeyType.RSA, {Mechanism.SHA256_RSA_PKCS}, False, (1, Mechanism.SHA256_RSA_PKCS, None)),
        (KeyType.RSA, {Mechanism.RSA_PKCS}, failures.AttributeTypeInvalid(), (51, Mechanism.RSA_PKCS, None)),
    ],
)
def test_each_way_in_which_cards_sign_is_used(kind, ways, asks, used) -> None:  # type: ignore[no-untyped-def]
    key = Key(kind, asks=asks)
    assert said(Token(key=key, ways=ways)) == {"signature": b64encode(b"signed").decode()}
    assert key.used == used


def test_the_programs_that_are_installed_are_offered() -> None:
    assert ("SoftHSM", MODULE) in card_modules.installed("linux")
    assert card_modules.installed("win32") == ()
    assert card_modules.installed("darwin") == ()
