"""Who may do what, as a table; and users who are let in, corrected, locked out."""

from dataclasses import replace

import pytest

from consult_app.domain.consultation import Clinician, Reviewed, Way
from consult_app.domain.paper import Paper
from consult_app.domain.preferences import Preferences
from consult_app.domain.users import User, UserRole
from consult_app.errors import NotReadyError, RightError, SigningError, VaultError
from consult_app.workflow.accounts import sealed_consent
from consult_app.workflow.approving import approve_as_user
from consult_app.workflow.checking import check
from consult_app.workflow.consulting import Conversation, begin, find_patients, override, resume
from consult_app.workflow.emergency import acknowledge
from consult_app.workflow.lots import lots_csv, read_lots
from consult_app.workflow.papers import take
from consult_app.workflow.patient_copy import copy_of_patient
from consult_app.workflow.practice import renew_signing_key
from consult_app.workflow.rights import Right, may, taken_over
from consult_app.workflow.screens.administration import read_administration
from consult_app.workflow.screens.course import read_course
from consult_app.workflow.screens.patient import read_new_patient
from consult_app.workflow.screens.start import read_found, read_start
from consult_app.workflow.screens.story import earlier_complications
from consult_app.workflow.sealing import review, seal, sign
from consult_app.workflow.sequels import read_after
from consult_app.workflow.settings import keep_settings, read_settings
from consult_app.workflow.staffing import (
    add_user,
    certify_keys,
    correct_user,
    key_to_be_kept,
    re_enrol,
    recover,
    remove_user,
    renew_recovery_key,
    uncertified,
    withdraw_key,
)
from consult_app.workflow.trying import try_sample
from tests.helpers.fakes import NOON, RECOVERY_KEY, fake_certified, fake_key
from tests.helpers.sample import answered, draft, sample
from tests.helpers.sealing import PASSPHRASE, bench, consented, reviewed

BO = Clinician("", "Bo Lind", "Nurse", "N-7")
BOS = "quiet harbour ninety maps"
ALLOWED = {
    (UserRole.LEAD, Right.OVERRIDE): True,
    (UserRole.LEAD, Right.SIGN): True,
    (UserRole.LEAD, Right.PRACTICE): True,
    (UserRole.LEAD, Right.STAFF): True,
    (UserRole.LEAD, Right.TREAT): True,
    (UserRole.LEAD, Right.GRADE): True,
    (UserRole.LEAD, Right.EXPORT): True,
    (UserRole.LEAD, Right.DESTROY): True,
    (UserRole.CLINICIAN, Right.OVERRIDE): True,
    (UserRole.CLINICIAN, Right.SIGN): True,
    (UserRole.CLINICIAN, Right.PRACTICE): True,
    (UserRole.CLINICIAN, Right.STAFF): False,
    (UserRole.CLINICIAN, Right.TREAT): True,
    (UserRole.CLINICIAN, Right.GRADE): True,
    (UserRole.CLINICIAN, Right.EXPORT): True,
    (UserRole.CLINICIAN, Right.DESTROY): True,
    (UserRole.ASSISTANT, Right.OVERRIDE): False,
    (UserRole.ASSISTANT, Right.SIGN): False,
    (UserRole.ASSISTANT, Right.PRACTICE): False,
    (UserRole.ASSISTANT, Right.STAFF): False,
    (UserRole.ASSISTANT, Right.TREAT): False,
    (UserRole.ASSISTANT, Right.GRADE): False,
    (UserRole.ASSISTANT, Right.EXPORT): False,
    (UserRole.ASSISTANT, Right.DESTROY): False,
    (UserRole.ADMINISTRATOR, Right.OVERRIDE): False,
    (UserRole.ADMINISTRATOR, Right.SIGN): False,
    (UserRole.ADMINISTRATOR, Right.PRACTICE): True,
    (UserRole.ADMINISTRATOR, Right.STAFF): True,
    (UserRole.ADMINISTRATOR, Right.TREAT): False,
    (UserRole.ADMINISTRATOR, Right.GRADE): False,
    (UserRole.ADMINISTRATOR, Right.EXPORT): False,
    **{(role, Right.READ): role is not UserRole.ADMINISTRATOR for role in UserRole},
    **{(role, Right.EMERGENCY): role is UserRole.ADMINISTRATOR for role in UserRole},
    **{(role, Right.BRING): role in {UserRole.LEAD, UserRole.CLINICIAN} for role in UserRole},
    **{(role, Right.MERGE): role in {UserRole.LEAD, UserRole.CLINICIAN} for role in UserRole},
    **{(role, Right.APPROVE): role is UserRole.LEAD for role in UserRole},
    **{(role, Right.OVERSEE): role is UserRole.LEAD for role in UserRole},
    **{(role, Right.LOG): role in {UserRole.LEAD, UserRole.ADMINISTRATOR} for role in UserRole},
    (UserRole.ADMINISTRATOR, Right.DESTROY): False,
}
REFUSALS = {
    Right.STAFF: "not-in-charge",
    Right.LOG: "not-in-charge",
    Right.READ: "not-a-reader",
    Right.OVERSEE: "not-a-lead",
    Right.APPROVE: "not-a-lead",
}


