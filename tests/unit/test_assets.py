import sys
from pathlib import Path

import pytest

from consult_app import assets

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def forgotten():
    assets._folder.cache_clear()
    yield
    assets._folder.cache_clear()


def test_in_a_checkout_they_are_beside_the_package():
    assert assets.resource("icons/check.svg") == ROOT / "resources/icons/check.svg"
    assert assets.forms_folder() == ROOT / "forms"


def test_in_a_wheel_they_are_inside_the_package(tmp_path, monkeypatch):
    (tmp_path / "_forms").mkdir()
    monkeypatch.setattr(assets, "_PACKAGE", tmp_path)
    assert assets.forms_folder() == tmp_path / "_forms"


def test_in_a_bundle_they_are_where_it_was_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert assets.forms_folder() == tmp_path / "forms"


def test_what_was_not_shipped_is_named():
    with pytest.raises(FileNotFoundError, match=r"resources/icons/unicorn\.svg"):
        assets.resource("icons/unicorn.svg")
