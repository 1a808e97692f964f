"""The drawings of the body and the pills beside them: one answer, pressed here or there."""

from random import Random

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QEnterEvent, QPainterPath
from PySide6.QtWidgets import QCheckBox

from consult_app.assets import forms_folder
from consult_app.content.library import Library
from consult_app.domain.body import Region, View
from consult_app.domain.condition import NOT_SURE
from consult_app.domain.drawing import Layer
from consult_app.domain.questionnaire import Choice, Kind, Question, Step
from consult_app.domain.wording import Words
from consult_app.ui import theme
from consult_app.ui.body_paths import body_paths
from consult_app.ui.pages.questions_page import QuestionsPage
from consult_app.ui.tokens import LOOKS, Tone
from consult_app.ui.widgets.area_chips import AreaChips
from consult_app.ui.widgets.body_map import BodyMap
from consult_app.ui.widgets.body_view import BodyView
from consult_app.ui.widgets.large_choice import LargeTick
from consult_app.ui.widgets.patient_answer import PatientAnswer
from consult_app.workflow.screens.questions import Card, QuestionRow, QuestionsScreen, areas_question
from tests.helpers.sample import sample
from tests.helpers.signals import told

LIBRARY = Library(forms_folder())
GOALS = [
    (pack, goal)
    for pack in (LIBRARY.treatment(name) for name in ("mesotherapy", "deoxycholic_acid"))
    for goal in pack.goals
]
HEAD = (
    Choice("brow", "Brow", regions=(Region.FACE_FOREHEAD,)),
    Choice("cheeks", "Cheeks", regions=(Region.FACE_CHEEK_RIGHT, Region.FACE_CHEEK_LEFT)),
    Choice("elsewhere", "Elsewhere"),
)
BODY = (
    Choice("arms", "Arms", regions=(Region.FRONT_FOREARM_RIGHT, Region.BACK_FOREARM_RIGHT)),
    Choice("chin", "Chin", regions=(Region.CHIN_UNDER_CHIN,)),
)


def areas(qtbot, choices, width=680, direction=Qt.LayoutDirection.LeftToRight):
    made = AreaChips("Where")
    made.setLayoutDirection(direction)
    qtbot.addWidget(made)
    made.set_choices(choices)
    made.resize(width, made.heightForWidth(width))
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def head(qtbot):
    return areas(qtbot, HEAD)


def views(widget):
    return widget.findChildren(BodyView)


def view_of(widget, region):
    return next(each for each in views(widget) if region in each._areas)


def spot(view, region):
    """A pixel well inside a region: of all inside, the one furthest from its edge."""
    path = view._placed().map(body_paths(view._view).regions[region])
    box = path.boundingRect()
    steps = [step / 12 for step in range(1, 12)]
    inside = [
        point
        for point in (
            QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x in steps for y in steps
        )
        if path.contains(point)
    ]
    edge = [path.pointAtPercent(step / 60) for step in range(60)]
    return max(inside, key=lambda point: min((point - each).manhattanLength() for each in edge)).toPoint()


def press(qtbot, widget, region):
    view = view_of(widget, region)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot(view, region))


def pills(widget):
    return {each.text(): each for each in widget.findChildren(QCheckBox)}


def picture(view):
    return view.grab().toImage()


@pytest.mark.parametrize(("pack", "goal"), GOALS, ids=[goal.id for _, goal in GOALS])
def test_a_press_in_the_middle_of_a_region_toggles_its_area_alone(qtbot, pack, goal):
    made = areas(qtbot, areas_question(pack, goal.id).choices)
    changed = told(made.changed)
    for area in goal.areas:
        for at, region in enumerate(area.regions):
            press(qtbot, made, region)
            assert changed.pop() == ((() if at % 2 else (area.id,)),)
        made.set_value(())
    assert {each._view for each in views(made)} == {each.view for area in goal.areas for each in area.regions}


