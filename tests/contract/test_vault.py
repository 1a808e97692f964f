"""What every vault promises, the real one and the fake."""

from dataclasses import replace
from datetime import date

import pytest

from consult_app.domain.consultation import Ending, Patient, Practice, Stage, Way
from consult_app.domain.document import DocumentKind, PaperSize, Role
from consult_app.domain.ink import Ink, Point, Stroke
from consult_app.domain.paper import Deed, Handing, Paper, Reason
from consult_app.domain.preferences import Preferences
from consult_app.domain.unfinished import (
    NewPatient,
    Place,
    SettingsBegun,
    SignatureBegun,
    Unfinished,
    WordsBegun,
)
from consult_app.errors import VaultError
from tests.helpers.consultations import (
    AFTERCARE,
    AT,
    CLINICIAN,
    INK,
    PASSPHRASE,
    PATIENT,
    PDF,
    PRACTICE,
    consented,
    document,
    draft,
    reviewed,
    sealed,
    signed_once,
)


def refused(code):
    return pytest.raises(VaultError, check=lambda error: error.code == code)


@pytest.fixture
def agreed(vault):
    """A consultation that everybody signed, kept."""
    state = consented(signed_once(reviewed()))
    vault.begin(state.draft, "bundle")
    vault.keep(state, "sign")
    return state


def test_who_and_where_is_known(vault):
    assert vault.clinician() == CLINICIAN
    assert vault.practice() == PRACTICE


def test_details_are_kept(vault, vaults):
    moved, named = Practice("Neu"), replace(CLINICIAN, name="Dr. Neu")
    vault.keep_practice(moved)
    vault.staff.correct(replace(vault.staff.me, clinician=named))
    assert (vault.practice(), vault.clinician()) == (moved, named)
    vault.close()
    again = vaults.unlock(PASSPHRASE)
    assert (again.practice(), again.clinician()) == (moved, named)
    again.close()


def test_preferences_are_usual_until_they_are_kept(vault, vaults):
    assert vault.preferences() == Preferences(None, b"", 10)
    chosen = Preferences(PaperSize.LETTER, b"\x89PNG\x00", 25)
    vault.keep_preferences(chosen)
    assert vault.preferences() == chosen
    vault.close()
    again = vaults.unlock(PASSPHRASE)
    assert again.preferences() == chosen
    again.close()


def test_what_was_not_finished_comes_back_once_and_exactly(vault, vaults):
    assert not vault.take_unfinished()
    stroke = Stroke((Point(0.1, 1 / 3, 0), Point(2.5, 7.25, 8, 0.4)))
    begun = Unfinished(
        NewPatient("p-1", "Ma", "Lindqvist", "12 Ma", "", "female", (("pack", "goal"),)),
        SettingsBegun(
            "practice",
            ("practice.name", "preferences.paper", "machine.text"),
            Practice("Neu"),
            CLINICIAN,
            Preferences(PaperSize.LETTER, b"\x89PNG\x00"),
            {"text": 1.0, "look": "dark", "copies": 2},
        ),
        SignatureBegun(Role.PATIENT, Way.DRAWN, Ink((stroke,), 178.0, 44.5), consultation="i-1"),
        words=(WordsBegun(Place.RETENTION, "p-1", {"why": "a cla"}),),
    )
    vault.keep_unfinished(Unfinished(NewPatient("p-2")))
    vault.keep_unfinished(begun)
    vault.close()
    again = vaults.unlock(PASSPHRASE)
    found = again.take_unfinished()
    assert found == begun
    assert type(found.settings.machine["text"]) is float
    assert not again.take_unfinished()
    again.close()


def test_the_newest_signing_key_is_named(vault):
    assert vault.newest_key() is None
    vault.keep_signing_key(b"one", "secret", "f-2")
    vault.keep_signing_key(b"two", "secret", "f-1")
    assert vault.newest_key().fingerprint == "f-1"
    assert vault.newest_key().since.tzinfo is not None


def played(vault, consultation_id, **changes):
    """Keep a whole consultation up to its seal."""
    fresh = replace(draft(consultation_id), **changes)
    state = consented(signed_once(fresh.review(document(consultation_id), ())))
    vault.begin(fresh, "bundle")
    vault.keep(state, "sign")
    vault.store(sealed(state), PDF, AFTERCARE)


MADE_UP = replace(PATIENT, id="p-2", given_name="Alex", family_name="Sample")


