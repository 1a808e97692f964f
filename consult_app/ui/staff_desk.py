"""Where users are let in, corrected, helped and locked out: the dialogs, and what is kept of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from consult_app.domain.proof import IssuedKey
from consult_app.domain.users import User
from consult_app.ui.dialogs.certify_dialog import CertifyDialog
from consult_app.ui.dialogs.passphrase_dialog import PassphraseDialog
from consult_app.ui.dialogs.tie_dialog import TieDialog
from consult_app.ui.dialogs.user_dialog import UserDialog
from consult_app.ui.dialogs.withdraw_dialog import WithdrawDialog
from consult_app.ui.housekeeping import Housekeeping
from consult_app.ui.sheet_desk import SheetDesk
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.staffing import (
    add_user,
    certify_keys,
    correct_user,
    re_enrol,
    remove_user,
    renew_recovery_key,
    uncertified,
    withdraw_key,
)


class StaffDesk(SheetDesk):
    """Opens dialogs and has kept what they say; each closes once that is done, or says why it is not."""

    changed = Signal(object, object)  # all users, and those whose keys nobody certified
    recovery_key_made = Signal(str)
    tied = Signal(bool)
    """Whether one's own passphrase is tied to this device now."""

    def __init__(self, house: Housekeeping, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._house = house

    def add(self, above: QWidget) -> None:
        """Let somebody in."""
        self._open_user(None, above)

    def correct(self, user: User, above: QWidget) -> None:
        """Correct somebody."""
        self._open_user(user, above)

    def change_passphrase(self, above: QWidget) -> None:
        """Change one's own passphrase."""
        dialog = PassphraseDialog("", self._house.strength, above)
        dialog.saved.connect(
            lambda old, new, _: self._do(lambda _, vault: vault.staff.change_passphrase(old, new))
        )
        self._open(dialog)

    def tie(self, above: QWidget, *, tied: bool) -> None:
        """Tie one's own passphrase to this device, or untie it; it is typed for that."""
        dialog = TieDialog(above, tied=tied)

        def tell(now: bool) -> None:  # noqa: FBT001 - what came of it
            self.kept.emit()
            self.tied.emit(now)

        def work(vault: Vault, passphrase: str) -> bool:
            vault.staff.tie(passphrase, tied=tied)
            return vault.staff.tied

        dialog.saved.connect(
            lambda passphrase: self._house.do(lambda _, vault: work(vault, passphrase), tell, self._refuse)
        )
        self._open(dialog)

    def re_enrol(self, user: User, above: QWidget) -> None:
        """Give somebody who forgot it another passphrase."""
        dialog = PassphraseDialog(user.clinician.name, self._house.strength, above)
        dialog.saved.connect(
            lambda _, new, recovery_key: self._do(
                lambda services, vault: re_enrol(services, vault, user.id, new, recovery_key=recovery_key)
            )
        )
        self._open(dialog)

    def certify(self, users: tuple[User, ...], above: QWidget) -> None:
        """Have the practice certify what these sign with."""
        dialog = CertifyDialog(tuple(each.clinician.name for each in users), above)
        dialog.saved.connect(
            lambda recovery_key: self._do(lambda services, vault: certify_keys(services, vault, recovery_key))
        )
        self._open(dialog)

    def withdraw(self, above: QWidget) -> None:
        """Have a key chosen that does not count any more."""

        def show(keys: tuple[IssuedKey, ...]) -> None:
            dialog = WithdrawDialog(tuple(each for each in keys if each.withdrawn is None), above)
            dialog.saved.connect(
                lambda key, sheet: self._do(lambda services, vault: withdraw_key(services, vault, key, sheet))
            )
            self._open(dialog)

        self._house.do(lambda _, vault: vault.certificates(), show, self._refuse)

    def remove(self, user_id: str) -> None:
        """Lock somebody out."""
        self._do(lambda _, vault: remove_user(vault, user_id))

    def renew_recovery_key(self) -> None:
        """Make another recovery key, to be printed."""
        self._house.do(renew_recovery_key, self.recovery_key_made.emit, self._refuse)

    def _open_user(self, user: User | None, above: QWidget) -> None:
        dialog = UserDialog(user, self._house.strength, above)

        def keep(given: User, passphrase: str, recovery_key: str) -> None:
            if user is None:
                who = given.clinician, given.role, passphrase
                self._do(lambda services, vault: add_user(services, vault, *who, recovery_key=recovery_key))
            else:
                self._do(lambda services, vault: correct_user(services, vault, given))

        dialog.saved.connect(keep)
        self._open(dialog)

    def _do(self, work: Callable[[Services, Vault], object]) -> None:
        """Do something about users in the worker, then show all of them as they are now."""

        def both(services: Services, vault: Vault) -> tuple[tuple[User, ...], tuple[User, ...]]:
            work(services, vault)
            return vault.staff.everybody(), uncertified(vault)

        self._house.do(both, self._tell, self._refuse)

    def _tell(self, users: tuple[tuple[User, ...], tuple[User, ...]]) -> None:
        self.kept.emit()
        self.changed.emit(*users)
