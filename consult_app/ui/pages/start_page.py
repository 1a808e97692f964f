"""The list of consultations, and the way to a new one."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from consult_app.domain.consultation import ConsultationLine
from consult_app.ui import theme
from consult_app.ui.consultation_list import ConsultationPainter, ConsultationRows
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.workflow.ports import PackSummary

_WIDEST, _AROUND = 1080, 28


class StartPage(QWidget):
    """Finds a consultation again or begins one."""

    new_requested = Signal()
    open_requested = Signal(str)
    """The id of a consultation."""
    check_requested = Signal()
    lock_requested = Signal()
    details_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Consultations"))
        self._practice = PlainLabel("", "quiet")
        self._packs = PlainLabel("", "quiet")
        self._new = Button(self.tr("New consultation"), "primary", "plus")
        self._check = Button(self.tr("Check a file"), "secondary", "shield-check")
        self._lock = Button(self.tr("Lock"), "secondary", "lock")
        self._details = Button(
            self.tr("Details"), "secondary", "settings", name=self.tr("Practice and clinician")
        )
        self._title = PlainLabel(self.tr("Consultations"), "title", wrap=False)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._acts = QHBoxLayout()
        self._search = QLineEdit()
        self._rows = ConsultationRows()
        self._list = QListView()
        self._nothing = PlainLabel("", "quiet")
        self._notice = Notice()
        self._dress()
        self._lay_out()
        self._connect()

    def display(self, lines: Sequence[ConsultationLine], packs: Sequence[PackSummary]) -> None:
        """Show consultations, newest first, and the treatments that a new one can be about."""
        self._rows.show_lines(lines)
        self._new.setEnabled(bool(packs))
        names = ", ".join(self._pack_words(each) for each in packs)
        self._packs.setText(self.tr("Treatments: {0}").format(names) if packs else "")
        if not packs:
            self._notice.say(
                self.tr("No treatment can be begun"),
                self.tr("The folder with the treatments' content is empty. Consultations can still be read."),
            )
        else:
            self._notice.say("", "")
        self._tell_if_nothing()

    def set_practice(self, practice: str, clinician: str) -> None:
        """Say whose list this is."""
        self._practice.setText(self.tr("{0} · {1}").format(practice, clinician))

    def refuse(self, title: str, text: str) -> None:
        """Say why a consultation could not be opened or begun."""
        self._notice.say(title, text)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where typing begins."""
        super().showEvent(event)
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the title where they have no room beside it."""
        super().resizeEvent(event)
        wanted = self._title.sizeHint().width() + self._acts.sizeHint().width() + self._head.spacing()
        beside = wanted <= min(self.width() - 2 * _AROUND, _WIDEST)
        way = QBoxLayout.Direction
        self._head.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._head.setAlignment(self._acts, Qt.AlignmentFlag(0) if beside else Qt.AlignmentFlag.AlignLeft)

    def _pack_words(self, pack: PackSummary) -> str:
        if pack.approved:
            return self.tr("{0} {1}").format(pack.name, pack.version)
        return self.tr("{0} {1} (draft, not clinically approved)").format(pack.name, pack.version)

    def _dress(self) -> None:
        self._search.setPlaceholderText(self.tr("Search by name, birth date, treatment or day"))
        self._search.setAccessibleName(self.tr("Search consultations"))
        self._search.setClearButtonEnabled(True)
        self._search.setMinimumHeight(max(44, theme.scaled(44)))
        self._list.setModel(self._rows)
        self._list.setItemDelegate(ConsultationPainter(self._list))
        self._list.setAccessibleName(self.tr("Consultations"))
        self._list.setFrameShape(QListView.Shape.NoFrame)
        self._list.setUniformItemSizes(True)
        self._list.setMouseTracking(True)
        self._list.setCursor(Qt.CursorShape.PointingHandCursor)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._practice)
        self._acts.setSpacing(10)
        for each in (self._details, self._lock, self._check, self._new):
            self._acts.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        self._head.setSpacing(10)
        self._head.addLayout(words, 1)
        self._head.addLayout(self._acts)
        card = Card()
        card.body.setSpacing(10)
        card.body.addWidget(self._search)
        card.body.addWidget(self._nothing, 1)
        card.body.addWidget(self._list, 1)
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addLayout(self._head)
        column.addWidget(self._notice)
        column.addWidget(card, 1)
        column.addWidget(self._packs)
        middle = QWidget()
        middle.setMaximumWidth(_WIDEST)
        middle.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(_AROUND, _AROUND, _AROUND, 20)
        outer.addStretch(1)
        outer.addWidget(middle, 100)
        outer.addStretch(1)
        self.setFocusProxy(self._search)

    def _connect(self) -> None:
        self._new.clicked.connect(self.new_requested)
        self._check.clicked.connect(self.check_requested)
        self._lock.clicked.connect(self.lock_requested)
        self._details.clicked.connect(self.details_requested)
        self._search.textEdited.connect(self._find)
        self._search.returnPressed.connect(self._open_first)
        self._list.clicked.connect(self._open)
        self._list.activated.connect(self._open)

    def _find(self, text: str) -> None:
        self._rows.search(text)
        self._tell_if_nothing()

    def _tell_if_nothing(self) -> None:
        nothing = self._rows.rowCount() == 0
        searched = bool(self._search.text().strip())
        self._list.setVisible(not nothing)
        self._nothing.setVisible(nothing)
        self._nothing.setText(
            self.tr("No consultation matches.")
            if searched
            else self.tr("No consultations yet. Begin with “New consultation”.")
        )

    def _open(self, index: QModelIndex) -> None:
        self.open_requested.emit(self._rows.line(index).id)

    def _open_first(self) -> None:
        if self._rows.rowCount():
            self._open(self._rows.index(0))