def refused(code):
    return pytest.raises(RightError, check=lambda error: error.code == code)


@pytest.fixture
def on():
    return bench()


def enter(on, role):
    """Have another user of that role unlock the vault."""
    user = add_user(on.services, on.vault, BO, role, BOS)
    on.vault.staff.mine = user.id
    return user


def overriding(on):
    talk = Conversation.about(sample(), draft(answers=answered(q_preg=True)))
    return override(on.services, talk, "ci-pregnancy", "Agreed.", on.vault.staff.me)


def reviewing(on):
    return taken_over(on.vault.staff.me, on.conversation.draft)


def signing(on):
    # Nothing is kept meanwhile: that is refused to some for other reasons.
    state = sign(on.services, review(on.services, on.conversation)[0], Way.TYPED)
    mine = replace(state, draft=replace(state.draft, clinician=on.vault.clinician()))
    return sign(on.services, mine, Way.TYPED, by=on.vault.staff.me)


def sealing(on):
    state = sign(on.services, review(on.services, on.conversation)[0], Way.TYPED)
    while isinstance(state, Reviewed):
        state = sign(on.services, state, Way.TYPED)
    mine = replace(state, draft=replace(state.draft, clinician=on.vault.clinician()))
    on.vault.states[mine.draft.id] = mine
    return seal(on.services, on.vault, sample(), mine, BOS)


def practising(on):
    moved = replace(on.vault.practice(), phone="555 0199")
    keep_settings(on.services, on.vault, moved, on.vault.clinician(), on.vault.preferences())


def preferring(on):
    keep_settings(
        on.services, on.vault, on.vault.practice(), on.vault.clinician(), Preferences(lock_minutes=3)
    )


def staffing(act):
    return lambda on: act(
        on, next(each for each in on.vault.staff.everybody() if each.id != on.vault.staff.mine)
    )


def approving(approval):
    assert (approval.name, approval.on) == ("Bo Lind", NOON.date())
    return sample()


ACTS = {
    "override": (Right.OVERRIDE, overriding),
    "freeze": (Right.SIGN, reviewing),
    "sign": (Right.SIGN, signing),
    "seal": (Right.SIGN, sealing),
    "own key": (Right.SIGN, lambda on: renew_signing_key(on.services, on.vault)),
    "practice": (Right.PRACTICE, practising),
    "preferences": (Right.PRACTICE, preferring),
    "add": (Right.STAFF, lambda on: add_user(on.services, on.vault, BO, UserRole.CLINICIAN, BOS)),
    "correct": (Right.STAFF, staffing(lambda on, other: correct_user(on.services, on.vault, other))),
    "remove": (Right.STAFF, staffing(lambda on, other: remove_user(on.vault, other.id))),
    "re-enrol": (Right.STAFF, staffing(lambda on, other: re_enrol(on.services, on.vault, other.id, BOS))),
    "approve": (Right.APPROVE, lambda on: approve_as_user(on.vault, NOON.date(), approving)),
    "acknowledge": (Right.OVERSEE, lambda on: acknowledge(on.vault, (1,))),
    "certify": (Right.STAFF, lambda on: certify_keys(on.services, on.vault, RECOVERY_KEY)),
    "recovery key": (Right.STAFF, lambda on: renew_recovery_key(on.services, on.vault)),
    "administer": (Right.STAFF, lambda on: read_administration(on.services, on.vault)),
    "list": (Right.READ, lambda on: read_start(on.services, on.vault)),
    "search the list": (Right.READ, lambda on: read_found(on.vault, (), "a", on.services.now())),
    "begin": (
        Right.READ,
        lambda on: begin(on.services, on.vault, "sample", "face", on.conversation.draft.patient),
    ),
    "open": (Right.READ, lambda on: resume(on.services, on.vault, on.conversation.draft.id)),
    "search": (Right.READ, lambda on: find_patients(on.vault, "A")),
    "new patient": (Right.READ, lambda on: read_new_patient(on.services, on.vault)),
    "patient": (
        Right.READ,
        lambda on: read_course(on.services, on.vault, on.conversation.draft.patient.id),
    ),
    "complications": (
        Right.READ,
        lambda on: earlier_complications(on.services, on.vault, on.conversation.draft.patient.id),
    ),
    "lots": (Right.READ, lambda on: read_lots(on.services, on.vault, "LOT-1")),
    "lots as a file": (Right.EXPORT, lambda on: lots_csv(on.services, on.vault, "LOT-1")),
    "all of a patient": (
        Right.EXPORT,
        lambda on: copy_of_patient(on.services, on.vault, on.conversation.draft.patient.id),
    ),
    "sample": (Right.READ, lambda on: try_sample(on.services, on.vault)),
}


