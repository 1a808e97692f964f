"""Variants of a pack: the same treatment under another law, or in another language.

A file `jurisdiction.uk.yaml` in a pack's folder says only what differs. It has the
shape of the pack's files: a list of records is merged by id, a mapping by key, and anything else, also a
condition, stands in place of what the pack says. Under `without` stand the ids of records that do not hold
there. `mesotherapy.uk` is the pack `mesotherapy` with its file for the UK. `language.es.yaml` says the
same in other words, and nothing else: `mesotherapy.uk.es` is that pack in Spanish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from consult_app.content.node import Node, Shape
from consult_app.content.parse import parse
from consult_app.content.shared import by_id
from consult_app.content.spoken import spoken, told
from consult_app.content.suggestion import did_you_mean
from consult_app.content.text import COVER, FILES, PackText
from consult_app.errors import ContentError

VARIANTS = ("jurisdiction", "language")
"""What a pack can have variants for: the beginnings of their files' names."""
_NAME = re.compile(r"(jurisdiction|language)\.([A-Za-z0-9-]+)\.yaml", re.ASCII)
_CONDITION = "when"
_STEMS = tuple(name.removesuffix(".yaml") for name in FILES)


def is_variant(file: str) -> bool:
    """Whether a file of a pack's folder holds a variant."""
    return _NAME.fullmatch(file) is not None


def variants_of(files: Mapping[str, str], kind: str) -> tuple[str, ...]:
    """List the tags of a pack's variants of a kind (jurisdiction, language), sorted."""
    found = (_NAME.fullmatch(name) for name in sorted(files))
    return tuple(each[2] for each in found if each and each[1] == kind)


def under_each_law(text: PackText) -> tuple[PackText, ...]:
    """Give a pack as it was written, then under each other law that it has a file for."""
    return (text, *(replace(text, variants=(tag,)) for tag in variants_of(text.files, "jurisdiction")))


def variant_files(text: PackText) -> tuple[str, ...]:
    """Name the files of the variants that a text asks for; ContentError where one is not there."""
    names: list[str] = []
    for tag in text.variants:
        found = [f"{kind}.{tag}.yaml" for kind in VARIANTS]
        there = [name for name in found if name in text.files]
        if not there:
            what = f"there is no variant '{tag[:60]}' of this pack."
            remedy = f"Add {found[0]} or {found[1]}, or name the pack alone."
            raise ContentError("variant-missing", f"{text.where}/{COVER}:1", what, remedy)
        names += there
    return tuple(names)


def varied(text: PackText, name: str, node: Node) -> Node:
    """Give a parsed file of a pack as its variants have it; ContentError where they cannot be read."""
    for file in variant_files(text):
        variant = parse(text.files[file], f"{text.where}/{file}")
        kind, tag, _ = file.split(".")
        node = spoken(name, node, told(text, tag)) if kind == "language" else _under_law(variant, name, node)
        if name == COVER:
            node = _merged(node, _cover(variant, file))
    return node


def _under_law(variant: Node, name: str, node: Node) -> Node:
    variant.only("jurisdiction", "without", *_STEMS)
    if changed := variant.optional(name.removesuffix(".yaml")):
        node = _merged(node, changed)
    if without := variant.optional("without"):
        gone = {each.text() for each in without.items()}
        kept = (each for each in node.parts if "id" not in each.fields or each.fields["id"].raw not in gone)
        node = replace(node, parts=tuple(kept))
    return node


def left_out_in_vain(text: PackText, files: Mapping[str, Node]) -> Iterator[ContentError]:
    """Name what the variants leave out although no record of the pack has that id; `files` are its own."""
    known = [key for node in files.values() for key in by_id(node)]
    for file in variant_files(text):
        without = parse(text.files[file], f"{text.where}/{file}").fields.get("without")
        for item in without.items() if without else ():
            if item.text() not in known:
                what = f"there is no record '{item.raw[:60]}' to leave out."
                yield item.wrong("unknown-id", what, did_you_mean(item.raw, known))


def _cover(variant: Node, file: str) -> Node:
    """Give what the variant's head says of the pack: the jurisdiction or the language."""
    kind = file.partition(".")[0]
    written = variant.field(kind)
    if kind == "language":
        one = replace(written, shape=Shape.LIST, parts=(written,), raw="")
        return Node(variant.file, written.line, Shape.MAPPING, fields={"languages": one}, lines={})
    return Node(variant.file, written.line, Shape.MAPPING, fields={"jurisdiction": written}, lines={})


def _merged(node: Node, changed: Node) -> Node:
    if node.shape is Shape.MAPPING and changed.shape is Shape.MAPPING:
        fields = {**node.fields}
        for key, value in changed.fields.items():
            # Two conditions side by side would be none.
            merges = key in node.fields and key != _CONDITION
            fields[key] = _merged(node.fields[key], value) if merges else value
        return replace(node, fields=fields, lines={**changed.lines, **node.lines})
    if node.shape is Shape.LIST and changed.shape is Shape.LIST and _has_ids(changed):
        return replace(node, parts=_merged_lists(node, changed))
    return changed


def _merged_lists(node: Node, changed: Node) -> tuple[Node, ...]:
    """Merge records by id, wherever in a section they stand; new ones come last."""
    changes = by_id(changed)
    parts: list[Node] = []
    used: set[str] = set()
    for part in node.parts:
        key = part.fields["id"].raw if "id" in part.fields else ""
        used.add(key)
        parts.append(_merged(part, changes[key]) if key in changes else part)
    return (*parts, *(each for key, each in changes.items() if key not in used))


def _has_ids(node: Node) -> bool:
    return bool(node.parts) and all("id" in each.fields for each in node.parts)
