"""Make this checkout ready to run or to test: `setup.py run`, `setup.py test`.

Started with the system's own Python, so it uses the standard library only. It does what is missing
and nothing else: a second start only looks. Exit 2 means that a person has to do something, which
is then said on standard error.
"""

import argparse
import ctypes
import glob
import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "consult-setup"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = {"run": "requirements.lock", "test": "requirements-dev.lock"}

# What Qt loads, and the Debian package that has it. Releases that renamed one (…t64) still know these names.
ALWAYS = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
WITH_A_WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
PROGRAMS_FOR_TESTS = {
    "pdfsig": "poppler-utils",
    "qpdf": "qpdf",
    "mutool": "mupdf-tools",
    "certutil": "libnss3-tools",
    "strace": "strace",
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "Xorg": "xserver-xorg-core",
    "/usr/lib/xorg/modules/drivers/dummy_drv.so": "xserver-xorg-video-dummy",
    "xrandr": "x11-xserver-utils",
    "dbus-run-session": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "/usr/sbin/cupsd": "cups-daemon",
    "lp": "cups-client",
    "/usr/lib/postgresql/*/bin/postgres": "postgresql",
    "softhsm2-util": "softhsm2",
}


class SetupError(Exception):
    """A person has to do something; the text says what."""


def main() -> int:
    """Set up, and say only what is worth a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("purpose", choices=LOCKS)
    purpose = parser.parse_args().purpose
    try:
        install_packages(missing_packages(purpose))
        fill_environment(purpose)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    return 0


def missing_packages(purpose: str) -> list[str]:
    """Debian packages whose libraries or programs are not here, found by trying to load them."""
    missing = []
    if find_spec("ensurepip") is None and not PYTHON.exists():
        missing.append(f"python3.{sys.version_info.minor}-venv")
    if sys.platform != "linux":
        return missing
    libraries = ALWAYS | (WITH_A_WINDOW if purpose == "test" or has_display() else {})
    missing += [package for library, package in libraries.items() if not loads(library)]
    if purpose == "test":
        missing += [package for program, package in PROGRAMS_FOR_TESTS.items() if not is_there(program)]
    return missing


def has_display() -> bool:
    """Whether a window could be opened here."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def loads(library: str) -> bool:
    """Whether the dynamic linker finds `library`."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def is_there(program: str) -> bool:
    """Whether a command can be run, or a file is at the place where it belongs; `*` is any folder."""
    return shutil.which(program) is not None or (os.path.isabs(program) and bool(glob.glob(program)))  # noqa: PTH117, PTH207 - as for a command


def install_packages(packages: list[str]) -> None:
    """Install with apt where that needs no password; otherwise say the one command that does."""
    if not packages:
        return
    if shutil.which("apt-get") is None:
        raise SetupError(
            f"Missing on this system (named as on Debian): {' '.join(packages)}\nInstall them and try again."
        )
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    prefix = root_prefix()
    if prefix is None:
        command = f"sudo apt-get update && sudo {shlex.join(install)}"
        raise SetupError(f"Some system packages are missing. Run this once, then try again:\n\n    {command}")
    print(f"Installing missing system packages: {' '.join(packages)}", flush=True)
    for command_line in (["apt-get", "update", "-qq"], [*install, "-qq"]):
        run([*prefix, "env", "DEBIAN_FRONTEND=noninteractive", *command_line])


def root_prefix() -> list[str] | None:
    """What to put before a command so that root runs it; None if that would ask for a password."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def fill_environment(purpose: str) -> None:
    """Bring `.venv` to what the lock says; at once if it is there already."""
    wanted = fingerprint()
    found, *purposes = STAMP.read_text().split() if STAMP.exists() and PYTHON.exists() else [""]
    if found == wanted and purpose in purposes:
        return
    print(f"Setting up {ENVIRONMENT.name} (once; downloads about 150 MB) …", flush=True)
    if found != wanted:
        run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)])
        purposes = []
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    # The lock is complete. Left to resolve, pip would look at newer releases of what is asked for with an
    # extra (`coverage[toml]`) and then refuse them for want of a hash.
    run([*pip, "--no-deps", "--require-hashes", "--only-binary=:all:", "-r", str(ROOT / LOCKS[purpose])])
    run([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    # pip compiles what it installs, but not a checkout; else each start would, where Python may not write.
    run([str(PYTHON), "-m", "compileall", "-q", str(ROOT / "consult_app")])
    STAMP.write_text(" ".join([wanted, *sorted({*purposes, *(LOCKS if purpose == "test" else [purpose])})]))


def fingerprint() -> str:
    """Changes when the environment has to be made anew: other locks, another package, another Python."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = (
        *((ROOT / lock).read_bytes() for lock in LOCKS.values()),
        json.dumps([project["project"], project["build-system"], project["tool"]["hatch"]]).encode(),
        f"{ROOT} {sys.version} {sysconfig.get_platform()}".encode(),
    )
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def run(command: list[str]) -> None:
    """Run to the end; what it prints is shown, its failure is ours."""
    if subprocess.run(command, check=False).returncode != 0:
        raise SetupError(f"This failed, for the reason printed above:\n\n    {shlex.join(command)}")


if __name__ == "__main__":
    sys.exit(main())
