"""One person signs: what they declare, and their name drawn, typed, or said by a witness."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.consultation import Way
from consult_app.domain.ink import SHORTEST_MM, Ink
from consult_app.domain.unfinished import SignatureBegun
from consult_app.ui.days import day_words
from consult_app.ui.tokens import Space, Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.segments import Segments
from consult_app.ui.widgets.signature_pad import SignaturePad
from consult_app.ui.widgets.tick_box import TickBox
from consult_app.workflow.screens.review import SignerLine

_LONGEST_REASON, _LONGEST_WITNESS = 120, 60
_PAD_HEIGHT = 168
"""As much as a signature needs; all of the card is then in sight on a laptop's screen."""


class SignerCard(Card):
    """Takes the next signature; nothing can be signed before everything on the card is given.

    `acts` says what is lacking and holds the button that signs; who shows the card has it always in sight.
    """

    signed = Signal(object, object, str)
    """Way, ink or `None`, and the note of a witness."""
    drawn = Signal(object)
    """What stands on the pad after each stroke: Ink, or `None`."""
    read_back = Signal(bool)
    """Whether name and birth date were read back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._signer: SignerLine | None = None
        self._first = self._questioned = False
        self._declaration = PlainLabel()
        self._standing = PlainLabel("", "quiet")
        self._right_patient = TickBox()
        self._ways = Segments(self.tr("How to sign"))
        self._pad = SignaturePad()
        self._undo = Button(self.tr("Undo"), "quiet", "undo-2")
        self._clear = Button(self.tr("Clear"), "quiet", "trash-2")
        self._typed = LineField(self.tr("Name, typed as a signature"))
        self._meant = TickBox(
            self.tr("I type my name instead of signing by hand, and mean it as my signature.")
        )
        self._reason = LineField(self.tr("Why not by hand, and how agreement was given"))
        self._witness = LineField(self.tr("Name and role of the witness"))
        self._lacking = PlainLabel("", "quiet")
        self._sign = Button(self.tr("Sign"), "primary", "pen-line")
        self._undo.setAccessibleDescription(self.tr("Takes the last stroke of the signature back."))
        self._clear.setAccessibleDescription(self.tr("Takes the whole drawn signature away."))
        self._sign.setAccessibleDescription(self.tr("Adds this signature to the document; it stays there."))
        self.acts = QWidget()
        self._bodies = {Way.DRAWN: QWidget(), Way.TYPED: QWidget(), Way.UNABLE: QWidget()}
        self._lay_out()
        self._connect()

    def display(self, signer: SignerLine, patient: str, birth_date: date, *, first: bool = False) -> None:
        """Show who signs next; the same signer again keeps what was drawn.

        The `first` one begins only after the patient's name and birth date were read back.
        """
        if signer != self._signer:
            self._forget()
        self._signer, self._first = signer, first
        self.set_title(self.tr("{0}: {1}").format(signer.title, signer.name))
        self._declaration.setText(signer.declaration)
        self._standing.setText(signer.standing)
        self._standing.setVisible(bool(signer.standing))
        self._right_patient.say(
            self.tr("Right patient: {0}, born {1}. Both were read back.").format(
                patient, day_words(birth_date)
            )
        )
        self._right_patient.setVisible(first)
        self._typed.edit.setPlaceholderText(signer.name)
        self._pad.setAccessibleName(self.tr("Signature of {0}").format(signer.name))
        self._judge()

    def go_on(self, drawn: Ink | None, witness: str) -> None:
        """Go on where the program was left: with what was drawn, and the witness who was named before."""
        if self._pad.ink() is None and drawn is not None:
            self._pad.take(drawn)
        if not self._witness.text():
            self._witness.set_text(witness)
        self._judge()

    def unfinished(self) -> SignatureBegun | None:
        """Give what was drawn or typed and not signed; nothing while all is blank."""
        ink = self._pad.ink_in_sight()
        words = [each.text() for each in (self._typed, self._reason, self._witness)]
        if self._signer is None or not self.isEnabled() or (ink is None and not any(words)):
            return None
        return SignatureBegun(self._signer.role, self._way(), ink, *words)

    def go_on_with(self, begun: SignatureBegun) -> None:
        """Show what was begun; that this is the right patient is for whoever is back to say again."""
        if self._signer is None or begun.role is not self._signer.role:
            return
        if begun.ink is not None:
            self._pad.take(begun.ink)
        words = (begun.typed, begun.reason, begun.witness)
        for field, text in zip((self._typed, self._reason, self._witness), words, strict=True):
            field.set_text(text)
        self._choose(begun.way)

    def set_step(self, text: str) -> None:
        """Say which signature of how many this is."""
        self.set_badge(text, Tone.PRIMARY)

    def set_busy(self, *, busy: bool) -> None:
        """Show that the signature is being kept; it cannot be given twice."""
        self.setEnabled(not busy)
        self.acts.setEnabled(not busy)

    def _lay_out(self) -> None:
        self._ways.set_choices(
            [
                (Way.DRAWN.value, self.tr("Draw")),
                (Way.TYPED.value, self.tr("Type name")),
                (Way.UNABLE.value, self.tr("Unable to sign")),
            ]
        )
        tools = QHBoxLayout()
        tools.addStretch(1)
        tools.addWidget(self._undo)
        tools.addWidget(self._clear)
        drawn = _column(self._bodies[Way.DRAWN], self._pad)
        drawn.addLayout(tools)
        _column(self._bodies[Way.TYPED], self._typed, self._meant)
        _column(self._bodies[Way.UNABLE], self._reason, self._witness)
        self._pad.setFixedHeight(_PAD_HEIGHT)
        # What does not fit beside the printed name could be signed, but never be laid out.
        self._reason.edit.setMaxLength(_LONGEST_REASON)
        self._witness.edit.setMaxLength(_LONGEST_WITNESS)
        words: tuple[QWidget, ...] = (self._declaration, self._standing, self._right_patient)
        for each in words:
            self.body.addWidget(each)
        self.body.addWidget(self._ways, 0, Qt.AlignmentFlag.AlignLeft)
        for each in self._bodies.values():
            self.body.addWidget(each)
        row = QHBoxLayout(self.acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.APART)
        self._lacking.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._lacking, 1)
        row.addWidget(self._sign)

    def _connect(self) -> None:
        self._ways.chosen.connect(self._judge)
        self._ways.cleared.connect(lambda: self._choose(Way.DRAWN))
        self._undo.clicked.connect(self._pad.undo)
        self._clear.clicked.connect(self._pad.clear)
        self._pad.drawn.connect(self._judge)
        self._pad.drawn.connect(self.drawn)
        for tick in (self._right_patient, self._meant):
            tick.toggled.connect(self._judge)
        self._right_patient.clicked.connect(self.read_back)
        for field in (self._typed, self._reason, self._witness):
            field.edit.textEdited.connect(self._judge)
        self._sign.clicked.connect(self._ask)

    def _choose(self, way: Way) -> None:
        self._ways.set_current(way.value)
        self._judge()

    def _judge(self) -> None:
        """Show the chosen way, and say what is lacking."""
        way, sure = self._way(), self._is_sure()
        self._ways.setEnabled(sure)
        for each, body in self._bodies.items():
            body.setVisible(each is way)
            body.setEnabled(sure)
        lacking = self._what_lacks(way)
        self._question("")
        self._lacking.setText(lacking)
        self._sign.setEnabled(not lacking)
        self._undo.setEnabled(self._pad.ink() is not None)
        self._clear.setEnabled(self._pad.ink() is not None)

    def _way(self) -> Way:
        return Way(self._ways.current or Way.DRAWN.value)

    def _is_sure(self) -> bool:
        return not self._first or self._right_patient.isChecked()

    def _what_lacks(self, way: Way) -> str:
        if self._signer is None:
            return ""
        if not self._is_sure():
            return self.tr("Read name and date of birth back first.")
        name = self._signer.name
        if way is Way.DRAWN and self._pad.ink() is None:
            return self.tr("{0} has not signed yet.").format(name)
        if way is Way.TYPED and _folded(self._typed.text()) != _folded(name):
            return self.tr("Type the name as it is printed: {0}").format(name)
        if way is Way.TYPED and not self._meant.isChecked():
            return self.tr("Confirm that the typed name is meant as a signature.")
        if way is Way.UNABLE and not (_folded(self._reason.text()) and _folded(self._witness.text())):
            return self.tr("The reason and a witness are needed.")
        return ""

    def _ask(self) -> None:
        """Sign; what is doubtful is asked about once, and never refused."""
        self._pad.finish()
        ink = self._pad.ink() if self._way() is Way.DRAWN else None
        doubt = "" if self._questioned else self._doubt(ink)
        self._question(doubt)
        if not doubt:
            self.signed.emit(self._way(), ink, self._note() if self._way() is Way.UNABLE else "")

    def _doubt(self, ink: Ink | None) -> str:
        """Some people do sign with a dash, and some are called as their witness is."""
        if ink is not None and ink.length_mm < SHORTEST_MM:
            return self.tr("This is very short. Is it the whole signature?")
        own = self._signer is not None and _begins(self._witness.text(), self._signer.name)
        if self._way() is Way.UNABLE and own:
            return self.tr("Nobody is their own witness. Is it somebody else of this name?")
        return ""

    def _question(self, doubt: str) -> None:
        self._questioned = bool(doubt)
        self._sign.setText(self.tr("Yes, sign so") if doubt else self.tr("Sign"))
        self._sign.updateGeometry()
        if doubt:
            self._lacking.setText(doubt)

    def _note(self) -> str:
        reason, witness = self._reason.text().strip(), self._witness.text().strip()
        return self.tr("{0} – witness: {1}").format(reason, witness)

    def _forget(self) -> None:
        self._pad.wipe()
        for tick in (self._right_patient, self._meant):
            tick.setChecked(False)
        for field in (self._typed, self._reason, self._witness):
            field.edit.clear()
        self._ways.set_current(Way.DRAWN.value)


def _column(body: QWidget, *fields: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    for field in fields:
        column.addWidget(field)
    return column


def _begins(text: str, name: str) -> bool:
    """Whether a text begins with a name, whatever is said of its bearer then."""
    said, of = _folded(text), _folded(name)
    return said.startswith(of) and not said[len(of) : len(of) + 1].isalnum()


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
