"""What names a picture names one that is made."""

import re
from pathlib import Path

from consult_app.ui.tokens import LOOKS
from tests.helpers.pictures import file_name, index, widths
from tests.helpers.scenes import SCENES

ROOT = Path(__file__).parents[2]
MADE = {file_name(page, look, width) for page in SCENES for look in LOOKS for width in widths(page)}


def test_every_picture_that_a_text_refers_to_is_made():
    texts = (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
    named = {
        name
        for text in texts
        for name in re.findall(r"docs/pictures/([\w.-]+\.webp)", text.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= MADE


def test_the_index_names_every_picture_once():
    assert sorted(re.findall(r"\(([\w.-]+\.webp)\)", index(tuple(SCENES)))) == sorted(MADE)


def test_findings_are_laid_over_a_page_only_where_they_have_no_room_beside_it():
    assert widths("findings-over") == (800,)
