"""What is due by the practice's own rule, and how two people destroy it."""

from dataclasses import replace
from datetime import date

import pytest

from consult_app.domain.consultation import Clinician, Patient, Sex
from consult_app.domain.preferences import Preferences
from consult_app.domain.retention import Ground, Returned
from consult_app.domain.users import User, UserRole
from consult_app.errors import ConsultError, NotReadyError, RightError, SigningError, VaultError
from consult_app.workflow.retention import (
    Standing,
    carry_out,
    count_returned,
    hold,
    propose,
    read_certificate,
    read_retention,
    release,
    take_back,
)
from consult_app.workflow.sealing import seal
from tests.helpers.fake_retention import AT
from tests.helpers.fakes import FakePracticeServer, fake_key
from tests.helpers.sample import draft, sample
from tests.helpers.sealing import PASSPHRASE, bench, consented

CLEO = User(Clinician("c-7", "Dr Cleo Faro", "Physician"), UserRole.CLINICIAN)
CLEOS = "seven quiet otters paint lanterns"
ME = draft().patient.id
RULE = Preferences(keep_years={"UK": 8}, minors_until={"UK": 18}, minors_years={"UK": 7})


def refused(kind, code):
    return pytest.raises(kind, check=lambda error: error.code == code)


@pytest.fixture
def on():
    """A practice of two clinicians with one sealed consent, long ago."""
    made = bench()
    seal(made.services, made.vault, sample(), consented(made), PASSPHRASE)
    made.vault.staff.add(CLEO, CLEOS)
    pkcs12, fingerprint = fake_key("Dr Cleo Faro", "s", AT, None)
    made.vault.keep_signing_key(pkcs12, "s", fingerprint, "c-7")
    made.vault.its_practice = replace(made.vault.its_practice, jurisdiction="UK")
    made.vault.its_preferences = RULE
    made.vault.retention.seen[ME] = date(2016, 1, 1)
    return made


def listed(on, asked=""):
    return read_retention(on.services, on.vault, asked)


def as_cleo(on):
    on.vault.staff.mine = "c-7"


def proposed(on, ground=Ground.PERIOD, why=""):
    propose(on.services, on.vault, ME, ground, why)
    return on.vault.retention.proposals()[0].id


def test_what_is_due_is_listed_by_the_practices_own_rule(on):
    screen = listed(on)
    [row] = screen.rows
    assert (row.patient.id, row.standing, row.last_contact, row.until) == (
        ME,
        Standing.DUE,
        date(2016, 1, 1),
        date(2024, 1, 1),
    )
    assert (screen.jurisdiction, screen.rule, screen.others, screen.may_destroy) == (
        "UK",
        RULE.retention("UK"),
        1,
        True,
    )


def test_what_is_not_listed_is_counted(on):
    screen = read_retention(on.services, on.vault, most=0)
    assert (screen.rows, screen.later) == ((), 1)
    assert listed(on).later == 0
    assert read_retention(on.services, on.vault, draft().patient.family_name, 0).later == 0


def test_without_a_rule_nothing_is_due_but_everybody_can_be_found(on):
    on.vault.its_preferences = Preferences()
    assert listed(on).rows == ()
    assert listed(on).rule is None
    [row] = listed(on, draft().patient.family_name).rows
    assert (row.standing, row.until) == (Standing.KEPT, None)
    assert listed(on, "nobody of that name").rows == ()


def test_on_the_last_day_nothing_is_due_yet(on):
    on.vault.retention.seen[ME] = date(2018, 11, 23)
    assert listed(on).rows == ()
    on.vault.retention.seen[ME] = date(2018, 11, 22)
    assert [each.standing for each in listed(on).rows] == [Standing.DUE]


def test_samples_are_never_listed_and_patients_who_never_came_only_when_asked_for(on):
    on.vault.keep_patient(Patient("p-9", "Never", "Came", date(1990, 1, 1), Sex.FEMALE))
    made_up = Patient("p-8", "Made", "Up", date(1990, 1, 1), Sex.FEMALE)
    on.vault.begin(replace(draft(), id="c-8", patient=made_up, sample=True), "bundle")
    assert [each.patient.id for each in listed(on).rows] == [ME]
    [never] = listed(on, "never").rows
    assert (never.last_contact, never.until, never.standing) == (None, None, Standing.KEPT)
    assert listed(on, "made").rows == ()


def test_a_hold_needs_a_reason_and_comes_before_everything_else(on):
    with pytest.raises(NotReadyError):
        hold(on.vault, ME, " ")
    proposed(on)
    hold(on.vault, ME, " a claim ")
    [row] = listed(on).rows
    assert (row.standing, row.hold.why, row.hold.by) == (Standing.HELD, "a claim", "Dr Bo")
    as_cleo(on)
    with refused(VaultError, "held"):
        carry_out(on.services, on.vault, on.vault.retention.proposals()[0].id, CLEOS)
    release(on.vault, ME)
    assert listed(on).rows[0].standing is Standing.PROPOSED


