"""What lies in the document beside its pages, attached before anybody seals: the record, and locked ink."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from consult_app.errors import RecordError
from consult_app.pdf.archive import saved

FILE_NAME = "record.json"
INK_NAME = "ink.p7m"
_RECORD = (FILE_NAME, "The record of the consultation, for computers", "application/json", "Data")
_INK = (INK_NAME, "How the signatures were drawn, encrypted", "application/pkcs7-mime", "Supplement")
"""A name, what it is in words, its type, and how it relates to the document."""


def attach(pdf: bytes, record: bytes, locked_ink: bytes = b"") -> bytes:
    """Give an unsealed document with record and locked ink inside; equal input gives equal bytes."""
    with Pdf.open(BytesIO(pdf)) as opened:
        files = [_file(opened, _RECORD, record)]
        if locked_ink:
            # PDF/A-3 has no word for what is encrypted; it adds to the document, whose source it is not.
            files.append(_file(opened, _INK, locked_ink))
        opened.Root.AF = Array(files)
        names = [each for file in sorted(files, key=lambda file: str(file.UF)) for each in (file.UF, file)]
        opened.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(names)))
        return saved(opened)


def _file(opened: Pdf, what: tuple[str, str, str, str], content: bytes) -> Object:
    name, says, kind, relation = what
    made = opened.docinfo[Name.CreationDate]
    stream = opened.make_stream(
        content,
        Type=Name.EmbeddedFile,
        Subtype=Name(f"/{kind}"),
        Params=Dictionary(ModDate=made, CreationDate=made, Size=len(content)),
    )
    return opened.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(name),
            UF=String(name),
            Desc=String(says),
            AFRelationship=Name(f"/{relation}"),
            EF=Dictionary(F=stream, UF=stream),
        )
    )


def attached(pdf: bytes) -> bytes:
    """Take the record out of a document; RecordError where there is none."""
    content = _taken(pdf, FILE_NAME)
    if content is None:
        raise RecordError("record-missing", "There is no record inside this file.")
    # What was added so that no data ends badly is no part of it.
    return content.rstrip(b"\n")


def attached_ink(pdf: bytes) -> bytes:
    """Take locked ink out of a document, byte for byte; empty where there is none."""
    return _taken(pdf, INK_NAME) or b""


def _taken(pdf: bytes, name: str) -> bytes | None:
    try:
        with Pdf.open(BytesIO(pdf)) as opened:
            found = (each for each in opened.Root.get(Name.AF, Array()) if str(each.UF) == name)
            return next((each.EF.F.read_bytes() for each in found), None)
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError):
        raise RecordError("record-unreadable", "This file cannot be read as a document of Consult.") from None
