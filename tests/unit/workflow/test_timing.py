"""Timestamps afterwards: what waits, what is asked, what comes back, and what is noted where nothing does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from consult_app.domain.audit import Act
from consult_app.domain.preferences import Preferences
from consult_app.domain.proof import Standing, Verdict
from consult_app.domain.time_server import Behind, TimeServer, is_address, may_take_password
from consult_app.domain.users import UserRole
from consult_app.errors import SigningError, VaultError
from consult_app.workflow.checking import check
from consult_app.workflow.sealing import seal
from consult_app.workflow.timing import (
    LONGEST_PAUSE,
    NO_TIMES,
    Times,
    come_back,
    fail,
    longer,
    next_errand,
    read_times,
    run,
)
from tests.helpers.fakes import fake_verify
from tests.helpers.sample import sample
from tests.helpers.sealing import PASSPHRASE, Bench, bench, consented

CHOSEN = Preferences(time_address="https://time.example.org", time_certificate="PEM", time_user="p")


@pytest.fixture
def sealed() -> Bench:
    on = bench()
    on.vault.keep_preferences(CHOSEN)
    seal(on.services, on.vault, sample(), consented(on), PASSPHRASE)
    return on


def test_without_a_server_nothing_is_asked_and_nothing_waits() -> None:
    on = bench()
    seal(on.services, on.vault, sample(), consented(on), PASSPHRASE)
    for half in (Preferences(), replace(CHOSEN, time_certificate=""), replace(CHOSEN, time_address="")):
        on.vault.keep_preferences(half)
        assert next_errand(on.vault) is None
        assert read_times(on.vault) == NO_TIMES
        found = check(on.services, on.vault.pdf("c-1"), on.vault).found
        assert found is not None
        assert not found.time_waits


def test_what_is_sealed_waits_is_asked_for_and_is_there(sealed: Bench) -> None:
    assert read_times(sealed.vault) == Times(chosen=True, waiting=1)
    before = check(sealed.services, sealed.vault.pdf("c-1"), sealed.vault)
    assert before.times == ()
    assert before.found is not None
    assert before.found.time_waits
    errand = next_errand(sealed.vault)
    assert errand is not None
    assert errand.server == TimeServer("https://time.example.org", "PEM", "p")
    assert len(errand.behind.certificates) == 1
    come_back(sealed.vault, errand, *run(sealed.services, errand))
    after = check(sealed.services, sealed.vault.pdf("c-1"), sealed.vault)
    assert [each.known for each in after.times] == [True]
    assert after.found is not None
    assert (after.found.standing, after.found.time_waits, after.found.seals) == (Standing.NEWEST, False, 1)
    assert check(sealed.services, sealed.vault.original("c-1"), sealed.vault).found != after.found
    assert next_errand(sealed.vault) is None
    assert read_times(sealed.vault) == Times(chosen=True, waiting=0)


def test_what_was_added_to_meanwhile_is_not_replaced_and_still_waits(sealed: Bench) -> None:
    errand = next_errand(sealed.vault)
    assert errand is not None
    fetched = run(sealed.services, errand)
    sealed.vault._revisions["c-1"] = [(errand.pdf + b" | withdrawn", 2)]
    come_back(sealed.vault, errand, *fetched)
    assert sealed.vault.pdf("c-1").endswith(b"withdrawn")
    assert sealed.vault.untimed() == ("c-1",)


@pytest.mark.parametrize("wrong", [{"times": ()}, {"verdict": Verdict.ALTERED}])
def test_a_file_that_does_not_pass_its_check_is_not_kept(sealed: Bench, wrong: dict[str, object]) -> None:
    errand = next_errand(sealed.vault)
    assert errand is not None
    services = replace(
        sealed.services,
        verify=lambda pdf, known: replace(fake_verify(pdf, known), **wrong),  # type: ignore[arg-type]
    )
    with pytest.raises(SigningError, check=lambda error: error.code == "time-not-verified"):
        run(services, errand)


def test_a_withdrawal_after_a_timestamp_waits_for_one_of_its_own_or_is_noted_to_have_no_place(
    sealed: Bench,
) -> None:
    errand = next_errand(sealed.vault)
    assert errand is not None
    come_back(sealed.vault, errand, *run(sealed.services, errand))
    sealed.vault._revisions["c-1"].append((sealed.vault.pdf("c-1") + b" | withdrawn", 2))
    assert read_times(sealed.vault).waiting == 1
    again = next_errand(sealed.vault)
    assert again is not None
    assert again.pdf.endswith(b"withdrawn")
    assert fail(sealed.vault, again, "time-no-place")
    assert read_times(sealed.vault).waiting == 0


def test_why_there_is_none_is_noted_once_and_others_go_on_where_it_has_no_place(sealed: Bench) -> None:
    errand = next_errand(sealed.vault)
    assert errand is not None
    assert not fail(sealed.vault, errand, "time-unreachable")
    assert not fail(sealed.vault, errand, "time-unreachable", "time-unreachable")
    assert fail(sealed.vault, errand, "time-no-place", "time-unreachable")
    assert sealed.vault.noted[-2:] == [
        (Act.TIME_FAILED, "c-1", "time-unreachable"),
        (Act.NO_TIME_PLACE, "c-1", ""),
    ]
    assert next_errand(sealed.vault) is None
    assert read_times(sealed.vault, "time-nonsense") == Times(chosen=True, waiting=0, failed="time-nonsense")


def test_a_file_that_takes_none_is_not_asked_for_again(sealed: Bench) -> None:
    errand = next_errand(sealed.vault)
    assert errand is not None
    assert fail(sealed.vault, errand, "time-refused-by-file")
    assert next_errand(sealed.vault) is None


def test_none_waits_for_a_file_that_is_damaged(sealed: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    real = sealed.vault.pdf

    def pdf(record: str) -> bytes:
        if record == "c-0":
            raise VaultError(code)
        return real(record)

    monkeypatch.setattr(sealed.vault, "untimed", lambda: ("c-0", "c-1"))
    monkeypatch.setattr(sealed.vault, "pdf", pdf)
    code = "vault-damaged"
    errand = next_errand(sealed.vault)
    assert errand is not None
    assert errand.record == "c-1"
    code = "in-use"
    with pytest.raises(VaultError):
        next_errand(sealed.vault)
    monkeypatch.setattr(sealed.vault, "untimed", lambda: ("c-0",))
    code = "vault-damaged"
    assert next_errand(sealed.vault) is None


def test_pauses_grow_from_a_minute_to_an_hour() -> None:
    pauses = [timedelta()]
    while pauses[-1] < LONGEST_PAUSE:
        pauses.append(longer(pauses[-1]))
    assert [each // timedelta(minutes=1) for each in pauses] == [0, 1, 2, 4, 8, 16, 32, 60]
    assert longer(LONGEST_PAUSE) == LONGEST_PAUSE


def test_what_can_be_an_address_and_where_a_password_may_go() -> None:
    assert is_address(" https://time.example.org/tsa ")
    assert is_address("http://127.0.0.1:8080")
    no_address = ("", "time.example.org", "ftp://time.example.org", "https://", "https://a:b@c.org")
    assert not any(is_address(each) for each in (*no_address, "https://c.org:port", "file:///etc/passwd"))
    assert may_take_password("https://time.example.org")
    assert may_take_password("http://localhost:80")
    assert not may_take_password("http://time.example.org")
    assert Behind() == Behind((), ())


def test_who_reads_no_records_asks_for_none_and_hears_of_none(sealed: Bench) -> None:
    sealed.vault.staff.users[sealed.vault.staff.mine] = replace(
        sealed.vault.staff.me, role=UserRole.ADMINISTRATOR
    )
    assert next_errand(sealed.vault) is None
    assert read_times(sealed.vault) == Times(chosen=True, waiting=None)
