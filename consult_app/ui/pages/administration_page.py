"""The start of an administrator: users, backups, settings; no patient is named here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from consult_app.domain.backup import Backup
from consult_app.domain.users import User
from consult_app.ui.days import weekday_words
from consult_app.ui.role_words import role_name
from consult_app.ui.safety_words import backup_age, greeting, unsafe_words
from consult_app.ui.tokens import Space, Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.flow_row import FlowRow
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.page_head import PageHead
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.scrolled_column import ScrolledColumn
from consult_app.workflow.safety import UNKNOWN
from consult_app.workflow.screens.administration import AdministrationScreen

_WIDEST = 1080


class AdministrationPage(QScrollArea):
    """Draws an `AdministrationScreen`."""

    check_requested = Signal()
    lock_requested = Signal()
    details_requested = Signal()
    log_requested = Signal()
    emergency_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Administration"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._greeting, self._practice = PlainLabel("", "title"), PlainLabel("", "quiet")
        self._check = Button(self.tr("Check a file"), "secondary", "shield-check")
        self._log = Button(self.tr("Log"), "secondary", "clipboard-list")
        self._emergency = Button(self.tr("Emergency access"), "secondary", "triangle-alert")
        self._lock = Button(self.tr("Lock"), "secondary", "lock")
        self._details = Button(self.tr("Users, backups, settings"), "primary", "settings")
        self._notice, self._unsafe = Notice(), Notice(Tone.CAUTION)
        self._users = Card(self.tr("Who may unlock"))
        self._people = QVBoxLayout()
        self._backup, self._safety = PlainLabel("", "body"), UNKNOWN
        self._dress()
        self._lay_out()
        self._check.clicked.connect(self.check_requested)
        self._log.clicked.connect(self.log_requested)
        self._emergency.clicked.connect(self.emergency_requested)
        self._lock.clicked.connect(self.lock_requested)
        self._details.clicked.connect(self.details_requested)

    def display(self, screen: AdministrationScreen) -> None:
        """Show who may unlock and how old the last backup is."""
        today, self._safety = screen.now.date(), screen.safety
        self._greeting.setText(greeting(screen.now, screen.name))
        self._practice.setText(self.tr("{0} · {1}").format(weekday_words(today), screen.practice))
        self._notice.say("", "")
        self._backup.setText(backup_age(screen.safety, today))
        self._unsafe.say(*unsafe_words(screen.safety, today, anything=True))
        self._users.set_badge(str(len(screen.users)))
        while (old := self._people.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for user in screen.users:
            self._people.addWidget(self._row(user))

    def show_backup(self, backup: Backup) -> None:
        """Say that a backup was good just now."""
        at = backup.at.astimezone()
        self._safety = self._safety.after(backup, at)
        self._backup.setText(backup_age(self._safety, at.date()))
        self._unsafe.say(*unsafe_words(self._safety, at.date(), anything=True))

    def refuse(self, title: str, text: str) -> None:
        """Say why something was not done."""
        self._notice.say(title, text)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on what is done here most."""
        super().showEvent(event)
        self._details.setFocus()

    def _row(self, user: User) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        details = (role_name(user.role), user.clinician.role)
        column.addWidget(PlainLabel(user.clinician.name, "strong"))
        column.addWidget(PlainLabel(" · ".join(each for each in details if each), "quiet"))
        return row

    def _dress(self) -> None:
        for button, words in (
            (self._check, self.tr("Says of a signed file whether it is genuine and unchanged.")),
            (self._log, self.tr("Who did what and when, and whether all of it is whole.")),
            (
                self._emergency,
                self.tr("Opens one patient’s consultations for a reason that the leads are shown."),
            ),
            (self._lock, self.tr("Closes the records until the passphrase is typed. Keys: Ctrl+L")),
            (self._details, self.tr("Who may unlock, backups, the practice, and how the program looks.")),
        ):
            button.setAccessibleDescription(words)

    def _lay_out(self) -> None:
        lead = self.tr("As an administrator you look after users, backups, settings and the log.")
        limit = self.tr(
            "Patients, consultations and papers are for those who treat. You do not see them here."
        )
        self._people.setSpacing(Space.NEAR)
        self._users.body.addLayout(self._people)
        backups = Card(self.tr("Backups"))
        backups.body.addWidget(self._backup)
        rights = Card(self.tr("What you see"))
        for words in (lead, limit):
            rights.body.addWidget(PlainLabel(words, "body"))
        rights.body.addWidget(FlowRow((self._emergency,)))
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.CARD)
        buttons = (self._details, self._log, self._check, self._lock)
        column.addWidget(PageHead((self._greeting, self._practice), buttons))
        for widget in (self._notice, self._unsafe, rights, self._users, backups):
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(ScrolledColumn(column, _WIDEST))
