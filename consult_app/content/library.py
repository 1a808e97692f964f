"""The packs in a folder of forms, each read once, and how a pack is kept for ever with a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from consult_app.content.published import published_in, published_version
from consult_app.content.text import PackText, packs_in, read_pack, read_text, unbundle
from consult_app.domain.treatment import Treatment


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
        from consult_app.content.variants import variants_of

        texts = [read_pack(self._folder, each) for each in packs_in(self._folder)]
        return tuple(
            _summary(replace(text, variants=variants))
            for text in texts
            for variants in ((), *((tag,) for tag in variants_of(text.files, "jurisdiction")))
        )

    def treatment(self, pack_id: str) -> Treatment:
        """Give the treatment of a pack; ContentError where it is not there or has a mistake."""
        return self._read(read_pack(self._folder, pack_id))

    def published(self) -> tuple[PackSummary, ...]:
        """List every version that was ever approved, by id, then in the order of their days."""
        return tuple(_summary(text) for _, text in published_in(self._folder))

    def version(self, pack_id: str, version: str) -> Treatment:
        """Give an approved version of a pack, as it was; ContentError where there is none."""
        text = published_version(self._folder, pack_id, version)
        return self._read(text, self._labels(text.labels_file))

    def bundle(self, pack_id: str) -> str:
        """Give a pack's text with its labels in one string, for `restore`."""
        return read_pack(self._folder, pack_id).bundle()

    def restore(self, bundle: str) -> Treatment:
        """Give the treatment of a bundle; ContentError where the bundle is not what was kept."""
        text = unbundle(bundle)
        return self._read(text, self._labels(text.labels_file))

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
