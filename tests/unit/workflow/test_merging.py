"""Two entries of one person are noticed, compared, joined by a clinician, and parted again."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from consult_app.domain.consultation import Clinician, Sex
from consult_app.domain.sequel import SequelKind
from consult_app.domain.users import User, UserRole
from consult_app.errors import NotReadyError, RightError, VaultError
from consult_app.workflow.consulting import begin, keep_patient
from consult_app.workflow.course import next_session
from consult_app.workflow.merging import (
    called_now,
    demand_called,
    join,
    part,
    read_alike,
    read_merge,
)
from consult_app.workflow.patient_copy import copy_of_patient
from consult_app.workflow.retention import hold
from consult_app.workflow.screens.course import read_course
from consult_app.workflow.screens.start import read_found
from consult_app.workflow.sealing import seal
from consult_app.workflow.sequels import begin_sequel
from tests.helpers.fakes import NOON
from tests.helpers.sample import draft, sample
from tests.helpers.sealing import PASSPHRASE, bench, consented

ME = draft().patient
TWIN = replace(ME, id="p-2", given_name=f"{ME.given_name}e", record_number="B-2")
HELPER = User(Clinician("c-8", "Sam", "Assistant"), UserRole.ASSISTANT)


def refused(kind, code):
    return pytest.raises(kind, check=lambda error: error.code == code)


@pytest.fixture
def on():
    """A sealed consent of one, and a draft of the same person entered again."""
    made = bench()
    seal(made.services, made.vault, sample(), consented(made), PASSPHRASE)
    begin(made.services, made.vault, sample().id, made.conversation.draft.goal, TWIN)
    return made


def joined(on, theirs=("record_number",), why=" entered twice "):
    join(on.services, on.vault, read_merge(on.vault, ME.id, TWIN.id), theirs, why)


def test_who_may_be_the_same_is_found_by_day_and_by_number(on):
    other = replace(ME, id="p-3", given_name="Ida", family_name="Else", birth_date=date(1999, 9, 9))
    on.vault.keep_patient(replace(other, record_number="B-2"))
    on.vault.keep_patient(replace(ME, id="p-4", given_name="Zoe", record_number=""))
    assert {each.id for each in read_alike(on.vault, TWIN)} == {ME.id, "p-3"}
    assert [each.id for each in read_alike(on.vault, replace(ME, record_number=""))] == ["p-2"]


def test_what_is_made_up_is_no_double(on):
    for number in ("p-5", "p-6"):
        made_up = replace(ME, id=number)
        begin(on.services, on.vault, sample().id, on.conversation.draft.goal, made_up, sample=True)
    assert {each.id for each in read_alike(on.vault, ME)} == {"p-2"}
    assert read_alike(on.vault, replace(ME, id="p-5")) == ()
    found = read_found(on.vault, on.services.library.packs(), ME.family_name, NOON)
    assert {each.id for each in found.alike} == {ME.id, "p-2"}


def test_the_search_and_the_patients_page_offer_it_to_whoever_may(on):
    packs = on.services.library.packs()
    assert read_found(on.vault, packs, ME.family_name, NOON).alike is not None
    assert read_found(on.vault, packs, "nobody", NOON).alike is None
    assert read_found(on.vault, packs, "", NOON).alike is None
    assert read_course(on.services, on.vault, ME.id).alike == (TWIN,)
    on.vault.staff.users[HELPER.id] = HELPER
    on.vault.staff.mine = HELPER.id
    assert read_found(on.vault, packs, ME.family_name, NOON).alike is None
    screen = read_course(on.services, on.vault, ME.id)
    assert (screen.alike, screen.may_merge) == ((), False)
    for act in (
        lambda: read_merge(on.vault, ME.id, TWIN.id),
        lambda: join(on.services, on.vault, None, (), "why"),
        lambda: part(on.vault, "m-1", "why"),
    ):
        with refused(RightError, "not-a-clinician"):
            act()


def test_both_are_shown_side_by_side(on):
    hold(on.vault, TWIN.id, "a claim")
    screen = read_merge(on.vault, ME.id, TWIN.id)
    assert (screen.kept.patient, screen.absorbed.patient) == (ME, TWIN)
    assert screen.differing == ("given_name", "record_number")
    assert (screen.kept.consultations, screen.kept.drafts, screen.kept.held) == (1, 0, False)
    assert (screen.absorbed.consultations, screen.absorbed.drafts, screen.absorbed.held) == (1, 1, True)
    assert screen.absorbed.newest == NOON.date()
    on.vault.keep_patient(replace(ME, id="p-3"))
    assert read_merge(on.vault, "p-3", ME.id).kept.newest is None


def test_joined_they_are_one_with_the_details_that_were_chosen(on):
    joined(on)
    [merge] = on.vault.merges(ME.id)
    assert merge.why == "entered twice"
    assert on.vault.patient(TWIN.id) == replace(ME, record_number="B-2")
    screen = read_course(on.services, on.vault, TWIN.id)
    assert screen.patient.id == ME.id
    assert len(screen.sessions) == 2
    assert [each.by for each in screen.merges] == [on.vault.staff.me.clinician.name]
    assert screen.alike == ()


@pytest.mark.parametrize("why", ["", "  "])
def test_either_takes_a_reason(on, why):
    with pytest.raises(NotReadyError):
        joined(on, why=why)
    joined(on)
    [merge] = on.vault.merges(ME.id)
    with pytest.raises(NotReadyError):
        part(on.vault, merge.id, why)
    part(on.vault, merge.id, " a slip ")
    [undone] = on.vault.merges(ME.id)
    assert undone.parted.why == "a slip"
    assert read_course(on.services, on.vault, ME.id).merges == ()


def test_whoever_has_somebody_joined_is_the_one_who_stays(on):
    joined(on)
    third = replace(ME, id="p-3", sex=Sex.OTHER)
    on.vault.keep_patient(third)
    screen = read_merge(on.vault, "p-3", ME.id)
    assert (screen.kept.patient.id, screen.absorbed.patient.id) == (ME.id, "p-3")
    on.vault.keep_patient(replace(third, id="p-4"))
    join(on.services, on.vault, read_merge(on.vault, "p-3", "p-4"), (), "twice too")
    for one, other in ((ME.id, "p-3"), ("p-3", ME.id), (ME.id, TWIN.id)):
        with refused(VaultError, "already-joined"):
            read_merge(on.vault, one, other)


def test_a_draft_goes_on_by_the_new_details_and_is_not_signed_by_the_old(on):
    assert called_now(on.vault, TWIN) is None
    joined(on, ())
    now = replace(ME, id=TWIN.id)
    assert called_now(on.vault, TWIN) == now
    with refused(VaultError, "called-otherwise"):
        demand_called(on.vault, TWIN)
    demand_called(on.vault, now)
    [merge] = on.vault.merges(ME.id)
    part(on.vault, merge.id, "a slip")
    assert called_now(on.vault, now) == TWIN
    assert called_now(on.vault, ME) is None


def test_what_is_corrected_in_a_draft_is_corrected_of_the_person(on):
    joined(on, ())
    keep_patient(on.services, on.vault, replace(TWIN, family_name="Anders"))
    assert on.vault.patient(ME.id).family_name == "Anders"


def test_what_follows_a_record_stays_with_its_own_patient(on):
    [record] = on.vault.sealed
    join(on.services, on.vault, read_merge(on.vault, TWIN.id, ME.id), (), "entered twice")
    _, follows = begin_sequel(on.services, on.vault, record.draft.id, SequelKind.WITHDRAWAL)
    assert follows.patient == replace(TWIN, id=ME.id)
    following = next_session(on.services, on.vault, record.draft.id).conversation.draft
    assert following.patient == TWIN


def test_the_copy_of_all_about_a_patient_says_who_was_joined(on):
    joined(on)
    [merge] = on.vault.merges(ME.id)
    part(on.vault, merge.id, "a slip")
    with ZipFile(BytesIO(copy_of_patient(on.services, on.vault, ME.id))) as archive:
        [told] = json.loads(archive.read("joined.json"))
    assert (told["why"], told["parted"]["why"]) == ("entered twice", "a slip")
    assert told["by"] == told["parted"]["by"] == on.vault.staff.me.clinician.name
    joined(on)
    with ZipFile(BytesIO(copy_of_patient(on.services, on.vault, ME.id))) as archive:
        assert len(json.loads(archive.read("joined.json"))) == 2
