"""The command line: exit codes, words for people and for machines, one clear line where it fails."""

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from io import StringIO
from pathlib import Path

import pikepdf
import pytest

from consult_app import __version__
from consult_app.__main__ import main
from consult_app.assets import forms_folder, resource
from consult_app.cli import run
from consult_app.domain.consultation import Clinician, Practice
from consult_app.pdf.envelope import enclose
from consult_app.services import data_folder, services
from consult_app.store.cost import Cost
from consult_app.store.place import Place
from consult_app.workflow.demo import play
from tests.helpers.pdf_text import pdfium_text
from tests.helpers.sample import copy_forms

ROOT = Path(__file__).parents[2]
FAST = Cost(64, 1, 1)
DEMO = "consent.pdf", "aftercare.pdf", "record.json", "practice-ca.pem"
PASSPHRASE = "copper lantern drifts seven"


def started(*arguments, home, stdout=subprocess.PIPE, **environment):
    """Start the program as its users do, with a home of its own."""
    command = [sys.executable, "-m", "consult_app", *map(str, arguments)]
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home / "data"), **environment},
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """Play the sample once; gives what was said and the folder."""
    home = tmp_path_factory.mktemp("home")
    scratch = tmp_path_factory.mktemp("scratch")
    out = tmp_path_factory.mktemp("documents") / "of the" / "sample ü"
    done = started("demo", "--out", out, home=home, TMPDIR=str(scratch))
    return done, out, home, scratch


@pytest.fixture
def command(capsys):
    """Run a command in this process; gives exit code, output and errors."""

    def running(*arguments):
        try:
            code = run([str(each) for each in arguments])
        except SystemExit as leaving:
            code = leaving.code
        said = capsys.readouterr()
        return code, said.out, said.err

    return running


@pytest.fixture
def unusable(command):
    """Run a command that must refuse its input in one line; gives the line."""

    def running(*arguments):
        code, output, complaint = command(*arguments)
        assert (code, output) == (2, "")
        assert re.fullmatch(r"consult-app: .+\n", complaint)
        return complaint.removeprefix("consult-app: ").rstrip("\n")

    return running


@pytest.fixture
def answers(tmp_path):
    """Write a file of answers; gives its path."""

    def writing(text):
        file = tmp_path / "answers.yaml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return writing


# The sample consultation


def test_demo_leaves_the_documents_and_says_where(demo):
    done, out, _, _ = demo
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [str(out / name) for name in DEMO]
    assert {each.name for each in out.iterdir()} == set(DEMO)


def test_demo_keeps_nothing_elsewhere(demo):
    _, _, home, scratch = demo
    assert list(home.rglob("*")) == []
    assert list(scratch.iterdir()) == []


def test_the_consent_has_its_pages_and_says_that_it_is_a_sample(demo):
    _, out, _, _ = demo
    with pikepdf.open(out / "consent.pdf") as pdf:
        assert len(pdf.pages) >= 4
    words = pdfium_text((out / "consent.pdf").read_bytes())
    assert "Alex Sample" in words
    assert "SAMPLE" in words.upper()


def test_the_document_is_given_as_a_fhir_bundle(demo, command, unusable, tmp_path):
    _, out, _, _ = demo
    code, said, _ = command("record", out / "consent.pdf", "--fhir")
    entries = {each["resource"]["resourceType"]: each["resource"] for each in json.loads(said)["entry"]}
    assert (code, entries["Consent"]["status"]) == (0, "active")
    assert entries["Patient"]["name"] == [
        {"use": "official", "text": "Alex Sample", "family": "Sample", "given": ["Alex"]}
    ]
    assert {each["linkId"] for each in entries["QuestionnaireResponse"]["item"]} >= {"q-preg", "m-why"}
    attached = entries["DocumentReference"]["content"][0]["attachment"]
    assert attached["size"] == (out / "consent.pdf").stat().st_size
    altered = tmp_path / "altered.pdf"
    altered.write_bytes((out / "consent.pdf").read_bytes() + b"% more\n")
    assert unusable("record", altered, "--fhir").startswith("This file is not as it was sealed")


def test_the_record_tells_the_sealed_file(demo):
    _, out, _, _ = demo
    written = json.loads((out / "record.json").read_text(encoding="utf-8"))
    consent = (out / "consent.pdf").read_bytes()
    assert written["sample"]
    assert written["pdf"] == {
        "sha256": hashlib.sha256(consent).hexdigest(),
        "length": len(consent),
        "seals": 1,
    }
    assert any(each["override"] for each in written["findings"])
    assert [each["role"] for each in written["signatures"]] == ["patient", "clinician"]


