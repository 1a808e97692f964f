"""How long the loop is held while 1,000,000 entries are shown: `python -m tests.benchmarks.log_page`."""

from __future__ import annotations

import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from consult_app.store.chain import append
from consult_app.ui import theme
from consult_app.ui.pages.log_page import LogPage
from consult_app.ui.widgets.long_list import LongList
from tests.helpers import histories
from tests.helpers.desk import Desk
from tests.helpers.hands import Hands
from tests.helpers.loop_watch import LoopWatch, WorkMs
from tests.helpers.window import PASSPHRASE, until

MANY, PARTS = 1_000_000, 50
LOOKED_FOR = (("What was done", "log begun", 1), ("Who", "nobody", 0), ("Which patient", "nobody", 0))


def main() -> None:
    """Scroll through a part of it, then look for its first entry and for what is not there."""
    app = QApplication([])
    theme.apply(app, "light")
    with TemporaryDirectory(prefix="consult-bench-") as folder:
        desk = Desk(Path(folder) / "vault")
        fill(desk, MANY)
        hands, watch = desk.unlocked(), LoopWatch(WorkMs())
        desk.app.controller.house.log_requested.emit()
        until(lambda: bool(desk.app.window.findChildren(LogPage)))
        [page] = desk.app.window.findChildren(LogPage)
        bar = page.findChildren(LongList)[0].verticalScrollBar()
        began = time.monotonic()
        for _ in range(PARTS):
            rows = page._rows.rowCount()
            watch.during("scrolling", lambda: bar.setValue(bar.maximum()), lambda r=rows: more(page, r))
        print(f"{page._rows.rowCount():,} entries scrolled through in {time.monotonic() - began:.1f} s;")
        print(f"  longest turn of the loop {max(each.length for each in watch.turns):.1f} ms of work")
        for field, words, count in LOOKED_FOR:
            look(page, hands, field, words, count)
        desk.close()


def look(page: LogPage, hands: Hands, field: str, words: str, count: int) -> None:
    """Look for words in one of the fields until all entries were looked at."""
    watch = LoopWatch(WorkMs())
    hands.click("Show all")
    until(lambda: page._rows.rowCount() > count)
    hands.type(field, words)
    began = time.monotonic()
    watch.during(
        "looking",
        lambda: hands.click("Show"),
        lambda: (page._rows.rowCount(), page._rows.before) == (count, 0),
    )
    print(f"{field} “{words}”: {count} found in {time.monotonic() - began:.1f} s;")
    print(f"  longest turn of the loop {max(each.length for each in watch.turns):.1f} ms of work")


def fill(desk: Desk, count: int) -> None:
    """Leave a vault whose log has so many entries."""
    histories.founded(desk.services)
    vault = desk.services.vaults.unlock(PASSPHRASE)
    with vault._database.writing() as connection:  # type: ignore[attr-defined]  # the real one
        for number in range(count):
            append(connection, "2026-11-22T09:30:00+00:00", "", "record opened", f"i-{number}")
    vault.close()


def more(page: LogPage, rows: int) -> bool:
    """Whether more came, or there is no more."""
    return page._rows.rowCount() > rows or not page._rows.before


if __name__ == "__main__":
    main()
