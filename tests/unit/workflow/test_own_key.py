"""The key that something is sealed with: its PIN, where it is on a card, and whether it counts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from consult_app.domain import card
from consult_app.domain.card import Unfit
from consult_app.errors import RightError, SigningError, VaultError
from consult_app.workflow.cards import find_on_cards, use_card
from consult_app.workflow.own_key import sealing_key
from consult_app.workflow.practice import renew_signing_key
from consult_app.workflow.sealing import seal
from consult_app.workflow.staffing import withdraw_key
from tests.helpers.fakes import CARD_KEY, CARD_MODULE, CARD_PIN, NOON, RECOVERY_KEY
from tests.helpers.sample import sample
from tests.helpers.sealing import PASSPHRASE, bench, consented


def refused(code, kind=SigningError):
    return pytest.raises(kind, check=lambda error: error.code == code)


@pytest.fixture
def on():
    return bench()


@pytest.fixture
def carded(on):
    """The clinician seals with a key on a card."""
    chosen, _ = find_on_cards(on.services, on.vault, CARD_MODULE)
    use_card(on.services, on.vault, chosen, CARD_PIN)
    return on


def test_what_does_comes_first_and_what_does_not_says_why(on):
    does, ended = find_on_cards(on.services, on.vault, CARD_MODULE)
    assert (does.place, does.unfit, ended.unfit) == (CARD_KEY, None, Unfit.ENDED)
    with refused("card-unfit"):
        use_card(on.services, on.vault, ended, CARD_PIN)
    with refused("card-module-unfit"):
        find_on_cards(on.services, on.vault, "/other.so")


def test_a_key_is_taken_into_use_only_once_the_card_has_signed(on):
    before = on.vault.newest_key()
    does, _ = find_on_cards(on.services, on.vault, CARD_MODULE)
    with refused("card-pin-wrong"):
        use_card(on.services, on.vault, does, "1111")
    assert on.vault.newest_key() == before
    use_card(on.services, on.vault, does, CARD_PIN)
    key = on.vault.newest_key()
    assert (key.fingerprint, key.card, key.issuer) == ("card print", "My card", "Trust Co")
    kept, secret = on.vault.signing_key(PASSPHRASE)
    assert card.read(kept) == CARD_KEY
    assert CARD_PIN not in kept.decode() + secret
    assert on.vault.staff.mine in on.vault.certified()


def test_only_those_who_sign_choose_one(on):
    does, _ = find_on_cards(on.services, on.vault, CARD_MODULE)
    on.vault.staff.users[on.vault.staff.mine] = replace(
        on.vault.staff.me, role=type(on.vault.staff.me.role).ASSISTANT
    )
    with pytest.raises(RightError):
        use_card(on.services, on.vault, does, CARD_PIN)


def test_a_seal_asks_for_the_pin_once_the_passphrase_is_right_and_before_anything_else(carded):
    state = consented(carded)

    def not_wanted(*_):
        raise AssertionError("nothing is laid out yet")

    early = replace(carded.services, render=not_wanted)
    with refused("not-confirmed"):
        seal(early, carded.vault, sample(), state, "another one")
    with refused("card-pin-needed") as told:
        seal(early, carded.vault, sample(), state, PASSPHRASE)
    assert told.value.what == "My card"
    with refused("card-pin-wrong"):
        seal(carded.services, carded.vault, sample(), state, PASSPHRASE, pin="1111")
    assert carded.vault.open("c-1") == state
    record = seal(carded.services, carded.vault, sample(), state, PASSPHRASE, pin=CARD_PIN)
    assert carded.vault.open("c-1") == record


def test_a_pin_changes_nothing_for_a_key_of_the_vault(on):
    assert sealing_key(on.vault, PASSPHRASE, "2468", at=NOON) == on.vault.signing_key(PASSPHRASE)


def test_a_key_that_was_withdrawn_or_has_ended_is_refused_and_a_new_one_seals(on):
    state = consented(on)
    end = on.vault.newest_key().until
    assert sealing_key(on.vault, PASSPHRASE, "", at=end)
    with refused("key-ended"):
        sealing_key(on.vault, PASSPHRASE, "", at=end + timedelta(seconds=1))
    on.vault.withdraw_key("print", b"list")
    with refused("key-withdrawn"):
        seal(on.services, on.vault, sample(), state, PASSPHRASE)
    assert on.vault.open("c-1") == state
    fresh = replace(
        on.services,
        make_key=lambda *said: (on.services.make_key(*said)[0], "fresh"),
        certified=lambda *said: replace(on.services.certified(*said), fingerprint="fresh"),
    )
    renew_signing_key(fresh, on.vault)
    assert seal(fresh, on.vault, sample(), state, PASSPHRASE).draft == state.draft


def test_an_older_key_of_which_no_end_is_known_goes_on(on):
    on.vault.keep_signing_key(*on.vault.signing_key(PASSPHRASE), "before")
    assert sealing_key(on.vault, PASSPHRASE, "", at=NOON + timedelta(days=9999))


def test_a_certificate_on_a_card_that_the_practice_withdrew_is_no_choice(carded):
    withdraw_key(carded.services, carded.vault, "card print", RECOVERY_KEY)
    assert {each.unfit for each in find_on_cards(carded.services, carded.vault, CARD_MODULE)} == {
        Unfit.WITHDRAWN,
        Unfit.ENDED,
    }
    # Whoever used it goes on with a key of the vault.
    assert carded.vault.newest_key().card == ""


def test_without_any_key_that_is_said(on):
    on.vault.staff.keys.clear()
    with refused("key-missing", VaultError):
        sealing_key(on.vault, PASSPHRASE, "", at=NOON)
