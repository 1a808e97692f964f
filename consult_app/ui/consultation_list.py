"""The consultations in a list: their rows, and how a row is painted."""

from collections.abc import Iterable

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from consult_app.domain.consultation import ConsultationLine, Stage
from consult_app.ui import theme
from consult_app.ui.days import day_words, moment_words
from consult_app.ui.painting import fill_round, focus_ring
from consult_app.ui.tokens import Tone

LINE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_DISC, _PAD, _HEIGHT = 44, 16, 76


def stage_word(line: ConsultationLine) -> tuple[str, Tone]:
    """Say where a consultation stands, and in which tone."""
    tr = QCoreApplication.translate
    match line.stage:
        case Stage.DRAFT:
            return tr("Stage", "Open"), Tone.PRIMARY
        case Stage.REVIEWED:
            return tr("Stage", "Being signed"), Tone.CAUTION
        case Stage.CONSENTED:
            return tr("Stage", "Signed, not sealed"), Tone.CAUTION
        case Stage.SEALED if line.refusal:
            return tr("Stage", "Sealed: not going ahead"), Tone.INFO
        case Stage.SEALED:
            return tr("Stage", "Sealed"), Tone.GOOD


class ConsultationRows(QAbstractListModel):
    """The lines that match a search, newest first as they were given."""

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[ConsultationLine, ...] = ()
        self._shown: tuple[ConsultationLine, ...] = ()
        self._wanted = ""

    def show_lines(self, lines: Iterable[ConsultationLine]) -> None:
        """Show other lines, under the same search."""
        self._all = tuple(lines)
        self.search(self._wanted)

    def search(self, text: str) -> None:
        """Keep lines in which every word occurs: in patient, birth date, treatment, day or stage."""
        self._wanted = text
        words = text.lower().split()
        self.beginResetModel()
        self._shown = tuple(each for each in self._all if all(word in _haystack(each) for word in words))
        self.endResetModel()

    def line(self, index: _Index) -> ConsultationLine:
        """Give the line of a row."""
        return self._shown[index.row()]

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the lines shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the line itself, and its words for those who hear the list."""
        if role == LINE:
            return self.line(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            line = self.line(index)
            born = QCoreApplication.translate("Stage", "born {0}").format(day_words(line.birth_date))
            return ", ".join((line.patient, born, line.treatment, day_words(line.day), stage_word(line)[0]))
        return None


class ConsultationPainter(QStyledItemDelegate):
    """Paints a row: initials, patient, treatment, stage."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Give every row the same height."""
        return QSize(option.rect.width(), theme.scaled(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a row."""
        line: ConsultationLine = index.data(LINE)
        look = theme.tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(option.rect)
        area = option.rect.adjusted(6, 2, -6, -2)
        if option.state & QStyle.StateFlag.State_MouseOver:
            fill_round(painter, area, 10, look.sunken)
        left = _paint_disc(painter, area, line)
        right = _paint_badges(painter, area, line)
        middle = area.left() + area.width() * 9 // 20
        born = self.tr("Born {0}").format(day_words(line.birth_date))
        _paint_pair(painter, QRect(left, area.top(), middle - left - _PAD, area.height()), line.patient, born)
        changed = self.tr("Changed {0}").format(moment_words(line.updated.astimezone()))
        treatment = QRect(middle, area.top(), right - middle - _PAD, area.height())
        _paint_pair(painter, treatment, line.treatment, changed)
        painter.fillRect(option.rect.adjusted(_PAD, option.rect.height() - 1, -_PAD, 0), QColor(look.hair))
        if option.state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, area, 10)
        painter.restore()


def _paint_disc(painter: QPainter, area: QRect, line: ConsultationLine) -> int:
    """Paint the initials; gives where the words begin."""
    shade = theme.tokens().shade(Tone.PRIMARY)
    disc = QRect(area.left() + _PAD - 6, area.top() + (area.height() - _DISC) // 2, _DISC, _DISC)
    fill_round(painter, disc, _DISC / 2, shade.soft)
    painter.setFont(theme.font(15, theme.SEMIBOLD))
    painter.setPen(QColor(shade.ink))
    names = line.patient.split()
    initials = "".join(each[0] for each in (names[:1] + names[1:][-1:])).upper()
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, initials)
    return disc.right() + _PAD


def _paint_badges(painter: QPainter, area: QRect, line: ConsultationLine) -> int:
    """Paint the stage, and the sample mark where true; gives where they begin."""
    badges = [stage_word(line)]
    if line.sample:
        badges.append((QCoreApplication.translate("Stage", "Sample"), Tone.NEUTRAL))
    right = area.right() - _PAD + 6
    painter.setFont(theme.font(12, theme.SEMIBOLD))
    height = theme.scaled(24)
    for word, tone in badges:
        shade = theme.tokens().shade(tone)
        width = QFontMetrics(painter.font()).horizontalAdvance(word) + 22
        pill = QRect(right - width, area.top() + (area.height() - height) // 2, width, height)
        fill_round(painter, pill, height / 2, shade.soft, shade.line)
        painter.setPen(QColor(shade.ink))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, word)
        right = pill.left() - 8
    return right - _PAD


def _paint_pair(painter: QPainter, area: QRect, first: str, second: str) -> None:
    """Paint two lines of words, each cut with an ellipsis where it does not fit."""
    look = theme.tokens()
    middle = area.top() + area.height() // 2
    for words, font, ink, flag in (
        (first, theme.font(15, theme.SEMIBOLD), look.ink, Qt.AlignmentFlag.AlignBottom),
        (second, theme.font(13), look.quiet, Qt.AlignmentFlag.AlignTop),
    ):
        half = QRect(area.left(), area.top(), area.width(), area.height() // 2)
        if flag is Qt.AlignmentFlag.AlignTop:
            half.moveTop(middle + 3)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, half.width())
        painter.drawText(half, flag, cut)


def _haystack(line: ConsultationLine) -> str:
    words = (line.patient, day_words(line.birth_date), line.birth_date.isoformat(), line.treatment)
    return " ".join((*words, day_words(line.day), line.day.isoformat(), stage_word(line)[0])).lower()
