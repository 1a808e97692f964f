# ruff: noqa: S608  the statements are the test
"""Two patients who are one person are joined and parted again; nothing that was begun for either is moved."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from consult_app.domain.audit import Act, Fault
from consult_app.domain.consultation import Patient, Stage
from consult_app.domain.merging import DETAILS, Merge, choosing
from consult_app.domain.photo import Removal, RemovedPhoto
from consult_app.domain.sequel import SequelKind
from consult_app.errors import VaultError
from consult_app.store.examining import keys_of
from consult_app.store.rescue import rescue
from consult_app.store.schema import TABLES
from tests.contract.test_retention import (
    BO,
    BOS,
    CERTIFICATE,
    by_another,
    keep_photo,
    proposal,
    refused,
)
from tests.contract.test_vault_accounts import account, keep_sealed
from tests.helpers.consultations import (
    AT,
    PASSPHRASE,
    PATIENT,
    draft,
    following,
    reviewed,
)

TWIN = replace(PATIENT, id="p-2", given_name="Jurgen", family_name="Müller", record_number="B-1")
THIRD = replace(PATIENT, id="p-3", given_name="Jörg", record_number="C-1")


def merge(key="m-1", absorbed=TWIN, kept=PATIENT, theirs=("family_name",)):
    return Merge(key, absorbed, kept, choosing(kept, absorbed, theirs), "entered twice", AT, "")


ONE = merge().chosen


@pytest.fixture
def two(vault):
    """A sealed consent of one with all that can belong to it, and drafts of either."""
    vault.keep_signing_key(b"key", "secret", "f-1")
    vault.signing_key(PASSPHRASE)
    keep_sealed(vault)
    vault.tell(account("n-1"))
    keep_photo(vault)
    vault.begin(draft("i-2", patient=TWIN), "bundle")
    return vault


def lists(vault):
    """All lists that a patient stands in."""
    everybody = vault.patients()
    uses = (vault.look_up_lot("ab12"), vault.look_up_lot("words"))
    return {
        "patients": everybody,
        "count": vault.count_patients(),
        "found": [vault.patients(each) for each in ("mu", "ju", "1980-02-29", "B-1", "A-4711")],
        "consultations": vault.consultations(),
        "of each": [(vault.consultations((each.id,)), vault.accounts(each.id)) for each in everybody],
        "photos": [vault.photos(each.id) for each in everybody],
        "current": vault.current(draft().day),
        "latest": vault.latest(),
        "contacts": sorted(vault.retention.contacts(), key=lambda each: each.patient),
        "holdings": [replace(vault.retention.holdings(each.id), first_entry=0, acts=0) for each in everybody],
        "lots": [replace_all(each) for each in uses],
    }


def replace_all(uses):
    return sorted((each.patient_id, each.patient, each.consultation, each.lot) for each in uses)


def test_they_are_one_in_every_list(two):
    two.join(merge())
    assert two.patients() == (ONE,)
    assert two.count_patients() == two.count_patients("mu") == 1
    for typed in ("jürgen", "jurgen", "müller-łódź", "B-1", "A-4711", "müller"):
        assert two.patients(typed) == (ONE,)
    assert two.patient("p-2") == two.patient("p-1") == ONE
    lines = two.consultations()
    assert {each.patient_id for each in lines} == {"p-1"}
    for who in ("p-1", "p-2"):
        assert two.consultations((who,)) == lines
        assert [each.id for each in two.accounts(who)] == ["n-1"]
        assert [each.id for each in two.photos(who)] == ["f-1"]
        assert two.retention.holdings(who).consultations == 2
    assert {each.patient_id for each in two.current(draft().day)} == {"p-1"}
    assert [each.patient for each in two.retention.contacts()] == ["p-1"]


def test_what_was_said_and_signed_is_as_it_was(two):
    before = {each: two.open(each) for each in ("i-1", "i-2")}
    pdf = two.pdf("i-1")
    two.join(merge(theirs=DETAILS))
    assert {each: two.open(each) for each in before} == before
    assert two.pdf("i-1") == pdf
    assert {each.patient for each in two.consultations()} == {PATIENT.name, TWIN.name}


def test_who_was_joined_goes_by_the_new_name_where_a_lot_is_looked_up(two):
    two.join(merge("m-1", PATIENT, TWIN, ("given_name",)))
    uses = two.look_up_lot("ab12")
    assert uses
    assert {(each.patient_id, each.patient) for each in uses} == {("p-2", "Jürgen Müller")}


def test_parted_again_all_is_as_before(two):
    before = lists(two)
    two.join(merge())
    assert lists(two) != before
    two.part("m-1", "two people")
    assert lists(two) == before


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_joined_and_parted_all_is_as_before(two, seed):
    rng = Random(seed)  # noqa: S311 - the same every time
    for number in range(3, 6):
        who = Patient(f"p-{number}", rng.choice(("Eva", "Ada")), "Berg", date(1990, 1, number))
        two.begin(draft(f"i-{number}", patient=who), "bundle")
    two.keep_patient(Patient("p-9", "Never", "Here", date(1990, 1, 1)))
    before = lists(two)
    stack = []
    for turn in range(6):
        everybody = two.patients()
        if stack and (len(everybody) == 1 or rng.random() < 0.3):
            two.part(stack.pop(), "a slip")
            continue
        absorbed, kept = rng.sample(everybody, 2)
        theirs = [each for each in DETAILS if rng.random() < 0.5]
        wish = merge(f"m-{turn}", absorbed, kept, theirs)
        if any(each.parted is None for each in two.merges(absorbed.id)):
            with refused("already-joined"):
                two.join(wish)
            continue
        two.join(wish)
        stack.append(wish.id)
        assert len(two.patients()) == len(everybody) - 1
    for each in reversed(stack):
        two.part(each, "a slip")
    assert lists(two) == before
    assert two.check_log().sound


def test_what_came_since_stays_with_whom_it_was_begun_for(two):
    two.join(merge())
    two.begin(draft("i-3", patient=two.patient("p-2")), "bundle")
    two.keep(two.open("i-2").seeing("s-9"), "see")
    two.part("m-1", "two people")
    assert [each.id for each in two.consultations(("p-1",))] == ["i-3", "i-1"]
    assert [each.id for each in two.consultations(("p-2",))] == ["i-2"]


def test_what_is_corrected_is_corrected_of_the_one_who_is_listed(two):
    two.join(merge())
    corrected = replace(ONE, given_name="Jörgen")
    two.keep_patient(replace(corrected, id="p-2"))
    assert two.patients() == (corrected,)
    two.part("m-1", "two people")
    assert two.patient("p-1") == replace(PATIENT, given_name="Jörgen")
    assert two.patient("p-2") == TWIN


def test_what_begins_for_whoever_was_joined_changes_nobodys_name(two):
    two.join(merge())
    first = two.open("i-1")
    follows = replace(following(first, SequelKind.AMENDMENT), patient=replace(TWIN, given_name="Other"))
    two.begin(follows, "bundle")
    two.begin(draft("i-4", patient=TWIN), "bundle")
    assert two.patient("p-2") == ONE
    two.part("m-1", "two people")
    assert two.patient("p-2") == TWIN


def test_that_it_was_done_is_told_and_stays(two):
    two.join(merge())
    for who in ("p-1", "p-2"):
        [told] = two.merges(who)
        assert replace(told, at=AT, by="") == merge()
        assert (told.by, told.parted) == ("c-1", None)
    two.part("m-1", "two people")
    for who in ("p-1", "p-2"):
        [told] = two.merges(who)
        assert (told.parted.by, told.parted.why) == ("c-1", "two people")
    two.join(merge("m-2"))
    assert [each.id for each in two.merges("p-2")] == ["m-2", "m-1"]
    assert two.merges("p-9") == ()


def test_the_same_act_again_changes_nothing(two):
    two.join(merge())
    two.join(merge())
    assert len(two.merges("p-1")) == 1


def test_three_can_be_one_and_the_last_is_parted_first(two):
    two.keep_patient(THIRD)
    two.join(merge())
    two.join(merge("m-2", THIRD, ONE, ("given_name",)))
    assert two.patients("B-1") == two.patients("C-1") == (replace(ONE, given_name="Jörg"),)
    assert len(two.consultations(("p-3",))) == 2
    with refused("merge-not-last"):
        two.part("m-1", "a slip")
    two.part("m-2", "a slip")
    two.part("m-1", "a slip")
    assert {each.id: each for each in two.patients()} == {"p-1": PATIENT, "p-2": TWIN, "p-3": THIRD}
    with refused("merge-missing"):
        two.part("m-1", "again")
    with refused("merge-missing"):
        two.part("m-9", "never")


def test_nobody_is_followed_from_one_to_the_next_and_none_in_a_circle(two):
    two.keep_patient(THIRD)
    two.join(merge())
    for absorbed, kept in ((ONE, THIRD), (TWIN, THIRD), (THIRD, TWIN), (ONE, TWIN)):
        with refused("already-joined"):
            two.join(merge("m-2", absorbed, kept))
    with refused("patient-missing"):
        two.join(merge("m-2", THIRD, THIRD))
    assert two.merges("p-3") == ()


def test_only_who_is_as_they_were_seen_is_joined(two):
    two.keep_patient(replace(TWIN, given_name="Other"))
    with refused("changed-elsewhere"):
        two.join(merge())
    with refused("patient-missing"):
        two.join(merge(absorbed=THIRD))
    two.begin(replace(draft("i-s"), sample=True, patient=THIRD), "bundle")
    with refused("patient-missing"):
        two.join(merge(absorbed=THIRD))


def test_nobody_is_joined_or_parted_while_something_is_being_signed(two):
    state = reviewed("i-3")
    two.begin(replace(state.draft, patient=THIRD), "bundle")
    two.keep(replace(state, draft=replace(state.draft, patient=THIRD)), "review")
    with refused("being-signed"):
        two.join(merge("m-2", THIRD, PATIENT))
    two.join(merge())
    two.begin(draft("i-4", patient=TWIN), "bundle")
    two.keep(replace(reviewed("i-4"), draft=replace(reviewed("i-4").draft, patient=TWIN)), "review")
    with refused("being-signed"):
        two.part("m-1", "a slip")


def test_nobody_is_joined_while_their_records_are_to_be_destroyed(two):
    two.retention.propose(proposal(patient="p-2"))
    with refused("destruction-proposed"):
        two.join(merge())
    two.retention.take_back("d-1")
    two.join(merge())


def test_a_hold_of_either_holds_the_person_and_goes_on_for_both(two):
    two.retention.hold("p-2", "a claim")
    two.join(merge())
    assert [(each.patient, each.why) for each in two.retention.holds()] == [("p-1", "a claim")]
    with refused("held"):
        two.retention.propose(proposal())
    two.signing_key(PASSPHRASE)
    with refused("held"):
        two.remove_photo(RemovedPhoto("f-1", "", Removal.WRONG, "", AT, ""))
    two.retention.release("p-1")
    assert two.retention.holds() == ()
    two.retention.hold("p-1", "another claim")
    two.part("m-1", "two people")
    assert [each.patient for each in two.retention.holds()] == ["p-1", "p-2"]


@pytest.mark.parametrize("who", ["p-1", "p-2"])
def test_all_about_the_person_is_destroyed_at_once(vaults, two, who):
    two.staff.add(BO, BOS)
    two.keep_signing_key(b"key", "secret", "f-2", "c-2")
    two.join(merge())
    kept = two.patient(who).id
    two.retention.propose(proposal(patient=kept))
    second = by_another(vaults, two)
    second.retention.destroy("d-1", CERTIFICATE, second.retention.holdings(kept))
    assert second.patients() == second.consultations() == ()
    assert second.merges("p-1") == second.merges("p-2") == ()
    assert [each.patient for each in second.retention.certified()] == ["p-1"]
    assert second.check_log().sound


def test_the_details_of_either_go_from_what_was_undone_too(vaults, two):
    two.staff.add(BO, BOS)
    two.keep_signing_key(b"key", "secret", "f-2", "c-2")
    two.join(merge())
    two.part("m-1", "two people")
    two.retention.propose(proposal(patient="p-2"))
    second = by_another(vaults, two)
    second.retention.destroy("d-1", CERTIFICATE, second.retention.holdings("p-2"))
    assert second.patients() == (PATIENT,)
    assert second.merges("p-1") == ()
    assert second.check_log().sound


# The real vault alone


def test_the_log_names_both_and_neither_reason_nor_name(real):
    real.begin(draft(), "bundle")
    real.keep_patient(TWIN)
    real.join(merge())
    real.part("m-1", "two people")
    told = [each for each in real.entries(0, 99) if each.action in {Act.JOINED, Act.PARTED}]
    assert {(each.action, each.subject, each.reason) for each in told} == {
        (act, who, "m-1") for act in (Act.JOINED, Act.PARTED) for who in ("p-1", "p-2")
    }
    assert {each.subject for each in real.entries_about("p-2")} >= {"p-2"}


def test_all_entries_about_the_person_are_listed(real):
    real.begin(draft(), "bundle")
    real.begin(draft("i-2", patient=TWIN), "bundle")
    real.join(merge())
    assert {each.subject for each in real.entries_about("p-1")} == {"p-1", "p-2", "i-1", "i-2"}


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_no_statement_joins_or_parts_in_another_way(real, recursive):
    real.begin(draft(), "bundle")
    for each in (TWIN, THIRD, replace(THIRD, id="p-4")):
        real.keep_patient(each)
    real.join(merge("m-0", replace(THIRD, id="p-4"), THIRD))
    real.part("m-0", "a slip")
    real.join(merge())
    real.join(merge("m-2", replace(THIRD, id="p-4"), ONE))
    with real._database.reading() as connection:
        connection.execute(f"PRAGMA recursive_triggers = {recursive}")
    row = "'now', 'c-1', '{}'"
    for statement in (
        "DELETE FROM merge",
        "DELETE FROM merge_undone",
        "UPDATE merge SET kept = 'p-3'",
        "UPDATE merge_undone SET why = 'other'",
        "INSERT OR REPLACE INTO merge SELECT * FROM merge",
        "INSERT OR REPLACE INTO merge_undone SELECT * FROM merge_undone",
        f"INSERT INTO merge VALUES ('m-9', 'p-2', 'p-3', {row})",
        f"INSERT INTO merge VALUES ('m-9', 'p-1', 'p-3', {row})",
        f"INSERT INTO merge VALUES ('m-9', 'p-3', 'p-2', {row})",
        f"INSERT INTO merge VALUES ('m-9', 'p-3', 'p-3', {row})",
        "INSERT INTO merge_undone VALUES ('m-1', 'now', 'c-1', '')",
        "INSERT INTO destroyed VALUES ('p-2', 'd-1', 'now', 'c-1')",
    ):
        with pytest.raises(VaultError), real._database.writing() as connection:
            connection.execute(statement)
    assert real.check_log().sound


@pytest.mark.parametrize(
    "forged",
    [
        "UPDATE merge SET body = replace(body, 'twice', 'thrice')",
        "UPDATE merge SET actor = 'c-9'",
        "UPDATE merge_undone SET why = 'other'",
        "DELETE FROM merge_undone",
        "INSERT INTO merge VALUES ('m-9', 'p-3', 'p-1', 'now', 'c-1', '{}')",
        "INSERT INTO merge_undone VALUES ('m-2', 'now', 'c-1', '')",
    ],
)
def test_whoever_takes_the_guards_away_is_found(real, forged):
    real.begin(draft(), "bundle")
    for each in (TWIN, THIRD):
        real.keep_patient(each)
    real.join(merge())
    real.part("m-1", "two people")
    real.join(merge("m-2"))
    assert real.check_log().found == ()
    with real._database.writing() as connection:
        triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        guards = connection.execute(triggers).fetchall()
        for guard in guards:
            connection.execute(f"DROP TRIGGER {guard[0]}")
        connection.execute(forged)
        for guard in guards:
            connection.execute(guard[1])
    assert {each.fault for each in real.check_log().found} == {Fault.RECORD_CHANGED}


def test_a_rescue_brings_it_out(real_place, real, tmp_path):
    real.begin(draft(), "bundle")
    real.keep_patient(TWIN)
    real.join(merge())
    real.part("m-1", "two people")
    real.close()
    brought = {}
    out = tmp_path / "copy"
    out.mkdir()
    rescue(real_place, keys_of(real_place, PASSPHRASE, "c-1"), out, brought.__setitem__)
    assert b"entered twice" in brought["merge.json"]
    assert b"two people" in brought["merge_undone.json"]


def test_every_table_that_names_a_patient_is_destroyed_with_them():
    assert {each.name for each in TABLES if "absorbed" in each.columns} == {"merge"}
    assert {each.name for each in TABLES if "merge" in each.columns} == {"merge_undone"}


def test_a_stage_that_is_being_signed_is_every_one_between_draft_and_end():
    ends = {Stage.DRAFT, Stage.SEALED, Stage.VOIDED}
    assert set(Stage) - ends == {Stage.REVIEWED, Stage.ON_PAPER, Stage.CONSENTED}
