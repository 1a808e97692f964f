"""The words of keeping and destroying records."""

from PySide6.QtCore import QCoreApplication

from consult_app.domain.retention import Ground, RetentionRule
from consult_app.ui.days import day_words, moment_words
from consult_app.ui.law_words import law_words
from consult_app.ui.tokens import Tone
from consult_app.workflow.retention import DueRow, Standing

_tr = QCoreApplication.translate


def rule_words(rule: RetentionRule | None, law: str) -> str:
    """Say what the practice decided."""
    place = law_words(law)
    if rule is None:
        words = _tr("Retention", "No rule is set for {0}, so nothing is due. Set one in the settings.")
        return words.format(place)
    words = _tr("Retention", "Your rule for {0}: {1} years after the last contact.").format(place, rule.years)
    if not rule.minors_until:
        return words
    more = _tr("Retention", "Who was younger than {0} then: at least until that age and {1} years more.")
    return f"{words} {more.format(rule.minors_until, rule.minors_years)}"


def standing_badge(row: DueRow) -> tuple[str, Tone]:
    """Say in a word or two how it stands."""
    return {
        Standing.RETURNED: (_tr("Retention", "Came back"), Tone.STOP),
        Standing.PROPOSED: (_tr("Retention", "Proposed"), Tone.CAUTION),
        Standing.DUE: (_tr("Retention", "Due"), Tone.CAUTION),
        Standing.HELD: (_tr("Retention", "Held"), Tone.NEUTRAL),
        Standing.KEPT: (_tr("Retention", "Kept"), Tone.GOOD),
    }[row.standing]


def seen_words(row: DueRow) -> str:
    """Say when the patient was there last, and until when the rule keeps the records."""
    if row.last_contact is None:
        return _tr("Retention", "No consultation yet")
    last = _tr("Retention", "Last contact {0}").format(day_words(row.last_contact))
    if row.until is None:
        return last
    return _tr("Retention", "{0} · kept until {1}").format(last, day_words(row.until))


def story_lines(row: DueRow) -> tuple[str, str]:
    """Say what was decided, by whom and when, and why; empty where nothing was."""
    if row.hold is not None:
        hold = row.hold
        return _tr("Retention", "Held by {0}, {1}").format(hold.by, day_words(hold.at.date())), hold.why
    if row.proposal is not None:
        wish = row.proposal
        ground = "" if wish.ground is Ground.OTHER else ground_words(wish.ground)
        why = " ".join(part for part in (ground, wish.why) if part)
        return _tr("Retention", "Proposed by {0}, {1}").format(wish.by, moment_words(wish.at)), why
    if row.returned is not None:
        day = day_words(row.returned.at.date())
        return _tr("Retention", "Destroyed on {0}, and back with a backup").format(day), ""
    return "", ""


def story_words(row: DueRow) -> str:
    """Say the same in one piece."""
    who, why = story_lines(row)
    return _tr("Retention", "{0}: {1}").format(who, why) if why else who


def ground_words(ground: Ground) -> str:
    """Say why something is to be destroyed."""
    return {
        Ground.PERIOD: _tr("Retention", "The time for which the practice keeps records is over."),
        Ground.WISH: _tr("Retention", "The patient asked for it."),
        Ground.ORDER: _tr("Retention", "A court or an authority asked for it."),
        Ground.RETURNED: _tr("Retention", "It was destroyed before, and came back with a backup."),
        Ground.OTHER: _tr("Retention", "Another reason"),
    }[ground]
