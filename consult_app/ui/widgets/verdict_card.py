"""The verdict on top of the findings."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consult_app.domain.screening import Advisability
from consult_app.domain.treatment import Severity
from consult_app.ui import theme
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.tokens import Tone
from consult_app.workflow.screens.findings import FindingsScreen

_TONES = {
    Advisability.GO_ON: (Tone.GOOD, "circle-check"),
    Advisability.TAKE_CARE: (Tone.CAUTION, "triangle-alert"),
    Advisability.STILL_OPEN: (Tone.INFO, "circle-help"),
    Advisability.DO_NOT_PROCEED: (Tone.STOP, "octagon-x"),
}


class VerdictCard(QWidget):
    """What all findings come to, in a word and a number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict = Advisability.STILL_OPEN
        self._title = self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def display(self, screen: FindingsScreen) -> None:
        """Show the verdict; screen readers announce a change of it."""
        title, text = self._title_for(screen.verdict), self._text_for(screen)
        if (screen.verdict, title, text) == (self._verdict, self._title, self._text):
            return
        changed = screen.verdict is not self._verdict
        self._verdict, self._title, self._text = screen.verdict, title, text
        self.setAccessibleName(f"{title}. {text}")
        if changed and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines and air."""
        return QSize(200, theme.scaled(86))

    def minimumSizeHint(self) -> QSize:
        """Never cut a line."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it; a reason not to treat fills the whole card."""
        look = theme.tokens()
        tone, icon = _TONES[self._verdict]
        shade = look.shade(tone)
        painter = painter_on(self)
        if self._verdict is Advisability.DO_NOT_PROCEED:
            fill_round(painter, self.rect(), 12, shade.fill)
            title, text = look.on_fill, look.on_fill
            ink = look.on_fill
        else:
            fill_round(painter, self.rect(), 12, shade.soft, shade.line)
            title, text, ink = look.ink, look.quiet, shade.ink
        painter.drawPixmap(17, (self.height() - 30) // 2, theme.icon(icon, ink, 30))
        line = theme.scaled(23)
        top = self.height() // 2 - line + 1
        width = self.width() - 62 - 10
        for words, px, weight, colour in (
            (self._title, 17, theme.SEMIBOLD, title),
            (self._text, 13, theme.MEDIUM, text),
        ):
            painter.setFont(theme.font(px, weight))
            painter.setPen(QColor(colour))
            painter.drawText(QRect(62, top, width, line), Qt.AlignmentFlag.AlignVCenter, words)
            top += line
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
