"""Dates as people write them."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale


def day_words(day: date) -> str:
    """Write a date with its month as a word, so that nobody can mistake day and month."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def weekday_words(day: date) -> str:
    """Write a date with its day of the week."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "dddd, d MMMM yyyy")


def moment_words(moment: datetime) -> str:
    """Write a date with its time of day."""
    return " ".join((day_words(moment.date()), moment.strftime("%H:%M")))


def month_words(day: date) -> str:
    """Write the month of a day, as a word, with its year."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "MMMM yyyy")
