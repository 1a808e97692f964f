"""One of those who signed on paper, as the clinician confirms it."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.on_paper import Noted
from consult_app.ui.tokens import Space
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.tick_box import TickBox
from consult_app.workflow.screens.review import SignerLine


class PaperSigner(QWidget):
    """Asks whether somebody signed, below what, and on which day that is dated."""

    changed = Signal()

    def __init__(self, line: SignerLine, since: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self._signed = TickBox(self.tr("{0} has signed on paper ({1})").format(line.name, line.title))
        self._signed.setAccessibleDescription(line.declaration)
        name = self.tr("Day of the signature of {0}").format(line.name)
        self._day = DateField(name=name, earliest=since)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SNUG)
        column.addWidget(self._signed)
        column.addWidget(
            PlainLabel(self.tr("The words above the signature: {0}").format(line.declaration), "quiet")
        )
        dated = QHBoxLayout()
        dated.setSpacing(Space.NEAR)
        dated.addWidget(PlainLabel(self.tr("Dated")))
        dated.addWidget(self._day)
        dated.addStretch(1)
        column.addLayout(dated)

        self._signed.clicked.connect(self.changed)
        self._day.changed.connect(self.changed)
        self._day.cleared.connect(self.changed)

    def noted(self) -> Noted:
        """Give what is ticked and written so far, be it a day or not."""
        return Noted(self.line.role, self._signed.isChecked(), self._day.edit.text())

    def show_noted(self, noted: Noted) -> None:
        """Show what was ticked and written before."""
        self._signed.setChecked(noted.signed)
        self._day.set_text(noted.day)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._day.flush()

    def day(self) -> date | None:
        """Give the day where somebody signed; says what is missing, where something is."""
        self._day.ask_for(self.tr("Write the day that stands beside the signature."))
        return self._day.day() if self._signed.isChecked() else None

    def ask(self) -> None:
        """Put the keyboard where something is missing."""
        (self._day if self._signed.isChecked() else self._signed).setFocus()
