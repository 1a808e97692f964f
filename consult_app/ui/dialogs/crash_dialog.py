"""A bug in the program: said plainly, and it can be closed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.plain_label import PlainLabel


class CrashDialog(QDialog):
    """Says that the program failed and that answers are kept; `kind` names the exception."""

    quit_requested = Signal()

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.setMinimumWidth(520)
        happened = self.tr("Consult made a mistake and stopped what it was doing ({0}).").format(kind)
        kept = self.tr("Every answer given before is kept. The last one may have to be given again.")
        remedy = self.tr("Go on, or close the program and open it again if it behaves oddly.")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(10)
        column.addWidget(PlainLabel(self.tr("Something went wrong in the program"), "heading"))
        for words in (happened, kept, remedy):
            column.addWidget(PlainLabel(words))
        go_on = Button(self.tr("Go on"), "primary")
        leave = Button(self.tr("Close Consult"), "secondary")
        row = QHBoxLayout()
        row.setContentsMargins(0, 10, 0, 0)
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(go_on)
        column.addLayout(row)
        go_on.clicked.connect(self.accept)
        leave.clicked.connect(self.quit_requested)
        leave.clicked.connect(self.accept)
        go_on.setFocus()
