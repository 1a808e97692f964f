"""YAML to nodes: plain and safe YAML passes, everything else is refused with its line."""

from datetime import date
from enum import Enum

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from consult_app.content import parse as parse_module
from consult_app.content.node import Node, Shape
from consult_app.content.parse import LONGEST, parse
from consult_app.errors import ContentError


class Colour(Enum):
    RED = "red"
    GREEN = "green"


@pytest.fixture(params=["fast", "plain"], autouse=True)
def loader(request, monkeypatch):
    """Each test runs with libyaml and with the parser in Python: both must refuse the same."""
    if request.param == "plain":
        monkeypatch.setattr(parse_module, "_LOADER", yaml.SafeLoader)


def refused(text, **options):
    with pytest.raises(ContentError) as caught:
        parse(text, "f.yaml", **options)
    assert caught.value.remedy
    return caught.value.code, caught.value.where


def test_values_know_their_lines():
    node = parse("a: 1\nb:\n- x\n\n- y: >-\n    long\n    text\nc:\n", "f.yaml")
    assert node.where == "f.yaml:1"
    assert node.field("b").items()[0].where == "f.yaml:3"
    assert node.field("b").items()[1].field("y").where == "f.yaml:5"
    assert node.field("b").items()[1].field("y").text() == "long text"
    assert node.field("c").where == "f.yaml:8"
    assert node.lines == {"a": 1, "b": 2, "c": 8}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "empty", 1),
        ("# only a remark\n", "empty", 1),
        ("a: 1\n\na: 2\n", "duplicate-key", 3),
        ("a:\n- {b: 1, b: 2}\n", "duplicate-key", 2),
        ("a: yes", "plain-word", 1),
        ("- On\n", "plain-word", 1),
        ("N", "plain-word", 1),
        ("[a, NO]", "plain-word", 1),
        ("{a: b, c}", "stray-comma", 1),
        ("a: {b: }", "stray-comma", 1),
        ("{a: , b: 2}", "stray-comma", 1),
        ("a: {b: half sentence}", "flow-text", 1),
        ("- [a b]", "flow-text", 1),
        ("a: &x 1", "anchor", 1),
        ("a: &x [1]", "anchor", 1),
        ("a: *x", "alias", 1),
        ("a: !!int 1", "tag", 1),
        ("a: ! 1", "tag", 1),
        ("a: !x {}", "tag", 1),
        ("a:\n\t- b", "tab", 2),
        ("a: 1 # a\tremark", "tab", 1),
        ("a\x00", "unprintable", 1),
        ("a: 1\nb: \ud800", "unprintable", 2),
        ("a: 1\n\nb: \u2028", "unprintable", 3),
        ('a: "\\0"', "unprintable", 1),
        ('a: "\\e[31m"', "unprintable", 1),
        ("? [a]\n: 1", "bad-key", 1),
        ("{{a: 1}: 2}", "bad-key", 1),
        ("--- a\n--- b", "documents", 2),
        ("%TAG ! x:\n---\na", "directive", 1),
        ("[" * 500, "too-deep", 1),
        ("- " * 500 + "x", "too-deep", 1),
        ("x" * (LONGEST + 1), "too-long", 1),
        ("a: b: c", "not-yaml", 1),
        ("a:\n - b\nc", "not-yaml", 4),
        ("a: @x", "not-yaml", 1),
        ('a: "\\UFFFFFFFF"', "not-yaml", 1),
    ],
)
def test_what_would_change_its_meaning_silently_is_refused(text, code, line):
    found, where = refused(text)
    assert found == code
    # The two parsers notice an unfinished line in different places.
    if code != "not-yaml":
        assert where == f"f.yaml:{line}"


def test_a_bomb_of_aliases_is_refused_at_once():
    assert refused("a: &a [x, x]\nb: &b [*a, *a]\n")[0] == "anchor"


def test_words_in_quotes_and_keys_are_words():
    node = parse('on: "yes"\nb: [\'half a sentence, more\', "no"]\n', "f.yaml")
    assert node.field("on").text() == "yes"
    assert [each.text() for each in node.field("b").items()] == ["half a sentence, more", "no"]


