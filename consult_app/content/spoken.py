"""The words of a pack in another language, put in place of its own, record by record.

`language.es.yaml` in the folder shared holds those of shared records, the one in a pack's folder those of the
pack, and what it says `under` a law those that differ there. Each says `of` which words it was made from. A
translation of other words than those that stand there now is not used: it could say something else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from consult_app.content import keys
from consult_app.content.cover import read_reviewer
from consult_app.content.node import Node, Shape
from consult_app.content.parse import parse
from consult_app.content.passages import NOTES, OUTCOMES, WORDS
from consult_app.content.text import COVER, SHARED, PackText, language_file
from consult_app.domain.treatment import Translation

SPOKEN: Mapping[str, tuple[str, ...]] = {
    **{file: words for file, words in WORDS.items() if file != NOTES},
    COVER: ("name", "summary", "problem", "decision"),
    "questions.yaml": ("title", "note", "text", "help", "unit", "label", "low_words", "high_words"),
}
"""The words of each file that patients read. Notes are for clinicians, who read the pack's own language."""
GOVERNANCE = "governance"
GOVERNED = ("author", "update_policy", "funding", "conflicts")
"""What patients read of who stands behind a pack."""
COURSE = "course"
_WITHIN = {COVER: ("areas",), "questions.yaml": ("choices",), OUTCOMES: (COURSE,)}
"""The lists within a record whose words are translated with it."""
_LISTS = {COVER: ("goals",), "questions.yaml": ("questions",)}
"""The lists whose items are records of their own."""
_MOMENT = ("when", "what")
_DIGITS = 12
"""How many characters of a digest tell which words a translation was made from."""

HEAD = ("language", "translation", "under")


@dataclass(frozen=True, slots=True)
class Said:
    """A record of a pack and where its words are: `name` is its id, or the file of the pack's cover."""

    name: str
    node: Node
    file: str

    @property
    def words(self) -> tuple[str, ...]:
        """Name the words of the record itself."""
        return tuple(each for each in SPOKEN[self.file] if each in self.node.fields)

    @property
    def digest(self) -> str:
        """Give the beginning of the digest of all its words, those of choices, areas and times among them."""
        said: dict[str, object] = {each: self.node.fields[each].raw.strip() for each in self.words}
        for key in _WITHIN.get(self.file, ()):
            if key in self.node.fields:
                said[key] = [_words_in(self.file, key, each) for each in self.node.fields[key].parts]
        if self.name == COVER and GOVERNANCE in self.node.fields:
            said[GOVERNANCE] = [self.node.fields[GOVERNANCE].fields[each].raw.strip() for each in GOVERNED]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]

    @property
    def within(self) -> Iterator[tuple[str, tuple[Node, ...]]]:
        """Give the lists in it whose items have words."""
        for key in _WITHIN.get(self.file, ()):
            if key in self.node.fields:
                yield key, self.node.fields[key].parts


def words_of_item(file: str, key: str) -> tuple[str, ...]:
    """Name the words of an item of a list within a record."""
    return _MOMENT if key == COURSE else SPOKEN[file]


def _words_in(file: str, key: str, item: Node) -> list[str]:
    keys = ("id", *words_of_item(file, key))
    return [item.fields[each].raw.strip() for each in keys if each in item.fields]


def records_of(file: str, node: Node) -> Iterator[Said]:
    """Give every record of a parsed file that has words, also the questions within sections."""
    if file == COVER:
        yield Said(COVER, node, COVER)
    parts = node.parts if file != COVER else ()
    for each in parts:
        yield Said(_id(each), each, file)
    for key in _LISTS.get(file, ()):
        for record in parts or (node,):
            for each in record.fields[key].parts if key in record.fields else ():
                yield Said(_id(each), each, file)


