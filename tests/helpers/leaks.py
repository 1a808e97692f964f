"""Every file that the program writes, searched for a word after it was killed."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from consult_app.store import key_files
from consult_app.store.place import Place
from tests.helpers.answering import CANARY, FAST
from tests.helpers.desk import NOW
from tests.helpers.window import PASSPHRASE

ROOT = Path(__file__).parents[2]
_PLACES = {
    "HOME": "home",
    "TMPDIR": "tmp",
    "XDG_DATA_HOME": "home/data",
    "XDG_CONFIG_HOME": "home/config",
    "XDG_CACHE_HOME": "home/cache",
    "XDG_STATE_HOME": "home/state",
    "XDG_RUNTIME_DIR": "run",
}
_CALLS = "open,openat,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat"
_WRITTEN = re.compile(r'(?:open|openat|creat)\((?:AT_FDCWD, )?"([^"]+)", [^)]*(?:O_WRONLY|O_RDWR|O_CREAT)')
_MOVED = re.compile(r'(?:rename|renameat2?|link|linkat|symlink|symlinkat)\(.*"([^"]+)"(?:, \w+)?\) = 0')
_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_NOWHERE = ("/dev/null", "/dev/tty", "/proc/", "/sys/")
_SMALLEST, _DEEPEST = 20, 3


@dataclass(slots=True)
class Search:
    """What was typed where, and what came of looking for it."""

    scenes: list[str] = field(default_factory=list)
    typed: int = 0
    files: int = 0
    streams: int = 0
    size: int = 0
    kept: int = 0
    hits: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


def search(folder: Path, stop_at: str) -> Search:
    """Run the program in an empty home until a page, kill it in mid-flight, and look through all it wrote."""
    outcome = Search()
    for name in _PLACES.values():
        (folder / name).mkdir(parents=True, mode=0o700)
    log = folder.parent / f"{folder.name}.calls"
    places = {variable: str(folder / name) for variable, name in _PLACES.items()}
    environment = {**os.environ, **places, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    vault = folder / "home" / "data" / "consult"
    command = [
        *("strace", "-f", "--seccomp-bpf", "-qq", "-s", "4096", "-e", f"trace={_CALLS}", "-o", str(log)),
        *(sys.executable, "-m", "tests.helpers.typing_everywhere", str(vault)),
    ]
    with (folder / "said").open("wb") as errors:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        )
    with process:
        assert process.stdout is not None
        for line in process.stdout:
            scene, typed = json.loads(line)
            outcome.scenes.append(scene)
            outcome.typed += typed
            if scene == stop_at:
                break
        os.killpg(process.pid, signal.SIGKILL)
        # It is gone once nobody can say anything any more.
        process.stdout.read()
    assert outcome.scenes, (folder / "said").read_text()[-2000:]
    assert outcome.scenes[-1] == stop_at, (folder / "said").read_text()[-2000:]
    for path in _written(log, folder, outcome):
        _look(path.read_bytes(), str(path), outcome)
        outcome.files += 1
    # Only now: whoever opens it moves what lies beside it.
    outcome.kept = _kept(vault)
    return outcome


def _kept(vault: Path) -> int:
    """Count the patients of that name in the vault: what was not kept could not have leaked."""
    opened = Place(vault, FAST, lambda: NOW).unlock(PASSPHRASE, key_files.users(vault)[0].id)
    count = opened.count_patients(CANARY)
    opened.close()
    return count


def found(content: bytes) -> bool:
    """Whether the word stands in some bytes, in any form in which a program writes text."""
    small = content.lower()
    word = CANARY.lower()
    return any(word.encode(form) in small for form in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"))


def _look(content: bytes, name: str, outcome: Search, depth: int = 0) -> None:
    outcome.size += len(content)
    if found(content):
        outcome.hits.append(name)
    if depth < _DEEPEST:
        for part in _unpacked(content):
            outcome.streams += 1
            _look(part, f"{name} (unpacked)", outcome, depth + 1)


def _unpacked(content: bytes) -> Iterator[bytes]:
    """Give what is packed in some bytes: the files of an archive, and every stream of zlib."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from (archive.read(each) for each in archive.namelist())
    for start in _PACKED.finditer(content):
        unpacking = zlib.decompressobj()
        try:
            whole = unpacking.decompress(content[start.start() :])
        except zlib.error:
            continue
        if len(whole) >= _SMALLEST:
            yield whole


def _written(log: Path, folder: Path, outcome: Search) -> list[Path]:
    """List all there is in the empty home, and whatever else was opened for writing or moved."""
    known = {path for path in folder.rglob("*") if path.is_file()}
    for line in log.read_text(errors="replace").splitlines():
        match = _WRITTEN.search(line) or _MOVED.search(line)
        if match is None or " = -1 " in line:
            continue
        path = Path(match[1]) if match[1].startswith("/") else folder / match[1]
        if str(path).startswith(_NOWHERE) or path in known:
            continue
        if not path.is_relative_to(folder):
            outcome.outside.append(str(path))
        if path.is_file():
            known.add(path)
    return sorted(known)
