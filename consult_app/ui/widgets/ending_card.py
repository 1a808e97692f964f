"""A consultation that cannot be completed: ended for a reason, and how to go on after that."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from consult_app.domain.consultation import Ending
from consult_app.ui.days import moment_words
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.confirm_button import ConfirmButton
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.plain_label import PlainLabel

_LONGEST = 200


class EndingCard(Card):
    """Asks why before it ends anything; afterwards says why it was ended and offers to begin again."""

    end_requested = Signal(str)
    """The reason."""
    again_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._words = PlainLabel()
        self._turn = Button(self.tr("This cannot be completed"), "secondary", "chevron-down")
        self._turn.setAccessibleDescription(self.tr("Shows how to end this consultation without a seal."))
        self._reason = LineField(self.tr("Why it is ended"))
        self._reason.edit.setMaxLength(_LONGEST)
        self._end = ConfirmButton(self.tr("End as void"), self.tr("End it for good"), "ban")
        self._end.setAccessibleDescription(self.tr("Keeps it as it stands, void. It cannot be undone."))
        self._again = Button(self.tr("Begin again from these answers"), "primary", "rotate-ccw")
        self._again.setAccessibleDescription(
            self.tr("Begins another consultation; each answer is asked again.")
        )
        for each in (self._turn, self._words, self._reason, self._end, self._again):
            wide = isinstance(each, PlainLabel | LineField)
            self.body.addWidget(each, 0, Qt.AlignmentFlag(0) if wide else Qt.AlignmentFlag.AlignLeft)
        self._turn.clicked.connect(lambda: self._show(asking=self._reason.isHidden()))
        self._end.confirmed.connect(self._ask)
        self._again.clicked.connect(self.again_requested)

    def display(self, ending: Ending | None) -> None:
        """Show how to end it, or why it was ended."""
        self._turn.setVisible(ending is None)
        self._again.setVisible(ending is not None)
        if ending is None:
            self._show(asking=not self._reason.isHidden() and not self._turn.isHidden())
            return
        self._show(asking=False)
        self._reason.drop()
        self.set_tone(Tone.CAUTION)
        self.set_title(self.tr("Ended, void"))
        self._words.setText(
            self.tr("{0}, {1}: {2}").format(ending.by, moment_words(ending.at), ending.reason)
        )
        self._words.setVisible(True)

    def begin(self) -> None:
        """Fold up for another consultation."""
        self._reason.drop()
        self._show(asking=False)

    def _show(self, *, asking: bool) -> None:
        self.set_tone(Tone.NEUTRAL)
        self.set_title("")
        self._words.setText(
            self.tr(
                "It is kept as it stands, with whatever was signed, marked as void, and never changes again. "
                "Another one can be begun from its answers."
            )
        )
        for each in (self._words, self._reason, self._end):
            each.setVisible(asking)
        self._turn.set_icon("chevron-up" if asking else "chevron-down")
        self._reason.refuse("")

    def _ask(self) -> None:
        reason = self._reason.text().strip()
        self._reason.refuse("" if reason else self.tr("Say why: the reason is kept with it."))
        if reason:
            self.end_requested.emit(reason)
        else:
            self._reason.edit.setFocus()
