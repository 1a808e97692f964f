"""What a damaged vault still holds comes out as it was written, and what does not is named."""

import json
import random
from hashlib import sha256
from io import StringIO

import pytest

from consult_app import cli
from consult_app.domain.consultation import Clinician
from consult_app.domain.photo import Photo, Taken
from consult_app.domain.users import User, UserRole
from consult_app.errors import VaultError
from consult_app.store import rescue as rescuing
from consult_app.store.examining import keys_of
from consult_app.store.migrations import AUDITED, STEPS, m008_photos
from consult_app.store.place import Place
from consult_app.store.rescue import rescue
from tests.helpers.consultations import (
    AFTERCARE,
    AT,
    CLINICIAN,
    PASSPHRASE,
    PRACTICE,
    consented,
    draft,
    reviewed,
    signed_once,
)
from tests.helpers.consultations import sealed as sealed_record
from tests.helpers.in_rooms import FAST, PracticePlace
from tests.helpers.schemas import age

pytestmark = pytest.mark.usefixtures("cheap")

PAGE = 4096
PHOTOS = 1 + STEPS.index(m008_photos.STATEMENTS)
JPEG = b"\xff\xd8 a picture \xff\xd9"
PHOTO = Photo("f-1", "i-1", Taken.BEFORE, "cheek", AT, "c-1", sha256(JPEG).hexdigest(), len(JPEG))
OPEN = [f"i-{number}" for number in range(2, 12)]


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path / "vault", FAST)


@pytest.fixture
def practice_place(tmp_path, clock, cluster):
    made = PracticePlace(tmp_path / "vault", clock, cluster.emptied())
    yield made
    made.let_go()


@pytest.fixture
def closed(real_place):
    """A vault with a sealed record and ten drafts, too long for one page each; gives the sealed file."""
    vault, _ = real_place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.begin(draft(), "bundle" * 5000)
    read = reviewed()
    once = signed_once(read)
    both = consented(once)
    for state, act in ((read, "reviewed"), (once, "signed"), (both, "signed")):
        vault.keep(state, act)
    pdf = b"%PDF-1.7 sealed " + random.Random(7).randbytes(60_000)  # noqa: S311 - nothing here is secret
    vault.store(sealed_record(both, pdf), pdf, AFTERCARE)
    vault.add_photo(PHOTO, JPEG)
    for each in OPEN:
        vault.begin(draft(each, f"words of {each} " * 500), "bundle" * 5000)
    vault.close()
    return pdf


def brought_out(place, folder):
    folder.mkdir()
    found = {}
    keys = keys_of(place, PASSPHRASE)
    return rescue(place, keys, folder, lambda name, content: found.update({name: content})), found


def damage(place, page):
    with (place.folder / "vault.db").open("r+b") as file:
        file.seek(page * PAGE + 100)
        byte = file.read(1)
        file.seek(page * PAGE + 100)
        file.write(bytes([byte[0] ^ 1]))


def test_of_a_whole_vault_everything_comes_out(real_place, closed, tmp_path):
    before = (real_place.folder / "vault.db").read_bytes()
    outcome, found = brought_out(real_place, tmp_path / "out")
    assert (outcome.lost, outcome.broken) == ((), ())
    assert outcome.whole["consultation"] == 11
    assert found["consultations/i-1.pdf"] == closed
    assert found["consultations/i-1-aftercare.pdf"] == AFTERCARE
    assert found["consultations/i-1-photo-f-1.jpg"] == JPEG
    assert found[f"pack/{'d' * 64}.txt"] == b"bundle" * 5000
    assert json.loads(found["patient.json"])[0]["family_name"] == "Müller-Łódź"
    assert "words of i-5" in found["consultations/i-5.json"].decode()
    assert (real_place.folder / "vault.db").read_bytes() == before
    assert real_place.unlock(PASSPHRASE).close() is None


