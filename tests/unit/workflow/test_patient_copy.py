"""All that is kept about a patient, as one file."""

import json
import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest

from consult_app.domain.audit import Act
from consult_app.domain.complication import Complication
from consult_app.domain.consultation import Patient, Stage
from consult_app.domain.photo import PHOTO_DECISION, Removal, Taken
from consult_app.domain.retention import Ground, Proposal
from consult_app.domain.sequel import SequelKind
from consult_app.errors import RightError, VaultError
from consult_app.workflow.accounts import note_complication
from consult_app.workflow.consulting import note_reading
from consult_app.workflow.copy_index import index_page
from consult_app.workflow.patient_copy import copy_of_patient
from consult_app.workflow.photos import add_photo, remove_photo
from consult_app.workflow.sealing import seal
from tests.helpers.fakes import NOON
from tests.helpers.sample import ANSWERS, draft, sample
from tests.helpers.sealing import PASSPHRASE, bench, consented
from tests.unit.workflow.test_accounts import as_assistant

TODAY = NOON.date()


@pytest.fixture
def on():
    """A bench with a sealed session, a complication and an open draft of the same patient."""
    made = bench(draft(day=TODAY))
    seal(made.services, made.vault, sample(), consented(made), PASSPHRASE)
    note_complication(made.services, made.vault, "c-1", Complication("Rash ✿", TODAY, action="Cream"))
    made.vault.begin(
        draft(id="c-2", day=TODAY).answering("m-why", "Żółć"), made.services.library.bundle("sample")
    )
    return made


def read(on, patient="p-1"):
    with ZipFile(BytesIO(copy_of_patient(on.services, on.vault, patient))) as archive:
        assert archive.testzip() is None
        return {each: archive.read(each) for each in archive.namelist()}


def test_it_has_every_file_that_was_signed_as_it_is_and_everything_else_as_json(on):
    files = read(on)
    first, second = f"001-{TODAY}", f"002-{TODAY}"
    assert set(files) == {
        "index.html",
        "patient.json",
        "log.json",
        "accounts.json",
        *(
            f"{first}/{each}"
            for each in ("kept.json", "log.json", "record.json", "signed.pdf", "aftercare.pdf")
        ),
        *(f"{second}/{each}" for each in ("kept.json", "log.json")),
    }
    assert files[f"{first}/signed.pdf"] == on.vault.pdf("c-1")
    assert (
        json.loads(files[f"{first}/record.json"])["pdf"]["sha256"] == sha256(on.vault.pdf("c-1")).hexdigest()
    )
    assert "Żółć" in files[f"{second}/kept.json"].decode()
    [rash] = json.loads(files["accounts.json"])
    assert (rash["told"]["what"], rash["told"]["began"], rash["by"]) == ("Rash ✿", TODAY.isoformat(), "Dr Bo")
    patient = json.loads(files["patient.json"])
    assert patient["patient"]["birth_date"] == draft().patient.birth_date.isoformat()
    assert patient["by"] == "Dr Bo"


def links(files):
    return re.findall(r'<a href="([^"]+)">([^<]+)</a>', files["index.html"].decode())


def test_the_first_page_leads_to_every_file_in_words(on):
    files = read(on)
    assert next(iter(files)) == "index.html"
    named = dict(links(files))
    assert set(named) == set(files) - {"index.html"}
    assert named[f"001-{TODAY}/signed.pdf"] == "What was signed"
    page = files["index.html"].decode()
    patient = draft().patient
    assert f"Records of {patient.given_name} {patient.family_name}" in page
    assert page.count("<h2>") == 3
    assert f"{sample().name} (signed)" in page
    assert "(not completed)" in page
    assert "by Dr Bo" in page


def test_what_followed_and_what_was_not_done_is_called_that(on):
    lines = on.vault.consultations(("p-1",))
    sealed = next(each for each in lines if each.stage is Stage.SEALED)
    cases = {
        "Withdrawal of a consent: ": replace(sealed, sequel=SequelKind.WITHDRAWAL),
        "(you decided against it; signed)": replace(sealed, refusal=True),
        "(you took more time to decide; signed)": replace(sealed, refusal=True, not_today=True),
        "(ended without a signature)": replace(sealed, stage=Stage.VOIDED),
        "&lt;b&gt;": replace(sealed, treatment="<b>"),
    }
    for words, line in cases.items():
        page = index_page(draft().patient, (NOON, "Dr Bo", "Linden"), [(line, ())], (), ()).decode()
        assert words in page


