"""A consent taken back: that it is, how it was said, and what stays."""

from __future__ import annotations

from collections.abc import Iterator

from consult_app.domain.compose.telling import Telling
from consult_app.domain.document import Block, Fields, Notice, Paragraph, Quote, Tone
from consult_app.domain.sequel import Sequel


def withdrawn(telling: Telling, sequel: Sequel) -> Iterator[Block]:
    """Say that there is no treatment with this consent any more, and what the patient said."""
    words = telling.words
    yield Notice(words("sequel.withdrawal.says"), words("sequel.withdrawal.says.text"), Tone.STOP)
    yield from how_told(telling, sequel)
    yield Paragraph(words("sequel.withdrawal.kept"))


def how_told(telling: Telling, sequel: Sequel) -> Iterator[Block]:
    """Say how it was said that something is taken back, and in which words."""
    words = telling.words
    if sequel.told is not None:
        yield Fields(
            ((words("sequel.withdrawal.told"), words(f"sequel.withdrawal.told.{sequel.told.value}")),)
        )
    if sequel.words.strip():
        yield Quote(sequel.words, words("sequel.withdrawal.words"))
