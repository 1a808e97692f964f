# ruff: noqa: S608  the statements are the test
"""What is kept for ever cannot be changed, even by SQL; what is asked of the vault twice is written once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from sqlcipher3.dbapi2 import ProgrammingError

from consult_app.domain.consultation import Ending
from consult_app.domain.sequel import SequelKind
from consult_app.errors import VaultError
from consult_app.store import finding, handing
from consult_app.store.migrations import GUARDS, STEPS, tables
from consult_app.store.place import Place
from consult_app.store.room_vault import RoomVault
from consult_app.store.schema import TABLES
from tests.helpers.consultations import (
    AFTERCARE,
    AT,
    CLINICIAN,
    PASSPHRASE,
    PATIENT,
    PDF,
    PRACTICE,
    consented,
    draft,
    followed,
    following,
    reviewed,
    sealed,
    signed_once,
)
from tests.helpers.in_rooms import FAST, PracticePlace
from tests.helpers.pages_opened import holds_nothing
from tests.helpers.schemas import age

ACT = "at, actor, machine, action, subject, reason, digest, event, revision"


@pytest.fixture
def filled(real):
    """A vault with a sealed record, an open one, and a signer."""
    return fill(real)


@pytest.fixture(scope="module", params=[False, True], ids=["place", "practice_place"])
def refusing(request, tmp_path_factory):
    """The same, for all the statements that leave it as it is: of one machine, and of a practice's room."""
    folder, seconds = tmp_path_factory.mktemp("refusing") / "vault", count()

    def clock():
        return AT + timedelta(seconds=next(seconds))

    if request.param:
        made = PracticePlace(folder, clock, request.getfixturevalue("cluster").database())
    else:
        made = Place(folder, FAST, clock)
    vault, _ = made.create(PRACTICE, CLINICIAN, PASSPHRASE)
    yield fill(vault)
    vault.close()


def fill(vault):
    state = consented(signed_once(reviewed()))
    vault.begin(state.draft, "bundle")
    vault.keep(state, "sign")
    vault.store(sealed(state), PDF, AFTERCARE)
    vault.begin(draft("i-2"), "bundle")
    vault.begin(replace(draft("i-3"), sample=True, patient=replace(PATIENT, id="p-3")), "bundle")
    vault.begin(draft("i-5"), "bundle")
    vault.keep(draft("i-5").voiding(Ending("Entered twice", "Dr Bo", AT)), "void")
    follows = following(sealed(state), SequelKind.WITHDRAWAL)
    withdrawn = followed(follows)
    vault.begin(follows, "bundle")
    vault.keep(withdrawn, "sign")
    vault.store(sealed(withdrawn), PDF, b"", PDF + b"more", 2)
    vault.keep_signing_key(b"key", "secret", "f1")
    return vault


def content(vault):
    with vault._database.reading() as connection:
        names = [table.name for table in TABLES]
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}


