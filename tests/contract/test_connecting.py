"""A vault moves to the practice's server, and other machines join: all of it, or nothing changed."""

from datetime import timedelta

import psycopg
import pytest

from consult_app.domain.audit import Act
from consult_app.errors import VaultError
from consult_app.store import connecting, files, keyring, practice_copy
from consult_app.store.address import plain
from consult_app.store.place import Place
from consult_app.store.server import Turn
from tests.helpers.consultations import (
    AFTERCARE,
    AT,
    CLINICIAN,
    PASSPHRASE,
    PDF,
    PRACTICE,
    consented,
    draft,
    reviewed,
    sealed,
    signed_once,
)
from tests.helpers.in_rooms import FAST
from tests.helpers.postgres import PASSWORD
from tests.helpers.rotating import BO, BOS


def refused(code):
    return pytest.raises(VaultError, check=lambda error: error.code == code)


@pytest.fixture
def own(tmp_path):
    """A vault, closed, with two users and a sealed record."""
    place = Place(tmp_path / "vault", FAST)
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.staff.add(BO, BOS)
    state = consented(signed_once(reviewed("i-2")))
    vault.begin(draft(), "bundle")
    vault.begin(state.draft, "bundle")
    vault.keep(state, "sign")
    vault.keep_signing_key(b"key", "secret", "f1")
    vault.signing_key(PASSPHRASE)
    vault.store(sealed(state), PDF, AFTERCARE)
    vault.close()
    return place


@pytest.fixture
def address(cluster):
    return cluster.emptied()


def keys_of(place):
    sheet = (place.folder / "keys.json").read_bytes()
    return keyring.open_by_passphrase(sheet, PASSPHRASE, CLINICIAN.id, place.cost)


def still_opens(place):
    vault = place.unlock(PASSPHRASE, CLINICIAN.id)
    assert vault.open("i-1") == draft()
    assert vault.pdf("i-2") == PDF
    assert vault.check_log().sound
    vault.close()


def test_a_vault_is_moved_and_another_machine_joins(own, address, command, tmp_path):
    before = (own.folder / "vault.db").read_bytes()
    connect = ("practice", "connect", address)
    code, out, err = command(*connect, "--vault", own.folder, "--user", CLINICIAN.name)
    assert (code, err) == (0, "")
    assert "rows compared" in out
    [kept] = own.folder.glob("vault.db.before-*")
    assert str(kept) in out
    assert kept.read_bytes() == before
    still_opens(own)
    joining = tmp_path / "joining"
    code, out, err = command(*connect, "--vault", joining, "--user", BO.clinician.name, typed=(PASSWORD, BOS))
    assert (code, err) == (0, "")
    assert out.startswith("This machine has all of the practice now: ")
    still_opens(Place(joining, FAST))
    assert [each.name for each in Place(joining, FAST).users()] == [CLINICIAN.name, BO.clinician.name]
    assert (
        sorted(each.name for each in joining.iterdir())
        == [
            *("keys.json", "keys.json.spare", "lock", "outside.json", "signers.json"),
            *("tries.json", "vault.db"),
        ]
        or not (joining / "vault.db.next").exists()
    )


def test_only_whoever_may_moves_the_practice(own, address, command):
    connect = ("practice", "connect", address, "--vault", own.folder, "--user", BO.clinician.name)
    code, _, err = command(*connect, typed=(PASSWORD, BOS))
    assert code == 2
    assert "clinician" in err
    assert connecting.practice_of(address, PASSWORD) == ""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("postgresql://me:secret@server/practice", "Leave the password out"),
        ("mysql://server/practice", "postgresql://user@server/database"),
        ("postgresql://[server/x", "postgresql://user@server/database"),
        ("postgresql://me@server", "postgresql://user@server/database"),
        ("postgresql://owner@/practice?host=/nowhere", "cannot be reached"),
    ],
)
def test_an_address_that_leads_nowhere_is_said_to(own, command, written, said):
    code, _, err = command("practice", "connect", written, "--vault", own.folder)
    assert code == 2
    assert said in err
    assert "secret" not in err
    still_opens(own)


def test_a_wrong_password_of_the_server_is_said_to_be(own, address, command):
    code, _, err = command("practice", "connect", address, "--vault", own.folder, typed=("wrong", PASSPHRASE))
    assert code == 2
    assert "wants another password" in err


def test_a_database_that_is_not_there_is_no_wrong_password(own, address, command):
    nowhere = address.replace("/practice_", "/nowhere_")
    code, _, err = command("practice", "connect", nowhere, "--vault", own.folder)
    assert code == 2
    assert "no database of this name" in err
    still_opens(own)


