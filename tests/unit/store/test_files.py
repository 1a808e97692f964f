import os
import subprocess
import sys

import pytest

from consult_app.errors import VaultError
from consult_app.store import files

HEAVY = ("sqlcipher3", "cryptography", "msgspec", "zxcvbn")


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "file"
    for content in (b"old", b"new"):
        files.write(path, content)
        assert path.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == ["file"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_a_cut_short_write_left_is_no_obstacle(tmp_path):
    (tmp_path / "file.new").write_bytes(b"half")
    files.write(tmp_path / "file", b"whole")
    assert (tmp_path / "file").read_bytes() == b"whole"


def test_the_file_and_its_name_are_on_disk_when_write_returns(tmp_path, monkeypatch):
    done = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda fd: (done.append("sync"), fsync(fd)))
    monkeypatch.setattr(os, "replace", lambda *paths: (done.append("rename"), replace(*paths)))
    files.write(tmp_path / "file", b"content")
    assert done == ["sync", "rename", "sync"]


def test_a_folder_is_held_by_one_and_let_go(tmp_path):
    lock = tmp_path / "lock"
    with files.only_one(lock):
        with pytest.raises(VaultError) as caught, files.only_one(lock):
            pass
        assert caught.value.code == "in-use"
    with files.only_one(lock):
        pass


def test_the_place_is_light_to_import():
    asked = f"import sys, consult_app.store.place; print([each for each in {HEAVY} if each in sys.modules])"
    result = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
