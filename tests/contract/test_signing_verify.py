"""Verifying: only the very bytes that were sealed are intact."""

import hashlib
import random
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from io import BytesIO

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import BuildProps, SignatureObject

from consult_app.domain.proof import Proof, Verdict
from consult_app.signing import container
from consult_app.signing.keys import GROUP_ORDER, SigningKey, make_key
from consult_app.signing.seal import seal
from consult_app.signing.verify import verify
from tests.helpers.sealed_files import AT, MADE, MEANING, SECRET, key, plain_pdf, sealed_pdf, tagged_pdf
from tests.helpers.variants import sealed as sealed_form

MASKS = (0x01, 0x20)


def test_a_sealed_document_is_intact() -> None:
    proof = verify(sealed_pdf(), frozenset({key().fingerprint}))
    (signature,) = proof.signatures
    assert proof.verdict is Verdict.INTACT
    assert proof.why == ""
    assert proof.length == len(sealed_pdf())
    assert proof.sha256 == hashlib.sha256(sealed_pdf()).hexdigest()
    assert (signature.field, signature.signer, signature.meaning) == ("Sig_Seal", "Dr. Ada Sample", MEANING)
    assert (signature.at, signature.at.utcoffset()) == (AT, AT.utcoffset())
    assert signature.intact
    assert signature.known
    assert signature.fingerprint == key().fingerprint


def test_a_tagged_document_with_object_streams_is_intact() -> None:
    assert verify(seal(tagged_pdf(), key(), meaning=MEANING, at=AT)).verdict is Verdict.INTACT


def test_an_unknown_signer_is_said_to_be_unknown() -> None:
    (signature,) = verify(sealed_pdf(), frozenset({"0" * 64})).signatures
    assert signature.intact
    assert not signature.known


def test_words_that_look_like_a_signature_do_no_harm() -> None:
    odd = "/ByteRange [0 1 2 3] /Prop_Build << >> (%%EOF) Żółć عمر"
    proof = verify(seal(plain_pdf(), key(), meaning=odd, at=AT, location=odd))
    assert proof.verdict is Verdict.INTACT
    assert proof.signatures[0].meaning == odd


# one byte


def test_any_byte_of_the_signature_container_changed_is_found() -> None:
    start, end = _container(sealed_pdf())
    assert _intact(_changed(sealed_pdf(), range(start - 12, end + 80))) == []


def test_any_byte_of_the_signed_revision_changed_is_found() -> None:
    assert _intact(_changed(sealed_pdf(), range(len(plain_pdf()) - 10, len(sealed_pdf())))) == []


def test_bytes_changed_elsewhere_are_found() -> None:
    assert _intact(_changed(sealed_pdf(), range(0, len(plain_pdf()), 7))) == []


def test_every_byte_of_a_whole_file_changed_is_found() -> None:
    whole = sealed_pdf()
    assert _intact(copy for at in range(len(whole)) for copy in _changed(whole, [at], [1 + at % 255])) == []


def test_two_thousand_random_bits_are_found() -> None:
    chance = random.Random(22112026)  # noqa: S311 (repeatable places, not secrets)
    places = [(chance.randrange(len(sealed_pdf())), 1 << chance.randrange(8)) for _ in range(2000)]
    assert _intact(copy for place, mask in places for copy in _changed(sealed_pdf(), [place], [mask])) == []


def test_bytes_cut_off_or_added_are_found() -> None:
    sealed = sealed_pdf()
    assert _intact(sealed[:length] for length in range(len(sealed) - 1200, len(sealed))) == []
    assert _intact(sealed[start:] for start in range(1, 200)) == []
    added = (b"\n", b" ", b"0", b"% a comment\n", b"\x00" * 9, b"%%EOF\n")
    assert _intact([*(sealed + more for more in added), *(more + sealed for more in added)]) == []


def test_a_byte_more_or_less_within_the_container_is_found() -> None:
    start, end = _container(sealed_pdf())
    sealed = sealed_pdf()
    copies = [sealed[:at] + b"0" + sealed[at:] for at in range(start - 2, end + 2)]
    copies += [sealed[:at] + sealed[at + 1 :] for at in range(start - 2, end + 2)]
    assert _intact(copies) == []


