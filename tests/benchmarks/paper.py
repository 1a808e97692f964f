"""How long the consent form takes from answers to archived bytes, beside the same words drawn bare.

`python -m tests.benchmarks.paper`. Read the ratio; the machine is shared.
"""

from __future__ import annotations

import pickle
import resource as system
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas

from consult_app.assets import resource
from consult_app.domain.document import Document
from consult_app.domain.wording import Words as Wording
from consult_app.pdf import render, theme
from consult_app.pdf.blocks import Setting
from consult_app.pdf.filling import Page, paginate
from consult_app.pdf.layout import laid_out
from consult_app.pdf.running_text import Column
from consult_app.pdf.strips import Words
from consult_app.pdf.tags import Element
from tests.benchmarks.beside import print_beside
from tests.helpers.talks import composed, sample_talk

FONTS = resource("fonts")
_RUNS = 20
_MANY = 500
_STEPS = 5


def main() -> None:
    """Print the ratio, the size, the time of a cold process and what memory does."""
    conversation = sample_talk()
    document = composed(conversation)
    labels = conversation.treatment.labels
    pdf = render(document, labels, fonts=FONTS)
    pages = _pages(document, labels)
    taken: dict[str, list[float]] = {"bare": [], "form": []}
    for _ in range(_RUNS + 2):
        taken["bare"].append(_timed(lambda: bare(pages)))
        taken["form"].append(_timed(lambda: render(composed(conversation), labels, fonts=FONTS)))
    floor, form = (statistics.median(times[2:]) for times in taken.values())
    print(
        f"The full mesotherapy consent, {len(pages)} pages, {len(pdf) / 1000:.0f} KB, warm, {_RUNS} in turn:"
    )
    print(f"  same words on a bare canvas  median {floor:.0f} ms")
    print(f"  composed, laid out, archived median {form:.0f} ms")
    print(f"  ratio                        {form / floor:.2f}  (wanted: at most 6, better 4.5)")
    colds = [_cold_process(document, labels) for _ in range(5)]
    wall, cpu, peak = (min(each) for each in zip(*colds, strict=True))
    print(f"  a cold process, best of 5    {wall:.2f} s, of work {cpu:.2f} s  (wanted: at most 0.6)")
    print(f"  its memory at most           {peak:.0f} MB  (wanted: at most 60)")
    print("The same text by other programs:")
    print_beside(document, form)
    held = [_held()]
    for _ in range(_STEPS):
        for _ in range(_MANY // _STEPS):
            render(composed(conversation), labels, fonts=FONTS)
        held.append(_held())
    grown = ", ".join(f"{each:.0f}" for each in held)
    print(f"  {_MANY} in a row, MB held before and after each {_MANY // _STEPS}: {grown}")


def _pages(document: Document, labels: Mapping[str, str]) -> list[Page]:
    column = Column(theme.MARGIN, theme.A4.width - 2 * theme.MARGIN, Element("Document"))
    setting = Setting(column, theme.SMALL, Wording(labels), {})
    return paginate(laid_out(document.blocks, setting), theme.A4.room)


def bare(pages: list[Page]) -> bytes:
    """Draw the same lines of words at the same places, and nothing else."""
    out = BytesIO()
    canvas = Canvas(out, (theme.A4.width, theme.A4.height), invariant=1, pageCompression=1)
    for page in pages:
        for across, down, strip in page:
            for mark in strip.marks:
                if isinstance(mark, Words):
                    canvas.setFont(mark.style.face.name, mark.style.size)
                    y = theme.A4.height - theme.A4.top - down - mark.down - 0.76 * mark.style.leading
                    canvas.drawString(mark.x + across, y, mark.text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


_CHILD = """
import pickle, resource, sys
import consult_app.domain.compose
from consult_app.assets import resource as shipped
from consult_app.pdf import render
document, labels = pickle.load(sys.stdin.buffer)
render(document, labels, fonts=shipped("fonts"))
used = resource.getrusage(resource.RUSAGE_SELF)
# Not ru_maxrss: a child begins with its parent's there.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(used.ru_utime + used.ru_stime, int(peak.split()[1]) / 1000)
"""


class Cold(NamedTuple):
    """What a process took that reads a composed document, renders it and ends: seconds, and MB at most."""

    wall: float
    cpu: float
    peak: float


def _cold_process(document: Document, labels: Mapping[str, str]) -> Cold:
    """Measure a process of its own; composing itself takes a few milliseconds and is measured warm."""
    kept = pickle.dumps((document, dict(labels)))
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", _CHILD], input=kept, check=True, capture_output=True)
    wall = time.perf_counter() - start
    cpu, peak = map(float, done.stdout.split())
    return Cold(wall, cpu, peak)


def _held() -> float:
    """Give how much memory this process holds now, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(each for each in status.read_text().splitlines() if each.startswith("VmRSS"))
        return int(line.split()[1]) / 1000
    return system.getrusage(system.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
