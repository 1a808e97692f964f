"""Work that takes long says what it is, and can be left where nothing is lost by it."""

from threading import Event

import pytest
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from consult_app.domain.consultation import Draft
from consult_app.domain.questionnaire import Step
from consult_app.ui import theme
from consult_app.ui.progress import Progress, Work, work_words
from consult_app.ui.widgets.progress_strip import ProgressStrip
from tests.helpers import histories, sitting
from tests.helpers.signals import told
from tests.helpers.window import until


@pytest.fixture
def held(desk):
    """The worker is held until this is set: whatever is asked for takes long."""
    held = Event()
    yield held
    held.set()


def strip(desk):
    return desk.app.window.findChild(ProgressStrip)


def hold(desk, held):
    desk.app._jobs.run(held.wait, lambda _: None, lambda _: None)


def test_laying_out_says_so_and_can_be_left(desk, held):
    histories.refused(desk.services)
    hands = desk.opened()
    hands.go_to(Step.SIGN)
    hold(desk, held)
    hands.click("Freeze for signing")
    until(lambda: strip(desk) is not None and strip(desk).isVisible())
    assert hands.find(QProgressBar, "Laying out the pages")
    assert desk.app.window.rect().contains(strip(desk).geometry())
    hands.click("Cancel: Laying out the pages")
    assert not strip(desk).isVisible()
    held.set()
    hands.reads("Freeze for signing")
    desk.app._jobs.close()
    assert isinstance(desk.app.controller.consultation.state, Draft)


def test_sealing_says_so_and_cannot_be_left(desk, held):
    histories.signed(desk.services)
    hands = desk.opened()
    until(lambda: "pages_laid" in desk.heard)
    hold(desk, held)
    sitting.seal(hands)
    until(lambda: strip(desk) is not None and strip(desk).isVisible())
    assert hands.find(QProgressBar, "Sealing and checking")
    assert [each for each in strip(desk).findChildren(QPushButton) if each.isVisible()] == []
    desk.app.controller.background.cancel()
    assert strip(desk).isVisible()
    held.set()
    hands.reads("Genuine")
    assert not strip(desk).isVisible()


def test_what_is_quick_says_nothing(qtbot):
    progress = Progress(patience_ms=10_000)
    heard = told(progress.told)
    progress.end(progress.begin(Work.READING))
    assert heard == []
    assert not progress._timer.isActive()


def test_one_work_after_the_other_is_told_until_all_is_done(qtbot):
    progress = Progress(patience_ms=0)
    heard = told(progress.told)
    first, second = progress.begin(Work.READING), progress.begin(Work.SEALING)
    qtbot.waitUntil(lambda: heard == [(Work.READING,)])
    progress.begin(Work.CHECKING)
    progress.end(first)
    progress.end(second)
    progress.end(second)
    assert progress.shown is Work.CHECKING
    progress.forget()
    assert [each for (each,) in heard] == [Work.READING, Work.SEALING, Work.CHECKING, None]


def test_a_bug_in_the_worker_leaves_no_strip_behind(desk):
    desk.open()
    controller = desk.app.controller
    controller.background.run(lambda: 1 // 0, lambda _: None, name=Work.CHECKING)
    assert controller.background.progress._running
    until(lambda: not controller.background.progress._running)


def test_every_work_has_words_and_only_what_can_be_lost_can_be_left():
    assert all(work_words(each) for each in Work)
    assert {each for each in Work if each.may_be_left} == {Work.LAYING_OUT, Work.CHECKING, Work.PRINTING}


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_the_strip_is_painted_in_every_look_and_its_bar_runs(qtbot, qapp, look):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(360, 300)
    made = ProgressStrip(window)
    with qtbot.waitExposed(window):
        window.show()
    theme.apply(qapp, look, 1.3)
    made.show_work(Work.CHECKING)
    window.resize(420, 320)
    assert window.rect().contains(made.geometry())
    bar = made.findChild(QProgressBar)
    before = bar.grab().toImage()
    qtbot.waitUntil(lambda: bar.grab().toImage() != before)
    made.show_work(None)
    assert made.isHidden()
