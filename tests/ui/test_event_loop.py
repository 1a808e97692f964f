"""The event loop comes round: on a walk through all pages of the real pack, with the real adapters.

The aim is 50 ms, which `make bench` measures. Here calls are counted, some 250 of which take a millisecond on
a busy machine and 900 on a quiet one: neither that nor the memory of the tests before can change the verdict.
"""

import pytest

from tests.helpers import loop_acts
from tests.helpers.calls import Calls
from tests.helpers.loop_watch import LoopWatch
from tests.helpers.window import Walk, quick_services

USUAL, FIRST, DRESSING = 10_000, 20_000, 31_000
"""Room for a fifth more than there is. A change of size calls Qt often, and each time for little."""


@pytest.fixture
def walk(qapp, tmp_path):
    made = Walk(quick_services(tmp_path / "vault"))
    yield loop_acts.entered(made)
    made.close()


def test_nothing_that_is_done_in_the_room_holds_the_loop_for_long(walk):
    first, usual, dressing = (LoopWatch(Calls()) for _ in range(3))
    loop_acts.first_visits(walk, first)
    loop_acts.usual_acts(walk, usual)
    loop_acts.dressing(walk, dressing)
    loop_acts.trying_on(walk, dressing)
    assert first.over(FIRST) == []
    assert usual.over(USUAL) == []
    assert dressing.over(DRESSING) == []


def test_the_watch_sees_what_holds_the_loop(qapp):
    watch = LoopWatch(Calls())
    watch.during("a lot", lambda: [abs(each) for each in range(20_000)])
    watch.during("nothing", lambda: None)
    [found] = watch.over(USUAL)
    assert found.act == "a lot"
