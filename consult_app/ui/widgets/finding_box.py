"""A finding with what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consult_app.domain.questionnaire import Step
from consult_app.domain.screening import SEX
from consult_app.domain.treatment import Severity
from consult_app.ui import theme
from consult_app.ui.arranging import bring_into_view
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.tokens import Shade, tone_of
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.finding_head import FindingHead
from consult_app.ui.widgets.ground_link import GroundLink
from consult_app.ui.widgets.reason_editor import ReasonEditor
from consult_app.workflow.screens.findings import FindingCard

SEVERITY_ICONS = {
    Severity.STOP: "octagon-alert",
    Severity.CAUTION: "triangle-alert",
    Severity.ASK_MORE: "circle-help",
}
_ICON_AT, _LEFT, _RIGHT, _TOP, _RADIUS = 14, 44, 14, 11, 10


@dataclass(frozen=True, slots=True)
class _Line:
    """Words to paint, or a link to place, below a gap."""

    text: PaintedText | GroundLink
    colour: str
    gap: int
    beside: int = 0
    """What stands at its right end and takes room from it."""

    def height(self, width: int) -> int:
        """Measure it at a width, with the gap."""
        text, room = self.text, width - self.beside
        return self.gap + (text.height(room) if isinstance(text, PaintedText) else text.heightForWidth(room))


class FindingBox(QWidget):
    """A finding: what fired and why, what to do, a way to the answer, and the clinician's word on it.

    Open, it adds the rule in words, the answers behind it, how certain it is and who says so; `full` is
    always open.
    """

    jump_requested = Signal(str, object)
    override_requested = Signal(str, str)
    override_withdrawn = Signal(str)
    reason_written = Signal(str, str)
    """Rule, and how far the reason is written that is not given yet."""

    def __init__(
        self, card: FindingCard, clinician: str, *, full: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        # What stays where it is need not be painted anew when the list grows.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        if parent is not None:
            # Words are wrapped at once for the width that the list will give.
            self.resize(parent.width(), 0)
        self._card, self._clinician, self._full = card, clinician, full
        self._open = full
        self._short: tuple[_Line, ...] = ()
        self._details: tuple[_Line, ...] = ()
        self._links: dict[str, GroundLink] = {}
        self._heights: dict[int, int] = {}
        self._editor: ReasonEditor | None = None
        self._head = FindingHead(self)
        self._head.setVisible(not full)
        self._head.clicked.connect(self._toggle)
        self._act = Button("", "link", parent=self)
        self._go = Button(self.tr("Go to answer"), "link", "arrow-right", trailing=True, parent=self)
        self._act.clicked.connect(self._do)
        self._go.clicked.connect(self._jump)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._write()

    def display(self, card: FindingCard) -> None:
        """Show how the finding stands; an editor that is open stays open until the finding is settled."""
        if card is self._card or card == self._card:
            return
        self._card = card
        if card.settled:
            self._close_editor()
        if self._editor is not None:
            self._editor.show_words(card.begun)
        self._write()

    def flush(self) -> None:
        """Tell at once what was typed last."""
        if self._editor is not None:
            self._editor.flush()

    def heightForWidth(self, width: int) -> int:
        """Measure words, buttons and an open editor at a width."""
        if width not in self._heights:
            self._heights[width] = self._words_height(width) + self._foot_height(width) + _TOP + 4
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Ask for the height at the present width."""
        width = max(self.width(), 200)
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place buttons and editor below the words."""
        super().resizeEvent(event)
        self._place()
        self.update()

    def event(self, event: QEvent) -> bool:
        """Grow with the reason that is being written, and follow a change of look."""
        if event.type() == QEvent.Type.StyleChange:
            self._write()
        elif event.type() == QEvent.Type.LayoutRequest and self._editor is not None:
            self._settle()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon and words."""
        shade = self._shade()
        painter = painter_on(self)
        painter.fillRect(self.rect(), QColor(theme.tokens().page if self._full else theme.tokens().surface))
        ground = theme.tokens().surface if self._card.settled else shade.soft
        fill_round(painter, self.rect(), _RADIUS, ground, shade.line)
        name = "circle-check" if self._card.settled else SEVERITY_ICONS[self._card.severity]
        painter.drawPixmap(_ICON_AT, _TOP, theme.icon(name, shade.ink, 20))
        y, width = _TOP, self.width() - _LEFT - _RIGHT
        for line in (*self._short, *self._details):
            if isinstance(line.text, PaintedText):
                line.text.draw(painter, _LEFT, y + line.gap, width - line.beside, line.colour)
            y += line.height(width)
        painter.end()

    def _shade(self) -> Shade:
        return theme.tokens().shade(tone_of(self._card.severity))

    def _write(self) -> None:
        """Compose the words and name the buttons."""
        card, look, shade = self._card, theme.tokens(), self._shade()
        title_px, px = (16, 14) if self._full else (14, 13)
        arrow = 0 if self._full else 24
        lines = [_Line(PaintedText(card.title, title_px, theme.SEMIBOLD), look.ink, 0, arrow)]
        if card.about:
            lines.append(_Line(PaintedText(card.about, 12, theme.SEMIBOLD), look.quiet, 0))
        if not card.certain:
            words = self.tr("Open: cannot be excluded yet")
            lines.append(_Line(PaintedText(words, 12, theme.SEMIBOLD), shade.ink, 0))
        if self._open or not card.settled:
            lines.append(_Line(PaintedText(card.why, px), look.quiet, 2))
            lines.append(_Line(PaintedText(card.advice, px, theme.MEDIUM), shade.ink, 2))
        if card.settled:
            lines.append(_Line(PaintedText(self._settlement(), px, theme.MEDIUM), look.ink, 4))
        elif card.begun and self._editor is None:
            words = self.tr("Begun, not given yet: {0}").format(card.begun)
            lines.append(_Line(PaintedText(words, px), look.ink, 4))
        self._short = tuple(lines)
        self._link()
        self._details = tuple(self._write_details()) if self._open else ()
        self._head.show_state(card.title, opened=self._open)
        self._act.setText(self._act_words())
        self._act.setAccessibleName(f"{card.title}: {self._act_words()}")
        self._act.setAccessibleDescription(self._act_does())
        self._go.setAccessibleDescription(self.tr("Goes to the answer that this finding rests on."))
        self._go.setAccessibleName(f"{card.title}: {self._go.text()}")
        self.setAccessibleName(card.title)
        said = (card.about, card.why, card.advice)
        self.setAccessibleDescription(" ".join(each for each in said if each))
        self._settle()

    def _link(self) -> None:
        """Have a link for each answer behind it while the card is open."""
        wanted = {each.fact: each for each in self._card.grounds} if self._open else {}
        for fact in [each for each in self._links if each not in wanted]:
            gone = self._links.pop(fact)
            gone.hide()
            gone.deleteLater()
        for fact, ground in wanted.items():
            link = self._links.get(fact) or self._make_link(fact)
            link.show_ground(self._card.title, ground.text)
        before: QWidget = self._head
        for each in (*self._links.values(), self._act, self._go):
            self.setTabOrder(before, each)
            before = each

    def _make_link(self, fact: str) -> GroundLink:
        link = self._links[fact] = GroundLink(self)
        link.clicked.connect(lambda: self._jump_to(fact))
        link.show()
        return link

    def _write_details(self) -> Iterator[_Line]:
        """Write captions with what stands below them; a caption without anything is left out."""
        look, px, behind = theme.tokens(), 14 if self._full else 13, self._card.behind
        certainty = behind.certainty
        if behind.recalled:
            certainty = self.tr("{0} (recalled, nobody has checked it yet)").format(certainty)
        links = tuple(self._links[each.fact] for each in self._card.grounds)
        found: tuple[tuple[str, tuple[str | GroundLink, ...]], ...] = (
            (self.tr("The rule"), (self._card.rule_words,) if self._card.rule_words else ()),
            (self.tr("Answers behind it"), links),
            (self.tr("How certain"), (certainty,)),
            (self.tr("Who says so"), behind.sources),
        )
        for caption, each in found:
            if each:
                yield _Line(PaintedText(caption, 12, theme.SEMIBOLD), look.quiet, 10)
            for text in each:
                words = PaintedText(text, px) if isinstance(text, str) else text
                yield _Line(words, look.ink, 1 if isinstance(text, str) else 4)

    def _toggle(self) -> None:
        self._open = not self._open
        self._write()

    def _settlement(self) -> str:
        card = self._card
        if card.reason:
            return self.tr("Going on: {0} ({1})").format(card.reason, card.clinician)
        return self.tr("Discussed by {0}").format(card.clinician)

    def _act_words(self) -> str:
        if self._card.settled:
            return self.tr("Take back")
        if self._card.begun:
            return self.tr("Write on…")
        return self.tr("Override…") if self._card.reason_needed else self.tr("Discussed")

    def _act_does(self) -> str:
        if self._card.settled:
            return self.tr("Makes the finding open again.")
        if self._card.reason_needed:
            return self.tr("Goes on against this finding, for a reason that you write and that is printed.")
        return self.tr("Records in your name that this was talked through with the patient.")

    def _words_height(self, width: int) -> int:
        inner = width - _LEFT - _RIGHT
        return sum(line.height(inner) for line in (*self._short, *self._details))

    def _stacked(self, width: int) -> bool:
        """Whether the two buttons have no room beside each other."""
        return not self._open and self._act.sizeHint().width() + self._go.sizeHint().width() > width - 8

    def _foot_height(self, width: int) -> int:
        if self._editor is not None:
            return self._editor.heightForWidth(self._editor_room(width)[1]) + 18
        return self._act.sizeHint().height() * (2 if self._stacked(width) else 1)

    def _place(self) -> None:
        self._place_links()
        y = _TOP + self._words_height(self.width())
        self._act.setVisible(self._editor is None)
        # Open, each answer is a way of its own.
        self._go.setVisible(self._editor is None and not self._open)
        act, go = self._act.sizeHint(), self._go.sizeHint()
        left, right = _LEFT - 10, self.width() - go.width() - 4
        if self._stacked(self.width()):
            self._go.setGeometry(left, y + act.height(), go.width(), go.height())
        else:
            left = min(left, right - act.width())
            self._go.setGeometry(right, y, go.width(), go.height())
        self._act.setGeometry(left, y, act.width(), act.height())
        if self._editor is not None:
            left, room = self._editor_room(self.width())
            self._editor.setGeometry(QRect(left, y + 8, room, self._editor.heightForWidth(room)))

    def _editor_room(self, width: int) -> tuple[int, int]:
        """Give where the editor begins, and how wide it is: its words wrap."""
        left = _LEFT if self._full else _ICON_AT
        return left, width - left - _RIGHT

    def _place_links(self) -> None:
        """Put the links among the words, and the head over those that stand there closed."""
        y, inner = _TOP, self.width() - _LEFT - _RIGHT
        for line in self._short:
            y += line.height(inner)
        self._head.setGeometry(0, 0, self.width(), max(y, 40))
        for line in self._details:
            if isinstance(line.text, GroundLink):
                height = line.text.heightForWidth(inner)
                line.text.setGeometry(_LEFT, y + line.gap, inner, height)
            y += line.height(inner)

    def _jump_to(self, fact: str) -> None:
        step = {each.fact: each.step for each in self._card.grounds}[fact]
        self.jump_requested.emit(fact, step or Step.PATIENT)

    def _jump(self) -> None:
        grounds = self._card.grounds
        if grounds:
            # A sex that is not recorded keeps the questions from being asked that stand behind it.
            asked = (each for each in grounds if each.fact == SEX or each.step is not None)
            ground = next(asked, grounds[0])
            self.jump_requested.emit(ground.fact, ground.step or Step.PATIENT)

    def _do(self) -> None:
        card = self._card
        if card.settled:
            self.override_withdrawn.emit(card.rule)
        elif card.reason_needed:
            self._open_editor()
        else:
            self.override_requested.emit(card.rule, "")

    def _open_editor(self) -> None:
        self._editor = ReasonEditor(self._card.title, self._clinician, self)
        self._editor.show_words(self._card.begun)
        self._editor.edited.connect(lambda words: self.reason_written.emit(self._card.rule, words))
        self._editor.confirmed.connect(self._confirm)
        self._editor.cancelled.connect(self._cancel)
        self._editor.show()
        self._write()
        self._editor.setFocus()
        bring_into_view(self._editor)

    def _confirm(self, reason: str) -> None:
        self.override_requested.emit(self._card.rule, reason)

    def _cancel(self) -> None:
        self._close_editor()
        self._write()
        self._act.setFocus()
        self.reason_written.emit(self._card.rule, "")

    def _close_editor(self) -> None:
        if self._editor is not None:
            # Words that were typed last are no reason any more once it is given or dropped.
            self._editor.blockSignals(True)
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None

    def _settle(self) -> None:
        """Place everything anew and ask for the height it takes."""
        self._heights.clear()
        self._place()
        self.updateGeometry()
        self.update()
