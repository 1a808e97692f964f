"""Lines of a table become patients, or stay out for a reason; who is here already is not brought again."""

from dataclasses import replace
from datetime import date

import pytest

from consult_app.domain.consultation import Patient, Sex
from consult_app.domain.fault import Fault, Refused
from consult_app.domain.incoming import (
    MOST_BORN_ON_A_DAY,
    MOST_OF_A_NUMBER,
    Alike,
    Incoming,
    SexRead,
    by_fault,
    offered,
    read_birth_date,
    read_lines,
    read_sexes,
    sort_out,
)
from consult_app.domain.table import (
    Columns,
    DayOrder,
    Detail,
    FileKind,
    Row,
    Table,
    find_columns,
    person_table,
)

TODAY = date(2026, 11, 28)
HEAD = ("Given", "Family", "Born", "Sex", "No")
COLUMNS = Columns(dict(zip(Detail, range(5), strict=True)))
ANNA = Patient("", "Anna", "Berg", date(1984, 3, 12), Sex.FEMALE, "A-1")


def table(*rows):
    return Table("utf-8", ",", tuple(Row(at, tuple(cells)) for at, cells in enumerate((HEAD, *rows), 1)))


def read(*rows, columns=COLUMNS, unprintable=frozenset()):
    return read_lines(table(*rows), columns, TODAY, unprintable)


def fault(*cells, **how):
    came, refused = read(cells, **how)
    assert len(came) + len(refused) == 1
    return refused[0].fault if refused else None


def test_a_line_becomes_a_patient():
    came, refused = read(("  Anna ", "Berg", "1984-03-12", "w", "A-1"))
    assert came == (Incoming(2, ANNA),)
    assert refused == ()


def test_without_columns_for_them_sex_and_number_are_not_recorded():
    few = Columns({each: at for at, each in enumerate(list(Detail)[:3])})
    [one], _ = read(("Anna", "Berg", "1984-03-12", "w", "A-1"), columns=few)
    assert one.patient == replace(ANNA, sex=Sex.NOT_RECORDED, record_number="")


def test_spaces_within_a_name_are_one():
    [one], _ = read(("Anna\N{NO-BREAK SPACE} Maria", "van  der Berg", "1984-03-12", "", ""))
    assert one.patient.name == "Anna Maria van der Berg"


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (("Anna", "Berg", "1984-03-12", "f"), Fault.CELLS),
        (("Anna", "Berg", "1984-03-12", "f", "A-1", "more"), Fault.CELLS),
        (("Anna", "Berg", "1984-03-12", "f", "A-1", ""), None),
        (("Anna", "", "1984-03-12", "f", "A-1"), Fault.NO_NAME),
        (("=1+1", "Berg", "1984-03-12", "f", "A-1"), Fault.NAME),
        (("Anna", "@SUM(A1)", "1984-03-12", "f", "A-1"), Fault.NAME),
        (("Anna", "12 Mar 1984", "1984-03-12", "f", "A-1"), Fault.NAME),
        (("Anna\nBo", "Berg", "1984-03-12", "f", "A-1"), Fault.NAME),
        (("Anna", "B" * 121, "1984-03-12", "f", "A-1"), Fault.NAME),
        (("Anna", "-", "1984-03-12", "f", "A-1"), Fault.NAME),
        (("Anna", "\N{RIGHT-TO-LEFT OVERRIDE}Berg", "1984-03-12", "f", "A-1"), Fault.NAME),
        (("فاطمه", "علی\N{ZERO WIDTH NON-JOINER}زاده", "1984-03-12", "f", "A-1"), None),
        (("Anna", "Berg", "1984-03-12", "f", "=A1"), Fault.NUMBER),
        (("Anna", "Berg", "", "f", "A-1"), Fault.NO_DATE),
    ],
)
def test_a_line_that_says_no_patient_stays_out(cells, why):
    assert fault(*cells) is why


