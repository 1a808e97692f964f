"""Scroll through a form of sixty pages as a wheel does, and measure what a person would see."""

from __future__ import annotations

import statistics
import time

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from consult_app.ui import theme
from consult_app.ui.widgets.pdf_view import PdfView
from tests.helpers.loop_watch import LoopWatch, WorkMs
from tests.helpers.pdf_samples import long_form
from tests.helpers.window import until

_PAGES, _NOTCH, _FRAME_MS = 60, 120, 16


def main() -> None:
    """Measure the time between two frames, the work in one, and how long a page stays blank."""
    application = QApplication([])
    theme.apply(application)
    view = PdfView()
    view.resize(760, 700)
    view.show()
    form, watch = long_form(_PAGES), LoopWatch(WorkMs())
    watch.during("open", lambda: view.show_pdf(form), lambda: view._pages[0].is_drawn)
    frames, blanks = _scroll(view)
    watch.during("scroll", lambda: _scroll(view), lambda: True)
    view.clear()
    opened, work = (each.length for each in watch.turns)
    frames.sort()
    print(f"Scrolling through {_PAGES} pages, {len(frames)} frames, one asked for each {_FRAME_MS} ms:")
    print(f"  from frame to frame    median {statistics.median(frames):.1f} ms, 95 % {_part(frames):.1f} ms")
    print(f"  longest work in a turn {work:.1f} ms scrolling, {opened:.1f} ms opening  (wanted: at most 50)")
    if blanks:
        print(
            f"  a page stays white     median {statistics.median(blanks):.0f}, at most {max(blanks):.0f} ms"
        )


def _scroll(view: PdfView) -> tuple[list[float], list[float]]:
    """Turn the wheel from the first page to the last; gives frame times and how long pages stayed blank."""
    bar = view._scroll.verticalScrollBar()
    bar.setValue(0)
    frames: list[float] = []
    blank_since: dict[int, float] = {}
    blanks: list[float] = []
    loop, beat = QEventLoop(), QTimer(interval=_FRAME_MS)
    last = time.perf_counter()

    def turn() -> None:
        nonlocal last
        now = time.perf_counter()
        frames.append((now - last) * 1000)
        last = now
        for index, page in enumerate(view._pages):
            if page.visibleRegion().isEmpty():
                blank_since.pop(index, None)
            elif not page.is_drawn:
                blank_since.setdefault(index, now)
            elif index in blank_since:
                blanks.append((now - blank_since.pop(index)) * 1000)
        if bar.value() == bar.maximum():
            loop.quit()
        bar.setValue(bar.value() + _NOTCH)

    beat.timeout.connect(turn)
    beat.start()
    loop.exec()
    until(lambda: view._pages[-1].is_drawn)
    return frames, blanks


def _part(frames: list[float]) -> float:
    return frames[int(len(frames) * 0.95)]


if __name__ == "__main__":
    main()
