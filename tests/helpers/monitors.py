"""A desktop on two monitors, which are turned, unplugged and plugged in again as a person does it."""

from __future__ import annotations

import re
import subprocess
from typing import NamedTuple

from tests.helpers.desktop import Desktop


class Area(NamedTuple):
    """Where something is among all monitors."""

    x: int
    y: int
    width: int
    height: int

    def meets(self, other: Area) -> bool:
        """Whether some place is in both."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


NEAR, FAR = "DUMMY0", "DUMMY1"
"""The monitor that is always there, and the one to its right, as the server's driver calls them."""
_NEAR_AREA = Area(0, 0, 1366, 768)
_SIZES = ((1366, 768), (1024, 768), (768, 1024))
_CONFIG = """
Section "ServerFlags"
    Option "AutoAddDevices" "false"
EndSection
Section "Device"
    Identifier "no card"
    Driver "dummy"
    VideoRam 65536
EndSection
Section "Screen"
    Identifier "all monitors"
    Device "no card"
    DefaultDepth 24
EndSection
"""


class Monitors(Desktop):
    """An X server whose monitors come and go; Xvfb has one only, whatever it is told."""

    def _start_x(self) -> str:
        number = super()._start_x()
        self._env["DISPLAY"] = f":{number}"
        for width, height in _SIZES:
            name = _mode(width, height)
            # Nothing is sent to a monitor, so that the times of a picture do not matter.
            across = (str(width + more) for more in (0, 8, 16, 24))
            down = (str(height + more) for more in (0, 1, 2, 3))
            self._xrandr("--newmode", name, "60", *across, *down)
            for output in (NEAR, FAR):
                self._xrandr("--addmode", output, name)
        self._xrandr("--output", NEAR, "--mode", _mode(*_NEAR_AREA[2:]), "--primary")
        self.plug_in()
        return number

    def _server(self, number: int) -> list[str]:
        config = self._home / "xorg.conf"
        config.write_text(_CONFIG)
        log = str(self._home / "Xorg.log")
        no_console = ("-novtswitch", "-sharevts", "-nolisten", "tcp", "-noreset")
        return ["Xorg", "-displayfd", str(number), "-config", str(config), "-logfile", log, *no_console]

    def plug_in(self, width: int = 1024, height: int = 768, *, mirroring: bool = False) -> Area:
        """Have the second monitor, so large, at the right of the first or mirroring it; gives where it is."""
        where = "--same-as" if mirroring else "--right-of"
        self._xrandr("--output", FAR, "--mode", _mode(width, height), where, NEAR)
        return Area(0 if mirroring else _NEAR_AREA.width, 0, width, height)

    def unplug(self) -> Area:
        """Take the second monitor away; gives where the first one is."""
        self._xrandr("--output", FAR, "--off")
        return _NEAR_AREA

    def turn_both(self) -> Area:
        """Turn both monitors upright at once; gives where the second one is."""
        mode = _mode(768, 1024)
        self._xrandr("--output", NEAR, "--mode", mode, "--output", FAR, "--mode", mode, "--pos", "768x0")
        return Area(768, 0, 768, 1024)

    def turn_back(self) -> Area:
        """Lay both monitors on their long side again; gives where the second one is."""
        near, far = _mode(*_NEAR_AREA[2:]), _mode(1024, 768)
        self._xrandr("--output", NEAR, "--mode", near, "--output", FAR, "--mode", far, "--pos", "1366x0")
        return Area(1366, 0, 1024, 768)

    def windows(self) -> set[Area]:
        """Tell where the windows of the program are that can be seen or are only covered."""
        try:
            ids = self.xdotool("search", "--onlyvisible", "--name", "^Consult$").split()
            return {self._area(each) for each in ids}
        except subprocess.CalledProcessError:
            # One went while it was looked for.
            return set()

    def on_top(self, area: Area) -> set[str]:
        """Name the windows that the mouse finds all over an area, its corners included."""
        xs = (area.x + 1, area.x + area.width // 2, area.x + area.width - 2)
        ys = (area.y + 1, area.y + area.height // 2, area.y + area.height - 2)
        asked = [word for x in xs for y in ys for word in ("mousemove", str(x), str(y), "getmouselocation")]
        return set(re.findall(r"window:(\d+)", self.xdotool(*asked)))

    def _area(self, window: str) -> Area:
        said = self.xdotool("getwindowgeometry", "--shell", window)
        known = dict(line.split("=") for line in said.splitlines())
        return Area(*(int(known[each]) for each in ("X", "Y", "WIDTH", "HEIGHT")))

    def _xrandr(self, *words: str) -> None:
        self.run("xrandr", *words)


def _mode(width: int, height: int) -> str:
    # Some of these sizes are there already, under their plain name.
    return f"own-{width}x{height}"