def paper(on):
    return take(on.services, on.vault, sample(), on.conversation.draft.id, Paper.CONSENT)


OF_A_RECORD = {
    "paper": paper,
    "what follows": lambda on: read_after(on.vault, sample(), on.vault.sealed[0]),
    "its consent": lambda on: sealed_consent(on.vault, on.conversation.draft.id),
}


@pytest.mark.parametrize("role", list(UserRole))
@pytest.mark.parametrize("act", ACTS)
def test_every_role_may_do_what_the_table_says_and_no_more(on, role, act):
    right, does = ACTS[act]
    enter(on, role)
    assert may(on.vault.staff.me, right) is ALLOWED[role, right]
    if ALLOWED[role, right]:
        does(on)
        return
    before = (on.vault.staff.everybody(), dict(on.vault.staff.passphrases), on.vault.practice())
    with refused(REFUSALS.get(right, "not-a-clinician")):
        does(on)
    assert before == (on.vault.staff.everybody(), on.vault.staff.passphrases, on.vault.practice())
    assert on.vault.sealed == []


def test_the_table_is_whole():
    assert set(ALLOWED) == {(role, right) for role in UserRole for right in Right}


def test_who_is_let_in_gets_an_id_and_if_they_sign_a_key(on):
    nurse = add_user(on.services, on.vault, BO, UserRole.CLINICIAN, BOS)
    assert nurse.clinician == replace(BO, id=nurse.id)
    assert nurse.id
    assert on.vault.staff.everybody()[1] == nurse
    assert on.vault.staff.keys[nurse.id][0].startswith(b"key of Bo Lind")
    helper = add_user(on.services, on.vault, BO, UserRole.ASSISTANT, BOS)
    assert helper.id != nurse.id
    assert helper.id not in on.vault.staff.keys


def test_a_new_name_or_the_right_to_sign_brings_a_new_key(on):
    helper = add_user(on.services, on.vault, BO, UserRole.ASSISTANT, BOS)
    correct_user(
        on.services, on.vault, replace(helper, clinician=replace(helper.clinician, role="Lead nurse"))
    )
    assert helper.id not in on.vault.staff.keys
    nurse = replace(helper, role=UserRole.CLINICIAN)
    correct_user(on.services, on.vault, nurse)
    first = on.vault.staff.keys[helper.id]
    correct_user(
        on.services, on.vault, replace(nurse, clinician=replace(nurse.clinician, registration="N-8"))
    )
    assert on.vault.staff.keys[helper.id] == first
    correct_user(on.services, on.vault, replace(nurse, clinician=replace(nurse.clinician, name="Bo Lee")))
    assert on.vault.staff.keys[helper.id][0].startswith(b"key of Bo Lee")


def test_everybody_corrects_their_own_details_but_not_what_they_may_do(on):
    me = enter(on, UserRole.CLINICIAN)
    renamed = replace(me, clinician=replace(me.clinician, name="Bo Lee"))
    correct_user(on.services, on.vault, renamed)
    assert on.vault.staff.me == renamed
    with refused("not-in-charge"):
        correct_user(on.services, on.vault, replace(renamed, role=UserRole.LEAD))


