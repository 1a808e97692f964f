"""A consultation that cannot be completed: ended for a reason, and how to go on after that."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from consult_app.domain.consultation import Ending
from consult_app.domain.unfinished import Place, WordsBegun
from consult_app.ui.arranging import bring_into_view
from consult_app.ui.days import moment_words
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.confirm_button import ConfirmButton
from consult_app.ui.widgets.holding import Holding
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.plain_label import PlainLabel

_LONGEST = 200


class EndingCard(Card):
    """Asks why before it ends anything; afterwards says why it was ended and offers to begin again.

    The button `turn`, which unfolds it, is placed by the page.
    """

    end_requested = Signal(str)
    """The reason."""
    again_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("End without completing"), parent=parent)
        self._words = PlainLabel()
        self.turn = Button(self.tr("Cannot be completed"), "quiet", "ban")
        self.turn.setAccessibleDescription(self.tr("Shows how to end this consultation without a seal."))
        self._reason = LineField(self.tr("Why it is ended"))
        self._reason.edit.setMaxLength(_LONGEST)
        self._holding = Holding(Place.ENDING, reason=self._reason)
        self._end = ConfirmButton(self.tr("End as void"), self.tr("End it for good"), "ban")
        self._end.setAccessibleDescription(self.tr("Keeps it as it stands, void. It cannot be undone."))
        self._again = Button(self.tr("Begin again from these answers"), "primary", "rotate-ccw")
        self._again.setAccessibleDescription(
            self.tr("Begins another consultation; each answer is asked again.")
        )
        for each in (self._words, self._reason, self._end, self._again):
            wide = isinstance(each, PlainLabel | LineField)
            self.body.addWidget(each, 0, Qt.AlignmentFlag(0) if wide else Qt.AlignmentFlag.AlignLeft)
        self.turn.clicked.connect(self._turn)
        self.setVisible(False)
        self._end.confirmed.connect(self._ask)
        self._again.clicked.connect(self.again_requested)

    def display(self, ending: Ending | None, *, again: bool = True) -> None:
        """Show how to end it, or why it was ended; `again` where another can be begun from its answers."""
        self.turn.setVisible(ending is None)
        self._again.setVisible(ending is not None and again)
        for each in (self._reason, self._end):
            each.setVisible(ending is None)
        if ending is None:
            kept = self.tr(
                "It is kept as it stands, with whatever was signed, marked as void, and never changes again."
            )
            more = self.tr("Another one can be begun from its answers.")
            self._words.setText(f"{kept} {more}" if again else kept)
            return
        self._reason.drop()
        self.setVisible(True)
        self.set_tone(Tone.CAUTION)
        self.set_title(self.tr("Ended, void"))
        self._words.setText(
            self.tr("{0}, {1}: {2}").format(ending.by, moment_words(ending.at), ending.reason)
        )

    def unfinished(self) -> WordsBegun | None:
        """Give the reason that was begun, as long as nothing is ended."""
        return self._holding.unfinished()

    def go_on_with(self, begun: WordsBegun) -> None:
        """Show it again where it can still be ended."""
        # Whose consultation it is, the page's own state says.
        self._holding.go_on_with(replace(begun, about=""))
        self.setVisible(True)

    def _turn(self) -> None:
        self.setVisible(self.isHidden())
        self._reason.refuse("")
        if self.isVisible():
            self._reason.edit.setFocus()
            bring_into_view(self)

    def _ask(self) -> None:
        reason = self._reason.text().strip()
        self._reason.refuse("" if reason else self.tr("Say why: the reason is kept with it."))
        if reason:
            self.end_requested.emit(reason)
        else:
            self._reason.edit.setFocus()
