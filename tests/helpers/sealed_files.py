"""Real keys, real PDFs and real seals for tests, made once."""

from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

from consult_app.signing.keys import SigningKey, make_authority, make_key, open_key
from consult_app.signing.seal import seal

SECRET = "a long and secret sentence"
MADE = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
AT = datetime(2026, 11, 22, 14, 30, 7, tzinfo=timezone(timedelta(hours=1)))
MEANING = "Consent sealed"
PAGES = 4

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Sample</rdf:li></rdf:Alt></dc:title>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


@cache
def authority() -> SigningKey:
    """Open the key with which the sample practice certifies others."""
    return open_key(make_authority("Sample Practice", SECRET, MADE), SECRET)


@cache
def certified(name: str) -> SigningKey:
    """Open a key of the given name that the sample practice certified."""
    return open_key(make_key(name, SECRET, MADE, authority=authority()), SECRET)


@cache
def key(name: str = "Dr. Ada Sample") -> SigningKey:
    """Open a key of the given name, valid from `MADE`."""
    return open_key(make_key(name, SECRET, MADE, "Sample Practice"), SECRET)


@cache
def plain_pdf() -> bytes:
    """Pages of text as reportlab writes them, without a form."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    for page in range(1, PAGES + 1):
        canvas.drawString(72, 720, f"This is page {page} of {PAGES}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@cache
def sealed_pdf() -> bytes:
    """Seal the plain pages by `key()`."""
    return seal(plain_pdf(), key(), meaning=MEANING, at=AT, location="Łódź")


@cache
def tagged_pdf() -> bytes:
    """PDF/A-3a and PDF/UA-1 at their smallest: an empty page with two tagged, empty signature fields."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    page.Tabs = Name.S
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    fields = [
        _tagged_field(pdf, page, document, name, index)
        for index, name in enumerate(("Sig_Seal", "Sig_Withdrawal"))
    ]
    forms = [form for _, form in fields]
    document.K = Array(forms)
    root.K = document
    root.ParentTree = Dictionary(
        Nums=Array([item for index, form in enumerate(forms) for item in (index, form)])
    )
    root.ParentTreeNextKey = len(forms)
    page.Annots = Array([field for field, _ in fields])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field for field, _ in fields]))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.docinfo[Name.Title] = String("Sample")
    pdf.Root.Lang = String("en")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.Metadata = pdf.make_stream(_XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
    out = BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _tagged_field(
    pdf: pikepdf.Pdf, page: pikepdf.Object, document: pikepdf.Object, name: str, index: int
) -> tuple[pikepdf.Object, pikepdf.Object]:
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(name),
            TU=String(name),
            Rect=Array([0, 0, 0, 0]),
            F=4,
            P=page,
            StructParent=index,
        )
    )
    reference = Dictionary(Type=Name.OBJR, Obj=field, Pg=page)
    form = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, P=document, Pg=page, K=reference))
    return field, form
