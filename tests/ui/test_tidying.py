import gc
import weakref

import pytest

from consult_app.ui.tidying import settle, tidy


@pytest.fixture(autouse=True)
def _as_before():
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


class Loop:
    """Something that only a search finds to be rubbish."""

    def __init__(self):
        self.me = self


def test_what_is_old_is_looked_through_only_when_somebody_says_so():
    settle()
    assert gc.get_freeze_count() > 10_000
    searched = []
    gc.callbacks.append(lambda phase, about: searched.append(about["generation"]))
    kept = [[] for _ in range(400_000)]
    gc.callbacks.pop()
    assert len(kept) == 400_000
    assert 1 in searched
    assert 2 not in searched


def test_tidying_lets_go_of_what_nobody_needs():
    settle()
    loop = Loop()
    still = weakref.ref(loop)
    del loop
    tidy()
    assert still() is None
