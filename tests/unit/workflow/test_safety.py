"""How safe things are, and when another backup is prepared."""

from dataclasses import replace
from datetime import timedelta

import pytest

from consult_app.domain.backup import Backup
from consult_app.domain.preferences import Preferences
from consult_app.domain.users import UserRole
from consult_app.errors import RightError, VaultError
from consult_app.workflow.safety import Safety, next_backup, read_safety
from tests.helpers.fakes import NOON, FakeVault, fake_services


@pytest.fixture
def vault():
    return FakeVault(its_preferences=Preferences(backup_folder="stick"))


def test_without_a_folder_there_is_none_unless_it_was_wanted():
    bare = FakeVault()
    assert next_backup(fake_services(), bare, wanted=False) is None
    with pytest.raises(VaultError, match="No folder for backups"):
        next_backup(fake_services(), bare, wanted=True)
    assert not read_safety(bare, NOON).chosen


def test_one_is_prepared_when_it_is_due_or_wanted(vault):
    made = next_backup(fake_services(), vault, wanted=False).run()
    vault.note_backup(made)
    assert next_backup(fake_services(), vault, wanted=False) is None
    assert next_backup(fake_services(), vault, wanted=True) is not None
    vault.note_backup(replace(made, at=NOON - timedelta(days=2)))
    assert next_backup(fake_services(), vault, wanted=False) is not None


def test_an_assistant_makes_none_on_wish_but_the_daily_one_is_made(vault):
    vault.staff.users = {
        key: replace(each, role=UserRole.ASSISTANT) for key, each in vault.staff.users.items()
    }
    with pytest.raises(RightError):
        next_backup(fake_services(), vault, wanted=True)
    assert next_backup(fake_services(), vault, wanted=False) is not None
    assert not read_safety(vault, NOON).own


def test_how_safe_things_are(vault):
    assert read_safety(vault, NOON).late
    vault.note_backup(Backup("b", NOON - timedelta(hours=1), 3))
    vault.second_place_lost = vault.changes_lost = True
    safety = read_safety(vault, NOON)
    assert (safety.late, safety.anchored, safety.chosen, safety.last.name) == (False, False, True, "b")
    assert not safety.whole
    assert safety.own


def test_after_a_good_backup_what_it_does_not_settle_stays(vault):
    made = next_backup(fake_services(), vault, wanted=True).run()
    late = Safety(late=True, anchored=False, whole=False)
    assert late.after(made, NOON) == Safety(made, NOON, late=False, anchored=False, whole=False)
