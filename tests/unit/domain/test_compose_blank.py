"""The form to be filled in by hand: everything that may be asked, and nothing answered."""

import re
from dataclasses import replace

import pytest

from consult_app.domain.compose import compose_blank
from consult_app.domain.compose.expectations import told
from consult_app.domain.compose.sentences import capital
from consult_app.domain.condition import ALWAYS, AllOf, Among, AnyOf, Between, Is, Not
from consult_app.domain.consultation import Practice
from consult_app.domain.document import (
    Bullets,
    DocumentKind,
    Heading,
    Lines,
    Phrase,
    Role,
    Sheet,
    SignatureBlock,
    Table,
    Tick,
    Ticks,
    texts,
)
from consult_app.domain.questionnaire import Choice, Kind, Question, Step
from consult_app.domain.wording import Words
from tests.helpers.sample import NOW, approved, sample

PRACTICE = Practice("The practice")
WORDS = Words(sample().labels)


def blank(treatment=None, **changes):
    return compose_blank(treatment or sample(), "face", changes.pop("practice", PRACTICE), NOW, **changes)


def printed(document):
    return "\n".join(text for block in document.blocks for text in texts(block))


def asking(*questions, step=Step.HISTORY):
    """The sample, with only these questions in one section."""
    whole = sample().questionnaire
    section = replace(next(each for each in whole.sections if each.step is step), questions=questions)
    return replace(sample(), questionnaire=replace(whole, sections=(section,)), statements=())


def test_it_says_that_it_is_no_record_on_its_first_page_and_on_every_page():
    document = blank()
    assert document.kind is DocumentKind.BLANK
    assert document.signers == ()
    assert WORDS("blank.mark") in printed(document)
    assert document.running.mark.startswith(WORDS("blank.mark"))
    assert document.running.patient == WORDS("blank.patient")
    assert blank(approved()).running.mark == WORDS("blank.mark")


def test_every_question_that_may_be_asked_stands_with_its_choices():
    said = printed(blank())
    for question in sample().questionnaire:
        assert f". {question.text}" in said
        assert all(choice.label in said for choice in question.choices)


def test_options_risks_and_statements_are_there():
    document = blank()
    said = printed(document)
    treatment = sample()
    for each in (*treatment.options, *treatment.risks):
        assert each.name in said
    ticked = [each.items for each in document.blocks if isinstance(each, Ticks)]
    assert ticked.count((WORDS("wish.chosen"), WORDS("wish.declined"))) == len(treatment.options)


def test_each_risk_has_a_box_before_all_that_is_told_of_it():
    boxes = {each.text.lead: each.text for each in blank().blocks if isinstance(each, Tick)}
    for risk in sample().risks:
        said = boxes[f"{risk.name}."]
        frequency = capital(WORDS.frequency(risk.frequency))
        assert said.text.startswith(f"{risk.text} {WORDS('risk.frequency')}: {frequency}. ")
        assert WORDS("risk.course_text", onset=risk.onset, duration=risk.duration) in said.text
        assert f"{WORDS('risk.do')}: {risk.what_to_do}" in said.text
        assert said.mark


def test_each_option_is_decided_about_where_it_is_told():
    blocks = blank().blocks
    for option in sample().options:
        at = blocks.index(Heading(option.name, 3))
        what, told_of_it, choice, boxes, why = blocks[at + 1 : at + 6]
        assert what.text.text.startswith(option.what)
        names = [f"{WORDS(f'option.{each}')}:" for each in ("benefit", "lasts", "recovery", "risks")]
        assert [each.lead for each in told_of_it.items] == names
        assert choice.text.lead == WORDS("option.wish")
        assert (boxes, why) == (
            Ticks((WORDS("wish.chosen"), WORDS("wish.declined"))),
            Lines(WORDS("blank.why")),
        )


