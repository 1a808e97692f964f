# ruff: noqa: S608  the statements are the test
"""How long records are kept, and how they are destroyed: by two people, wholly, and in no other way."""

import hashlib
import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest

from consult_app.cli.audit import as_plain, print_checked
from consult_app.domain.audit import Act, Fault
from consult_app.domain.backup import Backup
from consult_app.domain.consultation import Clinician
from consult_app.domain.photo import Photo, Taken
from consult_app.domain.retention import Ground, Holdings, Proposal
from consult_app.domain.sequel import SequelKind
from consult_app.domain.unfinished import NewPatient, Unfinished
from consult_app.domain.users import User, UserRole
from consult_app.errors import VaultError
from consult_app.store import database, practice_copy
from consult_app.store.examining import keys_of
from consult_app.store.rescue import rescue
from consult_app.store.returned import NAME
from consult_app.store.schema import BELONGING, TABLES
from tests.contract.test_vault_accounts import account, keep_sealed
from tests.helpers.consultations import (
    AT,
    CLINICIAN,
    PASSPHRASE,
    PATIENT,
    PDF,
    PRACTICE,
    draft,
    followed,
    following,
    sealed,
)
from tests.helpers.pages_opened import all_bytes, opened_pages
from tests.helpers.postgres import PASSWORD

BO = User(Clinician("c-2", "Bo Lind", "Nurse", "N-7"), UserRole.CLINICIAN)
BOS = "quiet harbour ninety maps"
OTHER = replace(PATIENT, id="p-2", given_name="Ada", family_name="Olsen", record_number="B-1")
CERTIFICATE = b"%PDF-1.7 certificate"
ALL = Holdings(2, 3, 1, 1, 1, 2, 10)


def refused(code):
    return pytest.raises(VaultError, check=lambda error: error.code == code)


def proposal(key="d-1", patient=PATIENT.id, ground=Ground.PERIOD):
    return Proposal(key, patient, ground, "long ago", AT, "")


def keep_photo(vault, key="f-1", consultation="i-1", jpeg=b"\xff\xd8 a picture"):
    digest = hashlib.sha256(jpeg).hexdigest()
    vault.add_photo(Photo(key, consultation, Taken.LATER, "left thigh", AT, "", digest, len(jpeg)), jpeg)


@pytest.fixture
def filled(vault):
    """A vault of two users: a patient with something in every table, and another one."""
    vault.staff.add(BO, BOS)
    vault.keep_signing_key(b"key", "secret", "f-1")
    vault.keep_signing_key(b"key", "secret", "f-2", "c-2")
    vault.signing_key(PASSPHRASE)
    state = keep_sealed(vault)
    vault.tell(account("n-1"))
    keep_photo(vault)
    follows = following(sealed(state), SequelKind.WITHDRAWAL)
    withdrawn = followed(follows)
    vault.begin(follows, "bundle")
    vault.keep(withdrawn, "sign")
    vault.signing_key(PASSPHRASE)
    vault.store(sealed(withdrawn), PDF, b"", PDF + b"more", 2)
    vault.begin(draft("i-2", patient=OTHER), "bundle")
    return vault


def by_another(vaults, vault):
    vault.close()
    again = vaults.unlock(BOS, "c-2")
    again.signing_key(BOS)
    return again


def destroyed(vaults, vault, patient=PATIENT.id):
    vault.retention.propose(proposal(patient=patient))
    second = by_another(vaults, vault)
    second.retention.destroy("d-1", CERTIFICATE, second.retention.holdings(patient))
    return second


def test_the_last_contact_is_the_last_day_on_which_anything_was_recorded(filled):
    filled.begin(
        replace(draft("i-9", patient=replace(OTHER, id="p-9")), sample=True, day=date(2099, 1, 1)), "bundle"
    )
    found = {each.patient: each for each in filled.retention.contacts()}
    assert found.keys() == {"p-1", "p-2"}
    assert found["p-1"].born == PATIENT.birth_date
    assert found["p-2"].last >= date(2026, 3, 1)
    filled.begin(replace(draft("i-3", patient=OTHER), day=date(2031, 5, 6)), "bundle")
    assert {each.patient: each.last for each in filled.retention.contacts()}["p-2"] == date(2031, 5, 6)


def test_what_is_kept_is_counted_kind_by_kind(filled):
    assert replace(filled.retention.holdings("p-1"), first_entry=0, acts=0) == replace(ALL, acts=0)
    assert filled.retention.holdings("p-2").consultations == 1
    assert filled.retention.holdings("p-9").consultations == 0


