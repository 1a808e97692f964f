"""The text of a pack: its files and labels, their digest, and how both are kept for ever."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from consult_app.content.suggestion import did_you_mean
from consult_app.errors import ContentError

COVER, CASES, APPROVALS = "pack.yaml", "cases.yaml", "approvals.yaml"
FILES = (
    COVER,
    *("questions.yaml", "rules.yaml", "outcomes.yaml", "options.yaml", "ingredients.yaml"),
    *("risks.yaml", "statements.yaml", "aftercare.yaml", "sources.yaml", "notes.yaml"),
)
"""The files that make a treatment.

cases.yaml beside them only tests it, and approvals.yaml says who approved these very words.
"""
SOURCES = "sources.yaml"
MAY_LACK = (SOURCES, "notes.yaml")
"""The files that a pack can do without."""
SHARED, MEDICINES = "shared", "medicines.yaml"
"""What lies beside the packs: the folder of records that several include, and the names of medicines."""
LARGEST = 2_000_000
"""The most bytes a file may have."""

_LANGUAGE = re.compile(r"^languages?:(?: *|\s*- *| *\[ *)[\"']?([A-Za-z0-9-]{2,20})", re.MULTILINE | re.ASCII)
_SPOKEN = re.compile(r"language\.([A-Za-z0-9-]+)\.yaml", re.ASCII)
_ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class PackText:
    """File texts by name, and those of the labels. `where` is the pack's folder, as errors name it.

    `beside` holds what lies beside the pack's folder, by its place there, as in `shared/rules.yaml`.
    `variants` are the tags of the law and the language that it is read for. What it says in a language is
    there only where it is read for that: its own words have a digest that no translation changes.
    """

    where: str
    files: Mapping[str, str]
    labels_file: str
    labels: str
    cases: str | None = None
    beside: Mapping[str, str] = field(default_factory=dict)
    approvals: str | None = None
    variants: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        """The name of the folder, which is the pack's id."""
        return self.where.rpartition("/")[2]

    @property
    def id(self) -> str:
        """The pack's id, with the tags of its variants."""
        return ".".join((self.folder, *self.variants))

    @property
    def language(self) -> str:
        """The language that the pack was written in, or is read for."""
        return self.labels_file.split(".")[1]

    @property
    def own_labels(self) -> str:
        """The labels of the language that a translated pack was written in; nothing of any other."""
        found = (text for place, text in self.beside.items() if place.startswith("labels."))
        return next(found, "")

    @property
    def written_in(self) -> str:
        """The language that a pack was written in, whatever it is read for."""
        own = next((place for place in self.beside if place.startswith("labels.")), self.labels_file)
        return own.split(".")[1]

    @property
    def labels_where(self) -> str:
        """The file of the labels, which lies beside the pack's folder."""
        return self.where_beside(self.labels_file)

    def where_beside(self, name: str) -> str:
        """Give the place of something that lies beside the pack's folder, as errors name it."""
        above, slash, _ = self.where.rpartition("/")
        return f"{above}{slash}{name}"

    @property
    def canonical(self) -> str:
        """All that the treatment is made from, as JSON that is the same on every machine."""
        content: dict[str, object] = {
            "folder": self.folder,
            "labels": {self.labels_file: self.labels},
            "files": dict(self.files),
        }
        if self.beside:
            content["beside"] = dict(self.beside)
        if self.variants:
            content["variants"] = list(self.variants)
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical form, in hexadecimal."""
        # What cannot be encoded is refused when it is parsed, with its line.
        return sha256(self.canonical.encode("utf-8", "surrogatepass")).hexdigest()

    def bundle(self) -> str:
        """Put the pack in one string that `unbundle` reads, with its digest and its approvals."""
        whole = {"digest": self.digest, "pack": self.canonical}
        if self.approvals is not None:
            whole["approvals"] = self.approvals
        return json.dumps(whole, ensure_ascii=False)


def unbundle(bundle: str) -> PackText:
    """Take a pack out of its bundle; ContentError where its digest is not that of its content."""
    try:
        outer = json.loads(bundle)
        inner = json.loads(outer["pack"])
        [(labels_file, labels)] = inner["labels"].items()
        files = {str(name): str(text) for name, text in inner["files"].items()}
        beside = {str(name): str(text) for name, text in inner.get("beside", {}).items()}
        approvals = str(outer["approvals"]) if "approvals" in outer else None
        variants = tuple(str(each) for each in inner.get("variants", ()))
        text = PackText(
            str(inner["folder"]),
            files,
            str(labels_file),
            str(labels),
            beside=beside,
            approvals=approvals,
            variants=variants,
        )
        kept = str(outer["digest"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise _damaged() from None
    if text.digest != kept:
        raise _damaged()
    return text


def _damaged() -> ContentError:
    what = "the kept text of the pack is damaged."
    return ContentError("bundle-damaged", "bundle:1", what, "Restore the vault from a backup.")


def packs_in(folder: Path) -> tuple[str, ...]:
    """List the ids of the packs in a folder of forms, sorted: every folder that holds a pack.yaml."""
    try:
        return tuple(sorted(each.name for each in folder.iterdir() if (each / COVER).is_file()))
    except OSError:
        what = "there is no folder of forms."
        raise ContentError(
            "forms-missing", f"{folder.as_posix()}:1", what, "Name the folder that holds them."
        ) from None


def read_pack(folder: Path, pack_id: str) -> PackText:
    """Read the files of a pack, or of a variant of it such as `mesotherapy.uk`.

    ContentError where it is not there or a file cannot be read.
    """
    name, *variants = pack_id.split(".")
    known = packs_in(folder)
    if name not in known:
        where = f"{folder.as_posix()}:1"
        raise ContentError(
            "pack-missing", where, f"there is no pack '{pack_id[:60]}'.", did_you_mean(pack_id, known)
        )
    inside = folder / name
    apart = (CASES, APPROVALS, *(language_file(tag) for tag in languages_in(inside) if tag not in variants))
    files = {each.name: read_text(each) for each in sorted(inside.glob("*.yaml")) if each.name not in apart}
    cases, approvals = (read_text(inside / each) if (inside / each).is_file() else None for each in apart[:2])
    language = _LANGUAGE.search(files[COVER])
    own = language[1] if language else _ENGLISH
    spoken = next((tag for tag in variants if language_file(tag) in files), None)
    more = (f"{SHARED}/{language_file(spoken)}", labels_name(own)) if spoken else ()
    labels = folder / labels_name(spoken or own)
    if not labels.exists():
        what = "the labels, which lie beside the packs' folders, are missing."
        remedy = "Copy them from the forms that come with the program."
        raise ContentError("file-missing", f"{labels.as_posix()}:1", what, remedy)
    return PackText(
        inside.as_posix(),
        files,
        labels.name,
        read_text(labels),
        cases,
        _beside(folder, more),
        approvals,
        tuple(variants),
    )


def languages_in(inside: Path) -> tuple[str, ...]:
    """List the further languages that a pack's folder has a file for, sorted."""
    found = (_SPOKEN.fullmatch(each.name) for each in inside.glob("language.*.yaml"))
    return tuple(sorted(each[1] for each in found if each))


def language_file(language: str) -> str:
    """Name the file with what a pack, or all that packs share, says in a language."""
    return f"language.{language}.yaml"


def _beside(folder: Path, more: Iterable[str]) -> dict[str, str]:
    places = [*(f"{SHARED}/{each}" for each in FILES if each != COVER), MEDICINES, *more]
    return {each: read_text(folder / each) for each in places if (folder / each).is_file()}


def labels_name(language: str) -> str:
    """Name the file of the labels in a language."""
    return f"labels.{language}.yaml"


def read_text(path: Path) -> str:
    """Read a file as UTF-8 with line ends as on any machine; ContentError where it cannot be."""
    where = path.as_posix()
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError:
        what = "the file is missing or cannot be read."
        raise ContentError(
            "file-missing", f"{where}:1", what, "Put it there, or check its permissions."
        ) from None
    if len(content) > LARGEST:
        remedy = f"Keep a file below {LARGEST:,} bytes."
        raise ContentError("too-long", f"{where}:1", "the file is too long.", remedy)
    try:
        # Some editors begin a file with a byte order mark.
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        remedy = "Save the file as UTF-8."
        raise ContentError("not-utf-8", f"{where}:{line}", "this is not UTF-8.", remedy) from None
