"""One paper of a sealed record: how it stands, and the ways to take it along."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.paper import Deed, Handed, Paper, given, prints, waiting
from consult_app.ui.days import moment_words
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.flow_row import FlowRow
from consult_app.ui.widgets.plain_label import PlainLabel


class PaperRow(QWidget):
    """Says whether it was printed or waits; it only asks."""

    print_requested = Signal()
    save_requested = Signal()
    share_requested = Signal()
    drop_requested = Signal()
    give_requested = Signal()

    def __init__(self, title: str, paper: Paper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = paper
        self._how = PlainLabel("", "quiet")
        self._print = Button(
            self.tr("Print"), "secondary", "printer", name=self.tr("Print: {0}").format(title)
        )
        self._save = Button(
            self.tr("Save a copy"), "secondary", "download", name=self.tr("Save: {0}").format(title)
        )
        self._share = Button(
            self.tr("Share locked"), "secondary", "lock", name=self.tr("Share locked: {0}").format(title)
        )
        self._give = Button(
            self.tr("Mark as given"),
            "secondary",
            "check",
            name=self.tr("Given to the patient: {0}").format(title),
        )
        self._drop = Button(self.tr("Do not print"), "link", name=self.tr("Do not print: {0}").format(title))
        self._print.clicked.connect(self.print_requested)
        self._save.clicked.connect(self.save_requested)
        self._share.clicked.connect(self.share_requested)
        self._give.clicked.connect(self.give_requested)
        self._drop.clicked.connect(self.drop_requested)
        self._lay_out(title)
        self.display(())

    def display(self, handed: tuple[Handed, ...]) -> None:
        """Say what was done with it so far."""
        waits = self._paper in waiting(each.handing for each in handed)
        first = given(handed, self._paper)
        printed = self.tr("Waits to be printed") if waits else self._printed(handed)
        self._how.setText("\n".join(each for each in (printed, self._given(first)) if each))
        self._give.setVisible(self._paper.is_for_patient and first is None)
        self._how.setVisible(bool(self._how.text()))
        self._drop.setVisible(waits)

    def _printed(self, handed: tuple[Handed, ...]) -> str:
        sheets = prints((each.handing for each in handed), self._paper)
        if not sheets:
            return ""
        last = max(
            (
                each
                for each in handed
                if each.handing.deed is Deed.PRINTED and each.handing.paper is self._paper
            ),
            key=lambda each: each.at,
        )
        words = (
            self.tr("Printed once, {1}, by {2}")
            if sheets == 1
            else self.tr("Printed {0} times, last {1} by {2}")
        )
        return words.format(sheets, moment_words(last.at.astimezone()), last.who)

    def _given(self, first: Handed | None) -> str:
        if first is None:
            return ""
        by_hand = first.handing.deed is Deed.GIVEN
        words = (
            self.tr("Given to the patient on {0} by {1}")
            if by_hand
            else self.tr("Counts as given to the patient by {1}")
        )
        return words.format(moment_words(first.at.astimezone()), first.who)

    def _lay_out(self, title: str) -> None:
        said = QHBoxLayout()
        said.setSpacing(10)
        said.addWidget(self._how, 1)
        said.addWidget(self._drop)
        buttons = FlowRow((self._print, self._save, self._share, self._give), 10)
        # What is handed over on paper only needs no lock.
        self._share.setVisible(self._paper.is_original)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(6)
        column.addWidget(PlainLabel(title, "strong"), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(said)
        column.addWidget(buttons)
