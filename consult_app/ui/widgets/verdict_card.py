"""The verdict on top of the findings."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consult_app.domain.screening import Advisability
from consult_app.domain.treatment import Severity
from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.tokens import HEADING, SMALL, Radius, Space, Tone
from consult_app.workflow.screens.findings import FindingsScreen

_TONES = {
    Advisability.GO_ON: (Tone.GOOD, "circle-check"),
    Advisability.TAKE_CARE: (Tone.CAUTION, "triangle-alert"),
    Advisability.STILL_OPEN: (Tone.INFO, "circle-help"),
    Advisability.DO_NOT_PROCEED: (Tone.STOP, "octagon-x"),
}
_ICON, _LEFT = 30, 62


class VerdictCard(QWidget):
    """What all findings come to, in a word and a number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict = Advisability.STILL_OPEN
        self._title, self._text = PaintedText("", *HEADING), PaintedText("", SMALL.px, theme.MEDIUM)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def display(self, screen: FindingsScreen) -> None:
        """Show the verdict; screen readers announce a change of it."""
        title, text = self._title_for(screen.verdict), self._text_for(screen)
        if (screen.verdict, title, text) == (self._verdict, self._title.text, self._text.text):
            return
        changed = screen.verdict is not self._verdict
        before = self.heightForWidth(self.width())
        self._verdict, self._title.text, self._text.text = screen.verdict, title, text
        if self.heightForWidth(self.width()) != before:
            self.updateGeometry()
        self.setAccessibleName(f"{title}. {text}")
        if changed and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the height at the present width."""
        width = max(self.width(), _LEFT * 3)
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """Measure both lines, and leave air around them."""
        inner = width - _LEFT - Space.NEAR
        return max(self._title.height(inner) + self._text.height(inner) + 2 * Space.CARD, 86)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it; a reason not to treat fills the whole card."""
        look = theme.tokens()
        tone, icon = _TONES[self._verdict]
        shade = look.shade(tone)
        painter = painter_on(self)
        if self._verdict is Advisability.DO_NOT_PROCEED:
            fill_round(painter, self.rect(), Radius.CARD, shade.fill)
            title = text = ink = look.on_fill
        else:
            fill_round(painter, self.rect(), Radius.CARD, shade.soft, shade.line)
            title, text, ink = look.ink, look.quiet, shade.ink
        painter.drawPixmap(Space.APART, (self.height() - _ICON) // 2, theme.icon(icon, ink, _ICON))
        inner = self.width() - _LEFT - Space.NEAR
        y = (self.height() - self._title.height(inner) - self._text.height(inner)) // 2
        y += self._title.draw(painter, _LEFT, y, inner, title)
        self._text.draw(painter, _LEFT, y, inner, text)
        painter.end()

    def _title_for(self, verdict: Advisability) -> str:
        return {
            Advisability.GO_ON: self.tr("Go on"),
            Advisability.TAKE_CARE: self.tr("Take care"),
            Advisability.STILL_OPEN: self.tr("Still open"),
            Advisability.DO_NOT_PROCEED: self.tr("Do not proceed"),
        }[verdict]

    def _text_for(self, screen: FindingsScreen) -> str:
        match screen.verdict:
            case Advisability.DO_NOT_PROCEED:
                stops = sum(card.severity is Severity.STOP and card.certain for card in screen.cards)
                return (
                    self.tr("{0} reason not to treat") if stops == 1 else self.tr("{0} reasons not to treat")
                ).format(stops)
            case Advisability.GO_ON:
                return self.tr("All checks are answered")
            case _ if screen.unsettled:
                return (
                    self.tr("{0} point to settle")
                    if screen.unsettled == 1
                    else self.tr("{0} points to settle")
                ).format(screen.unsettled)
            case Advisability.TAKE_CARE:
                return self.tr("All points are settled")
            case _ if not screen.unasked:
                return self.tr("Answers of last time to ask again")
            case _:
                return (
                    self.tr("{0} check waits for answers")
                    if screen.unasked == 1
                    else self.tr("{0} checks wait for answers")
                ).format(screen.unasked)
