"""Everything Qt."""

import linecache
import sys

import PySide6  # noqa: F401 - it brings what is looked for here

# PySide reads the source of every module that is imported from now on, to see whether it might ask for other
# names (`from __feature__ import …`), and Python keeps all that was read: 10 MiB. None of ours asks.
if _feature := sys.modules.get("shibokensupport.feature"):
    vars(_feature)["_mod_uses_pyside"] = lambda _: True
    # What was read while PySide itself came in, of Python's own modules: 3 MiB.
    linecache.clearcache()
