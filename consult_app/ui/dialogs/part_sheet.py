"""Two patients who were joined are two again, for a reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult_app.domain.merging import Merge
from consult_app.domain.unfinished import Place
from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.merge_words import joined_words
from consult_app.ui.patient_list import born_words
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.confirm_button import ConfirmButton
from consult_app.ui.widgets.holding import Holding
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel

_LONGEST = 200


class PartSheet(Sheet):
    """Asks why; it stays open until they were parted, or says why they were not."""

    part_requested = Signal(str)
    """The reason."""

    def __init__(self, merge: Merge, parent: QWidget | None = None) -> None:
        super().__init__(620, parent)
        title = self.tr("Two people after all?")
        self.setWindowTitle(title)
        self._notice = Notice()
        self._why = LineField(self.tr("Why they are two people"))
        self._why.edit.setMaxLength(_LONGEST)
        self.holding = Holding(Place.PARTING, f"{merge.kept.id} {merge.id}", why=self._why)
        self._part = ConfirmButton(self.tr("Part them"), self.tr("Yes, they are two people"), "undo-2")
        self._cancel = Button(self.tr("Cancel"), "secondary")
        words = self.tr(
            "Each gets back the name and details of before; what was corrected since stays with {0}. Each"
            " consultation goes back to the entry that it was begun for: what was begun since then stays with"
            " {0}. A hold goes on for both."
        ).format(merge.kept.name)
        for each in (
            PlainLabel(title, "heading"),
            PlainLabel(merge.absorbed.name, "strong"),
            PlainLabel(born_words(merge.absorbed), "quiet"),
            PlainLabel(joined_words(merge), "quiet"),
            PlainLabel(words),
            self._notice,
            self._why,
        ):
            self.body.addWidget(each)
        self.foot.addWidget(self._cancel)
        self.foot.addWidget(self._part)
        self._part.confirmed.connect(self._tell)
        self._cancel.clicked.connect(self.reject)

    def refuse(self, title: str, text: str) -> None:
        """Say why they were not parted, ready for another try."""
        self._part.setEnabled(True)
        self._notice.say(title, text)

    def _tell(self) -> None:
        why = self._why.text().strip()
        self._why.refuse("" if why else self.tr("Say why: whoever looks at it later reads it."))
        if why:
            self._part.setEnabled(False)
            self.part_requested.emit(why)
