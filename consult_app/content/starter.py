"""A pack to begin with: every kind of record once, with comments that say what to write."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from consult_app.assets import forms_folder, resource
from consult_app.content.node import ID
from consult_app.content.parse import parse
from consult_app.content.text import CASES, FILES, MEDICINES, SHARED, SOURCES, labels_name, read_text
from consult_app.errors import ConsultError

_BESIDE = ((labels_name("en"),), ("wording.en.yaml",), (MEDICINES, f"{SHARED}/{SOURCES}"))
"""What belongs beside packs; the classes of medicines name shared sources, so these go together."""
_MONTHS_TO_REVIEW = 6
_YEAR = 12


def starter(name: str, on: date) -> dict[str, str]:
    """Give the texts of a starter pack by file; `on` is the day of its publication."""
    words = {
        "@pack@": name,
        "@published@": on.isoformat(),
        "@review_by@": _review_day(on).isoformat(),
    }
    return {file: _filled(resource(f"starter/{file}"), words) for file in (*FILES, CASES)}


def write_starter(folder: Path, name: str, on: date) -> tuple[Path, ...]:
    """Write a starter pack into a folder of forms, with the files beside it that are missing there.

    Gives what was written, the pack's folder last. ConsultError where the name is no id or taken, or nothing
    can be written; then there is no pack, nor half of one.
    """
    _check_name(name)
    pack = folder / name
    try:
        if pack.exists():
            what = f"{pack} is there already."
            raise ConsultError("already-there", what, "Choose another name, or move the folder away.")
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(_written(folder, name, starter(name, on)))
    except OSError as error:
        what = f"{pack} cannot be written: {error.strerror}."
        raise ConsultError("not-writable", what, "Choose another folder.") from None


def _check_name(name: str) -> None:
    if not ID.fullmatch(name) or "." in name or name == SHARED:
        what = f"'{name[:60]}' cannot be the name of a pack."
        remedy = f"Use small letters and digits, joined by single - or _, and not {SHARED}."
        raise ConsultError("bad-name", what, remedy)


def _written(folder: Path, name: str, files: dict[str, str]) -> Iterator[Path]:
    """Write all on the same disk first: what is then moved to its place is whole."""
    with TemporaryDirectory(prefix=".new-", dir=folder) as place:
        pack = Path(place, name)
        pack.mkdir()
        for file, text in files.items():
            (pack / file).write_text(text, encoding="utf-8", newline="\n")
        for beside in _missing(folder):
            copied, target = Path(place, "beside"), folder / beside
            copied.write_text(_shipped(beside), encoding="utf-8", newline="\n")
            target.parent.mkdir(exist_ok=True)
            yield copied.rename(target)
        yield pack.rename(folder / name)


def _missing(folder: Path) -> tuple[str, ...]:
    """Name the shipped files that belong beside packs and are not there; of a group, all or none."""
    return tuple(
        file
        for together in _BESIDE
        if all((forms_folder() / each).is_file() for each in together)
        and not any((folder / each).exists() for each in together)
        for file in together
    )


def _shipped(file: str) -> str:
    """Give the text of a shipped file; of the shared sources only those that medicines name."""
    text = read_text(forms_folder() / file)
    if not file.startswith(SHARED):
        return text
    classes = parse(read_text(forms_folder() / MEDICINES), MEDICINES).field("classes")
    named = {source.raw for each in classes.items() for source in each.field("sources").items()}
    lines, sources = text.splitlines(keepends=True), parse(text, file).items()
    starts = [each.line - 1 for each in sources]
    return "".join(
        "".join(lines[start:end])
        for each, start, end in zip(sources, starts, [*starts[1:], len(lines)], strict=True)
        if each.field("id").raw in named
    )


def _filled(template: Path, words: dict[str, str]) -> str:
    text = template.read_text(encoding="utf-8")
    for place, word in words.items():
        text = text.replace(place, word)
    return text


def _review_day(day: date) -> date:
    years, month = divmod(day.month - 1 + _MONTHS_TO_REVIEW, _YEAR)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