def test_files_of_answers_may_use_plain_words():
    node = parse("a: yes\nb: [not sure, no]\n", "f.yaml", plain_words=True)
    assert node.field("a").text() == "yes"
    assert [each.text() for each in node.field("b").items()] == ["not sure", "no"]


def test_lines_may_end_as_on_windows():
    assert parse("a: 1\r\nb: 2\r\n", "f.yaml") == parse("a: 1\nb: 2\n", "f.yaml")


def test_types_are_those_asked_for():
    node = parse("a: 2020\nb: 0.10\nc: true\nd: 2026-05-31\ne: red\nf: -3\n", "f.yaml")
    assert node.field("a").text() == "2020"
    assert node.field("a").number() == 2020
    assert isinstance(node.field("a").number(), int)
    assert node.field("b").text() == "0.10"
    assert node.field("b").number() == 0.1
    assert node.field("c").boolean() is True
    assert node.field("d").date() == date(2026, 5, 31)
    assert node.field("e").one_of(Colour) is Colour.RED
    assert node.field("f").number() == -3
    assert node.flag("c", default=False)
    assert not node.flag("g", default=False)
    assert node.said("e") == "red"
    assert node.said("g") == ""
    assert node.optional("g") is None


@pytest.mark.parametrize("text", ["True", '"true"', "1", "[true]", "{a: true}"])
def test_only_plain_true_and_false_are_boolean(text):
    with pytest.raises(ContentError):
        parse(text, "f.yaml").boolean()


@pytest.mark.parametrize("text", ["1e3", ".5", "1_000", "0x10", "1,5", '"1"', "nan", ".inf", "9" * 5000, "٣"])
def test_only_plain_decimals_are_numbers(text):
    with pytest.raises(ContentError):
        parse(text, "f.yaml").number()


@pytest.mark.parametrize("text", ["2026-1-1", "20260101", "2026-02-30", "2026-W01-1", "today", "~", "[]"])
def test_only_whole_dates_are_dates(text):
    with pytest.raises(ContentError):
        parse(text, "f.yaml").date()


@pytest.mark.parametrize("text", ["~", "null", "Null", '""', '"  "', "[]", "{}"])
def test_nothing_is_no_text(text):
    with pytest.raises(ContentError):
        parse(text, "f.yaml").text()


def test_null_is_empty_but_the_word_in_quotes_is_not():
    assert parse("a: null", "f.yaml").field("a").empty
    assert not parse('a: "null"', "f.yaml").field("a").empty


def test_a_list_is_no_mapping_and_the_other_way_round():
    with pytest.raises(ContentError):
        parse("a: 1", "f.yaml").items()
    for ask in (lambda node: node.only("a"), lambda node: node.optional("a"), lambda node: node.field("a")):
        with pytest.raises(ContentError):
            ask(parse("- a", "f.yaml"))


@pytest.mark.parametrize("error", [yaml.YAMLError("somewhere"), yaml.MarkedYAMLError(problem="it broke")])
def test_an_error_without_a_place_is_at_the_line_read_last(monkeypatch, error):
    def fail(text, Loader):  # noqa: N803 - that is its name there
        raise error
        yield

    monkeypatch.setattr(yaml, "parse", fail)
    assert refused("a: 1 # not parsed before") == ("not-yaml", "f.yaml:1")


SNIPPETS = st.sampled_from(
    [
        "a",
        ": ",
        "- ",
        "\n",
        "  ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "&x ",
        "*x",
        "!t ",
        '"',
        "'",
        "|",
        ">",
        "? ",
        "#",
        "%",
        "---",
    ]
)


def outcome(text, plain_words) -> Node | ContentError:
    try:
        return parse(text, "f.yaml", plain_words=plain_words)
    except ContentError as error:
        return error


@given(st.one_of(st.text(max_size=60), st.lists(SNIPPETS, max_size=40).map("".join)))
def test_any_text_is_a_node_or_a_content_error(text):
    for plain_words in (True, False):
        read = outcome(text, plain_words)
        if isinstance(read, ContentError):
            assert read.where.rpartition(":")[0] == "f.yaml"
            assert int(read.where.rpartition(":")[2]) >= 1
            assert read.what
            assert read.remedy


def test_shapes_name_themselves():
    assert Shape.LIST.value == "a list"
