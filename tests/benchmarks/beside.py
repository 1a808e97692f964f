"""The same text laid out by other programs, each in an environment of its own that is thrown away."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
import venv
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from consult_app.assets import resource
from consult_app.domain.document import Document, Heading, Table, texts
from consult_app.pdf.text import printable
from consult_app.pdf.theme import Face

ENGINES = {"fpdf2": ("fpdf2==2.8.9",), "WeasyPrint": ("weasyprint==70.0",)}
_RUNS = 5
_CHILD = Path(__file__).parent / "beside_child.py"


def print_beside(document: Document, form_ms: float) -> None:
    """Print how long other programs take for the same text, and how often that of ours it is."""
    asked = json.dumps({"blocks": _plain(document), "fonts": _fonts(), "runs": _RUNS})
    for name, packages in ENGINES.items():
        with TemporaryDirectory(prefix="consult-beside-") as folder:
            said = _measured(name, packages, asked, Path(folder))
        if said is None:
            print(f"  {name:<12} could not be installed or does not run here")
            continue
        warm = statistics.median(said["ms"])
        print(
            f"  {name:<12} {warm:.0f} ms warm ({warm / form_ms:.1f} times ours, without tags or archive), "
            f"{said['cold']:.2f} s cold, {said['bytes'] / 1000:.0f} KB, {said['peak']:.0f} MB"
        )


def _measured(name: str, packages: tuple[str, ...], asked: str, folder: Path) -> dict[str, Any] | None:
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    try:
        subprocess.run([*pip, *packages], check=True, capture_output=True)
        start = time.perf_counter()
        subprocess.run(
            [str(python), str(_CHILD), name, "1"], input=asked, text=True, check=True, capture_output=True
        )
        cold = time.perf_counter() - start
        said = json.loads(_run(python, asked, name))
    except subprocess.CalledProcessError:
        return None
    return {**said, "cold": cold}


def _run(python: Path, asked: str, *arguments: str) -> str:
    command = [str(python), str(_CHILD), *arguments]
    done = subprocess.run(command, input=asked, text=True, check=True, capture_output=True)
    return done.stdout.splitlines()[-1]


def _fonts() -> dict[str, str]:
    return {face.name: str(resource("fonts") / face.value) for face in Face}


def _plain(document: Document) -> list[list[Any]]:
    """Give what other programs are told: headings, tables and paragraphs with all their words."""
    found: list[list[Any]] = []
    for block in document.blocks:
        said = [printable(each) for each in texts(block)]
        if isinstance(block, Heading):
            found.append([f"h{block.level}", said])
        elif isinstance(block, Table):
            cells = [
                " ".join(map(printable, _words(each))) for row in (block.head, *block.rows) for each in row
            ]
            count = len(block.head)
            found.append(["table", [cells[at : at + count] for at in range(0, len(cells), count)]])
        elif said:
            found.append(["p", said])
    return found


def _words(cell: object) -> tuple[str, ...]:
    return tuple(texts(Table((), ((cell,),))))  # type: ignore[arg-type]
