"""What came of a session, in words."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from consult_app.domain.account import Account
from consult_app.domain.complication import Complication, Ending, Grade
from consult_app.domain.given import Departs, Departure, Dose, Given
from consult_app.domain.reporting import Hint
from consult_app.domain.treatment import Verification
from consult_app.ui.days import day_words, expiry_words, moment_words
from consult_app.ui.tokens import Tone
from consult_app.workflow.screens.story import Earlier

_tr = QCoreApplication.translate


def grade_word(grade: Grade) -> tuple[str, Tone]:
    """Name a grade, and give its tone."""
    return {
        Grade.NOT_GRADED: (_tr("Story", "Not graded yet"), Tone.NEUTRAL),
        Grade.MILD: (_tr("Story", "Mild"), Tone.INFO),
        Grade.MODERATE: (_tr("Story", "Moderate"), Tone.CAUTION),
        Grade.SEVERE: (_tr("Story", "Severe"), Tone.STOP),
        Grade.LIFE_THREATENING: (_tr("Story", "Life-threatening"), Tone.STOP),
    }[grade]


def ending_word(ending: Ending) -> str:
    """Say what came of it."""
    return {
        Ending.GOING_ON: _tr("Story", "Still going on"),
        Ending.OVER: _tr("Story", "Over, without trace"),
        Ending.LASTING: _tr("Story", "Left something behind"),
    }[ending]


def dose_words(dose: Dose, names: dict[str, str]) -> str:
    """Say what was given of which lot, and where."""
    name = names.get(dose.ingredient, dose.ingredient)
    product = " · ".join(each for each in (name, dose.product) if each)
    lot = _tr("Story", "lot {0}").format(dose.lot) if dose.lot else _tr("Story", "no lot")
    until = _tr("Story", "use by {0}").format(expiry_words(dose.expiry)) if dose.expiry else ""
    said = ", ".join(each for each in (product, dose.amount, lot, until, dose.site) if each)
    return _tr("Story", "{0}. Given all the same: {1}").format(said, dose.reason) if dose.reason else said


def session_words(given: Given, names: dict[str, str]) -> str:
    """Say where, by whom and when it was given."""
    areas = ", ".join(names.get(each, each) for each in given.areas) or _tr("Story", "no area")
    words = _tr("Story", "{0} · by {1} · {2}").format(areas, given.by, moment_words(given.at))
    return _tr("Story", "{0}. Done all the same: {1}").format(words, given.reason) if given.reason else words


def departure_words(departure: Departure, names: dict[str, str]) -> str:
    """Say how something that was given differs from the plan."""
    words = {
        Departs.LEFT_OUT: _tr("Story", "{0} was planned and not given"),
        Departs.ADDED: _tr("Story", "{0} was given and not planned"),
        Departs.AMOUNT: _tr("Story", "{0}: {2} instead of {1}"),
        Departs.LOT: _tr("Story", "{0}: lot {2} instead of {1}"),
        Departs.EXPIRY: _tr("Story", "{0}: use by {2} instead of {1}"),
        Departs.SITE: _tr("Story", "{0}: {2} instead of {1}"),
        Departs.AREA_LEFT_OUT: _tr("Story", "{0} was planned and not treated"),
        Departs.AREA_ADDED: _tr("Story", "{0} was treated and not planned"),
    }[departure.how]
    none = _tr("Story", "nothing")
    name = names.get(departure.subject, departure.subject)
    planned, given = departure.planned, departure.given
    if departure.how is Departs.EXPIRY:
        planned, given = expiry_words(planned), expiry_words(given)
    return words.format(name, planned or none, given or none)


def departures_words(departures: Iterable[Departure], names: dict[str, str]) -> list[str]:
    """Say how what was given differs from the plan: a line a product, which is named once."""
    lines: dict[str, str] = {}
    for each in departures:
        words, named = departure_words(each, names), f"{names.get(each.subject, each.subject)}: "
        if not words.startswith(named):
            lines[words] = words
        elif each.subject in lines:
            lines[each.subject] += f", {words.removeprefix(named)}"
        else:
            lines[each.subject] = words
    return list(lines.values())


def began_words(complication: Complication) -> str:
    """Say when it began."""
    return " ".join(each for each in (day_words(complication.began), complication.time) if each)


def complication_words(complication: Complication) -> str:
    """Say when it began, what was done, and what came of it."""
    parts = (
        _tr("Story", "Began {0}").format(began_words(complication)),
        ending_word(complication.ending),
        _tr("Story", "Done: {0}").format(complication.action),
        _tr("Story", "Follow-up: {0}").format(complication.follow_up) if complication.follow_up else "",
        _tr("Story", "Reported: {0}").format(complication.reported) if complication.reported else "",
    )
    return " · ".join(each for each in parts if each)


def hint_words(hint: Hint) -> str:
    """Say where it should be reported, and how far that was checked."""
    scheme = hint.scheme or _tr("Story", "the national scheme")
    words = _tr("Story", "Report a serious reaction to {0}, and keep the lot numbers.").format(scheme)
    recalled = hint.verified is Verification.RECALLED
    return _tr("Story", "{0} (Recalled, not checked against a source.)").format(words) if recalled else words


def written_words(account: Account) -> str:
    """Say who wrote it down and when, and why it was corrected."""
    words = _tr("Story", "Written by {0}, {1}").format(account.by, moment_words(account.at))
    return _tr("Story", "{0}. Corrected: {1}").format(words, account.why) if account.why else words


def earlier_words(earlier: Earlier) -> str:
    """Say in a line what went wrong in an earlier session."""
    it = earlier.complication
    return _tr("Story", "{0} ({1}), {2}, after {3}. {4}.").format(
        it.what, grade_word(it.grade)[0], day_words(it.began), earlier.treatment, ending_word(it.ending)
    )
