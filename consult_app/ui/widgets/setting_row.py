"""One setting: its name, a word of help, and the control that fits its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.setting import Kind, Setting, complaint
from consult_app.ui.widgets.certificate_field import CertificateField
from consult_app.ui.widgets.choice_flow import ChoiceFlow
from consult_app.ui.widgets.confirm_button import ConfirmButton
from consult_app.ui.widgets.fact_list import FactList
from consult_app.ui.widgets.folder_field import FolderField
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.number_field import NumberField
from consult_app.ui.widgets.picture_field import PictureField
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.secret_field import SecretField
from consult_app.ui.widgets.staff_list import StaffList
from consult_app.ui.widgets.text_box import TextBox
from consult_app.ui.widgets.tick_box import TickBox

_OWN_LABEL = {Kind.SWITCH, Kind.FACTS, Kind.ACTION, Kind.STAFF}
"""Kinds whose control says by itself what it is."""


class SettingRow(QWidget):
    """Shows a value of a setting and tells each change."""

    edited = Signal(str, object)
    """The key and the value."""
    acted = Signal(str)

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self._control, self._read, self._write = _MAKE[setting.kind](self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        if setting.kind not in _OWN_LABEL:
            column.addWidget(PlainLabel(setting.label, "strong"))
        side = (
            Qt.AlignmentFlag.AlignLeft if setting.kind in {Kind.NUMBER, Kind.ACTION} else Qt.AlignmentFlag(0)
        )
        below = setting.kind is Kind.ACTION
        if below:
            column.addWidget(self._control, 0, side)
        if setting.help:
            column.addWidget(PlainLabel(setting.help, "quiet"))
        if not below:
            column.addWidget(self._control, 0, side)
        self.setFocusProxy(self._control)

    def value(self) -> Any:  # noqa: ANN401 - each kind has its own type
        """Give the value as it stands in the control."""
        return self._read()

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - each kind has its own type
        """Show a value; tells nobody."""
        self._write(value)

    def check(self) -> bool:
        """Say beside the control what is wrong with its value; whether it can be kept."""
        words = "" if self._may_stay_empty() else complaint(self.setting, self.value())
        if isinstance(self._control, LineField):
            self._control.refuse(words)
        return not words

    def _may_stay_empty(self) -> bool:
        return self.setting.optional and isinstance(self._control, NumberField) and self._control.is_empty

    def tell(self, *_: object) -> None:
        """Tell the value to whoever follows it."""
        self.edited.emit(self.setting.key, self.value())


Control = tuple[QWidget, Callable[[], Any], Callable[[Any], None]]
"""The widget, how to read its value, and how to show one."""


def _line(row: SettingRow) -> Control:
    secret = row.setting.kind is Kind.SECRET
    field = SecretField(name=row.setting.label) if secret else LineField(name=row.setting.label)
    field.edit.setAccessibleDescription(row.setting.help)
    if row.setting.kind is Kind.PHONE:
        field.edit.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
    field.edited.connect(lambda _: row.tell())
    return field, lambda: field.text().strip(), field.set_text


def _lines(row: SettingRow) -> Control:
    box = TextBox(name=row.setting.label, lines=2)
    box.edited.connect(lambda _: row.tell())
    return box, lambda: box.text().strip(), box.set_text


def _choice(row: SettingRow) -> Control:
    setting, flow = row.setting, ChoiceFlow(row.setting.label)
    flow.set_choices([(str(at), label) for at, (_, label) in enumerate(setting.choices)])
    flow.chosen.connect(lambda _: row.tell())
    values = [value for value, _ in setting.choices]

    def show(value: Any) -> None:  # noqa: ANN401 - of the type of the choices
        flow.set_current(str(values.index(value)) if value in values else None)

    return flow, lambda: values[int(flow.current)] if flow.current is not None else None, show


def _number(row: SettingRow) -> Control:
    setting = row.setting
    field = NumberField(setting.unit, setting.low, setting.high, name=setting.label)
    for signal in (field.changed, field.cleared):
        signal.connect(row.tell)

    def read() -> int | None:
        field.flush()
        number = field.value()
        return int(number) if number is not None and number == int(number) else None

    return field, read, field.set_value


def _switch(row: SettingRow) -> Control:
    box = TickBox(row.setting.label)
    box.setAccessibleDescription(row.setting.help)
    box.clicked.connect(row.tell)
    return box, box.isChecked, box.setChecked


def _picture(row: SettingRow) -> Control:
    field = PictureField(row.setting.label)
    field.edited.connect(row.tell)
    return field, field.value, field.show_value


def _certificate(row: SettingRow) -> Control:
    read = row.setting.read
    assert read is not None  # noqa: S101 - a setting of this kind has it
    field = CertificateField(row.setting.label, read)
    field.edited.connect(row.tell)
    return field, field.value, field.show_value


def _folder(row: SettingRow) -> Control:
    field = FolderField(row.setting.label)
    field.line.edit.setAccessibleDescription(row.setting.help)
    field.edited.connect(row.tell)
    return field, field.value, field.show_value


def _facts(_row: SettingRow) -> Control:
    shown = FactList()
    return shown, lambda: None, shown.show_facts


def _action(row: SettingRow) -> Control:
    setting = row.setting
    button = ConfirmButton(setting.label, setting.confirm, setting.icon)
    button.setAccessibleDescription(setting.help)
    button.confirmed.connect(lambda: row.acted.emit(setting.key))
    return button, button.isEnabled, button.setEnabled


def _staff(row: SettingRow) -> Control:
    shown, key = StaffList(), row.setting.key
    shown.add_requested.connect(lambda: row.acted.emit(f"{key} add"))
    shown.correct_requested.connect(lambda user: row.acted.emit(f"{key} correct {user}"))
    shown.passphrase_requested.connect(lambda user: row.acted.emit(f"{key} re-enrol {user}"))
    shown.remove_requested.connect(lambda user: row.acted.emit(f"{key} remove {user}"))
    return shown, lambda: None, lambda value: shown.show_users(*value)


_MAKE: dict[Kind, Callable[[SettingRow], Control]] = {
    Kind.TEXT: _line,
    Kind.LINES: _lines,
    Kind.PHONE: _line,
    Kind.ADDRESS: _line,
    Kind.SECRET: _line,
    Kind.CHOICE: _choice,
    Kind.NUMBER: _number,
    Kind.SWITCH: _switch,
    Kind.PICTURE: _picture,
    Kind.CERTIFICATE: _certificate,
    Kind.FOLDER: _folder,
    Kind.FACTS: _facts,
    Kind.ACTION: _action,
    Kind.STAFF: _staff,
}