def test_samples_can_be_cleared_sealed_ones_too_and_nothing_else(vault):
    played(vault, "i-1")
    played(vault, "i-2", sample=True, patient=MADE_UP)
    vault.begin(replace(draft("i-3"), sample=True, patient=MADE_UP), "bundle")
    assert vault.is_sample("p-2")
    vault.clear_samples()
    assert [each.id for each in vault.consultations()] == ["i-1"]
    assert [each.id for each in vault.patients()] == ["p-1"]
    assert vault.patients("Sample") == ()
    assert vault.pdf("i-1") == PDF
    with refused("consultation-missing"):
        vault.pdf("i-2")
    assert not vault.is_sample("p-2")


def test_a_patient_of_whom_anything_real_is_recorded_stays(vault):
    vault.begin(draft("i-1"), "bundle")
    vault.begin(replace(draft("i-2"), sample=True), "bundle")
    assert not vault.is_sample(PATIENT.id)
    vault.clear_samples()
    assert [each.id for each in vault.consultations()] == ["i-1"]
    assert vault.patients() == (PATIENT,)


def test_clearing_where_there_is_no_sample_changes_nothing(vault):
    vault.begin(draft("i-1"), "bundle")
    vault.clear_samples()
    assert [each.id for each in vault.consultations()] == ["i-1"]


@pytest.mark.parametrize("real_first", [True, False])
def test_what_is_real_stays_real_and_a_sample_a_sample(vault, real_first):
    vault.begin(replace(draft("i-1"), sample=not real_first), "bundle")
    turned = replace(draft("i-1").seeing("s-2"), sample=real_first)
    with refused("changed-elsewhere"):
        vault.keep(turned, "turn")
    vault.clear_samples()
    assert len(vault.consultations()) == int(real_first)


@pytest.mark.parametrize(
    "typed",
    ["", "mü", "MUE", "mul", "Jürg", "juerg", "jur", "A-47", "müller-lo", "jürgen m", "mueller-lodz j"],
)
def test_a_patient_is_found_by_the_beginning_of_a_name(vault, typed):
    vault.keep_patient(PATIENT)
    assert vault.patients(typed) == (PATIENT,)


@pytest.mark.parametrize("typed", ["üller", "x", "711", "%", "_", '"', "a*x"])
def test_other_text_finds_nobody(vault, typed):
    vault.keep_patient(PATIENT)
    assert vault.patients(typed) == ()


def test_patients_come_by_name_and_are_corrected_in_place(vault):
    berg, arndt = (Patient(f"p-{name}", "Eva", name, date(1990, 1, 1)) for name in ("Berg", "Ärndt"))
    for each in (PATIENT, berg, arndt):
        vault.keep_patient(each)
    assert vault.patients() == (arndt, berg, PATIENT)
    married = replace(berg, family_name="Zander")
    vault.keep_patient(married)
    assert vault.patients() == (arndt, PATIENT, married)
    assert vault.patients("berg") == ()


def test_patients_of_a_file_come_all_or_none(vault):
    others = tuple(Patient(f"p-{name}", "Eva", name, date(1990, 1, 1)) for name in ("Berg", "Ärndt"))
    vault.bring(others, "ab" * 32)
    assert vault.patients("eva") == (others[1], others[0])
    third = replace(PATIENT, id="p-3")
    with pytest.raises(VaultError, check=lambda error: error.code == "changed-elsewhere"):
        vault.bring((third, others[0]), "ab" * 32)
    assert vault.patients() == (others[1], others[0])


def test_what_was_begun_is_kept_with_patient_and_pack(vault):
    vault.begin(draft(), "bundle")
    assert vault.open("i-1") == draft()
    assert vault.bundle(draft().pack_digest) == "bundle"
    assert vault.patients() == (PATIENT,)


def test_a_translation_is_kept_once_beside_the_pack_that_it_is_of(vault):
    vault.begin(draft(), "bundle")
    vault.keep_pack("t" * 64, "translated")
    vault.keep_pack("t" * 64, "again")
    assert vault.bundle("t" * 64) == "translated"
    said = draft().speaking("es", "t" * 64)
    vault.keep(said, "documents in es")
    assert vault.open("i-1") == said


def test_two_consultations_share_a_pack(vault):
    vault.begin(draft("i-1"), "bundle")
    vault.begin(draft("i-2"), "bundle")
    assert vault.open("i-2") == draft("i-2")


def test_beginning_again_changes_nothing(vault):
    vault.begin(draft(), "bundle")
    vault.begin(draft(), "bundle")
    with refused("changed-elsewhere"):
        vault.begin(draft(words="others"), "bundle")
    assert vault.open("i-1") == draft()