@pytest.mark.parametrize("role", list(UserRole))
@pytest.mark.parametrize("act", OF_A_RECORD)
def test_a_sealed_record_is_for_its_readers_only(on, role, act):
    seal(on.services, on.vault, sample(), consented(on), PASSPHRASE)
    enter(on, role)
    if ALLOWED[role, Right.READ]:
        assert OF_A_RECORD[act](on) is not None
        return
    with refused("not-a-reader"):
        OF_A_RECORD[act](on)


def test_a_file_is_judged_for_an_administrator_by_its_bytes_alone(on):
    record = seal(on.services, on.vault, sample(), consented(on), PASSPHRASE)
    pdf = on.vault.pdf(record.draft.id)
    assert check(on.services, pdf, on.vault).found is not None
    enter(on, UserRole.ADMINISTRATOR)
    proof = check(on.services, pdf, on.vault)
    assert (proof.sha256, proof.found) == (record.sha256, None)


def test_an_administrator_does_not_let_themselves_see_patients_but_may_let_others(on):
    me = enter(on, UserRole.ADMINISTRATOR)
    with refused("own-role"):
        correct_user(on.services, on.vault, replace(me, role=UserRole.LEAD))
    renamed = replace(me, clinician=replace(me.clinician, name="Bo Lee"))
    correct_user(on.services, on.vault, renamed)
    assert on.vault.staff.me == renamed
    assert me.id not in on.vault.staff.keys
    helper = add_user(on.services, on.vault, replace(BO, name="Cy Ode"), UserRole.ASSISTANT, BOS)
    correct_user(on.services, on.vault, replace(helper, role=UserRole.CLINICIAN))
    assert helper.id in on.vault.staff.keys


def test_what_an_administrator_is_shown_of_the_practice(on):
    me = enter(on, UserRole.ADMINISTRATOR)
    screen = read_administration(on.services, on.vault)
    assert (screen.practice, screen.name) == (on.vault.practice().name, "Bo Lind")
    assert [each.role for each in screen.users] == [UserRole.LEAD, UserRole.ADMINISTRATOR]
    assert screen.users[1] == me
    settings = read_settings(on.services, on.vault)
    assert (settings.samples, settings.me) == (0, me)


def test_whose_approval_it_is_and_of_which_words_is_entered(on):
    enter(on, UserRole.LEAD)
    approve_as_user(on.vault, NOON.date(), approving)
    treatment = sample()
    assert on.vault.noted[-1] == (
        "treatment approved",
        f"{treatment.id}@{treatment.version}",
        treatment.digest,
    )


def test_the_vault_s_roles_and_the_table_say_the_same():
    assert all(role.reads is ALLOWED[role, Right.READ] for role in UserRole)
    assert all(role.lets_in is ALLOWED[role, Right.STAFF] for role in UserRole)


def test_whoever_forgot_gets_another_passphrase_and_another_key(on):
    nurse = add_user(on.services, on.vault, BO, UserRole.CLINICIAN, BOS)
    first = on.vault.staff.keys[nurse.id]
    re_enrol(on.services, on.vault, nurse.id, "five loud badgers carve windows")
    assert on.vault.staff.keys[nurse.id] != first
    assert on.vault.staff.passphrases[nurse.id] == "five loud badgers carve windows"


def test_the_recovery_key_brings_a_new_signing_key(on):
    first = on.vault.signing_key(PASSPHRASE)
    on.vault.close()
    vault = recover(on.services, RECOVERY_KEY, "five loud badgers carve windows")
    assert vault.signing_key("five loud badgers carve windows") != first


def test_an_override_is_in_the_name_of_whoever_is_there(on):
    enter(on, UserRole.CLINICIAN)
    [settled] = overriding(on).overrides
    assert settled.clinician == "Bo Lind"


def test_whoever_freezes_a_draft_is_its_treating_clinician(on):
    before = on.conversation.draft
    assert taken_over(on.vault.staff.me, before) is before
    bo = enter(on, UserRole.CLINICIAN)
    mine = taken_over(bo, before)
    assert (mine.clinician, mine.revision) == (bo.clinician, before.revision + 1)
    state, _ = review(on.services, on.conversation.going_on(mine))
    assert "Bo Lind" in [getattr(each, "name", "") for each in state.document.blocks]