@pytest.mark.parametrize("table", ["entry", "practice"])
def test_what_another_program_has_there_is_left_alone(own, cluster, command, table):
    address = cluster.database()
    with psycopg.connect(address, password=PASSWORD, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA consult; CREATE TABLE consult.{table} (name text)".encode())
    connect = ("practice", "connect", address, "--vault", own.folder, "--user", CLINICIAN.name)
    code, _, err = command(*connect)
    assert code == 2
    assert {"entry": "or another program", "practice": "does not hold what was written"}[table] in err
    still_opens(own)


def test_the_password_of_the_server_may_come_from_the_environment(own, address, command, monkeypatch):
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    connect = ("practice", "connect", address, "--vault", own.folder, "--user", CLINICIAN.name)
    code, _, err = command(*connect, typed=(PASSPHRASE,))
    assert (code, err) == (0, "")


def test_what_is_there_is_not_replaced(own, address, tmp_path):
    other = Place(tmp_path / "other", FAST)
    other.create(PRACTICE, CLINICIAN, PASSPHRASE)[0].close()
    with refused("server-empty"):
        connecting.join(Place(tmp_path / "third", FAST), PASSPHRASE, "", address, PASSWORD)
    connecting.move(own, keys_of(own), address, PASSWORD)
    with refused("server-taken"):
        connecting.move(other, keys_of(other), address, PASSWORD)
    with refused("practice-connected"):
        connecting.move(own, keys_of(own), address, PASSWORD)
    with refused("vault-exists"):
        connecting.join(other, PASSPHRASE, CLINICIAN.id, address, PASSWORD)
    with refused("passphrase-wrong"):
        connecting.join(Place(tmp_path / "third", FAST), "wrong", CLINICIAN.id, address, PASSWORD)
    still_opens(own)
    assert not Place(tmp_path / "third", FAST).exists()


def test_wrong_passphrases_are_counted_where_a_machine_joins_too(own, address, tmp_path):
    connecting.move(own, keys_of(own), address, PASSWORD)
    now = [AT]
    third = Place(tmp_path / "third", FAST, lambda: now[0])
    for _ in range(3):
        with refused("passphrase-wrong"):
            connecting.join(third, "wrong", CLINICIAN.name, address, PASSWORD)
    with refused("too-many-tries"):
        connecting.join(third, PASSPHRASE, CLINICIAN.name, address, PASSWORD)
    # Each is in the log of all, as soon as somebody gets in there.
    now[0] += timedelta(hours=1)
    connecting.join(third, PASSPHRASE, CLINICIAN.name, address, PASSWORD)
    vault = third.unlock(PASSPHRASE, CLINICIAN.id)
    acts = [each.action for each in vault.entries(10**9, 1000)]
    assert acts.count(Act.UNLOCK_FAILED) == 3
    vault.close()


def test_a_role_that_may_make_no_others_is_refused_and_nothing_is_left(own, cluster):
    address = cluster.database()
    with psycopg.connect(address, password=PASSWORD, autocommit=True) as connection:
        connection.execute("CREATE ROLE plain LOGIN PASSWORD 'plain'")
        connection.execute(f"GRANT CREATE ON DATABASE {connection.info.dbname} TO plain".encode())
        theirs = address.replace("owner@", "plain@")
        with refused("server-refused"):
            connecting.move(own, keys_of(own), theirs, "plain")
        assert connecting.practice_of(theirs, "plain") == ""
        connection.execute("DROP OWNED BY plain")
        connection.execute("DROP ROLE plain")
    still_opens(own)


def test_a_vault_whose_log_is_not_whole_is_not_moved(own, address):
    vault = own.unlock(PASSPHRASE, CLINICIAN.id)
    with vault._database.writing() as connection:
        connection.execute("UPDATE patient SET given_name = 'Else'")
    vault.close()
    with refused("log-unsound"):
        connecting.move(own, keys_of(own), address, PASSWORD)
    assert connecting.practice_of(address, PASSWORD) == ""


_STEPS = (
    *((files, name) for name in ("write", "make_empty", "move", "remove", "sync", "same")),
    *((Turn, name) for name in ("add_generation", "add_sheet")),
    *((practice_copy, name) for name in ("fetch", "settle_in")),
)


class Cut(BaseException):
    """The program ends here."""


def test_cut_short_anywhere_the_vault_opens_and_it_can_be_done_again(own, address, monkeypatch):
    steps = 0
    while True:
        left = [steps]
        with monkeypatch.context() as patched:
            for owner, name in _STEPS:
                patched.setattr(owner, name, cutting(getattr(owner, name), left))
            try:
                connecting.move(own, keys_of(own), address, PASSWORD)
            except Cut:
                pass
            else:
                break
        still_opens(own)
        with_server = Place(own.folder, FAST).unlock(PASSPHRASE, CLINICIAN.id)
        moved = hasattr(with_server, "_replica")
        with_server.close()
        if moved:
            break
        steps += 1
    assert steps > 8
    still_opens(own)


def cutting(real, left):
    def act(*given):
        if not left[0]:
            raise Cut
        left[0] -= 1
        return real(*given)

    return act


def test_an_address_is_kept_without_a_password():
    assert plain("postgresql://me@server/practice") == "user=me dbname=practice host=server"
