"""What was given and what went wrong, written down by those who may; lots across patients."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from consult_app.domain.complication import Complication, Grade
from consult_app.domain.consultation import Clinician, Portion, Stage
from consult_app.domain.document import DocumentKind
from consult_app.domain.given import Departs, Dose, Doubt, doubts_of_session, planned
from consult_app.domain.lot import LotState
from consult_app.domain.reporting import Hint
from consult_app.domain.sequel import SequelKind
from consult_app.domain.users import User, UserRole
from consult_app.errors import ContentError, NotReadyError, RightError, VaultError
from consult_app.workflow.accounts import agreed, give, note_complication, sealed_consent
from consult_app.workflow.cooling_off import first_day
from consult_app.workflow.lots import lots_csv, read_lots
from consult_app.workflow.screens.complication import read_complication
from consult_app.workflow.screens.course import read_course
from consult_app.workflow.screens.given import read_given
from consult_app.workflow.screens.story import earlier_complications
from consult_app.workflow.sealing import seal
from tests.helpers.fakes import NOON
from tests.helpers.sample import draft, sample
from tests.helpers.sealing import PASSPHRASE, bench, consented

TODAY = NOON.date()
RASH = Complication("Rash", TODAY, action="Antihistamine")


@pytest.fixture
def on():
    """A bench with one sealed session of today."""
    made = bench(draft(day=TODAY))
    seal(made.services, made.vault, sample(), consented(made), PASSPHRASE)
    return made


def plan(on):
    return read_given(on.services, on.vault, "c-1").given


def as_assistant(vault):
    clinician = Clinician("a-1", "Kim Aid", "Assistant")
    vault.staff.users["a-1"] = User(clinician, UserRole.ASSISTANT)
    vault.staff.mine = "a-1"


def missing(error):
    return error.value.missing


def test_the_page_begins_with_the_plan_and_goes_on_with_what_is_kept(on):
    screen = read_given(on.services, on.vault, "c-1")
    assert screen.given == planned(draft(), "Dr Bo", screen.now)
    assert (screen.before, screen.people, screen.treatment) == (None, ("Dr Bo",), "Sample treatment")
    assert next(each.id for each in screen.ingredients) == "ing-hyaluronan"
    assert "cheeks" in [each.id for each in screen.areas]
    kept = replace(screen.given, notes="No pain.")
    account = give(on.services, on.vault, "c-1", kept)
    again = read_given(on.services, on.vault, "c-1")
    assert (again.given, again.before) == (kept, account)


def test_a_correction_says_why_and_replaces_what_stood(on):
    first = give(on.services, on.vault, "c-1", plan(on))
    other = replace(plan(on), notes="Some pain.")
    with pytest.raises(NotReadyError) as error:
        give(on.services, on.vault, "c-1", other, " ")
    assert missing(error) == ("why",)
    second = give(on.services, on.vault, "c-1", other, " Asked again ")
    assert (second.replaces, second.why) == (first.id, "Asked again")
    [story] = read_course(on.services, on.vault, "p-1").stories
    assert story.given is not None
    assert (story.given.given, [each.id for each in story.given.earlier]) == (other, [first.id])
    assert (story.given.account.by, story.names["ing-hyaluronan"]) == ("Dr Bo", "Hyaluronan")


def test_what_stands_against_it_needs_a_reason_and_departures_are_told(on):
    expired = replace(plan(on), doses=(Dose("ing-hyaluronan", "", "2 ml", "L1", "2020-01", "cheeks"),))
    with pytest.raises(NotReadyError) as error:
        give(on.services, on.vault, "c-1", expired)
    assert missing(error) == ("reason",)
    assert on.vault.accounts("p-1") == ()
    reasoned = replace(expired, doses=(replace(expired.doses[0], reason="Checked with the maker"),))
    give(on.services, on.vault, "c-1", reasoned)
    [story] = read_course(on.services, on.vault, "p-1").stories
    assert story.given is not None
    assert [each.how for each in story.given.departures] == [Departs.AMOUNT, Departs.EXPIRY]


def test_an_assistant_writes_no_treatment_down_and_grades_nothing(on):
    by_clinician = note_complication(on.services, on.vault, "c-1", replace(RASH, grade=Grade.MILD))
    as_assistant(on.vault)
    assert not read_course(on.services, on.vault, "p-1").may_treat
    screen = read_given(on.services, on.vault, "c-1")
    assert (screen.given.by, screen.may_treat) == ("Dr Bo", False)
    assert not read_complication(on.services, on.vault, "c-1").may_grade
    with pytest.raises(RightError):
        give(on.services, on.vault, "c-1", plan(on))
    with pytest.raises(RightError):
        note_complication(on.services, on.vault, "c-1", replace(RASH, grade=Grade.MILD))
    with pytest.raises(RightError):
        note_complication(on.services, on.vault, "c-1", RASH, replaces=by_clinician.id, why="x")
    note_complication(on.services, on.vault, "c-1", RASH)
    kept = replace(RASH, grade=Grade.MILD, follow_up="Rang again")
    note_complication(on.services, on.vault, "c-1", kept, replaces=by_clinician.id, why="Rang")
    with pytest.raises(RightError):
        lots_csv(on.services, on.vault, "L1")


def test_a_complication_is_told_with_where_it_is_reported_and_known_next_time(on):
    screen = read_complication(on.services, on.vault, "c-1")
    assert not screen.given
    assert (screen.treated, screen.complication.began, screen.before) == (TODAY, TODAY, None)
    assert [each.id for each in screen.choices] == [each.id for each in screen.risks]
    grave = replace(RASH, grade=Grade.SEVERE)
    account = note_complication(on.services, on.vault, "c-1", grave)
    assert read_complication(on.services, on.vault, "c-1", account.id).complication == grave
    [story] = read_course(on.services, on.vault, "p-1").stories
    [told] = story.complications
    assert isinstance(told.hint, Hint)
    assert (told.complication, told.hint.scheme, told.earlier) == (grave, "FDA MedWatch", ())
    [earlier] = earlier_complications(on.services, on.vault, "p-1")
    assert (earlier.complication, earlier.treatment) == (grave, "Sample treatment")
    assert earlier_complications(on.services, on.vault, "p-2") == ()


@pytest.mark.parametrize(
    ("changes", "what"),
    [({"what": ""}, "what"), ({"action": ""}, "action"), ({"began": date(2020, 1, 1)}, "began")],
)
def test_half_a_complication_is_not_kept(on, changes, what):
    with pytest.raises(NotReadyError) as error:
        note_complication(on.services, on.vault, "c-1", replace(RASH, **changes))
    assert missing(error) == (what,)


def test_it_may_begin_on_the_day_that_was_written_down_and_no_sooner(on):
    give(on.services, on.vault, "c-1", replace(plan(on), at=NOON - timedelta(days=1), reason="Sealed late"))
    screen = read_complication(on.services, on.vault, "c-1")
    assert (screen.treated, screen.given) == (TODAY - timedelta(days=1), True)
    note_complication(on.services, on.vault, "c-1", replace(RASH, began=TODAY - timedelta(days=1)))


def test_what_stands_no_more_is_not_gone_on_with(on):
    first = note_complication(on.services, on.vault, "c-1", RASH)
    note_complication(on.services, on.vault, "c-1", RASH, replaces=first.id, why="Again")
    for act in (
        lambda: note_complication(on.services, on.vault, "c-1", RASH, replaces=first.id, why="Again"),
        lambda: read_complication(on.services, on.vault, "c-1", first.id),
    ):
        with pytest.raises(VaultError) as error:
            act()
        assert error.value.code == "changed-elsewhere"


def test_only_of_a_sealed_consent_anything_is_told():
    on = bench()
    with pytest.raises(NotReadyError):
        sealed_consent(on.vault, "c-1")


def test_a_consent_that_was_taken_back_is_known(on, monkeypatch):
    [line] = on.vault.consultations()
    withdrawal = replace(line, sequel=SequelKind.WITHDRAWAL, stage=Stage.SEALED, updated=NOON)
    amended = replace(withdrawal, sequel=SequelKind.AMENDMENT)
    open_yet = replace(withdrawal, stage=Stage.DRAFT)
    sealed = sealed_consent(on.vault, "c-1")
    monkeypatch.setattr(on.vault, "sequels", lambda _: (amended, open_yet))
    assert agreed(on.vault, sealed).withdrawn_at is None
    monkeypatch.setattr(on.vault, "sequels", lambda _: (amended, withdrawal))
    assert agreed(on.vault, sealed).withdrawn_at == NOON
    given = planned(sealed.draft, "Dr Bo", NOON)
    assert doubts_of_session(given, agreed(on.vault, sealed)) == (Doubt.WITHDRAWN,)


def test_the_days_to_wait_end_where_the_consent_was_confirmed(on, monkeypatch):
    [line] = on.vault.consultations()
    sealed = sealed_consent(on.vault, "c-1")
    assert agreed(on.vault, sealed).from_day is None
    on.vault.keep_preferences(replace(on.vault.preferences(), days_between=7))
    over = first_day(sealed.at, 7)
    assert agreed(on.vault, sealed).from_day == over
    given = planned(sealed.draft, "Dr Bo", NOON)
    with pytest.raises(NotReadyError) as error:
        give(on.services, on.vault, "c-1", given)
    assert missing(error) == ("reason",)
    confirmed = replace(line, sequel=SequelKind.CONFIRMATION, stage=Stage.SEALED, day=TODAY)
    for sequels, day in (
        ((replace(confirmed, stage=Stage.DRAFT),), over),
        ((replace(confirmed, day=over + timedelta(days=1)),), over),
        ((replace(confirmed, sequel=SequelKind.AMENDMENT),), over),
        ((confirmed,), TODAY),
    ):
        monkeypatch.setattr(on.vault, "sequels", lambda _, sequels=sequels: sequels)
        assert agreed(on.vault, sealed).from_day == day
    give(on.services, on.vault, "c-1", given)


def test_a_lot_is_looked_up_in_words_and_that_is_logged(on):
    [row] = read_lots(on.services, on.vault, " l 1 ").rows
    assert (row.use.state, row.product, row.where) == (LotState.PLANNED, "Hyaluronan", "cheeks")
    dose = Dose("", "Own mix", "1 ml", "XY-7", reason="Asked for")
    give(on.services, on.vault, "c-1", replace(plan(on), doses=(dose,)))
    screen = read_lots(on.services, on.vault, "xy7")
    [row] = screen.rows
    assert (row.use.state, row.product, row.where, row.treatment) == (
        LotState.GIVEN, "Own mix", "Cheeks", "Sample treatment",
    )  # fmt: skip
    assert (screen.asked, screen.may_save) == ("xy7", True)
    assert [(each.lot, each.found, each.who) for each in screen.before] == [
        ("xy7", 1, "Dr Bo"),
        ("l 1", 1, "Dr Bo"),
    ]
    assert read_lots(on.services, on.vault).rows == ()
    with pytest.raises(NotReadyError):
        read_lots(on.services, on.vault, "-x-")
    assert len(on.vault.look_ups()) == 2


def test_who_got_a_lot_is_found_though_its_pack_cannot_be_read(on, monkeypatch):
    def unreadable(_bundle):
        raise ContentError("bundle-damaged", "bundle:1", "it is damaged.")

    monkeypatch.setattr(type(on.services.library), "restore", lambda _, bundle: unreadable(bundle))
    [row] = read_lots(on.services, on.vault, "L1").rows
    assert (row.use.patient, row.product) == ("Ann Example", "ing-hyaluronan")


def test_the_file_names_everybody_and_holds_no_formula():
    on = bench(draft(day=TODAY, mixture=(Portion("ing-hyaluronan", "=1+1", "L1", "", "cheeks"),)))
    seal(on.services, on.vault, sample(), consented(on), PASSPHRASE)
    text = lots_csv(on.services, on.vault, "L1").decode("utf-8-sig")
    head, row, end = text.split("\r\n")
    assert head.startswith("lot,state,date,product")
    assert "L1,planned" in row
    assert ",'=1+1," in row
    assert "Ann Example,1986-05-04,R-7" in row
    assert end == ""
    assert on.vault.look_ups()[0].saved


def test_a_refusal_has_nothing_to_be_told(on):
    [sealed] = on.vault.sealed
    assert sealed.document.kind is DocumentKind.CONSENT
    refused = replace(sealed, document=replace(sealed.document, kind=DocumentKind.REFUSAL))
    on.vault.states["c-1"] = refused
    with pytest.raises(VaultError) as error:
        give(on.services, on.vault, "c-1", plan(on))
    assert error.value.code == "consultation-missing"
    assert read_course(on.services, on.vault, "p-1").stories == ()
