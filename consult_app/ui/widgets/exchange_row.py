"""A question that the patient asked, with the answer given."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.consultation import Exchange
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.text_box import TextBox


class ExchangeRow(QWidget):
    """A field for the question, a box for the answer, and a button that removes both."""

    edited = Signal()
    removed = Signal()

    def __init__(self, exchange: Exchange, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = LineField(self.tr("The patient asked"))
        self._question.set_text(exchange.question)
        label = PlainLabel(self.tr("We answered"), "strong")
        self._answer = TextBox(name=self.tr("We answered"), lines=2)
        self._answer.set_text(exchange.answer)
        label.setBuddy(self._answer)
        remove = Button("", "quiet", "trash-2", name=self.tr("Remove this question"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._question, 1)
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(label)
        column.addWidget(self._answer)
        self._question.edited.connect(lambda _: self.edited.emit())
        self._answer.edited.connect(lambda _: self.edited.emit())
        remove.clicked.connect(self.removed)
        self.setFocusProxy(self._question)

    def exchange(self) -> Exchange:
        """Give what stands in both fields."""
        return Exchange(self._question.text().strip(), self._answer.text().strip())

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._question.flush()
        self._answer.flush()
