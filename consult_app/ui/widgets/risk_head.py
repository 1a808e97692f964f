"""The line that names a risk, and opens or folds what there is to say about it."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from consult_app.domain.treatment import Harm
from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.heights import Heights, Measured
from consult_app.workflow.screens.risks import RiskCard

_ICON, _CHEVRON, _GAP, _LEAST = 20, 18, 10, 44
_HARM_TONES = {Harm.MILD: Tone.NEUTRAL, Harm.MODERATE: Tone.CAUTION, Harm.SERIOUS: Tone.STOP}


class RiskHead(Measured, QPushButton):
    """Name, gravity, and while folded how often it happens and how far it was talked through."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights = Heights(self._measure)
        self._risk: RiskCard | None = None
        self._open = True
        self._name = PaintedText("", 17, theme.SEMIBOLD)
        self._standing = PaintedText("", 14)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(_LEAST)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def display(self, risk: RiskCard, *, opened: bool) -> None:
        """Show the risk's name, and whether what is said about it stands below."""
        if (risk, opened) == (self._risk, self._open):
            return
        self._risk, self._open = risk, opened
        self._name.text = risk.name
        self._standing.text = "" if opened else " · ".join(self._said(risk))
        self.setAccessibleName(self.tr("Fold {0}") if opened else self.tr("Open {0}"))
        self.setAccessibleName(self.accessibleName().format(risk.name))
        self.setAccessibleDescription(", ".join((risk.harm_words, *self._said(risk))))
        if self._heights.forget(self.width()):
            self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint sign, name, standing, gravity and chevron."""
        look = theme.tokens()
        painter = painter_on(self)
        left, width = self._left(), self._text_width(self.width())
        if self._risk is not None and left:
            sign, tone = self._sign(self._risk)
            painter.drawPixmap(0, (self.height() - _ICON) // 2, theme.icon(sign, look.shade(tone).ink, _ICON))
        y = (self.height() - self._name.height(width) - self._standing.height(width)) // 2
        y += self._name.draw(painter, left, y, width, look.ink)
        self._standing.draw(painter, left, y, width, look.quiet)
        colour = look.ink if self.underMouse() else look.quiet
        chevron = theme.icon("chevron-up" if self._open else "chevron-down", colour, _CHEVRON)
        painter.drawPixmap(self.width() - _CHEVRON, (self.height() - _CHEVRON) // 2, chevron)
        self._paint_harm(painter)
        if keyboard_on(self):
            focus_ring(painter, self.rect(), 8)
        painter.end()

    def _paint_harm(self, painter: QPainter) -> None:
        if self._risk is None:
            return
        look, height = theme.tokens(), theme.scaled(24)
        shade = look.shade(_HARM_TONES[self._risk.harm])
        pill = self._pill_width()
        x = self.width() - _CHEVRON - _GAP - pill
        at = QRect(x, (self.height() - height) // 2, pill, height)
        fill_round(painter, at, height / 2, shade.soft, shade.line if look.name == "contrast" else "")
        painter.setFont(theme.font(12, theme.SEMIBOLD))
        painter.setPen(QColor(shade.ink))
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, self._risk.harm_words)

    def _said(self, risk: RiskCard) -> tuple[str, ...]:
        how_often = self.tr("How often: {0}").format(risk.frequency) if risk.icons is None else risk.frequency
        if risk.talk.has_questions:
            standing = self.tr("Has questions")
        else:
            standing = self.tr("Discussed") if risk.talk.discussed else self.tr("Not yet discussed")
        matters = (self.tr("Matters to the patient"),) if risk.talk.matters else ()
        return (standing, *matters, how_often)

    def _sign(self, risk: RiskCard) -> tuple[str, Tone]:
        if risk.talk.has_questions:
            return "message-circle-question", Tone.CAUTION
        return ("circle-check", Tone.PRIMARY) if risk.talk.discussed else ("circle-dashed", Tone.NEUTRAL)

    def _left(self) -> int:
        return 0 if self._open else _ICON + _GAP

    def _pill_width(self) -> int:
        words = self._risk.harm_words if self._risk else ""
        return theme.advance(words, 12, theme.SEMIBOLD) + 20

    def _text_width(self, width: int) -> int:
        return width - self._left() - self._pill_width() - _CHEVRON - 2 * _GAP

    def _measure(self, width: int) -> int:
        text = self._text_width(width)
        return max(_LEAST, self._name.height(text) + self._standing.height(text) + 6)
