"""The set-up as it meets machines that lack something."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

CI = Path(__file__).parents[2] / ".ci"


@pytest.fixture
def setup():
    spec = importlib.util.spec_from_file_location("setup_script", CI / "setup.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def bare_linux(setup, monkeypatch):
    """A machine without libraries, programs, display or password-free root."""
    monkeypatch.setattr(setup.sys, "platform", "linux")
    monkeypatch.setattr(setup, "loads", lambda library: False)
    monkeypatch.setattr(setup, "root_prefix", lambda: None)
    monkeypatch.setattr(setup.shutil, "which", lambda program: None)
    for variable in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    return setup


def test_without_a_display_the_libraries_of_a_window_are_not_asked_for(bare_linux):
    assert bare_linux.missing_packages("run") == list(bare_linux.ALWAYS.values())


def test_with_a_display_they_are(bare_linux, monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")
    assert "libxcb-cursor0" in bare_linux.missing_packages("run")


def test_tests_also_need_programs(bare_linux):
    assert {"poppler-utils", "qpdf", "xvfb"} <= set(bare_linux.missing_packages("test"))


def test_a_file_at_its_place_counts_as_there_though_nobody_can_run_it(setup, tmp_path):
    driver = tmp_path / "driver.so"
    assert not setup.is_there(str(driver))
    driver.touch(mode=0o644)
    assert setup.is_there(str(driver))
    assert not setup.is_there("setup.py")


def test_a_python_that_cannot_make_environments_is_completed(bare_linux, monkeypatch):
    monkeypatch.setattr(bare_linux, "find_spec", lambda module: None)
    monkeypatch.setattr(bare_linux, "PYTHON", Path("/nonexistent"))
    assert bare_linux.missing_packages("run")[0] == f"python3.{sys.version_info.minor}-venv"


def test_who_may_not_install_is_told_the_one_command(bare_linux, monkeypatch):
    monkeypatch.setattr(bare_linux.shutil, "which", lambda program: f"/usr/bin/{program}")
    with pytest.raises(bare_linux.SetupError) as refused:
        bare_linux.install_packages(["libegl1"])
    command = "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1"
    assert command in str(refused.value)


def test_a_system_without_apt_is_told_the_names(bare_linux):
    with pytest.raises(bare_linux.SetupError, match="libegl1"):
        bare_linux.install_packages(["libegl1"])


def test_what_the_linker_finds_counts_as_there(setup):
    assert not setup.loads("libdoes-not-exist.so.0")


def pythons(folder, **scripts):
    """Ask `.ci/python` on a machine that has just these commands, each a shell script."""
    for name, script in scripts.items():
        command = folder / name.replace("_", ".")
        command.write_text(f"#!/bin/sh\n{script}\n")
        command.chmod(0o755)
    return subprocess.run(
        ["/bin/sh", CI / "python"], env={"PATH": str(folder)}, capture_output=True, text=True, check=False
    )


REAL = f'exec {os.path.realpath(sys.executable)} "$@"'


def test_a_stand_in_that_refuses_to_run_is_passed_over(tmp_path):
    found = pythons(tmp_path, python3="exit 127", python3_13="exit 1", python3_12=REAL)
    assert found.stdout == "python3.12\n"


def test_one_that_can_make_environments_is_preferred(tmp_path):
    lacking = f'case "$2" in *ensurepip*) exit 1;; esac\n{REAL}'
    assert pythons(tmp_path, python3=lacking, python3_11=REAL).stdout == "python3.11\n"
    assert pythons(tmp_path, python3=lacking, python3_11=lacking).stdout == "python3\n"


def test_no_python_is_said_plainly(tmp_path):
    found = pythons(tmp_path, python3="exit 1")
    assert found.returncode == 2
    assert "Python 3.11 or newer" in found.stderr