def test_a_hold_keeps_everything_until_it_is_ended(vaults, filled):
    filled.retention.propose(proposal())
    filled.retention.hold("p-1", "a claim is pending")
    [held] = filled.retention.holds()
    assert (held.patient, held.why, held.by) == ("p-1", "a claim is pending", "c-1")
    with refused("held"):
        filled.retention.propose(proposal("d-2"))
    second = by_another(vaults, filled)
    with refused("held"):
        second.retention.destroy("d-1", CERTIFICATE, second.retention.holdings("p-1"))
    second.retention.release("p-1")
    second.retention.release("p-1")
    assert second.retention.holds() == ()
    second.signing_key(BOS)
    second.retention.destroy("d-1", CERTIFICATE, second.retention.holdings("p-1"))
    assert [each.id for each in second.patients()] == ["p-2"]


def test_a_later_wish_stands_for_the_earlier_one_and_can_be_taken_back(filled):
    filled.retention.propose(proposal())
    filled.retention.propose(proposal("d-2", ground=Ground.WISH))
    [kept] = filled.retention.proposals()
    assert (kept.id, kept.patient, kept.ground, kept.why, kept.by) == (
        "d-2",
        "p-1",
        Ground.WISH,
        "long ago",
        "c-1",
    )
    filled.retention.take_back("d-2")
    assert filled.retention.proposals() == ()
    with refused("proposal-missing"):
        filled.retention.take_back("d-2")


def test_nobody_is_proposed_or_held_who_is_not_there_or_is_made_up(filled):
    filled.begin(replace(draft("i-9", patient=replace(OTHER, id="p-9")), sample=True), "bundle")
    for patient in ("p-8", "p-9"):
        with refused("patient-missing"):
            filled.retention.propose(proposal(patient=patient))
        with refused("patient-missing"):
            filled.retention.hold(patient, "why")
    assert filled.retention.proposals() == filled.retention.holds() == ()


def test_no_table_that_belongs_to_a_consultation_or_a_patient_is_forgotten():
    """Whoever adds such a table has to say that it goes with its patient."""
    of_consultations = {each.name for each in TABLES if "consultation" in each.columns}
    assert set(BELONGING) == of_consultations
    stay = {"destruction", "destroyed"}
    others = {each.name for each in TABLES if "patient" in each.columns} - stay
    assert others == {"consultation", "patient_words", "hold"}


def test_whoever_proposed_it_cannot_carry_it_out(filled):
    filled.retention.propose(proposal())
    filled.signing_key(PASSPHRASE)
    with refused("second-person"):
        filled.retention.destroy("d-1", CERTIFICATE, filled.retention.holdings("p-1"))
    assert filled.pdf("i-1") == PDF + b"more"
    assert filled.retention.certified() == ()


def test_nothing_is_destroyed_that_was_not_counted(vaults, filled):
    filled.retention.propose(proposal())
    counted = filled.retention.holdings("p-1")
    second = by_another(vaults, filled)
    second.begin(draft("i-7"), "bundle")
    with refused("changed-elsewhere"):
        second.retention.destroy("d-1", CERTIFICATE, counted)
    assert second.open("i-7") == draft("i-7")
    with refused("proposal-missing"):
        second.retention.destroy("d-9", CERTIFICATE, counted)


def test_a_second_person_destroys_all_about_one_patient_and_nothing_else(vaults, filled):
    second = destroyed(vaults, filled)
    assert [each.id for each in second.patients()] == ["p-2"]
    assert second.patients("Müller") == ()
    assert [each.id for each in second.consultations()] == ["i-2"]
    assert second.look_up_lot("AB123") == ()
    assert second.accounts("p-1") == second.photos("p-1") == ()
    for gone in ("i-1", "s-1"):
        with refused("consultation-missing"):
            second.open(gone)
    with refused("consultation-missing"):
        second.pdf("i-1")
    [certified] = second.retention.certified()
    assert (certified.destruction, certified.patient, certified.by, certified.proposed_by) == (
        "d-1",
        "p-1",
        "c-2",
        "c-1",
    )
    assert second.retention.certificate("d-1") == CERTIFICATE
    with refused("proposal-missing"):
        second.retention.certificate("d-2")
    assert second.retention.proposals() == ()
    with refused("proposal-missing"):
        second.retention.take_back("d-1")


@pytest.fixture
def gone(real_place):
    """A real vault, unlocked by the second person, in which a patient was destroyed."""
    vault, _ = real_place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    second = destroyed(real_place, _fill(vault))
    yield second
    second.close()