def _id(node: Node) -> str:
    return node.fields["id"].raw if "id" in node.fields else ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a translation says, by file and record."""

    of: Mapping[str, Mapping[str, Node]]

    def find(self, record: Said) -> Node | None:
        """Find the translation of a record, whatever words it was made from."""
        return self.of.get(record.file, {}).get(record.name)

    def fresh(self, record: Said) -> Node | None:
        """Find the translation of the very words that stand there now.

        One that does not say what it was made from is taken at its word; `forms check` names it.
        """
        found = self.find(record)
        if found is None or ("of" in found.fields and found.fields["of"].raw != record.digest):
            return None
        return found


def told(text: PackText, language: str) -> Told:
    """Read what a text says in a language; under its law, what is said for that in place of the rest."""
    name = language_file(language)
    shared = text.beside.get(f"{SHARED}/{name}")
    nodes = [parse(shared, text.where_beside(f"{SHARED}/{name}"))] if shared else []
    own = parse(text.files[name], f"{text.where}/{name}")
    own.only(*HEAD, *(file.removesuffix(".yaml") for file in SPOKEN))
    laws = own.optional("under")
    nodes += [own, *(laws.fields[each] for each in text.variants if laws and each in laws.fields)]
    found: dict[str, dict[str, Node]] = {}
    for file in SPOKEN:
        records = found.setdefault(file, {})
        for node in nodes:
            if said := node.fields.get(file.removesuffix(".yaml")):
                for each in records_of(file, said):
                    records[each.name] = _over(records.get(each.name), each.node)
    return Told(found)


def _over(before: Node | None, node: Node) -> Node:
    """Put what is said later over what was said before; lists are merged by id."""
    if before is None:
        return node
    fields = {**before.fields}
    for key, value in node.fields.items():
        there = fields.get(key)
        merges = there is not None and value.shape is Shape.LIST and all(_id(each) for each in value.parts)
        fields[key] = _merged(there, value) if there is not None and merges else value
    return replace(node, fields=fields, lines={**before.lines, **node.lines})


def _merged(before: Node, node: Node) -> Node:
    parts = {_id(each): each for each in before.parts}
    for each in node.parts:
        parts[_id(each)] = _over(parts.get(_id(each)), each)
    return replace(node, parts=tuple(parts.values()))


def spoken(file: str, node: Node, said: Told) -> Node:
    """Give a parsed file with the words of a language wherever it has them."""
    if file not in SPOKEN:
        return node
    if file == COVER:
        node = _in_place(Said(COVER, node, COVER), said)
    else:
        node = replace(node, parts=tuple(_in_place(Said(_id(each), each, file), said) for each in node.parts))
    said_so = node
    for key in _LISTS.get(file, ()):
        said_so = _nested(said_so, key, file, said)
    return _named_alike(node, said_so) if file == COVER else said_so


def _named_alike(own: Node, node: Node) -> Node:
    """Leave an area its own name where only some of the goals that have it are translated."""
    names: dict[str, set[str]] = {}
    for goal in node.fields["goals"].parts:
        for area in goal.fields["areas"].parts:
            names.setdefault(_id(area), set()).add(area.fields["name"].raw)
    before = {_id(area): area for goal in own.fields["goals"].parts for area in goal.fields["areas"].parts}
    goals = tuple(
        _with(
            goal,
            "areas",
            tuple(
                each if len(names[_id(each)]) == 1 else before[_id(each)]
                for each in goal.fields["areas"].parts
            ),
        )
        for goal in node.fields["goals"].parts
    )
    return _with(node, "goals", goals)


def _with(node: Node, key: str, parts: tuple[Node, ...]) -> Node:
    return replace(node, fields={**node.fields, key: replace(node.fields[key], parts=parts)})


def _nested(node: Node, key: str, file: str, said: Told) -> Node:
    if key in node.fields:
        items = node.fields[key]
        return _with(node, key, tuple(_in_place(Said(_id(each), each, file), said) for each in items.parts))
    return replace(node, parts=tuple(_nested(each, key, file, said) for each in node.parts if each.fields))


def _in_place(record: Said, said: Told) -> Node:
    found = said.fresh(record)
    if found is None:
        return record.node
    fields = _worded(record.node, found, record.words)
    for key, parts in record.within:
        if key in found.fields:
            words = words_of_item(record.file, key)
            items = _paired(parts, found.fields[key].parts, words)
            fields[key] = replace(record.node.fields[key], parts=items)
    if record.name == COVER and GOVERNANCE in found.fields and GOVERNANCE in record.node.fields:
        own = record.node.fields[GOVERNANCE]
        fields[GOVERNANCE] = replace(own, fields=_worded(own, found.fields[GOVERNANCE], GOVERNED))
    return replace(record.node, fields=fields)


def _worded(own: Node, other: Node, words: tuple[str, ...]) -> dict[str, Node]:
    said = {each: other.fields[each] for each in words if each in own.fields and each in other.fields}
    return {**own.fields, **said}


def _paired(own: tuple[Node, ...], other: tuple[Node, ...], words: tuple[str, ...]) -> tuple[Node, ...]:
    """Give items their words by id; those without ids by their place, where there are as many."""
    if all(_id(each) for each in own):
        there = {_id(each): each for each in other}
        found = [there.get(_id(each)) for each in own]
    else:
        found = [*other] if len(own) == len(other) else [None] * len(own)
    return tuple(
        replace(each, fields=_worded(each, words_there, words)) if words_there else each
        for each, words_there in zip(own, found, strict=True)
    )


def translation_of(text: PackText, beside: str, beside_text: str) -> Translation | None:
    """Read who translated the words of a text; None where they are its own.

    `beside` and `beside_text` say in the pack's own language that nobody checked them.
    """
    name = language_file(text.language)
    if name not in text.files:
        return None
    head = parse(text.files[name], f"{text.where}/{name}").optional("translation")
    if head is None:
        return Translation(beside=beside, beside_text=beside_text, original=text.written_in)
    head.only(*keys.TRANSLATION)
    return Translation(
        head.field("translator").text(),
        head.field("on").date(),
        tuple(read_reviewer(each) for each in head.field("checked").items()),
        beside,
        beside_text,
        text.written_in,
    )
