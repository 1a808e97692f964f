"""The bar on top: who is here, and for what."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from consult_app.domain.consultation import Patient
from consult_app.domain.questionnaire import Step
from consult_app.ui import theme
from consult_app.ui.days import day_words
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.room import Room
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.badge import Badge
from consult_app.ui.widgets.button import Button

HEIGHT = 72
_LEFT, _TEXT, _GAP = 29, 84, 10


class TopBar(QWidget):
    """Patient, treatment and clinician, marks for drafts and samples, and the ways out."""

    leave_requested = Signal()
    lock_requested = Signal()
    patient_requested = Signal(object)
    findings_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._name = self._details = self._treatment = self._clinician = self._initials = ""
        self._shown: object = None
        self._draft = Badge("", Tone.CAUTION, self)
        self._sample = Badge(self.tr("Sample"), Tone.INFO, self)
        self._findings = Button(self.tr("Findings"), "secondary", "shield-alert", parent=self)
        self._findings.clicked.connect(self.findings_requested)
        self._patient = Button("", "secondary", "maximize-2", name=self.tr("Show to patient"), parent=self)
        self._patient.clicked.connect(lambda: self.patient_requested.emit(self._step))
        self._step: Step | None = None
        self._leave = Button("", "quiet", "list", name=self.tr("All consultations"), parent=self)
        self._leave.clicked.connect(self.leave_requested)
        self._lock = Button("", "quiet", "lock", name=self.tr("Lock"), parent=self)
        self._lock.clicked.connect(self.lock_requested)
        self._findings.hide()

    def display(self, room: Room) -> None:
        """Show who is here and for what."""
        self._step = room.step
        shown = (
            room.rail.locked,
            room.patient,
            room.treatment_name,
            room.clinician_name,
            room.unapproved,
            room.sample,
            room.findings.unsettled,
        )
        if shown == self._shown:
            return
        self._shown = shown
        patient = room.patient
        record = self.tr("Record {0}").format(patient.record_number) if patient.record_number else ""
        self._name, self._initials = patient.name, _initials(patient)
        self._details = " · ".join(part for part in (day_words(patient.birth_date), record) if part)
        self._treatment, self._clinician = room.treatment_name, room.clinician_name
        self.setAccessibleName(f"{self._name}, {self._details}. {self._treatment}, {self._clinician}")
        self._draft.setVisible(room.unapproved)
        self._sample.setVisible(room.sample)
        self._patient.setVisible(not room.rail.locked)
        count = room.findings.unsettled
        self._findings.setText(self.tr("Findings ({0})").format(count) if count else self.tr("Findings"))
        self._place()
        self.update()

    def offer_findings(self, offered: bool) -> None:  # noqa: FBT001 - the one trait there is to set
        """Show a counted button for the findings where their panel has no room."""
        if offered is self._findings.isHidden():
            self._findings.setVisible(offered)
            self._place()

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
        shade = look.shade(Tone.PRIMARY)
        disc = QRect(_LEFT, 16, 40, 40)
        fill_round(painter, disc, 20, shade.soft)
        painter.setPen(QColor(shade.ink))
        painter.setFont(theme.font(15, theme.SEMIBOLD))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self._initials)
        end = self._paint_pair(painter, _TEXT, (self._name, 16), self._details)
        if end + 150 < self._right_of_words():
            painter.fillRect(end + 22, 18, 1, 36, QColor(look.border))
            self._paint_pair(painter, end + 39, (self._treatment, 14), self._clinician)
        painter.end()

    def _paint_pair(self, painter: QPainter, x: int, first: tuple[str, int], second: str) -> int:
        """Paint two lines; give where they end."""
        look = theme.tokens()
        end = x
        lines = ((*first, theme.SEMIBOLD, look.ink, 17), (second, 13, theme.REGULAR, look.quiet, 37))
        for words, px, weight, colour, y in lines:
            font = theme.font(px, weight)
            metrics = QFontMetrics(font)
            room = max(self._right_of_words() - x, 0)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(x, y, room, 21), Qt.AlignmentFlag.AlignVCenter, shown)
            end = max(end, x + metrics.horizontalAdvance(shown))
        return end

    def _right_of_words(self) -> int:
        parts = (self._draft, self._sample, self._findings, self._patient, self._leave)
        return min(each.x() for each in parts if not each.isHidden()) - 16

    def _place(self) -> None:
        roomy = self.width() > 860  # noqa: PLR2004 - where the long words fit beside the names
        long_words = self.tr("Draft – not clinically approved")
        self._draft.show_word(long_words if roomy else self.tr("Draft"), Tone.CAUTION)
        self._draft.setToolTip(long_words)
        self._patient.setText(self.tr("Show to patient") if self.width() > 980 else "")  # noqa: PLR2004
        x = self.width() - 20
        for each in (self._lock, self._leave, self._patient, self._findings, self._sample, self._draft):
            if each.isHidden():
                continue
            size = each.sizeHint()
            x -= size.width()
            each.setGeometry(x, (HEIGHT - size.height()) // 2, size.width(), size.height())
            x -= 0 if each is self._lock else _GAP


def _initials(patient: Patient) -> str:
    return "".join(part[0].upper() for part in (patient.given_name, patient.family_name) if part)
