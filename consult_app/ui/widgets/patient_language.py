"""Which language the patient reads, where the pack speaks several."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.choice_flow import ChoiceFlow
from consult_app.ui.widgets.language_row import own_name
from consult_app.ui.widgets.notice import Notice


class PatientLanguage(QWidget):
    """Hidden where there is nothing to choose."""

    chosen = Signal(str)
    """The tag of a language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = ChoiceFlow(self.tr("The patient’s language"))
        self._wrong = Notice(Tone.CAUTION)
        self._current = ""
        self._tags: tuple[str, ...] = ()
        self._wanted = False
        words = QLabel(
            self.tr(
                "The patient’s language. The form has it beside yours; papers to take home are in it alone."
            )
        )
        words.setWordWrap(True)
        self._row.setAccessibleDescription(words.text())
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(4)
        body.addWidget(words)
        body.addWidget(self._row)
        body.addWidget(self._wrong)
        self._row.chosen.connect(self._choose)
        self.hide()

    def offer(self, tags: tuple[str, ...]) -> None:
        """Offer languages by their tags, that of the practice first."""
        if tags != self._tags:
            self._tags = tags
            self._row.set_choices([(tag, own_name(tag)) for tag in tags])
            self._row.set_current(self._current)
        self._show()

    def complain(self, why: str) -> None:
        """Say why the pages are in the practice's language alone; nothing where they are as chosen."""
        title = self.tr("The pages are in your language alone")
        safe = self.tr("It cannot be signed in two languages until that is mended.")
        self._wrong.say(title if why else "", f"{why} {safe}" if why else "")

    def display(self, language: str, *, shown: bool) -> None:
        """Show which one was chosen, while it can be."""
        self._current, self._wanted = language, shown
        self._row.set_current(language)
        self._show()

    def _show(self) -> None:
        self.setVisible(self._wanted and len(self._tags) > 1)

    def _choose(self, tag: object) -> None:
        if tag != self._current:
            self.chosen.emit(str(tag))
