from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from consult_app.store.cost import Cost
from consult_app.store.place import Place
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE
from tests.helpers.fakes import FakeVaults

FAST = Cost(64, 1, 1)


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


@pytest.fixture(params=["local", "fake"])
def vaults(request):
    return request.getfixturevalue("place") if request.param == "local" else FakeVaults()


@pytest.fixture
def vault(vaults):
    vault, _ = vaults.create(PRACTICE, CLINICIAN, PASSPHRASE)
    yield vault
    vault.close()