def test_the_same_container_in_small_letters_is_found() -> None:
    start, end = _container(sealed_pdf())
    sealed = sealed_pdf()
    assert verify(sealed[:start] + sealed[start:end].lower() + sealed[end:]).verdict is Verdict.ALTERED


def test_the_other_valid_signature_of_the_same_content_is_found() -> None:
    def sign(content: bytes) -> bytes:
        r, s = decode_dss_signature(key().sign(content))
        return encode_dss_signature(r, GROUP_ORDER - s)

    proof = verify(_signed_again(plain_pdf(), "Sig_Seal", sign, mark=True))
    assert proof.verdict is Verdict.ALTERED


# changes that keep the first revision


def _page_added(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page()


def _annotated(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents="changed")
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


def _renamed(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo[Name.Title] = "Another title"


@pytest.mark.parametrize("change", [_page_added, _annotated, _renamed])
def test_a_document_written_anew_is_not_intact(change: Callable[[pikepdf.Pdf], None]) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(sealed_pdf())) as pdf:
        change(pdf)
        pdf.save(out)
    assert verify(out.getvalue()).verdict is Verdict.ALTERED


def _title(writer: IncrementalPdfFileWriter) -> None:
    information = writer.trailer["/Info"]
    information["/Title"] = generic.TextStringObject("Another title")
    writer.update_container(information)


def _language(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/Lang"] = generic.TextStringObject("xx")
    writer.update_root()  # type: ignore[no-untyped-call]


def _content(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"q Q"))
    writer.update_container(page)


def _note(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    note = generic.DictionaryObject(  # type: ignore[no-untyped-call]
        {
            generic.NameObject("/Subtype"): generic.NameObject("/Text"),
            generic.NameObject("/Rect"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 9, 9))),
        }
    )
    page["/Annots"] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)


def _of_field(key: str, value: generic.PdfObject) -> Callable[[IncrementalPdfFileWriter], None]:
    def change(writer: IncrementalPdfFileWriter) -> None:
        fields = (each.get_object() for each in writer.root["/AcroForm"]["/Fields"])
        field = next(each for each in fields if each["/T"] == "Sig_Withdrawal")
        field[key] = value
        writer.update_container(field)

    return change


CHANGES = [_title, _language, _content, _note]
HIDING = [
    _of_field("/F", generic.NumberObject(2)),  # type: ignore[no-untyped-call]
    _of_field("/P", generic.NullObject()),
    _of_field("/Rect", generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842)))),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_appended_is_found(change: Callable[[IncrementalPdfFileWriter], None]) -> None:
    changed = _appended(sealed_pdf(), change)
    assert changed.startswith(sealed_pdf())
    assert verify(changed).verdict is Verdict.ALTERED


# several signatures


def test_a_later_signature_leaves_the_first_intact() -> None:
    later = key("Sam Later")
    twice = _signed_again(
        seal(tagged_pdf(), key(), meaning=MEANING, at=AT), "Sig_Withdrawal", later.sign, later
    )
    proof = verify(twice, frozenset({key().fingerprint}))
    assert proof.verdict is Verdict.INTACT
    assert [(s.field, s.signer, s.intact, s.known) for s in proof.signatures] == [
        ("Sig_Seal", "Dr. Ada Sample", True, True),
        ("Sig_Withdrawal", "Sam Later", True, False),
    ]
    first = _container(twice)
    last = _container(twice[first[1] :])
    places = [*range(*first), *range(first[1] + last[0], first[1] + last[1])]
    assert _intact(_changed(twice, places, [1])) == []


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_hidden_under_a_later_signature_is_found(
    change: Callable[[IncrementalPdfFileWriter], None], caplog: pytest.LogCaptureFixture
) -> None:
    later = key("Sam Later")
    changed = _appended(seal(tagged_pdf(), key(), meaning=MEANING, at=AT), change)
    proof = verify(_signed_again(changed, "Sig_Withdrawal", later.sign, later))
    assert proof.verdict is Verdict.ALTERED
    assert [signature.intact for signature in proof.signatures] == [False, True]
    assert caplog.records == []  # pyHanko would quote the document


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_made_in_one_with_a_later_signature_is_found(
    change: Callable[[IncrementalPdfFileWriter], None],
) -> None:
    later = key("Sam Later")
    sealed = seal(tagged_pdf(), key(), meaning=MEANING, at=AT)
    proof = verify(_signed_again(sealed, "Sig_Withdrawal", later.sign, later, prepare=change))
    assert proof.verdict is Verdict.ALTERED
    assert [signature.intact for signature in proof.signatures] == [False, True]


