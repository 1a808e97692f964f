"""What every vault promises about documents that follow a sealed record, and about its later files."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from consult_app.domain.audit import Act, Fault
from consult_app.domain.consultation import Stage
from consult_app.domain.proof import KeyCertificate
from consult_app.domain.sequel import First, SequelKind
from consult_app.errors import VaultError
from tests.helpers.consultations import (
    AFTERCARE,
    PATIENT,
    PDF,
    consented,
    draft,
    followed,
    following,
    reviewed,
    sealed,
    signed_once,
)

ADDED = PDF + b"and a second seal"


def refused(code):
    return pytest.raises(VaultError, check=lambda error: error.code == code)


def recorded(vault, consultation_id="i-1", **changes):
    state = consented(signed_once(reviewed(consultation_id)))
    state = replace(state, draft=replace(state.draft, **changes))
    vault.begin(state.draft, "bundle")
    vault.keep(state, "sign")
    vault.store(sealed(state), PDF, AFTERCARE)
    return sealed(state)


@pytest.fixture
def first(vault):
    return recorded(vault)


def closed(vault, begun, revised=b"", seals=0):
    """Sign and seal what follows a record."""
    vault.begin(begun, "bundle")
    state = followed(begun)
    vault.keep(state, "sign")
    vault.store(sealed(state), PDF, b"", revised, seals)
    return sealed(state)


def test_what_follows_a_record_is_listed_with_it_and_says_what_it_does(vault, first):
    amendment = closed(vault, following(first))
    vault.begin(following(first, SequelKind.CONFIRMATION, "s-2"), "bundle")
    one, two = vault.sequels("i-1")
    assert (one.id, one.sequel, one.first, one.stage) == ("s-1", SequelKind.AMENDMENT, "i-1", Stage.SEALED)
    assert (two.id, two.sequel, two.stage) == ("s-2", SequelKind.CONFIRMATION, Stage.DRAFT)
    assert {each.id for each in vault.consultations() if each.sequel} == {"s-1", "s-2"}
    assert next(each for each in vault.consultations() if each.id == "i-1").first == ""
    assert vault.open("s-1") == amendment
    assert vault.pdf("s-1") == PDF
    assert vault.sequels("s-1") == ()


def test_the_log_of_the_record_tells_what_follows_it(vault, first):
    closed(vault, following(first))
    assert [each.action for each in vault.acts("i-1")][-2:] == ["amendment begin s-1", "amendment seal s-1"]


def test_only_what_is_sealed_can_be_followed(vault):
    vault.begin(draft(), "bundle")
    state = sealed(consented(signed_once(reviewed())))
    with refused("consultation-missing"):
        vault.begin(following(state), "bundle")
    assert [each.id for each in vault.consultations()] == ["i-1"]


def test_what_a_document_follows_it_follows_for_ever(vault, first):
    other = recorded(vault, "i-2")
    begun = following(first)
    vault.begin(begun, "bundle")
    for turned in (
        begun.adding(replace(begun.sequel, kind=SequelKind.WITHDRAWAL)),
        begun.adding(replace(begun.sequel, first=First("i-2", "", other.sha256, other.at))),
        replace(begun.seeing("s-2"), sequel=None),
    ):
        with refused("changed-elsewhere"):
            vault.keep(turned, "turn")
    vault.keep(begun.adding(begun.sequel.saying(words="other words")), "words")


def test_a_later_file_only_adds_and_is_the_one_that_is_given(vault, first):
    assert [each.sha256 for each in vault.revisions("i-1")] == [first.sha256]
    closed(vault, following(first, SequelKind.WITHDRAWAL), ADDED, 2)
    assert (vault.pdf("i-1"), vault.original("i-1")) == (ADDED, PDF)
    one, two = vault.revisions("i-1")
    assert (one.sha256, one.length, one.seals) == (first.sha256, len(PDF), 1)
    assert (two.sha256, two.length, two.seals) == (hashlib.sha256(ADDED).hexdigest(), len(ADDED), 2)
    assert vault.open("i-1") == first


@pytest.mark.parametrize("changed", [PDF[:-1] + b"more bytes", b"%PDF of something else", PDF[:5]])
def test_a_file_that_is_another_one_is_refused_and_nothing_is_stored(vault, first, changed):
    begun = following(first, SequelKind.WITHDRAWAL)
    vault.begin(begun, "bundle")
    state = followed(begun)
    vault.keep(state, "sign")
    with refused("stored-differs"):
        vault.store(sealed(state), PDF, b"", changed, 2)
    assert vault.open("s-1") == state
    assert vault.pdf("i-1") == PDF
    vault.store(sealed(state), PDF, b"", ADDED, 2)
    assert vault.pdf("i-1") == ADDED


def test_storing_it_twice_writes_it_once(vault, first):
    record = closed(vault, following(first, SequelKind.WITHDRAWAL), ADDED, 2)
    vault.store(record, PDF, b"", ADDED, 2)
    assert len(vault.revisions("i-1")) == 2


def test_a_consent_is_withdrawn_once_and_not_confirmed_after_that(vault, first):
    early = following(first, SequelKind.CONFIRMATION, "s-0")
    vault.begin(early, "bundle")
    vault.keep(followed(early), "sign")
    closed(vault, following(first, SequelKind.WITHDRAWAL), ADDED, 2)
    with refused("withdrawn"):
        vault.store(sealed(followed(early)), PDF, b"")
    with refused("withdrawn"):
        closed(vault, following(first, SequelKind.WITHDRAWAL, "s-2"), ADDED + b"!", 3)
    closed(vault, following(first, SequelKind.AMENDMENT, "s-3"))
    assert vault.pdf("i-1") == ADDED


def test_what_is_not_there_has_no_files(vault):
    for asked in (vault.pdf, vault.original, vault.revisions):
        with refused("consultation-missing"):
            asked("i-9")
    assert vault.sequels("i-9") == ()


def test_samples_go_with_all_that_follows_them(vault, first):
    made_up = recorded(vault, "i-2", sample=True, patient=replace(PATIENT, id="p-2"))
    begun = replace(following(made_up, SequelKind.WITHDRAWAL), patient=made_up.draft.patient)
    closed(vault, begun, ADDED, 2)
    closed(vault, following(first, SequelKind.AMENDMENT, "s-2"))
    vault.clear_samples()
    assert {each.id for each in vault.consultations()} == {"i-1", "s-2"}


def test_a_record_is_found_by_any_of_its_files(vault, first):
    assert vault.whose([hashlib.sha256(PDF).hexdigest()]) == "i-1"
    assert vault.whose(["0" * 64]) == ""
    closed(vault, following(first, SequelKind.WITHDRAWAL), ADDED, 2)
    assert vault.whose(["0" * 64, hashlib.sha256(ADDED).hexdigest()]) == "i-1"


def test_every_key_that_was_made_here_is_known(vault):
    before = vault.signers()
    vault.keep_signing_key(b"encrypted", "secret", "print of it")
    assert vault.signers() == before | {"print of it"}


def test_a_timestamp_is_one_more_file_of_the_record_and_no_seal(vault, first):
    assert vault.untimed() == ("i-1",)
    vault.add_time("i-1", ADDED, "print of a clock")
    assert [each.seals for each in vault.revisions("i-1")] == [1, 1]
    assert (vault.pdf("i-1"), vault.original("i-1"), vault.untimed()) == (ADDED, PDF, ())
    assert "print of a clock" in vault.signers()
    vault.add_time("i-1", ADDED, "print of a clock")
    assert len(vault.revisions("i-1")) == 2


def test_a_timestamp_for_a_file_that_is_not_the_newest_any_more_is_refused(vault, first):
    closed(vault, following(first, SequelKind.WITHDRAWAL), ADDED, 2)
    with refused("stored-differs"):
        vault.add_time("i-1", PDF + b"and a timestamp", "print of a clock")
    assert "print of a clock" not in vault.signers()
    assert set(vault.untimed()) == {"i-1", "s-1"}
    vault.add_time("i-1", ADDED + b"and a timestamp", "print of a clock")
    assert [each.seals for each in vault.revisions("i-1")] == [1, 2, 2]
    with refused("consultation-missing"):
        vault.add_time("i-9", ADDED, "print of a clock")


def test_what_is_added_after_a_timestamp_waits_for_one_again(vault, first):
    vault.add_time("i-1", ADDED, "print of a clock")
    withdrawn = ADDED + b"and a withdrawal"
    closed(vault, following(first, SequelKind.WITHDRAWAL), withdrawn, 2)
    assert set(vault.untimed()) == {"i-1", "s-1"}
    vault.add_time("i-1", withdrawn + b"and a timestamp", "print of a clock")
    assert vault.untimed() == ("s-1",)


def test_what_has_no_place_for_a_second_timestamp_waits_no_more(vault, first):
    vault.add_time("i-1", ADDED, "print of a clock")
    closed(vault, following(first, SequelKind.WITHDRAWAL), ADDED + b"and a withdrawal", 2)
    vault.note(Act.NO_TIME_PLACE, "i-1")
    assert vault.untimed() == ("s-1",)


def test_samples_and_what_has_no_place_wait_for_no_timestamp(vault, first):
    recorded(vault, "i-2", sample=True, patient=replace(PATIENT, id="p-2"))
    assert vault.untimed() == ("i-1",)
    vault.note(Act.NO_TIME_PLACE, "i-1")
    assert vault.untimed() == ()


def test_the_log_is_whole_with_a_timestamp_before_and_after_a_withdrawal(real):
    one, two = recorded(real), recorded(real, "i-2")
    real.add_time("i-1", PDF + b"time", "print of a clock")
    closed(real, following(one, SequelKind.WITHDRAWAL), PDF + b"time, second seal", 2)
    closed(real, following(two, SequelKind.WITHDRAWAL, "s-2"), ADDED, 2)
    real.add_time("i-2", ADDED + b"time", "print of a clock")
    found = {each.fault for each in real.check_log().found} - {Fault.UNSIGNED}
    assert found == set()
    assert real.behind_seals().certificates == ()
    real.keep_authority(b"encrypted", b"certificate", "secret")
    assert real.behind_seals().certificates == (b"certificate",)


def test_what_a_key_s_certificate_says_is_kept_with_it(vault):
    until = datetime(2028, 1, 2, 3, 4, tzinfo=UTC)
    vault.keep_signing_key(b"key", "secret", "f1", says=KeyCertificate("Dr Bo", "f1", b"der", until, "Trust"))
    key = vault.newest_key()
    assert (key.until, key.issuer) == (until, "Trust")
    vault.keep_signing_key(b"key", "secret", "f2")
    key = vault.newest_key()
    assert (key.until, key.issuer) == (None, "")