@pytest.mark.parametrize(
    "statement",
    [
        *(
            f"DELETE FROM {table}"
            for table in ("sealed", "event", "pack", "signer", "meta", "consultation", "audit")
        ),
        "DELETE FROM audit WHERE seq = 3",
        "UPDATE audit SET actor = 'nobody' WHERE seq = 3",
        "UPDATE audit SET seq = 1000 WHERE seq = 3",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit",
        f"INSERT INTO audit SELECT seq + 1, {ACT}, prev, x'', hash FROM audit ORDER BY seq DESC LIMIT 1",
        f"INSERT INTO audit SELECT seq + 9, {ACT}, hash, x'', hash FROM audit ORDER BY seq DESC LIMIT 1",
        "UPDATE sealed SET pdf = x''",
        "UPDATE event SET actor = 'nobody'",
        "UPDATE pack SET bundle = 'other'",
        "UPDATE signer SET at = 'never'",
        "UPDATE meta SET store = 'other'",
        "UPDATE consultation SET stage = 'draft' WHERE id = 'i-1'",
        "UPDATE consultation SET name = 'other' WHERE id = 'i-1'",
        *(
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
            for table in ("sealed", "event", "pack", "signer", "meta", "consultation")
        ),
        "UPDATE OR REPLACE consultation SET id = 'i-1' WHERE id = 'i-2'",
        "UPDATE consultation SET stage = 'draft' WHERE id = 'i-5'",
        "UPDATE consultation SET body = '' WHERE id = 'i-5'",
        *(f"DELETE FROM {table}" for table in ("sequel", "revision")),
        "UPDATE sequel SET first = 'i-3'",
        "UPDATE sequel SET kind = 'amendment'",
        "UPDATE sequel SET consultation = 'i-2'",
        "UPDATE revision SET pdf = x'', length = 0",
        "UPDATE revision SET consultation = 's-1'",
        "UPDATE revision SET number = 2",
        *(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}" for table in ("sequel", "revision")),
        "INSERT INTO sequel VALUES ('i-3', 'i-2', 'amendment')",
        *(
            f"INSERT INTO revision SELECT consultation, {number}, sha256, {pdf}, at FROM revision"
            for number, pdf in (
                (0, "length, seals, pdf"),
                (1, "length, seals, pdf"),
                (2, "length - 1, seals, substr(pdf, 1, length - 1)"),
                (2, "3, seals, x'616263'"),
                (3, "length, seals, pdf"),
            )
        ),
        "DELETE FROM patient",
        "DELETE FROM sealed WHERE consultation = 'i-1'",
        "DELETE FROM event WHERE consultation = 'i-1'",
        "DELETE FROM event WHERE consultation = 'i-2'",
        "DELETE FROM consultation WHERE id = 'i-2'",
        # Nothing becomes a sample, or takes a sample's place, to be deleted then.
        "UPDATE consultation SET sample = 1 WHERE id = 'i-1'",
        "UPDATE consultation SET sample = 1 WHERE id = 'i-2'",
        "UPDATE consultation SET sample = 0 WHERE id = 'i-3'",
        "UPDATE consultation SET id = 'i-4' WHERE id = 'i-2'",
        "UPDATE consultation SET id = 'i-4' WHERE id = 'i-3'",
        "UPDATE OR REPLACE consultation SET rowid = 1 WHERE id = 'i-3'",
        "UPDATE event SET consultation = 'i-3' WHERE consultation = 'i-1'",
        "UPDATE sealed SET consultation = 'i-3'",
        "INSERT OR REPLACE INTO consultation SELECT * FROM consultation WHERE sample = 0",
    ],
)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_no_statement_changes_what_is_kept_for_ever(refusing, statement, recursive):
    before = content(refusing)
    refusing._database._connected().execute(f"PRAGMA recursive_triggers = {recursive}")
    with pytest.raises(VaultError), refusing._database.writing() as connection:
        connection.execute(statement)
    assert content(refusing) == before


@pytest.mark.parametrize("keys", ["ON", "OFF"])
def test_without_its_parent_nothing_becomes_free_to_be_deleted(refusing, keys):
    """A tool that does not look at foreign keys could delete parents first, and so orphan what is kept."""
    before = content(refusing)
    refusing._database._connected().execute(f"PRAGMA foreign_keys = {keys}")

    def orphan(table):
        with refusing._database.writing() as connection:
            connection.execute("DELETE FROM consultation WHERE sample = 1")
            connection.execute(f"DELETE FROM {table}")

    for table in ("consultation", "event", "sealed"):
        with pytest.raises(VaultError):
            orphan(table)
    assert content(refusing) == before


def test_only_a_sample_goes(filled):
    kept = content(filled)
    filled.clear_samples()
    left = content(filled)
    for table in ("sealed", "sequel", "revision", "pack", "signer", "meta", "setting"):
        assert left[table] == kept[table]
    assert [row.id for row in left["consultation"]] == ["i-1", "i-2", "i-5", "s-1"]
    assert left["event"] == [row for row in kept["event"] if row.consultation != "i-3"]
    assert {row.patient for row in left["patient_words"]} == {"p-1"}


@pytest.mark.parametrize("version", range(1, len(STEPS)))
def test_a_vault_of_any_schema_before_is_brought_up_to_date(place, version):
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    state = consented(signed_once(reviewed()))
    vault.begin(state.draft, "bundle")
    vault.keep(state, "sign")
    vault.keep_signing_key(b"key", "secret", "f1")
    vault.signing_key(PASSPHRASE)
    vault.store(sealed(state), PDF, AFTERCARE)
    vault.begin(draft("i-2"), "bundle")
    vault.close()
    age(place, version)
    again = place.unlock(PASSPHRASE)
    assert again.pdf("i-1") == PDF
    assert again.open("i-2") == draft("i-2")
    assert [again.patients(typed) for typed in ("müller", "jur 4711", "x")] == [(PATIENT,), (PATIENT,), ()]
    assert {each.id for each in again.consultations((PATIENT.id,))} == {"i-1", "i-2"}
    assert again.check_log().found == ()
    again.begin(replace(draft("i-3"), sample=True), "bundle")
    again.clear_samples()
    assert len(again.consultations()) == 2
    again.close()


def test_an_open_consultation_is_changed_freely(filled):
    filled.keep(draft("i-2").seeing("s-2"), "see")
    assert filled.open("i-2") == draft("i-2").seeing("s-2")


