"""Signals that were left out until somebody asks for one work as ever."""

import pytest
from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QRadioButton

from consult_app.ui.unheard import leave_out_signals
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.chip import Chip
from consult_app.ui.widgets.number_field import NumberField
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.segments import Segments


class _Teller(QObject):
    told = Signal(str)


def _kept(thing: QObject) -> list[str]:
    return [name for name, each in vars(thing).items() if isinstance(each, SignalInstance)]


def test_nothing_is_kept_for_signals_that_nobody_asked_for(qapp):
    teller = _Teller()
    assert "told" in _kept(teller)
    leave_out_signals(teller)
    assert _kept(teller) == []


def test_a_signal_that_was_left_out_is_heard(qapp):
    teller, heard = _Teller(), []
    leave_out_signals(teller)
    teller.told.connect(heard.append)
    teller.told.emit("a")
    assert heard == ["a"]


def test_what_was_connected_before_stays_connected_and_can_be_taken_back(qapp):
    teller, heard = _Teller(), []
    teller.told.connect(heard.append)
    leave_out_signals(teller)
    teller.told.emit("a")
    leave_out_signals(teller)
    teller.told.disconnect(heard.append)
    teller.told.emit("b")
    assert heard == ["a"]


def test_each_kind_of_a_signal_with_several_is_heard(qapp):
    button, heard = QRadioButton(), []
    leave_out_signals(button)
    button.clicked[bool].connect(heard.append)  # type: ignore[index]  # the one with the state
    button.toggled.connect(lambda on: heard.append(("turned", on)))
    button.click()
    assert heard == [("turned", True), True]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Button("Go"),
        lambda: Chip("Some"),
        lambda: PlainLabel("Words"),
        lambda: Segments("Is it so?"),
        lambda: NumberField("kg", 1, 2, name="How many?").edit,
    ],
)
def test_what_there_are_hundreds_of_holds_few_signals(qapp, make):
    assert len(_kept(make())) <= 2
