"""One option of the comparison, with what the patient decided about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from consult_app.domain.consultation import OptionTalk, Wish
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.option_facts import OptionFacts
from consult_app.ui.widgets.segments import Segments
from consult_app.ui.widgets.source_line import SourceLine
from consult_app.workflow.screens.options import OptionCard


class OptionPanel(Card):
    """A card for an option; it is coloured while the option is the chosen one."""

    decided = Signal(str, object)
    undecided = Signal(str)

    def __init__(self, option: OptionCard, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._id = option.id
        self.facts = OptionFacts(option)
        self._wish = Segments(option.name)
        self._wish.set_choices(
            ((Wish.CHOSEN.value, self.tr("Chosen")), (Wish.DECLINED.value, self.tr("Not chosen")))
        )
        self._reason = LineField(name=self.tr("{0}: why, in the patient’s words").format(option.name))
        self._reason.edit.setPlaceholderText(self.tr("Why? In the patient’s words"))
        self._source = SourceLine()
        for each in (self.facts, self._wish, self._reason, self._source):
            self.body.addWidget(each)
        self.body.setAlignment(self._wish, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self._wish.chosen.connect(lambda _: self._tell())
        self._wish.cleared.connect(self._take_back)
        self._reason.edited.connect(lambda _: self._tell())
        self.display(option)

    def display(self, option: OptionCard) -> None:
        """Show what was decided."""
        self._wish.set_current(option.wish.value if option.wish else None)
        self._reason.set_text(option.reason)
        self._reason.setVisible(option.wish is not None)
        self._source.show_behind(option.behind)
        self.set_tone(Tone.PRIMARY if option.wish is Wish.CHOSEN else Tone.NEUTRAL)

    def focus(self) -> QWidget:
        """Give the control that takes the keyboard."""
        return self._wish

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._reason.flush()

    def _take_back(self) -> None:
        self._reason.drop()
        self.undecided.emit(self._id)

    def _tell(self) -> None:
        self.decided.emit(self._id, OptionTalk(Wish(self._wish.current), self._reason.text().strip()))
