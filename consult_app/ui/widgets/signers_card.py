"""Who signs: chosen before the document is frozen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.signers import NOBODY_ELSE, Signers, Why
from consult_app.ui.signer_words import detail_words
from consult_app.ui.tokens import Space, Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.detail_fields import DetailFields
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.radio_list import RadioList
from consult_app.ui.widgets.tick_box import TickBox


class SignersCard(Card):
    """Says in a line who signs; folded away below it are the others who can take part."""

    chosen = Signal(object)
    """Signers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Who signs"), parent=parent)
        self._signers = NOBODY_ELSE
        self._line = PlainLabel()
        self._turn = Button(self.tr("Somebody else takes part"), "secondary", "chevron-down")
        self._turn.setAccessibleDescription(
            self.tr("Shows who else can sign: for the patient, as interpreter, as witness.")
        )
        self._twice = Notice(Tone.CAUTION)
        self._asks = Notice(Tone.CAUTION)
        self._decides = Button(self.tr("Somebody decides for the patient"), "secondary", "users")
        self._decides.setAccessibleDescription(self.tr("Asks who that is, and by which right."))
        self._others = QWidget()
        self._why = RadioList(detail_words("proxy.why"))
        self._about_age = PlainLabel("", "quiet")
        self._parts = {
            "proxy": TickBox(self.tr("Somebody decides and signs for the patient")),
            "interpreter": TickBox(self.tr("An interpreter takes part, and signs")),
            "witness": TickBox(self.tr("A witness is there, and signs")),
            "treats": TickBox(self.tr("Another clinician will give the treatment")),
        }
        self._details = {
            "proxy": DetailFields("proxy.name", "proxy.relation", "proxy.authority"),
            "interpreter": DetailFields("interpreter.name", "interpreter.language", "interpreter.id"),
            "witness": DetailFields("witness.name", "witness.part"),
            "treats": DetailFields("treats.name"),
        }
        self._lay_out()
        self._connect()

    def display(  # noqa: PLR0913 - who signs, and all that is to be said about it
        self,
        signers: Signers,
        patient: str,
        clinician: str,
        age_points: tuple[str, ...],
        unable: str = "",
        *,
        from_afar: bool = False,
    ) -> None:
        """Show who was chosen, and what the content says about a patient of this age.

        `unable` is the question by which it was said that the patient cannot decide; `from_afar`, whether
        the patient rang or wrote, and so does not sign.
        """
        if signers != NOBODY_ELSE and self._signers == NOBODY_ELSE:
            self._unfold(unfolded=True)
        self._signers = signers
        self._line.setText(self._in_order(signers, patient, clinician, from_afar=from_afar))
        for part, tick in self._parts.items():
            takes = getattr(signers, part) is not None
            tick.setChecked(takes)
            self._details[part].display(signers.said)
            self._details[part].setVisible(takes)
        self._why.set_current(_reason(signers))
        self._why.setVisible(signers.proxy is not None)
        self._about_age.setText(
            self.tr("The content says about this age: {0}.").format("; ".join(age_points))
        )
        self._about_age.setVisible(bool(age_points))
        self._question_names(signers.named_twice(patient, clinician))
        self._ask_who_decides(signers, age_points, unable)

    def _question_names(self, twice: tuple[str, ...]) -> None:
        title = self.tr("Named more than once: {0}").format(", ".join(twice))
        said = self.tr("Nobody can sign for two: check the names, unless two people are called the same.")
        self._twice.say(title if twice else "", said if twice else "")

    def _ask_who_decides(self, signers: Signers, age_points: tuple[str, ...], unable: str) -> None:
        """Ask once there is a reason to, until it is said; what it means for this patient is not judged."""
        reasons = [self.tr("The content says about this age: {0}.").format("; ".join(age_points))] * bool(
            age_points
        )
        if unable:
            reasons.append(self.tr("“{0}” was answered with no.").format(unable))
        asks = bool(reasons) and signers.proxy is None
        judgement = self.tr(
            "Whether the patient can decide is for you to judge. Where somebody else does, that person signs."
        )
        title = self.tr("Who decides for this patient?") if asks else ""
        self._asks.say(title, " ".join((*reasons, judgement)) if asks else "")
        self._decides.setVisible(asks)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for details in self._details.values():
            details.flush()

    def reveal(self, subject: str) -> QWidget | None:
        """Bring the keyboard to a detail that is missing; gives where it is."""
        part = subject.partition(".")[0]
        if part not in self._parts:
            return None
        self._unfold(unfolded=True)
        at = self._details[part].fields.get(subject, self._why)
        at.setFocus()
        return at

    def _lay_out(self) -> None:
        self._why.set_choices(
            [
                (Why.MINOR.value, self.tr("The patient is too young to decide alone")),
                (Why.CAPACITY.value, self.tr("The patient is of age and cannot decide alone")),
            ]
        )
        column = QVBoxLayout(self._others)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SNUG)
        for part, tick in self._parts.items():
            column.addWidget(tick)
            if part == "proxy":
                column.addWidget(self._about_age)
                column.addWidget(self._why)
            column.addWidget(self._details[part])
        self._others.setVisible(False)
        self.body.addWidget(self._line)
        self.body.addWidget(self._twice)
        self.body.addWidget(self._asks)
        self.body.addWidget(self._decides, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._turn, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._others)

    def _connect(self) -> None:
        self._decides.clicked.connect(self._let_somebody_decide)
        self._turn.clicked.connect(lambda: self._unfold(unfolded=self._others.isHidden()))
        self._why.chosen.connect(lambda why: self._tell(self._signers.saying("proxy.why", Why(why))))
        # One of them always holds.
        self._why.cleared.connect(lambda: self._why.set_current(_reason(self._signers)))
        for part, tick in self._parts.items():
            tick.clicked.connect(lambda takes, part=part: self._tell(self._signers.taking(part, takes=takes)))
            self._details[part].edited.connect(
                lambda subject, text: self._tell(self._signers.saying(subject, text))
            )

    def _let_somebody_decide(self) -> None:
        self._tell(self._signers.taking("proxy", takes=True))
        self.reveal("proxy.name")

    def _tell(self, signers: Signers) -> None:
        if signers != self._signers:
            # Two details can be told before the first comes back.
            self._signers = signers
            self.chosen.emit(signers)

    def _unfold(self, *, unfolded: bool) -> None:
        self._others.setVisible(unfolded)
        self._turn.set_icon("chevron-up" if unfolded else "chevron-down")

    def _in_order(self, signers: Signers, patient: str, clinician: str, *, from_afar: bool) -> str:
        proxy, interpreter, witness = signers.proxy, signers.interpreter, signers.witness
        names = [
            (self.tr("{0} for {1}").format(proxy.name or "…", patient) if proxy else patient),
            *((interpreter.name or self.tr("the interpreter"),) if interpreter else ()),
            *((witness.name or self.tr("the witness"),) if witness else ()),
            clinician,
        ]
        if from_afar:
            words = self.tr("In this order: {0}. Whoever rang or wrote is not here to sign.")
            return words.format(", ".join(names[1:]))
        return self.tr("In this order: {0}.").format(", ".join(names))


def _reason(signers: Signers) -> str | None:
    why = signers.proxy.why if signers.proxy else None
    return why.value if why else None