def test_a_draft_from_before_there_were_ids_is_known_by_the_name(on):
    me = on.vault.staff.me
    before = replace(on.conversation.draft, clinician=replace(me.clinician, id=""))
    assert taken_over(me, before) is before
    bo = User(replace(BO, id="c-9"), UserRole.CLINICIAN)
    assert taken_over(bo, before).clinician == bo.clinician


def test_nobody_signs_or_seals_in_another_name(on):
    state = reviewed(on)
    enter(on, UserRole.CLINICIAN)
    # The patient's signature is taken by whoever is there, once it is sure whose document it is.
    with pytest.raises(NotReadyError) as caught:
        sign(on.services, state, Way.TYPED, by=on.vault.staff.me)
    assert caught.value.missing == ("right-patient",)
    state = state.reading_back(on.services.now())
    state = sign(on.services, state, Way.TYPED, by=on.vault.staff.me)
    assert isinstance(state, Reviewed)
    with refused("another-clinician"):
        sign(on.services, state, Way.TYPED, by=on.vault.staff.me)
    done = sign(on.services, state, Way.TYPED)
    with refused("another-clinician"):
        seal(on.services, on.vault, sample(), done, BOS)


def test_a_wrong_passphrase_seals_nothing_and_loses_nothing(on):
    state = consented(on)
    with pytest.raises(SigningError) as caught:
        seal(on.services, on.vault, sample(), state, "wrong")
    assert caught.value.code == "not-confirmed"
    assert on.vault.sealed == []
    assert seal(on.services, on.vault, sample(), state, PASSPHRASE).draft == state.draft


def keys_made(on):
    """Collect the authority of each key that is made from now on."""
    made = []

    def make(name, secret, at, authority):
        made.append(authority and authority[0].decode())
        return fake_key(name, secret, at, authority)

    return made, replace(on.services, make_key=make)


def test_the_practice_certifies_a_new_key_where_the_recovery_key_is_at_hand(on):
    made, services = keys_made(on)
    add_user(services, on.vault, BO, UserRole.CLINICIAN, BOS, recovery_key=RECOVERY_KEY)
    add_user(services, on.vault, replace(BO, name="Cy Ode"), UserRole.CLINICIAN, BOS)
    assert made == [f"{on.vault.practice().name} under {RECOVERY_KEY}", None]
    assert len(on.vault.authorities) == 1


def test_whoever_forgot_gets_a_certified_key_where_the_recovery_key_is_at_hand(on):
    nurse = add_user(on.services, on.vault, BO, UserRole.CLINICIAN, BOS)
    assert uncertified(on.vault) == (nurse,)
    new = "five loud badgers carve windows"
    with pytest.raises(VaultError):
        re_enrol(on.services, on.vault, nurse.id, new, recovery_key="wrong")
    assert on.vault.staff.passphrases[nurse.id] == BOS
    re_enrol(on.services, on.vault, nurse.id, new, recovery_key=f" {RECOVERY_KEY} ".strip())
    assert uncertified(on.vault) == ()


def test_keys_that_nobody_certified_are_certified_later(on):
    made, services = keys_made(on)
    nurse = add_user(services, on.vault, BO, UserRole.CLINICIAN, BOS)
    helper = add_user(services, on.vault, replace(BO, name="Cy Ode"), UserRole.ASSISTANT, BOS)
    first, own = on.vault.staff.keys[nurse.id], on.vault.signing_key(PASSPHRASE)
    for typed, code in (("FAKE-OTHER", "recovery-key-wrong"), ("wrong", "recovery-key-mistyped")):
        with pytest.raises(VaultError, check=lambda error, code=code: error.code == code):
            certify_keys(services, on.vault, typed)
    assert on.vault.staff.keys[nurse.id] == first
    assert certify_keys(services, on.vault, RECOVERY_KEY) == (nurse,)
    assert made[-1] == f"{on.vault.practice().name} under {RECOVERY_KEY}"
    assert on.vault.staff.keys[nurse.id] != first
    assert on.vault.signing_key(PASSPHRASE) == own
    assert helper.id not in on.vault.staff.keys
    assert certify_keys(services, on.vault, RECOVERY_KEY) == ()
    # Another name brings another key, for which it holds again.
    correct_user(services, on.vault, replace(nurse, clinician=replace(nurse.clinician, name="Bo Lee")))
    assert [each.id for each in uncertified(on.vault)] == [nurse.id]


