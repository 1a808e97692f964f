"""Somebody who may unlock: how their name is printed, what they may do, and their first passphrase."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult_app.domain.consultation import Clinician
from consult_app.domain.unfinished import Place
from consult_app.domain.users import User, UserRole
from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.role_words import certifying_words, role_meaning
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.holding import Holding
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.new_passphrase import NewPassphrase, Strength
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.radio_list import RadioList


class UserDialog(Sheet):
    """Asks for somebody new, or corrects `user`; it stays open until it was kept."""

    saved = Signal(object, str, str)
    """User (whose id is empty for somebody new), the passphrase of somebody new, and the recovery key."""

    def __init__(self, user: User | None, strength: Strength, parent: QWidget | None = None) -> None:
        super().__init__(560, parent)
        self._user = user or User(Clinician("", "", ""), UserRole.CLINICIAN)
        title = self.tr("Add somebody") if user is None else self.tr("Correct details")
        self.setWindowTitle(title)
        self._notice = Notice()
        self._name = LineField(self.tr("Name, as it is printed"))
        self._profession = LineField(self.tr("Profession"))
        self._registration = LineField(self.tr("Registration (if any)"))
        self._role = RadioList(self.tr("May do"))
        self._role.set_choices([(each.value, role_meaning(each)) for each in UserRole])
        # One of them always holds.
        self._role.cleared.connect(self._show_role)
        self._role.chosen.connect(self._choose_role)
        self._passphrase = None if user else NewPassphrase(strength, self.tr("Their passphrase"))
        self._recovery = LineField(self.tr("Recovery key of the practice (if at hand)"))
        self._save = Button(self.tr("Save") if user else self.tr("Add"), "primary", "check")
        self._cancel = Button(self.tr("Cancel"), "secondary")
        self._lay_out(title)
        self._fill()
        self.holding = Holding(
            Place.USER,
            self._user.id,
            name=self._name,
            profession=self._profession,
            registration=self._registration,
            role=self._role,
        )
        self._save.clicked.connect(self._tell)
        self._cancel.clicked.connect(self.reject)
        self._name.setFocus()

    def refuse(self, title: str, text: str) -> None:
        """Say why it was not kept, ready for another try."""
        self.set_busy(busy=False)
        self._notice.say(title, text)

    def set_busy(self, *, busy: bool) -> None:
        """Show that it is being kept."""
        self._save.setEnabled(not busy)

    def _lay_out(self, title: str) -> None:
        role = PlainLabel(self.tr("May do"), "strong")
        shown: tuple[QWidget, ...] = (self._notice, self._name, self._profession, self._registration)
        for each in (PlainLabel(title, "heading"), *shown, role, self._role):
            self.body.addWidget(each)
        if self._passphrase is not None:
            words = self.tr("Let the new person type it: nobody else should know it, and nobody can read it.")
            self.body.addWidget(PlainLabel(words, "quiet"))
            self.body.addWidget(self._passphrase)
            self.body.addWidget(PlainLabel(certifying_words(), "quiet"))
            self.body.addWidget(self._recovery)
        self.foot.addWidget(self._cancel)
        self.foot.addWidget(self._save)

    def _fill(self) -> None:
        person = self._user.clinician
        self._name.set_text(person.name)
        self._profession.set_text(person.role)
        self._registration.set_text(person.registration)
        self._show_role()

    def _show_role(self) -> None:
        self._role.set_current(self._user.role.value)

    def _choose_role(self, role: str) -> None:
        self._user = replace(self._user, role=UserRole(role))

    def _tell(self) -> None:
        name = self._name.text().strip()
        self._name.refuse("" if name else self.tr("Documents carry the name."))
        passphrase = self._passphrase.check() if self._passphrase is not None else ""
        if not name or (self._passphrase is not None and not passphrase):
            return
        profession, registration = self._profession.text().strip(), self._registration.text().strip()
        person = Clinician(self._user.id, name, profession, registration)
        self.set_busy(busy=True)
        self.saved.emit(replace(self._user, clinician=person), passphrase, self._recovery.text().strip())
