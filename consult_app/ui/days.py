"""Dates as people write them."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from consult_app.domain.days import parse_day, parse_expiry


def day_words(day: date) -> str:
    """Write a date with its month as a word, so that nobody can mistake day and month."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def weekday_words(day: date) -> str:
    """Write a date with its day of the week."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "dddd, d MMMM yyyy")


def moment_words(moment: datetime) -> str:
    """Write a date with its time of day."""
    return " ".join((day_words(moment.date()), moment.strftime("%H:%M")))


def signed_words(moment: datetime, *, on_paper: bool) -> str:
    """Write when something was signed; of paper, only the day is known."""
    return day_words(moment.date()) if on_paper else moment_words(moment)


def month_words(day: date) -> str:
    """Write the month of a day, as a word, with its year."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "MMMM yyyy")


def expiry_words(text: str) -> str:
    """Write a use-by date, a day or a month, with its month as a word; as typed where it is neither."""
    try:
        return day_words(parse_day(text))
    except ValueError:
        pass
    try:
        return month_words(parse_expiry(text))
    except ValueError:
        return text
