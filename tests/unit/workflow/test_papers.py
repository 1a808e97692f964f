import pytest

from consult_app.domain.document import texts
from consult_app.domain.paper import Deed, Handing, Paper, Reason
from consult_app.domain.preferences import Preferences
from consult_app.workflow.papers import (
    enclose,
    for_printer,
    for_programs,
    give,
    note_printed,
    read_handed,
    summary,
    take,
    want,
    whole_record,
)
from consult_app.workflow.sealing import seal
from tests.helpers.sealing import PASSPHRASE, bench, consented


@pytest.fixture
def on():
    made = bench()
    seal(made.services, made.vault, made.conversation.treatment, consented(made), PASSPHRASE)
    return made


@pytest.fixture
def record(on):
    return on.conversation.draft.id


def taken_of(on, record, paper):
    return take(on.services, on.vault, on.conversation.treatment, record, paper)


def printed(on, record, paper):
    taken = taken_of(on, record, paper)
    return for_printer(on.services, on.vault, on.conversation.treatment, record, taken)


@pytest.mark.parametrize("paper", [Paper.CONSENT, Paper.AFTERCARE])
def test_what_goes_to_the_printer_first_is_what_is_stored(on, record, paper):
    stored = on.vault.pdf(record) if paper is Paper.CONSENT else on.vault.aftercare(record)
    assert printed(on, record, paper) == stored


def test_from_then_on_it_waits_until_it_is_printed(on, record):
    printed(on, record, Paper.CONSENT)
    printed(on, record, Paper.CONSENT)
    assert on.vault.to_print() == ((record, Paper.CONSENT),)
    note_printed(on.vault, record, Paper.CONSENT, 1, None)
    assert on.vault.to_print() == ()
    assert [each.handing.deed for each in on.vault.handed(record)] == [Deed.WANTED, Deed.PRINTED]


def test_a_signed_document_that_was_printed_comes_again_as_a_copy(on, record):
    note_printed(on.vault, record, Paper.CONSENT, 2, None)
    again = printed(on, record, Paper.CONSENT)
    assert b"Copy, printed on" in again
    assert again != on.vault.pdf(record)
    note_printed(on.vault, record, Paper.CONSENT, 1, Reason.SPOILED)
    assert taken_of(on, record, Paper.CONSENT).printed == 3
    assert on.vault.handed(record)[-1].handing == Handing(Deed.PRINTED, Paper.CONSENT, 1, Reason.SPOILED)


def test_an_aftercare_sheet_has_no_original_to_be_a_copy_of(on, record):
    note_printed(on.vault, record, Paper.AFTERCARE, 1, None)
    assert not taken_of(on, record, Paper.AFTERCARE).is_again
    assert printed(on, record, Paper.AFTERCARE) == on.vault.aftercare(record)


def test_wanting_twice_is_wanting_once(on, record):
    for _ in range(2):
        want(on.vault, record, Paper.AFTERCARE)
    assert len(on.vault.handed(record)) == 1


def test_who_gave_a_sheet_to_the_patient_is_named_also_when_they_left(on, record):
    me = on.vault.staff.me
    give(on.vault, record, Paper.AFTERCARE)
    [handed] = read_handed(on.vault, record)
    assert handed.handing == Handing(Deed.GIVEN, Paper.AFTERCARE)
    assert handed.who == me.clinician.name
    on.vault.staff.name_of = lambda _: ""
    assert read_handed(on.vault, record)[0].who == me.id


@pytest.mark.parametrize(("days", "said"), [(0, ""), (7, "The treatment can be on 30 Nov 2026 or later.")])
def test_a_summary_is_made_from_the_record_and_says_from_when_may_be_treated(on, record, days, said):
    on.vault.keep_preferences(Preferences(days_between=days))
    assert taken_of(on, record, Paper.SUMMARY).pdf.startswith(b"summary of c-1")
    document = summary(on.vault, on.conversation.treatment, record)
    assert document.composed_at == on.vault.open(record).document.composed_at
    words = [text for block in document.blocks for text in texts(block)]
    assert any(said in each for each in words)
    assert any("or later" in each for each in words) is bool(said)


def test_the_whole_record_is_made_with_the_log_up_to_now_and_names_who_acted(on, record):
    assert taken_of(on, record, Paper.RECORD).pdf.startswith(b"record of c-1")
    at = on.services.now()
    document = whole_record(on.vault, on.conversation.treatment, record, at)
    assert document.composed_at == at
    words = [text for block in document.blocks for text in texts(block)]
    assert "reviewed" in words
    assert on.vault.staff.me.clinician.name in words
    on.vault.staff.name_of = lambda _: ""
    nobody = whole_record(on.vault, on.conversation.treatment, record, at)
    assert on.vault.staff.mine in [text for block in nobody.blocks for text in texts(block)]


def test_a_locked_file_says_in_the_patient_s_words_how_to_open_it(on, record):
    locked = enclose(on.services, on.vault, on.conversation.treatment, record, "pass")
    assert locked.startswith(b"A signed document is inside locked with pass: ")
    assert locked.endswith(on.vault.pdf(record))


def test_other_programs_are_told_of_the_newest_file_with_the_pack_it_was_made_with(on, record):
    treatment = on.conversation.treatment
    told = for_programs(on.services, on.vault, treatment, record)
    assert told == on.services.for_programs(on.vault.pdf(record), treatment)
