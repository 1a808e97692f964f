"""Paper that comes back is made from the real print: drawn, turned, photographed, spoiled, and read again."""

import cv2
import numpy as np
import pytest
import segno

from consult_app.domain.fingerprint import page_code
from consult_app.domain.on_paper import MOST_DPI, Picture, Scan
from consult_app.scanning import read, turned
from consult_app.scanning.codes import find_code
from tests.helpers import photographed
from tests.helpers.photographed import A4_MM, blurred, in_low_light, likeness, on_a_table, picture, sheet
from tests.helpers.sample_documents import consent

PAGE = 2
MOST = round(297 / 25.4 * MOST_DPI)


def code(page=PAGE):
    return page_code(consent(), page)


def back(seen) -> Scan:
    return read(picture(seen), *A4_MM)


def pixels(scan):
    return cv2.imdecode(np.frombuffer(scan.jpeg, np.uint8), cv2.IMREAD_COLOR_RGB)


def test_each_page_of_a_print_says_which_page_it_is():
    count = len(photographed.sheets(photographed.to_sign()))
    assert [back(sheet(index)).said for index in range(count)] == [code(page + 1) for page in range(count)]
    assert count > PAGE


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_scan_that_lies_sideways_or_upside_down_is_put_upright(degrees):
    flat = sheet(PAGE - 1)
    scan = back(photographed.turned(flat, degrees))
    assert scan.said == code()
    assert (scan.width, scan.height) == (1654, 2339)
    assert likeness(scan.jpeg, flat) > 0.98


@pytest.mark.parametrize("degrees", [7, -7, 97, 187])
def test_a_slanted_scan_is_turned_by_its_code_and_nothing_of_it_is_cut(degrees):
    scan = back(photographed.turned(sheet(PAGE - 1), degrees))
    assert scan.said == code()
    again = find_code(pixels(scan))
    assert again is not None
    assert abs(again.angle) < 1
    assert min(scan.width, scan.height) > 1654


@pytest.mark.parametrize("quarter", range(4))
def test_a_photograph_from_the_side_is_cut_to_the_sheet_and_flattened(quarter):
    flat = sheet(PAGE - 1)
    scan = back(on_a_table(flat, quarter))
    assert scan.said == code()
    assert likeness(scan.jpeg, flat) > 0.75
    assert scan.height / scan.width == pytest.approx(297 / 210, abs=0.01)


def test_it_is_read_in_low_light_with_the_noise_of_a_camera():
    assert back(in_low_light(on_a_table(sheet(PAGE - 1), 1))).said == code()
    assert back(blurred(sheet(PAGE - 1), 1.5)).said == code()
    assert back(sheet(PAGE - 1, 100)).said == code()


def test_a_blurred_code_says_nothing_and_the_sheet_is_kept_all_the_same():
    scan = back(blurred(sheet(PAGE - 1), 6))
    assert scan.said == ""
    assert likeness(scan.jpeg, sheet(PAGE - 1)) > 0.9
    slanted = back(blurred(on_a_table(sheet(PAGE - 1), 1), 6))
    assert slanted.said == ""
    assert slanted.height > slanted.width


def test_forty_megapixels_come_out_no_finer_than_a_page_needs():
    scan = back(cv2.resize(sheet(PAGE - 1), (5318, 7521), interpolation=cv2.INTER_NEAREST))
    assert scan.said == code()
    assert max(scan.width, scan.height) == MOST
    assert len(scan.jpeg) < 1_500_000


def test_a_box_that_is_printed_on_the_page_is_never_taken_for_the_page():
    seen = sheet(PAGE - 1)
    height, width = seen.shape[:2]
    dark = (seen * 0.5).astype(np.uint8)
    dark[height // 10 : height * 8 // 10, width // 20 : width * 19 // 20] = 255
    scan = back(dark)
    assert scan.said == code()
    assert (scan.width, scan.height) == (width, height)


def test_nothing_with_four_corners_is_no_sheet():
    night = np.zeros((800, 600, 3), np.uint8)
    assert back(night).said == ""
    cv2.circle(night, (300, 400), 290, (255, 255, 255), -1)
    scan = back(night)
    assert (scan.width, scan.height) == (600, 800)


def test_a_code_of_somebody_else_is_not_taken_for_ours():
    seen = sheet(PAGE - 1)
    rows = np.array(
        [list(row) for row in segno.make("https://example.org/leaflet", error="m").matrix], np.uint8
    )
    other = np.repeat(np.repeat(255 - rows * 255, 8, axis=0), 8, axis=1)
    seen[600 : 600 + len(other), 1200 : 1200 + len(other)] = other[:, :, None]
    assert back(seen).said == code()
    seen[2000:, 1000:] = 255
    assert back(seen).said == ""


def test_a_scan_is_turned_by_a_quarter():
    scan = back(sheet(PAGE - 1))
    by_hand = turned(scan)
    assert (by_hand.width, by_hand.height) == (scan.height, scan.width)
    assert likeness(by_hand.jpeg, np.rot90(sheet(PAGE - 1), -1)) > 0.98
    assert by_hand.said == scan.said


def test_what_is_kept_is_a_picture_and_nothing_else():
    jpeg = back(sheet(PAGE - 1)).jpeg
    assert jpeg.startswith(b"\xff\xd8\xff\xe0")
    assert b"Exif" not in jpeg
    with pytest.raises(ValueError, match="of our own making"):
        turned(Scan(b"no picture", 1, 1))


def test_a_picture_is_as_many_bytes_as_it_says():
    with pytest.raises(ValueError, match="reshape"):
        read(Picture(4, 4, b"\0"), *A4_MM)
