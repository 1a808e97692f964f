"""Compare each package's coverage, lines and branches together, with the least it must have.

`coverage_floor.py coverage.json` reads the report of `coverage json`. Exit 1 when a package is below
its floor, 2 when there is no report to read.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path, PurePath

FULL = 100.0
ELSEWHERE = 90.0
PURE = ("errors", "domain", "content", "workflow")
"""Code that decides: nothing in it is hard to reach, so nothing in it may go untested."""


def main() -> int:
    """Print one line a package and judge."""
    report = Path(sys.argv[1] if len(sys.argv) > 1 else "coverage.json")
    try:
        files = json.loads(report.read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError) as error:
        print(f"No coverage report in {report}: {error}", file=sys.stderr)
        return 2
    if not files:
        print(f"{report} covers no file", file=sys.stderr)
        return 2
    below = False
    for package, percent in sorted(by_package(files).items()):
        floor = FULL if package in PURE else ELSEWHERE
        short = percent < floor
        below = below or short
        print(f"{package:<12} {percent:6.2f} %  (at least {floor:g} %){'  TOO LOW' if short else ''}")
    return int(below)


def by_package(files: dict[str, dict[str, dict[str, int]]]) -> dict[str, float]:
    """Percent of lines and branches run, for each package or module directly under `consult_app`."""
    covered: dict[str, int] = defaultdict(int)
    total: dict[str, int] = defaultdict(int)
    for path, report in files.items():
        package = PurePath(path.replace("\\", "/")).parts[1].removesuffix(".py")
        summary = report["summary"]
        covered[package] += summary["covered_lines"] + summary["covered_branches"]
        total[package] += summary["num_statements"] + summary["num_branches"]
    return {package: FULL * covered[package] / total[package] for package in total if total[package]}


if __name__ == "__main__":
    sys.exit(main())
