"""Where the settings dialog is opened, and where what was changed in it goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from consult_app.ui import setting_keys as keys
from consult_app.ui.appearance import Appearance

if TYPE_CHECKING:
    from consult_app.domain.audit import Checked
    from consult_app.domain.backup import Backup
    from consult_app.domain.proof import SigningKey
    from consult_app.domain.unfinished import SettingsBegun
    from consult_app.domain.users import User
    from consult_app.errors import ConsultError
    from consult_app.ui.dialogs.settings_dialog import SettingsDialog
    from consult_app.ui.housekeeping import Housekeeping
    from consult_app.ui.idle import IdleWatch
    from consult_app.ui.main_window import MainWindow
    from consult_app.ui.remembered import Memory
    from consult_app.workflow.settings import Settings
    from consult_app.workflow.timing import Times


_MACHINE = "machine."
_NOTHING_MEANT = {"preferences.paper"}
"""Where no value is a value, too."""


class SettingsDesk(QObject):
    """Practice settings go to the vault, those of the machine to its memory; the look shows at once."""

    recovery_key_made = Signal(str)
    sheet_opened = Signal(object)
    """A dialog about a user, above the settings."""

    def __init__(self, window: MainWindow, memory: Memory, idle_watch: IdleWatch, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._memory, self._idle_watch = window, memory, idle_watch
        self._appearance = Appearance(memory, window.dress, self)
        self._house: Housekeeping | None = None
        self._dialog: SettingsDialog | None = None
        self._parts: dict[str, Any] = {}
        self._people: dict[str, User] = {}
        self._me = ""
        self._uncertified: tuple[User, ...] = ()
        self._before: dict[str, Any] = {}
        self._begun: SettingsBegun | None = None
        self._user_begun: str | None = None
        """The id of a user whose dialog is to be opened again; empty for somebody new."""

    def serve(self, house: Housekeeping) -> None:
        """Open the dialog whenever the settings were read, and have kept there what is decided."""
        self._house = house
        house.settings_read.connect(self.open)
        house.key_renewed.connect(self._show_key)
        from consult_app.ui.staff_desk import StaffDesk

        self._staff = StaffDesk(house, self)
        self._staff.changed.connect(self._show_users)
        self._staff.recovery_key_made.connect(self._leave_for_key)
        self._staff.refused.connect(self._refuse)
        self._staff.tied.connect(self._show_tied)
        self._staff.opened.connect(self.sheet_opened)
        from consult_app.ui.key_desk import KeyDesk

        self._keys = KeyDesk(house, self)
        self._keys.told.connect(self._refuse)
        from consult_app.ui.server_desk import ServerDesk

        self._server = ServerDesk(house, self)
        self._server.told.connect(self._refuse)
        from consult_app.ui.card_desk import CardDesk

        self._cards = CardDesk(house, self)
        self._cards.told.connect(self._refuse)
        house.samples_cleared.connect(self._show_no_samples)
        house.log_checked.connect(self._show_log)
        house.preferred.connect(lambda preferences: self._idle_watch.set_minutes(preferences.lock_minutes))

    def open(self, settings: Settings) -> None:
        """Show the settings, once: a second click while they were read asks for no second dialog."""
        if self._dialog is not None:
            return
        from consult_app.ui.dialogs.settings_dialog import SettingsDialog
        from consult_app.ui.printing import offered_printers
        from consult_app.ui.setting import Kind, values_of
        from consult_app.ui.settings_facts import facts
        from consult_app.ui.settings_sections import sections

        known = offered_printers()
        kept = self._memory.kept.printer
        # A dialog is only opened for what was read there.
        assert self._house is not None  # noqa: S101
        offered = known if kept in {"", *known} else (*known, kept)
        described = sections(settings, offered, self._house.recipient, self._house.time_authority)
        self._parts = {
            "practice": settings.practice,
            "clinician": settings.me.clinician,
            "preferences": settings.preferences,
            "machine": self._memory.kept,
        }
        self._people = {each.id: each for each in settings.users}
        self._me = settings.me.id
        acts = (each.key for section in described for each in section.settings if each.kind is Kind.ACTION)
        able = dict.fromkeys(acts, True)
        able[keys.CLEAR_SAMPLES] = settings.samples > 0
        able[keys.CERTIFY] = bool(settings.uncertified)
        able |= {keys.TIE: not settings.tied, keys.UNTIE: settings.tied}
        self._uncertified = settings.uncertified
        self._before = values_of(described, self._parts)
        values = self._before | facts(settings) | able
        self._dialog = SettingsDialog(described, values, self._window)
        self._dialog.edited.connect(self._try_on)
        self._dialog.acted.connect(self._act)
        self._dialog.saved.connect(self._keep)
        self._dialog.finished.connect(self._leave)
        self._dialog.open()
        # What is done in the dialog is use, too.
        self._dialog.windowHandle().installEventFilter(self._idle_watch)
        self._show_begun(self._dialog)
        self._show_user_begun()

    def close(self) -> None:
        """Close the dialog, as when the vault is locked; nothing in it is kept."""
        if self._dialog is not None:
            self._dialog.reject()

    def unfinished(self) -> SettingsBegun | None:
        """Give what was changed and not saved; what is no value at all stays out."""
        if self._dialog is None:
            return None
        from consult_app.domain.unfinished import SettingsBegun
        from consult_app.ui.setting import applied

        values = self._dialog.values()
        changed = {key: values[key] for key, value in self._before.items() if values[key] != value}
        usable = {key: value for key, value in changed.items() if value is not None or key in _NOTHING_MEANT}
        if not usable:
            return None
        parts = applied(self._parts, usable)
        machine = {key.partition(".")[2]: value for key, value in usable.items() if key.startswith(_MACHINE)}
        return SettingsBegun(
            self._dialog.section,
            tuple(usable),
            parts["practice"],
            parts["clinician"],
            parts["preferences"],
            machine,
        )

    def go_on_with(self, begun: SettingsBegun) -> None:
        """Show the settings that were begun when the dialog is opened next."""
        self._begun = begun

    def open_user_again(self, user_id: str) -> None:
        """Open the settings, and above them the dialog about a user."""
        assert self._house is not None  # noqa: S101 - only an open vault gives back what was begun
        self._user_begun = user_id
        if self._dialog is None:
            self._house.read()
        else:
            self._show_user_begun()

    def _show_user_begun(self) -> None:

        user_id, self._user_begun = self._user_begun, None
        # Somebody who was removed meanwhile, or who may not do this any more, is asked about nobody.
        if user_id is None or self._dialog is None or not self._dialog.offers(keys.STAFF):
            return
        if not user_id or user_id in self._people:
            self._dialog.show_section("staff")
            self._act_on_staff("correct" if user_id else "add", user_id)

    def _show_begun(self, dialog: SettingsDialog) -> None:
        from consult_app.ui.setting import value_in

        begun, self._begun = self._begun, None
        if begun is None:
            return
        for key in begun.keys:
            part, _, name = key.partition(".")
            if key in self._before:
                value = begun.machine[name] if part == "machine" else value_in(getattr(begun, part), name)
                dialog.show_value(key, value)
                self._try_on(key)
        dialog.show_section(begun.section)

    def _leave(self) -> None:
        self._dialog = None
        self._appearance.restore()

    def _try_on(self, key: str) -> None:

        assert self._dialog is not None  # noqa: S101 - it is the dialog that tells
        if key in {keys.LOOK, keys.TEXT_SIZE}:
            self._appearance.try_on(self._dialog.value(keys.LOOK), self._dialog.value(keys.TEXT_SIZE))

    def _act(self, key: str) -> None:

        house, dialog = self._house, self._dialog
        # A dialog is only opened for what was read there.
        assert house is not None  # noqa: S101
        assert dialog is not None  # noqa: S101
        if key.startswith(keys.STAFF):
            self._act_on_staff(*key.split()[1:])
            return
        if key in {keys.TRY_SAMPLE, keys.READ_LOG, keys.SEE_DUE, keys.BRING_PATIENTS}:
            self.close()
        acts: dict[str, Callable[[], None]] = {
            keys.TRY_SAMPLE: house.try_sample,
            keys.NEW_KEY: house.renew_key,
            keys.BOUGHT_KEY: lambda: self._keys.use_bought(dialog, self._parts["clinician"].name),
            keys.CARD_KEY: lambda: self._cards.use(dialog, self._parts["clinician"].name),
            keys.CLEAR_SAMPLES: house.clear_samples,
            keys.NEW_RECOVERY_KEY: self._staff.renew_recovery_key,
            keys.BACK_UP: house.backup_requested.emit,
            keys.SEE_DUE: house.records_requested.emit,
            keys.BRING_PATIENTS: house.incoming_requested.emit,
            keys.CHECK_LOG: house.check_log,
            keys.READ_LOG: house.log_requested.emit,
            keys.TIE: lambda: self._staff.tie(dialog, tied=True),
            keys.UNTIE: lambda: self._staff.tie(dialog, tied=False),
            keys.WITHDRAW_KEY: lambda: self._staff.withdraw(dialog),
            keys.CERTIFY: lambda: self._staff.certify(self._uncertified, dialog),
            keys.ASK_TIME: house.time_requested.emit,
            keys.PASSPHRASE: lambda: self._staff.change_passphrase(dialog),
            keys.SERVER_PASSWORD: lambda: self._server.change_password(dialog),
            keys.TYPE_PASSWORD: lambda: self._server.type_password(dialog),
            keys.EMPTY_SERVER: lambda: self._server.empty(dialog),
        }
        acts[key]()

    def _keep(self, values: Mapping[str, Any]) -> None:
        from dataclasses import asdict

        from consult_app.ui.setting import applied

        parts = applied(self._parts, values)
        self._memory.change(**asdict(parts["machine"]))
        if self._house is not None:
            self._house.keep(parts["practice"], parts["clinician"], parts["preferences"])

    def _show_key(self, key: SigningKey) -> None:
        from consult_app.ui.settings_facts import key_facts

        if self._dialog is not None:
            self._dialog.show_value(keys.KEY, key_facts(key))

    def _act_on_staff(self, act: str, user_id: str = "") -> None:
        dialog, staff, user = self._dialog, self._staff, self._people.get(user_id)
        assert dialog is not None  # noqa: S101 - it is the dialog that tells
        if act == "add" or user is None:
            staff.add(dialog)
        elif act == "correct":
            staff.correct(user, dialog)
        elif act == "re-enrol":
            staff.re_enrol(user, dialog)
        else:
            staff.remove(user_id)

    def _show_users(self, users: tuple[User, ...], uncertified: tuple[User, ...]) -> None:
        from consult_app.ui.settings_facts import uncertified_facts

        self._people = {each.id: each for each in users}
        if self._dialog is not None:
            self._dialog.refuse("", "")
            self._dialog.show_value(keys.STAFF, (users, self._me))
            self._uncertified = uncertified
            self._dialog.show_value(keys.UNCERTIFIED, uncertified_facts(uncertified))
            self._dialog.show_value(keys.CERTIFY, value=bool(uncertified))
            self._follow_me()

    def _show_tied(self, tied: bool) -> None:  # noqa: FBT001 - told by a signal
        from consult_app.ui.settings_facts import device_facts

        if self._dialog is not None:
            self._dialog.refuse("", "")
            self._dialog.show_value(keys.DEVICE, device_facts(tied=tied))
            self._dialog.show_value(keys.TIE, value=not tied)
            self._dialog.show_value(keys.UNTIE, value=tied)

    def _follow_me(self) -> None:
        """Let one's own section show what was corrected in the list."""
        if self._me in self._people and self._dialog is not None:
            mine = self._people[self._me].clinician
            self._parts["clinician"] = mine
            for name in ("name", "role", "registration"):
                self._dialog.show_value(f"clinician.{name}", getattr(mine, name))

    def _refuse(self, title: str, text: str) -> None:
        if self._dialog is not None:
            self._dialog.refuse(title, text)

    def _leave_for_key(self, key: str) -> None:
        self.close()
        self.recovery_key_made.emit(key)

    def show_backup(self, backup: Backup) -> None:
        """Say which backup was good just now."""
        from consult_app.ui.settings_facts import backup_facts
        from consult_app.workflow.safety import Safety

        if self._dialog is not None:
            self._dialog.show_value(keys.BACKUP, backup_facts(Safety(backup, backup.at.astimezone())))

    def refuse_backup(self, error: ConsultError) -> bool:
        """Say in the dialog why there is no new backup; false where it is not open."""
        from consult_app.ui.messages import message

        words = message(error)
        self._refuse(words.title, words.text)
        return self._dialog is not None

    def show_times(self, times: Times) -> None:
        """Say how timestamps stand."""
        from consult_app.ui.seal_settings import time_facts

        if self._dialog is not None:
            self._dialog.show_value(keys.TIMES, time_facts(times))

    def _show_log(self, checked: Checked) -> None:
        from consult_app.ui.settings_facts import log_facts

        if self._dialog is not None:
            self._dialog.show_value(keys.LOG, log_facts(checked))

    def _show_no_samples(self) -> None:

        if self._dialog is not None:
            self._dialog.show_value(keys.CLEAR_SAMPLES, value=False)
