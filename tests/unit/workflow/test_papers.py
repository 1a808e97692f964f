import pytest

from consult_app.domain.paper import Deed, Handing, Paper, Reason
from consult_app.workflow.papers import enclose, for_printer, give, note_printed, read_handed, take, want
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


def printed(on, record, paper):
    taken = take(on.vault, record, paper)
    return for_printer(on.services, on.vault, on.conversation.treatment, record, taken)


@pytest.mark.parametrize("paper", list(Paper))
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
    assert take(on.vault, record, Paper.CONSENT).printed == 3
    assert on.vault.handed(record)[-1].handing == Handing(Deed.PRINTED, Paper.CONSENT, 1, Reason.SPOILED)


def test_an_aftercare_sheet_has_no_original_to_be_a_copy_of(on, record):
    note_printed(on.vault, record, Paper.AFTERCARE, 1, None)
    assert not take(on.vault, record, Paper.AFTERCARE).is_again
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
    on.vault.staff.users.clear()
    on.vault.staff.left = {}
    assert read_handed(on.vault, record)[0].who == me.id


def test_a_locked_file_says_in_the_patient_s_words_how_to_open_it(on, record):
    locked = enclose(on.services, on.vault, on.conversation.treatment, record, "pass")
    assert locked.startswith(b"A signed document is inside locked with pass: ")
    assert locked.endswith(on.vault.pdf(record))
