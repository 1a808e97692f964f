"""A document in two languages: block by block what one says beside what the other says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from consult_app.domain.compose.large_print import in_large_print
from consult_app.domain.compose.running import with_translation
from consult_app.domain.document import Block, Bullets, Columns, Document, Notice, Parallel, Single, Tone
from consult_app.domain.treatment import Translation, Treatment


def in_two_languages(first: Document, second: Document, spoken: Treatment | None = None) -> Document:
    """Put the same document in another language beside one; nothing else stands side by side then.

    What both say alike, such as words that nobody translated, stands there once, in the second language. What
    runs along the edges is for whoever files it, and so is in the second language too. It tells which
    translation stands beside it, where that is `spoken`.
    """
    edges, mine, theirs = second.running, _plain(first), _plain(second)
    if spoken is not None and spoken.translation is not None:
        edges = with_translation(edges, spoken)
        theirs = _with_remark(theirs, mine, spoken, spoken.translation)
    blocks = tuple(_side_by_side(mine, theirs))
    return replace(first, running=edges, blocks=blocks, beside=second.language)


def _with_remark(
    blocks: list[Single], beside: list[Single], spoken: Treatment, made: Translation
) -> list[Single]:
    """Say of the words beside these, in this language too, that nobody checked them, at the same place."""
    title = spoken.labels["mark.translation"]
    places = [at for at, each in enumerate(beside) if isinstance(each, Notice) and each.title == title]
    if not places:
        return blocks
    # The only other remark that one of them can have alone stands before it: that its words are a draft.
    place = places[0] - (len(beside) - len(blocks) - 1)
    return [*blocks[:place], Notice(made.beside, made.beside_text, Tone.CARE), *blocks[place:]]


def _plain(document: Document) -> list[Single]:
    blocks = in_large_print(document.blocks)
    return [each for each in blocks if not isinstance(each, Columns | Parallel)]


def _side_by_side(first: list[Single], second: list[Single]) -> Iterator[Block]:
    """Pair blocks of a kind; where the languages have different ones, those stand beside each other."""
    kinds = SequenceMatcher(None, list(map(_kind, first)), list(map(_kind, second)), autojunk=False)
    for what, start, end, begin, close in kinds.get_opcodes():
        if what == "equal":
            for one, other in zip(first[start:end], second[begin:close], strict=True):
                yield from (other,) if _alike(one, other) else _paired(one, other)
        else:
            yield Parallel(tuple(first[start:end]), tuple(second[begin:close]))


def _alike(one: Single, other: Single) -> bool:
    """Whether both say the same words, whatever language each takes them for."""
    if isinstance(one, Bullets) and isinstance(other, Bullets):
        return replace(one, language=other.language) == other
    return one == other


def _paired(one: Single, other: Single) -> Iterator[Parallel]:
    """Pair two blocks, and of two lists each point, so that those stand side by side which say the same."""
    match one, other:
        case Bullets(points, quiet=False), Bullets(others, quiet=False) if len(points) == len(others):
            for point, same in zip(points, others, strict=True):
                yield Parallel((Bullets((point,)),), (Bullets((same,)),))
        case _:
            yield Parallel((one,), (other,))


def _kind(block: Single) -> tuple[str, int]:
    return type(block).__name__, getattr(block, "level", 0)
