"""What there is to say about one risk, and how it was talked through."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.consultation import RiskTalk
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.chip import Chip
from consult_app.ui.widgets.fact_strip import FactStrip
from consult_app.ui.widgets.likelihood import WIDTH, Likelihood
from consult_app.ui.widgets.passage import Passage
from consult_app.ui.widgets.segments import Segments
from consult_app.ui.widgets.source_line import SourceLine
from consult_app.ui.widgets.text_box import TextBox
from consult_app.workflow.screens.risks import RiskCard

_DISCUSSED, _QUESTIONS = "discussed", "questions"


class RiskBody(QWidget):
    """Words, number, course, and the talk; "has questions" leaves it open, and says so in amber."""

    weighed = Signal(str, object)

    def __init__(self, risk: RiskCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = risk.id
        self._words = Passage("body", "alarm")
        self._likelihood = Likelihood()
        self._likelihood.setFixedWidth(WIDTH)
        self._facts = FactStrip()
        self._talk = Segments(risk.name)
        self._talk.set_choices(((_DISCUSSED, self.tr("Discussed")), (_QUESTIONS, self.tr("Has questions"))))
        self._matters = Chip(self.tr("Matters to the patient"))
        self._matters.setAccessibleName(self.tr("{0}: matters to this patient").format(risk.name))
        self._name = risk.name
        self._why: TextBox | None = None
        self._source = SourceLine()
        self._column = QVBoxLayout(self)
        self._lay_out()
        self._talk.chosen.connect(lambda _: self._tell())
        self._talk.cleared.connect(self._tell)
        self._matters.clicked.connect(self._tell)
        self.display(risk)

    def display(self, risk: RiskCard) -> None:
        """Show the risk and how far it was talked through."""
        self._words.show_words(risk.text, self.tr("Warning sign: get help at once") if risk.red_flag else "")
        how_often = self.tr("How often: {0}").format(risk.frequency) if risk.icons is None else risk.frequency
        self._likelihood.show_rate(how_often, risk.icons)
        self._facts.show_facts(
            (
                (self.tr("Starts"), risk.onset),
                (self.tr("Lasts"), risk.duration),
                (self.tr("What to do"), risk.what_to_do),
            )
        )
        self._talk.set_current(_standing(risk.talk))
        self._talk.set_tone(Tone.CAUTION if risk.talk.has_questions else Tone.PRIMARY)
        self._matters.setChecked(risk.talk.matters)
        self._show_why(risk.talk)
        self._source.show_behind(risk.behind)

    def focus(self) -> QWidget:
        """Give the control that takes the keyboard."""
        return self._talk

    def flush(self) -> None:
        """Tell at once what was typed last."""
        if self._why is not None:
            self._why.flush()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(20)
        top.addWidget(self._words, 1, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._likelihood, 0, Qt.AlignmentFlag.AlignTop)
        talk = QHBoxLayout()
        talk.setSpacing(14)
        talk.addWidget(self._talk)
        talk.addWidget(self._matters)
        talk.addStretch(1)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addLayout(top)
        self._column.addWidget(self._facts)
        self._column.addLayout(talk)
        self._column.addWidget(self._source)

    def _show_why(self, talk: RiskTalk) -> None:
        # Made when first needed: boxes for text are the dearest of all widgets, and most risks need none.
        if self._why is None and talk.matters:
            self._why = TextBox(
                self.tr("Why it matters, in the patient’s words"),
                name=self.tr("{0}: why it matters").format(self._name),
                lines=1,
            )
            self._why.edited.connect(self._tell)
            self._column.insertWidget(self._column.indexOf(self._source), self._why)
            self.setTabOrder(self._matters, self._why)
        if self._why is not None:
            self._why.set_text(talk.words)
            self._why.setVisible(talk.matters)

    def _tell(self) -> None:
        standing, matters = self._talk.current, self._matters.isChecked()
        # Words are printed as the patient's own: they go when the risk no longer matters.
        words = self._why.text().strip() if self._why is not None and matters else ""
        talk = RiskTalk(standing == _DISCUSSED, matters, words, has_questions=standing == _QUESTIONS)
        self.weighed.emit(self._id, talk)


def _standing(talk: RiskTalk) -> str | None:
    """Give the segment that shows how far a risk was talked through."""
    if talk.has_questions:
        return _QUESTIONS
    return _DISCUSSED if talk.discussed else None
