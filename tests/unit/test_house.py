"""The walls stand where docs/architecture.md puts them, and a breach is noticed."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
PROJECT = ROOT / "pyproject.toml"
CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads(PROJECT.read_text())["tool"]["importlinter"]["contracts"]
}
BREACHES = {
    "inwards": "consult_app/domain/breach.py: import consult_app.workflow",
    "ui-adapters": "consult_app/ui/breach.py: def late():\n    import consult_app.store",
    "cycles": "consult_app/domain/breach.py: import consult_app.workflow",
    "qt": "consult_app/workflow/breach.py: import PySide6.QtCore",
    "yaml": "consult_app/store/breach.py: import yaml",
    "pdf": "consult_app/ui/breach.py: from reportlab.pdfgen import canvas",
    "preview": "consult_app/pdf/breach.py: import pypdfium2",
    "scanning": "consult_app/pdf/breach.py: import cv2",
    "signing": "consult_app/workflow/screens/breach.py: def late():\n    import pyhanko.sign",
    "database": "consult_app/content/breach.py: import sqlcipher3",
    "keys": "consult_app/domain/breach.py: import cryptography",
    "cards": "consult_app/signing/breach.py: import pkcs11",
}


@pytest.fixture
def house(tmp_path):
    shutil.copytree(ROOT / "consult_app", tmp_path / "consult_app")
    shutil.copy(PROJECT, tmp_path)
    return tmp_path


def lint(house):
    return subprocess.run(
        [shutil.which("lint-imports", path=Path(sys.executable).parent), "--no-cache"],
        cwd=house,
        env=os.environ | {"PYTHONPATH": str(house)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("contract", CONTRACTS)
def test_each_contract_is_broken_by_a_forbidden_import(house, contract):
    path, code = BREACHES[contract].split(": ", 1)
    with (house / path).open("w") as module:
        module.write(code + "\n")
        if contract == "cycles":
            (house / "consult_app/workflow/breach.py").write_text("import consult_app.domain.breach\n")
    result = lint(house)
    assert result.returncode == 1
    assert f"{CONTRACTS[contract]} BROKEN" in result.stdout


def test_a_new_module_must_be_given_a_place(house):
    (house / "consult_app/helpers.py").touch()
    assert f"{CONTRACTS['inwards']} BROKEN" in lint(house).stdout


def test_the_domain_needs_nothing_but_the_standard_library():
    graph = grimp.build_graph("consult_app", include_external_packages=True, cache_dir=None)
    domain = {"consult_app.domain", *graph.find_descendants("consult_app.domain")}
    imported = {
        name.split(".")[0] for module in domain for name in graph.find_modules_directly_imported_by(module)
    }
    assert imported - {"consult_app"} <= sys.stdlib_module_names