def test_a_section_is_not_headed_by_the_words_of_its_part():
    part, whole = WORDS("part.history"), sample().questionnaire
    first = next(each for each in whole.sections if each.step is Step.HISTORY)
    sections = (replace(first, title=part), replace(first, id="s-more", title="More"))
    document = blank(replace(sample(), questionnaire=replace(whole, sections=sections), statements=()))
    heads = [each.text for each in document.blocks if isinstance(each, Heading)]
    assert (heads.count(part), heads.count("More")) == (1, 1)


def test_a_counted_frequency_keeps_its_figures_in_running_words():
    row = ("words", Phrase("about 3 in 100", filled=3, total=100))
    assert told(row, ("", "How often")) == Phrase("words How often: about 3 in 100.", filled=3, total=100)


def test_everybody_who_may_have_to_sign_has_a_place_and_lines_to_say_who_they_are():
    blocks = blank().blocks
    at = [index for index, each in enumerate(blocks) if isinstance(each, SignatureBlock)]
    assert [blocks[index].role for index in at] == list(Role)
    assert all(not blocks[index].name and blocks[index].declaration for index in at)
    lines = {
        blocks[first].role: tuple(each.label for each in blocks[first:after] if isinstance(each, Lines))
        for first, after in zip(at, [*at[1:], len(blocks)], strict=True)
    }
    named = (WORDS("blank.name"), WORDS("who.day"))
    assert lines[Role.PATIENT] == lines[Role.CLINICIAN] == named
    assert lines[Role.PROXY] == (*named, WORDS("blank.relation"), WORDS("blank.authority"))
    assert lines[Role.INTERPRETER] == (*named, WORDS("blank.language"), WORDS("blank.id"))
    assert lines[Role.WITNESS] == (*named, WORDS("blank.part"))


def test_whoever_signs_only_sometimes_is_told_when_and_a_proxy_ticks_why():
    blocks = blank().blocks
    titles = {each.role: each.title for each in blocks if isinstance(each, SignatureBlock)}
    assert titles[Role.PATIENT] == WORDS("signer.patient")
    for role in (Role.PROXY, Role.INTERPRETER, Role.WITNESS):
        assert titles[role].endswith(WORDS(f"blank.signer.{role.value}"))
    why = (WORDS("blank.proxy.minor"), WORDS("blank.proxy.capacity"))
    assert why in [each.items for each in blocks if isinstance(each, Ticks)]


@pytest.mark.parametrize(
    ("question", "blocks"),
    [
        (Question("q", Kind.YES_NO, "Q?"), [Ticks(("Yes", "No", "Not sure"))]),
        (Question("q", Kind.YES_NO, "Q?", may_be_unsure=False), [Ticks(("Yes", "No"))]),
        (
            Question("q", Kind.CHOICES, "Q?", choices=(Choice("a", "A"),), own_words=True),
            [Ticks(("A", "Not sure")), Lines("Something else:")],
        ),
        (
            Question("q", Kind.SCALE, "Q?", low_words="none", high_words="most", may_be_unsure=False),
            [Ticks(("0 (none)", *"123456789", "10 (most)"))],
        ),
        (Question("q", Kind.NUMBER, "Q?", unit="kg"), [Lines("kg")]),
        (Question("q", Kind.DATE, "Q?"), [Lines("Day, month, year:")]),
        (Question("q", Kind.TEXT, "Q?"), [Lines("", 2)]),
        (Question("q", Kind.ENTRIES, "Q?"), [Lines("Write one on each line.", 3)]),
    ],
)
def test_each_kind_of_question_has_boxes_or_lines(question, blocks):
    composed = blank(asking(question)).blocks
    at = next(place for place, each in enumerate(composed) if "1. Q?" in texts(each))
    assert list(composed[at + 1 : at + 1 + len(blocks)]) == blocks


def test_what_hangs_on_answers_says_on_which_and_the_goal_is_no_question():
    first = Question("q-a", Kind.YES_NO, "First?")
    both = AllOf((Is("goal", "face"), Is("q-a", True)))
    either = AnyOf((Is("goal", "elsewhere"), Is("q-a", True)))
    for when in (both, either, Is("q-a", True)):
        said = printed(blank(asking(first, Question("q-b", Kind.TEXT, "Second?", when=when))))
        assert "Only if question 1 is yes." in said
    never = Question("q-b", Kind.TEXT, "Second?", when=Is("goal", "elsewhere"))
    assert "Second?" not in printed(blank(asking(first, never)))
    always = Question("q-b", Kind.TEXT, "Second?", when=Is("goal", "face"))
    assert "Only if" not in printed(blank(asking(first, always)))