def test_with_a_wrong_recovery_key_nobody_is_let_in(on):
    before = on.vault.staff.everybody()
    with pytest.raises(VaultError):
        add_user(on.services, on.vault, BO, UserRole.CLINICIAN, BOS, recovery_key="wrong")
    assert on.vault.staff.everybody() == before


def test_another_recovery_key_brings_another_key_for_certifying_and_one_s_own_under_it(on):
    made, services = keys_made(on)
    another = renew_recovery_key(services, on.vault)
    assert made == [f"{on.vault.practice().name} under {another}"]
    assert len(on.vault.authorities) == 2


def keys_told_apart(on):
    """Give each key a certificate of its own."""

    def make(name, secret, at, authority):
        return fake_key(name, secret, at, authority)[0], f"print of {secret}"

    def certified(pkcs12, secret):
        return replace(fake_certified(pkcs12, secret), fingerprint=f"print of {secret}")

    return replace(on.services, make_key=make, certified=certified)


def test_a_key_is_withdrawn_with_the_recovery_key_and_whoever_used_it_gets_another(on):
    services = keys_told_apart(on)
    nurse = add_user(services, on.vault, BO, UserRole.CLINICIAN, BOS)
    old = on.vault.staff.keys[nurse.id]
    with pytest.raises(VaultError):
        withdraw_key(services, on.vault, old[2], "wrong")
    assert on.vault.issued[old[2]].withdrawn is None
    withdraw_key(services, on.vault, old[2], RECOVERY_KEY)
    assert on.vault.issued[old[2]].withdrawn is not None
    assert on.vault.its_list == old[0]
    new = on.vault.staff.keys[nurse.id]
    assert new[2] != old[2]
    assert b"certified by" in new[0]
    withdraw_key(services, on.vault, new[2], RECOVERY_KEY)
    assert on.vault.its_list == old[0] + b", " + new[0]
    latest = on.vault.staff.keys[nurse.id]
    on.vault.staff.remove(nurse.id)
    issued = set(on.vault.issued)
    withdraw_key(services, on.vault, latest[2], RECOVERY_KEY)
    assert set(on.vault.issued) == issued


def test_only_who_is_in_charge_withdraws_keys(on):
    on.vault.staff.users[on.vault.staff.mine] = replace(on.vault.staff.me, role=UserRole.CLINICIAN)
    with pytest.raises(RightError):
        withdraw_key(on.services, on.vault, "print", RECOVERY_KEY)


def test_a_key_that_nobody_saw_is_made_anew_by_whoever_may(on):
    on.vault.await_recovery_key()
    before = on.vault.staff.recovery_key
    another = key_to_be_kept(on.services, on.vault)
    assert another == on.vault.staff.recovery_key != before
    # As long as nobody says that it is on paper, it is so again.
    assert key_to_be_kept(on.services, on.vault) not in ("", another)
    on.vault.note_recovery_key_kept()
    assert key_to_be_kept(on.services, on.vault) == ""


def test_a_key_made_in_the_settings_is_awaited_too_and_whoever_typed_it_has_it(on):
    on.vault.note_recovery_key_kept()
    another = renew_recovery_key(on.services, on.vault)
    assert on.vault.recovery_key_awaited
    on.vault.close()
    vault = recover(on.services, another, "five loud badgers carve windows")
    assert not vault.recovery_key_awaited


def test_who_may_not_make_one_works_all_the_same_and_so_does_everybody_on_a_full_disk(on, monkeypatch):
    on.vault.await_recovery_key()
    before = on.vault.staff.recovery_key

    def full():
        raise VaultError("vault-full")

    with monkeypatch.context() as patched:
        patched.setattr(on.vault, "await_recovery_key", full)
        assert key_to_be_kept(on.services, on.vault) == ""
    me = on.vault.staff.me
    on.vault.staff.users[me.id] = replace(me, role=UserRole.CLINICIAN)
    assert key_to_be_kept(on.services, on.vault) == ""
    assert on.vault.staff.recovery_key == before


@pytest.mark.parametrize(
    ("key", "passphrase", "code"),
    [
        ("another key", "five loud badgers carve windows", "recovery-key-wrong"),
        (RECOVERY_KEY, "short", "passphrase-weak"),
    ],
)
def test_it_is_said_what_was_wrong_about_a_recovery(on, key, passphrase, code):
    on.vault.close()
    with pytest.raises(VaultError, check=lambda error: error.code == code):
        recover(on.services, key, passphrase)
