"""A scan that has no place by itself: what is wrong with it, and what can be done."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.on_paper import Aside, Unfit
from consult_app.ui.tokens import Space
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.flow_row import FlowRow
from consult_app.ui.widgets.photo_pane import PhotoPane


class AsideRow(QWidget):
    """Shows the scan, says why it was set aside, and offers the pages that it can be taken for."""

    put_requested = Signal(int)
    """The page that it is taken for."""
    turn_requested = Signal()
    leave_requested = Signal()

    def __init__(self, aside: Aside, missing: Iterable[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = self._why(aside)
        picture = PhotoPane(self.tr("A page that was set aside"))
        picture.show_photo(aside.scan.jpeg, words)
        acts = [self._leave()]
        if aside.why is not Unfit.OTHER:
            pages = (aside.page,) if aside.why is Unfit.TWICE else tuple(missing)
            acts = [*(self._put(page, aside.why) for page in pages), self._turn(), *acts]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SNUG)
        column.addWidget(picture)
        column.addWidget(FlowRow(acts))

    def _put(self, page: int, why: Unfit) -> Button:
        again = why is Unfit.TWICE
        words = self.tr("Take this one for page {0}") if again else self.tr("It is page {0}")
        button = Button(words.format(page), "secondary", "check")
        button.setAccessibleDescription(self.tr("Puts this picture in the place of that page."))
        button.clicked.connect(partial(self.put_requested.emit, page))
        return button

    def _turn(self) -> Button:
        button = Button(self.tr("Turn"), "quiet", "redo-2")
        button.setAccessibleDescription(self.tr("Turns the picture by a quarter, clockwise."))
        button.clicked.connect(self.turn_requested)
        return button

    def _leave(self) -> Button:
        button = Button(self.tr("Leave it out"), "quiet", "x")
        button.setAccessibleDescription(self.tr("Forgets this picture. The file that it came from stays."))
        button.clicked.connect(self.leave_requested)
        return button

    def _why(self, aside: Aside) -> str:
        return {
            Unfit.UNREADABLE: self.tr("The square code at its foot cannot be read. Which page is it?"),
            Unfit.OTHER: self.tr(
                "It belongs to another document, or to an earlier print. It cannot be put in here."
            ),
            Unfit.TWICE: self.tr("Page {0} is here already. Which of the two is to be kept?").format(
                aside.page
            ),
        }[aside.why]
