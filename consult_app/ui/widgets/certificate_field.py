"""A certificate that is chosen from a file: whom it names, and its fingerprint."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.recipient import Recipient
from consult_app.errors import ConsultError
from consult_app.ui import theme
from consult_app.ui.files import Choose, ask_which_certificate, read_copy
from consult_app.ui.messages import message
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.fact_list import FactList
from consult_app.ui.widgets.flow_row import FlowRow
from consult_app.ui.widgets.plain_label import PlainLabel

_GROUP = 8


class CertificateField(QWidget):
    """Shows a certificate; `choose` lets a person name a file and `read` says what it holds."""

    edited = Signal()

    def __init__(
        self,
        name: str,
        read: Callable[[bytes], Recipient],
        choose: Choose = ask_which_certificate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read, self._ask_which, self._content = read, choose, ""
        self._shown = FactList()
        self._shown.setAccessibleName(name)
        self._choose = Button(self.tr("Choose a certificate"), "secondary", "file-lock")
        self._remove = Button(self.tr("Remove the certificate"), "quiet", "x")
        self._error = PlainLabel("", "quiet")
        self._lay_out()
        self._choose.clicked.connect(self._take)
        self._remove.clicked.connect(lambda: self._put(""))
        self.setFocusProxy(self._choose)
        self.show_value("")

    def value(self) -> str:
        """Give the certificate as PEM; empty for none."""
        return self._content

    def show_value(self, content: str) -> None:
        """Show a certificate; tells nobody."""
        self._content = content
        self._shown.show_facts(self._facts(content) if content else ())
        self._shown.setVisible(bool(content))
        self._remove.setVisible(bool(content))

    def refuse(self, words: str) -> None:
        """Say what is wrong with the file."""
        self._error.setText(words)
        self._error.set_colour(theme.tokens().shade(Tone.STOP).ink)
        self._error.setVisible(bool(words))
        self._choose.setAccessibleDescription(words)

    def _facts(self, content: str) -> tuple[tuple[str, str], ...]:
        """Say whose it is; the fingerprint stands in groups, to be compared by eye."""
        found = self._read(content.encode())
        print_ = found.fingerprint
        groups = " ".join(print_[at : at + _GROUP] for at in range(0, len(print_), _GROUP))
        return (
            (self.tr("Issued to"), found.subject or self.tr("Nobody is named")),
            (self.tr("SHA-256 fingerprint"), groups),
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._shown)
        column.addWidget(FlowRow((self._choose, self._remove), 10))
        column.addWidget(self._error)
        self._error.setVisible(False)

    def _take(self) -> None:
        try:
            content = read_copy(self, self._ask_which)
            if content is not None:
                self._put(self._read(content).certificate)
        except ConsultError as error:
            said = message(error)
            self.refuse(f"{said.title}. {said.text}")

    def _put(self, content: str) -> None:
        self.refuse("")
        self.show_value(content)
        self.edited.emit()
