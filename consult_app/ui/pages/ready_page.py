"""All is set up: look around with a made-up patient, or begin."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.door import Door
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel


class ReadyPage(Door):
    """Ends the first start with a choice between two ways on."""

    sample_requested = Signal()
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", 620, parent)
        self.setAccessibleName(self.tr("Ready"))
        self._sample = Button(self.tr("Try it with a sample patient"), "secondary", "play")
        self._begin = Button(self.tr("Begin"), "primary", "arrow-right", trailing=True)
        self._notice = Notice()
        self._lay_out()
        self._sample.clicked.connect(self.sample_requested)
        self._begin.clicked.connect(self.leave_requested)
        self.setFocusProxy(self._sample)

    def refuse(self, title: str, text: str) -> None:
        """Say why it did not go on."""
        self._notice.say(title, text)

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing be asked twice."""
        self.card.setEnabled(not busy)

    def _lay_out(self) -> None:
        body = self.card.body
        sample = self.tr(
            "The sample is a made-up patient, talked through half-way. Look around, change what you like, "
            "sign it. It is marked as a sample on screen and on paper, and can be removed in the settings."
        )
        later = self.tr(
            "Address, logo, printing and the country whose law your documents follow are in the settings. "
            "Until you choose another it is the United States."
        )
        body.addWidget(PlainLabel(self.tr("Ready"), "title"))
        body.addWidget(PlainLabel(sample))
        body.addWidget(PlainLabel(later, "quiet"))
        body.addWidget(self._notice)
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 0)
        row.addWidget(self._sample)
        row.addStretch(1)
        row.addWidget(self._begin)
        body.addLayout(row)
