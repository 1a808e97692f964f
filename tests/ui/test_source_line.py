import pytest

from consult_app.ui import theme
from consult_app.ui.widgets.source_line import SourceLine
from tests.helpers.screens import READ, RECALLED


@pytest.fixture
def line(qtbot):
    made = SourceLine()
    made.resize(500, 40)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_certainty_and_number_of_sources_are_read_out(line):
    line.show_behind(READ)
    assert line.accessibleName() == "Certainty: low, 2 sources"
    assert "A study." in line.accessibleDescription()


def test_what_was_recalled_is_marked_and_has_nothing_to_open(line):
    line.show_behind(RECALLED)
    assert "Not checked against a source yet" in line.accessibleName()
    assert "No source" in line.accessibleName()
    assert not line.isEnabled()


def test_a_click_lists_the_sources_and_another_hides_them(line):
    line.show_behind(READ)
    closed = line.heightForWidth(500)
    line.click()
    opened = line.heightForWidth(500)
    assert opened > closed
    line.grab()
    line.click()
    assert line.heightForWidth(500) == closed


def test_marks_go_to_a_second_line_where_there_is_little_room(line):
    line.show_behind(RECALLED)
    assert line.heightForWidth(240) > line.heightForWidth(500)


def test_the_only_mark_goes_below_the_number_where_both_would_touch(line):
    line.show_behind(READ)
    [wide] = line._place(500)
    [narrow] = line._place(160)
    assert narrow.top() > wide.bottom()
    assert line.heightForWidth(160) > narrow.bottom()


def test_larger_text_needs_more_room(line, qapp):
    line.show_behind(READ)
    line.click()
    before = line.heightForWidth(500)
    try:
        theme.apply(qapp, "contrast", 1.3)
        assert line.heightForWidth(500) > before
        line.setFocus()
        line.grab()
    finally:
        theme.apply(qapp)