def test_a_name_that_no_document_could_show_stays_out():
    assert fault("Anna☃", "Berg", "1984-03-12", "f", "A-1", unprintable=frozenset("☃")) is Fault.UNPRINTABLE


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("1984-02-29", None, date(1984, 2, 29)),
        ("1983-02-29", None, Fault.NO_SUCH_DAY),
        ("29.2.1984", None, date(1984, 2, 29)),
        ("29.02.1900", None, Fault.NO_SUCH_DAY),
        ("29/2/1984", DayOrder.DAY_FIRST, date(1984, 2, 29)),
        ("2/29/1984", DayOrder.MONTH_FIRST, date(1984, 2, 29)),
        ("2/29/1984", DayOrder.DAY_FIRST, Fault.NO_SUCH_DAY),
        ("03/04/1984", None, Fault.ORDER),
        ("03-04-1984", DayOrder.MONTH_FIRST, date(1984, 3, 4)),
        ("04/04/1984", None, date(1984, 4, 4)),
        ("1984/3/4", None, date(1984, 3, 4)),
        ("19840304", None, date(1984, 3, 4)),
        ("04031984", None, Fault.NO_SUCH_DAY),
        ("12 Mar 1984", None, date(1984, 3, 12)),
        ("12 Floréal 1984", None, Fault.UNREADABLE_DATE),
        ("1984-03-12 00:00:00", None, date(1984, 3, 12)),
        ("1984-03-12 13:45", None, Fault.UNREADABLE_DATE),
        ("12.3.84", None, Fault.TWO_DIGITS),
        ("12/03/84", DayOrder.DAY_FIRST, Fault.TWO_DIGITS),
        ("12 Mar 84", None, Fault.TWO_DIGITS),
        ("84-03-12", None, Fault.TWO_DIGITS),
        ("unknown", None, Fault.UNREADABLE_DATE),
        ("30752", None, Fault.UNREADABLE_DATE),
        ("2026-11-28", None, date(2026, 11, 28)),
        ("2026-11-29", None, Fault.FUTURE),
        ("1895-01-01", None, Fault.TOO_OLD),
        ("1896-01-01", None, date(1896, 1, 1)),
        ("0001-01-01", None, Fault.TOO_OLD),
        (" ", None, Fault.NO_DATE),
        ("1984", None, Fault.NO_DAY),
        ("1984-03", None, Fault.NO_DAY),
    ],
)
def test_a_birth_date_is_read_or_its_mistake_is_named(text, order, day):
    assert read_birth_date(text, order, TODAY) == day


def test_a_day_on_which_far_too_many_were_born_stands_for_unknown():
    lines = [
        ("Anna", f"Berg{chr(97 + at % 26)}{chr(97 + at // 26)}", "1900-01-01", "", "") for at in range(201)
    ]
    assert len(lines) == MOST_BORN_ON_A_DAY + 1
    came, refused = read(*lines, ("Bo", "", "1984-03-12", "", ""), ("Bo", "Ek", "1984-03-12", "", ""))
    assert [each.line for each in came] == [204]
    assert {each.fault for each in refused[:201]} == {Fault.SAME_DAY}
    assert refused[201] == Refused(203, Fault.NO_NAME)


def test_a_number_that_far_too_many_have_is_none():
    lines = [(f"A{chr(97 + at)}", "Berg", f"19{50 + at}-01-01", "", " 0 ") for at in range(21)]
    assert len(lines) == MOST_OF_A_NUMBER + 1
    came, refused = read(*lines, ("Bo", "Ek", "1984-03-12", "", ""), ("Cy", "Ek", "1984-03-13", "", ""))
    assert [each.line for each in came] == [23, 24]
    assert {each.fault for each in refused} == {Fault.SAME_NUMBER}
    assert len(read(*lines[1:])[0]) == MOST_OF_A_NUMBER


def test_a_letter_that_was_lost_is_no_letter():
    for cells in (("J\ufffdrg", "Berg"), ("Anna", "M\ufffdller")):
        assert fault(*cells, "1984-03-12", "", "") is Fault.LOST
    assert fault("Anna", "Berg", "1984-03-12", "", "A\ufffd") is Fault.LOST


def test_what_the_file_itself_says_of_a_row_counts_and_its_words_for_a_sex_do_not():
    rows = person_table(FileKind.FHIR, "utf-8", (Row(1, ("A", "B"), Fault.DIED), Row(2, ("A", "B", "", "x"))))
    _, refused = read_lines(rows, find_columns(rows), TODAY)
    assert refused == (Refused(1, Fault.DIED), Refused(2, Fault.NO_DATE))
    assert [each.word for each in read_sexes(rows, find_columns(rows))] == ["x"]