def test_a_proposal_says_why_and_never_names_the_patient(on):
    with pytest.raises(NotReadyError):
        propose(on.services, on.vault, ME, Ground.OTHER, "")
    with refused(ConsultError, "names-patient"):
        propose(on.services, on.vault, ME, Ground.WISH, f"letter of {draft().patient.family_name}")
    propose(on.services, on.vault, ME, Ground.OTHER, " moved to another practice ")
    [row] = listed(on).rows
    assert (row.standing, row.proposal.why, row.proposal.by, row.mine) == (
        Standing.PROPOSED,
        "moved to another practice",
        "Dr Bo",
        True,
    )
    as_cleo(on)
    assert not listed(on).rows[0].mine
    take_back(on.vault, row.proposal.id)
    assert listed(on).rows[0].standing is Standing.DUE


def test_somebody_else_carries_it_out_with_their_own_passphrase(on):
    wish = proposed(on)
    with refused(RightError, "second-person"):
        carry_out(on.services, on.vault, wish, PASSPHRASE)
    as_cleo(on)
    with refused(SigningError, "not-confirmed"):
        carry_out(on.services, on.vault, wish, PASSPHRASE)
    assert on.vault.patients()
    composed = []
    rendering = replace(
        on.services, render=lambda *given: composed.append(given[0]) or on.services.render(*given)
    )
    pdf = carry_out(rendering, on.vault, wish, CLEOS)
    assert "practice @ cellar" not in str(composed)
    assert on.vault.patients() == on.vault.consultations() == ()
    assert pdf.startswith(b"destruction of id-")
    assert b"Dr Cleo Faro" in pdf
    assert read_certificate(on.vault, wish) == pdf
    [certified] = listed(on).certified
    assert (certified.by, certified.proposed_by, certified.patient) == ("Dr Cleo Faro", "Dr Bo", ME)
    with refused(VaultError, "proposal-missing"):
        carry_out(on.services, on.vault, wish, CLEOS)


def test_the_certificate_names_the_server_that_the_practice_has(on):
    wish = proposed(on)
    as_cleo(on)
    on.vault.practice_server = FakePracticeServer()
    composed = []
    rendering = replace(
        on.services, render=lambda *given: composed.append(given[0]) or on.services.render(*given)
    )
    carry_out(rendering, on.vault, wish, CLEOS)
    assert "practice @ cellar" in str(composed)


def test_nothing_is_destroyed_where_the_certificate_does_not_pass_its_check(on):
    wish = proposed(on)
    as_cleo(on)
    broken = replace(on.services, seal=lambda pdf, *_, **__: pdf)
    with refused(SigningError, "seal-not-verified"):
        carry_out(broken, on.vault, wish, CLEOS)
    assert [each.id for each in on.vault.patients()] == [ME]
    assert [each.id for each in on.vault.retention.proposals()] == [wish]


def test_without_any_pack_there_are_no_words_for_a_certificate(on):
    wish = proposed(on)
    as_cleo(on)
    on.services.library.current.clear()
    with refused(VaultError, "pack-missing"):
        carry_out(on.services, on.vault, wish, CLEOS)
    assert on.vault.patients()


def test_who_came_back_is_listed_first_and_counted(on):
    other = Patient("p-9", "Ada", "Olsen", date(1990, 1, 1), Sex.FEMALE)
    on.vault.keep_patient(other)
    on.vault.retention.back.append(Returned("p-9", AT))
    assert [(each.patient.id, each.standing) for each in listed(on).rows] == [
        ("p-9", Standing.RETURNED),
        (ME, Standing.DUE),
    ]
    assert listed(on).rows[0].returned.at == AT
    assert count_returned(on.vault) == 1


def test_an_assistant_only_reads(on):
    wish = proposed(on)
    on.vault.staff.users["c-7"] = replace(CLEO, role=UserRole.ASSISTANT)
    assert listed(on).others == 0
    as_cleo(on)
    assert not listed(on).may_destroy
    for act in (
        lambda: hold(on.vault, ME, "why"),
        lambda: release(on.vault, ME),
        lambda: propose(on.services, on.vault, ME, Ground.PERIOD, ""),
        lambda: take_back(on.vault, wish),
        lambda: carry_out(on.services, on.vault, wish, CLEOS),
        lambda: read_certificate(on.vault, wish),
    ):
        with refused(RightError, "not-a-clinician"):
            act()
