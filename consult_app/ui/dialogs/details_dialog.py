"""Correct what every new document says about practice and clinician."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult_app.domain.consultation import Clinician, Practice
from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.identity_fields import IdentityFields
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.rules_fields import RulesFields


class DetailsDialog(Sheet):
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
        super().__init__(760, parent)
        self.setWindowTitle(self.tr("Practice and clinician"))
        self._fields = IdentityFields()
        self._fields.display(practice, clinician)
        self._rules = RulesFields(jurisdictions)
        self._rules.display(practice)
        words = self.tr("New consultations carry these details. What was begun before keeps its own.")
        save = Button(self.tr("Save"), "primary", "check")
        cancel = Button(self.tr("Cancel"), "secondary")
        for each in (self._fields, self._rules, PlainLabel(words, "quiet")):
            self.body.addWidget(each)
        self.foot.addWidget(cancel)
        self.foot.addWidget(save)
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
