"""What the clinician sees at the first screen while the patient answers at the second."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.fact_list import FactList
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.workflow.screens.patient_pages import PatientPages, patient_said

_WIDEST = 760


class AnsweringView(QScrollArea):
    """What the patient reads now and has said so far, and the way to end it: whoever is here may.

    It shows nothing of anybody else: the mouse of the patient's screen can reach it.
    """

    end_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = PlainLabel("", "quiet")
        self._now = PlainLabel("", "heading")
        self._said = FactList()
        self._nothing = PlainLabel(self.tr("Nothing yet."), "quiet")
        self._end = Button(self.tr("End patient mode"), "primary", "user-check")
        self._end.clicked.connect(self.end_requested)
        self._lay_out()

    def display(self, screen: PatientPages, page_id: str) -> None:
        """Show which page is open, and what was said on all of them."""
        at = next((i for i, each in enumerate(screen.pages) if each.id == page_id), 0)
        self._place.setText(self.tr("Page {0} of {1}").format(at + 1, len(screen.pages)))
        self._now.setText(screen.pages[at].title)
        said = patient_said(screen)
        self._said.show_facts(said)
        self._said.setVisible(bool(said))
        self._nothing.setVisible(not said)

    def _lay_out(self) -> None:
        now, said = Card(self.tr("On the patient’s screen now")), Card(self.tr("Answers so far"))
        now.body.addWidget(self._place)
        now.body.addWidget(self._now)
        said.body.addWidget(self._nothing)
        said.body.addWidget(self._said)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("The patient is answering"), "title"), 1)
        head.addWidget(self._end, 0, Qt.AlignmentFlag.AlignTop)
        ground, middle = QWidget(), QWidget()
        middle.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(middle)
        column.setContentsMargins(24, 36, 24, 36)
        column.setSpacing(20)
        column.addLayout(head)
        for each in (now, said):
            column.addWidget(each)
        column.addStretch(1)
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(middle, 1000)
        row.addStretch(1)
        self.setWidget(ground)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("The patient is answering"))