def test_what_does_not_hold_on_an_answer_says_not_if():
    first = Question("q-a", Kind.YES_NO, "First?")
    second = Question("q-b", Kind.TEXT, "Second?", when=Not(Is("q-a", True)))
    assert "Not if question 1 is yes." in printed(blank(asking(first, second)))


def test_what_names_another_fact_or_a_choice_quotes_it():
    first = Question("q-a", Kind.CHOICE, "First?", choices=(Choice("a", "One, or two"),))
    for when, words in (
        (Is("q-a", "a"), "Only if question 1 is “One, or two”."),
        (Is("patient.sex", "male"), "Only if “Sex” is “male”."),
        (AllOf((Is("areas", "cheeks"), Not(Is("q-a", "a")))), "“Where” is “Cheeks” and not (question 1 is"),
        (
            AnyOf((Between("q-a.weeks", low=3), Between("patient.age", high=20))),
            "question 1 is at least 3 or",
        ),
    ):
        assert words in printed(blank(asking(first, Question("q-b", Kind.TEXT, "Second?", when=when))))


@pytest.mark.parametrize(
    ("own_words", "values", "words"),
    [
        (False, ("a", "b", "c"), "Only if question 1 is something other than “None”."),
        (True, ("a", "b", "c", "other"), "Only if question 1 is something other than “None”."),
        (True, ("a", "b", "c"), "Only if question 1 is “A”, “B” or “C”."),
        (False, ("a", "b"), "Only if question 1 is “A” or “B”."),
    ],
)
def test_all_choices_but_none_are_not_listed_again(own_words, values, words):
    choices = (*(Choice(each, each.upper()) for each in "abc"), Choice("none", "None", alone=True))
    first = Question("q-a", Kind.CHOICES, "First?", choices=choices, own_words=own_words)
    second = Question("q-b", Kind.TEXT, "Second?", when=Among("q-a", values))
    assert words in printed(blank(asking(first, second)))


def test_questions_are_numbered_in_the_order_in_which_they_stand():
    said = printed(blank())
    numbers = [int(each) for each in re.findall(r"^(\d+)\. ", said, re.MULTILINE)]
    assert numbers == list(range(1, len(tuple(sample().questionnaire)) + 1))


def ticked(*statements, **more):
    """Give what is to be ticked where it applies, with the boxes of the ingredients."""
    [said, *_] = sample().statements
    made = tuple(
        replace(said, id=f"st-{number}", text=text, when=when)
        for number, (text, when) in enumerate(statements)
    )
    first = Question("q-a", Kind.YES_NO, "First?")
    document = blank(replace(asking(first), statements=made, ingredients=INGREDIENTS), **more)
    boxes = [each.items for each in document.blocks if isinstance(each, Ticks)]
    at = document.blocks.index(Heading(WORDS("part.statements")))
    sentences = [each.text for each in document.blocks[at:] if isinstance(each, Tick)]
    return [(each.lead, each.text) for each in sentences], boxes, document


INGREDIENTS = tuple(
    replace(sample().ingredients[0], id=f"ing-{name.lower()}", name=name) for name in ("Acid", "Base", "Salt")
)
ACID, BASE, SALT = (Is("ingredients", each.id) for each in INGREDIENTS)


def test_a_statement_that_is_not_for_everybody_has_a_box_to_tick_and_says_when_it_applies():
    sentences, _, document = ticked(("I smoke.", Is("q-a", True)), ("I agree.", ALWAYS))
    assert sentences == [("Only if question 1 is yes.", "I smoke.")]
    [points] = [each for each in document.blocks if isinstance(each, Bullets) and not each.quiet][-1:]
    assert [each.text for each in points.items] == ["I agree."]
    assert WORDS("blank.tick") in printed(document)
    assert WORDS("blank.letters", part=WORDS("part.statements")) not in printed(document)
    assert WORDS("blank.tick") not in printed(ticked(("I agree.", ALWAYS))[2])


