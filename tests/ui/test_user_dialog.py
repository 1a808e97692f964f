"""Letting somebody in: with the recovery key at hand the practice certifies what they sign with."""

import pytest

from consult_app.domain.consultation import Clinician
from consult_app.domain.users import User, UserRole
from consult_app.ui.dialogs.user_dialog import UserDialog
from tests.helpers.accessible import unnamed
from tests.helpers.fakes import RECOVERY_KEY
from tests.helpers.signals import told

PASSPHRASE = "quiet harbour ninety maps"


def strength(_passphrase):
    return 4, ""


def filled(dialog, recovery_key):
    dialog._name.set_text("Bo Lind")
    dialog._passphrase._first.edit.setText(PASSPHRASE)
    dialog._passphrase._second.edit.setText(PASSPHRASE)
    dialog._recovery.set_text(recovery_key)
    dialog._save.click()


@pytest.fixture
def dialog(qtbot):
    made = UserDialog(None, strength)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("recovery_key", ["", RECOVERY_KEY])
def test_the_recovery_key_is_told_where_it_was_typed(dialog, recovery_key):
    heard = told(dialog.saved)
    filled(dialog, f"  {recovery_key} ")
    [(user, passphrase, key)] = heard
    assert (user.clinician.name, passphrase, key) == ("Bo Lind", PASSPHRASE, recovery_key)
    assert unnamed(dialog) == []


def test_corrected_details_take_no_recovery_key(qtbot):
    made = UserDialog(User(Clinician("u", "Bo", ""), UserRole.CLINICIAN), strength)
    qtbot.addWidget(made)
    made.show()
    assert not made._recovery.isVisible()