def _fill(vault):
    vault.staff.add(BO, BOS)
    vault.keep_signing_key(b"key", "secret", "f-1")
    vault.keep_signing_key(b"key", "secret", "f-2", "c-2")
    vault.signing_key(PASSPHRASE)
    keep_sealed(vault)
    vault.tell(account("n-1"))
    keep_photo(vault)
    vault.begin(draft("i-2", patient=OTHER), "bundle")
    return vault


def test_the_log_is_whole_afterwards_and_says_who_did_it(gone):
    checked = gone.check_log()
    assert checked.found == ()
    [told] = checked.destroyed
    assert (told.patient, told.by, told.proposed_by, told.records) == ("p-1", "Bo Lind", CLINICIAN.name, 1)


def test_of_the_patient_the_log_has_only_ids(gone):
    with gone._database.reading() as connection:
        said = [tuple(map(str, row)) for row in connection.execute("SELECT * FROM audit")]
    words = (
        PATIENT.given_name,
        PATIENT.family_name,
        PATIENT.record_number,
        "Restylane",
        "left thigh",
        "AB-12",
    )
    assert not [row for row in said if any(word in part for word in words for part in row)]
    assert [row[5] for row in said if row[4] == Act.PATIENT_DESTROYED] == ["p-1"]


STATEMENTS = [
    "DELETE FROM destroyed",
    "UPDATE destroyed SET actor = 'c-9'",
    "INSERT OR REPLACE INTO destroyed SELECT * FROM destroyed",
    "DELETE FROM certificate",
    "UPDATE certificate SET pdf = x'', length = 0",
    "INSERT OR REPLACE INTO certificate SELECT * FROM certificate",
    "DELETE FROM destruction",
    "UPDATE destruction SET actor = 'c-9'",
    "INSERT OR REPLACE INTO destruction SELECT * FROM destruction",
    # One person alone, a proposal of another patient's, none at all, nobody.
    "INSERT INTO destroyed VALUES ('p-2', 'd-2', 'now', 'c-2')",
    "INSERT INTO destroyed VALUES ('p-2', 'd-1', 'now', 'c-2')",
    "INSERT INTO destroyed VALUES ('p-2', 'd-9', 'now', 'c-2')",
    "INSERT INTO destroyed VALUES ('p-2', 'd-2', 'now', '')",
    "UPDATE consultation SET patient = 'p-1'",
    "DELETE FROM consultation",
    "DELETE FROM event",
    # Who was destroyed does not come back.
    "INSERT INTO patient VALUES ('p-1', 'a', 'b', '2000-01-01', 'male', '', 'b a')",
    "UPDATE patient SET id = 'p-1'",
    (
        "INSERT INTO consultation SELECT 'i-8', stage, revision, signatures, 'p-1', pack, name, birth_date,"
        " treatment, day, sample, refusal, updated, body FROM consultation"
    ),
]


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_no_statement_destroys_or_brings_back(gone, recursive):
    gone.retention.propose(proposal("d-2", "p-2"))
    gone.keep_patient(replace(PATIENT, id="p-3"))
    before = content(gone)
    gone._database._connected().execute(f"PRAGMA recursive_triggers = {recursive}")
    for statement in STATEMENTS:
        with pytest.raises(VaultError), gone._database.writing() as connection:
            connection.execute(statement)
    assert content(gone) == before


def test_a_hold_keeps_even_from_sql(gone):
    gone.retention.propose(proposal("d-2", "p-2"))
    gone.retention.hold("p-2", "why")
    with pytest.raises(VaultError), gone._database.writing() as connection:
        connection.execute("INSERT INTO destroyed VALUES ('p-2', 'd-2', 'now', 'c-1')")
    assert gone.open("i-2") == draft("i-2", patient=OTHER)


def content(vault):
    with vault._database.reading() as connection:
        names = [table.name for table in TABLES]
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def many(place, seed):
    """Fill a vault with patients whose every field holds their own mark, and change it again and again."""
    random = Random(seed)  # noqa: S311 - nothing here is secret
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.staff.add(BO, BOS)
    vault.keep_signing_key(b"key", "secret", "f-2", "c-2")
    drafts = []
    for number in range(12):
        patient = replace(
            PATIENT,
            id=f"p-{number}",
            given_name=mark(number),
            family_name=mark(number) * 2,
            record_number=mark(number),
        )
        keep_sealed(vault, f"s-{number}", patient)
        picture = mark(number).encode() * random.randrange(1, 2000)
        keep_photo(vault, f"f-{number}", f"s-{number}", picture)
        vault.begin(draft(f"i-{number}", mark(number), patient=patient), "bundle")
        drafts.append(draft(f"i-{number}", mark(number), patient=patient))
    for _ in range(100):
        at = random.randrange(12)
        drafts[at] = drafts[at].adding_risks((mark(at) * random.randrange(1, 400),))
        vault.keep(drafts[at], "risks")
    for number in (3, 4, 11):
        vault.retention.propose(proposal(f"d-{number}", f"p-{number}"))
    vault.keep_unfinished(Unfinished(NewPatient(family_name=mark(4) * 2)))
    return by_another(place, vault)


