"""The words of a file of patients: how it is read, what comes, and why a line stays out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from consult_app.domain.incoming import MOST_BORN_ON_A_DAY, OLDEST, Alike, Fault, SexRead
from consult_app.domain.table import DayOrder, Detail
from consult_app.ui.merge_words import detail_word, sex_words, whole_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult_app.workflow.incoming import Column, IncomingScreen

_MOST_LINES = 12


def _tr(literal: str) -> str:
    return QCoreApplication.translate("Incoming", literal)


def encodings() -> tuple[tuple[str, str], ...]:
    """Name the character sets that can be chosen."""
    return (
        ("utf-8", _tr("UTF-8")),
        ("utf-16", _tr("UTF-16")),
        ("cp1252", _tr("Windows, Western Europe")),
        ("cp1250", _tr("Windows, Central Europe")),
        ("cp850", _tr("DOS")),
        ("mac-roman", _tr("Old Mac")),
    )


def delimiters() -> tuple[tuple[str, str], ...]:
    """Name the signs between cells."""
    return ((",", _tr("Comma")), (";", _tr("Semicolon")), ("\t", _tr("Tab")), ("|", _tr("Upright line")))


def orders() -> tuple[tuple[str, str], ...]:
    """Say both ways to read a date with slashes."""
    return (
        (DayOrder.DAY_FIRST.value, _tr("03/04/1984 is 3 April")),
        (DayOrder.MONTH_FIRST.value, _tr("03/04/1984 is March 4")),
    )


def column_words(column: Column) -> str:
    """Name a column, with a few words that stand in it."""
    examples = ", ".join(filter(None, column.examples))
    return _tr("{0}: {1}").format(column.name, examples) if examples else column.name


def detail_words(detail: Detail) -> str:
    """Name what a column says."""
    return detail_word(detail.value)


def lacking_words(screen: IncomingScreen) -> str:
    """Say which columns have to be named first; nothing where none has to."""
    lacking = ", ".join(detail_words(each) for each in screen.columns.lacking)
    return _tr("Choose the column of: {0}.").format(lacking) if lacking else ""


def unusual_words(names: Sequence[str]) -> str:
    """Show names by which one sees whether letters are right; nothing where there are none."""
    if not names:
        return ""
    return _tr("Look whether these names are right: {0}. If not, choose other letters.").format(
        ", ".join(names)
    )


def sexes_words(sexes: Sequence[SexRead]) -> str:
    """Say how each word for a sex is read."""
    lines = [
        _tr("{0} as {1} ({2})").format(
            _tr("“{0}”").format(each.word) if each.word else _tr("Nothing"), sex_words(each.sex), each.count
        )
        for each in sexes[:_MOST_LINES]
    ]
    return _tr("The sex is read so: {0}.").format("; ".join(lines)) if lines else ""


def counts(screen: IncomingScreen) -> tuple[tuple[str, str], ...]:
    """Count what comes, and what stays out for which of three grounds."""
    arrivals = screen.arrivals
    return (
        (_tr("New patients"), str(len(arrivals.new))),
        (_tr("Here already, just so"), str(len(arrivals.here))),
        (_tr("May be somebody who is here"), str(len(arrivals.alike))),
        (_tr("Not taken over, for a mistake in the line"), str(len(screen.refused))),
    )


def alike_words(each: Alike) -> str:
    """Say who a line may be, as the sentence of a tick box."""
    mine, other = whole_words(each.incoming.patient), whole_words(each.other)
    if each.line:
        words = _tr("Line {0}: {1} is somebody else than {2} of line {3}. Bring them in too.")
        return words.format(each.incoming.line, mine, other, each.line)
    words = _tr("Line {0}: {1} is somebody else than {2}, who is here. Bring them in too.")
    return words.format(each.incoming.line, mine, other)


def fault_line(fault: Fault, lines: Sequence[int]) -> str:
    """Say why some lines stay out, and which."""
    shown = ", ".join(map(str, lines[:_MOST_LINES]))
    more = len(lines) - _MOST_LINES
    if more > 0:
        shown = _tr("{0} and {1} more").format(shown, more)
    where = _tr("Line {0}") if len(lines) == 1 else _tr("Lines {0}")
    return _tr("{0}: {1}").format(where.format(shown), fault_words(fault))


def fault_words(fault: Fault) -> str:
    """Say why a line stays out, and what to do about it."""
    return {
        Fault.CELLS: _tr("it has more or fewer cells than the first line."),
        Fault.NO_NAME: _tr("given or family name is missing."),
        Fault.NAME: _tr(
            "a name is a number, a formula, longer than one line, or has signs that cannot be seen."
        ),
        Fault.NUMBER: _tr(
            "the record number is a formula, longer than one line, or has signs that cannot be seen."
        ),
        Fault.NO_DATE: _tr("the date of birth is missing."),
        Fault.TWO_DIGITS: _tr(
            "the year of birth has two digits, so its century is not known. Write all four."
        ),
        Fault.NO_SUCH_DAY: _tr("there is no such day."),
        Fault.UNREADABLE_DATE: _tr("the date of birth cannot be read. Write it as 1984-03-12."),
        Fault.ORDER: _tr("it must be said first whether the day or the month stands first."),
        Fault.FUTURE: _tr("the date of birth is in the future."),
        Fault.TOO_OLD: _tr("the date of birth is more than {0} years ago.").format(OLDEST),
        Fault.SAME_DAY: _tr(
            "more than {0} lines have this date of birth. It seems to stand for “not known”."
        ).format(MOST_BORN_ON_A_DAY),
        Fault.UNPRINTABLE: _tr("a name or number has signs that could not be printed."),
    }[fault]


def bring_words(number: int) -> str:
    """Name the button."""
    return _tr("Bring in 1 patient") if number == 1 else _tr("Bring in {0} patients").format(number)


def sure_words(number: int) -> str:
    """Name the button once it was pressed."""
    return _tr("Yes, bring in {0}").format(number)


def brought_words(number: int) -> str:
    """Say how many came."""
    return (
        _tr("1 patient was brought in") if number == 1 else _tr("{0} patients were brought in").format(number)
    )


def stayed_words(number: int) -> str:
    """Say how many lines did not come."""
    if not number:
        return _tr("Every line came.")
    return _tr("1 line stayed out.") if number == 1 else _tr("{0} lines stayed out.").format(number)
