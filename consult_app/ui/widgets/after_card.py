"""What followed a sealed record, and what can follow it now."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.consultation import ConsultationLine
from consult_app.domain.sequel import SequelKind
from consult_app.ui.days import day_words
from consult_app.ui.list_words import stage_word
from consult_app.ui.sequel_words import SEQUEL_ICONS, sequel_name, sequel_offer
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.badge import Badge
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.workflow.sequels import AfterScreen, goes_on, is_open


class AfterCard(Card):
    """Opens each document that follows the record, and begins another; it hides where there is nothing."""

    open_requested = Signal(str)
    """The id of a document, or of the record that this one follows."""
    begin_requested = Signal(object)
    """SequelKind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Afterwards"), parent=parent)
        self._shown: AfterScreen | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._offers = {kind: self._offer(kind) for kind in SequelKind}
        self._first = Button("", "secondary", "file-text", name=self.tr("Open the form that it follows"))
        self._first.setText(self.tr("Open the form that it follows"))
        self._first.clicked.connect(self._open_first)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._first, 0, Qt.AlignmentFlag.AlignLeft)
        self._again = PlainLabel(
            self.tr("What is wrong or missing in this document is corrected there, in another one."), "quiet"
        )
        self.body.addWidget(self._again)
        for button in self._offers.values():
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def display(self, screen: AfterScreen) -> None:
        """Show what followed, and what can follow."""
        self._shown = screen
        while taken := self._rows.takeAt(0):
            if widget := taken.widget():
                widget.hide()
                widget.deleteLater()
        for line in screen.followed:
            self._rows.addWidget(self._row(line, goes_on=goes_on(screen, line)))
        open_ones = {each.sequel for each in screen.followed if is_open(each)}
        for kind, button in self._offers.items():
            button.setVisible(kind in screen.offered and kind not in open_ones)
            button.setEnabled(True)
        for each in (self._first, self._again):
            each.setVisible(screen.first is not None)
        self.set_badge(self.tr("Consent taken back") if screen.withdrawn else "", Tone.STOP)
        self.show()

    def allow(self) -> None:
        """Let something be begun again, after it could not be."""
        for button in self._offers.values():
            button.setEnabled(True)

    def _offer(self, kind: SequelKind) -> Button:
        button = Button(sequel_offer(kind), "secondary", SEQUEL_ICONS[kind])
        button.clicked.connect(partial(self._begin, kind))
        return button

    def _begin(self, kind: SequelKind) -> None:
        # A second click must not begin a second one.
        for button in self._offers.values():
            button.setEnabled(False)
        self.begin_requested.emit(kind)

    def _row(self, line: ConsultationLine, *, goes_on: bool) -> QWidget:
        assert line.sequel is not None  # noqa: S101 - nothing else follows a record
        words = self.tr("{0} · {1}").format(sequel_name(line.sequel), day_words(line.day))
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        # Beside each other they would be wider than a tablet where text is large.
        said = QVBoxLayout()
        said.setSpacing(4)
        said.addWidget(PlainLabel(words, "strong"))
        said.addWidget(Badge(*stage_word(line)), 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(said, 1)
        text = self.tr("Go on") if goes_on else self.tr("Open")
        button = Button(text, "secondary", name=self.tr("{0}: {1}").format(text, words))
        button.clicked.connect(partial(self.open_requested.emit, line.id))
        row.addWidget(button)
        return held

    def _open_first(self) -> None:
        if self._shown is not None and self._shown.first is not None:
            self.open_requested.emit(self._shown.first.id)
