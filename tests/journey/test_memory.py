"""The memory of the real process, before and after it is locked."""

import re
import sys
from pathlib import Path

import pytest

from consult_app.store.cost import LEAST
from tests.helpers import histories
from tests.helpers.atspi import wait
from tests.helpers.desktop import Desktop
from tests.helpers.visitor import Visitor
from tests.helpers.window import PASSPHRASE, quick_services

WHY = "Why are you thinking about this treatment now?"
CANARY = "Quetzalcoatlus"
DOOR = "Patients’ details on this device are encrypted."


def memory(pid):
    """All that a process has in memory, a stretch at a time; what cannot be read is no memory."""
    with Path(f"/proc/{pid}/mem").open("rb") as mem:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            start, end, mode = re.match(r"(\w+)-(\w+) (\S+)", line).groups()
            if "r" in mode and not line.endswith(("[vvar]", "[vsyscall]")):
                mem.seek(int(start, 16))
                try:
                    yield mem.read(int(end, 16) - int(start, 16))
                except OSError:
                    continue


def found(pid, wanted):
    """Which of the wanted texts and keys a process has in memory, in any form that it could have."""
    forms = {
        name: {word, *(bytes(text, "utf-16-le") for text in _texts(word))} for name, word in wanted.items()
    }
    hits = set()
    for stretch in memory(pid):
        hits |= {name for name, each in forms.items() if any(form in stretch for form in each)}
    return hits


def _texts(word):
    """The word as text, or as text in hexadecimal, which is how databases take keys."""
    try:
        return (word.decode("ascii"),)
    except UnicodeDecodeError:
        return (word.hex(), word.hex().upper())


@pytest.mark.untraced
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_after_locking_no_key_passphrase_or_word_of_a_patient_is_in_memory(tmp_path):
    bound = quick_services(tmp_path / "data" / "consult", cost=LEAST)
    histories.begun(bound)
    vault = bound.vaults.unlock(PASSPHRASE)
    keys = vault.staff._keys
    vault.close()
    key, _ = keys.of_database
    secrets = {
        "data key": keys.data_key,
        "database key": key,
        "database key in hex": key.hex().encode(),
        "passphrase": PASSPHRASE.encode(),
        "word": CANARY.encode(),
        "patient": b"Sample, Alex",
    }
    with Desktop(tmp_path) as desktop:
        visitor = Visitor(desktop, desktop.open())
        visitor.enter(PASSPHRASE)
        pid = int(desktop.run("xdotool", "getactivewindow", "getwindowpid"))
        visitor.click(next(each for each in visitor.tree.showing() if each.startswith("What matters")))
        visitor.type(WHY, CANARY)
        # The passphrase is let go of at once: whether it was written over since is chance.
        assert {"word", "database key in hex"} <= found(pid, secrets)
        desktop.key("ctrl+l")
        visitor.tree.await_words(DOOR)
        assert wait(lambda: not found(pid, secrets)), f"still in memory: {found(pid, secrets)}"
        assert "python" in Path(f"/proc/{pid}/exe").resolve().name
        # Whoever unlocks is at the same question again, and what was typed last is there.
        visitor.type("Passphrase", PASSPHRASE)
        visitor.click("Unlock")
        visitor.tree.await_words("What matters")
        assert wait(lambda: "word" in found(pid, secrets))
