"""The practice's server: another password for its rooms, and nothing left on it of what was before."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import conninfo

from consult_app.domain.audit import Act
from consult_app.errors import RightError, VaultError
from consult_app.store import connecting, database, key_files, keyring, practice_copy, room_server
from consult_app.store.failure import failure
from consult_app.store.place import Place
from consult_app.store.practice_log import Cipher
from consult_app.store.server import Server, Turn
from consult_app.workflow.practice_server import change_server_password, empty_server, take_server_password
from tests.helpers.answering import answered
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE, draft
from tests.helpers.in_rooms import FAST, cut, mended
from tests.helpers.pages_opened import opened_pages
from tests.helpers.postgres import PASSWORD
from tests.helpers.rotating import BO, BOS

CANARY = "canary-7f3a"
_MANY = 100


def refused(code):
    return pytest.raises(VaultError, check=lambda error: error.code == code)


def demand_guards(vault):
    """They are looked for when a room connects."""
    vault._replica.server._drop()
    assert not vault.look().away


def contents(owner, *tables):
    """What the server holds in these tables, encrypted."""
    found = [
        row[0]
        for table in tables or ("entry", "part", "sheet")
        for row in owner.execute(f"SELECT content FROM consult.{table} ORDER BY number".encode())  # noqa: S608
    ]
    return [bytes(each) for each in found if each]


def tables_of(cluster):
    """All that lies in the files of the server's tables; beside them it has its WAL, for a while."""
    return b"".join(each.read_bytes() for each in cluster.files() if "/base/" in str(each))


def piece(content):
    """Give a part that lies in one piece in a file: what is large is cut up there."""
    return content[:1000]


def last_entry(owner):
    newest = "SELECT number, id::text, content FROM consult.entry ORDER BY number DESC LIMIT 1"
    number, entry_id, content = owner.execute(newest).fetchone()
    return number, entry_id, bytes(content)


def acts_of(vault):
    return [each.action for each in vault.entries(10**6, _MANY)]


# Another password


def test_the_rooms_get_another_password_and_what_was_said_meanwhile_is_sent(first, other, other_place):
    room = first._replica.server
    before, address = room._password, room._address
    other.open("i-1")
    made = change_server_password(first, PASSWORD)
    assert Act.SERVER_PASSWORD in acts_of(first)
    # The other one is told, and loses nothing.
    other.keep(answered(draft()), "answer")
    told = other.look()
    assert (told.away, told.why, told.waiting) == (True, "server-password", 1)
    with refused("room-password"):
        take_server_password(other, before)
    assert other.look().why == "server-password"
    take_server_password(other, f" {made.upper().replace('-', ' ')} ")
    told = other.look()
    assert (told.away, told.why, told.waiting, told.apart) == (False, "", 0, 0)
    assert first.open("i-1") == answered(draft())
    other.close()
    again = other_place.unlock(PASSPHRASE)
    assert not again.look().away
    again.close()
    with refused("server-password"):
        Server(address, before).store()


def test_a_connection_that_came_in_with_the_password_before_is_ended(first, other):
    other.look()
    wire = other._replica.server._connection
    change_server_password(first, PASSWORD)
    with pytest.raises(psycopg.OperationalError):
        wire.execute("SELECT 1")


