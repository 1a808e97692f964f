import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def pins(lock):
    """Each pinned line, `name==version ; marker`, with the hashes that follow it."""
    entries = re.findall(r"^(\S.*?==.*?) \\\n((?:\s+--hash=.*\n)+)", (ROOT / lock).read_text(), re.MULTILINE)
    return {pin: hashes.split() for pin, hashes in entries}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_and_has_hashes(lock):
    lines = [line for line in (ROOT / lock).read_text().splitlines() if re.match(r"[^\s#]", line)]
    assert lines
    assert [line.removesuffix(" \\") for line in lines] == list(pins(lock))


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_an_index_or_a_path(lock):
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


def test_what_is_tested_is_what_runs():
    # For the tests a library may be needed where the program itself does without.
    runtime, everything = (
        {(pin.partition(" ;")[0], tuple(hashes)) for pin, hashes in pins(lock).items()} for lock in LOCKS
    )
    assert runtime <= everything


@pytest.mark.parametrize("lock", LOCKS)
def test_python_3_11_gets_no_pyside6_that_loses_none(lock):
    (pinned,) = (pin for pin in pins(lock) if pin.startswith("pyside6-essentials") and "< '3.12'" in pin)
    major, minor = re.search(r"==(\d+)\.(\d+)", pinned).groups()
    assert (int(major), int(minor)) < (6, 12)
