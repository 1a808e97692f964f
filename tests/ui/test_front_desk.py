"""Before the room, in the real window: lists, two clicks to a consultation, and a course of sessions."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QListView

from consult_app.domain.consultation import Draft, Origin
from consult_app.errors import ContentError
from consult_app.ui.carried_words import carried_words
from consult_app.ui.widgets.row_list import RowList
from consult_app.workflow.course import Carried, Dropped, Loss
from tests.helpers import histories
from tests.helpers.window import PASSPHRASE, sample_of, until


class Clicks:
    """Counts what is clicked."""

    def __init__(self, hands):
        self._hands = hands
        self.count = 0

    def click(self, name):
        self._hands.click(name)
        self.count += 1

    def begin_again(self):
        rows = self._hands.find(RowList, "All patients")
        until(lambda: rows.model().rowCount() > 0)
        self._hands.press(rows.viewport(), rows.act_area(rows.model().index(0, 0)).center())
        self.count += 1


def heard_rows(hands, name):
    rows = hands.find(QListView, name).model()
    return [rows.index(each, 0).data(Qt.ItemDataRole.AccessibleTextRole) for each in range(rows.rowCount())]


def test_a_known_patient_is_in_the_room_after_two_clicks(desk):
    histories.begun(desk.services)
    hands = desk.unlocked()
    clicks = Clicks(hands)
    clicks.begin_again()
    clicks.click("Begin consultation")
    hands.reads("What matters to you")
    assert clicks.count == 2
    first, second = desk.states()
    assert first.id != second.id
    assert (first.patient, first.treatment, first.goal) == (second.patient, second.treatment, second.goal)


def test_a_new_patient_is_in_the_room_after_typing_and_two_clicks(desk):
    histories.begun(desk.services)
    hands = desk.unlocked()
    clicks = Clicks(hands)
    clicks.click("New consultation")
    hands.reads("Given name")
    for words in ("Eva", "Neu", "12 Mar 1984"):
        QTest.keyClicks(desk.app.window.focusWidget(), words)
        hands.key(Qt.Key.Key_Tab)
    # Past the button for the calendar and the record number.
    hands.key(Qt.Key.Key_Tab)
    hands.key(Qt.Key.Key_Tab)
    hands.key(Qt.Key.Key_F)
    clicks.click("Begin consultation")
    hands.reads("What matters to you", "Eva Neu")
    assert clicks.count == 2
    assert desk.states()[0].goal == sample_of(desk.services).goal


def test_what_a_draft_lacks_is_said_in_the_list(desk):
    histories.begun(desk.services)
    hands = desk.unlocked()
    until(lambda: "Missing: areas, " in heard_rows(hands, "Today")[0])
    assert "answers" in heard_rows(hands, "Today")[0]
    assert "1 today, 1 not sealed yet" in hands.words()


def test_a_draft_of_yesterday_is_to_finish_and_its_consent_is_missing(desk):
    histories.begun(desk.services)
    desk.clock.move(24 * 60)
    hands = desk.unlocked()
    until(lambda: "Missing: areas, " in heard_rows(hands, "To finish")[0])
    assert "Consent missing" in heard_rows(hands, "To finish")[0]
    assert "Consent missing" in heard_rows(hands, "All patients")[0]
    assert not hands.all(QListView, "Today")


def test_a_draft_whose_pack_cannot_be_read_does_not_keep_the_list_from_showing(desk):
    histories.begun(desk.services)

    class Damaged:
        def __getattr__(self, name):
            return getattr(desk.services.library, name)

        def restore(self, bundle):
            raise ContentError("bundle-damaged", "bundle:1", "it is damaged.")

    hands = desk.unlocked(replace(desk.services, library=Damaged()))
    until(lambda: "What is missing cannot be read" in heard_rows(hands, "Today")[0])


def test_a_wrong_pack_is_said_and_everything_is_listed(desk):
    histories.begun(desk.services)

    class Wrong:
        def __getattr__(self, name):
            return getattr(desk.services.library, name)

        def packs(self):
            raise ContentError("bad-yaml", "forms/x/pack.yaml:3", "it cannot be read.")

    hands = desk.open(replace(desk.services, library=Wrong()))
    hands.type("Passphrase", PASSPHRASE)
    hands.click("Unlock")
    hands.reads("forms/x/pack.yaml:3")
    assert len(heard_rows(hands, "Today")) == 1


def test_the_list_is_judged_no_more_once_somebody_has_signed(desk):
    """A draft that was frozen between being listed and being judged has nothing missing to show."""
    histories.signed(desk.services)
    desk.unlocked()
    judged = []
    front = desk.app.controller.desk
    front.judged.connect(lambda *said: judged.append(said))
    [line] = [each.line for each in _listed(desk, front).today]
    front._judge([line], front._restorer())
    until(lambda: bool(judged))
    assert judged == [(line.id, None)]


def _listed(desk, front):
    heard = []
    front.listed.connect(heard.append)
    desk.app.controller.list_consultations()
    until(lambda: bool(heard))
    return heard[0]


def test_the_next_session_asks_everything_again(desk):
    record = histories.consented(desk.services)
    desk.clock.now += timedelta(days=14)
    hands = desk.unlocked()
    hands.open_patient(0)
    hands.reads("What comes next", record.draft.patient.name)
    [session] = heard_rows(hands, "Sessions")
    assert session.startswith("Session 1 · 22 Nov 2026, Mesotherapy: Fresher-looking facial skin, ")
    assert session.endswith("Sealed, Sample")
    hands.click("Next session: Mesotherapy, session 2")
    hands.reads("What matters to you", "Follows the session of 22 Nov 2026", "Ask each one again.")
    still = [each for each in hands.all(QAbstractButton) if each.text() == "Still so"]
    hands.press(still[0])
    until(lambda: not still_there(still[0], hands))
    begun = desk.states()[0]
    assert isinstance(begun, Draft)
    assert (begun.follows, begun.sample) == (record.draft.id, True)
    assert list(begun.origins.values()).count(Origin.EARLIER) == len(begun.answers) - 1


def still_there(button, hands):
    return button in hands.all(QAbstractButton)


def test_a_session_that_cannot_be_begun_says_why_where_one_stands(desk):
    histories.consented(desk.services)
    sample = sample_of(desk.services)

    class Without:
        def __getattr__(self, name):
            return getattr(desk.services.library, name)

        def treatment(self, pack):
            whole = desk.services.library.treatment(pack)
            return replace(whole, goals=tuple(each for each in whole.goals if each.id != sample.goal))

    hands = desk.unlocked(replace(desk.services, library=Without()))
    hands.open_patient(0)
    hands.click("Next session: Mesotherapy, session 2")
    hands.reads("Something in a treatment’s files is wrong", "Begin a new consultation instead.")
    assert hands.find(QAbstractButton, "Next session: Mesotherapy, session 2").isEnabled()
    hands.click("Back to the list")
    hands.reads("All patients")


def test_from_a_course_something_new_can_be_begun(desk):
    histories.begun(desk.services)
    hands = desk.unlocked()
    hands.open_patient(0)
    hands.reads("Course")
    hands.click("New consultation")
    hands.click("Begin consultation")
    hands.reads("What matters to you")


def test_what_was_left_behind_is_said_with_the_reason(desk):
    histories.consented(desk.services)
    vault = desk.services.vaults.unlock(PASSPHRASE)
    [line] = vault.consultations()
    earlier = vault.open(line.id).draft
    vault.close()
    losses = tuple(Loss(f"Thing {each.value}", each) for each in Dropped)

    class Talk:
        draft = earlier

    title, text = carried_words(Carried(Talk(), earlier, losses))
    assert title == "Follows the session of 22 Nov 2026"
    came = f"Answers that came along: {len(earlier.answers)}. Ask each one again."
    assert text.startswith(f"{came} Not taken over: ")
    assert text.count("Thing ") == len(Dropped)
    assert "{" not in text
    assert carried_words(Carried(Talk(), earlier, (), again=True))[0] == "Begun again"


def test_typing_finds_a_patient_in_the_vault_and_return_opens_them(desk):
    histories.begun(desk.services)
    hands = desk.unlocked()
    field = hands.find(QLineEdit, "Search patients")
    person = sample_of(desk.services).patient
    QTest.keyClicks(field, "nobody is called that")
    until(lambda: "Nobody is found" in hands.words())
    field.clear()
    QTest.keyClicks(field, f"{person.family_name[:3]} {person.birth_date.year}")
    QTest.keyClick(field, Qt.Key.Key_Return)
    hands.reads(person.name)
    until(lambda: not field.isVisible())
