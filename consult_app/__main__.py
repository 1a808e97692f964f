"""`consult-app …` and `python -m consult_app`."""

from __future__ import annotations

import sys

from consult_app.cli import run


def main() -> None:
    """Run the command line and leave with its exit code."""
    raise SystemExit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
