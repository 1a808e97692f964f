"""Whether a pack is whole, up to date and true to its own words in every language that it is there in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from consult_app.content.labels import read_labels
from consult_app.content.loader import cover_node, cover_of, records
from consult_app.content.node import Node, Shape
from consult_app.content.parse import parse
from consult_app.content.reading import Reading
from consult_app.content.spoken import (
    GOVERNANCE,
    GOVERNED,
    SPOKEN,
    Said,
    Told,
    records_of,
    told,
    words_of_item,
)
from consult_app.content.text import COVER, PackText, labels_name, language_file, languages_in, read_pack
from consult_app.content.variants import under_each_law
from consult_app.errors import ContentError

_PLACE = re.compile(r"\{[^{}]*\}?|\}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
LACKS = ("untranslated", "outdated")
"""The codes of what a translation does not say yet: the pack's own words stand there meanwhile."""
_SHORT, _LEAST, _MOST = 40, 0.5, 2.0
"""From so many characters on, a translation is no shorter and no longer than so many times its original."""


def untranslated(folder: Path, text: PackText) -> Iterator[ContentError]:
    """Name what is missing, outdated or different in each further language, under every law of the pack."""
    cover = cover_node(text)
    listed = cover_of(text, Reading(), cover).languages[1:]
    for language in dict.fromkeys((*listed, *languages_in(folder / text.folder))):
        place = cover.optional("languages") or cover
        file = language_file(language)
        there = (folder / text.folder / file).is_file()
        if not (folder / labels_name(language)).is_file():
            what = f"there are no labels in the language '{language}'."
            yield place.wrong("language-missing", what, f"Add {labels_name(language)} beside the packs.")
        if not there:
            what = f"there is nothing in the language '{language}'."
            yield place.wrong("language-missing", what, f"Add {file} to the pack.")
        elif (folder / labels_name(language)).is_file():
            yield from _in(folder, text, language)


def _in(folder: Path, text: PackText, language: str) -> Iterator[ContentError]:
    tagged = read_pack(folder, f"{text.folder}.{language}")
    head = parse(tagged.files[language_file(language)], f"{text.where}/{language_file(language)}")
    if "translation" not in head.fields:
        remedy = "Write `translation:` with `translator:`, `on:` and `checked: []`."
        yield head.wrong("translator-missing", "it does not say who translated it.", remedy)
    yield from _labels_kept(text, tagged)
    known: set[tuple[str, str]] = set()
    for law in under_each_law(text):
        spoken = read_pack(folder, f"{law.id}.{language}")
        said = told(spoken, language)
        for file in SPOKEN:
            node = cover_node(law) if file == COVER else records(law, file, Reading())
            for record in records_of(file, node):
                known.add((file, record.name))
                yield from _record(record, said, head.fields.get(file.removesuffix(".yaml"), head))
    yield from _of_nothing(head, known)


def _of_nothing(head: Node, known: set[tuple[str, str]]) -> Iterator[ContentError]:
    """Name what is translated although the pack has no such record under any law."""
    laws = head.fields.get("under")
    for node in (head, *(laws.fields.values() if laws else ())):
        for file in SPOKEN:
            said = node.fields.get(file.removesuffix(".yaml"))
            for record in records_of(file, said) if said else ():
                if (file, record.name) not in known:
                    what = f"there is no record '{record.name[:60]}' to translate."
                    yield record.node.wrong("unknown-id", what, "Delete it, or correct its id.")


def _record(record: Said, said: Told, place: Node) -> Iterator[ContentError]:
    found = said.find(record)
    if found is None:
        yield place.wrong("untranslated", f"'{record.name}' is not translated.", "Add it with its words.")
        return
    yield from _known_keys(record, found)
    if "of" not in found.fields:
        what = f"'{record.name}' does not say of which words it is a translation."
        yield found.wrong("of-missing", what, f"Compare them, then write `of: {record.digest}`.")
    elif found.fields["of"].raw != record.digest:
        what = f"the words of '{record.name}' changed after they were translated."
        remedy = (
            f"Translate them anew, then write `of: {record.digest}`. Until then, they stand untranslated."
        )
        yield found.wrong("outdated", what, remedy)
        return
    yield from _compared(record.node, found, record.words, record.name)
    for key, parts in record.within:
        yield from _items(record, key, parts, found)
    if record.name == COVER:
        empty = Node(found.file, found.line, Shape.MAPPING)
        governed = found.fields.get(GOVERNANCE, empty)
        yield from _compared(record.node.fields[GOVERNANCE], governed, GOVERNED, GOVERNANCE)


def _known_keys(record: Said, found: Node) -> Iterator[ContentError]:
    lists = ("areas", "choices", "course", "questions", "goals", GOVERNANCE)
    try:
        found.only("id", "of", *SPOKEN[record.file], *lists)
    except ContentError as error:
        yield error


def _items(record: Said, key: str, parts: tuple[Node, ...], found: Node) -> Iterator[ContentError]:
    items = found.fields[key].parts if key in found.fields else ()
    words = words_of_item(record.file, key)
    if not all("id" in each.fields for each in parts):
        if len(items) != len(parts):
            what = f"of '{record.name}' the list '{key}' has {len(items)} items in place of {len(parts)}."
            yield found.wrong("untranslated", what, "Add them in the same order.")
        for own, other in zip(parts, items, strict=False):
            yield from _compared(own, other, words, record.name)
        return
    there = {each.fields["id"].raw: each for each in items if "id" in each.fields}
    for own in parts:
        name = own.fields["id"].raw
        if name not in there:
            yield found.wrong("untranslated", f"'{name}' is not translated.", "Add it with its words.")
        else:
            yield from _compared(own, there[name], words, name)


def _compared(own: Node, other: Node, words: Iterable[str], name: str) -> Iterator[ContentError]:
    here = [word for word in words if word in own.fields]
    if lacking := [word for word in here if word not in other.fields]:
        what = f"of '{name}' these words are not translated: {', '.join(lacking)}."
        yield other.wrong("untranslated", what, "Add a line for each.")
    for word in here:
        if word in other.fields:
            yield from _true(own.fields[word].raw, other.fields[word], f"{word} of {name}")


def _labels_kept(text: PackText, tagged: PackText) -> Iterator[ContentError]:
    own = read_labels(parse(text.labels, text.labels_where), Reading())
    for name, node in parse(tagged.labels, tagged.labels_where).fields.items():
        if name in own:
            yield from _true(own[name], node, name)


def _true(own: str, node: Node, name: str) -> Iterator[ContentError]:
    """Name what no translation may change: numbers, places in braces, and about how much is said."""
    said = node.raw
    if (numbers := _numbers(own)) != _numbers(said):
        what = f"{name}: the numbers are not those of the original."
        yield node.wrong("numbers-differ", what, f"There must be these: {', '.join(numbers) or 'none'}.")
    if _places(own) != _places(said):
        what = f"{name}: the places in braces are not those of the original."
        yield node.wrong("bad-place", what, "Use the same places in braces.")
    ratio = len(said) / max(len(own), 1)
    if len(own) >= _SHORT and not _LEAST <= ratio <= _MOST:
        what = f"{name}: it is {ratio:.1f} times as long as the original."
        yield node.wrong("length-differs", what, "Say all of it, and no more.")


def _numbers(text: str) -> list[str]:
    return sorted(_NUMBER.findall(text))


def _places(text: str) -> list[str]:
    return sorted(_PLACE.findall(text))
