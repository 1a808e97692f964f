"""Choosing a passphrase: typed twice, its strength in words."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, fill_track, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.secret_field import SecretField

STRONG_ENOUGH = 3
_STRENGTHS = 4

Strength = Callable[[str], tuple[int, str]]
"""Judge how hard a passphrase is to guess, 0 (at once) to 4 (out of reach), with advice if any."""


class NewPassphrase(QWidget):
    """Two fields, `beside` each other or one below the other, with a meter. `strength` judges them.

    `fits` says whether a passphrase is short enough for what it is meant for.
    """

    submitted = Signal()

    def __init__(
        self,
        strength: Strength,
        label: str,
        *,
        beside: bool = False,
        fits: Callable[[str], bool] = lambda _: True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._strength, self._fits = strength, fits
        self._first = SecretField(label)
        self._second = SecretField(self.tr("The same again"))
        self._meter = _Meter()
        self._words = PlainLabel("", "quiet", wrap=False)
        self._lay_out(beside=beside)
        self.setFocusProxy(self._first)
        self._first.edit.textChanged.connect(self._judge)
        self._second.submitted.connect(self.submitted)
        self._judge("")

    def check(self) -> str:
        """Give the passphrase; empty, with words at the field, where it is too weak, too long or mistyped."""
        passphrase = self._first.text()
        wrong = self._fault(passphrase)
        differs = passphrase != self._second.text()
        self._first.refuse(wrong)
        self._second.refuse(self.tr("The two are not the same.") if differs and not wrong else "")
        return "" if wrong or differs else passphrase

    def forget(self) -> None:
        """Empty both fields."""
        self._first.hide_text()
        self._second.hide_text()

    def _fault(self, passphrase: str) -> str:
        score, advice = self._strength(passphrase)
        if score < STRONG_ENOUGH:
            advice = advice or self.tr("Use four or more unrelated words.")
            return self.tr("Too easy to guess. {0}").format(advice)
        return "" if self._fits(passphrase) else self.tr("Too long. Use a shorter one: six words are plenty.")

    def _lay_out(self, *, beside: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._meter)
        row.addWidget(self._words, 1)
        fields = QBoxLayout(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        fields.setSpacing(14 if beside else 10)
        for field in (self._first, self._second):
            fields.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(fields)
        column.addLayout(row)

    def _judge(self, passphrase: str) -> None:
        score = self._strength(passphrase)[0] if passphrase else 0
        words = (
            self.tr("Very easy to guess"),
            self.tr("Easy to guess"),
            self.tr("Not strong enough yet"),
            self.tr("Strong"),
            self.tr("Very strong"),
        )
        self._words.setText(words[score] if passphrase else self.tr("Four or more unrelated words"))
        self._meter.show_score(score)
        self._meter.setAccessibleName(self.tr("Strength: {0}").format(self._words.text()))


class _Meter(QWidget):
    """Four bars that fill up."""

    def __init__(self) -> None:
        super().__init__()
        self._score = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_score(self, score: int) -> None:
        self._score = score
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(132, 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.tokens()
        tone = Tone.GOOD if self._score >= STRONG_ENOUGH else Tone.CAUTION
        painter = painter_on(self)
        for each in range(_STRENGTHS):
            bar = self.rect().adjusted(each * 34, 0, 0, 0)
            bar.setWidth(30)
            fill_track(painter, bar)
            if each < self._score:
                fill_round(painter, bar, 3, look.shade(tone).ink)
        painter.end()
