"""Which key on which card is sealed with from now on."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consult_app.domain.card import OnCard, Unfit
from consult_app.ui.days import day_words
from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.radio_list import RadioList
from consult_app.ui.widgets.secret_field import SecretField


class CardDialog(Sheet):
    """Lets a person choose a program, a certificate that it finds, and type the PIN that proves the key.

    `modules` are the programs on this machine by which cards are reached: whose, and the path.
    """

    file_requested = Signal()
    look_requested = Signal(str)
    """The path of a program."""
    confirmed = Signal(object, str)
    """The certificate (OnCard), and the PIN."""

    def __init__(self, modules: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(620, parent)
        title = self.tr("Use a key on a card or device")
        self.setWindowTitle(title)
        self._modules = modules
        self._module = modules[0][1] if modules else ""
        self._found: dict[str, OnCard] = {}
        self._chosen = ""
        self._notice = Notice()
        self._programs = RadioList(self.tr("Program of the card’s maker (PKCS#11)"))
        self._file = Button(self.tr("Choose another file"), "secondary", "folder-open")
        self._look = Button(self.tr("Look for cards"), "secondary", "search")
        self._certificates = RadioList(self.tr("Certificate on the card"))
        self._others = PlainLabel("", "quiet")
        self._pin = SecretField(self.tr("PIN of the card"))
        self._use = Button(self.tr("Use it"), "primary", "check")
        self._cancel = Button(self.tr("Cancel"), "secondary")
        self._fill(title)
        self._show_programs()
        self._show_parts()
        self._programs.chosen.connect(self._choose_program)
        # What was chosen stays chosen until something else is.
        self._programs.cleared.connect(lambda: self._programs.set_current(self._module))
        self._certificates.chosen.connect(self._choose)
        self._certificates.cleared.connect(lambda: self._certificates.set_current(self._chosen))
        self._file.clicked.connect(self.file_requested)
        self._look.clicked.connect(self._ask_to_look)
        self._use.clicked.connect(self._tell)
        self._pin.submitted.connect(self._tell)
        self._cancel.clicked.connect(self.reject)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit once more when the names are broken into lines."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def show_module(self, path: str) -> None:
        """Offer a program that the person named, and choose it."""
        if path not in {each for _, each in self._modules}:
            self._modules = (*self._modules, (self.tr("The file that you chose"), path))
        self._module = path
        self._show_programs()
        self._forget_found()

    def show_found(self, found: tuple[OnCard, ...]) -> None:
        """Offer what was found; what cannot be sealed with says why."""
        self._set_busy(busy=False)
        fit = [each for each in found if each.unfit is None]
        self._found = {each.says.fingerprint: each for each in fit}
        self._chosen = fit[0].says.fingerprint if len(fit) == 1 else ""
        self._certificates.set_choices([(each.says.fingerprint, self._words(each)) for each in fit])
        self._certificates.set_current(self._chosen)
        self._others.setText("\n".join(self._why(each, each.unfit) for each in found if each.unfit))
        if not found:
            self._notice.say(
                self.tr("No card with a certificate is there"),
                self.tr("Put it in, and look again. If it is in, choose the program that came with it."),
            )
        elif not fit:
            self._notice.say(self.tr("No certificate that was found can be used"), "")
        else:
            self._notice.say("", "")
        self._show_parts()
        if fit:
            self._pin.setFocus()

    def refuse(self, title: str, text: str) -> None:
        """Say why it was not done, ready for another try."""
        self._set_busy(busy=False)
        self._notice.say(title, text)
        # Once its words are broken into lines.
        QTimer.singleShot(0, self, self._fit)

    def _fill(self, title: str) -> None:
        words = self.tr(
            "The key stays on it. At each seal the card has to be in, and its PIN is asked for beside your "
            "passphrase; it is kept nowhere."
        )
        shown = (PlainLabel(title, "heading"), PlainLabel(words, "quiet"), self._notice)
        for each in (
            *shown,
            PlainLabel(self.tr("Program of the card’s maker (PKCS#11)"), "strong"),
            self._programs,
        ):
            self.body.addWidget(each)
        row = QHBoxLayout()
        row.addWidget(self._file)
        row.addWidget(self._look)
        row.addStretch(1)
        self.body.addLayout(row)
        for below in (self._certificates, self._others, self._pin):
            self.body.addWidget(below)
        self.foot.addWidget(self._cancel)
        self.foot.addWidget(self._use)

    def _show_programs(self) -> None:
        self._programs.set_choices([(path, f"{name}: {path}") for name, path in self._modules])
        self._programs.set_current(self._module)
        self._programs.setVisible(bool(self._modules))

    def _show_parts(self) -> None:
        """Show the later steps once the earlier ones are done."""
        self._certificates.setVisible(bool(self._found))
        self._pin.setVisible(bool(self._found))
        self._use.setVisible(bool(self._found))
        self._others.setVisible(bool(self._others.text()))
        QTimer.singleShot(0, self, self._fit)

    def _forget_found(self) -> None:
        self._found, self._chosen = {}, ""
        self._others.setText("")
        self._show_parts()

    def _words(self, found: OnCard) -> str:
        """Say whose it is and where; cards of one name are told apart by their number."""
        said, place = found.says, found.place
        until = day_words(said.until.astimezone().date())
        words = self.tr("{0}, certified by {1}, holds until {2} (card “{3}”, number {4})")
        return words.format(said.name, said.issuer or said.name, until, place.label, place.serial)

    def _why(self, found: OnCard, unfit: Unfit | None) -> str:
        words = {
            Unfit.KIND: self.tr("its key is of a kind that does not do"),
            Unfit.NOT_FOR_SIGNING: self.tr("it is not for signing"),
            Unfit.ENDED: self.tr("it has ended"),
            Unfit.NOT_YET: self.tr("it does not hold yet"),
            Unfit.WITHDRAWN: self.tr("the practice withdrew it"),
        }
        said = found.says
        until = day_words(said.until.astimezone().date())
        line = self.tr("Not to be used: {0}, until {1} (card “{2}”): {3}.")
        return line.format(said.name, until, found.place.label, words[unfit or Unfit.KIND])

    def _choose_program(self, path: str) -> None:
        self._module = path
        self._forget_found()

    def _choose(self, fingerprint: str) -> None:
        self._chosen = fingerprint

    def _set_busy(self, *, busy: bool) -> None:
        for each in (self._file, self._look, self._use):
            each.setEnabled(not busy)
        self._look.setText(self.tr("Looking …") if busy else self.tr("Look for cards"))

    def _ask_to_look(self) -> None:
        if not self._module:
            self.refuse(self.tr("Which program?"), self.tr("Choose the file that came with your card."))
            return
        self._set_busy(busy=True)
        self.look_requested.emit(self._module)

    def _tell(self) -> None:
        if self._chosen not in self._found:
            self.refuse(self.tr("Which certificate?"), self.tr("Choose the one to seal with."))
            return
        pin = self._pin.text()
        self._pin.hide_text()
        self._pin.refuse("" if pin else self.tr("Type the PIN of the card."))
        if pin:
            self._use.setEnabled(False)
            self.confirmed.emit(self._found[self._chosen], pin)