def test_every_stage_is_kept_exactly(vault):
    vault.begin(draft(), "bundle")
    before = reviewed()
    states = (
        draft().answering("q-new", 2.0),
        replace(before, draft=draft().answering("q-new", 2.0)),
    )
    for state in states:
        vault.keep(state, "act")
        assert vault.open("i-1") == state
    one = signed_once(states[1])
    for state in (one, consented(one)):
        vault.keep(state, "sign")
        assert vault.open("i-1") == state


def test_what_was_reviewed_can_be_reopened_and_reviewed_again(vault):
    vault.begin(draft(), "bundle")
    vault.keep(reviewed(), "review")
    reopened = reviewed().reopening()
    vault.keep(reopened, "reopen")
    vault.keep(reopened.review(document("i-1"), ()), "review")
    vault.keep(reopened.seeing("s-2"), "see")
    assert vault.open("i-1") == reopened.seeing("s-2")


def test_keeping_the_same_state_again_changes_nothing(vault):
    vault.begin(draft(), "bundle")
    later = draft().seeing("s-2")
    vault.keep(later, "see")
    listed = vault.consultations()
    vault.keep(later, "see")
    assert vault.consultations() == listed


def test_an_earlier_or_contradicting_state_is_refused(vault):
    vault.begin(draft(), "bundle")
    later = draft().seeing("s-2")
    vault.keep(later, "see")
    for stale in (draft(), draft().seeing("s-3")):
        with refused("changed-elsewhere"):
            vault.keep(stale, "see")
    assert vault.open("i-1") == later


def test_after_a_signature_only_the_next_one_is_kept(vault):
    vault.begin(draft(), "bundle")
    one = signed_once(reviewed())
    vault.keep(one, "sign")
    for other in (draft().seeing("s-2"), reviewed(), signed_once(reviewed(), "other words")):
        with refused("changed-elsewhere"):
            vault.keep(other, "act")
    assert vault.open("i-1") == one


def test_the_list_shows_where_each_stands_newest_first(vault):
    vault.begin(draft("i-1"), "bundle")
    vault.begin(replace(draft("i-2"), sample=True), "bundle")
    vault.keep(reviewed("i-1"), "review")
    first, second = vault.consultations()
    assert (first.id, first.stage, first.sample, first.refusal) == ("i-1", Stage.REVIEWED, False, False)
    assert (second.id, second.stage, second.sample) == ("i-2", Stage.DRAFT, True)
    assert (first.patient, first.birth_date) == (PATIENT.name, PATIENT.birth_date)
    assert (first.treatment, first.day) == ("mesotherapy", date(2026, 3, 1))
    assert (first.patient_id, first.pack) == (PATIENT.id, draft().pack_digest)
    assert first.updated > second.updated
    assert first.updated.utcoffset().total_seconds() == 0


def test_a_sealed_record_is_read_back_byte_for_byte(vault, agreed):
    vault.store(sealed(agreed), PDF, AFTERCARE)
    assert vault.open("i-1") == sealed(agreed)
    assert (vault.pdf("i-1"), vault.aftercare("i-1")) == (PDF, AFTERCARE)
    assert vault.consultations()[0].stage is Stage.SEALED


@pytest.mark.parametrize(
    ("kind", "not_today"), [(DocumentKind.REFUSAL, False), (DocumentKind.NOT_TODAY, True)]
)
def test_a_sealed_refusal_is_listed_as_one(vault, kind, not_today):
    state = consented(signed_once(reviewed(kind=kind)))
    vault.begin(state.draft, "bundle")
    vault.keep(state, "sign")
    assert not vault.consultations()[0].refusal
    vault.store(sealed(state), PDF, AFTERCARE)
    line = vault.consultations()[0]
    assert (line.refusal, line.not_today) == (True, not_today)


def test_a_sealed_record_never_changes(vault, agreed):
    vault.store(sealed(agreed), PDF, AFTERCARE)
    vault.store(sealed(agreed), PDF, AFTERCARE)
    with refused("already-sealed"):
        vault.store(sealed(agreed, b"other"), b"other", AFTERCARE)
    for state in (agreed, draft().seeing("s-2")):
        with refused("already-sealed"):
            vault.keep(state, "act")
    assert vault.open("i-1") == sealed(agreed)


def test_only_what_was_consented_is_sealed(vault):
    vault.begin(draft(), "bundle")
    with refused("changed-elsewhere"):
        vault.store(sealed(consented(signed_once(reviewed()))), PDF, AFTERCARE)
    assert vault.open("i-1") == draft()


