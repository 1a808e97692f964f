"""PySide looks into the source of each module that is imported, and Python keeps what was read."""

import subprocess
import sys


def test_no_sources_are_read_and_kept():
    asked = (
        "import linecache, consult_app.app, consult_app.ui.room_pages as pages; pages.preload_pages();"
        " print(list(linecache.cache))"
    )
    result = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
