"""Where a clinician writes why to go on against a finding."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.text_box import TextBox


class ReasonEditor(QWidget):
    """A reason in writing, in the name of a clinician; without words it cannot be confirmed."""

    edited = Signal(str)
    """How far it is written, once typing settles."""
    confirmed = Signal(str)
    cancelled = Signal()

    def __init__(self, title: str, clinician: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = TextBox(
            self.tr("Why go on?"), name=self.tr("{0}: reason for going on").format(title), lines=3
        )
        self._note = PlainLabel(
            self.tr("In the name of {0}. The reason is printed.").format(clinician), "quiet"
        )
        self._confirm = Button(self.tr("Go on"), "primary")
        self._cancel = Button(self.tr("Cancel"), "quiet")
        self._confirm.setEnabled(False)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for each in (self._box, self._note):
            column.addWidget(each)
        column.addLayout(row)
        self.setFocusProxy(self._box)
        self._box.textChanged.connect(self._judge)
        self._box.edited.connect(self.edited)
        self._confirm.clicked.connect(self._tell)
        self._cancel.clicked.connect(self._drop)

    def show_words(self, words: str) -> None:
        """Show how far it is written; what is being typed here is left alone."""
        self._box.set_text(words)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._box.flush()

    def minimumSizeHint(self) -> QSize:
        """Never hide a line of the reason."""
        return self.sizeHint()

    def _judge(self) -> None:
        self._confirm.setEnabled(bool(self._box.text().strip()))

    def _drop(self) -> None:
        self._box.drop()
        self.cancelled.emit()

    def _tell(self) -> None:
        # Told now: what is told after it was confirmed would be a second reason.
        self.flush()
        self.confirmed.emit(self._box.text().strip())
