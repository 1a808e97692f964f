"""Whether a pack is whole in every language that it says it is there in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from consult_app.content.loader import cover_node, cover_of, records
from consult_app.content.node import Node, Shape
from consult_app.content.parse import parse
from consult_app.content.passages import OUTCOMES, WORDS
from consult_app.content.reading import Reading
from consult_app.content.shared import by_id
from consult_app.content.text import COVER, PackText, labels_name
from consult_app.errors import ContentError

_NESTED = ("goals", "areas", "questions", "choices")
"""The lists within records whose items have words of their own."""
_SPOKEN = {
    **WORDS,
    OUTCOMES: (*WORDS[OUTCOMES], "course"),
    COVER: ("name", "summary", "problem", "decision"),
    "questions.yaml": ("title", "note", "text", "help", "unit", "label", "low_words", "high_words"),
}


def untranslated(folder: Path, text: PackText) -> Iterator[ContentError]:
    """Name what is missing in each further language: files, and the words of records."""
    reading = Reading()
    node = cover_node(text)
    for language in cover_of(text, reading, node).languages[1:]:
        place = node.field("languages")
        file = f"language.{language}.yaml"
        if not (folder / labels_name(language)).is_file():
            what = f"there are no labels in the language '{language}'."
            yield place.wrong("language-missing", what, f"Add {labels_name(language)} beside the packs.")
        if file not in text.files:
            what = f"there is nothing in the language '{language}'."
            yield place.wrong("language-missing", what, f"Add {file} to the pack.")
            continue
        said = parse(text.files[file], f"{text.where}/{file}")
        yield from _missing(said, text, node, reading)


def _missing(said: Node, text: PackText, cover: Node, reading: Reading) -> Iterator[ContentError]:
    for file, words in _SPOKEN.items():
        stem = file.removesuffix(".yaml")
        other = said.optional(stem) or Node(said.file, said.line, Shape.MAPPING)
        if file == COVER:
            yield from _compared(cover, other, words, "pack.yaml")
        else:
            yield from _lists(records(text, file, reading), other, words)


def _lists(own: Node, other: Node, words: tuple[str, ...]) -> Iterator[ContentError]:
    there = by_id(other)
    for key, record in by_id(own).items():
        if key not in there:
            what = f"'{key}' is not translated."
            yield other.wrong("untranslated", what, "Add it with its words.")
        else:
            yield from _compared(record, there[key], words, key)


def _compared(own: Node, other: Node, words: tuple[str, ...], name: str) -> Iterator[ContentError]:
    lacking = [word for word in words if word in own.fields and word not in other.fields]
    if lacking:
        what = f"of '{name}' these words are not translated: {', '.join(lacking)}."
        yield other.wrong("untranslated", what, "Add a line for each.")
    for key in _NESTED:
        if key in own.fields:
            yield from _lists(own.fields[key], other.fields.get(key, other), words)
