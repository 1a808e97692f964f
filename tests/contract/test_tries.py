"""After wrong passphrases each wait is twice the last, for one user and over a restart."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from consult_app.domain.audit import Act
from consult_app.domain.consultation import Clinician
from consult_app.domain.recovery import vault_mark
from consult_app.domain.users import User, UserRole
from consult_app.errors import VaultError
from consult_app.store import key_files, keyring
from consult_app.store.cost import Cost
from consult_app.store.place import Place
from consult_app.store.recovery import KEY_BYTES, printed
from consult_app.store.tries import MOST_STRANGERS, Tries
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE

BO = User(Clinician("c-2", "Bo Lind", "Nurse"), UserRole.ASSISTANT)
BOS = "quiet harbour ninety maps"
DAY = 24 * 60 * 60


class Clock:
    def __init__(self):
        self.now = datetime(2026, 3, 1, tzinfo=UTC)

    def __call__(self):
        return self.now

    def move(self, seconds):
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def shared(tmp_path, clock):
    """A closed vault with two users."""
    place = Place(tmp_path / "vault", Cost(64, 1, 1), clock)
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.staff.add(BO, BOS)
    vault.close()
    return place


def code_of(place, passphrase, user="c-1"):
    try:
        place.unlock(passphrase, user).close()
    except VaultError as error:
        return error.code
    return "open"


def test_two_mistakes_are_free_and_the_third_says_how_long_to_wait(shared, clock):
    assert [code_of(shared, "wrong") for _ in range(3)] == ["passphrase-wrong"] * 3
    with pytest.raises(VaultError) as caught:
        shared.unlock(PASSPHRASE, "c-1")
    assert caught.value.remedy == "Wait 2 seconds, then try again."
    clock.move(1)
    with pytest.raises(VaultError, match="Wait 1 second, then try again"):
        shared.unlock(PASSPHRASE, "c-1")
    clock.move(1)
    assert code_of(shared, PASSPHRASE) == "open"


def test_each_wait_is_twice_the_last_until_it_is_five_minutes(shared):
    tries, waits = Tries(shared), []
    for _ in range(13):
        tries.failed("c-1")
        try:
            tries.demand("c-1")
            waits.append(0)
        except VaultError as error:
            waits.append(int(error.remedy.split()[1]))
    assert waits == [0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]


def test_only_the_user_waits_whose_passphrase_was_wrong(shared):
    for _ in range(3):
        assert code_of(shared, "wrong") == "passphrase-wrong"
    assert code_of(shared, PASSPHRASE) == "too-many-tries"
    assert code_of(shared, BOS, "c-2") == "open"
    assert code_of(Place(shared.folder, shared.cost, shared.now), PASSPHRASE) == "too-many-tries"


def test_an_unknown_user_waits_like_a_known_one(shared):
    said = [code_of(shared, "wrong", "c-9") for _ in range(4)]
    assert said == ["passphrase-wrong"] * 3 + ["too-many-tries"]


def names_in(place):
    return json.loads((place.folder / "tries.json").read_bytes())


def test_names_that_nobody_has_fill_no_disk(shared, clock):
    assert code_of(shared, "wrong") == "passphrase-wrong"
    for number in range(MOST_STRANGERS + 20):
        clock.move(1)
        Tries(shared).failed(f"stranger {number}")
    assert "c-1" in names_in(shared)
    assert len(names_in(shared)) == 1 + MOST_STRANGERS
    assert "stranger 19" not in names_in(shared)
    assert code_of(shared, "wrong", "x" * 1_000_000) == "passphrase-wrong"
    for each in ("tries.json", "outside.json"):
        assert (shared.folder / each).stat().st_size < 50_000
    vault = shared.unlock(PASSPHRASE, "c-1")
    assert "x" * 64 in {each.subject for each in vault.entries(0, 999)}
    vault.close()


def test_a_day_after_its_wait_a_name_is_forgotten(shared, clock):
    for _ in range(4):
        Tries(shared).failed("c-1")
    clock.move(4 + DAY - 1)
    Tries(shared).failed("c-2")
    assert set(names_in(shared)) == {"c-1", "c-2"}
    clock.move(1)
    Tries(shared).failed("c-2")
    assert set(names_in(shared)) == {"c-2"}


def test_a_right_passphrase_forgets_the_wrong_ones(shared):
    for _ in range(2):
        assert code_of(shared, "wrong") == "passphrase-wrong"
        assert code_of(shared, "wrong") == "passphrase-wrong"
        assert code_of(shared, PASSPHRASE) == "open"


def test_a_clock_that_was_put_back_does_not_lock_anybody_out(shared, clock):
    for _ in range(3):
        code_of(shared, "wrong")
    clock.move(-1_000_000)
    assert code_of(shared, PASSPHRASE) == "too-many-tries"
    clock.move(1_000_000 + 2)
    assert code_of(shared, PASSPHRASE) == "open"


@pytest.mark.parametrize("nonsense", [b"nonsense", b'{"c\xad1": {}}', b"[" * 100_000])
def test_what_cannot_be_read_or_written_is_no_reason_to_stay_shut(shared, nonsense):
    path = shared.folder / "tries.json"
    for each in ("tries.json", "outside.json"):
        (shared.folder / each).write_bytes(nonsense)
    assert code_of(shared, PASSPHRASE) == "open"
    path.unlink()
    path.mkdir()
    assert code_of(shared, "wrong") == "passphrase-wrong"
    assert code_of(shared, PASSPHRASE) == "open"


def test_a_passphrase_typed_again_is_counted_too(shared, clock):
    vault = shared.unlock(PASSPHRASE, "c-1")
    vault.keep_signing_key(b"key", "secret", "f1")
    for code in ["passphrase-wrong"] * 3 + ["too-many-tries"]:
        with pytest.raises(VaultError) as caught:
            vault.signing_key("wrong")
        assert caught.value.code == code
    clock.move(2)
    assert vault.signing_key(PASSPHRASE) == (b"key", "secret")
    vault.close()


def test_a_passphrase_that_is_asked_for_while_it_is_open_is_counted_too(shared, clock):
    """As where a patient holds the screen, and gives it back."""
    vault = shared.unlock(PASSPHRASE, "c-1")
    assert [shared.recognises("wrong", "c-1") for _ in range(3)] == [False] * 3
    with pytest.raises(VaultError) as caught:
        shared.recognises(PASSPHRASE, "c-1")
    assert caught.value.code == "too-many-tries"
    clock.move(2)
    assert shared.recognises(PASSPHRASE, "c-1")
    vault.close()
    vault = shared.unlock(PASSPHRASE, "c-1")
    assert [each.action for each in vault.entries(0, 99)].count(Act.UNLOCK_FAILED) == 3
    vault.close()


def test_a_recovery_key_in_place_of_a_passphrase_is_called_that_and_counted(shared):
    other = printed(b"k" * KEY_BYTES)
    codes = [code_of(shared, other.lower()) for _ in range(4)]
    assert codes == [*["recovery-key-typed"] * 3, "too-many-tries"]


def test_a_recovery_key_of_another_vault_is_told_with_the_name_of_this_one(shared):
    mark = vault_mark(keyring.ring_of(key_files.current(shared.folder)).store)
    with pytest.raises(VaultError, match=f"newest sheet that names vault {mark}") as told:
        shared.recover(printed(b"k" * KEY_BYTES), "five loud badgers carve windows", "c-1")
    assert told.value.code == "recovery-key-wrong"
