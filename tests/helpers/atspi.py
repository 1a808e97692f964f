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


class GoneError(Exception):
    """The control was deleted since it was seen."""


class Place(NamedTuple):
    """Where the bus finds something."""

    bus: str
    path: str


_PROGRAMS = Place("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")


@dataclass(frozen=True)
class Control:
    """Something on screen as a screen reader knows it; `area` is x, y, width, height on the screen."""

    place: Place
    name: str
    role: str
    description: str
    states: frozenset[int]
    area: tuple[int, int, int, int]

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

    @property
    def middle(self) -> tuple[int, int]:
        """Where to click."""
        x, y, width, height = self.area
        return x + width // 2, y + height // 2


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

    def find(self, name: str, *roles: str, seconds: float = 20) -> Control:
        """Wait for a control that is showing, by its whole name."""
        found: list[Control] = []

        def seen() -> bool:
            found[:] = [
                each
                for each in self.walk()
                if each.name == name and each.showing and (not roles or each.role in roles)
            ]
            return bool(found)

        if not wait(seen, seconds):
            raise AssertionError(f"{name!r} is not on screen, but:\n{self.text()}")
        return found[0]

    def shows(self, words: str) -> bool:
        """Whether words occur in something that is showing."""
        return any(words in f"{each.name} {each.description}" for each in self.walk() if each.showing)

    def await_words(self, words: str, seconds: float = 20) -> None:
        """Wait until words are on screen."""
        if not wait(lambda: self.shows(words), seconds):
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

    def again(self, control: Control) -> Control:
        """Look at a control once more."""
        return self._read(control.place)

    def _below(self, place: Place) -> Iterator[Control]:
        try:
            control = self._read(place)
            children = self._children(place)
        except GoneError:
            return
        yield control
        for child in children:
            yield from self._below(child)

    def _read(self, place: Place) -> Control:
        try:
            [area] = self._call(place, "Component.GetExtents", "u", _ON_SCREEN)
        except GoneError:
            area = (0, 0, 0, 0)
        [role] = self._call(place, "Accessible.GetRoleName")
        [[low, high]] = self._call(place, "Accessible.GetState")
        states = frozenset(bit for bit in range(64) if (low | high << 32) >> bit & 1)
        name, description = (self._property(place, each) for each in ("Name", "Description"))
        return Control(place, name, role, description, states, tuple(area))

    def _children(self, place: Place) -> list[Place]:
        [children] = self._call(place, "Accessible.GetChildren")
        return [Place(*child) for child in children if not child[1].endswith("/null")]

    def _property(self, place: Place, name: str) -> str:
        address = DBusAddress(place.path, place.bus, _INTERFACE + "Accessible")
        [[_, value]] = _answer(self._bus, Properties(address).get(name))
        return str(value)

    def _call(self, place: Place, what: str, signature: str | None = None, *given: object) -> tuple[Any, ...]:
        interface, method = what.split(".")
        address = DBusAddress(place.path, place.bus, _INTERFACE + interface)
        return _answer(self._bus, new_method_call(address, method, signature, given))


def wait(said: Callable[[], bool], seconds: float = 20) -> bool:
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
    reply = connection.send_and_get_reply(message, timeout=10)
    if reply.header.message_type is MessageType.error:
        raise GoneError(str(reply.body))
    return tuple(reply.body)
