"""Files of paper come in as pixels, and what is too large is refused before it is decoded."""

import struct
import zlib
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from consult_app.errors import ConsultError
from consult_app.ui import returned_paper
from consult_app.ui.returned_paper import LONGEST, MOST_PAGES, pictures_from

RED, BLUE = (255, 0, 0), (0, 0, 255)


def saved(image, kind, **how):
    buffer = BytesIO()
    image.save(buffer, kind, **how)
    return buffer.getvalue()


def plain(colour=RED, size=(30, 20)):
    return Image.new("RGB", size, colour)


def pdf(count=1, size=(595, 842), script=""):
    made = pikepdf.new()
    for _ in range(count):
        made.add_blank_page(page_size=size)
    if script:
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(script))
        made.Root.OpenAction = made.make_indirect(action)
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def refused(words):
    return pytest.raises(
        ConsultError, check=lambda error: error.code == "scan-unusable" and words in str(error)
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_picture_comes_in_as_its_pixels(kind):
    [found] = pictures_from(saved(plain(), kind))
    assert (found.width, found.height, len(found.rgb)) == (30, 20, 30 * 20 * 3)
    assert all(abs(ours - theirs) < 4 for ours, theirs in zip(found.rgb[:3], RED, strict=True))


def test_every_page_of_a_tiff_and_of_a_pdf_comes_in():
    several = saved(plain(RED), "TIFF", save_all=True, append_images=[plain(BLUE)])
    assert [each.rgb[:3] for each in pictures_from(several)] == [bytes(RED), bytes(BLUE)]
    pages = list(pictures_from(pdf(3)))
    assert [round(each.height / each.width, 2) for each in pages] == [1.42] * 3


def test_a_photograph_is_upright_and_says_nothing_of_where_it_was_taken():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    content = saved(plain(size=(30, 20)), "JPEG", exif=exif)
    assert b"Exif" in content
    [found] = pictures_from(content)
    assert (found.width, found.height) == (20, 30)


def test_what_can_be_seen_through_lies_on_white_paper():
    [found] = pictures_from(saved(Image.new("RGBA", (5, 5), (0, 0, 0, 0)), "PNG"))
    assert found.rgb == b"\xff" * 75


def test_forty_megapixels_come_in_no_larger_than_they_are_needed():
    [found] = pictures_from(saved(plain(size=(7300, 5480)), "JPEG"))
    assert max(found.width, found.height) == LONGEST


def bomb(side):
    """A PNG that says it has so many pixels a side, of which none follows."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


def test_a_bomb_is_refused_by_what_it_says_of_itself():
    with refused("megapixels"):
        list(pictures_from(bomb(30_000)))


def test_a_file_with_hundreds_of_pages_or_too_many_bytes_is_refused(monkeypatch):
    with refused("500 pages"):
        next(pictures_from(pdf(500)))
    many = [plain(size=(2, 2))] * MOST_PAGES
    with refused(f"{MOST_PAGES + 1} pages"):
        next(pictures_from(saved(plain(size=(2, 2)), "TIFF", save_all=True, append_images=many)))
    monkeypatch.setattr(returned_paper, "MOST_BYTES", 10)
    with refused("larger than"):
        next(pictures_from(pdf()))


@pytest.mark.parametrize(
    "content", [b"", b"no picture", b"%PDF-1.7 broken", b"<svg xmlns='http://www.w3.org/2000/svg'/>"]
)
def test_what_is_no_such_file_is_refused(content):
    with refused(""):
        list(pictures_from(content))


def test_half_a_picture_is_refused():
    whole = saved(Image.effect_noise((200, 200), 90).convert("RGB"), "PNG")
    with refused("damaged"):
        list(pictures_from(whole[: len(whole) // 2]))
    whole = saved(Image.effect_noise((200, 200), 90).convert("RGB"), "JPEG")
    with refused("damaged"):
        list(pictures_from(whole[: len(whole) // 2]))


def test_a_script_in_a_pdf_is_never_run_and_a_locked_one_is_refused():
    [found] = pictures_from(pdf(size=(200, 100), script="app.alert('here');this.pageNum=9;"))
    assert found.rgb.count(b"\xff") == len(found.rgb)
    with pikepdf.open(BytesIO(pdf())) as opened:
        buffer = BytesIO()
        opened.save(buffer, encryption=pikepdf.Encryption(owner="a", user="b"))
    with refused("locked"):
        list(pictures_from(buffer.getvalue()))


def test_a_page_as_large_as_a_wall_is_drawn_small(qapp):
    [found] = pictures_from(pdf(size=(14_000, 7_000)))
    assert max(found.width, found.height) <= LONGEST + 1
