"""Before the screen is handed over: what the patient will see, on which screen, and what stays reachable."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from consult_app.domain.questionnaire import Step
from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.step_words import step_name
from consult_app.ui.system_keys import limits
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.radio_list import RadioList
from consult_app.workflow.screens.patient_pages import PATIENT_STEPS

_STEP, _ALL = "step", "all"


class HandOverDialog(Sheet):
    """Asks how much to show and where; `handed_over` gives a step, `None` for all, and the screen."""

    handed_over = Signal(object, object)

    def __init__(self, step: Step, screens: list[QScreen], parent: QWidget | None = None) -> None:
        super().__init__(560, parent)
        self.setWindowTitle(self.tr("Show to patient"))
        self._step, self._screens = step, screens
        self._pages = self._choices(
            self.tr("What the patient sees"),
            [
                *([(_STEP, self.tr("Only “{0}”").format(step_name(step)))] if step in PATIENT_STEPS else []),
                (_ALL, self.tr("Everything, from the first question")),
            ],
        )
        self._places = self._choices(
            self.tr("On which screen"),
            [(str(i), self._screen_words(i, each)) for i, each in enumerate(screens)],
        )
        self._limits = PlainLabel(limits(QGuiApplication.platformName()), "quiet")
        self._lay_out()
        if len(screens) > 1:
            self._places.set_current("1")
        self._places.chosen.connect(lambda _: self._say_limits())
        self._say_limits()

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> RadioList:
        made = RadioList(name)
        made.set_choices(choices)
        made.set_current(choices[0][0])
        # One of them always holds.
        made.cleared.connect(lambda: made.set_current(choices[0][0]))
        return made

    def _screen_words(self, place: int, screen: QScreen) -> str:
        size = screen.geometry().size()
        known = self.tr("{0} ({1} × {2})").format(screen.name(), size.width(), size.height())
        return self.tr("This screen: {0}").format(known) if place == 0 else known

    def _lay_out(self) -> None:
        hand_over = Button(self.tr("Hand over"), "primary", "user-round")
        hand_over.setAccessibleDescription(
            self.tr("Shows the patient’s pages over the whole screen; only your passphrase ends that.")
        )
        cancel = Button(self.tr("Cancel"), "secondary")
        self.foot.addWidget(cancel)
        self.foot.addWidget(hand_over)
        column = self.body
        column.addWidget(PlainLabel(self.tr("Show to patient"), "heading"))
        column.addWidget(self._pages)
        if len(self._screens) > 1:
            column.addWidget(PlainLabel(self.tr("On which screen"), "strong"))
            column.addWidget(self._places)
        column.addWidget(
            PlainLabel(self.tr("To take the screen back: hold the lock, then type your passphrase."))
        )
        column.addWidget(self._limits)
        hand_over.clicked.connect(self._hand_over)
        cancel.clicked.connect(self.reject)
        hand_over.setFocus()

    def _say_limits(self) -> None:
        if self._places.current == "0":
            self._limits.setText(limits(QGuiApplication.platformName()))
        else:
            self._limits.setText(
                self.tr(
                    "Your screen shows what the patient answers, and nothing else. Mouse and keyboard work "
                    "on both screens: keep them with you."
                )
            )

    def _hand_over(self) -> None:
        step = self._step if self._pages.current == _STEP else None
        self.handed_over.emit(step, self._screens[int(self._places.current or 0)])
        self.accept()