def mark(number):
    # Each begins otherwise: an index of words keeps only in what one differs from the last.
    return f"{'abcdefghijkl'[number]}canary{number:02}"


def marks_left(vault, place, number):
    return all_bytes(place.folder, vault.staff.keys).count(mark(number).encode())


def test_no_page_of_the_file_holds_anything_of_it_any_more(real_place):
    vault = many(real_place, 5)
    # Both in a table and, written over again and again, in what was free space then.
    assert marks_left(vault, real_place, 3) > 100
    others = [marks_left(vault, real_place, number) for number in (0, 5)]
    for number in (3, 4, 11):
        vault.signing_key(BOS)
        vault.retention.destroy(f"d-{number}", b"pdf", vault.retention.holdings(f"p-{number}"))
    assert [marks_left(vault, real_place, number) for number in (3, 4, 11)] == [0, 0, 0]
    assert [marks_left(vault, real_place, number) > 100 for number in (0, 5)] == [True, True], others
    vault.close()


def test_what_two_destroyed_is_not_on_the_server_once_it_was_emptied(practice_place, tmp_path):
    first, _ = practice_place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    filled = _fill(first)
    # So that it lies there in one piece.
    filled.practice_server.begin_anew(PASSWORD)
    held = on_the_server(filled, tmp_path / "held.db")
    assert all(each in held for each in (b"Restylane", b"AB-12"))
    second = destroyed(practice_place, filled)
    # It came there before it was destroyed, and lies there still.
    assert on_the_server(second, tmp_path / "still.db") == held
    second.practice_server.begin_anew(PASSWORD)
    left = on_the_server(second, tmp_path / "left.db")
    assert not any(each in left for each in (b"Restylane", b"AB-12"))
    assert OTHER.family_name.encode() in left
    assert second.check_log().sound
    second.close()


def on_the_server(vault, file):
    """Give what the newest generation on the server begins with, decrypted page by page."""
    practice_copy.fetch(vault._replica.server, vault.staff.keys, file)
    return opened_pages(file, vault.staff.keys.of_database[0])


def test_the_search_would_find_what_is_only_deleted(real_place, monkeypatch):
    """Without overwriting, the file goes on holding what was deleted: the test above can fail."""
    pragmas = tuple(each.replace("secure_delete = ON", "secure_delete = OFF") for each in database._PRAGMAS)
    assert pragmas != database._PRAGMAS
    monkeypatch.setattr(database, "_PRAGMAS", pragmas)
    vault = many(real_place, 5)
    vault.retention.destroy("d-3", b"pdf", vault.retention.holdings("p-3"))
    assert marks_left(vault, real_place, 3) > 0
    vault.close()


