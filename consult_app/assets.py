"""The only place that knows where `resources/` and `forms/` are."""

import sys
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """Where the shipped file or folder `name` is, as in `icons/check.svg`.

    FileNotFoundError if this installation lacks it.
    """
    path = _folder("resources") / name
    if not path.exists():
        raise FileNotFoundError(f"resources/{name} is missing from this installation")
    return path


def forms_folder() -> Path:
    """Where the packs are that came with the program: one folder a treatment."""
    return _folder("forms")


@cache
def _folder(name: str) -> Path:
    """Look inside the bundle, then the wheel; otherwise this is a checkout."""
    bundle: str | None = getattr(sys, "_MEIPASS", None)  # set by PyInstaller
    if bundle is not None:
        return Path(bundle) / name
    installed = _PACKAGE / f"_{name}"
    return installed if installed.is_dir() else _PACKAGE.parent / name
