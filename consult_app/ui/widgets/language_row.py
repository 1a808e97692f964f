"""The languages that the patient can read, each in its own words."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.choice_group import ChoiceButton, ChoiceGroup

_GAP, _SIDE, _HIGH = 6, 16, 44
_OWN_NAMES = {"en": "English", "es": "Español", "pt": "Português", "zh": "中文"}
"""Where Qt would add a country that was not meant."""


class _Language(ChoiceButton):
    def sizeHint(self) -> QSize:
        words = theme.advance(self.text(), 15, theme.SEMIBOLD)
        return QSize(words + 2 * _SIDE, max(_HIGH, theme.scaled(40)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, shade = theme.tokens(), theme.tokens().shade(Tone.PRIMARY)
        painter = painter_on(self)
        if self.isChecked():
            fill_round(painter, self.rect(), 9, shade.soft, shade.line)
        painter.setFont(theme.font(15, theme.SEMIBOLD))
        painter.setPen(QColor(shade.ink if self.isChecked() else look.quiet))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if keyboard_on(self):
            focus_ring(painter, self.rect(), 9)
        painter.end()


class LanguageRow(ChoiceGroup):
    """Hidden where there is only one; one of them is always chosen."""

    button_type = _Language

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.cleared.connect(self._choose_again)
        self._last = ""
        self.hide()

    def offer(self, languages: Sequence[str], current: str) -> None:
        """Offer languages by their tags."""
        self.set_choices([(tag, own_name(tag)) for tag in languages])
        self.mark(current)
        self.setVisible(len(languages) > 1)

    def mark(self, language: str) -> None:
        """Show which one is spoken."""
        self._last = language
        self.set_current(language)

    def place(self) -> None:
        """Put the languages beside each other, from where reading begins."""
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x = 0
        for button in reversed(self._buttons) if rtl else self._buttons:
            size = button.sizeHint()
            button.setGeometry(x, 0, size.width(), size.height())
            x += size.width() + _GAP

    def sizeHint(self) -> QSize:
        """Fit all names."""
        widths = [button.sizeHint().width() for button in self._buttons]
        return QSize(sum(widths) + _GAP * max(len(widths) - 1, 0), max(_HIGH, theme.scaled(40)))

    def _choose_again(self) -> None:
        self.set_current(self._last)


def own_name(language: str) -> str:
    """Give a language's name in that language."""
    locale = QLocale(language)
    return _OWN_NAMES.get(language) or locale.nativeLanguageName().capitalize() or language


def reads_from_right(language: str) -> bool:
    """Whether a language is read from right to left."""
    return QLocale(language).textDirection() is Qt.LayoutDirection.RightToLeft