def test_an_owner_who_is_no_superuser_can_change_it_and_empty_the_server(cluster, place, tmp_path):
    address = cluster.database()
    with psycopg.connect(address, password=PASSWORD, autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute(f"CREATE ROLE own_{name} LOGIN CREATEROLE PASSWORD 'theirs'".encode())
        connection.execute(f"ALTER DATABASE {name} OWNER TO own_{name}".encode())
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.begin(draft(), "bundle")
    keys = vault.staff.keys
    vault.close()
    theirs = address.replace("owner@", f"own_{name}@")
    connecting.move(place, keys, theirs, "theirs")
    vault = place.unlock(PASSPHRASE)
    change_server_password(vault, "theirs")
    empty_server(vault, "theirs")
    vault.keep(answered(draft()), "answer")
    assert not vault.look().away
    vault.close()


def test_it_takes_somebody_in_charge_and_the_owners_password(first, practice_place):
    for act in (change_server_password, empty_server):
        with refused("owner-password"):
            act(first, "guessed")
    first.staff.add(BO, BOS)
    first.close()
    bos = practice_place.unlock(BOS, BO.id)
    for act in (change_server_password, empty_server):
        with pytest.raises(RightError):
            act(bos, PASSWORD)
    bos.close()


def test_cut_short_before_anybody_knows_it_it_is_changed_once_more(first, practice_place, monkeypatch):
    def cutting(*_):
        raise failure("vault-full")

    with monkeypatch.context() as patched:
        patched.setattr(room_server, "put_room", cutting)
        with refused("vault-full"):
            change_server_password(first, PASSWORD)
    first.close()
    # The server takes what this room knows no more; the vault opens all the same.
    again = practice_place.unlock(PASSPHRASE)
    assert again.look().why == "server-password"
    change_server_password(again, PASSWORD)
    again.keep(answered(draft()), "answer")
    assert not again.look().away
    again.close()


def test_a_server_that_is_gone_is_not_taken_for_a_wrong_password(first, monkeypatch):
    cut(first)
    told = first.look()
    assert (told.away, told.why) == (True, "server-gone")
    monkeypatch.setattr(room_server, "as_user", lambda *_: "host=/nowhere dbname=nothing")
    with refused("server-gone"):
        take_server_password(first, "any")


@pytest.mark.parametrize("act", [change_server_password, take_server_password, empty_server])
def test_a_vault_of_one_machine_has_no_server(local, act):
    with refused("practice-alone"):
        act(local, PASSWORD)


def test_the_server_is_named(first):
    assert first.practice_server.where.startswith("practice_")


@pytest.mark.parametrize("act", [change_server_password, empty_server, "join"])
def test_whoever_connected_with_an_older_version_may_name_no_other_practice_then(
    first, practice_place, owner, tmp_path, act
):
    """Rooms could add to all five tables: a second name would have stopped every one of them."""
    role = conninfo.conninfo_to_dict(first._replica.server._address)["user"]
    owner.execute(f"GRANT INSERT ON consult.practice TO {role}".encode())
    may = "SELECT has_table_privilege(%s, 'consult.practice', 'INSERT')"
    assert owner.execute(may, (role,)).fetchone() == (True,)
    if act == "join":
        practice_place.another(tmp_path / "third")
    else:
        act(first, PASSWORD)
    assert owner.execute(may, (role,)).fetchone() == (False,)
    demand_guards(first)


# Nothing of what was before


def test_nothing_of_before_is_left_that_any_key_could_open(first, other, other_place, owner, cluster):
    state = draft("i-2").answering("q-text", CANARY * 30)
    first.begin(state, "bundle")
    first.keep(state.answering("q-text", "nothing any more"), "answer")
    other.close()
    before = first.staff.keys
    held = contents(owner)
    lain = tables_of(cluster)
    assert all(piece(each) in lain for each in held), "the search finds what lies there"
    named = owner.execute("SELECT number, id FROM consult.entry ORDER BY number").fetchall()
    empty_server(first, PASSWORD)

    # The files of the tables hold nothing of it; numbers and ids stay.
    lain = tables_of(cluster)
    assert not any(piece(each) in lain for each in held)
    now = owner.execute("SELECT number, id FROM consult.entry ORDER BY number").fetchall()
    assert now[: len(named)] == named
    # No key file there leads to the key before, and the key now in force opens nothing of before.
    [sheet] = contents(owner, "sheet")
    keys = keyring.open_by_passphrase(sheet, PASSPHRASE, CLINICIAN.id, FAST)
    assert keys.data_key == first.staff.keys.data_key != before.data_key
    # What the server holds, opened past every engine, has not a byte of what was said.
    fetched = other_place.folder / "fetched.db"
    practice_copy.fetch(first._replica.server, keys, fetched)
    opened = opened_pages(fetched, keys.of_database[0])
    assert CANARY.encode() not in opened
    assert b"nothing any more" in opened

    # The other room follows, and nobody's records changed.
    again = other_place.unlock(PASSPHRASE)
    again.keep(answered(again.open("i-1")), "answer")
    assert first.open("i-1") == answered(draft())
    assert first.open("i-2").answers["q-text"] == "nothing any more"
    assert again.check_log().sound
    assert Act.SERVER_EMPTIED in acts_of(again)
    demand_guards(first)
    again.close()


def test_a_room_that_was_away_for_weeks_sends_what_waits_once(first, other, other_place, monkeypatch):
    other.open("i-1")
    arrives = Turn.commit

    def arriving(turn):
        arrives(turn)
        raise psycopg.OperationalError

    # It arrived and no answer came, so that it waits all the same.
    with monkeypatch.context() as breaking:
        breaking.setattr(Turn, "commit", arriving)
        other.note("read", "i-1", "arrived without an answer")
    cut(other)
    other.keep(answered(draft()), "answer")
    other.close()
    empty_server(first, PASSWORD)
    for number in range(3):
        first.begin(draft(f"i-{number + 5}"), "bundle")
    again = other_place.unlock(PASSPHRASE)
    told = again.look()
    assert (told.waiting, told.apart) == (0, 0)
    assert first.open("i-1") == answered(draft())
    reasons = [each.reason for each in first.entries(10**6, _MANY)]
    assert reasons.count("arrived without an answer") == 1
    assert first.check_log().sound
    again.close()


def test_what_is_said_elsewhere_at_that_moment_waits_and_is_sent(first, other, other_place):
    other.open("i-1")
    empty_server(first, PASSWORD)
    with refused("keys-changed"):
        other.keep(answered(draft()), "answer")
    other.note("read", "i-1", "noted meanwhile")
    other.close()
    again = other_place.unlock(PASSPHRASE)
    assert again.look().waiting == 0
    assert first.open("i-1") == answered(draft())
    assert "noted meanwhile" in [each.reason for each in first.entries(10**6, _MANY)]
    again.close()


def test_whoever_left_with_the_keys_reads_nothing_there_any_more(first, owner):
    first.staff.add(BO, BOS)
    theirs = keyring.open_by_passphrase(first.staff.keys.written(), BOS, BO.id, FAST)
    position = first._replica.position
    first.begin(draft("i-2", CANARY), "bundle")
    _, entry_id, content = last_entry(owner)
    first.staff.remove(BO.id)
    # What removing alone does not change: the key that they kept opens what came before it.
    assert content in contents(owner)
    assert CANARY in str(Cipher(theirs).opened(content, position, entry_id))
    empty_server(first, PASSWORD)
    assert content not in contents(owner)


def test_nothing_is_emptied_where_the_log_is_not_whole_or_the_server_is_away(first, owner):
    held = contents(owner)
    cut(first)
    with refused("server-gone"):
        empty_server(first, PASSWORD)
    mended(first)
    with first._replica.apart() as connection:
        connection.execute("UPDATE patient SET given_name = 'Else'")
    with refused("log-unsound"):
        empty_server(first, PASSWORD)
    assert contents(owner) == held


@pytest.mark.parametrize(
    "step",
    [
        (key_files, "announce"),
        (database.Database, "copy"),
        (Turn, "empty"),
        (Turn, "add_generation"),
        (Turn, "add_sheet"),
    ],
)
def test_refused_at_any_step_all_is_as_it_was(first, other_place, owner, monkeypatch, step):
    held = contents(owner)

    def refusing(*_):
        raise failure("vault-full")

    with monkeypatch.context() as patched:
        patched.setattr(*step, refusing)
        with refused("vault-full"):
            empty_server(first, PASSWORD)
    assert set(held) <= set(contents(owner))
    assert acts_of(first)[0] == Act.SERVER_NOT_EMPTIED
    demand_guards(first)
    first.keep(answered(draft()), "answer")
    other_place.unlock(PASSPHRASE).close()
    empty_server(first, PASSWORD)
    assert not set(held) & set(contents(owner))


# The commands


def test_it_is_done_from_the_command_line(cluster, tmp_path, command):
    address, here, there = cluster.emptied(), tmp_path / "here", tmp_path / "there"
    Place(here, FAST).create(PRACTICE, CLINICIAN, PASSPHRASE)[0].close()
    for folder in (here, there):
        code, _, err = command(
            "practice", "connect", address, "--vault", folder, "--user", CLINICIAN.name,
            typed=(PASSWORD, PASSPHRASE),
        )  # fmt: skip
        assert (code, err) == (0, "")
    code, out, err = command("practice", "password", "--vault", here, typed=(PASSPHRASE, PASSWORD))
    assert (code, err) == (0, "")
    made = out.splitlines()[0].rpartition(" ")[2]
    code, _, err = command("practice", "password", "--typed", "--vault", there, typed=(PASSPHRASE, "other"))
    assert code == 2
    assert "does not take this password" in err
    code, out, err = command("practice", "password", "--typed", "--vault", there, typed=(PASSPHRASE, made))
    assert (code, err, out) == (0, "", "The server lets this room in again.\n")
    code, _, err = command("practice", "empty", "--vault", there, typed=(PASSPHRASE, "guessed"))
    assert code == 2
    assert "another password" in err
    code, out, err = command("practice", "empty", "--vault", there, typed=(PASSPHRASE, PASSWORD))
    assert (code, err) == (0, "")
    assert "nothing of what was before" in out
    vault = Place(here, FAST).unlock(PASSPHRASE)
    assert not vault.look().away
    vault.close()
