"""Every version of a pack that was approved, kept for ever beside the packs, one bundle a version."""

from __future__ import annotations

import os
import re
from pathlib import Path

from consult_app.content.suggestion import did_you_mean
from consult_app.content.text import PackText, read_text, unbundle
from consult_app.errors import ContentError

PUBLISHED = "published"
_DIGEST = re.compile(r"[0-9a-f]{8,64}", re.ASCII)
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,40}", re.ASCII)


def published_in(folder: Path) -> tuple[tuple[str, PackText], ...]:
    """Read what was published in a folder of forms: `ID@VERSION` and the text, sorted."""
    places = sorted((folder / PUBLISHED).glob("*@*.json"))
    return tuple((each.name.removesuffix(".json"), _kept(each)) for each in places)


def published_version(folder: Path, pack_id: str, version: str) -> PackText:
    """Give the text of one version, named by its number or by what a form prints of its digest.

    ContentError where it was never published here, or is damaged.
    """
    name = f"{pack_id}@{version}"
    place = folder / PUBLISHED / f"{name}.json"
    if _VERSION.fullmatch(version) and place.is_file():
        return _kept(place)
    found = dict(published_in(folder))
    for each, text in found.items():
        if each.startswith(f"{pack_id}@") and _DIGEST.fullmatch(version) and text.digest.startswith(version):
            return text
    where = f"{(folder / PUBLISHED).as_posix()}:1"
    what = f"there is no published version '{name[:60]}'."
    raise ContentError("version-missing", where, what, did_you_mean(name, found))


def _kept(place: Path) -> PackText:
    try:
        return unbundle(read_text(place))
    except ContentError as error:
        remedy = "Put the file back from a backup, or move it away."
        raise ContentError(error.code, f"{place.as_posix()}:1", error.what, remedy) from None


def publish(folder: Path, text: PackText, version: str) -> Path:
    """Keep a version; ContentError where other words were published under the same version."""
    if not _VERSION.fullmatch(version):
        what = f"the version '{version[:40]}' cannot be the name of a file."
        raise ContentError("bad-version", f"{text.where}/pack.yaml:1", what, "Write it as 1.0, for example.")
    place = folder / PUBLISHED / f"{text.id}@{version}.json"
    if place.exists() and unbundle(read_text(place)).digest != text.digest:
        what = f"version {version} was published with other words."
        remedy = "Raise `version` in pack.yaml, check, and approve that."
        raise ContentError("version-taken", f"{text.where}/pack.yaml:1", what, remedy)
    place.parent.mkdir(exist_ok=True)
    write_whole(place, text.bundle())
    return place


def write_whole(place: Path, content: str) -> None:
    """Write a file whole or not at all, also where the power goes."""
    beside = place.with_name(f".{place.name}.new")
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(place)