@pytest.mark.parametrize("real_place", ["place"], indirect=True)
def test_whatever_page_is_damaged_nothing_comes_out_changed_and_what_is_lost_is_named(
    real_place, closed, tmp_path
):
    good = (real_place.folder / "vault.db").read_bytes()
    _, whole = brought_out(real_place, tmp_path / "whole")
    saved = []
    for page in range(0, len(good) // PAGE, 5):
        (real_place.folder / "vault.db").write_bytes(good)
        damage(real_place, page)
        outcome, found = brought_out(real_place, tmp_path / f"out-{page}")
        consultations = {name: each for name, each in found.items() if name.startswith(("cons", "pack"))}
        assert consultations.items() <= whole.items()
        lacking = whole.keys() - found.keys()
        assert not lacking or outcome.lost or outcome.broken
        saved.append(len(consultations))
    # One page costs at most a few of them, save the pages on which all others hang.
    assert sum(each >= 12 for each in saved) > len(saved) * 0.8


def test_a_value_that_came_back_as_zeros_is_lost_not_exported(real_place, closed, tmp_path, monkeypatch):
    real = rescuing._all

    def zeros(table):
        if table != "sealed":
            return real(table)
        return "SELECT zeroblob(60016) AS pdf, rowid AS at_row, * FROM sealed"

    monkeypatch.setattr(rescuing, "_all", zeros)
    outcome, found = brought_out(real_place, tmp_path / "out")
    assert "consultations/i-1.pdf" not in found
    assert ("pdf", "i-1") in outcome.lost


def test_what_the_side_file_holds_comes_out_too(real_place, tmp_path):
    vault, _ = real_place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.begin(draft(words="said last"), "bundle")
    held = {
        each.name: each.read_bytes() for each in real_place.folder.iterdir() if each.name.startswith("vault")
    }
    vault.close()
    assert len(held["vault.db-wal"]) > 0
    for name, content in held.items():
        (real_place.folder / name).write_bytes(content)
    _, found = brought_out(real_place, tmp_path / "out")
    assert "said last" in found["consultations/i-1.json"].decode()


def test_where_the_disk_gives_a_block_back_no_more_the_rest_comes_out(
    real_place, closed, tmp_path, monkeypatch
):
    real = rescuing._block
    last = (real_place.folder / "vault.db").stat().st_size - PAGE

    def torn(file, at):
        if at != last:
            return real(file, at)

        class Torn:
            def seek(self, _at):
                raise OSError(5, "Input/output error")

        return real(Torn(), at)

    monkeypatch.setattr(rescuing, "_block", torn)
    outcome, found = brought_out(real_place, tmp_path / "out")
    assert sum(name.startswith("consultations") for name in found) >= 11
    assert outcome.whole["patient"] == 1


@pytest.mark.parametrize("lacking", [1, PAGE, 3 * PAGE + 700])
def test_of_a_file_whose_end_is_gone_the_rest_comes_out(place, closed, tmp_path, lacking):
    path = place.folder / "vault.db"
    path.write_bytes(path.read_bytes()[:-lacking])
    outcome, found = brought_out(place, tmp_path / "out")
    assert sum(name.startswith("consultations") for name in found) >= 11
    assert outcome.whole["patient"] == 1
    assert outcome.lost or outcome.broken


@pytest.mark.parametrize("content", [b"hello", b"SQLite format 3\0" + bytes(8176)])
def test_a_file_of_something_else_is_called_that_and_not_a_damaged_vault(place, closed, tmp_path, content):
    (place.folder / "vault.db").write_bytes(content)
    with pytest.raises(VaultError, check=lambda error: error.code == "vault-foreign"):
        brought_out(place, tmp_path / "out")


@pytest.mark.parametrize("version", range(1, len(STEPS)))
def test_of_an_older_vault_comes_out_what_it_had_and_nothing_is_called_damaged(
    real_place, closed, tmp_path, version
):
    age(real_place, version)
    outcome, found = brought_out(real_place, tmp_path / "out")
    assert (outcome.lost, outcome.broken) == ((), ())
    assert outcome.whole["consultation"] == 11
    assert found["consultations/i-1.pdf"] == closed
    assert ("consultations/i-1-photo-f-1.jpg" in found) is (version >= PHOTOS)
    assert ("audit.json" in found) is (version >= AUDITED)


def test_a_table_of_this_schema_that_is_gone_is_called_damaged(real_place, closed, tmp_path):
    vault = real_place.unlock(PASSPHRASE)
    with vault._database.writing() as connection:
        connection.execute("DROP TABLE photo")
    vault.close()
    outcome, _ = brought_out(real_place, tmp_path / "out")
    assert "photo" in outcome.broken


def run(monkeypatch, *words, secret=PASSPHRASE):
    monkeypatch.setattr("sys.stdin", StringIO(secret + "\n"))
    return cli.run(["rescue", *map(str, words)])


def test_the_command_brings_it_out_and_says_what_is_lost(real_place, closed, tmp_path, monkeypatch, capsys):
    damage(real_place, (real_place.folder / "vault.db").stat().st_size // PAGE - 1)
    out = tmp_path / "out"
    assert run(monkeypatch, "--vault", real_place.folder, "--out", out) == 1
    said = capsys.readouterr().out
    assert "NOT encrypted" in said
    assert "LOST: " in said or "DAMAGED: " in said
    assert (out / "patient.json").stat().st_mode & 0o077 == 0
    assert (out / "encrypted-copy" / "vault.db").exists()


def test_the_command_says_how_much_came_out_of_a_whole_vault(
    real_place, closed, tmp_path, monkeypatch, capsys
):
    assert run(monkeypatch, "--vault", real_place.folder, "--out", tmp_path / "out") == 0
    assert "  11 consultations\n  2 documents\n" in capsys.readouterr().out
    assert (tmp_path / "out/consultations/i-1.pdf").read_bytes() == closed


def test_the_command_writes_over_nothing_and_wants_the_key(real_place, closed, tmp_path, monkeypatch, capsys):
    (tmp_path / "notes").write_text("mine")
    assert run(monkeypatch, "--vault", real_place.folder, "--out", tmp_path) == 2
    assert "is not empty" in capsys.readouterr().err
    assert run(monkeypatch, "--vault", real_place.folder, "--out", tmp_path / "out", secret="wrong") == 2
    assert not list((tmp_path / "out").glob("*.json"))


def test_an_administrator_brings_nothing_out_but_whoever_has_the_recovery_key_does(
    real_place, closed, tmp_path, monkeypatch, capsys
):
    vault = real_place.unlock(PASSPHRASE)
    sam = User(Clinician("c-4", "Sam Okoro", "Practice manager"), UserRole.ADMINISTRATOR)
    vault.staff.add(sam, "amber violin counts seven")
    key = vault.staff.renew_recovery_key()
    vault.close()
    out, whole = ("--vault", real_place.folder, "--out", tmp_path / "out"), ("--out", tmp_path / "whole")
    assert run(monkeypatch, *out, "--user", "Sam Okoro", secret="amber violin counts seven") == 2
    assert "does not see patients" in capsys.readouterr().err
    assert not list((tmp_path / "out").rglob("*.json"))
    assert run(monkeypatch, "--vault", real_place.folder, *whole, "--recovery", secret=key) == 0
