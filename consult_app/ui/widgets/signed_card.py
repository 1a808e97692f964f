"""Who has signed so far, when and how."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.consultation import Signature, Way
from consult_app.domain.document import Role
from consult_app.ui.days import signed_words
from consult_app.ui.tokens import Space
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.plain_label import PlainLabel


class SignedCard(Card):
    """A line for each signature, in order; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Signed so far"), parent=parent)
        self._signatures: tuple[Signature, ...] = ()
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.TIGHT)
        self.body.addLayout(self._column)
        self.setVisible(False)

    def display(self, signatures: tuple[Signature, ...]) -> None:
        """Show these signatures."""
        self.setVisible(bool(signatures))
        if signatures == self._signatures:
            return
        self._signatures = signatures
        while taken := self._column.takeAt(0):
            if widget := taken.widget():
                widget.hide()
                widget.deleteLater()
        for each in signatures:
            self._column.addWidget(PlainLabel(self._words(each)))

    def _words(self, signature: Signature) -> str:
        role = {
            Role.PATIENT: self.tr("Patient"),
            Role.PROXY: self.tr("For the patient"),
            Role.INTERPRETER: self.tr("Interpreter"),
            Role.WITNESS: self.tr("Witness"),
            Role.CLINICIAN: self.tr("Clinician"),
        }[signature.role]
        way = {
            Way.DRAWN: self.tr("by hand"),
            Way.TYPED: self.tr("name typed"),
            Way.UNABLE: self.tr("could not sign"),
            Way.PAPER: self.tr("on paper"),
        }[signature.way]
        when = signed_words(signature.at, on_paper=signature.way is Way.PAPER)
        return self.tr("{0}: {1}, {2}, {3}").format(role, signature.name, when, way)
