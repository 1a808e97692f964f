"""By which law and rule a practice works."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.consultation import Practice
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.segments import Segments
from consult_app.ui.widgets.tick_box import TickBox


class RulesFields(QWidget):
    """Which country's law the documents follow, and whether drafts may be used."""

    def __init__(self, jurisdictions: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._law = Segments(self.tr("Documents follow the law of"))
        self._law.set_choices(tuple((each, each) for each in jurisdictions))
        self._only = TickBox(self.tr("Work with clinically approved content only"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(PlainLabel(self.tr("Rules"), "heading", wrap=False))
        column.addWidget(PlainLabel(self.tr("Documents follow the law of"), "strong", wrap=False))
        column.addWidget(self._law, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._only)

    def display(self, practice: Practice) -> None:
        """Show what is kept."""
        self._law.set_current(practice.jurisdiction)
        self._only.setChecked(practice.approved_only)

    def applied_to(self, practice: Practice) -> Practice:
        """Give the practice with these rules."""
        law = self._law.current or practice.jurisdiction
        return replace(practice, jurisdiction=law, approved_only=self._only.isChecked())
