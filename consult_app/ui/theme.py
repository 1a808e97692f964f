"""The look in force: tokens, fonts and icons."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QEvent, QLoggingCategory, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QWidget

from consult_app.assets import resource
from consult_app.ui.style import Style
from consult_app.ui.tokens import BODY, LIGHT, LOOKS, Tokens

REGULAR, MEDIUM, SEMIBOLD, BOLD = (
    QFont.Weight.Normal,
    QFont.Weight.Medium,
    QFont.Weight.DemiBold,
    QFont.Weight.Bold,
)
TEXT_SIZES = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


@dataclass(slots=True)
class _InForce:
    tokens: Tokens = LIGHT
    text: float = 1.0


_in_force = _InForce()


def tokens() -> Tokens:
    """Give the colours in force."""
    return _in_force.tokens


def text_scale() -> float:
    """Give how much larger than usual text is shown, one of TEXT_SIZES."""
    return _in_force.text


def scaled(px: int) -> int:
    """Scale a height that has to hold text."""
    return round(px * _in_force.text)


def motion(ms: int) -> int:
    """Give how long a movement takes: no time at all where the system wants things to stand still."""
    return ms if QApplication.isEffectEnabled(Qt.UIEffect.UI_General) else 0


def apply(app: QApplication, look: str = "light", text: float = 1.0) -> None:
    """Put a look of LOOKS into force and dress every widget."""
    put_on(app, look, text)
    dress(app.allWidgets())


def put_on(app: QApplication, look: str, text: float) -> None:
    """Put a look of LOOKS into force; every widget has to be dressed then."""
    _load_fonts()
    _in_force.tokens, _in_force.text = LOOKS[look], text
    for each in (font, icon, advance):
        each.cache_clear()
    style = app.style()
    if not isinstance(style, Style):
        style = Style()
        app.setStyle(style)
    style.look = tokens()
    app.setFont(font(*BODY))
    app.setPalette(_palette(tokens()))


def dress(widgets: Iterable[QWidget]) -> None:
    """Let widgets know by a StyleChange event that another look is in force."""
    for each in widgets:
        QApplication.sendEvent(each, QEvent(QEvent.Type.StyleChange))


def is_dressed(app: QApplication) -> bool:
    """Whether a look was ever put into force."""
    return isinstance(app.style(), Style)


@cache
def font(px: int, weight: int = REGULAR) -> QFont:
    """Give the program's font; `px` is its size at usual text size. A role of type is both: `*TITLE`."""
    made = QFont("Inter")
    made.setPixelSize(round(px * _in_force.text))
    made.setWeight(QFont.Weight(weight))
    return made


@lru_cache(maxsize=2000)
def advance(words: str, px: int, weight: int = REGULAR) -> int:
    """Measure the width of words on one line; asked again and again, so remembered."""
    return QFontMetrics(font(px, weight)).horizontalAdvance(words)


def fitting(words: str, px: int, weight: int, room: int) -> int:
    """Give the size in which words fit a room: where text is large perhaps less, never less than usual."""
    least = min(round(px / text_scale()), px)
    return next((each for each in range(px, least, -1) if advance(words, each, weight) <= room), least)


@cache
def icon(name: str, colour: str, px: int) -> QPixmap:
    """Draw the icon `name` of resources/icons in a colour, `px` logical pixels wide."""
    from PySide6.QtSvg import QSvgRenderer

    svg = resource(f"icons/{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    drawn = QPixmap(round(px * ratio), round(px * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


@cache
def _load_fonts() -> None:
    # Qt would report each script that Inter lacks before it takes the next font of ours.
    QLoggingCategory.setFilterRules("qt.text.font.db.warning=false")
    for weight in ("Regular", "Medium", "SemiBold", "Bold"):
        QFontDatabase.addApplicationFont(str(resource(f"fonts/Inter-{weight}.ttf")))


def _palette(look: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for each, colour in (
        (role.Window, look.page),
        (role.WindowText, look.ink),
        (role.Base, look.surface),
        (role.AlternateBase, look.sunken),
        (role.Text, look.ink),
        (role.Button, look.surface),
        (role.ButtonText, look.ink),
        (role.PlaceholderText, look.faint),
        (role.Highlight, look.primary),
        (role.HighlightedText, look.on_primary),
        (role.ToolTipBase, look.ink),
        (role.ToolTipText, look.surface),
        (role.Link, look.primary),
    ):
        palette.setColor(each, QColor(colour))
    for each, colour in ((role.Base, look.sunken), (role.Text, look.quiet)):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(colour))
    return palette
