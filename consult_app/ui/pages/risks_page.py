"""Risks, each talked through by itself."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.questionnaire import Step
from consult_app.ui.arranging import arrange, scroll_to
from consult_app.ui.growing import Growing
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.entries import Entries
from consult_app.ui.widgets.page import Page
from consult_app.ui.widgets.passage import Passage
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.risk_panel import RiskPanel
from consult_app.workflow.screens.risks import RiskCard, RisksScreen

_A_TURN = 3
"""So many panels are built between two turns of the event loop."""


class RisksPage(Page):
    """Draw a `RisksScreen`; report how a risk was talked through (id, RiskTalk), and risks added by hand."""

    weighed = Signal(str, object)
    own_risks_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Step.RISKS, parent=parent)
        self._panels: dict[str, RiskPanel] = {}
        self._shown: tuple[RiskCard, ...] = ()
        self._growing = Growing(self._grow, self)
        self._lead = Passage("strong", "body")
        lead = Card(tone=Tone.INFO)
        lead.body.addWidget(self._lead)
        self._risks = QVBoxLayout()
        self._risks.setSpacing(20)
        self._own = Entries(self.tr("Risks of this patient"))
        self._own.changed.connect(self.own_risks_changed)
        own = Card(self.tr("Risks of this patient"))
        own.body.addWidget(
            PlainLabel(
                self.tr("What the cards above do not say: from the history, the work, the plans."), "quiet"
            )
        )
        own.body.addWidget(self._own)
        self.body.addWidget(lead)
        self.body.addLayout(self._risks)
        self.body.addWidget(own)

    def display(self, screen: RisksScreen) -> None:
        """Show the risks and how far each was talked through."""
        standing = self.tr("{0} of {1} discussed").format(screen.discussed, len(screen.risks))
        self._lead.show_words(standing, screen.lead)
        self._shown = screen.risks
        self._own.set_value(screen.own_risks)
        self._growing.start()
        for risk in screen.risks:
            if risk.id in self._panels:
                self._panels[risk.id].display(risk)

    def reveal(self, subject: str) -> None:
        """Scroll to a risk and give its answer the keyboard."""
        self._growing.finish()
        if panel := self._panels.get(subject):
            scroll_to(self, panel, panel.focus())

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for panel in self._panels.values():
            panel.flush()
        self._own.flush()

    def _grow(self) -> bool:
        """Add the next few panels that are missing, and take those away whose risk cannot apply any more."""
        missing = [each.id for each in self._shown if each.id not in self._panels]
        later = set(missing[_A_TURN:])
        risks = {each.id: each for each in self._shown if each.id not in later}
        arrange(self._risks, self._panels, tuple(risks), lambda key: self._panel(risks[key]))
        return bool(later)

    def _panel(self, risk: RiskCard) -> RiskPanel:
        panel = RiskPanel(risk)
        panel.weighed.connect(self.weighed)
        return panel