def test_only_its_own_pdf_is_stored(vault, agreed):
    with refused("stored-differs"):
        vault.store(sealed(agreed), PDF + b" ", AFTERCARE)
    assert vault.open("i-1") == agreed


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda vault: vault.open("none"), "consultation-missing"),
        (lambda vault: vault.keep(draft("none"), "act"), "consultation-missing"),
        (lambda vault: vault.pdf("none"), "consultation-missing"),
        (lambda vault: vault.aftercare("none"), "consultation-missing"),
        (lambda vault: vault.bundle("none"), "pack-missing"),
        (lambda vault: vault.signing_key(PASSPHRASE), "key-missing"),
    ],
)
def test_what_is_not_there_is_named(vault, call, code):
    with refused(code):
        call(vault)


def test_the_signing_key_is_kept_and_its_signer_known_without_unlocking(vault, vaults):
    assert vaults.known_signers() == frozenset()
    vault.keep_signing_key(b"first", "secret one", "f1")
    vault.keep_signing_key(b"second", "secret two", "f2")
    vault.keep_signing_key(b"second", "secret two", "f2")
    assert vault.signing_key(PASSPHRASE) == (b"second", "secret two")
    vault.close()
    assert vaults.known_signers() == {"f1", "f2"}


def test_a_place_is_empty_until_a_vault_is_set_up(vaults):
    assert not vaults.exists()
    assert vaults.known_signers() == frozenset()
    with refused("vault-missing"):
        vaults.unlock(PASSPHRASE)
    with refused("passphrase-weak"):
        vaults.create(PRACTICE, CLINICIAN, "password")
    assert not vaults.exists()


def test_a_vault_is_set_up_once(vaults, vault):
    assert vaults.exists()
    with refused("in-use"):
        vaults.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.close()
    with refused("vault-exists"):
        vaults.create(PRACTICE, CLINICIAN, PASSPHRASE)


def test_only_one_has_it_open(vaults, vault):
    with refused("in-use"):
        vaults.unlock(PASSPHRASE)
    vault.close()
    vaults.unlock(PASSPHRASE).close()


def test_only_the_passphrase_unlocks(vaults, vault):
    vault.begin(draft(), "bundle")
    vault.close()
    with refused("passphrase-wrong"):
        vaults.unlock(PASSPHRASE + " ")
    again = vaults.unlock(PASSPHRASE)
    assert again.open("i-1") == draft()
    again.close()


def test_the_recovery_key_gives_a_new_passphrase(vaults):
    vault, recovery_key = vaults.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.begin(draft(), "bundle")
    vault.close()
    with refused("passphrase-weak"):
        vaults.recover(recovery_key, "password")
    new = "quiet harbour ninety maps"
    again = vaults.recover(recovery_key, new)
    assert again.open("i-1") == draft()
    again.close()
    with refused("passphrase-wrong"):
        vaults.unlock(PASSPHRASE)
    vaults.unlock(new).close()


def test_the_passphrase_is_recognised_while_the_vault_is_open(vault, vaults):
    assert vaults.recognises(PASSPHRASE)
    assert not vaults.recognises("seven quiet otters paint lanterns")
    vault.begin(draft(), "bundle")
    assert vault.open("i-1") == draft()


def test_after_another_passphrase_only_that_one_is_recognised(vaults):
    vault, recovery_key = vaults.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.close()
    vaults.recover(recovery_key, "five loud badgers carve windows").close()
    assert vaults.recognises("five loud badgers carve windows")
    assert not vaults.recognises(PASSPHRASE)


def test_without_a_key_file_nobody_is_recognised(vaults):
    with refused("keys-damaged"):
        vaults.recognises(PASSPHRASE)


@pytest.fixture
def stored(vault, agreed):
    """A vault with one sealed record."""
    vault.store(sealed(agreed), PDF, AFTERCARE)
    return vault


def test_what_is_to_be_printed_is_kept_until_it_is_printed(stored, vaults):
    stored.hand("i-1", Handing(Deed.WANTED, Paper.CONSENT))
    stored.hand("i-1", Handing(Deed.WANTED, Paper.AFTERCARE))
    stored.close()
    again = vaults.unlock(PASSPHRASE)
    assert again.to_print() == (("i-1", Paper.CONSENT), ("i-1", Paper.AFTERCARE))
    again.hand("i-1", Handing(Deed.PRINTED, Paper.CONSENT, 2))
    assert again.to_print() == (("i-1", Paper.AFTERCARE),)
    again.hand("i-1", Handing(Deed.DROPPED, Paper.AFTERCARE))
    assert again.to_print() == ()
    again.close()