def test_nothing_of_anybody_else_is_in_it(on):
    other = Patient("p-9", "Pim", "Quetzal", date(1970, 1, 1))
    on.vault.begin(draft(id="c-9", patient=other, day=TODAY), on.services.library.bundle("sample"))
    assert not any(b"Quetzal" in each for each in read(on).values())
    assert set(read(on, "p-9")) == {
        "index.html",
        "patient.json",
        "log.json",
        "accounts.json",
        f"001-{TODAY}/kept.json",
        f"001-{TODAY}/log.json",
    }


def test_no_name_of_a_file_tells_who_it_is_about(on):
    patient = draft().patient
    assert not any(patient.family_name in each or patient.given_name in each for each in read(on))


def test_a_file_that_was_added_to_comes_as_it_is_and_as_it_was_first(on):
    first = on.vault.pdf("c-1")
    on.vault._revisions["c-1"] = [(first + b"withdrawn", 2)]
    files = read(on)
    assert files[f"001-{TODAY}/signed.pdf"] == first + b"withdrawn"
    assert files[f"001-{TODAY}/signed-as-it-was-first.pdf"] == first


def test_where_no_aftercare_was_given_there_is_no_empty_file(on):
    on.vault._files["c-1"] = (on.vault.pdf("c-1"), b"")
    assert f"001-{TODAY}/aftercare.pdf" not in read(on)


def test_an_assistant_takes_nothing_out_and_the_log_says_who_did(on):
    copy_of_patient(on.services, on.vault, "p-1")
    noted = list(on.vault.noted)
    assert (Act.COPIED, "p-1", "") in noted
    as_assistant(on.vault)
    with pytest.raises(RightError):
        copy_of_patient(on.services, on.vault, "p-1")
    assert list(on.vault.noted) == noted


def test_nobody_has_such_an_id(on):
    with pytest.raises(VaultError):
        copy_of_patient(on.services, on.vault, "nobody")


def test_who_read_and_copied_it_and_what_was_decided_about_keeping_it_is_in_it(on):
    note_reading(on.vault, Act.READ_PATIENT, "p-1")
    note_reading(on.vault, Act.OPENED, "c-1")
    on.vault.note(Act.READ_PATIENT, "p-9")
    on.vault.retention.propose(Proposal("d-1", "p-1", Ground.WISH, "a letter", NOON, ""))
    on.vault.retention.hold("p-1", "a claim")
    files = read(on)
    acts = [(each["action"], each["subject"]) for each in json.loads(files["log.json"])]
    assert acts == [("patient read", "p-1"), ("record opened", "c-1"), ("all of a patient copied", "p-1")]
    held, wish = json.loads(files["retention.json"])
    assert (held["why"], held["by"], wish["ground"], wish["why"]) == ("a claim", "Dr Bo", "wish", "a letter")


def test_photographs_are_in_it_as_they_are_kept():
    on = bench(draft(answers={**ANSWERS, PHOTO_DECISION: True}))
    seal(on.services, on.vault, sample(), consented(on), PASSPHRASE)
    add_photo(on.services, on.vault, "c-1", b"a picture", taken=Taken.BEFORE, place="Cheeks")
    files = read(on)
    [name] = [each for each in files if each.startswith("photographs/001-")]
    assert files[name] == b"a picture"
    assert json.loads(files["photographs.json"])[0]["place"] == "Cheeks"
    assert dict(links(files))[name].startswith("Cheeks, before, ")
    [photo] = on.vault.photos("p-1")
    remove_photo(on.services, on.vault, photo, why=Removal.WRONG, words="", passphrase=PASSPHRASE)
    files = read(on)
    assert "photographs.json" not in files
    [gone] = json.loads(files["removed-photographs.json"])
    assert (gone["photo"], gone["why"], gone["by"]) == (photo.id, "wrong", "Dr Bo")
