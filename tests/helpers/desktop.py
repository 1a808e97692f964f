"""A desktop of its own: X server, window manager, accessibility bus, and the real program on it."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.helpers.announcements import Announcements
from tests.helpers.atspi import Tree, wait

ROOT = Path(__file__).resolve().parents[2]
_LAUNCHER = "/usr/libexec/at-spi-bus-launcher"


class Desktop:
    """Starts what a desktop needs, then the program in a home folder of its own; ends all of it.

    `printing` is where the printing system answers, if there is one.
    """

    def __init__(self, home: Path, printing: str = "", width: int = 1366, height: int = 768) -> None:
        self._home, self._size = home, f"{width}x{height}x24"
        self._printing = printing or str(home / "no printing here")
        self._ends = ExitStack()
        self._env: dict[str, str] = {}

    def __enter__(self) -> Self:
        """Start X server, window manager and buses."""
        self._env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self._home),
            "XDG_DATA_HOME": str(self._home / "data"),
            "XDG_CONFIG_HOME": str(self._home / "config"),
            "XDG_RUNTIME_DIR": str(self._home),
            "LANG": "C.UTF-8",
            "CUPS_SERVER": self._printing,
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHONPATH": str(ROOT),
        }
        try:
            self._env["DISPLAY"] = f":{self._start_x()}"
            self._env["DBUS_SESSION_BUS_ADDRESS"] = self._start_bus()
            self._background("openbox", "--sm-disable")
            # A window that came before its manager would never be given the keyboard.
            assert wait(self._is_managed), "no window manager"
            self._background(_LAUNCHER, "--launch-immediately")
        except BaseException:
            self._ends.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End everything, the last thing first."""
        self._ends.close()

    def open(self) -> Tree:
        """Start the program; gives what can be seen of it."""
        self._background(sys.executable, "-m", "consult_app")
        return self._tree()

    def play_scenes(self) -> tuple[subprocess.Popen[str], Tree]:
        """Start the program on a walk through its scenes: a line out for each, a line in to go on."""
        player = subprocess.Popen(
            [sys.executable, "-m", "tests.helpers.scenes_process", str(self._home)],
            env=self._env,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._ends.enter_context(player)
        self._ends.callback(_end, player)
        return player, self._tree()

    def listen(self) -> Announcements:
        """Hear what the program announces from now on."""
        heard = Announcements(self._env["DBUS_SESSION_BUS_ADDRESS"])
        self._ends.callback(heard.close)
        return heard

    def _tree(self) -> Tree:
        tree = Tree(self._env["DBUS_SESSION_BUS_ADDRESS"])
        self._ends.callback(tree.close)
        return tree

    def xdotool(self, *words: str) -> str:
        """Use mouse or keyboard as a person does."""
        return self.run("xdotool", *words)

    def run(self, *command: str) -> str:
        """Run a command on this desktop to its end; gives what it says."""
        done = subprocess.run(command, env=self._env, check=True, capture_output=True, text=True, timeout=60)
        return done.stdout.strip()

    def click(self, x: int, y: int) -> None:
        """Click at a place on the screen."""
        self.xdotool("mousemove", str(x), str(y), "click", "1")

    def draw(self, places: list[tuple[int, int]]) -> None:
        """Draw a line with the mouse."""
        (x, y), *others = places
        moves = [word for x, y in others for word in ("mousemove", str(x), str(y), "sleep", "0.01")]
        self.xdotool("mousemove", str(x), str(y), "mousedown", "1", *moves, "mouseup", "1")

    def key(self, *keys: str) -> None:
        """Press keys, one after the other."""
        self.xdotool("key", *keys)

    def type(self, text: str) -> None:
        """Type text where the keyboard is."""
        self.xdotool("type", "--delay", "4", text)

    def _is_managed(self) -> bool:
        asked = subprocess.run(
            ["xdotool", "get_num_desktops"], env=self._env, check=False, capture_output=True, timeout=60
        )
        return asked.returncode == 0

    def _start_x(self) -> str:
        read, write = os.pipe()
        server = subprocess.Popen(self._server(write), pass_fds=(write,), stderr=subprocess.DEVNULL)
        self._ends.callback(_end, server)
        os.close(write)
        with os.fdopen(read) as number:
            return number.readline().strip()

    def _server(self, number: int) -> list[str]:
        """Say how the X server is started that writes its display to the file of this number."""
        return ["Xvfb", "-displayfd", str(number), "-screen", "0", self._size, "-nolisten", "tcp"]

    def _start_bus(self) -> str:
        holder = subprocess.Popen(
            ["dbus-run-session", "--", "sh", "-c", "echo $DBUS_SESSION_BUS_ADDRESS; exec sleep infinity"],
            env=self._env,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._ends.callback(_end, holder)
        assert holder.stdout is not None
        with holder.stdout:
            return holder.stdout.readline().strip()

    def _background(self, *command: str) -> subprocess.Popen[str]:
        log = (self._home / f"{Path(command[0]).name}.log").open("a")
        self._ends.callback(log.close)
        started = subprocess.Popen(
            command, env=self._env, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, text=True
        )
        self._ends.callback(_end, started)
        return started


def _end(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
