"""Wrapped text without a label: what was drawn is drawn again, whatever was measured meanwhile."""

import pytest
from PySide6.QtGui import QPainter, QPixmap

from consult_app.ui.painted_text import PaintedText

WORDS = "Redness for hours, swelling and bruises for days, and nobody has counted how often."


@pytest.fixture
def painter(qapp):
    paper = QPixmap(600, 400)
    made = QPainter(paper)
    yield made
    made.end()


def test_it_is_drawn_as_high_as_it_was_measured_at_many_widths(painter):
    text = PaintedText(WORDS, 15)
    heights = {width: text.height(width) for width in range(100, 500, 50)}
    assert len(set(heights.values())) > 3
    for width, height in heights.items():
        assert text.draw(painter, 0, 0, width, "#000000") == height


def test_what_was_drawn_is_drawn_again_after_other_widths_were_measured(painter):
    text = PaintedText(WORDS, 15)
    first = text.draw(painter, 0, 0, 200, "#000000")
    for width in range(210, 300, 10):
        text.height(width)
    assert text.draw(painter, 0, 0, 200, "#000000") == first


def test_other_words_are_laid_out_anew(painter):
    text = PaintedText(WORDS, 15)
    high = text.draw(painter, 0, 0, 120, "#000000")
    text.text = "Short"
    assert text.draw(painter, 0, 0, 120, "#000000") == text.height(120) < high
    text.text = ""
    assert (text.height(120), text.draw(painter, 0, 0, 120, "#000000")) == (0, 0)
