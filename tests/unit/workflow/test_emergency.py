"""Emergency access: one patient, for a reason, entered before anything is shown, acknowledged by a lead."""

from dataclasses import replace
from datetime import date

import pytest

from consult_app.domain.audit import Act
from consult_app.domain.consultation import Clinician
from consult_app.domain.searching import MOST
from consult_app.domain.users import UserRole
from consult_app.errors import ConsultError, NotReadyError, RightError, VaultError
from consult_app.workflow.emergency import (
    Sought,
    acknowledge,
    find_in_emergency,
    read_in_emergency,
)
from consult_app.workflow.ending import void
from consult_app.workflow.rights import Right, may
from consult_app.workflow.screens.start import read_start
from consult_app.workflow.sealing import seal
from consult_app.workflow.staffing import add_user
from tests.helpers.sample import sample
from tests.helpers.sealing import PASSPHRASE, bench, consented, reviewed

SAM = Clinician("", "Sam Okoro", "Practice manager")
SAMS = "amber violin counts seven"
REASON = "Swelling after treatment, rung up by her partner"


@pytest.fixture
def on():
    return bench()


def enter(on, role=UserRole.ADMINISTRATOR):
    """Have another user unlock; gives who leads."""
    lead = on.vault.staff.mine
    on.vault.staff.mine = add_user(on.services, on.vault, SAM, role, SAMS).id
    return lead


def sought(on, **other):
    patient = on.conversation.draft.patient
    return replace(Sought(patient.name, patient.birth_date, REASON), **other)


def acts(on):
    return [(action, subject) for action, subject, _ in on.vault.noted]


def test_a_patient_of_a_name_that_many_have_is_found_by_the_birth_date(on):
    meant = on.conversation.draft.patient
    for number in range(MOST + 5):
        namesake = replace(meant, id=f"n-{number}", birth_date=date(1950, 1, 1 + number % 28))
        on.vault.keep_patient(namesake)
    enter(on)
    assert find_in_emergency(on.services, on.vault, sought(on)).patient == meant


def test_one_patient_is_found_and_that_is_entered_with_the_reason(on):
    enter(on)
    screen = find_in_emergency(on.services, on.vault, sought(on))
    draft = on.conversation.draft
    assert screen.patient == draft.patient
    assert [(each.id, each.treatment) for each in screen.lines] == [(draft.id, sample().name)]
    assert on.vault.noted[-2:] == [
        (Act.EMERGENCY_SOUGHT, "", REASON),
        (Act.EMERGENCY, draft.patient.id, REASON),
    ]
    with pytest.raises(RightError):
        on.vault.consultations()


def test_a_reason_that_names_the_patient_is_refused_before_it_is_in_the_log(on):
    enter(on)
    name = on.conversation.draft.patient.family_name
    with pytest.raises(ConsultError, check=lambda error: error.code == "reason-names-patient"):
        find_in_emergency(on.services, on.vault, sought(on, reason=f"Ms {name.upper()}'s partner rang"))
    assert on.vault.noted == []


@pytest.mark.parametrize("other", [{"who": "Nobody Known"}, {"who": " "}, {"born": date(1901, 1, 1)}])
def test_unless_exactly_one_is_meant_nothing_is_shown_and_it_is_entered(on, other):
    enter(on)
    with pytest.raises(RightError, check=lambda error: error.code == "emergency-nobody"):
        find_in_emergency(on.services, on.vault, sought(on, **other))
    assert acts(on)[-1] == (Act.EMERGENCY_SOUGHT, "")
    assert not on.vault.in_emergency


@pytest.mark.parametrize("reason", ["", "urgent", "         x"])
def test_without_a_reason_nothing_is_looked_for(on, reason):
    enter(on)
    before = acts(on)
    with pytest.raises(NotReadyError):
        find_in_emergency(on.services, on.vault, sought(on, reason=reason))
    with pytest.raises(NotReadyError):
        read_in_emergency(on.services, on.vault, sought(on, reason=reason), on.conversation.draft.id)
    assert acts(on) == before


def drafted(on):
    return on.conversation.draft


def ended(on):
    on.vault.keep(void(on.services, on.vault, on.conversation.draft, "Wrong patient"), "void")


def sealed(on):
    seal(on.services, on.vault, sample(), consented(on), PASSPHRASE)


@pytest.mark.parametrize("lead_to", [drafted, reviewed, ended, sealed])
def test_a_consultation_is_read_as_it_stands(on, lead_to):
    lead_to(on)
    enter(on)
    consultation = on.conversation.draft.id
    pdf = read_in_emergency(on.services, on.vault, sought(on), consultation)
    assert pdf
    assert acts(on)[-1] == (Act.EMERGENCY, consultation)
    with pytest.raises(RightError):
        on.vault.open(consultation)


def test_what_cannot_be_entered_is_not_shown(on):
    enter(on)
    on.vault.refusing = "vault-full"
    with pytest.raises(VaultError):
        read_in_emergency(on.services, on.vault, sought(on), on.conversation.draft.id)
    assert not on.vault.in_emergency


@pytest.mark.parametrize("role", list(UserRole))
def test_it_is_for_those_who_may_not_read_and_for_leads_to_see(on, role):
    enter(on, role)
    me = on.vault.staff.me
    assert may(me, Right.EMERGENCY) is (role is UserRole.ADMINISTRATOR)
    assert may(me, Right.OVERSEE) is (role is UserRole.LEAD)
    if role is not UserRole.ADMINISTRATOR:
        with pytest.raises(RightError):
            find_in_emergency(on.services, on.vault, sought(on))
    if role is not UserRole.LEAD:
        with pytest.raises(RightError, check=lambda error: error.code == "not-a-lead"):
            acknowledge(on.vault, (1,))


def test_leads_see_it_until_one_of_them_has_acknowledged_it(on):
    lead = enter(on)
    find_in_emergency(on.services, on.vault, sought(on))
    read_in_emergency(on.services, on.vault, sought(on), on.conversation.draft.id)
    on.vault.staff.mine = lead
    first, second = read_start(on.services, on.vault)[0].emergencies
    assert (first.whose, first.reason) == (on.conversation.draft.patient.name, REASON)
    acknowledge(on.vault, (first.number,))
    assert read_start(on.services, on.vault)[0].emergencies == (second,)
    acknowledge(on.vault, (second.number,))
    assert read_start(on.services, on.vault)[0].emergencies == ()


def test_others_are_not_shown_it(on):
    enter(on)
    find_in_emergency(on.services, on.vault, sought(on))
    on.vault.staff.users[on.vault.staff.mine] = replace(on.vault.staff.me, role=UserRole.CLINICIAN)
    assert read_start(on.services, on.vault)[0].emergencies == ()
