# ruff: noqa: S608  the statements are the test
"""Accounts of what happened, and lots across patients: kept for ever, found whatever happened since."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from consult_app.domain.account import Account
from consult_app.domain.complication import Complication, Ending, Grade
from consult_app.domain.consultation import Portion
from consult_app.domain.document import DocumentKind
from consult_app.domain.given import Dose, Given
from consult_app.domain.lot import LotState
from consult_app.errors import VaultError
from consult_app.store.accounts import _USES
from consult_app.store.migrations import STEPS, m006_accounts
from consult_app.store.schema import LOT
from tests.helpers.consultations import (
    AFTERCARE,
    AT,
    CLINICIAN,
    PASSPHRASE,
    PATIENT,
    PDF,
    PRACTICE,
    consented,
    document,
    draft,
    sealed,
    signed_once,
)
from tests.helpers.schemas import age

GIVEN = Given(
    (Dose("m-1", "Restylane", "2 ml", "AB-12 3", "2027-01", "left"), Dose("", "Own", "1 ml", "", "", "")),
    ("a-thigh",),
    "Dr. Ada Beispiel",
    AT,
    "No pain.",
)
RASH = Complication("Rash", date(2026, 3, 2), "09:10", "k-1", Grade.SEVERE, "Seen", Ending.OVER, "-", "no")


def keep_sealed(vault, consultation="i-1", patient=PATIENT, kind=DocumentKind.CONSENT, **changes):
    begun = replace(draft(consultation, patient=patient), **changes)
    reviewed = begun.review(document(consultation, "words", kind), ())
    state = consented(signed_once(reviewed))
    vault.begin(begun, "bundle")
    vault.keep(state, "sign")
    vault.store(sealed(state), PDF, AFTERCARE)
    return state


def account(key, told=GIVEN, replaces="", consultation="i-1", why=""):
    return Account(key, consultation, AT, CLINICIAN.id, told, replaces, why)


def plain(accounts):
    return [(each.id, each.by, each.told, each.replaces, each.why) for each in accounts]


@pytest.fixture
def filled(vault):
    keep_sealed(vault)
    return vault


def test_what_was_told_is_read_as_it_was_told_and_once(filled):
    filled.tell(account("n-1"))
    filled.tell(account("n-1"))
    filled.tell(account("n-2", RASH))
    assert plain(filled.accounts(PATIENT.id)) == [
        ("n-1", "c-1", GIVEN, "", ""),
        ("n-2", "c-1", RASH, "", ""),
    ]
    assert filled.accounts("p-9") == ()
    assert [each.action for each in filled.acts("i-1")] == ["begin", "sign", "seal", "given", "complication"]


def test_a_correction_replaces_what_stands_and_leaves_it_to_be_read(filled):
    filled.tell(account("n-1"))
    corrected = replace(GIVEN, notes="Some pain.")
    filled.tell(account("n-2", corrected, "n-1", why="Asked again"))
    assert plain(filled.accounts(PATIENT.id)) == [
        ("n-1", "c-1", GIVEN, "", ""),
        ("n-2", "c-1", corrected, "n-1", "Asked again"),
    ]
    assert filled.acts("i-1")[-1].action == "given corrected"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (account("n-2"), "changed-elsewhere"),
        (account("n-3", replaces="n-9"), "changed-elsewhere"),
        (account("n-3", RASH, "n-1"), "changed-elsewhere"),
        (account("n-3", consultation="i-9"), "consultation-missing"),
        (account("n-3", consultation="i-2"), "consultation-missing"),
        (account("n-3", consultation="i-3"), "consultation-missing"),
    ],
)
def test_only_what_stands_of_a_sealed_consent_can_be_told(filled, told, code):
    filled.tell(account("n-1"))
    filled.begin(draft("i-2"), "bundle")
    keep_sealed(filled, "i-3", kind=DocumentKind.REFUSAL)
    with pytest.raises(VaultError) as error:
        filled.tell(told)
    assert error.value.code == code
    assert len(filled.accounts(PATIENT.id)) == 1


def test_a_correction_of_what_was_corrected_meanwhile_is_refused(filled):
    filled.tell(account("n-1"))
    filled.tell(account("n-2", replaces="n-1"))
    with pytest.raises(VaultError) as error:
        filled.tell(account("n-3", replaces="n-1"))
    assert error.value.code == "changed-elsewhere"


def test_a_lot_is_found_by_its_beginning_in_any_spelling_and_that_is_logged(filled):
    filled.tell(account("n-1"))
    for typed in ("ab12", "AB 123", "a-b", "ABl2", "ab-i23"):
        [use] = filled.look_up_lot(typed)
        assert (use.state, use.lot, use.product, use.amount) == (
            LotState.GIVEN,
            "AB-12 3",
            "Restylane",
            "2 ml",
        )
        assert (use.patient, use.patient_id, use.areas) == (PATIENT.name, PATIENT.id, ("a-thigh",))
        assert (use.day, use.consultation, use.pack) == (AT.date(), "i-1", "d" * 64)
    for typed in ("b12", "ab1234", "%", "", " "):
        assert filled.look_up_lot(typed) == ()
    filled.look_up_lot("ab12", saved=True)
    newest, *_ = filled.look_ups()
    assert (newest.lot, newest.found, newest.saved, newest.who) == ("ab12", 1, True, "c-1")
    assert len(filled.look_ups()) == 8


def test_a_planned_lot_is_found_until_somebody_wrote_down_what_was_given(filled):
    [use] = filled.look_up_lot("words")
    assert (use.state, use.ingredient, use.product) == (LotState.PLANNED, "m-1", "")
    filled.tell(account("n-1"))
    assert filled.look_up_lot("words") == ()


def test_a_lot_that_was_corrected_away_is_found_as_such(filled):
    filled.tell(account("n-1"))
    filled.tell(account("n-2", replace(GIVEN, doses=(Dose("m-1", "", "1 ml", "ZZ9"),)), "n-1"))
    assert [each.state for each in filled.look_up_lot("ab12")] == [LotState.CORRECTED]
    assert [each.state for each in filled.look_up_lot("zz")] == [LotState.GIVEN]


def test_the_newest_stands_first_and_a_refusal_planned_nothing(filled):
    later = replace(PATIENT, id="p-2", given_name="Zoe", family_name="Ames")
    keep_sealed(filled, "i-2", later, day=date(2026, 4, 1))
    keep_sealed(filled, "i-3", kind=DocumentKind.REFUSAL)
    filled.tell(account("n-1", replace(GIVEN, at=AT + timedelta(days=60))))
    filled.tell(account("n-2", replace(GIVEN, at=AT), consultation="i-2"))
    assert [each.patient for each in filled.look_up_lot("ab")] == [PATIENT.name, "Zoe Ames"]


def test_samples_go_with_all_that_was_told_of_them(filled):
    other = replace(PATIENT, id="p-2")
    keep_sealed(filled, "i-2", other, sample=True)
    filled.tell(account("n-1"))
    filled.tell(account("n-2", consultation="i-2"))
    filled.tell(account("n-3", replaces="n-2", consultation="i-2", why="again"))
    filled.clear_samples()
    assert [each.id for each in filled.accounts(PATIENT.id)] == ["n-1"]
    assert filled.accounts("p-2") == ()
    assert [each.consultation for each in filled.look_up_lot("ab12")] == ["i-1"]


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize(
    "statement",
    [
        *(f"DELETE FROM {table}" for table in ("account", "lot")),
        *(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}" for table in ("account", "lot")),
        "UPDATE account SET body = '{}'",
        "UPDATE lot SET lot = 'other'",
        # Neither a second one beside it, nor one that corrects what is corrected, nor of another kind.
        *(
            f"{insert} INTO account SELECT 'n-9', {where}, at, actor, body FROM account WHERE id = 'n-1'"
            for insert in ("INSERT", "INSERT OR REPLACE")
            for where in (
                "consultation, kind, NULL",
                "consultation, kind, 'n-1'",
                "consultation, 'complication', 'n-2'",
                "'i-2', 'complication', NULL",
            )
        ),
    ],
)
def test_no_statement_changes_what_was_told(real, statement, recursive):
    keep_sealed(real)
    real.begin(draft("i-2"), "bundle")
    real.tell(account("n-1"))
    real.tell(account("n-2", replaces="n-1", why="again"))
    real.look_up_lot("ab")

    def content():
        with real._database.reading() as connection:
            return [connection.execute(f"SELECT * FROM {each}").fetchall() for each in ("account", "lot")]

    before = content()
    real._database._connected().execute(f"PRAGMA recursive_triggers = {recursive}")
    with pytest.raises(VaultError), real._database.writing() as connection:
        connection.execute(statement)
    assert content() == before


def test_the_lots_of_consents_from_before_there_was_this_table_are_found(place):
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    plan = (Portion("m-1", "2 ml", "QX 77-1", "", "left"), Portion("m-2", "1 ml"))
    keep_sealed(vault, mixture=plan)
    keep_sealed(vault, "i-2", kind=DocumentKind.REFUSAL, mixture=plan)
    vault.close()
    age(place, STEPS.index(m006_accounts.STATEMENTS))
    again = place.unlock(PASSPHRASE)
    [use] = again.look_up_lot("qx771")
    assert (use.state, use.lot, use.amount, use.areas) == (
        LotState.PLANNED, "QX 77-1", "2 ml", ("a-thigh",),
    )  # fmt: skip
    again.close()


def test_a_look_up_goes_by_the_index_however_many_lots_there_are(real):
    keep_sealed(real)
    with real._database.writing() as connection:
        row = {"consultation": "i-1", "place": 0, "product": "", "ingredient": "m-1", "amount": "1"}
        more = {"site": "", "areas": json.dumps(["a"]), "day": "2026-03-01"}
        LOT.add_all(
            connection,
            [{**row, **more, "key": f"x{at:06}", "lot": f"X{at:06}", "account": "n"} for at in range(2000)],
        )
        plan = [
            row.detail for row in connection.execute(f"EXPLAIN QUERY PLAN {_USES}", ("[]", "x0000", "x0001"))
        ]
    assert any(each.startswith("SEARCH lot USING PRIMARY KEY (key>? AND key<?)") for each in plan), plan
    # Nothing else is looked through but how the lot can be spelt.
    assert [each for each in plan if each.startswith("SCAN")] == ["SCAN spelt VIRTUAL TABLE INDEX 1:"]
    assert len(real.look_up_lot("X00000")) == 10
