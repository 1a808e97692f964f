"""A folder that a scanner writes into, watched while somebody waits for its pages."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from consult_app.errors import ConsultError
from consult_app.outside_files import read_outside

_KINDS = {".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff"}
_AT_ONCE = 10
PATIENCE_MS = 1500
"""A file that has not grown for so long is taken for whole."""


class WatchedFolder(QObject):
    """Tells the content of each file that appears from now on, once nobody writes to it any more."""

    came = Signal(object)  # list[bytes]

    def __init__(self, parent: QObject, patience_ms: int = PATIENCE_MS) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._known: set[Path] = set()
        self._sizes: dict[Path, int] = {}
        self._folder: Path | None = None
        self._timer = QTimer(self, interval=patience_ms, singleShot=True)
        self._watcher.directoryChanged.connect(lambda _: self._timer.start())
        self._timer.timeout.connect(self._look)

    @property
    def folder(self) -> str:
        """Which folder is watched; empty for none."""
        return str(self._folder) if self._folder else ""

    def watch(self, folder: str) -> None:
        """Watch a folder from now on; what lies in it already is left alone."""
        self.stop()
        self._folder = Path(folder)
        self._known = set(self._files())
        self._watcher.addPath(folder)

    def stop(self) -> None:
        """Watch nothing any more."""
        if self._folder is not None:
            self._watcher.removePath(str(self._folder))
        self._folder = None
        self._timer.stop()
        self._sizes.clear()

    def _files(self) -> list[Path]:
        if self._folder is None:
            return []
        try:
            return sorted(each for each in self._folder.iterdir() if each.suffix.lower() in _KINDS)
        except OSError:
            # A network folder may be away for a moment; it is looked at again when it changes.
            return []

    def _look(self) -> None:
        """Take what has stopped growing, and come back for the rest."""
        whole, waiting = [], {}
        for path in self._files():
            if path in self._known:
                continue
            size = _size(path)
            if size and self._sizes.get(path) == size:
                whole.append(path)
            else:
                waiting[path] = size
        # Of a whole card that is copied there not all of it is in memory at once.
        whole, later = whole[:_AT_ONCE], whole[_AT_ONCE:]
        waiting |= {path: self._sizes[path] for path in later}
        self._sizes = waiting
        contents = [content for path in whole if (content := self._read(path))]
        if waiting:
            self._timer.start()
        if contents:
            self.came.emit(contents)

    def _read(self, path: Path) -> bytes:
        self._known.add(path)
        try:
            return read_outside(path)
        except ConsultError:
            return b""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
