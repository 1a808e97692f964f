"""A printing system of its own: CUPS on a private socket, with printers whose paper is a folder."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from types import TracebackType
from typing import Self

from tests.helpers.atspi import wait

_CUPS = Path("/usr/lib/cups")

# `$1` job, `$4` copies, `$5` options, `$6` the file; by `wait` and `fail` a test has a printer hang or break.
_BACKEND = """#!/bin/sh
[ $# = 0 ] && { echo 'direct paper "Paper" "Paper"'; exit 0; }
tray=${DEVICE_URI#paper:}
while [ -e "$tray/wait" ]; do sleep 0.05; done
[ -e "$tray/fail" ] && exit 1
printf '%s\\n%s\\n%s\\n' "$3" "$4" "$5" > "$tray/$1.slip"
cat "$6" > "$tray/$1.part" && mv "$tray/$1.part" "$tray/$1.paper"
"""

_CONF = """LogLevel warn
Listen {home}/cups.sock
Browsing No
DefaultAuthType None
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
JobPrivateAccess default
JobPrivateValues default
SubscriptionPrivateAccess default
SubscriptionPrivateValues default
<Limit All>
Order deny,allow
Allow all
</Limit>
</Policy>
"""

_FILES = """ServerRoot {home}/root
RequestRoot {home}/spool
CacheDir {home}/cache
StateDir {home}/state
TempDir {home}/tmp
AccessLog {home}/access
ErrorLog {home}/errors
PageLog {home}/pages
ServerBin {home}/bin
SystemGroup lpadmin root
User lp
Group lp
FileDevice Yes
"""

# Takes PDF as it is, prints on A4 and Letter, and turns the paper.
_PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "OFFICE.PPD"
*Manufacturer: "Office"
*Product: "(Office)"
*ModelName: "Office"
*ShortNickName: "Office"
*NickName: "Office"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*FileSystem: False
*cupsVersion: 2.4
*cupsFilter2: "application/pdf application/pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: A4
*PageSize A4/A4: ""
*PageSize Letter/US Letter: ""
*CloseUI: *PageSize
*OpenUI *PageRegion/Media Size: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: A4
*PageRegion A4/A4: ""
*PageRegion Letter/US Letter: ""
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "12 12 583 830"
*ImageableArea Letter/US Letter: "12 12 600 780"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
*PaperDimension Letter/US Letter: "612 792"
*OpenUI *Duplex/2-Sided Printing: PickOne
*OrderDependency: 10 AnySetup *Duplex
*DefaultDuplex: None
*Duplex None/Off: ""
*Duplex DuplexNoTumble/Long Edge: ""
*Duplex DuplexTumble/Short Edge: ""
*CloseUI: *Duplex
"""

# What stands in it besides where a printer has trays.
_TRAYS = """*OpenUI *InputSlot/Media Source: PickOne
*OrderDependency: 10 AnySetup *InputSlot
*DefaultInputSlot: Auto
*InputSlot Auto/Automatic: ""
*InputSlot Tray1/Tray 1: ""
*InputSlot Tray2/Tray 2: ""
*CloseUI: *InputSlot
"""


@dataclass(frozen=True)
class Printed:
    """What a printer was given: the bytes, the name of the job, copies and options."""

    paper: bytes
    title: str
    copies: int
    options: frozenset[str]


class PrintShop:
    """Starts the scheduler in a folder; `server` is how programs find it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.server = str(home / "cups.sock")
        self._env = os.environ | {"CUPS_SERVER": self.server, "LC_ALL": "C"}
        self._scheduler: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start the scheduler and wait until it answers."""
        for each in ("root", "spool", "cache", "state", "tmp", "bin/backend", "trays"):
            (self.home / each).mkdir(parents=True)
        for each in ("daemon", "filter", "monitor", "notifier"):
            (self.home / "bin" / each).symlink_to(_CUPS / each)
        backend = self.home / "bin/backend/paper"
        backend.write_text(_BACKEND)
        # Nobody else may run it, so that it runs as whoever started the scheduler.
        backend.chmod(0o700)
        for name, text in (("cupsd.conf", _CONF), ("files.conf", _FILES)):
            (self.home / name).write_text(text.format(home=self.home))
        (self.home / "office.ppd").write_text(_PPD)
        (self.home / "trays.ppd").write_text(_PPD + _TRAYS)
        self._start()
        return self

    def _start(self) -> None:
        self._scheduler = subprocess.Popen(
            # It ends with the tests even where they are killed.
            [
                *("setpriv", "--pdeathsig", "TERM", "/usr/sbin/cupsd", "-f"),
                *("-c", self.home / "cupsd.conf", "-s", self.home / "files.conf"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert wait(self._answers, 20), (self.home / "errors").read_text()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the scheduler with all it started."""
        self._end()

    def _end(self) -> None:
        assert self._scheduler is not None
        self._scheduler.terminate()
        self._scheduler.wait(20)

    def start_anew(self) -> None:
        """End the scheduler and start it again, as an update does: jobs stay."""
        self._end()
        self._start()

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Have the scheduler answer nobody."""
        assert self._scheduler is not None
        self._scheduler.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._scheduler.send_signal(signal.SIGCONT)

    def add(self, name: str, *, trays: bool = False) -> None:
        """Set a printer up, where it is wanted with several trays."""
        ppd = self.home / ("trays.ppd" if trays else "office.ppd")
        (self._tray(name)).mkdir()
        self._run("lpadmin", "-p", name, "-E", "-v", f"paper:{self._tray(name)}", "-P", ppd)

    def clear(self) -> None:
        """Take all printers away, with what they printed."""
        for tray in (self.home / "trays").iterdir():
            self.mend(tray.name)
            self.remove(tray.name)

    def remove(self, name: str) -> None:
        """Take a printer away, whatever it is doing."""
        self._run("lpadmin", "-x", name)
        rmtree(self._tray(name))

    def have(self, name: str, state: str) -> None:
        """Have a printer `wait` or `fail` from now on."""
        (self._tray(name) / state).touch()

    def mend(self, name: str) -> None:
        """Have it print again."""
        for state in ("wait", "fail"):
            (self._tray(name) / state).unlink(missing_ok=True)
        self._run("cupsenable", name)

    def printed(self, name: str) -> list[Printed]:
        """Give what came out of a printer, oldest first."""
        papers = sorted(self._tray(name).glob("*.paper"), key=lambda each: int(each.stem))
        return [_read(each) for each in papers]

    def queued(self, name: str) -> list[str]:
        """List the jobs that wait at a printer."""
        return [line.split()[0] for line in self._run("lpstat", "-o", name).splitlines()]

    def _tray(self, name: str) -> Path:
        return self.home / "trays" / name

    def _run(self, *command: str | Path) -> str:
        return subprocess.run(
            command, env=self._env, check=True, capture_output=True, text=True, timeout=20
        ).stdout

    def _answers(self) -> bool:
        with suppress(OSError), socket.socket(socket.AF_UNIX) as knock:
            knock.connect(self.server)
            return True
        return False


def _read(paper: Path) -> Printed:
    title, copies, options = paper.with_suffix(".slip").read_text().splitlines()
    return Printed(paper.read_bytes(), title, int(copies), frozenset(options.split()))
