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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Trace no test that is marked `untraced`, nor what is set up for it, nor the processes that it starts.

    Tracing doubles the time of a long walk, whose lines are run by short tests too.
    """
    stopped: list[Coverage] = []
    if item.get_closest_marker("untraced"):
        # A worker has two: that of every process, and above it that of its tests.
        while (tracer := Coverage.current()) is not None:
            tracer.stop()
            stopped.append(tracer)
        os.environ.pop("COVERAGE_PROCESS_CONFIG", None)
    try:
        return (yield)
    finally:
        for each in reversed(stopped):
            each.start()  # tells processes to trace themselves again, too


def pytest_unconfigure() -> None:
    _HOME.cleanup()
