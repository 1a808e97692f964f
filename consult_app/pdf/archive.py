"""The pass that makes a PDF fit for the archive: structure tree, metadata, colours, empty fields."""

from __future__ import annotations

import re
from base64 import b64decode
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from consult_app.domain.fingerprint import code
from consult_app.pdf import fields
from consult_app.pdf.bookmarks import bookmark
from consult_app.pdf.tags import Element, Place
from consult_app.pdf.text import printable

if TYPE_CHECKING:
    from datetime import datetime

    from consult_app.domain.document import Document
    from consult_app.pdf.strips import Pen

PRODUCER = "Consult"

_PER_BLOCK = 100
_ATTEMPTS = 12
_OFTEN = 20
_MISREAD = b"\r\nendstream"
_CODE = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4,6})>")


def finish(raw: bytes, document: Document, root: Element, pen: Pen) -> bytes:
    """Turn a plain PDF, drawn with a pen, into PDF/A-3a and PDF/UA-1."""
    with Pdf.open(BytesIO(raw)) as pdf:
        # It was counted over a time that an environment can name. Saving counts it over what is here.
        del pdf.trailer.ID
        _describe(pdf, document)
        mend_fonts(pdf)
        pen.glyphs.embed(pdf)
        pen.pictures.embed(pdf)
        _Tree(pdf, pen.marker.pages).plant(root, printable(document.title))
        bookmark(pdf, root)
        return saved(pdf)


def page_count(pdf: bytes) -> int:
    """Count the pages of a document of ours."""
    with Pdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def saved(pdf: Pdf) -> bytes:
    """Write a document small, the same every time, and so that no compressed data ends in a carriage return.

    With the line feed behind it, some validators take that for the line's end and miss a byte. It is the last
    of a sum over what was compressed, so that only a change of that can mend it.
    """
    found = _written(pdf)
    for attempt in range(1, _ATTEMPTS):
        if _MISREAD not in found:
            break
        _vary(pdf, attempt)
        found = _written(pdf)
    return found


def _written(pdf: Pdf) -> bytes:
    output = BytesIO()
    pdf.save(
        output,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        min_version="1.7",
        # What describes the file was written a moment ago: reading it again would load another library.
        fix_metadata_version=False,
    )
    return output.getvalue()


def _vary(pdf: Pdf, attempt: int) -> None:
    """Change nothing that anybody reads: white space at ends, a byte behind a font, revisions of elements."""
    elements: list[Object] = []
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            _vary_stream(item)
        elif isinstance(item, Dictionary) and Name.ToUnicode in item:
            _lengthen(item.ToUnicode)
        elif isinstance(item, Dictionary) and item.get(Name.Type) == Name.StructElem:
            elements.append(item)
    # A hundred objects are compressed together.
    for element in elements[::_OFTEN]:
        element.R = attempt
    for page in pdf.pages:
        _lengthen(page.Contents)


def _vary_stream(stream: pikepdf.Stream) -> None:
    if Name.Length1 in stream:
        stream.write(stream.read_bytes() + b"\0")
        stream.Length1 += 1
    elif stream.get(Name.Subtype) == Name.Form:
        _lengthen(stream)
    elif stream.get(Name.Subtype) == Name("/application/json"):
        _lengthen(stream)
        stream.Params.Size += 1


def _lengthen(stream: Object) -> None:
    stream.write(stream.read_bytes() + b"\n")


