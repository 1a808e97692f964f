"""Whether a file is genuine."""

from PySide6.QtWidgets import QWidget

from consult_app.domain.proof import Proof
from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.proof_card import ProofCard


class VerifyDialog(Sheet):
    """Shows what a look at a file proves."""

    def __init__(self, proof: Proof, parent: QWidget | None = None) -> None:
        super().__init__(660, parent)
        self.setWindowTitle(self.tr("Is this file genuine?"))
        card = ProofCard()
        card.display(proof)
        close = Button(self.tr("Close"), "primary")
        close.clicked.connect(self.accept)
        self.body.addWidget(card)
        self.foot.addWidget(close)
        close.setFocus()
