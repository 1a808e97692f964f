from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from consult_app.assets import resource
from consult_app.domain.document import Paragraph
from consult_app.pdf.render import render
from consult_app.ui.pdf_drawing import PdfDrawing
from consult_app.ui.pdf_pages import PdfPages
from consult_app.ui.widgets.pdf_finder import PdfFinder
from consult_app.ui.widgets.pdf_view import PdfView
from tests.helpers.pdf_samples import long_form, sample_pdf
from tests.helpers.sample_documents import LABELS, consent


@pytest.fixture
def view(qtbot):
    made = PdfView()
    made.resize(700, 600)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.show_pdf(sample_pdf(8))
    qtbot.waitUntil(lambda: made._pages[0].is_drawn)
    yield made
    made.clear()


def drawn(view):
    return [number for number, page in enumerate(view._pages, 1) if page.is_drawn]


def red(view):
    return view._pages[0].grab().toImage().pixelColor(20, 20).getRgb()[:3]


def test_pages_are_drawn_in_their_own_colours(view):
    assert red(view) == pytest.approx((255, 0, 0), abs=6)
    assert view._pages[0].grab().toImage().pixelColor(400, 500).lightness() == 255


def test_only_what_is_in_view_is_drawn(view, qtbot):
    assert 8 not in drawn(view)
    view.go_to(8)
    qtbot.waitUntil(lambda: 8 in drawn(view))
    assert 1 not in drawn(view)
    view.go_to(1)
    qtbot.waitUntil(lambda: 1 in drawn(view))


def test_it_says_which_page_is_in_view(view):
    assert where(view) == ("1", "Page, of 8")
    view.go_to(3)
    assert view.page == 3
    assert where(view) == ("3", "Page, of 8")


def test_a_page_is_gone_to_by_its_number(view, qtbot):
    number = view._tools._number
    view.activateWindow()
    number.setFocus()
    number.selectAll()
    qtbot.keyClicks(number, "6")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert view.page == 6
    qtbot.keyClicks(number, "99")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert view.page == 8
    number.clear()
    qtbot.keyClick(number, Qt.Key.Key_Return)
    view._scroll.setFocus()
    assert where(view) == ("8", "Page, of 8")


def test_the_wheel_zooms_with_ctrl_and_scrolls_without(view, qtbot):
    width = view._pages[0].width()
    turn(view, 120, Qt.KeyboardModifier.ControlModifier)
    assert view._pages[0].width() == pytest.approx(width * 1.25, abs=2)
    assert view._tools._fit.text() == "125 %"
    turn(view, -120, Qt.KeyboardModifier.ControlModifier)
    turn(view, -120, Qt.KeyboardModifier.ControlModifier)
    assert view._pages[0].width() == pytest.approx(width * 0.75, abs=2)
    qtbot.mouseClick(view._tools._fit, Qt.MouseButton.LeftButton)
    assert view._pages[0].width() == width
    turn(view, -120, Qt.KeyboardModifier.NoModifier)
    assert view._pages[0].width() == width
    assert view._scroll.verticalScrollBar().value() > 0


def test_words_are_found_on_every_page_and_stepped_through(view, qtbot):
    qtbot.mouseClick(view._tools._find, Qt.MouseButton.LeftButton)
    field = view._finder._field
    before = view._pages[0].grab().toImage()
    qtbot.keyClicks(field, "PAGE")
    qtbot.waitUntil(lambda: found(view) == "1 of 8")
    qtbot.waitUntil(lambda: view._pages[0].is_drawn)
    assert view._pages[0].grab().toImage() != before
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (found(view), view.page) == ("2 of 8", 2)
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert (found(view), view.page) == ("8 of 8", 8)
    qtbot.mouseClick(view._finder._after, Qt.MouseButton.LeftButton)
    assert found(view) == "1 of 8"
    qtbot.mouseClick(view._finder._before, Qt.MouseButton.LeftButton)
    assert found(view) == "8 of 8"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not view._finder.isVisible()
    assert view._scroll.hasFocus()
    assert all(page._marks == () for page in view._pages)


def test_the_search_begins_at_the_page_in_view(view, qtbot):
    view.go_to(4)
    view.search()
    qtbot.keyClicks(view._finder._field, "page")
    qtbot.waitUntil(lambda: found(view) == "4 of 8")
    assert view.page == 4


def test_what_is_not_found_is_said(view, qtbot):
    view.search()
    field = view._finder._field
    qtbot.keyClicks(field, "no such words")
    qtbot.waitUntil(lambda: found(view) == "Not found")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not view._finder._after.isEnabled()
    field.clear()
    assert found(view) == ""
    view.clear()
    view.search()
    assert not view._finder.isVisible()


def found(view):
    return view._finder._count.text()


def where(view):
    number = view._tools._number
    return number.text(), number.accessibleName()


def turn(view, by, keys):
    viewport = view._scroll.viewport()
    middle = QPointF(viewport.rect().center())
    button, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(middle, middle, QPoint(), QPoint(0, by), button, keys, phase, False)
    QApplication.sendEvent(viewport, event)


def test_a_page_fits_the_width_and_zooms_from_there(view, qtbot):
    width = view._pages[0].width()
    assert 600 < width <= 700
    view.go_to(4)
    qtbot.mouseClick(view._tools._larger, Qt.MouseButton.LeftButton)
    assert view._pages[0].width() == pytest.approx(width * 1.25, abs=2)
    assert view.page == 4
    qtbot.waitUntil(lambda: 4 in drawn(view))
    for _ in range(5):
        view.zoom_out()
    assert view._pages[0].width() == pytest.approx(width * 0.5, abs=2)
    assert not view._tools._smaller.isEnabled()


