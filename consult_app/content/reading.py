"""One pass over a pack that names every mistake it can, and checks every id against the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from consult_app.content.node import Node
from consult_app.content.suggestion import did_you_mean
from consult_app.errors import ContentError

_T = TypeVar("_T")


class Noting:
    """A block that takes down the ContentError that ends it."""

    def __init__(self, problems: list[ContentError]) -> None:
        self._problems = problems

    def __enter__(self) -> None:
        """Begin; nothing to prepare."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        """End without the error, where it is a ContentError."""
        if isinstance(error, ContentError):
            self._problems.append(error)
            return True
        return False


class Reading:
    """The mistakes found so far, and the ids of each kind ("rule", "source" …) that the pack defines."""

    def __init__(self) -> None:
        self.problems: list[ContentError] = []
        self._ids: dict[str, set[str]] = {}
        self._references: list[tuple[str, Node]] = []
        self._unread: set[str] = set()

    def noting(self) -> Noting:
        """Take down a ContentError of the block and go on after it."""
        return Noting(self.problems)

    def ids(self, kind: str) -> set[str]:
        """Give the ids of a kind that were defined up to now."""
        return self._ids.setdefault(kind, set())

    def define(self, kind: str, node: Node, *prefixes: str) -> str:
        """Take an id down; ContentError where it is none, or stands twice."""
        name = node.id(*prefixes)
        if name in self.ids(kind):
            raise node.wrong(
                "duplicate-id", f"the {kind} '{name}' stands here twice.", "Give one another id."
            )
        self.ids(kind).add(name)
        return name

    def refer(self, kind: str, node: Node) -> str:
        """Give an id that must be defined somewhere in the pack; `close` checks it."""
        self._references.append((kind, node))
        return node.text()

    def refer_to_each(self, kind: str, node: Node | None) -> tuple[str, ...]:
        """Give a list of such ids, each at most once; none where the key was left out."""
        names: list[str] = []
        for item in node.items() if node else ():
            name = self.refer(kind, item)
            if name in names:
                raise item.wrong("duplicate-id", f"'{name[:60]}' stands here twice.", "Keep one of the two.")
            names.append(name)
        return tuple(names)

    def take_over(self, other: Reading) -> None:
        """Add the mistakes and references of another reading."""
        self.problems += other.problems
        self._references += other._references

    def referred(self, kind: str) -> set[str]:
        """Give the ids of a kind that were referred to up to now."""
        return {node.raw.strip() for named, node in self._references if named == kind}

    def unread(self, kind: str) -> None:
        """Leave references to a kind unchecked, because the file that defines it could not be read."""
        self._unread.add(kind)

    def is_unread(self, kind: str) -> bool:
        """Whether the file that defines a kind could not be read."""
        return kind in self._unread

    def each(
        self, kind: str, node: Node, read: Callable[[Node, str], _T], prefixes: tuple[str, ...] = ()
    ) -> tuple[_T, ...]:
        """Read all items of a list that have an `id`; one with a mistake is noted and left out."""
        found: list[_T] = []
        items: list[tuple[Node, str]] = []
        with self.noting():
            for item in node.items():
                with self.noting():
                    items.append((item, self.define(kind, item.field("id"), *prefixes)))
        for item, name in items:
            with self.noting():
                found.append(read(item, name))
        return tuple(found)

    def close(self) -> None:
        """Note every reference to something that is not there."""
        for kind, node in self._references:
            known = self.ids(kind)
            if node.raw.strip() not in known and kind not in self._unread:
                name = node.raw.strip()[:60]
                self.problems.append(
                    node.wrong(
                        f"unknown-{kind}", f"there is no {kind} '{name}'.", did_you_mean(name, sorted(known))
                    )
                )