def test_another_program_finds_the_signature_valid(demo):
    _, out, _, _ = demo
    said = subprocess.run(
        ["pdfsig", "-nocert", str(out / "consent.pdf")], capture_output=True, text=True, check=True
    ).stdout
    assert "Signature is Valid" in said
    assert "Total document signed" in said


def test_demo_into_what_is_no_folder_is_refused_at_once(unusable, tmp_path):
    file = tmp_path / "file"
    file.touch()
    assert unusable("demo", "--out", file) == (
        f"{file} cannot be written: File exists. Choose another folder."
    )
    assert "cannot be written: Not a directory." in unusable("demo", "--out", file / "inside")


def test_demo_where_a_document_cannot_be_written_is_said(demo, unusable, tmp_path, monkeypatch):
    monkeypatch.setattr("consult_app.services.play_sample", lambda: {"consent.pdf": b"x"})
    (tmp_path / "consent.pdf").mkdir()
    line = unusable("demo", "--out", tmp_path)
    assert line == f"{tmp_path / 'consent.pdf'} cannot be written: Is a directory. Choose another folder."


def test_demo_takes_the_place_of_older_documents(command, tmp_path, monkeypatch):
    monkeypatch.setattr("consult_app.services.play_sample", lambda: {"consent.pdf": b"new"})
    (tmp_path / "consent.pdf").write_bytes(b"older and longer")
    assert command("demo", "--out", tmp_path)[0] == 0
    assert (tmp_path / "consent.pdf").read_bytes() == b"new"


# Verify


def test_a_document_sealed_with_a_key_that_is_not_known_is_called_unchanged_and_no_more(demo, command):
    _, out, _, _ = demo
    code, said, complaint = command("verify", out / "consent.pdf")
    assert (code, complaint) == (0, "")
    first, _ = said.split("\n", 1)
    assert first == ("consent.pdf: unchanged since it was sealed, but with a key that is not known here.")
    assert "Sealed by:   Robin Example (the key is NOT known here, so anybody could have made it)" in said
    assert "Not known without the vault: whether a newer version exists" in said
    assert "nobody’s identity was checked" in said
    assert "SHA-256" not in said
    assert "Meaning:     Consent to Mesotherapy (consent)" in said
    assert "Signature:   valid" in said


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (None, "genuine: not a byte has changed since it was sealed."),
        (9999, "genuine: not a byte has changed since it was sealed."),
        (
            -9999,
            "UNCHANGED since it was sealed, but with a key that did not count any more: do not rely on it.",
        ),
    ],
)
def test_it_is_genuine_where_its_key_is_known_and_counted(demo, command, monkeypatch, days, first):
    _, out, _, _ = demo
    [signature] = json.loads(command("verify", out / "consent.pdf", "--json")[1])["signatures"]
    key, at = signature["fingerprint"], datetime.fromisoformat(signature["at"])
    withdrawn = {} if days is None else {key: at + timedelta(days=days)}
    monkeypatch.setattr("consult_app.services.known_signers", lambda: frozenset({key}))
    monkeypatch.setattr("consult_app.services.withdrawn_keys", lambda: withdrawn)
    code, said, _ = command("verify", out / "consent.pdf")
    assert said.startswith(f"consent.pdf: {first}")
    assert code == (1 if days and days < 0 else 0)


def test_verify_tells_a_machine_everything(demo, command):
    _, out, _, _ = demo
    code, said, _ = command("verify", out / "consent.pdf", "--json")
    proof = json.loads(said)
    assert code == 0
    consent = (out / "consent.pdf").read_bytes()
    assert (proof["verdict"], proof["why"], proof["length"]) == ("intact", "", len(consent))
    assert proof["sha256"] == hashlib.sha256(consent).hexdigest()
    [signature] = proof["signatures"]
    assert (signature["signer"], signature["valid"], signature["known"]) == ("Robin Example", True, False)
    assert (signature["field"], signature["meaning"]) == ("Sig_Seal", "Consent to Mesotherapy (consent)")
    assert datetime.fromisoformat(signature["at"]).tzinfo is not None
    assert re.fullmatch("[0-9a-f]{64}", signature["fingerprint"])


