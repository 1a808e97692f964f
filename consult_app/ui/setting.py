"""Settings as data: what a setting is called, what it may be, and what is wrong with a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from PySide6.QtCore import QCoreApplication

from consult_app.domain.recipient import Recipient
from consult_app.domain.time_server import is_address


class Kind(Enum):
    """How a setting is shown; FACTS are (name, value) pairs to read, ACTION is something to do.

    STAFF is everybody who may unlock, and the id of whoever did.
    """

    TEXT = "text"
    LINES = "lines"
    PHONE = "phone"
    ADDRESS = "address"
    SECRET = "secret"  # noqa: S105 - a kind of field
    CHOICE = "choice"
    NUMBER = "number"
    SWITCH = "switch"
    PICTURE = "picture"
    CERTIFICATE = "certificate"
    FOLDER = "folder"
    FACTS = "facts"
    ACTION = "action"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; `key` is the part that it belongs to, a dot, and the name of the field there.

    Behind another dot stands the entry of a field that holds several; an entry without a value is taken out.
    A number that is `optional` can be left empty. `choices` are (value, label); `needed` is what to say where
    a text is missing; an ACTION asks `confirm` before it is done, with `icon` on its button. A CERTIFICATE is
    kept as what `read` made of a file.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    help: str = ""
    choices: tuple[tuple[Any, str], ...] = ()
    unit: str = ""
    low: int = 1
    high: int = 1
    needed: str = ""
    confirm: str = ""
    icon: str = ""
    optional: bool = False
    read: Callable[[bytes], Recipient] | None = None

    @property
    def kept(self) -> bool:
        """Whether it has a value that is kept."""
        return self.kind not in {Kind.FACTS, Kind.ACTION, Kind.STAFF}


@dataclass(frozen=True, slots=True)
class Section:
    """Settings that stand on one page."""

    key: str
    title: str
    icon: str
    lead: str
    settings: tuple[Setting, ...]


def complaint(setting: Setting, value: Any) -> str:  # noqa: ANN401 - each kind has its own type
    """Say what is wrong with a value; nothing where it can be kept."""
    if setting.needed and not value:
        return setting.needed
    if setting.kind is Kind.PHONE and value and not _PHONE.fullmatch(value):
        return _tr("A phone number has at least three digits, and no letters.")
    if setting.kind is Kind.ADDRESS and value and not is_address(value):
        return _tr("An address begins with https:// or http:// and has no blanks.")
    if setting.kind is Kind.NUMBER and value is None:
        return _tr("From {0} to {1}").format(setting.low, setting.high)
    return ""


def values_of(sections: Iterable[Section], parts: Mapping[str, Any]) -> dict[str, Any]:
    """Read the value of every setting that is kept from the parts that hold it."""
    keys = [each.key for section in sections for each in section.settings if each.kept]
    return {key: value_in(parts[key.partition(".")[0]], key.partition(".")[2]) for key in keys}


def value_in(part: Any, name: str) -> Any:  # noqa: ANN401 - each kind has its own type
    """Read a field of a part, or one entry of it."""
    name, _, entry = name.partition(".")
    held = getattr(part, name)
    return held.get(entry) if entry else held


def applied(parts: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Give the parts with these values in them."""
    changed: dict[str, dict[str, Any]] = {part: {} for part in parts}
    for key, value in values.items():
        part, _, name = key.partition(".")
        name, _, entry = name.partition(".")
        if entry:
            others = changed[part].get(name, getattr(parts[part], name))
            kept = {each: held for each, held in others.items() if each != entry}
            changed[part][name] = kept if value is None else {**kept, entry: value}
        else:
            changed[part][name] = value
    return {part: replace(held, **changed[part]) for part, held in parts.items()}


_PHONE = re.compile(r"\+?(?:[ ()/.\-]*[0-9]){3,20}[ ()/.\-]*")


def _tr(literal: str) -> str:
    return QCoreApplication.translate("setting", literal)
