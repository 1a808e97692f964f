"""What is decided about one patient's records: held, proposed to be destroyed, or destroyed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.retention import Ground
from consult_app.domain.unfinished import Place
from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.patient_list import born_words
from consult_app.ui.retention_words import ground_words, seen_words, story_words
from consult_app.ui.tokens import Space, Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.confirm_button import ConfirmButton
from consult_app.ui.widgets.holding import Holding
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.radio_list import RadioList
from consult_app.ui.widgets.secret_field import SecretField
from consult_app.workflow.retention import DueRow, Standing

_LONGEST = 200


class RetentionSheet(Sheet):
    """Shows what was decided and offers what can be; it stays open until that was kept."""

    hold_requested = Signal(str)
    """The reason."""
    release_requested = Signal()
    propose_requested = Signal(object, str)
    """The ground, and more words if there are any."""
    take_back_requested = Signal()
    destroy_requested = Signal(str)
    """The passphrase of whoever carries it out."""

    def __init__(self, row: DueRow, *, may_destroy: bool, parent: QWidget | None = None) -> None:
        super().__init__(620, parent)
        self._row = row
        self.setWindowTitle(self.tr("Records of a patient"))
        self._notice = Notice()
        self._why = LineField(self.tr("In a few words (no name, no record number)"))
        self._why.edit.setMaxLength(_LONGEST)
        self._hold_why = LineField(self.tr("Why nothing may be destroyed"))
        self._hold_why.edit.setMaxLength(_LONGEST)
        self._ground = RadioList(self.tr("Why it is to be destroyed"))
        self._passphrase = SecretField(self.tr("Your passphrase"))
        self._acts: list[Button] = []
        head = QVBoxLayout()
        head.setSpacing(Space.TIGHT)
        for each in (
            PlainLabel(row.patient.name, "heading"),
            PlainLabel(born_words(row.patient), "quiet"),
            PlainLabel(seen_words(row), "quiet"),
        ):
            head.addWidget(each)
        self.body.addLayout(head)
        self.body.addWidget(self._notice)
        if story := story_words(row):
            self.body.addWidget(PlainLabel(story, "body"))
        if may_destroy:
            self._offer()
        else:
            self.body.addWidget(PlainLabel(self.tr("A clinician decides about it."), "quiet"))
        self.holding = Holding(
            Place.RETENTION, row.patient.id, ground=self._ground, why=self._why, hold_why=self._hold_why
        )
        self._close = Button(self.tr("Close"), "secondary")
        self._close.clicked.connect(self.reject)
        self.foot.addWidget(self._close)

    def refuse(self, title: str, text: str) -> None:
        """Say why it was not done, ready for another try."""
        for each in self._acts:
            each.setEnabled(True)
        self._notice.say(title, text)

    def _offer(self) -> None:
        if self._row.standing is Standing.HELD:
            end = ConfirmButton(self.tr("End the hold"), self.tr("Yes, end it"), "unlock")
            self._add(end, self._release, self.body)
        elif self._row.standing is Standing.PROPOSED:
            self._offer_second()
        else:
            self._offer_first()

    def _offer_first(self) -> None:
        """Let one person propose, or hold."""
        card = Card(self.tr("Propose to destroy everything"))
        back = self._row.standing is Standing.RETURNED
        grounds = [each for each in Ground if back or each is not Ground.RETURNED]
        usual = Ground.RETURNED if back else Ground.WISH
        self._ground.set_choices([(each.value, ground_words(each)) for each in grounds])
        self._ground.set_current((Ground.PERIOD if self._row.standing is Standing.DUE else usual).value)
        self._chosen = self._ground.current
        # One of them always holds.
        self._ground.cleared.connect(lambda: self._ground.set_current(self._chosen))
        self._ground.chosen.connect(self._choose)
        words = self.tr("Another clinician then carries it out. Until that, everything stays as it is.")
        for each in (self._ground, self._why, PlainLabel(words, "quiet")):
            card.body.addWidget(each)
        self._add(Button(self.tr("Propose"), "primary", "flag"), self._propose, card.body)
        other = Card(self.tr("Or hold"))
        other.body.addWidget(self._hold_why)
        self._add(Button(self.tr("Hold"), "secondary", "lock"), self._hold, other.body)
        self.body.addWidget(card)
        self.body.addWidget(other)

    def _offer_second(self) -> None:
        """Let another person carry it out; whoever proposed it can only take it back."""
        if self._row.mine:
            words = self.tr("You proposed it, so another clinician has to unlock and carry it out.")
            self.body.addWidget(PlainLabel(words, "quiet"))
        else:
            words = self.tr(
                "All consultations, signed documents, photographs and notes of this patient go, and nothing "
                "but a backup brings them back. A certificate stays that says when, who and why; it is "
                "sealed with your key."
            )
            card = Card(self.tr("It cannot be undone"), Tone.STOP)
            card.body.addWidget(PlainLabel(words))
            card.body.addWidget(self._passphrase)
            destroy = ConfirmButton(
                self.tr("Destroy everything"), self.tr("Yes, destroy it for good"), "trash-2"
            )
            self._add(destroy, self._destroy, card.body)
            self.body.addWidget(card)
        self._add(
            Button(self.tr("Take the proposal back"), "secondary", "undo-2"), self._take_back, self.body
        )

    def _add(self, button: Button, act: object, body: QVBoxLayout) -> None:
        signal = button.confirmed if isinstance(button, ConfirmButton) else button.clicked
        signal.connect(act)
        self._acts.append(button)
        body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _choose(self, ground: str) -> None:
        self._chosen = ground

    def _propose(self) -> None:
        ground, why = Ground(self._chosen), self._why.text().strip()
        missing = ground is Ground.OTHER and not why
        self._why.refuse(self.tr("Say which: it stands on the certificate.") if missing else "")
        if not missing:
            self._busy()
            self.propose_requested.emit(ground, why)

    def _hold(self) -> None:
        why = self._hold_why.text().strip()
        self._hold_why.refuse("" if why else self.tr("Say why: whoever wants to end the hold reads it."))
        if why:
            self._busy()
            self.hold_requested.emit(why)

    def _release(self) -> None:
        self._busy()
        self.release_requested.emit()

    def _take_back(self) -> None:
        self._busy()
        self.take_back_requested.emit()

    def _destroy(self) -> None:
        passphrase = self._passphrase.text()
        self._passphrase.hide_text()
        self._passphrase.refuse(
            "" if passphrase else self.tr("Type your passphrase: it stands for your signature.")
        )
        if passphrase:
            self._busy()
            self.destroy_requested.emit(passphrase)

    def _busy(self) -> None:
        for each in self._acts:
            each.setEnabled(False)