def test_a_signer_of_this_machine_is_known(demo, command, tmp_path, monkeypatch):
    _, out, _, _ = demo
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    fingerprint = json.loads(command("verify", out / "consent.pdf", "--json")[1])["signatures"][0][
        "fingerprint"
    ]
    place = Place(data_folder(), FAST, lambda: datetime(2026, 3, 1, tzinfo=UTC))
    vault, _ = place.create(Practice("P"), Clinician("c", "Dr", ""), "copper lantern drifts seven")
    vault.keep_signing_key(b"encrypted", "secret", fingerprint)
    vault.close()
    code, said, _ = command("verify", out / "consent.pdf")
    assert code == 0
    assert "Robin Example (the key is known here)" in said


@pytest.fixture
def asked(tmp_path, monkeypatch, command):
    """Play the sample into this machine's vault; gives its consent, and `verify --vault` for a passphrase."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    # As the program would, but for the time that a passphrase takes.
    monkeypatch.setattr("consult_app.store.place.Place", partial(Place, cost=FAST))
    bound = replace(services(data_folder()), new_secret=lambda: PASSPHRASE)
    (tmp_path / "kept.pdf").write_bytes(play(bound, bound.sample()).consent)

    def asking(file, *more, passphrase=PASSPHRASE):
        monkeypatch.setattr("sys.stdin", StringIO(f"{passphrase}\n"))
        return command("verify", file, "--vault", *more)

    return tmp_path / "kept.pdf", asking


def test_the_vault_says_what_it_knows_of_a_file(asked, demo, tmp_path):
    kept, asking = asked
    code, said, complaint = asking(kept, "--details")
    assert (code, complaint) == (0, "")
    assert "Vault:       this very file is in it, and it is the newest version of this document." in said
    assert re.search(r"Wording:     Mesotherapy \S+ \([0-9a-f]{12}\), a draft, not approved; kept", said)
    assert re.search(r"Key:         SHA-256 of its certificate [0-9a-f]{64}", said)
    assert re.search(r"File:        [0-9,]+ bytes, SHA-256 [0-9a-f]{64}", said)
    code, said, _ = asking(demo[1] / "consent.pdf")
    assert (code, "Vault:       it does not know this file." in said) == (1, True)
    (tmp_path / "longer.pdf").write_bytes(kept.read_bytes() + b"\n% more")
    code, said, _ = asking(tmp_path / "longer.pdf", "--json")
    assert (code, json.loads(said)["vault"]["standing"]) == (1, "changed")
    assert json.loads(asking(kept, "--json")[1])["vault"]["wording"]["name"] == "Mesotherapy"


def test_asking_the_vault_takes_a_vault_and_who_may_open_it(asked, unusable, tmp_path, monkeypatch):
    kept, asking = asked
    assert asking(kept, passphrase="wrong wrong wrong")[0] == 2
    code, said, complaint = asking(kept, "--user", "Nobody")
    assert (code, said) == (2, "")
    assert "This does not open the vault." in complaint
    assert asking(kept, "--user", "Robin Example")[0] == 0
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
    assert "There is no vault on this machine." in asking(kept)[2]


def changed_anywhere():
    """Places in a file as shares of its length, some in the padding of the seal."""
    return [0.001, 0.1, 0.35, 0.6, 0.9, 0.97, 0.985, 0.99, 0.999]


@pytest.mark.parametrize("share", changed_anywhere())
def test_any_changed_byte_is_found(demo, command, tmp_path, share):
    _, out, _, _ = demo
    content = bytearray((out / "consent.pdf").read_bytes())
    content[int(len(content) * share)] ^= 1
    (tmp_path / "a.pdf").write_bytes(content)
    assert command("verify", tmp_path / "a.pdf")[0] in (1, 2)


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_altered_document_is_called_altered(demo, command, tmp_path, form):
    _, out, _, _ = demo
    file = tmp_path / "a.pdf"
    file.write_bytes((out / "consent.pdf").read_bytes() + b"% more\n")
    code, said, complaint = command("verify", file, *(["--json"] if form == "json" else []))
    assert (code, complaint) == (1, "")
    if form == "json":
        assert json.loads(said)["verdict"] == "altered"
    else:
        assert said.startswith("a.pdf: ALTERED: this is not what was sealed.\n  Why: Something was added")


@pytest.mark.parametrize("content", [b"", b"garbage", b"%PDF-1.7\n%%EOF\n", bytes(range(256)) * 40])
def test_what_is_not_ours_is_said_in_one_line(unusable, command, tmp_path, content):
    file = tmp_path / "x.pdf"
    file.write_bytes(content)
    assert unusable("verify", file).startswith(f"{file} is no document sealed by this program, or damaged. ")
    code, said, _ = command("verify", file, "--json")
    assert (code, json.loads(said)["verdict"], json.loads(said)["signatures"]) == (2, "unreadable", [])


def test_the_aftercare_sheet_is_no_sealed_document(demo, unusable):
    _, out, _, _ = demo
    assert unusable("verify", out / "aftercare.pdf").endswith("This PDF is not signed.")


def test_a_file_that_cannot_be_read_is_said(unusable, tmp_path):
    assert unusable("verify", tmp_path / "none.pdf") == (
        f"{tmp_path}/none.pdf cannot be read. There is no such file. Check the name."
    )
    assert "cannot be read. It is a folder." in unusable("verify", tmp_path)
    assert "There is no such file." in unusable("verify", tmp_path / "two\nlines.pdf")
    os.mkfifo(tmp_path / "pipe")
    assert "It is a device or a pipe, and no file." in unusable("verify", tmp_path / "pipe")


def test_a_file_that_was_shared_locked_is_opened_to_be_checked(
    demo, command, unusable, tmp_path, monkeypatch
):
    _, out, _, _ = demo
    file = tmp_path / "locked.pdf"
    file.write_bytes(
        enclose((out / "consent.pdf").read_bytes(), ("Locked",), "otter", fonts=resource("fonts"))
    )
    monkeypatch.setattr(sys, "stdin", StringIO("otter\n"))
    code, said, _ = command("verify", file)
    assert (code, said.startswith("locked.pdf: unchanged since it was sealed")) == (0, True)
    monkeypatch.setattr(sys, "stdin", StringIO("lantern\n"))
    assert unusable("verify", file) == "The file is locked, and this passphrase does not open it."


def test_the_exit_codes_are_told_by_the_command(capsys):
    with pytest.raises(SystemExit):
        run(["verify", "--help"])
    assert "Exit codes: 0 for a file in which nothing was changed" in capsys.readouterr().out


def test_of_a_file_that_was_cut_off_nothing_is_claimed(demo, unusable, tmp_path):
    _, out, _, _ = demo
    whole = (out / "consent.pdf").read_bytes()
    (tmp_path / "cut.pdf").write_bytes(whole[: len(whole) * 2 // 3])
    assert unusable("verify", tmp_path / "cut.pdf").endswith("The end of this file is missing.")


# Screen

PREGNANT = "patient: {age: 34, sex: female}\nanswers:\n  q-preg: yes\n"


def screened(command, file, *more):
    code, said, complaint = command("screen", "mesotherapy", "--answers", file, "--json", *more)
    assert (code, complaint) == (0, "")
    return json.loads(said)


def finding(found, rule):
    return next(each for each in found["findings"] if each["rule"] == rule)


def test_pregnancy_is_a_certain_stop_with_answer_and_sources(command, answers):
    found = screened(command, answers(PREGNANT), "--on", "2026-11-22")
    stop = finding(found, "ci-pregnancy")
    assert (stop["severity"], stop["state"], stop["certain"]) == ("stop", "certain", True)
    assert [(each["id"], each["value"]) for each in stop["answers"]] == [("q-preg", True)]
    assert stop["answers"][0]["words"].endswith("? Yes")
    assert stop["sources"]
    assert all(each["id"] and each["title"] and each["address"] for each in stop["sources"])
    assert (found["pack"], found["on"], found["verdict"]) == ("mesotherapy", "2026-11-22", "do_not_proceed")
    assert found["findings"][0] == stop


def test_screening_is_said_to_people(command, answers):
    code, said, complaint = command("screen", "mesotherapy", "--answers", answers(PREGNANT))
    assert (code, complaint) == (0, "")
    lines = said.splitlines()
    assert lines[0].startswith("stop      certain  ci-pregnancy: ")
    assert lines[1].startswith("    q-preg: ")
    assert lines[1].endswith("? Yes")
    assert lines[2].startswith("    sources: ")
    assert re.search(r"^\d+ findings; \d+ questions without an answer$", said, re.MULTILINE)
    assert "\n    d-treatment: " in said


def test_an_answer_to_a_question_that_is_not_asked_is_told(command, answers):
    nobody_said = PREGNANT.replace(", sex: female", "")
    found = screened(command, answers(nobody_said))
    assert (finding(found, "ci-pregnancy")["state"], found["not_asked"]) == ("open", ["q-preg"])
    _, said, _ = command("screen", "mesotherapy", "--answers", answers(nobody_said))
    assert said.splitlines()[-1] == "not used, since what else is known does not lead there: q-preg"
    assert "    patient.sex: Sex: not answered" in said.splitlines()
    assert screened(command, answers(PREGNANT))["not_asked"] == []


def test_without_a_display_it_is_said_what_to_do(unusable, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("consult_app.app.run_window", lambda: pytest.fail("a window was opened"))
    assert unusable().startswith("there is no display here. ")


def test_not_sure_leaves_it_open(command, answers):
    found = screened(command, answers(PREGNANT.replace("yes", "not sure")))
    stop = finding(found, "ci-pregnancy")
    assert (stop["state"], stop["certain"]) == ("open", False)
    assert ("q-preg", "not_sure") in [(each["id"], each["value"]) for each in stop["answers"]]
    assert "q-preg" not in [each["id"] for each in found["missing"]]


def test_what_is_not_answered_is_open_and_missing(command, answers):
    found = screened(command, answers("patient: {age: 34, sex: female}\n"))
    stop = finding(found, "ci-pregnancy")
    assert stop["state"] == "open"
    assert {"id": "q-preg", "value": None} in [
        {"id": each["id"], "value": each["value"]} for each in stop["answers"]
    ]
    missing = {each["id"]: each["question"] for each in found["missing"]}
    assert missing["q-preg"]


def test_a_no_keeps_the_rule_silent(command, answers):
    found = screened(command, answers(PREGNANT.replace("yes", "no") + "  q-preg-trying: no\n"))
    assert "ci-pregnancy" not in [each["rule"] for each in found["findings"]]


@pytest.mark.parametrize("text", ["", "{}", "# nothing yet\n", b"\xef\xbb\xbf{}\r\n"])
def test_with_nothing_answered_everything_is_open(command, answers, text):
    found = screened(command, answers(text))
    assert not any(each["certain"] for each in found["findings"])
    assert len(found["missing"]) > 50
    assert found["verdict"] == "still_open"


def test_an_age_follows_from_the_birth_date_on_the_day(command, answers):
    file = answers("patient: {birth_date: 2008-11-23}\n")
    rules = {
        day: [each["rule"] for each in screened(command, file, "--on", day)["findings"] if each["certain"]]
        for day in ("2026-11-22", "2026-11-23")
    }
    assert rules["2026-11-22"]
    assert rules["2026-11-23"] != rules["2026-11-22"]


def test_two_runs_are_equal(command, answers):
    file = answers(PREGNANT)
    first = command("screen", "mesotherapy", "--answers", file, "--json", "--on", "2026-11-22")
    assert command("screen", "mesotherapy", "--answers", file, "--json", "--on", "2026-11-22") == first


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("q-pregg: yes\n", ":1: there is no question 'q-pregg'. Did you mean 'q-preg'?"),
        ("{}\n---\n{}\n", ":2: a second document begins here. Delete the line `---`."),
        ("\nq-preg: perhaps\n", ":2: the answer to q-preg does not fit: it is of another kind."),
        ("patient: {age: 400}\n", ":1: the answer to patient.age does not fit: it is too high."),
        ("q-preg: a: b\n", ":1: this is not YAML"),
        ("q-preg: yes\nq-preg: no\n", ":2: the key 'q-preg' stands here twice."),
        ("- q-preg\n", ":1: this is a list, not a mapping of keys to values."),
        ("\tq-preg: yes\n", ":1: there is a tab. Use spaces."),
        (b"q-preg: \xff\n", " is not UTF-8 text. Save it as UTF-8."),
    ],
)
def test_answers_that_cannot_be_read_are_refused_at_their_line(unusable, answers, text, line):
    file = answers(text)
    said = unusable("screen", "mesotherapy", "--answers", file)
    assert said.startswith(str(file))
    assert line in said


def test_no_complaint_repeats_an_answer(unusable, answers):
    assert "Canary" not in unusable("screen", "mesotherapy", "--answers", answers("q-preg: Canary\n"))


def test_files_packs_and_days_that_are_not_there_are_said(unusable, answers, tmp_path):
    assert "There is no such file." in unusable("screen", "mesotherapy", "--answers", tmp_path / "none.yaml")
    assert "It is a folder." in unusable("screen", "mesotherapy", "--answers", tmp_path)
    said = unusable("screen", "mesoterapy", "--answers", answers(PREGNANT))
    assert said.endswith("there is no pack 'mesoterapy'. Did you mean 'mesotherapy'?")
    said = unusable("screen", "mesotherapy", "--answers", answers(PREGNANT), "--on", "yesterday")
    assert said.startswith("argument --on: 'yesterday' is not a day such as 2026-11-22.")


# Forms


def test_the_packs_are_listed(command):
    code, said, _ = command("forms", "list")
    assert code == 0
    assert all(
        re.fullmatch(r"\S+  .+ draft, review by \d{4}-\d{2}-\d{2}", line) for line in said.splitlines()
    )
    packs = json.loads(command("forms", "list", "--json")[1])
    assert [each["id"] for each in packs] == [
        f"{pack}{law}" for pack in ("deoxycholic_acid", "mesotherapy") for law in ("", ".au", ".uk")
    ]
    assert {(each["status"], each["language"]) for each in packs} == {("draft", "en")}
    assert all(re.fullmatch("[0-9a-f]{64}", each["digest"]) for each in packs)


def test_a_pack_is_shown(command):
    code, said, _ = command("forms", "show", "mesotherapy", "--json")
    shown = json.loads(said)
    assert code == 0
    questions = {each["id"]: each for each in shown["questions"]}
    assert questions["q-preg"]["kind"] == "yes_no"
    assert [each["id"] for each in questions["d-treatment"]["choices"]] == ["agree", "decline", "not_today"]
    assert "ci-pregnancy" in [each["id"] for each in shown["rules"]]
    assert all(each["frequency"] for each in shown["risks"])


def test_a_pack_is_shown_to_people(command):
    code, said, _ = command("forms", "show", "mesotherapy")
    assert code == 0
    assert "\n  q-preg [yes_no] " in said
    assert "\n  d-treatment [choice: agree, decline, not_today] " in said
    assert "\n  ci-pregnancy [stop] " in said


def test_an_unknown_pack_is_not_shown(unusable):
    assert "there is no pack 'botox'" in unusable("forms", "show", "botox")


@pytest.mark.parametrize("folder", [None, forms_folder() / "mesotherapy"])
def test_the_packs_that_come_with_the_program_have_no_problems(command, folder):
    code, said, _ = command("forms", "check", *([folder] if folder else []))
    assert code == 0
    *counted, problems = said.splitlines()
    assert problems == "0 problems"
    assert "mesotherapy" in [each.partition(":")[0] for each in counted]
    for each in counted:
        assert re.fullmatch(
            r"\w+: \d+ questions, \d+ rules, .+, \d+ cases, 12 IPDAS criteria of 12, .+ worst grade", each
        )


def test_a_problem_is_named_with_file_line_and_remedy(command, tmp_path):
    copy_forms(tmp_path)
    rules = tmp_path / "sample" / "rules.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("stop", "stopp", 1), encoding="utf-8")
    code, said, complaint = command("forms", "check", tmp_path)
    assert (code, complaint) == (1, "")
    assert said == (f"{rules}:2: 'stopp' is not allowed here. Did you mean 'stop'?\n1 problem\n")
    code, said, _ = command("forms", "check", tmp_path / "sample", "--json")
    assert code == 1
    assert json.loads(said) == {
        "problems": [
            {
                "where": f"{rules}:2",
                "code": "unknown-word",
                "what": "'stopp' is not allowed here.",
                "remedy": "Did you mean 'stop'?",
            }
        ],
        "packs": {},
    }


def test_a_pack_or_a_folder_elsewhere_can_be_checked(command, tmp_path):
    copy_forms(tmp_path)
    for folder in (tmp_path, tmp_path / "sample"):
        code, said, _ = command("forms", "check", folder, "--json")
        assert code == 0
        assert json.loads(said)["packs"]["sample"]["cases"] == 5


def test_a_pack_without_labels_beside_it_is_a_problem_with_its_remedy(command, tmp_path):
    copy_forms(tmp_path)
    (tmp_path / "labels.en.yaml").unlink()
    code, said, _ = command("forms", "check", tmp_path / "sample")
    assert code == 1
    assert said.startswith(
        f"{tmp_path}/labels.en.yaml:1: the labels, which lie beside the packs' folders, are missing. Copy"
    )


def test_a_folder_without_packs_is_a_problem(command, tmp_path):
    code, said, _ = command("forms", "check", tmp_path)
    assert code == 1
    assert said.startswith(f"{tmp_path}:1: there is no pack. Name the folder that holds them.\n")


def test_what_is_no_folder_is_refused(unusable, tmp_path):
    (tmp_path / "file").touch()
    for place in (tmp_path / "none", tmp_path / "file"):
        assert (
            unusable("forms", "check", place) == f"{place} is no folder. Name a pack, or a folder of packs."
        )


# A pack to begin with


def test_a_starter_pack_has_no_problems(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "forms").mkdir()
    code, said, complaint = command("forms", "new", "my_own-treatment2")
    assert (code, complaint) == (0, "")
    assert said.splitlines()[-2:] == [
        "forms/my_own-treatment2",
        "Put your own words in place of the examples, then: consult-app forms check forms/my_own-treatment2",
    ]
    for folder in ("forms", "forms/my_own-treatment2"):
        code, said, _ = command("forms", "check", folder)
        assert code == 0
        assert said.endswith("\n0 problems\n")
    shown = json.loads(command("forms", "show", "forms/my_own-treatment2", "--json")[1])
    assert (shown["name"], shown["status"]) == ("Example", "draft")


def test_a_starter_pack_is_written_where_it_is_wanted(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert command("forms", "new", "a")[0] == 0
    assert (tmp_path / "a" / "pack.yaml").is_file()
    assert command("forms", "new", "a", "--in", "other")[0] == 0
    assert (tmp_path / "other" / "labels.en.yaml").is_file()


def test_a_starter_pack_takes_no_place_that_is_taken(unusable, tmp_path):
    (tmp_path / "mine").mkdir()
    assert unusable("forms", "new", "mine", "--in", tmp_path) == (
        f"{tmp_path}/mine is there already. Choose another name, or move the folder away."
    )
    assert unusable("forms", "new", "My pack", "--in", tmp_path).startswith("'My pack' cannot be the name")
    (tmp_path / "file").touch()
    assert "cannot be written" in unusable("forms", "new", "mine", "--in", tmp_path / "file")


# What changed


def changed_forms(folder, *changes):
    """Copy the sample with words changed in its files; gives the pack's folder."""
    folder.mkdir()
    copy_forms(folder)
    for file, old, new in changes:
        path = folder / "sample" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder / "sample"


