"""What names a picture names one that is made."""

import re
from itertools import product
from pathlib import Path

from consult_app.ui.tokens import LOOKS
from tests.helpers.pictures import SIZES, file_name, index
from tests.helpers.scenes import SCENES

ROOT = Path(__file__).parents[2]
MADE = {file_name(page, look, width) for page, look, (width, _) in product(SCENES, LOOKS, SIZES)}


def test_every_picture_that_a_text_refers_to_is_made():
    texts = (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
    named = {
        name
        for text in texts
        for name in re.findall(r"docs/pictures/([\w.-]+\.png)", text.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= MADE


def test_the_index_names_every_picture_once():
    assert sorted(re.findall(r"\(([\w.-]+\.png)\)", index(tuple(SCENES)))) == sorted(MADE)
