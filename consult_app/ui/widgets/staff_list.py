"""Everybody who may unlock, with what can be done about each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.users import User
from consult_app.ui.role_words import role_name
from consult_app.ui.tokens import Space
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.confirm_button import ConfirmButton
from consult_app.ui.widgets.flow_row import FlowRow
from consult_app.ui.widgets.plain_label import PlainLabel


class StaffList(QWidget):
    """A line for each user; removing asks once more in its own place."""

    add_requested = Signal()
    correct_requested = Signal(str)
    passphrase_requested = Signal(str)
    remove_requested = Signal(str)
    """The id of a user."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[User, ...], str] = ((), "")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(Space.CARD)
        self._add = Button(self.tr("Add somebody"), "soft", "user-plus")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.CARD)
        column.addLayout(self._rows)
        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addStretch(1)
        column.addLayout(row)
        self._add.clicked.connect(self.add_requested)
        self.setFocusProxy(self._add)

    def show_users(self, users: tuple[User, ...], me: str) -> None:
        """Show all users; whoever unlocked cannot be locked out."""
        self.setEnabled(True)
        if (users, me) == self._shown:
            return
        self._shown = (users, me)
        while (old := self._rows.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for user in users:
            self._rows.addWidget(self._row(user, own=user.id == me))

    def _row(self, user: User, *, own: bool) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SNUG)
        person = user.clinician
        name = self.tr("{0} (you)").format(person.name) if own else person.name
        details = (role_name(user.role), person.role, person.registration)
        column.addWidget(PlainLabel(name, "strong"))
        column.addWidget(PlainLabel(" · ".join(each for each in details if each), "quiet"))
        column.addWidget(FlowRow(self._acts(user, own=own)))
        return made

    def _acts(self, user: User, *, own: bool) -> list[Button]:
        name, key = user.clinician.name, user.id
        correct = Button(self.tr("Correct"), "secondary", "pen-line")
        correct.setAccessibleName(self.tr("Correct {0}").format(name))
        correct.clicked.connect(lambda: self.correct_requested.emit(key))
        if own:
            return [correct]
        forgot = Button(self.tr("New passphrase"), "secondary", "key-round")
        forgot.setAccessibleName(self.tr("New passphrase for {0}").format(name))
        forgot.clicked.connect(lambda: self.passphrase_requested.emit(key))
        remove = ConfirmButton(self.tr("Remove"), self.tr("Yes, lock out for good"), "trash-2")
        remove.setAccessibleDescription(self.tr("Remove {0}").format(name))
        remove.confirmed.connect(lambda: self.remove_requested.emit(key))
        return [correct, forgot, remove]
