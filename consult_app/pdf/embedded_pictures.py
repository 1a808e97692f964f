"""Pictures of signed paper in a document: put in as they are, and taken out again byte for byte."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from consult_app.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consult_app.domain.on_paper import Filed

_NAME = "/Scan"


@dataclass(slots=True)
class Pictures:
    """The pictures of a document, each with the page that it stands on: they go in once that is drawn."""

    _shown: list[tuple[int, Filed]] = field(default_factory=list)

    def show(self, page: int, scan: Filed) -> str:
        """Give what draws a picture, one point wide and high, on a page; the first one is 0."""
        self._shown.append((page, scan))
        return f"{_NAME} Do"

    def embed(self, pdf: Pdf) -> None:
        """Put the pictures in, as they are."""
        for page, scan in self._shown:
            stream = pdf.make_stream(
                scan.jpeg,
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=scan.width,
                Height=scan.height,
                ColorSpace=Name.DeviceRGB,
                BitsPerComponent=8,
                Filter=Name.DCTDecode,
            )
            resources = pdf.pages[page].obj.Resources
            resources.XObject = Dictionary({**dict(resources.get(Name.XObject, Dictionary())), _NAME: stream})


def scans_in(pdf: bytes) -> tuple[bytes, ...]:
    """Take the pictures of signed paper out of a document, page by page; none where there are none."""
    try:
        with Pdf.open(BytesIO(pdf)) as opened:
            return tuple(_taken(opened))
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError):
        raise RecordError("record-unreadable", "This file cannot be read as a document of Consult.") from None


def _taken(opened: Pdf) -> Iterator[bytes]:
    for page in opened.pages:
        found: Any = page.obj.Resources.get(Name.XObject, Dictionary()).get(Name(_NAME))
        if found is not None and found.get(Name.Filter) in (Name.DCTDecode, Array([Name.DCTDecode])):
            yield found.read_raw_bytes()
