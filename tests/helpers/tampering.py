"""Eighteen ways to change a signed file, from one bit to a signature of one's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from io import BytesIO

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup

from consult_app.signing import container, seal
from tests.helpers.sealed_files import AT, key

Change = Callable[[bytes], bytes]
Append = Callable[[IncrementalPdfFileWriter], None]
STRANGER = "Mal Forger"


def flipped(pdf: bytes, at: int, mask: int = 1) -> bytes:
    """Change one byte."""
    changed = bytearray(pdf)
    changed[at] ^= mask
    return bytes(changed)


def _within(pattern: bytes, share: float) -> Change:
    def change(pdf: bytes) -> bytes:
        found = list(re.finditer(pattern, pdf, re.DOTALL))[-1]
        start, end = found.span(1)
        return flipped(pdf, start + int((end - start) * share))

    return change


def _digit(share: float) -> Change:
    """Change a hex digit of the last signature container into another one."""

    def change(pdf: bytes) -> bytes:
        start, end = list(re.finditer(rb"/Contents <([0-9A-F]+)>", pdf))[-1].span(1)
        at = start + int((end - start) * share)
        return pdf[:at] + (b"0" if pdf[at : at + 1] != b"0" else b"1") + pdf[at + 1 :]

    return change


def _saved_anew(change: Callable[[pikepdf.Pdf], None]) -> Change:
    def saved(pdf: bytes) -> bytes:
        out = BytesIO()
        with pikepdf.open(BytesIO(pdf)) as opened:
            change(opened)
            opened.save(out)
        return out.getvalue()

    return saved


def _other_words(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"Tj", b"Tj %", 1))


def _another_page(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page()


def _appended(change: Append) -> Change:
    def appended(pdf: bytes) -> bytes:
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        change(writer)
        out = BytesIO()
        writer.write(out)  # type: ignore[no-untyped-call]
        return out.getvalue()

    return appended


def _number(value: int) -> generic.NumberObject:
    return generic.NumberObject(value)  # type: ignore[no-untyped-call]


def _first_page(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    page: generic.DictionaryObject = writer.root["/Pages"]["/Kids"][0]
    return page


def _page(writer: IncrementalPdfFileWriter) -> None:
    blank = {
        generic.NameObject("/Type"): generic.NameObject("/Page"),
        generic.NameObject("/MediaBox"): generic.ArrayObject(map(_number, (0, 0, 99, 99))),
    }
    pages = writer.root["/Pages"]
    pages["/Kids"].append(writer.add_object(generic.DictionaryObject(blank)))  # type: ignore[no-untyped-call]
    pages["/Count"] = _number(len(pages["/Kids"]))
    writer.update_container(pages)


def _content(writer: IncrementalPdfFileWriter) -> None:
    page = _first_page(writer)
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"q Q"))
    writer.update_container(page)


def _appearance(writer: IncrementalPdfFileWriter) -> None:
    fields = writer.root["/AcroForm"]["/Fields"]
    (field,) = (each.get_object() for each in fields if each.get_object()["/T"] == "Sig_Withdrawal")
    field["/AP"]["/N"] = writer.add_object(generic.StreamObject(stream_data=b"1 0 0 rg 0 0 99 99 re f"))
    writer.update_container(field)


def _note(writer: IncrementalPdfFileWriter) -> None:
    page = _first_page(writer)
    note = {
        generic.NameObject("/Subtype"): generic.NameObject("/Text"),
        generic.NameObject("/Rect"): generic.ArrayObject(map(_number, (0, 0, 9, 9))),
    }
    added = writer.add_object(generic.DictionaryObject(note))  # type: ignore[no-untyped-call]
    page["/Annots"] = generic.ArrayObject([*page.get("/Annots", ()), added])
    writer.update_container(page)


def _attachment(writer: IncrementalPdfFileWriter) -> None:
    file = generic.StreamObject(stream_data=b"x")
    writer.root["/AF"] = generic.ArrayObject([writer.add_object(file)])
    writer.update_root()  # type: ignore[no-untyped-call]


def _language(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/Lang"] = generic.TextStringObject("xx")
    writer.update_root()  # type: ignore[no-untyped-call]


def _title(writer: IncrementalPdfFileWriter) -> None:
    information = writer.trailer["/Info"]
    information["/Title"] = generic.TextStringObject("Another title")
    writer.update_container(information)


def cut_back(pdf: bytes) -> bytes:
    """Cut the last revision off."""
    return pdf[: pdf.rindex(b"%%EOF", 0, pdf.rindex(b"%%EOF")) + len(b"%%EOF\n")]


def signed_by_a_stranger(pdf: bytes, field: str = "Sig_Withdrawal") -> bytes:
    """Sign in our form with a key that nobody knows, over whatever was done before."""
    stranger = key(STRANGER)
    writer = seal.Appendix(BytesIO(pdf))
    steps = PdfCMSEmbedder(SigFieldSpec(field)).write_cms(field, writer)
    next(steps)
    steps.send(SigObjSetup(seal._signature(stranger, "Forged", AT, "")))
    prepared, signed = steps.send(SigIOSetup("sha256"))
    digest = prepared.document_digest
    value = stranger.sign(container.attributes(stranger.chain, digest))
    steps.send(container.write(stranger.chain, digest, value))
    return bytes(signed.getvalue())


def _wrapped(change: Append) -> Change:
    """Hide a change under a signature of one's own, where there is still a place for one."""
    return lambda pdf: signed_by_a_stranger(_appended(change)(pdf), "Sig_Other")


ROLL_BACK = "last revision cut off"
CASES: Mapping[str, Change] = {
    "one bit in a page's stream": _within(rb"stream\n(.{40,}?)endstream", 0.5),
    "words changed, saved anew": _saved_anew(_other_words),
    "saved anew as it is": _saved_anew(lambda _: None),
    "page added, saved anew": _saved_anew(_another_page),
    "/ByteRange shortened": _within(rb"/ByteRange \[0 \d+ \d+ (\d+)", 0.99),
    "a signature's value flipped": _digit(0.97),
    "page appended": _appended(_page),
    "page's content replaced, appended": _appended(_content),
    "a field's look replaced, appended": _appended(_appearance),
    "note appended": _appended(_note),
    "attachment appended": _appended(_attachment),
    "language changed, appended": _appended(_language),
    "/Info changed, appended": _appended(_title),
    ROLL_BACK: cut_back,
    "padding of a container": _digit(0.999999),
    "comment after %%EOF": lambda pdf: pdf + b"% more\n",
    "a byte of a certificate": _digit(0.3),
    "/Info changed under a strange signature": _wrapped(_title),
}
"""What is done to a file, by its name."""