@pytest.mark.parametrize(("pack", "goal"), GOALS, ids=[goal.id for _, goal in GOALS])
def test_the_map_says_what_the_pills_say_whatever_is_pressed(qtbot, pack, goal):
    made = areas(qtbot, areas_question(pack, goal.id).choices)
    random = Random(goal.id)  # noqa: S311  the same presses each time
    chips, [body] = pills(made), made.findChildren(BodyMap)
    for _ in range(40):
        area = random.choice(goal.areas)
        act = random.choice(("map", "pill", "show"))
        if act == "map":
            press(qtbot, made, random.choice(area.regions))
        elif act == "pill":
            qtbot.mouseClick(chips[area.name], Qt.MouseButton.LeftButton)
        else:
            made.set_value([each.id for each in goal.areas if random.random() < 0.5])
        ticked = [each for each in goal.areas if chips[each.name].isChecked()]
        assert made.value() == tuple(each.id for each in ticked)
        for view in views(made):
            assert view._chosen == {each.id for each in ticked}
        names = ", ".join(each.name for each in ticked)
        assert body.accessibleDescription() == (f"Chosen: {names}" if names else "Nothing is chosen")


@pytest.mark.parametrize("view", View, ids=lambda view: view.value)
def test_every_region_lies_on_the_skin_and_apart_from_all_others(view):
    drawn = body_paths(view)
    skin = QPainterPath()
    for path in (path for layer, path in drawn.lines if layer is Layer.SKIN):
        skin = skin.united(path)
    regions = list(drawn.regions.values())
    for i, path in enumerate(regions):
        assert skin.contains(path)
        assert not any(path.intersects(other) for other in regions[:i])


def test_showing_areas_tells_nobody(head):
    changed = told(head.changed)
    head.set_value(("brow", "elsewhere"))
    head.set_value(())
    head.set_tone(Tone.STOP)
    assert changed == []


def test_what_is_chosen_is_painted_and_what_rests_on_it(head):
    [view] = views(head)
    free = picture(view)
    head.set_value(("brow",))
    chosen = picture(view)
    head.set_tone(Tone.STOP)
    marked = picture(view)
    head.set_tone(Tone.STOP)
    assert free != chosen != marked
    head.set_value(())
    assert picture(view) == free


def test_what_lies_on_no_drawing_is_in_the_list_alone(qtbot, head):
    qtbot.mouseClick(pills(head)["Elsewhere"], Qt.MouseButton.LeftButton)
    assert head.value() == ("elsewhere",)


def test_the_area_under_the_pointer_is_named_and_shown_everywhere(qtbot):
    made = areas(qtbot, BODY)
    front, back, side = views(made)
    untouched, other, far = picture(front), picture(back), picture(side)
    qtbot.mouseMove(front, spot(front, Region.FRONT_FOREARM_RIGHT))
    assert front.cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert picture(front) != untouched
    assert picture(back) != other
    assert picture(side) == far
    qtbot.mouseMove(front, front.rect().bottomRight())
    assert front.cursor().shape() == Qt.CursorShape.ArrowCursor
    assert (picture(front), picture(back)) == (untouched, other)
    qtbot.mouseMove(front, spot(front, Region.FRONT_FOREARM_RIGHT))
    front.leaveEvent(QEvent(QEvent.Type.Leave))
    assert picture(front) == untouched


def test_the_pointer_is_told_once_for_each_area(qtbot, head):
    [view] = views(head)
    pointed = told(view.pointed)
    brow = spot(view, Region.FACE_FOREHEAD)
    for at in (brow, brow + QPoint(2, 0), spot(view, Region.FACE_CHEEK_LEFT)):
        qtbot.mouseMove(view, at)
    assert pointed == [("brow",), ("cheeks",)]


def test_the_map_shows_where_the_area_of_a_pill_under_the_pointer_lies(qapp, head):
    [view] = views(head)
    plain, at = picture(view), QPointF(1, 1)
    qapp.sendEvent(pills(head)["Cheeks"], QEnterEvent(at, at, at))
    assert picture(view) != plain
    qapp.sendEvent(pills(head)["Cheeks"], QEvent(QEvent.Type.Leave))
    assert picture(view) == plain


