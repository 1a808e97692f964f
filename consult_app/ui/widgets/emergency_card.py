"""What was read in an emergency, until a clinical lead has seen it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from consult_app.domain.log import Emergency
from consult_app.ui.days import moment_words
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.plain_label import PlainLabel

_MOST = 5


class EmergencyCard(Card):
    """A line for each of the last few, and one button that acknowledges what is shown; hidden without any."""

    acknowledged = Signal(object)
    """The numbers of the entries, as a tuple."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", Tone.STOP, parent)
        self._shown: tuple[Emergency, ...] = ()
        self._lines = PlainLabel("", "body")
        self._seen = Button(self.tr("I have seen this"), "secondary", "check")
        self.body.addWidget(self._lines)
        self.body.addWidget(self._seen, 0, Qt.AlignmentFlag.AlignLeft)
        self._seen.clicked.connect(self._tell)
        self.setVisible(False)

    def display(self, emergencies: tuple[Emergency, ...]) -> None:
        """Show the oldest of them; those that are left come once these were seen."""
        self._shown = emergencies[:_MOST]
        self._lines.setText("\n".join(self._words(each) for each in self._shown))
        self._seen.setAccessibleDescription(self._lines.text())
        if emergencies:
            self.set_title(self.tr("Emergency access: read without the right to"))
            self.set_badge(str(len(emergencies)))
        self.setVisible(bool(emergencies))

    def _tell(self) -> None:
        self.acknowledged.emit(tuple(each.number for each in self._shown))

    def _words(self, each: Emergency) -> str:
        words = self.tr("{0}: {1} opened the records of {2}. Reason: “{3}”")
        return words.format(moment_words(each.at.astimezone()), each.who, each.whose, each.reason)
