"""A YAML value that knows its file and line; its type is that which is asked for, never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TypeVar

from consult_app.content.suggestion import did_you_mean
from consult_app.errors import ContentError

_E = TypeVar("_E", bound=Enum)
ID = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*", re.ASCII)
"""How an id is written."""
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
"""How a day is written."""
_LONGEST_ID = 80
_NUMBER = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?", re.ASCII)
_NULLS = ("", "~", "null", "Null", "NULL")


class Shape(Enum):
    """What a value is made of."""

    SCALAR = "a single value"
    LIST = "a list"
    MAPPING = "a mapping of keys to values"


@dataclass(frozen=True, slots=True)
class Node:
    """One value: a scalar's raw text and whether it stood plain, a list's items, or a mapping's fields.

    `lines` holds the line of each key. Every way of asking gives the wanted type or a ContentError.
    """

    file: str
    line: int
    shape: Shape
    raw: str = ""
    plain: bool = False
    parts: tuple[Node, ...] = ()
    fields: Mapping[str, Node] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """File and line, as errors name them."""
        return f"{self.file}:{self.line}"

    @property
    def empty(self) -> bool:
        """Whether nothing was written, or the word null."""
        return self.shape is Shape.SCALAR and self.plain and self.raw in _NULLS

    def wrong(self, code: str, what: str, remedy: str) -> ContentError:
        """Make the error that points here."""
        return ContentError(code, self.where, what, remedy)

    def text(self) -> str:
        """Give the words as they stand, without space around them; there must be some."""
        raw = self._scalar("text").strip()
        if self.empty or not raw:
            raise self.wrong("empty", "nothing stands here.", "Write the text, or leave the whole line out.")
        return raw

    def id(self, *prefixes: str) -> str:
        """Give an id: small letters, digits, and single - _ . between; with one of the prefixes, if any."""
        self.text()
        # Looked for as it is written, so no space may stand around it.
        raw = self.raw
        if not ID.fullmatch(raw) or len(raw) > _LONGEST_ID:
            remedy = f"Use up to {_LONGEST_ID} small letters and digits, joined by single hyphens."
            raise self.wrong("bad-id", f"'{raw[:60]}' cannot be an id.", remedy)
        if prefixes and not raw.startswith(prefixes):
            remedy = f"Begin it with {' or '.join(prefixes)}"
            raise self.wrong("bad-id", f"the id '{raw}' has the wrong beginning.", f"{remedy}.")
        return raw

    def boolean(self) -> bool:
        """Give a plain `true` or `false`."""
        raw = self._scalar("true or false")
        if not self.plain or raw not in ("true", "false"):
            raise self.wrong(
                "not-boolean", "this must be true or false.", "Write true or false, without quotes."
            )
        return raw == "true"

    def number(self) -> float:
        """Give a plain decimal number; a whole one as int."""
        raw = self._scalar("a number")
        if not self.plain or not _NUMBER.fullmatch(raw):
            raise self.wrong(
                "not-number", "this must be a number.", "Write digits such as 18 or 2.5, without quotes."
            )
        return float(raw) if "." in raw else int(raw)

    def date(self) -> date:
        """Give a day written as YYYY-MM-DD."""
        raw = self._scalar("a date")
        try:
            return date.fromisoformat(raw if DAY.fullmatch(raw) else "")
        except ValueError:
            raise self.wrong("not-date", "this must be a date.", "Write it as 2026-05-31.") from None

    def one_of(self, kinds: type[_E]) -> _E:
        """Give the member of an enumeration whose value stands here."""
        raw = self.text()
        try:
            return kinds(raw)
        except ValueError:
            remedy = did_you_mean(raw, (str(kind.value) for kind in kinds))
            raise self.wrong("unknown-word", f"'{raw[:60]}' is not allowed here.", remedy) from None

    def items(self) -> tuple[Node, ...]:
        """Give the items of a list, which may be empty."""
        self._must_be(Shape.LIST, "Write each item on a line of its own, after a hyphen and a space.")
        return self.parts

    def only(self, *allowed: str) -> None:
        """Refuse keys that nobody reads: a misspelt key would silently change nothing."""
        self._must_be(Shape.MAPPING, "Write keys with values, as in `id: something`.")
        for key in self.fields:
            if key not in allowed:
                # Under another law a key can come from another file than the rest.
                where = f"{self.fields[key].file}:{self.lines[key]}"
                raise ContentError(
                    "unknown-key", where, f"unknown key '{key[:60]}'.", did_you_mean(key, allowed)
                )

    def field(self, name: str) -> Node:
        """Give the value of a key that must be there."""
        found = self.optional(name)
        if found is None:
            raise self.wrong("missing-key", f"the key '{name}' is missing.", f"Add `{name}:` with its value.")
        return found

    def optional(self, name: str) -> Node | None:
        """Give the value of a key, or None where it was left out."""
        self._must_be(Shape.MAPPING, "Write keys with values, as in `id: something`.")
        return self.fields.get(name)

    def said(self, name: str) -> str:
        """Give the text of a key, or no text where it was left out."""
        found = self.optional(name)
        return found.text() if found else ""

    def flag(self, name: str, *, default: bool) -> bool:
        """Give the true or false of a key, or the default where it was left out."""
        found = self.optional(name)
        return found.boolean() if found else default

    def _scalar(self, wanted: str) -> str:
        self._must_be(Shape.SCALAR, f"Write {wanted} here.")
        return self.raw

    def _must_be(self, shape: Shape, remedy: str) -> None:
        if self.shape is not shape:
            raise self.wrong("wrong-shape", f"this is {self.shape.value}, not {shape.value}.", remedy)