def test_a_pack_beside_itself_is_unchanged(command, tmp_path):
    pack = changed_forms(tmp_path / "same", ("rules.yaml", "- id: ci-preg", "# A comment.\n- id: ci-preg"))
    assert command("forms", "diff", "mesotherapy", forms_folder() / "mesotherapy") == (
        0,
        "Nothing changed.\n",
        "",
    )
    code, said, _ = command("forms", "diff", changed_forms(tmp_path / "old"), pack, "--json")
    assert (code, json.loads(said)) == (0, [])


def test_what_changed_is_said_with_what_became_weaker_first(command, tmp_path):
    new = changed_forms(
        tmp_path / "new",
        ("rules.yaml", "advice: Leave it out.", "advice: Leave it out this time."),
        ("rules.yaml", "severity: stop", "severity: caution"),
        ("pack.yaml", "funding: None.", "funding: A maker."),
    )
    code, said, complaint = command("forms", "diff", changed_forms(tmp_path / "old"), new)
    assert (code, complaint) == (1, "")
    assert said == (
        "rules:\n"
        "  changed  ci-pregnancy  Pregnancy  WEAKER\n"
        "      severity: stop → caution\n"
        "  changed  ci-lidocaine  Allergy and mixture\n"
        "      advice: Leave it out. → Leave it out this time.\n"
        "governance:\n"
        "  changed  governance\n"
        "      funding: None. → A maker.\n"
        "3 changes, 1 weaker\n"
    )


