"""What a system does not have is left alone."""

import resource
from types import SimpleNamespace

import pytest

from consult_app import private_memory


@pytest.mark.parametrize(("name", "platform"), [("nt", "win32"), ("posix", "darwin")])
def test_no_other_system_is_asked_for_what_linux_has(monkeypatch, name, platform):
    asked = []
    monkeypatch.setattr(private_memory, "os", SimpleNamespace(name=name))
    monkeypatch.setattr(private_memory, "sys", SimpleNamespace(platform=platform))
    monkeypatch.setattr(resource, "setrlimit", lambda what, limits: asked.append((what, limits)))
    monkeypatch.setattr(private_memory.ctypes, "CDLL", lambda _: asked.append("prctl"))
    private_memory.keep_memory_private()
    assert asked == ([(resource.RLIMIT_CORE, (0, 0))] if name == "posix" else [])