@pytest.mark.parametrize("change", HIDING)
def test_a_withdrawal_that_is_hidden_moved_or_laid_over_the_page_is_found(
    change: Callable[[IncrementalPdfFileWriter], None],
) -> None:
    later = key("Sam Later")
    proof = verify(_signed_again(sealed_form(1), "Sig_Withdrawal", later.sign, later, prepare=change))
    assert [signature.intact for signature in proof.signatures] == [False, True]


def test_a_signature_that_no_field_shows_does_not_count() -> None:
    def hide(writer: IncrementalPdfFileWriter) -> None:
        writer.root["/AcroForm"]["/Fields"] = generic.ArrayObject()
        writer.update_container(writer.root["/AcroForm"])

    later = key("Sam Later")
    document = _signed_again(sealed_pdf(), "Sig_Withdrawal", later.sign, later, prepare=hide)
    assert verify(document).verdict is not Verdict.INTACT


def test_a_signature_in_another_field_does_not_count() -> None:
    later = key("Sam Later")
    proof = verify(_signed_again(sealed_pdf(), "Sig_Other", later.sign, later))
    assert (proof.verdict, proof.why) == (
        Verdict.ALTERED,
        "There is a signature that this program does not make.",
    )


def test_a_signature_without_a_time_does_not_count() -> None:
    proof = verify(_signed_again(plain_pdf(), "Sig_Seal", key().sign, mark=True, at=None))
    assert (proof.verdict, proof.why) == (Verdict.ALTERED, "A signature says no time.")


# not ours


def test_a_signature_by_other_software_is_not_ours() -> None:
    signer = SimpleSigner.load_pkcs12_data(make_key("Somebody", SECRET, MADE), [], SECRET.encode())
    assert signer
    metadata = PdfSignatureMetadata(field_name="Sig", subfilter=SigSeedSubFilter.PADES)
    foreign = sign_pdf(IncrementalPdfFileWriter(BytesIO(plain_pdf())), metadata, signer).getvalue()
    proof = verify(foreign)
    assert proof.verdict is Verdict.UNREADABLE
    assert proof.why == "The signature was not made by this program."


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "This is not a PDF."),
        (b"\x89PNG", "This is not a PDF."),
        (plain_pdf(), "This PDF is not signed."),
        (b"%PDF-1.7 /ByteRange [0 1 2 3]", "The signature was not made by this program."),
    ],
)
def test_what_is_not_ours_is_unreadable(content: bytes, why: str) -> None:
    proof = verify(content)
    assert (proof.verdict, proof.why, proof.signatures) == (Verdict.UNREADABLE, why, ())


@given(st.binary(max_size=300))
def test_no_bytes_raise(content: bytes) -> None:
    mark = b"/ByteRange [0 %d %d 0] /Prop_Build <</App <</Name /Consult>>>>"
    assert verify(content).verdict is Verdict.UNREADABLE
    assert verify(b"%PDF-" + content + mark % (5, 5 + len(content))).verdict is not Verdict.INTACT