def test_who_printed_a_paper_again_when_and_why_is_logged(stored):
    first, again = (
        Handing(Deed.PRINTED, Paper.CONSENT, 1),
        Handing(Deed.PRINTED, Paper.CONSENT, 3, Reason.FILE),
    )
    for each in (first, again):
        stored.hand("i-1", each)
    handed = stored.handed("i-1")
    assert [each.handing for each in handed] == [first, again]
    assert {each.who for each in handed} == {CLINICIAN.id}
    assert handed[0].at < handed[1].at


def test_the_log_of_a_consultation_tells_all_that_was_done(stored):
    stored.hand("i-1", Handing(Deed.SAVED, Paper.CONSENT))
    acts = stored.acts("i-1")
    assert acts[0].action == "begin"
    assert [each.action for each in acts][-2:] == ["seal", "paper saved consent 0"]
    assert {each.who for each in acts} == {CLINICIAN.id}
    assert stored.acts("none") == ()


def test_only_papers_of_a_sealed_record_can_be_handed_out(vault, agreed):
    with refused("consultation-missing"):
        vault.hand("i-1", Handing(Deed.SAVED, Paper.CONSENT))
    assert vault.handed("i-1") == ()
    assert vault.to_print() == ()


def test_what_was_to_be_printed_of_a_sample_goes_with_it(vault):
    state = consented(signed_once(reviewed()))
    state = replace(state, draft=replace(state.draft, sample=True))
    vault.begin(state.draft, "bundle")
    vault.keep(state, "sign")
    vault.store(sealed(state), PDF, AFTERCARE)
    vault.hand("i-1", Handing(Deed.WANTED, Paper.CONSENT))
    vault.clear_samples()
    assert vault.to_print() == ()


def test_what_the_next_signer_draws_is_kept_and_never_takes_a_signature_back(vault):
    state = reviewed()
    vault.begin(state.draft, "bundle")
    vault.keep(state, "review")
    for each in (state.reading_back(AT), state.drawing(INK), state.drawing(None)):
        vault.keep(each, "drawn")
        assert vault.open("i-1") == each
    one = signed_once(state)
    vault.keep(one, "sign")
    vault.keep(one.drawing(INK), "drawn")
    assert vault.open("i-1") == one.drawing(INK)
    with refused("changed-elsewhere"):
        vault.keep(state.drawing(INK), "drawn")
    both = consented(one.drawing(INK))
    vault.keep(both, "sign")
    assert vault.open("i-1") == both


@pytest.mark.parametrize("signed", [0, 1, 2])
def test_what_was_ended_is_kept_as_it_stood_and_never_changes(vault, signed):
    states = [reviewed(), signed_once(reviewed()), consented(signed_once(reviewed()))]
    vault.begin(draft(), "bundle")
    for state in states[: signed + 1]:
        vault.keep(state, "on")
    ending = Ending("Wrong patient", "Dr Bo", AT)
    with refused("changed-elsewhere"):
        vault.keep(draft(words="others").voiding(ending), "void")
    ended = states[signed].voiding(ending)
    vault.keep(ended, "void")
    vault.keep(ended, "void")
    assert vault.open("i-1") == ended
    assert vault.consultations()[0].stage is Stage.VOIDED
    for later in (states[2], draft().seeing("s-2"), states[signed].voiding(Ending("Other", "Dr Bo", AT))):
        with refused("already-voided"):
            vault.keep(later, "later")
    assert vault.open("i-1") == ended


def test_an_ended_draft_is_kept_without_a_document(vault):
    vault.begin(draft(), "bundle")
    ended = draft().voiding(Ending("Entered twice", "Dr Bo", AT))
    vault.keep(ended, "void")
    assert vault.open("i-1") == ended


def test_a_new_vault_awaits_that_its_recovery_key_is_put_on_paper(vaults):
    vault, _ = vaults.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.close()
    vault = vaults.unlock(PASSPHRASE)
    assert vault.recovery_key_awaited
    vault.note_recovery_key_kept()
    vault.note_recovery_key_kept()
    vault.close()
    vault = vaults.unlock(PASSPHRASE)
    assert not vault.recovery_key_awaited
    vault.await_recovery_key()
    assert vault.recovery_key_awaited
    vault.close()
