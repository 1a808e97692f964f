"""The record inside: one file in the document, attached as its data, before anybody seals."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from consult_app.errors import RecordError
from consult_app.pdf.archive import saved

FILE_NAME = "record.json"


def attach(pdf: bytes, record: bytes) -> bytes:
    """Give an unsealed document with the record inside; equal input gives equal bytes."""
    with Pdf.open(BytesIO(pdf)) as opened:
        made = opened.docinfo[Name.CreationDate]
        content = opened.make_stream(
            record,
            Type=Name.EmbeddedFile,
            Subtype=Name("/application/json"),
            Params=Dictionary(ModDate=made, CreationDate=made, Size=len(record)),
        )
        described = opened.make_indirect(
            Dictionary(
                Type=Name.Filespec,
                F=String(FILE_NAME),
                UF=String(FILE_NAME),
                Desc=String("The record of the consultation, for computers"),
                AFRelationship=Name.Data,
                EF=Dictionary(F=content, UF=content),
            )
        )
        opened.Root.AF = Array([described])
        opened.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String(FILE_NAME), described])))
        return saved(opened)


def attached(pdf: bytes) -> bytes:
    """Take the record out of a document; RecordError where there is none."""
    try:
        with Pdf.open(BytesIO(pdf)) as opened:
            for each in opened.Root.get(Name.AF, Array()):
                if str(each.UF) == FILE_NAME:
                    # What was added so that no data ends badly is no part of it.
                    return each.EF.F.read_bytes().rstrip(b"\n")
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError):
        raise RecordError("record-unreadable", "This file cannot be read as a document of Consult.") from None
    raise RecordError("record-missing", "There is no record inside this file.")
