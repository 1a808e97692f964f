"""The commands about a vault: its log checked, its backups made, checked and put back."""

import io
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from consult_app.cli import run
from consult_app.domain.consultation import Clinician
from consult_app.domain.preferences import Preferences
from consult_app.domain.users import User, UserRole
from consult_app.errors import VaultError
from consult_app.store.place import Place
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE, draft
from tests.helpers.in_rooms import FAST
from tests.helpers.sample import APPROVAL, approvable_forms

BO = User(Clinician("c-2", "Bo Lind", "Nurse"), UserRole.LEAD)
BOS = "quiet harbour ninety maps"


@pytest.fixture
def command(capsys, monkeypatch, cheap):
    """Run a command in this process with a secret typed; gives exit code, output and errors."""

    def running(*arguments, secret=PASSPHRASE):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{secret}\n"))
        code = run([str(each) for each in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return running


@pytest.fixture
def kept(tmp_path):
    """A vault that was used, and closed; gives its place, its recovery key and the folder outside."""
    place = Place(tmp_path / "vault", FAST)
    vault, key = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    outside = tmp_path / "stick"
    outside.mkdir()
    vault.keep_preferences(Preferences(second_place=str(outside)))
    vault.begin(draft(), "bundle")
    vault.close()
    return place, key, outside


def test_a_sound_log_is_called_so_and_what_cannot_be_known_is_said(command, kept):
    place, key, _ = kept
    code, out, _ = command("audit", "verify", "--vault", place.folder)
    assert code == 0
    assert out.startswith("The log is whole.\n")
    assert "1 consultation compared" in out
    assert "What this cannot know:\n  whether anything after entry" in out
    code, out, _ = command("audit", "verify", "--vault", place.folder, "--recovery", "--json", secret=key)
    plain = json.loads(out)
    assert (code, plain["sound"], plain["entries"]) == (0, True, plain["anchored"])


def test_without_a_second_place_it_says_that_the_end_may_be_gone(command, tmp_path):
    place = Place(tmp_path / "vault", FAST)
    place.create(PRACTICE, CLINICIAN, PASSPHRASE)[0].close()
    _, out, _ = command("audit", "verify", "--vault", place.folder)
    assert "0 anchors from outside compared" in out
    assert "whether the end was cut off or an older copy was put back" in out


def test_an_older_copy_is_found_by_what_stands_outside(command, kept, tmp_path):
    import shutil

    place, _, outside = kept
    older = shutil.copytree(place.folder, tmp_path / "older")
    vault = place.unlock(PASSPHRASE)
    vault.begin(draft("i-2"), "bundle")
    printed = vault.anchor()
    vault.close()
    code, out, _ = command("audit", "verify", "--vault", older)
    assert code == 1
    assert "its end was cut off, or an older copy of the vault was put back" in out
    kept_outside = (outside / "consult-log.txt").rename(tmp_path / "taken away.txt")
    assert command("audit", "verify", "--vault", older)[0] == 0
    assert command("audit", "verify", "--vault", older, "--anchor", printed)[0] == 1
    assert command("audit", "verify", "--vault", older, "--anchors", kept_outside)[0] == 1
    assert command("audit", "verify", "--vault", place.folder, "--anchors", kept_outside)[0] == 0


def test_who_opens_it_is_named_where_there_are_several(command, kept):
    place, _, _ = kept
    vault = place.unlock(PASSPHRASE)
    vault.staff.add(BO, BOS)
    vault.close()
    assert command("audit", "verify", "--vault", place.folder, "--user", "Bo Lind", secret=BOS)[0] == 0
    code, _, err = command("audit", "verify", "--vault", place.folder, secret=BOS)
    assert code == 2
    assert "Several people open this vault: Dr. Ada Beispiel, Bo Lind. Say who: --user NAME." in err
    assert not (place.folder / "outside.json").exists()


def test_of_two_with_one_name_the_id_says_who(command, kept):
    place, _, _ = kept
    vault = place.unlock(PASSPHRASE)
    vault.staff.add(replace(BO, clinician=replace(BO.clinician, name=CLINICIAN.name)), BOS)
    vault.close()
    verify = ("audit", "verify", "--vault", place.folder, "--user")
    code, _, err = command(*verify, CLINICIAN.name)
    assert code == 2
    assert err.endswith("2 people of this vault are called that. Give an id: c-1, c-2.\n")
    assert command(*verify, "c-2", secret=BOS)[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("audit", "verify"),
        ("audit", "list"),
        ("backup", "make", "stick"),
        ("rescue", "--out", "out"),
        ("practice", "leave"),
    ],
)
def test_where_there_is_no_vault_that_is_said_and_nothing_asked(command, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    none, asked = tmp_path / "consult", []
    monkeypatch.setattr("consult_app.cli.vault.secret_of", asked.append)
    code, out, err = command(*arguments)
    assert (code, out, asked) == (2, "", [])
    assert err == (
        f"consult-app: No vault was set up on this machine: there is none in {none}."
        " One in another folder is named with --vault DIR.\n"
    )
    _, _, err = command(*arguments, "--vault", "elsewhere")
    assert err == (
        "consult-app: There is no vault in elsewhere."
        " Compare the name. If it lies on a disk that can be taken out, connect that first.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_vault_is_named_by_a_path_from_where_one_is(command, kept, tmp_path, monkeypatch):
    place, key, _ = kept
    monkeypatch.chdir(place.folder.parent)
    (tmp_path / "backups").mkdir()
    named = Path(place.folder.name)
    here = os.path.relpath(tmp_path)
    assert command("audit", "verify", "--vault", named)[0] == 0
    assert command("backup", "make", f"{here}/backups", "--vault", named)[0] == 0
    assert command("backup", "verify", f"{here}/backups")[0] == 0
    assert command("restore", f"{here}/backups", "--vault", f"{here}/put-back")[0] == 0
    rescuing = ("rescue", "--vault", f"{here}/put-back", "--recovery", "--out", f"{here}/out")
    assert command(*rescuing, secret=key)[0] == 0
    assert command("audit", "list", "--vault", f"{here}/put-back")[0] == 0


@pytest.mark.parametrize(
    "arguments", [("--anchor", "12"), ("--anchors", "nowhere.txt"), ("nowhere.pdf",), ("--vault", "nowhere")]
)
def test_what_cannot_be_read_is_said_in_a_line(command, kept, arguments):
    place, _, _ = kept
    code, _, err = command("audit", "verify", "--vault", place.folder, *arguments)
    assert code == 2
    assert err.count("\n") == 1


def test_a_backup_is_made_listed_checked_and_put_back(command, kept, tmp_path):
    place, key, outside = kept
    code, out, _ = command("backup", "make", outside, "--vault", place.folder)
    assert code == 0
    assert "made, opened and checked" in out
    code, out, _ = command("backup", "list", outside)
    assert (code, out.count("MB"), out.splitlines()[-1]) == (0, 1, "1 backup")
    code, out, _ = command("backup", "verify", outside)
    assert code == 0
    assert "every page can be read.\nThe log is whole." in out
    assert "of the file as they were" not in out
    assert command("backup", "verify", outside, "--files-only")[0] == 0
    assert json.loads(command("backup", "verify", outside, "--json", "--recovery", secret=key)[1])["sound"]
    assert command("restore", outside, "--vault", place.folder)[0] == 2
    code, out, _ = command("restore", outside, "--vault", place.folder, "--replace")
    assert code == 0
    assert "What was there is kept in" in out
    code, out, _ = command("restore", outside, "--vault", tmp_path / "fresh")
    assert code == 0
    assert "kept" not in out
    Place(tmp_path / "fresh", FAST).unlock(PASSPHRASE).close()


def wrong_tries(command, *arguments):
    """Type a wrong passphrase three times, and give what is said to the right one then."""
    for _ in range(3):
        code, _, err = command(*arguments, secret="nothing of the kind")
        assert (code, "does not open the vault" in err) == (2, True)
    return command(*arguments)[2]


def test_wrong_tries_at_a_rescue_are_counted_as_at_the_door(command, kept, tmp_path):
    place, _, _ = kept
    rescue = ("rescue", "--vault", place.folder, "--out")
    for number in range(3):
        assert command(*rescue, tmp_path / f"out {number}", secret="nothing of the kind")[0] == 2
    assert "Wait" in command(*rescue, tmp_path / "out")[2]
    with pytest.raises(VaultError, check=lambda error: error.code == "too-many-tries"):
        place.unlock(PASSPHRASE)


@pytest.fixture
def installed(monkeypatch, kept):
    """The vault is the one of this machine."""
    place, _, outside = kept
    monkeypatch.setattr("consult_app.services.data_folder", lambda: place.folder)
    return place, outside


def test_wrong_tries_at_a_backup_are_counted_on_this_machine_and_change_nothing_in_it(command, installed):
    place, outside = installed
    assert command("backup", "make", outside)[0] == 0
    [backup] = outside.glob("consult-2*")
    before = {each.name: each.read_bytes() for each in backup.iterdir()}
    assert "Wait" in wrong_tries(command, "backup", "verify", outside)
    assert {each.name: each.read_bytes() for each in backup.iterdir()} == before
    with pytest.raises(VaultError, check=lambda error: error.code == "too-many-tries"):
        place.unlock(PASSPHRASE)


def test_where_there_is_no_vault_nothing_is_left_by_a_wrong_try_at_a_backup(
    command, kept, tmp_path, monkeypatch
):
    place, _, outside = kept
    assert command("backup", "make", outside, "--vault", place.folder)[0] == 0
    monkeypatch.setattr("consult_app.services.data_folder", lambda: tmp_path / "none")
    for _ in range(4):
        assert command("backup", "verify", outside, secret="nothing of the kind")[0] == 2
    assert command("backup", "verify", outside)[0] == 0
    assert not (tmp_path / "none").exists()


def test_a_backup_that_is_put_back_does_not_shorten_the_wait(command, installed):
    place, outside = installed
    assert command("backup", "make", outside)[0] == 0
    assert "Wait" in wrong_tries(command, "audit", "verify")
    assert command("restore", outside, "--replace")[0] == 0
    with pytest.raises(VaultError, check=lambda error: error.code == "too-many-tries"):
        place.unlock(PASSPHRASE)


def test_a_backup_needs_a_folder_and_a_folder_a_backup(command, kept, tmp_path):
    place, _, outside = kept
    code, _, err = command("backup", "make", "--vault", place.folder)
    assert code == 2
    assert "No folder for backups was chosen" in err
    assert command("backup", "verify", outside)[0] == 2
    assert command("backup", "list", outside)[1] == "0 backups\n"
    vault = place.unlock(PASSPHRASE)
    vault.keep_preferences(Preferences(backup_folder=str(tmp_path)))
    vault.close()
    assert command("backup", "make", "--vault", place.folder)[0] == 0


def test_of_the_backups_of_two_vaults_none_is_taken_unasked(command, kept, tmp_path):
    place, _, outside = kept
    other = Place(tmp_path / "other", FAST)
    other.create(PRACTICE, BO.clinician, BOS)[0].close()
    assert command("backup", "make", outside, "--vault", place.folder)[0] == 0
    assert command("backup", "make", outside, "--vault", other.folder, secret=BOS)[0] == 0
    listed = command("backup", "list", outside)[1]
    assert "opened by Dr. Ada Beispiel" in listed
    assert "opened by Bo Lind" in listed
    for act in (("backup", "verify", outside), ("restore", outside, "--vault", tmp_path / "fresh")):
        code, _, err = command(*act)
        assert code == 2
        assert "backups of 2 vaults" in err
        assert "(Bo Lind)" in err
    [hers] = [each for each in outside.iterdir() if each.name.endswith(listed.split(": ")[0][-8:])]
    assert command("restore", hers, "--vault", tmp_path / "fresh")[0] == 0


def test_a_command_that_is_stopped_says_so_in_a_line_and_leaves_nothing(command, kept, tmp_path, monkeypatch):
    place, _, outside = kept

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("consult_app.store.files.sync", stop)
    before = sorted(outside.iterdir())
    assert command("backup", "make", outside, "--vault", place.folder) == (130, "", "consult-app: stopped.\n")
    assert sorted(outside.iterdir()) == before
    monkeypatch.undo()


def test_a_lead_lists_the_log_by_who_what_whose_and_when(command, kept, tmp_path):
    place, _, _ = kept
    code, out, _ = command("audit", "list", "--vault", place.folder, "--whose", "müller", "--what", "begin")
    assert code == 0
    assert out.splitlines()[-1] == "1 entry"
    assert "Dr. Ada Beispiel  begin  Jürgen Müller-Łódź" in out
    assert command("audit", "list", "--vault", place.folder, "--who", "nobody")[1] == "0 entries\n"
    assert command("audit", "list", "--vault", place.folder, "--since", "2199-01-01")[1] == "0 entries\n"
    assert command("audit", "list", "--vault", place.folder, "--until", "1999-01-01")[1] == "0 entries\n"
    table = tmp_path / "log.csv"
    code, out, _ = command("audit", "list", "--vault", place.folder, "--csv", table, "--what", "log exported")
    assert code == 0
    assert table.read_text("utf-8-sig").splitlines()[0].startswith("number,time (UTC),who,what")
    # Each look is entered: the four before, and this one.
    assert len(table.read_text("utf-8-sig").splitlines()) == 1 + 5
    assert table.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("wanted", [(), ("--names",)])
def test_patients_are_named_in_the_table_only_where_that_is_wanted(command, kept, tmp_path, wanted):
    place, _, _ = kept
    table = tmp_path / "log.csv"
    code, _, _ = command(
        "audit", "list", "--vault", place.folder, "--csv", table, "--whose", "müller", *wanted
    )
    assert code == 0
    rows = table.read_text("utf-8-sig")
    assert "begin" in rows
    assert ("Müller" in rows) is bool(wanted)


def test_nobody_but_a_lead_lists_the_log(command, kept):
    place, _, _ = kept
    vault = place.unlock(PASSPHRASE)
    vault.staff.add(User(BO.clinician, UserRole.CLINICIAN), BOS)
    vault.close()
    code, out, _ = command("audit", "list", "--vault", place.folder, "--user", "Bo Lind", secret=BOS)
    assert (code, out) == (2, "")


@pytest.fixture
def practice(tmp_path, monkeypatch):
    """A practice with its own folder of packs beside its vault; gives the place and the folder."""
    monkeypatch.setattr("consult_app.services.data_folder", lambda: tmp_path)
    place = Place(tmp_path, FAST)
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.staff.add(User(BO.clinician, UserRole.CLINICIAN), BOS)
    vault.close()
    (tmp_path / "forms").mkdir()
    approvable_forms(tmp_path / "forms")
    return place, tmp_path / "forms" / "sample"


def test_in_a_practice_a_clinical_lead_approves_as_the_user_they_are(command, practice):
    place, pack = practice
    day = ("--on", str(APPROVAL.on))
    lead = ("--user", CLINICIAN.name)
    code, _, err = command("forms", "approve", pack, *day, "--by", "Dr. B. Example")
    assert (code, "as the user they are" in err) == (2, True)
    code, _, err = command("forms", "approve", pack, *day, "--user", "Bo Lind", secret=BOS)
    assert (code, err) == (2, "consult-app: This is for a clinical lead.\n")
    assert command("forms", "approve", pack, *day, *lead, secret="wrong")[0] == 2
    assert not (pack / "approvals.yaml").exists()
    code, out, err = command("forms", "approve", pack, *day, *lead)
    assert (code, err) == (0, "")
    assert f"approved by {CLINICIAN.name} on {APPROVAL.on}" in out
    vault = place.unlock(PASSPHRASE, CLINICIAN.id)
    entry = next(each for each in vault.entries(0, 9) if each.action == "treatment approved")
    vault.close()
    assert entry.who == CLINICIAN.name
    assert entry.reason in out


def test_outside_a_practice_the_command_asks_for_a_name(command, practice, tmp_path):
    _, pack = practice
    away = pack.parent.rename(tmp_path / "elsewhere") / pack.name
    assert command("forms", "approve", away)[0] == 2
    names = ("--by", "Dr. B. Example", "--role", "Lead", "--registration", "1", "--on", str(APPROVAL.on))
    assert "approved by Dr. B. Example" in command("forms", "approve", away, *names)[1]
