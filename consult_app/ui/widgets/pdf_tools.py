"""What can be done with the pages of a document: go to one, find words, show them larger or smaller."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from consult_app.ui import theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.plain_label import PlainLabel

_FIELD = 58


class PdfTools(QWidget):
    """Page field, search, zoom; it only asks."""

    page_requested = Signal(int)
    find_requested = Signal()
    smaller_requested = Signal()
    larger_requested = Signal()
    fit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page, self._pages = 0, 0
        self._where = PlainLabel(self.tr("Page"), "quiet", wrap=False)
        self._number = QLineEdit()
        self._number.setMinimumHeight(max(42, theme.scaled(42)))
        self._number.setFixedWidth(theme.scaled(_FIELD))
        self._number.setValidator(QIntValidator(1, 9999, self))
        self._number.returnPressed.connect(self._ask)
        self._number.installEventFilter(self)
        self._of = PlainLabel("", "quiet", wrap=False)
        self._find = Button("", "quiet", "search", name=self.tr("Find in the document (Ctrl+F)"))
        self._smaller = Button("", "quiet", "zoom-out", name=self.tr("Show the pages smaller (Ctrl+-)"))
        self._fit = Button("100 %", "link", name=self.tr("Fit the width (Ctrl+0)"))
        self._larger = Button("", "quiet", "zoom-in", name=self.tr("Show the pages larger (Ctrl++)"))
        self._find.clicked.connect(self.find_requested)
        self._smaller.clicked.connect(self.smaller_requested)
        self._fit.clicked.connect(self.fit_requested)
        self._larger.clicked.connect(self.larger_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 4, 0)
        row.setSpacing(4)
        self._place = (self._where, self._number, self._of)
        for each in self._place:
            row.addWidget(each)
        row.addStretch(1)
        for button in (self._find, self._smaller, self._fit, self._larger):
            row.addWidget(button)

    def show_place(self, page: int, pages: int) -> None:
        """Say which page is in view; what is being typed is left alone."""
        self._page, self._pages = page, pages
        for each in self._place:
            each.setVisible(bool(pages))
        self._of.setText(self.tr("of {0}").format(pages))
        self._number.setAccessibleName(self.tr("Page, of {0}").format(pages))
        if not self._number.isModified():
            self._put_back()

    def show_zoom(self, zoom: float, *, smaller: bool, larger: bool) -> None:
        """Say how large the pages are, and whether they can be smaller or larger."""
        self._fit.setText(self.tr("{0} %").format(round(zoom * 100)))
        self._smaller.setEnabled(smaller)
        self._larger.setEnabled(larger)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the page in view again when the field is left."""
        if event.type() == QEvent.Type.FocusOut:
            self._put_back()
        return super().eventFilter(watched, event)

    def _ask(self) -> None:
        wanted = min(max(int(self._number.text()), 1), self._pages)
        self._number.setModified(False)
        self.page_requested.emit(wanted)
        self._put_back()
        self._number.selectAll()

    def _put_back(self) -> None:
        self._number.setText(str(self._page))
