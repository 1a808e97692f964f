"""Photographs are kept to the byte and for ever, unless they are of a sample."""

import hashlib
from dataclasses import replace

import pytest

from consult_app.domain.audit import Fault
from consult_app.domain.document import DocumentKind
from consult_app.domain.photo import Photo, Removal, RemovedPhoto, Taken
from consult_app.errors import VaultError
from tests.contract.test_vault_accounts import keep_sealed
from tests.helpers.consultations import AT, PASSPHRASE, PATIENT, draft
from tests.helpers.pages_opened import all_bytes

JPEG = b"\xff\xd8 a picture \x00\xff"


def photo(key="f-1", consultation="i-1", content=JPEG):
    digest = hashlib.sha256(content).hexdigest()
    return Photo(key, consultation, Taken.LATER, "left thigh", AT, "", digest, len(content))


def test_a_photograph_is_given_back_to_the_byte_with_its_line_in_the_log(vault):
    keep_sealed(vault)
    vault.add_photo(photo(), JPEG)
    [kept] = vault.photos(PATIENT.id)
    assert replace(kept, at=AT, by="") == photo()
    assert kept.by == "c-1"
    assert vault.photo("f-1") == JPEG
    assert vault.photos("p-9") == ()
    assert vault.acts("i-1")[-1].action == "photo"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (photo(content=b"another"), "stored-differs"),
        (photo(consultation="i-2"), "consultation-missing"),
        (photo(consultation="i-3"), "consultation-missing"),
        (photo(consultation="i-9"), "consultation-missing"),
    ],
)
def test_only_of_a_sealed_consent_and_only_what_it_says_it_is(vault, wrong, code):
    keep_sealed(vault)
    vault.begin(draft("i-2"), "bundle")
    keep_sealed(vault, "i-3", kind=DocumentKind.REFUSAL)
    with pytest.raises(VaultError) as error:
        vault.add_photo(wrong, JPEG)
    assert error.value.code == code
    assert vault.photos(PATIENT.id) == ()
    with pytest.raises(VaultError) as error:
        vault.photo("f-1")
    assert error.value.code == "photo-missing"


def test_only_those_of_samples_go(vault):
    keep_sealed(vault)
    keep_sealed(vault, "i-2", replace(PATIENT, id="p-2"), sample=True)
    vault.add_photo(photo(), JPEG)
    vault.add_photo(photo("f-2", "i-2"), JPEG)
    vault.clear_samples()
    assert [each.id for each in vault.photos(PATIENT.id)] == ["f-1"]
    assert vault.photos("p-2") == ()


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM photo",
        "UPDATE photo SET place = 'other'",
        "INSERT OR REPLACE INTO photo SELECT * FROM photo",
        "INSERT INTO photo SELECT 'f-9', 'i-2', at, actor, taken, place, sha256, length, jpeg FROM photo",
    ],
)
def test_no_statement_changes_a_photograph(real, statement, recursive):
    keep_sealed(real)
    real.begin(draft("i-2"), "bundle")
    real.add_photo(photo(), JPEG)
    real._database._connected().execute(f"PRAGMA recursive_triggers = {recursive}")
    with pytest.raises(VaultError), real._database.writing() as connection:
        connection.execute(statement)
    assert real.photo("f-1") == JPEG
    assert len(real.photos(PATIENT.id)) == 1


def test_a_picture_that_was_damaged_is_not_shown(real):
    keep_sealed(real)
    real.add_photo(photo(), JPEG)
    with real._database.writing() as connection:
        trigger = connection.value("SELECT sql FROM sqlite_master WHERE name = 'photo_never_changed'")
        connection.execute("DROP TRIGGER photo_never_changed")
        connection.execute("UPDATE photo SET jpeg = zeroblob(length)")
        connection.execute(trigger)
    with pytest.raises(VaultError) as error:
        real.photo("f-1")
    assert error.value.code == "vault-damaged"


WRONG = RemovedPhoto("f-1", "", Removal.WRONG, "another face", AT, "")


def signed_in(vault):
    """Keep two photographs, and let whoever is there confirm by passphrase."""
    vault.keep_signing_key(b"key", "secret", "f1")
    vault.signing_key(PASSPHRASE)
    keep_sealed(vault)
    vault.add_photo(photo(), JPEG)
    vault.add_photo(photo("f-2"), JPEG)
    vault.signing_key(PASSPHRASE)


def test_a_photograph_is_taken_out_for_a_reason_and_only_that_stays(vault):
    signed_in(vault)
    vault.remove_photo(WRONG)
    assert [each.id for each in vault.photos(PATIENT.id)] == ["f-2"]
    with pytest.raises(VaultError) as error:
        vault.photo("f-1")
    assert error.value.code == "photo-missing"
    [gone] = vault.removed_photos(PATIENT.id)
    assert replace(gone, at=AT) == replace(WRONG, consultation="i-1", by="c-1")
    assert vault.removed_photos("p-9") == ()
    assert vault.acts("i-1")[-1].action == "photo removed"
    with pytest.raises(VaultError) as error:
        vault.remove_photo(WRONG)
    assert error.value.code == "photo-missing"


def test_nothing_is_taken_out_while_the_records_are_held(vault):
    signed_in(vault)
    vault.retention.hold(PATIENT.id, "a claim")
    with pytest.raises(VaultError) as error:
        vault.remove_photo(WRONG)
    assert error.value.code == "held"
    assert vault.photo("f-1") == JPEG


def test_the_log_expects_it_no_more_once_somebody_signed_for_it(real):
    signed_in(real)
    real.remove_photo(WRONG)
    assert real.check_log().found == ()
    real.remove_photo(replace(WRONG, photo="f-2"))
    assert {each.fault for each in real.check_log().found} == {Fault.UNSIGNED, Fault.RECORD_CHANGED}


def test_no_page_holds_a_picture_that_was_taken_out(real):
    picture = b"a picture of somebody" * 700
    signed_in(real)
    real.add_photo(photo("f-3", content=picture), picture)
    real._database.checkpoint()
    assert b"somebodya picture" in all_bytes(real._site.folder, real.staff.keys)
    real.remove_photo(replace(WRONG, photo="f-3"))
    assert b"somebodya picture" not in all_bytes(real._site.folder, real.staff.keys)


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_no_statement_takes_one_out_in_another_way_or_brings_it_back(real, recursive):
    signed_in(real)
    real.remove_photo(WRONG)
    real._database._connected().execute(f"PRAGMA recursive_triggers = {recursive}")
    for statement in (
        "DELETE FROM photo",
        "DELETE FROM removed_photo",
        "UPDATE removed_photo SET why = 'other'",
        "UPDATE removed_photo SET photo = 'f-2'",
        "INSERT OR REPLACE INTO removed_photo SELECT * FROM removed_photo",
        "INSERT INTO removed_photo VALUES ('f-9', 'i-1', 'wrong', '', 'now', 'c-1')",
        "INSERT INTO removed_photo VALUES ('f-2', 'i-9', 'wrong', '', 'now', 'c-1')",
        "INSERT INTO photo SELECT 'f-1', consultation, at, actor, taken, '', sha256, length, jpeg FROM photo",
    ):
        with pytest.raises(VaultError), real._database.writing() as connection:
            connection.execute(statement)
    assert [each.id for each in real.photos(PATIENT.id)] == ["f-2"]
