"""Correct what every new document says about practice and clinician."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.consultation import Clinician, Practice
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.identity_fields import IdentityFields
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.rules_fields import RulesFields


class DetailsDialog(QDialog):
    """Asks for the details anew; what was sealed before keeps its own."""

    details_changed = Signal(object, object)
    """Practice and clinician."""

    def __init__(
        self,
        practice: Practice,
        clinician: Clinician,
        jurisdictions: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Practice and clinician"))
        self.setMinimumWidth(760)
        self._fields = IdentityFields()
        self._fields.display(practice, clinician)
        self._rules = RulesFields(jurisdictions)
        self._rules.display(practice)
        words = self.tr("New consultations carry these details. What was begun before keeps its own.")
        save = Button(self.tr("Save"), "primary", "check")
        cancel = Button(self.tr("Cancel"), "secondary")
        row = QHBoxLayout()
        row.setContentsMargins(0, 10, 0, 0)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(save)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 20)
        column.setSpacing(8)
        column.addWidget(self._fields)
        column.addWidget(self._rules)
        column.addWidget(PlainLabel(words, "quiet"))
        column.addLayout(row)
        save.clicked.connect(self._save)
        cancel.clicked.connect(self.reject)
        self._fields.setFocus()

    def _save(self) -> None:
        lacking = self._fields.first_lacking()
        if lacking is not None:
            lacking.setFocus()
            return
        practice, clinician = self._fields.given()
        self.details_changed.emit(self._rules.applied_to(practice), clinician)
        self.accept()
