"""The way to a practice's server: encrypted where it leaves the machine, and to none that is too old."""

import psycopg
import pytest

from consult_app.domain.audit import Act
from consult_app.errors import RightError, VaultError
from consult_app.store import away, connecting, server
from consult_app.store.address import is_open, plain, secured
from consult_app.store.place import Place
from consult_app.workflow.practice_server import move_address
from tests.helpers.answering import answered
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE, draft
from tests.helpers.false_server import IN_THE_OPEN, NOTHING, false_server, standing_between
from tests.helpers.in_rooms import FAST, PracticePlace, impatient
from tests.helpers.postgres import PASSWORD
from tests.helpers.rotating import BO, BOS

PROVEN = {"require_auth": "scram-sha-256"}
"""The server has to know the password, and is not told it."""
BOUND = PROVEN | {"channel_binding": "require"}
"""And it proves so about this very connection: nobody stands in between."""


def refused(code):
    return pytest.raises(VaultError, check=lambda error: error.code == code)


@pytest.mark.parametrize(
    ("there", "asked"),
    [
        ("owner@server/practice", {"sslmode": "require"} | BOUND),
        ("owner@10.0.0.7/practice", {"sslmode": "require"} | BOUND),
        ("owner@/practice?host=localhost,server", {"sslmode": "require"} | BOUND),
        ("owner@localhost/practice?hostaddr=10.0.0.7", {"sslmode": "require"} | BOUND),
        ("/practice?service=cellar", {"sslmode": "require"} | BOUND),
        ("owner@server/practice?sslrootcert=root.crt", {"sslmode": "verify-full"} | BOUND),
        ("owner@server/practice?sslmode=verify-ca", BOUND),
        ("owner@server/practice?sslmode=disable", PROVEN),
        ("owner@server/practice?require_auth=md5", {"sslmode": "require"}),
        ("owner@server/practice?channel_binding=prefer", {"sslmode": "require"} | PROVEN),
        ("owner@localhost/practice", PROVEN),
        ("owner@127.0.0.1/practice", PROVEN),
        ("owner@[::1]/practice", PROVEN),
        ("owner@/practice?host=/run/postgresql", {}),
        ("owner@/practice", {}),
    ],
)
def test_tls_is_asked_for_wherever_it_leaves_the_machine_and_a_proof_of_all_but_a_socket(there, asked):
    assert secured(plain(f"postgresql://{there}")) == asked


@pytest.mark.parametrize(
    ("name", "value", "asked"),
    [
        ("PGSSLMODE", "verify-full", "verify-full"),
        ("PGSSLMODE", "disable", "require"),
        ("PGSSLROOTCERT", "/root.crt", "verify-full"),
        ("PGHOST", "server", "require"),
    ],
)
def test_what_the_system_says_can_ask_for_more_and_not_for_less(monkeypatch, name, value, asked):
    monkeypatch.setenv(name, value)
    where = "owner@/practice" if name == "PGHOST" else "owner@server/practice"
    assert secured(plain(f"postgresql://{where}")) == {"sslmode": asked} | BOUND


def test_only_what_somebody_wrote_into_the_address_goes_without():
    modes = ("disable", "allow", "prefer", "require", "verify-full")
    assert [each for each in modes if is_open(f"host=server sslmode={each}")] == list(modes[:3])
    assert not is_open("host=server dbname=practice")
    assert not is_open("host=/run/postgresql dbname=practice sslmode=disable")
    with refused("address-unreadable"):
        plain("postgresql://owner@server/practice?sslmode=perhaps")


def acts_of(vault):
    return [each.action for each in vault.entries(10**9, 1000)]


