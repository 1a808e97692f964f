"""The words of a page that one patient reads alone: few, and large."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QFont, QPaintEvent
from PySide6.QtWidgets import QWidget

from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.painted_label import PaintedLabel

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How large a paragraph is, and how much room stays below it; `accent` and `quiet` choose its ink."""

    px: int
    weight: QFont.Weight
    below: int
    ink: str = "ink"


PART = Style(18, theme.SEMIBOLD, 10, "accent")
TITLE = Style(36, theme.BOLD, 14)
TEXT = Style(21, theme.REGULAR, 14, "quiet")
NAME = Style(16, theme.SEMIBOLD, 2, "quiet")
VALUE = Style(19, theme.MEDIUM, 14)
SMALL = Style(15, theme.REGULAR, 0, "quiet")
CAPTION = Style(20, theme.SEMIBOLD, 0)


class LargeWords(PaintedLabel):
    """Paragraphs below each other, read out as one."""

    least = 150

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[str, Style], ...] = ()
        self._lines: tuple[tuple[PaintedText, Style], ...] = ()

    def show_words(self, *paragraphs: tuple[str, Style]) -> None:
        """Show these paragraphs; empty ones take no room."""
        shown = tuple((text, style) for text, style in paragraphs if text)
        if shown != self._shown:
            self._shown = shown
            self._lines = tuple((PaintedText(text, style.px, style.weight), style) for text, style in shown)
            self.say(" ".join(text for text, _ in shown))

    def measure(self, width: int) -> int:
        """Give the height of all paragraphs at a width."""
        heights = (text.height(width) + style.below for text, style in self._lines)
        return sum(heights) - (self._lines[-1][1].below if self._lines else 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint them."""
        look = theme.tokens()
        inks = {"ink": look.ink, "quiet": look.quiet, "accent": look.shade(Tone.PRIMARY).ink}
        painter = painter_on(self)
        y = 0
        for text, style in self._lines:
            y += text.draw(painter, 0, y, self.width(), inks[style.ink]) + style.below
        painter.end()


def facts_in_words(facts: Facts) -> Iterator[tuple[str, Style]]:
    """Give names with values as paragraphs."""
    for name, value in facts:
        yield name, NAME
        yield value, VALUE
