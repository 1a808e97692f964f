"""Whether a file is genuine."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from consult_app.domain.proof import Proof
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.proof_card import ProofCard


class VerifyDialog(QDialog):
    """Shows what a look at a file proves."""

    def __init__(self, proof: Proof, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Is this file genuine?"))
        self.setMinimumWidth(620)
        card = ProofCard()
        card.display(proof)
        close = Button(self.tr("Close"), "primary")
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(16)
        column.addWidget(card)
        column.addStretch(1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        close.setFocus()