def _describe(pdf: Pdf, document: Document) -> None:
    """Say what the document is: language, title, colours, conformance."""
    title = printable(document.title)
    pdf.Root.Lang = String(document.language)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    profile = pdf.make_stream(_SRGB, N=3)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB"),
                DestOutputProfile=profile,
            )
        ]
    )
    xmp = _XMP.format(
        title=escape(title, quote=False),
        language=escape(document.language, quote=False),
        time=document.composed_at.isoformat(timespec="seconds"),
        producer=PRODUCER,
        identifier=_IDENTIFIER.format(code(document)) if document.anchor else "",
    )
    packet = pdf.make_stream(xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Metadata = packet
    del pdf.docinfo
    pdf.docinfo[Name.Title] = String(title)
    pdf.docinfo[Name.Producer] = String(PRODUCER)
    pdf.docinfo[Name.CreationDate] = String(_pdf_time(document.composed_at))


def _pdf_time(moment: datetime) -> str:
    offset = moment.strftime("%z") or "+0000"
    return f"{moment:D:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"


def mend_fonts(pdf: Pdf) -> None:
    """Write the maps from codes to characters as the standard asks: no U+0000, at most 100 in a block."""
    for item in pdf.objects:
        if isinstance(item, Dictionary) and Name.ToUnicode in item:
            stream = item[Name.ToUnicode]
            stream.write(_mended(stream.read_bytes()))


def _mended(mapping: bytes) -> bytes:
    head, _, rest = mapping.partition(b"endcodespacerange\n")
    tail = rest[rest.index(b"endbfchar\n") + len(b"endbfchar\n") :]
    codes = [
        b"<%s> <%s>" % (code, chr(int(point, 16)).encode("utf-16-be").hex().upper().encode())
        for code, point in _CODE.findall(rest)
        if int(point, 16)
    ]
    blocks = [codes[start : start + _PER_BLOCK] for start in range(0, len(codes), _PER_BLOCK)]
    body = b"".join(b"%d beginbfchar\n%s\nendbfchar\n" % (len(each), b"\n".join(each)) for each in blocks)
    return head + b"endcodespacerange\n" + body + tail


class _Tree:
    """Writes the structure tree and the table that leads from marks back to it."""

    def __init__(self, pdf: Pdf, pages: list[list[Element]]) -> None:
        self._pdf = pdf
        self._owners = pages
        self._written: dict[int, Object] = {}
        self._ids: dict[str, Object] = {}
        self._fields: list[tuple[Object, Object]] = []

    def plant(self, root: Element, title: str) -> None:
        """Hang the tree into the catalogue, the fields for seal and timestamps as its last leaves."""
        top = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = self._element(root, top, root.language)
        # Where there is a place for a withdrawal, it may come after the timestamp and need one of its own.
        later = (fields.later_time,) if self._fields else ()
        for made in (fields.seal, fields.archive_time, *later):
            self._leaf(made(self._pdf, self._pdf.pages[-1], title), document)
        top.K = Array([document])
        numbers: list[Object | int] = []
        for index, page in enumerate(self._pdf.pages):
            page.obj.StructParents = index
            page.obj.Tabs = Name.S
            numbers += (index, Array([self._written[id(each)] for each in self._owners[index]]))
        for number, (field, form) in enumerate(self._fields, len(self._pdf.pages)):
            field.StructParent = number
            numbers += (number, form)
        top.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        top.ParentTreeNextKey = len(numbers) // 2
        self._pdf.Root.AcroForm = Dictionary(Fields=Array([field for field, _ in self._fields]))
        if self._ids:
            names = [each for key, node in self._ids.items() for each in (String(key), node)]
            top.IDTree = self._pdf.make_indirect(Dictionary(Names=Array(names)))
        self._pdf.Root.StructTreeRoot = top

    def _element(self, element: Element, parent: Object, language: str) -> Object:
        node = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + element.role), P=parent))
        self._written[id(element)] = node
        if element.alternative:
            node.Alt = String(element.alternative)
        if element.language != language:
            node.Lang = String(element.language)
        if element.actual:
            node.ActualText = String(element.actual)
        if element.scope:
            node.A = Dictionary(O=Name.Table, Scope=Name("/" + element.scope))
            # Of equal length, so that they stand in the order in which the tree of ids needs them.
            key = f"h{len(self._ids):05}"
            node.ID, self._ids[key] = String(key), node
        if element.heads:
            about = Array([self._written[id(each)].ID for each in element.heads])
            node.A = Dictionary(O=Name.Table, Headers=about)
        kids = [self._kid(each, node, element.language) for each in element.content if _filled(each)]
        # Judges of later signatures look for a field right below its element, not in a list there.
        node.K = kids[0] if element.role == "Form" else Array(kids)
        return node

    def _leaf(self, field: Object, parent: Object) -> None:
        form = Dictionary(Type=Name.StructElem, S=Name.Form, P=parent, Alt=field.TU)
        leaf = self._pdf.make_indirect(form)
        leaf.K = self._field(field, leaf)
        parent.K.append(leaf)

    def _field(self, field: Object, form: Object) -> Object:
        """Refer from an element of the role Form to its field."""
        self._fields.append((field, form))
        return Dictionary(Type=Name.OBJR, Obj=field, Pg=field.P)

    def _kid(self, kid: Element | tuple[int, int] | Place, parent: Object, language: str) -> Object:
        if isinstance(kid, Element):
            return self._element(kid, parent, language)
        if isinstance(kid, Place):
            page = self._pdf.pages[kid.page]
            return self._field(fields.withdrawal(self._pdf, page, str(parent.Alt), kid.box), parent)
        index, number = kid
        return Dictionary(Type=Name.MCR, Pg=self._pdf.pages[index].obj, MCID=number)


