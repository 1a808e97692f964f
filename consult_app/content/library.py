"""The packs in a folder of forms, each read once, and how a pack is kept for ever with a record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from consult_app.content.published import published_in, published_version
from consult_app.content.text import PackText, languages_in, packs_in, read_pack, read_text, unbundle
from consult_app.domain.combining import combined
from consult_app.domain.treatment import TOGETHER, Treatment

_SEVERAL = "together"


@dataclass(frozen=True, slots=True)
class PackSummary:
    """What a list of packs shows."""

    id: str
    name: str
    version: str
    digest: str
    approved: bool
    review_by: date
    language: str
    jurisdiction: str = "US"


class Library:
    """Reads the packs of one folder; a treatment is parsed once for each digest."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._treatments: dict[tuple[str, str | None], Treatment] = {}

    def packs(self) -> tuple[PackSummary, ...]:
        """List all packs by id, each with its variants for other laws.

        ContentError where one does not say what it is.
        """
        from consult_app.content.variants import under_each_law

        texts = [read_pack(self._folder, each) for each in packs_in(self._folder)]
        return tuple(_summary(variant) for text in texts for variant in under_each_law(text))

    def treatment(self, pack_id: str) -> Treatment:
        """Give the treatment of a pack, or of several together (`mesotherapy+deoxycholic_acid`).

        ContentError where one is not there or has a mistake.
        """
        return combined(self._read(read_pack(self._folder, each)) for each in pack_id.split(TOGETHER))

    def published(self) -> tuple[PackSummary, ...]:
        """List every version that was ever approved, by id, then in the order of their days."""
        return tuple(_summary(text) for _, text in published_in(self._folder))

    def version(self, pack_id: str, version: str) -> Treatment:
        """Give an approved version of a pack, as it was; ContentError where there is none."""
        text = published_version(self._folder, pack_id, version)
        return self._read(text, self._labels(text.labels_file))

    def published_bundle(self, pack_id: str, version: str) -> str:
        """Give all of an approved version, as `bundle` does; ContentError where there is none."""
        return published_version(self._folder, pack_id, version).bundle()

    def bundle(self, pack_id: str) -> str:
        """Give a pack's text with its labels in one string, or those of several together, for `restore`."""
        bundles = [read_pack(self._folder, each).bundle() for each in pack_id.split(TOGETHER)]
        return bundles[0] if len(bundles) == 1 else json.dumps({_SEVERAL: bundles}, ensure_ascii=False)

    def restore(self, bundle: str) -> Treatment:
        """Give the treatment of a bundle; ContentError where the bundle is not what was kept."""
        texts = [unbundle(each) for each in _bundles(bundle)]
        return combined(self._read(each, self._labels(each.labels_file)) for each in texts)

    def languages(self, pack_id: str) -> tuple[str, ...]:
        """List the languages in which a pack is there today, or several together, its own first.

        Nothing of what it says in them is read. ContentError where a pack is not there.
        """
        ids = pack_id.split(TOGETHER)
        own = read_pack(self._folder, ids[0]).language
        first, *others = (languages_in(self._folder / each.partition(".")[0]) for each in ids)
        return (own, *(tag for tag in first if all(tag in each for each in others)))

    def _labels(self, file: str) -> Mapping[str, str]:
        """Give today's labels, for a pack that was kept before some of them existed."""
        from consult_app.content.labels import read_labels
        from consult_app.content.parse import parse
        from consult_app.content.reading import Reading

        place = self._folder / file
        return read_labels(parse(read_text(place), place.as_posix()), Reading()) if place.is_file() else {}

    def _read(self, text: PackText, later_labels: Mapping[str, str] | None = None) -> Treatment:
        # yaml is read in only when a pack is.
        from consult_app.content.loader import load

        # An approval changes no word and so no digest, but what is shown.
        read = (text.digest, text.approvals)
        if read not in self._treatments:
            self._treatments[read] = load(text, later_labels)
        return self._treatments[read]


def _bundles(bundle: str) -> list[str]:
    """Give the bundles of the packs that were kept together; a single one is itself."""
    try:
        outer = json.loads(bundle)
        return [str(each) for each in outer[_SEVERAL]] if _SEVERAL in outer else [bundle]
    except (ValueError, TypeError, RecursionError):
        # What is no bundle at all is said by `unbundle`.
        return [bundle]


def _summary(text: PackText) -> PackSummary:
    from consult_app.content.approvals import approval_of
    from consult_app.content.loader import cover_of
    from consult_app.content.reading import Reading

    reading = Reading()
    cover = cover_of(text, reading)
    approval = approval_of(text, reading)
    if reading.problems:
        raise reading.problems[0]
    return PackSummary(
        id=cover.id,
        name=cover.name,
        version=cover.version,
        digest=text.digest,
        approved=approval is not None,
        review_by=cover.governance.review_by,
        language=cover.language,
        jurisdiction=cover.jurisdiction,
    )
