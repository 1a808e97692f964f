"""How much may be typed in a field: what no page could hold is left out, and the field says so."""

from functools import cache

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QLineEdit, QToolTip, QWidget

from consult_app.ui.announcing import announce

MOST_IN_LINE, MOST_IN_BOX = 300, 4000
"""Characters; a printed page holds about 4000."""

_SYMBOLS = str.maketrans(
    {
        **dict.fromkeys("\uf0b7\uf0a7\uf06c\uf06e\uf076", "•"),
        **dict.fromkeys("\uf0fc\uf0fe", "✓"),
        **dict.fromkeys("\uf0e0\uf0d8\uf0e8", "→"),
    }
)
"""What word processors put before the lines of a list, in characters that only their own fonts can show."""
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)))
"""Characters that nobody sees and no page shows."""
_BREAKS = "\t\n\r\u2028\u2029"
_IN_BOX = _SYMBOLS | {key: None for key in _CONTROLS if chr(key) not in _BREAKS}
_IN_LINE = _CONTROLS | str.maketrans(dict.fromkeys(_BREAKS, " "))


def readable(text: str) -> str:
    """Give pasted text without what nobody sees, and with the signs of lists as signs that can be printed."""
    return text.translate(_IN_BOX)


class Seen(QValidator):
    """Takes out of a line what nobody sees, and makes a space of what would break it."""

    def validate(self, text: str, at: int) -> tuple[QValidator.State, str, int]:
        """Accept whatever is left."""
        before = text[:at].translate(_IN_LINE)
        return QValidator.State.Acceptable, before + text[at:].translate(_IN_LINE), len(before)


def keep_short(edit: QLineEdit, most: int = MOST_IN_LINE) -> None:
    """Let no more into a line."""
    edit.setMaxLength(most)
    edit.setValidator(_seen())
    edit.inputRejected.connect(lambda: _say_if_full(edit))


def say_full(field: QWidget, most: int) -> None:
    """Say below a field, to eyes and to screen readers, that something was left out."""
    words = QCoreApplication.translate(
        "Field", "No more than {0} characters fit here. The rest was left out."
    )
    QToolTip.showText(field.mapToGlobal(QPoint(0, field.height())), words.format(most), field)
    announce(field, words.format(most))


@cache
def _seen() -> Seen:
    """Give the one that serves all lines: it knows none of them."""
    return Seen()


def _say_if_full(edit: QLineEdit) -> None:
    if len(edit.text()) >= edit.maxLength():
        say_full(edit, edit.maxLength())
