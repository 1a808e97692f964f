"""What goes wrong is said where the person looks."""

from __future__ import annotations

from collections.abc import Callable

from consult_app.errors import KEY_UNUSABLE, VAULT_UNUSABLE, ConsultError
from consult_app.ui.main_window import MainWindow
from consult_app.ui.stage import Stage
from consult_app.ui.tokens import Tone


class Telling:
    """Says failures and crashes, on the page that can say them, otherwise above it."""

    def __init__(self, window: MainWindow, stage: Stage) -> None:
        self._window = window
        self._stage = stage
        self.put_off: Callable[[Callable[[], None]], bool] = lambda _: False
        """Whether something was put off until the screen is back in the clinician's hands."""
        self._over: ConsultError | None = None

    def attempt(self, act: Callable[[], object]) -> None:
        """Do something that the world can refuse, and say so."""
        try:
            act()
        except ConsultError as error:
            self.fail(error)

    def fail(self, error: ConsultError) -> None:
        """Say a failure."""
        from consult_app.ui.messages import message

        if error is self._over or self.put_off(lambda: self.fail(error)):
            return
        said = message(error)
        if self._stage.can("refuse"):
            self._stage.ask("refuse", said.title, said.text)
            if error.code in KEY_UNUSABLE:
                self._stage.ask("offer_new_key")
            if error.code in VAULT_UNUSABLE:
                self._stage.ask("offer_restore")
        else:
            self._window.tell(said.title, said.text, Tone.STOP)

    def take_back(self, error: ConsultError) -> None:
        """Say a failure no more, neither now nor when the screen is given back: it is over."""
        from consult_app.ui.messages import message

        self._over = error
        said = message(error)
        self._window.untell(said.title, said.text)

    def tell_crash(self, kind: str) -> None:
        """Say that the program made a mistake, by the kind of it alone."""
        from consult_app.ui.dialogs.crash_dialog import CrashDialog

        if self.put_off(lambda: self.tell_crash(kind)):
            return
        self._stage.ask("set_busy", busy=False)
        dialog = CrashDialog(kind, self._window)
        dialog.quit_requested.connect(self._window.close)
        dialog.open()
