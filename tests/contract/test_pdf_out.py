"""What is made of a sealed file on its way out: a print that says it is a copy, and a locked file."""

import subprocess
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from consult_app.assets import resource
from consult_app.domain.proof import Verdict
from consult_app.errors import FILE_LOCKED, ConsultError
from consult_app.pdf import envelope
from consult_app.pdf.copies import mark_copy
from consult_app.pdf.envelope import NAME, disclose, enclose
from consult_app.pdf.render import render
from consult_app.pdf.theme import MARGIN
from consult_app.signing.seal import seal
from consult_app.signing.verify import verify
from tests.helpers.sample_documents import LABELS, consent, signatures
from tests.helpers.sealed_files import AT, MEANING, key

FONTS = resource("fonts")
WORDS = ("A signed document is inside", "Open the list of attachments.", "Keep the file as it is. " * 20)
SECRET = "seven quiet otters paint"
MARK = "Copy, printed on 22 Nov 2026, 14:30. The sealed original is kept as a file."


@pytest.fixture(scope="module")
def sealed():
    form = render(consent(), LABELS, signatures(), fonts=FONTS)
    return seal(form, key(), meaning=MEANING, at=AT)


@pytest.fixture(scope="module")
def copy(sealed):
    return mark_copy(sealed, MARK, fonts=FONTS)


def words(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_every_page_of_a_copy_says_so_and_all_else_too(sealed, copy):
    for before, after in zip(words(sealed), words(copy), strict=True):
        assert MARK in after
        assert set(before.split()) <= set(after.split())


def test_the_mark_covers_nothing(sealed, copy):
    """It stands in the white left of everything."""
    for before, after in zip(pypdfium2.PdfDocument(sealed), pypdfium2.PdfDocument(copy), strict=True):
        one, other = (page.render(scale=1).to_pil().convert("L") for page in (before, after))
        room = (int(MARGIN), 0, one.width, one.height)
        assert one.crop(room).tobytes() == other.crop(room).tobytes()


def test_nobody_can_take_a_copy_for_the_sealed_file(sealed, copy):
    assert verify(sealed, frozenset()).verdict is Verdict.INTACT
    assert verify(copy, frozenset()).verdict is not Verdict.INTACT
    with pikepdf.open(BytesIO(copy)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert len(pdf.attachments) == 0


def test_a_copy_carries_its_font_once(sealed, copy):
    assert len(copy) < len(sealed) + 60_000


def test_the_envelope_opens_with_its_passphrase_only(sealed):
    locked = enclose(sealed, WORDS, SECRET, fonts=FONTS)
    for wrong in ("", SECRET + "x"):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(BytesIO(locked), password=wrong)
    with pikepdf.open(BytesIO(locked), password=SECRET) as envelope:
        assert (envelope.encryption.R, envelope.encryption.bits) == (6, 256)
        assert envelope.attachments[NAME].get_file().read_bytes() == sealed
        assert envelope.Root.PageMode == "/UseAttachments"


def test_every_keyboard_spells_the_passphrase_alike(sealed):
    locked = enclose(sealed, WORDS, "Ko\u0308ln Cafe\u0301 Otter", fonts=FONTS)
    with pikepdf.open(BytesIO(locked), password="K\u00f6ln Caf\u00e9 Otter") as envelope:
        assert len(envelope.attachments) == 1


@pytest.mark.parametrize(
    "typed", ["Ko\u0308ln Otter", "5 \u00b5m and \u00bd otter\u00b2", "\ufb01ne \U0001f9a6"]
)
def test_a_program_that_spells_nothing_anew_takes_what_was_typed(sealed, typed):
    locked = enclose(sealed, WORDS, typed, fonts=FONTS)
    with pikepdf.open(BytesIO(locked), password=typed) as envelope:
        assert envelope.attachments[NAME].get_file().read_bytes() == sealed
    assert disclose(locked, typed) == sealed


def test_what_is_taken_out_is_the_file_itself(sealed):
    locked = enclose(sealed, WORDS, "Ko\u0308ln Otter", fonts=FONTS)
    assert disclose(locked, "K\u00f6ln Otter") == sealed
    for wrong in ("", "Koln Otter"):
        with pytest.raises(ConsultError) as refused:
            disclose(locked, wrong)
        assert refused.value.code == FILE_LOCKED


def test_whatever_is_no_envelope_stays_as_it_is(sealed):
    damaged = enclose(sealed, WORDS, SECRET, fonts=FONTS)[:2000] + b"/Encrypt"
    for file in (b"", b"garbage /Encrypt", sealed, damaged):
        assert disclose(file, SECRET) == file
    with pikepdf.new() as foreign:
        foreign.add_blank_page()
        held = BytesIO()
        foreign.save(held, encryption=pikepdf.Encryption(user=SECRET, owner=SECRET))
    assert disclose(held.getvalue(), SECRET) == held.getvalue()


def test_what_was_packed_to_fill_the_memory_is_not_unpacked_to_its_end(monkeypatch):
    locked = enclose(bytes(5000), WORDS, SECRET, fonts=FONTS)
    monkeypatch.setattr(envelope, "_MOST_BYTES", 1000)
    assert disclose(locked, SECRET) == bytes(1000)


def test_what_others_take_out_of_the_envelope_is_genuine(sealed, tmp_path):
    """By poppler, as a recipient does it; the program then looks at the file."""
    locked, inside = tmp_path / "locked.pdf", tmp_path / "consent.pdf"
    locked.write_bytes(enclose(sealed, WORDS, SECRET, fonts=FONTS))
    take = ["pdfdetach", "-upw", SECRET, "-save", "1", "-o", str(inside), str(locked)]
    subprocess.run(take, check=True, capture_output=True)
    assert inside.read_bytes() == sealed
    assert verify(inside.read_bytes(), frozenset()).verdict is Verdict.INTACT
    subprocess.run(["qpdf", "--check", f"--password={SECRET}", str(locked)], check=True, capture_output=True)


def test_the_envelope_says_in_plain_words_how_it_is_opened(sealed):
    locked = enclose(sealed, WORDS, SECRET, fonts=FONTS)
    with pypdfium2.PdfDocument(locked, password=SECRET) as envelope:
        said = envelope[0].get_textpage().get_text_bounded()
    assert " ".join(said.split()) == " ".join(" ".join(WORDS).split())


def test_nothing_can_be_read_without_the_passphrase(sealed):
    locked = enclose(sealed, WORDS, SECRET, fonts=FONTS)
    assert b"signed document" not in locked
    assert sealed[:200] not in locked
