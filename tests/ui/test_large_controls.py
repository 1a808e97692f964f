"""The large controls for patients: each kind of answer by real clicks and keys, in the patient's words."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit

from consult_app.domain.condition import NOT_SURE
from consult_app.domain.entry import Entry
from consult_app.domain.frequency import IconArray
from consult_app.domain.questionnaire import Choice, Kind, Question
from consult_app.domain.wording import Words
from consult_app.ui import theme
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.language_row import own_name, reads_from_right
from consult_app.ui.widgets.large_button import LargeButton
from consult_app.ui.widgets.large_choice import LargeChoices
from consult_app.ui.widgets.patient_answer import PatientAnswer
from consult_app.ui.widgets.patient_sheet import _pictures
from consult_app.ui.widgets.people import People
from consult_app.ui.widgets.progress_line import ProgressLine
from consult_app.workflow.screens.patient_pages import Picture
from tests.helpers.hands import Hands
from tests.helpers.layout import layout_faults
from tests.helpers.sample import sample

CHOICES = (Choice("a", "Apples"), Choice("b", "Pears"), Choice("none", "None", alone=True))


class Asked:
    """A question with its control, and what it told."""

    def __init__(self, qtbot, question):
        self.told = []
        self.control = PatientAnswer(question, Words(sample().labels))
        self.control.answered.connect(self.told.append)
        self.control.cleared.connect(lambda: self.told.append(None))
        qtbot.addWidget(self.control)
        self.control.resize(600, 600)
        self.control.show()
        self.hands = Hands(self.control)

    def type(self, name, text):
        self.hands.type(name, text)
        self.control.flush()

    def ticked(self):
        buttons = self.control.findChildren(QAbstractButton)
        return [each.text() for each in buttons if each.isCheckable() and each.isChecked()]

    def texts(self):
        lines = [each.text() for each in self.control.findChildren(QLineEdit)]
        return lines + [each.toPlainText() for each in self.control.findChildren(QPlainTextEdit)]


@pytest.fixture
def asked(qtbot):
    def ask(kind, **traits):
        return Asked(qtbot, Question("q", kind, "Which?", **traits))

    return ask


def test_yes_no_and_not_sure(asked):
    one = asked(Kind.YES_NO)
    for label in ("Yes", "No", "Not sure", "Not sure"):
        one.hands.click(f"Which? {label}")
    assert one.told == [True, False, NOT_SURE, None]
    for value, shown in ((True, ["Yes"]), (False, ["No"]), (NOT_SURE, ["Not sure"]), (1, []), (None, [])):
        one.control.display(value)
        assert one.ticked() == shown
    assert len(one.told) == 4


def test_who_must_know_is_offered_no_way_out(asked):
    one = asked(Kind.CHOICE, choices=CHOICES[:2], may_be_unsure=False)
    assert [each.text() for each in one.control.findChildren(QAbstractButton)] == ["Apples", "Pears"]
    one.hands.click("Which? Pears")
    assert one.told == ["b"]
    assert not asked(Kind.NUMBER, may_be_unsure=False).control.findChildren(LargeChoices)


def test_several_with_words_of_ones_own(asked):
    many = asked(Kind.CHOICES, choices=CHOICES, own_words=True)
    own = "Which? Something else? You can write it here."
    many.hands.click("Which? Apples")
    many.hands.click("Which? Pears")
    many.type(own, "Plums")
    many.hands.click("Which? Apples")
    assert many.told == [("a",), ("a", "b"), ("a", "b", "Plums"), ("b", "Plums")]
    many.hands.click("Which? None")
    assert many.told[-1] == ("none",)
    assert many.texts() == [""]
    many.hands.click("Which? Pears")
    assert many.told[-1] == ("b",)
    many.hands.click("Which? None")
    many.type(own, "Figs")
    assert many.told[-1] == ("Figs",)
    many.hands.click("Which? Not sure")
    assert many.told[-1] is NOT_SURE
    assert many.ticked() == ["Not sure"]
    many.hands.click("Which? Not sure")
    assert many.told[-1] is None
    many.hands.click("Which? Not sure")
    many.hands.click("Which? Apples")
    assert many.told[-1] == ("a",)
    count = len(many.told)
    many.control.display(("b", "Kiwi", "Lime"))
    assert (many.ticked(), many.texts()) == (["Pears"], ["Kiwi, Lime"])
    many.control.display(NOT_SURE)
    assert (many.ticked(), many.texts()) == (["Not sure"], [""])
    assert len(many.told) == count


def test_several_without_words_of_ones_own(asked):
    many = asked(Kind.CHOICES, choices=CHOICES, may_be_unsure=False)
    many.hands.click("Which? None")
    many.hands.click("Which? Apples")
    many.hands.click("Which? Apples")
    many.hands.click("Which? None")
    many.control.flush()
    assert many.told == [("none",), ("a",), None, ("none",)]


@pytest.mark.parametrize("rtl", [False, True])
def test_many_choices_stand_in_two_columns_in_the_order_of_reading(qtbot, rtl):
    made = LargeChoices("Which?")
    qtbot.addWidget(made)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    made.set_choices([(str(i), f"Choice {i}") for i in range(7)])
    made.resize(700, made.heightForWidth(700))
    made.show()
    first, second, third = made._buttons[:3]
    assert first.y() == second.y() < third.y()
    assert (first.x() < second.x()) is not rtl
    made.resize(400, 900)
    assert first.x() == second.x()
    assert made.sizeHint().height() == made.heightForWidth(400)


def test_a_number_in_its_range(asked):
    one = asked(Kind.NUMBER, unit="kg", low=25, high=400)
    one.type("Which? kg", "72,5")
    one.type("Which? kg", "80")
    assert one.told == [72.5, 80]
    one.type("Which? kg", "7")
    one.hands.reads("Please write a number from 25 to 400.")
    assert one.told[-1] is None
    one.control.display(None)
    assert one.texts() == ["7"]
    one.hands.click("One more")
    one.hands.click("One more")
    one.hands.click("One less")
    one.hands.click("One less")
    assert one.told[-4:] == [25, 26, 25, 25]
    assert "Please write" not in one.hands.words()
    one.control.display(400)
    one.hands.click("One more")
    assert one.told[-1] == 400
    one.control.display(NOT_SURE)
    assert (one.texts(), one.ticked()) == ([""], ["Not sure"])
    one.type("Which? kg", " ")
    assert one.told[-1] is None
    assert "Please write" not in one.hands.words()


@pytest.mark.parametrize(
    ("bounds", "text", "words"),
    [
        ({"low": 1}, "0", "It is 1 or more."),
        ({"high": 9}, "10", "It is 9 or less."),
        ({}, "many", "Please write a number."),
    ],
)
def test_what_is_no_number_is_refused_in_words(asked, bounds, text, words):
    one = asked(Kind.NUMBER, **bounds)
    one.type("Which?", text)
    one.hands.reads(words)
    assert one.told == [None]


def test_a_number_without_bounds_is_stepped_from_nothing(asked):
    one = asked(Kind.NUMBER)
    one.hands.click("One less")
    one.hands.click("One less")
    assert one.told == [0, -1]


def test_not_sure_stands_apart_from_what_is_typed(asked):
    one = asked(Kind.NUMBER)
    one.type("Which?", "5")
    one.hands.click("Which? Not sure")
    assert one.told == [5, NOT_SURE]
    assert one.texts() == [""]
    one.hands.click("Which? Not sure")
    assert one.told[-1] is None


def test_a_date_is_said_back_in_words(asked):
    one = asked(Kind.DATE)
    for label, number in (("Day", "3"), ("Month", "11"), ("Year", "2026")):
        one.type(f"Which? {label}", number)
    assert one.told == [None, None, "2026-11-03"]
    one.hands.reads("3 Nov 2026")
    one.type("Which? Day", "31")
    one.hands.reads("This is not a day on the calendar.")
    assert one.told[-1] is None
    one.control.display(None)
    assert one.texts() == ["31", "11", "2026"]
    count = len(one.told)
    one.control.display(date(2027, 1, 2).isoformat())
    assert one.texts() == ["2", "1", "2027"]
    one.control.display(None)
    assert one.texts() == ["", "", ""]
    assert len(one.told) == count


def test_own_words_and_lines(asked):
    words = asked(Kind.TEXT)
    words.type("Which? You can write here.", " Softly ")
    words.control.display("Softly")
    words.type("Which? You can write here.", " ")
    assert words.told == ["Softly", None]
    lines = asked(Kind.ENTRIES)
    lines.type("Which? Write one on each line.", "Aspirin")
    box = lines.control.findChild(QPlainTextEdit)
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClicks(box, "Garlic")
    lines.control.flush()
    aspirin, garlic = Entry("Aspirin"), Entry("Garlic")
    assert lines.told == [(aspirin,), (aspirin, garlic)]
    lines.control.display((aspirin, garlic))
    assert box.toPlainText() == "Aspirin\n\nGarlic"
    zinc = Entry("Zinc", dose="10 mg", since="May")
    lines.control.display((zinc, "Iron"))
    assert box.toPlainText() == "Zinc\nIron"
    lines.hands.press(box.viewport())
    QTest.keySequence(box, "Ctrl+End")
    QTest.keyClicks(box, " pills")
    lines.control.flush()
    assert lines.told[-1] == (zinc, Entry("Iron pills"))
    lines.control.display(NOT_SURE)
    assert lines.ticked() == ["Not sure"]


def test_a_scale_says_what_its_ends_mean(asked):
    one = asked(Kind.SCALE, low_words="no pain", high_words="the worst")
    one.hands.click("Which? 0 – no pain")
    one.hands.click("Which? 7")
    one.hands.click("Which? Not sure")
    assert one.told == [0, 7, NOT_SURE]
    one.control.display(10)
    assert one.ticked() == ["10 – the worst"]
    one.control.display(False)
    assert one.ticked() == []


def test_what_was_typed_is_told_when_the_field_is_left(asked):
    one = asked(Kind.NUMBER)
    one.hands.type("Which?", "5")
    assert one.told == []
    one.control.hide()
    assert one.told == [5]


@pytest.mark.parametrize(("figures", "columns"), [(IconArray(20, 100), 10), (IconArray(3, 1000), 50)])
def test_people_can_be_counted_at_any_width(qtbot, figures, columns):
    people = People(figures, "So many")
    qtbot.addWidget(people)
    for width in (people.minimumSizeHint().width(), 320, 900):
        height = people.heightForWidth(width)
        side = height // (figures.total // columns)
        assert side >= 4
        assert side * columns <= width
        people.resize(width, height)
        assert not people.grab().isNull()
    assert people.sizeHint().height() == people.heightForWidth(900)


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_treated_and_untreated_are_seen_in_one_look(qtbot, qapp, text):
    theme.apply(qapp, text=text)
    arms = _pictures(
        (
            Picture("With this treatment: 70 in 100", IconArray(70, 100)),
            Picture("Without it: 19 in 100", IconArray(19, 100)),
        )
    )
    qtbot.addWidget(arms)
    arms.resize(560, 700)
    with qtbot.waitExposed(arms):
        arms.show()
    treated, untreated = arms.findChildren(People)
    assert treated.y() == untreated.y()
    assert treated.geometry().right() < untreated.x()
    assert treated.size() == untreated.size()
    assert (treated._tone, untreated._tone) == (Tone.PRIMARY, Tone.NEUTRAL)
    assert layout_faults(arms) == []


def test_a_few_pages_are_pieces_and_many_are_a_line(qtbot):
    line = ProgressLine()
    qtbot.addWidget(line)
    for at, of, rtl in ((2, 4, False), (2, 4, True), (20, 40, False), (20, 40, True)):
        line.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        line.show_place(at, of, f"{at} of {of}")
        assert line.accessibleName() == f"{at} of {of}"
        assert line.minimumSizeHint() == line.sizeHint()
        line.resize(line.sizeHint())
        image = line.grab().toImage()
        left, right = image.pixelColor(20, 5).name(), image.pixelColor(image.width() - 20, 5).name()
        assert (left == "#0b6e69") is not rtl
        assert left != right


def test_a_button_that_cannot_be_pressed_looks_so(qtbot):
    button = LargeButton("Back", icon_name="arrow-left")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    before = button.grab().toImage()
    button.setEnabled(False)
    assert button.grab().toImage() != before
    assert button.minimumSizeHint() == button.sizeHint()
    plain = LargeButton("Back")
    qtbot.addWidget(plain)
    assert plain.sizeHint().width() < button.sizeHint().width()
    assert not plain.grab().isNull()


def test_languages_are_named_in_their_own_words():
    assert [own_name(each) for each in ("en", "ar", "he", "fr")] == [
        "English",
        "العربية",
        "עברית",
        "Français",
    ]
    assert own_name("x-unheard") == "x-unheard"
    assert reads_from_right("ar")
    assert not reads_from_right("fr")
