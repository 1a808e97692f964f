"""A card of questions: text is painted and controls are placed by hand, so an answer moves little."""

from dataclasses import dataclass

from PySide6.QtCore import QChildEvent, QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from consult_app.domain.condition import Value
from consult_app.domain.consultation import Origin
from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.tokens import Tone, tone_of
from consult_app.ui.widgets.answer_field import AnswerField
from consult_app.ui.widgets.asked_again import AskedAgain
from consult_app.ui.widgets.card import RADIUS
from consult_app.workflow.screens.questions import Card, QuestionRow

_PAD, _TOP, _ROW_PAD, _GAP, _INDENT, _LEAST_TEXT = 20, 18, 13, 16, 26, 220
_HELP_GAP = 2


@dataclass(slots=True)
class _Placed:
    """A row with its words, its control, and where it stands."""

    row: QuestionRow
    text: PaintedText
    help: PaintedText
    field: AnswerField
    area: QRect
    text_at: QRect


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row and its parts are to stand."""

    area: QRect
    text: QRect
    control: QRect
    beside: bool
    again: QRect


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where everything on a card is to stand at a width."""

    rows: tuple[tuple[_Placed, _Place], ...]
    all_again: QRect
    height: int


class QuestionCard(QFrame):
    """One section. `display` changes what differs and emits nothing."""

    answered = Signal(str, object)
    cleared = Signal(str)
    confirmed = Signal(object)
    """The ids of questions whose answers of last time still hold."""

    def __init__(self, card: Card, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # What stays where it is need not be painted anew when the page grows.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(card.title)
        self._title = PaintedText(card.title, 17, theme.SEMIBOLD)
        self._note = PaintedText(card.note, 14)
        self._open = 0
        self._lit = ""
        self._plans: dict[int, _Plan] = {}
        self._text_scale = theme.text_scale()
        self._again = AskedAgain(self)
        self._again.confirmed.connect(self.confirmed)
        self._rows = {row.question.id: self._make(row) for row in card.rows}
        self.display(card)

    def display(self, card: Card) -> None:
        """Show the answers, marks and which questions apply."""
        moved = changed = False
        for row in card.rows:
            placed = self._rows[row.question.id]
            if placed.row is not row and placed.row != row:
                before = placed.row.shown, placed.help.text
                self._change(placed, row)
                moved = moved or before != (row.shown, placed.help.text)
                changed = True
        for key, button in self._again.display(card.rows).items():
            QWidget.setTabOrder(_last_stop(self._rows[key].field), button)
        missing = sum(row.shown and _open(row) for row in card.rows)
        if missing != self._open:
            self._open = missing
            self.update(0, 0, self.width(), _TOP + theme.scaled(28))
        # Out of sight no control asks for more room: it is given to all that changed.
        if moved or (changed and not self.isVisible()):
            self._settle()

    def control(self, question_id: str) -> QWidget | None:
        """Give the control of a question of this card that is shown."""
        placed = self._rows.get(question_id)
        return placed.field.control if placed and placed.row.shown else None

    def place_of(self, question_id: str) -> QRect:
        """Give the area of a question's row."""
        return self._rows[question_id].area

    def light(self, question_id: str) -> None:
        """Light one row up; an empty id puts the light out."""
        self._lit = question_id
        self.update()

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for placed in self._rows.values():
            placed.field.flush()

    def heightForWidth(self, width: int) -> int:
        """Measure the card at a width."""
        return self._plan(width).height

    def sizeHint(self) -> QSize:
        """Ask for the height at the present width."""
        width = max(self.width(), 320)
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place anew at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()
        self.update()

    def event(self, event: QEvent) -> bool:
        """Place anew when a control has grown or shrunk."""
        # Asking for a type is dear, and two controls a row come and are polished.
        if not isinstance(event, QChildEvent) and event.type() == QEvent.Type.LayoutRequest:
            self._settle()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Place anew at another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._text_scale != theme.text_scale():
            self._settle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card, and the words of those rows that need it."""
        look = theme.tokens()
        painter = painter_on(self)
        if self.rect().adjusted(RADIUS, RADIUS, -RADIUS, -RADIUS).contains(event.rect()):
            painter.fillRect(event.rect(), QColor(look.surface))
        else:
            painter.fillRect(event.rect(), QColor(look.page))
            fill_round(painter, self.rect().adjusted(0, 2, 0, 0), RADIUS, look.hair)
            fill_round(painter, self.rect().adjusted(0, 0, 0, -1), RADIUS, look.surface, look.hair)
        # The bounding rectangle of head and one row holds every row between them; the region does not.
        dirty = event.region()
        if dirty.intersects(QRect(0, 0, self.width(), self._head_height(self.width()))):
            self._paint_head(painter)
        first = True
        for placed in self._rows.values():
            if not placed.row.shown:
                continue
            if dirty.intersects(placed.area):
                self._paint_row(painter, placed, ruled=not first and not placed.row.follow_up)
            first = False
        painter.end()
        if self._again.waits:
            areas = {key: placed.area for key, placed in self._rows.items()}
            self._again.note_seen(areas, self.visibleRegion())

    def _settle(self) -> None:
        """Place the rows anew, and ask for another height if it takes one."""
        self._text_scale = theme.text_scale()
        self._plans.clear()
        self._arrange()
        if self._plan(self.width()).height != self.height():
            self.updateGeometry()
        self.update()

    def _make(self, row: QuestionRow) -> _Placed:
        question = row.question
        field = AnswerField(question, self, row.names, self._tell)
        text, below = PaintedText(question.text, 15, theme.MEDIUM), PaintedText("", 13)
        placed = _Placed(row, text, below, field, QRect(), QRect())
        self._change(placed, row)
        return placed

    def _change(self, placed: _Placed, row: QuestionRow) -> None:
        placed.row = row
        placed.help.text = self._help_words(row)
        placed.field.control.setAccessibleDescription(placed.help.text)
        placed.field.display(row.value)
        placed.field.set_tone(tone_of(row.mark))
        if not row.shown:
            for widget in placed.field.widgets:
                widget.hide()
        self.update(placed.area)

    def _help_words(self, row: QuestionRow) -> str:
        """Give what stands below a question: whose answer it is, whether it can wait, and its help."""
        whose = {
            Origin.PATIENT: self.tr("Answered by the patient"),
            Origin.EARLIER: self.tr("As last time. Ask again"),
        }
        origin = whose[row.origin] if row.origin else ""
        optional = "" if row.question.required else self.tr("Optional")
        missed = self.tr("Explain this once more, then ask again") if row.question.misses(row.value) else ""
        return " · ".join(part for part in (missed, origin, optional, row.question.help) if part)

    def _tell(self, question_id: str, value: Value | None) -> None:
        if value is None:
            self.cleared.emit(question_id)
        else:
            self.answered.emit(question_id, value)

    def _arrange(self) -> None:
        """Put everything where it belongs at the present width."""
        plan = self._plan(self.width())
        for placed, place in plan.rows:
            placed.area, placed.text_at = place.area, place.text
            self._put(placed, place)
            for widget in placed.field.widgets:
                # Only once it has its place: what is shown without one looks for one itself.
                if widget.isHidden():
                    widget.show()
        self._again.all.setGeometry(plan.all_again)

    def _plan(self, width: int) -> _Plan:
        """Plan the card at a width; known until something changes."""
        if width not in self._plans:
            self._plans[width] = self._make_plan(width)
        return self._plans[width]

    def _make_plan(self, width: int) -> _Plan:
        y = self._head_height(width)
        rows = []
        for placed in self._rows.values():
            if placed.row.shown:
                rows.append((placed, self._place(placed, width, y)))
                y += rows[-1][1].area.height()
        if self._again.all.isHidden():
            return _Plan(tuple(rows), QRect(), y + 8)
        hint = self._again.all.sizeHint()
        again = QRect(QPoint(width - _PAD - hint.width(), y + 8), hint)
        return _Plan(tuple(rows), again, y + hint.height() + 24)

    def _head_height(self, width: int) -> int:
        inner = width - 2 * _PAD
        y = _TOP
        if self._title.text:
            y += self._title.height(inner - _beside_title()) + 4
        if self._note.text:
            y += self._note.height(inner) + 4
        return y

    def _place(self, placed: _Placed, width: int, y: int) -> _Place:
        """Place a row: the control beside the words where there is room, else below."""
        left = _PAD + (_INDENT if placed.row.follow_up else 0)
        inner = width - _PAD - left
        button = self._again.button(placed.row.question.id)
        again = QSize(0, 0) if button is None else button.sizeHint()
        asked = again.width() + _GAP if button is not None else 0
        taken = self._control_width(placed)
        beside = not placed.field.below and inner - taken - asked - _GAP >= _LEAST_TEXT
        text_width = inner - asked - (taken + _GAP if beside else 0)
        words = placed.text.height(text_width) + _HELP_GAP + placed.help.height(text_width)
        words = max(words, again.height())
        control = self._control_height(placed, inner)
        if taken > inner and placed.field.unsure is not None and not placed.field.below:
            control += _HELP_GAP + placed.field.unsure.sizeHint().height()
        height = max(words, control) + 2 * _ROW_PAD if beside else words + control + 10 + 2 * _ROW_PAD
        top = y + ((height - words) // 2 if beside else _ROW_PAD)
        at = y + (height - control) // 2 if beside else top + words + 10
        return _Place(
            QRect(0, y, width, height),
            QRect(left, top, text_width, words),
            QRect(left, at, inner, control),
            beside,
            QRect(QPoint(left + text_width + _GAP, top + (words - again.height()) // 2), again),
        )

    def _put(self, placed: _Placed, place: _Place) -> None:
        """Put the control, and the "not sure" pill, in their area: at its right end, or along it."""
        control, unsure, area = placed.field.control, placed.field.unsure, place.control
        again = self._again.button(placed.row.question.id)
        if again is not None:
            again.setGeometry(place.again)
        if placed.field.below:
            wide = control.sizeHint().height() if not control.hasHeightForWidth() else area.height()
            control.setGeometry(area.x(), area.y(), area.width(), min(wide, area.height()))
            if unsure is not None:
                hint = unsure.sizeHint()
                unsure.setGeometry(
                    area.right() + 1 - hint.width(),
                    area.bottom() + 1 - hint.height(),
                    hint.width(),
                    hint.height(),
                )
            return
        hint = control.sizeHint()
        x = area.right() + 1 - hint.width() if place.beside else area.x()
        control.setGeometry(x, area.y(), hint.width(), hint.height())
        if unsure is not None:
            pill = unsure.sizeHint()
            if not place.beside and self._control_width(placed) > area.width():
                unsure.setGeometry(x, area.bottom() + 1 - pill.height(), pill.width(), pill.height())
                return
            at = x - _GAP - pill.width() if place.beside else x + hint.width() + _GAP
            unsure.setGeometry(at, area.y() + 1, pill.width(), pill.height())

    def _control_width(self, placed: _Placed) -> int:
        unsure = placed.field.unsure
        pill = unsure.sizeHint().width() + _GAP if unsure is not None else 0
        return placed.field.control.sizeHint().width() + pill

    def _control_height(self, placed: _Placed, width: int) -> int:
        control = placed.field.control
        if placed.field.below and control.hasHeightForWidth():
            return control.heightForWidth(width)
        return control.sizeHint().height()

    def _paint_head(self, painter: QPainter) -> None:
        look = theme.tokens()
        inner = self.width() - 2 * _PAD
        y = _TOP
        y += self._title.draw(painter, _PAD, y, inner - _beside_title(), look.ink) + 4
        self._note.draw(painter, _PAD, y, inner, look.quiet)
        area = QRect(_PAD, _TOP, inner, theme.scaled(22))
        if not self._open:
            painter.drawPixmap(
                area.right() - 20, _TOP, theme.icon("circle-check", look.shade(Tone.PRIMARY).ink, 20)
            )
            return
        painter.setFont(theme.font(13, theme.MEDIUM))
        painter.setPen(QColor(look.quiet))
        words = self.tr("{0} to answer").format(self._open)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_row(self, painter: QPainter, placed: _Placed, *, ruled: bool) -> None:
        look = theme.tokens()
        area, text_at = placed.area, placed.text_at
        if placed.row.question.id == self._lit:
            lit = area.adjusted(8, 3, -8, -3)
            fill_round(painter, lit, 8, look.shade(Tone.PRIMARY).soft)
        if ruled:
            painter.fillRect(_PAD, area.y(), self.width() - 2 * _PAD, 1, QColor(look.hair))
        if placed.row.mark is not None:
            bar = QRect(5, area.y() + 16, 4, area.height() - 32)
            fill_round(painter, bar, 2, look.shade(tone_of(placed.row.mark)).ink)
        y = text_at.y()
        y += placed.text.draw(painter, text_at.x(), y, text_at.width(), look.ink) + _HELP_GAP
        missed = placed.row.question.misses(placed.row.value)
        colour = look.shade(Tone.CAUTION).ink if missed else look.quiet
        placed.help.draw(painter, text_at.x(), y, text_at.width(), colour)


def _beside_title() -> int:
    """Give the width that the count of open questions may take, with what keeps the title away from it."""
    return max(90, theme.scaled(108))


def _open(row: QuestionRow) -> bool:
    """Whether a row still waits for somebody: unanswered though it must be, or not asked again yet."""
    return row.origin is Origin.EARLIER or (row.question.required and row.value is None)


def _last_stop(field: AnswerField) -> QWidget:
    """Give the last widget of an answer that takes the keyboard."""
    if field.unsure is not None:
        return field.unsure
    stops = [
        each for each in field.control.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    return stops[-1] if stops else field.control