def test_each_act_is_logged_once(filled):
    filled.keep(draft("i-2").seeing("s-2"), "see")
    filled.keep(draft("i-2").seeing("s-2"), "see")
    filled.begin(draft("i-2").seeing("s-2"), "bundle")
    events = [(row.consultation, row.revision, row.actor, row.action) for row in content(filled)["event"]]
    assert events == [
        ("i-1", 0, "c-1", "begin"),
        ("i-1", 0, "c-1", "sign"),
        ("i-1", 0, "c-1", "seal"),
        ("i-2", 0, "c-1", "begin"),
        ("i-3", 0, "c-1", "begin"),
        ("i-5", 0, "c-1", "begin"),
        ("i-5", 0, "c-1", "void"),
        ("s-1", 0, "c-1", "begin"),
        ("i-1", 0, "c-1", "withdrawal begin s-1"),
        ("s-1", 0, "c-1", "sign"),
        ("s-1", 0, "c-1", "seal"),
        ("i-1", 0, "c-1", "withdrawal seal s-1"),
        ("i-2", 1, "c-1", "see"),
    ]


def test_the_queries_name_the_columns_that_the_migrations_make(local):
    with local._database.reading() as connection:
        for table in TABLES:
            made = connection.execute(f"PRAGMA table_info({table.name})").fetchall()
            assert {row.name for row in made} == set(table.columns)
        names = connection.values("SELECT name FROM sqlite_master WHERE type = 'table'")
        # What the index of words is made of is not ours.
        ours = {name for name in names if not name.startswith("patient_search")}
        assert ours == {table.name for table in TABLES} == tables(len(STEPS))
        assert connection.value("PRAGMA user_version") == len(STEPS)


def test_every_guard_is_in_the_statements_of_a_step():
    assert set(GUARDS) <= {statement for step in STEPS for statement in step}


def test_the_database_is_opened_the_durable_way(real):
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "fullfsync": 1,
        "checkpoint_fullfsync": 1,
        "foreign_keys": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "trusted_schema": 0,
        "recursive_triggers": 1,
    }
    with real._database.reading() as connection:
        found = {name: connection.value(f"PRAGMA {name}") for name in wanted}
    assert found == wanted


def test_a_sealed_record_needs_no_side_file(filled, real_place, tmp_path):
    state = consented(signed_once(reviewed("i-2")))
    filled.keep(state, "sign")
    filled.store(sealed(state), PDF, AFTERCARE)
    assert holds_nothing(real_place.folder / "vault.db-wal")


def test_only_this_account_may_read_the_folder(filled, real_place):
    assert real_place.folder.stat().st_mode & 0o777 == 0o700
    modes = {path.name: path.stat().st_mode & 0o777 for path in real_place.folder.iterdir()}
    # The file as it was before it was moved to a server.
    before = [name for name in modes if name.startswith("vault.db.before-")]
    assert [modes.pop(name) for name in before] == [0o600] * isinstance(filled, RoomVault)
    kept = {"keys.json", "keys.json.spare", "vault.db", "signers.json"}
    open_now = {"vault.db-wal", "vault.db-shm", "lock"}
    # A copy of a practice's vault needs no note of its own: what it lacks, the server has.
    note = set() if isinstance(filled, RoomVault) else {"session.txt"}
    assert set(modes) == kept | open_now | note
    assert set(modes.values()) == {0o600}


def test_an_error_never_holds_what_was_written(filled, real_place):
    secret = "Canary Müller"
    with pytest.raises(VaultError) as caught, filled._database.writing() as connection:
        connection.execute("UPDATE sealed SET sha256 = ?", (secret,))
    shown = repr(caught.value) + str(caught.value) + repr(caught.value.__cause__)
    assert secret not in shown
    assert caught.value.__suppress_context__


def test_a_use_from_another_thread_is_a_bug_and_not_a_damaged_vault(filled):
    with ThreadPoolExecutor(1) as pool:
        failed = pool.submit(filled.consultations).exception()
    assert isinstance(failed, ProgrammingError)
    assert len(filled.consultations()) == 5


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (finding._CURRENT.replace("?", "'2026-03-01'"), {"consultation_day", "consultation_open"}),
        (finding._SAMPLES, {"consultation_sample"}),
        (finding._SEEN, {"consultation_touched", "merge_absorbed"}),
        (handing._ALL, {"event_of_paper"}),
        (handing._OF_WANTED, {"event_of_wanted", "event_of_paper"}),
    ],
)
def test_a_list_is_read_without_reading_all_there_is(real, query, index):
    with real._database.reading() as connection:
        plan = [row.detail for row in connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    read = [each for each in plan if each.startswith(("SCAN", "SEARCH"))]
    assert all(any(name in each for name in index) for each in read), plan
    assert all(any(name in each for each in read) for name in index), plan
