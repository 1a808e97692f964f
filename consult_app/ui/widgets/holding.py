"""Fields whose words outlast a lock, by name: of a dialog, or of a part of a page."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from consult_app.domain.unfinished import Place, WordsBegun
from consult_app.ui.widgets.chips import Chips
from consult_app.ui.widgets.choice_group import ChoiceGroup
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.number_field import NumberField
from consult_app.ui.widgets.secret_field import SecretField

Holds = LineField | DateField | NumberField | ChoiceGroup | Chips | QLineEdit


class Holding:
    """Tells what was typed or chosen in place of what stood there first; `place` and `about` say where.

    Neither a passphrase nor a recovery key may be among the fields: those are typed again.
    """

    def __init__(self, place: Place, about: str = "", **fields: Holds) -> None:
        if any(isinstance(each, SecretField) for each in fields.values()):
            raise ValueError("a secret is never kept")
        self._place, self._about, self._fields = place, about, fields
        self._first = {name: _read(field) for name, field in fields.items()}

    def unfinished(self) -> WordsBegun | None:
        """Give what is not as it was first; nothing where all is."""
        now = {name: _read(field) for name, field in self._fields.items()}
        changed = {name: text for name, text in now.items() if text != self._first[name]}
        return WordsBegun(self._place, self._about, changed) if changed else None

    def go_on_with(self, begun: WordsBegun) -> bool:
        """Show it again and tell that it belongs here; what is not offered any more stays out."""
        if (begun.place, begun.about) != (self._place, self._about):
            return False
        for name, text in begun.words.items():
            if name in self._fields:
                _write(self._fields[name], text)
        return True


def _read(field: Holds) -> str:
    match field:
        case ChoiceGroup():
            return field.current or ""
        case Chips():
            return "\n".join(field.value())
        case QLineEdit():
            return field.text()
    return field.edit.text()


def _write(field: Holds, text: str) -> None:
    match field:
        case ChoiceGroup():
            if text in field.offered:
                field.set_current(text)
                # Whoever follows the choice hears of it as when it was made.
                field.chosen.emit(text)
        case Chips():
            field.set_value(tuple(text.splitlines()))
        case QLineEdit():
            field.setText(text)
        case NumberField():
            field.edit.setText(text)
        case _:
            field.set_text(text)
