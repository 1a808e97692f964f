"""The empty signature fields of a document, made before anybody signs: nothing else is added afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Rectangle, String

from consult_app.domain.proof import (
    ARCHIVE_TIME_FIELD,
    LATER_TIME_FIELD,
    SEAL_FIELD,
    TIME_FIELDS,
    WITHDRAWAL_FIELD,
)

if TYPE_CHECKING:
    from consult_app.pdf.tags import Box

_PRINT_AND_LOCKED = 132
_FILL_FORMS = 2


def seal(pdf: Pdf, page: Page, title: str) -> Object:
    """Put the invisible field for the seal on a page; sealing locks whatever is not kept open on purpose."""
    field = _field(pdf, page, SEAL_FIELD, title)
    field.Lock = _lock(pdf, WITHDRAWAL_FIELD, *TIME_FIELDS)
    return field


def archive_time(pdf: Pdf, page: Page, title: str) -> Object:
    """Put the invisible field for a timestamp on a page."""
    return _field(pdf, page, ARCHIVE_TIME_FIELD, title)


def later_time(pdf: Pdf, page: Page, title: str) -> Object:
    """Put the invisible field for a timestamp over a withdrawal on a page."""
    return _field(pdf, page, LATER_TIME_FIELD, title)


def withdrawal(pdf: Pdf, page: Page, name: str, box: Box) -> Object:
    """Put the field for a withdrawal on a page; until it is signed, nothing is to be seen there."""
    field = _field(pdf, page, WITHDRAWAL_FIELD, name, box)
    left, bottom, right, top = box
    blank = pdf.make_stream(
        b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, right - left, top - bottom])
    )
    field.AP = Dictionary(N=blank)
    field.Lock = _lock(pdf, *TIME_FIELDS)
    return field


def _field(pdf: Pdf, page: Page, name: str, said: str, box: Box = (0, 0, 0, 0)) -> Object:
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(name),
            TU=String(said),
            Rect=Rectangle(*box).as_array(),
            F=_PRINT_AND_LOCKED,
            P=page.obj,
        )
    )
    page.obj.Annots = Array([*page.obj.get(Name.Annots, ()), field])
    return field


def _lock(pdf: Pdf, *but: str) -> Object:
    names = Array([String(each) for each in but])
    return pdf.make_indirect(
        Dictionary(Type=Name.SigFieldLock, Action=Name.Exclude, Fields=names, P=_FILL_FORMS)
    )
