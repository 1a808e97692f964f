"""What the rows of all lists are painted with."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, focus_ring
from consult_app.ui.tokens import Tone

_Index = QModelIndex | QPersistentModelIndex
PAD = 12
_DISC, _GAP, _BAR = 42, 4, 5


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> QRect:
    """Paint what lies under a row, with a line below all but the last; gives the area for its content."""
    look = theme.tokens()
    area = option.rect.adjusted(2, 2, -2, -3)
    if option.state & QStyle.StateFlag.State_MouseOver:
        fill_round(painter, area, 10, look.sunken)
    if index.row() < index.model().rowCount() - 1:
        painter.fillRect(option.rect.adjusted(PAD, option.rect.height() - 1, -PAD, 0), QColor(look.hair))
    if option.state & QStyle.StateFlag.State_HasFocus:
        focus_ring(painter, area, 10)
    return area.adjusted(PAD - 2, 0, 2 - PAD, 0)


def paint_disc(painter: QPainter, area: QRect, words: str, tone: Tone = Tone.PRIMARY) -> int:
    """Paint a disc with a letter or two at the left; gives where words begin."""
    shade = theme.tokens().shade(tone)
    size = theme.scaled(_DISC)
    disc = QRect(area.left(), area.top() + (area.height() - size) // 2, size, size)
    fill_round(painter, disc, size / 2, shade.soft, shade.line if theme.tokens().name == "contrast" else "")
    painter.setFont(theme.font(15, theme.SEMIBOLD))
    painter.setPen(QColor(shade.ink))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, words)
    return disc.right() + 14


def initials(name: str) -> str:
    """Give the first letters of the first and the last name."""
    names = name.split()
    return "".join(each[0] for each in (names[:1] + names[1:][-1:])).upper()


def badges_width(badges: Iterable[tuple[str, Tone]]) -> int:
    """Give the width that badges take, with what keeps words away from them."""
    return max((theme.advance(word, 12, theme.SEMIBOLD) + 20 + PAD for word, _ in badges), default=0)


def paint_badges(painter: QPainter, area: QRect, badges: Iterable[tuple[str, Tone]]) -> int:
    """Paint badges below each other at the right end; gives where they begin."""
    height = theme.scaled(23)
    words = _as_fit(list(badges), (area.height() + _GAP) // (height + _GAP))
    y = area.top() + (area.height() - len(words) * height - (len(words) - 1) * _GAP) // 2
    left = area.right() + 1
    painter.setFont(theme.font(12, theme.SEMIBOLD))
    for word, tone in words:
        shade = theme.tokens().shade(tone)
        width = theme.advance(word, 12, theme.SEMIBOLD) + 20
        pill = QRect(area.right() + 1 - width, y, width, height)
        fill_round(painter, pill, height / 2, shade.soft, shade.line)
        painter.setPen(QColor(shade.ink))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, word)
        y += height + _GAP
        left = min(left, pill.left())
    return left - (PAD if words else 0)


def _as_fit(badges: list[tuple[str, Tone]], room: int) -> list[tuple[str, Tone]]:
    """Leave out what would stand outside of the row, and say how many; the row's tip has them all."""
    if len(badges) <= room:
        return badges
    shown = badges[: max(room - 1, 0)]
    return [*shown, (f"+{len(badges) - len(shown)}", Tone.NEUTRAL)]


def paint_lines(painter: QPainter, area: QRect, first: str, *others: str, taken: int = 0) -> None:
    """Paint a strong line and quiet ones below it, in the middle; so much is taken from the first line."""
    look = theme.tokens()
    lines = [(first, 15, theme.SEMIBOLD, look.ink)]
    lines += [(each, 13, theme.REGULAR, look.quiet) for each in others if each]
    heights = [round(theme.font(px, weight).pixelSize() * 1.4) for _, px, weight, _ in lines]
    y = area.top() + (area.height() - sum(heights)) // 2
    for (words, px, weight, ink), height in zip(lines, heights, strict=True):
        _paint_line(painter, QRect(area.left(), y, area.width() - taken, height), words, (px, weight), ink)
        y, taken = y + height, 0


def quiet_fits(words: str, width: int) -> bool:
    """Whether a quiet line can be read whole in a width."""
    return theme.advance(words, 13) <= width


def paint_quiet(painter: QPainter, area: QRect, words: str) -> None:
    """Paint one quiet line."""
    _paint_line(painter, area, words, (13, theme.REGULAR), theme.tokens().quiet)


def _paint_line(painter: QPainter, area: QRect, words: str, role: tuple[int, int], ink: str) -> None:
    """Paint a line, smaller where text is large and it would not fit, then cut with an ellipsis."""
    px, weight = role
    font = theme.font(theme.fitting(words, px, weight, area.width()), weight)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, cut)


def paint_bar(painter: QPainter, area: QRect, share: float) -> None:
    """Paint how far something is, along the upper edge of an area."""
    look = theme.tokens()
    whole = QRect(area.left(), area.top(), area.width(), _BAR)
    # In high contrast a hair line is as dark as what is done: the line then goes around.
    outlined = look.name == "contrast"
    fill_round(
        painter, whole, _BAR / 2, look.surface if outlined else look.hair, look.hair if outlined else ""
    )
    done = QRect(area.left(), area.top(), max(round(area.width() * share), _BAR), _BAR)
    fill_round(painter, done, _BAR / 2, look.primary)
