"""Photographs are kept to the byte and for ever, unless they are of a sample."""

import hashlib
from dataclasses import replace

import pytest

from consult_app.domain.document import DocumentKind
from consult_app.domain.photo import Photo, Taken
from consult_app.errors import VaultError
from tests.contract.test_vault_accounts import keep_sealed
from tests.helpers.consultations import AT, PATIENT, draft

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
def test_no_statement_changes_a_photograph(local, statement, recursive):
    keep_sealed(local)
    local.begin(draft("i-2"), "bundle")
    local.add_photo(photo(), JPEG)
    with local._database.reading() as connection:
        connection.connection.cursor().execute(f"PRAGMA recursive_triggers = {recursive}")
    with pytest.raises(VaultError), local._database.writing() as connection:
        connection.exec_driver_sql(statement)
    assert local.photo("f-1") == JPEG
    assert len(local.photos(PATIENT.id)) == 1


def test_a_picture_that_was_damaged_is_not_shown(local):
    keep_sealed(local)
    local.add_photo(photo(), JPEG)
    with local._database.writing() as connection:
        trigger = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE name = 'photo_never_changed'"
        ).scalar_one()
        connection.exec_driver_sql("DROP TRIGGER photo_never_changed")
        connection.exec_driver_sql("UPDATE photo SET jpeg = zeroblob(length)")
        connection.exec_driver_sql(trigger)
    with pytest.raises(VaultError) as error:
        local.photo("f-1")
    assert error.value.code == "vault-damaged"
