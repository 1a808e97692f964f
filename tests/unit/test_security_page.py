"""The page on security names a test for each line, and each test that it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
NAMED = re.compile(r"`((?:tests/[\w/]*)?test_\w+(?:\.py)?)`")
TARGET = re.compile(r"`make (\w+)`")
TABLES = ("Threat model", "45 CFR 164.312", "21 CFR 11,")


def lines(title):
    """The rows of the table below a heading, as cells."""
    [part] = [each for each in PAGE.split("\n## ") if each.startswith(title)]
    rows = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in rows[1:]]


@pytest.fixture(scope="module")
def there():
    """Every file of tests by its name and its path, and every test in one."""
    found = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        found |= {path.name, path.relative_to(ROOT).as_posix()}
        found |= set(re.findall(r"^(?:async )?def (test_\w+)", path.read_text("utf-8"), re.MULTILINE))
    return found


@pytest.mark.parametrize("title", TABLES)
def test_each_line_names_the_test_that_shows_it(title):
    rows = lines(title)
    assert len(rows) >= 9
    bare = [row[0] for row in rows if not NAMED.search(row[-1])]
    # Where nothing protects there is nothing to show.
    assert bare == [row[0] for row in rows if row[1].startswith("none")]


def test_each_test_and_command_that_is_named_is_there(there):
    named = set(NAMED.findall(PAGE))
    assert len(named) > 20
    assert named <= there, named - there
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert all(f"\n{each}:" in makefile for each in TARGET.findall(PAGE))


def test_a_name_of_nothing_would_be_noticed(there):
    assert NAMED.findall("| a | b | `test_kill.py`: `test_of_nothing` |") == [
        "test_kill.py",
        "test_of_nothing",
    ]
    assert "test_of_nothing" not in there
