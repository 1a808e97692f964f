"""The certificate of a destruction says what kind, how many, when, who, why and where it still is."""

from dataclasses import replace
from datetime import UTC, datetime

from consult_app.domain.backup import Backup
from consult_app.domain.compose import COUNTED, compose_certificate
from consult_app.domain.consultation import Practice
from consult_app.domain.document import DocumentKind, Sheet, Table, texts
from consult_app.domain.retention import Copies, Destruction, Ground, Holdings, Proposal
from consult_app.domain.wording import Words
from tests.helpers.sample import sample

AT = datetime(2026, 11, 23, 12, 5, tzinfo=UTC)
PROPOSAL = Proposal("d-1", "p-1", Ground.PERIOD, "", AT.replace(hour=9), "c-1")
PRACTICE = Practice("Mill Lane Clinic", "12 Mill Lane\nWinchester")
COPIES = Copies((Backup("consult-20261120-020000-abcd", AT.replace(day=20), 40),), 2, 1)
DONE = Destruction(PROPOSAL, "Dr Ada", AT, "Dr Bo", Holdings(3, 4, 2, 5, 6, 7, 1234, 9), COPIES)


def said(destruction=DONE):
    document = compose_certificate(sample(), destruction, PRACTICE)
    return [text for block in document.blocks for text in texts(block)]


def words(label, **values):
    return Words(sample().labels)(label, **values)


def test_it_says_who_proposed_it_who_did_it_when_and_why():
    text = said()
    assert "Dr Ada, 23 Nov 2026, 09:05 (UTC+00:00)" in text
    assert "Dr Bo, 23 Nov 2026, 12:05 (UTC+00:00)" in text
    assert words("destruction.ground.period") in text
    assert words("destruction.why") not in text
    assert "Mill Lane Clinic, 12 Mill Lane, Winchester" in text
    assert {"d-1", "p-1"} <= set(text)
    other = replace(DONE, proposal=replace(PROPOSAL, ground=Ground.OTHER, why="The file was moved"))
    assert "The file was moved" in said(other)


def test_it_counts_each_kind():
    document = compose_certificate(sample(), DONE, PRACTICE)
    [table] = [each for each in document.blocks if isinstance(each, Table)]
    assert [row[1] for row in table.rows] == ["3", "4", "2", "5", "6", "7", "1,234"]
    assert len(COUNTED) == len(table.rows)


def test_it_says_which_backups_still_hold_it():
    text = said()
    assert "consult-20261120-020000-abcd, 20 Nov 2026, 12:05 (UTC+00:00)" in text
    assert words("destruction.copies.others", count=2) in text
    assert words("destruction.copies.aside", count=1) in text
    assert words("destruction.copies.none") not in text
    nowhere = said(replace(DONE, copies=Copies()))
    assert words("destruction.copies.none") in nowhere
    assert words("destruction.copies.found") not in nowhere
    assert not [each for each in nowhere if each.startswith(("Other backups", "Folders that"))]


def test_it_names_the_server_of_a_practice_with_several_rooms():
    named = words("destruction.copies.server", server="practice @ cellar")
    assert "practice @ cellar" in named
    assert named in said(replace(DONE, copies=replace(COPIES, server="practice @ cellar")))
    assert not [each for each in said() if each.startswith("The server")]


def test_nobody_signs_it_by_hand_and_it_is_of_its_own_kind():
    document = compose_certificate(sample(), DONE, PRACTICE, Sheet(large=False))
    assert (document.kind, document.id, document.signers) == (DocumentKind.DESTRUCTION, "d-1", ())
    assert document.running.patient == "Mill Lane Clinic"
    assert document.composed_at == AT
