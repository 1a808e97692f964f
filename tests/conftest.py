"""No test needs a display, and none reads or writes the folders of whoever runs it."""

import os
import tempfile
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import settings

from consult_app.assets import resource
from tests.helpers.print_shop import PrintShop

_HOME = tempfile.TemporaryDirectory(prefix="consult-tests-", ignore_cleanup_errors=True)

# Before Qt is imported: it reads these once.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["FONTCONFIG_FILE"] = str(resource("fonts/fonts.conf"))
os.environ["HOME"] = _HOME.name
for _name in ("CACHE", "CONFIG", "DATA", "STATE"):
    os.environ[f"XDG_{_name}_HOME"] = str(Path(_HOME.name, _name.lower()))
os.environ["XDG_RUNTIME_DIR"] = _HOME.name
# Read once too. Nothing is there but for tests that start a printing system of their own.
os.environ["CUPS_SERVER"] = str(Path(_HOME.name, "printing", "cups.sock"))

# The same examples on every machine, however slow it is.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def _printing_system():
    with PrintShop(Path(_HOME.name, "printing")) as shop:
        yield shop


@pytest.fixture
def print_shop(_printing_system):
    """A printing system, without printers at first."""
    yield _printing_system
    _printing_system.clear()


@pytest.fixture
def untraced():
    """A long walk that is not traced: short tests run the same lines, and tracing doubles its time."""
    tracer = Coverage.current()
    if tracer is not None:
        tracer.stop()
    yield
    if tracer is not None:
        tracer.start()


def pytest_unconfigure() -> None:
    _HOME.cleanup()