def test_only_what_a_file_says_is_offered():
    known = replace(ANNA, id="p-1")
    bare = replace(ANNA, given_name="Ana", sex=Sex.NOT_RECORDED, record_number="")
    assert offered(bare, known) == ("given_name",)
    assert offered(replace(ANNA, sex=Sex.MALE, record_number="B-2"), known) == ("sex", "record_number")


def test_somebody_known_is_compared_before_somebody_of_the_file():
    known = replace(ANNA, id="p-1", given_name="Anne", birth_date=date(1980, 1, 1))
    first = line(2, record_number="")
    arrivals = sort_out((first, line(3, given_name="Ana")), (known,))
    assert arrivals.alike == (Alike(line(3, given_name="Ana"), known),)


def test_each_word_for_a_sex_is_told_with_how_it_is_read():
    words = ("F", "weiblich", "m", "F", "?", "", "Divers", "Männlich")
    rows = table(*(("A", "B", "1984-03-12", word, "") for word in words))
    assert read_sexes(rows, COLUMNS)[0] == SexRead("F", Sex.FEMALE, 2)
    assert {each.word: each.sex for each in read_sexes(rows, COLUMNS)} == {
        "F": Sex.FEMALE,
        "weiblich": Sex.FEMALE,
        "m": Sex.MALE,
        "?": Sex.NOT_RECORDED,
        "": Sex.NOT_RECORDED,
        "Divers": Sex.OTHER,
        "Männlich": Sex.MALE,
    }
    assert read_sexes(rows, Columns({})) == ()


def test_beside_an_h_an_m_says_nothing():
    came, _ = read(*(("A", "B", "1984-03-12", word, "") for word in ("H", "M", "Mujer")))
    assert [each.patient.sex for each in came] == [Sex.MALE, Sex.NOT_RECORDED, Sex.FEMALE]


def line(number, **changes):
    return Incoming(number, replace(ANNA, **changes))


def test_who_is_here_just_so_is_not_brought_again():
    known = replace(ANNA, id="p-1")
    bare = line(3, sex=Sex.NOT_RECORDED, record_number="")
    arrivals = sort_out((line(2), bare), (known,))
    assert arrivals.here == (Alike(line(2), known), Alike(bare, known))
    assert arrivals.new == arrivals.alike == ()


def test_who_may_be_somebody_known_or_of_an_earlier_line_is_asked_about():
    known = replace(ANNA, id="p-1")
    slip, number, other = (
        line(2, given_name="Ana", record_number="B-2"),
        line(3, given_name="Zoe", family_name="Else", birth_date=date(1999, 9, 9)),
        line(4, given_name="Ida", family_name="Ekman", birth_date=date(1970, 1, 1), record_number="C-3"),
    )
    again = line(5, given_name="Ida", family_name="Eckman", birth_date=date(1970, 1, 1), record_number="C-4")
    arrivals = sort_out((slip, number, other, again), (known,))
    assert arrivals.new == (other,)
    assert arrivals.alike == (
        Alike(slip, known),
        Alike(number, known),
        Alike(again, replace(other.patient, id="line 4"), 4),
    )


def test_two_lines_that_say_the_same_are_one():
    arrivals = sort_out((line(2), line(3)), ())
    assert arrivals.new == (line(2),)
    assert arrivals.here == (Alike(line(3), replace(ANNA, id="line 2"), 2),)


def test_another_sex_is_no_repetition():
    arrivals = sort_out((line(2, sex=Sex.MALE),), (replace(ANNA, id="p-1"),))
    assert [each.incoming.line for each in arrivals.alike] == [2]


def test_lines_are_gathered_by_reason_the_most_frequent_first():
    refused = (Refused(2, Fault.NAME), Refused(3, Fault.FUTURE), Refused(5, Fault.FUTURE))
    assert by_fault(refused) == ((Fault.FUTURE, (3, 5)), (Fault.NAME, (2,)))