@given(st.binary(max_size=200), st.integers(0, 400), st.integers(0, 60))
def test_no_container_raises(inserted: bytes, place: int, removed: int) -> None:
    digest = bytes(32)
    der = container.write(key().chain, digest, key().sign(container.attributes(key().chain, digest)))
    odd = der[:place] + inserted + der[place + removed :]
    if odd != der:
        with pytest.raises(container.MismatchError):
            container.read(f"<{odd.hex().upper()}>".encode(), digest)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"1 0 obj\n<</Root 1 0 R>>\nendobj\nstartxref\n9\n%%EOF",
        b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Root 1 0 R/Size 1>>\nstartxref\n9\n%%EOF",
        b"[" * 5000,
    ],
)
def test_signed_bytes_that_are_no_document_are_unreadable(body: bytes) -> None:
    size = 2 + container.room(key().chain, key().longest)
    head = b"%PDF-1.7\n" + body
    tail_length = 130
    tail = b"/ByteRange [0 %d %d %d]" % (len(head), len(head) + size, tail_length)
    tail += b"/Prop_Build <</App <</Name /Consult>>>>"
    tail = tail.ljust(tail_length - len(b"startxref\n9\n%%EOF")) + b"startxref\n9\n%%EOF"
    proof = verify(_resigned(head + bytes(size) + tail, len(head), len(head) + size))
    assert (proof.verdict, proof.why) == (Verdict.UNREADABLE, "This is signed, but not a readable PDF.")


def test_signed_bytes_that_are_broken_documents_do_not_raise() -> None:
    chance = random.Random(1)  # noqa: S311 (repeatable places, not secrets)
    start, end = _container(sealed_pdf())
    for _ in range(150):
        copy = bytearray(sealed_pdf())
        for place in chance.choices(
            [*range(start - 12), *range(end + 45, len(copy))], k=chance.randint(1, 12)
        ):
            copy[place] = chance.choice(b"0123456789<>[]()/ R\x00\xff")
        assert verify(_resigned(bytes(copy), start, end)).sha256


# tools


def _container(pdf: bytes) -> tuple[int, int]:
    found = re.search(rb"/Contents (<[0-9A-F]+>)", pdf)
    assert found
    return found.span(1)


def _resigned(pdf: bytes, start: int, end: int) -> bytes:
    """Put a fresh, valid container at `start:end`."""
    digest = hashlib.sha256(pdf[:start] + pdf[end:]).digest()
    signature = key().sign(container.attributes(key().chain, digest))
    entry = container.write(key().chain, digest, signature).hex().upper().ljust(end - start - 2, "0")
    return pdf[:start] + f"<{entry}>".encode() + pdf[end:]


def _changed(pdf: bytes, places: Iterable[int], masks: Iterable[int] = MASKS) -> Iterable[bytes]:
    masks = tuple(masks)
    for place in places:
        for mask in masks:
            copy = bytearray(pdf)
            copy[place] ^= mask
            yield bytes(copy)


def _intact(copies: Iterable[bytes]) -> list[Proof]:
    return [proof for proof in map(verify, copies) if proof.verdict is Verdict.INTACT]


def _appended(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    change(writer)
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


class _Untouched(IncrementalPdfFileWriter):
    def _update_meta(self) -> None:
        pass


def _signed_again(  # noqa: PLR0913 (each of them differs in one test)
    pdf: bytes,
    field: str,
    sign: Callable[[bytes], bytes],
    by: SigningKey | None = None,
    *,
    mark: bool = False,
    at: datetime | None = AT,
    prepare: Callable[[IncrementalPdfFileWriter], None] = lambda _: None,
) -> bytes:
    """Append an approval signature in our form, made by `sign`."""
    signer = by or key()
    writer = _Untouched(BytesIO(pdf))
    prepare(writer)
    steps = PdfCMSEmbedder(SigFieldSpec(field)).write_cms(field, writer)
    next(steps)
    entry = SignatureObject(
        at,
        SigSeedSubFilter.PADES,
        app_build_props=BuildProps(container.PROGRAM) if mark else None,
        bytes_reserved=container.room(signer.chain, signer.longest),
    )
    steps.send(SigObjSetup(entry))
    prepared, out = steps.send(SigIOSetup("sha256"))
    digest = prepared.document_digest
    steps.send(container.write(signer.chain, digest, sign(container.attributes(signer.chain, digest))))
    return bytes(out.getvalue())