def test_what_hangs_on_ingredients_has_a_letter_that_stands_behind_each_of_them():
    sentences, boxes, _ = ticked(
        ("Sour.", AnyOf((ACID, Is("goal", "elsewhere")))),
        ("Strong.", Among("ingredients", ("ing-acid", "ing-base"))),
    )
    assert sentences == [("A.", "Sour."), ("B.", "Strong.")]
    assert ("Acid (A, B)", "Base (B)") in boxes


def test_the_same_words_for_several_ingredients_stand_there_once():
    sentences, boxes, document = ticked(
        ("Strong.", ACID), ("Strong.", AllOf((BASE, Not(ACID)))), ("Salty.", SALT)
    )
    assert sentences == [("A.", "Strong."), ("B.", "Salty.")]
    assert ("Acid (A)", "Base (A)", "Salt (B)") in boxes
    assert "st-0" in printed(document)
    assert "st-1" in printed(document)


@pytest.mark.parametrize(
    "when",
    [
        AllOf((BASE, Not(ACID))),
        AllOf((BASE, ACID)),
        AllOf((Is("q-a", True), Not(ACID))),
        AllOf((BASE, Not(Is("q-a", True)))),
        Not(ACID),
    ],
)
def test_what_is_not_so_simple_stays_in_words(when):
    [(lead, text)], boxes, _ = ticked(("Strong.", when))
    assert lead.startswith(("Only if ", "Not if "))
    assert text == "Strong."
    assert not [each for each in boxes if any("(A" in item for item in each)]


def test_letters_go_on_after_z_and_leave_out_what_looks_like_a_word_or_a_number():
    sentences, _, _ = ticked(*((f"No. {number}", ACID) for number in range(26)))
    letters = [lead for lead, _ in sentences]
    assert letters[7:9] == ["H.", "J."]
    assert letters[23:] == ["Z.", "A2.", "B2."]
    assert not {"I.", "O."} & set(letters)


def test_what_is_injected_has_rows_to_write_in_and_in_large_print_lines():
    [table] = [each for each in blank().blocks if isinstance(each, Table) and each.empty]
    assert table.rows == ()
    assert (table.head[0], table.empty) == ("Ingredient", 5)
    assert Lines(", ".join(table.head), 5) in blank(sheet=Sheet(large=True)).blocks


def test_sections_have_headings_where_a_step_has_several_and_expectations_none_of_their_own():
    whole = asking(Question("q-a", Kind.TEXT, "First?")).questionnaire
    [one] = whole.sections
    two = replace(one, id="s-2", title="More", questions=(Question("q-b", Kind.TEXT, "Second?"),))
    three = replace(one, id="s-3", step=Step.EXPECTATIONS, questions=(Question("x-a", Kind.TEXT, "Third?"),))
    treatment = replace(asking(), questionnaire=replace(whole, sections=(one, two, three)))
    document = blank(treatment)
    heads = [each.text for each in document.blocks if isinstance(each, Heading)]
    assert heads.count("More") == 1
    assert heads.count(WORDS("part.history")) == 1
    assert heads.count(WORDS("part.expectations")) == 1
    assert "Third?" in printed(document)


def test_a_step_without_questions_has_no_part_and_an_unnamed_practice_a_line():
    document = blank(asking(), practice=Practice(""))
    assert WORDS("part.history") not in [each.text for each in document.blocks if isinstance(each, Heading)]
    assert Lines("Practice") in document.blocks
    assert Lines("Practice: The practice", 0) in blank().blocks


def test_in_large_print_nothing_stands_side_by_side():
    assert not [each for each in blank(sheet=Sheet(large=True)).blocks if isinstance(each, Table)]


def test_a_goal_that_there_is_not_is_refused():
    with pytest.raises(KeyError):
        compose_blank(sample(), "elsewhere", PRACTICE, NOW)
