"""When a backup is due, when it is late, and which old ones stay."""

from datetime import UTC, datetime, timedelta

import pytest

from consult_app.domain.backup import Backup, is_due, is_late, kept, newest_of_each

NOW = datetime(2026, 11, 27, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "due", "late"),
    [
        (None, True, True),
        (timedelta(), False, False),
        (timedelta(hours=23), False, False),
        (timedelta(hours=24), True, False),
        (timedelta(days=3), True, True),
        (timedelta(hours=-1), True, False),
        (timedelta(days=-400), True, True),
    ],
)
def test_one_a_day_and_a_warning_after_three(age, due, late):
    last = None if age is None else NOW - age
    assert (is_due(last, NOW), is_late(last, NOW)) == (due, late)


def test_of_a_year_of_daily_backups_days_weeks_and_months_stay():
    every = [NOW - timedelta(days=day) for day in range(400)]
    stay = sorted(kept(every), reverse=True)
    assert stay[:7] == every[:7]
    # Seven days, three weeks before them, eleven months before those.
    assert len(stay) == 21
    assert stay[-1] == datetime(2025, 12, 31, 18, tzinfo=UTC)


def test_of_several_on_a_day_the_last_stays_and_the_newest_always():
    morning = NOW - timedelta(hours=9)
    assert kept([morning, NOW]) == {NOW}
    assert kept([NOW]) == {NOW}
    assert kept([]) == frozenset()


def test_of_each_vault_the_newest_is_chosen_and_the_newest_comes_first():
    older, newer, other = (
        Backup(name, NOW - timedelta(days=days), 9, store=store)
        for name, days, store in (("a", 3, "ours"), ("b", 1, "ours"), ("c", 2, "theirs"))
    )
    assert newest_of_each((older, other, newer)) == (newer, other)
