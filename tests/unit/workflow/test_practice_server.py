"""Who may change what lets the rooms in, and empty the server."""

from dataclasses import replace

import pytest

from consult_app.domain.users import UserRole
from consult_app.errors import RightError, VaultError
from consult_app.workflow.practice_server import (
    change_server_password,
    empty_server,
    leave_server,
    move_address,
    take_server_password,
)
from consult_app.workflow.settings import read_settings
from tests.helpers.fakes import FakePracticeServer, FakeVault, fake_services

OWNERS = FakePracticeServer().owner_password


def vault_of(role):
    vault = FakeVault(practice_server=FakePracticeServer())
    me = vault.staff.me
    vault.staff.users[me.id] = replace(me, role=role)
    return vault


@pytest.mark.parametrize("act", [change_server_password, empty_server, move_address])
@pytest.mark.parametrize("role", [UserRole.ASSISTANT, UserRole.CLINICIAN])
def test_only_whoever_is_in_charge_changes_the_server(role, act):
    vault = vault_of(role)
    with pytest.raises(RightError):
        act(vault, OWNERS)
    assert vault.practice_server == FakePracticeServer()


@pytest.mark.parametrize("role", [UserRole.LEAD, UserRole.ADMINISTRATOR])
def test_whoever_is_in_charge_changes_it_with_the_owners_password(role):
    vault = vault_of(role)
    with pytest.raises(VaultError):
        empty_server(vault, "guessed")
    made = change_server_password(vault, OWNERS)
    empty_server(vault, OWNERS)
    move_address(vault, "postgresql://attic/practice")
    there = FakePracticeServer(password=made, emptied=1, address="postgresql://attic/practice")
    assert vault.practice_server == there


@pytest.mark.parametrize("role", [each for each in UserRole if each is not UserRole.LEAD])
def test_only_whoever_may_read_and_is_in_charge_leaves_the_server(role):
    vault = vault_of(role)
    with pytest.raises(RightError):
        leave_server(vault)
    assert not vault.practice_server.left
    vault = vault_of(UserRole.LEAD)
    leave_server(vault)
    assert vault.practice_server.left


def test_anybody_types_what_was_made_elsewhere():
    vault = vault_of(UserRole.ASSISTANT)
    with pytest.raises(VaultError):
        take_server_password(vault, "guessed")
    take_server_password(vault, vault.practice_server.password)


def test_settings_name_the_server_where_there_is_one():
    services = fake_services()
    assert read_settings(services, vault_of(UserRole.LEAD)).server == "practice @ cellar"
    assert read_settings(services, FakeVault()).server == ""


def test_settings_say_where_the_way_to_the_server_is_not_encrypted():
    open_way = FakeVault(practice_server=FakePracticeServer(unencrypted=True))
    assert read_settings(fake_services(), open_way).unencrypted
    assert not read_settings(fake_services(), vault_of(UserRole.LEAD)).unencrypted
    assert not read_settings(fake_services(), FakeVault()).unencrypted