def test_the_map_shows_where_the_area_of_the_pill_with_the_keyboard_lies(qtbot, head):
    [view] = views(head)
    plain = picture(view)
    qtbot.keyClick(pills(head)["Brow"], Qt.Key.Key_Tab)
    assert pills(head)["Cheeks"].hasFocus()
    assert picture(view) != plain
    qtbot.keyClick(pills(head)["Cheeks"], Qt.Key.Key_Tab)
    assert picture(view) == plain


def test_the_name_of_an_area_at_the_top_stands_below_it(qtbot):
    choices = (Choice("front", "Front", regions=(Region.SCALP_FRONT,)),)
    made = areas(qtbot, choices, width=150)
    [view] = views(made)
    assert view._box(Region.SCALP_FRONT).top() < theme.scaled(26) + 40
    before = picture(view)
    qtbot.mouseMove(view, spot(view, Region.SCALP_FRONT))
    assert picture(view) != before


def test_a_finger_may_miss_a_little_and_not_much(qtbot, head):
    [view] = views(head)
    changed = told(head.changed)
    box = view._box(Region.FACE_FOREHEAD)
    for above, answer in ((3, [(("brow",),)]), (12, [])):
        changed.clear()
        at = box.center()
        at.setY(box.top() - above)
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
        assert changed == answer


def test_sliding_off_before_letting_go_presses_nothing(qtbot, head):
    [view] = views(head)
    changed = told(head.changed)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=spot(view, Region.FACE_FOREHEAD))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=spot(view, Region.FACE_CHEEK_LEFT))
    assert changed == []


def test_another_button_presses_nothing(qtbot, head):
    [view] = views(head)
    changed = told(head.changed)
    qtbot.mouseClick(view, Qt.MouseButton.RightButton, pos=spot(view, Region.FACE_FOREHEAD))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.rect().bottomLeft())
    assert changed == []


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("view", View, ids=lambda view: view.value)
def test_no_direction_of_reading_mirrors_the_body(qtbot, qapp, view, look):
    theme.apply(qapp, look)
    choices = [Choice(each.value, each.value, regions=(each,)) for each in Region if each.view is view]
    seen = []
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        made = areas(qtbot, choices, direction=direction)
        made.set_value(tuple(each.id for each in choices if each.id.endswith(".right")))
        [shown] = views(made)
        assert shown.layoutDirection() == direction
        seen.append((picture(shown), shown.geometry()))
    assert seen[0] == seen[1]


def test_front_stands_left_of_back_in_every_direction(qtbot):
    made = areas(qtbot, BODY[:1], direction=Qt.LayoutDirection.RightToLeft)
    front, back = views(made)
    assert front.geometry().right() < back.geometry().left()


@pytest.mark.parametrize("text", [1.0, 1.3])
@pytest.mark.parametrize("width", [260, 420, 680, 1200])
def test_nothing_overlaps_and_nothing_is_outside(qtbot, qapp, width, text):
    made = areas(qtbot, BODY, width)
    theme.apply(qapp, "light", text)
    made.resize(width, made.heightForWidth(width))
    [body] = made.findChildren(BodyMap)
    parts = [each.geometry().translated(body.pos()) for each in views(made)]
    parts += [each.geometry() for each in pills(made).values()]
    for i, part in enumerate(parts):
        assert made.rect().contains(part)
        assert not any(part.intersects(other) for other in parts[:i])


def test_the_map_stands_beside_the_pills_where_there_is_room_and_else_above(qtbot, head):
    [body] = head.findChildren(BodyMap)
    assert all(each.x() > body.geometry().right() for each in pills(head).values())
    head.resize(400, head.heightForWidth(400))
    assert all(each.y() > body.geometry().bottom() for each in pills(head).values())


def test_the_pills_are_the_control_and_the_map_says_what_it_is(head):
    [body] = head.findChildren(BodyMap)
    assert body.accessibleName() == "Where Drawing of the body"
    assert [each.accessibleName() for each in views(head)] == ["Face"]
    assert all(each.focusPolicy() == Qt.FocusPolicy.NoFocus for each in (body, *views(head)))


