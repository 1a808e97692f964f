"""Read a file of labels: all words that documents need, with the places that the program fills in."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from consult_app.content.node import Node
from consult_app.content.reading import Reading
from consult_app.content.suggestion import did_you_mean, listed
from consult_app.domain.labels import LABELS, PLACES
from consult_app.errors import ContentError

_MONTHS = 12


def read_labels(node: Node, reading: Reading, later: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """Read the flat mapping from label to words; every mistake is noted.

    With `later` labels, those of a kept pack are read: what came after it is taken from there, and what the
    program has given up since is passed over.
    """
    labels: dict[str, str] = dict(later or {})
    with reading.noting():
        node.only(*node.fields)
    for name, words in node.fields.items():
        with reading.noting():
            if name not in LABELS and later is not None:
                continue
            if name not in LABELS:
                where = f"{node.file}:{node.lines[name]}"
                what = f"there is no label '{name[:60]}'."
                raise ContentError("unknown-label", where, what, did_you_mean(name, LABELS))
            labels[name] = _words(name, words)
    missing = [each for each in LABELS if each not in labels and each not in node.fields]
    if missing:
        what = f"labels are missing: {listed(missing)}."
        reading.problems.append(node.wrong("missing-label", what, "Add a line for each."))
    return labels


def _words(name: str, node: Node) -> str:
    words = node.text()
    if _places(node, words) != sorted(PLACES.get(name, ())):
        wanted = ", ".join(f"{{{each}}}" for each in PLACES.get(name, ())) or "none"
        what = f"the places in braces of '{name}' are not those that the program fills in."
        raise node.wrong("bad-place", what, f"Use each of these once: {wanted}.")
    if name == "months" and len(words.split()) != _MONTHS:
        raise node.wrong("bad-months", "there must be twelve months.", "Write one word for each, in order.")
    return words


def _places(node: Node, words: str) -> list[str]:
    """List the names in braces; one with a format or conversion is listed as written, so it fits nowhere."""
    try:
        parts = list(Formatter().parse(words))
    except ValueError:
        what = "there is a brace that does not close, or closes nothing."
        raise node.wrong("bad-place", what, "Write places as {name}.") from None
    return sorted(
        f"{place}!{conversion}:{form}" if form or conversion else place
        for _, place, form, conversion in parts
        if place is not None
    )