def test_a_server_without_tls_gets_nothing_unless_the_address_says_so(cluster, tmp_path, command):
    place = Place(tmp_path / "vault", FAST)
    place.create(PRACTICE, CLINICIAN, PASSPHRASE)[0].close()
    name = cluster.emptied().partition("/practice")[2].partition("?")[0]
    with cluster.on_a_network(encrypted=False) as there:
        address = f"postgresql://owner@{there}/practice{name}"
        connect = ("practice", "connect", address, "--vault", place.folder)
        code, out, err = command(*connect)
        assert (code, out) == (2, "")
        assert "does not encrypt its connections" in err
        assert "sslmode=disable" in err
        connect = ("practice", "connect", f"{address}?sslmode=disable", "--vault", place.folder)
        code, out, err = command(*connect)
        assert (code, err) == (0, "")
        assert out.startswith("The way there is not encrypted")
        vault = place.unlock(PASSPHRASE)
        assert acts_of(vault).count(Act.SERVER_OPEN) == 1
        assert vault.practice_server.unencrypted
        vault.close()


def test_a_server_that_stops_encrypting_is_away_until_it_does_again(cluster, clock, tmp_path, monkeypatch):
    impatient(monkeypatch)
    name = cluster.emptied().partition("/practice")[2].partition("?")[0]
    with cluster.on_a_network(encrypted=True) as there:
        address = f"postgresql://owner@{there}/practice{name}"
        vault, _ = PracticePlace(tmp_path / "vault", clock, address).create(PRACTICE, CLINICIAN, PASSPHRASE)
        vault.begin(draft(), "bundle")
        with vault._replica.server._speaking() as connection:
            tls = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
            assert connection.execute(tls).fetchone() == (True,)
        assert not vault.practice_server.unencrypted
        assert Act.SERVER_OPEN not in acts_of(vault)
        _check_certificates(cluster, address)
        port = there.partition(":")[2]
        cluster.stop("fast")
        cluster.start("listen_addresses=127.0.0.2", f"port={port}", "ssl=off")
        vault.keep(answered(draft()), "answer")
        told = vault.look()
        assert (told.away, told.why, told.waiting) == (True, "server-open", 1)
        vault._replica.server.close()
    vault.close()


def _check_certificates(cluster, address):
    """The server is asked for its certificate where the address names one."""
    named = f"{address}?sslrootcert={cluster.root_certificate}"
    assert connecting.practice_of(named, PASSWORD)
    with refused("server-certificate"):
        connecting.practice_of(named.replace("@127.0.0.2", "@127.0.0.3") + "&hostaddr=127.0.0.2", PASSWORD)
    with refused("server-certificate"):
        connecting.practice_of(f"{address}?sslrootcert=/nowhere.crt", PASSWORD)


@pytest.mark.parametrize("asking", [IN_THE_OPEN, NOTHING])
def test_a_server_that_proves_nothing_is_told_no_password(asking):
    with false_server(asking) as (there, given):
        with refused("server-unproven"):
            connecting.practice_of(f"postgresql://owner@{there}/practice", PASSWORD)
        assert PASSWORD.encode() not in b"".join(given)


def test_whoever_stands_between_a_room_and_its_server_cannot_pass_the_proof_on(cluster):
    """Without a root certificate too: the proof is about the certificate that the room was shown."""
    with cluster.on_a_network(encrypted=True) as there, standing_between(there) as middle:
        address = f"postgresql://owner@{middle}/postgres"
        assert connecting.practice_of(f"{address}?channel_binding=disable", PASSWORD) == ""
        with refused("server-unproven"):
            connecting.practice_of(address, PASSWORD)


def test_a_server_that_is_too_old_is_said_to_be(first, monkeypatch):
    monkeypatch.setattr(server, "OLDEST", 990000)
    first._replica.server._drop()
    first.keep(answered(draft()), "answer")
    assert first.look().why == "server-old"
    monkeypatch.setattr(server, "OLDEST", 150000)
    assert not first.look().away