def test_a_map_asks_for_the_height_of_its_width(qtbot):
    made = BodyMap(BODY, "Where")
    qtbot.addWidget(made)
    made.resize(700, 100)
    assert made.sizeHint().height() == made.heightForWidth(700)
    assert made.heightForWidth(300) > made.heightForWidth(900)


def test_the_page_tells_the_areas_pressed_on_the_map(qtbot):
    question = Question("areas", Kind.CHOICES, "Where", choices=HEAD, may_be_unsure=False)

    def screen(value):
        row = QuestionRow(question, shown=True, follow_up=False, value=value, mark=None)
        return QuestionsScreen(Step.MATTERS, (Card("areas", "Fresher skin", "", (row,)),))

    page = QuestionsPage(Step.MATTERS)
    qtbot.addWidget(page)
    page.display(screen(None))
    page.resize(900, 700)
    with qtbot.waitExposed(page):
        page.show()
    answered, cleared = told(page.answered), told(page.cleared)
    press(qtbot, page, Region.FACE_CHEEK_LEFT)
    assert answered == [("areas", ("cheeks",))]
    page.display(screen(("cheeks",)))
    press(qtbot, page, Region.FACE_CHEEK_RIGHT)
    assert cleared == [("areas",)]


def test_patients_press_the_drawing_or_the_choices_and_both_stay_in_step(qtbot):
    question = Question("areas", Kind.CHOICES, "Where", choices=HEAD, may_be_unsure=False)
    answer = PatientAnswer(question, Words(sample().labels))
    qtbot.addWidget(answer)
    answer.resize(600, 600)
    with qtbot.waitExposed(answer):
        answer.show()
    answered = told(answer.answered)
    ticks = {each.text(): each for each in answer.findChildren(LargeTick)}
    [body] = answer.findChildren(BodyMap)
    press(qtbot, answer, Region.FACE_CHEEK_LEFT)
    qtbot.mouseClick(ticks["Brow"], Qt.MouseButton.LeftButton)
    assert answered == [(("cheeks",),), (("brow", "cheeks"),)]
    assert body.accessibleDescription() == "Brow, Cheeks"
    answer.display(("elsewhere",))
    assert [text for text, each in ticks.items() if each.isChecked()] == ["Elsewhere"]
    assert body.accessibleDescription() == "Elsewhere"
    assert len(answered) == 2


def test_in_the_patients_hands_the_drawing_says_nothing_in_another_language(qtbot):
    answer = PatientAnswer(Question("areas", Kind.CHOICES, "Dónde", choices=HEAD), Words(sample().labels))
    qtbot.addWidget(answer)
    answer.resize(600, 600)
    answer.display(None)
    [body] = answer.findChildren(BodyMap)
    assert [each.accessibleName() for each in (body, *views(answer))] == ["Dónde", "Dónde"]
    assert body.accessibleDescription() == ""
    [view] = views(answer)
    assert view.height_at(100) < BodyView(view._view, view._areas).height_at(100)
    [unsure] = [each for each in answer.findChildren(LargeTick) if each.text() == "Not sure"]
    answered = told(answer.answered)
    answer.display(("brow",))
    unsure.click()
    assert answered == [(NOT_SURE,)]
    assert body.accessibleDescription() == ""


def test_the_drawing_stands_above_the_choices_where_there_is_no_room_beside(qtbot):
    answer = PatientAnswer(Question("areas", Kind.CHOICES, "Where", choices=HEAD), Words(sample().labels))
    qtbot.addWidget(answer)
    answer.resize(600, 900)
    with qtbot.waitExposed(answer):
        answer.show()
    [body] = answer.findChildren(BodyMap)
    first = answer.findChildren(LargeTick)[0]

    def place(widget):
        return QRect(widget.mapTo(answer, QPoint(0, 0)), widget.size())

    qtbot.waitUntil(lambda: place(first).left() > place(body).right())
    answer.resize(400, 900)
    qtbot.waitUntil(lambda: place(first).top() > place(body).bottom())
