"""Several choices as pills, with a field for words of one's own."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from consult_app.domain.questionnaire import Choice
from consult_app.ui import theme
from consult_app.ui.enough import keep_short
from consult_app.ui.tokens import Tone
from consult_app.ui.unheard import leave_out_signals
from consult_app.ui.widgets.chip import Chip
from consult_app.ui.widgets.settling import Settling

_GAP = 10


class Chips(QWidget):
    """Pills of which any number is ticked; an `alone` choice takes back all others.

    `changed` gives the ids ticked, in the order offered, then words of one's own. A "not sure" pill,
    where there is one, takes back all others and is told by `unsure_chosen`.
    """

    changed = Signal(object)
    unsure_chosen = Signal()

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        leave_out_signals(self)
        self._tone = Tone.PRIMARY
        self._name = name
        self._choices: tuple[Choice, ...] = ()
        self._chips: dict[str, Chip] = {}
        self._own: dict[str, Chip] = {}
        self._unsure: Chip | None = None
        self._field: QLineEdit | None = None
        self._settling = Settling(self, self._tell)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_choices(
        self, choices: Sequence[Choice], *, own_words: bool = False, unsure: str = "", add: str = ""
    ) -> None:
        """Offer choices once; `unsure` is the label of a "not sure" pill, `add` the field's placeholder."""
        self._choices = tuple(choices)
        self._chips = {choice.id: self._chip(choice.label) for choice in choices}
        for choice in choices:
            self._chips[choice.id].clicked.connect(lambda _on, each=choice: self._ticked(each))
        if unsure:
            self._unsure = self._chip(unsure)
            self._unsure.clicked.connect(self._ticked_unsure)
        if own_words:
            self._field = self._make_field(add or self.tr("Add other…"))
        self._place()

    def set_value(self, value: Sequence[str], *, unsure: bool = False) -> None:
        """Show what is ticked; tells nobody and leaves a word alone that is being typed."""
        for key, chip in self._chips.items():
            chip.setChecked(key in value)
        if self._unsure is not None:
            self._unsure.setChecked(unsure)
        typed = self._typed()
        self._show_own(tuple(each for each in value if each not in self._chips and each != typed))

    def value(self) -> tuple[str, ...]:
        """Give the ids ticked, then the words of one's own."""
        ticked = tuple(key for key, chip in self._chips.items() if chip.isChecked())
        typed = self._typed()
        return (*ticked, *self._own, *((typed,) if typed and typed not in self._own else ()))

    def set_tone(self, tone: Tone) -> None:
        """Mark what is ticked with the tone of a finding that rests on it."""
        if tone is not self._tone:
            self._tone = tone
            for chip in self._all_chips():
                chip.set_tone(tone)

    def first(self) -> QWidget | None:
        """Give what takes the keyboard first: a pill, or the field where there are none."""
        return next(iter(self._all_chips()), self._field)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._settling.flush()

    def heightForWidth(self, width: int) -> int:
        """Measure the rows of pills at a width."""
        return self._flow(width, move=False)

    def sizeHint(self) -> QSize:
        """Ask for the height at the present width."""
        width = max(self.width(), 320)
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place anew at another width."""
        super().resizeEvent(event)
        self._flow(self.width(), move=True)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turn typed words into a pill when the field is left."""
        if event.type() == QEvent.Type.FocusOut and watched is self._field:
            self._take_typed()
        return super().eventFilter(watched, event)

    def _all_chips(self) -> list[Chip]:
        unsure = (self._unsure,) if self._unsure else ()
        return [*self._chips.values(), *self._own.values(), *unsure]

    def _chip(self, label: str) -> Chip:
        chip = Chip(label, self)
        chip.set_tone(self._tone)
        chip.setAccessibleName(f"{self._name} {label}".strip())
        chip.show()
        return chip

    def _make_field(self, add: str) -> QLineEdit:
        field = QLineEdit(self)
        keep_short(field)
        field.setPlaceholderText(add)
        field.setAccessibleName(f"{self._name} {add}".strip())
        field.textEdited.connect(self._typing)
        field.returnPressed.connect(self._take_typed)
        field.installEventFilter(self)
        field.show()
        return field

    def _typed(self) -> str:
        return self._field.text().strip() if self._field else ""

    def _typing(self) -> None:
        self._untick_alone()
        self._settling.poke()

    def _take_typed(self) -> None:
        typed = self._typed()
        if self._field is not None and typed:
            self._settling.flush()
            self._field.clear()
            self._show_own(tuple(dict.fromkeys((*self._own, typed))))

    def _ticked(self, choice: Choice) -> None:
        if self._chips[choice.id].isChecked():
            if choice.alone:
                self._untick_all_but(choice.id)
            else:
                self._untick_alone()
        self.changed.emit(self.value())

    def _ticked_unsure(self, on: bool) -> None:  # noqa: FBT001 - what Qt's clicked signal gives
        if on:
            self._untick_all_but("")
            self.unsure_chosen.emit()
        else:
            self.changed.emit(())

    def _untick_all_but(self, kept: str) -> None:
        for key, chip in self._chips.items():
            chip.setChecked(key == kept)
        if self._unsure is not None:
            self._unsure.setChecked(not kept)
        if self._field is not None:
            self._field.clear()
        self._show_own(())

    def _untick_alone(self) -> None:
        for choice in self._choices:
            if choice.alone:
                self._chips[choice.id].setChecked(False)
        if self._unsure is not None:
            self._unsure.setChecked(False)

    def _show_own(self, words: tuple[str, ...]) -> None:
        if words == tuple(self._own):
            return
        for gone in set(self._own) - set(words):
            self._own.pop(gone).deleteLater()
        self._own = {each: self._own.get(each) or self._own_chip(each) for each in words}
        self._place()

    def _own_chip(self, word: str) -> Chip:
        chip = self._chip(word)
        chip.setChecked(True)
        chip.clicked.connect(lambda: self._drop_own(word))
        return chip

    def _drop_own(self, word: str) -> None:
        self._show_own(tuple(each for each in self._own if each != word))
        self.changed.emit(self.value())

    def _tell(self) -> None:
        self.changed.emit(self.value())

    def _place(self) -> None:
        self._flow(self.width(), move=True)
        self.updateGeometry()

    def _flow(self, width: int, *, move: bool) -> int:
        """Give the height of all at a width; with `move`, put everything there."""
        return self._lay(width, move=move)

    def _lay(self, width: int, *, move: bool, left: int = 0, top: int = 0, one_a_row: bool = False) -> int:
        """Lay the pills in rows from a corner; give the height down to their end."""
        x, y = 0, top
        row = usual = max(40, theme.scaled(40))
        for widget, wanted in self._sizes():
            taken = min(wanted, width)
            if x and (one_a_row or x + taken > width):
                x, y, row = 0, y + row + _GAP, usual
            high = widget.heightForWidth(taken) if isinstance(widget, Chip) and taken < wanted else usual
            row = max(row, high)
            if move:
                widget.setGeometry(left + x, y, taken, high)
            x += taken + _GAP
        return y + row

    def _sizes(self) -> list[tuple[QWidget, int]]:
        found: list[tuple[QWidget, int]] = [(chip, chip.sizeHint().width()) for chip in self._all_chips()]
        if self._field is not None:
            found.append((self._field, theme.scaled(150)))
        return found