def test_the_keyboard_zooms_and_scrolls(view, qtbot):
    width = view._pages[0].width()
    view.activateWindow()
    view._scroll.setFocus()
    qtbot.waitUntil(view._scroll.hasFocus)
    qtbot.keyClick(view._scroll, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view._pages[0].width() > width
    qtbot.keyClick(view._scroll, Qt.Key.Key_PageDown)
    assert view._scroll.verticalScrollBar().value() > 0


def test_pages_follow_the_width_of_the_view(view, qtbot):
    view.resize(400, 600)
    qtbot.waitUntil(lambda: view._pages[0].width() < 400)
    qtbot.waitUntil(lambda: view._pages[0].is_drawn)
    assert view._scroll.horizontalScrollBar().maximum() == 0


def test_another_document_takes_the_place_of_the_first(view, qtbot):
    view.go_to(5)
    view.show_pdf(sample_pdf(2))
    assert len(view._pages) == 2
    assert where(view) == ("1", "Page, of 2")
    qtbot.waitUntil(lambda: 1 in drawn(view))
    view.clear()
    assert view.page == 0


def test_who_hears_the_page_is_told_its_words(view):
    assert view._pages[0].accessibleName() == "Page 1 of 8"
    assert "Page 1" in view._pages[0].accessibleDescription()


def test_the_red_square_of_the_sample_is_at_the_top_left_at_any_size():
    pages = PdfPages(sample_pdf(1))
    for scale in (0.5, 1, 2.5):
        picture = pages.picture(0, scale)
        assert picture.pixelColor(int(50 * scale), int(50 * scale)).getRgb()[:3] == pytest.approx(
            (255, 0, 0), abs=6
        )
        assert picture.pixelColor(int(300 * scale), int(50 * scale)).lightness() == 255
    pages.close()


def test_words_are_found_where_a_line_ends_between_them_and_without_accents():
    words = Paragraph(f"{'quiet otters paint lanterns ' * 6}for Zo\u00eb.")
    pages = PdfPages(render(consent(words), LABELS, (), fonts=resource("fonts")))
    places = [place for index in range(len(pages)) for place in pages.places(index, "Quiet Otters Paint")]
    assert len(places) == 6
    [broken, *_] = [place for place in places if len(place) > 1]
    assert broken[1].top() >= broken[0].bottom()
    assert sum(len(pages.places(index, "for zoe")) for index in range(len(pages))) == 1
    pages.close()


def test_sixty_pages_never_hold_up_what_a_person_does(view, qtbot, monkeypatch):
    """Drawing is what takes long: none of it is done where a person is answered."""
    draw, threads = PdfPages.picture, []

    def noted(pages, index, scale):
        threads.append(threading.current_thread())
        return draw(pages, index, scale)

    monkeypatch.setattr(PdfPages, "picture", noted)
    view.show_pdf(long_form(60))
    for page in (1, 2, 30, 31, 60, 1):
        view.go_to(page)
        qtbot.waitUntil(lambda page=page: page in drawn(view))
    assert len(threads) >= 5
    assert threading.main_thread() not in threads


def test_what_is_not_in_view_any_more_is_not_drawn(qtbot):
    drawing, pages = PdfDrawing(), PdfPages(sample_pdf(60))
    drawn = []
    drawing.drawn.connect(lambda wanted, _picture, _words: drawn.append(wanted[0]))
    drawing.draw_from(pages)
    drawing.want([(index, 3.0) for index in range(50)])
    drawing.want([(59, 3.0)])
    qtbot.waitUntil(lambda: 59 in drawn)
    assert len(drawn) < 5
    drawing.draw_from(None)
    drawing.want([(0, 1.0)])
    qtbot.waitUntil(lambda: pages._document is None)


def test_a_page_of_the_document_before_is_not_shown_in_the_next(qtbot):
    drawing = PdfDrawing()
    words = []
    drawing.drawn.connect(lambda _wanted, _picture, said: words.append(said))
    drawing.draw_from(PdfPages(sample_pdf(1)))
    drawing.want([(0, 4.0)])
    drawing.draw_from(PdfPages(sample_pdf(4)))
    drawing.want([(3, 1.0)])
    qtbot.waitUntil(lambda: bool(words))
    assert words[0].startswith("Page 4")
    drawing.draw_from(None)


def test_who_leaves_while_a_page_is_drawn_is_not_waited_for(qtbot):
    for _ in range(5):
        made = PdfView()
        made.resize(700, 600)
        made.show()
        made.show_pdf(sample_pdf(3))
        qtbot.waitExposed(made)
        document = made._document
        made.deleteLater()
        qtbot.waitUntil(lambda document=document: document._document is None)


def test_what_is_found_when_it_is_not_looked_for_any_more_is_not_marked(qtbot):
    finder, document = PdfFinder(), PdfPages(sample_pdf(1))
    qtbot.addWidget(finder)
    heard = []
    finder.shown.connect(lambda *place: heard.append(place))
    finder.search_in(document, [])
    finder._look_at(document, "page", 0)
    document.close()
    finder._look_at(document, "page", 0)
    assert heard == []
