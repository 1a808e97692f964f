"""A number with a unit and a range."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.refusal import show_refusal
from consult_app.ui.widgets.settling import Settling


class NumberField(QWidget):
    """Minus, field, plus and unit. What is no number in the range is refused and clears the answer."""

    changed = Signal(object)
    cleared = Signal()

    def __init__(
        self,
        unit: str = "",
        low: float | None = None,
        high: float | None = None,
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._low, self._high, self._unit_text = low, high, unit
        self._refused = False
        self.edit = QLineEdit()
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.edit.setAccessibleName(f"{name} {unit}".strip())
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self._less = Button("", icon_name="minus", name=self.tr("{0}: one less").format(name))
        self._more = Button("", icon_name="plus", name=self.tr("{0}: one more").format(name))
        for each in (self._less, self._more):
            each.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._unit = PlainLabel(unit, "quiet", wrap=False)
        if not unit:
            self._unit.hide()
        self._error = PlainLabel("", "quiet", wrap=False)
        self._error.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._error.setVisible(False)
        self._lay_out()
        self.setFocusProxy(self.edit)
        self._settling = Settling(self)
        self._settling.settled.connect(self._tell)
        self.edit.textEdited.connect(self._settling.poke)
        self.edit.installEventFilter(self)
        self._less.clicked.connect(lambda: self._step(-1))
        self._more.clicked.connect(lambda: self._step(1))

    def set_value(self, value: float | None) -> None:
        """Show a number; tells nobody, and leaves alone what is being typed or was refused."""
        if self._settling.pending or (value is None and self._refused):
            return
        self._refuse("")
        text = "" if value is None else f"{value:g}"
        if text != self.edit.text():
            self.edit.setText(text)

    def value(self) -> float | None:
        """Give the number, whole ones as int; `None` for an empty field or a refused text."""
        try:
            number = float(self.edit.text().replace(",", "."))
        except ValueError:
            return None
        inside = (self._low is None or number >= self._low) and (self._high is None or number <= self._high)
        if not inside:
            return None
        return int(number) if number.is_integer() else number

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._settling.flush()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Flush when the field is left or hidden."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.flush()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for each in (self._less, self.edit, self._more, self._unit):
            row.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._error)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._fit()

    def _fit(self) -> None:
        digits = QFontMetrics(theme.font(15)).horizontalAdvance("000000")
        self.edit.setFixedSize(QSize(max(88, digits + 34), max(42, theme.scaled(42))))

    def _step(self, by: int) -> None:
        start = self.value()
        number = (self._low or 0) if start is None else start + by
        if self._low is not None:
            number = max(number, self._low)
        if self._high is not None:
            number = min(number, self._high)
        self.edit.setText(f"{number:g}")
        self._tell()

    def _tell(self) -> None:
        number, empty = self.value(), not self.edit.text().strip()
        if number is not None:
            self._refuse("")
            self.changed.emit(number)
            return
        self._refuse("" if empty else self._range_words())
        self.cleared.emit()

    def _range_words(self) -> str:
        if self._low is not None and self._high is not None:
            return self.tr("From {0} to {1}").format(f"{self._low:g}", f"{self._high:g}")
        if self._low is not None:
            return self.tr("{0} or more").format(f"{self._low:g}")
        if self._high is not None:
            return self.tr("At most {0}").format(f"{self._high:g}")
        return self.tr("Please enter a number.")

    def _refuse(self, words: str) -> None:
        if words == self._error.text():
            return
        self._refused = bool(words)
        show_refusal(self.edit, self._error, words)
        self.updateGeometry()
