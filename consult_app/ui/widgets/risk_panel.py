"""One risk: a line that names it, and below it what there is to say, unless it is folded away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.risk_body import RiskBody
from consult_app.ui.widgets.risk_head import RiskHead
from consult_app.workflow.screens.risks import RiskCard


class RiskPanel(Card):
    """A card for a risk; while it is folded, its name and standing take one line."""

    weighed = Signal(str, object)

    def __init__(self, risk: RiskCard, *, opened: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._risk = risk
        self._drawn: tuple[RiskCard, bool] | None = None
        self._open = opened
        self._line = RiskHead()
        self._inside: RiskBody | None = None
        self.column.setContentsMargins(20, 10, 20, 12)
        self.column.setSpacing(6)
        self.body.setSpacing(6)
        self.body.addWidget(self._line)
        self._line.clicked.connect(lambda: self.fold(away=self._open))
        self.display(risk)

    def display(self, risk: RiskCard) -> None:
        """Show the risk and how far it was talked through."""
        if (risk, self._open) == self._drawn:
            return
        self._risk, self._drawn = risk, (risk, self._open)
        self._line.display(risk, opened=self._open)
        if self._open and self._inside is None:
            # Made when first needed: most risks are folded when the page is seen again.
            self._inside = RiskBody(risk)
            self._inside.weighed.connect(self.weighed)
            self.body.addWidget(self._inside)
            self.setTabOrder(self._line, self._inside.focus().focusProxy() or self._inside.focus())
        if self._inside is not None:
            self._inside.display(risk)
            if self._inside.isHidden() is self._open:
                self._inside.setVisible(self._open)
        self.set_tone(Tone.CAUTION if risk.talk.has_questions else Tone.NEUTRAL)

    @property
    def is_open(self) -> bool:
        """Whether what there is to say stands below the name."""
        return self._open

    def fold(self, *, away: bool) -> None:
        """Fold what there is to say away, or open it."""
        self._open = not away
        self.display(self._risk)

    def focus(self) -> QWidget:
        """Give the control that takes the keyboard."""
        return self._inside.focus() if self._inside is not None and self._open else self._line

    def flush(self) -> None:
        """Tell at once what was typed last."""
        if self._inside is not None:
            self._inside.flush()
