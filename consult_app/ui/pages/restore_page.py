"""A fresh machine, or one whose vault was lost: a backup is found, named and put back."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consult_app.domain.backup import Backup, newest_of_each
from consult_app.ui.days import moment_words
from consult_app.ui.files import Choose, ask_which_folder
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.door import Door
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.radio_list import RadioList


class RestorePage(Door):
    """Leads in three steps from a stick to the door; `choose` lets a person point at a folder."""

    door_requested = Signal()
    """Back to where it was asked for."""
    backups_requested = Signal(str)
    """The folder to look in."""
    restore_requested = Signal(str, bool)
    """The folder of the backup, and whether it takes the place of a vault that nothing opens."""

    def __init__(self, choose: Choose = ask_which_folder, parent: QWidget | None = None) -> None:
        super().__init__("", 560, parent)
        self.setAccessibleName(self.tr("Restore from a backup"))
        self._ask_which = choose
        self._folder = self._name = ""
        self._replacing = False
        self._aside = PlainLabel(
            self.tr(
                "What is on this device now is not deleted: it is kept beside it, in a folder of its own."
            ),
            "quiet",
        )
        self._aside.setVisible(False)
        self._choose = Button(self.tr("Choose the folder"), "secondary", "folder-open")
        self._put_back = Button(self.tr("Put it back"), "primary", "history")
        self._back = Button(self.tr("Back"), "quiet")
        self._found = PlainLabel("", "strong")
        self._others = PlainLabel("", "quiet")
        self._which = RadioList(self.tr("Whose backup"))
        self._notice = Notice()
        self._lay_out()
        self._choose.clicked.connect(self._take)
        self._put_back.clicked.connect(self._ask)
        self._which.chosen.connect(self._take_which)
        self._which.cleared.connect(lambda: self._put_back.setVisible(False))
        self._back.clicked.connect(self.leave)
        self._show_found(found=False)
        self.setFocusProxy(self._choose)

    def take_the_place(self) -> None:
        """Say that something is there already, and is kept."""
        self._replacing = True
        self._aside.setVisible(True)

    def show_backups(self, backups: tuple[Backup, ...]) -> None:
        """Name the newest backup that was found, to be put back: of each vault, where several have some."""
        self.set_busy(busy=False)
        self._notice.say("", "")
        newest = newest_of_each(backups)
        several = len(newest) > 1
        self._which.set_choices([(each.name, _which_words(each)) for each in newest] if several else [])
        self._which.setVisible(several)
        self._name = newest[0].name
        if several:
            self._found.setText(
                self.tr("Backups of {0} vaults lie here. Choose whose is to be put back:").format(len(newest))
            )
        else:
            when = moment_words(newest[0].at.astimezone())
            self._found.setText(
                self.tr("Found: the backup of {0}, {1} MB.").format(when, newest[0].megabytes)
            )
        older = len(backups) - len(newest)
        self._others.setText(
            self.tr("{0} older ones lie beside it; to put one of them back, choose its own folder.").format(
                older
            )
            if older
            else ""
        )
        self._show_found(found=True)
        self._others.setVisible(bool(older))
        self._put_back.setVisible(not several)
        if not several:
            self._put_back.setFocus()

    def _take_which(self, name: str) -> None:
        self._name = name
        self._put_back.setVisible(True)

    def leave(self) -> None:
        """Go back to where one came from, as long as nothing is being put back."""
        if self._back.isEnabled():
            self.door_requested.emit()

    def refuse(self, title: str, text: str) -> None:
        """Say why nothing was put back, ready for another try."""
        self.set_busy(busy=False)
        self._notice.say(title, text)

    def set_busy(self, *, busy: bool) -> None:
        """Show that it is being put back; nothing can be asked twice."""
        self.card.setEnabled(not busy)
        self._put_back.setText(self.tr("Putting it back …") if busy else self.tr("Put it back"))

    def _show_found(self, *, found: bool) -> None:
        for each in (self._found, self._others, self._put_back):
            each.setVisible(found)
        if not found:
            self._which.setVisible(False)
        self._choose.setText(self.tr("Choose another folder") if found else self.tr("Choose the folder"))

    def _lay_out(self) -> None:
        body = self.card.body
        body.addWidget(PlainLabel(self.tr("Restore from a backup"), "title"))
        for words in (
            self.tr("1. Connect the stick or share that the backups are on, and choose its folder."),
            self.tr("2. The newest backup there is copied to this device and compared, byte for byte."),
            self.tr("3. Open it with your passphrase of that time, or with the printed recovery key."),
        ):
            body.addWidget(PlainLabel(words, "body"))
        body.addWidget(self._aside)
        body.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(self._found)
        body.addWidget(self._which)
        body.addWidget(self._others)
        body.addWidget(self._notice)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._put_back)
        body.addLayout(row)

    def _take(self) -> None:
        folder = self._ask_which(self, self._folder)
        if folder:
            self._folder = folder
            self._notice.say("", "")
            # What was found elsewhere is not offered for this folder.
            self._show_found(found=False)
            self.backups_requested.emit(folder)

    def _ask(self) -> None:
        self.set_busy(busy=True)
        folder = "/".join(part for part in (self._folder, self._name) if part)
        self.restore_requested.emit(folder, self._replacing)


def _which_words(backup: Backup) -> str:
    """Tell a vault by who opens it: nothing else of it can be read before."""
    when = moment_words(backup.at.astimezone())
    words = QCoreApplication.translate("RestorePage", "{0}: the backup of {1}, {2} MB")
    return words.format(", ".join(backup.users), when, backup.megabytes)
