"""What a look at a sealed file proves, in plain words."""

from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consult_app.domain.proof import (
    SEAL_FIELD,
    Proof,
    SignatureProof,
    Standing,
    TimeProof,
    Verdict,
    Withdrawal,
    Wording,
)
from consult_app.ui import theme
from consult_app.ui.days import moment_words
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.button import Button
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
    """Says whether a file is genuine, who sealed it, when, and with what meaning; its numbers when asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._mark = _Mark()
        self._verdict = PlainLabel("", "heading")
        self._why = PlainLabel("", "body")
        self._facts = Facts()
        self._more = Button(self.tr("Show details"), "link")
        self._details = Facts()
        self._details.hide()
        self._more.clicked.connect(self._turn_details)
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
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._details)

    def display(self, proof: Proof) -> None:
        """Show the verdict and all that was seen."""
        self._mark.show_look(*_look(proof))
        title, text = self._words(proof)
        self._verdict.setText(title)
        self._why.setText(text)
        self._facts.display(
            [
                row
                for each in proof.signatures
                for row in (*self._signature(each), *self._withdrawn(proof, each))
            ]
            + self._time(proof)
            + self._paper(proof)
            + self._vault(proof)
        )
        self._details.display(self._numbers(proof))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def _turn_details(self) -> None:
        shown = self._details.isHidden()
        self._details.setVisible(shown)
        self._more.setText(self.tr("Hide details") if shown else self.tr("Show details"))

    def _words(self, proof: Proof) -> tuple[str, str]:
        match proof.verdict:
            case Verdict.ALTERED:
                return self.tr("Changed since it was sealed"), proof.why
            case Verdict.UNREADABLE:
                return self.tr("No seal by Consult in this file"), proof.why
            case Verdict.INTACT:
                return self._intact(proof)

    def _intact(self, proof: Proof) -> tuple[str, str]:
        match proof.found.standing if proof.found else None:
            case Standing.OLDER:
                return self.tr("Genuine, but out of date"), self.tr(
                    "Your vault has a newer version of this document, with something that is missing here."
                )
            case Standing.NEWER:
                return self.tr("Newer than your vault"), self.tr(
                    "Your vault has only an older version of this document. Was it put back from an old copy?"
                )
        if proof.too_late:
            return (
                self.tr("Sealed with a key that was withdrawn"),
                self.tr("Nothing was changed since, but the key did not count any more when it sealed."),
            )
        if not proof.known:
            return self._elsewhere(proof)
        if proof.withdrawal is not None:
            return (
                self.tr("Genuine, and withdrawn"),
                self.tr("Nothing was changed since it was sealed, but a withdrawal was added."),
            )
        return self.tr("Genuine"), self.tr("Nothing was changed since it was sealed on this device.")

    def _elsewhere(self, proof: Proof) -> tuple[str, str]:
        """Nothing changed, and nothing here tells whose key it was."""
        anybody = self.tr("The key is not known on this device, so anybody could have made it.")
        if proof.withdrawal is not None:
            return self.tr("Unchanged, sealed elsewhere, and withdrawn"), self.tr(
                "Nothing was changed since it was sealed, but a withdrawal was added. {0}"
            ).format(anybody)
        return self.tr("Unchanged, sealed elsewhere"), self.tr(
            "Nothing was changed since it was sealed. {0}"
        ).format(anybody)

    def _signature(self, each: SignatureProof) -> list[tuple[str, str]]:
        known = self.tr("known on this device") if each.known else self.tr("not known on this device")
        who = self.tr("Sealed by") if each.field == SEAL_FIELD else self.tr("Withdrawal added by")
        return [
            (who, self.tr("{0} ({1})").format(each.signer, known)),
            (self.tr("When"), _with_zone(each.at)),
            (self.tr("What for"), each.meaning),
        ]

    def _withdrawn(self, proof: Proof, each: SignatureProof) -> list[tuple[str, str]]:
        """Say that a key was withdrawn, and whether that was before it sealed."""
        how = proof.withdrawal_of(each)
        if how is None or each.withdrawn is None:
            return []
        said = {
            Withdrawal.SEEN_BEFORE: self.tr("The timestamp shows that it was sealed before."),
            Withdrawal.SAID_BEFORE: self.tr("Sealed before, but only by the clock of that device."),
            Withdrawal.AFTER: self.tr("Sealed after that: do not rely on it."),
        }
        on = self.tr("On {0}. {1}").format(moment_words(each.withdrawn.astimezone()), said[how])
        return [(self.tr("This key was withdrawn"), on)]

    def _time(self, proof: Proof) -> list[tuple[str, str]]:
        """Say when somebody else saw the file, and whether it is still to be asked."""
        said = [self._seen(each, later=bool(before)) for before, each in enumerate(proof.times)]
        waits = proof.found is not None and proof.found.time_waits
        if waits and proof.missed_withdrawal:
            said.append(
                self.tr("After the withdrawal: waiting. It is added by itself; nothing waits for it.")
            )
        elif waits:
            said.append(self.tr("Waiting. It is added by itself; nothing waits for it."))
        elif proof.missed_withdrawal:
            said.append(self.tr("None after the withdrawal."))
        return [(self.tr("Timestamp"), each) for each in said]

    def _seen(self, time: TimeProof, *, later: bool) -> str:
        trusted = self.tr("trusted on this device") if time.known else self.tr("not known here")
        said = self.tr("After the withdrawal: {0}, by {1} ({2})") if later else self.tr("{0}, by {1} ({2})")
        return said.format(_with_zone(time.at), time.authority, trusted)

    def _paper(self, proof: Proof) -> list[tuple[str, str]]:
        """Say what a seal under pictures of signed paper shows, and what it does not."""
        if not proof.filed_by:
            return []
        said = self.tr("The seal shows that {0} filed these scans, not who wrote on the paper.")
        return [(self.tr("Signed on paper"), said.format(proof.filed_by))]

    def _vault(self, proof: Proof) -> list[tuple[str, str]]:
        found = proof.found
        if proof.verdict is Verdict.UNREADABLE:
            return []
        if found is None:
            unknown = self.tr(
                "Not asked (locked, not on this device, or not yours to read), so a newer version could "
                "exist, such as one that was withdrawn."
            )
            return [(self.tr("Your vault"), unknown)]
        said = {
            Standing.NEWEST: self.tr("Holds this very file; there is no newer one."),
            Standing.OLDER: self.tr("Holds a newer version."),
            Standing.NEWER: self.tr("Holds only an older version."),
            Standing.CHANGED: self.tr("Holds this document, but not like this."),
            Standing.UNKNOWN: self.tr("Does not know this file."),
        }
        return [(self.tr("Your vault"), said[found.standing]), *self._wording(found.wording)]

    def _wording(self, wording: Wording | None) -> list[tuple[str, str]]:
        if wording is None:
            return []
        stands = self.tr("approved") if wording.approved else self.tr("a draft, not approved")
        words = self.tr("{0}, version {1} ({2}), {3}")
        said = words.format(wording.name, wording.version, wording.digest[:12], stands)
        return [(self.tr("Content used"), said)]

    def _numbers(self, proof: Proof) -> list[tuple[str, str]]:
        size = self.tr("{0} bytes").format(f"{proof.length:,}".replace(",", "\u202f"))
        before = [
            (self.tr("Goes on from"), self.tr("{0} bytes, {1}").format(length, grouped(digest)))
            for length, digest in proof.revisions
            if length != proof.length
        ]
        keys = [(self.tr("Key"), grouped(each.fingerprint)) for each in proof.signatures]
        keys += [(self.tr("Certificate of the timestamp"), grouped(each.fingerprint)) for each in proof.times]
        never = self.tr("Names are as they were typed. Nobody’s identity was checked.")
        return [
            (self.tr("SHA-256"), grouped(proof.sha256)),
            (self.tr("Size"), size),
            *before,
            *keys,
            (self.tr("Who it was"), never),
        ]


def _with_zone(at: datetime) -> str:
    """Say a moment and its offset from UTC, as the form does; a signature names none at times."""
    return f"{moment_words(at)} (UTC{at.isoformat()[-6:]})" if at.tzinfo else moment_words(at)


def _look(proof: Proof) -> tuple[Tone, str]:
    """What is intact and yet not the whole truth is not shown as good."""
    withdrawn = any(each.withdrawn for each in proof.signatures)
    if proof.verdict is Verdict.INTACT and (proof.withdrawal or withdrawn or _outdated(proof)):
        return Tone.CAUTION, "triangle-alert"
    return _LOOKS[proof.verdict]


def _outdated(proof: Proof) -> bool:
    return proof.found is not None and proof.found.standing in {Standing.OLDER, Standing.NEWER}


def grouped(digest: str) -> str:
    """Write a digest in groups that can be compared by eye."""
    return " ".join(digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP))


class _Mark(QWidget):
    """A disc with the verdict's sign."""

    def __init__(self) -> None:
        super().__init__()
        self._look = _LOOKS[Verdict.UNREADABLE]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_look(self, tone: Tone, icon: str) -> None:
        self._look = tone, icon
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(52, 52)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tone, name = self._look
        look = theme.tokens()
        painter = painter_on(self)
        fill_round(painter, self.rect(), 26, look.shade(tone).fill)
        painter.drawPixmap(12, 12, theme.icon(name, look.on_fill, 28))
        painter.end()
