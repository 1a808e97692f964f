"""What a screen reader says by itself: the announcements of a program, heard over the accessibility bus."""

from __future__ import annotations

import time
from typing import NamedTuple

from jeepney import DBusAddress, HeaderFields, MatchRule, message_bus, new_method_call
from jeepney.io.blocking import Proxy

from tests.helpers.atspi import PATIENCE_S, accessibility_bus

_REGISTRY = "org.a11y.atspi.Registry"
_ASSERTIVE = 2


class Said(NamedTuple):
    """Words, and whether they interrupt what is being said."""

    words: str
    urgent: bool


class Announcements:
    """Listens as screen readers do, for nothing but announcements: what is not asked for is not sent."""

    def __init__(self, session_bus: str) -> None:
        self._bus = accessibility_bus(session_bus)
        rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object", member="Announcement")
        Proxy(message_bus, self._bus).AddMatch(rule)
        registry = DBusAddress("/org/a11y/atspi/registry", _REGISTRY, _REGISTRY)
        asked = new_method_call(registry, "RegisterEvent", "sass", ("object:announcement", [], ""))
        self._bus.send_and_get_reply(asked)
        self._heard: list[Said] = []

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    def await_words(self, words: str, times: int = 1, seconds: float = PATIENCE_S) -> Said:
        """Wait until so many announcements hold these words; gives the last."""
        end = time.monotonic() + seconds
        while len(found := [each for each in self._heard if words in each.words]) < times:
            if not self._hear(end):
                raise AssertionError(f"only this was said: {self._heard}")
        return found[times - 1]

    def so_far(self) -> list[Said]:
        """Tell all that has been said until now."""
        while self._hear(time.monotonic()):
            pass
        return self._heard

    def _hear(self, end: float) -> bool:
        try:
            message = self._bus.receive(timeout=max(end - time.monotonic(), 0.01))
        except TimeoutError:
            return False
        if message.header.fields.get(HeaderFields.member) == "Announcement":
            _, politeness, _, (_, words), _ = message.body
            self._heard.append(Said(words, politeness == _ASSERTIVE))
        return True
