"""The words of a file of patients: how it is read, what comes, and why a line stays out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from consult_app.domain.fault import Fault
from consult_app.domain.incoming import MOST_BORN_ON_A_DAY, MOST_OF_A_NUMBER, OLDEST, Alike, SexRead
from consult_app.domain.table import DELIMITERS, ENCODINGS, DayOrder, Detail, FileKind
from consult_app.ui.days import moment_words
from consult_app.ui.merge_words import detail_word, sex_words, value_words, whole_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult_app.domain.consultation import Patient
    from consult_app.domain.incoming import Came
    from consult_app.workflow.incoming import Column, IncomingScreen

_MOST_LINES = 12


def _tr(literal: str) -> str:
    return QCoreApplication.translate("Incoming", literal)


def kind_words(kind: FileKind) -> str:
    """Name what writes such a file."""
    return {
        FileKind.CSV: _tr("CSV"),
        FileKind.GDT: _tr("GDT"),
        FileKind.FHIR: _tr("FHIR"),
        FileKind.HL7: _tr("HL7 version 2"),
    }[kind]


def where_words(kind: FileKind, at: int | str) -> str:
    """Say where somebody stands in a file."""
    return (_tr("Entry {0}") if kind is FileKind.FHIR else _tr("Line {0}")).format(at)


def encodings(kind: FileKind) -> tuple[tuple[str, str], ...]:
    """Name the character sets that can be chosen: FHIR has one."""
    names = {
        "utf-8": _tr("UTF-8"),
        "utf-16": _tr("UTF-16"),
        "cp1252": _tr("Windows, Western Europe"),
        "cp1250": _tr("Windows, Central Europe"),
        "cp437": _tr("DOS, older"),
        "cp850": _tr("DOS"),
        "din-66003": _tr("Seven bits, German"),
        "mac-roman": _tr("Old Mac"),
        "iso8859-2": _tr("Central Europe"),
        "iso8859-5": _tr("Cyrillic"),
        "iso8859-7": _tr("Greek"),
        "iso8859-9": _tr("Turkish"),
        "iso8859-15": _tr("Western Europe, with €"),
    }
    return tuple((each, names[each]) for each in ENCODINGS[kind])


def delimiters() -> tuple[tuple[str, str], ...]:
    """Name the signs between cells."""
    names = {",": _tr("Comma"), ";": _tr("Semicolon"), "\t": _tr("Tab"), "|": _tr("Upright line")}
    return tuple((each, names[each]) for each in DELIMITERS)


def orders() -> tuple[tuple[str, str], ...]:
    """Say both ways to read a date with slashes."""
    return (
        (DayOrder.DAY_FIRST.value, _tr("03/04/1984 is 3 April")),
        (DayOrder.MONTH_FIRST.value, _tr("03/04/1984 is March 4")),
    )


def column_words(column: Column) -> str:
    """Name a column, with a few words that stand in it."""
    examples = ", ".join(filter(None, column.examples))
    if not (examples and column.name):
        return examples or column.name or _tr("Nothing")
    return _tr("{0}: {1}").format(column.name, examples)


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
        (_tr("Not taken over, for a reason named here"), str(len(screen.refused))),
    )


def alike_words(each: Alike, kind: FileKind) -> str:
    """Say who a line may be, as the sentence of a tick box."""
    mine, other = whole_words(each.incoming.patient), whole_words(each.other)
    where = where_words(kind, each.incoming.line)
    if each.line:
        words = _tr("{0}: {1} is somebody else than {2} ({3}). Bring them in too.")
        return words.format(where, mine, other, where_words(kind, each.line))
    words = _tr("{0}: {1} is somebody else than {2}, who is here. Bring them in too.")
    return words.format(where, mine, other)


def offered_words(detail: str, each: Alike) -> str:
    """Say what is here and what the file says of a detail, as the sentence of a tick box."""
    words = _tr("{0} is “{1}” here and “{2}” in the file. Take that of the file.")
    here, there = value_words(each.other, detail), value_words(each.incoming.patient, detail)
    return words.format(detail_word(detail), here, there)


def open_words(patient: Patient) -> str:
    """Name the button that leads to somebody who is here."""
    return _tr("Open {0}").format(patient.name)


def correct_words(number: int) -> str:
    """Name the button that takes details over."""
    if not number:
        return _tr("Correct what is ticked")
    return _tr("Correct 1 detail") if number == 1 else _tr("Correct {0} details").format(number)


def sure_to_correct_words(number: int) -> str:
    """Name that button once it was pressed."""
    return _tr("Yes, correct {0}").format(number)


def fault_line(fault: Fault, lines: Sequence[int], kind: FileKind = FileKind.CSV) -> str:
    """Say why some lines stay out, and which."""
    shown = ", ".join(map(str, lines[:_MOST_LINES]))
    more = len(lines) - _MOST_LINES
    if more > 0:
        shown = _tr("{0} and {1} more").format(shown, more)
    where = where_words(kind, shown)
    if len(lines) > 1:
        where = (_tr("Entries {0}") if kind is FileKind.FHIR else _tr("Lines {0}")).format(shown)
    return _tr("{0}: {1}").format(where, fault_words(fault))


def fault_words(fault: Fault) -> str:
    """Say why a line stays out, and what to do about it."""
    return {
        Fault.CELLS: _tr("it has more or fewer cells than the first line."),
        Fault.NO_NAME: _tr("given or family name is missing. Whoever has one name only is entered by hand."),
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
        Fault.SAME_NUMBER: _tr("more than {0} have this record number. It seems to stand for “none”.").format(
            MOST_OF_A_NUMBER
        ),
        Fault.LOST: _tr("a letter was lost before the file was saved (�). Export it with other letters."),
        Fault.NO_DAY: _tr("the date of birth is not known to the day."),
        Fault.TWICE: _tr("the file says two different things about one patient."),
        Fault.BROKEN: _tr("a part cannot be read. Export it again in the other program."),
        Fault.NO_DETAILS: _tr("this tells of something else than the details of a patient."),
        Fault.OUT_OF_USE: _tr("the other program has another entry for this person, or none any more."),
        Fault.DIED: _tr("the other program says that this person has died."),
        Fault.SAMPLE: _tr("it is marked as a test, and not as a real person."),
        Fault.UNKNOWN: _tr("it has a sign that changes what it means, which is not known here."),
        Fault.UNPRINTABLE: _tr("a name or number has signs that could not be printed."),
    }[fault]


def bring_words(number: int) -> str:
    """Name the button."""
    return _tr("Bring in 1 patient") if number == 1 else _tr("Bring in {0} patients").format(number)


def sure_words(number: int) -> str:
    """Name the button once it was pressed."""
    return _tr("Yes, bring in {0}").format(number)


def came_words(came: Came) -> str:
    """Say who can be taken out again."""
    when = moment_words(came.at.astimezone())
    if len(came.patients) == 1:
        return _tr("1 patient came with the last file, on {0}. Nothing was begun with them yet.").format(when)
    words = _tr("{0} patients came with the last file, on {1}. Nothing was begun with any of them yet.")
    return words.format(len(came.patients), when)


def sure_out_words(number: int) -> str:
    """Name the button that takes them out, once it was pressed."""
    return _tr("Yes, take 1 out") if number == 1 else _tr("Yes, take {0} out").format(number)


def out_words(number: int) -> str:
    """Say how many were taken out."""
    return (
        _tr("1 patient was taken out again")
        if number == 1
        else _tr("{0} patients were taken out again").format(number)
    )


def brought_words(number: int) -> str:
    """Say how many came."""
    return (
        _tr("1 patient was brought in") if number == 1 else _tr("{0} patients were brought in").format(number)
    )


def stayed_words(number: int) -> str:
    """Say how many lines did not come."""
    if not number:
        return _tr("Everybody in the file came.")
    return (
        _tr("1 of the file stayed out.") if number == 1 else _tr("{0} of the file stayed out.").format(number)
    )
