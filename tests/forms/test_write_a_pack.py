"""docs/write-a-pack.md is followed to the letter: every change made, every command run, all output compared.

The page is the program of this test. What it tells the reader to do with a file is said in a few fixed
sentences, which stand in `_WITH_BLOCK` and `_CHANGE`. Of what is printed, only the place of the folder and
digests may differ.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from consult_app import cli

PAGE = Path(__file__).parents[2] / "docs" / "write-a-pack.md"
DAY = date(2026, 6, 15)
"""The day on which the page says that it is followed."""


@dataclass(frozen=True)
class Fence:
    """A block of the page: what stands behind the three marks, and its text."""

    line: int
    kind: str
    text: str


@dataclass(frozen=True)
class Told:
    """A paragraph of the page, on one line."""

    line: int
    text: str


class FollowingError(AssertionError):
    """The page cannot be followed, or prints something else."""


# Reading the page


def read_page(page: str) -> Iterator[Fence | Told]:
    """Give the paragraphs and blocks of a page, in order."""
    paragraph: list[str] = []
    fence: tuple[int, str, list[str]] | None = None
    for number, line in enumerate([*page.splitlines(), ""], 1):
        if fence is not None:
            if line == "```":
                yield Fence(fence[0], fence[1], "".join(f"{each}\n" for each in fence[2]))
                fence = None
            else:
                fence[2].append(line)
        elif line.startswith("```") or not line.strip():
            if paragraph:
                yield Told(number - len(paragraph), " ".join(paragraph))
                paragraph = []
            if line:
                fence = (number, line.removeprefix("```"), [])
        else:
            paragraph.append(line.strip())
    if fence is not None:
        raise FollowingError(f"line {fence[0]}: the block has no end")


# Doing what it says


def _whole(_: str, block: str) -> str:
    return block


def _added(old: str, block: str) -> str:
    return old + block


def _only(old: str, wanted: Callable[[str], bool], what: str) -> tuple[list[str], int]:
    """Give the lines of a file, and which one is meant; there must be exactly one."""
    lines = old.splitlines(keepends=True)
    found = [place for place, line in enumerate(lines) if wanted(line)]
    if len(found) != 1:
        raise FollowingError(f"{len(found)} lines are `{what}`")
    return lines, found[0]


def _line(old: str, what: str) -> tuple[list[str], int]:
    return _only(old, lambda line: line.strip() == what, what)


def _above(old: str, block: str, line: str) -> str:
    lines, place = _line(old, line)
    return block + "".join(lines[place:])


def _below(old: str, block: str, line: str) -> str:
    lines, place = _line(old, line)
    return "".join((*lines[: place + 1], block, *lines[place + 1 :]))


def _instead(old: str, block: str, line: str) -> str:
    lines, place = _line(old, line)
    return "".join((*lines[:place], block, *lines[place + 1 :]))


def _by_first_word(old: str, block: str) -> str:
    for new in block.splitlines(keepends=True):
        word = new.split()[0]
        lines, place = _only(old, lambda line, word=word: line.split()[:1] == [word], f"{word} …")
        old = "".join((*lines[:place], new, *lines[place + 1 :]))
    return old


_FILE, _LINE = r"`(?P<file>[^`]+)`", r"`(?P<line>[^`]+)`"
_WITH_BLOCK: tuple[tuple[str, Callable[..., str]], ...] = (
    (rf"Put this into {_FILE} in place of what is there:", _whole),
    (rf"Put this into {_FILE} and `(?P<second>[^`]+)` in place of what is there:", _whole),
    (rf"Make a file {_FILE} with this in it:", _whole),
    (rf"Add this at the end of {_FILE}:", _added),
    (rf"In {_FILE}, put this in place of everything above the line {_LINE}:?", _above),
    (rf"In {_FILE}, put this below the line {_LINE}:?", _below),
    (rf"In {_FILE}, put this in place of the line {_LINE}:?", _instead),
    (
        rf"In {_FILE}, put each of these lines in place of the line that begins with the same word:",
        _by_first_word,
    ),
)
_CHANGE = re.compile(
    r"In (?:(?P<every>every file of) )?`(?P<file>[^`]+)`, change `(?P<old>[^`]+)` to `(?P<new>[^`]+)`"
)


def _change(told: re.Match[str]) -> None:
    place, old = Path(told["file"]), told["old"]
    files = sorted(place.glob("*.yaml")) if told["every"] else [place]
    found = {each: each.read_text(encoding="utf-8") for each in files}
    times = sum(text.count(old) for text in found.values())
    if not times or (times > 1 and not told["every"]):
        raise FollowingError(f"`{old}` stands {times} times in {place}")
    for each, text in found.items():
        each.write_text(text.replace(old, told["new"]), encoding="utf-8")


@dataclass
class Reader:
    """Follows the page in the current folder."""

    printed: Callable[[], str]
    top: str
    waiting: Callable[[str], None] | None = None
    commands: int = 0
    changes: int = 0

    def follow(self, page: str) -> None:
        """Do all that the page says, in order."""
        for part in read_page(page):
            try:
                self._told(part.text) if isinstance(part, Told) else self._block(part)
            except FollowingError as error:
                raise FollowingError(f"{PAGE.name}, line {part.line}: {error}") from None
        if self.waiting:
            raise FollowingError("the page ends where a block should be")

    def _told(self, text: str) -> None:
        if self.waiting:
            raise FollowingError("here should be the block that the paragraph above announces")
        for each in _CHANGE.finditer(text):
            _change(each)
            self.changes += 1
        for sentence, do in _WITH_BLOCK:
            if found := re.search(f"{sentence}$", text):
                self.waiting = lambda block, found=found, do=do: self._write(block, do, found.groupdict())
        told = len(re.findall(r"\b(?:[Pp]ut|change|Add|delete) (?:this|each|`)|Make a file", text))
        if told != len(_CHANGE.findall(text)) + (self.waiting is not None):
            raise FollowingError("nobody can tell which change this means")

    def _write(self, block: str, do: Callable[..., str], said: dict[str, str]) -> None:
        for place in [Path(said.pop(name)) for name in ("file", "second") if name in said]:
            old = place.read_text(encoding="utf-8") if place.exists() else ""
            place.write_text(do(old, block, **said), encoding="utf-8")
            self.changes += 1

    def _block(self, fence: Fence) -> None:
        if fence.kind == "yaml":
            if not self.waiting:
                raise FollowingError("it is not said where this block belongs")
            put, self.waiting = self.waiting, None
            put(fence.text)
        elif fence.kind in ("console", "console begins"):
            if self.waiting:
                raise FollowingError("a block of words should stand here")
            self._console(fence.text, whole=fence.kind == "console")
        else:
            raise FollowingError(f"there are no blocks of the kind '{fence.kind}'")

    def _console(self, text: str, *, whole: bool) -> None:
        first, *others = re.split(r"^\$ ", text, flags=re.MULTILINE)
        if first or not others:
            raise FollowingError("the block does not begin with a command")
        for each in others:
            command, _, wanted = each.partition("\n")
            got = self._run(shlex.split(command))
            self.commands += 1
            wanted, got = _plain(wanted), _plain(got)
            if not whole:
                got = "".join(got.splitlines(keepends=True)[: len(wanted.splitlines())])
            if wanted != got:
                raise FollowingError(f"$ {command}\nthe page says:\n{wanted}\nthe program says:\n{got}")

    def _run(self, command: list[str]) -> str:
        match command:
            case ["consult-app", *arguments]:
                cli.run(arguments)
                return self.printed().replace(self.top, "/home/you")
            case ["cd", folder]:
                os.chdir(folder)
            case ["mkdir", folder]:
                Path(folder).mkdir()
            case ["cp", "-r", old, new] if not Path(new).exists():
                shutil.copytree(old, new)
            case _:
                raise FollowingError(f"this command is not understood: {command}")
        return ""


def _plain(said: str) -> str:
    """Leave out digests: a digest is that of the words of all forms, which change."""
    return re.sub(r"\b[0-9a-f]{64}\b", "DIGEST", said)


# The page


@pytest.fixture
def follow(tmp_path, monkeypatch, capsys):
    """Follow a page in an empty folder on the day of the page; gives the reader."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("consult_app.cli.forms.today", lambda: DAY)
    monkeypatch.setattr(cli, "today", lambda: DAY)

    def printed():
        said = capsys.readouterr()
        return said.out + said.err

    def following(page):
        reader = Reader(printed, str(tmp_path.resolve()))
        reader.follow(page)
        return reader

    return following


def test_the_page_can_be_followed_to_the_letter(follow, tmp_path):
    reader = follow(PAGE.read_text(encoding="utf-8"))
    assert (reader.commands, reader.changes) >= (20, 25)
    kept = sorted(each.name for each in (tmp_path / "my-packs" / "forms" / "published").iterdir())
    assert kept == ["hand_mist@0.1.json"]
    assert "Example:" not in "".join(
        each.read_text(encoding="utf-8") for each in (tmp_path / "my-packs/forms/hand_mist").iterdir()
    )


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("0 problems", "1 problem", "the program says:"),
        ("$ mkdir forms", "$ make forms", "this command is not understood"),
        ("the line `governance:`", "the line `governing:`", "0 lines are `governing:`"),
        ("put this in place of everything", "write this in place of everything", "where this block belongs"),
        ("put each of these lines", "put each of those lines", "nobody can tell which change"),
    ],
)
def test_a_page_with_a_mistake_cannot_be_followed(follow, old, new, complaint):
    page = PAGE.read_text(encoding="utf-8")
    assert old in page
    with pytest.raises(FollowingError, match=complaint):
        follow(page.replace(old, new, 1))