def test_backups_that_hold_the_patient_are_known_by_their_logs(real, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    real.keep_preferences(replace(real.preferences(), backup_folder=str(folder)))
    made = real.backing_up().run()
    real.note_backup(made)
    real.begin(draft(), "bundle")
    assert real.retention.copies("p-1").backups == ()
    shutil.rmtree(folder / made.name)
    with_patient = real.backing_up().run()
    real.note_backup(with_patient)
    real.note_backup(Backup("consult-elsewhere", AT, 99))
    (real._site.folder / "replaced-20260101-000000").mkdir()
    found = real.retention.copies("p-1")
    assert [each.name for each in found.backups] == [with_patient.name]
    assert (found.others, found.aside) == (1, 1)


def test_who_came_back_with_a_backup_is_named_and_can_be_destroyed_again(place, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.keep_preferences(replace(vault.preferences(), backup_folder=str(folder)))
    made = _fill(vault).backing_up().run()
    second = destroyed(place, vault)
    assert second.retention.returned() == ()
    listed = (folder / NAME).read_text()
    assert listed.split()[1] == "p-1"
    assert PATIENT.family_name not in listed
    second.close()
    shutil.rmtree(place.folder)
    place.restore(str(folder / made.name))
    again = place.unlock(PASSPHRASE, "c-1")
    [back] = again.retention.returned()
    assert back.patient == "p-1"
    assert back.at.tzinfo is not None
    once_more = destroyed(place, again)
    assert once_more.retention.returned() == ()
    assert once_more.check_log().sound
    once_more.close()


def test_a_list_outside_that_is_spoilt_says_nothing(gone):
    (gone._site.folder / NAME).write_bytes(
        b"\xff\xfe nonsense\n" + gone.staff.store[:8].encode() + b" p-2 then\n"
    )
    assert gone.retention.returned() == ()


def test_a_list_that_was_lost_is_written_anew_at_the_next_unlocking(gone, real_place):
    (gone._site.folder / NAME).unlink()
    gone.close()
    again = real_place.unlock(PASSPHRASE, "c-1")
    assert "p-1" in (real_place.folder / NAME).read_text()
    again.close()


@pytest.mark.parametrize(
    ("attack", "fault"),
    [
        ("UPDATE certificate SET pdf = x'00', length = 1", Fault.RECORD_CHANGED),
        ("DELETE FROM certificate", Fault.RECORD_CHANGED),
        ("INSERT INTO certificate VALUES ('d-2', '', 0, x'')", Fault.RECORD_UNKNOWN),
        ("DELETE FROM patient", Fault.RECORD_MISSING),
        ("UPDATE audit SET action = 'destruction proposed' WHERE seq = 4", Fault.CHANGED),
    ],
)
def test_what_somebody_with_the_data_key_does_to_it_shows(gone, attack, fault):
    gone.retention.propose(proposal("d-2", "p-2"))
    gone.keep_patient(replace(OTHER, id="p-5"))
    with gone._database.writing() as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DELETE FROM patient_words")
        connection.execute(attack.replace("FROM patient", "FROM patient WHERE id = 'p-5'"))
        for _, sql in guards:
            connection.execute(sql)
    assert fault in {each.fault for each in gone.check_log().found}


def test_a_destruction_that_nobody_signed_is_found(real_place):
    vault, _ = real_place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    _fill(vault).retention.propose(proposal())
    vault.close()
    second = real_place.unlock(BOS, "c-2")
    second.retention.destroy("d-1", CERTIFICATE, second.retention.holdings("p-1"))
    checked = second.check_log()
    assert {each.fault for each in checked.found} >= {Fault.UNSIGNED, Fault.RECORD_MISSING}
    assert checked.destroyed == ()
    second.close()


def test_a_rescue_brings_certificates_out(gone, real_place, tmp_path):
    gone.close()
    found = {}
    folder = tmp_path / "out"
    folder.mkdir()
    keys = keys_of(real_place, PASSPHRASE, "c-1")
    outcome = rescue(real_place, keys, folder, lambda name, content: found.update({name: content}))
    assert (outcome.lost, outcome.broken) == ((), ())
    assert found["destroyed/d-1.pdf"] == CERTIFICATE
    [row] = json.loads(found["destroyed.json"])
    assert (row["patient"], row["actor"]) == ("p-1", "c-2")


def test_the_check_by_hand_says_who_destroyed_it(gone, capsys):
    checked = gone.check_log()
    print_checked(checked)
    out = capsys.readouterr().out
    assert out.startswith("The log is whole.")
    assert f"p-1: 1 record destroyed by Bo Lind on 2026-03-01, proposed by {CLINICIAN.name}" in out
    [told] = as_plain(checked)["destroyed"]
    assert (told["patient"], told["by"], told["records"]) == ("p-1", "Bo Lind", 1)


def test_all_that_the_log_has_about_a_patient_is_found_in_it(real):
    _fill(real)
    real.note(Act.OPENED, "i-1")
    real.note(Act.READ_PATIENT, "p-2")
    said = [(each.action, each.subject) for each in real.entries_about("p-1")]
    assert said == [
        ("patient kept", "p-1"),
        ("begin", "i-1"),
        ("sign", "i-1"),
        ("seal", "i-1"),
        ("given", "i-1"),
        ("photo", "i-1"),
        ("record opened", "i-1"),
    ]
    assert {each.whose for each in real.entries_about("p-1")} == {PATIENT.name}
    assert real.entries_about("p-9") == ()


def test_time_is_that_of_the_destruction(gone):
    [certified] = gone.retention.certified()
    assert certified.at.astimezone(UTC) < datetime(2026, 3, 2, tzinfo=UTC)
