"""A number with a unit and a range."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from consult_app.ui import theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.short_field import ShortField


class NumberField(ShortField):
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
        super().__init__(f"{name} {unit}".strip(), Qt.AlignmentFlag.AlignRight, parent)
        self._low, self._high = low, high
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        less = self._button("minus", self.tr("{0}: one less").format(name), -1)
        self.edit.raise_()
        more = self._button("plus", self.tr("{0}: one more").format(name), 1)
        self._parts = (less, self.edit, more)
        if unit:
            self._parts += (PlainLabel(unit, "quiet", wrap=False, parent=self),)

    def set_value(self, value: float | None) -> None:
        """Show a number; tells nobody, and leaves alone what is being typed or was refused."""
        if self._settling.pending or (value is None and self._refused):
            return
        self._refuse("")
        text = "" if value is None else f"{value:g}"
        if text != self.edit.text():
            self.edit.setText(text)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in the field, not even something that was refused."""
        return not self.edit.text().strip()

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

    def _button(self, icon: str, name: str, by: int) -> Button:
        button = Button("", icon_name=icon, name=name, parent=self)
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        button.clicked.connect(lambda: self._step(by))
        return button

    def _edit_size(self) -> QSize:
        return QSize(max(88, theme.advance("000000", 15) + 34), max(42, theme.scaled(42)))

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
        number, empty = self.value(), self.is_empty
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