def test_a_room_is_told_where_the_server_is_now(first, other, practice_place, cluster):
    name = practice_place.address.partition("/practice")[2].partition("?")[0]
    with cluster.on_a_network(encrypted=True) as there:
        assert first.look().away
        with refused("server-gone"):
            move_address(first, f"postgresql://owner@{there}/practice{name}?host=/nowhere")
        with refused("address-elsewhere"):
            move_address(first, f"postgresql://owner@{there}/{empty_database(there)}")
        move_address(first, f"postgresql://owner@{there}/practice{name}")
        assert not first.look().away
        assert first.practice_server.where == f"practice{name} @ 127.0.0.2"
        assert Act.SERVER_ADDRESS in acts_of(first)
    assert first.look().away
    # Where it was before it is again; this room had noticed nothing.
    assert other.look().away
    assert not other.look().away


def empty_database(there):
    """Make one that the rooms' roles may look into, and in which nothing is."""
    with psycopg.connect(f"postgresql://owner@{there}/postgres", password=PASSWORD, autocommit=True) as owner:
        owner.execute("DROP DATABASE IF EXISTS empty")
        owner.execute("CREATE DATABASE empty")
    return "empty"


def test_only_whoever_is_in_charge_says_where_the_server_is(first, practice_place):
    first.staff.add(BO, BOS)
    first.close()
    bos = practice_place.unlock(BOS, BO.id)
    with pytest.raises(RightError):
        move_address(bos, practice_place.address)
    bos.close()


def test_it_is_told_from_the_command_line(cluster, tmp_path, command):
    place = Place(tmp_path / "vault", FAST)
    place.create(PRACTICE, CLINICIAN, PASSPHRASE)[0].close()
    address = cluster.emptied()
    assert command("practice", "connect", address, "--vault", place.folder)[0] == 0
    moved = ("practice", "address", f"{address}&application_name=room", "--vault", place.folder)
    code, out, err = command(*moved, typed=(PASSPHRASE,))
    assert (code, err) == (0, "")
    assert out.startswith("This room reaches the practice's server there now.")


# Why it is away


class Asked:
    """What the driver knows of a connection that was not made."""

    def __init__(self, *, used_password):
        self.used_password, self.needs_password, self.server_version = used_password, False, 0


class NotMade(psycopg.OperationalError):
    """A connection that was not made."""

    def __init__(self, said, asked):
        super().__init__(f"connection failed: {said}")
        self._asked = asked

    @property
    def pgconn(self):
        """What the driver knows of it."""
        return self._asked


@pytest.mark.parametrize(
    ("said", "used", "code"),
    [
        ('FATAL:  password authentication failed for user "room"', True, "server-password"),
        ('FATAL:  role "room" does not exist', False, "server-password"),
        ('FATAL:  database "practice" does not exist', True, "database-missing"),
        (
            'FATAL:  no pg_hba.conf entry for host "10.0.0.9", user "room", database "practice"',
            False,
            "server-barred",
        ),
        ("FATAL:  sorry, too many clients already", False, "server-busy"),
        ("FATAL:  remaining connection slots are reserved for superusers", True, "server-busy"),
        ("FATAL:  the database system is starting up", False, "server-busy"),
        ("fe_sendauth: no password supplied", True, "server-password"),
        ("server does not support SSL, but SSL was required", False, "server-open"),
        ("SSL error: certificate verify failed", False, "server-certificate"),
        ('authentication method requirement "scram-sha-256" failed', False, "server-unproven"),
        ("channel binding required, but SSL not in use", False, "server-unproven"),
        ("incorrect server signature", True, "server-unproven"),
        ("FATAL:  Pr\u00fcfung des SCRAM-Channel-Binding fehlgeschlagen", True, "server-unproven"),
        ("Connection refused", False, "server-gone"),
    ],
)
def test_what_the_driver_says_is_told_apart(said, used, code):
    error = NotMade(said, Asked(used_password=used))
    assert away.why_away(error, "user=room dbname=practice host=server") == code


def test_a_full_disk_and_a_broken_connection_are_told_apart():
    assert away.why_away(psycopg.errors.DiskFull(), "") == "server-full"
    assert away.why_away(psycopg.OperationalError("broke"), "") == "server-gone"