def _filled(kid: Element | tuple[int, int] | Place) -> bool:
    """Whether a reader would find anything; cells count always, for a row without one is no row."""
    return not isinstance(kid, Element) or kid.role in {"TH", "TD"} or any(map(_filled, kid.content))


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>{identifier}
<xmp:CreateDate>{time}</xmp:CreateDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""

_IDENTIFIER = "\n<dc:identifier>{0}</dc:identifier>"
_ANCHORED = re.compile(rb"<dc:identifier>CONSULT:[^<:]+:[0-9A-F]+:([0-9]+:[0-9A-F]+)</dc:identifier>")


def anchor_in(pdf: bytes) -> str:
    """Give the anchor of the log on a document of ours; none where there is none or it cannot be read."""
    try:
        with Pdf.open(BytesIO(pdf)) as opened:
            found = _ANCHORED.search(opened.Root.Metadata.read_bytes())
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError):
        return ""
    return found[1].decode().lower() if found else ""


# The standard sRGB profile as Little CMS writes it (free of copyright); stored, so no date in it changes.
_SRGB = b64decode(
    "AAACTGxjbXMEQAAAbW50clJHQiBYWVogB+oACwAWAA0AAgAPYWNzcEFQUEwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAPbWAAEA"
    "AAAA0y1sY21zAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAALZGVzYwAAAQgAAAA2Y3BydAAA"
    "AUAAAABMd3RwdAAAAYwAAAAUY2hhZAAAAaAAAAAsclhZWgAAAcwAAAAUYlhZWgAAAeAAAAAUZ1hZWgAAAfQAAAAUclRSQwAAAggA"
    "AAAgZ1RSQwAAAggAAAAgYlRSQwAAAggAAAAgY2hybQAAAigAAAAkbWx1YwAAAAAAAAABAAAADGVuVVMAAAAaAAAAHABzAFIARwBC"
    "ACAAYgB1AGkAbAB0AC0AaQBuAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAADAAAAAcAE4AbwAgAGMAbwBwAHkAcgBpAGcAaAB0ACwA"
    "IAB1AHMAZQAgAGYAcgBlAGUAbAB5WFlaIAAAAAAAAPbWAAEAAAAA0y1zZjMyAAAAAAABDEIAAAXe///zJQAAB5MAAP2Q///7of//"
    "/aIAAAPcAADAblhZWiAAAAAAAABvoAAAOPUAAAOQWFlaIAAAAAAAACSfAAAPhAAAtsNYWVogAAAAAAAAYpcAALeHAAAY2XBhcmEA"
    "AAAAAAMAAAACZmYAAPKnAAANWQAAE9AAAApbY2hybQAAAAAAAwAAAACj1wAAVHsAAEzNAACZmgAAJmYAAA9c"
)
