"""What a look at a sealed file proves, in plain words."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consult_app.domain.proof import Proof, SignatureProof, Verdict
from consult_app.ui import theme
from consult_app.ui.days import moment_words
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.facts import Facts
from consult_app.ui.widgets.plain_label import PlainLabel

_GROUP = 8
_LOOKS = {
    Verdict.INTACT: (Tone.GOOD, "check"),
    Verdict.ALTERED: (Tone.STOP, "x"),
    Verdict.UNREADABLE: (Tone.CAUTION, "circle-help"),
}


class ProofCard(Card):
    """Says whether a file is genuine, who sealed it, when, and with what meaning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._mark = _Mark()
        self._verdict = PlainLabel("", "heading")
        self._why = PlainLabel("", "body")
        self._facts = Facts()
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._verdict)
        words.addWidget(self._why)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._mark)
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self.body.addWidget(self._facts)

    def display(self, proof: Proof) -> None:
        """Show the verdict and all that was seen."""
        self._mark.show_verdict(proof.verdict)
        title, text = self._words(proof)
        self._verdict.setText(title)
        self._why.setText(text)
        rows = [row for each in proof.signatures for row in self._signature(each)]
        size = self.tr("{0} bytes").format(f"{proof.length:,}".replace(",", "\u202f"))
        self._facts.display([*rows, (self.tr("SHA-256"), grouped(proof.sha256)), (self.tr("Size"), size)])
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def _words(self, proof: Proof) -> tuple[str, str]:
        match proof.verdict:
            case Verdict.INTACT if proof.signatures and all(each.known for each in proof.signatures):
                return self.tr("Genuine"), self.tr("Nothing was changed since it was sealed on this device.")
            case Verdict.INTACT:
                return (
                    self.tr("Unchanged, sealed elsewhere"),
                    self.tr(
                        "Nothing was changed since it was sealed, but the key is not one of this device."
                    ),
                )
            case Verdict.ALTERED:
                return self.tr("Changed since it was sealed"), proof.why
            case Verdict.UNREADABLE:
                return self.tr("Not a document sealed by Consult"), proof.why

    def _signature(self, each: SignatureProof) -> list[tuple[str, str]]:
        known = self.tr("known on this device") if each.known else self.tr("not known on this device")
        return [
            (self.tr("Sealed by"), self.tr("{0} ({1})").format(each.signer, known)),
            (self.tr("When"), f"{moment_words(each.at)} {each.at:%z}".strip()),
            (self.tr("What for"), each.meaning),
        ]


def grouped(digest: str) -> str:
    """Write a digest in groups that can be compared by eye."""
    return " ".join(digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP))


class _Mark(QWidget):
    """A disc with the verdict's sign."""

    def __init__(self) -> None:
        super().__init__()
        self._verdict = Verdict.UNREADABLE
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_verdict(self, verdict: Verdict) -> None:
        self._verdict = verdict
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(52, 52)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tone, name = _LOOKS[self._verdict]
        look = theme.tokens()
        painter = painter_on(self)
        fill_round(painter, self.rect(), 26, look.shade(tone).fill)
        painter.drawPixmap(12, 12, theme.icon(name, look.on_fill, 28))
        painter.end()