def test_what_changed_is_told_to_a_machine(command, tmp_path):
    new = changed_forms(tmp_path / "new", ("pack.yaml", "name: Sample treatment", "name: Another"))
    code, said, _ = command("forms", "diff", changed_forms(tmp_path / "old"), new, "--json")
    assert code == 1
    assert json.loads(said) == [
        {
            "kind": "pack",
            "id": "name",
            "name": "",
            "change": "changed",
            "weaker": False,
            "fields": [{"field": "", "old": "Sample treatment", "new": "Another"}],
        }
    ]
    code, said, _ = command("forms", "diff", tmp_path / "old" / "sample", new)
    assert said == "pack:\n  changed  name\n      Sample treatment → Another\n1 change, 0 weaker\n"


def test_packs_that_cannot_be_read_are_not_compared(unusable, tmp_path):
    new = changed_forms(tmp_path / "new", ("rules.yaml", "severity: stop", "severity: stopp"))
    assert unusable("forms", "diff", changed_forms(tmp_path / "old"), new).startswith(f"{new}/rules.yaml:2:")
    assert "there is no pack 'botox'" in unusable("forms", "diff", "mesotherapy", "botox")


# What an editor needs


def test_schemas_are_written_next_to_the_packs_with_the_settings_for_an_editor(
    command, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "forms").mkdir()
    code, said, complaint = command("forms", "schema")
    assert (code, complaint) == (0, "")
    written = sorted(each.name for each in (tmp_path / "forms" / ".schema").iterdir())
    listed, _, settings = said.partition("In .vscode/settings.json:\n")
    assert sorted(listed.splitlines()) == [f"forms/.schema/{each}" for each in written]
    assert len(written) == 18
    mapping = json.loads(settings)["yaml.schemas"]
    assert mapping["./forms/.schema/rules.schema.json"] == "forms/*/rules.yaml"
    assert all((tmp_path / each).is_file() for each in mapping)
    schema = json.loads((tmp_path / "forms" / ".schema" / "rules.schema.json").read_text(encoding="utf-8"))
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_schemas_are_written_where_they_are_wanted_and_written_anew(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert command("forms", "schema")[0] == 0
    assert (tmp_path / ".schema" / "pack.schema.json").is_file()
    for _ in range(2):
        code, said, _ = command("forms", "schema", "--out", tmp_path / "of" / "mine")
        assert code == 0
        assert f'"{tmp_path}/of/mine/pack.schema.json": "*/pack.yaml"' in said
    # Schemas beside packs are no pack.
    copy_forms(tmp_path)
    assert command("forms", "check", tmp_path)[0] == 0


def test_schemas_that_cannot_be_written_are_said(unusable, tmp_path):
    (tmp_path / "file").touch()
    assert unusable("forms", "schema", "--out", tmp_path / "file").endswith("Choose another folder.")


# Arguments, and the world around


@pytest.mark.parametrize(
    "arguments",
    [
        ["fly"],
        ["--fly"],
        ["demo"],
        ["demo", "--out"],
        ["verify"],
        ["verify", "a.pdf", "b.pdf"],
        ["verify", "a.pdf", "two\nlines"],
        ["screen", "mesotherapy"],
        ["screen", "--answers", "a.yaml"],
        ["forms"],
        ["forms", "fly"],
        ["forms", "show"],
        ["forms", "new"],
        ["forms", "diff", "mesotherapy"],
        ["forms", "check", "a", "b"],
    ],
)
def test_bad_arguments_are_one_line(unusable, arguments):
    assert " Try: consult-app" in unusable(*arguments)


@pytest.mark.parametrize("arguments", [["--help"], ["screen", "--help"], ["forms", "check", "--help"]])
def test_help_is_given(command, arguments):
    code, said, complaint = command(*arguments)
    assert (code, complaint) == (0, "")
    assert said.startswith("usage: consult-app")


def test_the_version_is_told(command):
    assert command("--version") == (0, f"consult-app {__version__}\n", "")


def test_a_reader_that_goes_away_is_no_failure(tmp_path):
    command = [sys.executable, "-m", "consult_app", "forms", "show", "mesotherapy", "--json"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "{\n"
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0


def test_without_anything_to_print_to_nothing_fails(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    assert run(["forms", "list"]) == 0


def test_a_name_that_nobody_can_print_is_no_failure(unusable, tmp_path):
    assert unusable("verify", f"{tmp_path}/a\udcff\x1b.pdf").startswith(
        f"{tmp_path}/a\ufffd\ufffd.pdf cannot"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_output_that_does_not_fit_is_said(tmp_path):
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = started("forms", "list", home=tmp_path, stdout=full)
    assert (done.returncode, done.stderr) == (
        2,
        "consult-app: No space left on device. Make room, or check permissions.\n",
    )


def test_a_terminal_without_the_letters_gets_them_spelt_out(demo, tmp_path):
    _, out, _, _ = demo
    done = started(
        *("verify", out / "consent.pdf"),
        home=tmp_path,
        LANG="C",
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
        PYTHONIOENCODING="ascii",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert r"\u2019" in done.stdout


def test_a_pack_that_is_being_written_is_read_from_its_folder(capsys):
    folder = Path(__file__).parents[2] / "forms" / "mesotherapy"
    assert run(["forms", "show", str(folder), "--json"]) == 0
    by_folder = json.loads(capsys.readouterr().out)
    assert run(["forms", "show", "mesotherapy", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == by_folder


def test_the_installed_command_leaves_with_the_exit_code(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["consult-app", "forms", "show", "no-such-pack"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert "no-such-pack" in capsys.readouterr().err
