"""What to expect on screen: what is known in rows, what is not in one line, as it is printed."""

from dataclasses import replace

from consult_app.domain.frequency import NOT_KNOWN, Rate
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.expectations import expectations_screen
from tests.helpers.sample import draft, sample

DETAILS = ("size", "sessions", "onset", "duration", "upkeep")


def card(**details):
    outcome = replace(sample().outcomes[0], **(dict.fromkeys(DETAILS, "") | details))
    treatment = replace(sample(), outcomes=(outcome,))
    return expectations_screen(Conversation.about(treatment, draft())).outcomes[0]


def test_known_and_unknown_details_are_told_apart():
    shown = card(size="A little.", sessions="Three.")
    assert shown.size == "A little."
    assert shown.details == (("How much", "A little."), ("How many sessions", "Three."))
    assert shown.unknown == "Not known: When you may see it; How long it lasts; Keeping it up"


def test_where_nothing_is_known_it_says_so_once():
    shown = card()
    assert shown.size == "not known"
    assert shown.details == ()
    assert shown.unknown.startswith("Not known: How much; How many sessions; ")


def test_where_all_is_known_nothing_is_not():
    assert card(**dict.fromkeys(DETAILS, "Some.")).unknown == ""


def test_what_can_be_expected_stands_beside_hopes_and_what_nobody_knows_in_one_line():
    first = replace(sample().outcomes[0], treated=NOT_KNOWN, untreated=NOT_KNOWN)
    outcomes = tuple(
        replace(first, id=f"o-{size}", title=title, size=size)
        for title, size in (("Lines", "A little"), ("Years", ""), ("Glow", "None"), ("Fat", ""))
    )
    shown = expectations_screen(Conversation.about(replace(sample(), outcomes=outcomes), draft()))
    assert shown.likely == (("Lines", "A little"), ("Glow", "None"), ("Not known", "Years; Fat"))
    counted = replace(first, title="Counted", treated=Rate(70, 100), untreated=Rate(19, 100))
    [(_, numbers)] = expectations_screen(
        Conversation.about(replace(sample(), outcomes=(counted,)), draft())
    ).likely
    assert numbers == "With this treatment: 70 in 100\nWithout it: 19 in 100"
    all_known = replace(sample(), outcomes=outcomes[::2])
    assert len(expectations_screen(Conversation.about(all_known, draft())).likely) == 2
