"""A bug in the program: said plainly, and it can be closed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.plain_label import PlainLabel


class CrashDialog(Sheet):
    """Says that the program failed and that answers are kept; `kind` names the exception."""

    quit_requested = Signal()

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(520, parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        happened = self.tr("Consult made a mistake and stopped what it was doing ({0}).").format(kind)
        kept = self.tr("Every answer given before is kept. The last one may have to be given again.")
        remedy = self.tr("Go on, or close the program and open it again if it behaves oddly.")
        self.body.addWidget(PlainLabel(self.tr("Something went wrong in the program"), "heading"))
        for words in (happened, kept, remedy):
            self.body.addWidget(PlainLabel(words))
        go_on = Button(self.tr("Go on"), "primary")
        leave = Button(self.tr("Close Consult"), "secondary")
        self.foot.addWidget(leave)
        self.foot.addWidget(go_on)
        go_on.clicked.connect(self.accept)
        leave.clicked.connect(self.quit_requested)
        leave.clicked.connect(self.accept)
        go_on.setFocus()
