"""YAML text to nodes, event by event: without recursion, and without what YAML does behind one's back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import yaml
from yaml import events

from consult_app.content.node import Node, Shape
from consult_app.errors import ContentError

LONGEST = 2_000_000
"""The most characters a file may have."""
_DEEPEST = 30
_WORDS = ("yes", "no", "on", "off", "y", "n")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# libyaml where it is built in; both give the same events.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(text: str, file: str, *, plain_words: bool = False) -> Node:
    """Parse one YAML document; ContentError with `file` and line for anything but plain, safe YAML.

    `plain_words` lets unquoted yes and no, and flow values of several words, pass as text (files of answers).
    """
    # Nodes never change, so what several packs share is parsed once; what a patient said is not kept.
    return _parse(text, file, plain_words) if plain_words else _parse_once(text, file)


@lru_cache(maxsize=64)
def _parse_once(text: str, file: str) -> Node:
    return _parse(text, file, plain_words=False)


def _parse(text: str, file: str, plain_words: bool) -> Node:  # noqa: FBT001 - named by one caller, plain in the other
    text = text.replace("\r\n", "\n")
    _refuse_characters(text, file)
    building = _Building(file, plain_words)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            building.take(event)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else building.line
        raise _not_yaml(file, line, error.problem or "") from None
    except (yaml.YAMLError, ValueError, OverflowError):
        # The last two: the parser in Python on escapes beyond Unicode.
        raise _not_yaml(file, building.line, "") from None
    return building.whole()


def _not_yaml(file: str, line: int, problem: str) -> ContentError:
    remedy = "Look at indentation, colons and quotes here and on the line before."
    return ContentError(
        "not-yaml", f"{file}:{line}", f"this is not YAML ({problem or 'it cannot be read'}).", remedy
    )


def _refuse_characters(text: str, file: str) -> None:
    if len(text) > LONGEST:
        remedy = f"Keep a file below {LONGEST:,} characters."
        raise ContentError("too-long", f"{file}:1", "the file is too long.", remedy)
    if "\t" in text:
        where = f"{file}:{text.count(chr(10), 0, text.index(chr(9))) + 1}"
        raise ContentError("tab", where, "there is a tab.", "Use spaces.")
    found = _UNPRINTABLE.search(text)
    if found:
        where = f"{file}:{text.count(chr(10), 0, found.start()) + 1}"
        raise ContentError("unprintable", where, "there is an unprintable character.", "Delete it.")


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is still open; a mapping's items are keys and values in turn."""

    line: int
    shape: Shape
    flow: bool
    parts: list[Node] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    @property
    def key_next(self) -> bool:
        return self.shape is Shape.MAPPING and len(self.parts) % 2 == 0


class _Building:
    """The nodes read so far."""

    def __init__(self, file: str, plain_words: bool) -> None:  # noqa: FBT001 - named by the only caller
        self._file = file
        self._plain_words = plain_words
        self._open: list[_Frame] = []
        self._root: Node | None = None
        self.line = 1

    def whole(self) -> Node:
        if self._root is None:
            raise ContentError("empty", f"{self._file}:1", "the file is empty.", "Write its content.")
        return self._root

    def take(self, event: events.Event) -> None:
        self.line = event.start_mark.line + 1 if event.start_mark else self.line
        match event:
            case events.ScalarEvent():
                self._refuse_marks(event)
                self._put(self._scalar(event))
            case events.SequenceStartEvent() | events.MappingStartEvent():
                self._refuse_marks(event)
                self._enter(event)
            case events.SequenceEndEvent() | events.MappingEndEvent():
                self._leave()
            case events.DocumentStartEvent():
                self._begin(event)
            case events.AliasEvent():
                raise self._error("alias", "aliases (*) are not used here.", "Write the value out.")

    def _error(self, code: str, what: str, remedy: str) -> ContentError:
        return ContentError(code, f"{self._file}:{self.line}", what, remedy)

    def _begin(self, event: events.DocumentStartEvent) -> None:
        if self._root is not None:
            raise self._error("documents", "a second document begins here.", "Delete the line `---`.")
        if event.version or event.tags:
            raise self._error("directive", "YAML directives (%) are not used here.", "Delete the line.")

    def _refuse_marks(self, event: events.ScalarEvent | events.CollectionStartEvent) -> None:
        if event.anchor is not None:
            raise self._error("anchor", "anchors (&) are not used here.", "Delete it, or quote the text.")
        if event.tag is not None:
            raise self._error("tag", "tags (!) are not used here.", "Delete it, or quote the text.")

    def _scalar(self, event: events.ScalarEvent) -> Node:
        text, plain = event.value, bool(event.implicit[0])
        inside = self._open[-1] if self._open else None
        if _UNPRINTABLE.search(text):
            raise self._error("unprintable", "there is an unprintable character.", "Delete it.")
        if plain and not self._plain_words:
            self._refuse_traps(text, inside)
        if plain and not text and inside and inside.flow:
            remedy = "A comma ends a value between brackets: put quotes around text that has one."
            raise self._error("stray-comma", "a key without a value.", remedy)
        # Where nothing follows a key, the parser looks further down; the key's line is the right one.
        missing = not text and inside and inside.shape is Shape.MAPPING and not inside.key_next
        line = inside.parts[-1].line if inside and missing else self.line
        return Node(self._file, line, Shape.SCALAR, text, plain)

    def _refuse_traps(self, text: str, inside: _Frame | None) -> None:
        if text.lower() in _WORDS and not (inside and inside.key_next):
            remedy = f'Write true or false, or "{text}" in quotes if the word itself is meant.'
            raise self._error("plain-word", f"the bare word {text} means true or false to YAML.", remedy)
        if inside and inside.flow and " " in text:
            remedy = "Put quotes around it, or write each value on a line of its own."
            raise self._error("flow-text", "several words without quotes between brackets.", remedy)

    def _enter(self, event: events.CollectionStartEvent) -> None:
        if self._open and self._open[-1].key_next:
            raise self._error(
                "bad-key", "a key must be a single word.", "Put quotes around text with brackets."
            )
        if len(self._open) >= _DEEPEST:
            raise self._error("too-deep", "this is nested too deeply.", f"Use at most {_DEEPEST} levels.")
        shape = Shape.LIST if isinstance(event, events.SequenceStartEvent) else Shape.MAPPING
        self._open.append(_Frame(self.line, shape, bool(event.flow_style)))

    def _put(self, node: Node) -> None:
        if not self._open:
            self._root = node
            return
        frame = self._open[-1]
        if frame.key_next:
            if node.raw in frame.keys:
                what = f"the key '{node.raw[:60]}' stands here twice."
                raise self._error("duplicate-key", what, "Keep one of the two.")
            frame.keys.add(node.raw)
        frame.parts.append(node)

    def _leave(self) -> None:
        frame = self._open.pop()
        if frame.shape is Shape.LIST:
            self._put(Node(self._file, frame.line, Shape.LIST, parts=tuple(frame.parts)))
            return
        pairs = list(_pairs(frame.parts))
        fields = {key.raw: value for key, value in pairs}
        lines = {key.raw: key.line for key, _ in pairs}
        self._put(Node(self._file, frame.line, Shape.MAPPING, fields=fields, lines=lines))


def _pairs(parts: list[Node]) -> Iterator[tuple[Node, Node]]:
    return zip(parts[::2], parts[1::2], strict=True)
