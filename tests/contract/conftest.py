import io
from datetime import UTC, datetime, timedelta
from itertools import count

import psycopg
import pytest

from consult_app.cli import run
from consult_app.store import cost
from consult_app.store.place import Place
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE, draft
from tests.helpers.fakes import FakeVaults
from tests.helpers.in_rooms import FAST, PracticePlace, impatient
from tests.helpers.postgres import PASSWORD, Cluster


@pytest.fixture
def clock():
    """Times a second apart."""
    seconds = count()
    return lambda: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=next(seconds))


@pytest.fixture
def place(tmp_path, clock):
    return Place(tmp_path / "Praxis Ü" / "vault", FAST, clock)


@pytest.fixture
def local(place):
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    yield vault
    vault.close()


@pytest.fixture
def cheap(monkeypatch):
    """Let commands in this process believe vaults whose passphrases cost next to nothing to check.

    Else they take what guessing really costs at least, a tenth of a second each; they ask several times.
    """
    monkeypatch.setattr(cost, "LEAST", FAST)


@pytest.fixture
def command(capsys, monkeypatch, cheap):
    """Run a command in this process with lines typed; gives exit code, output and errors."""

    def running(*arguments, typed=(PASSWORD, PASSPHRASE)):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{each}\n" for each in typed)))
        code = run([str(each) for each in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return running


@pytest.fixture(scope="session")
def cluster():
    """A PostgreSQL server."""
    made = Cluster()
    yield made
    made.remove()


@pytest.fixture
def practice_place(tmp_path, clock, cluster):
    """A place whose vault moves to a server as soon as it is made."""
    made = PracticePlace(tmp_path / "Praxis Ü" / "vault", clock, cluster.emptied())
    yield made
    made.let_go()


@pytest.fixture(params=["place", "practice_place"])
def real_place(request):
    """Where a vault on disk is made: of one machine, and of a room of a practice with a server."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def real(real_place):
    """A vault on disk, of either kind."""
    vault, _ = real_place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    yield vault
    vault.close()


@pytest.fixture(params=["local", "practice", "fake"])
def vaults(request):
    if request.param == "fake":
        return FakeVaults()
    return request.getfixturevalue("place" if request.param == "local" else "practice_place")


@pytest.fixture
def vault(vaults):
    vault, _ = vaults.create(PRACTICE, CLINICIAN, PASSPHRASE)
    yield vault
    vault.close()


@pytest.fixture
def first(practice_place, monkeypatch):
    """The vault that was moved to the server, with an open consultation."""
    impatient(monkeypatch)
    vault, _ = practice_place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.begin(draft(), "bundle")
    yield vault
    vault.close()


@pytest.fixture
def other_place(first, practice_place, tmp_path):
    return practice_place.another(tmp_path / "other")


@pytest.fixture
def other(other_place):
    vault = other_place.unlock(PASSPHRASE)
    yield vault
    vault.close()


@pytest.fixture
def owner(practice_place):
    """A connection of whoever owns the server's database."""
    with psycopg.connect(practice_place.address, password=PASSWORD, autocommit=True) as connection:
        yield connection
