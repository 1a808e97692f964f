"""No test needs a display, and none reads or writes the folders of whoever runs it."""

import os
import tempfile
from pathlib import Path

from hypothesis import settings

from consult_app.assets import resource

_HOME = tempfile.TemporaryDirectory(prefix="consult-tests-", ignore_cleanup_errors=True)

# Before Qt is imported: it reads these once.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["FONTCONFIG_FILE"] = str(resource("fonts/fonts.conf"))
os.environ["HOME"] = _HOME.name
for _name in ("CACHE", "CONFIG", "DATA", "STATE"):
    os.environ[f"XDG_{_name}_HOME"] = str(Path(_HOME.name, _name.lower()))
os.environ["XDG_RUNTIME_DIR"] = _HOME.name

# The same examples on every machine, however slow it is.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


def pytest_unconfigure() -> None:
    _HOME.cleanup()
