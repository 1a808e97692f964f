"""Days between signing and treatment, at their edges and in other time zones."""

import os
import time
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from consult_app.workflow.cooling_off import first_day

SYDNEY, LOS_ANGELES, BERLIN = map(ZoneInfo, ("Australia/Sydney", "America/Los_Angeles", "Europe/Berlin"))


@pytest.mark.parametrize(
    ("signed", "days", "zone", "day"),
    [
        (datetime(2026, 11, 1, 9, tzinfo=UTC), 7, UTC, date(2026, 11, 8)),
        (datetime(2026, 11, 1, 0, 0, tzinfo=UTC), 1, UTC, date(2026, 11, 2)),
        (datetime(2026, 11, 1, 23, 59, 59, tzinfo=UTC), 1, UTC, date(2026, 11, 2)),
        (datetime(2026, 11, 1, 9, tzinfo=UTC), 0, UTC, date(2026, 11, 1)),
        (datetime(2028, 2, 20, 9, tzinfo=UTC), 14, UTC, date(2028, 3, 5)),
        # It is the day where the practice is, which may be the next one or the one before.
        (datetime(2026, 11, 1, 13, 30, tzinfo=UTC), 2, SYDNEY, date(2026, 11, 4)),
        (datetime(2026, 11, 1, 12, 30, tzinfo=UTC), 2, SYDNEY, date(2026, 11, 3)),
        (datetime(2026, 11, 2, 7, 30, tzinfo=UTC), 2, LOS_ANGELES, date(2026, 11, 3)),
        (datetime(2026, 11, 2, 8, 30, tzinfo=UTC), 2, LOS_ANGELES, date(2026, 11, 4)),
        (datetime(2026, 11, 2, 1, tzinfo=timezone(timedelta(hours=5))), 2, UTC, date(2026, 11, 3)),
        # Half past midnight in summer is the evening before by winter's clock.
        (datetime(2026, 10, 23, 22, 30, tzinfo=UTC), 3, BERLIN, date(2026, 10, 27)),
        (datetime(2026, 10, 25, 22, 30, tzinfo=UTC), 3, BERLIN, date(2026, 10, 28)),
    ],
)
def test_days_are_counted_from_the_day_of_signing_where_the_practice_is(signed, days, zone, day):
    assert first_day(signed, days, zone) == day


@pytest.mark.parametrize(
    ("zone", "day"), [("Europe/Berlin", date(2026, 10, 27)), ("UTC", date(2026, 10, 26))]
)
def test_without_a_zone_it_is_this_machines_with_its_summer_time(zone, day):
    was = os.environ.get("TZ")
    try:
        os.environ["TZ"] = zone
        time.tzset()
        assert first_day(datetime(2026, 10, 23, 22, 30, tzinfo=UTC), 3) == day
    finally:
        os.environ.pop("TZ")
        if was is not None:
            os.environ["TZ"] = was
        time.tzset()
