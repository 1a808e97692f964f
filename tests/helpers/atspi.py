"""What assistive technology sees of a program: the tree of its controls, read over the accessibility bus."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from jeepney import DBusAddress, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_INTERFACE = "org.a11y.atspi."
_SHOWING, _ENABLED, _FOCUSABLE, _FOCUSED, _CHECKED = 25, 8, 11, 12, 4
_ON_SCREEN = 0
PATIENCE_S = 120
"""A busy machine takes long, and what is there is not waited for."""
_WORDS = ("label", "filler", "panel", "dialog", "frame", "application")
"""Roles of what is only read, and of what holds other things."""


class GoneError(Exception):
    """The control was deleted since it was seen."""


class Place(NamedTuple):
    """Where the bus finds something."""

    bus: str
    path: str


_PROGRAMS = Place("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")


@dataclass(frozen=True)
class Control:
    """Something on screen as a screen reader knows it."""

    place: Place
    name: str
    role: str
    states: frozenset[int]

    @property
    def showing(self) -> bool:
        """Whether it can be seen."""
        return _SHOWING in self.states

    @property
    def enabled(self) -> bool:
        """Whether it can be used."""
        return _ENABLED in self.states

    @property
    def focusable(self) -> bool:
        """Whether the keyboard can reach it."""
        return _FOCUSABLE in self.states

    @property
    def focused(self) -> bool:
        """Whether the keyboard is there now."""
        return _FOCUSED in self.states

    @property
    def checked(self) -> bool:
        """Whether it is on."""
        return _CHECKED in self.states


class Tree:
    """The accessible tree of the one program on a desktop."""

    def __init__(self, session_bus: str) -> None:
        session = open_dbus_connection(bus=session_bus)
        [address] = _ask(session, DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress")
        session.close()
        self._bus = open_dbus_connection(bus=address)

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    def walk(self) -> Iterator[Control]:
        """Give everything that the program shows, parents before children, but for what goes meanwhile."""
        for place in self._children(_PROGRAMS):
            yield from self._below(place)

    def showing(self) -> dict[str, Control]:
        """Give what can be operated now, by name; the first of a name where there are several."""
        found: dict[str, Control] = {}
        for each in self.walk():
            if each.showing and each.name and each.role not in _WORDS:
                found.setdefault(each.name, each)
        return found

    def find(self, name: str, seconds: float = PATIENCE_S, *, drawn_on: bool = False) -> Control:
        """Wait for something that can be operated, or `drawn_on`, by its whole name."""
        found: list[Control] = []

        def seen() -> bool:
            those = (each for each in self.walk() if each.name == name and each.showing)
            found[:] = [each for each in those if drawn_on or each.role not in _WORDS][:1]
            return bool(found)

        if not wait(seen, seconds):
            raise AssertionError(f"{name!r} is not on screen, but:\n{self.text()}")
        return found[0]

    def await_words(self, words: str, seconds: float = PATIENCE_S) -> None:
        """Wait until words are on screen."""
        if not wait(lambda: words in self.text(), seconds):
            raise AssertionError(f"{words!r} is not on screen, but:\n{self.text()}")

    def text(self) -> str:
        """Write the tree down, a line a control that is showing."""
        return "\n".join(f"{each.role}: {each.name}" for each in self.walk() if each.showing and each.name)

    def press(self, control: Control) -> None:
        """Do what a screen reader does to operate a control."""
        self._call(control.place, "Action.DoAction", "i", 0)

    def focus(self, control: Control) -> None:
        """Put the keyboard there."""
        self._call(control.place, "Component.GrabFocus")

    def area(self, control: Control) -> tuple[int, int, int, int]:
        """Where it is on the screen: x, y, width, height."""
        [area] = self._call(control.place, "Component.GetExtents", "u", _ON_SCREEN)
        return tuple(area)

    def again(self, control: Control) -> Control:
        """Look at a control once more."""
        return self._read(control.place)

    def _below(self, place: Place) -> Iterator[Control]:
        try:
            control = self._read(place)
            # Nothing inside what is hidden can be seen: the pages that are not on screen.
            children = self._children(place) if control.showing else []
        except GoneError:
            return
        yield control
        for child in children:
            yield from self._below(child)

    def _read(self, place: Place) -> Control:
        [role] = self._call(place, "Accessible.GetRoleName")
        [[low, high]] = self._call(place, "Accessible.GetState")
        states = frozenset(bit for bit in range(64) if (low | high << 32) >> bit & 1)
        address = DBusAddress(place.path, place.bus, _INTERFACE + "Accessible")
        [[_, name]] = _answer(self._bus, Properties(address).get("Name"))
        return Control(place, str(name), role, states)

    def _children(self, place: Place) -> list[Place]:
        [children] = self._call(place, "Accessible.GetChildren")
        return [Place(*child) for child in children if not child[1].endswith("/null")]

    def _call(self, place: Place, what: str, signature: str | None = None, *given: object) -> tuple[Any, ...]:
        interface, method = what.split(".")
        address = DBusAddress(place.path, place.bus, _INTERFACE + interface)
        return _answer(self._bus, new_method_call(address, method, signature, given))


def wait(said: Callable[[], bool], seconds: float = PATIENCE_S) -> bool:
    """Ask until something is so; false where it does not come."""
    end = time.monotonic() + seconds
    while not said():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def _ask(connection: DBusConnection, address: DBusAddress, method: str) -> tuple[Any, ...]:
    return _answer(connection, new_method_call(address, method))


def _answer(connection: DBusConnection, message: Any) -> tuple[Any, ...]:
    reply = connection.send_and_get_reply(message, timeout=60)
    if reply.header.message_type is MessageType.error:
        raise GoneError(str(reply.body))
    return tuple(reply.body)
