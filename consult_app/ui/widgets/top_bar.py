"""The bar on top: who is here, and for what."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from consult_app.domain.consultation import Patient
from consult_app.domain.questionnaire import Step
from consult_app.ui import theme
from consult_app.ui.days import day_words
from consult_app.ui.painting import fill_round, focus_by_keyboard, painter_on
from consult_app.ui.room import Room
from consult_app.ui.tokens import SMALL, STRONG, Space, Tone, Type
from consult_app.ui.widgets.badge import Badge
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.findings_button import FindingsButton

_LEFT, _DISC, _TEXT, _GAP = 29, 40, 84, 10
_LINE, _NAME_LINE = 21, 36
_NAME, _TREATMENT = Type(16, theme.SEMIBOLD), Type(14, theme.SEMIBOLD)


def height() -> int:
    """Give its height: two lines of text, or a button."""
    return max(72, theme.scaled(42) + 20)


class TopBar(QWidget):
    """Patient, treatment and clinician, marks for drafts and samples, and the ways out."""

    leave_requested = Signal()
    lock_requested = Signal()
    patient_requested = Signal(object)
    findings_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._name = self._born = self._details = self._initials = ""
        self._treatment = self._clinician = ""
        self._shown: object = None
        self._draft = Badge("", Tone.CAUTION, self)
        self._sample = Badge(self.tr("Sample"), Tone.INFO, self)
        self._findings = FindingsButton(self)
        self._findings.clicked.connect(self.findings_requested)
        self._patient = Button("", "secondary", "maximize-2", name=self.tr("Show to patient"), parent=self)
        self._patient.clicked.connect(lambda: self.patient_requested.emit(self._step))
        self._step: Step | None = None
        self._leave = Button("", "quiet", "list", name=self.tr("All consultations"), parent=self)
        self._leave.clicked.connect(self.leave_requested)
        self._lock = Button("", "quiet", "lock", name=self.tr("Lock"), parent=self)
        for button, words in (
            (self._patient, self.tr("Puts the questions of this step into the patient’s hands.")),
            (self._leave, self.tr("Leaves the consultation as it is. All that was said is kept.")),
            (self._lock, self.tr("Closes the records until the passphrase is typed. Keys: Ctrl+L")),
        ):
            button.setAccessibleDescription(words)
        self._lock.clicked.connect(self.lock_requested)
        self._findings.hide()

    def display(self, room: Room) -> None:
        """Show who is here and for what."""
        self._step = room.step
        if self._findings.display(room.findings) and not self._findings.isHidden():
            self._place()
        shown = (
            room.rail.locked,
            room.patient,
            room.treatment_name,
            room.clinician_name,
            room.unapproved,
            room.sample,
        )
        if shown == self._shown:
            return
        self._shown = shown
        patient = room.patient
        record = self.tr("Record {0}").format(patient.record_number) if patient.record_number else ""
        self._name, self._initials = patient.name, _initials(patient)
        self._born = day_words(patient.birth_date)
        self._details = " · ".join(part for part in (self._born, record) if part)
        self._treatment, self._clinician = room.treatment_name, room.clinician_name
        self.setAccessibleName(f"{self._name}, {self._details}. {self._treatment}, {self._clinician}")
        self._draft.setVisible(room.unapproved)
        self._sample.setVisible(room.sample)
        self._patient.setVisible(not room.rail.locked)
        self._place()
        self.update()

    def offer_findings(self, offered: bool) -> None:  # noqa: FBT001 - the one trait there is to set
        """Show a counted button for the findings where their panel has no room."""
        if offered is self._findings.isHidden():
            self._findings.setVisible(offered)
            self._place()

    def focus_findings(self) -> None:
        """Bring the keyboard to the findings' button."""
        focus_by_keyboard(self._findings)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the buttons at the right end."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words, cut with an ellipsis where they meet the buttons."""
        look = theme.tokens()
        painter = painter_on(self)
        painter.fillRect(self.rect(), QColor(look.surface))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(look.hair))
        room = self._right_of_words() - _TEXT
        details = self._details if theme.advance(self._details, *SMALL) <= room else self._born
        start = _TEXT
        if theme.advance(self._name, *_NAME) <= room:
            self._paint_disc(painter)
        else:
            # The disc only repeats the name, which wants its room.
            start, room = _LEFT, room + _TEXT - _LEFT
        name, born = (_fit(words, role, room) for words, role in ((self._name, _NAME), (details, SMALL)))
        end = self._paint_pair(painter, start, (self._name, name), (details, born))
        wanted = max(theme.advance(self._treatment, *_TREATMENT), theme.advance(self._clinician, *SMALL))
        if end + 39 + wanted <= self._right_of_words():
            high = theme.scaled(_NAME_LINE)
            painter.fillRect(end + 22, (self.height() - high) // 2, 1, high, QColor(look.border))
            self._paint_pair(painter, end + 39, (self._treatment, _TREATMENT), (self._clinician, SMALL))
        painter.end()

    def _paint_disc(self, painter: QPainter) -> None:
        shade = theme.tokens().shade(Tone.PRIMARY)
        disc = QRect(_LEFT, (self.height() - _DISC) // 2, _DISC, _DISC)
        fill_round(painter, disc, _DISC / 2, shade.soft)
        painter.setPen(QColor(shade.ink))
        # It keeps its size, and so do the letters in it.
        painter.setFont(_initials_font())
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self._initials)

    def _paint_pair(
        self, painter: QPainter, x: int, first: tuple[str, Type], second: tuple[str, Type]
    ) -> int:
        """Paint two lines; give where they end."""
        look = theme.tokens()
        end, y = x, (self.height() - theme.scaled(2 * _LINE)) // 2
        for (words, role), colour in ((first, look.ink), (second, look.quiet)):
            font = theme.font(*role)
            metrics = QFontMetrics(font)
            room = max(self._right_of_words() - x, 0)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(x, y, room, theme.scaled(_LINE)), Qt.AlignmentFlag.AlignVCenter, shown)
            end = max(end, x + metrics.horizontalAdvance(shown))
            y += theme.scaled(_LINE)
        return end

    def _right_of_words(self) -> int:
        return min(each.x() for each in self._shown_parts()) - Space.APART

    def _shown_parts(self) -> list[QWidget]:
        """Give what stands at the right end, from there on."""
        parts = (self._lock, self._leave, self._patient, self._findings, self._sample, self._draft)
        return [each for each in parts if not each.isHidden()]

    def _place(self) -> None:
        """Place what stands at the right end, and say it in fewer words where the name has no room left."""
        long_words = self.tr("Draft – not clinically approved")
        self._draft.setToolTip(long_words)
        name = max(theme.advance(self._name, *_NAME), theme.advance(self._details, *SMALL))
        short = self.tr("Draft")
        for words, hand, brief in (
            (long_words, self.tr("Show to patient"), False),
            (short, self.tr("Show to patient"), False),
            (short, "", False),
            (short, "", True),
        ):
            self._draft.show_word(words, Tone.CAUTION)
            self._patient.setText(hand)
            self._findings.set_brief(brief=brief)
            if self._put_parts() - Space.APART - _TEXT >= name:
                break

    def _put_parts(self) -> int:
        """Place the parts from the right end on; give where they begin."""
        x = self.width() - Space.CARD
        for each in self._shown_parts():
            size = each.sizeHint()
            x -= size.width()
            each.setGeometry(x, (self.height() - size.height()) // 2, size.width(), size.height())
            x -= 0 if each is self._lock else _GAP
        return x + _GAP


def _fit(words: str, role: Type, room: int) -> Type:
    return Type(theme.fitting(words, *role, room), role.weight)


def _initials_font() -> QFont:
    font = QFont(theme.font(*STRONG))
    font.setPixelSize(STRONG.px)
    return font


def _initials(patient: Patient) -> str:
    return "".join(part[0].upper() for part in (patient.given_name, patient.family_name) if part)
